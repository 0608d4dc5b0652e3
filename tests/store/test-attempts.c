/* test-attempts.c: an attempt is written down, steps on by its rule, and is found again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "till-test-store.h"
#include "till-test-util.h"

static TillAttempt *
new_attempt (gint64 patient_id)
{
  TillAttempt *attempt = till_attempt_new ();

  attempt->method = TILL_METHOD_TERMINAL;
  attempt->patient_id = patient_id;
  attempt->guarantor_id = patient_id;
  attempt->patient_name = g_strdup ("Lopez, Maria");
  attempt->amount = till_money (2500);
  attempt->terminal = g_strdup ("front desk");

  return attempt;
}

static gint64
prepare (TillDbConnection *connection)
{
  g_autoptr (TillAttempt) attempt = new_attempt (test_add_patient (connection, "Lopez, Maria"));
  g_autoptr (GError)      error = NULL;

  till_store_prepare_attempt (connection, attempt, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);

  return attempt->id;
}

static gboolean
step (TillDbConnection *connection, gint64 id, TillAttemptState state, GError **error)
{
  return till_store_step_attempt (connection, id, state, NULL, NULL, NULL, test_actor,
                                  TEST_NOW + TILL_MINUTE, error);
}

static gboolean
prepared_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillAttempt) attempt = new_attempt (test_add_patient (connection, "Lopez, Maria"));
  g_autoptr (TillAttempt) read = NULL;

  g_assert_true (till_store_prepare_attempt (connection, attempt, test_actor, TEST_NOW, error));
  g_assert_true (g_uuid_string_is_valid (attempt->uuid));
  g_assert_cmpuint (strlen (attempt->invoice), ==, 26);

  read = till_store_find_attempt_by_invoice (connection, attempt->invoice, error);
  g_assert_nonnull (read);
  g_assert_cmpint (read->id, ==, attempt->id);
  g_assert_cmpint (read->state, ==, TILL_ATTEMPT_PREPARED);
  g_assert_cmpint (read->amount.cents, ==, 2500);
  g_assert_cmpint (read->prepared_at, ==, TEST_NOW);
  g_assert_true (read->sent_at == TILL_INSTANT_NONE);
  g_assert_cmpstr (read->terminal, ==, "front desk");
  g_assert_cmpstr (read->actor, ==, "Ann");
  g_assert_null (till_store_find_attempt_by_invoice (connection, "NOSUCH", error));

  return TRUE;
}

static void
test_prepared (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, prepared_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'prepare-attempt'"),
                   ==, 1);
  test_store_shut (db);
}

/* Some steps that are allowed, and one after them. */
static const struct
{
  TillAttemptState steps[4]; /* ended by prepared */
  TillAttemptState last;
  gboolean         allowed;
} ways[] = {
  { { TILL_ATTEMPT_PREPARED }, TILL_ATTEMPT_SENT, TRUE },
  { { TILL_ATTEMPT_PREPARED }, TILL_ATTEMPT_APPROVED, FALSE },
  { { TILL_ATTEMPT_PREPARED }, TILL_ATTEMPT_PREPARED, FALSE },
  { { TILL_ATTEMPT_SENT }, TILL_ATTEMPT_APPROVED, TRUE },
  { { TILL_ATTEMPT_SENT }, TILL_ATTEMPT_UNKNOWN, TRUE },
  { { TILL_ATTEMPT_SENT }, TILL_ATTEMPT_WAITING, FALSE },
  { { TILL_ATTEMPT_SENT, TILL_ATTEMPT_UNKNOWN }, TILL_ATTEMPT_NOT_FOUND, TRUE },
  { { TILL_ATTEMPT_SENT, TILL_ATTEMPT_UNKNOWN }, TILL_ATTEMPT_SENT, FALSE },
  { { TILL_ATTEMPT_SENT, TILL_ATTEMPT_UNKNOWN, TILL_ATTEMPT_NOT_FOUND },
    TILL_ATTEMPT_APPROVED,
    TRUE },
  { { TILL_ATTEMPT_SENT, TILL_ATTEMPT_APPROVED }, TILL_ATTEMPT_DECLINED, FALSE },
  { { TILL_ATTEMPT_SENT, TILL_ATTEMPT_DECLINED }, TILL_ATTEMPT_APPROVED, FALSE },
  { { TILL_ATTEMPT_WAITING }, TILL_ATTEMPT_ABANDONED, TRUE },
  { { TILL_ATTEMPT_WAITING, TILL_ATTEMPT_ABANDONED }, TILL_ATTEMPT_APPROVED, TRUE },
  { { TILL_ATTEMPT_REJECTED }, TILL_ATTEMPT_SENT, FALSE },
};

