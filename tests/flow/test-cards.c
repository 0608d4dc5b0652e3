/* test-cards.c: cards on file: taken over with a payment however its answer is lost, named, given
 * up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-private.h"
#include "till-desk-cards.h"
#include "till-desk-requests.h"

#define GOOD_CARD "4111111111111111"

static GPtrArray *
list_cards (Desk *desk, gint64 patient)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *cards = till_practice_list_cards (desk->practice, patient, &error);

  g_assert_no_error (error);

  return cards;
}

/* ── Taken over ── */

static void
test_by_answer (void)
{
  g_autoptr (Desk)      desk = desk_new_for_cards (NULL);
  gint64                id = desk_keep_card (desk);
  g_autoptr (GPtrArray) cards = list_cards (desk, desk->ben);
  const TillFiledCard  *card = cards->pdata[0];

  g_assert_cmpuint (cards->len, ==, 1);
  g_assert_cmpint (card->id, ==, id);
  g_assert_cmpint (card->guarantor_id, ==, desk->anna);
  g_assert_cmpint (card->role, ==, TILL_CARD_PRIMARY);
  g_assert_cmpint (card->origin, ==, TILL_CARD_OF_TERMINAL);
  g_assert_cmpint (card->consent_how, ==, TILL_CARD_AGREED_AT_DESK);
  g_assert_cmpstr (card->consent_wording, ==, DESK_WORDING);
  g_assert_cmpstr (card->consent_by, ==, "Maria Lopez");
  g_assert_cmpuint (strlen (card->last_four), ==, 4);
  g_assert_false (till_day_is_none (card->expires));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings WHERE state = 'found'"),
                   ==, 1);
  desk_assert_agree (desk);
}

/* Nobody ticked it: nothing is kept, and nothing is looked for. */
static void
test_not_saved (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);

  desk_take (desk, 1000);
  desk_wait_for_cards (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings"), ==, 0);
  g_assert_cmpuint (desk_count_tokens (desk), ==, 0);
}

static const char *const lost[] = { "timeout", "reset-after", "500-after", "truncated",
                                    "not-json" };

