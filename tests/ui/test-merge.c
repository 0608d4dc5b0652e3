/* test-merge.c: two records become one and part again; another guarantor, as a person does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-patients.h"
#include "till-receivables-tab.h"
#include "ui/patients/till-guarantor-dialog.h"
#include "ui/patients/till-merge-dialog.h"
#include "ui/patients/till-patient-page.h"

#define LONG_NAME "Donaudampfschifffahrtsgesellschaft, Friederike-Charlotte"
#define OTHER_NAME "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine"

static GtkWidget *
open_patient (ReceivablesTab *tab, gint64 id, const char *name)
{
  GtkWidget *page;

  g_assert_true (gtk_widget_activate_action (tab->window, "win.show-patient", "x", id));
  till_test_wait_until ((page = till_test_find (tab->window, TILL_TYPE_PATIENT_PAGE)) != NULL);
  till_test_wait_for_text (page, name);

  return page;
}

/* An item of the menu behind the three dots. */
static void
choose (GtkWidget *page, const char *label)
{
  GtkWidget *button = till_test_find_named (page, GTK_TYPE_MENU_BUTTON, "More");
  GtkWidget *menu;
  GtkWidget *found;

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = ui_wait_popover (button);
  found = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), label);
  g_assert_nonnull (found);
  g_assert_true (gtk_widget_activate (found));
}

static void
check (GtkWidget *dialog, const char *label)
{
  GtkWidget *button = till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, label);

  g_assert_nonnull (button);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
}

static void
press_and_wait (GtkWidget *dialog, const char *label)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, label);
  till_test_wait_until (gone == NULL);
}

static GtkWidget *
open_comparison (GtkWidget *page)
{
  GtkWidget *dialog;

  choose (page, "Merge with Another Record…");
  dialog = ui_wait_window (TILL_TYPE_MERGE_DIALOG);
  g_assert_false (ui_can_press (dialog, "Merge"));
  ui_write (ui_field (dialog, "Patient"), "wolfe");
  till_test_wait_for_text (dialog, OTHER_NAME);
  ui_press_row (dialog, OTHER_NAME);
  till_test_wait_until (ui_can_press (dialog, "Merge"));

  return dialog;
}

/* The other one is kept, but for the phone; and on that one’s page it is undone. */
static void
test_merged (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *page;
  GtkWidget     *dialog;

  receivables_open (&tab);
  page = open_patient (&tab, tab.old, LONG_NAME);
  dialog = open_comparison (page);
  till_test_wait_for_text (dialog, "The dates of birth differ.");
  g_assert_true (till_test_shows_text (dialog, "–$60.25") ||
                 till_test_shows_text (dialog, "$60.25"));
  ui_settle (dialog);
  ui_pictures (dialog, "merge");
  check (dialog, "Keep: " OTHER_NAME);
  till_test_wait_for_text (dialog, "The record of “" LONG_NAME "”, with 0 transactions and a "
                                   "balance of $1,500.00, will be shown under “" OTHER_NAME "”.");
  check (dialog, "Phone: (207) 555-0104");
  press_and_wait (dialog, "Merge");

  till_test_wait_until ((page = till_test_find (tab.window, TILL_TYPE_PATIENT_PAGE)) != NULL &&
                        till_patient_page_get_id (TILL_PATIENT_PAGE (page)) == tab.credit);
  till_test_wait_for_text (tab.window, "Merged Records");
  till_test_wait_for_text (tab.window, "$1,439.75");
  till_test_wait_for_text (tab.window, "(207) 555-0104");
  ui_settle (tab.window);
  ui_pictures (tab.window, "patient-merged");
  ui_pictures (gtk_widget_get_ancestor (
                 till_test_find_named (tab.window, GTK_TYPE_BUTTON, "Undo the merge of " LONG_NAME),
                 ADW_TYPE_PREFERENCES_GROUP),
               "patient-merged-records");
  g_assert_cmpint (
    desk_count (tab.desk, "SELECT count(*) FROM audit WHERE deed = 'merge-patients'"), ==, 1);

  page = till_test_find (tab.window, TILL_TYPE_PATIENT_PAGE);
  ui_press (page, "Undo the merge of " LONG_NAME);
  till_test_wait_for_text (tab.window, "(207) 555-0112");
  till_test_wait_until (!till_test_shows_text (tab.window, "Merged Records"));
  page = open_patient (&tab, tab.old, LONG_NAME);
  till_test_wait_for_text (page, "$1,500.00");
  receivables_close (&tab);
}

