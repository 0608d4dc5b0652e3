/* test-table-live.c: what changes elsewhere is in the list at once, and leaves the person in it
 * alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-page.h"
#include "ui/widgets/till-table-keys.h"
#include "ui/widgets/till-table-view.h"

#define N_PAYMENTS 60
#define AT 30 /* the row she is at */

typedef struct
{
  Page                page;
  GtkColumnView      *view;
  TillTableSelection *rows;
  gint64              id; /* of the row at AT */
  gint64              other;
} List;

/* Sixty payments of Anna's by amount, in a filter; she is at one in the middle, two are selected.
 */
static void
open_list (List *self)
{
  const TillSortKey      by_amount[] = { { "amount", FALSE }, { NULL, FALSE } };
  g_autoptr (TillFilter) filter = till_filter_new ();
  TillTableView         *table;

  page_open (&self->page);
  table = TILL_TABLE_VIEW (till_test_find (self->page.page, TILL_TYPE_TABLE_VIEW));
  self->view = till_table_view_get_view (table);
  self->rows = till_table_view_get_selection (table);
  for (guint i = 0; i < N_PAYMENTS - 2; i++)
    desk_take_cash (self->page.desk, self->page.desk->anna, 2000 + 10 * i);
  till_filter_set (filter, "patient", TILL_OP_CONTAINS, (const char *const[]){ "anna", NULL });
  till_filter_set (filter, "method", TILL_OP_IS, (const char *const[]){ "cash", NULL });
  till_table_set_filter (self->page.table, filter);
  till_table_set_sort (self->page.table, by_amount);
  page_wait_rows (&self->page, N_PAYMENTS);

  till_table_keys_go_to (self->view, self->rows, AT);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->rows), AT + 2, FALSE);
  ui_settle (self->page.window);
  self->id = till_table_get_id (self->page.table, AT);
  self->other = till_table_get_id (self->page.table, AT + 2);
}

/* Where the row with the focus is, and how far down the window. */
static int
find_focus (List *self, guint *position)
{
  GtkWidget      *row = till_table_keys_find_focus (self->view, position);
  graphene_rect_t bounds;

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_compute_bounds (row, self->page.page, &bounds));

  return (int) bounds.origin.y;
}

static void
assert_at (List *self, guint at, int y)
{
  guint              position;
  guint              other;
  gboolean           all_but;
  g_autoptr (GArray) ids = till_table_selection_dup_ids (self->rows, &all_but);

  g_assert_cmpint (find_focus (self, &position), ==, y);
  g_assert_cmpuint (position, ==, at);
  g_assert_cmpint (till_table_get_id (self->page.table, at), ==, self->id);

  g_assert_false (all_but);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->rows), at));
  g_assert_true (till_table_find_id (self->page.table, self->other, &other));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->rows), other));
}

/* A payment above, one below, one that is not of the filter: place, selection and focus stay. */
static void
test_payments (void)
{
  List  list;
  guint position;
  int   y;

  open_list (&list);
  y = find_focus (&list, &position);
  g_assert_cmpuint (position, ==, AT);
  assert_at (&list, AT, y);

  desk_take_cash (list.page.desk, list.page.desk->anna, 1);
  page_wait_rows (&list.page, N_PAYMENTS + 1);
  assert_at (&list, AT + 1, y);
  desk_take_cash (list.page.desk, list.page.desk->anna, 999900);
  page_wait_rows (&list.page, N_PAYMENTS + 2);
  assert_at (&list, AT + 1, y);
  desk_take_cash (list.page.desk, list.page.desk->ben, 1);
  page_wait_rows (&list.page, N_PAYMENTS + 2);
  assert_at (&list, AT + 1, y);
  ui_pictures (list.page.window, "live");
  page_close (&list.page);
}

/* What happens to the row itself is seen in it. */
static void
test_row_changes (void)
{
  List  list;
  guint position;
  int   y;

  open_list (&list);
  y = find_focus (&list, &position);
  till_practice_post_async (list.page.desk->practice, &list.id, 1, TRUE, NULL, NULL);
  till_test_wait_for_text (till_table_keys_find_focus (list.view, &position), "Posted");
  assert_at (&list, AT, y);
  page_close (&list.page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/table-live/payments", test_payments);
  g_test_add_func ("/ui/table-live/row-changes", test_row_changes);

  return g_test_run ();
}
