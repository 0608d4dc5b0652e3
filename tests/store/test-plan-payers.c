/* test-plan-payers.c: a payment plan goes over to another guarantor, or to another card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-cards.h"
#include "store/till-store-requests.h"
#include "till-plan-rows.h"
#include "till-test-util.h"

#define PLAN                                                                                       \
  "SELECT patient_name || ', card ' || coalesce(card_id, 0) || ', ' || state || ' ' || n_paid ||"  \
  " '/' || n_parts || ' ' || paid_cents || '/' || total_cents FROM plans"
#define LEDGER                                                                                     \
  "SELECT p.name || ' ' || e.amount_cents || ' ' || coalesce(e.note, '') FROM ledger_entries AS e" \
  "  JOIN patients AS p ON p.id = e.guarantor_id WHERE e.kind = 'adjustment' ORDER BY e.id"
#define VERSIONS                                                                                   \
  "SELECT number || ' ' || payer_name || ' ' || authorized || ' ' || coalesce(card, '-')"          \
  "  FROM plan_versions ORDER BY number"
#define OPEN                                                                                       \
  "SELECT version || '.' || number || ' ' || amount_cents || ' ' || state"                         \
  "  FROM installments WHERE state <> 'skipped' ORDER BY version, number"

typedef struct
{
  PlanRows     *rows;
  gint64        other; /* who may take the plan over */
  gint64        card;  /* of that */
  TillPlanOffer offer;
  int           code;  /* it is refused with; -1: it is not */
  gboolean      paper; /* what is refused is signed */
} Rows;

static gint64
add_card (TillDbConnection *connection, gint64 guarantor, const char *token)
{
  g_autoptr (TillFiledCard) card = till_filed_card_new ();
  gboolean                  is_news;

  card->processor = g_strdup ("clearent");
  card->token = g_strdup (token);
  card->guarantor_id = guarantor;
  card->brand = g_strdup ("Visa");
  card->last_four = g_strdup ("5454");
  card->consent_wording = g_strdup ("Keep my card.");
  card->consent_by = g_strdup ("Ann");
  card->consent_at = TEST_NOW;
  g_assert_true (till_store_keep_card (connection, card, test_actor, TEST_NOW, &is_news, NULL));

  return card->id;
}

static gboolean
begin_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Rows *self = data;

  self->other = test_add_patient (connection, "Kim, Bert");
  self->card = add_card (connection, self->other, "tok-2");

  return TRUE;
}

static void
begin (Rows *self)
{
  *self = (Rows){ .rows = plan_rows_new (), .code = -1 };
  test_store_write (self->rows->db, begin_job, self);
}

static gboolean
offer_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Rows        *self = data;
  g_autoptr (GError) refused = NULL;

  till_store_offer_version (connection, self->rows->plan, &self->offer, test_actor, TEST_NOW,
                            &refused);
  if (self->code < 0)
    g_assert_no_error (refused);
  else
    g_assert_error (refused, TILL_ERROR, self->code);

  return TRUE;
}

static void
offer (Rows *self, gint64 guarantor, gint64 card, gint64 total, int code)
{
  self->offer = (TillPlanOffer){ .terms = plan_rows_make_terms (total, 0, 3),
                                 .guarantor_id = guarantor,
                                 .card_id = card,
                                 .moves_balance = TRUE };
  self->code = code;
  test_store_write (self->rows->db, offer_job, self);
}

static void
offer_card (Rows *self, gint64 card, int code)
{
  self->offer = (TillPlanOffer){ .keeps_schedule = TRUE, .card_id = card };
  self->code = code;
  test_store_write (self->rows->db, offer_job, self);
}

