/* test-deposits-table.c: the Deposits tab's columns: its marks, its filters, what leaves it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "document/till-receipt.h"
#include "flow/till-practice-private.h"
#include "store/till-store-bank.h"
#include "store/till-store-deposits.h"
#include "store/till-store-transactions.h"
#include "till-deposits-tab.h"
#include "ui/deposits/till-deposit-ticks.h"
#include "ui/deposits/till-deposit-words.h"
#include "ui/widgets/till-table-export.h"

/* ── The three marks ─────────────────────────────────────────────────────────────────────────── */

static gboolean
is_marked (DepositsTab *tab, gint64 id, const char *words)
{
  GtkWidget       *ticks = deposits_find_in_row (tab, id, TILL_TYPE_DEPOSIT_TICKS, NULL);
  g_autofree char *unlike = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (ticks), GTK_ACCESSIBLE_PROPERTY_LABEL, words);

  return unlike == NULL;
}

static gboolean
post_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;
  gint64       id = tab->item;

  return till_store_post (connection, id, tab->desk->practice->actor, tab->now, error);
}

#define ADD_LINE                                                                                   \
  "INSERT INTO imports (location_id, form, file_name, sha256, accounts, n_lines, n_new,"           \
  "                     imported_at, imported_by)"                                                 \
  " VALUES (1, 'ofx', 'november.ofx', 'x', '••1939', 1, 1, 0, 'Maria');"                       \
  "INSERT INTO bank_lines (location_id, import_id, number, account, day, amount_cents,"            \
  "                        words_folded, identity, state, n_deposits, difference_cents)"           \
  " SELECT 1, 1, 1, '••1939', funded_on, 9750, '', 'x', 'unmatched', 0, 0"                     \
  "   FROM deposits WHERE batch = '17'"

static gboolean
match_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;

  return till_db_execute (connection, ADD_LINE, error) &&
         till_store_match_line (connection, 1, &tab->closes, 1, tab->desk->practice->actor,
                                tab->now, error);
}

static gboolean
unmatch_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;

  return till_store_unmatch_line (connection, 1, tab->desk->practice->actor, tab->now, error);
}

/* Each is told in words, and follows what is posted and matched before one's eyes. */
static void
test_marks (void)
{
  DepositsTab tab = { 0 };
  gint64      expected;

  deposits_open (&tab);
  expected = desk_count (tab.desk, "SELECT id FROM deposits WHERE kind = 'expected'");
  g_assert_true (is_marked (&tab, tab.closes,
                            "Ledger: 2 of 2 not posted · Processor: closes"
                            " · Bank: not on a statement yet"));
  g_assert_true (is_marked (&tab, tab.differs,
                            "Ledger: 1 of 1 not posted · Processor: has a difference"
                            " · Bank: not on a statement yet"));
  g_assert_true (is_marked (&tab, expected, ""));

  tab.item = desk_count (tab.desk, "SELECT min(id) FROM transactions WHERE batch = '000017'");
  deposits_write (&tab, post_job, &tab);
  till_test_wait_until (is_marked (&tab, tab.closes,
                                   "Ledger: 1 of 2 not posted · Processor: closes"
                                   " · Bank: not on a statement yet"));
  tab.item++;
  deposits_write (&tab, post_job, &tab);
  deposits_write (&tab, match_job, &tab);
  till_test_wait_until (is_marked (&tab, tab.closes,
                                   "Ledger: all 2 transactions are posted · Processor: closes"
                                   " · Bank: on a statement"));
  deposits_open_row (&tab, tab.closes, 4 + 4 + 2);
  deposits_open_row (&tab, tab.differs, 4 + 6 + 7 + 1);
  ui_settle (tab.window);
  ui_pictures (tab.window, "deposits-marks");
  deposits_write (&tab, unmatch_job, &tab);
  till_test_wait_until (is_marked (&tab, tab.closes,
                                   "Ledger: all 2 transactions are posted · Processor: closes"
                                   " · Bank: not on a statement yet"));
  deposits_close (&tab);
}

static gboolean
match_less_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;

  return till_db_execute (connection, ADD_LINE ";UPDATE bank_lines SET amount_cents = 8250",
                          error) &&
         till_store_match_line (connection, 1, &tab->closes, 1, tab->desk->practice->actor,
                                tab->now, error);
}

