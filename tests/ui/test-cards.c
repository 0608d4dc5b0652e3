/* test-cards.c: cards on file at the desk: saved with a payment, charged, and on the patient's page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "store/till-store-cards.h"
#include "till-collect.h"
#include "ui/collect/till-card-choice.h"
#include "ui/patients/till-card-dialog.h"
#include "ui/patients/till-patient-page.h"
#include "ui/till-window.h"

#define KEPT "SELECT count(*) FROM cards WHERE state = 'kept'"

/* The gateway takes one card used twice in five minutes for one payment, unless it is told to look
 * at the invoice, too. */
static Desk *
open_desk (void)
{
  Desk             *desk = desk_new (NULL);
  g_autoptr (Reply) reply = ask (desk->peer, "PUT", "/rest/v2/settings/transaction/duplicates",
                                 "{\"include-invoice\":\"true\"}");

  g_assert_cmpuint (reply->status, ==, 200);

  return desk;
}

typedef struct
{
  gint64      guarantor;
  const char *token;
  const char *brand;
  const char *last_four;
  const char *nickname;
  TillDay     expires;
  gint64      id;
} Wanted;

static gboolean
keep_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Wanted                   *wanted = data;
  g_autoptr (TillFiledCard) card = till_filed_card_new ();
  g_autoptr (TillActor)     maria = till_actor_new (0, "Maria Lopez");
  gboolean                  is_news;
  gboolean                  kept;

  card->processor = g_strdup ("clearent");
  card->token = g_strdup (wanted->token);
  card->guarantor_id = wanted->guarantor;
  card->brand = g_strdup (wanted->brand);
  card->last_four = g_strdup (wanted->last_four);
  card->nickname = g_strdup (wanted->nickname);
  card->expires = wanted->expires;
  card->origin = TILL_CARD_OF_PAGE;
  card->consent_how = TILL_CARD_AGREED_ON_PAGE;
  card->consent_wording =
    g_strdup ("Ticked on the card processor’s pay page: the card is saved for "
              "the next payment.");
  card->consent_by = g_strdup ("Lee, Anna");
  card->consent_at = 1790000000000;
  kept = till_store_keep_card (connection, card, maria, 1790000000000, &is_news, error);
  wanted->id = card->id;

  return kept;
}

/* Its id. */
static gint64
keep (Desk *desk, const char *token, const char *brand, const char *nickname, int n_days_left)
{
  TillDay            today = till_practice_get_today (desk->practice);
  Wanted             wanted = { desk->anna, token,    brand,
                                token + 15, nickname, till_day_add (today, n_days_left),
                                0 };
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, keep_work, &wanted, &error);
  g_assert_no_error (error);

  return wanted.id;
}

/* The page of Anna, in the window. */
static GtkWidget *
open_page (Desk *desk, GtkWidget **window)
{
  GtkWidget *page;

  *window = till_window_new (ui_application (), desk->practice);
  gtk_window_set_title (GTK_WINDOW (*window), "Test");
  till_test_present (*window);
  g_assert_true (gtk_widget_activate_action (*window, "win.show-patient", "x", desk->anna));
  till_test_wait_until ((page = till_test_find (*window, TILL_TYPE_PATIENT_PAGE)) != NULL);
  till_test_wait_for_text (page, "Lee, Anna");

  return page;
}

/* ── At the desk ── */

static void
tick_save (GtkWidget *dialog)
{
  GtkWidget *tick = till_test_find (dialog, GTK_TYPE_CHECK_BUTTON);

  g_assert_true (gtk_widget_get_mapped (tick));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), TRUE);
}

