/* test-open.c: what is made, what is taken for ours, what is refused and how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/till-error.h"
#include "db/till-db-private.h"
#include "till-test-db.h"
#include "till-test-util.h"

#define NOBODY 65534

static void
assert_refused (const char *path, const TillDbSchema *schema, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = g_path_get_basename (path);

  g_assert_null (till_db_open (path, schema, &error));
  g_assert_error (error, TILL_ERROR, code);

  /* A sentence that says which file. */
  g_assert_nonnull (strstr (error->message, name));
  if (words != NULL)
    g_assert_nonnull (strstr (error->message, words));
}

/* A whole practice of some pages, closed. */
static char *
make_practice (const char *name)
{
  char   *path = test_db_path (name);
  TillDb *db = test_db_open (path);

  test_db_write (db,
                 "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 2000) "
                 "INSERT INTO things (name) SELECT 'some name of a thing' FROM n");
  test_db_shut (db);

  return path;
}

static gboolean
exists_beside (const char *path, const char *ending)
{
  g_autofree char *name = g_strconcat (path, ending, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static void
new_file (void)
{
  g_autofree char *path = test_db_path ("new.till");
  TillDb          *db = test_db_open (path);
  GStatBuf         status;

  g_assert_true (till_db_was_shut_down_cleanly (db));
  g_assert_true (g_str_has_suffix (till_db_get_path (db), "/new.till"));
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM parts"), ==, 0);
  g_assert_false (exists_beside (path, ".new"));

  /* Nobody else reads a practice's books. */
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  {
    g_autofree char *wal = g_strconcat (path, "-wal", NULL);

    g_assert_cmpint (g_stat (wal, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  }

  test_db_shut (db);
  g_assert_false (exists_beside (path, "-wal"));
  g_assert_false (exists_beside (path, "-shm"));
}

static void
left_over_of_a_crash_while_making (void)
{
  g_autofree char *path = test_db_path ("again.till");
  g_autofree char *unborn = g_strconcat (path, ".new", NULL);

  g_assert_true (g_file_set_contents (unborn, "half", -1, NULL));
  test_db_shut (test_db_open (path));
  g_assert_false (exists_beside (path, ".new"));
}

static void
empty_file (void)
{
  g_autofree char *path = test_db_path ("empty.till");

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_refused (path, &test_db_second, TILL_ERROR_STORE_BROKEN, "empty");
}

static void
garbage (void)
{
  static const gsize lengths[] = { 1, 100, 511, 512, 5000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *path = test_db_path ("garbage.till");
      g_autofree char *bytes = g_strnfill (lengths[i], 'z');
      g_autofree char *after = NULL;

      g_assert_true (g_file_set_contents (path, bytes, -1, NULL));
      assert_refused (path, &test_db_second, TILL_ERROR_STORE_BROKEN, NULL);

      /* And left as it was. */
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, bytes);
    }
}

static void
truncated (void)
{
  g_autofree char *whole = make_practice ("whole.till");
  g_autofree char *bytes = NULL;
  gsize            length;

  g_assert_true (g_file_get_contents (whole, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 5 * 4096);

  for (gsize cut = 1; cut < length; cut += 2999)
    {
      g_autofree char *path = test_db_path ("cut.till");

      g_assert_true (g_file_set_contents (path, bytes, (gssize) cut, NULL));
      assert_refused (path, &test_db_second, TILL_ERROR_STORE_BROKEN, NULL);
    }
}

static void
first_page_damaged (void)
{
  g_autofree char *path = make_practice ("damaged.till");
  g_autofree char *bytes = NULL;
  gsize            length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 100, 'z', 1000);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  assert_refused (path, &test_db_second, TILL_ERROR_STORE_BROKEN, NULL);
}

static void
of_another_program (void)
{
  g_autofree char   *path = test_db_path ("other.till");
  g_autofree char   *before = NULL;
  g_autofree char   *after = NULL;
  gsize              n_before;
  gsize              n_after;
  TillDbSchema       unchecked = test_db_second;
  g_autoptr (GError) error = NULL;
  TillDb            *db;

  test_db_change_behind (path, "CREATE TABLE theirs (id INTEGER)");
  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  assert_refused (path, &test_db_second, TILL_ERROR_STORE_BROKEN, "another program");
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  unchecked.application_id = 0;
  db = till_db_open (path, &unchecked, &error);
  g_assert_no_error (error);
  test_db_shut (db);
}

static void
folder_in_its_place (void)
{
  g_autofree char   *path = test_db_path ("folder.till");
  g_autofree char   *inside = g_build_filename (path, "none", "book.till", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_refused (path, &test_db_second, TILL_ERROR_STORE_BROKEN, NULL);
  g_assert_null (till_db_open (inside, &test_db_second, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
  g_assert_nonnull (strstr (error->message, "none”"));
}

static void
gone_without_its_wal (void)
{
  g_autofree char *path = test_db_path ("gone.till");
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  g_assert_true (g_file_set_contents (wal, "changes", -1, NULL));
  assert_refused (path, &test_db_second, TILL_ERROR_STORE_BROKEN, "missing");
}

static void
too_new (void)
{
  g_autofree char *path = make_practice ("new.till");

  assert_refused (path, &test_db_first, TILL_ERROR_STORE_TOO_NEW, "version 2");
  assert_refused (path, &test_db_first, TILL_ERROR_STORE_TOO_NEW, "up to 1");
  test_db_change_behind (path, "PRAGMA user_version = -1");
  assert_refused (path, &test_db_second, TILL_ERROR_STORE_BROKEN, NULL);
}

/* ── Permissions: the superuser may all, so somebody else tries ──────────────────────────────── */

static void
become_nobody (const char *folder)
{
  if (geteuid () != 0)
    return;

  g_assert_cmpint (chown (folder, NOBODY, NOBODY), ==, 0);
  g_assert_cmpint (seteuid (NOBODY), ==, 0);
}

static void
read_only (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *missing = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  path = test_db_path ("book.till");
  folder = g_path_get_dirname (path);
  missing = g_build_filename (folder, "missing.till", NULL);
  become_nobody (folder);
  test_db_shut (test_db_open (path));

  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  assert_refused (path, &test_db_second, TILL_ERROR_STORE_READ_ONLY, NULL);

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  assert_refused (path, &test_db_second, TILL_ERROR_STORE_READ_ONLY, NULL);
  assert_refused (missing, &test_db_second, TILL_ERROR_STORE_READ_ONLY, NULL);

  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  test_db_shut (test_db_open (path));
  g_assert_cmpint (seteuid (getuid ()), ==, 0);
}

/* ── Disk full ───────────────────────────────────────────────────────────────────────────────── */

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* No file may grow over a quarter of a megabyte: the WAL can't, so the commit can't. */
static void
disk_full (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = NULL;
  g_autofree char   *other = NULL;
  TillDb            *db;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  path = test_db_path ("full.till");
  db = test_db_open (path);
  test_db_write (db, "INSERT INTO things (name) VALUES ('kept')");

  limit_files (256 * 1024);
  g_assert_false (till_db_write (
    db, TILL_DB_MONEY, test_db_sql_job,
    (gpointer) "INSERT INTO things (name) VALUES (hex (randomblob (500000)))", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_FULL);
  g_assert_nonnull (strstr (error->message, "full.till"));
  g_clear_error (&error);
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM things"), ==, 1);

  /* There is room again. */
  limit_files (RLIM_INFINITY);
  test_db_write (db, "INSERT INTO things (name) VALUES (hex (randomblob (500000)))");
  g_assert_true (till_db_quick_check (path, &error));
  g_assert_no_error (error);

  /* A copy has no room either, and leaves no half of itself. */
  other = g_strconcat (path, ".copy", NULL);
  limit_files (256 * 1024);
  g_assert_false (till_db_backup (db, other, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_FULL);
  limit_files (RLIM_INFINITY);
  g_assert_false (exists_beside (other, ""));
  g_assert_false (exists_beside (other, ".part"));
  test_db_shut (db);
}

static void
disk_full_by_pages (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = test_db_path ("pages.till");
  TillDb            *db = test_db_open (path);

  g_assert_false (
    till_db_write (db, TILL_DB_MONEY, test_db_sql_job,
                   (gpointer) "PRAGMA max_page_count = 20;"
                              "INSERT INTO things (name) VALUES (hex (randomblob (500000)))",
                   &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_FULL);
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM things"), ==, 0);
  test_db_shut (db);
}

/* SQLite rolls back by itself when it is full: a job that goes on may not commit its second half.
 */
static gboolean
goes_on_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_assert_false (till_db_execute (connection,
                                   "PRAGMA max_page_count = 20;"
                                   "INSERT INTO things (name) VALUES (hex (randomblob (500000)))",
                                   NULL));

  return till_db_execute (connection, "INSERT INTO things (name) VALUES ('second half')", error);
}

static void
full_job_that_goes_on (void)
{
  g_autofree char *path = test_db_path ("half.till");
  TillDb          *db = test_db_open (path);

  till_db_write (db, TILL_DB_MONEY, goes_on_job, NULL, NULL);
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM things"), ==, 0);
  test_db_shut (db);
}

/* ── Ends ────────────────────────────────────────────────────────────────────────────────────── */

static void
killed (void)
{
  g_autofree char *path = test_db_path ("killed.till");
  TillDb          *db;

  if (g_test_subprocess ())
    {
      db = test_db_open (g_getenv ("TEST_DB_PATH"));
      test_db_write (db, "INSERT INTO things (name) VALUES ('on the disk')");
      kill (getpid (), SIGKILL);
    }

  g_setenv ("TEST_DB_PATH", path, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("TEST_DB_PATH");
  g_assert_false (g_test_trap_has_passed ());

  db = test_db_open (path);
  g_assert_false (till_db_was_shut_down_cleanly (db));
  g_assert_cmpint (test_db_ask (db, "SELECT count(*) FROM things"), ==, 1);
  test_db_shut (db);

  db = test_db_open (path);
  g_assert_true (till_db_was_shut_down_cleanly (db));
  test_db_shut (db);
}

static void
shared_file_systems (void)
{
  static const struct
  {
    gint64      magic;
    const char *type;
    gboolean    shared;
  } cases[] = {
    { 0xef53, "ext4", FALSE },
    { 0x9123683e, "btrfs", FALSE },
    { 0x01021994, "tmpfs", FALSE },
    { 0x794c7630, "overlay", FALSE },
    { 0x6969, "nfs4", TRUE },
    { 0xff534d42, "cifs", TRUE },
    { (gint32) 0xff534d42, NULL, TRUE },
    { 0xfe534d42, "smb3", TRUE },
    { 0x01021997, "9p", TRUE },
    { 0x65735546, "fuseblk", FALSE },
    { 0x65735546, NULL, FALSE },
    { 0x65735546, "fuse.sshfs", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (till_db_file_type_is_shared (cases[i].magic, cases[i].type), ==,
                     cases[i].shared);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/open/new-file", new_file);
  g_test_add_func ("/db/open/left-over-of-a-crash", left_over_of_a_crash_while_making);
  g_test_add_func ("/db/open/empty-file", empty_file);
  g_test_add_func ("/db/open/garbage", garbage);
  g_test_add_func ("/db/open/truncated", truncated);
  g_test_add_func ("/db/open/first-page-damaged", first_page_damaged);
  g_test_add_func ("/db/open/of-another-program", of_another_program);
  g_test_add_func ("/db/open/folder-in-its-place", folder_in_its_place);
  g_test_add_func ("/db/open/gone-without-its-wal", gone_without_its_wal);
  g_test_add_func ("/db/open/too-new", too_new);
  g_test_add_func ("/db/open/read-only", read_only);
  g_test_add_func ("/db/open/disk-full", disk_full);
  g_test_add_func ("/db/open/disk-full-by-pages", disk_full_by_pages);
  g_test_add_func ("/db/open/full-job-that-goes-on", full_job_that_goes_on);
  g_test_add_func ("/db/open/killed", killed);
  g_test_add_func ("/db/open/shared-file-systems", shared_file_systems);

  return g_test_run ();
}
