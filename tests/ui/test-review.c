/* test-review.c: who of those selected can be asked, who not and why; snoozed there, exported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "flow/till-practice-private.h"
#include "flow/till-practice-requests.h"
#include "store/till-store-patients.h"
#include "till-receivables-tab.h"
#include "ui/patients/till-patient-page.h"
#include "ui/receivables/till-review-page.h"
#include "ui/receivables/till-snooze-dialog.h"

typedef struct
{
  ReceivablesTab tab;
  GtkWidget     *page;
  TillTable     *table;
  TillTableView *view;
} Review;

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

static gboolean
agree_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (gint64 id = 1; id <= ((ReceivablesTab *) data)->credit; id++)
    {
      g_autoptr (TillPatient) patient = till_store_get_patient (connection, id, NULL);
      g_autoptr (TillActor)   nobody = till_actor_new (0, "Ann");

      if (patient == NULL || strstr (patient->name, "Haddad") != NULL)
        continue;
      patient->consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_GIVEN;
      if (!till_store_change_patient (connection, patient, nobody, 1, error))
        return FALSE;
    }

  return TRUE;
}

static void
open_review (Review *self)
{
  TillTableSelection *rows;

  receivables_open (&self->tab);
  receivables_write (&self->tab, agree_job, &self->tab);
  rows = till_table_view_get_selection (receivables_get_view (&self->tab));
  g_assert_false (gtk_widget_is_sensitive (ui_button (self->tab.page, "Bulk Actions")));
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (rows));
  choose (&self->tab, "Check Who Can Be Asked");
  till_test_wait_until ((self->page = till_test_find (self->tab.page, TILL_TYPE_REVIEW_PAGE)) !=
                        NULL);
  self->table = self->tab.desk->practice->review;
  self->view = TILL_TABLE_VIEW (till_test_find (self->page, TILL_TYPE_TABLE_VIEW));
  till_test_wait_for_text (self->page, "can be asked for");
  ui_wait_rows (self->table, N_RECEIVABLES, self->tab.window);
}

static void
wait_rows (Review *self, guint n_rows)
{
  ui_wait_rows (self->table, n_rows, self->tab.window);
}

/* Nine have a phone and agreed; of these the old one's insurance is to pay, and one has a credit.
 */
static void
test_reasons (void)
{
  Review review = { 0 };

  open_review (&review);
  gtk_window_set_default_size (GTK_WINDOW (review.tab.window), 1366, 768);
  till_test_wait_for_text (review.page, "7 of 12 can be asked for $5,300.00. 5 can’t.");
  ui_settle (review.tab.window);
  ui_pictures (review.tab.window, "review");

  ui_press_row (review.page, "No phone number for text messages");
  wait_rows (&review, 2);
  g_assert_true (till_test_shows_text (review.page, "Evans, Rhys"));
  ui_press_row (review.page, "Insurance has still to pay");
  wait_rows (&review, 1);
  g_assert_cmpint (till_table_get_id (review.table, 0), ==, review.tab.old);
  g_assert_true (till_test_shows_text (
    review.page, "The insurance is thought to pay $900.00 that has not come yet"));
  ui_press_row (review.page, "Can be asked");
  wait_rows (&review, 7);
  ui_press_row (review.page, "Can’t be asked");
  wait_rows (&review, 5);
  ui_settle (review.tab.window);
  ui_pictures (review.tab.window, "review-cant");

  ui_press (review.page, "Letter");
  till_test_wait_for_text (review.page, "None of the 12 selected can be asked.");
  wait_rows (&review, 12);
  g_assert_true (till_test_shows_text (review.page, "No postal address"));
  ui_press (review.page, "E-Mail");
  till_test_wait_for_text (review.page, "No e-mail address");
  ui_keys ("alt+Left");
  till_test_wait_until (till_test_find (review.tab.page, TILL_TYPE_REVIEW_PAGE) == NULL);
  g_assert_null (review.tab.desk->practice->review);
  receivables_close (&review.tab);
}

static void
snooze_selected (Review *self)
{
  GtkWidget *dialog;
  gpointer   gone;

  ui_press (self->page, "Snooze…");
  dialog = ui_wait_window (TILL_TYPE_SNOOZE_DIALOG);
  gone = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, "Snooze");
  till_test_wait_until (gone == NULL);
}

