/* test-deposits.c: the Deposits tab, as a person opens a deposit, reads it, and explains it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"
#include "store/till-store-transactions.h"
#include "till-test-ui.h"
#include "ui/deposits/till-deposits-page.h"
#include "ui/deposits/till-explain-dialog.h"
#include "ui/till-window.h"
#include "ui/transactions/till-transactions-page.h"
#include "ui/widgets/till-table-keys.h"
#include "ui/widgets/till-table-view.h"

#define PROCESSOR "clearent"
#define TERMINAL "38004321"

typedef struct
{
  Desk        *desk;
  GtkWidget   *window;
  GtkWidget   *page;
  TillTable   *table;
  TillOutline *outline;
  TillInstant  now;
  TillDay      settled;
  TillDay      funded;
  gint64       closes; /* ids of the deposits, as the fixture has them */
  gint64       differs;
} Tab;

/* ── What there is ── */

static void
add_card (TillDbConnection *connection,
          Tab              *tab,
          const char       *batch,
          gint64            cents,
          const char       *name,
          gint64            refund_of)
{
  static guint                n_cards;
  g_autoptr (TillTransaction) row = till_transaction_new ();
  g_autoptr (GError)          error = NULL;

  row->kind = cents < 0 ? TILL_KIND_REFUND : TILL_KIND_PAYMENT;
  row->state = batch != NULL ? TILL_TRANSACTION_SETTLED : TILL_TRANSACTION_CAPTURED;
  row->method = TILL_METHOD_TERMINAL;
  row->posting = TILL_POSTING_UNPOSTED;
  row->patient_id = tab->desk->anna;
  row->patient_name = g_strdup (name);
  row->amount = till_money (cents);
  row->related_id = refund_of;
  /* What no batch has yet is of today. */
  row->happened_at = tab->now - TILL_MINUTE;
  if (batch != NULL)
    row->happened_at = till_day_start (tab->settled, tab->desk->practice->zone) +
                       (9 * 60 + n_cards * 7) * TILL_MINUTE;
  row->processor = g_strdup (PROCESSOR);
  row->processor_id = g_strdup_printf ("2005%05u", n_cards++);
  row->card.brand = g_strdup ("Visa");
  row->card.last_four = g_strdup ("4242");
  row->terminal = g_strdup (TERMINAL);
  row->batch = g_strdup (batch);
  till_store_add_transaction (connection, row, tab->desk->practice->actor, row->happened_at,
                              &error);
  g_assert_no_error (error);
}

static TillDeposit *
new_deposit (Tab *tab, const char *batch, gint64 sales, gint64 refunds, gint64 fees, gint64 net)
{
  TillDeposit *deposit = till_deposit_new ();

  deposit->kind = batch != NULL ? TILL_DEPOSIT_BATCH : TILL_DEPOSIT_ADJUSTMENT;
  deposit->processor = g_strdup (PROCESSOR);
  deposit->merchant = g_strdup ("6588000000000001");
  deposit->terminal = g_strdup (batch != NULL ? "4321" : NULL);
  deposit->batch = g_strdup (batch);
  deposit->settled_on = tab->settled;
  deposit->funded_on = tab->funded;
  deposit->sales = till_money (sales);
  deposit->refunds = till_money (refunds);
  deposit->fees = till_money (fees);
  deposit->total = till_money (sales - refunds);
  deposit->deposited = till_money (net);
  deposit->n_sales = sales > 0 ? (sales == 10000 ? 2 : 1) : 0;
  deposit->n_refunds = refunds > 0 ? 1 : 0;
  deposit->account = g_strdup ("••1939");

  return deposit;
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Tab                  *tab = data;
  TillPractice         *practice = tab->desk->practice;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  TillDeposit          *chargeback = new_deposit (tab, NULL, 0, 0, 0, -15000);

  add_card (connection, tab, "000017", 6000, "Anna Kim", 0);
  add_card (connection, tab, "000017", 4000, "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine",
            0);
  add_card (connection, tab, "000018", 50000, "Ben Kim", 0);
  add_card (connection, tab, NULL, 7000, "Anna Kim", 0);
  g_ptr_array_add (rows, new_deposit (tab, "17", 10000, 0, 250, 9750));
  g_ptr_array_add (rows, new_deposit (tab, "18", 50000, 0, 0, 48760));
  chargeback->adjustment = till_money (-15000);
  chargeback->words = g_strdup ("Chargeback 4837");
  g_ptr_array_add (rows, chargeback);

  return till_store_take_deposits (connection, PROCESSOR, tab->funded, rows, practice->actor,
                                   tab->now, error) &&
         till_store_expect_deposits (connection, PROCESSOR, 1, tab->now, error);
}

