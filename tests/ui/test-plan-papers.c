/* test-plan-papers.c: the papers of a payment plan are listed, saved, and a scan is added
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-agreements.h"
#include "till-test-ui.h"
#include "ui/plans/till-authorize-dialog.h"
#include "ui/plans/till-plan-papers.h"
#include "ui/till-practice-actions.h"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *papers;
  GtkWidget *toasts;
  gint64     plan;
} Place;

/* Where the actions are, as in the window. */
static void
open_place (Place *place)
{
  GActionGroup *actions;

  place->desk = desk_new_for_cash ();
  place->plan = desk_make_plan (place->desk, 0);
  place->papers = till_plan_papers_new ();
  place->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (place->toasts), place->papers);
  place->window = ui_window_around (place->toasts, 640, 420);
  actions = till_practice_actions_new (place->desk->practice, GTK_WINDOW (place->window),
                                       ADW_TOAST_OVERLAY (place->toasts));
  gtk_widget_insert_action_group (place->window, "practice", actions);
  g_object_unref (actions);
}

static void
close_place (Place *place)
{
  ui_settle (place->window);
  g_assert_true (ui_is_alone (place->window));
  gtk_widget_insert_action_group (place->window, "practice", NULL);
  ui_end (place->window);
  desk_assert_holds (place->desk);
  desk_free (place->desk);
}

static void
show (Place *place, gboolean waits)
{
  g_autoptr (TillPlan) plan = till_plan_new ();

  plan->id = place->plan;
  till_plan_papers_show (TILL_PLAN_PAPERS (place->papers), place->desk->practice, plan, waits);
}

/* What is on it is read by test-plan-agreement.c. */
static void
print_agreement (Place *place)
{
  ui_press (place->window, "Print…");
  till_test_wait_until (ui_find_print_dialog () != NULL);
  till_test_wait_for_text (ui_find_print_dialog (), "Print to File");
  till_test_wait_frames (ui_find_print_dialog (), 2);
  gtk_dialog_response (GTK_DIALOG (ui_find_print_dialog ()), GTK_RESPONSE_CANCEL);
  till_test_wait_until (ui_find_print_dialog () == NULL);
  ui_settle (place->window);
}

/* Until it is signed that can be done; then what was signed is there. */
static void
test_listed (void)
{
  Place            place = { 0 };
  GtkWidget       *dialog;
  GtkWidget       *chooser;
  g_autofree char *path = g_build_filename (g_get_home_dir (), "paper.jpg", NULL);
  g_autofree char *saved = g_build_filename (g_get_home_dir (), "plan-1-agreement.pdf", NULL);
  g_autofree char *text = NULL;

  open_place (&place);
  show (&place, TRUE);
  till_test_wait_for_text (place.window, "It waits to be signed");
  g_assert_false (till_test_shows_text (place.window, "Attach Scan"));
  ui_pictures (place.window, "plan-papers-waiting");
  print_agreement (&place);
  g_assert_true (
    gtk_widget_activate_action (place.window, "practice.authorize-plan", "x", place.plan));
  dialog = ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG);
  ui_write (ui_field (dialog, "Name of Who Signs"), "Anna Lee");
  till_test_wait_until (ui_can_press (dialog, "Authorize"));
  ui_press (dialog, "Authorize");
  till_test_wait_for_text (place.window, "The payment plan is authorized");

  show (&place, FALSE);
  till_test_wait_for_text (place.window, "Maria Lopez");
  g_assert_false (till_test_shows_text (place.window, "It waits to be signed"));
  g_assert_true (g_file_set_contents (path, DESK_JPEG, DESK_JPEG_SIZE, NULL));
  ui_press (place.window, "Attach Scan…");
  ui_choose_file (path);
  till_test_wait_for_text (place.window, "The signed paper is kept with the plan");
  show (&place, FALSE);
  till_test_wait_for_text (place.window, "Signed paper");
  ui_pictures (place.window, "plan-papers");

  ui_press (place.window, "Save…");
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (place.window, "plan-1-agreement.pdf saved");
  g_assert_true (g_file_get_contents (saved, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  close_place (&place);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);

  g_test_add_func ("/plan-papers/listed", test_listed);

  return g_test_run ();
}
