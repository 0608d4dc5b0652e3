/* test-found.c: what a search of Clearent's has found, and when it has found nothing to go by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "canned-server.h"

#define LIST(rows, page)                                                                           \
  "{'code':'200','status':'success','exchange-id':'ID-gw-7','payload':{'transactions':"            \
  "{'transaction':[" rows "]},'payloadType':'transactions'}," page "}"
#define LAST "'page':{'number':'1','size':'100','last':true,'total-pages':'1'}"

#define ROW(id, invoice)                                                                           \
  "{'id':'" id "','type':'SALE','amount':'1.0000','result':'APPROVED','invoice':'" invoice "'}"

typedef struct
{
  const char *name;
  TillQuery   query;
  guint       status;
  const char *body;
  int         n_charges; /* -1: not answered */
  gboolean    more;
} Case;

static const Case cases[] = {
  { "two", { .page = 1 }, 200, LIST (ROW ("1", "A") "," ROW ("2", "B"), LAST), 2, FALSE },
  { "more-by-last", { .page = 1 }, 200, LIST (ROW ("1", "A"), "'page':{'last':'false'}"), 1, TRUE },
  { "more-by-pages",
    { .page = 1 },
    200,
    LIST (ROW ("1", "A"), "'page':{'total-pages':2}"),
    1,
    TRUE },
  { "last-by-pages",
    { .page = 2 },
    200,
    LIST (ROW ("1", "A"), "'page':{'number':1,'total-pages':'2'}"),
    1,
    FALSE },
  { "more-but-empty",
    { .page = 1 },
    200,
    LIST ("", "'page':{'last':false,'total-pages':9}"),
    0,
    FALSE },
  { "no-page", { .page = 1 }, 200, LIST (ROW ("1", "A"), "'page':null"), 1, FALSE },
  { "only-this-invoice",
    { .invoice = "B", .page = 1 },
    200,
    LIST (ROW ("1", "A") "," ROW ("2", "B"), LAST),
    1,
    FALSE },
  { "only-this-id",
    { .id = "1", .page = 1 },
    200,
    LIST (ROW ("1", "A") "," ROW ("2", "B"), LAST),
    1,
    FALSE },
  { "none-of-this-invoice",
    { .invoice = "C", .page = 1 },
    200,
    LIST (ROW ("1", "A"), LAST),
    0,
    FALSE },
  { "one-without-array",
    { .page = 1 },
    200,
    "{'status':'SUCCESS','payload':{'transactions':{'transaction':" ROW ("1", "A") "}}}",
    1,
    FALSE },
  { "one-alone",
    { .page = 1 },
    200,
    "{'status':'success','payload':{'transaction':" ROW ("1", "A") "}}",
    1,
    FALSE },
  { "none", { .page = 1 }, 200, LIST ("", LAST), 0, FALSE },
  { "none-null",
    { .page = 1 },
    200,
    "{'status':'success','payload':{'transactions':{'transaction':null}}}",
    0,
    FALSE },
  { "none-by-count",
    { .page = 1 },
    200,
    "{'status':'success','payload':{'transactions':null},'page':{'total-elements':'0'}}",
    0,
    FALSE },
  { "other-types",
    { .page = 1 },
    200,
    LIST ("{'id':'1','type':'CARD INQUIRY'},{'id':'2','type':'CAPTURE','amount':'1.00'},"
          "{'id':'3','type':'ACH DEBIT'}," ROW ("4", "A"),
          LAST),
    1,
    FALSE },

  { "no-payload", { .page = 1 }, 200, "{'status':'success'}", -1, FALSE },
  { "no-status", { .page = 1 }, 200, "{'payload':{'transactions':{'transaction':[]}}}", -1, FALSE },
  { "failed",
    { .page = 1 },
    200,
    "{'status':'fail','payload':{'transactions':{'transaction':[]}}}",
    -1,
    FALSE },
  { "transactions-as-text",
    { .page = 1 },
    200,
    "{'status':'success','payload':{'transactions':'none'}}",
    -1,
    FALSE },
  { "rows-as-text",
    { .page = 1 },
    200,
    "{'status':'success','payload':{'transactions':{'transaction':'none'}}}",
    -1,
    FALSE },
  { "a-row-as-text",
    { .invoice = "A", .page = 1 },
    200,
    LIST (ROW ("1", "A") ",'x'", LAST),
    -1,
    FALSE },
  { "a-row-null", { .invoice = "A", .page = 1 }, 200, LIST ("null", LAST), -1, FALSE },
  { "a-row-without-id",
    { .invoice = "A", .page = 1 },
    200,
    LIST ("{'type':'SALE','amount':'1.00'}", LAST),
    -1,
    FALSE },
  { "a-row-without-type",
    { .invoice = "A", .page = 1 },
    200,
    LIST ("{'id':'1','amount':'1.00'}", LAST),
    -1,
    FALSE },
  { "a-row-without-amount",
    { .invoice = "A", .page = 1 },
    200,
    LIST ("{'id':'1','type':'SALE'}", LAST),
    -1,
    FALSE },
  { "a-row-of-half-cents",
    { .invoice = "A", .page = 1 },
    200,
    LIST ("{'id':'1','type':'SALE','amount':'1.005'}", LAST),
    -1,
    FALSE },
  { "cut",
    { .page = 1 },
    200,
    "{'status':'success','payload':{'transactions':{'transaction':[",
    -1,
    FALSE },
  { "empty", { .page = 1 }, 200, "", -1, FALSE },
  { "key", { .page = 1 }, 401, "{}", -1, FALSE },
  { "server", { .page = 1 }, 500, LIST ("", LAST), -1, FALSE },
  { "not-there",
    { .page = 1 },
    404,
    "{'status':'fail','payload':{'error':{'error-message':'No such terminal'}}}",
    -1,
    FALSE },
};

