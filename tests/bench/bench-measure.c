/* bench-measure.c: seconds, medians, and the line a figure is printed as
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

void
bench_line (const char *name, const char *unit, double ours, double reference, double most)
{
  printf ("%s\t%.3f %s\t%.3f %s\t%.2f\t%.2f\n", name, ours, unit, reference, unit, ours / reference,
          most);
  fflush (stdout);
}

void
bench_limit (const char *name, const char *unit, double ours, double limit)
{
  printf ("%s\t%.3f %s\t≤ %.3f %s\t%.2f\t1.00\n", name, ours, unit, limit, unit, ours / limit);
  fflush (stdout);
}

void
bench_at_least (const char *name, const char *unit, double ours, double limit)
{
  printf ("%s\t%.1f %s\t≥ %.1f %s\t%.2f\t≥ 1.00\n", name, ours, unit, limit, unit, ours / limit);
  fflush (stdout);
}

double
bench_now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* Nanoseconds run, nanoseconds waited for a processor, how often it got one. */
double
bench_waited (void)
{
  static int file = -1;
  char       text[96];
  gssize     length;
  char      *at;

  if (file < 0)
    file = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  length = pread (file, text, sizeof text - 1, 0);
  text[MAX (length, 0)] = '\0';
  at = strchr (text, ' ');

  return at != NULL ? g_ascii_strtod (at, NULL) / 1e9 : 0.0;
}

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_percentile (double *numbers, guint n, double part)
{
  guint at;

  g_return_val_if_fail (n > 0, 0.0);

  qsort (numbers, n, sizeof *numbers, compare_numbers);
  at = (guint) (part * (double) n);

  return numbers[MIN (at, n - 1)];
}

double
bench_median (double *numbers, guint n)
{
  return bench_percentile (numbers, n, 0.5);
}

static double
time_run (BenchRun run, gpointer data)
{
  double begin = bench_now ();

  run (data);

  return bench_now () - begin;
}

void
bench_compare (BenchRun ours,
               BenchRun reference,
               gpointer data,
               guint    n_rounds,
               double  *ours_seconds,
               double  *reference_seconds)
{
  g_autofree double *of_ours = g_new (double, n_rounds);
  g_autofree double *of_reference = g_new (double, n_rounds);

  ours (data);
  reference (data);
  for (guint i = 0; i < n_rounds; i++)
    {
      of_ours[i] = time_run (ours, data);
      of_reference[i] = time_run (reference, data);
    }

  *ours_seconds = bench_median (of_ours, n_rounds);
  *reference_seconds = bench_median (of_reference, n_rounds);
}

/* About a tenth of a millisecond, in memory and out of it. */
static void
work_a_little (guint8 *memory, gsize size)
{
  static guint turn;

  turn++;
  for (gsize i = turn % 64; i < size; i += 64)
    memory[i] = (guint8) (memory[i] * 5 + turn);
}

double
bench_machine_p99 (double seconds)
{
  enum
  {
    SIZE = 4 << 20,
    N_STRETCHES = 230,
    N_TRIED = 200,
  };
  g_autofree guint8 *memory = g_malloc0 (SIZE);
  double             stretches[N_STRETCHES];
  double             tried[N_TRIED];
  guint              n_times;

  for (guint i = 0; i < N_TRIED; i++)
    {
      double begin = bench_now ();

      work_a_little (memory, SIZE);
      tried[i] = bench_now () - begin;
    }
  n_times = MAX ((guint) (seconds / bench_median (tried, N_TRIED)), 1);

  for (guint i = 0; i < N_STRETCHES; i++)
    {
      double begin = bench_now ();

      for (guint n = 0; n < n_times; n++)
        work_a_little (memory, SIZE);
      stretches[i] = bench_now () - begin;
      g_usleep (4000);
    }

  return bench_percentile (stretches, N_STRETCHES, 0.99);
}
