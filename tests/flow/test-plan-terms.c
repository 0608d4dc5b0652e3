/* test-plan-terms.c: the terms of a plan that is there are changed, beside its charges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-cards.h"
#include "till-desk-agreements.h"
#include "till-desk-plan-deeds.h"

#define VERSIONS                                                                                   \
  "SELECT group_concat(number || ' ' || authorized || CASE WHEN withdrawn_at IS NULL THEN ''"      \
  "   ELSE ' withdrawn' END, '; ') FROM (SELECT * FROM plan_versions ORDER BY number)"
#define OPEN                                                                                       \
  "SELECT group_concat(version || '.' || number || ' ' || amount_cents || ' ' || state, '; ')"     \
  "  FROM (SELECT * FROM installments WHERE state <> 'skipped' ORDER BY version, number)"
#define PAPERS                                                                                     \
  "SELECT group_concat(version || ' ' || kind, '; ') FROM (SELECT * FROM plan_documents"           \
  "  WHERE is_kept ORDER BY id)"

/* Weekly, from @first days after today. */
static TillPlanChange
make_change (Desk *desk, gint64 plan, gint64 total, gint64 n, int first, gboolean is_worse)
{
  TillPlanChange change = {
    .plan_id = plan,
    .offer.terms = { .total = till_money (total),
                     .n_installments = n,
                     .cadence = TILL_CADENCE_WEEKLY,
                     .first = till_day_add (till_practice_get_today (desk->practice), first) },
    .is_worse = is_worse,
  };

  g_assert_true (till_plan_solve_installment (&change.offer.terms, NULL));

  return change;
}

/* @code -1: it is done; else the TillError. */
static void
wait_change (Desk *desk, GAsyncResult **result, int code)
{
  g_autoptr (GAsyncResult) kept = till_test_wait_result (result);
  g_autoptr (GError)       error = NULL;

  till_practice_change_terms_finish (desk->practice, kept, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TILL_ERROR, code);
}

static void
change_terms (Desk *desk, const TillPlanChange *change, int code)
{
  GAsyncResult *result = NULL;

  till_practice_change_terms_async (desk->practice, change, till_test_keep_result, &result);
  wait_change (desk, &result, code);
}

static void
withdraw (Desk *desk, gint64 plan, int code)
{
  GAsyncResult *result = NULL;

  till_practice_withdraw_terms_async (desk->practice, plan, till_test_keep_result, &result);
  wait_change (desk, &result, code);
}

static void
sign (Desk *desk, gint64 plan, int code)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, plan, &error);
  TillPlanSigning           signing = { paper, TILL_AUTHORIZED_PAPER, "Anna Lee", NULL, NULL };

  g_assert_no_error (error);
  desk_authorize (desk, &signing, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TILL_ERROR, code);
}

/* In force at once, with its agreement; the first day of it is charged, once. */
static void
test_no_worse (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 3, 0);
  TillPlanChange   change;

  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
  change = make_change (desk, plan, 4000, 4, 7, FALSE);
  change_terms (desk, &change, -1);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 no-worse");
  desk_assert_text (desk, OPEN,
                    "1.1 2000 paid; 2.1 1000 due; 2.2 1000 due; 2.3 1000 due; 2.4 1000 due");
  desk_assert_text (desk, DESK_PLAN, "active 1/5 2000");
  desk_assert_text (desk, PAPERS, "2 agreement");
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
  desk_pass_days (desk, 7);
  desk_run_plans (desk);
  desk_run_plans (desk);
  desk_assert_sales (desk, 2);
  desk_assert_text (desk, DESK_PLAN, "active 2/5 3000");
  desk_assert_holds (desk);
}

static gboolean
delete_card_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const gint64 *cards = data;

  return till_store_set_card_role (connection, cards[1], TILL_CARD_BACKUP, NULL, 0, error) &&
         till_store_delete_card (connection, cards[0], NULL, 0, error);
}

