/* test-sandbox-duplicates.c: charges taken for others, as the gateway takes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#define VISA "4111111111111111"
#define OTHER "5499740000000057"
#define SETTINGS "/rest/v2/settings/transaction/duplicates"
#define EARLIER "Transaction Previously Approved"

static void
configure (Peer *peer, const char *json)
{
  g_autoptr (Reply) reply = ask (peer, "PUT", SETTINGS, json);

  g_assert_cmpuint (reply->status, ==, 200);
}

static void
assert_paid (Reply *reply, const char *invoice)
{
  assert_reply (reply, 200, "payload.transaction.display-message", "Transaction approved");
  assert_reply (reply, 200, "payload.transaction.invoice", invoice);
}

/* The answer is the earlier transaction, with its own invoice. */
static void
assert_earlier (Reply *reply, const char *invoice)
{
  assert_reply (reply, 200, "payload.transaction.display-message", EARLIER);
  assert_reply (reply, 200, "payload.transaction.result", "APPROVED");
  assert_reply (reply, 200, "payload.transaction.invoice", invoice);
}

static void
test_settings (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) first = ask (peer, "GET", SETTINGS, NULL);
  g_autoptr (Reply) posted =
    ask (peer, "POST", SETTINGS, "{\"include-invoice\":\"true\",\"time-range-in-minutes\":\"60\"}");
  g_autoptr (Reply) bad = ask (peer, "PUT", SETTINGS, "{\"time-range-in-minutes\":61}");
  g_autoptr (Reply) second = NULL;

  assert_reply (first, 200, "payload.duplicates.enabled", "true");
  assert_reply (first, 200, "payload.duplicates.time-range-in-minutes", "5");
  assert_reply (posted, 200, "payload.duplicates.include-invoice", "true");
  g_assert_cmpuint (bad->status, ==, 400);

  peer_restart (peer, NULL);
  second = ask (peer, "GET", SETTINGS, NULL);
  assert_reply (second, 200, "payload.duplicates.time-range-in-minutes", "60");
  assert_reply (second, 200, "payload.duplicates.include-invoice", "true");
}

/* Two children, one card, $25 each: the second payment is answered with the first child's. */
static void
test_siblings (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) ann = NULL;
  g_autoptr (Reply) ben = NULL;
  g_autoptr (Reply) at_five = NULL;

  set_clock (peer, "2026-11-24T15:00:00Z");
  ann = sale (peer, "25.00", VISA, "ANN");
  set_clock (peer, "2026-11-24T15:04:50Z");
  ben = sale (peer, "25.00", VISA, "BEN");
  set_clock (peer, "2026-11-24T15:05:30Z");
  at_five = sale (peer, "25.00", VISA, "BEN");

  assert_paid (ann, "ANN");
  assert_earlier (ben, "ANN");
  g_assert_cmpstr (reply_get (ann, "payload.transaction.amount"), ==, "25.00");
  assert_paid (at_five, "BEN");
}

static void
test_what_is_no_duplicate (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) first = sale (peer, "25.00", VISA, "A");
  g_autoptr (Reply) other_card = sale (peer, "25.00", OTHER, "B");
  g_autoptr (Reply) other_amount = sale (peer, "30.00", VISA, "C");
  g_autofree char  *body =
    g_strdup_printf ("{\"id\":\"%s\"}", reply_get (first, "payload.transaction.id"));
  g_autoptr (Reply) voided = ask (peer, "POST", "/rest/v2/transactions/void", body);
  g_autoptr (Reply) after_void = sale (peer, "25.00", VISA, "D");
  g_autoptr (Reply) other_terminal = NULL;

  assert_paid (other_card, "B");
  /* The gateway's rule does not look at the amount. */
  assert_earlier (other_amount, "A");
  g_assert_cmpuint (voided->status, ==, 200);
  assert_paid (after_void, "D");

  g_free (peer->key);
  peer->key = g_strdup ("sandbox-2");
  other_terminal = sale (peer, "25.00", VISA, "E");
  assert_paid (other_terminal, "E");
}

