/* test-patients.c: patients are found, opened and changed, as a person does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-patients.h"
#include "till-receivables-tab.h"
#include "ui/patients/till-patient-dialog.h"
#include "ui/patients/till-patient-page.h"
#include "ui/patients/till-patients-page.h"
#include "ui/till-window.h"
#include "ui/transactions/till-transactions-page.h"

#define LONG_NAME "Donaudampfschifffahrtsgesellschaft, Friederike-Charlotte"

/* The list of the receivables tab's patients and the desk's own two. */
static GtkWidget *
open_list (ReceivablesTab *tab)
{
  GtkWidget *page;

  receivables_open (tab);
  ui_keys ("ctrl+l");
  till_test_wait_until ((page = till_test_find (tab->window, TILL_TYPE_PATIENTS_PAGE)) != NULL);
  till_test_wait_until (gtk_widget_get_mapped (page));
  ui_wait_rows (till_practice_get_people (tab->desk->practice), N_RECEIVABLES + 2, tab->window);

  return page;
}

static GtkWidget *
wait_for_patient (ReceivablesTab *tab, const char *name)
{
  GtkWidget *page;

  till_test_wait_until ((page = till_test_find (tab->window, TILL_TYPE_PATIENT_PAGE)) != NULL);
  till_test_wait_for_text (page, name);

  return page;
}

/* By the keyboard alone: found by a part of the name, opened, and back. */
static void
test_found (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *list = open_list (&tab);
  GtkWidget     *page;

  till_test_wait_for_text (list, "14 patients");
  ui_pictures (tab.window, "patients");
  ui_keys ("ctrl+f");
  ui_type ("donau");
  ui_wait_rows (till_practice_get_people (tab.desk->practice), 1, tab.window);
  till_test_wait_for_text (list, "1 patient");
  till_table_view_focus (TILL_TABLE_VIEW (till_test_find (list, TILL_TYPE_TABLE_VIEW)));
  ui_settle (tab.window);
  ui_keys ("Return");
  page = wait_for_patient (&tab, LONG_NAME);
  till_test_wait_for_text (page, "Insurance is thought to pay");
  g_assert_true (till_test_shows_text (page, "$1,500.00"));
  g_assert_true (till_test_shows_text (page, "$600.00"));
  g_assert_true (till_test_shows_text (page, "(207) 555-0104"));
  ui_settle (tab.window);
  ui_pictures (tab.window, "patient");

  ui_keys ("alt+Left");
  till_test_wait_until (till_test_find (tab.window, TILL_TYPE_PATIENT_PAGE) == NULL);
  g_assert_true (gtk_widget_get_mapped (list));
  receivables_close (&tab);
}

static void
show_patient (ReceivablesTab *tab, gint64 id)
{
  g_assert_true (gtk_widget_activate_action (tab->window, "win.show-patient", "x", id));
}

/* Why no request would be sent follows what is known at once. */
static void
test_would_be_asked (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *page;

  receivables_open (&tab);
  show_patient (&tab, tab.old);
  page = wait_for_patient (&tab, LONG_NAME);
  till_test_wait_for_text (page, "No:\n"
                                 "• The insurance is thought to pay $900.00 that has not come yet\n"
                                 "• Has not agreed to text messages about money");
  g_assert_true (
    till_test_shows_text (page, "No:\n"
                                "• The insurance is thought to pay $900.00 that has not come yet\n"
                                "• Has no e-mail address\n"
                                "• Has not agreed to e-mails about money"));
  ui_press (page, "Snooze…");
  ui_press (ui_wait_window (g_type_from_name ("TillSnoozeDialog")), "Snooze");
  till_test_wait_for_text (page, "End Snooze");
  ui_press (page, "End Snooze");
  till_test_wait_for_text (page, "Snooze…");
  receivables_close (&tab);
}

static void
save_and_wait (GtkWidget *dialog)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, "Save");
  till_test_wait_until (gone == NULL);
}

