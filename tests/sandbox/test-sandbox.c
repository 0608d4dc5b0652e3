/* test-sandbox.c: the processor's calls, one by one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

#define TRANSACTIONS "/rest/v2/transactions"
#define VISA "4111111111111111"

static void
allow_duplicates (Peer *peer)
{
  g_autoptr (Reply) reply =
    ask (peer, "PUT", "/rest/v2/settings/transaction/duplicates", "{\"enabled\":false}");

  assert_reply (reply, 200, "payload.duplicates.enabled", "false");
}

static Reply *post (Peer *peer, const char *verb, const char *format, ...) G_GNUC_PRINTF (3, 4);

static Reply *
post (Peer *peer, const char *verb, const char *format, ...)
{
  g_autofree char *path = g_strconcat (TRANSACTIONS, verb, NULL);
  g_autofree char *body = NULL;
  va_list          arguments;

  va_start (arguments, format);
  body = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return ask (peer, "POST", path, body);
}

static void
test_key (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) with = ask (peer, "GET", TRANSACTIONS, NULL);
  g_autoptr (Reply) without = NULL;
  g_autoptr (Reply) wrong = NULL;

  assert_reply (with, 200, "code", "200");

  g_clear_pointer (&peer->key, g_free);
  without = ask (peer, "GET", TRANSACTIONS, NULL);
  assert_reply (without, 401, "payload.error.result-code", "042");
  g_assert_true (g_str_has_prefix (reply_get (without, "exchange-id"), "ID-"));

  peer->key = g_strdup ("guessed");
  wrong = ask (peer, "POST", "/rest/v2/terminal/transactions/sale", "{\"amount\":\"1.00\"}");
  assert_reply (wrong, 401, "payload.error.result-code", "042");
}

static void
test_sale (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) reply =
    post (peer, "/sale",
          "{\"type\":\"SALE\",\"amount\":\"25.00\",\"card\":\"" VISA "\",\"exp-date\":\"1239\","
          "\"invoice\":\"INV-1\",\"order-id\":\"77\",\"customer-id\":\"P9\",\"csc\":\"999\"}");
  g_autoptr (GRegex) created =
    g_regex_new ("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}$", 0, 0, NULL);

  assert_reply (reply, 200, "status", "success");
  assert_reply (reply, 200, "payload.payloadType", "transaction");
  assert_reply (reply, 200, "payload.transaction.type", "SALE");
  assert_reply (reply, 200, "payload.transaction.amount", "25.00");
  assert_reply (reply, 200, "payload.transaction.card", "XXXXXXXXXXXX1111");
  assert_reply (reply, 200, "payload.transaction.last-four", "1111");
  assert_reply (reply, 200, "payload.transaction.card-type", "VISA");
  assert_reply (reply, 200, "payload.transaction.exp-date", "1239");
  assert_reply (reply, 200, "payload.transaction.entry-method", "KEYED");
  assert_reply (reply, 200, "payload.transaction.invoice", "INV-1");
  assert_reply (reply, 200, "payload.transaction.order-id", "77");
  assert_reply (reply, 200, "payload.transaction.customer-id", "P9");
  assert_reply (reply, 200, "payload.transaction.terminal-id", "88120001");
  assert_reply (reply, 200, "payload.transaction.settled", "false");
  g_assert_true (
    g_regex_match (created, reply_get (reply, "payload.transaction.created"), 0, NULL));
  g_assert_cmpuint (strlen (reply_get (reply, "payload.transaction.authorization-code")), ==, 6);
  g_assert_cmpint (atoi (reply_get (reply, "payload.transaction.batch-string-id")), ==, 1);
  g_assert_cmpstr (reply_get (reply, "links.0.rel"), ==, "transaction");
  g_assert_null (strstr (reply->text, VISA));
}

static void
test_bad_fields (void)
{
  static const struct
  {
    const char *verb;
    const char *body;
    const char *code;
  } cases[] = {
    { "/sale", "{\"amount\":\"25.00\"}", "041" },
    { "/sale", "{\"amount\":\"25\",\"card\":\"" VISA "\",\"exp-date\":\"1239\"}", "041" },
    { "/sale", "{\"amount\":\"25.0\",\"card\":\"" VISA "\",\"exp-date\":\"1239\"}", "041" },
    { "/sale", "{\"amount\":\"-1.00\",\"card\":\"" VISA "\",\"exp-date\":\"1239\"}", "041" },
    { "/sale", "{\"amount\":25.5,\"card\":\"" VISA "\",\"exp-date\":\"1239\"}", "041" },
    { "/sale", "{\"amount\":\"0.00\",\"card\":\"" VISA "\",\"exp-date\":\"1239\"}", "043" },
    { "/sale", "{\"amount\":\"1000000.00\",\"card\":\"" VISA "\",\"exp-date\":\"1239\"}", "044" },
    { "/sale", "{\"amount\":\"25.00\",\"card\":\"4111111111111112\",\"exp-date\":\"1239\"}",
      "009" },
    { "/sale", "{\"amount\":\"25.00\",\"card\":\"" VISA "\",\"exp-date\":\"1339\"}", "041" },
    { "/sale", "!not JSON", "090" },
    { "", "{\"type\":\"GIFT\",\"amount\":\"25.00\"}", "041" },
    { "", "{\"type\":\"VOID\"}", "041" },
  };
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char  *path = g_strconcat (TRANSACTIONS, cases[i].verb, NULL);
      g_autoptr (Reply) reply = ask (peer, "POST", path, cases[i].body);

      g_test_message ("%s", cases[i].body);
      assert_reply (reply, 400, "payload.error.result-code", cases[i].code);
    }

  all = ask (peer, "GET", "/sandbox/transactions", NULL);
  g_assert_cmpstr (all->text, ==, "[]");
}

static void
test_error_amounts (void)
{
  static const struct
  {
    const char *amounts;
    const char *code;
    guint       status;
  } cases[] = {
    { "0.01 0.02", "007", 402 },      { "0.03", "031", 402 },
    { "0.04 0.05", "004", 402 },      { "0.09 0.15 0.17", "023", 402 },
    { "0.10", "024", 402 },           { "0.11 0.32", "008", 402 },
    { "0.12 0.13 0.47", "018", 400 }, { "0.14", "009", 400 },
    { "0.16", "022", 400 },           { "0.21", "012", 402 },
    { "0.22 0.25 0.71", "016", 402 }, { "0.23", "014", 402 },
    { "0.29", "003", 402 },           { "0.31 0.35 0.39", "011", 400 },
    { "0.34", "027", 402 },           { "0.36 0.37 0.38", "010", 402 },
    { "0.40", "006", 402 },           { "0.43 0.44", "015", 402 },
    { "0.46", "030", 402 },           { "0.48", "021", 402 },
    { "0.54", "032", 402 },           { "0.49 0.80 0.81 0.82", "000", 200 },
  };
  g_autoptr (Peer) peer = peer_new (NULL);
  guint            n_as_transaction = 0;
  guint            n_as_error = 0;

  allow_duplicates (peer);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) amounts = g_strsplit (cases[i].amounts, " ", -1);

      for (guint j = 0; amounts[j] != NULL; j++)
        {
          g_autoptr (Reply) reply = sale (peer, amounts[j], VISA, NULL);
          gboolean          as_error;

          g_test_message ("%s", amounts[j]);
          g_assert_cmpuint (reply->status, ==, cases[i].status);
          g_assert_cmpstr (reply_code (reply), ==, cases[i].code);
          as_error = g_str_equal (reply_get (reply, "payload.payloadType"), "error");
          n_as_error += cases[i].status == 402 && as_error;
          n_as_transaction += cases[i].status == 402 && !as_error;
          if (cases[i].status == 402 && !as_error)
            g_assert_cmpstr (reply_get (reply, "payload.transaction.result"), !=, "APPROVED");
        }
    }

  /* Both shapes that declines have. */
  g_assert_cmpuint (n_as_error, >, 3);
  g_assert_cmpuint (n_as_transaction, >, 3);
}

