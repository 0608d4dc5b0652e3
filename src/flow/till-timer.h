/* till-timer.h: whether the desktop calls "till run-due" by itself, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "core/till-clock.h"

G_BEGIN_DECLS

/* As the README names it. */
#define TILL_TIMER_NAME "till-run-due"

typedef struct
{
  gboolean    found; /* and it is going */
  TillInstant next;  /* TILL_INSTANT_NONE: it is not told */
} TillTimerFacts;

/* Asks the desktop, outside of this process. */
void till_timer_ask_async (GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
/* Only fails when it is cancelled: who can't be asked has no timer. */
gboolean till_timer_ask_finish (GAsyncResult *result, TillTimerFacts *facts, GError **error);

G_END_DECLS
