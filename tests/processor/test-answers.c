/* test-answers.c: what each answer of Clearent's means for the money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "canned-server.h"

#include <string.h>

#define INVOICE "01J9ZQ4R7V3N8K2M5P6T0W1X4Y"

/* An envelope around a transaction, and around an error. */
#define TX(members)                                                                                \
  "{'code':'200','status':'success','exchange-id':'ID-gw-1',"                                      \
  "'links':[{'rel':'transaction','href':'/rest/v2/transactions?id=262246','id':'262246'}],"        \
  "'payload':{'transaction':{" members "},'payloadType':'transaction'}}"
#define BAD_TX(code, members)                                                                      \
  "{'code':'" code "','status':'fail','exchange-id':'ID-gw-1',"                                    \
  "'payload':{'transaction':{" members "},'payloadType':'transaction'}}"
#define ERR(code, result_code, message)                                                            \
  "{'code':'" code "','status':'fail','exchange-id':'ID-gw-1',"                                    \
  "'payload':{'error':{'error-message':'" message "','result-code':'" result_code                  \
  "','time-stamp':'2026-11-24'},'payloadType':'error'}}"

#define MINE "'id':'262246','type':'SALE','amount':'25.00','invoice':'" INVOICE "',"
#define OK "'result':'APPROVED','result-code':'000','display-message':'Transaction approved'"
#define VOIDED "'id':'262247','type':'VOID','amount':'25.00','ref-id':'262240',"
#define REFUNDED "'id':'262248','type':'REFUND','amount':'25.00','ref-id':'262240',"
#define NO_LINKS(members)                                                                          \
  "{'code':'200','status':'SUCCESS','payload':{'transaction':{" members "}}}"

typedef struct
{
  const char *name;
  TillVerb    verb;
  guint       status;
  const char *body;
  TillVerdict verdict;
  const char *code;
  const char *words; /* a part of them */
} Case;

#define SALE TILL_VERB_SALE_TERMINAL
#define APPROVED TILL_VERDICT_APPROVED
#define DECLINED TILL_VERDICT_DECLINED
#define REJECTED TILL_VERDICT_REJECTED
#define UNKNOWN TILL_VERDICT_UNKNOWN

