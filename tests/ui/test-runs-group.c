/* test-runs-group.c: the settings say what runs by itself, and whether a timer is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"

#include "ui/settings/till-settings-window.h"

static GtkWidget *
open_settings (Desk *desk)
{
  GtkWidget *window = till_settings_window_new (desk->practice, NULL);

  till_test_present (window);
  till_test_wait_for_text (window, "Runs by Itself");

  return window;
}

/* Stands for the user’s systemd, which the tests’ bus has not: one timer, that runs next at @next.
 */
static void
systemd_cb (GDBusConnection       *bus,
            const char            *sender,
            const char            *path,
            const char            *interface,
            const char            *method,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation,
            gpointer               next)
{
  const char *unit;

  g_variant_get (parameters, "(&s)", &unit);
  g_assert_cmpstr (unit, ==, "till-run-due.timer");
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(o)", "/org/freedesktop/systemd1/unit/t"));
}

static GVariant *
property_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *name,
             GError         **error,
             gpointer         next)
{
  return g_variant_new_uint64 (*(guint64 *) next);
}

static guint
stand_for_systemd (GDBusConnection *bus, guint64 *next)
{
  static const char xml[] =
    "<node><interface name='org.freedesktop.systemd1.Manager'>"
    "<method name='GetUnit'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
    "</interface><interface name='org.freedesktop.systemd1.Timer'>"
    "<property name='NextElapseUSecRealtime' type='t' access='read'/></interface></node>";
  static const GDBusInterfaceVTable table = { systemd_cb, property_cb, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo)         info = g_dbus_node_info_new_for_xml (xml, NULL);

  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/freedesktop/systemd1",
                                                       info->interfaces[0], &table, next, NULL,
                                                       NULL),
                    >, 0);
  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/freedesktop/systemd1/unit/t",
                                                       info->interfaces[1], &table, next, NULL,
                                                       NULL),
                    >, 0);

  return g_bus_own_name_on_connection (bus, "org.freedesktop.systemd1", G_BUS_NAME_OWNER_FLAGS_NONE,
                                       NULL, NULL, NULL, NULL);
}

static void
test_runs (void)
{
  Desk                       *desk = desk_new_for_cash ();
  GtkWidget                  *window = open_settings (desk);
  g_autoptr (GTestDBus)       own = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GDBusConnection) bus = NULL;
  guint64                     next = (guint64) till_clock_now (desk->clock) * 1000;
  g_autofree char            *when =
    till_instant_format (till_clock_now (desk->clock), till_practice_get_zone (desk->practice));
  g_autofree char *words = g_strdup_printf ("It is there, and runs next %s", when);
  guint            name;

  till_test_wait_for_text (window, "None was found");
  g_assert_true (till_test_shows_text (window, "Never yet"));
  ui_settle (window);
  ui_pictures (window, "settings-runs");
  ui_end (window);

  /* The tests have no bus but here. */
  g_test_dbus_up (own);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (bus);
  name = stand_for_systemd (bus, &next);
  window = open_settings (desk);
  till_test_wait_for_text (window, words);
  ui_end (window);
  g_bus_unown_name (name);
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  g_clear_object (&bus);
  g_test_dbus_down (own);
  desk_free (desk);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/runs-group/timer", test_runs);

  return g_test_run ();
}
