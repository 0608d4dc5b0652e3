/* test-sandbox-pages.c: the pay page, as a browser without scripts sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

#define PAGE                                                                                       \
  "/paylink/front-desk?amount=41.33&invoice=INV-9&client-name=Ann%20%3CLee%3E&description=Visit"
#define VISA "4111111111111111"
#define GOOD "name=Ann+Lee&card=4111+1111+1111+1111&expiry=12/39&code=123"

static void
assert_shows (Reply *reply, const char *words)
{
  g_test_message ("looking for %s", words);
  g_assert_nonnull (strstr (reply->text, words));
}

static char *
form_of (Reply *page)
{
  const char *start = strstr (page->text, "name=\"form\" value=\"");

  g_assert_nonnull (start);
  start += strlen ("name=\"form\" value=\"");

  return g_strndup (start, strcspn (start, "\""));
}

static Reply *
send_form (Peer *peer, const char *path, const char *fields)
{
  g_autoptr (Reply) page = ask (peer, "GET", path, NULL);
  g_autofree char  *form = form_of (page);
  g_autofree char  *body = g_strdup_printf ("form=%s&%s", form, fields);

  return ask (peer, "POST", path, body);
}

static Reply *
follow (Peer *peer, Reply *reply)
{
  g_assert_cmpuint (reply->status, ==, 303);
  g_assert_true (g_str_has_prefix (reply->location, "/paylink-result/"));

  return ask (peer, "GET", reply->location, NULL);
}

static void
test_form (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--practice=Elm & Sons Dental", NULL });
  g_autoptr (Reply) page = NULL;
  g_autoptr (Reply) long_form = NULL;
  g_autoptr (Reply) wrong_merchant = NULL;
  g_autoptr (Reply) nowhere = NULL;

  g_clear_pointer (&peer->key, g_free);
  page = ask (peer, "GET", PAGE, NULL);
  long_form = ask (peer, "GET", "/paylink/650000009876/88120002?amount=12.00", NULL);
  wrong_merchant = ask (peer, "GET", "/paylink/1/88120002?amount=12.00", NULL);
  nowhere = ask (peer, "GET", "/paylink/nowhere?amount=12.00", NULL);

  g_assert_cmpuint (page->status, ==, 200);
  assert_shows (page, "Payment to Elm &amp; Sons Dental");
  assert_shows (page, "$41.33");
  assert_shows (page, "Ann &lt;Lee&gt;");
  assert_shows (page, "<label for=\"card\">");
  assert_shows (page, "autocomplete=\"cc-number\"");
  assert_shows (page, "autocomplete=\"cc-exp\"");
  assert_shows (page, "autocomplete=\"cc-csc\"");
  assert_shows (page, "<meta name=\"viewport\"");
  assert_shows (page, "prefers-color-scheme:dark");
  g_assert_null (strstr (page->text, "<script"));
  assert_shows (long_form, "$12.00");
  g_assert_cmpuint (wrong_merchant->status, ==, 404);
  g_assert_cmpuint (nowhere->status, ==, 404);
}

static void
test_payment (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) sent = send_form (peer, PAGE, GOOD);
  g_autoptr (Reply) result = follow (peer, sent);
  g_autoptr (Reply) found = ask (peer, "GET", "/rest/v2/transactions?invoice=INV-9", NULL);

  g_assert_cmpuint (result->status, ==, 200);
  assert_shows (result, "Payment received");
  assert_shows (result, "VISA ending in 1111");
  assert_reply (found, 200, "payload.transactions.transaction.0.amount", "41.33");
  assert_reply (found, 200, "payload.transactions.transaction.0.entry-method", "KEYED");
  assert_reply (found, 200, "payload.transactions.transaction.0.description", "Visit");
}

/* The button pressed twice, or the page sent again: one payment. */
static void
test_sent_twice (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) page = ask (peer, "GET", PAGE, NULL);
  g_autofree char  *form = form_of (page);
  g_autofree char  *body = g_strdup_printf ("form=%s&" GOOD, form);
  g_autoptr (Reply) first = ask (peer, "POST", PAGE, body);
  g_autoptr (Reply) second = ask (peer, "POST", PAGE, body);
  g_autoptr (Reply) result = follow (peer, second);
  g_autoptr (Reply) found = ask (peer, "GET", "/rest/v2/transactions?invoice=INV-9", NULL);

  g_assert_cmpstr (first->location, ==, second->location);
  assert_shows (result, "Payment received");
  g_assert_cmpuint (reply_count (found, "payload.transactions.transaction"), ==, 1);
}

