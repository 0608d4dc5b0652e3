/* till-requests-group.c: whom to ask for money, and whom not, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-requests-group.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "ui/settings/till-settings-window-private.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillRequestsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Borrowed: libadwaita 1.2 does not let go of a group whose rows it has listed for its search,
   * and the practice would stay with it. */
  TillPractice *practice; /* weak */

  /* Template children */
  AdwEntryRow   *minimum;
  GtkSwitch     *insured;
  GtkSpinButton *between;
  GtkSpinButton *fresh;
  GtkSwitch     *unasked;
};

G_DEFINE_FINAL_TYPE (TillRequestsGroup, till_requests_group, ADW_TYPE_PREFERENCES_GROUP)

static void
keep (TillRequestsGroup *self, const char *key, gint64 number)
{
  GtkRoot         *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (root != NULL)
    till_settings_window_keep (TILL_SETTINGS_WINDOW (root), key, value);
}

static void
minimum_applied_cb (TillRequestsGroup *self)
{
  GtkRoot           *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  TillMoney          minimum;
  gboolean           good =
    till_money_parse (gtk_editable_get_text (GTK_EDITABLE (self->minimum)), &minimum, &error);

  if (good && (minimum.cents < 0 || minimum.cents > G_MAXINT))
    {
      good = FALSE;
      g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Enter an amount from $0.00 on, as in $15.00."));
    }
  if (good)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->minimum), "error");
      keep (self, TILL_SETTING_REQUEST_MINIMUM, minimum.cents);
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (self->minimum), "error");
  till_settings_window_say (TILL_SETTINGS_WINDOW (root), error->message);
}

static void
insured_cb (TillRequestsGroup *self)
{
  keep (self, TILL_SETTING_REQUEST_INSURED, gtk_switch_get_active (self->insured));
}

static void
between_cb (TillRequestsGroup *self)
{
  keep (self, TILL_SETTING_REQUEST_BETWEEN, gtk_spin_button_get_value_as_int (self->between));
}

static void
fresh_cb (TillRequestsGroup *self)
{
  keep (self, TILL_SETTING_REQUEST_FRESH, gtk_spin_button_get_value_as_int (self->fresh));
}

static void
unasked_cb (TillRequestsGroup *self)
{
  keep (self, TILL_SETTING_REQUEST_UNASKED, gtk_switch_get_active (self->unasked));
}

static void
till_requests_group_unroot (GtkWidget *widget)
{
  g_clear_weak_pointer (&TILL_REQUESTS_GROUP (widget)->practice);

  GTK_WIDGET_CLASS (till_requests_group_parent_class)->unroot (widget);
}

static void
till_requests_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_REQUESTS_GROUP);

  G_OBJECT_CLASS (till_requests_group_parent_class)->dispose (object);
}

static void
till_requests_group_class_init (TillRequestsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_requests_group_dispose;
  widget_class->unroot = till_requests_group_unroot;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-requests-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillRequestsGroup, minimum);
  gtk_widget_class_bind_template_child (widget_class, TillRequestsGroup, insured);
  gtk_widget_class_bind_template_child (widget_class, TillRequestsGroup, between);
  gtk_widget_class_bind_template_child (widget_class, TillRequestsGroup, fresh);
  gtk_widget_class_bind_template_child (widget_class, TillRequestsGroup, unasked);
}

static void
till_requests_group_init (TillRequestsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static int
read_number (TillPractice *practice, const char *key)
{
  return (int) g_ascii_strtoll (till_practice_get_setting (practice, key), NULL, 10);
}

void
till_requests_group_set_practice (TillRequestsGroup *self, TillPractice *practice)
{
  g_autofree char *minimum = NULL;

  g_return_if_fail (TILL_IS_REQUESTS_GROUP (self));
  g_return_if_fail (self->practice == NULL);

  g_set_weak_pointer (&self->practice, practice);
  minimum = till_money_format (till_money (read_number (practice, TILL_SETTING_REQUEST_MINIMUM)));
  gtk_editable_set_text (GTK_EDITABLE (self->minimum), minimum);
  adw_entry_row_set_show_apply_button (self->minimum, TRUE);
  till_entry_guard (GTK_WIDGET (self->minimum));
  gtk_switch_set_active (self->insured, read_number (practice, TILL_SETTING_REQUEST_INSURED) != 0);
  gtk_spin_button_set_value (self->between, read_number (practice, TILL_SETTING_REQUEST_BETWEEN));
  gtk_spin_button_set_value (self->fresh, read_number (practice, TILL_SETTING_REQUEST_FRESH));
  gtk_switch_set_active (self->unasked, read_number (practice, TILL_SETTING_REQUEST_UNASKED) != 0);

  g_signal_connect_swapped (self->minimum, "apply", G_CALLBACK (minimum_applied_cb), self);
  g_signal_connect_swapped (self->insured, "notify::active", G_CALLBACK (insured_cb), self);
  g_signal_connect_swapped (self->between, "value-changed", G_CALLBACK (between_cb), self);
  g_signal_connect_swapped (self->fresh, "value-changed", G_CALLBACK (fresh_cb), self);
  g_signal_connect_swapped (self->unasked, "notify::active", G_CALLBACK (unasked_cb), self);
}