/* Of a list of days the rows that can't be read are named, and the others come. */
typedef struct
{
  const char *name;
  const char *row;
  const char *words; /* in the sentence */
} Refused;

static const Refused refused[] = {
  { "text", "'x'", "no number" },
  { "null", "null", "no number" },
  { "without-id", "{'type':'SALE','amount':'1.00'}", "no number" },
  { "without-type", "{'id':'7','amount':'1.00'}", "7" },
  { "unknown-type", "{'id':'7','type':'GIFT CARD','amount':'1.00'}", "“GIFT CARD”" },
  { "card-number-for-a-type", "{'id':'7','type':'4111111111111111','amount':'1.00'}",
    "what it is" },
  { "without-amount", "{'id':'7','type':'SALE'}", "no amount" },
  { "amount-null", "{'id':'7','type':'SALE','amount':null}", "no amount" },
  { "half-cents", "{'id':'7','type':'SALE','amount':'1.005'}", "“1.005”" },
  { "half-cents-as-number", "{'id':'7','type':'SALE','amount':1.005}", "“1.005”" },
  { "nothing", "{'id':'7','type':'SALE','amount':'0.00'}", "“0.00”" },
};

static CannedServer  *server;
static TillProcessor *processor;

static void
test_found (gconstpointer data)
{
  const Case           *row = data;
  g_autofree char      *body = canned_json (row->body);
  g_autoptr (TillFound) found = NULL;

  canned_server_set_answer (server, row->status, body, -1);
  found = canned_search (processor, &row->query);

  g_test_message ("%s", found->words != NULL ? found->words : "-");
  g_assert_cmpint (found->answered, ==, row->n_charges >= 0);
  g_assert_cmpuint (found->charges->len, ==, (guint) MAX (row->n_charges, 0));
  g_assert_cmpint (found->more, ==, row->more);
  g_assert_cmpint (found->words == NULL, ==, found->answered);
}

static void
test_refused (gconstpointer data)
{
  const Refused   *row = data;
  const TillQuery  query = { .page = 1 };
  g_autofree char *list = g_strdup_printf (
    "{'status':'success','payload':{'transactions':{'transaction':["
    "{'id':'1','type':'SALE','amount':'1.00','created':'2026-11-24 14:03:00.000'},%s,"
    "{'id':'9','type':'SALE','amount':'2.50'}]}},'page':{'last':true,'total-elements':'3'}}",
    row->row);
  g_autofree char      *body = canned_json (list);
  g_autoptr (TillFound) found = NULL;
  g_autofree char      *words = NULL;
  const TillUnread     *unread;

  canned_server_set_answer (server, 200, body, -1);
  found = canned_search (processor, &query);

  g_assert_true (found->answered);
  g_assert_cmpuint (found->charges->len, ==, 2);
  g_assert_cmpuint (found->n_rows, ==, 3);
  g_assert_cmpuint (found->n_total, ==, 3);
  g_assert_cmpuint (found->refused->len, ==, 1);
  unread = found->refused->pdata[0];
  words = till_unread_to_words (unread);
  g_test_message ("%s", words);
  g_assert_nonnull (strstr (words, row->words));
  g_assert_null (strstr (words, "4111"));
  g_assert_cmpint (unread->at, ==, TILL_INSTANT_NONE);
}

