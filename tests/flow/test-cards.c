/* test-cards.c: cards on file: taken over with a payment however its answer is lost, charged, given
 * up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-charge-card.h"
#include "flow/till-practice-cards.h"
#include "flow/till-practice-private.h"
#include "till-desk-requests.h"

#define GOOD_CARD "4111111111111111"
#define WORDING "I agree that Elm Street Dental keeps this card."
#define KEY "6ba7b810-9dad-11d1-80b4-00c04fd430c8"

#define KEPT "SELECT count(*) FROM cards WHERE state = 'kept'"
#define SALES "SELECT count(*) FROM transactions WHERE state = 'captured'"

/* The gateway takes one card used twice in five minutes for one payment, unless it is told to look
 * at the invoice, too. */
static void
set_duplicates (Desk *desk)
{
  g_autoptr (Reply) reply = ask (desk->peer, "PUT", "/rest/v2/settings/transaction/duplicates",
                                 "{\"include-invoice\":\"true\"}");

  g_assert_cmpuint (reply->status, ==, 200);
}

static Desk *
open_desk (const char *faults)
{
  Desk *desk = desk_new (faults);

  set_duplicates (desk);

  return desk;
}

static void
wait_quiet (Desk *desk)
{
  till_test_wait_until (!desk->practice->keeping_cards && desk->practice->n_aside == 0);
}

static guint
count_tokens (Desk *desk)
{
  g_autoptr (Reply) reply = ask (desk->peer, "GET", "/rest/v2/tokens", NULL);

  g_assert_cmpuint (reply->status, ==, 200);

  return reply_count (reply, "payload.tokens.token");
}

static TillTakePayment *
collect_and_save (Desk *desk, gint64 cents)
{
  TillPaymentOrder   order = desk_order (desk, cents, TILL_METHOD_TERMINAL);
  g_autoptr (GError) error = NULL;
  TillTakePayment   *payment;

  order.save_wording = WORDING;
  order.knowingly = TRUE;
  payment = desk_try_collect (desk, &order, &error);
  g_assert_no_error (error);

  return payment;
}

/* A card on file of Anna's, by the terminal. */
static gint64
keep_card (Desk *desk)
{
  g_autoptr (TillTakePayment) payment = collect_and_save (desk, 1000);

  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  wait_quiet (desk);
  g_assert_cmpint (desk_count (desk, KEPT), ==, 1);

  return desk_count (desk, "SELECT id FROM cards");
}

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
  g_autoptr (Desk)      desk = open_desk (NULL);
  gint64                id = keep_card (desk);
  g_autoptr (GPtrArray) cards = list_cards (desk, desk->ben);
  const TillFiledCard  *card = cards->pdata[0];

  g_assert_cmpuint (cards->len, ==, 1);
  g_assert_cmpint (card->id, ==, id);
  g_assert_cmpint (card->guarantor_id, ==, desk->anna);
  g_assert_cmpint (card->role, ==, TILL_CARD_PRIMARY);
  g_assert_cmpint (card->origin, ==, TILL_CARD_OF_TERMINAL);
  g_assert_cmpint (card->consent_how, ==, TILL_CARD_AGREED_AT_DESK);
  g_assert_cmpstr (card->consent_wording, ==, WORDING);
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
  g_autoptr (Desk) desk = open_desk (NULL);

  desk_take (desk, 1000);
  wait_quiet (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings"), ==, 0);
  g_assert_cmpuint (count_tokens (desk), ==, 0);
}

static const char *const lost[] = { "timeout", "reset-after", "500-after", "truncated",
                                    "not-json" };