static void
test_decline (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) sent =
    send_form (peer, PAGE, "name=Ann&card=4000000000000002&expiry=1239&code=123");
  g_autoptr (Reply) result = follow (peer, sent);
  g_autoptr (Reply) no_row = send_form (peer, "/paylink/front-desk?amount=0.14", GOOD);
  g_autoptr (Reply) found = ask (peer, "GET", "/rest/v2/transactions?invoice=INV-9", NULL);
  const char       *back = "href=\"/paylink/front-desk?amount=41.33&amp;invoice=INV-9";

  assert_shows (result, "The payment was not made");
  assert_shows (result, "Declined by issuer");
  assert_shows (result, back);
  g_assert_cmpuint (no_row->status, ==, 200);
  assert_shows (no_row, "Invalid card number");
  assert_reply (found, 200, "payload.transactions.transaction.0.result", "DECLINED");
}

/* Two siblings on the pay page: said in so many words, nothing taken. */
static void
test_duplicate (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) ann = send_form (peer, "/paylink/front-desk?amount=25.00&invoice=ANN", GOOD);
  g_autoptr (Reply) ben = send_form (peer, "/paylink/front-desk?amount=25.00&invoice=BEN", GOOD);
  g_autoptr (Reply) found = ask (peer, "GET", "/rest/v2/transactions?invoice=BEN", NULL);

  g_assert_cmpuint (ann->status, ==, 303);
  g_assert_cmpuint (ben->status, ==, 200);
  assert_shows (ben, "No second payment was made");
  assert_shows (ben, "ANN");
  g_assert_cmpuint (reply_count (found, "payload.transactions.transaction"), ==, 0);
}

static void
test_bad_input (void)
{
  static const struct
  {
    const char *fields;
    const char *field; /* of the sentence */
    const char *words;
  } faults[] = {
    { "name=Ann&card=&expiry=12/39&code=123", "card", "Enter the card number." },
    { "name=Ann&card=4111111111111112&expiry=12/39&code=123", "card", "mistyped" },
    { "name=Ann&card=41111&expiry=12/39&code=123", "card", "mistyped" },
    { "name=Ann&card=" VISA "&expiry=13/39&code=123", "expiry", "Enter the month" },
    { "name=Ann&card=" VISA "&expiry=&code=123", "expiry", "Enter the month" },
    { "name=Ann&card=" VISA "&expiry=01/20&code=123", "expiry", "expired" },
    { "name=Ann&card=" VISA "&expiry=12/39&code=12", "code", "3 digits" },
    { "name=Ann&card=" VISA "&expiry=12/39&code=abc", "code", "3 digits" },
    { "name=Ann&card=371449635392376&expiry=12/39&code=123", "code", "4 digits" },
    { "name=Ann&card=4&expiry=13/39&code=12", "expiry", "Enter the month" },
    { "name=Ann&card=4&expiry=13/39&code=12", "code", "3 digits" },
    { "name=&card=" VISA "&expiry=12/39&code=123", "name", "Enter the name" },
    { "name=" VISA "&card=" VISA "&expiry=12/39&code=123", "name", "This is a card number" },
  };
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Reply) page = send_form (peer, PAGE, faults[i].fields);
      g_autofree char  *id = g_strdup_printf ("id=\"%s-error\"", faults[i].field);

      g_test_message ("%s", faults[i].fields);
      g_assert_cmpuint (page->status, ==, 422);
      assert_shows (page, "role=\"alert\"");
      assert_shows (page, id);
      assert_shows (page, "aria-invalid=\"true\"");
      assert_shows (page, faults[i].words);
      g_assert_null (strstr (page->text, VISA));
    }

  all = ask (peer, "GET", "/sandbox/transactions", NULL);
  g_assert_cmpstr (all->text, ==, "[]");
}

