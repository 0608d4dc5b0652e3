/* test-twilio-answers.c: what Twilio's answers are in our words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-twilio-private.h"

#include <string.h>

#define TO "+12075550142"
#define SID "SM0123456789abcdef0123456789ABCDEF"
#define MESSAGE "{'sid':'" SID "','to':'" TO "','status':'queued','body':'Hello'}"

static TillHttpAnswer *
make (TillHttpOutcome outcome, guint status, const char *text)
{
  TillHttpAnswer *http = g_new0 (TillHttpAnswer, 1);
  char           *body = g_strdelimit (g_strdup (text), "'", '"');

  http->outcome = outcome;
  http->status = status;
  if (outcome == TILL_HTTP_ANSWERED)
    http->body = g_bytes_new_take (body, strlen (body));
  else
    http->words = body;

  return http;
}

static const struct
{
  TillHttpOutcome     outcome;
  guint               status;
  const char         *body;
  TillDeliveryVerdict verdict;
  const char         *code;
} sent[] = {
  { TILL_HTTP_NOT_SENT, 0, "no connection", TILL_DELIVERY_RETRY, NULL },
  { TILL_HTTP_UNKNOWN, 0, "no answer", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 201, MESSAGE, TILL_DELIVERY_SENT, NULL },
  { TILL_HTTP_ANSWERED, 200, MESSAGE, TILL_DELIVERY_SENT, NULL },
  { TILL_HTTP_ANSWERED, 201, "{'sid':'" SID "'}", TILL_DELIVERY_SENT, NULL },
  /* Taken over it may be, but by this nobody knows. */
  { TILL_HTTP_ANSWERED, 201, "{'sid':'SM12','to':'" TO "'}", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 201, "{'sid':17}", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 201, "{'to':'" TO "'}", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 201, "", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 201, "[]", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 201, "{'sid':'" SID "','to", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 200, "<html>Gateway</html>", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 302, "", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 500, "{'code':20500,'message':'x','status':500}", TILL_DELIVERY_UNKNOWN,
    NULL },
  { TILL_HTTP_ANSWERED, 503, "{'code':21211,'message':'x','status':503}", TILL_DELIVERY_UNKNOWN,
    NULL },
  { TILL_HTTP_ANSWERED, 408, "{'code':21211,'message':'x'}", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 409, "{'code':21211,'message':'x'}", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 400, "<html>Gateway</html>", TILL_DELIVERY_UNKNOWN, NULL },
  { TILL_HTTP_ANSWERED, 404, "", TILL_DELIVERY_UNKNOWN, NULL },
  /* Refused. */
  { TILL_HTTP_ANSWERED, 400, "{'code':21610,'message':'x'}", TILL_DELIVERY_OPTED_OUT, "21610" },
  { TILL_HTTP_ANSWERED, 400, "{'code':'21610','message':'x'}", TILL_DELIVERY_OPTED_OUT, "21610" },
  { TILL_HTTP_ANSWERED, 400, "{'code':21211,'message':'x'}", TILL_DELIVERY_REFUSED, "21211" },
  { TILL_HTTP_ANSWERED, 400, "{'code':21201,'message':'x'}", TILL_DELIVERY_REFUSED, "21201" },
  { TILL_HTTP_ANSWERED, 400, "{'code':21614,'message':'x'}", TILL_DELIVERY_REFUSED, "21614" },
  { TILL_HTTP_ANSWERED, 400, "{'code':21617,'message':'x'}", TILL_DELIVERY_REFUSED, "21617" },
  { TILL_HTTP_ANSWERED, 400, "{'code':29999,'message':'x'}", TILL_DELIVERY_REFUSED, "29999" },
  { TILL_HTTP_ANSWERED, 400, "{'code':21606,'message':'x'}", TILL_DELIVERY_NOT_SENT, "21606" },
  { TILL_HTTP_ANSWERED, 400, "{'code':21603,'message':'x'}", TILL_DELIVERY_NOT_SENT, "21603" },
  { TILL_HTTP_ANSWERED, 401, "{'code':20003,'message':'x'}", TILL_DELIVERY_NOT_SENT, "20003" },
  { TILL_HTTP_ANSWERED, 400, "{'code':20003,'message':'x'}", TILL_DELIVERY_NOT_SENT, "20003" },
  { TILL_HTTP_ANSWERED, 401, "", TILL_DELIVERY_NOT_SENT, "20003" },
  { TILL_HTTP_ANSWERED, 403, "<html>", TILL_DELIVERY_NOT_SENT, "20003" },
  { TILL_HTTP_ANSWERED, 404, "{'code':20404,'message':'x'}", TILL_DELIVERY_NOT_SENT, "20404" },
  { TILL_HTTP_ANSWERED, 429, "", TILL_DELIVERY_RETRY, "20429" },
  { TILL_HTTP_ANSWERED, 429, "{'code':14107,'message':'x'}", TILL_DELIVERY_RETRY, "20429" },
  { TILL_HTTP_ANSWERED, 400, "{'code':21611,'message':'x'}", TILL_DELIVERY_RETRY, "21611" },
};

