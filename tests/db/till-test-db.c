/* till-test-db.c: a small database of the tests' own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-db.h"

#include <sqlite3.h>

#include "till-test-util.h"

static const char *const first_scripts[] = { "001-things.sql", NULL };
static const char *const second_scripts[] = { "001-things.sql", "002-parts.sql", NULL };

const TillDbSchema test_db_first = {
  .application_id = TEST_APPLICATION_ID,
  .resource_path = "/org/practicetill/test-db/migrations/",
  .scripts = first_scripts,
};

const TillDbSchema test_db_second = {
  .application_id = TEST_APPLICATION_ID,
  .resource_path = "/org/practicetill/test-db/migrations/",
  .scripts = second_scripts,
};

char *
test_db_path (const char *name)
{
  g_autofree char *folder = till_test_temp_dir ();

  return g_build_filename (folder, name, NULL);
}

TillDb *
test_db_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  TillDb            *db = till_db_open (path, &test_db_second, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);

  return db;
}

void
test_db_shut (TillDb *db)
{
  till_db_close (db);

  /* What still waits for the main loop holds the database. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (db);
}

gboolean
test_db_sql_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, data, error);
}

void
test_db_write (TillDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  till_db_write (db, TILL_DB_NORMAL, test_db_sql_job, (gpointer) sql, &error);
  g_assert_no_error (error);
}

gint64
test_db_ask (TillDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64             value = -1;

  till_db_query_int (till_db_get_reader (db), sql, &value, &error);
  g_assert_no_error (error);

  return value;
}

void
test_db_change_behind (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}
