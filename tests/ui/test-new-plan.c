/* test-new-plan.c: a payment plan is made step by step, and signed, as a person does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-agreements.h"
#include "../flow/till-desk-requests.h"
#include "till-test-ui.h"
#include "ui/patients/till-patient-page.h"
#include "ui/plans/till-authorize-dialog.h"
#include "ui/plans/till-new-plan-window.h"
#include "ui/plans/till-signature-pad.h"
#include "ui/receivables/till-receivables-page.h"
#include "ui/till-window.h"
#include "ui/widgets/till-patient-picker.h"
#include "ui/widgets/till-table-view.h"

#define LONG_NAME "Freifrau von Hohenlohe-Schillingsfürst-Waldenburg, Maximiliane Wilhelmine"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *plan; /* the window of the new plan */
} Tab;

static void
open_window (Tab *tab, gboolean with_card)
{
  tab->desk = desk_new_for_requests ();
  if (with_card)
    desk_add_card (tab->desk, tab->desk->anna, NULL);
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_default_size (GTK_WINDOW (tab->window), 1366, 768);
  till_test_present (tab->window);
}

static void
close_window (Tab *tab)
{
  ui_settle (tab->window);
  g_assert_true (ui_is_alone (tab->window));
  desk_assert_holds (tab->desk);
  ui_end (tab->window);
  desk_free (tab->desk);
}

static void
open_plan (Tab *tab, gint64 patient)
{
  g_assert_true (gtk_widget_activate_action (tab->window, "practice.new-plan", "x", patient));
  tab->plan = ui_wait_window (TILL_TYPE_NEW_PLAN_WINDOW);
}

static void
press_next (Tab *tab, const char *then)
{
  till_test_wait_until (ui_can_press (tab->plan, "Next"));
  ui_press (tab->plan, "Next");
  till_test_wait_for_text (tab->plan, then);
}

/* Of the page in front. */
static void
wait_for_paper (GtkWidget *root)
{
  GtkWidget *page;

  till_test_wait_until ((page = till_test_find (root, GTK_TYPE_PICTURE)) != NULL &&
                        gtk_widget_get_mapped (page) && gtk_widget_get_height (page) > 300);
}

static void
press_and_wait (GtkWidget *window, const char *button)
{
  gpointer gone = window;

  till_test_wait_until (ui_can_press (window, button));
  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  ui_press (window, button);
  till_test_wait_until (gone == NULL);
}

static void
choose_paper (GtkWidget *root)
{
  GtkWidget *check = till_test_find_named (root, GTK_TYPE_CHECK_BUTTON, "Signed on Paper");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

/* From the terms, which are good, to the signature. */
static void
go_to_signature (Tab *tab)
{
  press_next (tab, "Card · step 3 of 5");
  press_next (tab, "Agreement · step 4 of 5");
  till_test_wait_until (ui_can_press (tab->plan, "Make Plan"));
  wait_for_paper (tab->plan);
  g_assert_cmpint (desk_count (tab->desk, "SELECT count(*) FROM plans"), ==, 0);
  ui_press (tab->plan, "Make Plan");
  till_test_wait_for_text (tab->plan, "Signature · step 5 of 5");
  till_test_wait_for_text (tab->plan, "Anna Lee pays");
}

/* A plan of Anna's, pending: its id. */
static gint64
make_pending (Tab *tab)
{
  open_plan (tab, tab->desk->anna);
  press_next (tab, "Terms · step 2 of 5");
  go_to_signature (tab);
  press_and_wait (tab->plan, "Later");
  till_test_wait_for_text (tab->window, "The payment plan is made; it waits to be authorized");

  return desk_count (tab->desk, "SELECT id FROM plans");
}

/* ── Made ────────────────────────────────────────────────────────────────────────────────────── */

/* Of the child, whose mother pays; number and amount solve each other; the name is typed. */
static void
test_made (void)
{
  Tab tab = { 0 };

  open_window (&tab, TRUE);
  open_plan (&tab, tab.desk->ben);
  till_test_wait_for_text (tab.plan, "Anna Lee pays");
  g_assert_true (till_test_shows_text (tab.plan, "Balance $100.00"));
  ui_write (ui_field (tab.plan, "What For"), "Braces");
  ui_pictures (tab.plan, "new-plan-who");
  press_next (&tab, "Terms · step 2 of 5");
  till_test_wait_for_text (tab.plan, "$100.00");
  g_assert_true (till_test_shows_text (tab.plan, "4 of $25.00 each. Every month on day"));

  ui_write (ui_field (tab.plan, "Down payment"), "10");
  till_test_wait_for_text (tab.plan, "4 of $22.50 each");
  ui_write (ui_field (tab.plan, "Each installment"), "25");
  till_test_wait_for_text (tab.plan, "4: $25.00 each, and $15.00 the last");
  /* The amount was said last: it stays. */
  ui_write (ui_field (tab.plan, "Amount to pay off"), "110");
  till_test_wait_for_text (tab.plan, "4 of $25.00 each");
  g_assert_true (till_test_shows_text (tab.plan, "The plan pays off $110.00, and the balance is "
                                                 "$100.00."));
  ui_choose (tab.plan, "How Often", TILL_CADENCE_TWO_WEEKS);
  till_test_wait_for_text (tab.plan, "Every two weeks on");
  ui_pictures (tab.plan, "new-plan-terms");

  go_to_signature (&tab);
  g_assert_false (ui_can_press (tab.plan, "Authorize"));
  ui_write (ui_field (tab.plan, "Name of Who Signs"), "Anna Lee");
  wait_for_paper (tab.plan);
  ui_pictures (tab.plan, "new-plan-signature");
  press_and_wait (tab.plan, "Authorize");
  till_test_wait_for_text (tab.window, "The payment plan is made and authorized");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM plans WHERE state = 'authorized'"
                                         " AND total_cents = 11000 AND n_parts = 5"
                                         " AND card_id IS NOT NULL AND what_for = 'Braces'"),
                   ==, 1);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM plans JOIN patients AS p"
                                         " ON p.id = patient_id WHERE p.name = 'Lee, Ben'"),
                   ==, 1);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM plan_documents WHERE is_kept"), ==,
                   1);
  close_window (&tab);
}