static void
write_job (Tab *tab, TillDbJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, job, data, &error);
  g_assert_no_error (error);
}

static void
tab_open_with (Tab *tab, gboolean with_deposits)
{
  TillDay today;

  tab->desk = desk_new_for_cash ();
  tab->now = till_practice_now (tab->desk->practice);
  today = till_practice_get_today (tab->desk->practice);
  tab->funded = till_day_add (today, -1);
  tab->settled = till_day_add (today, -2);
  if (with_deposits)
    write_job (tab, fill_job, tab);
  tab->table = till_practice_get_deposits (tab->desk->practice);
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  till_test_present (tab->window);
  ui_keys ("ctrl+2");
  tab->page = till_test_find (tab->window, TILL_TYPE_DEPOSITS_PAGE);
  till_test_wait_until (gtk_widget_get_mapped (tab->page));
  ui_wait_rows (tab->table, with_deposits ? 4 : 0, tab->window);
  tab->outline = till_table_view_get_outline (
    TILL_TABLE_VIEW (till_test_find (tab->page, TILL_TYPE_TABLE_VIEW)));
  tab->closes = desk_count (tab->desk, "SELECT id FROM deposits WHERE batch = '17'");
  tab->differs = desk_count (tab->desk, "SELECT id FROM deposits WHERE batch = '18'");
}

static void
tab_open (Tab *tab)
{
  tab_open_with (tab, TRUE);
}

static void
tab_close (Tab *tab)
{
  ui_end (tab->window);
  desk_free (tab->desk);
}

static guint
count_shown (Tab *tab)
{
  return till_table_get_n_rows (TILL_TABLE (tab->outline));
}

static TillTableView *
get_view (Tab *tab)
{
  return TILL_TABLE_VIEW (till_test_find (tab->page, TILL_TYPE_TABLE_VIEW));
}

/* The button of that deposit's row that has the style. */
static GtkWidget *
find_button (Tab *tab, gint64 id, const char *style)
{
  g_autoptr (GPtrArray) arrows = till_test_find_all (tab->page, GTK_TYPE_BUTTON);
  guint                 wanted;
  guint                 position;

  g_assert_true (till_table_find_id (TILL_TABLE (tab->outline), id, &wanted));
  for (guint i = 0; i < arrows->len; i++)
    {
      GtkWidget *arrow = arrows->pdata[i];

      if (gtk_widget_has_css_class (arrow, style) && gtk_widget_get_mapped (arrow) &&
          till_table_keys_find_row (till_table_view_get_view (get_view (tab)), arrow, &position) !=
            NULL &&
          position == wanted)
        return arrow;
    }
  g_assert_not_reached ();
}

static GtkWidget *
find_arrow (Tab *tab, gint64 id)
{
  return find_button (tab, id, "row-arrow");
}

static void
open_deposit (Tab *tab, gint64 id, guint n_shown)
{
  ui_click (find_arrow (tab, id));
  till_test_wait_until (count_shown (tab) == n_shown);
  ui_settle (tab->window);
}

/* ── The tests ── */

