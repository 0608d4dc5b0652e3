/* test-payment-plans-table.c: the payment plans as a list: what it shows, finds, sorts and sums
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "store/till-store-cards.h"
#include "store/till-store-private.h"
#include "till-plan-rows.h"
#include "till-test-list.h"
#include "till-test-util.h"

/* ── Six plans, one a state ──────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char   *name;
  const char   *what_for;
  const char   *brand; /* NULL: no card */
  gint64        total;
  gint64        down;
  gint64        n;
  TillPlanState state;
} Plan;

/* Made in this order, a minute apart. */
static const Plan plans[] = {
  { "Adams, Ann", "Implant", "Visa", 60000, 0, 6, TILL_PLAN_ACTIVE },
  { "Brown, Ben", "Extracción", NULL, 10000, 1000, 3, TILL_PLAN_PENDING },
  { "Clark, Zoë", NULL, "Visa", 20000, 0, 4, TILL_PLAN_PAUSED },
  { "Diaz, Eva", "Braces", "Discover", 30000, 0, 3, TILL_PLAN_FAILED },
  { "Evans, Max", "Crown", "Visa", 5000, 0, 1, TILL_PLAN_COMPLETED },
  { "Ford, Kim", "Whitening", "Mastercard", 40000, 0, 4, TILL_PLAN_CANCELLED },
};

typedef struct
{
  PlanRows     *rows;
  const Plan   *plan;
  guint         n;
  TillPlanTerms terms;
} Making;

static gint64
keep_card (TillDbConnection *connection, const Making *self, gint64 patient)
{
  g_autoptr (TillFiledCard) card = till_filed_card_new ();
  gboolean                  is_news;

  card->processor = g_strdup ("clearent");
  card->token = g_strdup_printf ("token-%u", self->n);
  card->guarantor_id = patient;
  card->brand = g_strdup (self->plan->brand);
  card->last_four = g_strdup_printf ("%04u", 4240 + self->n);
  card->consent_wording = g_strdup ("Keep my card.");
  card->consent_by = g_strdup ("Ann");
  card->consent_at = TEST_NOW;
  g_assert_true (till_store_keep_card (connection, card, test_actor, TEST_NOW, &is_news, NULL));

  return card->id;
}

static gboolean
make_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Making              *self = data;
  g_autoptr (TillPlan) plan = till_plan_new ();

  self->rows->patient = test_add_patient (connection, self->plan->name);
  self->rows->card =
    self->plan->brand != NULL ? keep_card (connection, self, self->rows->patient) : 0;
  plan->guarantor_id = plan->patient_id = self->rows->patient;
  plan->what_for = g_strdup (self->plan->what_for);
  plan->card_id = self->rows->card;
  g_assert_true (till_store_add_plan (connection, plan, &self->terms, test_actor,
                                      TEST_NOW + self->n * TILL_MINUTE, error));
  self->rows->plan = plan->id;

  return TRUE;
}

static gboolean
pause_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_pause_plan (connection, ((PlanRows *) data)->plan, "On a journey", test_actor,
                                TEST_NOW, error);
}

static gboolean
cancel_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_cancel_plan (connection, ((PlanRows *) data)->plan, "Paid by insurance",
                                 test_actor, TEST_NOW, error);
}

/* From authorized to what it is to be. */
static void
bring_to (PlanRows *rows, TillPlanState state)
{
  PlanCharge charge;

  if (state == TILL_PLAN_ACTIVE || state == TILL_PLAN_COMPLETED || state == TILL_PLAN_FAILED)
    plan_rows_pay (rows, 1, 1);
  if (state == TILL_PLAN_ACTIVE)
    plan_rows_pay (rows, 1, 2);
  if (state == TILL_PLAN_FAILED)
    {
      plan_rows_begin_try (rows, 1, 2, &charge);
      plan_rows_end_try (&charge, TILL_TRY_HARD, TILL_INSTALLMENT_MISSED, TILL_DAY_NONE);
    }
  if (state == TILL_PLAN_PAUSED)
    test_store_write (rows->db, pause_job, rows);
  if (state == TILL_PLAN_CANCELLED)
    test_store_write (rows->db, cancel_job, rows);
}

static void
make (PlanRows *rows, guint n)
{
  Making making = { rows, &plans[n], n,
                    plan_rows_make_terms (plans[n].total, plans[n].down, plans[n].n) };

  if (n == 3)
    making.terms.cadence = TILL_CADENCE_WEEKLY;
  test_store_write (rows->db, make_job, &making);
  if (plans[n].state == TILL_PLAN_PENDING)
    return;
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  bring_to (rows, plans[n].state);
}

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
  self->rows = plan_rows_new_bare ();
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    make (self->rows, i);
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
  assert_words (self, 5, "plan", "Monthly");
  assert_words (self, 5, "installments", "6");
  assert_words (self, 5, "each", "$100.00");
  assert_words (self, 5, "down", "–");
  assert_words (self, 5, "next", "Feb 1, 2027");
  assert_words (self, 5, "next-amount", "$100.00");
  assert_words (self, 5, "paid", "$200.00");
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
  assert_words (self, 0, "remaining", "–");
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
  assert_words (self, 5, "next", "Mar 1, 2027");
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
