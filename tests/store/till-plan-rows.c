/* till-plan-rows.c: a practice with a payment plan, and its deeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-plan-rows.h"

#include "core/till-error.h"
#include "store/till-store-cards.h"
#include "till-test-util.h"

TillPlanTerms
plan_rows_make_terms (gint64 total, gint64 down, gint64 n)
{
  TillPlanTerms terms = { .total = till_money (total),
                          .down_payment = till_money (down),
                          .n_installments = n,
                          .cadence = TILL_CADENCE_MONTHLY,
                          .day = 1,
                          .first = till_day (2026, 12, 1) };

  g_assert_true (till_plan_solve_installment (&terms, NULL));

  return terms;
}

static gboolean
begin_job (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanRows                 *self = data;
  const TillPlanTerms       terms = plan_rows_make_terms (10000, 1000, 3);
  g_autoptr (TillFiledCard) card = till_filed_card_new ();
  g_autoptr (TillPlan)      plan = till_plan_new ();
  gboolean                  is_news;

  self->patient = test_add_patient (connection, "Lopez, Maria");
  card->processor = g_strdup ("clearent");
  card->token = g_strdup ("tok-1");
  card->guarantor_id = self->patient;
  card->consent_wording = g_strdup ("Keep my card.");
  card->consent_by = g_strdup ("Ann");
  card->consent_at = TEST_NOW;
  g_assert_true (till_store_keep_card (connection, card, test_actor, TEST_NOW, &is_news, error));
  self->card = card->id;

  plan->guarantor_id = plan->patient_id = self->patient;
  plan->what_for = g_strdup ("Implant");
  plan->card_id = self->card;
  g_assert_true (till_store_add_plan (connection, plan, &terms, test_actor, TEST_NOW, error));
  self->plan = plan->id;

  return TRUE;
}

PlanRows *
plan_rows_new_bare (void)
{
  PlanRows *self = g_new0 (PlanRows, 1);

  self->now = TEST_NOW;
  self->db = test_store_open (&self->path);

  return self;
}

PlanRows *
plan_rows_new (void)
{
  PlanRows *self = plan_rows_new_bare ();

  test_store_write (self->db, begin_job, self);

  return self;
}

/* The books are sound, whatever was done. */
void
plan_rows_free (PlanRows *self)
{
  g_autoptr (GPtrArray) findings = test_verify (self->db, self->path, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = findings->pdata[i];

      if (!finding->holds && finding->provable)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
  test_store_shut (self->db);
  g_free (self->path);
  g_free (self);
}
/* ── Deeds ── */

gboolean
plan_rows_authorize_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_authorize_plan (connection, ((PlanRows *) data)->plan, TILL_AUTHORIZED_PAPER,
                                    "Maria Lopez", PLAN_TODAY, test_actor, TEST_NOW, error);
}

TillInstallment *
plan_rows_find (TillDbConnection *connection, const PlanCharge *self)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, self->rows->plan, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const TillInstallment *one = all->pdata[i];

      if (one->version == self->version && one->number == self->number)
        return till_installment_copy (one);
    }
  g_error ("there is no installment %d.%d", (int) self->version, (int) self->number);
}

static gint64
prepare_attempt (TillDbConnection *connection,
                 const PlanCharge *self,
                 const char       *key,
                 TillMoney         amount)
{
  g_autoptr (TillAttempt) attempt = till_attempt_new ();

  attempt->method = TILL_METHOD_CARD_ON_FILE;
  attempt->patient_id = attempt->guarantor_id = self->rows->patient;
  attempt->patient_name = g_strdup ("Lopez, Maria");
  attempt->card_id = self->rows->card;
  attempt->uuid = g_strdup (key);
  attempt->amount = amount;
  g_assert_true (till_store_prepare_attempt (connection, attempt, test_actor, TEST_NOW, NULL));
  g_assert_true (till_store_step_attempt (connection, attempt->id, TILL_ATTEMPT_SENT, NULL, NULL,
                                          NULL, test_actor, TEST_NOW, NULL));

  return attempt->id;
}