static void
test_flags_in_both_forms (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) reply = NULL;

  allow_duplicates (peer);
  for (guint i = 0; i < 12; i++)
    g_free (sell (peer, "10.00", NULL));

  reply = ask (peer, "GET", TRANSACTIONS, NULL);
  g_assert_nonnull (strstr (reply->text, "\"settled\":false"));
  g_assert_nonnull (strstr (reply->text, "\"settled\":\"false\""));
}

static void
test_auth_and_capture (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) auth =
    post (peer, "/auth", "{\"amount\":\"80.00\",\"card\":\"" VISA "\",\"exp-date\":\"1239\"}");
  g_autofree char  *id = g_strdup (reply_get (auth, "payload.transaction.id"));
  g_autoptr (Reply) refund = NULL;
  g_autoptr (Reply) too_much = NULL;
  g_autoptr (Reply) capture = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) voided = NULL;
  g_autofree char  *voided_auth = NULL;

  assert_reply (auth, 200, "payload.transaction.pending", "true");
  g_assert_cmpstr (reply_get (auth, "payload.transaction.batch-string-id"), ==, "");

  refund = post (peer, "/refund", "{\"id\":\"%s\"}", id);
  g_assert_cmpstr (reply_code (refund), ==, "025");
  too_much = post (peer, "", "{\"type\":\"CAPTURE\",\"id\":\"%s\",\"amount\":\"80.01\"}", id);
  g_assert_cmpstr (reply_code (too_much), ==, "044");

  capture = post (peer, "", "{\"type\":\"CAPTURE\",\"id\":\"%s\",\"amount\":\"75.00\"}", id);
  assert_reply (capture, 200, "payload.transaction.type", "CAPTURE");
  g_assert_cmpstr (reply_get (capture, "payload.transaction.ref-id"), ==, id);
  g_assert_cmpstr (reply_get (capture, "payload.transaction.amount"), ==, "75.00");
  again = post (peer, "/capture", "{\"id\":\"%s\"}", id);
  g_assert_cmpuint (again->status, ==, 402);

  /* The authorization's id stands for its capture. */
  voided = post (peer, "/void", "{\"id\":\"%s\"}", id);
  assert_reply (voided, 200, "payload.transaction.amount", "75.00");
  voided_auth = look_up (peer, id, "voided-auth");
  g_assert_cmpstr (voided_auth, ==, "true");
}

