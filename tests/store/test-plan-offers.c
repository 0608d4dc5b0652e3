/* test-plan-offers.c: new terms of a plan: what they replace, what they keep, and when they end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "till-plan-rows.h"
#include "till-test-util.h"

static void
assert_plan (PlanRows *self, const char *expected)
{
  test_store_assert_texts (self->db,
                           "SELECT state || ' ' || n_paid || '/' || n_parts || ' ' || paid_cents ||"
                           " '/' || total_cents FROM plans",
                           expected);
}

static void
assert_open (PlanRows *self, const char *expected)
{
  test_store_assert_texts (self->db,
                           "SELECT version || '.' || number || ' ' || amount_cents || ' ' || state"
                           "  FROM installments WHERE state <> 'skipped' ORDER BY version, number",
                           expected);
}

typedef struct
{
  PlanRows     *rows;
  TillPlanOffer offer;
  gboolean      is_refused;
} Offer;

static gboolean
offer_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Offer *self = data;

  return till_store_offer_version (connection, self->rows->plan, &self->offer, test_actor, TEST_NOW,
                                   error);
}

static void
offer (PlanRows *rows, gint64 total, gint64 n, gboolean keeps_missed)
{
  Offer one = { .rows = rows,
                .offer = { .terms = plan_rows_make_terms (total, 0, n),
                           .keeps_missed = keeps_missed } };

  test_store_write (rows->db, offer_job, &one);
}

typedef struct
{
  PlanRows      *rows;
  TillAuthorized how;
  TillDay        today;
} Authorizing;

static gboolean
refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Authorizing *self = data;
  g_autoptr (GError) refused = NULL;

  g_assert_false (till_store_authorize_plan (connection, self->rows->plan, self->how, NULL,
                                             self->today, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static gboolean
no_worse_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_authorize_plan (connection, ((PlanRows *) data)->plan, TILL_AUTHORIZED_NO_WORSE,
                                    NULL, PLAN_TODAY, test_actor, TEST_NOW, error);
}

static void
refuse_to_authorize (PlanRows *rows, TillAuthorized how)
{
  Authorizing one = { rows, how, PLAN_TODAY };

  test_store_write (rows->db, refused_job, &one);
}

/* The first of $30 is missed, the second one failed. */
static void
miss_one (PlanRows *rows)
{
  PlanCharge charge;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  plan_rows_begin_try (rows, 1, 1, &charge);
  plan_rows_end_try (&charge, TILL_TRY_HARD, TILL_INSTALLMENT_MISSED, TILL_DAY_NONE);
  plan_rows_begin_try (rows, 1, 2, &charge);
  plan_rows_end_try (&charge, TILL_TRY_SOFT, TILL_INSTALLMENT_FAILED, till_day (2027, 1, 4));
}

/* Owed at once as before; what would be tried again is not. */
static void
test_keeps_missed (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  miss_one (rows);
  offer (rows, 6000, 4, TRUE);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "failed 1/6 1000/10000");
  assert_open (
    rows, "1.0 1000 paid; 1.1 3000 missed; 2.1 1500 due; 2.2 1500 due; 2.3 1500 due; 2.4 1500 due");
  /* Paid later, all of the plan is. */
  plan_rows_pay (rows, 1, 1);
  assert_plan (rows, "active 2/6 4000/10000");
  for (gint64 i = 1; i <= 4; i++)
    plan_rows_pay (rows, 2, i);
  assert_plan (rows, "completed 6/6 10000/10000");
}

static void
test_spreads_missed (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  miss_one (rows);
  offer (rows, 9000, 3, FALSE);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "active 1/4 1000/10000");
  assert_open (rows, "1.0 1000 paid; 2.1 3000 due; 2.2 3000 due; 2.3 3000 due");
}

/* What was missed after they were offered is not owed twice: it is what they are for. */
static void
test_missed_since (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  offer (rows, 9000, 3, FALSE);
  plan_rows_begin_try (rows, 1, 1, &charge);
  plan_rows_end_try (&charge, TILL_TRY_HARD, TILL_INSTALLMENT_MISSED, TILL_DAY_NONE);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "active 1/4 1000/10000");
}

/* Beside terms that keep what was missed, another one that is missed has to be thought of. */
static void
test_another_missed (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;

  miss_one (rows);
  offer (rows, 6000, 4, TRUE);
  plan_rows_begin_try (rows, 1, 3, &charge);
  plan_rows_end_try (&charge, TILL_TRY_HARD, TILL_INSTALLMENT_MISSED, TILL_DAY_NONE);
  refuse_to_authorize (rows, TILL_AUTHORIZED_PAPER);
}

