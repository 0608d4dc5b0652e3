/* test-statements.c: statements are made from the Accounts receivable tab and from a patient’s page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <gtk/gtkunixprint.h>

#include "document/till-receipt.h"
#include "flow/till-practice-private.h"
#include "till-receivables-tab.h"
#include "ui/patients/till-patient-page.h"
#include "ui/settings/till-settings-window.h"
#include "ui/statements/till-statements-dialog.h"

static gboolean
address_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection,
                          "UPDATE patients SET address = '27 Harbor Street' || char(10) ||"
                          "  'Portland, ME 04101' WHERE name NOT IN ('Evans, Rhys',"
                          "  'Haddad, Layla', 'Kowalczyk, Zbigniew');"
                          "UPDATE patients SET state = 'inactive' WHERE name = 'Bauer, Konstantin'",
                          error);
}

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
open_for_all (ReceivablesTab *tab)
{
  receivables_open (tab);
  receivables_write (tab, address_job, NULL);
  gtk_selection_model_select_all (
    GTK_SELECTION_MODEL (till_table_view_get_selection (receivables_get_view (tab))));
  choose (tab, "Print Statements…");

  return ui_wait_window (TILL_TYPE_STATEMENTS_DIALOG);
}

static void
tick (GtkWidget *dialog, const char *label)
{
  GtkWidget *button = till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, label);

  g_assert_nonnull (button);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
}

static gint64
count_statements (ReceivablesTab *tab)
{
  return desk_count (tab->desk, "SELECT count(*) FROM statements");
}

static guint
count_pages (const char *path)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (GBytes)  bytes = NULL;
  g_autoptr (TillPdf) pdf = NULL;
  char               *contents;
  gsize               length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (contents, length);
  pdf = till_pdf_open (bytes, &error);
  g_assert_no_error (error);

  return till_pdf_get_n_pages (pdf);
}

/* Who gets none is seen before, with every reason; some get one all the same. */
static void
test_saved (void)
{
  ReceivablesTab   tab = { 0 };
  GtkWidget       *dialog = open_for_all (&tab);
  GtkWidget       *chooser;
  g_autofree char *path = g_build_filename (g_get_home_dir (), "statements.pdf", NULL);

  till_test_wait_for_text (dialog, "7 statements, $5,100.00 due in all");
  g_assert_true (till_test_shows_text (dialog, "5 get none"));
  g_assert_true (till_test_shows_text (dialog, "Is no longer a patient"));
  g_assert_true (till_test_shows_text (dialog, "Owes nothing"));
  ui_pictures (dialog, "statements");
  tick (dialog, "Also without a postal address (3)");
  g_assert_true (till_test_shows_text (dialog, "10 statements, $6,340.00 due in all"));
  g_assert_true (till_test_shows_text (dialog, "2 get none"));

  ui_press (dialog, "Save as PDF…");
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "statements.pdf");
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (tab.window, "10 statements saved to statements.pdf");
  g_assert_cmpuint (count_pages (path), ==, 10);
  g_assert_cmpint (count_statements (&tab), ==, 10);
  g_assert_cmpint (desk_count (tab.desk, "SELECT sum(due_cents) FROM statements"), ==, 634000);
  g_unlink (path);
  desk_assert_holds (tab.desk);
  receivables_close (&tab);
}

/* ── To the printer ── */

/* The desktop’s dialog comes up; what is not printed in it is no statement. */
static void
test_not_printed (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *dialog = open_for_all (&tab);

  till_test_wait_for_text (dialog, "7 statements");
  ui_press (dialog, "Print…");
  till_test_wait_until (ui_find_print_dialog () != NULL);
  gtk_dialog_response (GTK_DIALOG (ui_find_print_dialog ()), GTK_RESPONSE_CANCEL);
  till_test_wait_until (ui_find_print_dialog () == NULL);
  ui_settle (tab.window);
  g_assert_cmpint (count_statements (&tab), ==, 0);
  receivables_close (&tab);
}

/* GTK says that it is printed when the printer has the pages; the file grows after that. */
static gboolean
is_written (const char *path)
{
  static const char end[] = "%%EOF\n";
  g_autofree char  *contents = NULL;
  gsize             length;

  return g_file_get_contents (path, &contents, &length, NULL) && length > strlen (end) &&
         memcmp (contents + length - strlen (end), end, strlen (end)) == 0;
}

