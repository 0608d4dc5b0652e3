/* bench-desk.h: a new practice for the parts that run flows, and a Collect beside them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* A file that is new, set up. */
TillPractice *bench_practice_new (const char *path);
/* Closes it and removes its files. */
void bench_practice_free (TillPractice *practice);

void bench_set (TillPractice *practice, const char *key, const char *value);

/* A GAsyncReadyCallback that keeps the result in *user_data, a GAsyncResult **. */
void bench_keep_result (GObject *source, GAsyncResult *result, gpointer user_data);
/* Turns the main loop until it is there; meanwhile, when @waits is given, presses Collect again and
 * again, and appends how long each commit of its attempt took, in milliseconds. (full) */
GAsyncResult *bench_wait (TillPractice  *practice,
                          GAsyncResult **result,
                          GArray        *waits /* double */);

G_END_DECLS
