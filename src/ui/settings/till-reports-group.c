/* till-reports-group.c: the processor's reports in the settings: host, key, and when money comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-reports-group.h"

#include <glib/gi18n-lib.h>

#include "ui/settings/till-settings-window-private.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillReportsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Borrowed: libadwaita 1.2 does not let go of a group whose rows it has listed for its search,
   * and the practice would stay with it. */
  TillPractice *practice; /* weak */

  /* Owned */
  GCancellable *cancellable; /* while it is in a window */

  /* Template children */
  AdwEntryRow   *host;
  AdwEntryRow   *key;
  AdwActionRow  *test_row;
  GtkWidget     *test;
  GtkSpinButton *days;
};

G_DEFINE_FINAL_TYPE (TillReportsGroup, till_reports_group, ADW_TYPE_PREFERENCES_GROUP)

/* NULL: the window has been closed. */
static TillSettingsWindow *
get_window (TillReportsGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? TILL_SETTINGS_WINDOW (root) : NULL;
}

static void
host_applied_cb (TillReportsGroup *self)
{
  g_autofree char *host = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->host))));
  g_autoptr (GError) error = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->host), "error");
  if (till_settings_check_host (host, &error))
    {
      till_settings_window_keep (get_window (self), TILL_SETTING_CLEARENT_REPORTS, host);
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (self->host), "error");
  till_settings_window_say (get_window (self), error->message);
}

static void
key_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillReportsGroup) self = user_data;
  g_autoptr (GError)           error = NULL;

  till_practice_set_reports_key_finish (TILL_PRACTICE (source), result, &error);
  if (get_window (self) != NULL)
    till_settings_window_key_kept (get_window (self), self->key, error);
}

static void
key_applied_cb (TillReportsGroup *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key));

  if (*key != '\0')
    till_practice_set_reports_key_async (self->practice, key, key_kept_cb, g_object_ref (self));
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillReportsGroup) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autofree char             *words =
    till_practice_test_reports_finish (TILL_PRACTICE (source), result, &error);

  if (get_window (self) == NULL)
    return;
  gtk_widget_set_sensitive (self->test, TRUE);
  adw_action_row_set_subtitle (self->test_row, words != NULL ? words : error->message);
}

static void
test_cb (TillReportsGroup *self)
{
  gtk_widget_set_sensitive (self->test, FALSE);
  adw_action_row_set_subtitle (self->test_row, _ ("Asking…"));
  till_practice_test_reports_async (self->practice, self->cancellable, tested_cb,
                                    g_object_ref (self));
}

static void
days_cb (TillReportsGroup *self)
{
  g_autofree char *value = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->days));

  till_settings_window_keep (get_window (self), TILL_SETTING_DEPOSIT_DAYS, value);
}

static void
till_reports_group_unroot (GtkWidget *widget)
{
  TillReportsGroup *self = TILL_REPORTS_GROUP (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->practice);

  GTK_WIDGET_CLASS (till_reports_group_parent_class)->unroot (widget);
}

static void
till_reports_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_REPORTS_GROUP);

  G_OBJECT_CLASS (till_reports_group_parent_class)->dispose (object);
}

static void
till_reports_group_class_init (TillReportsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_reports_group_dispose;
  widget_class->unroot = till_reports_group_unroot;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-reports-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillReportsGroup, host);
  gtk_widget_class_bind_template_child (widget_class, TillReportsGroup, key);
  gtk_widget_class_bind_template_child (widget_class, TillReportsGroup, test_row);
  gtk_widget_class_bind_template_child (widget_class, TillReportsGroup, test);
  gtk_widget_class_bind_template_child (widget_class, TillReportsGroup, days);
}

static void
till_reports_group_init (TillReportsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_reports_group_set_practice (TillReportsGroup *self, TillPractice *practice)
{
  const char *days = till_practice_get_setting (practice, TILL_SETTING_DEPOSIT_DAYS);

  g_return_if_fail (TILL_IS_REPORTS_GROUP (self));
  g_return_if_fail (self->practice == NULL);

  g_set_weak_pointer (&self->practice, practice);
  self->cancellable = g_cancellable_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->host),
                         till_practice_get_setting (practice, TILL_SETTING_CLEARENT_REPORTS));
  adw_entry_row_set_show_apply_button (self->host, TRUE);
  till_entry_guard (GTK_WIDGET (self->host));
  adw_entry_row_set_show_apply_button (self->key, TRUE);
  if (till_practice_has_reports_key (practice))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key),
                                   _ ("Reporting Key (one is kept; type a new one to replace it)"));
  gtk_spin_button_set_value (self->days, (int) g_ascii_strtoll (days, NULL, 10));

  g_signal_connect_swapped (self->host, "apply", G_CALLBACK (host_applied_cb), self);
  g_signal_connect_swapped (self->key, "apply", G_CALLBACK (key_applied_cb), self);
  g_signal_connect_swapped (self->test, "clicked", G_CALLBACK (test_cb), self);
  g_signal_connect_swapped (self->days, "value-changed", G_CALLBACK (days_cb), self);
}
