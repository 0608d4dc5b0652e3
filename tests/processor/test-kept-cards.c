/* test-kept-cards.c: cards that Clearent keeps: charged, listed and forgotten by their tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "processor/till-clearent.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "canned-server.h"
#include "core/till-error.h"

#define INVOICE "01J9ZQ4R7V3N8K2M5P6T0W1X4Y"
#define TOKEN "1100123456789011111"
#define UNKNOWN                                                                                    \
  "{'code':'404','status':'fail','payload':{'error':{'error-message':'There is no such token',"    \
  "'result-code':'002'},'payloadType':'error'}}"
#define NO_CUSTOMER                                                                                \
  "{'code':'404','status':'fail','payload':{'error':{'error-message':'Customer not found',"        \
  "'result-code':'002'},'payloadType':'error'}}"
#define KEPT(tokens)                                                                               \
  "{'code':'200','status':'success','payload':{'tokens':{'token':[" tokens                         \
  "]},'payloadType':'tokens'}}"

typedef struct
{
  CannedServer  *server;
  TillProcessor *processor;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (TillHttp) http = till_http_new ();

  self->server = canned_server_new ();
  self->processor = TILL_PROCESSOR (
    till_clearent_new (http, canned_server_get_host (self->server), "key", "a/b", NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->processor);
  canned_server_free (self->server);
}

static void
answer_with (Fixture *self, guint status, const char *text)
{
  g_autofree char *body = canned_json (text);

  canned_server_set_answer (self->server, status, body, -1);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static TillKeptCards *
list (Fixture *self, const char *customer)
{
  g_autoptr (GAsyncResult) result = NULL;

  till_processor_cards_async (self->processor, customer, NULL, keep_result, &result);

  return till_processor_cards_finish (self->processor, wait_for (&result));
}

static gboolean
forget (Fixture *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  till_processor_forget_card_async (self->processor, TOKEN, NULL, keep_result, &result);

  return till_processor_forget_card_finish (self->processor, wait_for (&result), error);
}

static char *
dup_asked (Fixture *self, const char *member)
{
  g_autoptr (JsonNode) root = json_from_string (canned_server_get_body (self->server), NULL);

  return g_strdup (
    json_object_get_string_member_with_default (json_node_get_object (root), member, NULL));
}

/* What a sale of a kept card asks, and what its answer means. */
static void
test_sale (Fixture *self, gconstpointer data)
{
  const TillOrder order = {
    .invoice = INVOICE, .amount = { 2500 }, .patient = "9", .token = TOKEN
  };
  g_autoptr (TillAnswer) answer = NULL;
  g_autofree char       *card = NULL;
  g_autofree char       *type = NULL;
  g_autofree char       *create = NULL;

  answer_with (self, 200,
               "{'code':'200','status':'success','payload':{'transaction':{'id':'7','type':'SALE',"
               "'result':'APPROVED','result-code':'000','amount':'25.00','invoice':'" INVOICE
               "','last-four':'1111','entry-method':'TOKEN'}}}");
  answer = canned_ask (self->processor, TILL_VERB_SALE_CARD, &order);
  g_assert_cmpstr (canned_server_get_target (self->server), ==, "/rest/v2/transactions/sale");
  card = dup_asked (self, "card");
  type = dup_asked (self, "type");
  create = dup_asked (self, "create-token");
  g_assert_cmpstr (card, ==, TOKEN);
  g_assert_cmpstr (type, ==, "SALE");
  g_assert_null (create);
  g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_APPROVED);
  g_assert_cmpstr (answer->charge->card.entry_mode, ==, "card-on-file");
  g_assert_null (answer->charge->token);
}

/* A sale that is to keep its card names the token; one that could be a number is not taken. */
static void
test_kept_with_sale (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *told;
    const char *taken;
  } tokens[] = { { TOKEN, TOKEN }, { "4111111111111111", NULL }, { "a b", NULL }, { "", NULL } };
  const TillOrder order = { .invoice = INVOICE, .amount = { 2500 }, .save_card = TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *text = g_strconcat (
        "{'code':'200','status':'success','payload':{'transaction':{'id':'7','type':'SALE',"
        "'result':'APPROVED','result-code':'000','amount':'25.00','invoice':'" INVOICE "'},"
        "'tokenResponse':{'token-id':'",
        tokens[i].told, "'}}}", NULL);
      g_autoptr (TillAnswer) answer = NULL;
      g_autofree char       *create = NULL;

      answer_with (self, 200, text);
      answer = canned_ask (self->processor, TILL_VERB_SALE_TERMINAL, &order);
      create = dup_asked (self, "create-token");
      g_assert_cmpstr (create, ==, "true");
      g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_APPROVED);
      g_assert_cmpstr (answer->charge->token, ==, tokens[i].taken);
    }
}