/* By the printer that makes files; what was printed is noted then. */
static void
test_printed (void)
{
  ReceivablesTab tab = { 0 };
  GtkWidget     *dialog = open_for_all (&tab);
  GtkWidget     *printers;

  till_test_wait_for_text (dialog, "7 statements");
  ui_press (dialog, "Print…");
  till_test_wait_until (ui_find_print_dialog () != NULL);
  till_test_wait_for_text (ui_find_print_dialog (), "Print to File");
  printers = till_test_find (ui_find_print_dialog (), GTK_TYPE_COLUMN_VIEW);
  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (printers)), 0, TRUE);
  till_test_wait_until (gtk_print_unix_dialog_get_selected_printer (
                          GTK_PRINT_UNIX_DIALOG (ui_find_print_dialog ())) != NULL);
  gtk_dialog_response (GTK_DIALOG (ui_find_print_dialog ()), GTK_RESPONSE_OK);
  till_test_wait_for_text (tab.window, "7 statements printed");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM statements WHERE form = 'paper'"),
                   ==, 7);
  till_test_wait_until (is_written ("output.pdf"));
  g_assert_cmpuint (count_pages ("output.pdf"), ==, 7);
  g_unlink ("output.pdf");
  receivables_close (&tab);
}

/* ── From the patient’s page ── */

static void
test_of_a_patient (void)
{
  ReceivablesTab   tab = { 0 };
  GtkWidget       *page;
  GtkWidget       *dialog;
  GtkWidget       *chooser;
  g_autofree char *path = g_build_filename (g_get_home_dir (), "statement.pdf", NULL);
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  receivables_open (&tab);
  g_assert_true (gtk_widget_activate_action (tab.window, "win.show-patient", "x", tab.old));
  till_test_wait_until ((page = till_test_find (tab.window, TILL_TYPE_PATIENT_PAGE)) != NULL);
  till_test_wait_for_text (page, "Patient portion");
  g_assert_false (till_test_shows_text (page, "Last statement"));
  ui_press (page, "Print Statement…");
  dialog = ui_wait_window (TILL_TYPE_STATEMENTS_DIALOG);
  /* Who asks for one gets it, though there is no address to send it to. */
  till_test_wait_for_text (dialog, "1 statement, $600.00 due in all");
  g_assert_true (till_test_shows_text (dialog, "Also without a postal address (1)"));
  ui_pictures (dialog, "statement-of-one");
  ui_press (dialog, "Save as PDF…");
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "statement.pdf");
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (tab.window, "1 statement saved to statement.pdf");

  day = till_day_format (till_practice_get_today (tab.desk->practice));
  words = g_strdup_printf ("%s, $600.00", day);
  till_test_wait_for_text (page, words);
  g_assert_true (till_test_shows_text (page, "Last statement"));
  ui_settle (tab.window);
  ui_pictures (tab.window, "patient-stated");
  g_unlink (path);
  receivables_close (&tab);
}

/* ── Settings ── */

static void
apply (GtkWidget *window, const char *title, const char *text)
{
  GtkWidget *row = ui_field (window, title);

  ui_write (row, text);
  ui_settle (window);
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (row)), "activate");
}

static void
test_settings (void)
{
  static const char link[] = "Online Payment Page (as in https://pay.example.com)";
  g_autoptr (Desk)  desk = desk_new_for_cash ();
  GtkWidget        *window = till_settings_window_new (desk->practice, NULL);

  till_test_present (window);
  till_test_wait_for_text (window, "Elm Street Dental");
  ui_press (window, "Payments");
  apply (window, link, "http://pay.example.com");
  till_test_wait_for_text (window, "The payment page must begin with https://");
  g_assert_cmpstr (till_practice_get_setting (desk->practice, TILL_SETTING_STATEMENT_LINK), ==, "");
  apply (window, link, " https://pay.example.com ");
  till_test_wait_until (
    g_str_equal (till_practice_get_setting (desk->practice, TILL_SETTING_STATEMENT_LINK),
                 "https://pay.example.com"));
  apply (window, "Message on Statements", "Happy holidays!");
  till_test_wait_until (g_str_equal (
    till_practice_get_setting (desk->practice, TILL_SETTING_STATEMENT_MESSAGE), "Happy holidays!"));
  ui_pictures (window, "settings-statements");
  ui_end (window);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);
  /* Where GTK’s printer of files puts them. */
  g_assert_cmpint (g_chdir (g_get_home_dir ()), ==, 0);

  g_test_add_func ("/ui/statements/saved", test_saved);
  g_test_add_func ("/ui/statements/not-printed", test_not_printed);
  g_test_add_func ("/ui/statements/printed", test_printed);
  g_test_add_func ("/ui/statements/of-a-patient", test_of_a_patient);
  g_test_add_func ("/ui/statements/settings", test_settings);

  return g_test_run ();
}
