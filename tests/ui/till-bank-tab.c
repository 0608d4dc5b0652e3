/* till-bank-tab.c: the bank's statement in the Deposits tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-bank-tab.h"

#include "flow/till-practice-bank.h"
#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"
#include "ui/bank/till-bank-import-dialog.h"
#include "ui/bank/till-bank-page.h"
#include "ui/deposits/till-deposits-page.h"
#include "ui/till-window.h"

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const gint64   cents[] = { 9750, 48760, -15000, 8125 };
  BankTab              *tab = data;
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

void
bank_tab_open (BankTab *tab)
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

void
bank_tab_close (BankTab *tab)
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

void
bank_tab_choose (BankTab *tab, const char *path)
{
  ui_press (tab->page, "Import…");
  ui_choose_file (path);
}

/* The day three days ago as figures in the American order; and what was said. */
static char *
file_text (BankTab *tab, const char *heading, const char *lines)
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

GtkWidget *
bank_tab_import (BankTab *tab, const char *heading, const char *lines)
{
  g_autofree char *text = file_text (tab, heading, lines);
  g_autofree char *path = write_file ("november.csv", text);

  bank_tab_choose (tab, path);

  return ui_wait_window (TILL_TYPE_BANK_IMPORT_DIALOG);
}

void
bank_tab_run (BankTab *tab, GtkWidget *dialog, guint n_rows)
{
  ui_press (dialog, "Import");
  till_test_wait_until (ui_is_alone (tab->window));
  ui_wait_rows (tab->lines, n_rows, tab->window);
}

gint64
bank_tab_count (BankTab *tab, const char *sql)
{
  return desk_count (tab->desk, sql);
}
