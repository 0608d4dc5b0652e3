/* test-payment-plans.c: a plan is agreed on, charged in parts, changed, and ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "core/till-text.h"
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
assert_installments (PlanRows *self, const char *expected)
{
  test_store_assert_texts (self->db,
                           "SELECT version || '.' || number || ' ' || amount_cents || ' ' || state"
                           " FROM installments ORDER BY version, number",
                           expected);
}

static void
test_whole_life (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  assert_plan (rows, "pending 0/4 0/10000");
  assert_installments (rows, "");
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "authorized 0/4 0/10000");
  assert_installments (rows, "1.0 1000 due; 1.1 3000 due; 1.2 3000 due; 1.3 3000 due");
  plan_rows_pay (rows, 1, 0);
  assert_plan (rows, "active 1/4 1000/10000");
  for (gint64 i = 1; i <= 3; i++)
    plan_rows_pay (rows, 1, i);
  assert_plan (rows, "completed 4/4 10000/10000");
  plan_rows_refuse_try (rows, 1, 3);
  test_store_assert_texts (rows->db, "SELECT authorized || ' ' || authorized_by FROM plan_versions",
                           "paper Maria Lopez");
}

/* A decline waits for its day; given up, the plan says so until somebody pays. */
static void
test_declined (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  plan_rows_begin_try (rows, 1, 1, &charge);
  plan_rows_refuse_try (rows, 1, 1); /* one at a time */
  plan_rows_end_try (&charge, TILL_TRY_SOFT, TILL_INSTALLMENT_FAILED, till_day (2026, 12, 2));
  assert_plan (rows, "active 1/4 1000/10000");
  test_store_assert_texts (rows->db, "SELECT next_day || ' ' || next_cents FROM plans",
                           "20789 3000");
  plan_rows_begin_try (rows, 1, 1, &charge);
  plan_rows_end_try (&charge, TILL_TRY_HARD, TILL_INSTALLMENT_MISSED, TILL_DAY_NONE);
  assert_plan (rows, "failed 1/4 1000/10000");
  plan_rows_pay (rows, 1, 1);
  assert_plan (rows, "active 2/4 4000/10000");
  test_store_assert_texts (
    rows->db, "SELECT number || ' ' || outcome FROM installment_tries WHERE number > 1",
    "2 hard; 3 approved");
}

/* Nothing came of it, so it is due as before; then it turns up as paid. */
static void
test_found_late (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_begin_try (rows, 1, 0, &charge);
  plan_rows_end_try (&charge, TILL_TRY_NOTHING, TILL_INSTALLMENT_DUE, TILL_DAY_NONE);
  assert_plan (rows, "authorized 0/4 0/10000");
  plan_rows_end_try (&charge, TILL_TRY_APPROVED, TILL_INSTALLMENT_PAID, TILL_DAY_NONE);
  assert_plan (rows, "active 1/4 1000/10000");
}

/* Charged again meanwhile: the first payment stays the installment’s, the other one is known. */
static void
test_found_too_late (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;
  PlanCharge           second;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_begin_try (rows, 1, 0, &charge);
  plan_rows_end_try (&charge, TILL_TRY_NOTHING, TILL_INSTALLMENT_DUE, TILL_DAY_NONE);
  plan_rows_begin_try (rows, 1, 0, &second);
  plan_rows_end_try (&second, TILL_TRY_APPROVED, TILL_INSTALLMENT_PAID, TILL_DAY_NONE);
  plan_rows_end_try (&charge, TILL_TRY_APPROVED, TILL_INSTALLMENT_PAID, TILL_DAY_NONE);
  assert_plan (rows, "active 1/4 1000/10000");
  test_store_assert_texts (rows->db,
                           "SELECT i.transaction_id = x.id FROM installments AS i"
                           "  JOIN attempts AS a ON a.id = (SELECT max(id) FROM attempts)"
                           "  JOIN transactions AS x ON x.attempt_id = a.id"
                           " WHERE i.state = 'paid'",
                           "1");
}

static gboolean
cancel_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_cancel_plan (connection, ((PlanRows *) data)->plan, "Moved away", test_actor,
                                 TEST_NOW, error);
}

