/* test-plan-deeds.c: what the desk charges of a payment plan is charged once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-plan-deeds.h"

#include <string.h>

#include "flow/till-practice-private.h"
#include "flow/till-run-plans.h"
#include "till-desk-plan-deeds.h"

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillWholePlan    **plan = user_data;
  g_autoptr (GError) error = NULL;

  *plan = till_practice_read_plan_finish (TILL_PRACTICE (source), result, &error);
  g_assert_no_error (error);
}

static TillWholePlan *
read_plan (Desk *desk, gint64 id)
{
  TillWholePlan *plan = NULL;

  till_practice_read_plan_async (desk->practice, id, NULL, read_cb, &plan);
  till_test_wait_until (plan != NULL);

  return plan;
}

/* The next one, before its day; by the same key it is charged once. */
static void
test_pay_now (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cards (NULL);
  gint64                    card = desk_keep_card (desk);
  gint64                    plan = desk_add_plan (desk, card, 3, 0);
  g_auto (DeskPlanCharge)   first = { NULL };
  g_auto (DeskPlanCharge)   again = { NULL };
  g_auto (DeskPlanCharge)   next = { NULL };
  g_autoptr (TillWholePlan) whole = NULL;

  desk_begin_plan_charge (desk, plan, card, 1, 1, DESK_KEY, &first);
  desk_begin_plan_charge (desk, plan, card, 1, 1, DESK_KEY, &again);
  till_test_wait_until (first.is_over && again.is_over);
  desk_assert_plan_charge (&first, TILL_PAYMENT_APPROVED);
  desk_assert_plan_charge (&again, TILL_PAYMENT_APPROVED);
  g_assert_cmpint (first.charged->transaction_id, ==, again.charged->transaction_id);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due; 3 due");
  desk_assert_sales (desk, 1);

  /* So much was taken just now: she is asked first, and nothing is written. */
  desk_begin_plan_charge (desk, plan, card, 2, 2, DESK_KEY_2, &next);
  till_test_wait_until (next.is_over);
  g_assert_error (next.error, TILL_ERROR, TILL_ERROR_ASK_FIRST);
  desk_assert_text (desk, DESK_OUTCOMES, "approved");
  desk_assert_text (desk, DESK_PLAN, "active 1/3 2000");

  whole = read_plan (desk, plan);
  g_assert_cmpuint (whole->parts->len, ==, 3);
  g_assert_cmpuint (whole->installments->len, ==, 3);
  g_assert_cmpstr (whole->payer_name, ==, "Lee, Anna");
  g_assert_cmpint (((TillWholePart *) whole->parts->pdata[0])->payment->id, ==,
                   first.charged->transaction_id);
}

static const char *const lost[] = {
  "timeout", "reset-after", "500-after", "truncated", "not-json", "reset-before", "500-before",
};

/* The answer that does not come is looked up; all that was charged at once is paid, or nothing. */
static void
lose_answer (const char *fault, gint64 n)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 3, 0);
  g_autofree char        *faults = g_strconcat (fault, DESK_SALE "=#1", NULL);
  gboolean                was_taken = !g_str_has_suffix (fault, "-before");
  g_auto (DeskPlanCharge) taken = { NULL };

  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  set_faults (desk->peer, faults);
  desk_begin_plan_charge (desk, plan, card, 1, n, DESK_KEY, &taken);
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM attempts WHERE card_id IS NOT NULL"
                                          "  AND state <> 'prepared'") == 1);
  for (guint i = 0; i < 30 && !taken.is_over; i++)
    desk_settle (desk);
  till_test_wait_until (taken.is_over);
  for (guint i = 0; i < 30 && desk_count (desk, "SELECT count(*) FROM installment_tries"
                                                " WHERE outcome = 'open'") > 0;
       i++)
    {
      desk_settle (desk);
      desk_run_plans (desk);
    }
  if (n == 3)
    desk_assert_text (desk, DESK_PLAN, was_taken ? "completed 3/3 6000" : "authorized 0/3 0");
  else
    desk_assert_text (desk, DESK_PLAN, was_taken ? "active 1/3 2000" : "authorized 0/3 0");
  desk_run_plans (desk);
  desk_assert_sales (desk, was_taken ? 1 : 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(DISTINCT transaction_id) FROM installments"), ==,
                   was_taken ? 1 : 0);
}

