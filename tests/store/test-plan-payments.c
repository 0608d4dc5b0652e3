/* test-plan-payments.c: payments of plans that turn up late, or that the patient does not get back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "till-plan-rows.h"
#include "till-test-util.h"

#define INSTALLMENTS                                                                               \
  "SELECT number || ' ' || amount_cents || ' ' || state FROM installments ORDER BY number"

static void
assert_plan (PlanRows *self, const char *expected)
{
  test_store_assert_texts (
    self->db, "SELECT state || ' ' || n_paid || '/' || n_parts || ' ' || paid_cents FROM plans",
    expected);
}

/* ── Turned up ── */

/* Two installments by one charge. */
typedef struct
{
  PlanRows   *rows;
  const char *key;
  gint64      tries[2];
  gint64      attempt;
} Both;

static TillInstallment *
find (TillDbConnection *connection, const Both *self, gint64 number)
{
  const PlanCharge charge = { .rows = self->rows, .version = 1, .number = number };

  return plan_rows_find (connection, &charge);
}

/* Nobody knows of it: the first is skipped then, the second is to be tried again. */
static gboolean
lose_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Both            *self = data;
  const TillTryEnd ends[] = {
    { .outcome = TILL_TRY_NOTHING, .state = TILL_INSTALLMENT_DUE },
    { .outcome = TILL_TRY_NOTHING,
      .state = TILL_INSTALLMENT_FAILED,
      .retry = till_day (2027, 1, 2) },
  };
  const TillAttemptState      states[] = { TILL_ATTEMPT_SENT, TILL_ATTEMPT_UNKNOWN,
                                           TILL_ATTEMPT_NOT_FOUND };
  g_autoptr (TillAttempt)     attempt = till_attempt_new ();
  g_autoptr (TillInstallment) first = find (connection, self, 1);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TillInstallment) one = find (connection, self, 1 + i);
      TillInstallmentTry          tried = { .installment_id = one->id,
                                            .card_id = self->rows->card,
                                            .day = PLAN_TODAY,
                                            .key = (char *) self->key };

      g_assert_true (till_store_begin_try (connection, &tried, test_actor, TEST_NOW, error));
      self->tries[i] = tried.id;
    }
  attempt->method = TILL_METHOD_CARD_ON_FILE;
  attempt->patient_id = attempt->guarantor_id = self->rows->patient;
  attempt->patient_name = g_strdup ("Lopez, Maria");
  attempt->card_id = self->rows->card;
  attempt->uuid = g_strdup (self->key);
  attempt->amount = till_money (6000);
  g_assert_true (till_store_prepare_attempt (connection, attempt, test_actor, TEST_NOW, error));
  self->attempt = attempt->id;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_assert_true (till_store_step_attempt (connection, attempt->id, states[i], NULL, NULL, NULL,
                                            test_actor, TEST_NOW, error));
  for (guint i = 0; i < 2; i++)
    g_assert_true (
      till_store_end_try (connection, self->tries[i], &ends[i], test_actor, TEST_NOW, error));

  return till_store_skip_installment (connection, first->id, PLAN_TODAY, test_actor, TEST_NOW,
                                      error);
}

static gboolean
turn_up_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Both      *self = data;
  TillTransaction *payment = test_card (self->rows->patient, 6000, TEST_NOW, "p-late");
  TillTryEnd       end = { .outcome = TILL_TRY_APPROVED, .state = TILL_INSTALLMENT_PAID };

  payment->attempt_id = self->attempt;
  end.transaction_id = test_add (connection, payment);
  for (guint i = 0; i < 2; i++)
    g_assert_true (
      till_store_end_try (connection, self->tries[i], &end, test_actor, TEST_NOW, error));

  return TRUE;
}

/* All of it is the plan’s: what the first one’s part of it has paid, the second one’s does not pay
 * again, but another one. */
static void
test_both_turn_up (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  g_autofree char     *key = till_id_new ();
  Both                 both = { .rows = rows, .key = key };

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  test_store_write (rows->db, lose_job, &both);
  test_store_assert_texts (rows->db, INSTALLMENTS,
                           "0 1000 due; 1 3000 skipped; 2 3000 failed; 3 3000 due; 4 3000 due");
  test_store_write (rows->db, turn_up_job, &both);
  test_store_assert_texts (rows->db, INSTALLMENTS,
                           "0 1000 due; 1 3000 skipped; 2 3000 paid; 3 3000 due; 4 3000 paid");
  assert_plan (rows, "active 2/4 6000");
}

/* ── Not given back ── */