/* Somebody with a long name, over a year, with a fee: what the law wants is said. */
static void
test_long (void)
{
  Tab        tab = { 0 };
  GtkWidget *picker;
  gint64     id;

  open_window (&tab, FALSE);
  id = desk_add_patient (tab.desk, LONG_NAME, 0);
  desk_owe (tab.desk, id, 250000);
  desk_add_card (tab.desk, id, "Die blaue Karte von der Sparkasse");
  open_plan (&tab, 0);
  g_assert_false (ui_can_press (tab.plan, "Next"));
  picker = till_test_find (tab.plan, TILL_TYPE_PATIENT_PICKER);
  ui_write (till_test_find (picker, GTK_TYPE_ENTRY), "hohenlohe");
  till_test_wait_for_text (picker, LONG_NAME);
  ui_press_row (picker, LONG_NAME);
  till_test_wait_for_text (tab.plan, "Balance $2,500.00");
  ui_write (ui_field (tab.plan, "What For"), "Implantat und Krone im Oberkiefer links, mit "
                                             "Knochenaufbau und vorläufiger Versorgung");
  ui_pictures (tab.plan, "new-plan-long-who");
  press_next (&tab, "Terms · step 2 of 5");
  g_assert_false (till_test_shows_text (tab.plan, "Truth in Lending"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (till_test_find_named (tab.plan, GTK_TYPE_SPIN_BUTTON,
                                                                    "Number of installments")),
                             26);
  ui_write (ui_field (tab.plan, "Fee"), "49");
  ui_choose (tab.plan, "How Often", TILL_CADENCE_MONTHLY_WEEKDAY);
  till_test_wait_for_text (tab.plan, "26: $98.04 each, and $98.00 the last. Every month on the");
  g_assert_true (till_test_shows_text (tab.plan, "Truth in Lending"));
  ui_pictures (tab.plan, "new-plan-long-terms");
  press_next (&tab, "Card · step 3 of 5");
  till_test_wait_for_text (tab.plan, "Die blaue Karte");
  ui_pictures (tab.plan, "new-plan-long-card");
  press_next (&tab, "Agreement · step 4 of 5");
  wait_for_paper (tab.plan);
  ui_settle (tab.plan);
  ui_pictures (tab.plan, "new-plan-long-agreement");
  ui_press (tab.plan, "Make Plan");
  till_test_wait_for_text (tab.plan, "Signature · step 5 of 5");
  till_test_wait_for_text (tab.plan, "pays $2,549.00 with");
  wait_for_paper (tab.plan);
  choose_paper (tab.plan);
  ui_settle (tab.plan);
  ui_pictures (tab.plan, "new-plan-long-signature");
  press_and_wait (tab.plan, "Later");
  close_window (&tab);
}

/* Nothing is made of what is wrong, and each is told; back and forth nothing is forgotten. */
static void
test_wrong (void)
{
  Tab tab = { 0 };

  open_window (&tab, FALSE);
  open_plan (&tab, tab.desk->anna);
  press_next (&tab, "Terms · step 2 of 5");
  ui_write (ui_field (tab.plan, "First Day"), "1/1/2020");
  till_test_wait_for_text (tab.plan, "The first installment can’t be in the past");
  g_assert_false (ui_can_press (tab.plan, "Next"));
  ui_pictures (tab.plan, "new-plan-wrong");
  ui_write (ui_field (tab.plan, "First Day"), "soon");
  till_test_wait_for_text (tab.plan, "“soon” is no day.");
  ui_write (ui_field (tab.plan, "First Day"), "");
  till_test_wait_for_text (tab.plan, "Enter the day of the first installment.");
  {
    g_autofree char *later =
      till_day_to_typed (till_day_add (till_practice_get_today (tab.desk->practice), 10));

    ui_write (ui_field (tab.plan, "First Day"), later);
  }
  till_test_wait_until (ui_can_press (tab.plan, "Next"));
  ui_write (ui_field (tab.plan, "Down payment"), "100");
  till_test_wait_for_text (tab.plan, "The down payment pays everything");
  ui_write (ui_field (tab.plan, "Down payment"), "40");
  till_test_wait_until (ui_can_press (tab.plan, "Next"));
  ui_press (tab.plan, "Back");
  till_test_wait_for_text (tab.plan, "Who and what for · step 1 of 5");
  press_next (&tab, "Terms · step 2 of 5");
  g_assert_true (till_test_shows_text (tab.plan, "4 of $15.00 each"));

  /* Without a card it is said what is missing, and goes on. */
  press_next (&tab, "Card · step 3 of 5");
  till_test_wait_for_text (tab.plan, "nothing is charged, and it stays at the desk");
  ui_pictures (tab.plan, "new-plan-no-card");
  press_and_wait (tab.plan, "Cancel");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM plans"), ==, 0);
  close_window (&tab);
}

/* ── Signed later ────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
open_dialog (Tab *tab, gint64 id)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (tab->window, "practice.authorize-plan", "x", id));
  dialog = ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG);
  till_test_wait_for_text (dialog, "Anna Lee pays $100.00");
  wait_for_paper (dialog);

  return dialog;
}

/* With real hands. */
static void
test_drawn (void)
{
  Tab        tab = { 0 };
  GtkWidget *dialog;
  GtkWidget *pad;
  gint64     id;

  open_window (&tab, TRUE);
  id = make_pending (&tab);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM plans WHERE state = 'pending'"), ==,
                   1);
  dialog = open_dialog (&tab, id);
  gtk_window_set_title (GTK_WINDOW (dialog), "Test");
  ui_write (ui_field (dialog, "Name of Who Signs"), "Anna Lee");
  g_assert_true (till_test_shows_text (dialog, "The typed name signs"));
  pad = till_test_find (dialog, TILL_TYPE_SIGNATURE_PAD);
  ui_drag (pad, 0.1, pad, 0.6);
  till_test_wait_for_text (dialog, "What is drawn is put under the agreement");
  ui_pictures (dialog, "authorize-drawn");
  ui_press (dialog, "Clear the signature");
  till_test_wait_for_text (dialog, "The typed name signs");
  ui_drag (pad, 0.2, pad, 0.8);
  till_test_wait_for_text (dialog, "What is drawn is put under the agreement");
  press_and_wait (dialog, "Authorize");
  till_test_wait_for_text (tab.window, "The payment plan is authorized");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM plan_versions"
                                         " WHERE authorized = 'screen'"),
                   ==, 1);
  close_window (&tab);
}

