/* test-requests.c: a payment is asked for, shown in its tab, cancelled, and paid, as a person does
 * it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-requests.h"
#include "flow/till-practice-private.h"
#include "till-test-ui.h"
#include "ui/requests/till-request-dialog.h"
#include "ui/requests/till-requests-page.h"
#include "ui/requests/till-resend-dialog.h"
#include "ui/till-window.h"
#include "ui/widgets/till-patient-picker.h"
#include "ui/widgets/till-table-view.h"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
} Tab;

static void
open_window (Tab *tab)
{
  tab->desk = desk_new_for_requests ();
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (tab->window), 1366, 768);
  till_test_present (tab->window);
}

static void
close_window (Tab *tab)
{
  ui_end (tab->window);
  desk_free (tab->desk);
}

static GtkWidget *
open_dialog (Tab *tab)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (tab->window, "practice.request", "x", tab->desk->ben));
  dialog = ui_wait_window (TILL_TYPE_REQUEST_DIALOG);
  till_test_wait_for_text (dialog, "Anna Lee · " DESK_PHONE " · anna@example.com");

  return dialog;
}

static void
press_and_wait (GtkWidget *dialog, const char *button)
{
  gpointer gone = dialog;

  till_test_wait_until (ui_can_press (dialog, button));
  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, button);
  till_test_wait_until (gone == NULL);
}

static GtkWidget *
open_page (Tab *tab)
{
  g_assert_true (gtk_widget_activate_action (tab->window, "win.show-tab", "s", "requests"));

  return till_test_find (tab->window, TILL_TYPE_REQUESTS_PAGE);
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

/* The child's guarantor is asked; the portion is proposed; what is shown is what is sent. */
static void
test_ask (void)
{
  Tab              tab = { 0 };
  GtkWidget       *dialog;
  GtkWidget       *page;
  g_autofree char *sent = NULL;

  open_window (&tab);
  dialog = open_dialog (&tab);
  till_test_wait_until (ui_can_press (dialog, "Send"));
  g_assert_true (till_test_shows_text (dialog, "Text to " DESK_PHONE));
  ui_choose (dialog, "Send By", TILL_SENT_BY_BOTH);
  ui_write (ui_field (dialog, "Amount"), "60");
  ui_write (ui_field (dialog, "Note for the Patient"), "For the crown’s first part, as agreed.");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (till_test_find_named (
                               dialog, GTK_TYPE_SPIN_BUTTON, "Days until the first reminder")),
                             7);
  till_test_wait_for_text (dialog, "$60.00");
  till_test_wait_for_text (dialog, "Reminder on");
  till_test_wait_until (ui_can_press (dialog, "Send"));
  ui_pictures (dialog, "request-dialog");
  press_and_wait (dialog, "Send");
  till_test_wait_for_text (tab.window, "$60.00 requested from Lee, Anna");

  page = open_page (&tab);
  till_test_wait_for_text (page, "1 request");
  till_test_wait_for_text (page, "Text and e-mail");
  g_assert_true (till_test_shows_text (page, "0 of 1"));
  ui_pictures (tab.window, "requests-page");
  desk_run_outbox (tab.desk);
  sent = desk_dup_text (tab.desk, 0);
  g_assert_nonnull (g_strstr_len (sent, -1, "$60.00"));
  desk_assert_holds (tab.desk);
  close_window (&tab);
}

/* What is wrong is said, and nothing can be sent. */
static void
test_wrong (void)
{
  Tab        tab = { 0 };
  GtkWidget *dialog;

  open_window (&tab);
  dialog = open_dialog (&tab);
  ui_write (ui_field (dialog, "Amount"), "0");
  till_test_wait_until (!ui_can_press (dialog, "Send"));
  ui_settle (dialog);
  g_assert_false (ui_can_press (dialog, "Send"));
  ui_write (ui_field (dialog, "Amount"), "5");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (till_test_find_named (
                               dialog, GTK_TYPE_SPIN_BUTTON, "Days until the first reminder")),
                             14);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (till_test_find_named (
                               dialog, GTK_TYPE_SPIN_BUTTON, "Days until the second reminder")),
                             7);
  till_test_wait_for_text (dialog, "the second one later than the first");
  g_assert_false (ui_can_press (dialog, "Send"));
  ui_pictures (dialog, "request-wrong");
  gtk_window_close (GTK_WINDOW (dialog));
  ui_settle (tab.window);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM requests"), ==, 0);
  close_window (&tab);
}

