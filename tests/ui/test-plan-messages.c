/* test-plan-messages.c: what is written about a payment plan, on its page; a request that pays it
 * down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-plan-deeds.h"
#include "../flow/till-desk-requests.h"
#include "flow/till-practice-private.h"
#include "till-test-ui.h"
#include "ui/plans/till-plan-page.h"
#include "ui/requests/till-request-dialog.h"
#include "ui/till-window.h"
#include "ui/widgets/till-messages-view.h"
#include "ui/widgets/till-table-view.h"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  gint64     plan;
} Tab;

/* A long one of hers, too. */
static gboolean
long_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (
    connection,
    "UPDATE plans SET what_for = 'Kieferorthopädische Behandlungsmaßnahmen und"
    " Aufbissschienenversorgung, beide Kiefer, zweite Phase'"
    " WHERE id = (SELECT max(id) FROM plans)",
    error);
}

static void
open_window (Tab *tab)
{
  g_autoptr (GError) error = NULL;

  tab->desk = desk_new_for_requests ();
  tab->plan = desk_add_plan (tab->desk, 0, 3, 0);
  desk_add_plan (tab->desk, 0, 2, 0);
  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, long_job, NULL,
                 &error);
  g_assert_no_error (error);
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_default_size (GTK_WINDOW (tab->window), 1366, 768);
  till_test_present (tab->window);
}

static void
close_window (Tab *tab)
{
  ui_settle (tab->window);
  ui_end (tab->window);
  desk_free (tab->desk);
}

static GtkWidget *
show_messages (Tab *tab)
{
  GtkWidget *page;

  g_assert_true (gtk_widget_activate_action (tab->window, "win.show-plan", "x", tab->plan));
  till_test_wait_until ((page = till_test_find (tab->window, TILL_TYPE_PLAN_PAGE)) != NULL);
  till_test_wait_for_text (page, "Installment 1");
  g_object_set (till_test_find (page, GTK_TYPE_STACK), "visible-child-name", "messages", NULL);

  return page;
}

/* Sent again, it pays the same plan down. */
static void
draft_again (Tab *tab)
{
  GtkWidget *dialog;
  gpointer   gone;

  g_assert_true (gtk_widget_activate_action (tab->window, "practice.request-again", "x",
                                             desk_count (tab->desk, "SELECT id FROM requests")));
  gone = dialog = ui_wait_window (TILL_TYPE_REQUEST_DIALOG);
  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  till_test_wait_for_text (dialog, "Plan of $60.00, $60.00 left");
  till_test_wait_for_text (dialog, "More than $60.00 is a payment like any other");
  gtk_window_close (GTK_WINDOW (dialog));
  till_test_wait_until (gone == NULL);
}

/* Not unless it is chosen; then what is paid is of the plan, and the message on its page. */
static void
test_pays_down (void)
{
  Tab              tab = { 0 };
  GtkWidget       *dialog;
  GtkWidget       *page;
  gpointer         gone;
  g_autofree char *paid = NULL;

  open_window (&tab);
  page = show_messages (&tab);
  till_test_wait_for_text (page, "What is written about this plan is listed here");
  ui_settle (tab.window);
  ui_pictures (tab.window, "plan-messages-none");

  g_assert_true (gtk_widget_activate_action (tab.window, "practice.request", "x", tab.desk->anna));
  gone = dialog = ui_wait_window (TILL_TYPE_REQUEST_DIALOG);
  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  till_test_wait_for_text (dialog, "Is paying by a plan");
  till_test_wait_for_text (dialog, "No: the payment changes no plan");
  ui_write (ui_field (dialog, "Amount"), "25");
  ui_choose (dialog, "Pays a Plan Down", 1);
  till_test_wait_for_text (dialog, "Aufbissschienenversorgung");
  ui_settle (dialog);
  ui_pictures (dialog, "request-pays-down-long");
  ui_choose (dialog, "Pays a Plan Down", 2);
  till_test_wait_for_text (dialog, "Plan of $60.00, $60.00 left");
  till_test_wait_for_text (dialog, "More than $60.00 is a payment like any other");
  till_test_wait_until (ui_can_press (dialog, "Send"));
  ui_settle (dialog);
  ui_pictures (dialog, "request-pays-down");
  till_test_wait_until (ui_can_press (dialog, "Send"));
  ui_press (dialog, "Send");
  till_test_wait_until (gone == NULL);
  g_assert_cmpint (desk_count (tab.desk, "SELECT plan_id FROM requests"), ==, tab.plan);

  draft_again (&tab);

  till_test_wait_until (!till_test_shows_text (page, "What is written about this plan"));
  till_test_wait_for_text (page, DESK_PHONE);
  till_table_view_go_to (TILL_TABLE_VIEW (till_test_find (
                           till_test_find (page, TILL_TYPE_MESSAGES_VIEW), TILL_TYPE_TABLE_VIEW)),
                         desk_count (tab.desk, "SELECT id FROM messages"));
  till_test_wait_for_text (page, "$25.00");
  ui_settle (tab.window);
  ui_pictures (tab.window, "plan-messages");

  paid = desk_pay_link (tab.desk, desk_count (tab.desk, "SELECT id FROM requests"), "25.00");
  desk_sync_well (tab.desk);
  till_test_wait_for_text (page, "$25.00 of $60.00 paid, 2 of 4 installments");
  g_object_set (till_test_find (page, GTK_TYPE_STACK), "visible-child-name", "schedule", NULL);
  till_test_wait_for_text (page, "a part of it was paid, and the rest is due by itself");
  ui_settle (tab.window);
  ui_pictures (tab.window, "plan-paid-down");
  close_window (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/plan-messages/pays-down", test_pays_down);

  return g_test_run ();
}
