/* test-sandbox-lies.c: answers in good form that say what is not so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#define BATCHES "/data/api/v1/standard/merchantClosedBatches"
#define SEARCH "/rest/v2/transactions?level=merchant&page-size=2&page="

static Peer *
peer_with_three_batches (void)
{
  Peer *peer = peer_new (NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *at = g_strdup_printf ("2026-05-%02uT15:00:00Z", 4 + i);

      set_clock (peer, at);
      g_free (sell (peer, "25.00", NULL));
    }
  set_clock (peer, "2026-05-20T20:00:00Z");

  return peer;
}

static void
test_third_decimal (void)
{
  g_autoptr (Peer)  peer = peer_with_three_batches ();
  g_autoptr (Reply) wrong = NULL;
  g_autoptr (Reply) right = NULL;
  g_autoptr (Reply) search = NULL;

  set_faults (peer, "third-decimal@merchantClosedBatches=#1,third-decimal@/rest/v2=#1");
  wrong = ask (peer, "GET", BATCHES, NULL);
  right = ask (peer, "GET", BATCHES, NULL);
  search = ask (peer, "GET", SEARCH "1", NULL);

  g_assert_cmpstr (report_get (wrong, 0, "depositAmount"), ==, "24.2550");
  g_assert_cmpstr (report_get (wrong, 1, "depositAmount"), ==, "24.2500");
  g_assert_cmpstr (report_get (right, 0, "depositAmount"), ==, "24.2500");
  assert_reply (search, 200, "payload.transactions.transaction.0.amount", "25.005");
  assert_reply (search, 200, "payload.transactions.transaction.1.amount", "25.00");
}

static void
test_unknown_type (void)
{
  g_autoptr (Peer)  peer = peer_with_three_batches ();
  g_autoptr (Reply) search = NULL;

  set_faults (peer, "unknown-type@/rest/v2=#1");
  search = ask (peer, "GET", SEARCH "1", NULL);

  assert_reply (search, 200, "payload.transactions.transaction.0.type", "GIFT CARD");
  assert_reply (search, 200, "payload.transactions.transaction.1.type", "SALE");
}

static void
test_page_missing (void)
{
  g_autoptr (Peer)  peer = peer_with_three_batches ();
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;
  g_autoptr (Reply) search = NULL;

  set_faults (peer, "page-missing@merchantClosedBatches=#2,page-missing@/rest/v2=#1");
  first = ask (peer, "GET", BATCHES "?pageSize=1&pageNumber=1", NULL);
  second = ask (peer, "GET", BATCHES "?pageSize=1&pageNumber=2", NULL);
  search = ask (peer, "GET", SEARCH "1", NULL);

  g_assert_cmpuint (reply_count (first, "merchantClosedBatches"), ==, 1);
  g_assert_cmpuint (reply_count (second, "merchantClosedBatches"), ==, 0);
  assert_reply (second, 200, "page.last", "false");
  assert_reply (second, 200, "page.totalElements", "3");
  g_assert_cmpuint (reply_count (search, "payload.transactions.transaction"), ==, 0);
  assert_reply (search, 200, "page.total-elements", "3");
}

static void
test_last_lies (void)
{
  g_autoptr (Peer)  peer = peer_with_three_batches ();
  g_autoptr (Reply) report_last = NULL;
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) last = NULL;

  set_faults (peer, "last-lies=100%");
  report_last = ask (peer, "GET", BATCHES, NULL);
  first = ask (peer, "GET", SEARCH "1", NULL);
  last = ask (peer, "GET", SEARCH "2", NULL);

  assert_reply (report_last, 200, "page.last", "false");
  g_assert_cmpuint (reply_count (report_last, "merchantClosedBatches"), ==, 3);
  assert_reply (first, 200, "page.last", "true");
  assert_reply (last, 200, "page.last", "false");
}

static void
test_no_number (void)
{
  g_autoptr (Peer)  peer = peer_with_three_batches ();
  g_autoptr (Reply) search = NULL;

  set_faults (peer, "no-number@/rest/v2=#1");
  search = ask (peer, "GET", SEARCH "1", NULL);

  assert_reply (search, 200, "payload.transactions.transaction.0.id", "");
  g_assert_cmpstr (reply_get (search, "payload.transactions.transaction.1.id"), !=, "");
}

/* Nothing tells that one is not there. */
static void
test_row_hidden (void)
{
  g_autoptr (Peer)  peer = peer_with_three_batches ();
  g_autoptr (Reply) search = NULL;

  set_faults (peer, "row-hidden@/rest/v2=#1");
  search = ask (peer, "GET", SEARCH "1", NULL);

  g_assert_cmpuint (reply_count (search, "payload.transactions.transaction"), ==, 1);
  assert_reply (search, 200, "page.total-elements", "2");
}

/* What has nothing to lie about stays as it is. */
static void
test_nothing_to_lie_about (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) empty = NULL;
  g_autoptr (Reply) refused = NULL;

  set_faults (peer, "third-decimal@GET=#1,unknown-type@GET=#2");
  empty = ask (peer, "GET", BATCHES, NULL);
  refused = ask (peer, "GET", BATCHES "?pageNumber=0", NULL);

  assert_reply (empty, 200, "page.totalElements", "0");
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpstr (reply_get (refused, "error.message"), !=, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/lies/third-decimal", test_third_decimal);
  g_test_add_func ("/sandbox/lies/unknown-type", test_unknown_type);
  g_test_add_func ("/sandbox/lies/page-missing", test_page_missing);
  g_test_add_func ("/sandbox/lies/last-lies", test_last_lies);
  g_test_add_func ("/sandbox/lies/no-number", test_no_number);
  g_test_add_func ("/sandbox/lies/row-hidden", test_row_hidden);
  g_test_add_func ("/sandbox/lies/nothing-to-lie-about", test_nothing_to_lie_about);

  return g_test_run ();
}