static void
test_void (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autofree char  *id = sell (peer, "25.00", "A");
  g_autofree char  *old = sell (peer, "30.00", "B");
  g_autoptr (Reply) voided = post (peer, "/void", "{\"type\":\"VOID\",\"id\":\"%s\"}", id);
  g_autoptr (Reply) twice = post (peer, "/void", "{\"type\":\"VOID\",\"id\":\"%s\"}", id);
  g_autoptr (Reply) nowhere = post (peer, "/void", "{\"type\":\"VOID\",\"id\":\"123\"}");
  g_autoptr (Reply) batch = ask (peer, "GET", "/rest/v2/batches/open", NULL);
  g_autoptr (Reply) closed = NULL;
  g_autoptr (Reply) late = NULL;
  g_autofree char  *flag = look_up (peer, id, "voided");

  assert_reply (voided, 200, "payload.transaction.type", "VOID");
  g_assert_cmpstr (reply_get (voided, "payload.transaction.ref-id"), ==, id);
  g_assert_cmpstr (flag, ==, "true");
  g_assert_cmpuint (twice->status, ==, 402);
  g_assert_cmpstr (reply_code (twice), ==, "024");
  g_assert_cmpstr (reply_code (nowhere), ==, "027");
  assert_reply (batch, 200, "payload.batch.net-amount", "30.00");
  assert_reply (batch, 200, "payload.batch.sales-count", "1");

  closed = ask (peer, "PUT", "/rest/v2/batches/open", "{\"software-type\":\"test\"}");
  assert_reply (closed, 200, "payload.batch.status", "CLOSED");
  late = post (peer, "/void", "{\"type\":\"VOID\",\"id\":\"%s\"}", old);
  assert_reply (late, 402, "payload.error.error-message",
                "Transactions in closed batches cannot be voided");
}

