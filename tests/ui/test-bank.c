/* test-bank.c: the bank's statement, as a person imports it, sees its ticks, and matches by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-bank.h"
#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"
#include "till-test-ui.h"
#include "ui/bank/till-bank-import-dialog.h"
#include "ui/bank/till-bank-match-dialog.h"
#include "ui/bank/till-bank-page.h"
#include "ui/deposits/till-deposits-page.h"
#include "ui/till-window.h"
#include "ui/widgets/till-table-view.h"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *page;
  TillTable *lines;
  TillDay    funded;
} Tab;

/* ── What there is ── */

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const gint64   cents[] = { 9750, 48760, -15000, 8125 };
  Tab                  *tab = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  for (gsize i = 0; i < G_N_ELEMENTS (cents); i++)
    {
      TillDeposit *deposit = till_deposit_new ();

      deposit->kind = TILL_DEPOSIT_ADJUSTMENT;
      deposit->processor = g_strdup ("clearent");
      deposit->words = g_strdup_printf ("Adjustment %u", (guint) i);
      deposit->funded_on = tab->funded;
      deposit->adjustment = till_money (cents[i]);
      deposit->deposited = till_money (cents[i]);
      deposit->account = g_strdup ("••1939");
      g_ptr_array_add (rows, deposit);
    }

  return till_store_take_deposits (connection, "clearent", tab->funded, rows,
                                   tab->desk->practice->actor,
                                   till_practice_now (tab->desk->practice), error);
}

static void
tab_open (Tab *tab)
{
  g_autoptr (GError) error = NULL;

  tab->desk = desk_new_for_cash ();
  tab->funded = till_day_add (till_practice_get_today (tab->desk->practice), -3);
  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, fill_job, tab, &error);
  g_assert_no_error (error);
  tab->lines = till_practice_get_bank_lines (tab->desk->practice);
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  till_test_present (tab->window);
  ui_keys ("ctrl+2");
  till_test_wait_until (
    gtk_widget_get_mapped (till_test_find (tab->window, TILL_TYPE_DEPOSITS_PAGE)));
  ui_press (till_test_find (tab->window, TILL_TYPE_DEPOSITS_PAGE), "Bank Statement");
  tab->page = till_test_find (tab->window, TILL_TYPE_BANK_PAGE);
  till_test_wait_until (gtk_widget_get_mapped (tab->page));
  ui_wait_rows (tab->lines, 0, tab->window);
}

static void
tab_close (Tab *tab)
{
  ui_end (tab->window);
  desk_free (tab->desk);
}

