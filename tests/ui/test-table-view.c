/* test-table-view.c: the list over a real table of a real practice file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"
#include "ui/widgets/till-table-view.h"

typedef struct
{
  Desk          *desk;
  TillTable     *table;
  TillTableView *view;
  GtkWidget     *before;
  GtkWidget     *after;
  GtkWidget     *window;
} List;

enum
{
  DATE,
  PATIENT,
  AMOUNT,
  METHOD,
  CARD,
  STATUS,
  POSTED,
  N_SHOWN,
};

static void
show (List *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->before = gtk_button_new_with_label ("Before");
  self->after = gtk_button_new_with_label ("After");
  gtk_box_append (GTK_BOX (box), self->before);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (box), self->after);
  till_table_view_set_empty_words (self->view, "Nothing Here", "Choose other days.");
  till_table_view_set_table (self->view, self->table, till_practice_get_zone (self->desk->practice),
                             "Transactions");
  self->window = ui_window_around (box, 1200, 600);
}

static void
open_list (List *self)
{
  self->desk = desk_new_for_cash ();
  ui_take_three (self->desk);
  self->table = till_practice_get_transactions (self->desk->practice);
  self->view = TILL_TABLE_VIEW (till_table_view_new ());
}

static void
close_list (List *self)
{
  g_object_ref (self->view);
  ui_end (self->window);
  g_assert_finalize_object (self->view);
  desk_free (self->desk);
}

static void
wait_rows (List *self, guint n_rows)
{
  till_test_wait_until (till_table_get_state (self->table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (self->table) == n_rows);
}

/* What can be seen of that kind, which GTK does not make public. */
static GPtrArray *
find_parts (GtkWidget *root, const char *type_name)
{
  g_autoptr (GPtrArray) all = till_test_find_all (root, GTK_TYPE_WIDGET);
  GPtrArray            *parts = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      if (g_str_equal (G_OBJECT_TYPE_NAME (all->pdata[i]), type_name) &&
          gtk_widget_get_mapped (all->pdata[i]))
        g_ptr_array_add (parts, all->pdata[i]);
    }

  return parts;
}

static GtkInscription *
cell (List *self, guint row, guint column)
{
  g_autoptr (GPtrArray) cells = find_parts (GTK_WIDGET (self->view), "GtkColumnViewCell");
  guint                 at = row * (1 + N_SHOWN) + 1 + column; /* the first is the mark */

  if (at >= cells->len)
    return NULL;

  return GTK_INSCRIPTION (gtk_widget_get_first_child (cells->pdata[at]));
}

static const char *
cell_text (List *self, guint row, guint column)
{
  GtkInscription *text = cell (self, row, column);

  return text != NULL ? gtk_inscription_get_text (text) : NULL;
}

static GtkWidget *
title (List *self, const char *words)
{
  g_autoptr (GPtrArray) titles = find_parts (GTK_WIDGET (self->view), "GtkColumnViewTitle");

  for (guint i = 0; i < titles->len; i++)
    {
      if (till_test_shows_text (titles->pdata[i], words))
        return titles->pdata[i];
    }

  g_error ("there is no column “%s”", words);
}

/* ── What is shown ───────────────────────────────────────────────────────────────────────────────
 */