/* Nobody asks for it any more: the payment is one like any other. */
static void
test_found_after_the_end (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_begin_try (rows, 1, 0, &charge);
  plan_rows_end_try (&charge, TILL_TRY_NOTHING, TILL_INSTALLMENT_DUE, TILL_DAY_NONE);
  test_store_write (rows->db, cancel_job, rows);
  plan_rows_end_try (&charge, TILL_TRY_APPROVED, TILL_INSTALLMENT_PAID, TILL_DAY_NONE);
  assert_plan (rows, "cancelled 0/0 0/10000");
  test_store_assert_texts (rows->db, "SELECT outcome FROM installment_tries", "approved");
}

static gboolean
void_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillTransaction) payment = till_store_get_transaction (
    connection, test_store_ask (((PlanRows *) data)->db, "SELECT max(id) FROM transactions"),
    error);

  test_add (connection, test_reversal (payment, TILL_KIND_VOID, payment->amount.cents));

  return TRUE;
}

/* Taken back by a person: nothing charges it again by itself. */
static void
test_voided (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  for (gint64 i = 0; i <= 3; i++)
    plan_rows_pay (rows, 1, i);
  assert_plan (rows, "completed 4/4 10000/10000");
  test_store_write (rows->db, void_job, rows);
  assert_plan (rows, "failed 3/4 7000/10000");
  assert_installments (rows, "1.0 1000 paid; 1.1 3000 paid; 1.2 3000 paid; 1.3 3000 missed");
}

/* Paid by an attempt that turned up, and that taken back; then another one turns up that pays
 * nothing of it: it is written, and the installment stays as it is. */
static void
test_missed_again (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           first;
  PlanCharge           second;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_begin_try (rows, 1, 0, &first);
  plan_rows_end_try (&first, TILL_TRY_NOTHING, TILL_INSTALLMENT_DUE, TILL_DAY_NONE);
  plan_rows_begin_try (rows, 1, 0, &second);
  plan_rows_end_try (&second, TILL_TRY_NOTHING, TILL_INSTALLMENT_DUE, TILL_DAY_NONE);
  plan_rows_end_try (&first, TILL_TRY_APPROVED, TILL_INSTALLMENT_PAID, TILL_DAY_NONE);
  test_store_write (rows->db, void_job, rows);
  plan_rows_end_try (&second, TILL_TRY_APPROVED, TILL_INSTALLMENT_MISSED, TILL_DAY_NONE);
  test_store_assert_texts (rows->db,
                           "SELECT outcome FROM installment_tries"
                           " UNION ALL SELECT state || ' ' || why FROM installments"
                           "            WHERE number = 0",
                           "approved; approved; missed taken-back");
}

static gboolean
pause_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_pause_plan (connection, ((PlanRows *) data)->plan, "On holiday", test_actor,
                                TEST_NOW, error);
}

static gboolean
resume_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_resume_plan (connection, ((PlanRows *) data)->plan, test_actor, TEST_NOW,
                                 error);
}

static gboolean
due_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) due =
    till_store_list_due_installments (connection, till_day (2026, 12, 1), 0, 10, error);

  *(guint *) data = due->len;

  return TRUE;
}

static guint
count_due (PlanRows *rows)
{
  guint n;

  test_store_write (rows->db, due_job, &n);

  return n;
}

static void
test_paused (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  g_assert_cmpuint (count_due (rows), ==, 0);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  g_assert_cmpuint (count_due (rows), ==, 2);
  test_store_write (rows->db, pause_job, rows);
  assert_plan (rows, "paused 0/4 0/10000");
  g_assert_cmpuint (count_due (rows), ==, 0);
  plan_rows_refuse_try (rows, 1, 0);
  test_store_write (rows->db, resume_job, rows);
  assert_plan (rows, "authorized 0/4 0/10000");
  plan_rows_pay (rows, 1, 0);
  test_store_write (rows->db, pause_job, rows);
  test_store_write (rows->db, resume_job, rows);
  assert_plan (rows, "active 1/4 1000/10000");
  g_assert_cmpuint (count_due (rows), ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  test_store_write (rows->db, cancel_job, rows);
  assert_plan (rows, "cancelled 1/1 1000/10000");
  assert_installments (rows, "1.0 1000 paid; 1.1 3000 skipped; 1.2 3000 skipped; 1.3 3000 skipped");
  plan_rows_refuse_try (rows, 1, 1);
}

static gboolean
skip_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillInstallment) one = plan_rows_find (connection, data);

  return till_store_skip_installment (connection, one->id, PLAN_TODAY, test_actor, TEST_NOW, error);
}