static void
test_pay_now_lost (gconstpointer data)
{
  lose_answer (data, 1);
}

static void
test_settle_lost (gconstpointer data)
{
  lose_answer (data, 3);
}

/* All that is left, by one payment; voided, all of it is missed. */
static void
test_settle_early (void)
{
  g_autoptr (Desk)               desk = desk_new_for_cards (NULL);
  gint64                         card = desk_keep_card (desk);
  gint64                         plan = desk_add_plan (desk, card, 3, 0);
  g_auto (DeskPlanCharge)        taken = { NULL };
  g_auto (DeskPlanCharge)        in_vain = { NULL };
  g_autoptr (TillReversePayment) reversal = NULL;

  desk_charge_plan (desk, plan, card, 1, 3, &taken);
  desk_assert_plan_charge (&taken, TILL_PAYMENT_APPROVED);
  desk_assert_text (desk, DESK_PLAN, "completed 3/3 6000");
  desk_assert_text (desk, DESK_OUTCOMES, "approved approved approved");
  desk_assert_text (desk, "SELECT note FROM transactions ORDER BY id DESC LIMIT 1",
                    "Payment plan: 1 to 3 of 3");
  desk_assert_sales (desk, 1);
  reversal = desk_read (desk, taken.charged->transaction_id);
  g_assert_true (desk_run (reversal, 0, TILL_REVERSAL_VOID, NULL));
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed; 2 missed; 3 missed");
  desk_assert_agree (desk);

  /* In vain: that changes nothing, nor why. */
  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  desk_begin_plan_charge (desk, plan, card, 1, 2, DESK_KEY_2, &in_vain);
  till_test_wait_until (in_vain.is_over);
  desk_assert_plan_charge (&in_vain, TILL_PAYMENT_DECLINED);
  desk_assert_text (desk, "SELECT group_concat(state || ' ' || why, '; ') FROM installments",
                    "missed taken-back; missed taken-back; missed taken-back");
}

/* No money: as if it had not been; Till tries by itself tomorrow what is due, and the rest on its
 * day. */
static void
test_declined (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cards (NULL);
  gint64                    card = desk_keep_card (desk);
  gint64                    plan = desk_add_plan (desk, card, 2, 0);
  g_auto (DeskPlanCharge)   taken = { NULL };
  g_autoptr (TillWholePlan) whole = NULL;
  const TillToldTry        *told;

  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  desk_charge_plan (desk, plan, card, 1, 2, &taken);
  desk_assert_plan_charge (&taken, TILL_PAYMENT_DECLINED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 failed; 2 due");
  whole = read_plan (desk, plan);
  told = ((TillWholePart *) whole->parts->pdata[1])->tries->pdata[0];
  g_assert_cmpint (told->charged.cents, ==, 4000);
  g_assert_nonnull (told->words);
  g_assert_nonnull (strstr (told->card, "••••"));

  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due");
  desk_assert_sales (desk, 1);
}

/* Given up: only people try it again, and in vain it stays given up. */
static void
test_missed (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 1, 0);
  g_auto (DeskPlanCharge) in_vain = { NULL };
  g_auto (DeskPlanCharge) good = { NULL };

  set_faults (desk->peer, "no-funds" DESK_SALE "=#1-5");
  for (guint day = 0; day <= 7; day++)
    {
      desk_run_plans (desk);
      desk_pass_days (desk, 1);
    }
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed");
  desk_begin_plan_charge (desk, plan, card, 1, 1, DESK_KEY, &in_vain);
  till_test_wait_until (in_vain.is_over);
  desk_assert_plan_charge (&in_vain, TILL_PAYMENT_DECLINED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed");
  desk_assert_text (desk, "SELECT why FROM installments", "declined");
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);

  desk_begin_plan_charge (desk, plan, card, 1, 1, DESK_KEY_2, &good);
  till_test_wait_until (good.is_over);
  desk_assert_plan_charge (&good, TILL_PAYMENT_APPROVED);
  desk_assert_text (desk, DESK_PLAN, "completed 1/1 2000");
  desk_assert_sales (desk, 1);
}