/* The sale went through, and its answer, which names the token, did not come. */
static void
test_answer_lost (gconstpointer fault)
{
  g_autofree char *faults =
    g_strconcat (fault, "@POST /rest/v2/terminal=#1,500-before@GET /rest/v2/customers=#1", NULL);
  g_autoptr (Desk)            desk = open_desk (faults);
  g_autoptr (TillTakePayment) payment = NULL;

  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  payment = collect_and_save (desk, 1000);
  desk_settle (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  wait_quiet (desk);
  /* The list could not be had at once: the next minute asks again. */
  for (guint i = 0; i < 5 && desk_count (desk, KEPT) == 0; i++)
    {
      desk_pass (desk, 61 * TILL_SECOND);
      till_practice_run_minute (desk->practice);
      wait_quiet (desk);
    }
  g_assert_cmpint (desk_count (desk, KEPT), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards WHERE consent_how = 'desk'"), ==,
                   1);
  g_assert_cmpuint (count_tokens (desk), ==, 1);
  desk_assert_agree (desk);
}

/* The program ended before the answer came. */
static void
test_program_closed (void)
{
  g_autoptr (Desk)            desk = open_desk ("timeout@POST /rest/v2/terminal=#1");
  g_autoptr (TillTakePayment) payment = collect_and_save (desk, 1000);

  till_test_wait_until (desk_count_sales (desk) == 1);
  g_clear_object (&payment);
  desk_close (desk);
  desk_open (desk);
  desk_settle (desk);
  for (guint i = 0; i < 5 && desk_count (desk, KEPT) == 0; i++)
    {
      desk_pass (desk, 61 * TILL_SECOND);
      till_practice_run_minute (desk->practice);
      wait_quiet (desk);
    }
  g_assert_cmpint (desk_count (desk, KEPT), ==, 1);
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
  g_autoptr (Desk)            desk = open_desk (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, WORDING);
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
  wait_quiet (desk);

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
  g_autoptr (Desk)            desk = open_desk (NULL);
  g_autoptr (TillTakePayment) payment = open_page (desk, NULL);

  pay_page (desk, till_take_payment_get_page (payment), FALSE);
  desk_refresh (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  wait_quiet (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings WHERE state = 'sought'"),
                   ==, 1);
  desk_pass (desk, 61 * TILL_SECOND);
  till_practice_run_minute (desk->practice);
  wait_quiet (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings WHERE state = 'none'"),
                   ==, 1);
  g_assert_cmpint (desk_count (desk, KEPT), ==, 0);
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

  set_duplicates (desk);
  desk_close (desk);
  pay_page (desk, request->link, TRUE);
  desk_open (desk);
  desk_refresh (desk);
  wait_quiet (desk);

  cards = list_cards (desk, desk->anna);
  g_assert_cmpuint (cards->len, ==, 1);
  card = cards->pdata[0];
  g_assert_cmpint (card->origin, ==, TILL_CARD_OF_PAGE);
  g_assert_cmpint (card->consent_how, ==, TILL_CARD_AGREED_ON_PAGE);

  desk_refresh (desk);
  wait_quiet (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards"), ==, 1);
  desk_assert_holds (desk);
}

/* The same card saved twice is one. */
static void
test_saved_twice (void)
{
  g_autoptr (Desk) desk = open_desk (NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TillTakePayment) payment = open_page (desk, WORDING);

      pay_page (desk, till_take_payment_get_page (payment), TRUE);
      desk_refresh (desk);
      desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
      wait_quiet (desk);
    }
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM card_sightings WHERE state = 'found'"),
                   ==, 2);
  desk_assert_agree (desk);
}

/* ── Charged ── */

static TillTakePayment *
charge (Desk *desk, gint64 card_id, gint64 cents, GError **error)
{
  TillPaymentOrder order = desk_order (desk, cents, TILL_METHOD_CARD_ON_FILE);

  order.card_id = card_id;
  order.knowingly = TRUE;

  return desk_try_collect (desk, &order, error);
}

static void
test_charge (void)
{
  g_autoptr (Desk)            desk = open_desk (NULL);
  gint64                      card = keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = charge (desk, card, 2500, &error);
  g_autoptr (TillTransaction) row = NULL;

  g_assert_no_error (error);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  row = desk_get (desk, till_take_payment_get_transaction_id (payment));
  g_assert_cmpint (row->method, ==, TILL_METHOD_CARD_ON_FILE);
  g_assert_cmpstr (row->card.entry_mode, ==, "card-on-file");
  g_assert_nonnull (row->card.last_four);
  g_assert_nonnull (row->receipt_number);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts WHERE card_id IS NOT NULL"
                                     " AND asked_by = 'customer'"),
                   ==, 1);
  desk_assert_agree (desk);
}