static gboolean
refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Rows        *self = data;
  g_autoptr (GError) refused = NULL;

  g_assert_false (till_store_authorize_plan (
    connection, self->rows->plan, self->paper ? TILL_AUTHORIZED_PAPER : TILL_AUTHORIZED_NO_WORSE,
    NULL, PLAN_TODAY, test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static gboolean
no_worse_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_authorize_plan (connection, ((Rows *) data)->rows->plan,
                                    TILL_AUTHORIZED_NO_WORSE, NULL, PLAN_TODAY, test_actor,
                                    TEST_NOW, error);
}

static void
authorize (Rows *self)
{
  test_store_write (self->rows->db, plan_rows_authorize_job, self->rows);
}

static void
assert_texts (Rows *self, const char *sql, const char *expected)
{
  test_store_assert_texts (self->rows->db, sql, expected);
}

/* ── Another guarantor ───────────────────────────────────────────────────────────────────────── */

static gboolean
has_charged (Rows *self)
{
  gboolean           has = FALSE;
  g_autoptr (GError) error = NULL;

  g_assert_true (till_store_has_charged_plan (till_db_get_reader (self->rows->db), self->rows->plan,
                                              &has, &error));

  return has;
}

/* Only signed; what is paid stays paid, and what is left is the other's, with the balance. */
static void
test_taken_over (void)
{
  Rows self;

  begin (&self);
  authorize (&self);
  plan_rows_pay (self.rows, 1, 0);
  g_assert_true (has_charged (&self));
  offer (&self, self.other, self.card, 9000, -1);
  assert_texts (&self, PLAN, "Lopez, Maria, card 1, active 1/4 1000/10000");
  test_store_write (self.rows->db, refused_job, &self);
  authorize (&self);
  assert_texts (&self, PLAN, "Kim, Bert, card 2, active 1/4 1000/10000");
  assert_texts (&self, LEDGER,
                "Lopez, Maria -9000 Payment plan goes over to Bert Kim; "
                "Kim, Bert 9000 Payment plan taken over from Maria Lopez");
  assert_texts (&self, VERSIONS, "1 Lopez, Maria paper -; 2 Kim, Bert paper Visa ••••5454");
  assert_texts (&self, OPEN, "1.0 1000 paid; 2.1 3000 due; 2.2 3000 due; 2.3 3000 due");
  /* By the other's card the first charge is the customer's again. */
  g_assert_false (has_charged (&self));
  plan_rows_free (self.rows);
}

/* Where the balance was moved by hand, it is not moved twice. */
static void
test_without_balance (void)
{
  Rows self;

  begin (&self);
  authorize (&self);
  self.offer =
    (TillPlanOffer){ .terms = plan_rows_make_terms (10000, 0, 3), .guarantor_id = self.other };
  test_store_write (self.rows->db, offer_job, &self);
  authorize (&self);
  assert_texts (&self, PLAN, "Kim, Bert, card 0, authorized 0/3 0/10000");
  assert_texts (&self, LEDGER, "");
  plan_rows_free (self.rows);
}

static gboolean
spoil_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, data, error);
}

static void
test_refused (void)
{
  Rows self;

  begin (&self);
  offer (&self, self.other, self.card, 10000, TILL_ERROR_NOT_ALLOWED); /* pending */
  authorize (&self);
  offer (&self, self.rows->patient, self.rows->card, 10000, TILL_ERROR_NOT_ALLOWED);
  offer (&self, self.other, self.rows->card, 10000, TILL_ERROR_NOT_ALLOWED);
  offer (&self, 99, 0, 10000, TILL_ERROR_NOT_FOUND);
  self.offer.keeps_missed = TRUE;
  self.offer.guarantor_id = self.other;
  self.code = TILL_ERROR_NOT_ALLOWED;
  test_store_write (self.rows->db, offer_job, &self);
  test_store_write (self.rows->db, spoil_job,
                    (gpointer) "UPDATE patients SET state = 'deceased' WHERE id = 2");
  offer (&self, self.other, 0, 10000, TILL_ERROR_NOT_ALLOWED);
  test_store_write (
    self.rows->db, spoil_job,
    (gpointer) "UPDATE patients SET state = 'active', guarantor_id = 1 WHERE id = 2");
  offer (&self, self.other, 0, 10000, TILL_ERROR_NOT_ALLOWED);
  g_assert_cmpint (test_store_ask (self.rows->db, "SELECT count(*) FROM plan_versions"), ==, 1);
  test_store_write (self.rows->db, spoil_job,
                    (gpointer) "UPDATE patients SET guarantor_id = 2 WHERE id = 2");
  plan_rows_free (self.rows);
}