static void
test_amount (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) own = ask (peer, "GET", "/paylink/front-desk?invoice=A", NULL);
  g_autoptr (Reply) paid = send_form (peer, "/paylink/front-desk?invoice=A", "amount=17.50&" GOOD);
  g_autoptr (Reply) odd = send_form (peer, "/paylink/front-desk?invoice=B", "amount=17.5&" GOOD);
  g_autoptr (Reply) zero = ask (peer, "GET", "/paylink/front-desk?amount=0.00", NULL);
  g_autoptr (Reply) letters = ask (peer, "POST", "/paylink/front-desk?amount=ten", GOOD);
  g_autoptr (Reply) found = ask (peer, "GET", "/rest/v2/transactions?invoice=A", NULL);

  assert_shows (own, "<label for=\"amount\">");
  g_assert_cmpuint (paid->status, ==, 303);
  assert_reply (found, 200, "payload.transactions.transaction.0.amount", "17.50");
  g_assert_cmpuint (odd->status, ==, 422);
  g_assert_cmpuint (zero->status, ==, 400);
  g_assert_cmpuint (letters->status, ==, 422);
  g_assert_null (strstr (letters->text, "name=\"card\""));
}

#define PART_PAGE "/paylink/front-desk?amount=41.33&invoice=PART&part-payment=true"

static void
assert_paid (Peer *peer, const char *fields, const char *amount)
{
  g_autoptr (Reply) sent = send_form (peer, PART_PAGE, fields);
  g_autoptr (Reply) result = follow (peer, sent);
  g_autoptr (Reply) found = ask (peer, "GET", "/rest/v2/transactions?invoice=PART", NULL);

  assert_shows (result, "Payment received");
  assert_reply (found, 200, "payload.transactions.transaction.0.amount", amount);
}

/* Less than is asked, where that is allowed; never more. */
static void
test_part (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) page = ask (peer, "GET", PART_PAGE, NULL);
  g_autoptr (Reply) more = send_form (peer, PART_PAGE, "amount=41.34&" GOOD);
  g_autoptr (Reply) nothing = send_form (peer, PART_PAGE, "amount=0&" GOOD);
  g_autoptr (Reply) words = send_form (peer, PART_PAGE, "amount=some&" GOOD);

  assert_shows (page, "<p class=\"amount\">$41.33</p>");
  assert_shows (page, "name=\"amount\" value=\"41.33\"");
  assert_shows (page, "Pay now");
  g_assert_cmpuint (more->status, ==, 422);
  assert_shows (more, "By this link $41.33 can be paid, or less.");
  g_assert_cmpuint (nothing->status, ==, 422);
  g_assert_cmpuint (words->status, ==, 422);

  assert_paid (peer, "amount=%2420&" GOOD, "20.00");
  assert_paid (peer, "amount=41.33&name=Ann&card=5499740000000057&expiry=12/39&code=123", "41.33");
}

/* The amount of a link that may not be paid in part is the link's, whatever is sent. */
static void
test_no_part (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--part-payments", NULL });
  g_autoptr (Reply) allowed = ask (peer, "GET", PAGE, NULL);
  g_autoptr (Reply) refused = ask (peer, "GET", PAGE "&part-payment=false", NULL);
  g_autoptr (Reply) sent = send_form (peer, PAGE "&part-payment=false", "amount=1.00&" GOOD);
  g_autoptr (Reply) found = ask (peer, "GET", "/rest/v2/transactions?invoice=INV-9", NULL);

  assert_shows (allowed, "name=\"amount\"");
  g_assert_null (strstr (refused->text, "name=\"amount\""));
  assert_shows (refused, "Pay $41.33");
  g_assert_cmpuint (sent->status, ==, 303);
  assert_reply (found, 200, "payload.transactions.transaction.0.amount", "41.33");
}

