/* test-table-keys.c: the list by keyboard, by name, and by the right button
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-page.h"
#include "ui/transactions/till-receipt-popover.h"
#include "ui/widgets/till-table-keys.h"
#include "ui/widgets/till-table-typing.h"
#include "ui/widgets/till-table-view.h"

#define LONG_NAME "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine"

typedef struct
{
  Page                page;
  TillTableView      *table;
  GtkColumnView      *view;
  TillTableSelection *rows;
} List;

/* The rows of till-page.h and above them what the test adds, the newest first. */
static void
open_list (List *self)
{
  page_open (&self->page);
  self->table = TILL_TABLE_VIEW (till_test_find (self->page.page, TILL_TYPE_TABLE_VIEW));
  self->view = till_table_view_get_view (self->table);
  self->rows = till_table_view_get_selection (self->table);
}

static void
focus_first (List *self)
{
  till_table_keys_go_to (self->view, self->rows, 0);
}

static gboolean
is_at (List *self, guint wanted)
{
  guint position;

  return till_table_keys_find_focus (self->view, &position) != NULL && position == wanted;
}

static guint
n_selected (List *self)
{
  return till_table_selection_get_n_selected (self->rows);
}

static gboolean
is_selected (List *self, guint position)
{
  return gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->rows), position);
}

static GtkWidget *
find_row (List *self, guint wanted)
{
  GtkWidget *list = till_table_keys_find_list (self->view);
  guint      position;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (gtk_widget_get_mapped (row) &&
          till_table_keys_find_row (self->view, row, &position) != NULL && position == wanted)
        return row;
    }

  g_error ("row %u is not there", wanted);
}

static void
add_payments (List *self, guint n)
{
  for (guint i = 0; i < n; i++)
    desk_take_cash (self->page.desk, self->page.desk->anna, 1000 + i);
  page_wait_rows (&self->page, 3 + n);
}

/* ── Moving and selecting ────────────────────────────────────────────────────────────────────────
 */

static void
test_moves (void)
{
  List  list;
  guint place;

  open_list (&list);
  add_payments (&list, 40);
  focus_first (&list);
  till_test_wait_until (is_at (&list, 0));
  ui_keys ("Down");
  till_test_wait_until (is_at (&list, 1) && is_selected (&list, 1) && n_selected (&list) == 1);
  ui_keys ("Next");
  till_test_wait_until (!is_at (&list, 1));
  till_table_keys_find_focus (list.view, &place);
  g_assert_cmpuint (place, >, 5);
  ui_keys ("Prior");
  till_test_wait_until (!is_at (&list, place));
  ui_keys ("End");
  till_test_wait_until (is_at (&list, 42));
  ui_keys ("Home");
  till_test_wait_until (is_at (&list, 0));
  g_assert_cmpuint (n_selected (&list), ==, 1);

  /* From the row to the end, and from the row to one below. */
  ui_keys ("shift+End");
  till_test_wait_until (n_selected (&list) == 43);
  ui_keys ("Home");
  till_test_wait_until (n_selected (&list) == 1);
  ui_keys ("shift+Down");
  till_test_wait_until (n_selected (&list) == 2 && is_selected (&list, 1));
  ui_keys ("ctrl+a");
  till_test_wait_until (till_table_selection_is_all (list.rows));
  page_close (&list.page);
}

/* The first time to the first row, itself and no button in it; afterwards to where it was. What has
 * been taken meanwhile by something else stays there when the rows come. */
static void
test_focus (void)
{
  List list;

  open_list (&list);
  add_payments (&list, 40);
  till_transactions_page_focus (TILL_TRANSACTIONS_PAGE (list.page.page));
  till_test_wait_until (is_at (&list, 0));
  g_assert_cmpuint (n_selected (&list), ==, 0);
  g_assert_true (gtk_widget_is_focus (find_row (&list, 0)));

  ui_keys ("Down");
  till_test_wait_until (is_at (&list, 1));
  ui_keys ("Down");
  till_test_wait_until (is_at (&list, 2));
  g_assert_true (gtk_widget_is_focus (find_row (&list, 2)));
  ui_keys ("ctrl+f");
  till_test_wait_until (!is_at (&list, 2));
  till_transactions_page_focus (TILL_TRANSACTIONS_PAGE (list.page.page));
  till_test_wait_until (is_at (&list, 2));
  g_assert_true (gtk_widget_is_focus (find_row (&list, 2)));
  page_close (&list.page);
}

