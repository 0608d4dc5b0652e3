/* test-plan-sending.c: a payment plan is sent to the patient, as a person does it, and how it
 * stands is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-agreements.h"
#include "../flow/till-desk-cards.h"
#include "../flow/till-desk-requests.h"
#include "../flow/till-desk-sendings.h"
#include "flow/till-card-keeping.h"
#include "flow/till-practice-requests.h"
#include "till-test-ui.h"
#include "ui/plans/till-authorize-dialog.h"
#include "ui/plans/till-plan-page.h"
#include "ui/plans/till-plan-words.h"
#include "ui/till-window.h"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *page;
  gint64     plan;
} Place;

static void
open_place (Place *place)
{
  place->desk = desk_new_for_requests ();
  desk_set_duplicates (place->desk);
  place->plan = desk_make_plan (place->desk, 0);
  place->window = till_window_new (ui_application (), place->desk->practice);
  gtk_window_set_default_size (GTK_WINDOW (place->window), 1366, 768);
  till_test_present (place->window);
  g_assert_true (gtk_widget_activate_action (place->window, "win.show-plan", "x", place->plan));
  till_test_wait_until ((place->page = till_test_find (place->window, TILL_TYPE_PLAN_PAGE)) !=
                        NULL);
  till_test_wait_for_text (place->page, "Nothing is charged before the agreement is signed");
}

static void
close_place (Place *place)
{
  ui_settle (place->window);
  desk_assert_holds (place->desk);
  ui_end (place->window);
  desk_free (place->desk);
}

static GtkWidget *
open_dialog (Place *place)
{
  GtkWidget *dialog;
  GtkWidget *check;

  ui_press (place->page, "Authorize…");
  dialog = ui_wait_window (TILL_TYPE_AUTHORIZE_DIALOG);
  till_test_wait_for_text (dialog, "Anna Lee pays");
  check = till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, "Send to the Patient");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);

  return dialog;
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
see (Place *place)
{
  desk_refresh (place->desk);
  till_practice_keep_cards (place->desk->practice);
  desk_wait_for_cards (place->desk);
  desk_pass (place->desk, 2 * TILL_MINUTE);
}

/* Just what is sent is shown before; then the page tells that it waits, and by what it ended. */
static void
test_sent (void)
{
  Place            place = { 0 };
  GtkWidget       *dialog;
  g_autofree char *part = NULL;

  open_place (&place);
  dialog = open_dialog (&place);
  till_test_wait_for_text (dialog, "E-mail to anna@example.com");
  g_assert_true (till_test_shows_text (dialog, "By making the first payment, $100.00"));
  g_assert_true (till_test_shows_text (dialog, "With the agreement, as PDF."));
  till_test_wait_until (ui_can_press (dialog, "Send"));
  ui_pictures (dialog, "plan-sending-email");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (
      till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, "By Text, with the Terms in Short")),
    TRUE);
  till_test_wait_for_text (dialog, "Text to " DESK_PHONE);
  ui_pictures (dialog, "plan-sending-text");
  press_and_wait (dialog, "Send");
  till_test_wait_for_text (place.window, "The payment plan is sent to the patient");
  till_test_wait_for_text (place.page, "The first payment, $100.00, has not been made yet");
  g_assert_true (till_test_shows_text (place.page, "by text to " DESK_PHONE));
  ui_pictures (place.window, "plan-sending-waits");

  part = desk_pay_link (place.desk, 1, "40.00");
  see (&place);
  till_test_wait_for_text (place.page, "$40.00 of $100.00 came, not in one payment");
  ui_pictures (place.window, "plan-sending-paid-less");
  close_place (&place);
}

/* Paid without a card, it says what to do; with one that is chosen it goes on. */
static void
test_no_card (void)
{
  Place            place = { 0 };
  g_autofree char *paid = NULL;

  open_place (&place);
  press_and_wait (open_dialog (&place), "Send");
  paid = desk_pay_link (place.desk, 1, "100.00");
  desk_see_for_hours (place.desk);
  till_test_wait_for_text (place.page, "but no new card was saved");
  ui_pictures (place.window, "plan-sending-no-card");
  g_assert_true (gtk_widget_activate_action (place.window, "win.show-tab", "s", "plans"));
  till_test_wait_for_text (place.window, "Pending: no card");
  ui_pictures (place.window, "plan-sending-list");
  close_place (&place);
}

/* A card may be there, but not that to which was agreed. */
static void
test_card_gone (void)
{
  g_autoptr (TillPlanSending) sending = till_plan_sending_new ();
  g_autoptr (TillRequest)     request = till_request_new ();
  g_autoptr (GTimeZone)       zone = g_time_zone_new_utc ();
  g_autofree char            *words = NULL;

  sending->state = TILL_SENDING_NO_CARD;
  sending->card_id = 7;
  sending->amount = till_money (10000);
  sending->address = g_strdup ("anna@example.com");
  words = till_plan_sending_dup_words (sending, request, zone);
  g_assert_nonnull (strstr (words, "the card that was agreed to is not the plan’s any more"));
  g_assert_null (strstr (words, "card was saved"));
}

/* What comes of an installment that is overdue is said once, and as it is for this way. */
static void
test_late (void)
{
  Place      place = { 0 };
  GtkWidget *dialog;

  open_place (&place);
  desk_pass (place.desk, 40 * 24 * TILL_HOUR);
  dialog = open_dialog (&place);
  till_test_wait_for_text (dialog, "E-mail to anna@example.com");
  g_assert_false (till_test_shows_text (dialog, "The first installment was to be paid on"));
  ui_pictures (dialog, "plan-sending-late");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, "Signed on Paper")),
    TRUE);
  g_assert_true (till_test_shows_text (dialog, "The first installment was to be paid on"));
  press_and_wait (dialog, "Later");
  close_place (&place);
}

/* What is missing is said, and nothing can be sent. */
static void
test_problem (void)
{
  Place      place = { 0 };
  GtkWidget *dialog;

  open_place (&place);
  desk_set_phone (place.desk, NULL);
  dialog = open_dialog (&place);
  till_test_wait_for_text (dialog, "E-mail to anna@example.com");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (
      till_test_find_named (dialog, GTK_TYPE_CHECK_BUTTON, "By Text, with the Terms in Short")),
    TRUE);
  till_test_wait_for_text (dialog, "Not possible");
  g_assert_false (ui_can_press (dialog, "Send"));
  ui_pictures (dialog, "plan-sending-problem");
  press_and_wait (dialog, "Later");
  close_place (&place);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/plan-sending/sent", test_sent);
  g_test_add_func ("/plan-sending/no-card", test_no_card);
  g_test_add_func ("/plan-sending/card-gone", test_card_gone);
  g_test_add_func ("/plan-sending/late", test_late);
  g_test_add_func ("/plan-sending/problem", test_problem);

  return g_test_run ();
}