/* What is skipped comes at the end, on a day of the terms. */
static void
test_skipped (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           first = { .rows = rows, .version = 1, .number = 1 };

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  test_store_write (rows->db, skip_job, &first);
  assert_plan (rows, "authorized 0/4 0/10000");
  assert_installments (rows,
                       "1.0 1000 due; 1.1 3000 skipped; 1.2 3000 due; 1.3 3000 due; 1.4 3000 due");
  test_store_assert_texts (rows->db, "SELECT due_day FROM installments WHERE number = 4", "20878");
}

static gboolean
pay_down_job (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanRows                   *rows = data;
  const TillRequest           request = { .plan_id = rows->plan, .guarantor_id = rows->patient };
  g_autoptr (TillTransaction) payment = NULL;
  gint64 id = test_add (connection, test_card (rows->patient, 1000, TEST_NOW, "down"));

  payment = till_store_get_transaction (connection, id, error);

  return till_store_pay_plan_down (connection, &request, payment, test_actor, TEST_NOW, error);
}

/* Behind what was paid in part, too, on the next day and not months later. */
static void
test_skipped_after_a_part (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           first = { .rows = rows, .version = 1, .number = 1 };

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  test_store_write (rows->db, pay_down_job, rows);
  test_store_write (rows->db, skip_job, &first);
  assert_installments (rows, "1.0 1000 due; 1.1 3000 skipped; 1.2 3000 due; 1.3 3000 skipped; "
                             "1.4 1000 paid; 1.5 2000 due; 1.6 3000 due");
  test_store_assert_texts (rows->db, "SELECT due_day FROM installments WHERE number = 6", "20878");
}

static gboolean
offer_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const TillPlanOffer offer = { .terms = plan_rows_make_terms (9000, 0, 6) };

  return till_store_offer_version (connection, ((PlanRows *) data)->plan, &offer, test_actor,
                                   TEST_NOW, error);
}

