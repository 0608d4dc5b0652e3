/* test-list-export.c: a list as CSV: which rows, in what order, what stands in the cells, what goes
 * wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-export.h"

#include <string.h>

#include "core/till-error.h"
#include "store/till-store-private.h"
#include "till-test-list.h"
#include "till-test-util.h"

#define N_ROWS 600
#define IDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

typedef struct
{
  TillListWalk  *walk;
  GArray        *columns;
  gboolean       bom;
  TillWholeFile *file;
} Export;

static gboolean
export_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Export *export = data;

  return till_list_export_csv (export->walk, connection, export->columns, export->bom, export->file,
                               error);
}

/* The file's text. @columns NULL: all; @ids NULL: all that the table's filter and sort show. */
static char *
export_text (Fixture *fixture, const char *const *columns, GArray *ids, gboolean all_but)
{
  const TillListKind *kind = till_store_transactions_kind ();
  g_autofree char    *folder = till_test_temp_dir ();
  g_autofree char    *path = g_build_filename (folder, "list.csv", NULL);
  g_autoptr (GError)  error = NULL;
  TillDay             today = till_day_of_instant (TEST_NOW, fixture->zone);
  Export export = { NULL };
  char *text;

  export.walk = till_list_walk_new (kind, till_table_get_filter (fixture->table),
                                    till_table_get_sort (fixture->table), today, fixture->zone, ids,
                                    all_but, &error);
  g_assert_no_error (error);
  export.columns = till_list_find_columns (kind, columns, &error);
  g_assert_no_error (error);
  export.file = till_whole_file_new (path, &error);
  g_assert_no_error (error);
  till_db_read (fixture->db, export_work, &export, &error);
  g_assert_no_error (error);
  g_assert_true (till_whole_file_seal (export.file, &error));
  g_assert_true (till_whole_file_put_in_place (export.file, &error));
  g_assert_cmpuint (till_list_walk_get_n_done (export.walk), ==,
                    till_list_walk_get_n_rows (export.walk));
  till_whole_file_free (export.file);
  till_list_walk_free (export.walk);
  g_array_unref (export.columns);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* What the list's rows give, in its order. */
static char *
expected_text (Fixture *fixture, GArray *ids, gboolean all_but)
{
  GString *text = g_string_new ("Amount,Patient\r\n");
  int      amount = till_table_find_column (fixture->table, "amount");
  int      patient = till_table_find_column (fixture->table, "patient");

  for (guint i = 0; i < n_items (fixture); i++)
    {
      g_autoptr (TillRow) row = get_row (fixture, i);
      g_autofree char    *money =
        till_money_to_decimal (till_money (till_row_get_int (row, (guint) amount)));
      gboolean chosen = ids == NULL || all_but;

      for (guint at = 0; ids != NULL && at < ids->len; at++)
        if (g_array_index (ids, gint64, at) == till_row_get_id (row))
          chosen = !all_but;
      if (chosen)
        g_string_append_printf (text, "%s,%s\r\n", money, till_row_get_text (row, (guint) patient));
    }

  return g_string_free (text, FALSE);
}

static void
assert_same (Fixture *fixture, GArray *ids, gboolean all_but)
{
  g_autofree char *found = export_text (fixture, IDS ("amount", "patient"), ids, all_but);
  g_autofree char *expected = expected_text (fixture, ids, all_but);

  g_assert_cmpstr (found, ==, expected);
}

/* ── Which rows ──────────────────────────────────────────────────────────────────────────────── */

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv)   lines = NULL;

  load (fixture);
  assert_same (fixture, NULL, FALSE);
  text = export_text (fixture, NULL, NULL, FALSE);
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_ROWS + 2);
  g_assert_cmpstr (lines[0], ==, "Date,Patient,Amount,Method,Card,Status,Posted");
  g_assert_cmpstr (lines[1], ==, "2026-11-24 09:00:00,Name 0,0.01,Cash,,Declined,");
  g_assert_cmpstr (lines[3], ==,
                   "2026-11-24 08:40:00,Name 838,0.63,Card terminal,Visa ••1002,Paid,"
                   "Posted");
  g_assert_cmpstr (lines[10], ==, "2026-11-24 07:30:00,Name 271,-2.80,Cash,,Refunded,Posted");
  g_assert_cmpstr (lines[N_ROWS + 1], ==, "");
}

