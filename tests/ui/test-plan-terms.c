/* test-plan-terms.c: the terms of a payment plan are changed on its page, and signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-agreements.h"
#include "flow/till-practice-private.h"
#include "store/till-store-plans.h"
#include "till-plan-window.h"
#include "ui/plans/till-authorize-dialog.h"
#include "ui/plans/till-change-terms-dialog.h"
#include "ui/plans/till-plan-page.h"
#include "ui/widgets/till-patient-picker.h"

#define VERSIONS                                                                                   \
  "SELECT group_concat(number || ' ' || authorized || CASE WHEN withdrawn_at IS NULL THEN ''"      \
  "   ELSE ' withdrawn' END, '; ') FROM (SELECT * FROM plan_versions ORDER BY number)"

static GtkWidget *
open_terms (PlanPage *page)
{
  plan_page_choose (page, "Change Terms…");

  return ui_wait_window (TILL_TYPE_CHANGE_TERMS_DIALOG);
}

static void
set_number (GtkWidget *dialog, double n)
{
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (till_test_find_named (dialog, GTK_TYPE_SPIN_BUTTON, "Number of installments")),
    n);
}

static void
press_and_wait (GtkWidget *window, const char *button)
{
  gpointer gone = window;

  till_test_wait_until (ui_can_press (window, button));
  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  ui_press (window, button);
  till_test_wait_until (gone == NULL);
}

static void
show_terms (PlanPage *page)
{
  g_object_set (till_test_find (page->page, GTK_TYPE_STACK), "visible-child-name", "terms", NULL);
}

/* It begins with what is left as it is; smaller ones are in force at once. */
static void
test_no_worse (void)
{
  PlanPage   page;
  GtkWidget *dialog;

  plan_page_open (&page, 3);
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "$20.00 of $60.00 paid");
  dialog = open_terms (&page);
  till_test_wait_for_text (dialog, "$40.00 of $60.00. What is paid stays paid");
  till_test_wait_for_text (dialog, "These are the terms as they are.");
  g_assert_true (till_test_shows_text (dialog, "2 of $20.00 each"));
  g_assert_false (ui_can_press (dialog, "Change Terms"));
  g_assert_false (ui_shows_field (dialog, "Amount to pay off"));

  ui_write (ui_field (dialog, "Each installment"), "10");
  till_test_wait_for_text (dialog, "4 of $10.00 each");
  till_test_wait_for_text (dialog, "these terms are in force at once, without a new signature");
  ui_pictures (dialog, "change-terms-no-worse");
  press_and_wait (dialog, "Change Terms");
  till_test_wait_for_text (page.window, "The new terms are in force");
  till_test_wait_for_text (page.page, "$20.00 of $60.00 paid, 1 of 5 installments");
  /* What the new ones replace is among the terms, and not between them. */
  till_test_wait_for_text (page.page, "Installment 4");
  g_assert_false (till_test_shows_text (page.page, "Skipped"));
  till_test_wait_for_text (page.page, "Agreement, version 2");
  desk_assert_text (page.desk, VERSIONS, "1 paper; 2 no-worse");
  show_terms (&page);
  till_test_wait_for_text (page.page, "Version 2, in force");
  till_test_wait_for_text (page.page, "Version 1, replaced by a newer one");
  till_test_wait_for_text (page.page, "in force without a signature");
  g_assert_true (ui_can_press (page.page, "Save Agreement…"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-terms-changed");
  plan_page_close (&page);
}

/* Said beforehand; it waits beside the old ones, is withdrawn, offered again, and signed. */
static void
test_worse (void)
{
  PlanPage   page;
  GtkWidget *dialog;

  plan_page_open (&page, 3);
  dialog = open_terms (&page);
  ui_write (ui_field (dialog, "Added treatment"), "15");
  till_test_wait_for_text (dialog, "Enter what the added treatment is.");
  g_assert_false (ui_can_press (dialog, "Change Terms"));
  ui_write (ui_field (dialog, "What Was Added"),
            "Retainer, upper and lower jaw, second phase of the orthodontic treatment");
  till_test_wait_for_text (dialog, "3 of $25.00 each");
  till_test_wait_for_text (dialog, "who pays has to authorize these terms");
  ui_pictures (dialog, "change-terms-worse");
  press_and_wait (dialog, "Offer Terms…");
  press_and_wait (ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG), "Later");
  till_test_wait_for_text (page.page, "New terms wait to be signed.");
  g_assert_true (till_test_shows_text (page.page, "Of the new terms: it waits to be signed"));
  desk_assert_text (page.desk, VERSIONS, "1 paper; 2 not-yet");
  show_terms (&page);
  till_test_wait_for_text (page.page, "Version 2, offered");
  till_test_wait_for_text (page.page, "Added: Retainer, upper and lower jaw");
  ui_settle (page.window);
  ui_pictures (page.window, "plan-terms-offered");

  /* Paid meanwhile by the old ones: they can't be signed any more. */
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "they can’t be signed any more");
  g_assert_false (till_test_shows_text (page.page, "Of the new terms: it waits to be signed"));
  ui_settle (page.window);
  ui_pictures (page.window, "plan-terms-outdated");
  ui_press (page.page, "Withdraw…");
  plan_page_answer ("Withdraw");
  till_test_wait_for_text (page.page, "Version 2, withdrawn");
  desk_assert_text (page.desk, VERSIONS, "1 paper; 2 not-yet withdrawn");

  dialog = open_terms (&page);
  set_number (dialog, 1);
  till_test_wait_for_text (dialog, "1 of $40.00");
  press_and_wait (dialog, "Offer Terms…");
  dialog = ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG);
  till_test_wait_for_text (dialog, "Anna Lee pays $40.00");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, "Signed on Paper")),
    TRUE);
  ui_pictures (dialog, "change-terms-sign");
  press_and_wait (dialog, "Authorize");
  till_test_wait_for_text (page.page, "$20.00 of $60.00 paid, 1 of 2 installments");
  desk_assert_text (page.desk, VERSIONS, "1 paper; 2 not-yet withdrawn; 3 paper");
  plan_page_close (&page);
}

