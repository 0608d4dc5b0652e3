/* test-plan-page.c: a payment plan's page: what it shows, and what is done on it, as a person does
 * it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-plans.h"
#include "flow/till-practice-private.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-plans.h"
#include "till-test-ui.h"
#include "ui/collect/till-card-choice.h"
#include "ui/patients/till-patient-page.h"
#include "ui/plans/till-plan-charge-dialog.h"
#include "ui/plans/till-plan-page.h"
#include "ui/till-window.h"

#define PLAN "SELECT state || ' ' || n_paid || '/' || n_parts FROM plans"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *page;
  gint64     card;
  gint64     plan;
} Page;

static void
open_page (Page *self, guint n)
{
  self->desk = desk_new_for_cards (NULL);
  self->card = desk_keep_card (self->desk);
  self->plan = desk_add_plan (self->desk, self->card, n);
  self->window = till_window_new (ui_application (), self->desk->practice);
  gtk_window_set_title (GTK_WINDOW (self->window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1366, 768);
  till_test_present (self->window);
  g_assert_true (gtk_widget_activate_action (self->window, "win.show-plan", "x", self->plan));
  till_test_wait_until ((self->page = till_test_find (self->window, TILL_TYPE_PLAN_PAGE)) != NULL);
  till_test_wait_for_text (self->page, "Lee, Anna");
  till_test_wait_for_text (self->page, "Installment 1");
}

static void
close_page (Page *self)
{
  ui_settle (self->window);
  ui_end (self->window);
  desk_free (self->desk);
}

static GtkWidget *
wait_charge_dialog (const char *text)
{
  GtkWidget *dialog = ui_wait_window (TILL_TYPE_PLAN_CHARGE_DIALOG);

  till_test_wait_for_text (dialog, text);

  return dialog;
}

/* It closes by itself. */
static void
charge (GtkWidget *dialog, const char *button)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  till_test_wait_until (ui_can_press (dialog, button));
  ui_press (dialog, button);
  till_test_wait_until (gone == NULL);
}

/* By the button of the question in front, which goes. */
static void
answer (const char *button)
{
  GtkWidget *dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  gpointer   gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, button);
  till_test_wait_until (gone == NULL);
}

/* The button of the header's menu. */
static GtkWidget *
open_more (Page *self)
{
  GtkWidget *more = till_test_find_named (self->page, GTK_TYPE_MENU_BUTTON, "More");

  gtk_menu_button_popup (GTK_MENU_BUTTON (more));

  return ui_wait_popover (more);
}

static void
choose_deed (Page *self, const char *name)
{
  GtkWidget *popover = open_more (self);

  ui_press (popover, name);
}