typedef struct
{
  PlanRows *rows;
  gint64    payment;
  gint64    cents;
  gint64    refund;
} Refund;

static gboolean
refund_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Refund                     *self = data;
  g_autoptr (TillTransaction) payment =
    till_store_get_transaction (connection, self->payment, error);
  TillTransaction *refund = test_reversal (payment, TILL_KIND_REFUND, self->cents);

  refund->state = TILL_TRANSACTION_PENDING;
  self->refund = test_add (connection, refund);

  return TRUE;
}

static gboolean
fail_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_step_transaction (connection, ((Refund *) data)->refund,
                                      TILL_TRANSACTION_FAILED, test_actor, TEST_NOW, error);
}

/* The first two are paid, and the first one’s payment is refunded in two parts. */
static Refund
refund_first (PlanRows *rows)
{
  Refund refund = { .rows = rows, .cents = 1000 };

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  plan_rows_pay (rows, 1, 1);
  refund.payment =
    test_store_ask (rows->db, "SELECT transaction_id FROM installments WHERE number = 1");
  test_store_write (rows->db, refund_job, &refund);
  assert_plan (rows, "active 2/4 4000");
  refund.cents = 2000;
  test_store_write (rows->db, refund_job, &refund);
  test_store_assert_texts (rows->db, INSTALLMENTS,
                           "0 1000 paid; 1 3000 missed; 2 3000 due; 3 3000 due");
  assert_plan (rows, "failed 1/4 1000");

  return refund;
}

/* The money is the practice’s still: the installment that it had paid is paid again. */
static void
test_refund_failed (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  Refund               refund = refund_first (rows);

  test_store_write (rows->db, fail_job, &refund);
  test_store_assert_texts (rows->db, INSTALLMENTS,
                           "0 1000 paid; 1 3000 paid; 2 3000 due; 3 3000 due");
  g_assert_cmpint (
    test_store_ask (rows->db, "SELECT transaction_id FROM installments WHERE number = 1"), ==,
    refund.payment);
  assert_plan (rows, "active 2/4 4000");

  /* And a second time. */
  test_store_write (rows->db, refund_job, &refund);
  assert_plan (rows, "failed 1/4 1000");
  test_store_write (rows->db, fail_job, &refund);
  assert_plan (rows, "active 2/4 4000");
}

/* Paid by another payment meanwhile, it is paid once. */
static void
test_paid_meanwhile (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  Refund               refund = refund_first (rows);

  plan_rows_pay (rows, 1, 1);
  test_store_write (rows->db, fail_job, &refund);
  g_assert_cmpint (
    test_store_ask (rows->db, "SELECT transaction_id FROM installments WHERE number = 1"), !=,
    refund.payment);
  assert_plan (rows, "active 2/4 4000");
}

/* Charged just now, it is left to what comes of that. */
static void
test_charged_meanwhile (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  Refund               refund = refund_first (rows);
  PlanCharge           charge;

  plan_rows_begin_try (rows, 1, 1, &charge);
  test_store_write (rows->db, fail_job, &refund);
  test_store_assert_texts (rows->db, INSTALLMENTS,
                           "0 1000 paid; 1 3000 charging; 2 3000 due; 3 3000 due");
  plan_rows_end_try (&charge, TILL_TRY_HARD, TILL_INSTALLMENT_MISSED, TILL_DAY_NONE);
  test_store_assert_texts (rows->db, INSTALLMENTS,
                           "0 1000 paid; 1 3000 missed; 2 3000 due; 3 3000 due");
}

static gboolean
skip_refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillInstallment) one = plan_rows_find (connection, data);
  g_autoptr (GError)          refused = NULL;

  g_assert_false (
    till_store_skip_installment (connection, one->id, PLAN_TODAY, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

/* Paid while it was asked about: its amount is not due once more. */
static void
test_skipped_too_late (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           first = { .rows = rows, .version = 1, .number = 1 };

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 1);
  test_store_write (rows->db, skip_refused_job, &first);
  test_store_assert_texts (
    rows->db, "SELECT n_paid || '/' || n_parts || ' ' || paid_cents FROM plans", "1/4 3000");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/plan-payments/skipped-too-late", test_skipped_too_late);
  g_test_add_func ("/store/plan-payments/both-turn-up", test_both_turn_up);
  g_test_add_func ("/store/plan-payments/refund-failed", test_refund_failed);
  g_test_add_func ("/store/plan-payments/paid-meanwhile", test_paid_meanwhile);
  g_test_add_func ("/store/plan-payments/charged-meanwhile", test_charged_meanwhile);

  return g_test_run ();
}
