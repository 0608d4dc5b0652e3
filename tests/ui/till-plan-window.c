/* till-plan-window.c: the window with a payment plan's page, as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-plan-window.h"

#include "ui/plans/till-plan-charge-dialog.h"
#include "ui/plans/till-plan-page.h"
#include "ui/till-window.h"

void
plan_page_open (PlanPage *self, guint n)
{
  self->desk = desk_new_for_cards (NULL);
  self->card = desk_keep_card (self->desk);
  self->plan = desk_add_plan (self->desk, self->card, n, 0);
  self->window = till_window_new (ui_application (), self->desk->practice);
  gtk_window_set_title (GTK_WINDOW (self->window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1366, 768);
  till_test_present (self->window);
  g_assert_true (gtk_widget_activate_action (self->window, "win.show-plan", "x", self->plan));
  till_test_wait_until ((self->page = till_test_find (self->window, TILL_TYPE_PLAN_PAGE)) != NULL);
  till_test_wait_for_text (self->page, "Lee, Anna");
  till_test_wait_for_text (self->page, "Installment 1");
}

void
plan_page_close (PlanPage *self)
{
  ui_settle (self->window);
  ui_end (self->window);
  desk_free (self->desk);
}

GtkWidget *
plan_page_wait_charge (const char *text)
{
  GtkWidget *dialog = ui_wait_window (TILL_TYPE_PLAN_CHARGE_DIALOG);

  till_test_wait_for_text (dialog, text);

  return dialog;
}

void
plan_page_charge (GtkWidget *dialog, const char *button)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  till_test_wait_until (ui_can_press (dialog, button));
  ui_press (dialog, button);
  till_test_wait_until (gone == NULL);
}

void
plan_page_answer (const char *button)
{
  GtkWidget *dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  gpointer   gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, button);
  till_test_wait_until (gone == NULL);
}

GtkWidget *
plan_page_open_more (PlanPage *self)
{
  GtkWidget *more = till_test_find_named (self->page, GTK_TYPE_MENU_BUTTON, "More");

  gtk_menu_button_popup (GTK_MENU_BUTTON (more));

  return ui_wait_popover (more);
}

void
plan_page_choose (PlanPage *self, const char *name)
{
  GtkWidget *popover = plan_page_open_more (self);

  ui_press (popover, name);
}

void
plan_page_assert_refused (PlanPage *self, const char *name, const char *why)
{
  GtkWidget *popover = plan_page_open_more (self);
  GtkWidget *button = till_test_find_named (popover, GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, why);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

void
plan_page_choose_of_row (PlanPage *self, const char *installment, const char *deed)
{
  g_autofree char *name = g_strdup_printf ("Actions for %s", installment);
  GtkWidget       *button = till_test_find_named (self->page, GTK_TYPE_MENU_BUTTON, name);
  GtkWidget       *item;

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  item = till_test_find_named (ui_wait_popover (button), g_type_from_name ("GtkModelButton"), deed);
  g_assert_nonnull (item);
  g_signal_emit_by_name (item, "clicked");
}
