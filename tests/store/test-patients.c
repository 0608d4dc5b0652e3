/* test-patients.c: patients found as one types
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "till-test-store.h"
#include "till-test-util.h"

static const struct
{
  const char *name;
  const char *number;
  const char *phone;
  int         year; /* 0: not known */
  int         month;
  int         day;
} people[] = {
  { "Muñoz, Zoë", "A-100", "(555) 201-3344", 1980, 5, 17 },
  { "Lopez, Maria José", "A-101", "+1 555 777 0001", 2001, 12, 5 },
  { "Lopez, Ann", "A-102", NULL, 0, 0, 0 },
  { "O’Brien, Mary-Jane", "B-7", "555.201.9999", 1980, 5, 17 },
  { "Łukasz, Adam", NULL, "", 1934, 2, 28 },
  { "Chen, Maria", NULL, NULL, 0, 0, 0 },
  { "50% Off, Test_er", NULL, NULL, 0, 0, 0 },
};

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();

      patient->name = g_strdup (people[i].name);
      patient->number = g_strdup (people[i].number);
      patient->phone = g_strdup (people[i].phone);
      if (people[i].year != 0)
        patient->birth_date = till_day (people[i].year, people[i].month, people[i].day);
      g_assert_true (till_store_add_patient (connection, patient, TEST_NOW, error));
      g_assert_cmpint (patient->id, ==, i + 1);
      g_assert_cmpint (patient->guarantor_id, ==, patient->id);
    }

  return TRUE;
}

static TillDb *
open_filled (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, fill_job, NULL);

  return db;
}

/* @expected: the beginnings of the names found, parted by "|". */
static void
assert_found (TillDbConnection *connection, const char *text, const char *expected)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) found = till_store_search_patients (connection, text, 10, &error);
  g_autoptr (GString)   names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "",
                            ((TillPatient *) found->pdata[i])->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static const struct
{
  const char *text;
  const char *expected;
} searches[] = {
  { "mun", "Muñoz, Zoë" },
  { "MUÑ", "Muñoz, Zoë" },
  { "zoe", "Muñoz, Zoë" },
  { "zoe munoz", "Muñoz, Zoë" },
  { "lop", "Lopez, Ann|Lopez, Maria José" },
  { "lopez, m", "Lopez, Maria José" },
  { "mar", "Chen, Maria|Lopez, Maria José|O’Brien, Mary-Jane" },
  { "jose lopez", "Lopez, Maria José" },
  { "obr", "O’Brien, Mary-Jane" },
  { "o'brien", "O’Brien, Mary-Jane" },
  { "jane", "O’Brien, Mary-Jane" },
  { "luk", "Łukasz, Adam" },
  { "opez", "" },
  { "lopez zoe", "" },
  { "%", "" },
  { "50", "50% Off, Test_er" },
  { "test er", "50% Off, Test_er" },
  { "a-10", "Lopez, Ann|Lopez, Maria José|Muñoz, Zoë" },
  { "b-7", "O’Brien, Mary-Jane" },
  { "555201", "Muñoz, Zoë|O’Brien, Mary-Jane" },
  { "(555) 201-3", "Muñoz, Zoë" },
  { "1 555 777", "Lopez, Maria José" },
  { "15557770001", "Lopez, Maria José" },
  { "3344", "Muñoz, Zoë" },
  { "0001", "Lopez, Maria José" },
  { "5/17/1980", "Muñoz, Zoë|O’Brien, Mary-Jane" },
  { "05/17/80", "Muñoz, Zoë|O’Brien, Mary-Jane" },
  { "1980-05-17", "Muñoz, Zoë|O’Brien, Mary-Jane" },
  { "12/5/01", "Lopez, Maria José" },
  { "2/28/34", "Łukasz, Adam" },
  { "2/30/34", "" },
  { "4711", "" },
};

static gboolean
searches_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_test_message ("%s", searches[i].text);
      assert_found (connection, searches[i].text, searches[i].expected);
    }

  return TRUE;
}

static void
test_searches (void)
{
  TillDb *db = open_filled ();

  test_store_write (db, searches_job, NULL);
  test_store_shut (db);
}

