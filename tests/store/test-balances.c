/* test-balances.c: what each guarantor owes, by age, kept as the ledger and the days move on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-balances.h"
#include "store/till-store-entries.h"
#include "till-test-list.h"
#include "till-test-util.h"

#define N_FAMILIES 5000
#define AS_OF (till_day (2026, 11, 24))

/* ── A slow, plain reference ─────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64 day;
  gint64 cents;
} Line;

/* Charge by charge: the credits pay the one that is longest in the books of the oldest age. */
static void
reckon_plainly (GArray *lines, gint64 as_of, gint64 owed[TILL_N_AGES], gint64 *credit)
{
  static const gint64 from[TILL_N_AGES] = { G_MININT64, 31, 61, 91 };
  gint64              rest = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      Line line = g_array_index (lines, Line, i);

      rest += line.day <= as_of && line.cents < 0 ? -line.cents : 0;
    }
  for (int age = TILL_N_AGES - 1; age >= 0; age--)
    {
      owed[age] = 0;
      for (guint i = 0; i < lines->len; i++)
        {
          Line   line = g_array_index (lines, Line, i);
          gint64 n_days = as_of - line.day;
          gint64 paid;

          if (line.cents <= 0 || n_days < 0 || n_days < from[age] ||
              (age + 1 < TILL_N_AGES && n_days >= from[age + 1]))
            continue;
          paid = MIN (rest, line.cents);
          owed[age] += line.cents - paid;
          rest -= paid;
        }
    }
  *credit = -rest;
}

static GArray *
read_lines (TillDbConnection *connection, gint64 guarantor_id)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (
    connection,
    /* What was taken back is as if it had never been. */
    "SELECT day, amount_cents FROM ledger_entries AS e"
    " WHERE guarantor_id = ?1 AND reverses_id IS NULL"
    "   AND NOT EXISTS (SELECT 1 FROM ledger_entries AS r WHERE r.reverses_id = e.id)",
    NULL);
  GArray  *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  TillStep step;

  till_db_bind_int (rows, 1, guarantor_id);
  while ((step = till_db_step (rows, NULL)) == TILL_STEP_ROW)
    {
      Line line = { till_db_column_int (rows, 0), till_db_column_int (rows, 1) };

      g_array_append_val (lines, line);
    }
  g_assert_cmpint (step, ==, TILL_STEP_DONE);

  return lines;
}

/* Every guarantor's balance, row for row; as many as the data says. */
static gboolean
compare_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const TillDay              *as_of = data;
  g_autoptr (TillDbStatement) rows = till_db_prepare (
    connection,
    "SELECT p.id, b.owed_0_30_cents, b.owed_31_60_cents, b.owed_61_90_cents, b.owed_over_90_cents,"
    "       b.credit_cents, b.total_cents, b.portion_cents, b.guarantor_id IS NULL"
    "  FROM patients p LEFT JOIN balances b ON b.guarantor_id = p.id"
    " WHERE p.guarantor_id = p.id ORDER BY p.id",
    error);
  TillStep step;

  g_assert_nonnull (rows);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      g_autoptr (GArray) lines = read_lines (connection, till_db_column_int (rows, 0));
      gint64             owed[TILL_N_AGES];
      gint64             credit;
      gint64             total;

      reckon_plainly (lines, as_of->number, owed, &credit);
      total = credit;
      for (int i = 0; i < TILL_N_AGES; i++)
        {
          g_assert_cmpint (till_db_column_int (rows, 1 + i), ==, owed[i]);
          total += owed[i];
        }
      g_assert_cmpint (till_db_column_int (rows, 5), ==, credit);
      g_assert_cmpint (till_db_column_int (rows, 6), ==, total);
      g_assert_cmpint (till_db_column_int (rows, 7), ==, MAX (total, 0));
    }
  g_assert_cmpint (step, ==, TILL_STEP_DONE);

  return TRUE;
}

static void
compare (TillDb *db, TillDay as_of)
{
  test_store_write (db, compare_job, &as_of);
}