static void
test_columns (void)
{
  static const char *const wanted[] = { "Date", "Patient", "Amount", "Method",
                                        "Card", "Status",  "Posted" };
  static const char *const first[] = { NULL, "Lee, Anna", "$3.00", "Cash", "", "Paid", "Unposted" };
  List                     list;
  g_autoptr (GPtrArray)    titles = NULL;

  open_list (&list);
  show (&list);
  wait_rows (&list, 3);
  till_test_wait_for_text (list.window, "Lee, Ben");

  titles = find_parts (GTK_WIDGET (list.view), "GtkColumnViewTitle");
  g_assert_cmpuint (titles->len, ==, 1 + N_SHOWN);
  for (guint i = 0; i < N_SHOWN; i++)
    {
      g_assert_true (till_test_shows_text (titles->pdata[1 + i], wanted[i]));
      if (first[i] != NULL)
        g_assert_cmpstr (cell_text (&list, 0, i), ==, first[i]);
    }
  /* The newest first, numbers at the right in figures of one width. */
  g_assert_cmpstr (cell_text (&list, 1, AMOUNT), ==, "$250.00");
  g_assert_cmpstr (cell_text (&list, 2, AMOUNT), ==, "$10.00");
  g_assert_cmpfloat (gtk_inscription_get_xalign (cell (&list, 0, AMOUNT)), >, 0.9);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (cell (&list, 0, AMOUNT)), "numeric"));
  g_assert_cmpfloat (gtk_inscription_get_xalign (cell (&list, 0, PATIENT)), <, 0.1);
  /* A name is known by its beginning, a card by its last four. */
  g_assert_cmpint (gtk_inscription_get_text_overflow (cell (&list, 0, PATIENT)), ==,
                   GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  g_assert_cmpint (gtk_inscription_get_text_overflow (cell (&list, 0, 4)), ==,
                   GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE);

  gtk_test_accessible_assert_role (till_table_view_get_view (list.view),
                                   GTK_ACCESSIBLE_ROLE_TREE_GRID);
  gtk_test_accessible_assert_property (till_table_view_get_view (list.view),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Transactions");
  close_list (&list);
}

static GtkWidget *
setup_own (GtkListItem *item, gpointer user_data)
{
  return gtk_button_new ();
}

static void
bind_own (GtkListItem *item, TillRow *row, gpointer user_data)
{
  g_autofree char *words =
    g_strdup_printf ("%s %" G_GINT64_FORMAT, (const char *) user_data, till_row_get_id (row));

  gtk_button_set_label (GTK_BUTTON (gtk_list_item_get_child (item)), words);
}

static void
test_own_cells (void)
{
  List list;

  open_list (&list);
  till_table_view_set_cell (list.view, "posted", setup_own, bind_own, (gpointer) "Post");
  till_table_view_add_cell (list.view, NULL, "More", setup_own, bind_own, (gpointer) "Open");
  show (&list);
  wait_rows (&list, 3);
  for (guint i = 0; i < 3; i++)
    {
      gint64           id = till_table_get_id (list.table, i);
      g_autofree char *post = g_strdup_printf ("Post %" G_GINT64_FORMAT, id);
      g_autofree char *open = g_strdup_printf ("Open %" G_GINT64_FORMAT, id);

      till_test_wait_for_text (list.window, post);
      till_test_wait_for_text (list.window, open);
    }
  g_assert_false (till_test_shows_text (GTK_WIDGET (list.view), "Unposted"));
  title (&list, "More");

  close_list (&list);
}

static void
test_empty (void)
{
  static const char *const none[] = { "yesterday", NULL };
  g_autoptr (TillFilter)   narrow = till_filter_new ();
  g_autoptr (TillFilter)   wide = till_filter_new ();
  List                     list;

  till_filter_set (narrow, "date", TILL_OP_PRESET, none);
  open_list (&list);
  show (&list);
  wait_rows (&list, 3);
  g_assert_false (till_test_shows_text (list.window, "Nothing Here"));

  till_table_set_filter (list.table, narrow);
  till_test_wait_for_text (list.window, "Nothing Here");
  g_assert_true (till_test_shows_text (list.window, "Choose other days."));
  g_assert_cmpint (till_table_view_get_current (list.view), ==, 0);

  till_table_set_filter (list.table, wide);
  till_test_wait_for_text (list.window, "$250.00");
  g_assert_false (till_test_shows_text (list.window, "Nothing Here"));

  close_list (&list);
}

/* ── Sorting and selecting ───────────────────────────────────────────────────────────────────────
 */

static gboolean
begins_with (List *self, const char *first)
{
  return g_strcmp0 (cell_text (self, 0, AMOUNT), first) == 0;
}

static void
test_sort (void)
{
  List list;

  open_list (&list);
  show (&list);
  wait_rows (&list, 3);

  ui_click (title (&list, "Amount"));
  till_test_wait_until (begins_with (&list, "$3.00") &&
                        g_strcmp0 (cell_text (&list, 2, AMOUNT), "$250.00") == 0);
  g_assert_cmpstr (till_table_get_sort (list.table)[0].column, ==, "amount");
  g_assert_false (till_table_get_sort (list.table)[0].descending);
  ui_click (title (&list, "Amount"));
  till_test_wait_until (begins_with (&list, "$250.00"));
  g_assert_true (till_table_get_sort (list.table)[0].descending);

  /* Another column goes first, the one before breaks its ties. */
  ui_click (title (&list, "Patient"));
  till_test_wait_until (begins_with (&list, "$10.00"));
  g_assert_cmpstr (till_table_get_sort (list.table)[0].column, ==, "patient");
  g_assert_cmpstr (till_table_get_sort (list.table)[1].column, ==, "amount");
  g_assert_true (till_table_get_sort (list.table)[1].descending);
  g_assert_cmpstr (cell_text (&list, 1, AMOUNT), ==, "$3.00");

  close_list (&list);
}

static void
test_selection (void)
{
  static const char *const none[] = { "voided", NULL };
  const TillSortKey        by_amount[] = { { "amount", FALSE }, { NULL, FALSE } };
  g_autoptr (TillFilter)   narrow = till_filter_new ();
  GtkSelectionModel       *model;
  List                     list;
  gint64                   ben;

  open_list (&list);
  show (&list);
  wait_rows (&list, 3);
  model = gtk_column_view_get_model (till_table_view_get_view (list.view));
  g_assert_cmpint (till_table_view_get_current (list.view), ==, 0);
  gtk_selection_model_select_item (model, 1, TRUE);
  ben = till_table_get_id (list.table, 1);
  g_assert_cmpint (till_table_view_get_current (list.view), ==, ben);

  /* A new row, another order: the same payment. */
  desk_take_cash (list.desk, list.desk->anna, 7000);
  wait_rows (&list, 4);
  g_assert_cmpint (till_table_view_get_current (list.view), ==, ben);
  till_table_set_sort (list.table, by_amount);
  till_test_wait_until (begins_with (&list, "$3.00"));
  g_assert_cmpint (till_table_view_get_current (list.view), ==, ben);
  g_assert_true (gtk_selection_model_is_selected (model, 3));

  /* Two are no current one; all are selected without a row being read. */
  gtk_selection_model_select_item (model, 0, FALSE);
  g_assert_cmpint (till_table_view_get_current (list.view), ==, 0);
  gtk_selection_model_select_all (model);
  for (guint i = 0; i < 4; i++)
    g_assert_true (gtk_selection_model_is_selected (model, i));
  gtk_selection_model_unselect_all (model);
  gtk_selection_model_select_item (model, 3, TRUE);

  till_filter_set (narrow, "status", TILL_OP_IS, none);
  till_table_set_filter (list.table, narrow);
  wait_rows (&list, 0);
  g_assert_cmpint (till_table_view_get_current (list.view), ==, 0);

  close_list (&list);
}

static GtkWidget *
mark (List *self, guint row)
{
  g_autoptr (GPtrArray) marks = till_test_find_all (GTK_WIDGET (self->view), GTK_TYPE_IMAGE);
  guint                 at = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      if (gtk_widget_has_css_class (marks->pdata[i], "row-mark") && at++ == row)
        return marks->pdata[i];
    }

  g_error ("row %u has no mark", row);
}

