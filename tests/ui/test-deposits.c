/* test-deposits.c: the Deposits tab, as a person opens a deposit, reads it, and explains it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"
#include "till-deposits-tab.h"
#include "ui/deposits/till-deposits-page.h"
#include "ui/deposits/till-explain-dialog.h"
#include "ui/transactions/till-transactions-page.h"
#include "ui/widgets/till-table-keys.h"
#include "ui/widgets/till-table-view.h"

/* ── The tests ── */

/* The equation and then the transactions stand below the deposit, and go again. */
static void
test_opens (void)
{
  DepositsTab tab = { 0 };

  deposits_open (&tab);
  g_assert_true (till_test_shows_text (tab.page, "$12.40 less: fees?"));
  g_assert_true (till_test_shows_text (tab.page, "Chargeback 4837 · Deposited"));
  g_assert_true (till_test_shows_text (tab.page, "Expected"));
  g_assert_false (till_test_shows_text (tab.page, "Gross sales: 2 payments"));

  /* Sales, refunds, fees, what they come to; two payments. */
  deposits_open_row (&tab, tab.closes, 4 + 4 + 2);
  g_assert_true (till_test_shows_text (tab.page, "Gross sales: 2 payments"));
  g_assert_true (till_test_shows_text (tab.page, "− Refunds: 0"));
  g_assert_true (till_test_shows_text (tab.page, "− Fees"));
  g_assert_true (till_test_shows_text (tab.page, "= Deposited"));
  g_assert_true (till_test_shows_text (tab.page, "Anna Kim · Payment · Unposted"));
  gtk_test_accessible_assert_state (deposits_find_arrow (&tab, tab.closes),
                                    GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);

  deposits_open_row (&tab, tab.closes, 4);
  g_assert_false (till_test_shows_text (tab.page, "Gross sales: 2 payments"));
  gtk_test_accessible_assert_state (deposits_find_arrow (&tab, tab.closes),
                                    GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  deposits_close (&tab);
}

static gboolean
has_focus (DepositsTab *tab, guint position)
{
  guint found;

  return till_table_keys_find_focus (till_table_view_get_view (deposits_get_view (tab)), &found) !=
           NULL &&
         found == position;
}

static void
wait_focus (DepositsTab *tab, guint position)
{
  till_test_wait_until (has_focus (tab, position));
}

static void
assert_focus_is_row (DepositsTab *tab)
{
  guint position;

  g_assert_true (gtk_widget_is_focus (
    till_table_keys_find_focus (till_table_view_get_view (deposits_get_view (tab)), &position)));
}

/* Who comes by Ctrl+2 stands on the first row, and on no button in it; who comes back, on hers. */
static void
test_focus (void)
{
  DepositsTab tab = { 0 };

  deposits_open (&tab);
  wait_focus (&tab, 0);
  assert_focus_is_row (&tab);
  ui_keys ("Down");
  wait_focus (&tab, 1);
  assert_focus_is_row (&tab);
  ui_keys ("ctrl+1");
  till_test_wait_until (!gtk_widget_get_mapped (tab.page));
  ui_keys ("ctrl+2");
  wait_focus (&tab, 1);
  assert_focus_is_row (&tab);
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "deposits-focus");
  deposits_close (&tab);
}

static void
test_keys (void)
{
  DepositsTab tab = { 0 };
  guint       row;

  deposits_open (&tab);
  till_table_view_go_to (deposits_get_view (&tab), tab.closes);
  g_assert_true (till_table_find_id (tab.table, tab.closes, &row));
  wait_focus (&tab, row);
  ui_keys ("Right");
  till_test_wait_until (deposits_count_shown (&tab) == 10);
  ui_keys ("Right");
  wait_focus (&tab, row + 1);
  ui_keys ("Down");
  wait_focus (&tab, row + 2);
  ui_keys ("Left");
  wait_focus (&tab, row);
  ui_keys ("Left");
  till_test_wait_until (deposits_count_shown (&tab) == 4);
  ui_keys ("Return");
  till_test_wait_until (deposits_count_shown (&tab) == 10);
  deposits_close (&tab);
}

