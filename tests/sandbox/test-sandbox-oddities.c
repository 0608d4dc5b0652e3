/* test-sandbox-oddities.c: each oddity of the funding by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

/* Monday, May 4, is due on the 6th; without fees, so that the sums are plain. */
#define SOLD "2026-05-04T15:00:00Z"
#define LAST "2026-06-10T20:00:00Z"

static Peer *
peer_with_oddity (const char *oddity)
{
  g_autofree char *spec = g_strconcat ("--oddities=", oddity, NULL);
  Peer            *peer = peer_new ((const char *[]){ "--fees=", spec, NULL });

  set_clock (peer, SOLD);
  g_free (sell (peer, "100.00", "A"));
  g_free (sell (peer, "60.00", "B"));
  g_free (sell (peer, "45.00", "C"));

  return peer;
}

/* The day's rows as they are told at that time. */
static Reply *
report_at (Peer *peer, const char *at, const char *day, guint n_rows)
{
  Reply *reply;

  set_clock (peer, at);
  reply = report (peer, day);
  g_assert_cmpuint (reply_count (reply, "merchantClosedBatches"), ==, n_rows);

  return reply;
}

static void
assert_deposit (Reply *reply, guint row, gint64 total, gint64 deposit)
{
  g_assert_cmpint (report_cents (reply, row, "batchTotal"), ==, total);
  g_assert_cmpint (report_cents (reply, row, "depositAmount"), ==, deposit);
}

/* The only deposit, or the one at @index, has this reason in its only row. */
static void
assert_answer (Peer *peer, guint index, const char *funded, const char *reason)
{
  g_autoptr (Reply) key = ask (peer, "GET", "/sandbox/answer-key", NULL);
  g_autofree char  *day = g_strdup_printf ("deposits.%u.fundedDate", index);
  g_autofree char  *why = g_strdup_printf ("deposits.%u.rows.0.reasons.0", index);

  assert_reply (key, 200, day, funded);
  assert_reply (key, 200, why, reason);
}

static void
test_none (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("late@2026-05-05");
  g_autoptr (Reply) due = report_at (peer, LAST, "2026-05-06", 1);
  g_autoptr (Reply) all = report (peer, NULL);
  g_autoptr (Reply) key = ask (peer, "GET", "/sandbox/answer-key", NULL);

  assert_deposit (due, 0, 20500, 20500);
  g_assert_cmpuint (reply_count (all, "merchantClosedBatches"), ==, 1);
  g_assert_cmpuint (reply_count (key, "deposits.0.rows.0.reasons"), ==, 0);
  g_assert_cmpuint (reply_count (key, "deposits.0.reasons"), ==, 0);
  assert_reply (key, 200, "deposits.0.amount", "205.00");
  assert_reply (key, 200, "deposits.0.state", "funded");
  assert_reply (key, 200, "deposits.0.rows.0.difference", "0.00");
  g_assert_cmpuint (reply_count (key, "deposits.0.rows.0.transactions"), ==, 3);
}

/* It stands where it was due until the first run of that day, then two business days later. */
static void
test_late (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("late@2026-05-04");
  g_autoptr (Reply) before = report_at (peer, "2026-05-06T08:19:00Z", "2026-05-06", 1);
  g_autoptr (Reply) gone = report_at (peer, "2026-05-06T08:20:01Z", "2026-05-06", 0);
  g_autoptr (Reply) there = report (peer, "2026-05-08");

  g_assert_cmpstr (report_get (before, 0, "fundedDate"), ==, "2026-05-06T00:00:00");
  g_assert_cmpuint (reply_count (there, "merchantClosedBatches"), ==, 1);
  g_assert_cmpstr (report_get (there, 0, "fundedDate"), ==, "2026-05-08T00:00:00");
  assert_deposit (there, 0, 20500, 20500);
  assert_answer (peer, 0, "2026-05-08", "late");
}

static void
test_late_by_number (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("late:4@2026-05-04/0001");
  g_autoptr (Reply) there = report_at (peer, LAST, "2026-05-12", 1);

  assert_deposit (there, 0, 20500, 20500);
}