static gboolean
steps_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gint64                  id = prepare (connection);
      g_autoptr (GError)      refused = NULL;
      g_autoptr (TillAttempt) before = NULL;
      g_autoptr (TillAttempt) after = NULL;

      for (guint s = 0; ways[i].steps[s] != TILL_ATTEMPT_PREPARED; s++)
        {
          step (connection, id, ways[i].steps[s], &refused);
          g_assert_no_error (refused);
        }
      before = till_store_get_attempt (connection, id, error);
      g_assert_true (step (connection, id, ways[i].last, &refused) == ways[i].allowed);
      after = till_store_get_attempt (connection, id, error);
      if (ways[i].allowed)
        g_assert_cmpint (after->state, ==, ways[i].last);
      else
        {
          g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
          g_assert_cmpint (after->state, ==, before->state);
        }
    }

  return TRUE;
}

static void
test_steps (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, steps_job, NULL);
  test_store_shut (db);
}

static gboolean
words_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  id = prepare (connection);
  g_autoptr (TillAttempt) read = NULL;

  g_assert_true (step (connection, id, TILL_ATTEMPT_SENT, error));
  g_assert_true (till_store_step_attempt (connection, id, TILL_ATTEMPT_UNKNOWN, "No answer",
                                          "timeout", "x-1", test_actor, TEST_NOW + 2 * TILL_MINUTE,
                                          error));
  g_assert_true (till_store_step_attempt (connection, id, TILL_ATTEMPT_DECLINED,
                                          "Card 4111 1111 1111 1111 refused", NULL, NULL,
                                          test_actor, TEST_NOW + 3 * TILL_MINUTE, error));
  read = till_store_get_attempt (connection, id, error);
  g_assert_nonnull (strstr (read->words, "left out"));
  g_assert_cmpstr (read->code, ==, "timeout");
  g_assert_cmpstr (read->exchange_id, ==, "x-1");
  g_assert_cmpint (read->sent_at, ==, TEST_NOW + TILL_MINUTE);
  g_assert_cmpint (read->ended_at, ==, TEST_NOW + 3 * TILL_MINUTE);

  return TRUE;
}

static void
test_words (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, words_job, NULL);
  test_store_shut (db);
}

static gboolean
refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const gint64 amounts[] = { 0, -1, 100000001, G_MAXINT64 };
  gint64              patient_id = test_add_patient (connection, "Lopez, Maria");
  char              **fields[4];

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr (TillAttempt) attempt = new_attempt (patient_id);
      g_autoptr (GError)      refused = NULL;

      attempt->amount = till_money (amounts[i]);
      g_assert_false (
        till_store_prepare_attempt (connection, attempt, test_actor, TEST_NOW, &refused));
      g_assert_error (refused, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (TillAttempt) attempt = new_attempt (patient_id);
      g_autoptr (GError)      refused = NULL;

      fields[0] = &attempt->note;
      fields[1] = &attempt->check_number;
      fields[2] = &attempt->reason;
      fields[3] = &attempt->patient_name;
      g_free (*fields[i]);
      *fields[i] = g_strdup ("see 4111-1111-1111-1111");
      g_assert_false (
        till_store_prepare_attempt (connection, attempt, test_actor, TEST_NOW, &refused));
      g_assert_error (refused, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
      g_assert_null (strstr (refused->message, "4111"));
    }

  return TRUE;
}

static void
test_refused (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, refused_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM attempts"), ==, 0);
  test_store_shut (db);
}

