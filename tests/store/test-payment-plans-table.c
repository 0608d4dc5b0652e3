/* test-payment-plans-table.c: the payment plans as a list: what it shows, finds, sorts and sums
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "store/till-list-export.h"
#include "store/till-store-cards.h"
#include "store/till-store-private.h"
#include "till-plan-states.h"
#include "till-test-list.h"
#include "till-test-util.h"

typedef struct
{
  PlanRows  *rows;
  TillClock *clock;
  GTimeZone *zone;
  TillTable *table;
} Fixed;

static void
set_up (Fixed *self, gconstpointer data)
{
  self->rows = plan_states_new ();
  self->clock = till_clock_new_standing (TEST_NOW);
  self->zone = g_time_zone_new_identifier ("America/New_York");
  self->table = till_store_plans_table_new (self->rows->db, self->clock, self->zone);
}

static void
tear_down (Fixed *self, gconstpointer data)
{
  g_assert_finalize_object (self->table);
  plan_rows_free (self->rows);
  g_assert_finalize_object (self->clock);
  g_time_zone_unref (self->zone);
}

static TillRow *
row_at (Fixed *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->table), position);
}

/* The first letters of their patients, in order. */
static void
assert_rows (Fixed *self, const char *expected)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  till_test_wait_until (till_table_get_state (self->table) != TILL_TABLE_LOADING);
  g_assert_no_error (till_table_get_error (self->table));
  for (guint i = 0; i < till_table_get_n_rows (self->table); i++)
    {
      g_autoptr (TillRow) row = row_at (self, i);

      g_string_append_c (
        letters, *till_row_get_text (row, (guint) till_table_find_column (self->table, "patient")));
    }
  g_assert_cmpstr (letters->str, ==, expected);
}

static void
show_all (Fixed *self)
{
  till_table_refresh (self->table);
  assert_rows (self, "FEDCBA");
}

/* ── What is shown ───────────────────────────────────────────────────────────────────────────── */

static void
assert_words (Fixed *self, guint position, const char *column, const char *expected)
{
  g_autoptr (TillRow) row = row_at (self, position);
  guint               n_columns;
  const TillColumn   *columns = till_table_get_columns (self->table, &n_columns);
  guint               index = (guint) till_table_find_column (self->table, column);
  g_autofree char    *words = till_column_format (&columns[index], index, row, self->zone);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_cells (Fixed *self, gconstpointer data)
{
  show_all (self);
  assert_words (self, 5, "patient", "Adams, Ann");
  assert_words (self, 5, "what-for", "Implant");
  assert_words (self, 5, "plan", "6 × $100.00, monthly");
  assert_words (self, 5, "installments", "6");
  assert_words (self, 5, "each", "$100.00");
  assert_words (self, 5, "down", "–");
  assert_words (self, 5, "next", "Feb 1, 2027 · $100.00");
  assert_words (self, 5, "next-amount", "$100.00");
  assert_words (self, 5, "paid", "2 of 6 · $200.00 of $600.00");
  assert_words (self, 5, "total", "$600.00");
  assert_words (self, 5, "remaining", "$400.00");
  assert_words (self, 5, "parts-paid", "2 of 6");
  assert_words (self, 5, "status", "Active");
  assert_words (self, 5, "card", "Visa ••4240");

  /* Pending: nothing is charged, and there is no card. */
  assert_words (self, 4, "parts-paid", "0 of 4");
  assert_words (self, 4, "down", "$10.00");
  assert_words (self, 4, "next", "");
  assert_words (self, 4, "next-amount", "–");
  assert_words (self, 4, "card", "");
  assert_words (self, 4, "authorized", "");

  /* Paused: nothing is next, whatever it will go on with. */
  assert_words (self, 3, "next", "");
  assert_words (self, 3, "next-amount", "–");
  assert_words (self, 3, "reason", "On a journey");

  /* Cancelled: the plan has nothing to get any more. */
  assert_words (self, 0, "parts-paid", "0");
  assert_words (self, 0, "remaining", "–");
}

static gboolean
delete_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_delete_card (connection, 1, NULL, TEST_NOW, error);
}

