/* test-clearent.c: what Clearent is asked, and what its transactions are in our words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "processor/till-clearent.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "canned-server.h"

#define INVOICE "01J9ZQ4R7V3N8K2M5P6T0W1X4Y"
#define LIST(rows, page)                                                                           \
  "{'code':'200','status':'success','exchange-id':'ID-gw-7','payload':{'transactions':"            \
  "{'transaction':[" rows "]},'payloadType':'transactions'}," page "}"
#define LAST "'page':{'number':'1','size':'100','last':true,'total-pages':'1'}"

typedef struct
{
  CannedServer  *server;
  TillProcessor *processor;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (TillHttp)   http = till_http_new ();
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char       *host = NULL;

  self->server = canned_server_new ();
  host = g_strconcat (canned_server_get_host (self->server), "/", NULL);
  g_hash_table_insert (keys, (gpointer) "desk-2", (gpointer) "key-2");
  self->processor =
    TILL_PROCESSOR (till_clearent_new (http, host, " key-1\n", "6588000000/0001", keys));
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

/* The body has these members and no other. */
static void
assert_body (Fixture *self, const char *const *members)
{
  g_autoptr (JsonNode) root = json_from_string (canned_server_get_body (self->server), NULL);
  JsonObject          *object;
  guint                n = 0;

  g_assert_nonnull (root);
  object = json_node_get_object (root);
  for (; members[2 * n] != NULL; n++)
    g_assert_cmpstr (json_object_get_string_member_with_default (object, members[2 * n], NULL), ==,
                     members[2 * n + 1]);
  g_assert_cmpuint (json_object_get_size (object), ==, n);
}

static void
test_sale (Fixture *self, gconstpointer data)
{
  const char *const      members[] = { "type",
                                       "SALE",
                                       "amount",
                                       "1234.50",
                                       "check-field",
                                       "invoice",
                                       "invoice",
                                       INVOICE,
                                       "order-id",
                                       "4711",
                                       "customer-id",
                                       "P-9",
                                       "description",
                                       "Dr. \"Z\" Zoë \\ Dental",
                                       "software-type",
                                       "Till",
                                       "software-type-version",
                                       TILL_VERSION,
                                       NULL };
  const TillOrder        order = { .invoice = INVOICE,
                                   .amount = { 123450 },
                                   .order = "4711",
                                   .patient = "P-9",
                                   .terminal = "desk-2",
                                   .target = "not-for-sales",
                                   .description = "Dr. \"Z\" Zoë \\ Dental" };
  g_autoptr (TillAnswer) answer = canned_ask (self->processor, TILL_VERB_SALE_TERMINAL, &order);

  g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_UNKNOWN);
  g_assert_cmpstr (canned_server_get_method (self->server), ==, "POST");
  g_assert_cmpstr (canned_server_get_target (self->server), ==,
                   "/rest/v2/terminal/transactions/sale");
  g_assert_cmpstr (canned_server_get_header (self->server, "api-key"), ==, "key-2");
  g_assert_cmpstr (canned_server_get_header (self->server, "content-type"), ==, "application/json");
  g_assert_cmpstr (canned_server_get_header (self->server, "accept"), ==, "application/json");
  assert_body (self, members);
  g_assert_null (strstr (canned_server_get_body (self->server), "key-"));
}

static void
test_void (Fixture *self, gconstpointer data)
{
  const char *const      members[] = { "type",          "VOID",    "id",
                                       "262246",        "invoice", INVOICE,
                                       "software-type", "Till",    "software-type-version",
                                       TILL_VERSION,    NULL };
  const TillOrder        order = { .invoice = INVOICE, .amount = { 2500 }, .target = "262246" };
  g_autoptr (TillAnswer) answer = canned_ask (self->processor, TILL_VERB_VOID, &order);

  g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_UNKNOWN);
  g_assert_cmpstr (canned_server_get_target (self->server), ==, "/rest/v2/transactions/void");
  g_assert_cmpstr (canned_server_get_header (self->server, "api-key"), ==, "key-1");
  assert_body (self, members);
}

