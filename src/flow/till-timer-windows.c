/* till-timer-windows.c: the Task Scheduler is not asked yet: nothing is known of a timer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-timer.h"

void
till_timer_ask_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

gboolean
till_timer_ask_finish (GAsyncResult *result, TillTimerFacts *facts, GError **error)
{
  *facts = (TillTimerFacts){ FALSE, TILL_INSTANT_NONE };

  return g_task_propagate_boolean (G_TASK (result), error);
}
