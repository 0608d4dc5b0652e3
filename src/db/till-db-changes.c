/* till-db-changes.c: which rows a transaction has touched
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The update hook names the rows, but it is silent about tables without rowid and about DELETE
 * without WHERE. So the authorizer notes, when a statement is prepared, which tables it writes to;
 * when it then changes more rows than the hook has named, those tables count as "too many". (Rows
 * that REPLACE removes are counted by neither: say ON CONFLICT DO UPDATE.)
 */
#include "db/till-db-private.h"

#define MAX_IDS 256

typedef struct
{
  GArray  *ids; /* gint64 */
  gboolean too_many;
} Touched;

struct _TillDbChanges
{
  GHashTable *tables;  /* interned name → Touched */
  guint64     n_named; /* calls of the update hook */
};

static void
touched_free (Touched *self)
{
  g_array_unref (self->ids);
  g_free (self);
}

TillDbChanges *
till_db_changes_new (void)
{
  TillDbChanges *self = g_new0 (TillDbChanges, 1);

  self->tables =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) touched_free);

  return self;
}

void
till_db_changes_free (TillDbChanges *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->tables);
  g_free (self);
}

gboolean
till_db_changes_is_empty (TillDbChanges *self)
{
  return g_hash_table_size (self->tables) == 0;
}

static Touched *
touch (TillDbChanges *self, const char *table)
{
  Touched *touched = g_hash_table_lookup (self->tables, table);

  if (touched == NULL)
    {
      touched = g_new0 (Touched, 1);
      touched->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (self->tables, (gpointer) g_intern_string (table), touched);
    }

  return touched;
}

void
till_db_changes_add_all (TillDbChanges *self, const char *table)
{
  Touched *touched = touch (self, table);

  touched->too_many = TRUE;
  g_array_set_size (touched->ids, 0);
}

void
till_db_changes_add_row (TillDbChanges *self, const char *table, gint64 id)
{
  Touched *touched = touch (self, table);

  if (touched->too_many)
    return;

  /* From the end: a row is mostly touched again right after it was made. */
  for (guint i = touched->ids->len; i > 0; i--)
    if (g_array_index (touched->ids, gint64, i - 1) == id)
      return;

  if (touched->ids->len == MAX_IDS)
    till_db_changes_add_all (self, table);
  else
    g_array_append_val (touched->ids, id);
}

void
till_db_changes_merge (TillDbChanges *self, TillDbChanges *other)
{
  GHashTableIter iter;
  gpointer       table;
  gpointer       value;

  g_hash_table_iter_init (&iter, other->tables);
  while (g_hash_table_iter_next (&iter, &table, &value))
    {
      Touched *added = value;

      if (added->too_many)
        till_db_changes_add_all (self, table);
      for (guint i = 0; i < added->ids->len; i++)
        till_db_changes_add_row (self, table, g_array_index (added->ids, gint64, i));
    }
}

gboolean
till_db_changes_touch (const TillDbChanges *self, const char *table)
{
  return g_hash_table_contains (self->tables, table);
}

const GArray *
till_db_changes_get_ids (const TillDbChanges *self, const char *table)
{
  Touched *touched = g_hash_table_lookup (self->tables, table);

  return touched != NULL && !touched->too_many ? touched->ids : NULL;
}

static void
row_changed_cb (void *data, int action, const char *database, const char *table, sqlite3_int64 id)
{
  TillDbConnection *connection = data;

  if (connection->changes == NULL)
    return;

  connection->changes->n_named++;
  if (g_str_equal (database, "main"))
    till_db_changes_add_row (connection->changes, table, id);
}

static int
authorize_cb (void       *data,
              int         action,
              const char *table,
              const char *detail,
              const char *database,
              const char *inner)
{
  TillDbConnection *connection = data;
  gboolean writes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;

  /* Only the driver begins and ends: a job that commits could not be taken back. */
  if (action == SQLITE_TRANSACTION && connection->in_job)
    return SQLITE_DENY;

  if (writes && connection->noting != NULL && g_strcmp0 (database, "main") == 0 &&
      !g_str_has_prefix (table, "sqlite_"))
    {
      gpointer name = (gpointer) g_intern_string (table);

      if (!g_ptr_array_find (connection->noting, name, NULL))
        g_ptr_array_add (connection->noting, name);
    }

  return SQLITE_OK;
}

void
till_db_changes_watch (TillDbConnection *connection)
{
  sqlite3_update_hook (connection->handle, row_changed_cb, connection);
  sqlite3_set_authorizer (connection->handle, authorize_cb, connection);
}

TillDbTally
till_db_changes_tally (TillDbConnection *connection)
{
  TillDbTally tally = { 0 };

  if (connection->changes != NULL)
    {
      tally.n_changed = sqlite3_total_changes64 (connection->handle);
      tally.n_named = connection->changes->n_named;
    }

  return tally;
}

void
till_db_changes_note (TillDbConnection *connection, TillDbTally before, GPtrArray *tables)
{
  TillDbTally after = till_db_changes_tally (connection);
  guint64     n_changed = (guint64) (after.n_changed - before.n_changed);

  if (connection->changes == NULL || n_changed <= after.n_named - before.n_named)
    return;

  for (guint i = 0; i < tables->len; i++)
    till_db_changes_add_all (connection->changes, g_ptr_array_index (tables, i));
}