/* The card was deleted between the offer and the signature: nobody else's is charged. */
static gboolean
delete_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_delete_card (connection, ((Rows *) data)->card, NULL, TEST_NOW, error);
}

static void
test_card_gone (void)
{
  Rows self;

  begin (&self);
  authorize (&self);
  offer (&self, self.other, self.card, 10000, -1);
  test_store_write (self.rows->db, delete_job, &self);
  authorize (&self);
  assert_texts (&self, PLAN, "Kim, Bert, card 0, authorized 0/3 0/10000");
  plan_rows_free (self.rows);
}

static gboolean
lose_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Rows *self = data;

  return till_db_execute (connection, "UPDATE transactions SET state = 'voided', counted_cents = 0",
                          error) &&
         till_store_lose_installments (connection, 1, "taken-back", test_actor, self->rows->now,
                                       error);
}

/* What the former one had paid and took back is owed by that one, and no part of the plan. */
static void
test_lost (void)
{
  Rows self;

  begin (&self);
  authorize (&self);
  plan_rows_pay (self.rows, 1, 0);
  offer (&self, self.other, self.card, 9000, -1);
  authorize (&self);
  test_store_write (self.rows->db, lose_job, &self);
  assert_texts (&self, PLAN, "Kim, Bert, card 2, authorized 0/3 0/9000");
  assert_texts (&self, OPEN, "2.1 3000 due; 2.2 3000 due; 2.3 3000 due");
  for (gint64 i = 1; i <= 3; i++)
    plan_rows_pay (self.rows, 2, i);
  assert_texts (&self, PLAN, "Kim, Bert, card 2, completed 3/3 9000/9000");

  /* The payment was voided behind the audit: such books are not sound. */
  test_store_shut (self.rows->db);
  g_free (self.rows->path);
  g_free (self.rows);
}

/* Between the offer and the signature who was to pay came under somebody else's account. */
static void
test_moved (void)
{
  Rows self;

  begin (&self);
  authorize (&self);
  offer (&self, self.other, self.card, 10000, -1);
  test_store_write (self.rows->db, spoil_job,
                    (gpointer) "UPDATE patients SET guarantor_id = 1 WHERE id = 2");
  self.paper = TRUE;
  test_store_write (self.rows->db, refused_job, &self);
  assert_texts (&self, PLAN, "Lopez, Maria, card 1, authorized 0/4 0/10000");
  assert_texts (&self, LEDGER, "");
  test_store_write (self.rows->db, spoil_job,
                    (gpointer) "UPDATE patients SET guarantor_id = 2 WHERE id = 2");
  authorize (&self);
  assert_texts (&self, PLAN, "Kim, Bert, card 2, authorized 0/3 0/10000");
  plan_rows_free (self.rows);
}

static gboolean
ask_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Rows             *self = data;
  g_autoptr (TillRequest) request = till_request_new ();

  request->uuid = g_strdup ("6ba7b815-9dad-11d1-80b4-00c04fd430c8");
  request->guarantor_id = self->rows->patient;
  request->plan_id = self->rows->plan;
  request->amount = request->balance = till_money (3000);
  request->link = g_strdup ("https://example.com/pay");
  request->reminders = g_strdup ("");

  return till_store_add_request (connection, request, NULL, 0, test_actor, TEST_NOW, error);
}