static gboolean
refused_offer_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const TillPlanOffer offer = { .terms = plan_rows_make_terms (9000, 0, 6) };
  g_autoptr (GError)  refused = NULL;

  g_assert_false (till_store_offer_version (connection, ((PlanRows *) data)->plan, &offer,
                                            test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static gboolean
refused_authorize_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GError) refused = NULL;

  g_assert_false (till_store_authorize_plan (connection, ((PlanRows *) data)->plan,
                                             TILL_AUTHORIZED_PAPER, "Maria Lopez", PLAN_TODAY,
                                             test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

/* In force when it is agreed on, not before; the old one stays readable. */
static void
test_new_terms (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  test_store_write (rows->db, refused_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  test_store_write (rows->db, offer_job, rows);
  assert_plan (rows, "active 1/4 1000/10000");
  plan_rows_begin_try (rows, 1, 1, &charge);
  test_store_write (rows->db, refused_authorize_job, rows);
  plan_rows_end_try (&charge, TILL_TRY_NOTHING, TILL_INSTALLMENT_DUE, TILL_DAY_NONE);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "active 1/7 1000/10000");
  assert_installments (rows,
                       "1.0 1000 paid; 1.1 3000 skipped; 1.2 3000 skipped; 1.3 3000 skipped; "
                       "2.1 1500 due; 2.2 1500 due; 2.3 1500 due; 2.4 1500 due; 2.5 1500 due; "
                       "2.6 1500 due");
  for (gint64 i = 1; i <= 6; i++)
    plan_rows_pay (rows, 2, i);
  assert_plan (rows, "completed 7/7 10000/10000");
  test_store_write (rows->db, refused_offer_job, rows);
  test_store_assert_texts (
    rows->db, "SELECT number || ' ' || n_installments FROM plan_versions ORDER BY 1", "1 3; 2 6");
}

/* A charge of the old terms turns up while the new ones collect what it was for: that is paid by
 * it, from the end. */
static void
test_found_after_new_terms (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  plan_rows_begin_try (rows, 1, 1, &charge);
  plan_rows_end_try (&charge, TILL_TRY_NOTHING, TILL_INSTALLMENT_DUE, TILL_DAY_NONE);
  test_store_write (rows->db, offer_job, rows);
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  assert_plan (rows, "active 1/7 1000/10000");
  plan_rows_end_try (&charge, TILL_TRY_APPROVED, TILL_INSTALLMENT_PAID, TILL_DAY_NONE);
  assert_plan (rows, "active 3/7 4000/10000");
  test_store_assert_texts (rows->db,
                           "SELECT group_concat(number) FROM installments"
                           " WHERE version = 2 AND state = 'paid'",
                           "5,6");
}

/* Likewise when the rest of it is due by itself. */
static void
test_found_after_a_part (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();
  PlanCharge           charge;

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_begin_try (rows, 1, 3, &charge);
  plan_rows_end_try (&charge, TILL_TRY_NOTHING, TILL_INSTALLMENT_DUE, TILL_DAY_NONE);
  test_store_write (rows->db, pay_down_job, rows);
  assert_plan (rows, "active 1/5 1000/10000");
  plan_rows_end_try (&charge, TILL_TRY_APPROVED, TILL_INSTALLMENT_PAID, TILL_DAY_NONE);
  assert_plan (rows, "active 3/6 4000/10000");
}

/* Paid after they were offered: they would ask for it again. */
static void
test_outdated_terms (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  test_store_write (rows->db, plan_rows_authorize_job, rows);
  plan_rows_pay (rows, 1, 0);
  test_store_write (rows->db, offer_job, rows);
  plan_rows_pay (rows, 1, 1);
  test_store_write (rows->db, refused_authorize_job, rows);
  assert_plan (rows, "active 2/4 4000/10000");
}

static gboolean
bad_words_job (TillDbConnection *connection, gpointer data, GError **error)
{
  PlanRows            *self = data;
  const TillPlanTerms  terms = plan_rows_make_terms (10000, 0, 2);
  g_autoptr (TillPlan) plan = till_plan_new ();
  g_autoptr (GError)   refused = NULL;

  plan->guarantor_id = plan->patient_id = self->patient;
  plan->what_for = g_strdup ("4111 1111 1111 1111");
  g_assert_false (till_store_add_plan (connection, plan, &terms, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_clear_error (&refused);

  till_text_set (&plan->what_for, NULL);
  plan->card_id = 99;
  g_assert_false (till_store_add_plan (connection, plan, &terms, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  return TRUE;
}

static void
test_refused (void)
{
  g_autoptr (PlanRows) rows = plan_rows_new ();

  test_store_write (rows->db, bad_words_job, rows);
  g_assert_cmpint (test_store_ask (rows->db, "SELECT count(*) FROM plans"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/payment-plans/whole-life", test_whole_life);
  g_test_add_func ("/store/payment-plans/declined", test_declined);
  g_test_add_func ("/store/payment-plans/found-late", test_found_late);
  g_test_add_func ("/store/payment-plans/found-too-late", test_found_too_late);
  g_test_add_func ("/store/payment-plans/found-after-the-end", test_found_after_the_end);
  g_test_add_func ("/store/payment-plans/voided", test_voided);
  g_test_add_func ("/store/payment-plans/missed-again", test_missed_again);
  g_test_add_func ("/store/payment-plans/outdated-terms", test_outdated_terms);
  g_test_add_func ("/store/payment-plans/paused", test_paused);
  g_test_add_func ("/store/payment-plans/cancelled", test_cancelled);
  g_test_add_func ("/store/payment-plans/skipped", test_skipped);
  g_test_add_func ("/store/payment-plans/skipped-after-a-part", test_skipped_after_a_part);
  g_test_add_func ("/store/payment-plans/new-terms", test_new_terms);
  g_test_add_func ("/store/payment-plans/found-after-new-terms", test_found_after_new_terms);
  g_test_add_func ("/store/payment-plans/found-after-a-part", test_found_after_a_part);
  g_test_add_func ("/store/payment-plans/refused", test_refused);

  return g_test_run ();
}
