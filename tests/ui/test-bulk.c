/* test-bulk.c: many are asked at once: from the review to what became of each, as a person does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-requests.h"
#include "flow/till-bulk-request-private.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-receivables.h"
#include "store/till-store-balances.h"
#include "store/till-store-patients.h"
#include "store/till-store-requests.h"
#include "store/till-store-transactions.h"
#include "till-test-ui.h"
#include "ui/receivables/till-bulk-dialog.h"
#include "ui/receivables/till-bulk-progress.h"
#include "ui/receivables/till-bulk-results.h"
#include "ui/receivables/till-receivables-page.h"
#include "ui/receivables/till-review-page.h"
#include "ui/requests/till-requests-page.h"
#include "ui/requests/till-resend-dialog.h"
#include "ui/till-window.h"
#include "ui/widgets/till-table-view.h"

/* Beside Anna: the third has no phone, the fifth no working one, the seventh agreed to nothing. */
#define N_OTHERS 8

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
} Tab;

static gboolean
add_other (TillDbConnection *connection, Desk *desk, guint i, GError **error)
{
  TillInstant             at = till_clock_now (desk->clock);
  g_autoptr (TillActor)   actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillPatient) other = till_patient_new ();

  other->name = g_strdup_printf ("Kim, Number%u", i);
  other->phone = i == 3 ? NULL : g_strdup_printf ("(207) 55%u-0000", i);
  other->email = i == 3 ? g_strdup ("kim@example.org") : NULL;
  if (!till_store_add_patient (connection, other, at, error))
    return FALSE;
  for (guint channel = 0; channel < TILL_N_CONSENTS; channel++)
    other->consents[channel] = i == 7 ? TILL_CONSENT_UNKNOWN : TILL_CONSENT_GIVEN;

  return till_store_change_patient (connection, other, actor, at, error) &&
         till_store_add_ledger_entry (connection, other->id, "charge", till_money (5000),
                                      till_practice_get_today (desk->practice), NULL, at, error);
}

static gboolean
others_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Desk         *desk = data;
  TillAgingStep step = { .as_of = till_practice_get_today (desk->practice), .n_most = 100 };

  for (guint i = 1; i <= N_OTHERS; i++)
    {
      if (!add_other (connection, desk, i, error))
        return FALSE;
    }

  return till_store_age_some (connection, &step, error);
}

static void
open_window (Tab *tab)
{
  g_autoptr (GError) error = NULL;

  tab->desk = desk_new_for_requests ();
  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, others_job, tab->desk,
                 &error);
  g_assert_no_error (error);
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (tab->window), 1366, 768);
  till_test_present (tab->window);
}

static void
close_window (Tab *tab)
{
  desk_assert_holds (tab->desk);
  ui_end (tab->window);
  desk_free (tab->desk);
}

/* All that is there, judged. */
static GtkWidget *
open_review (Tab *tab)
{
  GtkWidget          *page;
  GtkWidget          *review = NULL;
  TillTableSelection *rows;

  ui_keys ("ctrl+4");
  till_test_wait_until ((page = till_test_find (tab->window, TILL_TYPE_RECEIVABLES_PAGE)) != NULL);
  till_test_wait_until (gtk_widget_get_mapped (page));
  ui_wait_rows (till_practice_get_receivables (tab->desk->practice), N_OTHERS + 1, tab->window);
  rows =
    till_table_view_get_selection (TILL_TABLE_VIEW (till_test_find (page, TILL_TYPE_TABLE_VIEW)));
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (rows));
  g_assert_true (gtk_widget_activate_action (page, "receivables.review", NULL));
  till_test_wait_until ((review = till_test_find (page, TILL_TYPE_REVIEW_PAGE)) != NULL);
  till_test_wait_for_text (review, "7 of 9 can be asked for $400.00. 2 can’t.");

  return review;
}

static GtkWidget *
open_dialog (GtkWidget *review)
{
  ui_press (review, "Send Requests…");

  return ui_wait_window (TILL_TYPE_BULK_DIALOG);
}

static void
close_dialog (GtkWidget *dialog, const char *button)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, button);
  till_test_wait_until (gone == NULL);
}

static gboolean
is_state (Tab *tab, TillBulkState state)
{
  const TillBulk *bulk =
    till_bulk_request_get_bulk (till_practice_get_bulk_request (tab->desk->practice));

  return bulk != NULL && bulk->state == state;
}

static gboolean
fail_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const gint64 *id = data;

  return till_store_set_undeliverable (connection, *id, TRUE, NULL, 0, error);
}