/* Signed when the first payment should have been made. */
static void
test_late (void)
{
  Tab        tab = { 0 };
  GtkWidget *dialog;
  gint64     id;

  open_window (&tab, FALSE);
  id = make_pending (&tab);
  dialog = open_dialog (&tab, id);
  g_assert_false (till_test_shows_text (dialog, "The first installment was to be paid on"));
  g_assert_true (till_test_shows_text (dialog, "nothing is charged until the plan has a card"));
  press_and_wait (dialog, "Later");
  desk_pass (tab.desk, 40 * 24 * TILL_HOUR);
  dialog = open_dialog (&tab, id);
  till_test_wait_for_text (dialog, "The first installment was to be paid on");
  ui_pictures (dialog, "authorize-late");
  press_and_wait (dialog, "Later");
  close_window (&tab);
}

static char *
write_file (const char *name, const char *bytes, gsize length)
{
  char *path = g_build_filename (g_get_home_dir (), name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));

  return path;
}

/* It leaves the program to be printed elsewhere. */
static void
save_agreement (Tab *tab, GtkWidget *dialog)
{
  g_autofree char  *path = g_build_filename (g_get_home_dir (), "plan-1-agreement.pdf", NULL);
  g_autofree char  *text = NULL;
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  GtkWidget        *chooser;

  ui_press (dialog, "Save PDF…");
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), home, NULL);
  till_test_wait_until (ui_can_press (chooser, "Save"));
  ui_settle (chooser);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (tab->window, "plan-1-agreement.pdf saved");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
}