static void
test_filter_sort_search (Fixture *fixture, gconstpointer data)
{
  static const TillSortKey by_patient[] = { { "patient", FALSE }, { NULL, FALSE } };
  static const TillSortKey by_status[] = { { "status", TRUE }, { NULL, FALSE } };
  static const TillSortKey two[] = { { "method", FALSE }, { "amount", TRUE }, { NULL, FALSE } };
  const TillSortKey *const sorts[] = { by_patient, by_status, two, NULL };
  g_autoptr (TillFilter)   search = till_filter_new ();

  load (fixture);
  narrow (fixture, "method", TILL_OP_IS, "cash|check");
  g_assert_cmpuint (n_items (fixture), <, N_ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      till_table_set_sort (fixture->table, sorts[i]);
      wait_ready (fixture);
      assert_same (fixture, NULL, FALSE);
    }

  till_filter_set_search (search, "name 27");
  till_table_set_filter (fixture->table, search);
  till_test_wait_until (till_table_get_state (fixture->table) == TILL_TABLE_READY);
  g_assert_cmpuint (n_items (fixture), >, 0);
  assert_same (fixture, NULL, FALSE);

  narrow (fixture, "amount", TILL_OP_BETWEEN, "999999|");
  g_assert_cmpuint (n_items (fixture), ==, 0);
  assert_same (fixture, NULL, FALSE);
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  /* 99999 there is not; what the filter hides is not exported. */
  const gint64 some[] = { 500, 3, 99999, 77, 6 };

  load (fixture);
  assert_same (fixture, ids, FALSE);
  assert_same (fixture, ids, TRUE);
  g_array_append_vals (ids, some, G_N_ELEMENTS (some));
  assert_same (fixture, ids, FALSE);
  assert_same (fixture, ids, TRUE);
  narrow (fixture, "method", TILL_OP_IS, "check");
  assert_same (fixture, ids, FALSE);
  assert_same (fixture, ids, TRUE);
}

typedef struct
{
  TillListWalk *walk;
  guint         n_visits;
} Sums;

static gboolean
count_row (TillRow *row, gpointer data, GError **error)
{
  (*(guint *) data)++;

  return TRUE;
}

static gboolean
sums_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Sums *sums = data;

  return till_list_walk_find (sums->walk, connection, error) &&
         till_list_walk_run (sums->walk, connection, NULL, count_row, &sums->n_visits, error);
}

static void
test_sums (Fixture *fixture, gconstpointer data)
{
  const TillListKind      *kind = till_store_transactions_kind ();
  TillDay                  today = till_day_of_instant (TEST_NOW, fixture->zone);
  g_autoptr (GArray)       none = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillListWalk) all = NULL;
  g_autoptr (TillListWalk) nothing = NULL;
  Sums                     sums = { NULL, 0 };

  load (fixture);
  all = sums.walk = till_list_walk_new (kind, till_table_get_filter (fixture->table), NULL, today,
                                        fixture->zone, NULL, FALSE, &error);
  till_db_read (fixture->db, sums_work, &sums, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sums.n_visits, ==, N_ROWS);
  for (const TillSum *sum = kind->sums; sum->name != NULL; sum++)
    {
      g_assert_nonnull (sum->title);
      g_assert_cmpint (till_list_walk_get_sum (all, sum), ==,
                       till_table_get_sum (fixture->table, sum->name));
    }

  nothing = sums.walk = till_list_walk_new (kind, till_table_get_filter (fixture->table), NULL,
                                            today, fixture->zone, none, FALSE, &error);
  till_db_read (fixture->db, sums_work, &sums, &error);
  g_assert_cmpint (till_list_walk_get_sum (nothing, kind->sums), ==, 0);
}

