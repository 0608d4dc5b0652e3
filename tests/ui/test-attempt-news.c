/* test-attempt-news.c: the end of a payment is told, also when its dialog was closed before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-collect.h"
#include "ui/collect/till-refund-dialog.h"
#include "ui/till-window.h"

#define SALE "@POST /rest/v2/terminal"
#define REFUND "@POST /rest/v2/transactions"
#define LOOK_UP "@GET /rest/v2/transactions"

static GtkWidget *
open_window (Desk *desk)
{
  GtkWidget *window = till_window_new (ui_application (), desk->practice);

  till_test_present (window);

  return window;
}

/* Of the window's own, as it opens it; left while the processor is still being asked. */
static void
collect_and_leave (GtkWidget *window)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (window, "practice.collect", "s", "terminal");
  dialog = ui_wait_window (TILL_TYPE_COLLECT_DIALOG);
  till_test_wait_for_text (dialog, "Lee, Anna");
  collect_fill (dialog, "Lee, Anna", "25");
  ui_press (dialog, "Collect $25.00");
  till_test_wait_for_text (dialog, "Checking with the Processor");
  collect_end_by_done (dialog);
  till_test_wait_for_text (window, "Checking with the processor how 1 payment ended.");
}

static void
test_approved (void)
{
  g_autoptr (Desk) desk = desk_new ("reset-after" SALE "=#1,500-before" LOOK_UP "=#1-3");
  GtkWidget       *window = open_window (desk);
  GtkWidget       *dialog;
  GtkWidget       *chooser;

  collect_and_leave (window);
  desk_settle (desk);
  till_test_wait_for_text (window, "Payment of $25.00 by Lee, Anna was approved.");
  ui_pictures (window, "news-approved");

  ui_press (window, "Receipt");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "Payment of $25.00 by Lee, Anna was approved.");
  g_assert_true (ui_can_press (dialog, "Print"));
  ui_pictures (dialog, "news-receipt");
  ui_press (dialog, "Download PDF");
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_CANCEL);
  ui_settle (window);
  ui_end (window);
  desk_assert_agree (desk);
}

static void
test_not_found (void)
{
  g_autoptr (Desk) desk = desk_new ("reset-before" SALE "=#1");
  GtkWidget       *window = open_window (desk);

  collect_and_leave (window);
  desk_settle (desk);
  till_test_wait_for_text (window, "Payment of $25.00 by Lee, Anna was not found at the processor: "
                                   "nothing was taken.");
  g_assert_false (ui_can_press (window, "Receipt"));
  ui_pictures (window, "news-not-found");
  ui_end (window);
}

/* Whoever looks at it in its dialog needs no second word. */
static void
test_followed (void)
{
  g_autoptr (Desk) desk = desk_new ("reset-after" SALE "=#1,500-before" LOOK_UP "=#1-3");
  GtkWidget       *window = open_window (desk);
  GtkWidget       *dialog;

  gtk_widget_activate_action (window, "practice.collect", "s", "terminal");
  dialog = ui_wait_window (TILL_TYPE_COLLECT_DIALOG);
  till_test_wait_for_text (dialog, "Lee, Anna");
  collect_fill (dialog, "Lee, Anna", "25");
  ui_press (dialog, "Collect $25.00");
  till_test_wait_for_text (dialog, "Checking with the Processor");
  desk_settle (desk);
  till_test_wait_for_text (dialog, "Payment Approved");
  g_assert_false (till_test_shows_text (window, "Payment of $25.00"));
  collect_end_by_done (dialog);
  ui_end (window);
}

/* Declined while nobody looked; what else is said goes before it, and it comes again. */
static void
test_declined_stays (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *window = open_window (desk);
  GtkWidget       *dialog;
  gint64           cash = desk_take_cash (desk, desk->ben, 300);

  desk_set_mode (desk, "manual");
  gtk_widget_activate_action (window, "practice.collect", "s", "terminal");
  dialog = ui_wait_window (TILL_TYPE_COLLECT_DIALOG);
  till_test_wait_for_text (dialog, "Lee, Anna");
  collect_fill (dialog, "Lee, Anna", "25");
  ui_press (dialog, "Collect $25.00");
  till_test_wait_for_text (dialog, "Waiting for Card");
  ui_end (dialog);

  desk_press (desk, "decline");
  till_test_wait_for_text (window,
                           "Payment of $25.00 by Lee, Anna did not go through. It was declined: ");
  ui_pictures (window, "news-declined");
  gtk_widget_activate_action (window, "practice.post", "x", cash);
  till_test_wait_for_text (window, "Posted to the ledger");
  ui_end (window);
}

/* ── Taken back ──────────────────────────────────────────────────────────────────────────────────
 */

static GtkWidget *
open_refund (GtkWidget *window, gint64 id)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (window, "practice.refund", "x", id);
  dialog = ui_wait_window (TILL_TYPE_REFUND_DIALOG);
  till_test_wait_for_text (dialog, "Lee, Anna");
  ui_choose (dialog, "Reason", 1);
  ui_press (dialog, "Void $25.00");
  till_test_wait_for_text (dialog, "Checking with the Processor");

  return dialog;
}

static void
test_void_left (void)
{
  g_autoptr (Desk) desk = desk_new ("reset-after" REFUND "=#1,500-before" LOOK_UP "=#2-4");
  GtkWidget       *window = open_window (desk);
  gint64           id = desk_take (desk, 2500);

  ui_end (open_refund (window, id));
  desk_settle (desk);
  till_test_wait_for_text (window, "Payment of $25.00 by Lee, Anna was voided.");
  ui_end (window);
}

static void
test_void_followed (void)
{
  g_autoptr (Desk) desk = desk_new ("reset-after" REFUND "=#1,500-before" LOOK_UP "=#2-4");
  GtkWidget       *window = open_window (desk);
  gint64           id = desk_take (desk, 2500);
  gpointer         dialog = open_refund (window, id);

  g_object_add_weak_pointer (G_OBJECT (dialog), &dialog);
  desk_settle (desk);
  till_test_wait_until (dialog == NULL);
  till_test_wait_for_text (window, "Payment voided");
  g_assert_false (till_test_shows_text (window, "was voided"));
  ui_end (window);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/attempt-news/approved", test_approved);
  g_test_add_func ("/ui/attempt-news/not-found", test_not_found);
  g_test_add_func ("/ui/attempt-news/followed", test_followed);
  g_test_add_func ("/ui/attempt-news/declined-stays", test_declined_stays);
  g_test_add_func ("/ui/attempt-news/void-left", test_void_left);
  g_test_add_func ("/ui/attempt-news/void-followed", test_void_followed);

  return g_test_run ();
}
