/* test-practice.c: an open practice: set up, settings, patients, posting, receipts, the lock
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include <string.h>

#include "flow/till-practice-patients.h"
#include "flow/till-practice-private.h"
#include "flow/till-practice-texts.h"

#define VISA "4111111111111111"

static gint64
take_cash (Desk *desk, gint64 cents)
{
  TillPaymentOrder            order = desk_order (desk, cents, TILL_METHOD_CASH);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  order.knowingly = TRUE;
  payment = desk_try_collect (desk, &order, &error);
  g_assert_no_error (error);
  return till_take_payment_get_transaction_id (payment);
}

/* ── Set up ─────────────────────────────────────────────────────────────────────────────────────
 */

static const struct
{
  const char *name;
  const char *address;
  const char *zone;
  const char *user;
  int         code;
} set_ups[] = {
  { "", "1 Elm", "America/New_York", "Maria", TILL_ERROR_BAD_INPUT },
  { "  ", "1 Elm", "America/New_York", "Maria", TILL_ERROR_BAD_INPUT },
  { "Elm", "1 Elm", "Mars/Olympus", "Maria", TILL_ERROR_BAD_INPUT },
  { "Elm", "1 Elm", "America/New_York", "", TILL_ERROR_BAD_INPUT },
  { "Elm", "card " VISA, "America/New_York", "Maria", TILL_ERROR_CARD_NUMBER },
  { "Elm", "1 Elm", "America/New_York", VISA, TILL_ERROR_CARD_NUMBER },
  { "Elm", "1 Elm", "America/New_York", "Maria", -1 },
  { "Elm", "1 Elm", "America/New_York", "Maria", TILL_ERROR_NOT_ALLOWED }, /* it is, now */
};

