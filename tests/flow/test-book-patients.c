/* test-book-patients.c: what another program's file says of patients, taken in, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-books.h"

#include "flow/till-practice-patients.h"
#include "flow/till-practice-private.h"
#include "store/till-store-patients.h"

/* ── Families ────────────────────────────────────────────────────────────────────────────────── */

static void
test_families (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  /* The child stands before its mother, who comes with the file. */
  books_assert_imports (desk, "patients.csv",
                        PATIENTS_HEAD "8002,Ng,Tim,2015-03-04,,,8001\n"
                                      "8001,Ng,Lea,1984-01-02,555-0155,,8001\n");
  g_assert_cmpint (desk_count (desk, "SELECT c.guarantor_id = g.id FROM patients c, patients g"
                                     " WHERE c.number = '8002' AND g.number = '8001'"),
                   ==, 1);

  /* Now his father is. */
  books_assert_imports (desk, "later.csv",
                        PATIENTS_HEAD "8002,Ng,Tim,2015-03-04,,tim@example.com,8003\n"
                                      "8003,Ng,Bo,1980-01-02,,,8003\n");
  g_assert_cmpint (desk_count (desk, "SELECT c.guarantor_id = g.id FROM patients c, patients g"
                                     " WHERE c.number = '8002' AND g.number = '8003'"),
                   ==, 1);
  books_undo (desk);
  g_assert_cmpint (desk_count (desk, "SELECT c.guarantor_id = g.id FROM patients c, patients g"
                                     " WHERE c.number = '8002' AND g.number = '8001'"),
                   ==, 1);
  g_assert_cmpuint (books_count_found (desk, "ng tim"), ==, 1);
  desk_assert_holds (desk);
}

/* ── Addresses ───────────────────────────────────────────────────────────────────────────────── */

#define ADDRESSES_HEAD "PatNum,LName,FName,Guarantor,Address,Address2,City,State,Zip\n"

static void
assert_address (Desk *desk, const char *number, const char *address)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM patients WHERE number = '%s' AND"
                     " coalesce (address, 'none') = '%s'"
                     " AND (import_id IS NULL OR import_id IN"
                     "      (SELECT id FROM book_imports WHERE state = 'done'))",
                     number, address);

  g_assert_cmpint (desk_count (desk, sql), ==, 1);
}

/* It is taken in as it stands on an envelope, changed by the next file, and given back. */
static void
test_addresses (void)
{
  g_autoptr (Desk)           desk = desk_new_for_cash ();
  g_autofree char           *path = NULL;
  g_autoptr (TillBookImport) import = NULL;
  g_autoptr (GError)         error = NULL;

  books_assert_imports (desk, "people.csv",
                        ADDRESSES_HEAD "1,Ng,Lea,1,12 Elm Street,Apt 3,Portland,ME,04101\n"
                                       "2,Ng,Tim,1,12 Elm Street,,Portland,ME,04101\n"
                                       "3,Ng,Bo,3,,,Portland,ME,\n");
  assert_address (desk, "1", "12 Elm Street\nApt 3\nPortland, ME 04101");
  assert_address (desk, "3", "none");

  path = books_write_file (desk, "moved.csv",
                           ADDRESSES_HEAD "1,Ng,Lea,1,7 Mill Road,,Portland,ME,04101\n"
                                          "2,Ng,Tim,1,\"12 ELM STREET,\",,Portland,ME,04101\n"
                                          "3,Ng,Bo,3,7 Mill Road,,Portland,ME,04101\n"
                                          "4,Ng,Jo,3,7 Mill Road,,Portland,ME,04101\n");
  import = books_look_at (desk, path);
  books_assert_counts (import, 1, 2, 1, 0);
  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
  assert_address (desk, "1", "7 Mill Road\nPortland, ME 04101");
  assert_address (desk, "2", "12 Elm Street\nPortland, ME 04101");
  assert_address (desk, "3", "7 Mill Road\nPortland, ME 04101");
  assert_address (desk, "4", "7 Mill Road\nPortland, ME 04101");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'import-patient'"
                                     " AND after_json LIKE '%Mill Road%'"),
                   ==, 2);
  desk_assert_holds (desk);

  books_undo (desk);
  assert_address (desk, "1", "12 Elm Street\nApt 3\nPortland, ME 04101");
  assert_address (desk, "3", "none");
  /* An address of the file's own is no reason to keep a patient. */
  g_assert_cmpuint (books_count_found (desk, "ng jo"), ==, 0);
  desk_assert_holds (desk);
}

#define TEXTS_HEAD "PatNum,LName,FName,Birthdate,Guarantor,TxtMsgOk\n"