/* The backup card is charged as before, once the plan's own was deleted. */
static void
test_no_worse_by_backup (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cards (NULL);
  gint64             cards[2] = { desk_keep_card (desk), 0 };
  gint64             plan = desk_add_plan (desk, cards[0], 2, 0);
  TillPlanChange     change = make_change (desk, plan, 4000, 4, 7, FALSE);
  g_autoptr (GError) error = NULL;

  desk_add_card (desk, desk->anna, NULL);
  cards[1] = desk_count (desk, "SELECT max(id) FROM cards");
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, delete_card_job, cards,
                 &error);
  g_assert_no_error (error);
  change_terms (desk, &change, -1);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 no-worse");
  g_assert_cmpint (desk_count (desk, "SELECT card_id FROM plans"), ==, cards[0]);
  desk_assert_holds (desk);
}

/* Offered: the old ones are charged until the new ones are signed. */
static void
test_worse (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 3, 0);
  TillPlanChange   change = make_change (desk, plan, 6000, 2, 10, TRUE);

  change_terms (desk, &change, -1);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 not-yet");
  desk_assert_text (desk, OPEN, "1.1 2000 due; 1.2 2000 due; 1.3 2000 due");
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);

  /* Now they would ask for what is paid once more. */
  sign (desk, plan, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, OPEN, "1.1 2000 paid; 1.2 2000 due; 1.3 2000 due");
  change = make_change (desk, plan, 4000, 1, 10, TRUE);
  change.offer.added = TILL_MONEY_ZERO;
  change_terms (desk, &change, -1);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 not-yet withdrawn; 3 not-yet");
  sign (desk, plan, -1);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 not-yet withdrawn; 3 paper");
  desk_assert_text (desk, OPEN, "1.1 2000 paid; 3.1 4000 due");
  desk_assert_text (desk, PAPERS, "3 agreement");
  desk_pass_days (desk, 10);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_PLAN, "completed 2/2 6000");
  desk_assert_holds (desk);
}

static void
test_withdrawn (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2, 0);
  TillPlanChange   change = make_change (desk, plan, 4000, 1, 1, TRUE);

  withdraw (desk, plan, TILL_ERROR_NOT_ALLOWED);
  change_terms (desk, &change, -1);
  withdraw (desk, plan, -1);
  withdraw (desk, plan, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 not-yet withdrawn");
  desk_run_plans (desk);
  desk_assert_text (desk, OPEN, "1.1 2000 paid; 1.2 2000 due");
  desk_assert_holds (desk);
}

/* What was said beforehand is what is done. */
static void
test_as_said (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 3, 0);
  TillPlanChange   change = make_change (desk, plan, 6000, 2, 10, FALSE);

  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED);
  change = make_change (desk, plan, 6000, 6, 10, TRUE);
  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED);
  change = make_change (desk, plan, 5999, 6, 10, FALSE);
  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED);
  change = make_change (desk, plan, 6000, 6, -1, FALSE);
  change_terms (desk, &change, TILL_ERROR_BAD_INPUT);
  desk_assert_text (desk, VERSIONS, "1 paper");
  desk_assert_text (desk, PAPERS, NULL);
  desk_assert_holds (desk);
}

/* While it is not known what came of a charge, nothing is put in its installment's place: neither
 * offered, nor signed. */
static void
test_beside_a_charge (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 3, 0);
  TillPlanChange          change = make_change (desk, plan, 6000, 2, 10, TRUE);
  g_auto (DeskPlanCharge) charged = { NULL };

  change_terms (desk, &change, -1);
  set_faults (desk->peer, "timeout" DESK_SALE "=#1");
  desk_begin_plan_charge (desk, plan, card, 1, 1, DESK_KEY, &charged);
  till_test_wait_until (desk_count_sales (desk) == 2);
  desk_assert_text (desk, OPEN, "1.1 2000 charging; 1.2 2000 due; 1.3 2000 due");
  sign (desk, plan, TILL_ERROR_NOT_ALLOWED);
  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED);
  change = make_change (desk, plan, 6000, 6, 10, FALSE);
  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 not-yet");
  desk_assert_text (desk, PAPERS, NULL);

  /* It turns up as paid: what is left is something else. */
  desk_close (desk);
  till_test_wait_until (charged.is_over);
  desk_open (desk);
  desk_settle (desk);
  desk_run_plans (desk);
  desk_assert_text (desk, OPEN, "1.1 2000 paid; 1.2 2000 due; 1.3 2000 due");
  sign (desk, plan, TILL_ERROR_NOT_ALLOWED);
  change = make_change (desk, plan, 4000, 4, 10, FALSE);
  change_terms (desk, &change, -1);
  desk_assert_text (desk, DESK_PLAN, "active 1/5 2000");
  desk_assert_sales (desk, 1);
  desk_assert_holds (desk);
}

