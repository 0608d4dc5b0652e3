/* test-bank-list.c: the bank's lines as a list: its columns' filters, its files, its sizes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "document/till-receipt.h"
#include "till-bank-tab.h"
#include "ui/bank/till-bank-import-dialog.h"
#include "ui/bank/till-bank-match-dialog.h"
#include "ui/widgets/till-filter-bar.h"
#include "ui/widgets/till-table-export.h"

static void
open_filled (BankTab *tab)
{
  bank_tab_open (tab);
  bank_tab_run (tab, bank_tab_import (tab, "Date,Description,Amount\n", BANK_LINES), 5);
  till_test_wait_until (bank_tab_count (tab, "SELECT count(*) FROM deposit_matches") == 3);
  ui_settle (tab->window);
}

/* Applied, and gone. */
static void
apply (BankTab *tab, GtkWidget *popover, guint n_rows)
{
  ui_press (popover, "Apply");
  till_test_wait_until (!gtk_widget_get_mapped (popover));
  ui_wait_rows (tab->lines, n_rows, tab->window);
}

/* Each column's own: ticks, words, money, days; and the bubbles that say so. */
static void
test_filters (void)
{
  BankTab    tab;
  GtkWidget *popover;
  GtkWidget *bar;

  open_filled (&tab);
  bar = till_test_find (tab.page, TILL_TYPE_FILTER_BAR);
  g_assert_true (ui_is_green (tab.page, "Date"));
  g_assert_false (ui_is_green (tab.page, "State"));

  popover = ui_open_filter (tab.page, "State");
  ui_pictures (popover, "bank-filter-state");
  ui_press (popover, "Only Not matched");
  ui_wait_rows (tab.lines, 1, tab.window);
  g_assert_true (till_test_shows_text (bar, "State: Not matched"));
  g_assert_true (ui_is_green (tab.page, "State"));
  ui_press (popover, "All");
  ui_wait_rows (tab.lines, 5, tab.window);
  gtk_popover_popdown (GTK_POPOVER (popover));
  till_test_wait_until (!gtk_widget_get_mapped (popover));
  ui_settle (tab.window);

  popover = ui_open_filter (tab.page, "Bank’s words");
  ui_write (ui_field (popover, "Text"), "clearent");
  apply (&tab, popover, 4);
  popover = ui_open_filter (tab.page, "Amount");
  ui_write (ui_field (popover, "From"), "90");
  apply (&tab, popover, 2);
  ui_pictures (tab.window, "bank-filtered");
  ui_press (bar, "Clear All");
  ui_wait_rows (tab.lines, 5, tab.window);

  popover = ui_open_filter (tab.page, "Account");
  ui_write (ui_field (popover, "Text"), "2000");
  apply (&tab, popover, 0);
  ui_press (bar, "Clear All");
  ui_wait_rows (tab.lines, 5, tab.window);

  /* Only what is matched has a deposit's day. */
  popover = ui_open_filter (tab.page, "Deposit");
  ui_press (popover, "Yesterday");
  ui_wait_rows (tab.lines, 0, tab.window);
  ui_press (bar, "Clear All");
  ui_wait_rows (tab.lines, 5, tab.window);
  bank_tab_close (&tab);
}

/* ── What leaves the program ─────────────────────────────────────────────────────────────────── */

static GtkWidget *
open_export (BankTab *tab)
{
  GtkWidget *button =
    till_test_find (till_test_find (tab->page, TILL_TYPE_TABLE_EXPORT), GTK_TYPE_MENU_BUTTON);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));

  ui_keys ("ctrl+e");
  till_test_wait_until (gtk_widget_get_mapped (popover));
  till_test_wait_frames (popover, 2);

  return popover;
}

/* The file that is written to @name in the folder the file dialog begins in. */
static char *
save (BankTab *tab, const char *press, const char *name, const char *said, gsize *length)
{
  g_autofree char   *path = g_build_filename (g_get_home_dir (), name, NULL);
  g_autoptr (GError) error = NULL;
  char              *bytes = NULL;
  GtkWidget         *popover;
  GtkWidget         *chooser;

  popover = open_export (tab);
  g_assert_true (ui_can_press (popover, "Print…"));
  ui_press (popover, press);
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (tab->window, said);
  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  g_unlink (path);

  return bytes;
}

