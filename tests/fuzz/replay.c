/* replay.c: gives each file of the corpus to the fuzzed function, without a fuzzer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
test_file (gconstpointer path)
{
  g_autofree char   *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize              size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpint (LLVMFuzzerTestOneInput ((const guint8 *) data, size), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char   *folder = NULL;
  g_autoptr (GDir)   dir = NULL;
  g_autoptr (GError) error = NULL;
  const char        *name;
  guint              n_files = 0;

  g_test_init (&argc, &argv, NULL);

  folder = g_build_filename (g_getenv ("TILL_SOURCE_DIR"), "tests", "data", "fuzz", NULL);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  for (; (name = g_dir_read_name (dir)) != NULL; n_files++)
    {
      g_autofree char *test = g_strconcat ("/fuzz/", name, NULL);

      g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_file, g_free);
    }
  g_assert_cmpuint (n_files, >, 0);

  return g_test_run ();
}
