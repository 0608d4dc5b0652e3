/* test-consents.c: what patients have said about messages: by channel and purpose, with its source
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-consents.h"
#include "store/till-store-merges.h"
#include "till-test-store.h"

#define EACH "SELECT purpose || ' ' || channel || ' ' || consent FROM consents ORDER BY id"

typedef struct
{
  TillPatient *wanted;
  GError      *error;
} Deed;

static gboolean
add_job (TillDbConnection *connection, gpointer data, GError **error)
{
  test_add_patient (connection, "Lopez, Maria");
  test_add_patient (connection, "Lopez, Mary");

  return TRUE;
}

static gboolean
change_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed *deed = data;

  till_store_change_patient (connection, deed->wanted, test_actor, TEST_NOW, &deed->error);

  return TRUE;
}

static TillPatient *
get (TillDb *db, gint64 id)
{
  g_autoptr (GError) error = NULL;
  TillPatient       *patient = till_store_get_patient (till_db_get_reader (db), id, &error);

  g_assert_no_error (error);

  return patient;
}

static void
change (TillDb *db, TillPatient *wanted)
{
  Deed deed = { wanted, NULL };

  test_store_write (db, change_job, &deed);
  g_assert_no_error (deed.error);
}

static GPtrArray *
list (TillDb *db, gint64 id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *notes = till_store_list_consents (till_db_get_reader (db), id, &error);

  g_assert_no_error (error);

  return notes;
}

/* Who agrees to receipts has not agreed to be asked for money, and the other way round. */
static void
test_purposes (void)
{
  TillDb                 *db = test_store_open (NULL);
  g_autoptr (TillPatient) patient = NULL;
  g_autoptr (TillPatient) after = NULL;
  g_autoptr (GPtrArray)   notes = NULL;
  const TillConsentNote  *note;

  test_store_write (db, add_job, NULL);
  patient = get (db, 1);
  patient->receipt_consents[TILL_CHANNEL_EMAIL] = TILL_CONSENT_GIVEN;
  patient->consent_how = g_strdup ("On a form");
  patient->consent_wording = g_strdup ("We send receipts.");
  change (db, patient);
  after = get (db, 1);
  g_assert_cmpint (after->receipt_consents[TILL_CHANNEL_EMAIL], ==, TILL_CONSENT_GIVEN);
  g_assert_cmpint (after->receipt_consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_UNKNOWN);
  g_assert_cmpint (after->consents[TILL_CHANNEL_EMAIL], ==, TILL_CONSENT_UNKNOWN);

  g_clear_pointer (&patient->consent_wording, g_free);
  patient->consents[TILL_CHANNEL_EMAIL] = TILL_CONSENT_REFUSED;
  change (db, patient);
  patient->receipt_consents[TILL_CHANNEL_EMAIL] = TILL_CONSENT_REFUSED;
  change (db, patient);
  /* The same once more is nothing new. */
  change (db, patient);
  test_store_assert_texts (db, EACH,
                           "receipt email given; money email refused; receipt email refused");

  notes = list (db, 1);
  g_assert_cmpuint (notes->len, ==, 2);
  note = notes->pdata[0];
  g_assert_cmpint (note->purpose, ==, TILL_CONSENT_TO_MONEY);
  g_assert_cmpint (note->channel, ==, TILL_CHANNEL_EMAIL);
  g_assert_cmpint (note->consent, ==, TILL_CONSENT_REFUSED);
  g_assert_cmpstr (note->how, ==, "On a form");
  g_assert_null (note->wording);
  g_assert_cmpstr (note->noted_by, ==, "Ann");
  g_assert_cmpint (note->noted_at, ==, TEST_NOW);
  test_store_assert_texts (db, "SELECT coalesce(wording, '-') FROM consents ORDER BY id",
                           "We send receipts.; -; -");
  test_store_shut (db);
}

static void
test_refused (void)
{
  TillDb                 *db = test_store_open (NULL);
  g_autoptr (TillPatient) patient = NULL;
  Deed                    deed = { NULL, NULL };

  test_store_write (db, add_job, NULL);
  patient = get (db, 1);
  patient->consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_GIVEN;
  patient->consent_wording = g_strdup ("4111 1111 1111 1111");
  deed.wanted = patient;
  test_store_write (db, change_job, &deed);
  g_assert_error (deed.error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_clear_error (&deed.error);

  g_clear_pointer (&patient->consent_wording, g_free);
  patient->language = g_strdup ("fr");
  test_store_write (db, change_job, &deed);
  g_assert_error (deed.error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&deed.error);
  test_store_shut (db);
}

static void
test_language (void)
{
  TillDb                 *db = test_store_open (NULL);
  g_autoptr (TillPatient) patient = NULL;
  g_autoptr (TillPatient) after = NULL;

  test_store_write (db, add_job, NULL);
  patient = get (db, 1);
  g_assert_null (patient->language);
  patient->language = g_strdup ("es");
  change (db, patient);
  after = get (db, 1);
  g_assert_cmpstr (after->language, ==, "es");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'change-patient'"
                                       " AND after_json LIKE '%\"language\":\"es\"%'"),
                   ==, 1);
  g_clear_pointer (&patient->language, g_free);
  change (db, patient);
  test_store_assert_texts (db, "SELECT coalesce(language, '-') FROM patients WHERE id = 1", "-");
  test_store_shut (db);
}

/* ── Merged ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
merge_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const TillMergeOrder order = { .merged_id = 2, .kept_id = 1 };

  return till_store_merge_patients (connection, &order, test_actor, TEST_NOW, data, error);
}

static gboolean
undo_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_undo_merge (connection, *(gint64 *) data, test_actor, TEST_NOW, error);
}

/* What either has refused is refused; parted, each has its own again. */
static void
test_merged (void)
{
  TillDb                 *db = test_store_open (NULL);
  g_autoptr (TillPatient) one = NULL;
  g_autoptr (TillPatient) other = NULL;
  g_autoptr (TillPatient) both = NULL;
  g_autoptr (TillPatient) parted = NULL;
  gint64                  merge_id = 0;

  test_store_write (db, add_job, NULL);
  one = get (db, 1);
  one->consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_GIVEN;
  one->receipt_consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_GIVEN;
  one->receipt_consents[TILL_CHANNEL_EMAIL] = TILL_CONSENT_GIVEN;
  change (db, one);
  other = get (db, 2);
  other->receipt_consents[TILL_CHANNEL_EMAIL] = TILL_CONSENT_REFUSED;
  change (db, other);

  test_store_write (db, merge_job, &merge_id);
  both = get (db, 1);
  g_assert_cmpint (both->receipt_consents[TILL_CHANNEL_EMAIL], ==, TILL_CONSENT_REFUSED);
  g_assert_cmpint (both->receipt_consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_GIVEN);
  g_assert_cmpint (both->consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_GIVEN);

  test_store_write (db, undo_job, &merge_id);
  parted = get (db, 1);
  g_assert_cmpint (parted->receipt_consents[TILL_CHANNEL_EMAIL], ==, TILL_CONSENT_GIVEN);
  test_store_shut (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/consents/purposes", test_purposes);
  g_test_add_func ("/consents/refused", test_refused);
  g_test_add_func ("/consents/language", test_language);
  g_test_add_func ("/consents/merged", test_merged);

  return g_test_run ();
}