static void
explain (DepositsTab *tab, const char *label, const char *note)
{
  GtkWidget *dialog;
  gpointer   gone;

  deposits_choose (tab, tab->differs, label);
  dialog = ui_wait_window (TILL_TYPE_EXPLAIN_DIALOG);
  g_assert_true (till_test_shows_text (dialog, "$12.40 less than its parts"));
  g_assert_false (ui_can_press (dialog, "Explain"));
  ui_write (ui_field (dialog, "Why it differs"), "  ");
  g_assert_false (ui_can_press (dialog, "Explain"));
  ui_write (ui_field (dialog, "Why it differs"), note);
  ui_pictures (dialog, "deposit-explain");
  gone = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, "Explain");
  till_test_wait_until (gone == NULL);
}

/* Never hidden, changed by a newer note, and in the audit. */
static void
test_explained (void)
{
  DepositsTab tab = { 0 };

  deposits_open (&tab);
  deposits_open_row (&tab, tab.differs, 4 + 7 + 1);
  explain (&tab, "Explain…", "The fees of November");
  till_test_wait_for_text (tab.page, "$12.40 less — explained: The fees of November");
  /* One line more, in the deposit that is open. */
  till_test_wait_until (deposits_count_shown (&tab) == 4 + 8 + 1);
  till_test_wait_for_text (tab.page, ": The fees of November");
  explain (&tab, "Explain Anew…", "The terminal’s rent");
  till_test_wait_for_text (tab.page, "$12.40 less — explained: The terminal’s rent");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM audit WHERE deed = 'explain'"), ==,
                   2);
  till_test_wait_for_text (tab.page, "$12.40 less than its parts");
  ui_settle (tab.window);
  ui_pictures (tab.window, "deposits-explained");
  deposits_close (&tab);
}

/* From an item to its row among the transactions; also when other days are shown there. */
static void
test_leads_to_transaction (void)
{
  DepositsTab tab = { 0 };
  GtkWidget  *transactions;
  gint64      item;
  guint       position;

  deposits_open (&tab);
  item = desk_count (tab.desk, "SELECT id FROM transactions WHERE batch = '000018'");
  deposits_open_row (&tab, tab.differs, 4 + 7 + 1);
  g_assert_true (till_table_find_id (tab.table, tab.differs, &position));
  gtk_widget_activate_action (
    till_table_keys_find_list (till_table_view_get_view (deposits_get_view (&tab))),
    "list.activate-item", "u", position + 8);
  transactions = till_test_find (tab.window, TILL_TYPE_TRANSACTIONS_PAGE);
  till_test_wait_until (gtk_widget_get_mapped (transactions));
  till_test_wait_until (till_table_view_get_current (TILL_TABLE_VIEW (
                          till_test_find (transactions, TILL_TYPE_TABLE_VIEW))) == item);
  deposits_close (&tab);
}

/* All that is selected are deposits, whatever is open. */
static void
test_counts_deposits (void)
{
  DepositsTab         tab = { 0 };
  TillTableSelection *rows;
  g_autoptr (GArray)  ids = NULL;
  gboolean            all_but;
  guint               row;

  deposits_open (&tab);
  rows = till_table_view_get_selection (deposits_get_view (&tab));
  deposits_open_row (&tab, tab.closes, 10);
  g_assert_true (till_table_find_id (tab.table, tab.closes, &row));
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (rows), 0, 10, TRUE);
  g_assert_cmpuint (till_table_selection_get_n_selected (rows), ==, 4);
  g_assert_true (till_table_selection_is_all (rows));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), row));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), row + 1));
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (rows));
  g_assert_cmpuint (till_table_selection_get_n_selected (rows), ==, 4);
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (rows), row + 6));
  till_test_wait_for_text (tab.page, "4 selected, deposited");
  ids = till_table_selection_dup_ids (rows, &all_but);
  g_assert_true (all_but);
  g_assert_cmpuint (ids->len, ==, 0);
  deposits_close (&tab);
}