/* The equation and then the transactions stand below the deposit, and go again. */
static void
test_opens (void)
{
  Tab tab;

  tab_open (&tab);
  g_assert_true (till_test_shows_text (tab.page, "$12.40 less than its parts"));
  g_assert_true (till_test_shows_text (tab.page, "Chargeback 4837 · Deposited"));
  g_assert_true (till_test_shows_text (tab.page, "Expected"));
  g_assert_false (till_test_shows_text (tab.page, "Gross sales: 2 payments"));

  /* Sales, refunds, fees, what they come to; two payments. */
  open_deposit (&tab, tab.closes, 4 + 4 + 2);
  g_assert_true (till_test_shows_text (tab.page, "Gross sales: 2 payments"));
  g_assert_true (till_test_shows_text (tab.page, "− Refunds: 0"));
  g_assert_true (till_test_shows_text (tab.page, "− Fees"));
  g_assert_true (till_test_shows_text (tab.page, "= Deposited"));
  g_assert_true (till_test_shows_text (tab.page, "Anna Kim · Payment · Unposted"));
  gtk_test_accessible_assert_state (find_arrow (&tab, tab.closes), GTK_ACCESSIBLE_STATE_EXPANDED,
                                    TRUE);

  open_deposit (&tab, tab.closes, 4);
  g_assert_false (till_test_shows_text (tab.page, "Gross sales: 2 payments"));
  gtk_test_accessible_assert_state (find_arrow (&tab, tab.closes), GTK_ACCESSIBLE_STATE_EXPANDED,
                                    FALSE);
  tab_close (&tab);
}

static gboolean
has_focus (Tab *tab, guint position)
{
  guint found;

  return till_table_keys_find_focus (till_table_view_get_view (get_view (tab)), &found) != NULL &&
         found == position;
}

static void
wait_focus (Tab *tab, guint position)
{
  till_test_wait_until (has_focus (tab, position));
}

static void
test_keys (void)
{
  Tab   tab;
  guint row;

  tab_open (&tab);
  till_table_view_go_to (get_view (&tab), tab.closes);
  g_assert_true (till_table_find_id (tab.table, tab.closes, &row));
  wait_focus (&tab, row);
  ui_keys ("Right");
  till_test_wait_until (count_shown (&tab) == 10);
  ui_keys ("Right");
  wait_focus (&tab, row + 1);
  ui_keys ("Down");
  wait_focus (&tab, row + 2);
  ui_keys ("Left");
  wait_focus (&tab, row);
  ui_keys ("Left");
  till_test_wait_until (count_shown (&tab) == 4);
  ui_keys ("Return");
  till_test_wait_until (count_shown (&tab) == 10);
  tab_close (&tab);
}

/* The item of a row's menu. */
static void
choose (Tab *tab, gint64 id, const char *label)
{
  GtkWidget *menu;
  GtkWidget *found;

  ui_click (find_button (tab, id, "row-actions"));
  till_test_wait_until ((menu = till_test_find (tab->page, GTK_TYPE_POPOVER_MENU)) != NULL &&
                        gtk_widget_get_mapped (menu));
  ui_settle (tab->window);
  found = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), label);
  g_assert_nonnull (found);
  g_assert_true (gtk_widget_activate (found));
}

static void
explain (Tab *tab, const char *label, const char *note)
{
  GtkWidget *dialog;
  gpointer   gone;

  choose (tab, tab->differs, label);
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
  Tab tab;

  tab_open (&tab);
  open_deposit (&tab, tab.differs, 4 + 6 + 1);
  explain (&tab, "Explain…", "The fees of November");
  till_test_wait_for_text (tab.page, "Explained: The fees of November");
  /* One line more, in the deposit that is open. */
  till_test_wait_until (count_shown (&tab) == 4 + 7 + 1);
  till_test_wait_for_text (tab.page, "Maria Lopez, ");
  explain (&tab, "Explain Anew…", "The terminal’s rent");
  till_test_wait_for_text (tab.page, "Explained: The terminal’s rent");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM audit WHERE deed = 'explain'"), ==,
                   2);
  till_test_wait_for_text (tab.page, "$12.40 less than its parts");
  ui_settle (tab.window);
  ui_pictures (tab.window, "deposits-explained");
  tab_close (&tab);
}

/* From an item to its row among the transactions; also when other days are shown there. */
static void
test_leads_to_transaction (void)
{
  Tab        tab;
  GtkWidget *transactions;
  gint64     item;
  guint      position;

  tab_open (&tab);
  item = desk_count (tab.desk, "SELECT id FROM transactions WHERE batch = '000018'");
  open_deposit (&tab, tab.differs, 4 + 6 + 1);
  g_assert_true (till_table_find_id (tab.table, tab.differs, &position));
  gtk_widget_activate_action (
    till_table_keys_find_list (till_table_view_get_view (get_view (&tab))), "list.activate-item",
    "u", position + 7);
  transactions = till_test_find (tab.window, TILL_TYPE_TRANSACTIONS_PAGE);
  till_test_wait_until (gtk_widget_get_mapped (transactions));
  till_test_wait_until (till_table_view_get_current (TILL_TABLE_VIEW (
                          till_test_find (transactions, TILL_TYPE_TABLE_VIEW))) == item);
  tab_close (&tab);
}

