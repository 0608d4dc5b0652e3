/* test-sandbox-search.c: finding transactions, and rows of somebody else's making
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

#define LIST "payload.transactions.transaction"

/* Five rows with ids 101 to 105, an hour apart, the fourth at the back office. */
static const char rows[] =
  "[{\"id\":\"101\",\"type\":\"SALE\",\"invoice\":\"ONE\",\"amount\":\"10.00\","
  "\"created\":\"2026-03-02 15:00:00.000\",\"settled\":true,\"batch-string-id\":\"41\","
  "\"terminal-id\":\"88120001\",\"card-last-four\":\"1111\",\"card-type\":\"VISA\","
  "\"authorization-code\":\"TAS001\",\"order-id\":\"O1\",\"customer-id\":\"7\",\"name\":\"Ann "
  "Lee\"},"
  "{\"id\":\"102\",\"type\":\"SALE\",\"invoice\":\"TWO\",\"amount\":\"20.00\","
  "\"created\":\"2026-03-02 16:00:00.000\",\"result\":\"DECLINED\",\"card-last-four\":\"2222\"},"
  "{\"id\":\"103\",\"type\":\"REFUND\",\"invoice\":\"ONE\",\"amount\":\"5.00\",\"ref-id\":\"101\","
  "\"created\":\"2026-03-02 17:00:00.000\",\"settled\":\"true\",\"batch-string-id\":\"000041\"},"
  "{\"id\":\"104\",\"type\":\"SALE\",\"amount\":\"40.00\",\"terminal-id\":\"88120002\","
  "\"created\":\"2026-03-02 18:00:00.000\",\"voided\":true},"
  "{\"id\":\"105\",\"type\":\"AUTH\",\"amount\":\"50.00\",\"pending\":true,"
  "\"created\":\"2026-03-02T19:00:00Z\"}]";

static Peer *
peer_with_rows (void)
{
  Peer             *peer = peer_new (NULL);
  g_autoptr (Reply) reply = ask (peer, "PUT", "/sandbox/transactions", rows);

  assert_reply (reply, 200, "put", "5");

  return peer;
}

/* The last digits of the ids found, in their order. */
static char *
find (Peer *peer, const char *query)
{
  g_autofree char  *path = g_strconcat ("/rest/v2/transactions?", query, NULL);
  g_autoptr (Reply) reply = ask (peer, "GET", path, NULL);
  GString          *ids = g_string_new (NULL);

  g_test_message ("%s", query);
  if (reply->status != 200)
    {
      g_string_printf (ids, "%u %s", reply->status, reply_code (reply));
      return g_string_free (ids, FALSE);
    }

  for (guint i = 0; i < reply_count (reply, LIST); i++)
    {
      g_autofree char *place = g_strdup_printf (LIST ".%u.id", i);

      g_string_append_c (ids, reply_get (reply, place)[2]);
    }

  return g_string_free (ids, FALSE);
}