/* One that is deleted is charged no more: to the list it is none. */
static void
test_card_deleted (Fixed *self, gconstpointer data)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autoptr (GError)     error = NULL;

  till_db_write (self->rows->db, TILL_DB_NORMAL, delete_job, NULL, &error);
  g_assert_no_error (error);
  show_all (self);
  assert_words (self, 5, "card", "");
  till_filter_set (filter, "card", TILL_OP_EMPTY, (const char *const[]){ NULL });
  till_table_set_filter (self->table, filter);
  assert_rows (self, "BA");
}

/* A row follows its installments. */
static void
test_follows (Fixed *self, gconstpointer data)
{
  show_all (self);
  self->rows->plan = 1;
  self->rows->patient = 1;
  self->rows->card = 1;
  plan_rows_pay (self->rows, 1, 3);
  till_test_wait_until (till_table_get_sum (self->table, "paid") == 45000);
  assert_words (self, 5, "parts-paid", "3 of 6");
  assert_words (self, 5, "next", "Mar 1, 2027 · $100.00");
}

static void
test_sums (Fixed *self, gconstpointer data)
{
  show_all (self);
  g_assert_cmpint (till_table_get_sum (self->table, "total"), ==, 165000);
  g_assert_cmpint (till_table_get_sum (self->table, "paid"), ==, 20000 + 10000 + 5000);
  /* Not what is cancelled. */
  g_assert_cmpint (till_table_get_sum (self->table, "remaining"), ==, 165000 - 35000 - 40000);
}

/* All that is not over, the paused one too. */
static void
test_beginning (Fixed *self, gconstpointer data)
{
  g_assert_nonnull (till_table_get_beginning (self->table));
  till_table_set_filter (self->table, till_table_get_beginning (self->table));
  assert_rows (self, "DCBA");
  g_assert_cmpint (till_table_get_sum (self->table, "remaining"), ==, 90000);
}

/* A file has the values: amounts to add up, days as other programs read them. */
static void
test_plain (Fixed *self, gconstpointer data)
{
  static const struct
  {
    const char *column;
    const char *expected;
  } cells[] = {
    { "plan", "Monthly" },  { "next", "2027-02-01" }, { "next-amount", "100.00" },
    { "paid", "200.00" },   { "total", "600.00" },    { "parts-paid", "2 of 6" },
    { "status", "Active" },
  };
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);

  g_assert_true (till_list_find_kind ("plans", NULL) == till_store_plans_kind ());
  show_all (self);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (TillRow) row = row_at (self, 5);
      g_autoptr (GString) cell = g_string_new (NULL);
      guint               index = (guint) till_table_find_column (self->table, cells[i].column);

      till_column_append_plain (&columns[index], index, row, self->zone, cell);
      g_assert_cmpstr (cell->str, ==, cells[i].expected);
    }
}