static void
test_refund (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autofree char  *id = sell (peer, "100.00", "A");
  g_autoptr (Reply) first = post (peer, "/refund", "{\"id\":\"%s\",\"amount\":\"40.00\"}", id);
  g_autoptr (Reply) second = post (peer, "/refund", "{\"id\":\"%s\",\"amount\":\"40.00\"}", id);
  g_autoptr (Reply) over = post (peer, "/refund", "{\"id\":\"%s\",\"amount\":\"20.01\"}", id);
  g_autoptr (Reply) rest = post (peer, "/refund", "{\"id\":\"%s\"}", id);
  g_autoptr (Reply) none = post (peer, "/refund", "{\"id\":\"%s\",\"amount\":\"0.01\"}", id);
  g_autoptr (Reply) nowhere = post (peer, "/refund", "{\"id\":\"1\",\"amount\":\"1.00\"}");
  g_autoptr (Reply) unmatched =
    post (peer, "/refund", "{\"card\":\"" VISA "\",\"exp-date\":\"1239\",\"amount\":\"1.00\"}");
  g_autofree char  *taken_back = g_strdup (reply_get (second, "payload.transaction.id"));
  g_autoptr (Reply) void_refund = NULL;
  g_autoptr (Reply) once_more = NULL;
  g_autoptr (Reply) void_sale = NULL;

  assert_reply (first, 200, "payload.transaction.type", "REFUND");
  g_assert_cmpstr (reply_get (first, "payload.transaction.ref-id"), ==, id);
  assert_reply (second, 200, "payload.transaction.amount", "40.00");
  g_assert_cmpuint (over->status, ==, 402);
  g_assert_cmpstr (reply_code (over), ==, "025");
  assert_reply (rest, 200, "payload.transaction.amount", "20.00");
  g_assert_cmpstr (reply_code (none), ==, "025");
  g_assert_cmpstr (reply_code (nowhere), ==, "027");
  g_assert_cmpuint (unmatched->status, ==, 402);

  /* A voided refund gives its share back to what may be refunded. */
  void_sale = post (peer, "/void", "{\"id\":\"%s\"}", id);
  g_assert_cmpstr (reply_code (void_sale), ==, "024");
  void_refund = post (peer, "/void", "{\"id\":\"%s\"}", taken_back);
  assert_reply (void_refund, 200, "payload.transaction.type", "VOID");
  once_more = post (peer, "/refund", "{\"id\":\"%s\"}", id);
  assert_reply (once_more, 200, "payload.transaction.amount", "40.00");
}

static void
test_tokens (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) made = ask (peer, "POST", "/rest/v2/tokens",
                                "{\"card\":\"5499740000000057\",\"exp-date\":\"1239\","
                                "\"description\":\"Ann\"}");
  g_autofree char  *token = g_strdup (reply_get (made, "payload.tokenResponse.token-id"));
  g_autofree char  *path = g_strconcat ("/rest/v2/tokens/", token, NULL);
  g_autoptr (Reply) paid = sale (peer, "12.00", token, "T1");
  g_autoptr (Reply) in_passing = post (peer, "/sale",
                                       "{\"amount\":\"9.00\",\"card\":\"" VISA
                                       "\",\"exp-date\":\"1239\",\"create-token\":\"true\"}");
  g_autoptr (Reply) found = ask (peer, "GET", path, NULL);
  g_autoptr (Reply) all = ask (peer, "GET", "/rest/v2/tokens", NULL);
  g_autoptr (Reply) deleted = ask (peer, "DELETE", path, NULL);
  g_autoptr (Reply) gone = ask (peer, "GET", path, NULL);
  g_autoptr (Reply) refused = sale (peer, "12.00", token, "T2");

  g_assert_cmpuint (strlen (token), ==, 19);
  g_assert_true (g_str_has_suffix (token, "0057"));
  assert_reply (paid, 200, "payload.transaction.card-type", "MASTERCARD");
  assert_reply (paid, 200, "payload.transaction.last-four", "0057");
  g_assert_true (
    g_str_has_suffix (reply_get (in_passing, "payload.tokenResponse.token-id"), "1111"));
  assert_reply (found, 200, "payload.tokenResponse.description", "Ann");
  g_assert_cmpuint (reply_count (all, "payload.tokens.token"), ==, 2);
  g_assert_cmpuint (deleted->status, ==, 200);
  g_assert_cmpuint (gone->status, ==, 404);
  g_assert_cmpuint (refused->status, ==, 400);
}