static const Case cases[] = {
  /* Approved. */
  { "approved", SALE, 200, TX (MINE OK), APPROVED, "000", NULL },
  { "approved-201", SALE, 201, TX (MINE OK), APPROVED, "000", NULL },
  { "approved-few-members", SALE, 200,
    NO_LINKS ("'id':'262246','invoice':'" INVOICE "','result':'APPROVED'"), APPROVED, NULL, NULL },
  { "approved-number-amount", SALE, 200,
    TX ("'id':262246,'type':'SALE','amount':25,'invoice':'" INVOICE "'," OK), APPROVED, "000",
    NULL },
  { "approved-short-code", SALE, 200, TX (MINE "'result':'Approved','result-code':0"), APPROVED,
    "000", NULL },
  { "approved-null-members", SALE, 200,
    TX (MINE OK ",'card-type':null,'last-four':null,'emv':null,'created':null,'amount':null"),
    APPROVED, "000", NULL },
  { "approved-odd-members", SALE, 200,
    TX (MINE OK ",'card-type':[1],'last-four':{'a':1},'emv':'no','created':17,'ref-id':[[]]"),
    APPROVED, "000", NULL },
  { "approved-void", TILL_VERB_VOID, 200, NO_LINKS (VOIDED "'invoice':'" INVOICE "'," OK), APPROVED,
    "000", NULL },
  { "approved-void-without-invoice", TILL_VERB_VOID, 200, NO_LINKS (VOIDED OK), APPROVED, "000",
    NULL },
  { "approved-refund", TILL_VERB_REFUND, 200, NO_LINKS (REFUNDED "'invoice':'" INVOICE "'," OK),
    APPROVED, "000", NULL },

  /* An earlier one is given back. */
  { "earlier-check-field", SALE, 200, TX (MINE OK ",'check-field-duplicate':true"), APPROVED, "000",
    NULL },
  { "earlier-check-field-text", SALE, 200, TX (MINE OK ",'check-field-duplicate':'true'"), APPROVED,
    "000", NULL },
  { "earlier-032", SALE, 200,
    TX ("'id':'1','type':'SALE','amount':'25.00','invoice':'OTHER','result':'APPROVED',"
        "'result-code':'032'"),
    APPROVED, "032", NULL },
  { "earlier-045", SALE, 402,
    BAD_TX ("402",
            "'id':'1','type':'SALE','amount':'25.00','invoice':'OTHER','result':'APPROVED',"
            "'result-code':'045'"),
    APPROVED, "045", NULL },
  { "earlier-words", SALE, 200,
    NO_LINKS ("'id':'1','amount':'25.00','invoice':'OTHER','result':'APPROVED','result-code':'000',"
              "'display-message':'Transaction Previously Approved'"),
    APPROVED, "000", NULL },
  { "earlier-without-transaction", SALE, 402, ERR ("402", "032", "Duplicate transaction"), UNKNOWN,
    "032", "paid before" },
  { "earlier-without-id", SALE, 200,
    TX ("'invoice':'OTHER','result':'APPROVED','result-code':'032'"), UNKNOWN, "032", NULL },
  { "earlier-without-invoice", SALE, 200, TX ("'id':'1','result':'APPROVED','result-code':'032'"),
    UNKNOWN, "032", NULL },

  /* Declined, in both shapes. */
  { "declined-transaction", SALE, 402,
    BAD_TX ("402", MINE "'result':'DECLINED','result-code':'023','display-message':'Do not honor'"),
    DECLINED, "023", "Do not honor" },
  { "declined-transaction-200", SALE, 200,
    TX (MINE "'result':'declined','result-code':'012','display-message':'Insufficient funds'"),
    DECLINED, "012", "Insufficient funds" },
  { "declined-error", SALE, 402, ERR ("402", "012", "Insufficient funds"), DECLINED, "012",
    "Insufficient funds" },
  { "declined-error-200", SALE, 200, ERR ("402", "004", "Expired card"), DECLINED, "004",
    "Expired" },
  { "declined-call-issuer", SALE, 402,
    BAD_TX ("402", MINE "'result':'DECLINED_BY_ISSUER_REFERRED_PLEASE_CALL_CARD_ISSUER'"), DECLINED,
    NULL, "declined" },
  { "declined-without-id", SALE, 402, BAD_TX ("402", "'result':'DECLINED','result-code':'34'"),
    DECLINED, "034", "declined" },
  { "declined-no-code", SALE, 402,
    "{'code':'402','payload':{'error':{'error-message':'Declined'}}}", DECLINED, NULL, "Declined" },
  { "declined-strange-code", SALE, 402, ERR ("402", "777", "Nope"), DECLINED, "777", "Nope" },
  { "declined-number-code", SALE, 402,
    "{'payload':{'error':{'error-message':'Lost','result-code':34}}}", DECLINED, "034", "Lost" },
  { "declined-refund", TILL_VERB_REFUND, 402, ERR ("402", "023", "Declined by issuer"), DECLINED,
    "023", "issuer" },

  /* Rejected. */
  { "rejected-key", SALE, 401, ERR ("401", "042", "Unauthorized"), REJECTED, "042", "key" },
  { "rejected-key-no-body", SALE, 401, "", REJECTED, NULL, "key" },
  { "rejected-key-html", SALE, 401, "<html>", REJECTED, NULL, "key" },
  { "rejected-key-void", TILL_VERB_VOID, 401, "{}", REJECTED, NULL, "key" },
  { "rejected-field", SALE, 400, ERR ("400", "041", "amount: not valid"), REJECTED, "041",
    "amount" },
  { "rejected-body", SALE, 400, ERR ("400", "090", "Malformed body"), REJECTED, "090",
    "Malformed" },
  { "rejected-amount-limit", SALE, 400, ERR ("400", "044", "Amount over maximum"), REJECTED, "044",
    "maximum" },
  { "rejected-forbidden", SALE, 403, ERR ("403", "002", "Not allowed"), REJECTED, "002", "Not" },
  { "declined-too-many", SALE, 429, ERR ("429", "016", "Frequency limit"), DECLINED, "016", NULL },
  { "rejected-reversed", TILL_VERB_VOID, 402, ERR ("402", "024", "Previously Reversed"), REJECTED,
    "024", "already taken back" },
  { "rejected-too-much", TILL_VERB_REFUND, 402, ERR ("402", "025", "Exceeds Maximum"), REJECTED,
    "025", "left to refund" },
  { "rejected-too-much-declined", TILL_VERB_REFUND, 402,
    BAD_TX ("402", REFUNDED "'result':'DECLINED','result-code':'025'"), REJECTED, "025",
    "left to refund" },
  { "rejected-original", TILL_VERB_REFUND, 404, ERR ("404", "027", "Original Not Found"), REJECTED,
    "027", "does not know" },
  { "rejected-error-result", SALE, 400, BAD_TX ("400", MINE "'result':'ERROR','result-code':'041'"),
    REJECTED, "041", "041" },
  { "rejected-not-there", TILL_VERB_VOID, 404,
    "{'payload':{'error':{'error-message':'No such transaction'}}}", REJECTED, NULL, "No such" },

  /* Too late for a void. */
  { "closed-batch", TILL_VERB_VOID, 402,
    ERR ("402", "043", "Transactions in closed batches cannot be voided"),
    TILL_VERDICT_CLOSED_BATCH, "043", "batch" },
  { "closed-batch-words", TILL_VERB_VOID, 402, ERR ("402", "", "CLOSED BATCH"),
    TILL_VERDICT_CLOSED_BATCH, NULL, "batch" },
  { "closed-batch-declined", TILL_VERB_VOID, 402,
    BAD_TX ("402", VOIDED "'result':'DECLINED','display-message':'The batch is already closed'"),
    TILL_VERDICT_CLOSED_BATCH, NULL, "batch" },
  { "closed-batch-none-open", TILL_VERB_VOID, 402, ERR ("402", "040", "No Opened Batch"),
    TILL_VERDICT_CLOSED_BATCH, "040", "batch" },
  { "closed-batch-but-refund", TILL_VERB_REFUND, 402, ERR ("402", "040", "closed batch"), REJECTED,
    "040", NULL },

  /* Unknown, by the processor's own word. */
  { "unclear-001", SALE, 402, ERR ("402", "001", "Could not communicate with Terminal"), UNKNOWN,
    "001", "Terminal" },
  { "unclear-031", SALE, 402, ERR ("402", "031", "Did Not Complete Normally"), UNKNOWN, "031",
    NULL },
  { "unclear-049", SALE, 500, ERR ("500", "049", "No response"), UNKNOWN, "049", NULL },
  { "unclear-050", SALE, 400, ERR ("400", "050", "Internal"), UNKNOWN, "050", NULL },
  { "unclear-051", SALE, 200, ERR ("200", "051", "Internal"), UNKNOWN, "051", NULL },
  { "unclear-052", SALE, 402, ERR ("402", "52", "Internal"), UNKNOWN, "052", NULL },
  { "unclear-053", SALE, 402, ERR ("402", "053", "Connect"), UNKNOWN, "053", NULL },
  { "unclear-057", SALE, 402, ERR ("402", "057", "Card Issuer Timed Out"), UNKNOWN, "057", NULL },
  { "unclear-057-declined", SALE, 402,
    BAD_TX ("402", MINE "'result':'DECLINED','result-code':'057'"), UNKNOWN, "057", NULL },
  { "unclear-031-approved", SALE, 200, TX (MINE "'result':'APPROVED','result-code':'031'"), UNKNOWN,
    "031", NULL },

  /* Unknown, because it can't be read or belies itself. */
  { "empty", SALE, 200, "", UNKNOWN, NULL, "can't be read" },
  { "empty-object", SALE, 200, "{}", UNKNOWN, NULL, NULL },
  { "array", SALE, 200, "[]", UNKNOWN, NULL, NULL },
  { "html", SALE, 200, "<html>OK</html>", UNKNOWN, NULL, NULL },
  { "cut", SALE, 200, "{'code':'200','status':'success','payload':{'transaction':{'id':'262246'",
    UNKNOWN, NULL, NULL },
  { "empty-400", SALE, 400, "", UNKNOWN, NULL, NULL },
  { "empty-402", SALE, 402, "{}", UNKNOWN, NULL, NULL },
  { "html-403", SALE, 403, "<html>Forbidden</html>", UNKNOWN, NULL, NULL },
  { "html-404", SALE, 404, "<html>Not found</html>", UNKNOWN, NULL, NULL },
  { "error-500", SALE, 500, TX (MINE OK), UNKNOWN, "000", NULL },
  { "error-503", SALE, 503, "", UNKNOWN, NULL, NULL },
  { "declined-500", SALE, 500, ERR ("500", "012", "Insufficient funds"), UNKNOWN, "012", NULL },
  { "redirect", SALE, 302, "", UNKNOWN, NULL, NULL },
  { "time-out-408", SALE, 408, ERR ("408", "999", "Timeout"), UNKNOWN, "999", NULL },
  { "conflict-409", SALE, 409, ERR ("409", "999", "In progress"), UNKNOWN, "999", NULL },
  { "no-id", SALE, 200, NO_LINKS ("'type':'SALE','invoice':'" INVOICE "'," OK), UNKNOWN, "000",
    NULL },
  { "null-id", SALE, 200, NO_LINKS ("'id':null,'invoice':'" INVOICE "'," OK), UNKNOWN, "000",
    NULL },
  { "object-id", SALE, 200, NO_LINKS ("'id':{},'invoice':'" INVOICE "'," OK), UNKNOWN, "000",
    NULL },
  { "strange-id", SALE, 200, NO_LINKS ("'id':'2 6/..','invoice':'" INVOICE "'," OK), UNKNOWN, "000",
    NULL },
  { "other-id-in-link", SALE, 200, TX ("'id':'262245','invoice':'" INVOICE "'," OK), UNKNOWN, "000",
    NULL },
  { "no-invoice", SALE, 200, TX ("'id':'262246','type':'SALE'," OK), UNKNOWN, "000", NULL },
  { "no-result", SALE, 200, TX (MINE "'result-code':'000'"), UNKNOWN, "000", NULL },
  { "null-result", SALE, 200, TX (MINE "'result':null,'result-code':'000'"), UNKNOWN, "000", NULL },
  { "flag-result", SALE, 200, TX (MINE "'result':true,'result-code':'000'"), UNKNOWN, "000", NULL },
  { "strange-result", SALE, 200, TX (MINE "'result':'APPROVED?'"), UNKNOWN, NULL, NULL },
  { "error-result-200", SALE, 200, TX (MINE "'result':'ERROR'"), UNKNOWN, NULL, NULL },
  { "strange-error-200", SALE, 200, ERR ("200", "999", "?"), UNKNOWN, "999", NULL },
  { "approved-with-decline-code", SALE, 200, TX (MINE "'result':'APPROVED','result-code':'012'"),
    UNKNOWN, "012", NULL },
  { "approved-402", SALE, 402, TX (MINE OK), UNKNOWN, "000", NULL },
  { "approved-in-failed-envelope", SALE, 200, BAD_TX ("200", MINE OK), UNKNOWN, "000", NULL },
  { "approved-in-402-envelope", SALE, 200,
    "{'code':'402','status':'success','payload':{'transaction':{" MINE OK "}}}", UNKNOWN, "000",
    NULL },
  { "approved-refund-for-a-sale", SALE, 200,
    NO_LINKS ("'id':'262246','type':'REFUND','invoice':'" INVOICE "'," OK), UNKNOWN, "000", NULL },
  { "approved-odd-amount", SALE, 200,
    TX ("'id':'262246','amount':'twenty','invoice':'" INVOICE "'," OK), UNKNOWN, "000", NULL },
  { "approved-third-decimal", SALE, 200,
    TX ("'id':'262246','amount':25.001,'invoice':'" INVOICE "'," OK), UNKNOWN, "000", NULL },
  { "approved-no-amount-at-all", SALE, 200,
    TX ("'id':'262246','amount':'0.00','invoice':'" INVOICE "'," OK), UNKNOWN, "000", NULL },
  { "transaction-in-array", SALE, 200,
    "{'status':'success','payload':{'transaction':[{" MINE OK "}]}}", UNKNOWN, NULL, NULL },
  { "payload-as-text", SALE, 200, "{'status':'success','payload':'{}'}", UNKNOWN, NULL, NULL },
  { "void-of-another", TILL_VERB_VOID, 200,
    NO_LINKS ("'id':'262247','type':'VOID','ref-id':'111'," OK), UNKNOWN, "000", NULL },
};