static void
test_as_configured (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) first = sale (peer, "25.00", VISA, "A");
  g_autoptr (Reply) refused = NULL;
  g_autoptr (Reply) other_invoice = NULL;
  g_autoptr (Reply) same_invoice = NULL;
  g_autoptr (Reply) long_after = NULL;
  g_autoptr (Reply) elsewhere = NULL;

  configure (peer, "{\"if-duplicate-found-respond-with-error\":true}");
  refused = sale (peer, "25.00", VISA, "B");
  assert_reply (refused, 402, "payload.error.result-code", "032");

  configure (peer, "{\"include-invoice\":true,\"if-duplicate-found-respond-with-error\":false}");
  other_invoice = sale (peer, "25.00", VISA, "C");
  assert_paid (other_invoice, "C");
  same_invoice = sale (peer, "25.00", VISA, "A");
  assert_earlier (same_invoice, "A");

  configure (peer, "{\"use-invoice-instead-of-card\":true,\"check-merchant-level\":true}");
  set_clock (peer, "2030-01-01T00:00:00Z");
  long_after = sale (peer, "25.00", OTHER, "A");
  assert_earlier (long_after, "A");
  g_free (peer->key);
  peer->key = g_strdup ("sandbox-2");
  elsewhere = sale (peer, "25.00", OTHER, "A");
  assert_earlier (elsewhere, "A");
}

static Reply *
terminal_sale (Peer *peer, const char *amount, const char *invoice, const char *more)
{
  g_autofree char *body =
    g_strdup_printf ("{\"amount\":\"%s\",\"invoice\":\"%s\"%s}", amount, invoice, more);

  return ask (peer, "POST", "/rest/v2/terminal/transactions/sale", body);
}

/* On a terminal: last four and amount within eight minutes, and never an error. */
static void
test_on_the_terminal (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) same = NULL;
  g_autoptr (Reply) other_amount = NULL;
  g_autoptr (Reply) at_eight = NULL;

  configure (peer, "{\"if-duplicate-found-respond-with-error\":true}");
  set_mode (peer, "{\"mode\":\"tap\",\"delay-ms\":0,\"card\":\"" VISA "\"}");
  set_clock (peer, "2026-11-24T15:00:00Z");
  first = terminal_sale (peer, "25.00", "A", "");
  set_clock (peer, "2026-11-24T15:07:30Z");
  same = terminal_sale (peer, "25.00", "B", "");
  other_amount = terminal_sale (peer, "26.00", "C", "");
  set_clock (peer, "2026-11-24T15:13:30Z");
  at_eight = terminal_sale (peer, "25.00", "D", "");

  assert_paid (first, "A");
  assert_earlier (same, "A");
  assert_paid (other_amount, "C");
  assert_paid (at_eight, "D");
}

/* The field the caller wants checked is looked at before the terminal wakes. */
static void
test_checked_field (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) other_amount = NULL;
  g_autoptr (Reply) sibling = NULL;
  g_autoptr (Reply) order = NULL;
  g_autoptr (Reply) same_order = NULL;

  configure (peer, "{\"include-invoice\":true}");
  set_mode (peer, "{\"mode\":\"tap\",\"delay-ms\":0,\"card\":\"" VISA "\"}");
  first = terminal_sale (peer, "25.00", "A", ",\"check-field\":\"invoice\"");
  assert_paid (first, "A");
  g_assert_cmpstr (reply_get (first, "payload.transaction.check-field-duplicate"), ==, "false");

  /* Nobody needs to be there: the terminal stays asleep. */
  set_mode (peer, "{\"mode\":\"manual\"}");
  again = terminal_sale (peer, "25.00", "A", ",\"check-field\":\"invoice\"");
  assert_earlier (again, "A");
  g_assert_cmpstr (reply_get (again, "payload.transaction.check-field-duplicate"), ==, "true");

  set_mode (peer, "{\"mode\":\"tap\",\"delay-ms\":0,\"card\":\"" VISA "\"}");
  sibling = terminal_sale (peer, "25.00", "B", ",\"check-field\":\"invoice\"");
  assert_paid (sibling, "B");

  set_mode (peer, "{\"mode\":\"tap\",\"delay-ms\":0}");
  other_amount = terminal_sale (peer, "26.00", "A", ",\"check-field\":\"invoice\"");
  assert_paid (other_amount, "A");
  order = terminal_sale (peer, "27.00", "C",
                         ",\"check-field\":\"purchase-order\",\"purchase-order\":\"P\"");
  same_order = terminal_sale (peer, "27.00", "D",
                              ",\"check-field\":\"purchase-order\",\"purchase-order\":\"P\"");
  assert_paid (order, "C");
  assert_earlier (same_order, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/duplicates/settings", test_settings);
  g_test_add_func ("/sandbox/duplicates/siblings", test_siblings);
  g_test_add_func ("/sandbox/duplicates/what-is-none", test_what_is_no_duplicate);
  g_test_add_func ("/sandbox/duplicates/as-configured", test_as_configured);
  g_test_add_func ("/sandbox/duplicates/on-the-terminal", test_on_the_terminal);
  g_test_add_func ("/sandbox/duplicates/checked-field", test_checked_field);

  return g_test_run ();
}