/* An undeliverable request that is of no bulk request: of who agreed to no message. */
static void
ask_by_itself (Tab *tab)
{
  TillRequestOrder   order = desk_request_order (tab->desk, 10000, TILL_SENT_AT_DESK);
  g_autoptr (GError) error = NULL;
  gint64             id;

  order.guarantor_id =
    desk_count (tab->desk, "SELECT id FROM patients WHERE name = 'Kim, Number7'");
  id = desk_ask (tab->desk, &order);
  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, fail_job, &id, &error);
  g_assert_no_error (error);
}

/* As if its first item were pressed. */
static void
activate_first (GtkWidget *menu)
{
  GMenuModel          *model = gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu));
  g_autofree char     *action = NULL;
  g_autoptr (GVariant) target =
    g_menu_model_get_item_attribute_value (model, 0, G_MENU_ATTRIBUTE_TARGET, NULL);

  g_assert_true (g_menu_model_get_item_attribute (model, 0, G_MENU_ATTRIBUTE_ACTION, "s", &action));
  g_assert_true (gtk_widget_activate_action_variant (menu, action, target));
}

/* Of one that is undeliverable: the same as from the list of requests. */
static void
resend_from (Tab *tab, GtkWidget *results)
{
  GtkWidget         *table = till_test_find (results, TILL_TYPE_TABLE_VIEW);
  const GdkRectangle at = { 60, 60, 1, 1 };
  GtkWidget         *menu;
  GtkWidget         *dialog;
  gint64             id =
    desk_count (tab->desk, "SELECT min(id) FROM bulk_results WHERE result = 'undeliverable'");

  g_signal_emit_by_name (table, "row-menu", id, &at);
  till_test_wait_until ((menu = till_test_find (table, GTK_TYPE_POPOVER_MENU)) != NULL &&
                        gtk_widget_get_mapped (menu));
  till_test_wait_for_text (menu, "Correct and Send Again…");
  g_assert_true (till_test_shows_text (menu, "Open Patient"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  till_test_wait_until (!gtk_widget_get_mapped (menu));
  activate_first (menu);
  dialog = ui_wait_window (TILL_TYPE_RESEND_DIALOG);
  till_test_wait_for_text (dialog, "Text to (207) 55");
  close_dialog (dialog, "Cancel");
}

/* Each of them, with what came of it and why; and those of all bulk requests. */
static void
see_results (Tab *tab, GtkWidget *progress)
{
  GtkWidget *results;

  ui_press (progress, "Show Results");
  results = ui_wait_window (TILL_TYPE_BULK_RESULTS);
  till_test_wait_for_text (results, "8 guarantors");
  till_test_wait_for_text (results, "Undeliverable");
  till_test_wait_for_text (results, "kim@example.org");
  g_assert_true (ui_can_press (results, "Payment Requests"));
  ui_pictures (results, "bulk-results");
  resend_from (tab, results);
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (till_test_find_named (results, GTK_TYPE_DROP_DOWN, "Which bulk request")), 0);
  till_test_wait_until (!ui_can_press (results, "Payment Requests"));
  till_test_wait_for_text (results, "8 guarantors");
  close_dialog (results, "Close");
}

/* From the results to the requests, though the progress stood in front. */
static void
lead_on (Tab *tab)
{
  gpointer progress;
  gpointer results;

  g_assert_true (gtk_widget_activate_action (tab->window, "practice.show-bulk-request", NULL));
  progress = ui_wait_window (TILL_TYPE_BULK_PROGRESS);
  g_object_add_weak_pointer (G_OBJECT (progress), &progress);
  ui_press (progress, "Show Results");
  results = ui_wait_window (TILL_TYPE_BULK_RESULTS);
  g_object_add_weak_pointer (G_OBJECT (results), &results);
  ui_press (results, "Payment Requests");
  till_test_wait_until (results == NULL && progress == NULL);
  ui_settle (tab->window);
  g_assert_true (ui_is_alone (tab->window));
}

/* Text, else e-mail; paused and gone on with; and who could not be reached is shown. */
static void
test_send (void)
{
  Tab        tab = { 0 };
  GtkWidget *review;
  GtkWidget *dialog;
  GtkWidget *progress;
  GtkWidget *requests;

  open_window (&tab);
  review = open_review (&tab);
  ui_pictures (tab.window, "bulk-review");
  dialog = open_dialog (review);
  till_test_wait_for_text (dialog, "7 by text message, for $400.00");
  g_assert_true (till_test_shows_text (dialog, "1: No phone number for text messages"));
  ui_choose (dialog, "Send By", TILL_BULK_AS_PREFERRED);
  till_test_wait_for_text (dialog, "1 by e-mail, for $50.00");
  ui_write (ui_field (dialog, "Note for Each Patient"), "Thank you for your visit.");
  ui_pictures (dialog, "bulk-dialog");

  /* What waits for its hour can be paused at leisure. */
  desk_set (tab.desk, TILL_SETTING_MESSAGE_FROM, "14");
  desk_set_up_messages (tab.desk);
  close_dialog (dialog, "Send");
  progress = ui_wait_window (TILL_TYPE_BULK_PROGRESS);
  till_test_wait_for_text (progress, "0 of 8 are done.");
  till_test_wait_until (desk_count (tab.desk, "SELECT count(*) FROM messages") == 8);
  ui_press (progress, "Pause");
  till_test_wait_for_text (progress, "Paused: 0 of 8 are done.");
  ui_settle (progress);
  ui_pictures (progress, "bulk-progress");
  close_dialog (progress, "Close");
  till_test_wait_for_text (tab.window, "Bulk request: Paused: 0 of 8 are done.");
  ui_pictures (tab.window, "bulk-bar");

  ui_press (tab.window, "Show Progress");
  progress = ui_wait_window (TILL_TYPE_BULK_PROGRESS);
  ui_press (progress, "Go On");
  till_test_wait_until (is_state (&tab, TILL_BULK_SENDING));
  desk_pass_with_sandbox (tab.desk, 3 * TILL_HOUR);
  till_outbox_run (tab.desk->practice);
  till_test_wait_for_text (progress, "Done: 8 were to be asked.");
  g_assert_false (ui_can_press (progress, "Pause"));

  desk_pass_with_sandbox (tab.desk, 2 * TILL_MINUTE);
  till_test_wait_until (till_outbox_is_idle (tab.desk->practice));
  till_outbox_follow (tab.desk->practice);
  till_test_wait_until (
    desk_count (tab.desk, "SELECT count(*) FROM requests WHERE status = 'undeliverable'") > 0);
  ui_settle (progress);
  ui_pictures (progress, "bulk-done");
  ask_by_itself (&tab);
  see_results (&tab, progress);
  ui_press_row (progress, "Undeliverable");
  till_test_wait_until ((requests = till_test_find (tab.window, TILL_TYPE_REQUESTS_PAGE)) != NULL);
  till_test_wait_for_text (requests, "Requested (undeliverable)");
  till_test_wait_for_text (requests, "6 requests");
  g_assert_false (till_test_shows_text (requests, "Kim, Number7"));
  ui_pictures (tab.window, "bulk-undeliverable");
  lead_on (&tab);
  close_window (&tab);
}

/* Asked once more, then nobody gets anything. */
static void
test_cancel (void)
{
  Tab        tab = { 0 };
  GtkWidget *dialog;
  GtkWidget *progress;
  GtkWidget *question;

  open_window (&tab);
  desk_set (tab.desk, TILL_SETTING_MESSAGE_FROM, "14");
  desk_set_up_messages (tab.desk);
  dialog = open_dialog (open_review (&tab));
  till_test_wait_for_text (dialog, "7 by text message, for $400.00");
  close_dialog (dialog, "Send");
  progress = ui_wait_window (TILL_TYPE_BULK_PROGRESS);
  ui_press (progress, "Cancel the Rest…");
  question = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  close_dialog (question, "Cancel the Rest");
  till_test_wait_for_text (progress, "Cancelled:");
  till_test_wait_until (
    desk_count (tab.desk, "SELECT count(*) FROM requests WHERE state = 'requested'") == 0);
  till_test_wait_until (desk_count (tab.desk, "SELECT count(*) FROM messages"
                                              " WHERE state NOT IN ('stopped')") == 0);
  close_dialog (progress, "Close");
  close_window (&tab);
}

/* Nobody can be asked like that: that is said where the button is. */
static void
test_nobody (void)
{
  Tab        tab = { 0 };
  GtkWidget *review;
  GtkWidget *button;

  open_window (&tab);
  review = open_review (&tab);
  button = ui_button (review, "Send Requests…");
  g_assert_true (gtk_widget_is_sensitive (button));
  ui_press (review, "Letter");
  till_test_wait_until (!gtk_widget_is_sensitive (button));
  g_assert_nonnull (gtk_widget_get_tooltip_text (button));
  ui_press (review, "E-Mail");
  till_test_wait_until (gtk_widget_is_sensitive (button));
  g_assert_null (gtk_widget_get_tooltip_text (button));
  close_window (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/bulk/send", test_send);
  g_test_add_func ("/ui/bulk/cancel", test_cancel);
  g_test_add_func ("/ui/bulk/nobody", test_nobody);

  return g_test_run ();
}
