/* test-people.c: the list of patients, one patient with the family, and what is changed by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-account.h"
#include "store/till-store-receivables.h"
#include "store/till-store-snoozes.h"
#include "till-test-list.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define AS_OF (till_day (2026, 11, 24))

static const struct
{
  const char *name;
  const char *number;
  const char *phone;
  const char *email;
  gint64      guarantor;  /* 0: the own */
  int         birth_year; /* 0: not known */
} people[] = {
  { "Muñoz, Zoë", "A-100", "(555) 201-3344", "zoe.m@example.org", 0, 1980 },
  { "Muñoz, Ben", "A-101", NULL, NULL, 1, 2015 },
  { "O’Brien, Mary-Jane", "B-7", "555.201.9999", "MJ@Example.org", 0, 1980 },
  { "Chen, Maria", NULL, "(555) 201-3344", NULL, 0, 0 },
};

static void
charge (TillDbConnection *connection, gint64 patient_id, gint64 cents, int n_days_ago)
{
  g_autoptr (GError) error = NULL;

  till_store_add_ledger_entry (connection, patient_id, "charge", till_money (cents),
                               till_day_add (AS_OF, -n_days_ago), NULL, TEST_NOW, &error);
  g_assert_no_error (error);
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();

      patient->name = g_strdup (people[i].name);
      patient->number = g_strdup (people[i].number);
      patient->phone = g_strdup (people[i].phone);
      patient->email = g_strdup (people[i].email);
      patient->guarantor_id = people[i].guarantor;
      if (people[i].birth_year != 0)
        patient->birth_date = till_day (people[i].birth_year, 5, 17);
      g_assert_true (till_store_add_patient (connection, patient, TEST_NOW, error));
    }
  charge (connection, 1, 10000, 40);
  charge (connection, 2, 2550, 5);
  charge (connection, 4, 700, 100);

  return till_store_age_some (connection, &(TillAgingStep){ .as_of = AS_OF, .n_most = 10 },
                              error) &&
         till_store_expect_insurance (connection, 1, till_money (4000), NULL, TEST_NOW, error);
}

static TillDb *
open_filled (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, fill_job, NULL);

  return db;
}

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

static void
wait_for_rows (TillTable *table)
{
  till_table_get_n_rows (table); /* the first query starts when it is asked */
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
}

/* The names there are, in order, parted by "|". */
static void
assert_names (TillTable *table, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  wait_for_rows (table);
  for (guint i = 0; i < till_table_get_n_rows (table); i++)
    {
      g_autoptr (TillRow) row = g_list_model_get_item (G_LIST_MODEL (table), i);

      g_string_append_printf (
        names, "%s%s", i > 0 ? "|" : "",
        till_row_get_text (row, (guint) till_table_find_column (table, "name")));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
search (TillTable *table, const char *text, const char *expected)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_filter_set_search (filter, text);
  till_table_set_filter (table, filter);
  assert_names (table, expected);
}

static void
narrow_by (TillTable   *table,
           const char  *column,
           TillFilterOp op,
           const char  *value,
           const char  *expected)
{
  const char *const      values[] = { value, NULL };
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_filter_set (filter, column, op, values);
  till_table_set_filter (table, filter);
  assert_names (table, expected);
}

static void
test_list (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } searches[] = {
    { "", "Chen, Maria|Muñoz, Ben|Muñoz, Zoë|O’Brien, Mary-Jane" },
    { "munoz, zoe", "Muñoz, Zoë" },
    { "Zoë MUÑOZ", "Muñoz, Zoë" },
    { "O'Brien", "O’Brien, Mary-Jane" },
    { "mary-jane", "O’Brien, Mary-Jane" },
    { "mj@example", "O’Brien, Mary-Jane" },
    { "zoe.m@example.org", "Muñoz, Zoë" },
    { "A-101", "Muñoz, Ben" },
    { "b-7", "O’Brien, Mary-Jane" },
    { "5/17/1980", "Muñoz, Zoë|O’Brien, Mary-Jane" },
    { "5/17/15", "Muñoz, Ben" },
    { "1980-05-17", "Muñoz, Zoë|O’Brien, Mary-Jane" },
    { "(555) 201", "Chen, Maria|Muñoz, Zoë|O’Brien, Mary-Jane" },
    { "3344", "Chen, Maria|Muñoz, Zoë" },
    { "2/30/1980", "" },
    { "nobody", "" },
    { ",", "" },
  };
  TillDb               *db = open_filled ();
  g_autoptr (TillClock) clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  TillTable            *table = till_store_people_table_new (db, clock, zone);

  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    search (table, searches[i].text, searches[i].expected);

  narrow_by (table, "name", TILL_OP_BEGINS, "Munoz, B", "Muñoz, Ben");
  narrow_by (table, "guarantor", TILL_OP_CONTAINS, "muñoz, z", "Muñoz, Ben|Muñoz, Zoë");
  narrow_by (table, "phone", TILL_OP_EMPTY, NULL, "Muñoz, Ben");
  /* The whole family's, by each of them. */
  narrow_by (table, "owed", TILL_OP_IS, "12550", "Muñoz, Ben|Muñoz, Zoë");
  narrow_by (table, "owed", TILL_OP_IS, "0", "O’Brien, Mary-Jane");
  narrow_by (table, "state", TILL_OP_IS, "active",
             "Chen, Maria|Muñoz, Ben|Muñoz, Zoë|O’Brien, Mary-Jane");
  narrow_by (table, "do-not-contact", TILL_OP_IS, "1", "");

  g_object_unref (table);
  test_store_shut (db);
}

