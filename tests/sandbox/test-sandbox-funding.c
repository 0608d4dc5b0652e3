/* test-sandbox-funding.c: from a closed batch to the bank: days, fees, sums
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

/* ── Days ───────────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  const char *name;
  const char *zone;
  const char *sold;
  const char *settled;
  const char *closed; /* how closedDate begins */
  const char *funded;
} Day;

static const Day days[] = {
  { "monday", "America/New_York", "2026-05-04T15:00:00Z", "2026-05-04", "2026-05-05T00:0",
    "2026-05-06" },
  { "thursday", "America/New_York", "2026-05-07T15:00:00Z", "2026-05-07", "2026-05-08T00:0",
    "2026-05-11" },
  /* Friday's, Saturday's and Sunday's batches are due together. */
  { "friday", "America/New_York", "2026-05-08T15:00:00Z", "2026-05-08", "2026-05-09T00:0",
    "2026-05-12" },
  { "saturday", "America/New_York", "2026-05-09T15:00:00Z", "2026-05-09", "2026-05-10T00:0",
    "2026-05-12" },
  { "sunday", "America/New_York", "2026-05-10T15:00:00Z", "2026-05-10", "2026-05-11T00:0",
    "2026-05-12" },
  /* No holiday of the Federal Reserve. */
  { "good-friday", "America/New_York", "2026-04-01T15:00:00Z", "2026-04-01", "2026-04-02T00:0",
    "2026-04-03" },
  /* Monday, October 12. */
  { "columbus-day", "America/New_York", "2026-10-09T15:00:00Z", "2026-10-09", "2026-10-10T00:0",
    "2026-10-14" },
  /* July 4, 2026 is a Saturday: the Friday before is a business day. */
  { "saturday-holiday", "America/New_York", "2026-07-01T15:00:00Z", "2026-07-01", "2026-07-02T00:0",
    "2026-07-03" },
  /* July 4, 2027 is a Sunday, kept on Monday. */
  { "sunday-holiday", "America/New_York", "2027-07-02T15:00:00Z", "2027-07-02", "2027-07-03T00:0",
    "2027-07-07" },
  { "year-end", "America/New_York", "2026-12-31T15:00:00Z", "2026-12-31", "2027-01-01T00:0",
    "2027-01-05" },
  /* Sunday, March 8 has 23 hours, November 1 has 25: sold in the last minutes of it. */
  { "clocks-forward", "America/New_York", "2026-03-09T03:58:00Z", "2026-03-08", "2026-03-09T00:0",
    "2026-03-10" },
  { "clocks-back", "America/New_York", "2026-11-02T04:58:00Z", "2026-11-01", "2026-11-02T00:0",
    "2026-11-03" },
  /* There it is still Monday when it is Tuesday in London. */
  { "west", "Pacific/Honolulu", "2026-05-05T08:00:00Z", "2026-05-04", "2026-05-05T00:0",
    "2026-05-06" },
};

static void
test_day (gconstpointer data)
{
  const Day        *day = data;
  g_autofree char  *zone = g_strconcat ("--zone=", day->zone, NULL);
  g_autofree char  *funded = g_strconcat (day->funded, "T00:00:00", NULL);
  g_autofree char  *settled = g_strconcat (day->settled, "T00:00:00", NULL);
  g_autofree char  *before = g_strconcat (day->settled, "T12:00:00Z", NULL);
  g_autofree char  *after = g_strconcat (day->funded, "T20:00:00Z", NULL);
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ zone, NULL });
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, before);
  set_clock (peer, day->sold);
  g_free (sell (peer, "25.00", "A"));
  set_clock (peer, after);
  reply = report (peer, day->funded);

  g_assert_cmpuint (reply_count (reply, "merchantClosedBatches"), ==, 1);
  g_assert_cmpstr (report_get (reply, 0, "settleDate"), ==, settled);
  g_assert_cmpstr (report_get (reply, 0, "fundedDate"), ==, funded);
  g_assert_true (g_str_has_prefix (report_get (reply, 0, "closedDate"), day->closed));
}

/* ── Runs ───────────────────────────────────────────────────────────────────────────────────────
 */

static guint
n_reported (Peer *peer, const char *at)
{
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, at);
  reply = report (peer, NULL);

  return reply_count (reply, "merchantClosedBatches");
}

static void
test_runs (void)
{
  g_autoptr (Peer) summer = peer_new (NULL);
  g_autoptr (Peer) winter = peer_new (NULL);
  g_autoptr (Peer) west = peer_new ((const char *[]){ "--zone=Pacific/Honolulu", NULL });

  set_clock (summer, "2026-05-04T15:00:00Z");
  g_free (sell (summer, "25.00", "A"));
  g_assert_cmpuint (n_reported (summer, "2026-05-05T08:19:00Z"), ==, 0);
  g_assert_cmpuint (n_reported (summer, "2026-05-05T08:20:01Z"), ==, 1);

  set_clock (winter, "2026-01-05T15:00:00Z");
  g_free (sell (winter, "25.00", "A"));
  g_assert_cmpuint (n_reported (winter, "2026-01-06T09:19:00Z"), ==, 0);
  g_assert_cmpuint (n_reported (winter, "2026-01-06T09:20:01Z"), ==, 1);

  /* Midnight there is six in the morning in New York: the day's second run has it first. */
  set_clock (west, "2026-05-04T20:00:00Z");
  g_free (sell (west, "25.00", "A"));
  g_assert_cmpuint (n_reported (west, "2026-05-05T15:09:00Z"), ==, 0);
  g_assert_cmpuint (n_reported (west, "2026-05-05T15:10:01Z"), ==, 1);
}