static gboolean
change_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab          *tab = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  g_ptr_array_add (rows, deposits_new (tab, "17", 10000, 0, 250, 9750));
  g_ptr_array_add (rows, deposits_new (tab, "18", 50000, 0, 1240, 48760));

  return till_store_take_deposits (connection, PROCESSOR, tab->funded, rows,
                                   tab->desk->practice->actor, tab->now, error);
}

/* The fees come with a later report: the opened deposit closes before one's eyes. What is open
 * stays so when others sort, filter and come back. */
static void
test_stays_open (void)
{
  static const TillSortKey by_amount[] = { { "deposited", TRUE }, { NULL, FALSE } };
  DepositsTab              tab = { 0 };
  g_autoptr (TillFilter)   all = NULL;
  g_autoptr (TillFilter)   other = till_filter_new ();

  deposits_open (&tab);
  deposits_open_row (&tab, tab.differs, 4 + 7 + 1);
  deposits_open_row (&tab, tab.closes, 4 + 6 + 1 + 7);
  deposits_write (&tab, change_job, &tab);
  till_test_wait_until (deposits_count_shown (&tab) == 4 + 4 + 1 + 6);
  g_assert_false (till_test_shows_text (tab.page, "$12.40 less"));

  till_table_set_sort (tab.table, by_amount);
  ui_wait_rows (tab.table, 4, tab.window);
  g_assert_cmpuint (deposits_count_shown (&tab), ==, 15);

  all = till_filter_copy (till_table_get_filter (tab.table));
  till_filter_set (other, "state", TILL_OP_IS, (const char *const[]){ "expected", NULL });
  till_table_set_filter (tab.table, other);
  till_test_wait_until (deposits_count_shown (&tab) <= 1);
  till_table_set_filter (tab.table, all);
  ui_wait_rows (tab.table, 4, tab.window);
  g_assert_cmpuint (deposits_count_shown (&tab), ==, 15);
  g_assert_true (till_outline_is_open (tab.outline, tab.differs));
  deposits_close (&tab);
}

static void
test_empty (void)
{
  DepositsTab tab = { 0 };

  deposits_open_with (&tab, FALSE);
  till_test_wait_for_text (tab.page, "No Deposits Yet");
  g_assert_true (ui_can_press (tab.page, "Settings"));
  ui_pictures (tab.window, "deposits-empty");
  deposits_close (&tab);
}

static void
test_pictures (void)
{
  DepositsTab tab = { 0 };

  deposits_open (&tab);
  deposits_open_row (&tab, tab.closes, 4 + 4 + 2);
  deposits_open_row (&tab, tab.differs, 4 + 6 + 7 + 1);
  ui_pictures (tab.window, "deposits");
  gtk_window_set_default_size (GTK_WINDOW (tab.window), 1366, 768);
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "deposits-1366");
  gtk_window_set_default_size (GTK_WINDOW (tab.window), 1024, 600);
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "deposits-1024");
  deposits_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/deposits/opens", test_opens);
  g_test_add_func ("/ui/deposits/focus", test_focus);
  g_test_add_func ("/ui/deposits/keys", test_keys);
  g_test_add_func ("/ui/deposits/explained", test_explained);
  g_test_add_func ("/ui/deposits/leads-to-transaction", test_leads_to_transaction);
  g_test_add_func ("/ui/deposits/counts-deposits", test_counts_deposits);
  g_test_add_func ("/ui/deposits/stays-open", test_stays_open);
  g_test_add_func ("/ui/deposits/empty", test_empty);
  g_test_add_func ("/ui/deposits/pictures", test_pictures);

  return g_test_run ();
}