/* What was missed stays owed at once, unless it is spread; the page says so. */
static void
test_missed (void)
{
  PlanPage   page;
  GtkWidget *dialog;
  GtkWidget *spread;

  plan_page_open (&page, 3);
  set_faults (page.desk->peer, "lost-card" DESK_SALE "=#1");
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "1 installment is missed: $20.00.");
  dialog = open_terms (&page);
  till_test_wait_for_text (dialog, "$40.00 of $60.00. What is paid stays paid");
  till_test_wait_for_text (dialog, "1 installment, $20.00. If not, it stays owed at once");
  till_test_wait_for_text (dialog, "$20.00 was missed and stays owed at once.");
  spread = till_test_find (dialog, GTK_TYPE_SWITCH);
  gtk_switch_set_active (GTK_SWITCH (spread), TRUE);
  till_test_wait_for_text (dialog, "$60.00 of $60.00. What is paid stays paid");
  till_test_wait_for_text (dialog, "3 of $20.00 each");
  ui_pictures (dialog, "change-terms-missed");
  gtk_switch_set_active (GTK_SWITCH (spread), FALSE);
  set_number (dialog, 4);
  till_test_wait_for_text (dialog, "4 of $10.00 each");
  press_and_wait (dialog, "Change Terms");
  till_test_wait_for_text (page.page, "$0.00 of $60.00 paid, 0 of 5 installments");
  g_assert_true (till_test_shows_text (page.page, "1 installment is missed: $20.00."));
  show_terms (&page);
  till_test_wait_for_text (page.page, "What was missed before stays owed at once");
  plan_page_close (&page);
}

static gboolean
pending_job (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanPage            *page = data;
  TillPlanTerms        terms = { .total = till_money (30000),
                                 .down_payment = till_money (5000),
                                 .n_installments = 5,
                                 .installment = till_money (5000),
                                 .cadence = TILL_CADENCE_MONTHLY,
                                 .day = 15,
                                 .first =
                                   till_day_add (till_practice_get_today (page->desk->practice), 20),
                                 .remind = 3 };
  g_autoptr (TillPlan) plan = till_plan_new ();

  plan->guarantor_id = plan->patient_id = page->desk->anna;
  if (!till_store_add_plan (connection, plan, &terms, NULL,
                            till_practice_now (page->desk->practice), error))
    return FALSE;
  page->plan = plan->id;

  return TRUE;
}