static gboolean
is_any_of (const char *code, const char *one, const char *other, const char *third)
{
  return g_strcmp0 (code, one) == 0 || g_strcmp0 (code, other) == 0 || g_strcmp0 (code, third) == 0;
}

static void
test_sent (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      g_autoptr (TillHttpAnswer) http = make (sent[i].outcome, sent[i].status, sent[i].body);
      g_autoptr (TillDelivery)   delivery = till_twilio_read_sent (http);

      g_test_message ("%u %s: %s", sent[i].status, sent[i].body,
                      delivery->words != NULL ? delivery->words : "sent");
      g_assert_cmpint (delivery->verdict, ==, sent[i].verdict);
      g_assert_cmpstr (delivery->code, ==, sent[i].code);
      g_assert_cmpint (delivery->is_address, ==,
                       is_any_of (delivery->code, "21201", "21211", "21614"));
      if (delivery->verdict == TILL_DELIVERY_SENT)
        g_assert_cmpstr (delivery->carrier_id, ==, SID);
      else
        g_assert_null (delivery->carrier_id);
      g_assert_cmpint (delivery->words == NULL, ==, delivery->verdict == TILL_DELIVERY_SENT);
    }
}

/* Twilio's own words come in on one line and not without end, and no card number with them. */
static void
test_words (void)
{
  g_autofree char *letters = g_strnfill (5000, 'x');
  g_autofree char *endless = g_strconcat ("{'code':29999,'message':'", letters, "'}", NULL);
  g_autoptr (TillHttpAnswer) lines =
    make (TILL_HTTP_ANSWERED, 400, "{'code':29999,'message':'One\\nTwo'}");
  g_autoptr (TillHttpAnswer) card =
    make (TILL_HTTP_ANSWERED, 400, "{'code':29999,'message':'Bad 4111 1111 1111 1111'}");
  g_autoptr (TillHttpAnswer) no_end = make (TILL_HTTP_ANSWERED, 400, endless);
  g_autoptr (TillDelivery)   of_lines = till_twilio_read_sent (lines);
  g_autoptr (TillDelivery)   of_card = till_twilio_read_sent (card);
  g_autoptr (TillDelivery)   of_no_end = till_twilio_read_sent (no_end);

  g_assert_nonnull (strstr (of_lines->words, "One Two"));
  g_assert_null (strstr (of_card->words, "4111"));
  g_assert_nonnull (strstr (of_card->words, "29999"));
  g_assert_cmpuint (strlen (of_no_end->words), <, 300);
}

static const struct
{
  guint         status;
  const char   *body;
  TillTextState state;
  const char   *code;
  gboolean      opted_out;
} progress[] = {
  { 200, "{'sid':'" SID "','status':'accepted'}", TILL_TEXT_ON_THE_WAY, NULL, FALSE },
  { 200, "{'sid':'" SID "','status':'queued'}", TILL_TEXT_ON_THE_WAY, NULL, FALSE },
  { 200, "{'sid':'" SID "','status':'sending'}", TILL_TEXT_ON_THE_WAY, NULL, FALSE },
  { 200, "{'sid':'" SID "','status':'sent'}", TILL_TEXT_ON_THE_WAY, NULL, FALSE },
  { 200, "{'sid':'" SID "','status':'delivered'}", TILL_TEXT_DELIVERED, NULL, FALSE },
  { 200, "{'sid':'" SID "','status':'read'}", TILL_TEXT_DELIVERED, NULL, FALSE },
  { 200, "{'sid':'" SID "','status':'undelivered','error_code':30006}", TILL_TEXT_UNDELIVERABLE,
    "30006", FALSE },
  { 200, "{'sid':'" SID "','status':'undelivered','error_code':30005}", TILL_TEXT_UNDELIVERABLE,
    "30005", FALSE },
  { 200, "{'sid':'" SID "','status':'undelivered','error_code':30003}", TILL_TEXT_UNDELIVERABLE,
    "30003", FALSE },
  { 200, "{'sid':'" SID "','status':'failed','error_code':21610}", TILL_TEXT_UNDELIVERABLE, "21610",
    TRUE },
  { 200, "{'sid':'" SID "','status':'undelivered','error_code':30999,'error_message':'Why'}",
    TILL_TEXT_UNDELIVERABLE, "30999", FALSE },
  { 200, "{'sid':'" SID "','status':'canceled','error_code':null}", TILL_TEXT_UNDELIVERABLE, NULL,
    FALSE },
  { 200, "{'sid':'" SID "','status':'gone fishing'}", TILL_TEXT_NOT_TOLD, NULL, FALSE },
  { 200, "<html>", TILL_TEXT_NOT_TOLD, NULL, FALSE },
  { 404, "{'code':20404,'message':'x'}", TILL_TEXT_NOT_TOLD, NULL, FALSE },
  { 500, "{'sid':'" SID "','status':'delivered'}", TILL_TEXT_NOT_TOLD, NULL, FALSE },
};

