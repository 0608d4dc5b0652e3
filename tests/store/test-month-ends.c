/* test-month-ends.c: what all owed at the ends of the months before, by the ledger and by files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-balances.h"
#include "store/till-store-entries.h"
#include "store/till-store-month-ends.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define N_FAMILIES 300
#define AS_OF (till_day (2026, 11, 24))

/* ── By the ledger ── */

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

/* In the last two years, and on the edges of months more often than not. */
static TillDay
random_day (GRand *rand)
{
  TillDay day = till_day_add (AS_OF, -g_rand_int_range (rand, 0, 730));

  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      return till_receivables_month_end (day, 1);
    case 1:
      return till_day_add (till_receivables_month_end (day, 1), 1);
    default:
      return day;
    }
}

static gboolean
random_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);

  for (guint i = 0; i < N_FAMILIES; i++)
    {
      gint64 patient = test_add_patient (connection, "Many, Mary");
      int    n_entries = g_rand_int_range (rand, 0, 12);

      for (int entry = 0; entry < n_entries; entry++)
        {
          gint64 cents = g_rand_int_range (rand, 1, 100000);

          add_entry (connection, patient, g_rand_int_range (rand, 0, 3) == 0 ? -cents : cents,
                     random_day (rand));
          if (g_rand_int_range (rand, 0, 6) == 0)
            take_back_last (connection);
        }
    }

  return TRUE;
}

static gboolean
age_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillAgingStep step = { .as_of = *(TillDay *) data, .n_most = G_MAXUINT };

  return till_store_age_some (connection, &step, error) && step.is_done;
}

static gboolean
ends_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_read_month_ends (connection, data, error);
}

static GArray *
read_ends (TillDb *db)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (TillReceivables));

  test_store_write (db, ends_job, ends);

  return ends;
}

/* One guarantor after the other, one month after the other: slow and plain. */
typedef struct
{
  TillDay         day;
  TillReceivables sums;
} Reference;

static gboolean
reference_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Reference                  *reference = data;
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection,
                     "SELECT guarantor_id, day, amount_cents, kind, reverses_id IS NOT NULL"
                     "  FROM ledger_entries"
                     " ORDER BY guarantor_id, id",
                     error);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (TillAgingEntry));
  gint64             of = 0;
  gboolean           more = TRUE;

  while (more)
    {
      TillAgingEntry entry;
      gint64         guarantor;
      TillAging      aging;

      more = till_db_step (rows, error) == TILL_STEP_ROW;
      guarantor = more ? till_db_column_int (rows, 0) : 0;
      if (guarantor != of)
        {
          g_assert_true (till_aging_reckon ((TillAgingEntry *) (gpointer) entries->data,
                                            entries->len, reference->day, &aging));
          for (int i = 0; i < TILL_N_AGES; i++)
            reference->sums.owed[i].cents += aging.owed[i].cents;
          reference->sums.credit.cents += aging.credit.cents;
          g_array_set_size (entries, 0);
          of = guarantor;
        }
      if (!more)
        break;
      entry.day.number = (gint32) till_db_column_int (rows, 1);
      entry.amount = till_money (till_db_column_int (rows, 2));
      entry.takes_back = till_db_column_int (rows, 4) != 0;
      g_array_append_val (entries, entry);
      if (g_str_equal (till_db_column_text (rows, 3), "charge") &&
          entry.day.number <= reference->day.number &&
          entry.day.number > reference->day.number - TILL_RECEIVABLE_DAYS)
        reference->sums.charged.cents += entry.amount.cents;
    }

  return TRUE;
}

static void
assert_same (const TillReceivables *end, const TillReceivables *expected)
{
  for (int i = 0; i < TILL_N_AGES; i++)
    g_assert_cmpint (end->owed[i].cents, ==, expected->owed[i].cents);
  g_assert_cmpint (end->credit.cents, ==, expected->credit.cents);
  g_assert_cmpint (end->charged.cents, ==, expected->charged.cents);
}