/* The tab is gone to before its rows are there. */
static void
test_focus_waits (void)
{
  static const char *const nobody[] = { "nobody", NULL };
  List                     list;
  g_autoptr (TillFilter)   all = NULL;
  g_autoptr (TillFilter)   none = till_filter_new ();

  open_list (&list);
  all = till_filter_copy (till_table_get_filter (list.page.table));
  till_filter_set (none, "patient", TILL_OP_IS, nobody);
  till_table_set_filter (list.page.table, none);
  page_wait_rows (&list.page, 0);
  till_transactions_page_focus (TILL_TRANSACTIONS_PAGE (list.page.page));
  till_table_set_filter (list.page.table, all);
  page_wait_rows (&list.page, 3);
  till_test_wait_until (is_at (&list, 0));
  page_close (&list.page);
}

/* Space takes the row in and out, and leaves the others as they are. */
static void
test_space (void)
{
  List list;

  open_list (&list);
  focus_first (&list);
  till_test_wait_until (is_at (&list, 0));
  ui_keys ("ctrl+Down");
  till_test_wait_until (is_at (&list, 1));
  g_assert_false (is_selected (&list, 1));
  ui_keys ("space");
  till_test_wait_until (is_selected (&list, 1));
  g_assert_true (is_selected (&list, 0));
  ui_keys ("space");
  till_test_wait_until (!is_selected (&list, 1));
  g_assert_true (is_selected (&list, 0));
  page_close (&list.page);
}

static void
test_mouse (void)
{
  List list;

  open_list (&list);
  ui_click (find_row (&list, 0));
  till_test_wait_until (n_selected (&list) == 1 && is_selected (&list, 0));
  ui_click_with (find_row (&list, 2), 1, "shift");
  till_test_wait_until (n_selected (&list) == 3);
  ui_click_with (find_row (&list, 1), 1, "ctrl");
  till_test_wait_until (n_selected (&list) == 2 && !is_selected (&list, 1));
  ui_click (find_row (&list, 1));
  till_test_wait_until (n_selected (&list) == 1 && is_selected (&list, 1));
  page_close (&list.page);
}

/* ── What a row can do ───────────────────────────────────────────────────────────────────────────
 */

static GtkWidget *
find_menu (List *self)
{
  g_autoptr (GPtrArray) all = till_test_find_all (GTK_WIDGET (self->table), GTK_TYPE_POPOVER_MENU);

  for (guint i = 0; i < all->len; i++)
    {
      if (gtk_widget_get_mapped (all->pdata[i]) &&
          till_test_shows_text (all->pdata[i], "Mark as Posted"))
        return all->pdata[i];
    }

  return NULL;
}

static void
close_menu (List *self, guint row)
{
  till_test_wait_frames (find_menu (self), 2);
  ui_keys ("Escape");
  till_test_wait_until (find_menu (self) == NULL && is_at (self, row));
}

static void
test_menu (void)
{
  List list;

  open_list (&list);
  focus_first (&list);
  ui_keys ("Down");
  till_test_wait_until (is_at (&list, 1));
  ui_keys ("Menu");
  till_test_wait_until (find_menu (&list) != NULL);
  till_test_wait_frames (find_menu (&list), 2);
  till_test_screenshot (gtk_popover_get_child (GTK_POPOVER (find_menu (&list))), "row-menu");
  close_menu (&list, 1);
  ui_keys ("shift+F10");
  till_test_wait_until (find_menu (&list) != NULL);
  close_menu (&list, 1);

  /* The right button takes the row under it, but leaves several that are selected. */
  ui_click_with (find_row (&list, 2), 3, NULL);
  till_test_wait_until (find_menu (&list) != NULL);
  g_assert_true (is_selected (&list, 2));
  g_assert_cmpuint (n_selected (&list), ==, 1);
  close_menu (&list, 2);
  ui_keys ("ctrl+a");
  till_test_wait_until (n_selected (&list) == 3);
  ui_click_with (find_row (&list, 0), 3, NULL);
  till_test_wait_until (find_menu (&list) != NULL);
  g_assert_cmpuint (n_selected (&list), ==, 3);
  close_menu (&list, 0);
  page_close (&list.page);
}

/* Enter opens the row as a double click does, and Escape comes back to it. */
static void
test_enter (void)
{
  List       list;
  GtkWidget *receipt;

  open_list (&list);
  receipt = till_test_find (GTK_WIDGET (list.table), TILL_TYPE_RECEIPT_POPOVER);
  focus_first (&list);
  ui_keys ("Down");
  till_test_wait_until (is_at (&list, 1));
  ui_keys ("Return");
  till_test_wait_until (gtk_widget_get_mapped (receipt));
  till_test_wait_for_text (receipt, "$250.00");
  ui_keys ("Escape");
  till_test_wait_until (!gtk_widget_get_mapped (receipt) && is_at (&list, 1));
  page_close (&list.page);
}

/* ── Names ───────────────────────────────────────────────────────────────────────────────────────
 */

