/* test-plan-charge.c: installments are charged on their plan's page, as a person does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "till-plan-window.h"

static void
test_pay_now (void)
{
  PlanPage   page;
  GtkWidget *dialog;
  GtkWidget *progress;

  plan_page_open (&page, 3);
  g_assert_true (till_test_shows_text (page.page, "$0.00 of $60.00 paid, 0 of 3 installments"));
  g_assert_true (till_test_shows_text (page.page, "Authorized: nothing was paid yet"));
  g_assert_true (till_test_shows_text (page.page, "Due today"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page");

  ui_press (page.page, "Pay Now…");
  dialog = plan_page_wait_charge ("Installment 1");
  g_assert_true (till_test_shows_text (dialog, "$20.00, due on"));
  g_assert_true (till_test_shows_text (dialog, "••••"));
  ui_pictures (dialog, "plan-charge");
  plan_page_charge (dialog, "Charge $20.00");
  till_test_wait_for_text (page.page, "$20.00 of $60.00 paid, 1 of 3 installments");
  till_test_wait_for_text (page.page, "Paid on");
  till_test_wait_for_text (page.page, "by hand: approved");
  progress = till_test_find (page.page, GTK_TYPE_PROGRESS_BAR);
  gtk_test_accessible_assert_property (progress, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "$20.00 of $60.00 paid, 1 of 3 installments");
  g_assert_cmpfloat_with_epsilon (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (progress)),
                                  1.0 / 3, 0.001);

  /* So much was taken just now: she is asked first. */
  ui_press (page.page, "Pay Now…");
  dialog = plan_page_wait_charge ("Installment 2");
  ui_press (dialog, "Charge $20.00");
  till_test_wait_for_text (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "Charge Again?");
  ui_pictures (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "plan-charge-again");
  plan_page_answer ("Charge");
  till_test_wait_for_text (page.page, "$40.00 of $60.00 paid, 2 of 3 installments");
  desk_assert_sales (page.desk, 2);
  plan_page_close (&page);
}

