/* till-plan-paid-dialog.c: by which payment installments were paid that no plan charged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-paid-dialog.h"

#include <glib/gi18n-lib.h>

#define CHOSEN "till-payment"

static void
chosen_cb (GtkCheckButton *check, AdwMessageDialog *dialog)
{
  if (!gtk_check_button_get_active (check))
    return;

  g_object_set_data (G_OBJECT (dialog), CHOSEN, g_object_get_data (G_OBJECT (check), "payment"));
  adw_message_dialog_set_response_enabled (dialog, "paid", TRUE);
}

static void
add_payment (GtkListBox            *list,
             const TillTransaction *payment,
             GTimeZone             *zone,
             GtkCheckButton        *group,
             AdwMessageDialog      *dialog)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *check = gtk_check_button_new ();
  g_autofree char *amount = till_money_format (payment->amount);
  g_autofree char *at = till_instant_format (payment->happened_at, zone);
  /* Translators: when, how, and for whom something was paid */
  g_autofree char *words = g_strdup_printf (
    _ ("%s, %s, %s"), at, till_method_to_words (payment->method), payment->patient_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), amount);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_object_set_data_full (G_OBJECT (check), "payment", g_memdup2 (&payment->id, sizeof payment->id),
                          g_free);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  g_signal_connect (check, "toggled", G_CALLBACK (chosen_cb), dialog);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (list, row);
}

static GtkWidget *
new_list (const GPtrArray *payments, GTimeZone *zone, AdwMessageDialog *dialog)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  /* Of a group also when there is only one: it is chosen, not ticked. */
  GtkCheckButton *group = GTK_CHECK_BUTTON (g_object_ref_sink (gtk_check_button_new ()));

  g_object_set_data_full (G_OBJECT (dialog), "till-group", group, g_object_unref);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  /* Its shadow. */
  gtk_widget_set_margin_top (list, 3);
  gtk_widget_set_margin_bottom (list, 3);
  gtk_widget_set_margin_start (list, 3);
  gtk_widget_set_margin_end (list, 3);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Payments of the account"), -1);
  for (guint i = 0; i < payments->len; i++)
    add_payment (GTK_LIST_BOX (list), payments->pdata[i], zone, group, dialog);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);

  return scroller;
}

GtkWidget *
till_plan_paid_dialog_new (const GPtrArray *payments,
                           const char      *words,
                           GTimeZone       *zone,
                           GtkWindow       *parent)
{
  const char       *what = payments->len > 0
                             ? _ ("Choose the payment by which it was paid. Nothing is charged, and the "
                                        "payment itself stays as it is.")
                             : _ ("The account has no payment of which so much is left. Take the payment "
                                        "first (Collect Payment), then choose it here.");
  g_autofree char  *body = g_strconcat (words, "\n\n", what, NULL);
  GtkWidget        *widget = adw_message_dialog_new (parent, _ ("Paid Another Way"), body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_responses (dialog, "close", _ ("_Cancel"), "paid", _ ("_Mark as Paid"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "paid", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "paid", FALSE);
  adw_message_dialog_set_close_response (dialog, "close");
  if (payments->len > 0)
    adw_message_dialog_set_extra_child (dialog, new_list (payments, zone, dialog));

  return widget;
}

gint64
till_plan_paid_dialog_get (GtkWidget *dialog)
{
  const gint64 *chosen = g_object_get_data (G_OBJECT (dialog), CHOSEN);

  return chosen != NULL ? *chosen : 0;
}
