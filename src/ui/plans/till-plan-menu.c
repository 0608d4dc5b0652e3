/* till-plan-menu.c: what may be done with a payment plan, below the page's button
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-menu.h"

#include <glib/gi18n-lib.h>

#include "rules/till-plan-deeds.h"

static const struct
{
  TillPlanDeed deed;
  const char  *label;
  const char  *action;
} deeds[] = {
  { TILL_PLAN_DEED_CHARGE, N_ ("_Settle Early…"), "practice.settle-plan" },
  { TILL_PLAN_DEED_PAID_APART, N_ ("All of It Was Paid _Another Way…"), "practice.plan-paid" },
  { TILL_PLAN_DEED_PAUSE, N_ ("P_ause…"), "practice.pause-plan" },
  { TILL_PLAN_DEED_RESUME, N_ ("_Resume…"), "practice.resume-plan" },
  { TILL_PLAN_DEED_CHANGE_TERMS, N_ ("Change _Terms…"), "practice.change-plan-terms" },
  { TILL_PLAN_DEED_CHANGE_PAYER, N_ ("New _Guarantor…"), "practice.change-plan-payer" },
  { TILL_PLAN_DEED_SET_CARD, N_ ("_Change Card…"), "practice.change-plan-card" },
  { TILL_PLAN_DEED_CANCEL, N_ ("_Cancel Plan…"), "practice.cancel-plan" },
};

static void
pressed_cb (GtkButton *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  gint64    *id = g_object_get_data (G_OBJECT (button), "plan");

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (popover, g_object_get_data (G_OBJECT (button), "action"), "x", *id);
}

static GtkWidget *
new_button (const char *label, const char *action, const TillPlan *plan, const char *why_not)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_set_sensitive (button, why_not == NULL);
  gtk_widget_set_tooltip_text (button, why_not);
  if (why_not != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    why_not, -1);
  g_object_set_data (G_OBJECT (button), "action", (gpointer) action);
  g_object_set_data_full (G_OBJECT (button), "plan", g_memdup2 (&plan->id, sizeof plan->id),
                          g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (pressed_cb), NULL);

  return button;
}

void
till_plan_menu_fill (GtkBox *box, const TillWholePlan *plan)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    gtk_box_append (box,
                    new_button (_ (deeds[i].label), deeds[i].action, plan->plan,
                                till_plan_why_not (deeds[i].deed, plan->plan, plan->installments)));
}