/* ── Families ────────────────────────────────────────────────────────────────────────────────── */

static void
add_entry (TillDbConnection *connection, gint64 patient_id, gint64 cents, TillDay day)
{
  g_autoptr (GError) error = NULL;

  till_store_add_ledger_entry (connection, patient_id, cents > 0 ? "charge" : "adjustment",
                               till_money (cents), day, NULL, TEST_NOW, &error);
  g_assert_no_error (error);
}

static void
take_back_last (TillDbConnection *connection)
{
  g_autoptr (GError) error = NULL;
  gint64             id;

  g_assert_true (till_db_query_int (connection, "SELECT max(id) FROM ledger_entries", &id, &error));
  till_store_take_entry_back (connection, id, "Wrong patient", test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
}

static void
add_entries (TillDbConnection *connection, GRand *rand, gint64 patient_id)
{
  gint32 n_entries = g_rand_int_range (rand, 0, 9);

  for (gint32 i = 0; i < n_entries; i++)
    {
      /* Many on the edges of the ages, some still to come, amounts down to a cent. */
      static const gint32 edges[] = { -1, 0, 1, 30, 31, 60, 61, 90, 91, 730 };
      gint32 age = g_rand_boolean (rand) ? edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))]
                                         : g_rand_int_range (rand, -3, 200);
      gint64 cents = g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 3 : 90000);

      add_entry (connection, patient_id, g_rand_int_range (rand, 0, 5) < 2 ? -cents : cents,
                 till_day_add (AS_OF, -age));
      if (g_rand_int_range (rand, 0, 8) == 0)
        take_back_last (connection);
    }
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (*(guint32 *) data);

  for (guint i = 0; i < N_FAMILIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Family %u", i);
      gint64           guarantor = test_add_patient (connection, name);

      add_entries (connection, rand, guarantor);
      if (g_rand_int_range (rand, 0, 3) == 0)
        {
          g_autoptr (TillPatient) child = till_patient_new ();

          child->name = g_strdup_printf ("Child, %u", i);
          child->guarantor_id = guarantor;
          g_assert_true (till_store_add_patient (connection, child, TEST_NOW, error));
          add_entries (connection, rand, child->id);
        }
    }

  return TRUE;
}

static gboolean
age_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_age_some (connection, data, error);
}

/* How many were written. */
static guint
age_all (TillDb *db, TillDay as_of, guint n_most)
{
  TillAgingStep step = { .as_of = as_of, .n_most = n_most };

  while (!step.is_done)
    test_store_write (db, age_job, &step);

  return step.n_changed;
}

static gboolean
get_aged_on_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_get_aged_on (connection, data, error);
}

static TillDay
get_aged_on (TillDb *db)
{
  TillDay day = { 0 };

  test_store_write (db, get_aged_on_job, &day);

  return day;
}

/* ── Tests ───────────────────────────────────────────────────────────────────────────────────── */

static void
test_random (void)
{
  static const int n_days[] = { 1, 2, 31, 365 };
  TillDb          *db = test_store_open (NULL);
  guint32          seed = 20261124;
  guint            n_all;

  test_store_write (db, fill_job, &seed);
  g_assert_true (till_day_is_none (get_aged_on (db)));
  n_all = age_all (db, AS_OF, 700);
  g_assert_cmpuint (n_all, >, N_FAMILIES / 2);
  compare (db, AS_OF);
  g_assert_cmpint (till_day_compare (get_aged_on (db), AS_OF), ==, 0);

  /* Once more writes nothing; a day later only what crosses an edge. */
  g_assert_cmpuint (age_all (db, AS_OF, 700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (n_days); i++)
    {
      TillDay later = till_day_add (AS_OF, n_days[i]);
      guint   n_changed = age_all (db, later, 700);

      g_assert_cmpuint (n_changed, >, 0);
      g_assert_cmpuint (n_changed, <, n_all);
      compare (db, later);
      g_assert_cmpint (till_day_compare (get_aged_on (db), later), ==, 0);
    }
  test_store_shut (db);
}

static gboolean
change_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const TillDay *day = data;

  /* One whom the pass has behind it, one whom it has not, and one who had no entry before. */
  add_entry (connection, 1, 12345, *day);
  add_entry (connection, N_FAMILIES, -4, till_day_add (*day, -40));
  add_entry (connection, test_add_patient (connection, "New, Nora"), 1, *day);

  return TRUE;
}

