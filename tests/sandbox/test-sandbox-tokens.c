/* test-sandbox-tokens.c: tokens of somebody else's making: taken, charged, refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

#define TOKENS "/sandbox/tokens"
#define TOKEN_1 "1100432100000014242"
#define TOKEN_2 "1100432100000020057"

#define GIVE(id, last_four, brand, expiry, customer)                                               \
  "{\"token-id\":\"" id "\",\"last-four-digits\":\"" last_four "\",\"card-type\":\"" brand         \
  "\",\"exp-date\":\"" expiry "\",\"customer-key\":\"" customer "\"}"

#define GOOD GIVE (TOKEN_1, "4242", "VISA", "1239", "2001")
#define OTHER GIVE (TOKEN_2, "0057", "AMERICAN EXPRESS", "0139", "2002")

static guint
count_tokens (Peer *peer)
{
  g_autoptr (Reply) all = ask (peer, "GET", "/rest/v2/tokens", NULL);

  g_assert_cmpuint (all->status, ==, 200);

  return reply_count (all, "payload.tokens.token");
}

/* As if the customer had saved them: listed, charged, and deleted for good. */
static void
test_given (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) put = ask (peer, "PUT", TOKENS, "[" GOOD "," OTHER "]");
  g_autoptr (Reply) listed = ask (peer, "GET", "/rest/v2/customers/2001/tokens", NULL);
  g_autoptr (Reply) paid = sale (peer, "12.00", TOKEN_1, "T1");
  g_autoptr (Reply) deleted = NULL;
  g_autoptr (Reply) refused = NULL;

  assert_reply (put, 200, "put", "2");
  g_assert_cmpuint (reply_count (listed, "payload.tokens.token"), ==, 1);
  assert_reply (listed, 200, "payload.tokens.token.0.token-id", TOKEN_1);
  assert_reply (listed, 200, "payload.tokens.token.0.exp-date", "1239");
  assert_reply (paid, 200, "payload.transaction.card-type", "VISA");
  assert_reply (paid, 200, "payload.transaction.last-four", "4242");
  assert_reply (paid, 200, "payload.transaction.entry-method", "TOKEN");

  deleted = ask (peer, "DELETE", "/rest/v2/tokens/" TOKEN_1, NULL);
  refused = sale (peer, "12.00", TOKEN_1, "T2");
  g_assert_cmpuint (deleted->status, ==, 200);
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpuint (count_tokens (peer), ==, 1);
}

/* What expires after it was given is declined then. */
static void
test_expired (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--now=2026-11-24T15:00:00Z", NULL });
  g_autoptr (Reply) put =
    ask (peer, "PUT", TOKENS, "[" GIVE (TOKEN_1, "4242", "VISA", "1126", "2001") "]");
  g_autoptr (Reply) paid = sale (peer, "12.00", TOKEN_1, "T1");
  g_autoptr (Reply) declined = NULL;

  g_assert_cmpuint (put->status, ==, 200);
  g_assert_cmpuint (paid->status, ==, 200);
  set_clock (peer, "2026-12-24T15:00:00Z");
  declined = sale (peer, "12.00", TOKEN_1, "T2");
  g_assert_cmpstr (reply_code (declined), ==, "004");
}

/* Also when the program was ended in between. */
static void
test_given_again (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) first = ask (peer, "PUT", TOKENS, "[" GOOD "]");
  g_autoptr (Reply) again = ask (peer, "PUT", TOKENS, "[" GOOD "," GOOD "]");
  g_autoptr (Reply) after = NULL;
  g_autoptr (Reply) none = ask (peer, "PUT", TOKENS, "[]");

  assert_reply (first, 200, "put", "1");
  assert_reply (again, 200, "put", "2");
  assert_reply (none, 200, "put", "0");
  g_assert_cmpuint (count_tokens (peer), ==, 1);

  peer_restart (peer, NULL);
  after = ask (peer, "PUT", TOKENS, "[" GOOD "]");
  assert_reply (after, 200, "put", "1");
  g_assert_cmpuint (count_tokens (peer), ==, 1);
}

static const struct
{
  const char *body;
  const char *words;
} bad[] = {
  { NULL, "An array of tokens is needed" },
  { GOOD, "An array of tokens is needed" },
  { "[" GOOD ",7]", "Token 2: an object is needed" },
  { "[" GOOD ",{}]", "Token 2: token-id must be of 1 to 64 letters, digits and dashes" },
  { "[" GIVE ("a b", "4242", "VISA", "1239", "2001") "]",
    "Token 1: token-id must be of 1 to 64 letters, digits and dashes" },
  { "[" GIVE ("4111111111111111", "1111", "VISA", "1239", "2001") "]",
    "Token 1: token-id could be a card number, and none is taken" },
  { "[{\"token-id\":\"" TOKEN_1 "\",\"card\":\"4111111111111111\",\"exp-date\":\"1239\"}]",
    "Token 1: a card number is not taken" },
  { "[" GIVE (TOKEN_1, "424", "VISA", "1239", "2001") "]",
    "Token 1: last-four-digits must be four digits" },
  { "[" GIVE (TOKEN_1, "4242", "Visa", "1239", "2001") "]",
    "Token 1: card-type must be a brand like VISA" },
  { "[" GIVE (TOKEN_1, "4242", "VISA", "1339", "2001") "]", "Token 1: exp-date must be MMYY" },
  { "[" GIVE (TOKEN_1, "4242", "VISA", "1239", "") "]", "Token 1: customer-key is required" },
  { "[" GOOD "," GIVE (TOKEN_1, "4243", "VISA", "1239", "2001") "]",
    "Token " TOKEN_1 " is another card’s already" },
  { "[" GOOD "," GIVE (TOKEN_1, "4242", "VISA", "1239", "2002") "]",
    "Token " TOKEN_1 " is another card’s already" },
};

/* With words that say what to change; of such a call none is kept. */
static void
test_refused (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) no_key = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (Reply) reply = ask (peer, "PUT", TOKENS, bad[i].body);

      g_test_message ("%s", bad[i].body);
      assert_reply (reply, 400, "error", bad[i].words);
      g_assert_cmpuint (count_tokens (peer), ==, 0);
    }

  g_clear_pointer (&peer->key, g_free);
  no_key = ask (peer, "PUT", TOKENS, "[" GOOD "]");
  g_assert_cmpuint (no_key->status, ==, 401);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/tokens-given/given", test_given);
  g_test_add_func ("/sandbox/tokens-given/expired", test_expired);
  g_test_add_func ("/sandbox/tokens-given/again", test_given_again);
  g_test_add_func ("/sandbox/tokens-given/refused", test_refused);

  return g_test_run ();
}