static void
test_together (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("together@2026-05-04");
  g_autoptr (Reply) none = NULL;
  g_autoptr (Reply) both = NULL;
  g_autoptr (Reply) key = NULL;

  set_clock (peer, "2026-05-05T15:00:00Z");
  g_free (sell (peer, "8.00", "D"));
  none = report_at (peer, LAST, "2026-05-06", 0);
  both = report (peer, "2026-05-07");
  key = ask (peer, "GET", "/sandbox/answer-key", NULL);

  g_assert_cmpuint (reply_count (both, "merchantClosedBatches"), ==, 2);
  assert_deposit (both, 0, 20500, 20500);
  assert_deposit (both, 1, 800, 800);
  assert_reply (key, 200, "deposits.0.reasons.0", "several-batches");
  assert_reply (key, 200, "deposits.0.amount", "213.00");
  assert_answer (peer, 0, "2026-05-07", "together");
}

/* The first two of three are paid out when they are due. */
static void
test_split (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("split@2026-05-04");
  g_autoptr (Reply) first = report_at (peer, LAST, "2026-05-06", 1);
  g_autoptr (Reply) second = report (peer, "2026-05-07");
  g_autoptr (Reply) key = ask (peer, "GET", "/sandbox/answer-key", NULL);

  g_assert_cmpuint (reply_count (second, "merchantClosedBatches"), ==, 1);
  assert_deposit (first, 0, 16000, 16000);
  assert_deposit (second, 0, 4500, 4500);
  g_assert_cmpstr (report_get (first, 0, "salesCount"), ==, "2");
  g_assert_cmpstr (report_get (second, 0, "salesCount"), ==, "1");
  g_assert_cmpstr (report_get (first, 0, "batchNumber"), ==, "1");
  g_assert_cmpstr (report_get (second, 0, "batchNumber"), ==, "1");
  g_assert_cmpuint (reply_count (key, "deposits.0.rows.0.transactions"), ==, 2);
  g_assert_cmpuint (reply_count (key, "deposits.1.rows.0.transactions"), ==, 1);
  assert_reply (key, 200, "deposits.1.rows.0.part", "2");
  assert_answer (peer, 1, "2026-05-07", "split");
}

static void
test_details_late (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("details-late:45@2026-05-04");
  g_autofree char  *early = NULL;
  g_autofree char  *early_batch = NULL;
  g_autofree char  *then = NULL;
  g_autofree char  *then_batch = NULL;
  g_autoptr (Reply) void_reply = NULL;
  g_autoptr (Reply) settled = NULL;
  g_autoptr (Reply) row = report_at (peer, "2026-05-05T09:04:00Z", "2026-05-06", 1);
  g_autoptr (Reply) key = ask (peer, "GET", "/sandbox/answer-key", NULL);

  /* The report has it since 04:20, the transactions from 05:05 on. */
  early = look_up (peer, "500000001", "settled");
  early_batch = look_up (peer, "500000001", "batch-string-id");
  settled = ask (peer, "GET", "/rest/v2/transactions?status=SETTLED", NULL);
  void_reply = ask (peer, "POST", "/rest/v2/transactions/void", "{\"id\":\"500000001\"}");
  set_clock (peer, "2026-05-05T09:05:01Z");
  then = look_up (peer, "500000001", "settled");
  then_batch = look_up (peer, "500000001", "batch-string-id");

  assert_deposit (row, 0, 20500, 20500);
  g_assert_cmpstr (early, ==, "false");
  g_assert_cmpstr (early_batch, ==, "");
  g_assert_cmpuint (reply_count (settled, "payload.transactions.transaction"), ==, 0);
  /* Whatever the gateway says: the batch is closed. */
  g_assert_cmpuint (void_reply->status, ==, 402);
  g_assert_cmpstr (then, ==, "true");
  g_assert_cmpint (atoi (then_batch), ==, 1);
  assert_reply (key, 200, "deposits.0.rows.0.detailsAt", "2026-05-05T09:05:00.000Z");
  assert_answer (peer, 0, "2026-05-06", "details-late");
}

static void
test_partial (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("partial@2026-05-04");
  g_autoptr (Reply) first = report_at (peer, "2026-05-05T15:09:00Z", NULL, 0);
  g_autoptr (Reply) second = report_at (peer, "2026-05-05T15:10:01Z", NULL, 1);

  assert_answer (peer, 0, "2026-05-06", "partial");
}