/* A second one of the same amount is asked about first. */
static void
test_asks_first (void)
{
  g_autoptr (Desk)            desk = open_desk (NULL);
  gint64                      card = keep_card (desk);
  TillPaymentOrder            order = desk_order (desk, 1000, TILL_METHOD_CARD_ON_FILE);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  order.card_id = card;
  payment = desk_try_collect (desk, &order, &error);
  g_assert_null (payment);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_ASK_FIRST);
}

static void
test_declined (void)
{
  g_autoptr (Desk)            desk = open_desk (NULL);
  gint64                      card = keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = charge (desk, card, 21, &error);

  g_assert_no_error (error);
  desk_wait_phase (payment, TILL_PAYMENT_DECLINED);
  g_assert_nonnull (till_take_payment_get_words (payment));
  g_assert_cmpint (desk_count (desk, SALES), ==, 1);
  desk_assert_agree (desk);
}

typedef struct
{
  const char *fault;
  guint       n_sales; /* the terminal's is one of them */
} FaultCase;

static const FaultCase faults[] = {
  { "timeout", 2 },    { "timeout-before", 1 }, { "reset-before", 1 }, { "reset-after", 2 },
  { "500-before", 1 }, { "500-after", 2 },      { "truncated", 2 },    { "not-json", 2 },
  { "duplicate", 1 },  { "wrong-invoice", 2 },
};

#define SALE "@POST /rest/v2/transactions/sale"

/* Whatever becomes of the answer: it is looked up, and never sent twice. */
static void
test_fault (gconstpointer data)
{
  const FaultCase            *fault = data;
  g_autofree char            *spec = g_strconcat (fault->fault, SALE "=#2", NULL);
  g_autoptr (Desk)            desk = open_desk (spec);
  gint64                      card = keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) first = charge (desk, card, 1100, &error);
  g_autoptr (TillTakePayment) payment = NULL;
  guint                       n_sales = fault->n_sales + 1;

  g_assert_no_error (error);
  desk_wait_phase (first, TILL_PAYMENT_APPROVED);
  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  payment = charge (desk, card, 2500, &error);
  g_assert_no_error (error);
  desk_settle (desk);
  till_test_wait_until (till_take_payment_get_phase (payment) > TILL_PAYMENT_CHECKING);
  g_test_message ("%s: %s", fault->fault, till_take_payment_get_words (payment));
  g_assert_cmpuint (desk_count_sales (desk), ==,
                    g_str_equal (fault->fault, "duplicate") ? desk_count (desk, SALES) : n_sales);
  desk_assert_agree (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts WHERE state IN"
                                     " ('prepared', 'sent', 'unknown')"),
                   ==, 0);
}

static void
test_expired (void)
{
  g_autoptr (Desk)            desk = open_desk (NULL);
  gint64                      card = keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  desk_pass (desk, 40 * 365 * 24 * TILL_HOUR);
  payment = charge (desk, card, 2500, &error);
  g_assert_null (payment);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (error->message, "expired"));
  g_assert_cmpuint (desk_count_sales (desk), ==, 1);
}

/* ── By nobody at the desk ── */

static TillCardCharged *
charge_by_key (Desk *desk, gint64 card_id, gint64 cents, GError **error)
{
  const TillCardCharge     order = { .patient_id = desk->anna,
                                     .card_id = card_id,
                                     .amount = till_money (cents),
                                     .key = KEY,
                                     .asked_by = TILL_ASKED_BY_PRACTICE,
                                     .knowingly = TRUE };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_charge_card_async (desk->practice, &order, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_charge_card_finish (desk->practice, kept, error);
}

static void
test_by_key (void)
{
  g_autoptr (Desk)            desk = open_desk (NULL);
  gint64                      card = keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) first = charge_by_key (desk, card, 2500, &error);
  g_autoptr (TillCardCharged) second = NULL;
  g_autoptr (TillCardCharged) other = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (first->phase, ==, TILL_PAYMENT_APPROVED);
  /* Once more, also after a new start: it is the same one. */
  desk_close (desk);
  desk_open (desk);
  second = charge_by_key (desk, card, 2500, &error);
  g_assert_no_error (error);
  g_assert_cmpint (second->phase, ==, TILL_PAYMENT_APPROVED);
  g_assert_cmpint (second->attempt_id, ==, first->attempt_id);
  g_assert_cmpint (second->transaction_id, ==, first->transaction_id);
  g_assert_cmpuint (desk_count_sales (desk), ==, 2);

  other = charge_by_key (desk, card, 2600, &error);
  g_assert_null (other);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM attempts WHERE asked_by = 'practice'"),
                   ==, 1);
  desk_assert_agree (desk);
}