static void
test_list (Fixture *self, gconstpointer data)
{
  g_autoptr (TillKeptCards) kept = NULL;
  const TillKeptCard       *card;

  answer_with (self, 200,
               KEPT ("{'token-id':'" TOKEN "','card-type':'VISA','last-four-digits':'1111',"
                     "'exp-date':'1239','customer-key':'9'},"
                     "{'token-id':'4111111111111111'},{'last-four-digits':'2222'},7"));
  kept = list (self, "9");
  g_assert_cmpstr (canned_server_get_method (self->server), ==, "GET");
  g_assert_cmpstr (canned_server_get_target (self->server), ==, "/rest/v2/customers/9/tokens");
  g_assert_true (kept->answered);
  g_assert_cmpuint (kept->cards->len, ==, 1);
  card = kept->cards->pdata[0];
  g_assert_cmpstr (card->token, ==, TOKEN);
  g_assert_cmpstr (card->card.brand, ==, "Visa");
  g_assert_cmpstr (card->card.last_four, ==, "1111");
  g_assert_cmpstr (card->card.expiry, ==, "1239");
}

/* A customer who is not known has no card; all else that is no list is no answer. */
static void
test_no_list (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint       status;
    const char *body;
    gboolean    answered;
  } answers[] = {
    { 404, NO_CUSTOMER, TRUE },
    { 404, UNKNOWN, FALSE },
    { 200, KEPT (""), TRUE },
    { 404, "<html>Not Found</html>", FALSE },
    { 200, "<html>Welcome</html>", FALSE },
    { 200, "{'status':'success','payload':{}}", FALSE },
    { 401, "{}", FALSE },
    { 500, UNKNOWN, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (TillKeptCards) kept = NULL;

      answer_with (self, answers[i].status, answers[i].body);
      kept = list (self, "9");
      g_assert_cmpint (kept->answered, ==, answers[i].answered);
      g_assert_cmpuint (kept->cards->len, ==, 0);
      g_assert_cmpint (kept->words == NULL, ==, answers[i].answered);
    }
}

static void
test_forget (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint       status;
    const char *body;
    gboolean    forgotten;
  } answers[] = {
    { 200, "{}", TRUE },    { 204, "", TRUE },
    { 404, UNKNOWN, TRUE }, { 404, "<html>Not Found</html>", FALSE },
    { 401, "{}", FALSE },   { 500, UNKNOWN, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean           forgotten;

      answer_with (self, answers[i].status, answers[i].body);
      forgotten = forget (self, &error);
      g_assert_cmpstr (canned_server_get_method (self->server), ==, "DELETE");
      g_assert_cmpstr (canned_server_get_target (self->server), ==, "/rest/v2/tokens/" TOKEN);
      g_assert_cmpint (forgotten, ==, answers[i].forgotten);
      if (!forgotten)
        g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
    }
}

/* The page is told whose it is, and that the card is to be saved. */
static void
test_page (Fixture *self, gconstpointer data)
{
  const TillOrder  order = { .invoice = "A", .amount = { 5 }, .patient = "9", .save_card = TRUE };
  g_autofree char *page = till_processor_pay_page (self->processor, &order);

  g_assert_true (
    g_str_has_suffix (page, "/paylink/a/b?amount=0.05&invoice=A&customer-id=9&create-token=true"));
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/kept-cards/sale", test_sale);
  ADD ("/kept-cards/kept-with-sale", test_kept_with_sale);
  ADD ("/kept-cards/list", test_list);
  ADD ("/kept-cards/no-list", test_no_list);
  ADD ("/kept-cards/forget", test_forget);
  ADD ("/kept-cards/page", test_page);

  return g_test_run ();
}
