/* till-db-statement.c: prepared statements, kept ready a connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

/* Filters make SQL of many forms; the oldest unused ones are let go. */
#define MAX_IDLE 96

#define HASHED_LETTERS 32

struct _TillDbStatement
{
  TillDbConnection *connection;
  sqlite3_stmt     *handle;
  char             *sql;
  GPtrArray        *writes_to; /* interned names of tables; NULL for a reader's statement */
  GList             link;      /* in the connection's idle_by_age */
  int               bind_code; /* the first binding that went wrong; told by the next step */
  gboolean          done;
};

static gboolean
is_blank (const char *text)
{
  return text == NULL || strspn (text, " \t\r\n;") == strlen (text);
}

/* A record's statement has hundreds of letters of columns and is asked for with every row: what
 * tells two of them apart stands at the end, or in the length. */
guint
till_db_statement_hash (gconstpointer sql)
{
  const char *text = sql;
  gsize       length = strlen (text);
  guint       hash = (guint) length;

  for (gsize i = length - MIN (length, HASHED_LETTERS); i < length; i++)
    hash = hash * 33 + (guchar) text[i];

  return hash;
}

static TillDbStatement *
take_idle (TillDbConnection *connection, const char *sql)
{
  gpointer self = NULL;

  if (g_hash_table_steal_extended (connection->idle, sql, NULL, &self))
    g_queue_unlink (&connection->idle_by_age, &((TillDbStatement *) self)->link);

  return self;
}

TillDbStatement *
till_db_prepare (TillDbConnection *connection, const char *sql, GError **error)
{
  TillDbStatement *self;
  const char      *rest = NULL;
  int              code;

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  self = take_idle (connection, sql);
  if (self != NULL)
    return self;

  self = g_new0 (TillDbStatement, 1);
  self->connection = connection;
  self->sql = g_strdup (sql);
  self->link.data = self;
  if (connection->is_writer)
    self->writes_to = g_ptr_array_new ();

  connection->noting = self->writes_to;
  code = sqlite3_prepare_v3 (connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->handle,
                             &rest);
  connection->noting = NULL;

  if (code == SQLITE_OK && (self->handle == NULL || !is_blank (rest)))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE, "Not one statement: %s", sql);
      g_clear_pointer (&self, till_db_statement_destroy);
    }
  else if (code != SQLITE_OK)
    {
      till_db_set_error (error, connection->handle, code, connection->path);
      g_clear_pointer (&self, till_db_statement_destroy);
    }

  return self;
}

void
till_db_statement_destroy (TillDbStatement *self)
{
  sqlite3_finalize (self->handle);
  g_clear_pointer (&self->writes_to, g_ptr_array_unref);
  g_free (self->sql);
  g_free (self);
}

void
till_db_statement_free (TillDbStatement *self)
{
  TillDbConnection *connection;

  if (self == NULL)
    return;

  connection = self->connection;
  till_db_reset (self);

  if (g_hash_table_contains (connection->idle, self->sql))
    {
      till_db_statement_destroy (self);
      return;
    }

  if (connection->idle_by_age.length == MAX_IDLE)
    till_db_statement_destroy (take_idle (
      connection, ((TillDbStatement *) g_queue_peek_head (&connection->idle_by_age))->sql));

  g_hash_table_insert (connection->idle, self->sql, self);
  g_queue_push_tail_link (&connection->idle_by_age, &self->link);
}

/* ── Parameters ──────────────────────────────────────────────────────────────────────────────── */