/* ── Sums ───────────────────────────────────────────────────────────────────────────────────────
 */

static void
do_to (Peer *peer, const char *deed, const char *id, const char *amount)
{
  g_autofree char  *path = g_strconcat ("/rest/v2/transactions/", deed, NULL);
  g_autofree char  *sum = amount != NULL ? g_strdup_printf (",\"amount\":\"%s\"", amount) : NULL;
  g_autofree char  *body = g_strdup_printf ("{\"id\":\"%s\"%s}", id, sum != NULL ? sum : "");
  g_autoptr (Reply) reply = ask (peer, "POST", path, body);

  g_assert_cmpuint (reply->status, ==, 200);
}

static void
pay_with (Peer *peer, const char *amount, const char *card)
{
  g_autoptr (Reply) reply = sale (peer, amount, card, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
}

#define AMEX "378282246310005"
#define DISCOVER "6011111111111117"

static void
test_equation (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autofree char  *voided = NULL;
  g_autofree char  *given_back = NULL;
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, "2026-05-04T15:00:00Z");
  given_back = sell (peer, "100.00", "A");
  voided = sell (peer, "70.00", "B");
  g_free (sell (peer, "19.30", "C"));
  pay_with (peer, "50.00", AMEX);
  do_to (peer, "void", voided, NULL);
  do_to (peer, "refund", given_back, "30.00");
  set_clock (peer, "2026-05-06T20:00:00Z");
  reply = report (peer, "2026-05-06");

  /* 2.59 % of $169.30 is $4.38487, and four times ten cents. */
  g_assert_cmpuint (reply_count (reply, "merchantClosedBatches"), ==, 1);
  g_assert_cmpint (report_cents (reply, 0, "sales"), ==, 16930);
  g_assert_cmpstr (report_get (reply, 0, "salesCount"), ==, "3");
  g_assert_cmpint (report_cents (reply, 0, "refunds"), ==, 3000);
  g_assert_cmpstr (report_get (reply, 0, "refundCount"), ==, "1");
  g_assert_cmpint (report_cents (reply, 0, "conveyedAmount"), ==, 0);
  g_assert_cmpint (report_cents (reply, 0, "batchFees"), ==, 438 + 40);
  g_assert_cmpint (report_cents (reply, 0, "backupWithholding"), ==, 0);
  g_assert_cmpint (report_cents (reply, 0, "batchTotal"), ==, 13930);
  g_assert_cmpint (report_cents (reply, 0, "depositAmount"), ==, 13930 - 478);
}

static void
test_rounding (void)
{
  static const struct
  {
    const char *amount;
    gint64      fee;
    const char *day;
    const char *funded;
  } halves[] = {
    { "50.00", 130, "2026-05-04", "2026-05-06" },  /* 129.5 */
    { "49.99", 129, "2026-05-06", "2026-05-08" },  /* 129.4741 */
    { "150.00", 389, "2026-05-11", "2026-05-13" }, /* 388.5 */
    { "7.53", 20, "2026-05-13", "2026-05-15" },    /* 19.5027 */
    { "7.52", 19, "2026-05-18", "2026-05-20" },    /* 19.4768 */
  };
  g_autoptr (Peer) peer = peer_new ((const char *[]){ "--fees=2.59%+0.00", NULL });

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      g_autofree char  *sold = g_strconcat (halves[i].day, "T15:00:00Z", NULL);
      g_autofree char  *told = g_strconcat (halves[i].funded, "T20:00:00Z", NULL);
      g_autoptr (Reply) reply = NULL;

      set_clock (peer, sold);
      g_free (sell (peer, halves[i].amount, NULL));
      set_clock (peer, told);
      reply = report (peer, halves[i].funded);
      g_assert_cmpint (report_cents (reply, 0, "batchFees"), ==, halves[i].fee);
    }
}

static void
test_conveyed (void)
{
  g_autoptr (Peer) peer =
    peer_new ((const char *[]){ "--conveyed=AMERICAN EXPRESS,DISCOVER", NULL });
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, "2026-05-04T15:00:00Z");
  g_free (sell (peer, "100.00", "A"));
  pay_with (peer, "50.00", AMEX);
  pay_with (peer, "7.25", DISCOVER);
  set_clock (peer, "2026-05-06T20:00:00Z");
  reply = report (peer, "2026-05-06");

  g_assert_cmpint (report_cents (reply, 0, "sales"), ==, 15725);
  g_assert_cmpint (report_cents (reply, 0, "conveyedAmount"), ==, 5725);
  g_assert_cmpstr (report_get (reply, 0, "conveyedCount"), ==, "2");
  g_assert_cmpint (report_cents (reply, 0, "batchFees"), ==, 259 + 10);
  g_assert_cmpint (report_cents (reply, 0, "batchTotal"), ==, 15725);
  g_assert_cmpint (report_cents (reply, 0, "depositAmount"), ==, 10000 - 269);
}