/* A customer has a card once, and only the own ones are listed; a card that has expired since is
 * declined. */
static void
test_tokens_of_customer (void)
{
#define KEEP(customer, expiry)                                                                     \
  "{\"amount\":\"9.00\",\"card\":\"" VISA "\",\"exp-date\":\"" expiry                              \
  "\",\"customer-id\":\"" customer "\",\"invoice\":\"" customer "\",\"create-token\":\"true\"}"
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) settings =
    ask (peer, "PUT", "/rest/v2/settings/transaction/duplicates", "{\"enabled\":\"false\"}");
  g_autoptr (Reply) first = post (peer, "/sale", KEEP ("P-1", "1239"));
  g_autoptr (Reply) again = post (peer, "/sale", KEEP ("P-1", "1239"));
  g_autoptr (Reply) other = post (peer, "/sale", KEEP ("P-2", "1239"));
  g_autoptr (Reply) listed = ask (peer, "GET", "/rest/v2/customers/P-1/tokens", NULL);
  g_autoptr (Reply) nobody = ask (peer, "GET", "/rest/v2/customers/P-9/tokens", NULL);
  g_autoptr (Reply) odd = ask (peer, "GET", "/rest/v2/customers//tokens", NULL);
  g_autofree char  *token = g_strdup (reply_get (listed, "payload.tokens.token.0.token-id"));
  g_autoptr (Reply) charged = sale (peer, "12.00", token, "C1");

  g_assert_cmpuint (settings->status, ==, 200);
  assert_reply (first, 200, "payload.tokenResponse.token-id", token);
  assert_reply (again, 200, "payload.tokenResponse.token-id", token);
  g_assert_cmpstr (reply_get (other, "payload.tokenResponse.token-id"), !=, token);
  g_assert_cmpuint (reply_count (listed, "payload.tokens.token"), ==, 1);
  assert_reply (listed, 200, "payload.tokens.token.0.customer-key", "P-1");
  g_assert_cmpuint (nobody->status, ==, 200);
  g_assert_cmpuint (reply_count (nobody, "payload.tokens.token"), ==, 0);
  g_assert_cmpuint (odd->status, ==, 404);
  assert_reply (charged, 200, "payload.transaction.entry-method", "TOKEN");
#undef KEEP
}

static void
test_unknown_addresses (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) nothing = ask (peer, "GET", "/rest/v2/nothing", NULL);
  g_autoptr (Reply) method = ask (peer, "DELETE", TRANSACTIONS, NULL);
  g_autoptr (Reply) terminal = ask (peer, "GET", "/rest/v2/settings/terminal", NULL);

  g_assert_cmpuint (nothing->status, ==, 404);
  g_assert_cmpuint (method->status, ==, 405);
  assert_reply (terminal, 200, "payload.terminal.terminal-name", "Front desk");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/key", test_key);
  g_test_add_func ("/sandbox/sale", test_sale);
  g_test_add_func ("/sandbox/bad-fields", test_bad_fields);
  g_test_add_func ("/sandbox/error-amounts", test_error_amounts);
  g_test_add_func ("/sandbox/flags-in-both-forms", test_flags_in_both_forms);
  g_test_add_func ("/sandbox/auth-and-capture", test_auth_and_capture);
  g_test_add_func ("/sandbox/void", test_void);
  g_test_add_func ("/sandbox/refund", test_refund);
  g_test_add_func ("/sandbox/tokens", test_tokens);
  g_test_add_func ("/sandbox/tokens-of-customer", test_tokens_of_customer);
  g_test_add_func ("/sandbox/unknown-addresses", test_unknown_addresses);

  return g_test_run ();
}