/* ── What stands in the cells ────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *name;
  const char *cell;
} names[] = {
  { "=1+1", "'=1+1" },
  { "@SUM(A1:A9)", "'@SUM(A1:A9)" },
  { "-Ann", "'-Ann" },
  { "O\"Neill, Ann", "\"O\"\"Neill, Ann\"" },
  { "Two\nlines", "\"Two\nlines\"" },
  { "Zoë \xf0\x9f\x98\x80", "Zoë \xf0\x9f\x98\x80" },
  { "李 小龙", "李 小龙" },
};

static gboolean
add_names (TillDbConnection *connection, gpointer data, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TillTransaction *row = test_cash (0, 100 + (gint64) i, TEST_NOW - (gint64) i);

      g_free (row->patient_name);
      row->patient_name = g_strdup (names[i].name);
      test_add (connection, row);
    }

  return TRUE;
}

static void
test_cells (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new ("Patient,Amount\r\n");
  g_autofree char    *found = NULL;

  test_store_write (fixture->db, add_names, NULL);
  load (fixture);
  found = export_text (fixture, IDS ("patient", "amount"), NULL, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (expected, "%s,1.%02u\r\n", names[i].cell, (guint) i);
  g_assert_cmpstr (found, ==, expected->str);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  const TillListKind *kind = till_store_transactions_kind ();
  g_autoptr (GError)  error = NULL;
  g_autofree char    *twice = NULL;

  g_assert_null (till_list_find_columns (kind, IDS ("amount", "shoe-size"), &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (error->message, "shoe-size"));
  g_clear_error (&error);
  /* One without a title is not to be shown. */
  g_assert_null (till_list_find_columns (kind, IDS ("patient-id"), &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  g_assert_null (till_list_find_columns (kind, (const char *const[]){ NULL }, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);

  load (fixture);
  twice = export_text (fixture, IDS ("card", "amount"), NULL, FALSE);
  g_assert_cmpstr (twice, ==, "Card,Amount\r\n");
}

/* ── What goes wrong ─────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GCancellable *cancellable;
  guint         n_visits;
} Stopping;

static gboolean
stop_in_the_middle (TillRow *row, gpointer data, GError **error)
{
  Stopping *stopping = data;

  if (++stopping->n_visits == N_ROWS / 2)
    g_cancellable_cancel (stopping->cancellable);

  return TRUE;
}

typedef struct
{
  TillListWalk *walk;
  Stopping      stopping;
} Walking;

static gboolean
walk_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Walking *walking = data;

  return till_list_walk_find (walking->walk, connection, error) &&
         till_list_walk_run (walking->walk, connection, NULL, stop_in_the_middle,
                             &walking->stopping, error);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  TillDay                  today = till_day_of_instant (TEST_NOW, fixture->zone);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TillFilter)   filter = till_filter_new ();
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;
  Walking                  walking = { NULL, { cancellable, 0 } };

  walking.walk = till_list_walk_new (till_store_transactions_kind (), filter, NULL, today,
                                     fixture->zone, NULL, FALSE, &error);
  till_db_read_async (fixture->db, walk_work, &walking, NULL, cancellable, till_test_keep_result,
                      &result);
  kept = till_test_wait_result (&result);
  g_assert_false (till_db_finish (fixture->db, kept, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (walking.stopping.n_visits, ==, N_ROWS / 2);
  g_assert_cmpuint (till_list_walk_get_n_rows (walking.walk), ==, N_ROWS);
  till_list_walk_free (walking.walk);
}

static void
test_bad_filter (Fixture *fixture, gconstpointer data)
{
  TillDay                today = till_day_of_instant (TEST_NOW, fixture->zone);
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autoptr (GError)     error = NULL;

  till_filter_set (filter, "shoe-size", TILL_OP_IS, IDS ("43"));
  g_assert_null (till_list_walk_new (till_store_transactions_kind (), filter, NULL, today,
                                     fixture->zone, NULL, FALSE, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  test_list_add ("/store/list-export/all", N_ROWS, test_all);
  test_list_add ("/store/list-export/filter-sort-search", N_ROWS, test_filter_sort_search);
  test_list_add ("/store/list-export/selection", N_ROWS, test_selection);
  test_list_add ("/store/list-export/sums", N_ROWS, test_sums);
  test_list_add ("/store/list-export/cells", 0, test_cells);
  test_list_add ("/store/list-export/columns", 0, test_columns);
  test_list_add ("/store/list-export/cancel", N_ROWS, test_cancel);
  test_list_add ("/store/list-export/bad-filter", 0, test_bad_filter);

  return g_test_run ();
}
