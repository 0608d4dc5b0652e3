/* bench-window.c: the window: how soon it is there, and how the list moves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#define N_STARTS 7

/* Each in a process of its own, as a start is. */
static char *
run_window (const char *what, const char *practice)
{
  g_autofree char *program =
    g_build_filename (g_getenv ("TILL_BUILD_DIR"), "tests", "bench", "till-bench-window", NULL);
  const char *const  arguments[] = { program, what, practice, NULL };
  g_autoptr (GError) error = NULL;
  char              *output = NULL;
  int                status;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s %s: %s", program, what, error->message);

  return output;
}

static void
read_start (const char *what, const char *practice, double *ms, double *mb)
{
  g_autofree char *output = run_window (what, practice);
  g_auto (GStrv)   words = g_strsplit (g_strstrip (output), "\t", 2);

  *ms = g_ascii_strtod (words[0], NULL);
  *mb = g_ascii_strtod (words[1], NULL);
}

static void
measure_start (const char *practice)
{
  double ours[N_STARTS];
  double bare[N_STARTS];
  double mb;

  read_start ("start", practice, &ours[0], &mb);
  read_start ("bare", practice, &bare[0], &mb);
  for (guint i = 0; i < N_STARTS; i++)
    {
      read_start ("start", practice, &ours[i], &mb);
      read_start ("bare", practice, &bare[i], &mb);
    }
  bench_line ("window-start", "ms", bench_median (ours, N_STARTS), bench_median (bare, N_STARTS),
              1.3);
}

void
bench_deposits (void)
{
  g_autofree char *practice = bench_data_get_deposits ();
  g_autofree char *output = run_window ("deposits", practice);

  fputs (output, stdout);
}

void
bench_window (void)
{
  g_autofree char *practice = bench_data_get_practice ();
  g_autofree char *output = NULL;
  double           ms;
  double           mb;
  double           empty_mb;

  measure_start (practice);
  output = run_window ("list", practice);
  fputs (output, stdout);
  read_start ("memory", practice, &ms, &mb);
  read_start ("empty", practice, &ms, &empty_mb);
  bench_limit ("resident-over-empty-window", "MB", mb - empty_mb, 60.0);
}