static void
test_changed (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *page;
  GtkWidget     *dialog;

  receivables_open (&tab);
  show_patient (&tab, tab.credit);
  page = wait_for_patient (&tab, "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine");
  ui_press (page, "Edit Patient…");
  dialog = ui_wait_window (TILL_TYPE_PATIENT_DIALOG);
  ui_pictures (dialog, "patient-edit");

  /* What can't be is said, and nothing is lost. */
  ui_write (ui_field (dialog, "Date of Birth (month/day/year)"), "2/30/1980");
  ui_press (dialog, "Save");
  till_test_wait_for_text (dialog,
                           "“2/30/1980” is not a date of birth. Write it as in 11/24/1980.");
  ui_write (ui_field (dialog, "Date of Birth (month/day/year)"), "2/29/1980");
  ui_write (ui_field (dialog, "Name (Last, First)"), "");
  ui_press (dialog, "Save");
  till_test_wait_for_text (dialog, "The patient needs a name.");
  ui_write (ui_field (dialog, "Name (Last, First)"), "Wolf, Hubert");
  ui_write (ui_field (dialog, "E-Mail"), "hubert@example.org");
  ui_choose (dialog, "State", 1);
  ui_choose (dialog, "E-Mails about Money", 1);
  gtk_switch_set_active (GTK_SWITCH (till_test_find (dialog, GTK_TYPE_SWITCH)), TRUE);
  save_and_wait (dialog);

  till_test_wait_for_text (page, "Wolf, Hubert");
  till_test_wait_for_text (page, "hubert@example.org");
  g_assert_true (till_test_shows_text (page, "No:\n"
                                             "• Is no longer a patient\n"
                                             "• Is marked “Do not contact”\n"
                                             "• Owes nothing"));
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM audit WHERE deed = 'change-patient'"
                                         " AND actor = 'Maria Lopez'"),
                   ==, 1);
  receivables_close (&tab);
}

/* What no list shows is seen at once, too, and so are the rules; no list was ever opened. */
static void
test_follows (void)
{
  Desk      *desk = desk_new_for_cash ();
  GtkWidget *window = till_window_new (ui_application (), desk->practice);
  GtkWidget *page;
  GtkWidget *dialog;

  gtk_window_set_title (GTK_WINDOW (window), "Test");
  till_test_present (window);
  g_assert_true (gtk_widget_activate_action (window, "win.show-patient", "x", desk->anna));
  till_test_wait_until ((page = till_test_find (window, TILL_TYPE_PATIENT_PAGE)) != NULL);
  till_test_wait_for_text (page, "• Has not agreed to text messages about money");
  ui_press (page, "Edit Patient…");
  dialog = ui_wait_window (TILL_TYPE_PATIENT_DIALOG);
  ui_choose (dialog, "Text Messages about Money", 2);
  ui_write (ui_field (dialog, "Address"), "1 Elm Street");
  save_and_wait (dialog);
  till_test_wait_for_text (page, "• Doesn’t want text messages about money");
  till_test_wait_for_text (page, "1 Elm Street");

  /* Asked for again where one is, the list comes. */
  ui_keys ("ctrl+l");
  till_test_wait_until (till_test_find (window, TILL_TYPE_PATIENT_PAGE) == NULL);
  ui_end (window);
  desk_free (desk);
}

