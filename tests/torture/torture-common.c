/* torture-common.c: what the programs that torture share: a number given to them, a child's words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "torture-common.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static void
print_at_once (const char *text)
{
  fputs (text, stdout);
  fflush (stdout);
}

void
torture_init (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_set_print_handler (print_at_once);
}

guint
torture_read_number (const char *text, guint otherwise)
{
  guint64 number;

  if (text == NULL)
    return otherwise;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    {
      g_printerr ("torture: “%s” is no number\n", text);
      exit (2);
    }

  return (guint) number;
}

void
torture_say (const char *words)
{
  g_print ("%s\n", words);
}

gboolean
torture_wait (GSubprocess *child, guint n)
{
  g_autoptr (GDataInputStream) output =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      if (line == NULL)
        {
          g_subprocess_wait (child, NULL, NULL);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
torture_kill (GSubprocess *child, guint milliseconds)
{
  g_usleep ((gulong) milliseconds * 1000);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);

  return g_subprocess_get_if_signaled (child) && g_subprocess_get_term_sig (child) == SIGKILL;
}