/* What the bank took of it is told in the deposit that is open, and goes when the line does. */
static void
test_bank_differs (void)
{
  DepositsTab      tab = { 0 };
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  deposits_open (&tab);
  day = till_day_format (tab.funded);
  words = g_strdup_printf ("On the bank’s statement: $82.50 on %s. $15.00 less at the bank.", day);
  deposits_open_row (&tab, tab.closes, 4 + 4 + 2);
  deposits_write (&tab, match_less_job, &tab);
  till_test_wait_until (deposits_count_shown (&tab) == 4 + 5 + 2);
  till_test_wait_for_text (tab.page, words);
  g_assert_true (is_marked (&tab, tab.closes,
                            "Ledger: 2 of 2 not posted · Processor: closes"
                            " · Bank: on a statement, with another amount"));
  ui_settle (tab.window);
  ui_pictures (tab.window, "deposits-bank-differs");
  deposits_write (&tab, unmatch_job, &tab);
  till_test_wait_until (deposits_count_shown (&tab) == 4 + 4 + 2);
  deposits_close (&tab);
}

/* ── The state, as a sentence ────────────────────────────────────────────────────────────────── */

static const struct
{
  TillDepositState  state;
  TillDepositReason reason;
  const char       *words;
  const char       *reported; /* the processor's words of it; or NULL */
} sentences[] = {
  { TILL_DEPOSIT_STATE_DEPOSITED, TILL_DEPOSIT_CLOSES, "It equals its parts to the cent.", NULL },
  { TILL_DEPOSIT_STATE_DEPOSITED, TILL_DEPOSIT_CLOSES,
    "CHARGEBACK 603160012. It equals its parts to the cent.", "CHARGEBACK 603160012" },
  { TILL_DEPOSIT_STATE_ARRIVING, TILL_DEPOSIT_FEES_MISSING,
    "$12.40 less than its parts: fees not yet reported? They come with the money, on Nov 25, 2026; "
    "nothing is to be done until then." },
  { TILL_DEPOSIT_STATE_ARRIVING, TILL_DEPOSIT_ITEMS_MISSING,
    "$12.40 of its payments are not known here. They usually come within two business days; "
    "nothing is to be done." },
  { TILL_DEPOSIT_STATE_DIFFERENCE, TILL_DEPOSIT_FEES_MISSING,
    "$12.40 less than its parts: fees not yet reported? Open it to see its parts; say what it is "
    "with Explain, or ask the processor." },
  { TILL_DEPOSIT_STATE_EXPLAINED, TILL_DEPOSIT_LESS,
    "$12.40 less than its parts. Maria Lopez says: The terminal’s rent" },
};

static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (TillDeposit) deposit = till_deposit_new ();
      g_autofree char        *words = NULL;

      deposit->state = sentences[i].state;
      deposit->reason = sentences[i].reason;
      deposit->difference = till_money (-1240);
      deposit->funded_on = till_day_from_iso ("2026-11-25");
      deposit->explanation = g_strdup ("The terminal’s rent");
      deposit->explained_by = g_strdup ("Maria Lopez");
      deposit->words = g_strdup (sentences[i].reported);
      words = till_deposit_to_sentence (deposit, TRUE);
      g_assert_cmpstr (words, ==, sentences[i].words);
    }
}

/* ── The filters in the header ───────────────────────────────────────────────────────────────── */

static GtkWidget *
open_filter (DepositsTab *tab, const char *column)
{
  g_autofree char *name = g_strdup_printf ("Filter %s", column);
  GtkWidget       *button = till_test_find_named (tab->page, GTK_TYPE_MENU_BUTTON, name);

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));

  return ui_wait_popover (button);
}

/* Presses what closes it. */
static void
press_last (DepositsTab *tab, GtkWidget *popover, const char *button, guint n_rows)
{
  ui_press (popover, button);
  till_test_wait_until (!gtk_widget_get_mapped (popover));
  ui_wait_rows (tab->table, n_rows, tab->window);
}

/* Asks for one choice of that column, sees @n_rows, and takes the filter off again. */
static void
choose_only (DepositsTab *tab, const char *column, const char *choice, guint n_rows)
{
  GtkWidget       *popover = open_filter (tab, column);
  g_autofree char *only = g_strdup_printf ("Only %s", choice);
  g_autofree char *bubble = g_strdup_printf ("%s: %s", column, choice);

  ui_press (popover, only);
  ui_wait_rows (tab->table, n_rows, tab->window);
  g_assert_true (till_test_shows_text (tab->page, bubble));
  if (g_str_equal (column, "Checked"))
    ui_pictures (popover, "deposits-checked-filter");
  press_last (tab, popover, "Remove Filter", 4);
}