/* Ticked at the terminal; then the card is there to be charged. */
static void
test_saved_and_charged (void)
{
  g_autoptr (Desk) desk = open_desk ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_TERMINAL);

  collect_fill (dialog, "Lee, Anna", "40");
  till_test_wait_for_text (dialog, "I agree that Elm Street Dental keeps this card on file");
  tick_save (dialog);
  ui_pictures (dialog, "collect-save-card");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "Payment Approved");
  collect_end_by_done (dialog);
  g_assert_cmpint (desk_count (desk, KEPT), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards WHERE consent_how = 'desk'"
                                     " AND consent_wording LIKE 'I agree that Elm Street Dental%'"),
                   ==, 1);

  dialog = collect_open (desk, TILL_METHOD_CARD_ON_FILE);
  /* It is her mother who answers for Ben. */
  collect_fill (dialog, "Lee, Ben", "12.50");
  till_test_wait_for_text (dialog, "Primary");
  ui_pictures (dialog, "collect-card-on-file");
  ui_press (dialog, "Collect $12.50");
  till_test_wait_for_text (dialog, "Payment Approved");
  ui_pictures (dialog, "collect-card-on-file-approved");
  collect_end_by_done (dialog);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM transactions"
                                     " WHERE method = 'card-on-file' AND state = 'captured'"),
                   ==, 1);
  desk_assert_agree (desk);
}

static void
test_declined (void)
{
  g_autoptr (Desk) desk = open_desk ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_TERMINAL);

  collect_fill (dialog, "Lee, Anna", "40");
  tick_save (dialog);
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "Payment Approved");
  collect_end_by_done (dialog);

  dialog = collect_open (desk, TILL_METHOD_CARD_ON_FILE);
  collect_fill (dialog, "Lee, Anna", "0.21");
  ui_press (dialog, "Collect $0.21");
  till_test_wait_for_text (dialog, "Declined");
  ui_pictures (dialog, "collect-card-on-file-declined");
  ui_end (dialog);
  desk_assert_agree (desk);
}

/* Until so many are offered. */
static void
wait_cards (GtkWidget *dialog, guint n)
{
  GtkWidget   *choice = till_test_find (dialog, TILL_TYPE_CARD_CHOICE);
  AdwComboRow *row = ADW_COMBO_ROW (till_test_find (choice, ADW_TYPE_COMBO_ROW));

  till_test_wait_until (g_list_model_get_n_items (adw_combo_row_get_model (row)) == n);
}

/* What can't be charged is said beforehand. */
static void
test_none_and_expired (void)
{
  g_autoptr (Desk) desk = open_desk ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_CARD_ON_FILE);

  collect_fill (dialog, "Lee, Anna", "40");
  till_test_wait_for_text (dialog, "Lee, Anna has no card on file.");
  g_assert_false (collect_can_press (dialog));
  ui_pictures (dialog, "collect-no-card");

  keep (desk, "1100123456789014242", "Visa", NULL, -1);
  till_test_wait_for_text (dialog, "This card has expired.");
  g_assert_false (collect_can_press (dialog));
  ui_pictures (dialog, "collect-expired-card");
  keep (desk, "1100123456789011881", "Mastercard", NULL, 900);
  wait_cards (dialog, 2);
  ui_choose (dialog, "Card", 1);
  g_assert_true (collect_can_press (dialog));
  ui_end (dialog);
}

static gboolean
delete_work (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillActor) maria = till_actor_new (1, "Maria Lopez");

  return till_store_delete_card (connection, *(const gint64 *) data, maria, 1790000000000, error);
}

/* The card that was chosen is deleted meanwhile: no other one takes its place unseen. */
static void
test_chosen_is_gone (void)
{
  g_autoptr (Desk)   desk = open_desk ();
  gint64             good = keep (desk, "1100123456789014242", "Visa", NULL, 900);
  GtkWidget         *dialog = collect_open (desk, TILL_METHOD_CARD_ON_FILE);
  gint64             other;
  g_autoptr (GError) error = NULL;

  other = keep (desk, "1100123456789011881", "Mastercard", "Mom & Dad", 900);
  collect_fill (dialog, "Lee, Anna", "40");
  wait_cards (dialog, 2);
  till_test_wait_until (collect_can_press (dialog));
  g_assert_cmpint (
    till_card_choice_get (TILL_CARD_CHOICE (till_test_find (dialog, TILL_TYPE_CARD_CHOICE))), ==,
    good);
  ui_choose (dialog, "Card", 1);
  till_test_wait_for_text (dialog, "Mom & Dad, Mastercard ••••1881");

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, delete_work, &other,
                 &error);
  g_assert_no_error (error);
  till_test_wait_for_text (dialog, "The card that was chosen is not on file any more.");
  g_assert_false (collect_can_press (dialog));
  ui_pictures (dialog, "collect-card-gone");
  ui_choose (dialog, "Card", 1);
  g_assert_true (collect_can_press (dialog));
  ui_end (dialog);
}

