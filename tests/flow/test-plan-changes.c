/* test-plan-changes.c: a payment plan is paused, resumed, cancelled, and changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-plan-deeds.h"
#include "flow/till-practice-private.h"
#include "store/till-store-cards.h"
#include "till-desk-plan-deeds.h"

static void
pause_plan (Desk *desk, gint64 plan, int code)
{
  DeskPlanChange change = { NULL, FALSE };

  till_practice_pause_plan_async (desk->practice, plan, "On holiday", desk_plan_changed_cb,
                                  &change);
  desk_wait_plan_change (&change, code);
}

static void
resume (Desk *desk, gint64 plan, gboolean put_behind)
{
  DeskPlanChange change = { NULL, FALSE };

  till_practice_resume_plan_async (desk->practice, plan, put_behind, desk_plan_changed_cb, &change);
  desk_wait_plan_change (&change, -1);
}

static void
cancel (Desk *desk, gint64 plan, int code)
{
  DeskPlanChange change = { NULL, FALSE };

  till_practice_cancel_plan_async (desk->practice, plan, NULL, desk_plan_changed_cb, &change);
  desk_wait_plan_change (&change, code);
}

static void
pay_apart (Desk *desk, gint64 plan, gint64 number, gint64 transaction, int code)
{
  DeskPlanChange change = { NULL, FALSE };
  gint64         id = desk_find_installment (desk, plan, number);

  till_practice_pay_plan_apart_async (desk->practice, plan, &id, 1, transaction,
                                      desk_plan_changed_cb, &change);
  desk_wait_plan_change (&change, code);
}

static void
test_paused (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 3, 0);
  g_auto (DeskPlanCharge) refused = { NULL };

  pause_plan (desk, plan, -1);
  pause_plan (desk, plan, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, "SELECT why FROM plans", "On holiday");
  desk_charge_plan (desk, plan, card, 1, 1, &refused);
  g_assert_error (refused.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_OUTCOMES, NULL);
  desk_pass_days (desk, 8);
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);

  /* Both of the pause go behind the third. */
  resume (desk, plan, TRUE);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 skipped; 2 skipped; 3 due; 4 due; 5 due");
  desk_assert_text (desk, DESK_PLAN, "authorized 0/3 0");
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
  desk_pass_days (desk, 6);
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
}

/* What was declined before the pause goes behind as well. */
static void
test_declined_before (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2, 0);

  set_faults (desk->peer, "no-funds" DESK_SALE "=#1");
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 failed; 2 due");
  pause_plan (desk, plan, -1);
  desk_pass_days (desk, 2);
  resume (desk, plan, TRUE);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 skipped; 2 due; 3 due");
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
}

static void
test_resumed_at_once (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2, 0);

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
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 2, 0);
  g_auto (DeskPlanCharge) refused = { NULL };

  desk_run_plans (desk);
  cancel (desk, plan, -1);
  cancel (desk, plan, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 skipped");
  desk_charge_plan (desk, plan, card, 2, 2, &refused);
  g_assert_error (refused.error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  desk_assert_sales (desk, 1);
}

static void
test_skip (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  gint64           plan = desk_add_plan (desk, card, 2, 0);
  DeskPlanChange   change = { NULL, FALSE };

  till_practice_skip_installment_async (desk->practice, plan, desk_find_installment (desk, plan, 1),
                                        desk_plan_changed_cb, &change);
  desk_wait_plan_change (&change, -1);
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
  gint64                plan = desk_add_plan (desk, card, 3, 0);
  gint64                cash = desk_take_cash (desk, 0, 3000);
  g_autoptr (GPtrArray) free_ones = NULL;

  free_ones = till_practice_list_payments_for_plan (desk->practice, plan, till_money (2000), NULL);
  g_assert_cmpuint (free_ones->len, ==, 1);
  g_assert_cmpint (((TillTransaction *) free_ones->pdata[0])->id, ==, cash);
  pay_apart (desk, plan, 1, cash, -1);
  pay_apart (desk, plan, 1, cash, TILL_ERROR_NOT_ALLOWED);
  pay_apart (desk, plan, 2, cash, TILL_ERROR_NOT_ALLOWED);
  desk_assert_text (desk, DESK_PLAN, "active 1/3 2000");
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);

  /* The first charge is the customer’s, whatever was paid before. */
  desk_pass_days (desk, 7);
  desk_run_plans (desk);
  desk_assert_sales (desk, 1);
  desk_assert_text (desk, "SELECT asked_by FROM attempts ORDER BY id DESC", "customer");
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
  g_autoptr (Desk)        desk = desk_new_for_cards (NULL);
  gint64                  card = desk_keep_card (desk);
  gint64                  plan = desk_add_plan (desk, card, 1, 0);
  DeskPlanChange          change = { NULL, FALSE };
  g_auto (DeskPlanCharge) refused = { NULL };
  g_autoptr (GError)      error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, forget_job, &card, &error);
  g_assert_no_error (error);
  desk_charge_plan (desk, plan, card, 1, 1, &refused);
  g_assert_error (refused.error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  desk_assert_text (desk, DESK_OUTCOMES, NULL);
  till_practice_set_plan_card_async (desk->practice, plan, card, desk_plan_changed_cb, &change);
  desk_wait_plan_change (&change, TILL_ERROR_NOT_ALLOWED);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/plan-changes/paused", test_paused);
  g_test_add_func ("/flow/plan-changes/declined-before", test_declined_before);
  g_test_add_func ("/flow/plan-changes/resumed-at-once", test_resumed_at_once);
  g_test_add_func ("/flow/plan-changes/cancelled", test_cancelled);
  g_test_add_func ("/flow/plan-changes/skip", test_skip);
  g_test_add_func ("/flow/plan-changes/paid-apart", test_paid_apart);
  g_test_add_func ("/flow/plan-changes/card", test_card);

  return g_test_run ();
}