static void
test_ledger (void)
{
  TillDb            *db = test_store_open (NULL);
  TillDay            as_of = AS_OF;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) ends = NULL;

  test_store_write (db, random_job, NULL);
  none = read_ends (db); /* nothing is shown yet */
  g_assert_cmpuint (none->len, ==, 0);

  test_store_write (db, age_job, &as_of);
  ends = read_ends (db);
  g_assert_cmpuint (ends->len, ==, TILL_RECEIVABLE_MONTHS);
  for (guint i = 0; i < ends->len; i++)
    {
      const TillReceivables *end = &g_array_index (ends, TillReceivables, i);
      Reference reference = { .day = till_receivables_month_end (AS_OF, ends->len - i) };

      test_store_write (db, reference_job, &reference);
      g_assert_cmpint (end->aged_on.number, ==, reference.day.number);
      g_assert_cmpint (reference.sums.owed[TILL_AGE_0_30].cents, >, 0);
      assert_same (end, &reference.sums);
    }
  test_store_shut (db);
}

static gboolean
young_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 patient = test_add_patient (connection, "Young, Yara");

  add_entry (connection, patient, 10000, till_day (2026, 9, 30));
  add_entry (connection, patient, 500, till_day (2026, 10, 1));
  add_entry (connection, patient, -10000, till_day (2026, 11, 1));

  return TRUE;
}

/* No bars of before there were books. */
static void
test_young (void)
{
  TillDb            *db = test_store_open (NULL);
  TillDay            as_of = AS_OF;
  g_autoptr (GArray) ends = NULL;

  test_store_write (db, young_job, NULL);
  test_store_write (db, age_job, &as_of);
  ends = read_ends (db);
  g_assert_cmpuint (ends->len, ==, 2);
  assert_same (&g_array_index (ends, TillReceivables, 0),
               &(TillReceivables){ .owed = { { 10000 } }, .charged = { 10000 } });
  /* September 30 is 31 days before October 31. */
  assert_same (&g_array_index (ends, TillReceivables, 1),
               &(TillReceivables){ .owed = { { 500 }, { 10000 } }, .charged = { 10500 } });
  test_store_shut (db);
}

/* ── By the lines of a file ── */

static gboolean
lines_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const char *const statements[] = {
    "INSERT INTO book_imports (id, state, kind, file_name, sha256, as_of, n_rows, n_new, n_changed,"
    " n_gone, n_left_out, total_cents, first_patient, imported_at, imported_by)"
    " VALUES (1, 'done', 'ledger', 'a.csv', 'a', 1, 1, 0, 0, 0, 0, 0, 0, 0, 'Ann')",
    "INSERT INTO editions (state, aged_on, import_id, last_entry, lines_until)"
    " SELECT 'shown', day + 54, 1, id, day + 14 FROM ledger_entries WHERE amount_cents = 700",
    "INSERT INTO book_lines (edition_id, number, patient_id, guarantor_id, kind, amount_cents,"
    " insurance_cents, day, aged_from)"
    " SELECT (SELECT id FROM editions), 1, patient_id, guarantor_id, 'charge', 10000, 0, day - 1,"
    "        day + 9 FROM ledger_entries WHERE amount_cents = 700",
  };
  gint64 patient = test_add_patient (connection, "Lined, Lou");

  /* The file knows it: it is of its days, and was there when it was taken in. */
  add_entry (connection, patient, 700, till_day (2026, 10, 1));
  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!till_db_execute (connection, statements[i], error))
      return FALSE;
  add_entry (connection, patient, -4000, till_day (2026, 10, 20));

  return TRUE;
}

static void
test_lines (void)
{
  TillDb            *db = test_store_open (NULL);
  g_autoptr (GArray) ends = NULL;

  test_store_write (db, lines_job, NULL);
  ends = read_ends (db);
  g_assert_cmpuint (ends->len, ==, 2);
  assert_same (&g_array_index (ends, TillReceivables, 0),
               &(TillReceivables){ .owed = { { 10000 } }, .charged = { 10000 } });
  assert_same (&g_array_index (ends, TillReceivables, 1),
               &(TillReceivables){ .owed = { { 6000 } }, .charged = { 10000 } });
  test_store_shut (db);
}

/* ── By files ── */

