/* test-snooze.c: guarantors are snoozed and woken from the Accounts receivable tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "till-receivables-tab.h"
#include "ui/receivables/till-snooze-dialog.h"

static void
select_row (ReceivablesTab *tab, gint64 id)
{
  TillTableSelection *rows = till_table_view_get_selection (receivables_get_view (tab));
  guint               position;

  g_assert_true (till_table_find_id (tab->table, id, &position));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (rows), position, TRUE);
}

/* An item of what is done with the rows that are selected. */
static void
choose (ReceivablesTab *tab, const char *label)
{
  GtkWidget *button = ui_button (tab->page, "Bulk Actions");
  GtkWidget *menu;
  GtkWidget *found;

  ui_click (button);
  menu = ui_wait_popover (gtk_widget_get_parent (button));
  found = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), label);
  g_assert_nonnull (found);
  g_assert_true (gtk_widget_activate (found));
}

static GtkWidget *
open_dialog (ReceivablesTab *tab)
{
  choose (tab, "Snooze…");

  return ui_wait_window (TILL_TYPE_SNOOZE_DIALOG);
}

static void
press_and_wait (GtkWidget *dialog)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, "Snooze");
  till_test_wait_until (gone == NULL);
}

static gint64
count_snoozed (ReceivablesTab *tab)
{
  return desk_count (tab->desk, "SELECT count(*) FROM snoozes");
}

/* Until a day that the calendar offers, for a reason of the list; and woken by hand. */
static void
test_one (void)
{
  ReceivablesTab   tab = { 0 };
  GtkWidget       *dialog;
  g_autofree char *words = NULL;

  receivables_open (&tab);
  words = till_day_format (till_day_add (till_practice_get_today (tab.desk->practice), 14));
  g_assert_false (gtk_widget_is_sensitive (ui_button (tab.page, "Bulk Actions")));
  select_row (&tab, tab.long_name);
  dialog = open_dialog (&tab);
  g_assert_true (
    till_test_shows_text (dialog, "Donaudampfschifffahrtsgesellschaft, Friederike-Charlotte"));
  ui_choose (dialog, "Why", 5);
  ui_pictures (dialog, "snooze");
  press_and_wait (dialog);
  till_test_wait_for_text (tab.page, words);
  till_test_wait_for_text (tab.window, "1 guarantor snoozed");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM snoozes WHERE ends = 'day'"
                                         " AND reason = 'HSA card not loaded yet'"
                                         " AND snoozed_by = 'Maria Lopez'"),
                   ==, 1);
  gtk_window_set_default_size (GTK_WINDOW (tab.window), 1366, 768);
  ui_settle (tab.window);
  ui_pictures (tab.window, "receivables-snoozed");

  choose (&tab, "End Snooze");
  till_test_wait_for_text (tab.window, "1 snooze ended");
  till_test_wait_until (!till_test_shows_text (tab.page, words));
  g_assert_cmpint (count_snoozed (&tab), ==, 0);
  desk_assert_holds (tab.desk);
  receivables_close (&tab);
}

/* What it would end for at once is left out, and said. */
static void
test_all_until_insurance (void)
{
  ReceivablesTab      tab = { 0 };
  TillTableSelection *rows;
  GtkWidget          *dialog;

  receivables_open (&tab);
  rows = till_table_view_get_selection (receivables_get_view (&tab));
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (rows));
  dialog = open_dialog (&tab);
  g_assert_true (till_test_shows_text (dialog, "12 guarantors"));
  ui_choose (dialog, "Until", 2);
  ui_pictures (dialog, "snooze-insurance");
  press_and_wait (dialog);
  till_test_wait_for_text (tab.window,
                           "1 guarantor snoozed; 11 without insurance to pay were left out");
  till_test_wait_for_text (tab.page, "The insurance has paid");
  g_assert_cmpint (count_snoozed (&tab), ==, 1);
  receivables_close (&tab);
}

/* A reason of one's own must be one; the next entry wakes who waits for the balance. */
static void
test_another_reason (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *dialog;

  receivables_open (&tab);
  select_row (&tab, tab.old);
  dialog = open_dialog (&tab);
  ui_choose (dialog, "Why", 6);
  g_assert_false (ui_can_press (dialog, "Snooze"));
  ui_write (ui_field (dialog, "Another reason"), "   ");
  g_assert_false (ui_can_press (dialog, "Snooze"));
  ui_write (ui_field (dialog, "Another reason"), "Pays with the tax refund");
  ui_choose (dialog, "Until", 1);
  g_assert_true (ui_can_press (dialog, "Snooze"));
  press_and_wait (dialog);
  till_test_wait_for_text (tab.page, "The balance changes");

  receivables_charge (&tab, tab.old, -1000, 0);
  till_test_wait_until (!till_test_shows_text (tab.page, "The balance changes"));
  g_assert_cmpint (count_snoozed (&tab), ==, 0);
  receivables_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/snooze/one", test_one);
  g_test_add_func ("/ui/snooze/all-until-insurance", test_all_until_insurance);
  g_test_add_func ("/ui/snooze/another-reason", test_another_reason);

  return g_test_run ();
}
