/* test-plan-page.c: a payment plan's page: what it shows, and how the plan is changed on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-agreements.h"
#include "flow/till-practice-private.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-plans.h"
#include "till-plan-window.h"
#include "ui/patients/till-patient-page.h"
#include "ui/plans/till-authorize-dialog.h"
#include "ui/plans/till-plan-page.h"

/* ── Changed ── */

static void
test_pause_and_resume (void)
{
  PlanPage   page;
  GtkWidget *dialog;

  plan_page_open (&page, 3);
  plan_page_choose (&page, "Pause…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  ui_write (till_test_find (dialog, GTK_TYPE_ENTRY), "On holiday");
  ui_pictures (dialog, "plan-pause");
  plan_page_answer ("Pause");
  till_test_wait_for_text (page.page, "Paused, nothing is charged: On holiday");
  g_assert_false (ui_can_press (page.page, "Pay Now…"));
  g_assert_cmpstr (
    gtk_widget_get_tooltip_text (till_test_find_named (page.page, GTK_TYPE_BUTTON, "Pay Now…")), ==,
    "This plan is paused. Resume it first.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-paused");

  desk_pass_days (page.desk, 8);
  plan_page_choose (&page, "Resume…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "2 installments came due meanwhile: $40.00.");
  ui_pictures (dialog, "plan-resume");
  plan_page_answer ("Move Behind");
  till_test_wait_for_text (page.page, "Skipped: its amount is due behind the last one");
  till_test_wait_for_text (page.page, "Installment 5");
  desk_assert_text (page.desk, PLAN_PAGE_PLAN, "authorized 0/3");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-moved");
  plan_page_close (&page);
}

static void
test_cancel (void)
{
  PlanPage   page;
  GtkWidget *dialog;
  GtkWidget *popover;

  plan_page_open (&page, 3);
  plan_page_choose (&page, "Cancel Plan…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "$60.00 of it is not paid.");
  ui_pictures (dialog, "plan-cancel");
  plan_page_answer ("Keep the Plan");
  plan_page_choose (&page, "Cancel Plan…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  ui_write (till_test_find (dialog, GTK_TYPE_ENTRY), "Moved away");
  plan_page_answer ("Cancel the Plan");
  till_test_wait_for_text (page.page, "Moved away");
  till_test_wait_for_text (page.page, "Skipped: the plan was cancelled");
  desk_assert_text (page.desk, "SELECT state || ' ' || why FROM plans", "cancelled Moved away");
  plan_page_assert_refused (&page, "Pause…", "This plan was cancelled.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-cancelled");
  popover = plan_page_open_more (&page);
  ui_pictures (popover, "plan-menu");
  gtk_popover_popdown (GTK_POPOVER (popover));
  plan_page_close (&page);
}

static void
test_skip_and_card (void)
{
  PlanPage   page;
  GtkWidget *dialog;

  plan_page_open (&page, 2);
  plan_page_choose_of_row (&page, "Installment 1", "Skip…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "The installment of $20.00 due on");
  ui_pictures (dialog, "plan-skip");
  plan_page_answer ("Skip");
  till_test_wait_for_text (page.page, "Installment 3");
  desk_assert_text (page.desk, DESK_INSTALLMENTS, "1 skipped; 2 due; 3 due");

  desk_add_card (page.desk, page.desk->anna, NULL);
  plan_page_choose (&page, "Change Card…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "This card is charged for all that comes due from now on.");
  /* It is charged to the first one already. */
  g_assert_false (ui_can_press (dialog, "Change"));
  ui_choose (dialog, "Card", 1);
  ui_pictures (dialog, "plan-card");
  plan_page_answer ("Change");
  till_test_wait_until (
    desk_count (page.desk, "SELECT count(*) FROM audit WHERE deed = 'change-plan-card'") == 1);
  till_test_wait_for_text (page.page, "Mastercard ••••4242");
  till_test_wait_for_text (page.page, "Agreement, version 2");
  g_object_set (till_test_find (page.page, GTK_TYPE_STACK), "visible-child-name", "terms", NULL);
  till_test_wait_for_text (page.page, "Version 2, another card");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-card-changed");
  plan_page_close (&page);
}

/* Given up by itself: it waits for people. */
/* The number beside the tab’s name. */
static guint
get_badge (PlanPage *page)
{
  AdwViewStack *stack = ADW_VIEW_STACK (till_test_find (page->window, ADW_TYPE_VIEW_STACK));

  return adw_view_stack_page_get_badge_number (
    adw_view_stack_get_page (stack, adw_view_stack_get_child_by_name (stack, "plans")));
}

static void
test_missed (void)
{
  PlanPage   page;
  GtkWidget *dialog;

  plan_page_open (&page, 2);
  set_faults (page.desk->peer, "lost-card" DESK_SALE "=#1");
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "1 installment is missed: $20.00.");
  till_test_wait_for_text (page.page, "Missed: the card was declined");
  till_test_wait_for_text (page.page, "declined for good – ");
  g_assert_true (till_test_shows_text (page.page, "Failed: an installment is missed"));
  g_assert_cmpuint (get_badge (&page), ==, 1);
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-missed");
  ui_press (page.page, "Charge…");
  dialog = plan_page_wait_charge ("Installment 1");
  plan_page_charge (dialog, "Charge $20.00");
  till_test_wait_for_text (page.page, "$20.00 of $40.00 paid, 1 of 2 installments");
  till_test_wait_until (!till_test_shows_text (page.page, "is missed"));
  g_assert_cmpuint (get_badge (&page), ==, 0);
  desk_assert_sales (page.desk, 1);
  plan_page_close (&page);
}

/* ── Found ── */

/* Ben's, whose mother pays: two years. */
static gboolean
long_plan_job (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanPage            *page = data;
  TillDay              today = till_practice_get_today (page->desk->practice);
  TillInstant          at = till_practice_now (page->desk->practice);
  TillPlanTerms        terms = { .total = till_money (1234567),
                                 .fee = till_money (2500),
                                 .down_payment = till_money (100000),
                                 .n_installments = 52,
                                 .cadence = TILL_CADENCE_TWO_WEEKS,
                                 .first = till_day_add (today, 14),
                                 .remind = 2 };
  g_autoptr (TillPlan) plan = till_plan_new ();

  plan->guarantor_id = page->desk->anna;
  plan->patient_id = page->desk->ben;
  plan->what_for =
    g_strdup ("Orthodontics & retainers, both jaws, second phase, as discussed with Dr. Whitfield");
  if (!till_plan_solve_installment (&terms, error) ||
      !till_store_add_plan (connection, plan, &terms, NULL, at, error))
    return FALSE;
  page->plan = plan->id;

  return TRUE;
}

static gboolean
authorize_job (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanPage *page = data;

  return till_store_authorize_plan (connection, page->plan, TILL_AUTHORIZED_SCREEN, "Anna Lee",
                                    till_practice_get_today (page->desk->practice), NULL,
                                    till_practice_now (page->desk->practice), error);
}

static void
write_plan (PlanPage *page, TillDbJob job)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (page->desk->practice), TILL_DB_NORMAL, job, page, &error);
  g_assert_no_error (error);
}

/* From the page of another plan; first it waits for its signature. */
static void
test_pending (void)
{
  PlanPage   page;
  GtkWidget *before;
  gpointer   dialog;

  plan_page_open (&page, 1);
  before = page.page;
  write_plan (&page, long_plan_job);
  g_assert_true (gtk_widget_activate_action (page.window, "win.show-plan", "x", page.plan));
  till_test_wait_until ((page.page = till_test_find (page.window, TILL_TYPE_PLAN_PAGE)) != before);
  till_test_wait_for_text (page.page, "Not Authorized Yet");
  till_test_wait_for_text (page.page, "Orthodontics & retainers");
  till_test_wait_for_text (page.page, "Nothing is charged before the agreement is signed");
  ui_press (page.page, "Authorize…");
  dialog = ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG);
  g_object_add_weak_pointer (dialog, &dialog);
  ui_press (dialog, "Later");
  till_test_wait_until (dialog == NULL);
  g_assert_true (till_test_shows_text (page.page, "None: nothing is charged by itself"));
  g_assert_true (till_test_shows_text (page.page, "Lee, Ben"));
  plan_page_assert_refused (&page, "Settle Early…", "Nobody has agreed to this plan yet.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-pending");

  write_plan (&page, authorize_job);
  till_test_wait_for_text (page.page, "Down payment");
  till_test_wait_for_text (page.page, "Installment 12");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-long");
  g_object_set (till_test_find (page.page, GTK_TYPE_STACK), "visible-child-name", "terms", NULL);
  till_test_wait_for_text (page.page, "Finance charge of $25.00");
  g_assert_true (till_test_shows_text (page.page, "A reminder 2 days before each"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-terms-long");
  ui_keys ("alt+Left");
  till_test_wait_until (till_test_find (page.window, TILL_TYPE_PLAN_PAGE) == NULL);
  plan_page_close (&page);
}

/* From the patient's page and back to it; the terms can be read. */
static void
test_from_patient (void)
{
  PlanPage   page;
  GtkWidget *patient;

  plan_page_open (&page, 3);
  g_assert_true (
    gtk_widget_activate_action (page.window, "win.show-patient", "x", page.desk->anna));
  till_test_wait_until (till_test_find (page.window, TILL_TYPE_PLAN_PAGE) == NULL);
  patient = till_test_find (page.window, TILL_TYPE_PATIENT_PAGE);
  till_test_wait_for_text (patient, "Payment Plans");
  till_test_wait_for_text (patient, "Authorized · $0.00 of $60.00 paid, 0 of 3 installments");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-patient");
  ui_press_row (patient, "$60.00");
  till_test_wait_until ((page.page = till_test_find (page.window, TILL_TYPE_PLAN_PAGE)) != NULL);
  till_test_wait_for_text (page.page, "Installment 3");
  g_object_set (till_test_find (page.page, GTK_TYPE_STACK), "visible-child-name", "terms", NULL);
  till_test_wait_for_text (page.page, "Version 1, in force");
  till_test_wait_for_text (page.page, "3 installments of $20.00");
  till_test_wait_for_text (page.page, "signed on paper by Anna Berg");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-terms");
  ui_press (page.page, "Back");
  till_test_wait_until (till_test_find (page.window, TILL_TYPE_PLAN_PAGE) == NULL);
  g_assert_true (gtk_widget_get_mapped (patient));
  plan_page_close (&page);
}

/* Refunded whole it is missed, and the page says why. */
static void
test_refunded (void)
{
  PlanPage                       page;
  g_autoptr (TillReversePayment) reversal = NULL;
  g_autoptr (Reply)              closed = NULL;
  gint64                         payment;

  plan_page_open (&page, 2);
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "Paid on");
  payment = desk_count (page.desk, "SELECT transaction_id FROM installments WHERE number = 1");
  closed = ask (page.desk->peer, "POST", "/sandbox/close-batch", "{}");
  g_assert_cmpuint (closed->status, ==, 200);
  desk_refresh (page.desk);
  reversal = desk_read (page.desk, payment);
  g_assert_true (desk_run (reversal, 2000, TILL_REVERSAL_REFUND, NULL));
  till_test_wait_for_text (page.page, "the payment was refunded");
  desk_assert_text (page.desk, PLAN_PAGE_PLAN, "failed 0/2");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-refunded");
  g_clear_object (&reversal);
  plan_page_close (&page);
}

/* Agreed on without a card: what is due waits for the desk, and the page says so. */
static void
test_without_card (void)
{
  PlanPage page;
  gint64   plan;

  plan_page_open (&page, 2);
  plan = desk_add_plan (page.desk, 0, 2, 0);
  g_assert_true (gtk_widget_activate_action (page.window, "win.show-plan", "x", plan));
  till_test_wait_for_text (page.window,
                           "1 installment is due: $20.00. Without a card it is paid here, at the "
                           "desk.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-without-card");
  plan_page_close (&page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/plan-page/pause-and-resume", test_pause_and_resume);
  g_test_add_func ("/plan-page/cancel", test_cancel);
  g_test_add_func ("/plan-page/skip-and-card", test_skip_and_card);
  g_test_add_func ("/plan-page/missed", test_missed);
  g_test_add_func ("/plan-page/pending", test_pending);
  g_test_add_func ("/plan-page/from-patient", test_from_patient);
  g_test_add_func ("/plan-page/refunded", test_refunded);
  g_test_add_func ("/plan-page/without-card", test_without_card);

  return g_test_run ();
}