static void
test_refund (Fixture *self, gconstpointer data)
{
  const char *const members[] = { "type",
                                  "REFUND",
                                  "id",
                                  "262246",
                                  "amount",
                                  "0.05",
                                  "invoice",
                                  INVOICE,
                                  "order-id",
                                  "12",
                                  "software-type",
                                  "Till",
                                  "software-type-version",
                                  TILL_VERSION,
                                  NULL };
  const TillOrder   order = {
      .invoice = INVOICE, .amount = { 5 }, .target = "262246", .order = "12", .patient = ""
  };
  g_autoptr (TillAnswer) answer = canned_ask (self->processor, TILL_VERB_REFUND, &order);

  g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_UNKNOWN);
  g_assert_cmpstr (canned_server_get_target (self->server), ==, "/rest/v2/transactions/refund");
  assert_body (self, members);
}

static void
test_search_requests (Fixture *self, gconstpointer data)
{
  static const struct
  {
    TillQuery   query;
    const char *target;
  } rows[] = {
    { { .invoice = INVOICE, .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1 },
      "level=merchant&invoice=" INVOICE "&isDescending=true&page=1&page-size=100" },
    { { .id = "262 246&x", .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE },
      "level=merchant&id=262%20246%26x&isDescending=true&page=1&page-size=100" },
    /* 2026-11-24 14:03:59.999 and 14:04:00.001: no row of between may fall off. */
    { { .from = G_GINT64_CONSTANT (1795529039999),
        .until = G_GINT64_CONSTANT (1795529040001),
        .page = 3 },
      "level=merchant&start-date=2026-11-24%2014%3A03%20UTC&end-date=2026-11-24%2014%3A05%20UTC"
      "&isDescending=true&page=3&page-size=100" },
    /* On the minute: it is enough as it is. */
    { { .from = G_GINT64_CONSTANT (1795529040000),
        .until = G_GINT64_CONSTANT (1795529040000),
        .page = 1 },
      "level=merchant&start-date=2026-11-24%2014%3A04%20UTC&end-date=2026-11-24%2014%3A04%20UTC"
      "&isDescending=true&page=1&page-size=100" },
    { { .from = TILL_INSTANT_NONE, .until = G_MAXINT64, .page = 1 },
      "level=merchant&isDescending=true&page=1&page-size=100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TillFound) found = canned_search (self->processor, &rows[i].query);
      g_autofree char      *target = g_strconcat ("/rest/v2/transactions?", rows[i].target, NULL);

      g_assert_false (found->answered);
      g_assert_cmpstr (canned_server_get_method (self->server), ==, "GET");
      g_assert_cmpstr (canned_server_get_target (self->server), ==, target);
      g_assert_cmpstr (canned_server_get_header (self->server, "api-key"), ==, "key-1");
    }
}

static void
test_a_whole_transaction (Fixture *self, gconstpointer data)
{
  const TillQuery       query = { .id = "262246", .page = 1 };
  g_autoptr (TillFound) found = NULL;
  TillCharge           *charge;
  TillInstant           created;

  answer_with (
    self, 200,
    LIST (
      "{'id':'262246','created':'2026-11-24 14:03:00.123','type':'SALE','status':'x',"
      "'result':'APPROVED','result-code':'000','display-message':'Transaction approved',"
      "'amount':'25.00','authorization-code':'TAS955','batch-string-id':'000003',"
      "'terminal-id':'12345678','card':'XXXXXXXXXXXX1111','last-four':'1111','card-type':'VISA',"
      "'exp-date':'1227','entry-method':'EMV_CONTACTLESS','invoice':'" INVOICE "',"
      "'ref-id':'262200','settled':'true','voided':false,'pending':'false','cvm':'NO CVM',"
      "'emv':{'application-id':'A0000000031010','application-name':'VISA CREDIT',"
      "'terminal-verification-results':'0000008000','iad':'06010A03A0A800'}}",
      LAST));
  found = canned_search (self->processor, &query);

  g_assert_true (found->answered);
  g_assert_false (found->more);
  g_assert_cmpuint (found->charges->len, ==, 1);
  charge = g_ptr_array_index (found->charges, 0);
  g_assert_cmpstr (charge->id, ==, "262246");
  g_assert_cmpstr (charge->related_id, ==, "262200");
  g_assert_cmpint (charge->kind, ==, TILL_KIND_PAYMENT);
  g_assert_cmpint (charge->state, ==, TILL_TRANSACTION_SETTLED);
  g_assert_cmpint (charge->amount.cents, ==, 2500);
  g_assert_true (till_instant_from_iso ("2026-11-24T14:03:00.123Z", &created));
  g_assert_cmpint (charge->created_at, ==, created);
  g_assert_cmpstr (charge->invoice, ==, INVOICE);
  g_assert_cmpstr (charge->card.brand, ==, "Visa");
  g_assert_cmpstr (charge->card.last_four, ==, "1111");
  g_assert_cmpstr (charge->card.expiry, ==, "1227");
  g_assert_cmpstr (charge->card.entry_mode, ==, "contactless");
  g_assert_cmpstr (charge->card.aid, ==, "A0000000031010");
  g_assert_cmpstr (charge->card.application_label, ==, "VISA CREDIT");
  g_assert_cmpstr (charge->card.tvr, ==, "0000008000");
  g_assert_cmpstr (charge->card.iad, ==, "06010A03A0A800");
  g_assert_cmpstr (charge->card.cvm, ==, "NO CVM");
  g_assert_cmpstr (charge->authorization, ==, "TAS955");
  g_assert_cmpstr (charge->batch, ==, "3");
  g_assert_cmpstr (charge->terminal, ==, "12345678");
  g_assert_cmpstr (charge->code, ==, "000");
  g_assert_cmpstr (charge->exchange_id, ==, "ID-gw-7");
}

typedef struct
{
  const char          *members; /* of a row with id, type, amount and result before it */
  TillTransactionKind  kind;
  TillTransactionState state;
  const char          *brand;
  const char          *entry_mode;
} RowCase;

static void
test_rows (Fixture *self, gconstpointer data)
{
  static const RowCase rows[] = {
    { "'type':'SALE','result':'APPROVED','card-type':'MASTERCARD','entry-method':'KEYED'",
      TILL_KIND_PAYMENT, TILL_TRANSACTION_CAPTURED, "Mastercard", "keyed" },
    { "'type':'sale','result':'approved','voided':'TRUE','settled':true,'card-type':'amex',"
      "'entry-method':'EMV_CONTACT'",
      TILL_KIND_PAYMENT, TILL_TRANSACTION_VOIDED, "American Express", "chip" },
    { "'type':'AUTH','result':'APPROVED','pending':'true','card-type':'AMERICAN EXPRESS',"
      "'entry-method':'MANUAL'",
      TILL_KIND_PAYMENT, TILL_TRANSACTION_AUTHORIZED, "American Express", "keyed" },
    { "'type':'AUTH','result':'APPROVED','voided-auth':true,'card-type':'DISCOVER',"
      "'entry-method':'SWIPE'",
      TILL_KIND_PAYMENT, TILL_TRANSACTION_VOIDED, "Discover", "swipe" },
    { "'type':'FORCED SALE','result':'APPROVED','settled':'true','card-type':'DINERS_CLUB',"
      "'entry-method':'EMV FALLBACK SWIPE'",
      TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, "Diners Club", "swipe" },
    { "'type':'SALE','result':'DECLINED','card-type':'JCB','entry-method':'HPP'", TILL_KIND_PAYMENT,
      TILL_TRANSACTION_DECLINED, "JCB", "online" },
    { "'type':'SALE','result':'DECLINED','settled':'true','card-type':'','entry-method':'TOKEN'",
      TILL_KIND_PAYMENT, TILL_TRANSACTION_DECLINED, NULL, "card-on-file" },
    { "'type':'SALE','result':'ERROR','card-type':'Troika','entry-method':'smoke'",
      TILL_KIND_PAYMENT, TILL_TRANSACTION_FAILED, "Troika", NULL },
    { "'type':'SALE','result':null,'settled':'false'", TILL_KIND_PAYMENT, TILL_TRANSACTION_PENDING,
      NULL, NULL },
    { "'type':'REFUND','result':'APPROVED','settled':'maybe'", TILL_KIND_REFUND,
      TILL_TRANSACTION_CAPTURED, NULL, NULL },
    { "'type':'UNMATCHED REFUND','result':'APPROVED','settled':true", TILL_KIND_REFUND,
      TILL_TRANSACTION_SETTLED, NULL, NULL },
    { "'type':'VOID','result':'APPROVED'", TILL_KIND_VOID, TILL_TRANSACTION_CAPTURED, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const TillQuery       query = { .page = 1 };
      g_autofree char      *text = NULL;
      g_autoptr (TillFound) found = NULL;
      TillCharge           *charge;

      text = g_strconcat ("{'status':'success','payload':{'transactions':{'transaction':[{'id':7,"
                          "'amount':-20.5,",
                          rows[i].members, "}]}}}", NULL);
      answer_with (self, 200, text);
      found = canned_search (self->processor, &query);
      g_test_message ("%s", rows[i].members);
      g_assert_true (found->answered);
      g_assert_cmpuint (found->charges->len, ==, 1);
      charge = g_ptr_array_index (found->charges, 0);
      g_assert_cmpstr (charge->id, ==, "7");
      g_assert_cmpint (charge->amount.cents, ==, 2050);
      g_assert_cmpint (charge->kind, ==, rows[i].kind);
      g_assert_cmpint (charge->state, ==, rows[i].state);
      g_assert_cmpstr (charge->card.brand, ==, rows[i].brand);
      g_assert_cmpstr (charge->card.entry_mode, ==, rows[i].entry_mode);
      g_assert_cmpint (charge->created_at, ==, TILL_INSTANT_NONE);
    }
}

static void
test_pay_page (Fixture *self, gconstpointer data)
{
  const TillOrder           order = { .invoice = "A&B=1?#",
                                      .amount = { 4133 },
                                      .description = "Zoë & Söhne / 50%" };
  const TillOrder           plain = { .invoice = "A", .amount = { 5 } };
  g_autofree char          *page = till_processor_pay_page (self->processor, &order);
  g_autoptr (TillHttp)      http = till_http_new ();
  g_autoptr (TillProcessor) bare =
    TILL_PROCESSOR (till_clearent_new (http, "https://gateway.clearent.net", "k", " ", NULL));
  g_autoptr (TillProcessor) by_id =
    TILL_PROCESSOR (till_clearent_new (http, "https://gateway.clearent.net", "k", "ab cd?x", NULL));
  g_autofree char *none = till_processor_pay_page (bare, &plain);
  g_autofree char *escaped = till_processor_pay_page (by_id, &plain);
  g_autofree char *expected =
    g_strconcat (canned_server_get_host (self->server),
                 "/paylink/6588000000/0001?amount=41.33&invoice=A%26B%3D1%3F%23"
                 "&description=Zo%C3%AB%20%26%20S%C3%B6hne%20%2F%2050%25",
                 NULL);

  g_assert_cmpstr (page, ==, expected);
  g_assert_null (none);
  g_assert_cmpstr (escaped, ==,
                   "https://gateway.clearent.net/paylink/ab%20cd%3Fx?amount=0.05&invoice=A");
  g_assert_true (till_processor_get_capabilities (self->processor) & TILL_CAN_PAY_PAGE);
  g_assert_false (till_processor_get_capabilities (bare) & TILL_CAN_PAY_PAGE);
  g_assert_false (till_processor_get_capabilities (bare) & TILL_CAN_CANCEL_TERMINAL);
  g_assert_cmpstr (till_processor_get_name (bare), ==, "clearent");
}

static void
test_copy (Fixture *self, gconstpointer data)
{
  g_autoptr (TillCharge) charge = till_charge_new ();
  g_autoptr (TillCharge) copy = NULL;

  charge->id = g_strdup ("1");
  charge->card.brand = g_strdup ("Visa");
  charge->amount = till_money (7);
  charge->earlier = TRUE;
  copy = till_charge_copy (charge);
  g_assert_cmpstr (copy->id, ==, "1");
  g_assert_true (copy->id != charge->id);
  g_assert_cmpstr (copy->card.brand, ==, "Visa");
  g_assert_true (copy->card.brand != charge->card.brand);
  g_assert_cmpint (copy->amount.cents, ==, 7);
  g_assert_true (copy->earlier);
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/clearent/asks/sale", NULL, test_sale);
  ADD ("/clearent/asks/void", NULL, test_void);
  ADD ("/clearent/asks/refund", NULL, test_refund);
  ADD ("/clearent/asks/search", NULL, test_search_requests);
  ADD ("/clearent/reads/a-whole-transaction", NULL, test_a_whole_transaction);
  ADD ("/clearent/reads/rows", NULL, test_rows);
  ADD ("/clearent/pay-page", NULL, test_pay_page);
  ADD ("/clearent/copy", NULL, test_copy);
  return g_test_run ();
}