static void
test_progress (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (progress); i++)
    {
      g_autoptr (TillHttpAnswer) http =
        make (TILL_HTTP_ANSWERED, progress[i].status, progress[i].body);
      g_autoptr (TillTextProgress) read = till_twilio_read_progress (http);

      g_test_message ("%s: %s", progress[i].body, read->words != NULL ? read->words : "");
      g_assert_cmpint (read->state, ==, progress[i].state);
      g_assert_cmpstr (read->code, ==, progress[i].code);
      g_assert_cmpint (read->opted_out, ==, progress[i].opted_out);
      g_assert_cmpint (read->is_address, ==, is_any_of (read->code, "30006", "30005", "30005"));
      g_assert_cmpint (read->words != NULL, ==,
                       read->state == TILL_TEXT_UNDELIVERABLE || read->state == TILL_TEXT_NOT_TOLD);
    }
}

#define ROW                                                                                        \
  "{'sid':'" SID "','direction':'inbound','from':'" TO "','to':'+18885550100','body':' Hi '"       \
  ",'date_created':'Tue, 24 Nov 2026 14:03:05 +0000'}"

static void
test_page (void)
{
  g_autoptr (TillHttpAnswer) http =
    make (TILL_HTTP_ANSWERED, 200, "{'messages':[" ROW "],'next_page_uri':'/next?Page=1'}");
  g_autoptr (TillTwilioPage) page = till_twilio_read_page (http);
  const TillTwilioMessage   *message;

  g_assert_nonnull (page->messages);
  g_assert_cmpuint (page->messages->len, ==, 1);
  g_assert_cmpstr (page->next, ==, "/next?Page=1");
  message = page->messages->pdata[0];
  g_assert_true (message->incoming);
  g_assert_cmpstr (message->from, ==, TO);
  g_assert_cmpstr (message->body, ==, "Hi");
  g_assert_cmpint (message->at, ==, G_GINT64_CONSTANT (1795528985000));
}

/* One row that can't be read, and the page is not whole. */
static void
test_bad_pages (void)
{
  static const struct
  {
    guint       status;
    const char *body;
  } pages[] = {
    { 200, "{'messages':[" ROW ",17]}" },
    { 200, "{'messages':[" ROW ",{'sid':'" SID "','direction':'inbound'}]}" },
    { 200,
      "{'messages':[{'direction':'inbound','date_created':'Tue, 24 Nov 2026 14:03:05 +0000'}]}" },
    { 200, "{'messages':[{'sid':'" SID "','date_created':'Tue, 24 Nov 2026 14:03:05 +0000'}]}" },
    { 200, "{'messages':{}}" },
    { 200, "{}" },
    { 200, "{'messages':[" ROW },
    { 500, "{'messages':[]}" },
    { 401, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (TillHttpAnswer) http = make (TILL_HTTP_ANSWERED, pages[i].status, pages[i].body);
      g_autoptr (TillTwilioPage) page = till_twilio_read_page (http);

      g_test_message ("%s", pages[i].body);
      g_assert_null (page->messages);
      g_assert_nonnull (page->words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/twilio-answers/sent", test_sent);
  g_test_add_func ("/twilio-answers/words", test_words);
  g_test_add_func ("/twilio-answers/progress", test_progress);
  g_test_add_func ("/twilio-answers/page", test_page);
  g_test_add_func ("/twilio-answers/bad-pages", test_bad_pages);

  return g_test_run ();
}