/* ── One of them ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64       id;
  TillAccount *account;
  TillPatient *wanted;
  GError      *error;
} Deed;

static gboolean
read_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed *deed = data;

  deed->account = till_store_read_account (connection, deed->id, &deed->error);

  return TRUE;
}

static TillAccount *
read_account (TillDb *db, gint64 id)
{
  Deed deed = { .id = id };

  test_store_write (db, read_job, &deed);
  g_assert_no_error (deed.error);

  return deed.account;
}

static gboolean
snooze_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillSnooze) snooze = till_snooze_new (TILL_SNOOZE_BALANCE, TILL_DAY_NONE, "Later");
  gboolean               taken;

  return till_store_snooze (connection, 1, snooze, test_actor, TEST_NOW, &taken, error);
}

static void
test_account (void)
{
  TillDb                 *db = open_filled ();
  g_autoptr (TillAccount) child = read_account (db, 2);
  g_autoptr (TillAccount) alone = read_account (db, 3);
  g_autoptr (TillAccount) snoozed = NULL;
  Deed                    nobody = { .id = 4711 };

  g_assert_cmpstr (child->patient->name, ==, "Muñoz, Ben");
  g_assert_cmpuint (child->family->len, ==, 2);
  g_assert_cmpint (((TillPatient *) child->family->pdata[0])->id, ==, 1);
  g_assert_cmpint (child->aged_on.number, ==, AS_OF.number);
  g_assert_cmpint (child->owed[0].cents, ==, 2550);
  g_assert_cmpint (child->owed[1].cents, ==, 10000);
  g_assert_cmpint (child->total.cents, ==, 12550);
  g_assert_cmpint (child->insurance.cents, ==, 4000);
  g_assert_cmpint (child->portion.cents, ==, 8550);
  g_assert_null (child->snooze);
  /* Chen has the guarantor's phone, and owes. */
  g_assert_true (child->shares[TILL_CHANNEL_TEXT]);
  g_assert_false (child->shares[TILL_CHANNEL_EMAIL]);

  g_assert_cmpint (alone->total.cents, ==, 0);
  g_assert_false (alone->shares[TILL_CHANNEL_TEXT]);

  test_store_write (db, snooze_job, NULL);
  snoozed = read_account (db, 2);
  g_assert_cmpint (snoozed->snooze->ends, ==, TILL_SNOOZE_BALANCE);
  g_assert_cmpstr (snoozed->snooze->reason, ==, "Later");
  g_assert_cmpstr (snoozed->snoozed_by, ==, test_actor->name);

  test_store_write (db, read_job, &nobody);
  g_assert_null (nobody.account);
  g_assert_error (nobody.error, TILL_ERROR, TILL_ERROR_NOT_FOUND);
  g_clear_error (&nobody.error);
  test_store_shut (db);
}

/* ── Changing ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
change_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed *deed = data;

  till_store_change_patient (connection, deed->wanted, test_actor, TEST_NOW, &deed->error);

  return deed->error == NULL;
}

static void
change (TillDb *db, TillPatient *wanted)
{
  Deed deed = { .wanted = wanted };

  test_store_write (db, change_job, &deed);
}

static gint64
count_audit (TillDb *db)
{
  return test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'change-patient'");
}

static void
test_changed (void)
{
  TillDb                 *db = open_filled ();
  g_autoptr (TillAccount) before = read_account (db, 1);
  g_autoptr (TillPatient) wanted = till_patient_copy (before->patient);
  g_autoptr (TillAccount) after = NULL;

  /* Nothing else: nothing is written. */
  change (db, wanted);
  g_assert_cmpint (count_audit (db), ==, 0);

  till_text_set (&wanted->name, "Muñoz-Alvarez, Zoë");
  till_text_set (&wanted->number, "Z 9");
  till_text_set (&wanted->phone, NULL);
  till_text_set (&wanted->address, "1 Elm Street");
  till_text_set (&wanted->note, "Works nights");
  wanted->birth_date = till_day (1981, 1, 2);
  wanted->state = TILL_PERSON_INACTIVE;
  wanted->do_not_contact = TRUE;
  wanted->consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_GIVEN;
  wanted->guarantor_id = 3; /* not by this */
  change (db, wanted);
  after = read_account (db, 1);
  g_assert_cmpstr (after->patient->name, ==, "Muñoz-Alvarez, Zoë");
  g_assert_cmpstr (after->patient->number, ==, "Z 9");
  g_assert_null (after->patient->phone);
  g_assert_cmpstr (after->patient->address, ==, "1 Elm Street");
  g_assert_cmpstr (after->patient->note, ==, "Works nights");
  g_assert_cmpint (after->patient->birth_date.number, ==, till_day (1981, 1, 2).number);
  g_assert_cmpint (after->patient->state, ==, TILL_PERSON_INACTIVE);
  g_assert_true (after->patient->do_not_contact);
  g_assert_cmpint (after->patient->consents[TILL_CHANNEL_TEXT], ==, TILL_CONSENT_GIVEN);
  g_assert_cmpint (after->patient->consents[TILL_CHANNEL_EMAIL], ==, TILL_CONSENT_UNKNOWN);
  g_assert_cmpint (after->patient->guarantor_id, ==, 1);
  g_assert_cmpint (after->total.cents, ==, 12550);
  g_assert_cmpint (count_audit (db), ==, 1);
  /* Among the balances, too. */
  test_store_assert_texts (db, "SELECT name || ' ' || reach FROM receivables WHERE id = 1",
                           "Muñoz-Alvarez, Zoë email");

  /* What was said before stays on record. */
  wanted->consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_REFUSED;
  change (db, wanted);
  test_store_assert_texts (db, "SELECT channel || ' ' || consent FROM consents ORDER BY id",
                           "text given; text refused");
  g_assert_cmpint (count_audit (db), ==, 2);
  test_store_shut (db);
}