/* What is up to -$0.01, by the field; and back. */
static void
ask_up_to (DepositsTab *tab, const char *column, const char *to, guint n_rows)
{
  GtkWidget *popover = open_filter (tab, column);

  ui_write (ui_field (popover, "To"), to);
  press_last (tab, popover, "Apply", n_rows);
  popover = open_filter (tab, column);
  press_last (tab, popover, "Remove Filter", 4);
}

static void
test_filters (void)
{
  DepositsTab tab = { 0 };
  GtkWidget  *popover;

  deposits_open (&tab);
  choose_only (&tab, "Checked", "Not all posted", 2);
  choose_only (&tab, "Checked", "Not on a bank statement", 3);
  choose_only (&tab, "State", "Has a difference", 1);
  ask_up_to (&tab, "Deposited", "-0.01", 1);
  ask_up_to (&tab, "Gross sales", "70", 2);
  ask_up_to (&tab, "Fees", "0", 3);

  popover = open_filter (&tab, "Account");
  ui_write (ui_field (popover, "Text"), "1939");
  press_last (&tab, popover, "Apply", 3);
  popover = open_filter (&tab, "Date");
  press_last (&tab, popover, "Today", 0);
  ui_press (tab.page, "Clear All");
  ui_wait_rows (tab.table, 4, tab.window);

  /* Words of the report, and an amount. */
  ui_keys ("ctrl+f");
  ui_type ("CHARGEback");
  ui_wait_rows (tab.table, 1, tab.window);
  ui_keys ("Escape");
  ui_wait_rows (tab.table, 4, tab.window);
  ui_keys ("ctrl+f");
  ui_type ("487.60");
  ui_wait_rows (tab.table, 1, tab.window);
  deposits_close (&tab);
}

/* ── What leaves it ──────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
open_export (DepositsTab *tab)
{
  GtkWidget *export = till_test_find (tab->page, TILL_TYPE_TABLE_EXPORT);
  GtkWidget *button = till_test_find (export, GTK_TYPE_MENU_BUTTON);

  ui_keys ("ctrl+e");

  return ui_wait_popover (button);
}

static char *
save_as (DepositsTab *tab, const char *how, const char *name, gsize *length)
{
  g_autofree char   *path = g_build_filename (g_get_home_dir (), name, NULL);
  g_autofree char   *said = g_strdup_printf ("2 rows exported to %s", name);
  g_autoptr (GError) error = NULL;
  GtkWidget         *chooser;
  char              *text = NULL;

  ui_press (open_export (tab), how);
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (tab->window, said);
  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  g_unlink (path);

  return text;
}

#define HEADINGS                                                                                   \
  "Date,Gross "                                                                                    \
  "sales,Refunds,Fees,Deposited,Account,State,Checked,Difference,Reason,Explanation\r\n"

static gboolean
say_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;

  return till_store_explain_deposit (connection, tab->differs, "The month’s fees",
                                     tab->desk->practice->actor, tab->now, error);
}

/* Only deposits, whatever is open; with who has checked them, what they differ by, and who has said
 * why. */
