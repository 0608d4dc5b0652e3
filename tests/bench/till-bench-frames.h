/* till-bench-frames.h: what the frames of a window cost, at rest and while it is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *window;
  double     frame_begin;
  double     frame_work; /* of the frames since it was set to 0 */
  guint      n_frames;
  GArray    *frames; /* double: seconds of work in each */
  double     stretch_begin;
  double     longest; /* stretch of callbacks, seconds, frames left out */
} Watch;

extern Watch watch; /* one window a process */

/* From now on. */
void watch_window (GtkWidget *window);

/* Around what is ours and holds the main loop; GTK's frames are counted apart. */
void watch_begin (void);
void watch_end (void);

/* As g_main_context_iteration(), watched while callbacks run. */
void iterate (void);

/* Draws so many frames. */
void paint (guint n);

/* Scrolls by @step a frame from the top, several times, and prints "@name-frame-p99" of what each
 * of the frames took in the median: the same frame does the same work each time, and what the
 * machine did to one of them does not count. "@name-frame-p99-disturbed" is of all of them as they
 * came; no more is asked than of plain work as long as the usual frame. When @drag also
 * "@name-fps". */
void measure_scroll (GtkAdjustment *adjustment, const char *name, double step, gboolean drag);

G_END_DECLS