/* The sale went through, and its answer, which names the token, did not come. */
static void
test_answer_lost (gconstpointer fault)
{
  g_autofree char *faults =
    g_strconcat (fault, "@POST /rest/v2/terminal=#1,500-before@GET /rest/v2/customers=#1", NULL);
  g_autoptr (Desk)            desk = desk_new_for_cards (faults);
  g_autoptr (TillTakePayment) payment = NULL;

  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  payment = desk_collect_and_save (desk, 1000);
  till_test_wait_until (till_take_payment_get_phase (payment) >= TILL_PAYMENT_CHECKING);
  desk_settle (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  desk_wait_for_cards (desk);
  /* The list could not be had at once: the next minute asks again. */
  for (guint i = 0; i < 5 && desk_count (desk, DESK_CARDS_KEPT) == 0; i++)
    {
      desk_pass (desk, 61 * TILL_SECOND);
      till_practice_run_minute (desk->practice);
      desk_wait_for_cards (desk);
    }
  g_assert_cmpint (desk_count (desk, DESK_CARDS_KEPT), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards WHERE consent_how = 'desk'"), ==,
                   1);
  g_assert_cmpuint (desk_count_tokens (desk), ==, 1);
  desk_assert_agree (desk);
}

/* The program ended before the answer came. */
static void
test_program_closed (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards ("timeout@POST /rest/v2/terminal=#1");
  g_autoptr (TillTakePayment) payment = desk_collect_and_save (desk, 1000);

  till_test_wait_until (desk_count_sales (desk) == 1);
  g_clear_object (&payment);
  desk_close (desk);
  desk_open (desk);
  desk_settle (desk);
  for (guint i = 0; i < 5 && desk_count (desk, DESK_CARDS_KEPT) == 0; i++)
    {
      desk_pass (desk, 61 * TILL_SECOND);
      till_practice_run_minute (desk->practice);
      desk_wait_for_cards (desk);
    }
  g_assert_cmpint (desk_count (desk, DESK_CARDS_KEPT), ==, 1);
  desk_assert_agree (desk);
}

/* As a browser posts the form of @page. */
static void
pay_page (Desk *desk, const char *page, gboolean save)
{
  const char      *address = till_test_sandbox_get_address (desk->peer->sandbox);
  g_autofree char *form = g_uuid_string_random ();
  g_autofree char *body =
    g_strdup_printf ("%sname=Ann+Lee&card=" GOOD_CARD "&expiry=12/39&code=123&form=%s",
                     save ? "save-card=yes&" : "", form);
  g_autoptr (Reply) reply = ask (desk->peer, "POST", page + strlen (address), body);

  g_assert_cmpuint (reply->status, ==, 303);
}

static TillTakePayment *
open_page (Desk *desk, const char *wording)
{
  TillPaymentOrder   order = desk_order (desk, 4133, TILL_METHOD_VIRTUAL);
  g_autoptr (GError) error = NULL;
  TillTakePayment   *payment;

  order.save_wording = wording;
  order.knowingly = TRUE;
  payment = desk_try_collect (desk, &order, &error);
  g_assert_no_error (error);

  return payment;
}

/* The desk's tick opens the page with the box ticked. */
static void
test_virtual_terminal (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, DESK_WORDING);
  const char                 *page = till_take_payment_get_page (payment);
  g_autoptr (Reply)           form = NULL;
  g_autoptr (GPtrArray)       cards = NULL;
  const TillFiledCard        *card;

  form = ask (desk->peer, "GET",
              page + strlen (till_test_sandbox_get_address (desk->peer->sandbox)), NULL);
  g_assert_nonnull (strstr (form->text, "aria-describedby=\"save-card-hint\" checked>"));
  pay_page (desk, page, TRUE);
  desk_refresh (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  desk_wait_for_cards (desk);

  cards = list_cards (desk, desk->anna);
  g_assert_cmpuint (cards->len, ==, 1);
  card = cards->pdata[0];
  g_assert_cmpint (card->origin, ==, TILL_CARD_OF_VIRTUAL);
  g_assert_cmpint (card->consent_how, ==, TILL_CARD_AGREED_AT_DESK);
  g_assert_cmpstr (card->last_four, ==, "1111");
  desk_assert_agree (desk);
}

/* Not ticked: it is looked for twice, and then no more. */
static void
test_page_not_ticked (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, NULL);

  pay_page (desk, till_take_payment_get_page (payment), FALSE);
  desk_refresh (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  desk_wait_for_cards (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings WHERE state = 'sought'"),
                   ==, 1);
  desk_pass (desk, 61 * TILL_SECOND);
  till_practice_run_minute (desk->practice);
  desk_wait_for_cards (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings WHERE state = 'none'"),
                   ==, 1);
  g_assert_cmpint (desk_count (desk, DESK_CARDS_KEPT), ==, 0);
}

/* The desk ticked it, and the processor never shows the card: the desk is told. */
static void
test_desk_not_saved (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, DESK_WORDING);

  pay_page (desk, till_take_payment_get_page (payment), FALSE);
  desk_refresh (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  desk_wait_for_cards (desk);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_null (till_practice_get_warning (desk->practice));
      desk_pass (desk, 13 * TILL_HOUR);
      till_practice_run_minute (desk->practice);
      desk_wait_for_cards (desk);
      if (desk_count (desk, "SELECT count(*) FROM card_sightings WHERE state = 'none'") > 0)
        break;
    }
  g_assert_nonnull (strstr (till_practice_get_warning (desk->practice), "Have it saved"));
  g_assert_cmpint (desk_count (desk, DESK_CARDS_KEPT), ==, 0);
}

/* By the patient, through the link of a request, while the program was closed; twice, by one card:
 * it is one. */
static void
test_link (void)
{
  g_autoptr (Desk)        desk = desk_new_for_requests ();
  TillRequestOrder        order = desk_request_order (desk, 10000, TILL_SENT_AT_DESK);
  gint64                  id = desk_ask (desk, &order);
  g_autoptr (TillRequest) request = desk_get_request (desk, id);
  g_autoptr (GPtrArray)   cards = NULL;
  const TillFiledCard    *card;

  desk_set_duplicates (desk);
  desk_close (desk);
  pay_page (desk, request->link, TRUE);
  desk_open (desk);
  desk_refresh (desk);
  desk_wait_for_cards (desk);

  cards = list_cards (desk, desk->anna);
  g_assert_cmpuint (cards->len, ==, 1);
  card = cards->pdata[0];
  g_assert_cmpint (card->origin, ==, TILL_CARD_OF_PAGE);
  g_assert_cmpint (card->consent_how, ==, TILL_CARD_AGREED_ON_PAGE);

  desk_refresh (desk);
  desk_wait_for_cards (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards"), ==, 1);
  desk_assert_holds (desk);
}

/* The same card saved twice is one. */
static void
test_saved_twice (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TillTakePayment) payment = open_page (desk, DESK_WORDING);

      pay_page (desk, till_take_payment_get_page (payment), TRUE);
      desk_refresh (desk);
      desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
      desk_wait_for_cards (desk);
    }
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings WHERE state = 'found'"),
                   ==, 2);
  desk_assert_agree (desk);
}

/* ── Changed and given up ── */

static void
finish_change (Desk *desk, GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) kept = till_test_wait_result (result);

  till_practice_change_card_finish (desk->practice, kept, error);
}