static gboolean
refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed *deed = data;

  g_assert_false (
    till_store_change_patient (connection, deed->wanted, test_actor, TEST_NOW, &deed->error));

  return TRUE;
}

static void
assert_refused (TillDb *db, TillPatient *wanted, int code, const char *sentence)
{
  Deed deed = { .wanted = wanted };

  test_store_write (db, refused_job, &deed);
  g_assert_error (deed.error, TILL_ERROR, code);
  if (sentence != NULL)
    g_assert_cmpstr (deed.error->message, ==, sentence);
  g_clear_error (&deed.error);
}

static void
test_refused (void)
{
  TillDb                 *db = open_filled ();
  g_autoptr (TillAccount) account = read_account (db, 1);
  g_autoptr (TillPatient) wanted = till_patient_copy (account->patient);

  till_text_set (&wanted->number, "b-7");
  assert_refused (
    db, wanted, TILL_ERROR_BAD_INPUT,
    "The number b-7 is the number of O’Brien, Mary-Jane already. Enter another, or none.");
  till_text_set (&wanted->number, "A-100");
  till_text_set (&wanted->note, "4111 1111 1111 1111");
  assert_refused (db, wanted, TILL_ERROR_CARD_NUMBER, NULL);
  till_text_set (&wanted->note, NULL);
  till_text_set (&wanted->name, " , ");
  assert_refused (db, wanted, TILL_ERROR_BAD_INPUT, NULL);
  wanted->id = 4711;
  assert_refused (db, wanted, TILL_ERROR_NOT_FOUND, NULL);
  g_assert_cmpint (count_audit (db), ==, 0);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM patients WHERE note IS NOT NULL"), ==,
                   0);
  test_store_shut (db);
}

/* ── The ledger of a family ──────────────────────────────────────────────────────────────────── */

static void
test_ledger (void)
{
  TillDb                *db = open_filled ();
  g_autoptr (TillClock)  clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)  zone = g_time_zone_new_utc ();
  const char *const      ben[] = { "ben", NULL };
  g_autoptr (TillFilter) filter = till_filter_new ();
  TillTable             *table = till_store_ledger_table_new (db, clock, zone);
  g_autoptr (TillRow)    newest = NULL;

  till_table_be_part (table, "guarantor-id", "1");
  wait_for_rows (table);
  g_assert_true (till_filter_is_empty (till_table_get_filter (table)));
  g_assert_cmpuint (till_table_get_n_rows (table), ==, 2);
  newest = g_list_model_get_item (G_LIST_MODEL (table), 0);
  g_assert_cmpstr (till_row_get_text (newest, (guint) till_table_find_column (table, "patient")),
                   ==, "Muñoz, Ben");
  g_assert_cmpint (till_table_get_sum (table, "charges"), ==, 12550);
  g_assert_cmpint (till_table_get_sum (table, "credits"), ==, 0);
  g_assert_cmpint (till_table_get_sum (table, "balance"), ==, 12550);

  /* A filter is within it. */
  till_filter_set (filter, "patient", TILL_OP_CONTAINS, ben);
  till_table_set_filter (table, filter);
  wait_for_rows (table);
  g_assert_cmpint (till_table_get_sum (table, "balance"), ==, 2550);
  till_filter_set (filter, "patient", TILL_OP_CONTAINS, NULL);
  till_table_set_filter (table, filter);
  wait_for_rows (table);
  g_assert_cmpint (till_table_get_sum (table, "balance"), ==, 12550);
  g_object_unref (table);
  test_store_shut (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/people/list", test_list);
  g_test_add_func ("/store/people/account", test_account);
  g_test_add_func ("/store/people/changed", test_changed);
  g_test_add_func ("/store/people/refused", test_refused);
  g_test_add_func ("/store/people/ledger", test_ledger);

  return g_test_run ();
}