/* Of a plan that nobody has agreed to all can be changed. */
static void
test_pending (void)
{
  PlanPage           page;
  GtkWidget         *dialog;
  GtkWidget         *before;
  g_autoptr (GError) error = NULL;

  plan_page_open (&page, 1);
  before = page.page;
  till_db_write (till_practice_get_db (page.desk->practice), TILL_DB_NORMAL, pending_job, &page,
                 &error);
  g_assert_no_error (error);
  g_assert_true (gtk_widget_activate_action (page.window, "win.show-plan", "x", page.plan));
  till_test_wait_until ((page.page = till_test_find (page.window, TILL_TYPE_PLAN_PAGE)) != before);
  till_test_wait_for_text (page.page, "Not Authorized Yet");
  dialog = open_terms (&page);
  till_test_wait_for_text (dialog, "Nobody has agreed to this plan yet.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (dialog, "Amount to pay off"))),
                   ==, "$300.00");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (dialog, "Down payment"))), ==,
                   "$50.00");
  ui_write (ui_field (dialog, "Amount to pay off"), "250");
  till_test_wait_for_text (dialog, "5 of $40.00 each. Every month on day 15");
  ui_pictures (dialog, "change-terms-pending");
  press_and_wait (dialog, "Offer Terms…");
  press_and_wait (ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG), "Later");
  till_test_wait_for_text (page.page, "Payment plan of $250.00");
  plan_page_close (&page);
}

#define OTHER "Gräfin von Hohenlohe-Waldenburg-Schillingsfürst, Maria-Theresia"

/* Somebody else is asked for, owes what is left once that is signed, and pays by another card. */
static void
test_taken_over (void)
{
  PlanPage   page;
  GtkWidget *dialog;
  GtkWidget *picker;
  gint64     other;

  plan_page_open (&page, 3);
  desk_run_plans (page.desk);
  till_test_wait_for_text (page.page, "$20.00 of $60.00 paid");
  other = desk_add_patient (page.desk, OTHER, 0);
  desk_add_card (page.desk, other, NULL);
  ui_settle (page.window);
  plan_page_choose (&page, "New Guarantor…");
  dialog = ui_wait_window (TILL_TYPE_CHANGE_TERMS_DIALOG);
  till_test_wait_for_text (dialog, "Anna Lee pays now");
  till_test_wait_for_text (dialog, "Choose who is to pay.");
  g_assert_false (ui_can_press (dialog, "Change Terms"));
  ui_pictures (dialog, "new-guarantor-asked");
  picker = till_test_find (dialog, TILL_TYPE_PATIENT_PICKER);
  ui_write (till_test_find (picker, GTK_TYPE_ENTRY), "lee, anna");
  till_test_wait_for_text (picker, "Lee, Anna");
  ui_press_row (picker, "Lee, Anna");
  till_test_wait_for_text (dialog, "The same guarantor pays already. Choose another one.");
  g_assert_false (ui_can_press (dialog, "Offer Terms…"));

  ui_press (picker, "Change");
  ui_write (till_test_find (picker, GTK_TYPE_ENTRY), "hohenlohe");
  till_test_wait_for_text (picker, OTHER);
  ui_press_row (picker, OTHER);
  till_test_wait_for_text (dialog, "Move $40.00 to the New Account");
  till_test_wait_for_text (dialog,
                           "has to authorize these terms. Until then Anna Lee goes on paying");
  ui_pictures (dialog, "new-guarantor");
  press_and_wait (dialog, "Offer Terms…");
  dialog = ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG);
  till_test_wait_for_text (dialog, "Schillingsfürst pays $40.00 with Mastercard ••••4242.");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, "Signed on Paper")),
    TRUE);
  ui_pictures (dialog, "new-guarantor-sign");
  desk_assert_text (page.desk, "SELECT patient_name FROM plans", "Lee, Anna");
  press_and_wait (dialog, "Authorize");
  till_test_wait_for_text (page.page, "Hohenlohe");
  desk_assert_text (page.desk, "SELECT patient_name FROM plans", OTHER);
  show_terms (&page);
  till_test_wait_for_text (page.page, "Version 1, replaced by a newer one");
  till_test_wait_for_text (page.page, "Anna Lee pays");
  ui_settle (page.window);
  ui_pictures (page.window, "new-guarantor-terms");
  desk_assert_text (page.desk,
                    "SELECT group_concat(amount_cents || ' ' || note, '; ') FROM ledger_entries"
                    " WHERE kind = 'adjustment'",
                    "-4000 Payment plan goes over to Maria-Theresia "
                    "Gräfin von Hohenlohe-Waldenburg-Schillingsfürst; "
                    "4000 Payment plan taken over from Anna Lee");
  plan_page_close (&page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/plan-terms/no-worse", test_no_worse);
  g_test_add_func ("/plan-terms/worse", test_worse);
  g_test_add_func ("/plan-terms/missed", test_missed);
  g_test_add_func ("/plan-terms/pending", test_pending);
  g_test_add_func ("/plan-terms/taken-over", test_taken_over);

  return g_test_run ();
}