static void
test_save_card (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) declined =
    send_form (peer, PAGE, "save-card=yes&name=Ann&card=4000000000000002&expiry=1239&code=123");
  g_autoptr (Reply) bad = send_form (peer, PAGE, "save-card=yes&name=Ann&card=&expiry=1239&code=1");
  g_autoptr (Reply) none = ask (peer, "GET", "/rest/v2/tokens", NULL);
  g_autoptr (Reply) paid = send_form (peer, PAGE "&customer-id=P-9", "save-card=yes&" GOOD);
  g_autoptr (Reply) result = follow (peer, paid);
  g_autoptr (Reply) tokens = ask (peer, "GET", "/rest/v2/tokens", NULL);
  g_autofree char  *token = g_strdup (reply_get (tokens, "payload.tokens.token.0.token-id"));
  g_autoptr (Reply) again = sale (peer, "12.00", token, "NEXT");

  g_assert_cmpuint (declined->status, ==, 303);
  assert_shows (bad, "value=\"yes\" aria-describedby=\"save-card-hint\" checked>");
  g_assert_cmpuint (reply_count (none, "payload.tokens.token"), ==, 0);
  assert_shows (result, "The card is saved for the next payment.");
  g_assert_cmpuint (reply_count (tokens, "payload.tokens.token"), ==, 1);
  assert_reply (tokens, 200, "payload.tokens.token.0.last-four-digits", "1111");
  assert_reply (tokens, 200, "payload.tokens.token.0.customer-key", "P-9");
  assert_reply (again, 200, "payload.transaction.result", "APPROVED");
}

/* Nothing closes a link: it is paid again by another card. */
static void
test_paid_again (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) first = send_form (peer, PAGE, GOOD);
  g_autoptr (Reply) other =
    send_form (peer, PAGE, "name=Bo&card=5499740000000057&expiry=12/39&code=123");
  g_autoptr (Reply) of_first = follow (peer, first);
  g_autoptr (Reply) of_other = follow (peer, other);
  g_autoptr (Reply) found = ask (peer, "GET", "/rest/v2/transactions?invoice=INV-9", NULL);

  assert_shows (of_first, "Payment received");
  g_assert_null (strstr (of_first->text, "The card is saved"));
  assert_shows (of_other, "Payment received");
  g_assert_cmpuint (reply_count (found, "payload.transactions.transaction"), ==, 2);
}

/* The number is in memory while it is looked at, and then nowhere. */
static void
test_no_number_is_kept (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) page = send_form (peer, PAGE, "name=Ann&card=" VISA "&expiry=1239&code=987");
  g_autoptr (Reply) keyed = sale (peer, "60.00", "5499740000000057", "B");
  g_autofree char  *folder = g_path_get_dirname (peer->data);
  g_autoptr (GDir)  dir = NULL;
  const char       *name;
  guint             n_files = 0;

  g_assert_cmpuint (page->status, ==, 303);
  g_assert_cmpuint (keyed->status, ==, 200);
  till_test_sandbox_kill (peer->sandbox); /* so that the side files are looked into as well */

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize            length;

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      g_assert_null (memmem (content, length, VISA, strlen (VISA)));
      g_assert_null (memmem (content, length, "5499740000000057", 16));
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/pay-page/form", test_form);
  g_test_add_func ("/sandbox/pay-page/payment", test_payment);
  g_test_add_func ("/sandbox/pay-page/sent-twice", test_sent_twice);
  g_test_add_func ("/sandbox/pay-page/decline", test_decline);
  g_test_add_func ("/sandbox/pay-page/duplicate", test_duplicate);
  g_test_add_func ("/sandbox/pay-page/bad-input", test_bad_input);
  g_test_add_func ("/sandbox/pay-page/amount", test_amount);
  g_test_add_func ("/sandbox/pay-page/part", test_part);
  g_test_add_func ("/sandbox/pay-page/no-part", test_no_part);
  g_test_add_func ("/sandbox/pay-page/save-card", test_save_card);
  g_test_add_func ("/sandbox/pay-page/paid-again", test_paid_again);
  g_test_add_func ("/sandbox/pay-page/no-number-is-kept", test_no_number_is_kept);

  return g_test_run ();
}