/* Who is chosen is named once; who answers for somebody else is told. */
static void
test_picked (void)
{
  Tab        tab = { 0 };
  GtkWidget *dialog;
  GtkWidget *picker;

  open_window (&tab);
  g_assert_true (gtk_widget_activate_action (tab.window, "practice.request", "x", (gint64) 0));
  dialog = ui_wait_window (TILL_TYPE_REQUEST_DIALOG);
  picker = till_test_find (dialog, TILL_TYPE_PATIENT_PICKER);
  ui_write (till_test_find (picker, GTK_TYPE_ENTRY), "lee");
  till_test_wait_for_text (picker, "Lee, Anna");
  ui_press_row (picker, "Lee, Anna");
  till_test_wait_for_text (dialog, DESK_PHONE " · anna@example.com");
  g_assert_false (till_test_shows_text (dialog, "Anna Lee · "));
  till_test_wait_until (ui_can_press (dialog, "Send"));
  ui_pictures (dialog, "request-picked");
  press_and_wait (dialog, "Cancel");
  ui_settle (tab.window);
  close_window (&tab);
}

/* ── The tab ─────────────────────────────────────────────────────────────────────────────────── */

static void
test_cancel (void)
{
  Tab              tab = { 0 };
  GtkWidget       *page;
  TillRequestOrder order;
  gint64           id;

  open_window (&tab);
  order = desk_request_order (tab.desk, 10000, TILL_SENT_BY_TEXT);
  id = desk_ask (tab.desk, &order);
  page = open_page (&tab);
  till_test_wait_for_text (page, "1 request");
  g_assert_true (gtk_widget_activate_action (tab.window, "practice.cancel-request", "x", id));
  ui_answer ("no");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM requests WHERE state = 'requested'"),
                   ==, 1);
  g_assert_true (gtk_widget_activate_action (tab.window, "practice.cancel-request", "x", id));
  ui_answer ("yes");
  till_test_wait_for_text (tab.window, "The request is over; nobody is reminded of it any more");
  till_test_wait_for_text (page, "Cancelled");
  close_window (&tab);
}

/* The days are those of the payment when that is asked for. */
static void
test_by_payment (void)
{
  Tab              tab = { 0 };
  GtkWidget       *page;
  TillRequestOrder order;
  gint64           id;
  g_autofree char *paid = NULL;

  open_window (&tab);
  order = desk_request_order (tab.desk, 10000, TILL_SENT_BY_TEXT);
  id = desk_ask (tab.desk, &order);
  page = open_page (&tab);
  till_test_wait_for_text (page, "1 request");
  ui_press (page, "By Payment Date");
  till_test_wait_for_text (page, "No Payment Requests in These Days");
  paid = desk_pay_link (tab.desk, id, "100.00");
  desk_sync_well (tab.desk);
  till_test_wait_for_text (page, "1 request");
  till_test_wait_for_text (page, "Completed");
  ui_pictures (tab.window, "requests-paid");
  close_window (&tab);
}

/* What is on the sheet is read by test-request-sheet.c. */
static void
print_code (Tab *tab, GtkWidget *code)
{
  ui_press (code, "Print…");
  till_test_wait_until (ui_find_print_dialog () != NULL);
  till_test_wait_for_text (ui_find_print_dialog (), "Print to File");
  till_test_wait_frames (ui_find_print_dialog (), 2);
  gtk_dialog_response (GTK_DIALOG (ui_find_print_dialog ()), GTK_RESPONSE_CANCEL);
  till_test_wait_until (ui_find_print_dialog () == NULL);
  ui_settle (tab->window);
  g_assert_true (ui_is_alone (tab->window));
}

/* At the desk nothing is sent: the code is shown. */
static void
test_code (void)
{
  Tab        tab = { 0 };
  GtkWidget *dialog;
  GtkWidget *code;

  open_window (&tab);
  dialog = open_dialog (&tab);
  ui_choose (dialog, "Send By", TILL_SENT_AT_DESK);
  press_and_wait (dialog, "Show Code");
  code = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (code, "$100.00, Anna Lee");
  ui_pictures (code, "request-code");
  print_code (&tab, code);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM messages"), ==, 0);
  close_window (&tab);
}

/* ── What could not be delivered ─────────────────────────────────────────────────────────────── */

/* By text, to a number that is of no mobile phone. */
static gint64
ask_in_vain (Tab *tab)
{
  TillRequestOrder order = desk_request_order (tab->desk, 10000, TILL_SENT_BY_TEXT);
  gint64           id;

  desk_set_phone (tab->desk, "(207) 551-0000");
  id = desk_ask (tab->desk, &order);
  for (guint i = 0; i < 10; i++)
    {
      desk_run_outbox (tab->desk);
      if (desk_count (tab->desk, "SELECT count(*) FROM requests WHERE status = 'undeliverable'") >
          0)
        return id;
      desk_pass_with_sandbox (tab->desk, TILL_MINUTE);
    }

  g_assert_not_reached ();
}

