/* test-records.c: copies of records share nothing with what they were made from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strings of a record are pointers, and each takes the same room: so a table of their places
 * finds one that a copy has forgotten, and the sanitizer one that is never freed.
 */
#include "model/till-records.h"

#define AT(Type, field) G_STRUCT_OFFSET (Type, field)

static const gsize patient_strings[] = {
  AT (TillPatient, number),
  AT (TillPatient, name),
  AT (TillPatient, phone),
  AT (TillPatient, email),
};

static const gsize card_strings[] = {
  AT (TillCard, brand),
  AT (TillCard, last_four),
  AT (TillCard, expiry),
  AT (TillCard, aid),
  AT (TillCard, application_label),
  AT (TillCard, entry_mode),
  AT (TillCard, tvr),
  AT (TillCard, iad),
  AT (TillCard, cvm),
};

static const gsize transaction_strings[] = {
  AT (TillTransaction, patient_name),   AT (TillTransaction, entered_by),
  AT (TillTransaction, authorization),  AT (TillTransaction, processor),
  AT (TillTransaction, processor_id),   AT (TillTransaction, invoice),
  AT (TillTransaction, batch),          AT (TillTransaction, terminal),
  AT (TillTransaction, exchange_id),    AT (TillTransaction, check_number),
  AT (TillTransaction, note),           AT (TillTransaction, reason),
  AT (TillTransaction, words),          AT (TillTransaction, mark),
  AT (TillTransaction, receipt_number),
};

static const gsize attempt_strings[] = {
  AT (TillAttempt, uuid),         AT (TillAttempt, invoice),
  AT (TillAttempt, patient_name), AT (TillAttempt, target_processor_id),
  AT (TillAttempt, terminal),     AT (TillAttempt, check_number),
  AT (TillAttempt, note),         AT (TillAttempt, reason),
  AT (TillAttempt, words),        AT (TillAttempt, code),
  AT (TillAttempt, exchange_id),  AT (TillAttempt, actor),
};

static const gsize facts_strings[] = {
  AT (TillPracticeFacts, name),  AT (TillPracticeFacts, address),
  AT (TillPracticeFacts, phone), AT (TillPracticeFacts, merchant_id),
  AT (TillPracticeFacts, zone),
};

static void
fill (gpointer record, const gsize *strings, gsize n_strings)
{
  for (gsize i = 0; i < n_strings; i++)
    G_STRUCT_MEMBER (char *, record, strings[i]) = g_strdup_printf ("text %" G_GSIZE_FORMAT, i);
}

static void
compare (gpointer record, gpointer copy, const gsize *strings, gsize n_strings)
{
  for (gsize i = 0; i < n_strings; i++)
    {
      const char *ours = G_STRUCT_MEMBER (char *, record, strings[i]);
      const char *theirs = G_STRUCT_MEMBER (char *, copy, strings[i]);

      g_assert_cmpstr (ours, ==, theirs);
      g_assert_true (ours == NULL || ours != theirs);
    }
}

static void
test_patient (void)
{
  g_autoptr (TillPatient) patient = till_patient_new ();
  g_autoptr (TillPatient) bare = till_patient_copy (patient);
  g_autoptr (TillPatient) copy = NULL;

  g_assert_true (till_day_is_none (patient->birth_date));
  compare (patient, bare, patient_strings, G_N_ELEMENTS (patient_strings));

  fill (patient, patient_strings, G_N_ELEMENTS (patient_strings));
  patient->id = 7;
  patient->balance = till_money (-5);
  copy = till_patient_copy (patient);
  compare (patient, copy, patient_strings, G_N_ELEMENTS (patient_strings));
  g_assert_cmpint (copy->id, ==, 7);
  g_assert_cmpint (copy->balance.cents, ==, -5);
}

static void
test_transaction (void)
{
  g_autoptr (TillTransaction) row = till_transaction_new ();
  g_autoptr (TillTransaction) bare = till_transaction_copy (row);
  g_autoptr (TillTransaction) copy = NULL;

  compare (row, bare, transaction_strings, G_N_ELEMENTS (transaction_strings));

  fill (row, transaction_strings, G_N_ELEMENTS (transaction_strings));
  fill (&row->card, card_strings, G_N_ELEMENTS (card_strings));
  row->amount = till_money (123);
  row->posting = TILL_POSTING_POSTED;
  copy = till_transaction_copy (row);
  compare (row, copy, transaction_strings, G_N_ELEMENTS (transaction_strings));
  compare (&row->card, &copy->card, card_strings, G_N_ELEMENTS (card_strings));
  g_assert_cmpint (copy->amount.cents, ==, 123);
  g_assert_cmpint (copy->posting, ==, TILL_POSTING_POSTED);
}

static void
test_card (void)
{
  TillCard card = { 0 };
  TillCard copy = { 0 };

  fill (&card, card_strings, G_N_ELEMENTS (card_strings));
  till_card_copy (&card, &copy);
  compare (&card, &copy, card_strings, G_N_ELEMENTS (card_strings));
  till_card_clear (&card);
  g_assert_null (card.brand);
  g_assert_nonnull (copy.brand);
  till_card_clear (&copy);
  till_card_clear (&copy);
}

static void
test_attempt (void)
{
  g_autoptr (TillAttempt) attempt = till_attempt_new ();
  g_autoptr (TillAttempt) copy = NULL;

  g_assert_cmpint (attempt->sent_at, ==, TILL_INSTANT_NONE);
  g_assert_cmpint (attempt->ended_at, ==, TILL_INSTANT_NONE);
  g_assert_cmpint (attempt->first_empty_at, ==, TILL_INSTANT_NONE);
  g_assert_cmpint (attempt->looked_up_at, ==, TILL_INSTANT_NONE);

  fill (attempt, attempt_strings, G_N_ELEMENTS (attempt_strings));
  attempt->n_empty = 2;
  copy = till_attempt_copy (attempt);
  compare (attempt, copy, attempt_strings, G_N_ELEMENTS (attempt_strings));
  g_assert_cmpint (copy->n_empty, ==, 2);
}

static void
test_facts (void)
{
  g_autoptr (TillPracticeFacts) facts = till_practice_facts_new ();
  g_autoptr (TillPracticeFacts) copy = NULL;

  fill (facts, facts_strings, G_N_ELEMENTS (facts_strings));
  copy = till_practice_facts_copy (facts);
  compare (facts, copy, facts_strings, G_N_ELEMENTS (facts_strings));
}

/* The tables above know every string there is: a new one changes the size, and must be added here.
 */
static void
test_complete (void)
{
  const gsize n_strings = sizeof (char *);

  g_assert_cmpuint (sizeof (TillCard), ==, G_N_ELEMENTS (card_strings) * n_strings);
  g_assert_cmpuint (sizeof (TillPracticeFacts), ==, G_N_ELEMENTS (facts_strings) * n_strings);

  till_patient_free (NULL);
  till_transaction_free (NULL);
  till_attempt_free (NULL);
  till_practice_facts_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/records/patient", test_patient);
  g_test_add_func ("/model/records/card", test_card);
  g_test_add_func ("/model/records/transaction", test_transaction);
  g_test_add_func ("/model/records/attempt", test_attempt);
  g_test_add_func ("/model/records/practice-facts", test_facts);
  g_test_add_func ("/model/records/nothing-is-forgotten", test_complete);

  return g_test_run ();
}