/* Nobody agrees to what is worse by saying nothing. */
static void
test_no_worse (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  refuse_to_authorize (rows, TILL_AUTHORIZED_NO_WORSE);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  offer (rows, 9000, 2, FALSE);
  refuse_to_authorize (rows, TILL_AUTHORIZED_NO_WORSE);
  assert_open (rows, "1.0 1000 paid; 1.1 3000 due; 1.2 3000 due; 1.3 3000 due");
  offer (rows, 9000, 6, FALSE);
  test_store_write (rows->db, no_worse_job, rows);
  assert_plan (rows, "active 1/7 1000/10000");
  test_store_assert_texts (rows->db,
                           "SELECT number || ' ' || authorized || ' ' || (withdrawn_at IS NULL)"
                           "  FROM plan_versions ORDER BY number",
                           "1 paper 1; 2 not-yet 0; 3 no-worse 1");
}

static gboolean
late_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_authorize_plan (connection, ((PlanRows *) data)->plan, TILL_AUTHORIZED_PAPER,
                                    "Maria Lopez", till_day (2026, 12, 2), test_actor, TEST_NOW,
                                    error);
}

/* Written down a day later, or all that is overdue would be asked for at once. */
static void
test_late (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  Authorizing          too_late = { rows, TILL_AUTHORIZED_PAPER, till_day (2026, 12, 3) };

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  offer (rows, 9000, 2, FALSE);
  test_store_write (rows->db, refused_job, &too_late);
  assert_plan (rows, "active 1/4 1000/10000");
  test_store_write (rows->db, late_job, rows);
  assert_plan (rows, "active 1/3 1000/10000");
}

static gboolean
withdraw_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const PlanRows *rows = data;

  return till_store_withdraw_offer (connection, rows->plan, test_actor, TEST_NOW, error);
}

static gboolean
refused_withdraw_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GError) refused = NULL;

  g_assert_false (withdraw_job (connection, data, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

/* No older offer comes in its place. */
static void
test_withdrawn (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  test_store_write (rows->db, refused_withdraw_job, rows);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  test_store_write (rows->db, refused_withdraw_job, rows);
  offer (rows, 10000, 2, FALSE);
  offer (rows, 10000, 6, FALSE);
  test_store_write (rows->db, withdraw_job, rows);
  test_store_write (rows->db, refused_withdraw_job, rows);
  refuse_to_authorize (rows, TILL_AUTHORIZED_PAPER);
  assert_plan (rows, "authorized 0/4 0/10000");
  offer (rows, 10000, 5, FALSE);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "authorized 0/5 0/10000");
  g_assert_cmpint (
    test_store_ask (rows->db, "SELECT count(*) FROM audit WHERE deed = 'withdraw-plan-offer'"), ==,
    2);
}

static gboolean
pause_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_pause_plan (connection, ((PlanRows *) data)->plan, "On holiday", test_actor,
                                TEST_NOW, error);
}

/* A pause lasts; what it ends in is what the new terms make of the plan. */
static void
test_paused (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  miss_one (rows);
  test_store_write (rows->db, pause_job, rows);
  offer (rows, 9000, 3, FALSE);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "paused 1/4 1000/10000");
  test_store_assert_texts (rows->db, "SELECT resumes_as FROM plans", "active");
}

/* What came to it is part of its total, and read with its terms. */
static void
test_added (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  Offer                one = { .rows = rows,
                               .offer = { .terms = plan_rows_make_terms (12000, 0, 4),
                                          .added = till_money (3000),
                                          .added_for = "Retainer" } };

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  test_store_write (rows->db, offer_job, &one);
  assert_plan (rows, "active 1/4 1000/10000");
  refuse_to_authorize (rows, TILL_AUTHORIZED_NO_WORSE);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "active 1/5 1000/13000");
  test_store_assert_texts (rows->db,
                           "SELECT added_cents || ' ' || added_for FROM plan_versions"
                           " WHERE number = 2",
                           "3000 Retainer");
}

static gboolean
card_number_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const PlanRows     *rows = data;
  const TillPlanOffer one = { .terms = plan_rows_make_terms (11000, 0, 4),
                              .added = till_money (1000),
                              .added_for = "4111 1111 1111 1111" };
  g_autoptr (GError)  refused = NULL;

  g_assert_false (
    till_store_offer_version (connection, rows->plan, &one, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_CARD_NUMBER);

  return TRUE;
}

static void
test_card_number (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  test_store_write (rows->db, card_number_job, rows);
  g_assert_cmpint (test_store_ask (rows->db, "SELECT count(*) FROM plan_versions"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/plan-offers/keeps-missed", test_keeps_missed);
  g_test_add_func ("/store/plan-offers/spreads-missed", test_spreads_missed);
  g_test_add_func ("/store/plan-offers/missed-since", test_missed_since);
  g_test_add_func ("/store/plan-offers/another-missed", test_another_missed);
  g_test_add_func ("/store/plan-offers/no-worse", test_no_worse);
  g_test_add_func ("/store/plan-offers/late", test_late);
  g_test_add_func ("/store/plan-offers/withdrawn", test_withdrawn);
  g_test_add_func ("/store/plan-offers/paused", test_paused);
  g_test_add_func ("/store/plan-offers/added", test_added);
  g_test_add_func ("/store/plan-offers/card-number", test_card_number);

  return g_test_run ();
}