/* All that is selected are deposits, whatever is open. */
static void
test_counts_deposits (void)
{
  Tab                 tab;
  TillTableSelection *rows;
  g_autoptr (GArray)  ids = NULL;
  gboolean            all_but;
  guint               row;

  tab_open (&tab);
  rows = till_table_view_get_selection (get_view (&tab));
  open_deposit (&tab, tab.closes, 10);
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
  tab_close (&tab);
}

static gboolean
change_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Tab                  *tab = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  g_ptr_array_add (rows, new_deposit (tab, "17", 10000, 0, 250, 9750));
  g_ptr_array_add (rows, new_deposit (tab, "18", 50000, 0, 1240, 48760));

  return till_store_take_deposits (connection, PROCESSOR, tab->funded, rows,
                                   tab->desk->practice->actor, tab->now, error);
}

/* The fees come with a later report: the opened deposit closes before one's eyes. What is open
 * stays so when others sort, filter and come back. */
static void
test_stays_open (void)
{
  static const TillSortKey by_amount[] = { { "deposited", TRUE }, { NULL, FALSE } };
  Tab                      tab;
  g_autoptr (TillFilter)   all = NULL;
  g_autoptr (TillFilter)   other = till_filter_new ();

  tab_open (&tab);
  open_deposit (&tab, tab.differs, 4 + 6 + 1);
  open_deposit (&tab, tab.closes, 4 + 6 + 1 + 6);
  write_job (&tab, change_job, &tab);
  till_test_wait_until (count_shown (&tab) == 4 + 4 + 1 + 6);
  g_assert_false (till_test_shows_text (tab.page, "less than its parts"));

  till_table_set_sort (tab.table, by_amount);
  ui_wait_rows (tab.table, 4, tab.window);
  g_assert_cmpuint (count_shown (&tab), ==, 15);

  all = till_filter_copy (till_table_get_filter (tab.table));
  till_filter_set (other, "state", TILL_OP_IS, (const char *const[]){ "expected", NULL });
  till_table_set_filter (tab.table, other);
  till_test_wait_until (count_shown (&tab) <= 1);
  till_table_set_filter (tab.table, all);
  ui_wait_rows (tab.table, 4, tab.window);
  g_assert_cmpuint (count_shown (&tab), ==, 15);
  g_assert_true (till_outline_is_open (tab.outline, tab.differs));
  tab_close (&tab);
}

static void
test_empty (void)
{
  Tab tab;

  tab_open_with (&tab, FALSE);
  till_test_wait_for_text (tab.page, "No Deposits Yet");
  g_assert_true (ui_can_press (tab.page, "Settings"));
  ui_pictures (tab.window, "deposits-empty");
  tab_close (&tab);
}

static void
test_pictures (void)
{
  Tab tab;

  tab_open (&tab);
  open_deposit (&tab, tab.closes, 4 + 4 + 2);
  open_deposit (&tab, tab.differs, 4 + 6 + 6 + 1);
  ui_pictures (tab.window, "deposits");
  gtk_window_set_default_size (GTK_WINDOW (tab.window), 1366, 768);
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "deposits-1366");
  gtk_window_set_default_size (GTK_WINDOW (tab.window), 1024, 600);
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "deposits-1024");
  tab_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/deposits/opens", test_opens);
  g_test_add_func ("/ui/deposits/keys", test_keys);
  g_test_add_func ("/ui/deposits/explained", test_explained);
  g_test_add_func ("/ui/deposits/leads-to-transaction", test_leads_to_transaction);
  g_test_add_func ("/ui/deposits/counts-deposits", test_counts_deposits);
  g_test_add_func ("/ui/deposits/stays-open", test_stays_open);
  g_test_add_func ("/ui/deposits/empty", test_empty);
  g_test_add_func ("/ui/deposits/pictures", test_pictures);

  return g_test_run ();
}