/* What is no scan is said beside it; a scan goes with the paper. */
static void
test_paper (void)
{
  Tab              tab = { 0 };
  GtkWidget       *dialog;
  gint64           id;
  g_autofree char *letter = write_file ("letter.txt", "Dear Anna,", 10);
  g_autofree char *scan = write_file ("scan & paper.jpg", DESK_JPEG, DESK_JPEG_SIZE);

  open_window (&tab, TRUE);
  id = make_pending (&tab);
  dialog = open_dialog (&tab, id);
  choose_paper (dialog);
  till_test_wait_until (ui_can_press (dialog, "Authorize"));
  save_agreement (&tab, dialog);
  ui_press (dialog, "Choose…");
  ui_choose_file (letter);
  till_test_wait_for_text (dialog, "a PDF, a PNG or a JPEG is taken");
  ui_pictures (dialog, "authorize-no-scan");
  ui_press (dialog, "Choose…");
  ui_choose_file (scan);
  till_test_wait_for_text (dialog, "scan & paper.jpg");
  g_assert_false (till_test_shows_text (dialog, "a PDF, a PNG or a JPEG is taken"));
  ui_pictures (dialog, "authorize-paper");
  press_and_wait (dialog, "Authorize");
  till_test_wait_for_text (tab.window, "The payment plan is authorized");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM plan_documents WHERE is_kept"), ==,
                   2);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM plan_versions WHERE"
                                         " authorized = 'paper' AND authorized_by = 'Anna Lee'"),
                   ==, 1);

  /* There is nothing more to sign. */
  g_assert_true (gtk_widget_activate_action (tab.window, "practice.authorize-plan", "x", id));
  dialog = ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG);
  till_test_wait_for_text (dialog, "There are no terms of this payment plan to be authorized.");
  g_assert_false (ui_can_press (dialog, "Authorize"));
  press_and_wait (dialog, "Later");
  close_window (&tab);
}

/* ── From where it is made ───────────────────────────────────────────────────────────────────── */

static void
press_item (GtkWidget *menu)
{
  GtkWidget *item = NULL;

  till_test_wait_until ((item = till_test_find_named (menu, g_type_from_name ("GtkModelButton"),
                                                      "New Payment Plan…")) != NULL &&
                        gtk_widget_get_mapped (item));
  g_assert_true (gtk_widget_activate (item));
}

static void
expect_plan_of_anna (Tab *tab)
{
  tab->plan = ui_wait_window (TILL_TYPE_NEW_PLAN_WINDOW);
  till_test_wait_for_text (tab->plan, "Anna Lee pays");
  press_and_wait (tab->plan, "Cancel");
  ui_settle (tab->window);
}

static void
test_entries (void)
{
  Tab                tab = { 0 };
  const GdkRectangle at = { 60, 60, 1, 1 };
  GtkWidget         *button;
  GtkWidget         *page;
  GtkWidget         *table;

  open_window (&tab, FALSE);
  button = till_test_find (tab.window, ADW_TYPE_SPLIT_BUTTON);
  adw_split_button_popup (ADW_SPLIT_BUTTON (button));
  till_test_wait_for_text (tab.window, "New Plan");
  ui_press (tab.window, "New Plan");
  tab.plan = ui_wait_window (TILL_TYPE_NEW_PLAN_WINDOW);
  g_assert_nonnull (till_test_find (tab.plan, TILL_TYPE_PATIENT_PICKER));
  press_and_wait (tab.plan, "Cancel");

  g_assert_true (gtk_widget_activate_action (tab.window, "win.show-patient", "x", tab.desk->anna));
  till_test_wait_until ((page = till_test_find (tab.window, TILL_TYPE_PATIENT_PAGE)) != NULL);
  till_test_wait_for_text (page, "Lee, Anna");
  button = till_test_find_named (page, GTK_TYPE_MENU_BUTTON, "More");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  press_item (ui_wait_popover (button));
  expect_plan_of_anna (&tab);

  g_assert_true (gtk_widget_activate_action (tab.window, "win.show-tab", "s", "receivables"));
  page = till_test_find (tab.window, TILL_TYPE_RECEIVABLES_PAGE);
  till_test_wait_for_text (page, "Lee, Anna");
  table = till_test_find (page, TILL_TYPE_TABLE_VIEW);
  g_signal_emit_by_name (table, "row-menu", tab.desk->anna, &at);
  press_item (page);
  expect_plan_of_anna (&tab);
  close_window (&tab);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);

  g_test_add_func ("/new-plan/made", test_made);
  g_test_add_func ("/new-plan/long", test_long);
  g_test_add_func ("/new-plan/wrong", test_wrong);
  g_test_add_func ("/new-plan/drawn", test_drawn);
  g_test_add_func ("/new-plan/late", test_late);
  g_test_add_func ("/new-plan/paper", test_paper);
  g_test_add_func ("/new-plan/entries", test_entries);

  return g_test_run ();
}