/* As the header's filter has it; three rows. */
static void
open_matched (BankTab *tab)
{
  static const char *const matched[] = { "matched", NULL };
  g_autoptr (TillFilter)   filter = till_filter_new ();

  open_filled (tab);
  till_filter_set (filter, "state", TILL_OP_IS, matched);
  till_table_set_filter (tab->lines, filter);
  ui_wait_rows (tab->lines, 3, tab->window);
}

/* As it is shown; and told to the audit. */
static void
test_csv (void)
{
  BankTab          tab;
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;
  gsize            length;

  open_matched (&tab);
  day = till_day_to_iso (tab.funded);
  words = till_day_format (tab.funded);
  text = save (&tab, "Export as CSV…", "lines.csv", "3 rows exported to lines.csv", &length);
  expected = g_strdup_printf ("Date,Bank’s words,Check no.,Amount,Account,State,Deposit\r\n"
                              "%s,CLEARENT LLC CHARGEBACK,,-150.00,••1939,Matched,\"%s\"\r\n"
                              "%s,CLEARENT LLC DEPOSIT 112427,,487.60,••1939,Matched,\"%s\"\r\n"
                              "%s,CLEARENT LLC DEPOSIT 112426,,97.50,••1939,Matched,\"%s\"\r\n",
                              day, words, day, words, day, words);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (bank_tab_count (&tab, "SELECT count(*) FROM audit WHERE deed = 'export'"), ==,
                   1);
  bank_tab_close (&tab);
}

/* On paper, with its filter and its sums. */
static void
test_pdf (void)
{
  BankTab             tab;
  g_autofree char    *bytes = NULL;
  g_autofree char    *words = NULL;
  g_autoptr (GBytes)  pdf = NULL;
  g_autoptr (TillPdf) read = NULL;
  gsize               length;

  open_matched (&tab);
  bytes = save (&tab, "Save as PDF…", "lines.pdf", "3 rows exported to lines.pdf", &length);
  pdf = g_bytes_new (bytes, length);
  read = till_pdf_open (pdf, NULL);
  g_assert_nonnull (read);
  words = till_pdf_get_text (read, 0);
  g_assert_nonnull (strstr (words, "State: Matched"));
  g_assert_nonnull (strstr (words, "CLEARENT LLC CHARGEBACK"));
  g_assert_nonnull (strstr (words, "Money out"));
  g_assert_null (strstr (words, "Donaudampf"));
  bank_tab_close (&tab);
}

/* ── Sizes ───────────────────────────────────────────────────────────────────────────────────── */

/* A small laptop's screen, and a usual one. */
static void
test_sizes (void)
{
  static const struct
  {
    const char *name;
    int         width;
    int         height;
  } sizes[] = {
    { "bank-1024", 1024, 600 },
    { "bank-1366", 1366, 768 },
  };
  BankTab    tab;
  GtkWidget *dialog;
  gint64     rent;

  open_filled (&tab);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (tab.window), sizes[i].width, sizes[i].height);
      ui_settle (tab.window);
      g_assert_cmpint (gtk_widget_get_width (tab.window), <=, sizes[i].width);
      till_test_screenshot (tab.window, sizes[i].name);
    }

  /* The longest words a bank may have. */
  rent = bank_tab_count (&tab, "SELECT id FROM bank_lines WHERE amount_cents = -190000");
  gtk_widget_activate_action (tab.page, "practice.match-bank-line", "x", rent);
  dialog = ui_wait_window (TILL_TYPE_BANK_MATCH_DIALOG);
  till_test_wait_for_text (dialog, "Donaudampf");
  g_assert_cmpint (gtk_widget_get_height (dialog), <=, 600);
  ui_pictures (dialog, "bank-match-long");
  gtk_window_close (GTK_WINDOW (dialog));
  bank_tab_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);
  g_test_add_func ("/ui/bank-list/filters", test_filters);
  g_test_add_func ("/ui/bank-list/csv", test_csv);
  g_test_add_func ("/ui/bank-list/pdf", test_pdf);
  g_test_add_func ("/ui/bank-list/sizes", test_sizes);

  return g_test_run ();
}