/* Declined, to be tried again: once new terms are in force, it is not. */
static void
test_after_a_decline (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2, 0);
  TillPlanChange   change;

  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  desk_run_plans (desk);
  desk_assert_text (desk, OPEN, "1.1 2000 failed; 1.2 2000 due");
  change = make_change (desk, plan, 4000, 4, 7, FALSE);
  change_terms (desk, &change, -1);
  desk_pass_days (desk, 3);
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
  desk_pass_days (desk, 4);
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
  desk_assert_text (desk, DESK_PLAN, "active 1/4 1000");
  desk_assert_holds (desk);
}

/* What was missed stays owed at once, and is charged by the desk as before. */
static void
test_after_a_miss (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 3, 0);
  TillPlanChange          change;
  g_auto (DeskPlanCharge) charged = { NULL };

  set_faults (desk->peer, "lost-card" DESK_SALE "=#1");
  desk_run_plans (desk);
  change = make_change (desk, plan, 4000, 4, 7, FALSE);
  change.offer.keeps_missed = TRUE;
  change_terms (desk, &change, -1);
  desk_assert_text (desk, DESK_PLAN, "failed 0/5 0");
  desk_charge_plan (desk, plan, card, 1, 1, &charged);
  g_assert_no_error (charged.error);
  desk_assert_text (desk, OPEN,
                    "1.1 2000 paid; 2.1 1000 due; 2.2 1000 due; 2.3 1000 due; 2.4 1000 due");
  desk_assert_text (desk, DESK_PLAN, "active 1/5 2000");
  desk_assert_holds (desk);
}

/* Of a plan that nobody has agreed to all of it is offered anew. */
static void
test_pending (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_make_plan (desk, card);
  TillPlanChange   change = make_change (desk, plan, 20000, 5, 7, FALSE);

  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED);
  change.is_worse = TRUE;
  change_terms (desk, &change, -1);
  desk_assert_text (desk, VERSIONS, "1 not-yet withdrawn; 2 not-yet");
  desk_assert_text (desk, "SELECT state || ' ' || version || ' ' || total_cents FROM plans",
                    "pending 2 20000");
  withdraw (desk, plan, TILL_ERROR_NOT_ALLOWED);
  sign (desk, plan, -1);
  desk_assert_text (desk, DESK_PLAN, "authorized 0/5 0");
  desk_assert_holds (desk);
}

/* What came to the plan is kept as it was written, tidied. */
static void
test_added (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 3, 0);
  TillPlanChange   change = make_change (desk, plan, 7500, 4, 7, TRUE);

  change.offer.added = till_money (1500);
  change_terms (desk, &change, TILL_ERROR_BAD_INPUT);
  change.offer.added_for = " Retainer,  upper jaw ";
  change_terms (desk, &change, -1);
  sign (desk, plan, -1);
  desk_assert_text (desk, "SELECT added_for FROM plan_versions WHERE number = 2",
                    "Retainer, upper jaw");
  desk_assert_text (desk, "SELECT state || ' ' || total_cents FROM plans", "authorized 7500");
  desk_assert_holds (desk);
}

/* ── Another card, another guarantor ─────────────────────────────────────────────────────────── */

/* Of that guarantor, known to the processor, too. */
static gint64
give_card (Desk *desk, gint64 guarantor)
{
  g_autofree char *body = g_strdup_printf (
    "[{\"token-id\":\"1100000000000%" G_GINT64_FORMAT "\",\"last-four-digits\":\"4242\","
    "\"card-type\":\"MASTERCARD\",\"exp-date\":\"1239\",\"customer-key\":\"%" G_GINT64_FORMAT
    "\"}]",
    guarantor, guarantor);
  g_autoptr (Reply) put = ask (desk->peer, "PUT", "/sandbox/tokens", body);

  g_assert_cmpuint (put->status, ==, 200);
  desk_add_card (desk, guarantor, NULL);

  return desk_count (desk, "SELECT max(id) FROM cards");
}

static TillPlanChange
change_card (gint64 plan, gint64 card, gboolean is_first)
{
  return (TillPlanChange){ .plan_id = plan,
                           .offer = { .keeps_schedule = TRUE, .card_id = card },
                           .is_worse = is_first };
}