static GtkWidget *
open_resend (Tab *tab, gint64 id)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (tab->window, "practice.resend-request", "x", id));
  dialog = ui_wait_window (TILL_TYPE_RESEND_DIALOG);
  till_test_wait_for_text (dialog, "Text to (207) 551-0000");
  till_test_wait_for_text (dialog, "not of a mobile phone");
  till_test_wait_for_text (dialog, "This is the number that the message did not reach.");

  return dialog;
}

/* The number is corrected; however quickly it is pressed twice, one more message leaves. */
static void
test_resend (void)
{
  Tab        tab = { 0 };
  GtkWidget *dialog;
  GtkWidget *page;
  GtkWidget *send;
  gpointer   gone;
  gint64     id;

  open_window (&tab);
  page = open_page (&tab);
  id = ask_in_vain (&tab);
  till_test_wait_for_text (page, "Requested (undeliverable)");
  dialog = open_resend (&tab, id);
  ui_pictures (dialog, "resend-dialog");
  ui_write (ui_field (dialog, "Phone Number"), "12");
  till_test_wait_for_text (dialog, "is not a US phone number");
  g_assert_false (ui_can_press (dialog, "Send"));
  ui_write (ui_field (dialog, "Phone Number"), "(207) 555-0177");
  till_test_wait_for_text (dialog, "It is kept on the record of Anna Lee");
  till_test_wait_for_text (dialog, "Text to (207) 555-0177");
  till_test_wait_until (ui_can_press (dialog, "Send"));
  ui_pictures (dialog, "resend-corrected");

  send = ui_button (dialog, "Send");
  gone = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  g_signal_emit_by_name (send, "clicked");
  g_signal_emit_by_name (send, "clicked");
  till_test_wait_until (gone == NULL);
  till_test_wait_for_text (tab.window, "The request is sent again, with the same link");
  desk_run_outbox (tab.desk);
  till_test_wait_until (!till_test_shows_text (page, "Requested (undeliverable)"));
  g_assert_cmpuint (desk_count_texts_to (tab.desk, "+12075550177"), ==, 1);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM messages"), ==, 2);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM requests"), ==, 1);

  /* There is nothing to be sent again any more. */
  g_assert_true (gtk_widget_activate_action (tab.window, "practice.resend-request", "x", id));
  till_test_wait_for_text (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "Nothing is sent a second");
  ui_answer ("close");
  desk_assert_holds (tab.desk);
  close_window (&tab);
}

/* By e-mail instead; and the request is cancelled before it is sent. */
static void
test_resend_ended (void)
{
  Tab                tab = { 0 };
  GtkWidget         *dialog;
  gint64             id;
  GAsyncResult      *result = NULL;
  GAsyncResult      *kept;
  g_autoptr (GError) error = NULL;

  open_window (&tab);
  id = ask_in_vain (&tab);
  dialog = open_resend (&tab, id);
  ui_choose (dialog, "Send By", TILL_CHANNEL_EMAIL);
  till_test_wait_for_text (dialog, "E-mail to anna@example.com");
  till_test_wait_until (ui_can_press (dialog, "Send"));

  till_practice_end_requests_async (tab.desk->practice, &id, 1, TILL_REQUEST_BY_HAND,
                                    till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_end_requests_finish (tab.desk->practice, kept, &error);
  g_object_unref (kept);
  g_assert_no_error (error);
  ui_press (dialog, "Send");
  till_test_wait_for_text (dialog, "This request is over: it is “Cancelled”.");
  g_assert_false (ui_can_press (dialog, "Send"));
  ui_pictures (dialog, "resend-ended");
  press_and_wait (dialog, "Cancel");
  ui_settle (tab.window);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM messages"), ==, 1);
  close_window (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/requests/ask", test_ask);
  g_test_add_func ("/requests/wrong", test_wrong);
  g_test_add_func ("/requests/picked", test_picked);
  g_test_add_func ("/requests/cancel", test_cancel);
  g_test_add_func ("/requests/by-payment", test_by_payment);
  g_test_add_func ("/requests/code", test_code);
  g_test_add_func ("/requests/resend", test_resend);
  g_test_add_func ("/requests/resend-ended", test_resend_ended);

  return g_test_run ();
}