/* Entries that come while all are being aged. */
static void
test_amidst (void)
{
  TillDay       tomorrow = till_day_add (AS_OF, 1);
  TillAgingStep step = { .as_of = AS_OF, .n_most = 900 };
  TillDb       *db = test_store_open (NULL);
  guint32       seed = 7;

  test_store_write (db, fill_job, &seed);
  test_store_write (db, age_job, &step);
  g_assert_false (step.is_done);
  g_assert_true (till_day_is_none (get_aged_on (db)));
  test_store_write (db, change_job, &step.as_of);
  while (!step.is_done)
    test_store_write (db, age_job, &step);
  compare (db, AS_OF);

  step = (TillAgingStep){ .as_of = tomorrow, .n_most = 900 };
  test_store_write (db, age_job, &step);
  g_assert_cmpint (till_day_compare (get_aged_on (db), AS_OF), ==, 0);
  test_store_write (db, change_job, &step.as_of);
  while (!step.is_done)
    test_store_write (db, age_job, &step);
  compare (db, tomorrow);
  test_store_shut (db);
}

static gboolean
post_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 *counts = data;
  gint64  patient = test_add_patient (connection, "Lopez, Maria");
  gint64  id = test_add (connection, test_card (patient, 10000, TEST_NOW, "p"));

  add_entry (connection, patient, 15000, till_day_add (AS_OF, -31));
  g_assert_true (
    till_store_age_some (connection, &(TillAgingStep){ .as_of = AS_OF, .n_most = 10 }, error));
  counts[0] = patient;
  g_assert_true (till_store_post (connection, id, test_actor, TEST_NOW, error));

  return TRUE;
}

static gboolean
fail_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_step_transaction (connection, 1, TILL_TRANSACTION_FAILED, test_actor, TEST_NOW,
                                      error);
}