/* Who pays no more is not asked to pay the plan down any more. */
static void
test_asked (void)
{
  Rows self;

  begin (&self);
  authorize (&self);
  test_store_write (self.rows->db, ask_job, &self);
  assert_texts (&self, "SELECT state FROM requests", "requested");
  offer (&self, self.other, self.card, 10000, -1);
  assert_texts (&self, "SELECT state FROM requests", "requested");
  authorize (&self);
  assert_texts (&self, "SELECT state FROM requests", "cancelled");
  plan_rows_free (self.rows);
}

/* ── Another card ────────────────────────────────────────────────────────────────────────────── */

static gboolean
second_card_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Rows *self = data;

  self->card = add_card (connection, self->rows->patient, "tok-3");

  return TRUE;
}

/* Of the same guarantor: in force at once, and nothing else is another. */
static void
test_another_card (void)
{
  Rows self;

  begin (&self);
  offer_card (&self, self.rows->card, TILL_ERROR_NOT_ALLOWED); /* pending */
  authorize (&self);
  plan_rows_pay (self.rows, 1, 0);
  offer_card (&self, self.rows->card, TILL_ERROR_NOT_ALLOWED);
  offer_card (&self, 0, TILL_ERROR_NOT_ALLOWED);
  offer_card (&self, self.card, TILL_ERROR_NOT_ALLOWED); /* somebody else's */
  test_store_write (self.rows->db, second_card_job, &self);
  offer_card (&self, self.card, -1);
  assert_texts (&self, PLAN, "Lopez, Maria, card 1, active 1/4 1000/10000");
  test_store_write (self.rows->db, no_worse_job, &self);
  assert_texts (&self, PLAN, "Lopez, Maria, card 3, active 1/4 1000/10000");
  assert_texts (&self, OPEN, "1.0 1000 paid; 1.1 3000 due; 1.2 3000 due; 1.3 3000 due");
  assert_texts (&self, VERSIONS, "1 Lopez, Maria paper -; 2 Lopez, Maria no-worse Visa ••••5454");
  g_assert_cmpint (test_store_ask (self.rows->db, "SELECT version FROM plans"), ==, 1);
  /* Terms after it go on as ever. */
  self.offer = (TillPlanOffer){ .terms = plan_rows_make_terms (9000, 0, 6) };
  self.code = -1;
  test_store_write (self.rows->db, offer_job, &self);
  test_store_write (self.rows->db, no_worse_job, &self);
  assert_texts (&self, PLAN, "Lopez, Maria, card 3, active 1/7 1000/10000");
  plan_rows_free (self.rows);
}

/* Of a plan that was agreed on without a card, who pays has to agree to the first one. */
static void
test_first_card (void)
{
  Rows self;

  begin (&self);
  test_store_write (self.rows->db, spoil_job, (gpointer) "UPDATE plans SET card_id = NULL");
  authorize (&self);
  offer_card (&self, self.rows->card, -1);
  test_store_write (self.rows->db, refused_job, &self);
  assert_texts (&self, PLAN, "Lopez, Maria, card 0, authorized 0/4 0/10000");
  authorize (&self);
  assert_texts (&self, PLAN, "Lopez, Maria, card 1, authorized 0/4 0/10000");
  plan_rows_free (self.rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/plan-payers/taken-over", test_taken_over);
  g_test_add_func ("/store/plan-payers/without-balance", test_without_balance);
  g_test_add_func ("/store/plan-payers/refused", test_refused);
  g_test_add_func ("/store/plan-payers/card-gone", test_card_gone);
  g_test_add_func ("/store/plan-payers/lost", test_lost);
  g_test_add_func ("/store/plan-payers/moved", test_moved);
  g_test_add_func ("/store/plan-payers/asked", test_asked);
  g_test_add_func ("/store/plan-payers/card", test_another_card);
  g_test_add_func ("/store/plan-payers/first-card", test_first_card);

  return g_test_run ();
}