static void
scroll_down (GtkWidget *dialog)
{
  GtkWidget     *scrolled = till_test_find (dialog, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  ui_settle (dialog);
  gtk_adjustment_set_value (down, gtk_adjustment_get_upper (down));
}

/* What is said of messages is kept with how, when and to whom, and shown the next time. */
static void
test_consents (void)
{
  Desk      *desk = desk_new_for_cash ();
  GtkWidget *window = till_window_new (ui_application (), desk->practice);
  GtkWidget *page;
  GtkWidget *dialog;

  till_test_present (window);
  g_assert_true (gtk_widget_activate_action (window, "win.show-patient", "x", desk->anna));
  till_test_wait_until ((page = till_test_find (window, TILL_TYPE_PATIENT_PAGE)) != NULL);
  till_test_wait_until (ui_can_press (page, "Edit Patient…"));
  ui_press (page, "Edit Patient…");
  dialog = ui_wait_window (TILL_TYPE_PATIENT_DIALOG);
  g_assert_false (till_test_shows_text (dialog, "How It Was Said"));

  /* It is asked of a change alone. */
  ui_choose (dialog, "Receipts by E-Mail", TILL_CONSENT_GIVEN);
  till_test_wait_for_text (dialog, "How It Was Said");
  ui_choose (dialog, "Receipts by E-Mail", TILL_CONSENT_UNKNOWN);
  till_test_wait_until (!till_test_shows_text (dialog, "How It Was Said"));
  ui_choose (dialog, "Receipts by E-Mail", TILL_CONSENT_GIVEN);
  ui_choose (dialog, "Text Messages about Money", TILL_CONSENT_REFUSED);
  till_test_wait_for_text (dialog, "How It Was Said");
  ui_choose (dialog, "How It Was Said", 1);
  scroll_down (dialog);
  ui_pictures (dialog, "patient-consent-said");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (till_test_find_named (
                              dialog, GTK_TYPE_TEXT_VIEW, "What the Patient Was Told"))),
                            "May we send <b>receipts</b> & more?", -1);
  ui_choose (dialog, "Language of Messages", 2);
  save_and_wait (dialog);
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM consents WHERE how = 'By phone'"
                      " AND wording LIKE 'May we send <b>receipts</b> & more_'"
                      " AND (purpose = 'receipt' AND channel = 'email' AND consent = 'given'"
                      "   OR purpose = 'money' AND channel = 'text' AND consent = 'refused')"),
    ==, 2);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM patients WHERE language = 'es'"), ==, 1);

  till_test_wait_for_text (page, "• Doesn’t want text messages about money");
  till_test_wait_until (ui_can_press (page, "Edit Patient…"));
  ui_press (page, "Edit Patient…");
  dialog = ui_wait_window (TILL_TYPE_PATIENT_DIALOG);
  till_test_wait_for_text (dialog, "By phone, noted by Maria Lopez on");
  g_assert_true (
    till_test_shows_text (dialog, "The patient was told: “May we send <b>receipts</b> & more?”"));
  scroll_down (dialog);
  ui_pictures (dialog, "patient-consents");
  gtk_window_close (GTK_WINDOW (dialog));

  ui_end (window);
  desk_free (desk);
}

/* Enter on who owes opens that page. */
static void
test_from_receivables (void)
{
  ReceivablesTab tab = { 0 };

  receivables_open (&tab);
  g_assert_true (till_table_view_go_to (receivables_get_view (&tab), tab.old));
  ui_settle (tab.window);
  ui_keys ("Return");
  wait_for_patient (&tab, LONG_NAME);
  receivables_close (&tab);
}

/* From the family to each of its members, and from a payment to its patient. */
static void
test_ways (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *page;
  GtkWidget     *transactions;

  receivables_open (&tab);
  ui_take_three (tab.desk);
  show_patient (&tab, tab.desk->anna);
  page = wait_for_patient (&tab, "2 transactions");
  g_assert_true (till_test_shows_text (page, "Net $13.00"));
  till_test_wait_for_text (page, "Guarantor, born May 17, 2015");
  ui_press_row (page, "Lee, Ben");
  till_test_wait_for_text (tab.window, "1 transaction");
  g_assert_cmpint (till_patient_page_get_id (
                     TILL_PATIENT_PAGE (till_test_find (tab.window, TILL_TYPE_PATIENT_PAGE))),
                   ==, tab.desk->ben);
  show_patient (&tab, tab.desk->anna);
  page = wait_for_patient (&tab, "2 transactions");
  till_table_view_focus (TILL_TABLE_VIEW (till_test_find (page, TILL_TYPE_TABLE_VIEW)));
  ui_settle (tab.window);
  ui_keys ("Return");
  till_test_wait_until ((transactions = till_test_find (tab.window, TILL_TYPE_TRANSACTIONS_PAGE)) !=
                          NULL &&
                        gtk_widget_get_mapped (transactions));

  /* The page is still there when one comes back. */
  ui_keys ("ctrl+l");
  till_test_wait_until (gtk_widget_get_mapped (page));
  receivables_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/patients/found", test_found);
  g_test_add_func ("/ui/patients/would-be-asked", test_would_be_asked);
  g_test_add_func ("/ui/patients/changed", test_changed);
  g_test_add_func ("/ui/patients/ways", test_ways);
  g_test_add_func ("/ui/patients/follows", test_follows);
  g_test_add_func ("/ui/patients/consents", test_consents);
  g_test_add_func ("/ui/patients/from-receivables", test_from_receivables);

  return g_test_run ();
}