/* Posting a payment, and taking it back, is in the balance at once. */
static void
test_posting (void)
{
  TillDb *db = test_store_open (NULL);
  gint64  patient = 0;

  test_store_write (db, post_job, &patient);
  g_assert_cmpint (test_store_ask (db, "SELECT owed_31_60_cents FROM receivables"), ==, 5000);
  g_assert_cmpint (test_store_ask (db, "SELECT paid_on FROM receivables"), ==, AS_OF.number);
  test_store_write (db, fail_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT total_cents FROM receivables"), ==, 15000);
  compare (db, AS_OF);
  test_store_shut (db);
}

/* ── The table ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
table_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillPatient) one = till_patient_new ();
  g_autoptr (TillPatient) child = till_patient_new ();
  gint64                  other = test_add_patient (connection, "Credit, Carl");
  gint64                  settled = test_add_patient (connection, "Settled, Sue");

  one->name = g_strdup ("Müller-Lüdenscheidt, Ottilie");
  one->birth_date = till_day (2000, 11, 25);
  one->phone = g_strdup ("(212) 555-0142");
  one->email = g_strdup ("o@example.com");
  g_assert_true (till_store_add_patient (connection, one, TEST_NOW, error));
  child->name = g_strdup ("Müller, Kind");
  child->number = g_strdup ("K77");
  child->guarantor_id = one->id;
  g_assert_true (till_store_add_patient (connection, child, TEST_NOW, error));
  add_entry (connection, one->id, 10000, AS_OF);
  add_entry (connection, child->id, 2500, till_day_add (AS_OF, -95));
  add_entry (connection, other, -700, AS_OF);
  add_entry (connection, settled, 500, AS_OF);
  add_entry (connection, settled, -500, AS_OF);

  return till_store_age_some (connection, &(TillAgingStep){ .as_of = AS_OF, .n_most = 10 }, error);
}

static void
wait_table (TillTable *table)
{
  g_list_model_get_n_items (G_LIST_MODEL (table));
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
}

static guint
count_found (TillTable *table, const char *column, TillFilterOp op, const char *values)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_auto (GStrv)         list = g_strsplit (values, "|", -1);

  till_filter_set (filter, column, op, (const char *const *) list);
  till_table_set_filter (table, filter);
  wait_table (table);

  return g_list_model_get_n_items (G_LIST_MODEL (table));
}

static guint
count_searched (TillTable *table, const char *text)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_filter_set_search (filter, text);
  till_table_set_filter (table, filter);
  wait_table (table);

  return g_list_model_get_n_items (G_LIST_MODEL (table));
}

static gboolean
pay_job (TillDbConnection *connection, gpointer data, GError **error)
{
  add_entry (connection, 1, 200, AS_OF);

  return TRUE;
}

static void
test_table (void)
{
  TillDb               *db = test_store_open (NULL);
  g_autoptr (TillClock) clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (TillTable) table = NULL;
  g_autoptr (TillRow)   row = NULL;

  test_store_write (db, table_job, NULL);
  table = till_store_balances_table_new (db, clock, zone);
  wait_table (table);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (table)), ==, 2);
  g_assert_cmpint (till_table_get_sum (table, "owed"), ==, 12500);
  g_assert_cmpint (till_table_get_sum (table, "credit"), ==, -700);
  g_assert_cmpint (till_table_get_sum (table, "portion"), ==, 12500);

  /* The most is on top; the birthday is tomorrow. */
  row = g_list_model_get_item (G_LIST_MODEL (table), 0);
  g_assert_cmpstr (till_row_get_text (row, 0), ==, "Müller-Lüdenscheidt, Ottilie");
  g_assert_cmpint (till_row_get_int (row, (guint) till_table_find_column (table, "years")), ==, 25);
  g_assert_true (till_row_is_null (row, (guint) till_table_find_column (table, "paid")));

  g_assert_cmpuint (count_found (table, "over-90", TILL_OP_BETWEEN, "1|"), ==, 1);
  g_assert_cmpuint (count_found (table, "61-90", TILL_OP_BETWEEN, "1|"), ==, 0);
  g_assert_cmpuint (count_found (table, "total", TILL_OP_BETWEEN, "|-1"), ==, 1);
  g_assert_cmpuint (count_found (table, "reach", TILL_OP_IS, "none"), ==, 1);
  g_assert_cmpuint (count_found (table, "years", TILL_OP_BETWEEN, "18|25"), ==, 1);
  g_assert_cmpuint (count_found (table, "guarantor", TILL_OP_CONTAINS, "muller lud"), ==, 0);
  g_assert_cmpuint (count_found (table, "guarantor", TILL_OP_CONTAINS, "luden"), ==, 1);
  g_assert_cmpuint (count_searched (table, "k77"), ==, 1);
  g_assert_cmpuint (count_searched (table, "K77"), ==, 1);
  g_assert_cmpuint (count_searched (table, "555-0142"), ==, 1);
  g_assert_cmpuint (count_searched (table, "$125"), ==, 1);
  g_assert_cmpuint (count_searched (table, "carl"), ==, 1);

  /* An entry is seen in the list that is open. */
  g_assert_cmpuint (count_found (table, "total", TILL_OP_BETWEEN, "|-1"), ==, 1);
  test_store_write (db, pay_job, NULL);
  till_test_wait_until (till_table_get_sum (table, "credit") == -500);
  g_clear_object (&row);
  row = g_list_model_get_item (G_LIST_MODEL (table), 0);
  g_assert_cmpint (till_row_get_int (row, (guint) till_table_find_column (table, "total")), ==,
                   -500);

  g_clear_object (&row);
  g_clear_object (&table);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/balances/random", test_random);
  g_test_add_func ("/store/balances/amidst", test_amidst);
  g_test_add_func ("/store/balances/posting", test_posting);
  g_test_add_func ("/store/balances/table", test_table);

  return g_test_run ();
}
