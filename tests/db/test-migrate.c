/* test-migrate.c: older files brought up, whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "core/till-error.h"
#include "db/till-db.h"
#include "till-test-db.h"

/* A practice of the first version with one thing in it. */
static char *
make_first (void)
{
  g_autoptr (GError) error = NULL;
  char              *path = test_db_path ("first.till");
  TillDb            *db = till_db_open (path, &test_db_first, &error);

  g_assert_no_error (error);
  test_db_write (db, "INSERT INTO things (id, name) VALUES (4, 'old')");
  g_assert_cmpint (test_db_ask (db, "PRAGMA user_version"), ==, 1);
  test_db_shut (db);

  return path;
}

static void
step_by_step (void)
{
  g_autofree char *path = make_first ();
  TillDb          *db = test_db_open (path);

  g_assert_cmpint (test_db_ask (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (test_db_ask (db, "SELECT thing_id FROM parts WHERE id = 40"), ==, 4);
  test_db_shut (db);

  /* Nothing more to do, and nothing done again. */
  db = test_db_open (path);
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM parts"), ==, 1);
  test_db_shut (db);
}

static void
backed_up_before (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = make_first ();
  g_autofree char   *copy = NULL;
  GStatBuf           status;
  TillDb            *db;

  test_db_shut (test_db_open (path));
  copy = g_strconcat (path, ".backups" G_DIR_SEPARATOR_S "before-version-002.till", NULL);
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  db = till_db_open (copy, &test_db_first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM things WHERE name = 'old'"), ==, 1);
  test_db_shut (db);
}

static void
new_file_is_not_backed_up (void)
{
  g_autofree char *path = test_db_path ("new.till");
  g_autofree char *folder = g_strconcat (path, ".backups", NULL);

  test_db_shut (test_db_open (path));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
words_are_columns (void)
{
  g_autofree char *path = test_db_path ("words.till");
  TillDb          *db = test_db_open (path);

  test_db_write (db, "INSERT INTO things DEFAULT VALUES");
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM things WHERE name = '@id'"), ==, 1);
  g_assert_cmpint (
    test_db_ask (db, "SELECT count(*) FROM pragma_table_list ('things') WHERE strict"), ==, 1);
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM pragma_table_info ('things') "
                                    "WHERE type = 'INTEGER'"),
                   ==, 5);
  test_db_shut (db);
}

static void
failing (gconstpointer data)
{
  const char *const  scripts[] = { "001-things.sql", "002-parts.sql", data, NULL };
  TillDbSchema       schema = test_db_second;
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = make_first ();
  TillDb            *db;

  schema.scripts = scripts;
  g_assert_null (till_db_open (path, &schema, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "first.till"));
  g_assert_nonnull (strstr (error->message, "from version 1 to 3"));

  /* The old program goes on with the old file. */
  g_clear_error (&error);
  db = till_db_open (path, &test_db_first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_db_ask (db, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM things"), ==, 1);
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"), ==,
                   3);
  test_db_shut (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/migrate/step-by-step", step_by_step);
  g_test_add_func ("/db/migrate/backed-up-before", backed_up_before);
  g_test_add_func ("/db/migrate/new-file-is-not-backed-up", new_file_is_not_backed_up);
  g_test_add_func ("/db/migrate/words-are-columns", words_are_columns);
  g_test_add_data_func ("/db/migrate/failing/broken-script", "003-broken.sql", failing);
  g_test_add_data_func ("/db/migrate/failing/orphans", "003-orphans.sql", failing);
  g_test_add_data_func ("/db/migrate/failing/unknown-word", "003-words.sql", failing);
  g_test_add_data_func ("/db/migrate/failing/script-that-commits", "004-commits.sql", failing);
  g_test_add_data_func ("/db/migrate/failing/missing-script", "005-missing.sql", failing);

  return g_test_run ();
}