/* In force at once, with its agreement: no amount and no day is another. */
static void
test_card (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 3, 0);
  TillPlanChange   change;

  desk_run_plans (desk);
  change = change_card (plan, card, FALSE);
  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED);
  change = change_card (plan, give_card (desk, desk->anna), TRUE);
  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED); /* it was said that it is to be signed */
  change.is_worse = FALSE;
  change_terms (desk, &change, -1);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 no-worse");
  desk_assert_text (desk, PAPERS, "2 agreement");
  desk_assert_text (desk, OPEN, "1.1 2000 paid; 1.2 2000 due; 1.3 2000 due");
  desk_pass_days (desk, 7);
  desk_run_plans (desk);
  desk_assert_text (desk,
                    "SELECT group_concat(card_id || ' ' || outcome, '; ')"
                    "  FROM (SELECT * FROM installment_tries ORDER BY id)",
                    "1 approved; 2 approved");
  desk_assert_holds (desk);
}

/* Its paper said that nothing is charged by itself: that is to be signed. */
static void
test_first_card (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, 0, 2, 0);
  TillPlanChange   change = change_card (plan, card, FALSE);

  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED);
  change.is_worse = TRUE;
  change_terms (desk, &change, -1);
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
  sign (desk, plan, -1);
  desk_assert_text (desk, VERSIONS, "1 paper; 2 paper");
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
  desk_assert_holds (desk);
}

/* Signed by the other one: its card is charged, and it owes what is left. */
static void
test_taken_over (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 3, 0);
  gint64           carl = desk_add_patient (desk, "Kim, Carl", 0);
  gint64           other = give_card (desk, carl);
  TillPlanChange   change;

  desk_run_plans (desk);
  change = make_change (desk, plan, 4000, 2, 7, FALSE);
  change.offer.guarantor_id = carl;
  change.offer.card_id = other;
  change.offer.moves_balance = TRUE;
  change_terms (desk, &change, TILL_ERROR_NOT_ALLOWED); /* never without a signature */
  change.is_worse = TRUE;
  change_terms (desk, &change, -1);
  desk_assert_text (desk, "SELECT patient_name FROM plans", "Lee, Anna");
  sign (desk, plan, -1);
  desk_assert_text (desk, "SELECT patient_name FROM plans", "Kim, Carl");
  desk_assert_text (
    desk,
    "SELECT group_concat((SELECT name FROM patients WHERE id = ledger_entries.guarantor_id) || ' "
    "' || amount_cents, '; ')"
    "  FROM ledger_entries WHERE kind = 'adjustment'",
    "Lee, Anna -4000; Kim, Carl 4000");
  desk_pass_days (desk, 7);
  desk_run_plans (desk);
  desk_assert_sales (desk, 2);
  g_assert_cmpint (desk_count (desk, "SELECT card_id FROM installment_tries ORDER BY id DESC"), ==,
                   other);
  g_assert_cmpint (desk_count (desk, "SELECT guarantor_id FROM transactions ORDER BY id DESC"), ==,
                   carl);
  desk_assert_text (desk, OPEN, "1.1 2000 paid; 2.1 2000 paid; 2.2 2000 due");
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/plan-terms/no-worse", test_no_worse);
  g_test_add_func ("/flow/plan-terms/no-worse-by-backup", test_no_worse_by_backup);
  g_test_add_func ("/flow/plan-terms/worse", test_worse);
  g_test_add_func ("/flow/plan-terms/withdrawn", test_withdrawn);
  g_test_add_func ("/flow/plan-terms/as-said", test_as_said);
  g_test_add_func ("/flow/plan-terms/beside-a-charge", test_beside_a_charge);
  g_test_add_func ("/flow/plan-terms/after-a-decline", test_after_a_decline);
  g_test_add_func ("/flow/plan-terms/after-a-miss", test_after_a_miss);
  g_test_add_func ("/flow/plan-terms/pending", test_pending);
  g_test_add_func ("/flow/plan-terms/added", test_added);
  g_test_add_func ("/flow/plan-terms/card", test_card);
  g_test_add_func ("/flow/plan-terms/first-card", test_first_card);
  g_test_add_func ("/flow/plan-terms/taken-over", test_taken_over);

  return g_test_run ();
}