/* ── On the patient's page ── */

/* What can be done with a card that is the primary one already. */
static void
assert_menu (GtkWidget *page, const char *name)
{
  g_autoptr (GPtrArray) buttons = till_test_find_all (page, GTK_TYPE_MENU_BUTTON);
  GtkWidget            *popover = NULL;

  for (guint i = 0; i < buttons->len; i++)
    {
      if (g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), name) != 0)
        continue;
      gtk_menu_button_popup (buttons->pdata[i]);
      popover = ui_wait_popover (buttons->pdata[i]);
    }
  g_assert_nonnull (popover);
  till_test_wait_for_text (popover, "Make Backup");
  g_assert_true (till_test_shows_text (popover, "Delete…"));
  g_assert_false (till_test_shows_text (popover, "Make Primary"));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
test_page (void)
{
  Desk      *desk = desk_new_for_cash ();
  GtkWidget *window;
  GtkWidget *page = open_page (desk, &window);
  GtkWidget *dialog;
  gint64     good;
  gint64     soon;

  g_assert_false (till_test_shows_text (page, "Cards on File"));
  keep (desk, "1100123456789014242", "Visa", NULL, -40);
  soon = keep (desk, "1100123456789011881", "Mastercard", "The blue one", 20);
  good = keep (desk, "1100123456789010005", "American Express", NULL, 900);
  till_test_wait_for_text (page, "Cards on File");
  till_test_wait_for_text (page, "American Express ••••0005");
  g_assert_true (till_test_shows_text (page, "The blue one, Mastercard ••••1881"));
  g_assert_true (till_test_shows_text (page, "Expires soon: "));
  g_assert_true (till_test_shows_text (page, "Primary · Expired "));

  g_assert_true (gtk_widget_activate_action (page, "practice.make-card-primary", "x", good));
  till_test_wait_for_text (page, "Primary · Expires ");
  g_assert_true (gtk_widget_activate_action (page, "practice.make-card-backup", "x", soon));
  till_test_wait_for_text (page, "Backup · Expires soon: ");
  ui_settle (window);
  ui_pictures (window, "patient-cards");
  assert_menu (page, "Actions for American Express ••••0005");

  g_assert_true (gtk_widget_activate_action (page, "practice.edit-card", "x", good));
  dialog = ui_wait_window (TILL_TYPE_CARD_DIALOG);
  till_test_wait_for_text (dialog, "on the pay page, by Lee, Anna");
  ui_write (ui_field (dialog, "Nickname"), "Travel");
  ui_pictures (dialog, "card-dialog");
  ui_press (dialog, "Save");
  till_test_wait_for_text (page, "Travel, American Express ••••0005");

  g_assert_true (gtk_widget_activate_action (page, "practice.delete-card", "x", good));
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  ui_pictures (dialog, "card-delete");
  ui_answer ("keep");
  g_assert_cmpint (desk_count (desk, KEPT), ==, 3);
  g_assert_true (gtk_widget_activate_action (page, "practice.delete-card", "x", good));
  ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  ui_answer ("delete");
  till_test_wait_until (!till_test_shows_text (page, "American Express"));
  g_assert_cmpint (desk_count (desk, KEPT), ==, 2);
  ui_end (window);
  desk_free (desk);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/cards/saved-and-charged", test_saved_and_charged);
  g_test_add_func ("/cards/declined", test_declined);
  g_test_add_func ("/cards/none-and-expired", test_none_and_expired);
  g_test_add_func ("/cards/chosen-is-gone", test_chosen_is_gone);
  g_test_add_func ("/cards/page", test_page);

  return g_test_run ();
}