static void
note_bound (TillDbStatement *self, int code)
{
  if (self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

void
till_db_bind_int (TillDbStatement *self, int index, gint64 value)
{
  note_bound (self, sqlite3_bind_int64 (self->handle, index, value));
}

void
till_db_bind_text (TillDbStatement *self, int index, const char *value)
{
  note_bound (self, sqlite3_bind_text (self->handle, index, value, -1, SQLITE_TRANSIENT));
}

void
till_db_bind_null (TillDbStatement *self, int index)
{
  note_bound (self, sqlite3_bind_null (self->handle, index));
}

void
till_db_bind_bytes (TillDbStatement *self, int index, GBytes *value)
{
  gsize         size = 0;
  gconstpointer bytes = value != NULL ? g_bytes_get_data (value, &size) : NULL;

  if (value == NULL)
    note_bound (self, sqlite3_bind_null (self->handle, index));
  else if (size == 0)
    note_bound (self, sqlite3_bind_zeroblob (self->handle, index, 0));
  else
    note_bound (self, sqlite3_bind_blob64 (self->handle, index, bytes, size, SQLITE_TRANSIENT));
}

/* ── Running ─────────────────────────────────────────────────────────────────────────────────── */

/* SQLite may have rolled back by itself (disk full): what followed would each be a commit of its
 * own. */
static gboolean
may_go_on (TillDbConnection *connection, GError **error)
{
  if (till_db_connection_is_cancelled (connection, error))
    return FALSE;

  if (connection->in_job && sqlite3_get_autocommit (connection->handle))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                           _ ("The change could not be completed, so all of it was taken back."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_bound (TillDbStatement *self, GError **error)
{
  if (self->bind_code != SQLITE_OK)
    g_set_error (error, TILL_ERROR, TILL_ERROR_STORE, "A parameter can't be set (%s): %s",
                 sqlite3_errstr (self->bind_code), self->sql);

  return self->bind_code == SQLITE_OK;
}

TillStep
till_db_step (TillDbStatement *self, GError **error)
{
  TillDbConnection *connection;
  TillDbTally       before;
  int               code;

  g_return_val_if_fail (self != NULL, TILL_STEP_ERROR);

  if (self->done)
    return TILL_STEP_DONE;
  if (!is_bound (self, error) || !may_go_on (self->connection, error))
    return TILL_STEP_ERROR;

  connection = self->connection;
  before = till_db_changes_tally (connection);
  code = sqlite3_step (self->handle);
  if (self->writes_to != NULL)
    till_db_changes_note (connection, before, self->writes_to);

  if (code == SQLITE_ROW)
    return TILL_STEP_ROW;

  if (code != SQLITE_DONE)
    {
      till_db_set_error (error, connection->handle, code, connection->path);
      return TILL_STEP_ERROR;
    }

  self->done = TRUE;

  return TILL_STEP_DONE;
}

void
till_db_reset (TillDbStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->bind_code = SQLITE_OK;
  self->done = FALSE;
}

gboolean
till_db_run (TillDbStatement *self, GError **error)
{
  TillStep step;

  do
    step = till_db_step (self, error);
  while (step == TILL_STEP_ROW);

  /* So that it can be bound and run again; the parameters stay. */
  sqlite3_reset (self->handle);
  self->done = FALSE;

  return step == TILL_STEP_DONE;
}

/* ── Columns ─────────────────────────────────────────────────────────────────────────────────── */

gint64
till_db_column_int (TillDbStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

gboolean
till_db_column_is_null (TillDbStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

const char *
till_db_column_text (TillDbStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

char *
till_db_column_dup_text (TillDbStatement *self, int column)
{
  return g_strdup (till_db_column_text (self, column));
}

GBytes *
till_db_column_dup_bytes (TillDbStatement *self, int column)
{
  gconstpointer bytes;

  if (till_db_column_is_null (self, column))
    return NULL;

  bytes = sqlite3_column_blob (self->handle, column);

  return g_bytes_new (bytes, (gsize) sqlite3_column_bytes (self->handle, column));
}

/* ── Shorter ways ────────────────────────────────────────────────────────────────────────────── */

/* Runs the first statement of *sql and moves *sql behind it. */
static gboolean
execute_first (TillDbConnection *connection, const char **sql, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  TillDbTally           before = till_db_changes_tally (connection);
  sqlite3_stmt         *statement = NULL;
  int                   code;

  if (!may_go_on (connection, error))
    return FALSE;

  connection->noting = tables;
  code = sqlite3_prepare_v2 (connection->handle, *sql, -1, &statement, sql);
  connection->noting = NULL;

  while (code == SQLITE_OK && statement != NULL && (code = sqlite3_step (statement)) == SQLITE_ROW)
    code = SQLITE_OK;
  till_db_changes_note (connection, before, tables);
  if (code != SQLITE_OK && code != SQLITE_DONE)
    till_db_set_error (error, connection->handle, code, connection->path);
  sqlite3_finalize (statement);

  return code == SQLITE_OK || code == SQLITE_DONE;
}

gboolean
till_db_execute (TillDbConnection *connection, const char *sql, GError **error)
{
  g_autofree char *expanded = NULL;
  const char      *rest;

  g_return_val_if_fail (connection != NULL, FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);

  expanded = till_db_expand_words (sql, error);
  if (expanded == NULL)
    return FALSE;

  for (rest = expanded; *rest != '\0';)
    if (!execute_first (connection, &rest, error))
      return FALSE;

  return TRUE;
}

gboolean
till_db_query_int (TillDbConnection *connection, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL || till_db_step (statement, error) != TILL_STEP_ROW)
    return FALSE;

  *value = till_db_column_int (statement, 0);

  return TRUE;
}

gint64
till_db_last_id (TillDbConnection *connection)
{
  return sqlite3_last_insert_rowid (connection->handle);
}

gint64
till_db_n_changed (TillDbConnection *connection)
{
  return sqlite3_changes64 (connection->handle);
}

char *
till_db_index_hint (TillDbConnection *connection, const char *index)
{
  return index != NULL ? g_strdup_printf ("INDEXED BY %s", index) : g_strdup ("NOT INDEXED");
}
