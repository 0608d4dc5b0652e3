/* locale-for-test.c: a locale's numbers, made for the test where the system doesn't have it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "locale-for-test.h"

#include <gio/gio.h>
#include <locale.h>

#include "till-test-util.h"

static char *folder;

/* glibc reads LOCPATH at each setlocale(). */
static gboolean
make_locale (const char *name, const char *full)
{
  g_autofree char        *path = NULL;
  g_autoptr (GSubprocess) process = NULL;

  if (folder == NULL)
    {
      folder = till_test_temp_dir ();
      g_setenv ("LOCPATH", folder, TRUE);
    }
  path = g_build_filename (folder, full, NULL);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              NULL, "localedef", "-i", name, "-f", "UTF-8", path, NULL);

  return process != NULL && g_subprocess_wait (process, NULL, NULL) &&
         setlocale (LC_NUMERIC, full) != NULL;
}

gboolean
locale_for_test_set (const char *name)
{
  g_autofree char *full = g_strconcat (name, ".UTF-8", NULL);

  return setlocale (LC_NUMERIC, full) != NULL || make_locale (name, full);
}

void
locale_for_test_reset (void)
{
  g_unsetenv ("LOCPATH");
  setlocale (LC_ALL, "");
  g_clear_pointer (&folder, g_free);
}