static void
open_names (List *self)
{
  static const char *const names[] = { "Adams, Zoe", "Lopez, María", "Lopez, Ty", LONG_NAME };
  const TillSortKey        by_name[] = { { "patient", FALSE }, { NULL, FALSE } };

  open_list (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    desk_take_cash (self->page.desk, desk_add_patient (self->page.desk, names[i], 0), 1000);
  page_wait_rows (&self->page, 7);
  /* Adams, Lee Anna, Lee Anna, Lee Ben, Lopez María, Lopez Ty, Wolfe… */
  till_table_set_sort (self->page.table, by_name);
  page_wait_rows (&self->page, 7);
  focus_first (self);
  till_test_wait_until (is_at (self, 0));
}

static void
end_typing (List *self)
{
  GtkWidget *typing = till_test_find (GTK_WIDGET (self->table), TILL_TYPE_TABLE_TYPING);

  till_test_wait_until (!gtk_widget_get_visible (typing));
}

static void
test_names (void)
{
  List              list;
  const TillSortKey by_time[] = { { "date", TRUE }, { NULL, FALSE } };

  open_names (&list);
  ui_type ("l");
  till_test_wait_until (is_at (&list, 1));
  ui_type ("O");
  till_test_wait_until (is_at (&list, 4) && n_selected (&list) == 1);
  ui_type ("pez, t");
  till_test_wait_until (is_at (&list, 5));
  till_test_wait_frames (list.page.window, 2);
  till_test_screenshot (list.page.window, "typed-name");
  ui_keys ("BackSpace");
  ui_keys ("Escape");
  till_test_wait_until (
    !gtk_widget_get_visible (till_test_find (GTK_WIDGET (list.table), TILL_TYPE_TABLE_TYPING)));

  /* Round to the top; the same letter again goes on to the next. */
  ui_type ("l");
  till_test_wait_until (is_at (&list, 1));
  end_typing (&list);
  ui_type ("l");
  till_test_wait_until (is_at (&list, 2));
  end_typing (&list);
  ui_type ("zz");
  till_test_wait_for_text (GTK_WIDGET (list.table), "No name begins with “zz”");
  g_assert_true (is_at (&list, 2));
  ui_keys ("Escape");

  /* By time: the next payment of such a name, in the order that is shown. */
  till_table_set_sort (list.page.table, by_time);
  page_wait_rows (&list.page, 7);
  focus_first (&list);
  till_test_wait_until (is_at (&list, 0));
  ui_type ("lee, b");
  till_test_wait_until (is_at (&list, 5));
  page_close (&list.page);
}

/* Escape in the search entry takes the search away and comes back to the list. */
static void
test_search_escape (void)
{
  List list;

  open_list (&list);
  focus_first (&list);
  ui_keys ("ctrl+f");
  ui_type ("ben");
  page_wait_rows (&list.page, 1);
  ui_keys ("Escape");
  page_wait_rows (&list.page, 3);
  till_test_wait_until (till_table_keys_find_focus (list.view, &(guint){ 0 }) != NULL);
  page_close (&list.page);
}

/* ── Tooltips ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
has_tooltip (List *self, const char *text)
{
  g_autoptr (GPtrArray)  cells = till_test_find_all (GTK_WIDGET (self->view), GTK_TYPE_INSCRIPTION);
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean               shown = FALSE;

  for (guint i = 0; i < cells->len; i++)
    {
      graphene_rect_t bounds;

      if (g_strcmp0 (gtk_inscription_get_text (cells->pdata[i]), text) != 0 ||
          !gtk_widget_get_mapped (cells->pdata[i]))
        continue;
      g_assert_true (gtk_widget_compute_bounds (cells->pdata[i], GTK_WIDGET (self->view), &bounds));
      g_signal_emit_by_name (self->view, "query-tooltip", (int) bounds.origin.x + 3,
                             (int) (bounds.origin.y + bounds.size.height / 2), FALSE, tooltip,
                             &shown);
      return shown;
    }

  g_error ("no cell says “%s”", text);
}

static void
test_tooltips (void)
{
  List list;

  open_names (&list);
  g_assert_true (has_tooltip (&list, LONG_NAME));
  g_assert_false (has_tooltip (&list, "Adams, Zoe"));
  g_assert_false (has_tooltip (&list, "$250.00"));
  page_close (&list.page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/table-keys/moves", test_moves);
  g_test_add_func ("/ui/table-keys/focus", test_focus);
  g_test_add_func ("/ui/table-keys/focus-waits", test_focus_waits);
  g_test_add_func ("/ui/table-keys/space", test_space);
  g_test_add_func ("/ui/table-keys/mouse", test_mouse);
  g_test_add_func ("/ui/table-keys/menu", test_menu);
  g_test_add_func ("/ui/table-keys/enter", test_enter);
  g_test_add_func ("/ui/table-keys/names", test_names);
  g_test_add_func ("/ui/table-keys/search-escape", test_search_escape);
  g_test_add_func ("/ui/table-keys/tooltips", test_tooltips);

  return g_test_run ();
}