static void
test_export (void)
{
  DepositsTab            tab = { 0 };
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autofree char       *csv = NULL;
  g_autofree char       *bytes = NULL;
  g_autofree char       *day = NULL;
  g_autofree char       *when = NULL;
  g_autofree char       *expected = NULL;
  g_autofree char       *text = NULL;
  g_autoptr (GBytes)     pdf = NULL;
  g_autoptr (TillPdf)    read = NULL;
  GtkWidget             *popover;
  gsize                  length;

  deposits_open (&tab);
  till_filter_set (filter, "sales", TILL_OP_BETWEEN, (const char *const[]){ "10000", "", NULL });
  till_table_set_filter (tab.table, filter);
  ui_wait_rows (tab.table, 2, tab.window);
  deposits_open_row (&tab, tab.closes, 2 + 4 + 2);
  deposits_write (&tab, say_job, &tab);
  till_test_wait_for_text (tab.page, "The month’s fees");
  when = till_instant_format (tab.now, tab.desk->practice->zone);

  csv = save_as (&tab, "Export as CSV…", "deposits.csv", NULL);
  day = till_day_to_iso (tab.funded);
  expected = g_strdup_printf (
    HEADINGS "%s,500.00,0.00,0.00,487.60,••1939,Difference explained,Nobody yet,-12.40,%s,"
             "\"The month’s fees (Maria Lopez, %s)\"\r\n"
             "%s,100.00,0.00,2.50,97.50,••1939,Deposited,Processor,0.00,,\r\n",
    day, "$12.40 less than its parts: fees not yet reported?", when, day);
  g_assert_cmpstr (csv, ==, expected);

  bytes = save_as (&tab, "Save as PDF…", "deposits.pdf", &length);
  pdf = g_bytes_new (bytes, length);
  read = till_pdf_open (pdf, NULL);
  g_assert_nonnull (read);
  text = till_pdf_get_text (read, 0);
  g_assert_nonnull (strstr (text, "$585.10"));
  g_assert_nonnull (strstr (text, "Checked"));
  g_assert_nonnull (strstr (text, "−$12.40"));
  g_assert_nonnull (strstr (text, "Explanation"));
  g_assert_null (strstr (text, "Anna Kim"));
  popover = open_export (&tab);
  g_assert_true (ui_can_press (popover, "Print…"));
  ui_keys ("Escape");
  till_test_wait_until (!gtk_widget_get_mapped (popover));
  deposits_close (&tab);
}

/* ── Terminals, widths ───────────────────────────────────────────────────────────────────────── */

/* Two deposits of one day would look alike. A chargeback was at no terminal. */
static void
test_terminals (void)
{
  DepositsTab      tab = { .terminals = "[{\"id\":\"38004321\",\"name\":\"Front Desk\"},"
                                             "{\"id\":\"38009999\",\"name\":\"Hygiene\"}]" };
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  deposits_open (&tab);
  day = till_day_format (tab.funded);
  words = g_strdup_printf ("%s · Front Desk", day);
  g_assert_true (till_test_shows_text (tab.page, words));
  g_assert_true (till_test_shows_text (tab.page, "Chargeback 4837"));
  g_assert_false (till_test_shows_text (tab.page, "0000"));
  till_test_screenshot (tab.window, "deposits-terminals");
  deposits_close (&tab);
}

/* As long as it gets in other languages. */
static const char note[] = "Die Gebühren des Novembers meldete der Kartenzahlungsdienstleister "
                           "mit der Monatsabrechnung";

static gboolean
explain_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;

  return till_store_explain_deposit (connection, tab->differs, note, tab->desk->practice->actor,
                                     tab->now, error);
}

/* At each usual width nothing has to be scrolled to, and what differs is told in a whole sentence.
 */
static void
test_widths (void)
{
  static const int widths[] = { 1024, 1240, 1366, 1920 };
  DepositsTab      tab = { 0 };

  deposits_open (&tab);
  deposits_write (&tab, explain_job, &tab);
  till_test_wait_for_text (tab.page, "— explained: ");
  deposits_open_row (&tab, tab.closes, 4 + 4 + 2);
  deposits_open_row (&tab, tab.differs, 4 + 6 + 8 + 1);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("deposits-width-%d", widths[i]);
      GtkScrollable   *view = GTK_SCROLLABLE (till_table_view_get_view (deposits_get_view (&tab)));
      GtkAdjustment   *across;

      gtk_window_set_default_size (GTK_WINDOW (tab.window), widths[i], 640);
      ui_settle (tab.window);
      till_test_screenshot (tab.window, name);
      across = gtk_scrollable_get_hadjustment (view);
      g_assert_cmpfloat (gtk_adjustment_get_upper (across), <=,
                         gtk_adjustment_get_page_size (across));
      g_assert_true (
        deposits_is_whole (&tab, "$12.40 less than its parts: fees not yet reported?"));
      g_assert_true (deposits_is_whole (&tab, note));
    }
  deposits_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/deposits-table/marks", test_marks);
  g_test_add_func ("/ui/deposits-table/bank-differs", test_bank_differs);
  g_test_add_func ("/ui/deposits-table/sentences", test_sentences);
  g_test_add_func ("/ui/deposits-table/filters", test_filters);
  g_test_add_func ("/ui/deposits-table/export", test_export);
  g_test_add_func ("/ui/deposits-table/terminals", test_terminals);
  g_test_add_func ("/ui/deposits-table/widths", test_widths);

  return g_test_run ();
}
