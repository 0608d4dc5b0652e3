/* test-plan-deeds.c: what the desk does with a payment plan; what is charged is charged once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-plan-deeds.h"

#include <string.h>

#include "flow/till-practice-private.h"
#include "flow/till-run-plans.h"
#include "store/till-store-cards.h"
#include "till-desk-plans.h"

#define KEY "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
#define KEY_2 "6ba7b812-9dad-11d1-80b4-00c04fd430c8"

#define PLAN "SELECT state || ' ' || n_paid || '/' || n_parts || ' ' || paid_cents FROM plans"

/* ── Deeds ── */

typedef struct
{
  TillCardCharged *charged; /* NULL: error */
  GError          *error;
  gboolean         is_over;
} Charge;

static void
charge_clear (Charge *self)
{
  till_card_charged_free (self->charged);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Charge, charge_clear)

static void
charged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Charge *self = user_data;

  self->charged = till_practice_charge_plan_finish (TILL_PRACTICE (source), result, &self->error);
  self->is_over = TRUE;
}

/* The installments from @first to @last, of $20 each. */
static void
begin_charge (Desk       *desk,
              gint64      plan,
              gint64      card,
              gint64      first,
              gint64      last,
              const char *key,
              Charge     *taken)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillPlanPayment    payment = { .plan_id = plan,
                                 .amount = till_money (2000 * (last - first + 1)),
                                 .patient_id = desk->anna,
                                 .card_id = card,
                                 .key = key };

  for (gint64 number = first; number <= last; number++)
    {
      gint64 id = desk_find_installment (desk, plan, number);

      g_array_append_val (ids, id);
    }
  payment.installments = (const gint64 *) (gpointer) ids->data;
  payment.n_installments = ids->len;
  till_practice_charge_plan_async (desk->practice, &payment, charged_cb, taken);
}

static void
charge (Desk *desk, gint64 plan, gint64 card, gint64 first, gint64 last, Charge *taken)
{
  begin_charge (desk, plan, card, first, last, KEY, taken);
  till_test_wait_until (taken->is_over);
  desk_wait_for_plans (desk);
}

static void
assert_phase (const Charge *taken, TillPaymentPhase phase)
{
  g_assert_no_error (taken->error);
  g_assert_cmpint (taken->charged->phase, ==, phase);
}

typedef struct
{
  GError  *error;
  gboolean is_over;
} Change;

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *self = user_data;

  till_practice_change_plan_finish (TILL_PRACTICE (source), result, &self->error);
  self->is_over = TRUE;
}

/* @code -1: it is done. */
static void
wait_change (Change *change, int code)
{
  till_test_wait_until (change->is_over);
  if (code < 0)
    g_assert_no_error (change->error);
  else
    g_assert_error (change->error, TILL_ERROR, code);
  g_clear_error (&change->error);
  change->is_over = FALSE;
}

static void
pause_plan (Desk *desk, gint64 plan, int code)
{
  Change change = { NULL, FALSE };

  till_practice_pause_plan_async (desk->practice, plan, "On holiday", changed_cb, &change);
  wait_change (&change, code);
}

static void
resume (Desk *desk, gint64 plan, gboolean put_behind)
{
  Change change = { NULL, FALSE };

  till_practice_resume_plan_async (desk->practice, plan, put_behind, changed_cb, &change);
  wait_change (&change, -1);
}

static void
cancel (Desk *desk, gint64 plan, int code)
{
  Change change = { NULL, FALSE };

  till_practice_cancel_plan_async (desk->practice, plan, NULL, changed_cb, &change);
  wait_change (&change, code);
}

static void
pay_apart (Desk *desk, gint64 plan, gint64 number, gint64 transaction, int code)
{
  Change change = { NULL, FALSE };
  gint64 id = desk_find_installment (desk, plan, number);

  till_practice_pay_plan_apart_async (desk->practice, plan, &id, 1, transaction, changed_cb,
                                      &change);
  wait_change (&change, code);
}

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

/* ── Charged ── */