static CannedServer  *server;
static TillProcessor *processor;

static const TillOrder order = { .invoice = INVOICE, .amount = { 2500 }, .target = "262240" };

static void
test_verdict (gconstpointer data)
{
  const Case            *row = data;
  g_autofree char       *body = canned_json (row->body);
  g_autoptr (TillAnswer) answer = NULL;
  guint                  before = canned_server_get_n_requests (server);

  canned_server_set_answer (server, row->status, body, -1);
  answer = canned_ask (processor, row->verb, &order);

  g_test_message ("%s", answer->words != NULL ? answer->words : "-");
  g_assert_cmpint (answer->verdict, ==, row->verdict);
  g_assert_cmpstr (answer->code, ==, row->code);
  g_assert_cmpuint (canned_server_get_n_requests (server), ==, before + 1);
  g_assert_cmpint (answer->words == NULL, ==, row->verdict == APPROVED);
  if (row->words != NULL)
    g_assert_nonnull (strstr (answer->words, row->words));

  if (row->verdict == APPROVED)
    {
      g_assert_nonnull (answer->charge);
      g_assert_nonnull (answer->charge->id);
      g_assert_cmpint (answer->charge->amount.cents, ==, 2500);
      g_assert_cmpint (answer->charge->earlier, ==, g_str_has_prefix (row->name, "earlier"));
      /* The caller compares it: whose it is, is not for this layer to say. */
      g_assert_cmpstr (answer->charge->invoice, ==,
                       strstr (body, "OTHER") != NULL ? "OTHER" : INVOICE);
    }
  else if (row->verdict != DECLINED)
    g_assert_null (answer->charge);
}

