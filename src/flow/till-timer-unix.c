/* till-timer-unix.c: the user's systemd is asked for its timer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-timer.h"

#define SYSTEMD "org.freedesktop.systemd1"
#define MANAGER "/org/freedesktop/systemd1"
#define PATIENCE_MS 3000

static void
return_facts (GTask *task, gboolean found, TillInstant next)
{
  TillTimerFacts *facts = g_new (TillTimerFacts, 1);

  *facts = (TillTimerFacts){ found, next };
  g_task_return_pointer (task, facts, g_free);
}

/* Microseconds since 1970; 0, or the largest number: there is no next time. */
static void
told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) value = NULL;
  guint64              us = 0;

  if (answer != NULL)
    g_variant_get (answer, "(v)", &value);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    us = g_variant_get_uint64 (value);
  return_facts (task, TRUE,
                us == 0 || us > G_MAXINT64 ? TILL_INSTANT_NONE : (TillInstant) (us / 1000));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  const char *path;

  if (answer == NULL)
    {
      return_facts (task, FALSE, TILL_INSTANT_NONE);
      return;
    }

  g_variant_get (answer, "(&o)", &path);
  g_dbus_connection_call (G_DBUS_CONNECTION (source), SYSTEMD, path,
                          "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", SYSTEMD ".Timer", "NextElapseUSecRealtime"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, PATIENCE_MS,
                          g_task_get_cancellable (task), told_cb, g_object_ref (task));
}

/* A unit that is not going is not among those that are loaded. */
static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)           task = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL)
    {
      return_facts (task, FALSE, TILL_INSTANT_NONE);
      return;
    }

  g_dbus_connection_call (bus, SYSTEMD, MANAGER, SYSTEMD ".Manager", "GetUnit",
                          g_variant_new ("(s)", TILL_TIMER_NAME ".timer"), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, PATIENCE_MS,
                          g_task_get_cancellable (task), found_cb, g_object_ref (task));
}

void
till_timer_ask_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, till_timer_ask_async);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, g_object_ref (task));
}

gboolean
till_timer_ask_finish (GAsyncResult *result, TillTimerFacts *facts, GError **error)
{
  g_autofree TillTimerFacts *told = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  told = g_task_propagate_pointer (G_TASK (result), error);
  if (told == NULL)
    return FALSE;
  *facts = *told;

  return TRUE;
}