/* Snoozed there, it is judged again by itself, and the place and what is selected are kept. */
static void
test_snooze_there (void)
{
  Review review = { 0 };
  guint  position;
  guint  n_selected;
  gint64 bauer;

  open_review (&review);
  till_test_wait_for_text (review.page, "7 of 12 can be asked for $5,300.00. 5 can’t.");
  bauer = review.tab.long_name - 2;
  g_assert_false (ui_can_press (review.page, "Snooze…"));
  g_assert_true (till_table_find_id (review.table, bauer, &position)); /* $800.00 */
  gtk_selection_model_select_item (
    GTK_SELECTION_MODEL (till_table_view_get_selection (review.view)), position, TRUE);
  snooze_selected (&review);
  till_test_wait_for_text (review.page, "6 of 12 can be asked for $4,500.00. 6 can’t.");
  till_test_wait_for_text (review.page, "Snoozed until");
  n_selected = till_table_selection_get_n_selected (till_table_view_get_selection (review.view));
  g_assert_cmpuint (n_selected, ==, 1);
  g_assert_true (till_table_find_id (review.table, bauer, &position));
  ui_press_row (review.page, "Snoozed");
  wait_rows (&review, 1);

  gtk_selection_model_select_all (
    GTK_SELECTION_MODEL (till_table_view_get_selection (review.view)));
  ui_press (review.page, "End Snooze");
  till_test_wait_for_text (review.page, "7 of 12 can be asked for $5,300.00. 5 can’t.");
  wait_rows (&review, 0);
  ui_press (review.page, "Clear All");
  wait_rows (&review, N_RECEIVABLES);

  /* A payment, and another rule. */
  receivables_charge (&review.tab, bauer, -5000, 0);
  till_test_wait_for_text (review.page, "7 of 12 can be asked for $5,250.00. 5 can’t.");
  desk_set (review.tab.desk, TILL_SETTING_REQUEST_MINIMUM, "70000");
  till_test_wait_for_text (review.page, "Owes less than the minimum");
  receivables_close (&review.tab);
}

static void
test_opens_patient (void)
{
  Review review = { 0 };

  open_review (&review);
  g_assert_true (till_table_view_go_to (review.view, review.tab.old));
  ui_keys ("Return");
  till_test_wait_until (till_test_find (review.tab.window, TILL_TYPE_PATIENT_PAGE) != NULL);
  /* And back to where it was. */
  ui_keys ("ctrl+4");
  till_test_wait_until (gtk_widget_get_mapped (review.page));
  /* Who is led to other rows of the tab sees them. */
  gtk_widget_activate_action (
    review.tab.window, "win.show-list", "(ss)", "receivables",
    "{\"conditions\":[{\"column\":\"over-90\",\"op\":\"between\",\"values\":[\"1\",\"\"]}]}");
  till_test_wait_until (till_test_find (review.tab.page, TILL_TYPE_REVIEW_PAGE) == NULL);
  receivables_wait_rows (&review.tab, 1);
  receivables_close (&review.tab);
}

static void
test_export (void)
{
  Review           review = { 0 };
  g_autofree char *path = g_build_filename (g_get_home_dir (), "review.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv)   lines = NULL;
  GtkWidget       *chooser;

  open_review (&review);
  ui_press_row (review.page, "No phone number for text messages");
  wait_rows (&review, 2);
  ui_keys ("ctrl+e");
  till_test_wait_until (ui_can_press (review.page, "Export as CSV…"));
  ui_press (review.page, "Export as CSV…");
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "review.csv");
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (review.tab.window, "2 rows exported to review.csv");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "Guarantor,Portion,Goes to,Can be asked,Why not");
  g_assert_cmpstr (lines[1], ==,
                   "\"Kowalczyk, Zbigniew\",300.00,,No,Has no phone number for text messages");
  g_assert_cmpint (
    desk_count (review.tab.desk,
                "SELECT count(*) FROM audit WHERE deed = 'export' AND subject = 'review'"
                " AND after_json LIKE '%By text message; No phone number for text messages%'"
                " AND after_json LIKE '%\"rows\":2%'"),
    ==, 1);
  g_unlink (path);
  receivables_close (&review.tab);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);

  g_test_add_func ("/ui/review/reasons", test_reasons);
  g_test_add_func ("/ui/review/snooze-there", test_snooze_there);
  g_test_add_func ("/ui/review/opens-patient", test_opens_patient);
  g_test_add_func ("/ui/review/export", test_export);

  return g_test_run ();
}
