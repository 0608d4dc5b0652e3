/* test-sandbox-reporting.c: the reporting host: its key, its pages, its order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#define BATCHES "/data/api/v1/standard/merchantClosedBatches"

static void
test_row (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, "2026-05-04T15:00:00Z");
  g_free (sell (peer, "25.00", "A"));
  set_clock (peer, "2026-05-06T20:00:00Z");
  reply =
    ask (peer, "GET", BATCHES "?expectedFundedDate=2026-05-06&merchantNumber=650000009876", NULL);

  assert_reply (reply, 200, "page.number", "1");
  assert_reply (reply, 200, "page.size", "50");
  assert_reply (reply, 200, "page.totalElements", "1");
  assert_reply (reply, 200, "page.last", "true");
  g_assert_true (g_str_has_prefix (reply_get (reply, "metadata.exchangeID"), "ID-"));
  g_assert_true (g_str_has_prefix (reply_get (reply, "metadata.timestamp"), "2026-05-06T20:00:"));
  g_assert_cmpstr (report_get (reply, 0, "merchantNumber"), ==, "650000009876");
  g_assert_cmpstr (report_get (reply, 0, "storeNumber"), ==, "0001");
  g_assert_cmpstr (report_get (reply, 0, "terminalID"), ==, "0001");
  g_assert_cmpstr (report_get (reply, 0, "terminalName"), ==, "Front desk");
  g_assert_cmpstr (report_get (reply, 0, "batchNumber"), ==, "1");
  g_assert_cmpstr (report_get (reply, 0, "sales"), ==, "25.0000");
  g_assert_cmpstr (report_get (reply, 0, "depositAccountNumber"), ==, "******1939");
  g_assert_cmpstr (report_get (reply, 0, "rowNumber"), ==, "1");
}

static void
test_keys (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--access-key=of-its-own", NULL });
  g_autoptr (Reply) usual = ask (peer, "GET", BATCHES, NULL);
  g_autoptr (Reply) none = NULL;
  g_autoptr (Reply) own = NULL;
  g_autoptr (Reply) gateway = NULL;

  peer->access_key = NULL;
  none = ask (peer, "GET", BATCHES, NULL); /* the api-key alone is none */
  peer->access_key = "of-its-own";
  own = ask (peer, "GET", BATCHES, NULL);
  g_clear_pointer (&peer->key, g_free);
  gateway = ask (peer, "GET", "/rest/v2/transactions", NULL);

  g_assert_cmpuint (usual->status, ==, 401);
  g_assert_cmpuint (none->status, ==, 401);
  g_assert_cmpuint (own->status, ==, 200);
  g_assert_cmpuint (gateway->status, ==, 401);
}

typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  guint       status;
} Refused;

static const Refused refused[] = {
  { "no-day", "GET", BATCHES "?expectedFundedDate=2026-02-30", 400 },
  { "day-of-words", "GET", BATCHES "?expectedFundedDate=today", 400 },
  { "empty-day", "GET", BATCHES "?expectedFundedDate=", 400 },
  { "day-turned-round", "GET", BATCHES "?expectedFundedDate=05/06/2026", 400 },
  { "page-zero", "GET", BATCHES "?pageNumber=0", 400 },
  { "page-of-words", "GET", BATCHES "?pageNumber=two", 400 },
  { "negative-size", "GET", BATCHES "?pageSize=-5", 400 },
  { "order", "GET", BATCHES "?sortBy=MerchantNumber", 400 },
  { "order-by-nothing", "GET", BATCHES "?sortBy=asc(Colour)", 400 },
  { "order-by-sql", "GET", BATCHES "?sortBy=asc(id)%3Bdrop%20table%20batches", 400 },
  { "merchant", "GET", BATCHES "?merchantNumber=1", 403 },
  { "method", "POST", BATCHES, 405 },
  { "report", "GET", "/data/api/v1/standard/merchantDisputes", 404 },
};

static void
test_refused (gconstpointer data)
{
  const Refused    *wrong = data;
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) reply = ask (peer, wrong->method, wrong->path, NULL);

  g_assert_cmpuint (reply->status, ==, wrong->status);
  g_assert_cmpstr (reply_get (reply, "error.message"), !=, "");
}

/* A batch on each of ten days from May 4 on. */
static Peer *
peer_with_ten_batches (void)
{
  Peer *peer = peer_new (NULL);

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *at = g_strdup_printf ("2026-05-%02uT15:00:00Z", 4 + i);
      g_autofree char *amount = g_strdup_printf ("%u.00", 100 - i);

      set_clock (peer, at);
      g_free (sell (peer, amount, NULL));
    }
  set_clock (peer, "2026-05-20T20:00:00Z");

  return peer;
}

