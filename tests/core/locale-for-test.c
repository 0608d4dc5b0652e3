/* locale-for-test.c: a locale's numbers and days, made for the test where the system doesn't have
 * it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "locale-for-test.h"

#include <gio/gio.h>
#include <locale.h>

#include "till-test-util.h"

/* The made locales, until the program ends. */
static char *folder;

/* How numbers and days are written there, and no more: a whole locale takes seconds. localedef
 * complains about what is left out, so its exit status says nothing.
 */
static void
make_locale (const char *name, const char *full)
{
  g_autofree char *path = g_build_filename (folder, full, NULL);
  /* Not by the locale's own name: what it copies would be itself. */
  g_autofree char        *file = g_strconcat ("source-of-", name, NULL);
  g_autofree char        *source = g_build_filename (folder, file, NULL);
  g_autofree char        *text = NULL;
  g_autoptr (GSubprocess) process = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return;

  text = g_strdup_printf ("LC_NUMERIC\ncopy \"%s\"\nEND LC_NUMERIC\n"
                          "LC_TIME\ncopy \"%s\"\nEND LC_TIME\n",
                          name, name);
  g_assert_true (g_file_set_contents (source, text, -1, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              NULL, "localedef", "-c", "-i", source, "-f", "UTF-8", path, NULL);
  if (process != NULL)
    g_subprocess_wait (process, NULL, NULL);
}

static gboolean
set_locale (const char *full)
{
  return setlocale (LC_NUMERIC, full) != NULL && setlocale (LC_TIME, full) != NULL;
}

gboolean
locale_for_test_set (const char *name)
{
  g_autofree char *full = g_strconcat (name, ".UTF-8", NULL);

  /* Not among the made ones before it is made: glibc remembers what it did not find. */
  g_unsetenv ("LOCPATH");
  if (set_locale (full))
    return TRUE;

  if (folder == NULL)
    folder = till_test_temp_dir ();
  make_locale (name, full);
  /* glibc reads it at each setlocale(). */
  g_setenv ("LOCPATH", folder, TRUE);

  return set_locale (full);
}

void
locale_for_test_reset (void)
{
  g_unsetenv ("LOCPATH");
  setlocale (LC_ALL, "");
}
