/* till-bench-frames.c: what the frames of a window cost, at rest and while it is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-bench-frames.h"

#include <string.h>

#include "bench.h"

#define N_FRAMES 230 /* some four seconds */
#define N_PASSES 7
#define MOST_MS 33.0

Watch watch;

static void
before_cb (GdkFrameClock *clock, gpointer data)
{
  watch.frame_begin = bench_now ();
}

static void
after_cb (GdkFrameClock *clock, gpointer data)
{
  double work = bench_now () - watch.frame_begin;

  watch.frame_work += work;
  watch.n_frames++;
  g_array_append_val (watch.frames, work);
}

void
watch_begin (void)
{
  watch.stretch_begin = bench_now ();
  watch.frame_work = 0.0;
}

void
watch_end (void)
{
  double stretch = bench_now () - watch.stretch_begin - watch.frame_work;

  watch.longest = MAX (watch.longest, stretch);
}

/* As g_main_context_iteration(), watched while callbacks run: what the windowing system sends and
 * takes before the poll is not theirs. */
void
iterate (void)
{
  GMainContext       *context = g_main_context_default ();
  g_autofree GPollFD *fds = NULL;
  int                 n_fds = 0;
  int                 room;
  int                 priority;
  int                 timeout;

  if (!g_main_context_acquire (context))
    g_error ("the main loop is not ours");
  g_main_context_prepare (context, &priority);
  do
    {
      room = n_fds;
      fds = g_renew (GPollFD, fds, room);
      n_fds = g_main_context_query (context, priority, &timeout, fds, room);
    }
  while (n_fds > room);
  g_poll (fds, n_fds, timeout);
  if (g_main_context_check (context, priority, fds, n_fds))
    {
      watch_begin ();
      g_main_context_dispatch (context);
      watch_end ();
    }
  g_main_context_release (context);
}

void
watch_window (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  watch.window = window;
  watch.frames = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_cb), NULL);
}

void
paint (guint n)
{
  guint until = watch.n_frames + n;

  while (watch.n_frames < until)
    {
      gtk_widget_queue_draw (watch.window);
      iterate ();
    }
}

/* ── Scrolling ── */

typedef struct
{
  GtkAdjustment *adjustment;
  double         step;
} Scroll;

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Scroll *scroll = data;

  gtk_adjustment_set_value (scroll->adjustment,
                            gtk_adjustment_get_value (scroll->adjustment) + scroll->step);

  return G_SOURCE_CONTINUE;
}

/* From the top, by the same steps as each time; seconds that it took. */
static double
scroll_once (Scroll *scroll, double *frames)
{
  double begin;
  guint  id;

  gtk_adjustment_set_value (scroll->adjustment, 0.0);
  paint (3);
  g_array_set_size (watch.frames, 0);
  begin = bench_now ();
  id = gtk_widget_add_tick_callback (watch.window, tick_cb, scroll, NULL);
  while (watch.frames->len < N_FRAMES)
    iterate ();
  gtk_widget_remove_tick_callback (watch.window, id);
  memcpy (frames, watch.frames->data, N_FRAMES * sizeof *frames);

  return bench_now () - begin;
}

static void
print_frames (const char *name, double frames[N_PASSES][N_FRAMES])
{
  g_autofree char *of_frames = g_strconcat (name, "-frame-p99", NULL);
  g_autofree char *of_all = g_strconcat (name, "-frame-p99-disturbed", NULL);
  double           usual[N_FRAMES];
  double           plain;

  for (guint i = 0; i < N_FRAMES; i++)
    {
      double of_passes[N_PASSES];

      for (guint pass = 0; pass < N_PASSES; pass++)
        of_passes[pass] = frames[pass][i];
      usual[i] = bench_median (of_passes, N_PASSES);
    }
  plain = bench_machine_p99 (bench_median (usual, N_FRAMES)) * 1000.0;
  bench_limit (of_frames, "ms", bench_percentile (usual, N_FRAMES, 0.99) * 1000.0, MOST_MS);
  bench_limit (of_all, "ms", bench_percentile (frames[0], N_PASSES * N_FRAMES, 0.99) * 1000.0,
               MAX (plain, MOST_MS));
}

void
measure_scroll (GtkAdjustment *adjustment, const char *name, double step, gboolean drag)
{
  Scroll           scroll = { adjustment, step };
  g_autofree char *fps = g_strconcat (name, "-fps", NULL);
  double           frames[N_PASSES][N_FRAMES];
  double           of_passes[N_PASSES];

  for (guint pass = 0; pass < N_PASSES; pass++)
    of_passes[pass] = N_FRAMES / scroll_once (&scroll, frames[pass]);

  if (drag)
    bench_at_least (fps, "fps", bench_median (of_passes, N_PASSES), 55.0);
  print_frames (name, frames);
}