static void
test_by_key_declined (void)
{
  g_autoptr (Desk)            desk = open_desk (NULL);
  gint64                      card = keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillCardCharged) charged = charge_by_key (desk, card, 21, &error);

  g_assert_no_error (error);
  g_assert_cmpint (charged->phase, ==, TILL_PAYMENT_DECLINED);
  g_assert_cmpstr (charged->code, ==, "012");
  g_assert_nonnull (charged->words);
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
  g_autoptr (Desk)      desk = open_desk (NULL);
  gint64                id = keep_card (desk);
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
  g_autoptr (Desk)            desk = open_desk ("500-before@DELETE /rest/v2/tokens=#1-2");
  gint64                      id = keep_card (desk);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  g_assert_cmpuint (count_tokens (desk), ==, 1);
  delete_card (desk, id);
  wait_quiet (desk);
  g_assert_cmpint (desk_count (desk, KEPT), ==, 0);
  payment = charge (desk, id, 2500, &error);
  g_assert_null (payment);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);

  /* It could not be told twice; then it is. */
  g_assert_cmpuint (count_tokens (desk), ==, 1);
  desk_close (desk);
  desk_open (desk);
  for (guint i = 0; i < 5 && count_tokens (desk) > 0; i++)
    {
      till_practice_run_minute (desk->practice);
      wait_quiet (desk);
    }
  g_assert_cmpuint (count_tokens (desk), ==, 0);
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM cards WHERE state = 'deleted'") ==
                        1);
  desk_assert_agree (desk);
}

/* The answer to the deleting was lost: it is asked again, and the processor knows it no more. */
static void
test_deleting_lost (void)
{
  g_autoptr (Desk) desk = open_desk ("reset-after@DELETE /rest/v2/tokens=#1");
  gint64           id = keep_card (desk);

  delete_card (desk, id);
  wait_quiet (desk);
  till_practice_run_minute (desk->practice);
  wait_quiet (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM cards WHERE state = 'deleted'"), ==, 1);
  g_assert_cmpuint (count_tokens (desk), ==, 0);
}

/* What was saved again is kept again. */
static void
test_saved_again (void)
{
  g_autoptr (Desk)            desk = open_desk (NULL);
  g_autoptr (TillTakePayment) first = open_page (desk, WORDING);
  g_autoptr (TillTakePayment) second = NULL;

  pay_page (desk, till_take_payment_get_page (first), TRUE);
  desk_refresh (desk);
  desk_wait_phase (first, TILL_PAYMENT_APPROVED);
  wait_quiet (desk);
  delete_card (desk, desk_count (desk, "SELECT id FROM cards"));
  wait_quiet (desk);
  g_assert_cmpuint (count_tokens (desk), ==, 0);

  second = open_page (desk, WORDING);
  pay_page (desk, till_take_payment_get_page (second), TRUE);
  desk_refresh (desk);
  desk_wait_phase (second, TILL_PAYMENT_APPROVED);
  wait_quiet (desk);
  g_assert_cmpint (desk_count (desk, KEPT), ==, 1);
  g_assert_cmpuint (count_tokens (desk), ==, 1);
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
  g_test_add_func ("/cards/link", test_link);
  g_test_add_func ("/cards/saved-twice", test_saved_twice);
  g_test_add_func ("/cards/charge", test_charge);
  g_test_add_func ("/cards/asks-first", test_asks_first);
  g_test_add_func ("/cards/declined", test_declined);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strconcat ("/cards/fault/", faults[i].fault, NULL);

      g_test_add_data_func (name, &faults[i], test_fault);
    }
  g_test_add_func ("/cards/expired", test_expired);
  g_test_add_func ("/cards/by-key", test_by_key);
  g_test_add_func ("/cards/by-key-declined", test_by_key_declined);
  g_test_add_func ("/cards/named", test_named);
  g_test_add_func ("/cards/deleted", test_deleted);
  g_test_add_func ("/cards/deleting-lost", test_deleting_lost);
  g_test_add_func ("/cards/saved-again", test_saved_again);

  return g_test_run ();
}
