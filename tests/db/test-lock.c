/* test-lock.c: one process a practice file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/till-error.h"
#include "db/till-db-lock.h"
#include "till-test-db.h"
#include "till-test-util.h"

#define ADDRESS "unix:path=/somewhere/till,guid=0123456789abcdef0123456789abcdef"

static TillDbLock *
take (const char *path)
{
  g_autoptr (GError) error = NULL;
  TillDbLock        *lock = till_db_lock_take (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lock);

  return lock;
}

/* The holder's address as the refused one is told it; NULL, too, when it wasn't refused. */
static char *
be_refused (const char *path, gboolean *refused)
{
  g_autoptr (GError)     error = NULL;
  char                  *address = NULL;
  g_autoptr (TillDbLock) lock = till_db_lock_take (path, &address, &error);

  *refused = lock == NULL;
  if (lock == NULL)
    g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE);

  return address;
}

static void
assert_refused (const char *path, const char *expected)
{
  gboolean         refused;
  g_autofree char *address = be_refused (path, &refused);

  g_assert_true (refused);
  g_assert_cmpstr (address, ==, expected);
}

static void
one_at_a_time (void)
{
  g_autofree char *path = test_db_path ("book.till");
  g_autofree char *other = test_db_path ("other.till");
  TillDbLock      *lock = take (path);

  assert_refused (path, NULL);
  till_db_lock_free (take (other));
  g_assert_true (till_db_lock_set_address (lock, ADDRESS, NULL));
  assert_refused (path, ADDRESS);
  g_assert_true (till_db_lock_set_address (lock, "unix:path=/shorter", NULL));
  assert_refused (path, "unix:path=/shorter");
  till_db_lock_free (lock);

  /* The next holder has not said its address yet. */
  lock = take (path);
  assert_refused (path, NULL);
  till_db_lock_free (lock);
}

static void
link_is_the_same_file (void)
{
  g_autofree char *path = test_db_path ("book.till");
  g_autofree char *link_path = test_db_path ("link.till");
  TillDbLock      *lock;

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_cmpint (symlink (path, link_path), ==, 0);
  lock = take (path);
  assert_refused (link_path, NULL);
  till_db_lock_free (lock);
}

static void
left_address_is_not_believed (void)
{
  g_autofree char *path = test_db_path ("book.till");
  g_autofree char *left = g_strconcat (path, ".lock", NULL);
  TillDbLock      *lock = take (path);

  /* As a killed holder leaves it, in the moment before the next one empties it. */
  g_assert_true (
    g_file_set_contents_full (left, ADDRESS, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  assert_refused (path, NULL);
  till_db_lock_free (lock);
}

static void
no_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = test_db_path ("none" G_DIR_SEPARATOR_S "book.till");

  g_assert_null (till_db_lock_take (path, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
  /* What is missing is named, not a file that nobody knows of. */
  g_assert_nonnull (strstr (error->message, "There is no folder “"));
  g_assert_nonnull (strstr (error->message, "none”."));
}

static void
second_process_is_refused (void)
{
  g_autofree char *path = NULL;
  TillDbLock      *lock;

  if (g_test_subprocess ())
    {
      assert_refused (g_getenv ("TEST_DB_PATH"), ADDRESS);
      return;
    }

  path = test_db_path ("book.till");
  lock = take (path);
  g_assert_true (till_db_lock_set_address (lock, ADDRESS, NULL));
  g_setenv ("TEST_DB_PATH", path, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_unsetenv ("TEST_DB_PATH");
  till_db_lock_free (lock);
}

/* Run by the next test only: holds the lock until it is killed. */
static void
holder (void)
{
  const char *path = g_getenv ("TEST_DB_PATH");
  TillDbLock *lock;

  if (!g_test_subprocess ())
    return;

  /* Who waits for this one to hold it tries to take it, and may have it for a moment. */
  till_test_wait_until ((lock = till_db_lock_take (path, NULL, NULL)) != NULL);
  g_assert_true (till_db_lock_set_address (lock, ADDRESS, NULL));
  while (TRUE)
    pause ();
}

static gboolean
is_held (const char *path)
{
  gboolean         refused;
  g_autofree char *address = be_refused (path, &refused);

  return refused && g_strcmp0 (address, ADDRESS) == 0;
}

static void
freed_by_death (void)
{
  g_autofree char                *path = test_db_path ("book.till");
  g_autofree char                *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_setenv (launcher, "TEST_DB_PATH", path, TRUE);
  process = g_subprocess_launcher_spawn (launcher, NULL, self, "--GTestSubprocess", "-p",
                                         "/db/lock/holder", NULL);
  g_assert_nonnull (process);
  till_test_wait_until (is_held (path));
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));

  till_db_lock_free (take (path));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/lock/one-at-a-time", one_at_a_time);
  g_test_add_func ("/db/lock/link-is-the-same-file", link_is_the_same_file);
  g_test_add_func ("/db/lock/left-address-is-not-believed", left_address_is_not_believed);
  g_test_add_func ("/db/lock/no-folder", no_folder);
  g_test_add_func ("/db/lock/second-process-is-refused", second_process_is_refused);
  g_test_add_func ("/db/lock/holder", holder);
  g_test_add_func ("/db/lock/freed-by-death", freed_by_death);

  return g_test_run ();
}
