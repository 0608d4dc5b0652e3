/* test-plan-edges.c: nothing of a plan is charged that nobody asked for, whatever came before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "flow/till-run-plans.h"
#include "store/till-store-plans.h"
#include "till-desk-plan-deeds.h"

/* ── A key that is known ── */

typedef struct
{
  Desk  *desk;
  gint64 installment;
  gint64 card;
} Begun;

/* Begun by DESK_KEY, and then no attempt could be written. */
static gboolean
give_back_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Begun       *begun = data;
  TillInstant        at = till_practice_now (begun->desk->practice);
  const TillTryEnd   end = { .outcome = TILL_TRY_NOTHING, .state = TILL_INSTALLMENT_DUE };
  TillInstallmentTry one = { .installment_id = begun->installment,
                             .card_id = begun->card,
                             .key = (char *) DESK_KEY,
                             .day = till_practice_get_today (begun->desk->practice),
                             .by_hand = TRUE };

  return till_store_begin_try (connection, &one, NULL, at, error) &&
         till_store_end_try (connection, one.id, &end, NULL, at, error);
}

static void
test_given_back (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 3, 0);
  Begun                   begun = { desk, desk_find_installment (desk, plan, 1), card };
  g_auto (DeskPlanCharge) again = { NULL };
  g_auto (DeskPlanCharge) anew = { NULL };
  g_autoptr (GError)      error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, give_back_job, &begun,
                 &error);
  g_assert_no_error (error);
  desk_charge_plan (desk, plan, card, 1, 1, &again);
  g_assert_error (again.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 due; 2 due; 3 due");
  desk_assert_sales (desk, 0);

  desk_begin_plan_charge (desk, plan, card, 1, 1, DESK_KEY_2, &anew);
  till_test_wait_until (anew.is_over);
  desk_assert_plan_charge (&anew, TILL_PAYMENT_APPROVED);
  desk_assert_sales (desk, 1);
}

/* By the key of one charge nothing else is asked for. */
static void
test_other_order (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 3, 0);
  g_auto (DeskPlanCharge) first = { NULL };
  g_auto (DeskPlanCharge) more = { NULL };
  g_auto (DeskPlanCharge) other = { NULL };

  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  desk_charge_plan (desk, plan, card, 1, 1, &first);
  desk_assert_plan_charge (&first, TILL_PAYMENT_DECLINED);
  desk_charge_plan (desk, plan, card, 1, 2, &more);
  g_assert_error (more.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_charge_plan (desk, plan, card, 2, 2, &other);
  g_assert_error (other.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_OUTCOMES, "soft");
  desk_assert_sales (desk, 0);
}

/* ── By hand, in vain ── */

/* Three were due at once, and the desk had them charged in vain: Till does not charge them one a
 * day. */
static void
test_three_in_vain (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 3, 0);
  g_auto (DeskPlanCharge) in_vain = { NULL };

  desk_pass_days (desk, 15);
  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  desk_charge_plan (desk, plan, card, 1, 3, &in_vain);
  desk_assert_plan_charge (&in_vain, TILL_PAYMENT_DECLINED);
  for (guint day = 0; day < 3; day++)
    {
      desk_pass_days (desk, 1);
      desk_run_plans (desk);
      desk_assert_text (desk, DESK_INSTALLMENTS, "1 failed; 2 failed; 3 failed");
      desk_assert_sales (desk, 0);
    }
}

/* ── Without a card ── */

static void
test_without_card (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, 0, 2, 0);
  g_auto (DeskPlanCharge) in_vain = { NULL };

  desk_run_plans (desk);
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 due; 2 due");

  /* A card at the desk after all, which has not enough. */
  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  desk_charge_plan (desk, plan, card, 1, 1, &in_vain);
  desk_assert_plan_charge (&in_vain, TILL_PAYMENT_DECLINED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 due; 2 due");
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_PLAN, "authorized 0/2 0");
  desk_assert_sales (desk, 0);
}

/* ── Without news ── */

/* What is known of a charge is written also when the processor's payments can't be read; nothing
 * else is begun meanwhile. */