static void
test_filters (void)
{
  static const struct
  {
    const char *query;
    const char *found;
  } cases[] = {
    { "level=merchant", "54321" },
    { "", "5321" },
    { "level=terminal", "5321" },
    { "level=merchant&isDescending=false", "12345" },
    { "level=merchant&invoice=ONE", "31" },
    { "level=merchant&invoice=one", "" },
    { "level=merchant&id=104", "4" },
    { "level=merchant&id=x", "" },
    { "level=merchant&amount=20.00", "2" },
    { "level=merchant&authorization-code=TAS001", "1" },
    { "level=merchant&last-four=2222", "2" },
    { "level=merchant&order-id=O1", "1" },
    { "level=merchant&type=sale", "421" },
    { "level=merchant&display-message=Declined%20by%20issuer", "2" },
    { "level=merchant&status=DECLINED", "2" },
    { "level=merchant&status=settled", "31" },
    { "level=merchant&status=voided", "4" },
    { "level=merchant&status=pending", "5" },
    { "level=merchant&page=2&page-size=2", "32" },
    { "level=merchant&page=3&pageSize=2", "1" },
    { "level=merchant&page=9&page-size=2", "" },
    { "level=merchant&start-date=2026-03-02%2017:00", "543" },
    { "level=merchant&end-date=2026-03-02%2016:00", "21" },
    { "level=merchant&start-date=03-02-2026%2005:00%20PM", "543" },
    { "level=merchant&start-date=03-02-2026%2012:00%20am", "54321" },
    { "level=merchant&start-date=03-02-2026%2012:30%20PM", "54321" },
    { "level=merchant&start-date=03-02-26%2017:00", "543" },
    { "level=merchant&start-date=03-02-26%2012:00%20EST", "543" },
    { "level=merchant&start-date=2026-03-02%2012:00%20America/New_York", "543" },
    { "level=merchant&start-date=2026-03-02%2017:00%20UTC&end-date=2026-03-02%2018:00%20UTC",
      "43" },
    { "level=country", "400 041" },
    { "amount=20", "400 041" },
    { "status=odd", "400 041" },
    { "page=0", "400 041" },
    { "start-date=yesterday", "400 041" },
    { "start-date=2026-13-02%2017:00", "400 041" },
    { "start-date=03-02-2026%2017:00%20PM", "400 041" },
    { "start-date=2026-03-02%2017:00%20Nowhere/Land", "400 041" },
  };
  g_autoptr (Peer) peer = peer_with_rows ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (peer, cases[i].query);

      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_page (void)
{
  g_autoptr (Peer)  peer = peer_with_rows ();
  g_autoptr (Reply) reply =
    ask (peer, "GET", "/rest/v2/transactions?level=merchant&page=2&page-size=2", NULL);

  assert_reply (reply, 200, "page.first", "false");
  assert_reply (reply, 200, "page.last", "false");
  assert_reply (reply, 200, "page.number", "2");
  assert_reply (reply, 200, "page.number-of-elements", "2");
  assert_reply (reply, 200, "page.size", "2");
  assert_reply (reply, 200, "page.total-elements", "5");
  assert_reply (reply, 200, "page.total-pages", "3");
  assert_reply (reply, 200, "page.sort.field.created", "DESC");
  assert_reply (reply, 200, "payload.payloadType", "transactions");
}

static void
test_rows_come_back (void)
{
  g_autoptr (Peer)  peer = peer_with_rows ();
  g_autoptr (Reply) again = ask (peer, "PUT", "/sandbox/transactions", rows);
  g_autoptr (Reply) all = ask (peer, "GET", "/sandbox/transactions", NULL);
  g_autoptr (Reply) bad = ask (peer, "PUT", "/sandbox/transactions",
                               "[{\"id\":\"x\",\"type\":\"SALE\",\"amount\":\"1.00\","
                               "\"created\":\"2026-03-02 15:00:00.000\"}]");

  g_assert_cmpuint (again->status, ==, 200);
  assert_reply (all, 200, "0.id", "101");
  assert_reply (all, 200, "0.name", "Ann Lee");
  assert_reply (all, 200, "0.created", "2026-03-02 15:00:00.000");
  assert_reply (all, 200, "0.batch-string-id", "41");
  assert_reply (all, 200, "2.ref-id", "101");
  assert_reply (all, 200, "2.batch-string-id", "41");
  assert_reply (all, 200, "3.voided", "true");
  assert_reply (all, 200, "4.created", "2026-03-02 19:00:00.000");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (all->root)), ==, 5);
  assert_reply (bad, 400, "error",
                "Row 1 needs a numeric id, a type, an amount like 12.34 and a time");
}

/* What a demo puts in can be refunded by its ids, and what is made here gets others. */
static void
test_rows_are_real (void)
{
  g_autoptr (Peer)  peer = peer_with_rows ();
  g_autoptr (Reply) over =
    ask (peer, "POST", "/rest/v2/transactions/refund", "{\"id\":\"101\",\"amount\":\"5.01\"}");
  g_autoptr (Reply) refund = ask (peer, "POST", "/rest/v2/transactions/refund", "{\"id\":\"101\"}");
  g_autoptr (Reply) late = ask (peer, "POST", "/rest/v2/transactions/void", "{\"id\":\"101\"}");

  g_assert_cmpstr (reply_code (over), ==, "025");
  assert_reply (refund, 200, "payload.transaction.amount", "5.00");
  g_assert_cmpint (g_ascii_strtoll (reply_get (refund, "payload.transaction.id"), NULL, 10), >,
                   500000000);
  g_assert_cmpint (atoi (reply_get (refund, "payload.transaction.batch-string-id")), ==, 42);
  assert_reply (late, 402, "payload.error.error-message",
                "Transactions in closed batches cannot be voided");
}

static void
test_many_rows (void)
{
  g_autoptr (Peer)    peer = peer_new (NULL);
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (Reply)   reply = NULL;
  g_autoptr (Reply)   state = NULL;

  for (guint i = 1; i <= 2000; i++)
    g_string_append_printf (
      body,
      "%s{\"id\":\"%u\",\"type\":\"SALE\",\"invoice\":\"I%u\",\"amount\":"
      "\"%u.00\",\"created\":\"2026-01-%02u 12:%02u:00.000\",\"settled\":true,"
      "\"batch-string-id\":\"%u\",\"card-last-four\":\"%04u\"}",
      i > 1 ? "," : "", i, i, i, i / 300 + 1, i % 60, i / 300 + 1, i);
  g_string_append_c (body, ']');

  reply = ask (peer, "PUT", "/sandbox/transactions", body->str);
  assert_reply (reply, 200, "put", "2000");
  state = ask (peer, "GET", "/sandbox/state", NULL);
  assert_reply (state, 200, "transactions", "2000");
  assert_reply (state, 200, "open-batches", "0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/search/filters", test_filters);
  g_test_add_func ("/sandbox/search/page", test_page);
  g_test_add_func ("/sandbox/rows/come-back", test_rows_come_back);
  g_test_add_func ("/sandbox/rows/are-real", test_rows_are_real);
  g_test_add_func ("/sandbox/rows/many", test_many_rows);

  return g_test_run ();
}
