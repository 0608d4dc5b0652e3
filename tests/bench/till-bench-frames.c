/* till-bench-frames.c: what the frames of a window cost, at rest and while it is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-bench-frames.h"

#include "bench.h"

#define SECONDS 4.0

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

/* From one poll to the next is what the callbacks took; GTK's frames are counted apart. */
int
watch_poll (GPollFD *fds, guint n_fds, int timeout)
{
  double stretch = bench_now () - watch.loop_begin - watch.frame_work;
  int    n;

  if (watch.loop_begin > 0.0)
    watch.loop_worst = MAX (watch.loop_worst, stretch);
  n = g_poll (fds, n_fds, timeout);
  watch.loop_begin = bench_now ();
  watch.frame_work = 0.0;

  return n;
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
      g_main_context_iteration (NULL, TRUE);
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

void
measure_scroll (GtkAdjustment *adjustment, const char *name, double step, gboolean drag)
{
  Scroll           scroll = { adjustment, step };
  double          *frames;
  double           begin;
  double           seconds;
  guint            id;
  g_autofree char *fps = g_strconcat (name, "-fps", NULL);
  g_autofree char *p99 = g_strconcat (name, "-frame-p99", NULL);
  g_autofree char *machine = g_strconcat (name, "-plain-work-p99", NULL);

  gtk_adjustment_set_value (adjustment, 0.0);
  paint (3);
  g_array_set_size (watch.frames, 0);
  begin = bench_now ();
  id = gtk_widget_add_tick_callback (watch.window, tick_cb, &scroll, NULL);
  while (bench_now () - begin < SECONDS)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (watch.window, id);
  seconds = bench_now () - begin;

  if (drag)
    bench_at_least (fps, "fps", (double) watch.frames->len / seconds, 55.0);
  frames = (double *) (gpointer) watch.frames->data;
  bench_limit (p99, "ms", bench_percentile (frames, watch.frames->len, 0.99) * 1000.0, 33.0);
  /* Beside it what the machine does to anybody: only where that keeps the limit is ours to blame.
   */
  bench_limit (machine, "ms",
               bench_machine_p99 (bench_percentile (frames, watch.frames->len, 0.5)) * 1000.0,
               33.0);
}