static void
test_fees_late (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("fees-late@2026-05-04");
  g_autoptr (Reply) terms = ask (peer, "POST", "/sandbox/terms", "{\"fees\":\"2.00%+0.00\"}");
  g_autoptr (Reply) early = report_at (peer, "2026-05-07T08:19:00Z", "2026-05-06", 1);
  g_autoptr (Reply) then = report_at (peer, "2026-05-07T08:20:01Z", "2026-05-06", 1);

  g_assert_cmpuint (terms->status, ==, 200);
  g_assert_cmpint (report_cents (early, 0, "batchFees"), ==, 0);
  assert_deposit (early, 0, 20500, 20500 - 410);
  g_assert_cmpint (report_cents (then, 0, "batchFees"), ==, 410);
  assert_deposit (then, 0, 20500, 20500 - 410);
  assert_answer (peer, 0, "2026-05-06", "fees-late");
}

static void
test_contradicts (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("contradicts@2026-05-04");
  g_autoptr (Reply) row = report_at (peer, LAST, "2026-05-06", 1);
  g_autoptr (Reply) key = ask (peer, "GET", "/sandbox/answer-key", NULL);

  g_assert_cmpint (report_cents (row, 0, "sales"), ==, 20500 - 1240);
  assert_deposit (row, 0, 20500 - 1240, 20500 - 1240);
  assert_reply (key, 200, "deposits.0.rows.0.difference", "-12.40");
  assert_answer (peer, 0, "2026-05-06", "contradicts");
}

/* More than was sold: then it is the other way round. */
static void
test_contradicts_more (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("contradicts:30000@2026-05-04");
  g_autoptr (Reply) row = report_at (peer, LAST, "2026-05-06", 1);

  g_assert_cmpint (report_cents (row, 0, "sales"), ==, 20500 + 30000);
}

static void
assert_adjustment (Reply *reply, const char *name, gint64 total, gint64 deposit)
{
  g_assert_cmpuint (reply_count (reply, "merchantClosedBatches"), ==, 1);
  g_assert_cmpstr (report_get (reply, 0, "terminalName"), ==, name);
  g_assert_cmpstr (report_get (reply, 0, "terminalID"), ==, "0000");
  g_assert_cmpstr (report_get (reply, 0, "batchNumber"), ==, "0");
  g_assert_cmpstr (report_get (reply, 0, "salesCount"), ==, "0");
  g_assert_cmpint (report_cents (reply, 0, "sales"), ==, 0);
  g_assert_cmpint (report_cents (reply, 0, "refunds"), ==, 0);
  assert_deposit (reply, 0, total, deposit);
}

/* The largest sale, on the third business day after the 6th, shown on the morning of that day. */
static void
test_chargeback (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("chargeback@2026-05-04");
  g_autoptr (Reply) before = report_at (peer, "2026-05-11T08:19:00Z", "2026-05-11", 0);
  g_autoptr (Reply) taken = report_at (peer, "2026-05-11T08:20:01Z", "2026-05-11", 1);
  g_autoptr (Reply) all = report_at (peer, LAST, NULL, 2);
  g_autofree char  *settled = look_up (peer, "500000001", "settled");

  assert_adjustment (taken, "CHARGEBACK 500000001", -10000, -12500);
  g_assert_cmpint (report_cents (taken, 0, "batchFees"), ==, 2500);
  g_assert_cmpstr (settled, ==, "true");
  assert_answer (peer, 1, "2026-05-11", "chargeback");
}

static void
test_chargeback_won (void)
{
  g_autoptr (Peer)  peer = peer_with_oddity ("chargeback-won:5@2026-05-04");
  g_autoptr (Reply) taken = report_at (peer, LAST, "2026-05-13", 1);
  g_autoptr (Reply) back = report (peer, "2026-05-20");

  assert_adjustment (taken, "CHARGEBACK 500000001", -10000, -12500);
  assert_adjustment (back, "CHARGEBACK REVERSAL 500000001", 10000, 10000);
  assert_answer (peer, 2, "2026-05-20", "chargeback-won");
}