static gboolean
lists_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                ids[5];
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) abandoned = NULL;
  g_autoptr (GPtrArray) later = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = prepare (connection);
  g_assert_true (step (connection, ids[1], TILL_ATTEMPT_SENT, error));
  g_assert_true (step (connection, ids[2], TILL_ATTEMPT_WAITING, error));
  g_assert_true (step (connection, ids[3], TILL_ATTEMPT_WAITING, error));
  g_assert_true (step (connection, ids[3], TILL_ATTEMPT_ABANDONED, error));
  g_assert_true (step (connection, ids[4], TILL_ATTEMPT_REJECTED, error));

  open = till_store_list_open_attempts (connection, error);
  g_assert_cmpuint (open->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((TillAttempt *) open->pdata[i])->id, ==, ids[i]);

  abandoned = till_store_list_abandoned_attempts (connection, TEST_NOW + TILL_MINUTE, error);
  g_assert_cmpuint (abandoned->len, ==, 1);
  g_assert_cmpint (((TillAttempt *) abandoned->pdata[0])->id, ==, ids[3]);
  later = till_store_list_abandoned_attempts (connection, TEST_NOW + TILL_MINUTE + 1, error);
  g_assert_cmpuint (later->len, ==, 0);

  return TRUE;
}

static void
test_lists (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, lists_job, NULL);
  test_store_shut (db);
}

static gboolean
lookups_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  id = prepare (connection);
  g_autoptr (TillAttempt) read = NULL;
  g_autoptr (GError)      missing = NULL;

  g_assert_true (till_store_note_empty_lookup (connection, id, TEST_NOW + 10, error));
  g_assert_true (till_store_note_empty_lookup (connection, id, TEST_NOW + 70, error));
  read = till_store_get_attempt (connection, id, error);
  g_assert_cmpint (read->n_empty, ==, 2);
  g_assert_cmpint (read->first_empty_at, ==, TEST_NOW + 10);
  g_assert_cmpint (read->looked_up_at, ==, TEST_NOW + 70);

  g_assert_false (till_store_note_empty_lookup (connection, 4711, TEST_NOW, &missing));
  g_assert_error (missing, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  return TRUE;
}

static void
test_lookups (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, lookups_job, NULL);
  test_store_shut (db);
}

static gboolean
earlier_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                      id = prepare (connection);
  g_autoptr (TillAttempt)     attempt = till_store_get_attempt (connection, id, error);
  gint64                      patient = attempt->patient_id;
  gint64                      other = test_add_patient (connection, "Chen, Wei");
  gint64                      cash = test_add (connection, test_cash (patient, 1000, TEST_NOW - 5));
  g_autoptr (TillTransaction) declined = test_card (patient, 1100, TEST_NOW, "d");
  g_autoptr (TillTransaction) payment = NULL;
  g_autoptr (GArray)          earlier = NULL;
  const TillEarlierPayment   *rows;

  test_add (connection, test_cash (patient, 900, TEST_NOW - TILL_HOUR));
  test_add (connection, test_cash (other, 1000, TEST_NOW));
  test_add (connection, test_card (patient, 1200, TEST_NOW + 1, "c"));
  declined->state = TILL_TRANSACTION_DECLINED;
  g_assert_true (till_store_add_transaction (connection, declined, test_actor, TEST_NOW, error));
  payment = till_store_get_transaction (connection, cash, error);
  test_add (connection, test_reversal (payment, TILL_KIND_REFUND, 100));

  earlier = till_store_list_earlier_payments (connection, patient, TEST_NOW - TILL_MINUTE, error);
  g_assert_cmpuint (earlier->len, ==, 3);
  rows = (const TillEarlierPayment *) (gpointer) earlier->data;
  g_assert_cmpint (rows[0].amount.cents, ==, 1000);
  g_assert_false (rows[0].card);
  g_assert_false (rows[0].open);
  g_assert_cmpint (rows[1].amount.cents, ==, 2500);
  g_assert_true (rows[1].open);
  g_assert_cmpint (rows[2].amount.cents, ==, 1200);
  g_assert_true (rows[2].card);
  for (guint i = 0; i < earlier->len; i++)
    g_assert_cmpint (rows[i].patient_id, ==, patient);

  return TRUE;
}

static void
test_earlier (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, earlier_job, NULL);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/attempts/prepared", test_prepared);
  g_test_add_func ("/store/attempts/steps", test_steps);
  g_test_add_func ("/store/attempts/words", test_words);
  g_test_add_func ("/store/attempts/refused", test_refused);
  g_test_add_func ("/store/attempts/lists", test_lists);
  g_test_add_func ("/store/attempts/lookups", test_lookups);
  g_test_add_func ("/store/attempts/earlier-payments", test_earlier);

  return g_test_run ();
}