/* The answer is lost: it is said that it is looked up, and there is no second try meanwhile. */
static void
test_unclear (void)
{
  PlanPage   page;
  GtkWidget *dialog;

  plan_page_open (&page, 2);
  set_faults (page.desk->peer,
              "500-after" DESK_SALE "=#1,500-before@GET /rest/v2/transactions=#1-9999");
  ui_press (page.page, "Pay Now…");
  dialog = plan_page_wait_charge ("Installment 1");
  ui_press (dialog, "Charge $20.00");
  /* It stays: what comes of it is told there. */
  gtk_window_close (GTK_WINDOW (dialog));
  till_test_wait_for_text (dialog, "Checking with the Processor");
  g_assert_false (ui_can_press (dialog, "Try Again"));
  ui_pictures (dialog, "plan-charge-checking");
  till_test_wait_for_text (page.page, "Being charged: checking with the processor");
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_false (ui_can_press (page.page, "Pay Now…"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-checking");
  plan_page_assert_refused (
    &page, "Settle Early…",
    "An installment is just being charged. Wait until it is known what came of "
    "it.");

  set_faults (page.desk->peer, "");
  desk_settle (page.desk);
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "$20.00 of $40.00 paid, 1 of 2 installments");
  desk_assert_sales (page.desk, 1);
  plan_page_close (&page);
}

static void
test_declined (void)
{
  PlanPage   page;
  GtkWidget *dialog;

  plan_page_open (&page, 2);
  set_faults (page.desk->peer, "no-funds" DESK_SALE "=#1");
  ui_press (page.page, "Pay Now…");
  dialog = plan_page_wait_charge ("Installment 1");
  ui_press (dialog, "Charge $20.00");
  till_test_wait_for_text (dialog, "Declined");
  ui_pictures (dialog, "plan-charge-declined");
  till_test_wait_for_text (page.page, "Declined, tried again on");
  till_test_wait_for_text (page.page, "by hand: declined");
  ui_press (dialog, "Try Again");
  plan_page_charge (dialog, "Charge $20.00");
  till_test_wait_for_text (page.page, "$20.00 of $40.00 paid, 1 of 2 installments");
  desk_assert_sales (page.desk, 1);
  plan_page_close (&page);
}

/* Three are due: nothing is charged before it is said which. */
static void
test_catching_up (void)
{
  PlanPage              page;
  GtkWidget            *dialog;
  g_autoptr (GPtrArray) checks = NULL;

  plan_page_open (&page, 4);
  desk_pass_days (page.desk, 15);
  desk_run_plans (page.desk);
  /* What the minute's look at the processor brings. */
  g_signal_emit_by_name (page.desk->practice, "plans-changed");
  till_test_wait_for_text (page.page, "3 installments are due: $60.00.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-due");
  ui_press (page.page, "Charge…");
  dialog = plan_page_wait_charge ("All 3 installments");
  g_assert_true (till_test_shows_text (dialog, "Only the oldest: Installment 1"));
  ui_pictures (dialog, "plan-charge-several");
  checks = till_test_find_all (dialog, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (checks->pdata[1], TRUE);
  till_test_wait_for_text (dialog, "Charge $20.00");
  gtk_check_button_set_active (checks->pdata[0], TRUE);
  plan_page_charge (dialog, "Charge $60.00");
  till_test_wait_for_text (page.page, "$60.00 of $80.00 paid, 3 of 4 installments");
  till_test_wait_for_text (page.page, "with others as $60.00");
  till_test_wait_until (!till_test_shows_text (page.page, "installments are due"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-charged");
  desk_assert_sales (page.desk, 1);
  plan_page_close (&page);
}

static void
test_settle_early (void)
{
  PlanPage   page;
  GtkWidget *dialog;

  plan_page_open (&page, 3);
  plan_page_choose (&page, "Settle Early…");
  dialog = plan_page_wait_charge ("All 3 installments");
  ui_pictures (dialog, "plan-settle");
  plan_page_charge (dialog, "Charge $60.00");
  till_test_wait_for_text (page.page, "Completed on");
  desk_assert_text (page.desk, PLAN_PAGE_PLAN, "completed 3/3");
  plan_page_assert_refused (&page, "Cancel Plan…", "All of this plan is paid.");
  plan_page_assert_refused (&page, "Change Card…", "All of this plan is paid.");
  desk_assert_sales (page.desk, 1);
  plan_page_close (&page);
}

static void
test_paid_apart (void)
{
  PlanPage              page;
  GtkWidget            *dialog;
  g_autoptr (GPtrArray) checks = NULL;

  plan_page_open (&page, 2);
  plan_page_choose_of_row (&page, "Installment 1", "Paid Another Way…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "The account has no payment of which so much is left.");
  ui_pictures (dialog, "plan-paid-none");
  plan_page_answer ("Cancel");

  desk_take_cash (page.desk, 0, 2500);
  plan_page_choose_of_row (&page, "Installment 1", "Paid Another Way…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "$25.00");
  ui_pictures (dialog, "plan-paid");
  checks = till_test_find_all (dialog, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (checks->pdata[0], TRUE);
  plan_page_answer ("Mark as Paid");
  till_test_wait_for_text (page.page, "$20.00 of $40.00 paid, 1 of 2 installments");
  desk_assert_text (page.desk, PLAN_PAGE_PLAN, "active 1/2");
  plan_page_close (&page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/plan-charge/pay-now", test_pay_now);
  g_test_add_func ("/plan-charge/unclear", test_unclear);
  g_test_add_func ("/plan-charge/declined", test_declined);
  g_test_add_func ("/plan-charge/catching-up", test_catching_up);
  g_test_add_func ("/plan-charge/settle-early", test_settle_early);
  g_test_add_func ("/plan-charge/paid-apart", test_paid_apart);

  return g_test_run ();
}
