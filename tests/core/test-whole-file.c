/* test-whole-file.c: a file that is there whole, or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-whole-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/till-error.h"
#include "till-test-util.h"

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint            n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
assert_holds (const char *path, const char *text)
{
  g_autofree char   *found = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, text);
}

static TillWholeFile *
begin (const char *path)
{
  g_autoptr (GError) error = NULL;
  TillWholeFile     *file = till_whole_file_new (path, &error);

  g_assert_no_error (error);
  g_assert_true (till_whole_file_write (file, "new", 3, &error));
  g_assert_no_error (error);

  return file;
}

static void
test_replaces (void)
{
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, "list.csv", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf           found;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TillWholeFile) file = begin (path);

      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, i == 1);
      g_assert_true (till_whole_file_seal (file, &error));
      g_assert_true (till_whole_file_put_in_place (file, &error));
      assert_holds (path, "new");
      g_assert_cmpint (g_stat (path, &found), ==, 0);
      g_assert_cmpint (found.st_mode & 0777, ==, 0600);
      g_assert_true (g_file_set_contents (path, "old", -1, NULL));
    }
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* Given up after writing, and after sealing. */
static void
test_given_up (void)
{
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, "list.csv", NULL);
  g_autoptr (GError) error = NULL;
  TillWholeFile     *file = begin (path);

  g_assert_cmpuint (count_files (folder), ==, 1);
  till_whole_file_free (file);
  g_assert_cmpuint (count_files (folder), ==, 0);

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  file = begin (path);
  g_assert_true (till_whole_file_seal (file, &error));
  till_whole_file_free (file);
  assert_holds (path, "old");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
assert_refused (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (till_whole_file_new (path, &error));
  g_assert_error (error, TILL_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_refused (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  g_autofree char *nowhere = g_build_filename (folder, "none", "list.csv", NULL);

  assert_refused (folder, TILL_ERROR_BAD_INPUT);
  assert_refused (nowhere, TILL_ERROR_STORE);
  if (g_file_test ("/dev/null", G_FILE_TEST_EXISTS))
    assert_refused ("/dev/null", TILL_ERROR_BAD_INPUT);
  g_assert_cmpuint (count_files (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/whole-file/replaces", test_replaces);
  g_test_add_func ("/core/whole-file/given-up-leaves-nothing", test_given_up);
  g_test_add_func ("/core/whole-file/refused", test_refused);

  return g_test_run ();
}