static void
test_ach_return (void)
{
  static const char by_bank[] =
    "[{\"id\":\"9\",\"type\":\"SALE\",\"amount\":\"70.00\",\"created\":\"2026-05-04 16:00:00.000\","
    "\"entry-method\":\"ACH\",\"card-last-four\":\"6789\"}]";
  g_autoptr (Peer)  none = peer_with_oddity ("ach-return@2026-05-04");
  g_autoptr (Peer)  peer = peer_with_oddity ("ach-return@2026-05-04");
  g_autoptr (Reply) put = ask (peer, "PUT", "/sandbox/transactions", by_bank);
  g_autoptr (Reply) returned = report_at (peer, LAST, "2026-05-08", 1);
  g_autoptr (Reply) nothing = report_at (none, LAST, NULL, 1);

  g_assert_cmpuint (put->status, ==, 200);
  assert_adjustment (returned, "ACH RETURN R01 9", -7000, -7250);
  assert_answer (peer, 1, "2026-05-08", "ach-return");
}

/* The same seed strikes the same batches, another seed others; and about as many as were asked. */
static char *
days_that_are_late (const char *seed)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ seed, "--oddities=late=50%", NULL });
  g_autoptr (Reply) key = NULL;
  GString          *days = g_string_new (NULL);

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *at = g_strdup_printf ("2026-05-%02uT15:00:00Z", 1 + i);

      set_clock (peer, at);
      g_free (sell (peer, "25.00", NULL));
    }
  set_clock (peer, LAST);
  key = ask (peer, "GET", "/sandbox/answer-key", NULL);
  for (guint i = 0; i < reply_count (key, "deposits"); i++)
    {
      g_autofree char *rows = g_strdup_printf ("deposits.%u.rows", i);

      for (guint j = 0; j < reply_count (key, rows); j++)
        {
          g_autofree char *reason = g_strdup_printf ("%s.%u.reasons.0", rows, j);
          g_autofree char *settled = g_strdup_printf ("%s.%u.settleDate", rows, j);

          if (g_str_equal (reply_get (key, reason), "late"))
            g_string_append_printf (days, "%s ", reply_get (key, settled));
        }
    }

  return g_string_free (days, FALSE);
}

static void
test_rate (void)
{
  g_autofree char *one = days_that_are_late ("--seed=1");
  g_autofree char *again = days_that_are_late ("--seed=1");
  g_autofree char *other = days_that_are_late ("--seed=2");

  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpuint (strlen (one), >, 4 * strlen ("2026-05-01 "));
  g_assert_cmpuint (strlen (one), <, 21 * strlen ("2026-05-01 "));
}

static void
test_bad_specs (void)
{
  static const char *const wrong[] = {
    "earthquake@2026-05-04",
    "late",
    "late@May 4",
    "late@2026-02-30",
    "late=0%",
    "late=101%",
    "late:0@2026-05-04",
    "late@2026-05-04=5%",
    "late@2026-05-04/front",
    "late:x=5%",
    "late@2026-05-04;",
  };
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--oddities=late=5%, split=1%", NULL });
  g_autoptr (Reply) kept = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char  *body = g_strdup_printf ("{\"oddities\":\"%s\"}", wrong[i]);
      g_autoptr (Reply) reply = ask (peer, "POST", "/sandbox/terms", body);

      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (strstr (reply_get (reply, "error"), wrong[i]));
    }

  kept = ask (peer, "GET", "/sandbox/state", NULL);
  assert_reply (kept, 200, "oddities", "late=5%, split=1%");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/oddities/none", test_none);
  g_test_add_func ("/sandbox/oddities/late", test_late);
  g_test_add_func ("/sandbox/oddities/late-by-number", test_late_by_number);
  g_test_add_func ("/sandbox/oddities/together", test_together);
  g_test_add_func ("/sandbox/oddities/split", test_split);
  g_test_add_func ("/sandbox/oddities/details-late", test_details_late);
  g_test_add_func ("/sandbox/oddities/partial", test_partial);
  g_test_add_func ("/sandbox/oddities/fees-late", test_fees_late);
  g_test_add_func ("/sandbox/oddities/contradicts", test_contradicts);
  g_test_add_func ("/sandbox/oddities/contradicts-more", test_contradicts_more);
  g_test_add_func ("/sandbox/oddities/chargeback", test_chargeback);
  g_test_add_func ("/sandbox/oddities/chargeback-won", test_chargeback_won);
  g_test_add_func ("/sandbox/oddities/ach-return", test_ach_return);
  g_test_add_func ("/sandbox/oddities/rate", test_rate);
  g_test_add_func ("/sandbox/oddities/bad-specs", test_bad_specs);

  return g_test_run ();
}