static void
test_without_news (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 1, 0);
  g_auto (DeskPlanCharge) taken = { NULL };

  set_faults (desk->peer, "timeout" DESK_SALE "=#1");
  desk_begin_plan_charge (desk, plan, card, 1, 1, DESK_KEY, &taken);
  till_test_wait_until (desk_count_sales (desk) == 2);
  desk_close (desk);
  till_test_wait_until (taken.is_over);
  desk_open (desk);
  desk_settle (desk);

  desk->practice->payments_read_at = TILL_INSTANT_NONE;
  desk_add_plan (desk, card, 1, 0);
  till_practice_run_plans (desk->practice);
  desk_wait_for_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 1 due");
  desk_assert_sales (desk, 1);
}

/* ── Whose deed it is ── */

/* Whoever is signed in has not asked for what Till charges by itself. */
static void
test_by_itself (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 2, 0);
  g_auto (DeskPlanCharge) taken = { NULL };

  g_clear_pointer (&desk->practice->actor, till_actor_free);
  desk->practice->actor = till_actor_new (0, "Ann");
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts WHERE actor = 'Ann'"), ==, 0);
  desk_pass_days (desk, 2);
  desk_charge_plan (desk, plan, card, 2, 2, &taken);
  desk_assert_plan_charge (&taken, TILL_PAYMENT_APPROVED);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts WHERE actor = 'Ann'"), ==, 1);
}

/* ── Taken back ── */

/* Refunded in part it stays paid; refunded whole it is missed. */
static void
test_refunded (void)
{
  g_autoptr (Desk)               desk = desk_new_for_cards (NULL);
  gint64                         card = desk_keep_card (desk);
  gint64                         plan = desk_add_plan (desk, card, 2, 0);
  g_auto (DeskPlanCharge)        taken = { NULL };
  g_autoptr (TillReversePayment) part = NULL;
  g_autoptr (TillReversePayment) rest = NULL;
  g_autoptr (Reply)              closed = NULL;

  desk_charge_plan (desk, plan, card, 1, 1, &taken);
  desk_assert_plan_charge (&taken, TILL_PAYMENT_APPROVED);
  closed = ask (desk->peer, "POST", "/sandbox/close-batch", "{}");
  g_assert_cmpuint (closed->status, ==, 200);
  desk_refresh (desk);
  part = desk_read (desk, taken.charged->transaction_id);
  g_assert_true (desk_run (part, 500, TILL_REVERSAL_REFUND, NULL));
  desk_assert_text (desk, DESK_PLAN, "active 1/2 2000");
  rest = desk_read (desk, taken.charged->transaction_id);
  g_assert_true (desk_run (rest, 1500, TILL_REVERSAL_REFUND, NULL));
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed; 2 due");
  desk_assert_text (desk, "SELECT why FROM installments WHERE number = 1", "refunded");
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_PLAN, "failed 0/2 0");
  desk_assert_holds (desk);
}

/* ── What can’t be written ── */

/* As nothing leaves it: a try under way of an installment that is not. */
static gboolean
tangle_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Begun       *begun = data;
  TillInstallmentTry one = { .installment_id = begun->installment,
                             .card_id = begun->card,
                             .key = (char *) DESK_KEY,
                             .day = till_practice_get_today (begun->desk->practice) };

  return till_store_begin_try (connection, &one, NULL, till_practice_now (begun->desk->practice),
                               error) &&
         till_db_execute (connection, "UPDATE installments SET state = 'due' WHERE number = 1",
                          error);
}

/* It holds up no other plan, and nothing is written of it. */
static void
test_tangled (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cards (NULL);
  gint64             card = desk_keep_card (desk);
  gint64             plan = desk_add_plan (desk, card, 1, 0);
  Begun              begun = { desk, desk_find_installment (desk, plan, 1), card };
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, tangle_job, &begun, &error);
  g_assert_no_error (error);
  desk_add_plan (desk, card, 1, 0);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 due; 1 paid");
  desk_assert_text (desk, DESK_OUTCOMES, "open approved");
  g_assert_cmpuint (desk_count_sales (desk), ==, 2);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/plan-edges/given-back", test_given_back);
  g_test_add_func ("/flow/plan-edges/other-order", test_other_order);
  g_test_add_func ("/flow/plan-edges/three-in-vain", test_three_in_vain);
  g_test_add_func ("/flow/plan-edges/without-card", test_without_card);

  g_test_add_func ("/flow/plan-edges/without-news", test_without_news);
  g_test_add_func ("/flow/plan-edges/by-itself", test_by_itself);
  g_test_add_func ("/flow/plan-edges/refunded", test_refunded);
  g_test_add_func ("/flow/plan-edges/tangled", test_tangled);

  return g_test_run ();
}