static void
delete_card (Desk *desk, gint64 id)
{
  GAsyncResult      *result = NULL;
  g_autoptr (GError) error = NULL;

  till_practice_delete_card_async (desk->practice, id, till_test_keep_result, &result);
  finish_change (desk, &result, &error);
  g_assert_no_error (error);
}

static void
test_named (void)
{
  g_autoptr (Desk)      desk = desk_new_for_cards (NULL);
  gint64                id = desk_keep_card (desk);
  GAsyncResult         *result = NULL;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) cards = NULL;

  till_practice_name_card_async (desk->practice, id, " Blue card ", till_test_keep_result, &result);
  finish_change (desk, &result, &error);
  g_assert_no_error (error);
  cards = list_cards (desk, desk->anna);
  g_assert_cmpstr (((const TillFiledCard *) cards->pdata[0])->nickname, ==, "Blue card");

  till_practice_name_card_async (desk->practice, id, "4111 1111 1111 1111", till_test_keep_result,
                                 &result);
  finish_change (desk, &result, &error);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
}

/* Gone for use at once; the processor hears of it, at the latest by the next start. */
static void
test_deleted (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards ("500-before@DELETE /rest/v2/tokens=#1-2");
  gint64                      id = desk_keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  g_assert_cmpuint (desk_count_tokens (desk), ==, 1);
  delete_card (desk, id);
  desk_wait_for_cards (desk);
  g_assert_cmpint (desk_count (desk, DESK_CARDS_KEPT), ==, 0);
  payment = desk_charge_card (desk, id, 2500, &error);
  g_assert_null (payment);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);

  /* It could not be told twice; then it is. */
  g_assert_cmpuint (desk_count_tokens (desk), ==, 1);
  desk_close (desk);
  desk_open (desk);
  for (guint i = 0; i < 5 && desk_count_tokens (desk) > 0; i++)
    {
      till_practice_run_minute (desk->practice);
      desk_wait_for_cards (desk);
    }
  g_assert_cmpuint (desk_count_tokens (desk), ==, 0);
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM cards WHERE state = 'deleted'") ==
                        1);
  desk_assert_agree (desk);
}

/* The answer to the deleting was lost: it is asked again, and the processor knows it no more. */
static void
test_deleting_lost (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards ("reset-after@DELETE /rest/v2/tokens=#1");
  gint64           id = desk_keep_card (desk);

  delete_card (desk, id);
  desk_wait_for_cards (desk);
  till_practice_run_minute (desk->practice);
  desk_wait_for_cards (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards WHERE state = 'deleted'"), ==, 1);
  g_assert_cmpuint (desk_count_tokens (desk), ==, 0);
}

/* What was saved again is kept again. */
static void
test_saved_again (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  g_autoptr (TillTakePayment) first = open_page (desk, DESK_WORDING);
  g_autoptr (TillTakePayment) second = NULL;

  pay_page (desk, till_take_payment_get_page (first), TRUE);
  desk_refresh (desk);
  desk_wait_phase (first, TILL_PAYMENT_APPROVED);
  desk_wait_for_cards (desk);
  delete_card (desk, desk_count (desk, "SELECT id FROM cards"));
  desk_wait_for_cards (desk);
  g_assert_cmpuint (desk_count_tokens (desk), ==, 0);

  second = open_page (desk, DESK_WORDING);
  pay_page (desk, till_take_payment_get_page (second), TRUE);
  desk_refresh (desk);
  desk_wait_phase (second, TILL_PAYMENT_APPROVED);
  desk_wait_for_cards (desk);
  g_assert_cmpint (desk_count (desk, DESK_CARDS_KEPT), ==, 1);
  g_assert_cmpuint (desk_count_tokens (desk), ==, 1);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/cards/by-answer", test_by_answer);
  g_test_add_func ("/cards/not-saved", test_not_saved);
  for (gsize i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      g_autofree char *name = g_strconcat ("/cards/answer-lost/", lost[i], NULL);

      g_test_add_data_func (name, lost[i], test_answer_lost);
    }
  g_test_add_func ("/cards/program-closed", test_program_closed);
  g_test_add_func ("/cards/virtual-terminal", test_virtual_terminal);
  g_test_add_func ("/cards/page-not-ticked", test_page_not_ticked);
  g_test_add_func ("/cards/desk-not-saved", test_desk_not_saved);
  g_test_add_func ("/cards/link", test_link);
  g_test_add_func ("/cards/saved-twice", test_saved_twice);
  g_test_add_func ("/cards/named", test_named);
  g_test_add_func ("/cards/deleted", test_deleted);
  g_test_add_func ("/cards/deleting-lost", test_deleting_lost);
  g_test_add_func ("/cards/saved-again", test_saved_again);

  return g_test_run ();
}
