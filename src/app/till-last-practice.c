/* till-last-practice.c: which practice was open last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/till-last-practice.h"

#include <glib/gstdio.h>

#define GROUP "last"

static char *
state_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "till", "state.ini", NULL);
}

char *
till_last_practice_get (gboolean *demo, gboolean *is_gone)
{
  g_autoptr (GKeyFile) state = g_key_file_new ();
  g_autofree char     *file = state_path ();
  g_autofree char     *path = NULL;

  if (!g_key_file_load_from_file (state, file, G_KEY_FILE_NONE, NULL))
    return NULL;
  path = g_key_file_get_string (state, GROUP, "practice", NULL);
  if (path == NULL)
    return NULL;

  *demo = g_key_file_get_boolean (state, GROUP, "demo", NULL);
  *is_gone = !g_file_test (path, G_FILE_TEST_EXISTS);
  if (*demo && *is_gone)
    {
      *demo = FALSE;
      *is_gone = FALSE;
      return NULL;
    }

  return g_steal_pointer (&path);
}

/* Not being remembered is no reason to say anything. */
void
till_last_practice_set (const char *path, gboolean demo)
{
  g_autoptr (GKeyFile) state = g_key_file_new ();
  g_autofree char     *file = state_path ();
  g_autofree char     *folder = g_path_get_dirname (file);
  g_autoptr (GError)   error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_key_file_set_string (state, GROUP, "practice", path);
  g_key_file_set_boolean (state, GROUP, "demo", demo);
  if (!g_key_file_save_to_file (state, file, &error))
    g_debug ("%s", error->message);
}