static gboolean
chosen_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GError)    missing = NULL;
  g_autoptr (GPtrArray) one = NULL;

  assert_found (connection, "", "");
  g_assert_true (till_store_touch_patient (connection, 2, TEST_NOW, error));
  g_assert_true (till_store_touch_patient (connection, 4, TEST_NOW + 1, error));
  assert_found (connection, "", "O’Brien, Mary-Jane|Lopez, Maria José");
  assert_found (connection, "  ", "O’Brien, Mary-Jane|Lopez, Maria José");
  assert_found (connection, "mar", "O’Brien, Mary-Jane|Lopez, Maria José|Chen, Maria");
  assert_found (connection, "5/17/80", "O’Brien, Mary-Jane|Muñoz, Zoë");
  g_assert_true (till_store_touch_patient (connection, 2, TEST_NOW + 2, error));
  assert_found (connection, "", "Lopez, Maria José|O’Brien, Mary-Jane");

  one = till_store_search_patients (connection, "mar", 1, error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (((TillPatient *) one->pdata[0])->id, ==, 2);

  g_assert_false (till_store_touch_patient (connection, 4711, TEST_NOW, &missing));
  g_assert_error (missing, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  return TRUE;
}

static void
test_chosen (void)
{
  TillDb *db = open_filled ();

  test_store_write (db, chosen_job, NULL);
  test_store_shut (db);
}

/* A chosen one is found though the names in order alone would fill the answer without. */
static gboolean
many_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  gint64                last = 0;

  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Smith%04u, Maria", i);

      last = test_add_patient (connection, name);
    }
  g_assert_true (till_store_touch_patient (connection, last, TEST_NOW, error));

  found = till_store_search_patients (connection, "mari smi", 5, error);
  g_assert_cmpuint (found->len, ==, 5);
  g_assert_cmpint (((TillPatient *) found->pdata[0])->id, ==, last);
  g_assert_cmpstr (((TillPatient *) found->pdata[1])->name, ==, "Smith0000, Maria");
  g_assert_cmpstr (((TillPatient *) found->pdata[4])->name, ==, "Smith0003, Maria");
  assert_found (connection, "smith5998", "Smith5998, Maria");

  return TRUE;
}

static void
test_many (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, many_job, NULL);
  test_store_shut (db);
}

static gboolean
refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const struct
  {
    const char *name;
    const char *number;
    const char *email;
    gint64      guarantor;
    TillError   code;
  } bad[] = {
    { "", NULL, NULL, 0, TILL_ERROR_BAD_INPUT },
    { " ,. ", NULL, NULL, 0, TILL_ERROR_BAD_INPUT },
    { "4111 1111 1111 1111", NULL, NULL, 0, TILL_ERROR_CARD_NUMBER },
    { "Lopez, Ann", "4111111111111111", NULL, 0, TILL_ERROR_CARD_NUMBER },
    { "Lopez, Ann", NULL, "4111111111111111@example.org", 0, TILL_ERROR_CARD_NUMBER },
    { "Lopez, Ann", NULL, NULL, 4711, TILL_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();
      g_autoptr (GError)      refused = NULL;

      patient->name = g_strdup (bad[i].name);
      patient->number = g_strdup (bad[i].number);
      patient->email = g_strdup (bad[i].email);
      patient->guarantor_id = bad[i].guarantor;
      g_assert_false (till_store_add_patient (connection, patient, TEST_NOW, &refused));
      g_assert_error (refused, TILL_ERROR, (int) bad[i].code);
    }

  return TRUE;
}

static void
test_refused (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, refused_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM patients"), ==, 0);
  test_store_shut (db);
}

/* The balance is the guarantor's. */
static gboolean
family_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                  mother = test_add_patient (connection, "Lopez, Maria");
  g_autoptr (TillPatient) child = till_patient_new ();
  g_autoptr (TillPatient) read = NULL;

  child->name = g_strdup ("Lopez, Ben");
  child->guarantor_id = mother;
  g_assert_true (till_store_add_patient (connection, child, TEST_NOW, error));
  g_assert_true (till_store_add_ledger_entry (connection, child->id, "charge", till_money (700),
                                              till_day (2026, 11, 1), NULL, TEST_NOW, error));
  g_assert_true (till_store_add_ledger_entry (connection, mother, "charge", till_money (300),
                                              till_day (2026, 11, 1), NULL, TEST_NOW, error));
  read = till_store_get_patient (connection, child->id, error);
  g_assert_cmpint (read->guarantor_id, ==, mother);
  g_assert_cmpint (read->balance.cents, ==, 1000);
  g_assert_true (till_day_is_none (read->birth_date));

  return TRUE;
}

static void
test_family (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, family_job, NULL);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/patients/searches", test_searches);
  g_test_add_func ("/store/patients/chosen-last", test_chosen);
  g_test_add_func ("/store/patients/many-alike", test_many);
  g_test_add_func ("/store/patients/refused", test_refused);
  g_test_add_func ("/store/patients/family", test_family);

  return g_test_run ();
}