/* More than one is due: nothing happens by itself, and the desk has them charged at once. */
static void
test_catching_up (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 4, 0);
  g_auto (DeskPlanCharge) taken = { NULL };

  desk_pass_days (desk, 15);
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
  desk_charge_plan (desk, plan, card, 1, 3, &taken);
  desk_assert_plan_charge (&taken, TILL_PAYMENT_APPROVED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 paid; 3 paid; 4 due");
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
}

/* While Till charges by itself the desk waits: what it is about is paid once. */
static void
test_beside_a_round (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 2, 0);
  g_auto (DeskPlanCharge) taken = { NULL };

  desk_refresh (desk);
  till_practice_run_plans (desk->practice);
  till_test_wait_until (desk->practice->n_charging > 0);
  desk_charge_plan (desk, plan, card, 1, 1, &taken);
  g_assert_error (taken.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due");
  desk_assert_sales (desk, 1);
}

/* And Till waits while the desk charges: what is begun and not sent yet is nothing that a crash has
 * left. */
static void
test_beside_the_desk (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 1, 0);
  g_auto (DeskPlanCharge) taken = { NULL };

  desk_refresh (desk);
  desk_begin_plan_charge (desk, plan, card, 1, 1, DESK_KEY, &taken);
  g_assert_true (desk->practice->running_plans);
  for (guint i = 0; i < 1000 && !taken.is_over; i++)
    {
      till_practice_run_plans (desk->practice);
      g_main_context_iteration (NULL, TRUE);
    }
  till_test_wait_until (taken.is_over);
  desk_assert_plan_charge (&taken, TILL_PAYMENT_APPROVED);
  desk_wait_for_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "approved");
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid");
  desk_assert_sales (desk, 1);
}

/* The program ends while the answer is on its way. */
static void
test_closed (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 2, 0);
  g_auto (DeskPlanCharge) taken = { NULL };

  set_faults (desk->peer, "timeout" DESK_SALE "=#1");
  desk_begin_plan_charge (desk, plan, card, 1, 2, DESK_KEY, &taken);
  till_test_wait_until (desk_count_sales (desk) == 2);
  desk_close (desk);
  till_test_wait_until (taken.is_over);
  desk_open (desk);
  desk_settle (desk);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_PLAN, "completed 2/2 4000");
  desk_assert_sales (desk, 1);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/plan-deeds/pay-now", test_pay_now);
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      g_autofree char *pay = g_strconcat ("/flow/plan-deeds/pay-now/lost/", lost[i], NULL);
      g_autofree char *settle = g_strconcat ("/flow/plan-deeds/settle/lost/", lost[i], NULL);

      g_test_add_data_func (pay, lost[i], test_pay_now_lost);
      g_test_add_data_func (settle, lost[i], test_settle_lost);
    }
  g_test_add_func ("/flow/plan-deeds/settle-early", test_settle_early);
  g_test_add_func ("/flow/plan-deeds/declined", test_declined);
  g_test_add_func ("/flow/plan-deeds/missed", test_missed);
  g_test_add_func ("/flow/plan-deeds/catching-up", test_catching_up);
  g_test_add_func ("/flow/plan-deeds/beside-a-round", test_beside_a_round);
  g_test_add_func ("/flow/plan-deeds/beside-the-desk", test_beside_the_desk);
  g_test_add_func ("/flow/plan-deeds/closed", test_closed);

  return g_test_run ();
}