/* A processor that repeats a card's number, by mistake or by malice, does not get it kept. */
static void
test_no_card_number_comes_in (void)
{
  g_autofree char *body =
    canned_json (TX (MINE "'result':'APPROVED','result-code':'000','card':'4111111111111111',"
                          "'display-message':'Card 4111 1111 1111 1111 ok',"
                          "'authorization-code':'4111111111111111','card-type':'4111111111111111',"
                          "'cvm':'4111-1111-1111-1111'"));
  g_autoptr (TillAnswer) answer = NULL;

  canned_server_set_answer (server, 200, body, -1);
  answer = canned_ask (processor, SALE, &order);

  g_assert_cmpint (answer->verdict, ==, APPROVED);
  g_assert_cmpstr (answer->charge->card.last_four, ==, "1111");
  g_assert_null (answer->charge->words);
  g_assert_null (answer->charge->authorization);
  g_assert_null (answer->charge->card.brand);
  g_assert_null (answer->charge->card.cvm);
}

static void
test_nobody_there (void)
{
  CannedServer             *gone = canned_server_new ();
  g_autoptr (TillHttp)      http = till_http_new ();
  g_autoptr (TillProcessor) nobody = NULL;
  g_autoptr (TillAnswer)    answer = NULL;
  const TillQuery           query = { .invoice = INVOICE, .page = 1 };
  g_autoptr (TillFound)     found = NULL;

  nobody =
    TILL_PROCESSOR (till_clearent_new (http, canned_server_get_host (gone), "k", NULL, NULL));
  canned_server_free (gone);

  answer = canned_ask (nobody, SALE, &order);
  g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_NOT_SENT);
  g_assert_nonnull (answer->words);
  g_assert_null (answer->charge);

  found = canned_search (nobody, &query);
  g_assert_false (found->answered);
  g_assert_nonnull (found->words);
  g_assert_cmpuint (found->charges->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (TillHttp) http = NULL;
  int                  status;

  g_test_init (&argc, &argv, NULL);
  http = till_http_new ();
  server = canned_server_new ();
  processor = TILL_PROCESSOR (
    till_clearent_new (http, canned_server_get_host (server), "key-1", "page-1", NULL));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/answers/verdict/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_verdict);
    }
  g_test_add_func ("/answers/no-card-number-comes-in", test_no_card_number_comes_in);
  g_test_add_func ("/answers/nobody-there", test_nobody_there);

  status = g_test_run ();
  g_assert_finalize_object (processor);
  canned_server_free (server);

  return status;
}