static void
assert_texts (Desk *desk, const char *expected)
{
  static const char *const numbers[] = { "1", "2", "3" };
  g_autoptr (GString)      joined = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT id FROM patients WHERE number = '%s'", numbers[i]);
      g_autoptr (TillPatient) patient = till_store_get_patient (
        till_db_get_reader (till_practice_get_db (desk->practice)), desk_count (desk, sql), NULL);

      g_assert_nonnull (patient);
      g_string_append_printf (
        joined, "%s%s", i > 0 ? " " : "",
        till_enum_to_text (TILL_TYPE_CONSENT, (int) patient->consents[TILL_CHANNEL_TEXT]));
    }
  g_assert_cmpstr (joined->str, ==, expected);
}

/* What Open Dental knows of text messages is taken over, with where it comes from; but no yes goes
 * over a no, and what it does not know changes nothing. */
static void
test_texts (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "people.csv",
                        TEXTS_HEAD "1,Ng,Lea,1980-01-01,1,0\n2,Ng,Tim,1981-01-01,2,1\n"
                                   "3,Ng,Bo,1982-01-01,3,2\n");
  assert_texts (desk, "unknown given refused");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM consents WHERE how = 'Open Dental'"
                                     " AND purpose = 'money' AND channel = 'text'"),
                   ==, 2);
  desk_assert_holds (desk);

  books_assert_imports (desk, "later.csv",
                        TEXTS_HEAD "1,Ng,Lea,1980-01-01,1,1\n2,Ng,Tim,1981-01-01,2,0\n"
                                   "3,Ng,Bo,1982-01-01,3,1\n");
  assert_texts (desk, "given given refused");
  books_undo (desk);
  assert_texts (desk, "unknown given refused");
  desk_assert_holds (desk);
}

/* A consent of the file's own is no reason to keep a patient. */
static void
test_texts_undone (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "people.csv",
                        TEXTS_HEAD "1,Ng,Lea,1980-01-01,1,0\n2,Ng,Tim,1981-01-01,2,1\n");
  books_undo (desk);
  g_assert_cmpuint (books_count_found (desk, "ng tim"), ==, 0);
  desk_assert_holds (desk);
}

static void
change_by_hand (Desk *desk, const char *number)
{
  g_autofree char *id = g_strdup_printf ("SELECT id FROM patients WHERE number = '%s'", number);
  g_autoptr (TillPatient)  patient = NULL;
  g_autoptr (GError)       error = NULL;
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  patient = till_store_get_patient (till_db_get_reader (till_practice_get_db (desk->practice)),
                                    desk_count (desk, id), &error);
  g_assert_no_error (error);
  g_free (patient->phone);
  patient->phone = g_strdup ("555-0142");
  till_practice_change_patient_async (desk->practice, patient, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  g_assert_true (till_practice_change_patient_finish (desk->practice, result, &error));
}

/* Of whom the practice has written something down since stays. */
static void
test_changed_by_hand (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "people.csv",
                        ADDRESSES_HEAD "1,Ng,Lea,1,12 Elm Street,,Portland,ME,04101\n"
                                       "2,Ng,Tim,2,12 Elm Street,,Portland,ME,04101\n");
  change_by_hand (desk, "1");
  books_undo (desk);
  g_assert_cmpuint (books_count_found (desk, "ng lea"), ==, 1);
  g_assert_cmpuint (books_count_found (desk, "ng tim"), ==, 0);
  desk_assert_holds (desk);
}

/* And with a child who answers for it; not one whom the file alone made answer for somebody. */
static void
test_answers (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  books_assert_imports (desk, "first.csv", PATIENTS_HEAD "9,Ng,Una,1990-01-02,,,9\n");
  books_assert_imports (desk, "people.csv",
                        PATIENTS_HEAD "1,Ng,Kim,2015-03-04,,,2\n2,Ng,Lea,1984-01-02,,,3\n"
                                      "3,Ng,Bo,1960-01-02,,,3\n4,Ng,Tim,1961-01-02,,,4\n"
                                      "9,Ng,Una,1990-01-02,,,4\n");
  change_by_hand (desk, "1");
  books_undo (desk);
  g_assert_cmpuint (books_count_found (desk, "ng kim"), ==, 1);
  g_assert_cmpuint (books_count_found (desk, "ng lea"), ==, 1);
  g_assert_cmpuint (books_count_found (desk, "ng bo"), ==, 1);
  g_assert_cmpuint (books_count_found (desk, "ng tim"), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT guarantor_id = id FROM patients WHERE number = '9'"),
                   ==, 1);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/book-patients/families", test_families);
  g_test_add_func ("/flow/book-patients/addresses", test_addresses);
  g_test_add_func ("/flow/book-patients/texts", test_texts);
  g_test_add_func ("/flow/book-patients/texts-undone", test_texts_undone);
  g_test_add_func ("/flow/book-patients/changed-by-hand", test_changed_by_hand);
  g_test_add_func ("/flow/book-patients/answers", test_answers);

  return g_test_run ();
}
