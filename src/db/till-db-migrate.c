/* till-db-migrate.c: an older file brought to this program's version, whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

static const struct
{
  const char *word;
  const char *in_sqlite;
} words[] = {
  { "id", "INTEGER PRIMARY KEY" },
  { "cents", "INTEGER" },
  { "day", "INTEGER" },
  { "instant", "INTEGER" },
  { "text", "TEXT" },
  { "bytes", "BLOB" },
  { "bool", "INTEGER" },
  { "number", "INTEGER" },
  { "strict", "STRICT" },
  { "strict_by_key", "STRICT, WITHOUT ROWID" },
};

/* ── The words of scripts ────────────────────────────────────────────────────────────────────── */

/* The length of the literal, quoted name or comment that @at begins with; 0 when it is none. */
static gsize
quoted_length (const char *at)
{
  const char *end = NULL;
  char        closing[2] = { *at, '\0' };

  if (*at == '\'' || *at == '"' || *at == '`')
    end = strstr (at + 1, closing);
  else if (*at == '[')
    end = strchr (at, ']');
  else if (g_str_has_prefix (at, "--"))
    end = strchr (at, '\n');
  else if (g_str_has_prefix (at, "/*"))
    end = (end = strstr (at + 2, "*/")) != NULL ? end + 1 : NULL;
  else
    return 0;

  return end != NULL ? (gsize) (end - at) + 1 : strlen (at);
}

static gsize
word_length (const char *at)
{
  gsize length = 0;

  while (g_ascii_isalnum (at[length]) || at[length] == '_')
    length++;

  return length;
}

static const char *
look_up (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].word) == length && strncmp (words[i].word, word, length) == 0)
      return words[i].in_sqlite;

  return NULL;
}

char *
till_db_expand_words (const char *sql, GError **error)
{
  g_autoptr (GString) expanded = g_string_sized_new (strlen (sql) + 1);

  for (const char *at = sql; *at != '\0';)
    {
      gsize length = quoted_length (at);

      if (length == 0 && *at == '@')
        {
          const char *in_sqlite = look_up (at + 1, word_length (at + 1));

          length = 1 + word_length (at + 1);
          if (in_sqlite == NULL)
            {
              g_set_error (error, TILL_ERROR, TILL_ERROR_STORE, "No such type word: %.*s",
                           (int) length, at);
              return NULL;
            }
          g_string_append (expanded, in_sqlite);
        }
      else
        {
          length = MAX (length, 1);
          g_string_append_len (expanded, at, (gssize) length);
        }

      at += length;
    }

  return g_string_free (g_steal_pointer (&expanded), FALSE);
}

/* ── Versions ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
run_script (TillDbConnection *writer, const TillDbSchema *schema, guint index, GError **error)
{
  g_autofree char   *path = g_strconcat (schema->resource_path, schema->scripts[index], NULL);
  g_autoptr (GBytes) script = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char   *sql = NULL;

  if (script == NULL)
    return FALSE;

  sql = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  if (!till_db_execute (writer, sql, error))
    {
      g_prefix_error (error, "%s: ", schema->scripts[index]);
      return FALSE;
    }

  return TRUE;
}

/* Keys were not checked while tables were rebuilt. */
static gboolean
check_keys (TillDbConnection *writer, GError **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  statement = till_db_prepare (writer, "PRAGMA foreign_key_check", error);
  if (statement == NULL)
    return FALSE;

  switch (till_db_step (statement, error))
    {
    case TILL_STEP_DONE:
      return TRUE;

    case TILL_STEP_ROW:
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
                   _ ("Row %" G_GINT64_FORMAT " of “%s” points to a row of “%s” that isn't there."),
                   till_db_column_int (statement, 1), till_db_column_text (statement, 0),
                   till_db_column_text (statement, 2));
      return FALSE;

    case TILL_STEP_ERROR:
    default:
      return FALSE;
    }
}

typedef struct
{
  const TillDbSchema *schema;
  guint               from;
  guint               to;
} Migration;

static gboolean
migrate_work (TillDbConnection *writer, gpointer data, GError **error)
{
  Migration       *migration = data;
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %u", migration->to);

  for (guint i = migration->from; i < migration->to; i++)
    if (!run_script (writer, migration->schema, i, error))
      return FALSE;

  return check_keys (writer, error) && till_db_connection_exec (writer, sql, error);
}

/* FILE.till.backups/before-version-002.till */
static gboolean
back_up (TillDbConnection *writer, guint to, GError **error)
{
  g_autofree char *folder = g_strconcat (writer->path, ".backups", NULL);
  g_autofree char *name = g_strdup_printf ("before-version-%03u.till", to);
  g_autofree char *copy = g_build_filename (folder, name, NULL);

  return till_db_file_make_private_folder (folder, error) && till_db_copy (writer, copy, error);
}

static gboolean
read_version (TillDbConnection *writer, guint newest, guint *version, GError **error)
{
  g_autofree char *name = g_filename_display_name (writer->path);
  gint64           found = 0;

  if (!till_db_query_int (writer, "PRAGMA user_version", &found, error))
    return FALSE;

  if (found < 0)
    {
      till_db_set_error (error, NULL, SQLITE_NOTADB, writer->path);
      return FALSE;
    }

  if (found > newest)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_TOO_NEW,
                   _ ("“%s” was written by a newer Till: its data has version %" G_GINT64_FORMAT
                      ", and this Till knows versions up to %u. Install the newer Till on this "
                      "computer to open it."),
                   name, found, newest);
      return FALSE;
    }

  *version = (guint) found;

  return TRUE;
}

static gboolean
migrate_to (TillDbConnection   *writer,
            const TillDbSchema *schema,
            Migration          *migration,
            GError            **error)
{
  gboolean migrated;

  if (migration->from > 0 && !back_up (writer, migration->to, error))
    return FALSE;

  /* Inside a transaction this pragma does nothing, and a table can't be rebuilt with it on. */
  if (!till_db_connection_exec (writer, "PRAGMA foreign_keys = OFF", error))
    return FALSE;

  migrated = till_db_connection_run (writer, migrate_work, migration, NULL, error) &&
             till_db_connection_exec (writer, "PRAGMA foreign_keys = ON", error);
  till_db_changes_free (till_db_connection_steal_changes (writer));

  return migrated;
}

gboolean
till_db_migrate (TillDbConnection *writer, const TillDbSchema *schema, GError **error)
{
  g_autofree char *name = g_filename_display_name (writer->path);
  Migration        migration = { .schema = schema };

  migration.to = g_strv_length ((char **) schema->scripts);
  if (!read_version (writer, migration.to, &migration.from, error) ||
      !till_db_connection_use_wal (writer, error))
    return FALSE;

  if (migration.from == migration.to || migrate_to (writer, schema, &migration, error))
    return TRUE;

  /* Translators: the rest is the reason, a sentence of its own. */
  g_prefix_error (error, _ ("“%s” could not be brought from version %u to %u and is as it was. "),
                  name, migration.from, migration.to);

  return FALSE;
}
