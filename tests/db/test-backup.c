/* test-backup.c: copies while it is worked on, and checks of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "core/till-error.h"
#include "db/till-db.h"
#include "till-test-db.h"
#include "till-test-util.h"

static char *
beside (const char *path, const char *ending)
{
  return g_strconcat (path, ending, NULL);
}

static void
make_many (TillDb *db)
{
  test_db_write (db,
                 "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 20000) "
                 "INSERT INTO things (name) SELECT hex (randomblob (1000)) FROM n");
}

/* Each commit moves a cent from one thing to the other: any moment's copy has the same sum. */
static gboolean
move_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection,
                          "UPDATE things SET price_cents = price_cents - 1 WHERE id = 1;"
                          "UPDATE things SET price_cents = price_cents + 1 WHERE id = 20000",
                          error);
}

static gint copying;
static gpointer
copy_work (gpointer data)
{
  TillDb            *db = data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *copy = beside (till_db_get_path (db), ".copy");

  till_db_backup (db, copy, &error);
  g_assert_no_error (error);
  g_atomic_int_set (&copying, FALSE);

  return NULL;
}

static void
while_writes_go_on (void)
{
  g_autofree char *path = test_db_path ("busy.till");
  g_autofree char *copy = beside (path, ".copy");
  TillDb          *db = test_db_open (path);
  TillDb          *copied;
  GThread         *thread;
  gint64           n_moved = 0;
  GStatBuf         status;

  make_many (db);
  g_atomic_int_set (&copying, TRUE);
  thread = g_thread_new ("copy", copy_work, db);
  for (; g_atomic_int_get (&copying); n_moved++)
    g_assert_true (till_db_write (db, TILL_DB_MONEY, move_job, NULL, NULL));
  g_thread_join (thread);
  g_assert_cmpint (n_moved, >, 0);

  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  copied = test_db_open (copy);
  g_assert_cmpint (test_db_ask (copied, "SELECT count(*) FROM things"), ==, 20000);
  g_assert_cmpint (test_db_ask (copied, "SELECT sum(price_cents) FROM things"), ==, 0);
  test_db_shut (copied);
  test_db_shut (db);
}

static void
equals_its_source (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = test_db_path ("source.till");
  g_autofree char   *copy = beside (path, ".copy");
  g_autofree char   *part = beside (path, ".copy.part");
  g_autofree char   *wal = beside (path, ".copy-wal");
  g_autofree char   *attach = g_strdup_printf ("ATTACH '%s' AS copy", copy);
  g_autofree char   *bytes = NULL;
  TillDbConnection  *reader;
  TillDb            *db = test_db_open (path);
  gint64             n = -1;

  make_many (db);
  /* One that is there already is replaced. */
  g_assert_true (g_file_set_contents (copy, "older", -1, NULL));
  g_assert_true (till_db_backup (db, copy, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_true (till_db_quick_check (copy, &error));
  g_assert_no_error (error);

  /* One plain file: the header's version for writing is 1, not 2 as with a WAL. */
  g_assert_true (g_file_get_contents (copy, &bytes, NULL, NULL));
  g_assert_cmpint ((guchar) bytes[18], ==, 1);

  reader = till_db_take_reader (db, NULL);
  g_assert_true (till_db_execute (reader, attach, &error));
  g_assert_true (till_db_query_int (reader,
                                    "SELECT count(*) FROM (SELECT * FROM things EXCEPT "
                                    "SELECT * FROM copy.things)",
                                    &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
  g_assert_true (till_db_execute (reader, "DETACH copy", NULL));
  till_db_give_reader (db, reader);
  test_db_shut (db);
}

static void
to_where_nothing_can_be (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = test_db_path ("source.till");
  g_autofree char   *copy = beside (path, ".none" G_DIR_SEPARATOR_S "copy.till");
  TillDb            *db = test_db_open (path);

  g_assert_false (till_db_backup (db, copy, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
  test_db_shut (db);
}

static void
check_leaves_the_file_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = test_db_path ("checked.till");
  g_autofree char   *wal = beside (path, "-wal");
  GStatBuf           before;
  GStatBuf           after;
  TillDb            *db = test_db_open (path);

  test_db_write (db, "INSERT INTO things (name) VALUES ('x')");
  g_assert_cmpint (g_stat (wal, &before), ==, 0);
  g_assert_true (till_db_quick_check (path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (wal, &after), ==, 0);
  g_assert_cmpint (before.st_size, ==, after.st_size);
  g_assert_cmpint (before.st_ino, ==, after.st_ino);

  g_assert_true (till_db_check (db, &error));
  g_assert_no_error (error);
  test_db_write (db, "INSERT INTO things (name) VALUES ('y')");
  test_db_shut (db);

  /* Of one that is closed nothing is left lying about. */
  g_assert_true (till_db_quick_check (path, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
check_finds_damage (void)
{
  g_autofree char *path = test_db_path ("damaged.till");
  g_autofree char *bytes = NULL;
  gsize            length;
  TillDb          *db = test_db_open (path);

  make_many (db);
  test_db_shut (db);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      /* The middle of a page that is neither the first nor the last. */
      memset (bytes + (i + 5) * 4096 * 50, 'z', 4096);
      g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
      g_assert_false (till_db_quick_check (path, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN);
      g_assert_nonnull (strstr (error->message, "damaged.till"));
      /* One sentence, without what the engine writes above its finding. */
      g_assert_null (strchr (error->message, '\n'));
      g_assert_null (strstr (error->message, "***"));
    }
}

static void
check_of_what_is_none (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = test_db_path ("none.till");

  g_assert_false (till_db_quick_check (path, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "not a database at all", -1, NULL));
  g_assert_false (till_db_quick_check (path, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/backup/while-writes-go-on", while_writes_go_on);
  g_test_add_func ("/db/backup/equals-its-source", equals_its_source);
  g_test_add_func ("/db/backup/to-where-nothing-can-be", to_where_nothing_can_be);
  g_test_add_func ("/db/quick-check/leaves-the-file-alone", check_leaves_the_file_alone);
  g_test_add_func ("/db/quick-check/finds-damage", check_finds_damage);
  g_test_add_func ("/db/quick-check/what-is-none", check_of_what_is_none);

  return g_test_run ();
}