static void
test_negative (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autofree char  *id = NULL;
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, "2026-05-04T15:00:00Z");
  id = sell (peer, "900.00", "A");
  set_clock (peer, "2026-05-05T15:00:00Z");
  g_free (sell (peer, "20.00", "B"));
  do_to (peer, "refund", id, NULL);
  set_clock (peer, "2026-05-07T20:00:00Z");
  reply = report (peer, "2026-05-07");

  g_assert_cmpint (report_cents (reply, 0, "batchTotal"), ==, -88000);
  g_assert_cmpint (report_cents (reply, 0, "batchFees"), ==, 52 + 20);
  g_assert_cmpint (report_cents (reply, 0, "depositAmount"), ==, -88072);
}

/* A batch in which nothing stands is in no report. */
static void
test_nothing_left (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autofree char  *id = NULL;
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, "2026-05-04T15:00:00Z");
  id = sell (peer, "900.00", "A");
  do_to (peer, "void", id, NULL);
  set_clock (peer, "2026-05-07T20:00:00Z");
  reply = report (peer, NULL);

  g_assert_cmpuint (reply_count (reply, "merchantClosedBatches"), ==, 0);
}

/* Terms are kept; what was closed before they changed stays as it was reported. */
static void
test_terms_change (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--fees=2.00%+0.00", NULL });
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) set = NULL;
  g_autoptr (Reply) bad = NULL;

  set_clock (peer, "2026-05-04T15:00:00Z");
  g_free (sell (peer, "100.00", "A"));
  set_clock (peer, "2026-05-05T15:00:00Z");
  set = ask (peer, "POST", "/sandbox/terms", "{\"fees\":\"3.00%+0.00\"}");
  assert_reply (set, 200, "fees", "3.00%+0.00");
  bad = ask (peer, "POST", "/sandbox/terms", "{\"fees\":\"much\"}");
  g_assert_cmpuint (bad->status, ==, 400);
  g_free (sell (peer, "100.00", "B"));
  peer_restart (peer, NULL);
  set_clock (peer, "2026-05-08T20:00:00Z");
  reply = report (peer, NULL);

  g_assert_cmpuint (reply_count (reply, "merchantClosedBatches"), ==, 2);
  g_assert_cmpint (report_cents (reply, 0, "batchFees"), ==, 200);
  g_assert_cmpint (report_cents (reply, 1, "batchFees"), ==, 300);
}

/* A row that comes to a closed batch from outside is reported too. */
static void
test_row_from_outside (void)
{
  static const char rows[] =
    "[{\"id\":\"1\",\"type\":\"SALE\",\"amount\":\"40.00\",\"created\":\"2026-05-04 15:00:00.000\","
    "\"settled\":true,\"batch-string-id\":\"7\"}]";
  static const char late[] =
    "[{\"id\":\"2\",\"type\":\"SALE\",\"amount\":\"2.00\",\"created\":\"2026-05-04 16:00:00.000\","
    "\"settled\":true,\"batch-string-id\":\"7\"}]";
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--now=2026-05-06T20:00:00Z", NULL });
  g_autoptr (Reply) put = ask (peer, "PUT", "/sandbox/transactions", rows);
  g_autoptr (Reply) before = report (peer, "2026-05-06");
  g_autoptr (Reply) put_late = ask (peer, "PUT", "/sandbox/transactions", late);
  g_autoptr (Reply) after = report (peer, "2026-05-06");

  g_assert_cmpuint (put->status, ==, 200);
  g_assert_cmpuint (put_late->status, ==, 200);
  g_assert_cmpuint (reply_count (before, "merchantClosedBatches"), ==, 1);
  g_assert_cmpint (report_cents (before, 0, "sales"), ==, 4000);
  g_assert_cmpstr (report_get (before, 0, "batchNumber"), ==, "7");
  g_assert_cmpuint (reply_count (after, "merchantClosedBatches"), ==, 1);
  g_assert_cmpint (report_cents (after, 0, "sales"), ==, 4200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/funding/day/", days[i].name, NULL);

      g_test_add_data_func (path, &days[i], test_day);
    }
  g_test_add_func ("/sandbox/funding/runs", test_runs);
  g_test_add_func ("/sandbox/funding/equation", test_equation);
  g_test_add_func ("/sandbox/funding/rounding", test_rounding);
  g_test_add_func ("/sandbox/funding/conveyed", test_conveyed);
  g_test_add_func ("/sandbox/funding/negative", test_negative);
  g_test_add_func ("/sandbox/funding/nothing-left", test_nothing_left);
  g_test_add_func ("/sandbox/funding/terms-change", test_terms_change);
  g_test_add_func ("/sandbox/funding/row-from-outside", test_row_from_outside);

  return g_test_run ();
}