/* The next one, before its day; by the same key it is charged once. */
static void
test_pay_now (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cards (NULL);
  gint64                    card = desk_keep_card (desk);
  gint64                    plan = desk_add_plan (desk, card, 3);
  g_auto (Charge)           first = { NULL };
  g_auto (Charge)           again = { NULL };
  g_auto (Charge)           next = { NULL };
  g_autoptr (TillWholePlan) whole = NULL;

  begin_charge (desk, plan, card, 1, 1, KEY, &first);
  begin_charge (desk, plan, card, 1, 1, KEY, &again);
  till_test_wait_until (first.is_over && again.is_over);
  assert_phase (&first, TILL_PAYMENT_APPROVED);
  assert_phase (&again, TILL_PAYMENT_APPROVED);
  g_assert_cmpint (first.charged->transaction_id, ==, again.charged->transaction_id);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due; 3 due");
  desk_assert_sales (desk, 1);

  /* So much was taken just now: she is asked first, and nothing is written. */
  begin_charge (desk, plan, card, 2, 2, KEY_2, &next);
  till_test_wait_until (next.is_over);
  g_assert_error (next.error, TILL_ERROR, TILL_ERROR_ASK_FIRST);
  desk_assert_text (desk, DESK_OUTCOMES, "approved");
  desk_assert_text (desk, PLAN, "active 1/3 2000");

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
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 3);
  g_autofree char *faults = g_strconcat (fault, DESK_SALE "=#1", NULL);
  gboolean         was_taken = !g_str_has_suffix (fault, "-before");
  g_auto (Charge)  taken = { NULL };

  set_faults (desk->peer, faults);
  begin_charge (desk, plan, card, 1, n, KEY, &taken);
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
    desk_assert_text (desk, PLAN, was_taken ? "completed 3/3 6000" : "authorized 0/3 0");
  else
    desk_assert_text (desk, PLAN, was_taken ? "active 1/3 2000" : "authorized 0/3 0");
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
  gint64                         plan = desk_add_plan (desk, card, 3);
  g_auto (Charge)                taken = { NULL };
  g_autoptr (TillReversePayment) reversal = NULL;

  charge (desk, plan, card, 1, 3, &taken);
  assert_phase (&taken, TILL_PAYMENT_APPROVED);
  desk_assert_text (desk, PLAN, "completed 3/3 6000");
  desk_assert_text (desk, DESK_OUTCOMES, "approved approved approved");
  desk_assert_text (desk, "SELECT note FROM transactions ORDER BY id DESC LIMIT 1",
                    "Payment plan: 1 to 3 of 3");
  desk_assert_sales (desk, 1);
  reversal = desk_read (desk, taken.charged->transaction_id);
  g_assert_true (desk_run (reversal, 0, TILL_REVERSAL_VOID, NULL));
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed; 2 missed; 3 missed");
  desk_assert_agree (desk);
}

/* No money: as if it had not been; Till tries by itself tomorrow what is due, and the rest on its
 * day. */
static void
test_declined (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cards (NULL);
  gint64                    card = desk_keep_card (desk);
  gint64                    plan = desk_add_plan (desk, card, 2);
  g_auto (Charge)           taken = { NULL };
  g_autoptr (TillWholePlan) whole = NULL;
  const TillToldTry        *told;

  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  charge (desk, plan, card, 1, 2, &taken);
  assert_phase (&taken, TILL_PAYMENT_DECLINED);
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
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 1);
  g_auto (Charge)  in_vain = { NULL };
  g_auto (Charge)  good = { NULL };

  set_faults (desk->peer, "no-funds" DESK_SALE "=#1-5");
  for (guint day = 0; day <= 7; day++)
    {
      desk_run_plans (desk);
      desk_pass_days (desk, 1);
    }
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed");
  begin_charge (desk, plan, card, 1, 1, KEY, &in_vain);
  till_test_wait_until (in_vain.is_over);
  assert_phase (&in_vain, TILL_PAYMENT_DECLINED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed");
  desk_assert_text (desk, "SELECT why FROM installments", "declined");
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);

  begin_charge (desk, plan, card, 1, 1, KEY_2, &good);
  till_test_wait_until (good.is_over);
  assert_phase (&good, TILL_PAYMENT_APPROVED);
  desk_assert_text (desk, PLAN, "completed 1/1 2000");
  desk_assert_sales (desk, 1);
}

/* More than one is due: nothing happens by itself, and the desk has them charged at once. */
static void
test_catching_up (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 4);
  g_auto (Charge)  taken = { NULL };

  desk_pass_days (desk, 15);
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
  charge (desk, plan, card, 1, 3, &taken);
  assert_phase (&taken, TILL_PAYMENT_APPROVED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 paid; 3 paid; 4 due");
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
}

/* While Till charges by itself the desk waits: what it is about is paid once. */
static void
test_beside_a_round (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2);
  g_auto (Charge)  taken = { NULL };

  desk_refresh (desk);
  till_practice_run_plans (desk->practice);
  till_test_wait_until (desk->practice->n_charging > 0);
  charge (desk, plan, card, 1, 1, &taken);
  g_assert_error (taken.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due");
  desk_assert_sales (desk, 1);
}