static gboolean
shows_mark (List *self, guint row, const char *icon)
{
  return g_str_equal (gtk_image_get_icon_name (GTK_IMAGE (mark (self, row))), icon);
}

static void
test_marks (void)
{
  List                list;
  TillTableSelection *rows;
  GtkWidget          *all;
  g_autoptr (GArray)  ids = NULL;
  gboolean            all_but;

  open_list (&list);
  show (&list);
  wait_rows (&list, 3);
  till_test_wait_for_text (list.window, "Lee, Ben");
  rows = till_table_view_get_selection (list.view);
  all = till_test_find (GTK_WIDGET (list.view), GTK_TYPE_CHECK_BUTTON);

  /* A mark adds to what is selected and takes away from it. */
  ui_click (mark (&list, 0));
  till_test_wait_until (till_table_selection_get_n_selected (rows) == 1);
  ui_click (mark (&list, 2));
  till_test_wait_until (till_table_selection_get_n_selected (rows) == 2);
  g_assert_true (shows_mark (&list, 0, "checkbox-checked-symbolic"));
  g_assert_true (shows_mark (&list, 1, "checkbox-symbolic"));
  g_assert_true (gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (all)));
  ui_click (mark (&list, 0));
  till_test_wait_until (till_table_selection_get_n_selected (rows) == 1);

  /* The one over them selects all, but those taken out; what comes later is selected too. */
  ui_click (all);
  till_test_wait_until (till_table_selection_is_all (rows));
  g_assert_true (shows_mark (&list, 1, "checkbox-checked-symbolic"));
  ui_click (mark (&list, 1));
  till_test_wait_until (till_table_selection_get_n_selected (rows) == 2);
  ids = till_table_selection_dup_ids (rows, &all_but);
  g_assert_true (all_but);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, till_table_get_id (list.table, 1));
  desk_take_cash (list.desk, list.desk->anna, 7000);
  wait_rows (&list, 4);
  g_assert_cmpuint (till_table_selection_get_n_selected (rows), ==, 3);

  close_list (&list);
}