/* ── What is found ───────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char  *column;
  TillFilterOp op;
  const char  *values;
  const char  *expected;
} found[] = {
  { "patient", TILL_OP_CONTAINS, "zoe", "C" },
  { "patient", TILL_OP_BEGINS, "ford", "F" },
  { "what-for", TILL_OP_CONTAINS, "extraccion", "B" },
  { "what-for", TILL_OP_CONTAINS, "Extracción", "B" },
  { "what-for", TILL_OP_EMPTY, "", "C" },
  { "plan", TILL_OP_IS, "weekly", "D" },
  { "plan", TILL_OP_IS, "monthly|weekly", "FEDCBA" },
  { "next", TILL_OP_BETWEEN, "2027-01-01|2027-02-28", "A" },
  { "next", TILL_OP_EMPTY, "", "FECB" },
  { "next", TILL_OP_NEXT_DAYS, "7", "" },
  { "next", TILL_OP_NEXT_DAYS, "22", "D" },
  { "next", TILL_OP_NEXT_DAYS, "21", "" },
  { "next-amount", TILL_OP_BETWEEN, "1|", "DA" },
  { "paid", TILL_OP_BETWEEN, "10000|20000", "DA" },
  { "status", TILL_OP_IS, "failed", "D" },
  { "status", TILL_OP_IS, "pending|paused", "CB" },
  { "total", TILL_OP_BETWEEN, "40000|", "FA" },
  { "remaining", TILL_OP_BETWEEN, "0|0", "FE" },
  { "parts-paid", TILL_OP_BETWEEN, "1|", "EDA" },
  { "installments", TILL_OP_BETWEEN, "4|4", "FC" },
  { "each", TILL_OP_BETWEEN, "10000|10000", "FDA" },
  { "down", TILL_OP_BETWEEN, "1|", "B" },
  { "card", TILL_OP_CONTAINS, "visa", "ECA" },
  { "card", TILL_OP_CONTAINS, "4243", "D" },
  { "card", TILL_OP_EMPTY, "", "B" },
  { "made", TILL_OP_PRESET, "today", "FEDCBA" },
  { "made", TILL_OP_PRESET, "yesterday", "" },
  { "authorized", TILL_OP_EMPTY, "", "B" },
  { "authorized", TILL_OP_LAST_DAYS, "1", "FEDCA" },
  { "reason", TILL_OP_CONTAINS, "insurance", "F" },
  { "patient-id", TILL_OP_IS, "3", "C" },
};

static void
test_found (Fixed *self, gconstpointer data)
{
  const TillListKind *kind = till_store_plans_kind ();

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr (TillFilter) filter = till_filter_new ();
      g_auto (GStrv)         values = g_strsplit (found[i].values, "|", -1);

      g_test_message ("%s %s", found[i].column, found[i].values);
      till_filter_set (filter, found[i].column, found[i].op, (const char *const *) values);
      till_table_set_filter (self->table, filter);
      assert_rows (self, found[i].expected);
    }

  /* None is forgotten. */
  for (guint c = 0; c < kind->columns.n_columns; c++)
    {
      guint n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (found); i++)
        n += g_str_equal (found[i].column, kind->columns.columns[c].id) ? 1 : 0;
      g_assert_cmpint (n > 0, ==, kind->columns.columns[c].filterable);
    }
}

static void
assert_search (Fixed *self, const char *text, const char *expected)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_filter_set_search (filter, text);
  till_table_set_filter (self->table, filter);
  assert_rows (self, expected);
}

static void
test_search (Fixed *self, gconstpointer data)
{
  assert_search (self, "ben brown", "B");
  assert_search (self, "zoe", "C");
  assert_search (self, "4", "D");
  assert_search (self, "nobody", "");
}

/* Each that comes with the program fits, and shows what its name says. */
static void
test_built_in (Fixed *self, gconstpointer data)
{
  static const char *const shown[] = { "DCBA", "D", "B", "", "C", "E" };
  const TillListKind      *kind = till_store_plans_kind ();
  guint                    i = 0;

  for (const TillListFilter *at = kind->filters; at->name != NULL; at++, i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TillFilter) filter = till_filter_from_json (at->json, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (i, <, G_N_ELEMENTS (shown));
      till_table_set_filter (self->table, filter);
      assert_rows (self, shown[i]);
    }
  g_assert_cmpuint (i, ==, G_N_ELEMENTS (shown));
}

/* ── In which order ──────────────────────────────────────────────────────────────────────────── */

/* Ascending; those alike, and those without a value, as they come. */
static const struct
{
  const char *column;
  const char *expected;
} sorted[] = {
  { "patient", "ABCDEF" },    { "what-for", "CDEBAF" },     { "plan", "DFECBA" },
  { "next", "FECBDA" },       { "next-amount", "FECBDA" },  { "paid", "FCBEDA" },
  { "status", "BADCEF" },     { "total", "EBCDFA" },        { "remaining", "FEBDCA" },
  { "parts-paid", "FCBEDA" }, { "installments", "EDBFCA" }, { "each", "BECFDA" },
  { "down", "FEDCAB" },       { "card", "BDFACE" },         { "made", "ABCDEF" },
  { "authorized", "BFEDCA" },
};