/* A file in the folder that the file dialog begins in. */
static char *
write_file (const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char              *path = g_build_filename (g_get_home_dir (), name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

/* Chooses it as a person does, in the file dialog. */
static void
choose_file (Tab *tab, const char *path)
{
  GtkWidget        *chooser;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  ui_press (tab->page, "Import…");
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL);
  till_test_wait_until (ui_can_press (chooser, "Open"));
  ui_settle (chooser);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
}

/* The day three days ago as figures in the American order; and what was said. */
static char *
file_text (Tab *tab, const char *heading, const char *lines)
{
  int              year;
  int              month;
  int              day;
  g_autofree char *date = NULL;
  g_auto (GStrv)   parts = g_strsplit (lines, "@", -1);
  g_autofree char *filled = NULL;

  till_day_get_ymd (tab->funded, &year, &month, &day);
  date = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  filled = g_strjoinv (date, parts);

  return g_strconcat (heading, filled, NULL);
}

#define LINES                                                                                      \
  "@,CLEARENT LLC DEPOSIT 112426,97.50\n@,CLEARENT LLC DEPOSIT 112427,\"487.60\"\n"                \
  "@,CLEARENT LLC CHARGEBACK,-150.00\n@,Miete Donaudampfschifffahrtsgesellschaftskapitän "        \
  "Wolfeschlegelsteinhausenbergerdorff & Söhne <GmbH>,-1900.00\n@,CLEARENT LLC DEPOSIT,80.00\n"

static GtkWidget *
import (Tab *tab, const char *heading, const char *lines)
{
  g_autofree char *text = file_text (tab, heading, lines);
  g_autofree char *path = write_file ("november.csv", text);

  choose_file (tab, path);

  return ui_wait_window (TILL_TYPE_BANK_IMPORT_DIALOG);
}

static void
run_import (Tab *tab, GtkWidget *dialog, guint n_rows)
{
  ui_press (dialog, "Import");
  ui_wait_rows (tab->lines, n_rows, tab->window);
}

static gint64
count (Tab *tab, const char *sql)
{
  return desk_count (tab->desk, sql);
}

/* ── Tests ── */

/* Empty, a file, its columns, its lines, what came of it. */
static void
test_import (void)
{
  Tab        tab;
  GtkWidget *dialog;

  tab_open (&tab);
  till_test_wait_for_text (tab.page, "No Lines of the Bank");
  ui_pictures (tab.window, "bank-empty");

  dialog = import (&tab, "Date,Description,Amount\n", LINES);
  till_test_wait_for_text (dialog, "CLEARENT LLC DEPOSIT 112426");
  g_assert_true (ui_can_press (dialog, "Import"));
  ui_pictures (dialog, "bank-import");
  run_import (&tab, dialog, 5);
  till_test_wait_for_text (tab.window, "5 lines read, 5 new, 3 matched to deposits.");
  till_test_wait_until (count (&tab, "SELECT count(*) FROM deposit_matches") == 3);
  ui_settle (tab.window);
  g_assert_true (till_test_shows_text (tab.page, "Matched"));
  g_assert_true (till_test_shows_text (tab.page, "Not matched"));
  g_assert_true (till_test_shows_text (tab.page, "Other payment"));
  ui_pictures (tab.window, "bank-statement");

  /* The same file again. */
  {
    g_autofree char *path = g_build_filename (g_get_home_dir (), "november.csv", NULL);
    GtkWidget       *said;

    choose_file (&tab, path);
    said = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
    till_test_wait_for_text (said, "already read on");
    ui_answer ("close");
  }
  g_assert_cmpint (count (&tab, "SELECT count(*) FROM bank_lines"), ==, 5);
  tab_close (&tab);
}

/* Columns that can't be known are asked; lines that can't be read are named, and left out. */
static void
test_columns (void)
{
  Tab        tab;
  GtkWidget *dialog;

  tab_open (&tab);
  dialog =
    import (&tab, "", "10/11/2025;Clearent;1.234;x\n11/10/2025;Clearent;2.345;y\nTotal;;3;\n");
  till_test_wait_for_text (dialog, "can be read in two ways");
  g_assert_false (ui_can_press (dialog, "Import"));
  ui_pictures (dialog, "bank-import-asks");
  ui_choose (dialog, "Dates", 3);
  till_test_wait_for_text (dialog, "The amounts can be read in two ways");
  ui_choose (dialog, "Amounts", 2);
  till_test_wait_for_text (dialog, "Line 3: “Total” is no date");
  till_test_wait_for_text (dialog, "$1,234.00");
  g_assert_false (ui_can_press (dialog, "Import"));
  ui_write (ui_field (dialog, "Last four digits of the account"), "19");
  till_test_wait_for_text (dialog, "Enter the last four digits");
  ui_write (ui_field (dialog, "Last four digits of the account"), "2000");
  ui_pictures (dialog, "bank-import-wrong-lines");

  gtk_switch_set_active (GTK_SWITCH (till_test_find (dialog, GTK_TYPE_SWITCH)), TRUE);
  till_test_wait_until (ui_can_press (dialog, "Import"));
  ui_press (dialog, "Import");
  till_test_wait_until (count (&tab, "SELECT count(*) FROM bank_lines"
                                     " WHERE account = '••2000' AND amount_cents = 123400") == 1);
  till_test_wait_for_text (tab.window, "2 lines read, 2 new");
  tab_close (&tab);
}

/* A line that is no deposit to the cent: matched by hand, with its difference; and unmatched. */
static void
test_by_hand (void)
{
  Tab              tab;
  GtkWidget       *dialog;
  gint64           line;
  g_autofree char *day = NULL;
  g_autofree char *row = NULL;

  tab_open (&tab);
  day = till_day_format (tab.funded);
  row = g_strdup_printf ("%s · $81.25", day);
  run_import (&tab, import (&tab, "Date,Description,Amount\n", LINES), 5);
  till_test_wait_until (count (&tab, "SELECT count(*) FROM deposit_matches") == 3);
  line = count (&tab, "SELECT id FROM bank_lines WHERE amount_cents = 8000");

  gtk_widget_activate_action (tab.page, "practice.match-bank-line", "x", line);
  dialog = ui_wait_window (TILL_TYPE_BANK_MATCH_DIALOG);
  till_test_wait_for_text (dialog, "$1.25 less at the bank");
  g_assert_false (gtk_widget_is_sensitive (ui_button (dialog, "Match")));
  ui_press_row (dialog, row);
  till_test_wait_until (ui_can_press (dialog, "Match With Difference"));
  ui_pictures (dialog, "bank-match");
  ui_press (dialog, "Match With Difference");
  till_test_wait_until (count (&tab, "SELECT count(*) FROM deposit_matches") == 4);
  till_test_wait_for_text (tab.page, "$1.25 less at the bank");

  /* From the line to its deposit, and back. */
  gtk_widget_activate_action (tab.page, "win.show-deposit", "x",
                              count (&tab, "SELECT deposit_id FROM bank_lines"
                                           " WHERE amount_cents = 8000"));
  till_test_wait_until (
    gtk_widget_get_mapped (till_test_find (tab.window, TILL_TYPE_DEPOSITS_PAGE)));
  gtk_widget_activate_action (tab.window, "win.show-bank-line", "x", line);
  till_test_wait_until (gtk_widget_get_mapped (tab.page));

  gtk_widget_activate_action (tab.page, "practice.unmatch-bank-line", "x", line);
  till_test_wait_until (count (&tab, "SELECT count(*) FROM deposit_matches") == 3);
  till_test_wait_for_text (tab.window, "It is not matched again by itself");
  tab_close (&tab);
}

/* What was imported wrongly goes, once it was asked. */
static void
test_taken_back (void)
{
  Tab tab;

  tab_open (&tab);
  run_import (&tab, import (&tab, "Date,Description,Amount\n", LINES), 5);
  gtk_widget_activate_action (tab.page, "practice.take-back-bank-file", "x", (gint64) 1);
  ui_answer ("cancel");
  ui_settle (tab.window);
  g_assert_cmpuint (till_table_get_n_rows (tab.lines), ==, 5);
  gtk_widget_activate_action (tab.page, "practice.take-back-bank-file", "x", (gint64) 1);
  ui_answer ("take-back");
  ui_wait_rows (tab.lines, 0, tab.window);
  tab_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/bank/import", test_import);
  g_test_add_func ("/ui/bank/columns", test_columns);
  g_test_add_func ("/ui/bank/by-hand", test_by_hand);
  g_test_add_func ("/ui/bank/taken-back", test_taken_back);

  return g_test_run ();
}