/* The toast undoes it at once. */
static void
test_toast (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *page;

  receivables_open (&tab);
  page = open_patient (&tab, tab.old, LONG_NAME);
  ui_press (open_comparison (page), "Merge");
  /* It stays for some seconds only: nothing else is waited for before. */
  till_test_wait_for_text (tab.window, "“" OTHER_NAME "” is shown under “" LONG_NAME "” now");
  ui_press (tab.window, "Undo");
  till_test_wait_for_text (tab.window, "Both records are there again");
  till_test_wait_until (!till_test_shows_text (tab.window, "Merged Records"));
  receivables_close (&tab);
}

/* The payments and the family of the one that is merged are on the page of the other. */
static void
test_listed (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *dialog;

  receivables_open (&tab);
  ui_take_three (tab.desk);
  dialog = open_comparison (open_patient (&tab, tab.desk->anna, "Lee, Anna"));
  check (dialog, "Keep: " OTHER_NAME);
  till_test_wait_for_text (dialog, "1 patient of the family comes along.");
  ui_press (dialog, "Merge");
  till_test_wait_for_text (tab.window, "2 transactions");
  g_assert_true (till_test_shows_text (tab.window, "Net $13.00"));
  till_test_wait_for_text (tab.window, "Lee, Ben");
  receivables_close (&tab);
}

/* The window is closed while a dialog stands before it: that goes, too, and holds nothing. */
static void
test_window_closed (void)
{
  ReceivablesTab tab = { 0 };
  gpointer       dialog;

  receivables_open (&tab);
  dialog = open_comparison (open_patient (&tab, tab.old, LONG_NAME));
  g_object_add_weak_pointer (dialog, &dialog);
  receivables_close (&tab);
  g_assert_null (dialog);
}

static void
test_same (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *dialog;

  receivables_open (&tab);
  choose (open_patient (&tab, tab.old, LONG_NAME), "Merge with Another Record…");
  dialog = ui_wait_window (TILL_TYPE_MERGE_DIALOG);
  ui_write (ui_field (dialog, "Patient"), "donau");
  till_test_wait_for_text (dialog, "born Feb 14, 1944");
  ui_press_row (dialog, LONG_NAME);
  till_test_wait_for_text (dialog, "That is the same record.");
  g_assert_false (ui_can_press (dialog, "Merge"));
  press_and_wait (dialog, "Cancel");
  ui_settle (tab.window);
  receivables_close (&tab);
}

static void
test_guarantor (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *page;
  GtkWidget     *dialog;

  receivables_open (&tab);
  page = open_patient (&tab, tab.desk->ben, "Lee, Ben");
  choose (page, "Change Guarantor…");
  dialog = ui_wait_window (TILL_TYPE_GUARANTOR_DIALOG);
  till_test_wait_for_text (dialog, "So far “Lee, Anna” answers for “Lee, Ben”.");
  ui_settle (dialog);
  ui_pictures (dialog, "guarantor");
  check (dialog, "Own account");
  press_and_wait (dialog, "Save");
  till_test_wait_for_text (tab.window, "The guarantor was changed");

  page = open_patient (&tab, tab.desk->anna, "Lee, Anna");
  choose (page, "Change Guarantor…");
  dialog = ui_wait_window (TILL_TYPE_GUARANTOR_DIALOG);
  ui_write (ui_field (dialog, "Patient"), "lee, ben");
  till_test_wait_for_text (dialog, "Lee, Ben");
  ui_press_row (dialog, "Lee, Ben");
  till_test_wait_until (ui_can_press (dialog, "Save"));
  press_and_wait (dialog, "Save");
  till_test_wait_for_text (tab.window, "Guarantor");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM patients AS p JOIN patients AS g"
                                         " ON g.id = p.guarantor_id WHERE p.name = 'Lee, Anna'"
                                         " AND g.name = 'Lee, Ben'"),
                   ==, 1);
  receivables_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/merge/merged", test_merged);
  g_test_add_func ("/ui/merge/toast", test_toast);
  g_test_add_func ("/ui/merge/listed", test_listed);
  g_test_add_func ("/ui/merge/same", test_same);
  g_test_add_func ("/ui/merge/window-closed", test_window_closed);
  g_test_add_func ("/ui/merge/guarantor", test_guarantor);

  return g_test_run ();
}