static gboolean
begin_try_job (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanCharge                 *self = data;
  g_autoptr (TillInstallment) installment = plan_rows_find (connection, self);
  g_autofree char            *key = till_id_new ();
  TillInstallmentTry          one = {
             .installment_id = installment->id, .card_id = self->rows->card, .day = PLAN_TODAY, .key = key
  };
  g_autoptr (GError) refused = NULL;

  if (self->refused >= 0)
    {
      /* Refused before anything is written. */
      g_assert_false (till_store_begin_try (connection, &one, test_actor, TEST_NOW, &refused));
      g_assert_error (refused, TILL_ERROR, self->refused);
      return TRUE;
    }

  g_assert_true (till_store_begin_try (connection, &one, test_actor, TEST_NOW, error));
  self->try_id = one.id;
  self->attempt_id = prepare_attempt (connection, self, key, installment->amount);

  return TRUE;
}

void
plan_rows_begin_try (PlanRows *rows, gint64 version, gint64 number, PlanCharge *charge)
{
  *charge = (PlanCharge){ .rows = rows, .version = version, .number = number, .refused = -1 };
  test_store_write (rows->db, begin_try_job, charge);
}

void
plan_rows_refuse_try (PlanRows *rows, gint64 version, gint64 number)
{
  PlanCharge charge = {
    .rows = rows, .version = version, .number = number, .refused = TILL_ERROR_NOT_ALLOWED
  };

  test_store_write (rows->db, begin_try_job, &charge);
}

/* As an answer, or a look-up, brings it. */
static gint64
settle_attempt (TillDbConnection *connection, gint64 attempt_id, TillAttemptState state)
{
  g_autoptr (TillAttempt) attempt = till_store_get_attempt (connection, attempt_id, NULL);
  g_autofree char        *id = g_strdup_printf ("p-%d", (int) attempt->id);
  TillTransaction        *payment;

  if (state == TILL_ATTEMPT_NOT_FOUND)
    g_assert_true (till_store_step_attempt (connection, attempt->id, TILL_ATTEMPT_UNKNOWN, NULL,
                                            NULL, NULL, test_actor, TEST_NOW, NULL));
  g_assert_true (till_store_step_attempt (connection, attempt->id, state, NULL, NULL, NULL,
                                          test_actor, TEST_NOW, NULL));
  if (state != TILL_ATTEMPT_APPROVED)
    return 0;

  payment = test_card (attempt->patient_id, attempt->amount.cents, TEST_NOW, id);
  payment->attempt_id = attempt->id;
  payment->method = TILL_METHOD_CARD_ON_FILE;
  payment->invoice = g_strdup (attempt->invoice);

  return test_add (connection, payment);
}

static gboolean
end_try_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const TillAttemptState states[] = {
    [TILL_TRY_APPROVED] = TILL_ATTEMPT_APPROVED,
    [TILL_TRY_SOFT] = TILL_ATTEMPT_DECLINED,
    [TILL_TRY_HARD] = TILL_ATTEMPT_DECLINED,
    [TILL_TRY_NOTHING] = TILL_ATTEMPT_NOT_FOUND,
  };
  PlanCharge           *self = data;
  g_autoptr (GPtrArray) ended = NULL;
  gint64 payment = settle_attempt (connection, self->attempt_id, states[self->end.outcome]);

  /* It is on the list of what is to be settled. */
  ended = till_store_list_unsettled_tries (connection, 0, 10, error);
  g_assert_cmpuint (ended->len, ==, 1);
  g_assert_cmpint (((TillInstallmentTry *) ended->pdata[0])->id, ==, self->try_id);

  if (self->end.state == TILL_INSTALLMENT_PAID)
    self->end.transaction_id = payment;
  g_assert_true (
    till_store_end_try (connection, self->try_id, &self->end, test_actor, self->rows->now, error));
  g_clear_pointer (&ended, g_ptr_array_unref);
  ended = till_store_list_unsettled_tries (connection, 0, 10, error);
  g_assert_cmpuint (ended->len, ==, 0);

  return TRUE;
}

void
plan_rows_end_try (PlanCharge          *charge,
                   TillTryOutcome       outcome,
                   TillInstallmentState state,
                   TillDay              retry)
{
  charge->end = (TillTryEnd){ .outcome = outcome, .state = state, .retry = retry };
  test_store_write (charge->rows->db, end_try_job, charge);
}

void
plan_rows_pay (PlanRows *rows, gint64 version, gint64 number)
{
  PlanCharge charge;

  plan_rows_begin_try (rows, version, number, &charge);
  plan_rows_end_try (&charge, TILL_TRY_APPROVED, TILL_INSTALLMENT_PAID, TILL_DAY_NONE);
}