/* An import whose balances are shown, as of that day. */
typedef struct
{
  int         id;
  TillDay     day;
  const char *state;
  gint64      cents;
} File;

static gboolean
file_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const File       *file = data;
  TillBalanceTotals totals;
  g_autofree char  *script = g_strdup_printf (
     "INSERT INTO book_imports (id, state, kind, file_name, sha256, as_of, n_rows, n_new, n_changed,"
      " n_gone, n_left_out, total_cents, first_patient, imported_at, imported_by) VALUES (%d, 'done',"
      " 'balances', 'a.csv', '%d', %d, 1, 0, 0, 0, 0, 0, 0, 0, 'Ann');"
      "DELETE FROM balances; DELETE FROM editions;"
      "INSERT INTO editions (state, aged_on, import_id, last_entry) VALUES ('shown', %d, %d, 0);"
      "INSERT INTO balances (edition_id, guarantor_id, location_id, name, name_folded, reach,"
      " owed_0_30_cents, owed_31_60_cents, owed_61_90_cents, owed_over_90_cents, credit_cents,"
      " total_cents, insurance_cents, portion_cents)"
      " SELECT (SELECT id FROM editions), id, 1, name, name, 'none', %" G_GINT64_FORMAT
     ", 0, 0, 7, 0, %" G_GINT64_FORMAT ", 0, 0 FROM patients;",
     file->id, file->id, file->day.number, file->day.number, file->id, file->cents, file->cents + 7);
  g_auto (GStrv) statements = g_strsplit (script, ";", -1);

  for (guint i = 0; statements[i] != NULL && *statements[i] != '\0'; i++)
    if (!till_db_execute (connection, statements[i], error))
      return FALSE;

  /* Kept once, however often it is asked for. */
  g_assert_true (till_store_read_balance_totals (connection, &totals, error));
  g_assert_cmpint (totals.import_id, ==, file->id);
  g_assert_true (till_store_keep_balance_totals (connection, &totals, error));
  g_assert_true (till_store_keep_balance_totals (connection, &totals, error));
  g_assert_true (till_store_read_balance_totals (connection, &totals, error));
  g_assert_cmpint (totals.import_id, ==, 0);

  return g_str_equal (file->state, "done") ||
         till_db_execute (connection, "UPDATE book_imports SET state = 'undone' WHERE id = 3",
                          error);
}

static gboolean
patient_job (TillDbConnection *connection, gpointer data, GError **error)
{
  test_add_patient (connection, "Filed, Fay");

  return TRUE;
}

static void
test_files (void)
{
  const File files[] = {
    /* Thirteen months before, which is one too many; taken back; two of one month; the current. */
    { 1, till_day (2025, 10, 31), "done", 100 },  { 2, till_day (2025, 11, 3), "done", 200 },
    { 3, till_day (2026, 9, 30), "undone", 300 }, { 4, till_day (2026, 10, 2), "done", 400 },
    { 5, till_day (2026, 10, 30), "done", 500 },  { 6, till_day (2026, 11, 2), "done", 600 },
  };
  TillDb            *db = test_store_open (NULL);
  g_autoptr (GArray) ends = NULL;

  test_store_write (db, patient_job, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    test_store_write (db, file_job, (gpointer) &files[i]);

  ends = read_ends (db);
  g_assert_cmpuint (ends->len, ==, 2);
  assert_same (&g_array_index (ends, TillReceivables, 0),
               &(TillReceivables){ .owed = { { 200 }, { 0 }, { 0 }, { 7 } } });
  g_assert_cmpint (g_array_index (ends, TillReceivables, 1).aged_on.number, ==,
                   till_day (2026, 10, 30).number);
  assert_same (&g_array_index (ends, TillReceivables, 1),
               &(TillReceivables){ .owed = { { 500 }, { 0 }, { 0 }, { 7 } } });
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/month-ends/ledger", test_ledger);
  g_test_add_func ("/store/month-ends/young", test_young);
  g_test_add_func ("/store/month-ends/lines", test_lines);
  g_test_add_func ("/store/month-ends/files", test_files);

  return g_test_run ();
}
