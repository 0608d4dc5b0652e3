/* till-reminders-group.c: after how many days a request is reminded of, as two rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/requests/till-reminders-group.h"

#include "rules/till-reminder-rules.h"

struct _TillRemindersGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template children */
  GtkSpinButton *first;
  GtkSpinButton *second;
};

G_DEFINE_FINAL_TYPE (TillRemindersGroup, till_reminders_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
changed_cb (TillRemindersGroup *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
till_reminders_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_REMINDERS_GROUP);

  G_OBJECT_CLASS (till_reminders_group_parent_class)->dispose (object);
}

static void
till_reminders_group_class_init (TillRemindersGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_reminders_group_dispose;

  changed_signal = g_signal_new ("changed", TILL_TYPE_REMINDERS_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/requests/till-reminders-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillRemindersGroup, first);
  gtk_widget_class_bind_template_child (widget_class, TillRemindersGroup, second);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
till_reminders_group_init (TillRemindersGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

char *
till_reminders_group_dup_days (TillRemindersGroup *self)
{
  int first = gtk_spin_button_get_value_as_int (self->first);
  int second = gtk_spin_button_get_value_as_int (self->second);

  if (first == 0 || second == 0)
    return first + second > 0 ? g_strdup_printf ("%d", first + second) : g_strdup ("");

  return g_strdup_printf ("%d %d", first, second);
}

void
till_reminders_group_set_days (TillRemindersGroup *self, const char *days)
{
  guint read[TILL_MOST_REMINDERS];
  guint n_read = 0;

  if (!till_reminder_read_days (days, read, &n_read, NULL))
    n_read = 0;
  gtk_spin_button_set_value (self->first, n_read > 0 ? read[0] : 0);
  gtk_spin_button_set_value (self->second, n_read > 1 ? read[1] : 0);
}