/* Each of them, with when it was made. */
static void
test_refused_at (void)
{
  const TillQuery  query = { .page = 1 };
  g_autofree char *body =
    canned_json (LIST ("{'id':'1','type':'SALE','created':'2026-11-24 14:03:00.000'},"
                       "{'id':'2','type':'SALE','created':'2026-11-23 14:03:00.000'},"
                       "{'id':'3','type':'X','created':'2026-11-25 14:03:00.000'}",
                       LAST));
  g_autoptr (TillFound) found = NULL;
  TillInstant           at;

  canned_server_set_answer (server, 200, body, -1);
  found = canned_search (processor, &query);

  g_assert_cmpuint (found->refused->len, ==, 3);
  g_assert_true (till_instant_from_iso ("2026-11-23T14:03:00Z", &at));
  g_assert_cmpstr (((TillUnread *) found->refused->pdata[1])->number, ==, "2");
  g_assert_cmpint (((TillUnread *) found->refused->pdata[1])->at, ==, at);
}

/* What the processor tells of who paid. */
static void
test_payer (void)
{
  const TillQuery  query = { .page = 1 };
  g_autofree char *body = canned_json (
    LIST ("{'id':'1','type':'SALE','amount':'1.00','customer-id':'P-12','email-address':'a@b.c',"
          "'description':'Cleaning','billing':{'first-name':'Anna','last-name':'Lee'}},"
          "{'id':'2','type':'SALE','amount':'1.00','billing':{'last-name':'4111111111111111'}},"
          "{'id':'3','type':'REFUND','amount':'1.00','result':'APPROVED','voided':'true'}",
          LAST));
  g_autoptr (TillFound) found = NULL;
  const TillCharge     *charge;

  canned_server_set_answer (server, 200, body, -1);
  found = canned_search (processor, &query);

  charge = found->charges->pdata[0];
  g_assert_cmpstr (charge->customer, ==, "P-12");
  g_assert_cmpstr (charge->payer, ==, "Anna Lee");
  g_assert_cmpstr (charge->email, ==, "a@b.c");
  g_assert_cmpstr (charge->description, ==, "Cleaning");
  charge = found->charges->pdata[1];
  g_assert_null (charge->payer);
  /* A refund that was voided gave nothing back. */
  charge = found->charges->pdata[2];
  g_assert_cmpint (charge->state, ==, TILL_TRANSACTION_FAILED);
}

/* What is no money of its own is told apart, and only of a list of days. */
static void
test_captures (void)
{
  TillQuery        query = { .page = 1 };
  g_autofree char *body = canned_json (
    LIST ("{'id':'1','type':'AUTH','amount':'1.00','result':'APPROVED'},"
          "{'id':'2','type':'CAPTURE','ref-id':'1','amount':'1.00','result':'APPROVED',"
          "'batch-string-id':'000007'},"
          "{'id':'3','type':'CAPTURE','ref-id':'1','amount':'1.00','result':'DECLINED'},"
          "{'id':'4','type':'CAPTURE','amount':'1.00','result':'APPROVED'}",
          LAST));
  g_autoptr (TillFound) found = NULL;
  g_autoptr (TillFound) one = NULL;
  const TillCharge     *capture;

  canned_server_set_answer (server, 200, body, -1);
  found = canned_search (processor, &query);
  g_assert_cmpuint (found->charges->len, ==, 1);
  g_assert_cmpuint (found->captures->len, ==, 1);
  capture = found->captures->pdata[0];
  g_assert_cmpstr (capture->id, ==, "2");
  g_assert_cmpstr (capture->related_id, ==, "1");
  g_assert_cmpstr (capture->batch, ==, "7");

  query.id = "2";
  one = canned_search (processor, &query);
  g_assert_cmpuint (one->captures->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (TillHttp) http = NULL;
  int                  status;

  g_test_init (&argc, &argv, NULL);
  http = till_http_new ();
  server = canned_server_new ();
  processor =
    TILL_PROCESSOR (till_clearent_new (http, canned_server_get_host (server), "key-1", NULL, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/found/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_found);
    }

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/found/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/found/refused/each", test_refused_at);
  g_test_add_func ("/found/payer", test_payer);
  g_test_add_func ("/found/captures", test_captures);

  status = g_test_run ();
  g_assert_finalize_object (processor);
  canned_server_free (server);

  return status;
}
