/* test-bank.c: the bank's statement, as a person imports it, sees its ticks, and matches by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-bank-tab.h"
#include "ui/bank/till-bank-match-dialog.h"
#include "ui/deposits/till-deposits-page.h"

/* Empty, a file, its columns, its lines, what came of it. */
static void
test_import (void)
{
  BankTab    tab;
  GtkWidget *dialog;

  bank_tab_open (&tab);
  till_test_wait_for_text (tab.page, "No Lines of the Bank");
  ui_pictures (tab.window, "bank-empty");

  dialog = bank_tab_import (&tab, "Date,Description,Amount\n", BANK_LINES);
  till_test_wait_for_text (dialog, "CLEARENT LLC DEPOSIT 112426");
  g_assert_true (ui_can_press (dialog, "Import"));
  ui_pictures (dialog, "bank-import");
  bank_tab_run (&tab, dialog, 5);
  till_test_wait_for_text (tab.window, "5 lines read, 5 new, 3 matched to deposits.");
  till_test_wait_until (bank_tab_count (&tab, "SELECT count(*) FROM deposit_matches") == 3);
  ui_settle (tab.window);
  g_assert_true (till_test_shows_text (tab.page, "Matched"));
  g_assert_true (till_test_shows_text (tab.page, "Not matched"));
  g_assert_true (till_test_shows_text (tab.page, "Other payment"));
  ui_pictures (tab.window, "bank-statement");

  /* The same file again. */
  {
    g_autofree char *path = g_build_filename (g_get_home_dir (), "november.csv", NULL);
    GtkWidget       *said;

    bank_tab_choose (&tab, path);
    said = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
    till_test_wait_for_text (said, "already read on");
    ui_answer ("close");
  }
  g_assert_cmpint (bank_tab_count (&tab, "SELECT count(*) FROM bank_lines"), ==, 5);
  bank_tab_close (&tab);
}

/* Columns that can't be known are asked; lines that can't be read are named, and left out. */
static void
test_columns (void)
{
  BankTab    tab;
  GtkWidget *dialog;

  bank_tab_open (&tab);
  dialog = bank_tab_import (
    &tab, "", "10/11/2025;Clearent;1.234;x\n11/10/2025;Clearent;2.345;y\nTotal;;3;\n");
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
  till_test_wait_until (
    bank_tab_count (&tab, "SELECT count(*) FROM bank_lines"
                          " WHERE account = '••2000' AND amount_cents = 123400") == 1);
  till_test_wait_for_text (tab.window, "2 lines read, 2 new");
  bank_tab_close (&tab);
}

/* A line that is no deposit to the cent: matched by hand, with its difference; and unmatched. */
static void
test_by_hand (void)
{
  BankTab          tab;
  GtkWidget       *dialog;
  gint64           line;
  g_autofree char *day = NULL;
  g_autofree char *row = NULL;

  bank_tab_open (&tab);
  day = till_day_format (tab.funded);
  row = g_strdup_printf ("%s · $81.25", day);
  bank_tab_run (&tab, bank_tab_import (&tab, "Date,Description,Amount\n", BANK_LINES), 5);
  till_test_wait_until (bank_tab_count (&tab, "SELECT count(*) FROM deposit_matches") == 3);
  line = bank_tab_count (&tab, "SELECT id FROM bank_lines WHERE amount_cents = 8000");

  gtk_widget_activate_action (tab.page, "practice.match-bank-line", "x", line);
  dialog = ui_wait_window (TILL_TYPE_BANK_MATCH_DIALOG);
  till_test_wait_for_text (dialog, "$1.25 less at the bank");
  g_assert_false (gtk_widget_is_sensitive (ui_button (dialog, "Match")));
  ui_press_row (dialog, row);
  till_test_wait_until (ui_can_press (dialog, "Match With Difference"));
  ui_pictures (dialog, "bank-match");
  ui_press (dialog, "Match With Difference");
  till_test_wait_until (bank_tab_count (&tab, "SELECT count(*) FROM deposit_matches") == 4);
  till_test_wait_for_text (tab.page, "$1.25 less at the bank");

  /* From the line to its deposit, and back. */
  gtk_widget_activate_action (tab.page, "win.show-deposit", "x",
                              bank_tab_count (&tab, "SELECT deposit_id FROM bank_lines"
                                                    " WHERE amount_cents = 8000"));
  till_test_wait_until (
    gtk_widget_get_mapped (till_test_find (tab.window, TILL_TYPE_DEPOSITS_PAGE)));
  gtk_widget_activate_action (tab.window, "win.show-bank-line", "x", line);
  till_test_wait_until (gtk_widget_get_mapped (tab.page));

  gtk_widget_activate_action (tab.page, "practice.unmatch-bank-line", "x", line);
  till_test_wait_until (bank_tab_count (&tab, "SELECT count(*) FROM deposit_matches") == 3);
  till_test_wait_for_text (tab.window, "It is not matched again by itself");
  bank_tab_close (&tab);
}

/* What was imported wrongly goes, once it was asked. */
static void
test_taken_back (void)
{
  BankTab tab;

  bank_tab_open (&tab);
  bank_tab_run (&tab, bank_tab_import (&tab, "Date,Description,Amount\n", BANK_LINES), 5);
  gtk_widget_activate_action (tab.page, "practice.take-back-bank-file", "x", (gint64) 1);
  ui_answer ("cancel");
  ui_settle (tab.window);
  g_assert_cmpuint (till_table_get_n_rows (tab.lines), ==, 5);
  gtk_widget_activate_action (tab.page, "practice.take-back-bank-file", "x", (gint64) 1);
  ui_answer ("take-back");
  ui_wait_rows (tab.lines, 0, tab.window);
  bank_tab_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);

  g_test_add_func ("/ui/bank/import", test_import);
  g_test_add_func ("/ui/bank/columns", test_columns);
  g_test_add_func ("/ui/bank/by-hand", test_by_hand);
  g_test_add_func ("/ui/bank/taken-back", test_taken_back);

  return g_test_run ();
}