static void
assert_not_allowed (Page *self, const char *name, const char *why)
{
  GtkWidget *popover = open_more (self);
  GtkWidget *button = till_test_find_named (popover, GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, why);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* By the menu of its row. */
static void
choose_of_row (Page *self, const char *installment, const char *deed)
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

/* ── Charged ── */

static void
test_pay_now (void)
{
  Page       page;
  GtkWidget *dialog;
  GtkWidget *progress;

  open_page (&page, 3);
  g_assert_true (till_test_shows_text (page.page, "$0.00 of $60.00 paid, 0 of 3 installments"));
  g_assert_true (till_test_shows_text (page.page, "Authorized: nothing was paid yet"));
  g_assert_true (till_test_shows_text (page.page, "Due today"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page");

  ui_press (page.page, "Pay Now…");
  dialog = wait_charge_dialog ("Installment 1");
  g_assert_true (till_test_shows_text (dialog, "$20.00, due on"));
  g_assert_true (till_test_shows_text (dialog, "••••"));
  ui_pictures (dialog, "plan-charge");
  charge (dialog, "Charge $20.00");
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
  dialog = wait_charge_dialog ("Installment 2");
  ui_press (dialog, "Charge $20.00");
  till_test_wait_for_text (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "Charge Again?");
  ui_pictures (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "plan-charge-again");
  answer ("Charge");
  till_test_wait_for_text (page.page, "$40.00 of $60.00 paid, 2 of 3 installments");
  desk_assert_sales (page.desk, 2);
  close_page (&page);
}

/* The answer is lost: it is said that it is looked up, and there is no second try meanwhile. */
static void
test_unclear (void)
{
  Page       page;
  GtkWidget *dialog;

  open_page (&page, 2);
  set_faults (page.desk->peer,
              "500-after" DESK_SALE "=#1,500-before@GET /rest/v2/transactions=#1-9999");
  ui_press (page.page, "Pay Now…");
  dialog = wait_charge_dialog ("Installment 1");
  ui_press (dialog, "Charge $20.00");
  till_test_wait_for_text (dialog, "Checking with the Processor");
  g_assert_false (ui_can_press (dialog, "Try Again"));
  ui_pictures (dialog, "plan-charge-checking");
  till_test_wait_for_text (page.page, "Being charged: checking with the processor");
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_false (ui_can_press (page.page, "Pay Now…"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-checking");
  assert_not_allowed (&page, "Settle Early…",
                      "An installment is just being charged. Wait until it is known what came of "
                      "it.");

  set_faults (page.desk->peer, "");
  desk_settle (page.desk);
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "$20.00 of $40.00 paid, 1 of 2 installments");
  desk_assert_sales (page.desk, 1);
  close_page (&page);
}

static void
test_declined (void)
{
  Page       page;
  GtkWidget *dialog;

  open_page (&page, 2);
  set_faults (page.desk->peer, "no-funds" DESK_SALE "=#1");
  ui_press (page.page, "Pay Now…");
  dialog = wait_charge_dialog ("Installment 1");
  ui_press (dialog, "Charge $20.00");
  till_test_wait_for_text (dialog, "Declined");
  ui_pictures (dialog, "plan-charge-declined");
  till_test_wait_for_text (page.page, "Declined, tried again on");
  till_test_wait_for_text (page.page, "by hand: declined");
  ui_press (dialog, "Try Again");
  charge (dialog, "Charge $20.00");
  till_test_wait_for_text (page.page, "$20.00 of $40.00 paid, 1 of 2 installments");
  desk_assert_sales (page.desk, 1);
  close_page (&page);
}

/* Three are due: nothing is charged before it is said which. */
static void
test_catching_up (void)
{
  Page                  page;
  GtkWidget            *dialog;
  g_autoptr (GPtrArray) checks = NULL;

  open_page (&page, 4);
  desk_pass_days (page.desk, 15);
  desk_run_plans (page.desk);
  /* What the minute's look at the processor brings. */
  g_signal_emit_by_name (page.desk->practice, "plans-changed");
  till_test_wait_for_text (page.page, "3 installments are due: $60.00.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-due");
  ui_press (page.page, "Charge…");
  dialog = wait_charge_dialog ("All 3 installments");
  g_assert_true (till_test_shows_text (dialog, "Only the oldest: Installment 1"));
  ui_pictures (dialog, "plan-charge-several");
  checks = till_test_find_all (dialog, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (checks->pdata[1], TRUE);
  till_test_wait_for_text (dialog, "Charge $20.00");
  gtk_check_button_set_active (checks->pdata[0], TRUE);
  charge (dialog, "Charge $60.00");
  till_test_wait_for_text (page.page, "$60.00 of $80.00 paid, 3 of 4 installments");
  till_test_wait_for_text (page.page, "with others as $60.00");
  till_test_wait_until (!till_test_shows_text (page.page, "installments are due"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-charged");
  desk_assert_sales (page.desk, 1);
  close_page (&page);
}

static void
test_settle_early (void)
{
  Page       page;
  GtkWidget *dialog;

  open_page (&page, 3);
  choose_deed (&page, "Settle Early…");
  dialog = wait_charge_dialog ("All 3 installments");
  ui_pictures (dialog, "plan-settle");
  charge (dialog, "Charge $60.00");
  till_test_wait_for_text (page.page, "Completed on");
  desk_assert_text (page.desk, PLAN, "completed 3/3");
  assert_not_allowed (&page, "Cancel Plan…", "All of this plan is paid.");
  assert_not_allowed (&page, "Change Card…", "All of this plan is paid.");
  desk_assert_sales (page.desk, 1);
  close_page (&page);
}

static void
test_paid_apart (void)
{
  Page                  page;
  GtkWidget            *dialog;
  g_autoptr (GPtrArray) checks = NULL;

  open_page (&page, 2);
  choose_of_row (&page, "Installment 1", "Paid Another Way…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "The account has no payment of which so much is left.");
  ui_pictures (dialog, "plan-paid-none");
  answer ("Cancel");

  desk_take_cash (page.desk, 0, 2500);
  choose_of_row (&page, "Installment 1", "Paid Another Way…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "$25.00");
  ui_pictures (dialog, "plan-paid");
  checks = till_test_find_all (dialog, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (checks->pdata[0], TRUE);
  answer ("Mark as Paid");
  till_test_wait_for_text (page.page, "$20.00 of $40.00 paid, 1 of 2 installments");
  desk_assert_text (page.desk, PLAN, "active 1/2");
  close_page (&page);
}

/* ── Changed ── */

static void
test_pause_and_resume (void)
{
  Page       page;
  GtkWidget *dialog;

  open_page (&page, 3);
  choose_deed (&page, "Pause…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  ui_write (till_test_find (dialog, GTK_TYPE_ENTRY), "On holiday");
  ui_pictures (dialog, "plan-pause");
  answer ("Pause");
  till_test_wait_for_text (page.page, "Paused, nothing is charged: On holiday");
  g_assert_false (ui_can_press (page.page, "Pay Now…"));
  g_assert_cmpstr (
    gtk_widget_get_tooltip_text (till_test_find_named (page.page, GTK_TYPE_BUTTON, "Pay Now…")), ==,
    "This plan is paused. Resume it first.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-paused");

  desk_pass_days (page.desk, 8);
  choose_deed (&page, "Resume…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "2 installments came due meanwhile: $40.00.");
  ui_pictures (dialog, "plan-resume");
  answer ("Move Behind");
  till_test_wait_for_text (page.page, "Skipped: its amount is due behind the last one");
  till_test_wait_for_text (page.page, "Installment 5");
  desk_assert_text (page.desk, PLAN, "authorized 0/3");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-moved");
  close_page (&page);
}

static void
test_cancel (void)
{
  Page       page;
  GtkWidget *dialog;

  open_page (&page, 3);
  choose_deed (&page, "Cancel Plan…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "$60.00 of it is not paid.");
  ui_pictures (dialog, "plan-cancel");
  answer ("Keep the Plan");
  choose_deed (&page, "Cancel Plan…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  ui_write (till_test_find (dialog, GTK_TYPE_ENTRY), "Moved away");
  answer ("Cancel the Plan");
  till_test_wait_for_text (page.page, "Moved away");
  till_test_wait_for_text (page.page, "Skipped: the plan was cancelled");
  desk_assert_text (page.desk, "SELECT state || ' ' || why FROM plans", "cancelled Moved away");
  assert_not_allowed (&page, "Pause…", "This plan was cancelled.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-cancelled");
  close_page (&page);
}

static void
test_skip_and_card (void)
{
  Page       page;
  GtkWidget *dialog;

  open_page (&page, 2);
  choose_of_row (&page, "Installment 1", "Skip…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "The installment of $20.00 due on");
  ui_pictures (dialog, "plan-skip");
  answer ("Skip");
  till_test_wait_for_text (page.page, "Installment 3");
  desk_assert_text (page.desk, DESK_INSTALLMENTS, "1 skipped; 2 due; 3 due");

  choose_deed (&page, "Change Card…");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "This card is charged for all that comes due from now on.");
  ui_pictures (dialog, "plan-card");
  answer ("Change");
  till_test_wait_until (
    desk_count (page.desk, "SELECT count(*) FROM audit WHERE deed = 'change-plan-card'") == 1);
  close_page (&page);
}

/* Given up by itself: it waits for people. */
static void
test_missed (void)
{
  Page       page;
  GtkWidget *dialog;

  open_page (&page, 2);
  set_faults (page.desk->peer, "lost-card" DESK_SALE "=#1");
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "1 installment is missed: $20.00.");
  till_test_wait_for_text (page.page, "Missed: the card was declined");
  till_test_wait_for_text (page.page, "declined for good – ");
  g_assert_true (till_test_shows_text (page.page, "Failed: an installment is missed"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-missed");
  ui_press (page.page, "Charge…");
  dialog = wait_charge_dialog ("Installment 1");
  charge (dialog, "Charge $20.00");
  till_test_wait_for_text (page.page, "$20.00 of $40.00 paid, 1 of 2 installments");
  till_test_wait_until (!till_test_shows_text (page.page, "is missed"));
  desk_assert_sales (page.desk, 1);
  close_page (&page);
}

/* ── Found ── */

/* Ben's, whose mother pays: two years. */
static gboolean
long_plan_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Page                *page = data;
  TillDay              today = till_practice_get_today (page->desk->practice);
  TillInstant          at = till_practice_now (page->desk->practice);
  TillPlanTerms        terms = { .total = till_money (1234567),
                                 .fee = till_money (2500),
                                 .down_payment = till_money (100000),
                                 .n_installments = 52,
                                 .cadence = TILL_CADENCE_TWO_WEEKS,
                                 .first = till_day_add (today, 14) };
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
  Page *page = data;

  return till_store_authorize_plan (connection, page->plan, TILL_AUTHORIZED_SCREEN, "Anna Lee",
                                    till_practice_get_today (page->desk->practice), NULL,
                                    till_practice_now (page->desk->practice), error);
}

static void
write_plan (Page *page, TillDbJob job)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (page->desk->practice), TILL_DB_NORMAL, job, page, &error);
  g_assert_no_error (error);
}

/* From the page of another plan; first it waits for its signature. */
static void
test_pending (void)
{
  Page       page;
  GtkWidget *before;

  open_page (&page, 1);
  before = page.page;
  write_plan (&page, long_plan_job);
  g_assert_true (gtk_widget_activate_action (page.window, "win.show-plan", "x", page.plan));
  till_test_wait_until ((page.page = till_test_find (page.window, TILL_TYPE_PLAN_PAGE)) != before);
  till_test_wait_for_text (page.page, "Not Authorized Yet");
  till_test_wait_for_text (page.page, "Orthodontics & retainers");
  g_assert_true (till_test_shows_text (page.page, "None: nothing is charged by itself"));
  g_assert_true (till_test_shows_text (page.page, "Lee, Ben"));
  assert_not_allowed (&page, "Settle Early…", "Nobody has agreed to this plan yet.");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-pending");

  write_plan (&page, authorize_job);
  till_test_wait_for_text (page.page, "Down payment");
  till_test_wait_for_text (page.page, "Installment 12");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-long");
  g_object_set (till_test_find (page.page, GTK_TYPE_STACK), "visible-child-name", "terms", NULL);
  till_test_wait_for_text (page.page, "Finance charge of $25.00");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-terms-long");
  ui_keys ("alt+Left");
  till_test_wait_until (till_test_find (page.window, TILL_TYPE_PLAN_PAGE) == NULL);
  close_page (&page);
}

/* From the patient's page and back to it; the terms can be read. */
static void
test_from_patient (void)
{
  Page       page;
  GtkWidget *patient;

  open_page (&page, 3);
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
  close_page (&page);
}

/* Refunded whole it stays paid, and the page says so. */
static void
test_refunded (void)
{
  Page                           page;
  g_autoptr (TillReversePayment) reversal = NULL;
  g_autoptr (Reply)              closed = NULL;
  gint64                         payment;

  open_page (&page, 2);
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "Paid on");
  payment = desk_count (page.desk, "SELECT transaction_id FROM installments WHERE number = 1");
  closed = ask (page.desk->peer, "POST", "/sandbox/close-batch", "{}");
  g_assert_cmpuint (closed->status, ==, 200);
  desk_refresh (page.desk);
  reversal = desk_read (page.desk, payment);
  g_assert_true (desk_run (reversal, 2000, TILL_REVERSAL_REFUND, NULL));
  till_test_wait_for_text (page.page, "refunded since");
  desk_assert_text (page.desk, PLAN, "active 1/2");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-page-refunded");
  g_clear_object (&reversal);
  close_page (&page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/plan-page/pay-now", test_pay_now);
  g_test_add_func ("/plan-page/unclear", test_unclear);
  g_test_add_func ("/plan-page/declined", test_declined);
  g_test_add_func ("/plan-page/catching-up", test_catching_up);
  g_test_add_func ("/plan-page/settle-early", test_settle_early);
  g_test_add_func ("/plan-page/paid-apart", test_paid_apart);
  g_test_add_func ("/plan-page/pause-and-resume", test_pause_and_resume);
  g_test_add_func ("/plan-page/cancel", test_cancel);
  g_test_add_func ("/plan-page/skip-and-card", test_skip_and_card);
  g_test_add_func ("/plan-page/missed", test_missed);
  g_test_add_func ("/plan-page/pending", test_pending);
  g_test_add_func ("/plan-page/from-patient", test_from_patient);
  g_test_add_func ("/plan-page/refunded", test_refunded);

  return g_test_run ();
}