/* ── The keyboard ────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
is_in_list (List *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));
}

/* The mark and the filters of the header come before the rows. */
static gboolean
is_in_rows (List *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return is_in_list (self) && !GTK_IS_BUTTON (focus) && !GTK_IS_CHECK_BUTTON (focus);
}

static void
press (List *self, const char *keys)
{
  GtkWidget *before = gtk_window_get_focus (GTK_WINDOW (self->window));

  ui_keys (keys);
  till_test_wait_until (gtk_window_get_focus (GTK_WINDOW (self->window)) != before);
}

static void
press_until_in_rows (List *self, const char *keys)
{
  for (guint i = 0; i < 2 + N_SHOWN && !is_in_rows (self); i++)
    press (self, keys);
  g_assert_true (is_in_rows (self));
}

static void
activated_cb (TillTableView *view, gint64 id, gint64 *activated)
{
  *activated = id;
}

static void
test_keys (void)
{
  List   list;
  gint64 activated = 0;

  open_list (&list);
  show (&list);
  wait_rows (&list, 3);
  till_test_wait_for_text (list.window, "Lee, Ben");
  g_signal_connect (list.view, "row-activated", G_CALLBACK (activated_cb), &activated);

  ui_click (list.before);
  till_test_wait_until (gtk_widget_has_focus (list.before));
  press_until_in_rows (&list, "Tab");
  ui_keys ("Down");
  till_test_wait_until (till_table_view_get_current (list.view) ==
                        till_table_get_id (list.table, 1));
  ui_keys ("Return");
  till_test_wait_until (activated == till_table_get_id (list.table, 1));

  /* One Tab leaves the list, however many rows there are. */
  ui_keys ("Tab");
  till_test_wait_until (gtk_widget_has_focus (list.after));
  press_until_in_rows (&list, "shift+Tab");
  while (!gtk_widget_has_focus (list.before))
    press (&list, "shift+Tab");

  close_list (&list);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/table-view/columns", test_columns);
  g_test_add_func ("/ui/table-view/own-cells", test_own_cells);
  g_test_add_func ("/ui/table-view/empty", test_empty);
  g_test_add_func ("/ui/table-view/sort", test_sort);
  g_test_add_func ("/ui/table-view/selection", test_selection);
  g_test_add_func ("/ui/table-view/marks", test_marks);
  g_test_add_func ("/ui/table-view/keys", test_keys);

  return g_test_run ();
}