/* The program ends while the answer is on its way. */
static void
test_closed (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2);
  g_auto (Charge)  taken = { NULL };

  set_faults (desk->peer, "timeout" DESK_SALE "=#1");
  begin_charge (desk, plan, card, 1, 2, KEY, &taken);
  till_test_wait_until (desk_count_sales (desk) == 2);
  desk_close (desk);
  till_test_wait_until (taken.is_over);
  desk_open (desk);
  desk_settle (desk);
  desk_run_plans (desk);
  desk_assert_text (desk, PLAN, "completed 2/2 4000");
  desk_assert_sales (desk, 1);
}

/* ── Changed ── */

static void
test_paused (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 3);
  g_auto (Charge)  refused = { NULL };

  pause_plan (desk, plan, -1);
  pause_plan (desk, plan, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, "SELECT why FROM plans", "On holiday");
  charge (desk, plan, card, 1, 1, &refused);
  g_assert_error (refused.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_OUTCOMES, NULL);
  desk_pass_days (desk, 8);
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);

  /* Both of the pause go behind the third. */
  resume (desk, plan, TRUE);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 skipped; 2 skipped; 3 due; 4 due; 5 due");
  desk_assert_text (desk, PLAN, "authorized 0/3 0");
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
  desk_pass_days (desk, 6);
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
}

static void
test_resumed_at_once (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2);

  pause_plan (desk, plan, -1);
  desk_pass_days (desk, 2);
  resume (desk, plan, FALSE);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due");
  desk_assert_sales (desk, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2);
  g_auto (Charge)  refused = { NULL };

  desk_run_plans (desk);
  cancel (desk, plan, -1);
  cancel (desk, plan, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 skipped");
  charge (desk, plan, card, 2, 2, &refused);
  g_assert_error (refused.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_sales (desk, 1);
}

static void
test_skip (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2);
  Change           change = { NULL, FALSE };

  till_practice_skip_installment_async (desk->practice, plan, desk_find_installment (desk, plan, 1),
                                        changed_cb, &change);
  wait_change (&change, -1);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 skipped; 2 due; 3 due");
  desk_assert_sales (desk, 0);
}

/* Cash pays an installment; what is left of it is too little for another one. */
static void
test_paid_apart (void)
{
  g_autoptr (Desk)      desk = desk_new_for_cards (NULL);
  gint64                card = desk_keep_card (desk);
  gint64                plan = desk_add_plan (desk, card, 3);
  gint64                cash = desk_take_cash (desk, 0, 3000);
  g_autoptr (GPtrArray) free_ones = NULL;

  free_ones = till_practice_list_payments_for_plan (desk->practice, plan, till_money (2000), NULL);
  g_assert_cmpuint (free_ones->len, ==, 1);
  g_assert_cmpint (((TillTransaction *) free_ones->pdata[0])->id, ==, cash);
  pay_apart (desk, plan, 1, cash, -1);
  pay_apart (desk, plan, 1, cash, TILL_ERROR_NOT_ALLOWED);
  pay_apart (desk, plan, 2, cash, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, PLAN, "active 1/3 2000");
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
}

static gboolean
forget_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_delete_card (connection, *(gint64 *) data, NULL, 0, error);
}

/* A card that is gone is not begun with. */
static void
test_card (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cards (NULL);
  gint64             card = desk_keep_card (desk);
  gint64             plan = desk_add_plan (desk, card, 1);
  Change             change = { NULL, FALSE };
  g_auto (Charge)    refused = { NULL };
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, forget_job, &card, &error);
  g_assert_no_error (error);
  charge (desk, plan, card, 1, 1, &refused);
  g_assert_error (refused.error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  desk_assert_text (desk, DESK_OUTCOMES, NULL);
  till_practice_set_plan_card_async (desk->practice, plan, card, changed_cb, &change);
  wait_change (&change, TILL_ERROR_NOT_ALLOWED);
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
  g_test_add_func ("/flow/plan-deeds/closed", test_closed);
  g_test_add_func ("/flow/plan-deeds/paused", test_paused);
  g_test_add_func ("/flow/plan-deeds/resumed-at-once", test_resumed_at_once);
  g_test_add_func ("/flow/plan-deeds/cancelled", test_cancelled);
  g_test_add_func ("/flow/plan-deeds/skip", test_skip);
  g_test_add_func ("/flow/plan-deeds/paid-apart", test_paid_apart);
  g_test_add_func ("/flow/plan-deeds/card", test_card);

  return g_test_run ();
}