static void
test_set_up (void)
{
  g_autofree char         *folder = till_test_temp_dir ();
  g_autofree char         *path = g_build_filename (folder, "new.till", NULL);
  g_autoptr (TillClock)    clock = till_clock_new ();
  g_autoptr (TillPractice) practice = till_practice_open (path, clock, NULL, NULL);

  g_assert_true (till_practice_is_new (practice));
  for (guint i = 0; i < G_N_ELEMENTS (set_ups); i++)
    {
      g_autoptr (GAsyncResult) kept = NULL;
      GAsyncResult            *result = NULL;
      g_autoptr (GError)       error = NULL;

      till_practice_set_up_async (practice, set_ups[i].name, set_ups[i].address, NULL,
                                  set_ups[i].zone, set_ups[i].user, till_test_keep_result, &result);
      kept = till_test_wait_result (&result);
      till_practice_set_up_finish (practice, kept, &error);
      if (set_ups[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, TILL_ERROR, set_ups[i].code);
    }

  g_assert_false (till_practice_is_new (practice));
  g_assert_cmpstr (till_practice_get_name (practice), ==, "Elm");
  g_assert_false (till_practice_is_demo (practice));
  till_practice_close (practice);
}

/* Nobody is signed in: nothing may be done. */
static void
test_nobody_may (void)
{
  g_autofree char         *folder = till_test_temp_dir ();
  g_autofree char         *path = g_build_filename (folder, "new.till", NULL);
  g_autoptr (TillClock)    clock = till_clock_new ();
  g_autoptr (TillPractice) practice = till_practice_open (path, clock, NULL, NULL);
  g_autoptr (GError)       error = NULL;

  g_assert_false (till_practice_may (practice, TILL_DEED_COLLECT, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  till_practice_close (practice);
}

/* ── Settings ───────────────────────────────────────────────────────────────────────────────────
 */

static void
assert_setting (Desk *desk, const char *const *pairs, int code)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_settings_async (desk->practice, pairs, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_false (till_practice_set_settings_finish (desk->practice, kept, &error));
  g_assert_error (error, TILL_ERROR, code);
}

static void
test_settings (void)
{
  g_autoptr (Desk)         desk = desk_new_for_cash ();
  static const char *const all_or_none[] = { TILL_SETTING_PRACTICE_NAME, "Oak Street",
                                             TILL_SETTING_PRACTICE_ZONE, "Nowhere", NULL };
  static const char *const number[] = { TILL_SETTING_PRACTICE_ADDRESS, "card " VISA, NULL };
  static const char *const terminals[] = { TILL_SETTING_CLEARENT_TERMINALS, "{", NULL };

  assert_setting (desk, all_or_none, TILL_ERROR_BAD_INPUT);
  g_assert_cmpstr (till_practice_get_name (desk->practice), ==, "Elm Street Dental");
  assert_setting (desk, number, TILL_ERROR_CARD_NUMBER);
  assert_setting (desk, terminals, TILL_ERROR_BAD_INPUT);

  desk_set (desk, TILL_SETTING_PRACTICE_NAME, "Oak Street Dental");
  g_assert_cmpstr (till_practice_get_name (desk->practice), ==, "Oak Street Dental");
  /* The processor's own number may look like a card's. */
  desk_set (desk, TILL_SETTING_CLEARENT_MERCHANT, VISA);
  desk_set (desk, TILL_SETTING_CLEARENT_TERMINALS,
            "[{\"id\":\"7\",\"name\":\"Front\"},{\"name\":\"no id\"},5,{\"id\":\"8\"}]");
  g_assert_cmpuint (till_practice_get_n_terminals (desk->practice), ==, 2);
  g_assert_cmpstr (till_practice_get_terminal_name (desk->practice, 0), ==, "Front");
  g_assert_cmpstr (till_practice_get_terminal_id (desk->practice, 1), ==, "8");
}

static void
test_text_settings (void)
{
  static const char *const bad[][2] = {
    { TILL_SETTING_TEXT_ACCOUNT, "AC12" },
    { TILL_SETTING_TEXT_ACCOUNT, "SK411111111111111111111111111111aa" },
    { TILL_SETTING_TEXT_FROM, "(888) 555-0100" },
    { TILL_SETTING_TEXT_FROM, "555-0100" },
    { TILL_SETTING_TEXT_FROM, "MG12" },
    { TILL_SETTING_TEXT_HOST, "not an address" },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_setting (desk, (const char *const[]){ bad[i][0], bad[i][1], NULL },
                    TILL_ERROR_BAD_INPUT);
  g_assert_cmpstr (till_practice_get_setting (desk->practice, TILL_SETTING_TEXT_HOST), ==,
                   "https://api.twilio.com");

  /* Twilio's own names may look like a card's number, too. */
  desk_set (desk, TILL_SETTING_TEXT_ACCOUNT, "AC" VISA "00000000aaaaaaaa");
  g_assert_nonnull (strstr (till_practice_get_text_problem (desk->practice), "number"));
  desk_set (desk, TILL_SETTING_TEXT_FROM, "MG" VISA "00000000aaaaaaaa");
  g_assert_nonnull (strstr (till_practice_get_text_problem (desk->practice), "key"));
  g_assert_null (desk->practice->texter);
  desk_set (desk, TILL_SETTING_TEXT_ACCOUNT, "");
  g_assert_nonnull (strstr (till_practice_get_text_problem (desk->practice), "No account"));
}

static char *
test_processor (Desk *desk, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  till_practice_test_processor_async (desk->practice, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  return till_practice_test_processor_finish (desk->practice, kept, error);
}

static void
set_key (Desk *desk, const char *key)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_processor_key_async (desk->practice, key, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (!till_practice_set_processor_key_finish (desk->practice, kept, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_NO_KEYRING);
}

static void
test_key (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  g_autofree char *host =
    g_strconcat (till_practice_get_setting (desk->practice, TILL_SETTING_CLEARENT_HOST), "/", NULL);
  g_autofree char   *words = NULL;
  g_autoptr (GError) error = NULL;

  /* As it is copied out of a browser. */
  desk_set (desk, TILL_SETTING_CLEARENT_HOST, host);
  words = test_processor (desk, NULL);

  g_assert_nonnull (words);
  g_assert_null (till_practice_get_card_problem (desk->practice));

  /* Without a keyring it serves for this run. */
  set_key (desk, "wrong");
  g_assert_true (till_practice_has_processor_key (desk->practice));
  g_assert_null (test_processor (desk, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  set_key (desk, "");
  g_assert_false (till_practice_has_processor_key (desk->practice));
  g_assert_nonnull (till_practice_get_card_problem (desk->practice));
  set_key (desk, " sandbox\n");
  g_clear_pointer (&words, g_free);
  words = test_processor (desk, NULL);
  g_assert_nonnull (words);
}

/* ── Patients ───────────────────────────────────────────────────────────────────────────────────
 */

static void
test_patients (void)
{
  g_autoptr (Desk)         desk = desk_new_for_cash ();
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GPtrArray)    found = NULL;
  g_autoptr (TillPatient)  patient = till_patient_new ();
  g_autoptr (GError)       error = NULL;

  till_practice_search_patients_async (desk->practice, "lee b", 10, NULL, till_test_keep_result,
                                       &result);
  kept = till_test_wait_result (&result);
  found = till_practice_search_patients_finish (desk->practice, kept, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (((TillPatient *) g_ptr_array_index (found, 0))->id, ==, desk->ben);

  g_clear_object (&kept);
  result = NULL;
  patient->birth_date = TILL_DAY_NONE;
  patient->name = g_strdup ("Ng, " VISA);
  till_practice_add_patient_async (desk->practice, patient, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_null (till_practice_add_patient_finish (desk->practice, kept, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
}

/* ── Posting and receipts ───────────────────────────────────────────────────────────────────────
 */

static guint
n_unposted (Desk *desk)
{
  guint n = 0;

  g_object_get (desk->practice, "n-unposted", &n, NULL);
  return n;
}

static void
post (Desk *desk, const gint64 *ids, gsize n_ids, gboolean only_mark)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_post_async (desk->practice, ids, n_ids, only_mark, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_post_finish (desk->practice, kept, &error);
  g_assert_no_error (error);
}

static void
test_post (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  gint64           ids[3];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = take_cash (desk, 1000 + i);
  till_test_wait_until (n_unposted (desk) == 3);
  post (desk, ids, 2, FALSE);
  till_test_wait_until (n_unposted (desk) == 1);
  post (desk, ids + 2, 1, TRUE);
  till_test_wait_until (n_unposted (desk) == 0);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM ledger_entries"), ==, 2);
}

static void
test_receipt (void)
{
  g_autoptr (Desk)         desk = desk_new_for_cash ();
  gint64                   id = take_cash (desk, 1234);
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GBytes)       pdf = NULL;
  g_autofree char         *name = NULL;
  g_autofree char         *waiting = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_make_receipt_async (desk->practice, id, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  pdf = till_practice_make_receipt_finish (desk->practice, kept, &name, &error);
  g_assert_no_error (error);
  g_assert_cmpint (memcmp (g_bytes_get_data (pdf, NULL), "%PDF-", 5), ==, 0);
  g_assert_true (g_str_has_suffix (name, ".pdf"));

  /* Only the demo has a mailer. */
  g_clear_object (&kept);
  result = NULL;
  till_practice_send_receipt_async (desk->practice, id, "anna@example.org", till_test_keep_result,
                                    &result);
  kept = till_test_wait_result (&result);
  g_assert_false (till_practice_send_receipt_finish (desk->practice, kept, &waiting, &error));
  g_assert_null (waiting);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

/* ── One process a file ─────────────────────────────────────────────────────────────────────────
 */

static void
test_second_opening (void)
{
  g_autoptr (Desk)         desk = desk_new_for_cash ();
  g_autofree char         *address = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillPractice) second = NULL;

  g_assert_true (till_practice_set_address (desk->practice, "unix:path=elsewhere", NULL));
  second = till_practice_open (desk->path, desk->clock, &address, &error);
  g_assert_null (second);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE);
  g_assert_cmpstr (address, ==, "unix:path=elsewhere");
}

/* Nothing is kept alive by what was under way. */
static void
test_goes (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);

  till_practice_refresh_async (desk->practice, NULL, NULL);
  till_practice_search_patients_async (desk->practice, "", 5, NULL, NULL, NULL);
  desk_close (desk);
  g_assert_null (desk->practice);
}

static void
changed_cb (TillDb *db, const TillDbChanges *changes, gpointer user_data)
{
  TillPractice *practice = user_data;

  /* Once: what else is told is not the job's. */
  if (!till_db_changes_touch (changes, "settings"))
    return;
  g_signal_handlers_disconnect_by_func (db, changed_cb, practice);
  practice->n_aside--;
}

/* What is committed while the closing waits for a job leaves no timer behind that outlives the
 * practice. */
static void
test_closing_waits (void)
{
  static const char *const pairs[] = { TILL_SETTING_PRACTICE_PHONE, "555-0199", NULL };
  g_autoptr (Desk)         desk = desk_new_for_cash ();
  TillPractice            *practice = desk->practice;

  /* As a job on a thread would: until the change is told. (A value that is new: another would
   * change nothing.) */
  practice->n_aside++;
  g_signal_connect_after (till_practice_get_db (practice), "changed", G_CALLBACK (changed_cb),
                          practice);
  till_practice_set_settings_async (practice, pairs, NULL, NULL);
  till_practice_close (practice);
  g_assert_cmpuint (practice->n_aside, ==, 0);
  g_assert_cmpuint (practice->head_timer, ==, 0);
  g_assert_cmpuint (practice->minute_timer, ==, 0);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/practice/set-up", test_set_up);
  g_test_add_func ("/flow/practice/nobody-may", test_nobody_may);
  g_test_add_func ("/flow/practice/settings", test_settings);
  g_test_add_func ("/flow/practice/text-settings", test_text_settings);
  g_test_add_func ("/flow/practice/key", test_key);
  g_test_add_func ("/flow/practice/patients", test_patients);
  g_test_add_func ("/flow/practice/post", test_post);
  g_test_add_func ("/flow/practice/receipt", test_receipt);
  g_test_add_func ("/flow/practice/second-opening", test_second_opening);
  g_test_add_func ("/flow/practice/goes", test_goes);
  g_test_add_func ("/flow/practice/closing-waits", test_closing_waits);

  return g_test_run ();
}