static void
test_pages (void)
{
  g_autoptr (Peer) peer = peer_with_ten_batches ();
  guint            n_rows = 0;

  for (guint page = 1; page <= 5; page++)
    {
      g_autofree char  *path = g_strdup_printf (BATCHES "?pageSize=3&pageNumber=%u", page);
      g_autoptr (Reply) reply = ask (peer, "GET", path, NULL);
      guint             n = reply_count (reply, "merchantClosedBatches");

      g_assert_cmpuint (n, ==, page < 4 ? 3 : page == 4 ? 1 : 0);
      assert_reply (reply, 200, "page.last", page < 4 ? "false" : "true");
      assert_reply (reply, 200, "page.totalElements", "10");
      assert_reply (reply, 200, "page.size", "3");
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *number = g_strdup_printf ("%u", ++n_rows);

          g_assert_cmpstr (report_get (reply, i, "rowNumber"), ==, number);
          g_assert_cmpstr (report_get (reply, i, "batchNumber"), ==, number);
        }
    }

  g_assert_cmpuint (n_rows, ==, 10);
}

static void
test_order (void)
{
  g_autoptr (Peer)  peer = peer_with_ten_batches ();
  g_autoptr (Reply) up = ask (peer, "GET", BATCHES "?sortBy=asc(Sales)", NULL);
  g_autoptr (Reply) down = ask (peer, "GET", BATCHES "?sortBy=desc(batchNumber)", NULL);
  g_autoptr (Reply) two =
    ask (peer, "GET", BATCHES "?sortBy=desc(MerchantNumber),desc(FundedDate),desc(sales)", NULL);

  g_assert_cmpstr (report_get (up, 0, "sales"), ==, "91.0000");
  g_assert_cmpstr (report_get (up, 9, "sales"), ==, "100.0000");
  g_assert_cmpstr (report_get (down, 0, "batchNumber"), ==, "10");
  g_assert_cmpstr (report_get (two, 0, "fundedDate"), ==, "2026-05-15T00:00:00");
  /* May 8, 9 and 10 are due on the 12th. */
  g_assert_cmpstr (report_get (two, 3, "sales"), ==, "96.0000");
  g_assert_cmpstr (report_get (two, 4, "sales"), ==, "95.0000");
  g_assert_cmpstr (report_get (two, 5, "sales"), ==, "94.0000");
}

/* What is no batch has terminal 0000 and batch 0 in the order too. */
static void
test_order_of_adjustments (void)
{
  g_autoptr (Peer) peer = peer_new ((const char *[]){ "--oddities=chargeback:1@2026-05-04", NULL });
  g_autoptr (Reply) up = NULL;
  g_autoptr (Reply) down = NULL;

  set_clock (peer, "2026-05-04T15:00:00Z");
  g_free (sell (peer, "25.00", NULL));
  set_clock (peer, "2026-05-20T20:00:00Z");
  up = ask (peer, "GET", BATCHES "?sortBy=asc(TerminalID),asc(BatchNumber)", NULL);
  down = ask (peer, "GET", BATCHES "?sortBy=desc(BatchNumber)", NULL);

  g_assert_cmpuint (reply_count (up, "merchantClosedBatches"), ==, 2);
  g_assert_cmpstr (report_get (up, 0, "terminalID"), ==, "0000");
  g_assert_cmpstr (report_get (down, 1, "terminalID"), ==, "0000");
}

/* Its last midnight may be long ago when the sandbox is started: the report has it all the same. */
static void
test_restart (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, "2026-05-04T15:00:00Z");
  g_free (sell (peer, "25.00", "A"));
  peer_restart (peer, (const char *[]){ "--now=2026-05-30T15:00:00Z", NULL });
  reply = report (peer, "2026-05-06");

  g_assert_cmpuint (reply_count (reply, "merchantClosedBatches"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/reporting/row", test_row);
  g_test_add_func ("/sandbox/reporting/keys", test_keys);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/reporting/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/sandbox/reporting/pages", test_pages);
  g_test_add_func ("/sandbox/reporting/order", test_order);
  g_test_add_func ("/sandbox/reporting/order-of-adjustments", test_order_of_adjustments);
  g_test_add_func ("/sandbox/reporting/restart", test_restart);

  return g_test_run ();
}
