/* test-receivables.c: the Accounts receivable tab, as a person reads and narrows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "flow/till-practice-receivables.h"
#include "till-receivables-tab.h"
#include "ui/receivables/till-age-bar.h"
#include "ui/receivables/till-month-chart.h"
#include "ui/receivables/till-receivables-page.h"
#include "ui/till-window.h"
#include "ui/transactions/till-transactions-page.h"

/* What all owe is above the table, whatever its filter is; how old it is always to be seen. */
static void
test_shown (void)
{
  static const char ages[] = "0 to 30 days: $5,000.00, 62 %; 31 to 60 days: $1,500.00, 19 %; "
                             "61 to 90 days: $40.00, 0 %; Over 90 days: $1,500.00, 19 %";
  ReceivablesTab    tab = { 0 };
  g_autofree char  *day = NULL;
  g_autofree char  *words = NULL;

  receivables_open (&tab);
  day = till_day_format (till_practice_get_today (tab.desk->practice));
  words = g_strdup_printf ("All, aged as of %s", day);
  g_assert_true (till_test_shows_text (tab.page, words));
  till_test_wait_for_text (tab.page, "$7,979.75");
  g_assert_true (till_test_shows_text (tab.page, "19 % over 90"));
  /* $6,540.00 was charged in 90 days. */
  g_assert_true (till_test_shows_text (tab.page, "110 days in A/R"));
  g_assert_true (till_test_shows_text (tab.page, "12 guarantors"));
  g_assert_true (till_test_shows_text (tab.page, "Patient portion $7,140.00"));
  gtk_test_accessible_assert_property (till_test_find (tab.page, TILL_TYPE_AGE_BAR),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, ages);
  gtk_window_set_default_size (GTK_WINDOW (tab.window), 1366, 768);
  ui_settle (tab.window);
  ui_pictures (tab.window, "receivables");

  /* A payment is in it at once. */
  receivables_charge (&tab, tab.old, -50000, 0);
  till_test_wait_for_text (tab.page, "$7,479.75");
  till_test_wait_for_text (tab.page, "13 % over 90");
  receivables_close (&tab);
}

/* What is owed of old was owed at the ends of the months before as well. */
static void
test_months_before (void)
{
  ReceivablesTab   tab = { 0 };
  GtkWidget       *button;
  GtkWidget       *popover;
  g_autofree char *today = NULL;

  receivables_open (&tab);
  button = gtk_widget_get_first_child (till_test_find (tab.page, TILL_TYPE_MONTH_CHART));
  till_test_wait_until (gtk_widget_get_mapped (button));
  ui_click (button);
  popover = ui_wait_popover (button);
  till_test_wait_for_text (popover, "Days in A/R");
  today = till_day_format (till_practice_get_today (tab.desk->practice));
  for (guint n = 1; n <= TILL_RECEIVABLE_MONTHS; n++)
    {
      TillDay end = till_receivables_month_end (till_practice_get_today (tab.desk->practice), n);
      g_autofree char *day = till_day_format (end);

      g_assert_true (till_test_shows_text (button, day));
    }
  g_assert_true (till_test_shows_text (button, today));
  g_assert_true (till_test_shows_text (button, "$7,979.75"));
  g_assert_true (till_test_shows_text (button, "100 %"));
  ui_pictures (popover, "receivables-months");

  /* The list follows while it is open. */
  receivables_charge (&tab, tab.old, -50000, 0);
  till_test_wait_for_text (button, "$7,479.75");
  ui_keys ("Escape");
  till_test_wait_until (!gtk_widget_get_mapped (popover));
  receivables_close (&tab);
}

static gboolean
asks_for (ReceivablesTab *tab, const char *column)
{
  return till_filter_find (till_table_get_filter (tab->table), column) != NULL;
}

static void
test_narrowed_by_age (void)
{
  ReceivablesTab tab = { 0 };

  receivables_open (&tab);
  till_test_wait_for_text (tab.page, "$7,979.75");
  ui_press (tab.page, "31 to 60 days: $1,500.00, 19 %");
  receivables_wait_rows (&tab, 2);
  g_assert_true (ui_is_green (tab.page, "31–60"));
  ui_pictures (tab.window, "receivables-narrowed");
  /* Of all, not of the filter. */
  g_assert_true (till_test_shows_text (tab.page, "$7,979.75"));

  /* Another age takes its place; a press more takes it away. */
  ui_press (tab.page, "Over 90 days: $1,500.00, 19 %");
  receivables_wait_rows (&tab, 1);
  g_assert_false (asks_for (&tab, "31-60"));
  ui_press (tab.page, "Over 90 days: $1,500.00, 19 %");
  receivables_wait_rows (&tab, N_RECEIVABLES);
  g_assert_true (till_filter_is_empty (till_table_get_filter (tab.table)));

  /* The middle of the bar is what is fresh. */
  ui_click (till_test_find (tab.page, TILL_TYPE_AGE_BAR));
  receivables_wait_rows (&tab, 7);
  g_assert_true (asks_for (&tab, "0-30"));
  receivables_close (&tab);
}

static void
test_all_selected (void)
{
  ReceivablesTab      tab = { 0 };
  TillTableSelection *rows;

  receivables_open (&tab);
  rows = till_table_view_get_selection (receivables_get_view (&tab));
  till_table_view_focus (receivables_get_view (&tab));
  ui_settle (tab.window);
  ui_keys ("ctrl+a");
  till_test_wait_until (till_table_selection_is_all (rows));
  till_test_wait_for_text (tab.page, "12 selected, patient portion $7,140.00");
  receivables_close (&tab);
}

/* No balances, no tab; it comes with the first. */
static void
test_without_balances (void)
{
  ReceivablesTab tab = { .desk = desk_new_for_cash () };
  GtkWidget     *window = till_window_new (ui_application (), tab.desk->practice);

  gtk_window_set_title (GTK_WINDOW (window), "Test");
  till_test_present (window);
  ui_keys ("ctrl+4");
  ui_settle (window);
  g_assert_null (till_test_find (window, TILL_TYPE_RECEIVABLES_PAGE));
  g_assert_true (gtk_widget_get_mapped (till_test_find (window, TILL_TYPE_TRANSACTIONS_PAGE)));
  g_assert_false (till_test_shows_text (window, "Accounts Receivable"));

  till_test_wait_until (!tab.desk->practice->aging);
  receivables_charge (&tab, tab.desk->anna, 10000, 40);
  till_practice_age_if_due (tab.desk->practice);
  till_test_wait_for_text (window, "Accounts Receivable");
  ui_keys ("ctrl+4");
  till_test_wait_until (till_test_find (window, TILL_TYPE_RECEIVABLES_PAGE) != NULL);
  till_test_wait_for_text (window, "1 guarantor");
  ui_end (window);
  desk_free (tab.desk);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/receivables/shown", test_shown);
  g_test_add_func ("/ui/receivables/months-before", test_months_before);
  g_test_add_func ("/ui/receivables/narrowed-by-age", test_narrowed_by_age);
  g_test_add_func ("/ui/receivables/all-selected", test_all_selected);
  g_test_add_func ("/ui/receivables/without-balances", test_without_balances);

  return g_test_run ();
}
