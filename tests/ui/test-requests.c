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
#include "ui/till-window.h"
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
  ui_settle (dialog);
  g_assert_false (ui_can_press (dialog, "Send"));
  ui_pictures (dialog, "request-wrong");
  gtk_window_close (GTK_WINDOW (dialog));
  ui_settle (tab.window);
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM requests"), ==, 0);
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
  ui_answer ("close");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM messages"), ==, 0);
  close_window (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/requests/ask", test_ask);
  g_test_add_func ("/requests/wrong", test_wrong);
  g_test_add_func ("/requests/cancel", test_cancel);
  g_test_add_func ("/requests/by-payment", test_by_payment);
  g_test_add_func ("/requests/code", test_code);

  return g_test_run ();
}
