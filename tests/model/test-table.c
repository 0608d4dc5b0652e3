/* test-table.c: what every table does, whoever has the rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-table.h"

#include "core/till-error.h"

/* The smallest implementation: ten rows whose ids are ten times their place. */
#define TEST_TYPE_TABLE (test_table_get_type ())
G_DECLARE_FINAL_TYPE (TestTable, test_table, TEST, TABLE, TillTable)

struct _TestTable
{
  TillTable parent_instance;

  guint n_queries;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTable,
                               test_table,
                               TILL_TYPE_TABLE,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static const TillColumn columns[] = {
  { .id = "date", .title = "Date", .kind = TILL_COLUMN_INSTANT, .sortable = TRUE },
  { .id = "amount", .title = "Amount", .kind = TILL_COLUMN_MONEY, .sortable = TRUE },
  { .id = "note", .title = "Note", .kind = TILL_COLUMN_TEXT },
};

static guint
get_n_items (GListModel *model)
{
  return 10;
}

static gpointer
get_item (GListModel *model, guint position)
{
  return position < 10 ? till_row_new (position * 10, G_N_ELEMENTS (columns)) : NULL;
}

static GType
get_item_type (GListModel *model)
{
  return TILL_TYPE_ROW;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
  iface->get_item_type = get_item_type;
}

static const TillColumn *
test_table_get_columns (TillTable *table, guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);

  return columns;
}

static void
test_table_requery (TillTable *table)
{
  TEST_TABLE (table)->n_queries++;
  till_table_set_state (table, TILL_TABLE_LOADING, NULL);
}

static gint64
test_table_get_id (TillTable *table, guint position)
{
  return position * G_GINT64_CONSTANT (10);
}

static gboolean
test_table_find_id (TillTable *table, gint64 id, guint *position)
{
  *position = (guint) (id / 10);

  return id % 10 == 0 && id < 100;
}

static gint64
test_table_get_sum (TillTable *table, const char *name)
{
  return g_str_equal (name, "payments") ? 1234 : 0;
}

static void
test_table_class_init (TestTableClass *klass)
{
  TillTableClass *table_class = TILL_TABLE_CLASS (klass);

  table_class->get_columns = test_table_get_columns;
  table_class->requery = test_table_requery;
  table_class->get_id = test_table_get_id;
  table_class->find_id = test_table_find_id;
  table_class->get_sum = test_table_get_sum;
}

static void
test_table_init (TestTable *self)
{
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_begins (void)
{
  TillTable *table = g_object_new (TEST_TYPE_TABLE, NULL);
  guint      position;
  guint      n_columns;
  guint      n_rows = 0;

  g_assert_cmpint (till_table_get_state (table), ==, TILL_TABLE_LOADING);
  g_assert_null (till_table_get_error (table));
  g_assert_cmpuint (till_filter_get_n_conditions (till_table_get_filter (table)), ==, 0);
  g_assert_null (till_table_get_sort (table)->column);
  g_assert_true (till_table_get_columns (table, &n_columns) == columns);
  g_assert_cmpint (till_table_find_column (table, "amount"), ==, 1);
  g_assert_cmpint (till_table_find_column (table, "weather"), ==, -1);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, 10);
  g_object_get (table, "n-rows", &n_rows, NULL);
  g_assert_cmpuint (n_rows, ==, 10);
  g_assert_cmpint (till_table_get_id (table, 3), ==, 30);
  g_assert_true (till_table_find_id (table, 30, &position));
  g_assert_cmpuint (position, ==, 3);
  g_assert_cmpint (till_table_get_sum (table, "payments"), ==, 1234);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (table)) == TILL_TYPE_ROW);

  g_assert_finalize_object (table);
}

/* A filter is asked for once, and only when it is another one. */
static void
test_filter (void)
{
  TestTable             *self = g_object_new (TEST_TYPE_TABLE, NULL);
  TillTable             *table = TILL_TABLE (self);
  g_autoptr (TillFilter) filter = till_filter_new ();
  guint                  n_notices = 0;

  g_signal_connect (table, "notify::filter", G_CALLBACK (count_cb), &n_notices);

  till_table_set_filter (table, filter);
  g_assert_cmpuint (self->n_queries, ==, 0);

  till_filter_set_search (filter, "ann");
  till_table_set_filter (table, filter);
  till_table_set_filter (table, filter);
  g_assert_cmpuint (self->n_queries, ==, 1);
  g_assert_cmpuint (n_notices, ==, 1);

  /* Ours stays as it was given. */
  till_filter_set_search (filter, "bob");
  g_assert_cmpstr (till_filter_get_search (till_table_get_filter (table)), ==, "ann");

  till_table_refresh (table);
  g_assert_cmpuint (self->n_queries, ==, 2);

  g_assert_finalize_object (self);
}

static void
test_sort (void)
{
  char               id[] = "amount";
  const TillSortKey  keys[] = { { id, TRUE }, { "date", FALSE }, { NULL, FALSE } };
  const TillSortKey  wrong[] = { { "note", FALSE }, { NULL, FALSE } };
  TestTable         *self = g_object_new (TEST_TYPE_TABLE, NULL);
  TillTable         *table = TILL_TABLE (self);
  const TillSortKey *sort;

  till_table_set_sort (table, keys);
  id[0] = 'x';
  sort = till_table_get_sort (table);
  g_assert_cmpstr (sort[0].column, ==, "amount");
  g_assert_true (sort[0].descending);
  g_assert_cmpstr (sort[1].column, ==, "date");
  g_assert_false (sort[1].descending);
  g_assert_null (sort[2].column);
  g_assert_cmpuint (self->n_queries, ==, 1);

  till_table_set_sort (table, NULL);
  g_assert_null (till_table_get_sort (table)->column);
  g_assert_cmpuint (self->n_queries, ==, 2);

  g_test_expect_message ("till-model", G_LOG_LEVEL_CRITICAL, "*sortable*");
  till_table_set_sort (table, wrong);
  g_test_assert_expected_messages ();

  g_assert_finalize_object (self);
}

static void
test_state (void)
{
  g_autoptr (GError) error = g_error_new_literal (TILL_ERROR, TILL_ERROR_STORE, "no disk");
  TillTable         *table = g_object_new (TEST_TYPE_TABLE, NULL);
  TillTableState     state = TILL_TABLE_LOADING;
  guint              n_states = 0;
  guint              n_rows = 0;

  g_signal_connect (table, "notify::state", G_CALLBACK (count_cb), &n_states);
  g_signal_connect (table, "notify::n-rows", G_CALLBACK (count_cb), &n_rows);

  till_table_set_state (table, TILL_TABLE_FAILED, error);
  g_object_get (table, "state", &state, NULL);
  g_assert_cmpint (state, ==, TILL_TABLE_FAILED);
  g_assert_cmpstr (till_table_get_error (table)->message, ==, "no disk");

  till_table_set_state (table, TILL_TABLE_READY, NULL);
  g_assert_null (till_table_get_error (table));
  g_assert_cmpuint (n_states, ==, 2);
  g_assert_cmpuint (n_rows, ==, 2);

  g_assert_finalize_object (table);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/table/begins", test_begins);
  g_test_add_func ("/model/table/filter", test_filter);
  g_test_add_func ("/model/table/sort", test_sort);
  g_test_add_func ("/model/table/state", test_state);

  return g_test_run ();
}