static void
test_sorted (Fixed *self, gconstpointer data)
{
  const TillListKind *kind = till_store_plans_kind ();
  guint               n_sortable = 0;

  for (guint c = 0; c < kind->columns.n_columns; c++)
    n_sortable += kind->columns.columns[c].sortable ? 1 : 0;
  g_assert_cmpuint (G_N_ELEMENTS (sorted), ==, n_sortable);

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    {
      const TillSortKey keys[] = { { sorted[i].column, FALSE }, { NULL, FALSE } };

      g_test_message ("%s", sorted[i].column);
      till_table_set_sort (self->table, keys);
      assert_rows (self, sorted[i].expected);
    }
}

/* ── By which index ──────────────────────────────────────────────────────────────────────────── */

static void
assert_index (Fixed *self, TillFilter *filter, const char *sort, const char *expected)
{
  const TillSortKey keys[] = { { sort, FALSE }, { NULL, FALSE } };
  g_autofree char  *plan =
    test_explain_list (self->rows->db, till_store_plans_kind (), filter, keys);

  g_assert_cmpstr (plan, ==, expected);
}

/* What the tab begins with, its sums and a name are read from an index alone. */
static void
test_index (Fixed *self, gconstpointer data)
{
  g_autoptr (TillFilter) all = till_filter_new ();
  g_autoptr (TillFilter) name = till_filter_new ();
  g_autoptr (TillFilter) patient = till_filter_new ();
  g_autoptr (TillFilter) number = till_filter_new ();

  till_filter_set_search (name, "lop");
  till_filter_set (patient, "patient-id", TILL_OP_IS, (const char *const[]){ "3", NULL });
  till_filter_set_search (number, "4");
  assert_index (self, all, NULL, "SCAN plans USING COVERING INDEX plans_by_time\n");
  assert_index (self, till_table_get_beginning (self->table), NULL,
                "SCAN plans USING COVERING INDEX plans_by_time\n");
  assert_index (self, all, "patient",
                "SCAN plans USING COVERING INDEX plans_by_patient_name\n"
                "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY\n");
  assert_index (self, name, NULL,
                "SCAN plans USING COVERING INDEX plans_by_patient_name\n"
                "USE TEMP B-TREE FOR ORDER BY\n");
  assert_index (self, patient, NULL,
                "SEARCH plans USING INDEX plans_by_guarantor (guarantor_id=?)\n"
                "LIST SUBQUERY 2\nCOMPOUND QUERY\nLEFT-MOST SUBQUERY\nSCAN CONSTANT ROW\nUNION "
                "ALL\nSEARCH patients USING COVERING INDEX patients_merged (merged_into=?)\n"
                "USE TEMP B-TREE FOR ORDER BY\n");
  assert_index (self, number, NULL,
                "SEARCH plans USING INTEGER PRIMARY KEY (rowid=?)\n"
                "LIST SUBQUERY 1\nSEARCH plans USING INTEGER PRIMARY KEY (rowid=?)\n"
                "USE TEMP B-TREE FOR ORDER BY\n");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixed *self, gconstpointer data);
  } tests[] = {
    { "/store/payment-plans-table/cells", test_cells },
    { "/store/payment-plans-table/card-deleted", test_card_deleted },
    { "/store/payment-plans-table/plain", test_plain },
    { "/store/payment-plans-table/follows", test_follows },
    { "/store/payment-plans-table/sums", test_sums },
    { "/store/payment-plans-table/beginning", test_beginning },
    { "/store/payment-plans-table/found", test_found },
    { "/store/payment-plans-table/search", test_search },
    { "/store/payment-plans-table/built-in", test_built_in },
    { "/store/payment-plans-table/sorted", test_sorted },
    { "/store/payment-plans-table/index", test_index },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixed, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
