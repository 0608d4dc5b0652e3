/* test-sandbox-months.c: a month of a practice's life: wire, sums and answer key agree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

static void
plan_month (Peer *peer, const char *month, const char *more)
{
  g_autofree char  *body = g_strdup_printf ("{\"month\":\"%s\"%s}", month, more);
  g_autoptr (Reply) reply = ask (peer, "POST", "/sandbox/months", body);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpint (atoi (reply_get (reply, "planned")), >, 0);
}

static Reply *
get (Peer *peer, const char *path)
{
  Reply *reply = ask (peer, "GET", path, NULL);

  g_assert_cmpuint (reply->status, ==, 200);

  return reply;
}

static JsonArray *
array_of (Reply *reply, const char *name)
{
  return json_object_get_array_member (json_node_get_object (reply->root), name);
}

static const char *
text (JsonObject *object, const char *name)
{
  return json_object_get_string_member (object, name);
}

/* "-12.40" and "-12.4000". */
static gint64
cents (JsonObject *object, const char *name)
{
  const char *amount = text (object, name);
  char       *end;
  gint64      whole =
    ABS (g_ascii_strtoll (amount, &end, 10)) * 100 + (end[1] - '0') * 10 + end[2] - '0';

  return *amount == '-' ? -whole : whole;
}

static gboolean
has_reason (JsonObject *object, const char *reason)
{
  JsonArray *reasons = json_object_get_array_member (object, "reasons");

  for (guint i = 0; i < json_array_get_length (reasons); i++)
    {
      if (g_str_equal (json_array_get_string_element (reasons, i), reason))
        return TRUE;
    }

  return FALSE;
}

/* ── Wire, sums and key ─────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  Peer       *peer;
  Reply      *all; /* all transactions, as the sandbox keeps them */
  GHashTable *by_id;
  GHashTable *seen;    /* ids that a deposit is made of */
  GHashTable *reasons; /* that came up */
} Books;

static gboolean
stands (JsonObject *row)
{
  return g_str_equal (text (row, "result"), "APPROVED") &&
         !json_object_get_boolean_member (row, "voided") &&
         !g_str_equal (text (row, "type"), "VOID");
}

static void
note_reasons (Books *books, JsonObject *object)
{
  JsonArray *reasons = json_object_get_array_member (object, "reasons");

  for (guint i = 0; i < json_array_get_length (reasons); i++)
    g_hash_table_add (books->reasons, (gpointer) json_array_get_string_element (reasons, i));
}

/* What a void refers to is voided, and nothing else is. */
static void
check_voids (Books *books)
{
  JsonArray *all = json_node_get_array (books->all->root);
  guint      n_voids = 0;
  guint      n_voided = 0;

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *row = json_array_get_object_element (all, i);
      JsonObject *about;

      n_voided += json_object_get_boolean_member (row, "voided");
      if (!g_str_equal (text (row, "type"), "VOID"))
        continue;
      n_voids++;
      about = g_hash_table_lookup (books->by_id, text (row, "ref-id"));
      g_assert_true (json_object_get_boolean_member (about, "voided"));
      g_assert_false (json_object_get_boolean_member (about, "settled"));
    }

  g_assert_cmpuint (n_voids, >, 0);
  g_assert_cmpuint (n_voids, ==, n_voided);
}

/* The transactions a row names are of its batch, stand, and are in no other row. */
static gint64
sum_of_items (Books *books, JsonObject *row, gint64 *sales, gint64 *refunds)
{
  JsonArray *items = json_object_get_array_member (row, "transactions");

  *sales = *refunds = 0;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      JsonObject *transaction = g_hash_table_lookup (books->by_id, text (item, "id"));
      gint64      amount;

      g_assert_nonnull (transaction);
      g_assert_true (stands (transaction));
      g_assert_true (json_object_get_boolean_member (transaction, "settled"));
      g_assert_cmpstr (text (transaction, "terminal-id"), ==, text (row, "terminal-id"));
      g_assert_cmpstr (text (transaction, "batch-string-id"), ==, text (row, "batch"));
      g_assert_true (g_hash_table_add (books->seen, (gpointer) text (item, "id")));
      amount = cents (transaction, "amount");
      if (g_str_equal (text (transaction, "type"), "REFUND"))
        *refunds += amount;
      else
        *sales += amount;
      g_assert_cmpint (cents (item, "amount"), ==,
                       g_str_equal (text (transaction, "type"), "REFUND") ? -amount : amount);
    }

  return *sales - *refunds;
}

/* The key's row against what was sold, and against the report's. */
static void
check_row (Books *books, JsonObject *row, JsonObject *told)
{
  gboolean is_batch = g_str_equal (text (row, "kind"), "batch");
  gint64   sales;
  gint64   refunds;
  gint64   net = sum_of_items (books, row, &sales, &refunds);
  gint64   difference = cents (row, "difference");

  if (is_batch)
    {
      g_assert_cmpint (cents (told, "sales"), ==, sales + difference);
      g_assert_cmpint (cents (told, "refunds"), ==, refunds);
      g_assert_cmpint (cents (told, "batchTotal"), ==, net + difference);
      /* 2.59 % of the sales that stand, half a cent up, and ten cents each. */
      g_assert_cmpint (
        cents (told, "batchFees"), ==,
        (sales * 259 + 5000) / 10000 +
          10 * json_array_get_length (json_object_get_array_member (row, "transactions")));
    }
  else
    {
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (row, "transactions")),
                        ==, 0);
      g_assert_true (g_str_has_suffix (text (told, "terminalName"), text (row, "about")));
      g_assert_nonnull (g_hash_table_lookup (books->by_id, text (row, "about")));
    }
  g_assert_true ((difference != 0) == has_reason (row, "contradicts"));
  g_assert_cmpint (cents (told, "depositAmount"), ==,
                   cents (told, "batchTotal") - cents (told, "conveyedAmount") -
                     cents (told, "batchFees") - cents (told, "backupWithholding"));

  g_assert_cmpstr (text (told, "terminalID"), ==, text (row, "terminalID"));
  g_assert_cmpstr (text (told, "batchNumber"), ==, text (row, "batchNumber"));
  g_assert_true (g_str_has_prefix (text (told, "settleDate"), text (row, "settleDate")));
  g_assert_cmpint (cents (told, "batchTotal"), ==, cents (row, "batchTotal"));
  g_assert_cmpint (cents (told, "depositAmount"), ==, cents (row, "depositAmount"));
  note_reasons (books, row);
}

static void
check_deposit (Books *books, JsonObject *deposit)
{
  g_autoptr (Reply) told = report (books->peer, text (deposit, "fundedDate"));
  JsonArray        *rows = json_object_get_array_member (deposit, "rows");
  gint64            sum = 0;

  g_assert_cmpuint (reply_count (told, "merchantClosedBatches"), ==, json_array_get_length (rows));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *on_wire =
        json_array_get_object_element (array_of (told, "merchantClosedBatches"), i);

      check_row (books, json_array_get_object_element (rows, i), on_wire);
      sum += cents (on_wire, "depositAmount");
    }

  g_assert_cmpint (cents (deposit, "amount"), ==, sum);
  g_assert_true ((sum < 0) == has_reason (deposit, "negative"));
  g_assert_cmpstr (text (deposit, "state"), ==, "funded");
  note_reasons (books, deposit);
}

static void
check_all_is_paid_out (Books *books)
{
  JsonArray *all = json_node_get_array (books->all->root);

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *row = json_array_get_object_element (all, i);

      if (stands (row))
        g_assert_true (g_hash_table_contains (books->seen, text (row, "id")));
    }
}

static void
check_reasons (Books *books)
{
  static const char *const wanted[] = {
    "late",        "together",   "split",      "details-late",   "partial",  "fees-late",
    "contradicts", "chargeback", "ach-return", "chargeback-won", "negative", "several-batches",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_test_message ("%s", wanted[i]);
      g_assert_true (g_hash_table_contains (books->reasons, wanted[i]));
    }
}

static void
check_books (Peer *peer)
{
  g_autoptr (Reply)      key = get (peer, "/sandbox/answer-key");
  g_autoptr (Reply)      all = get (peer, "/sandbox/transactions");
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) reasons = g_hash_table_new (g_str_hash, g_str_equal);
  Books                  books = { peer, all, by_id, seen, reasons };
  JsonArray             *rows = json_node_get_array (all->root);
  JsonArray             *deposits = array_of (key, "deposits");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_hash_table_insert (by_id, (gpointer) text (row, "id"), row);
    }
  for (guint i = 0; i < json_array_get_length (deposits); i++)
    check_deposit (&books, json_array_get_object_element (deposits, i));

  check_voids (&books);
  check_all_is_paid_out (&books);
  check_reasons (&books);
  g_assert_cmpuint (json_array_get_length (array_of (key, "open")), ==, 0);
  g_assert_cmpuint (json_array_get_length (array_of (key, "elsewhere")), >, 0);
}

typedef struct
{
  const char *month;
  const char *before;
  const char *after; /* when all of it is paid out */
} Month;

#define BEFORE_MAY "--now=2026-04-30T15:00:00Z"
#define AFTER_MAY "2026-06-20T15:00:00Z"

static const Month months[] = {
  /* Good Friday was the 3rd of April; on March 8 the clocks go forward. */
  { "2026-03", "--now=2026-02-28T15:00:00Z", "2026-04-20T15:00:00Z" },
  /* Columbus Day, and the clocks go back on November 1. */
  { "2026-10", "--now=2026-09-30T15:00:00Z", "2026-11-20T15:00:00Z" },
  /* Christmas, New Year. */
  { "2026-12", "--now=2026-11-30T15:00:00Z", "2027-01-20T15:00:00Z" },
};

static void
test_agrees (gconstpointer data)
{
  const Month     *month = data;
  g_autoptr (Peer) peer = peer_new ((const char *[]){ month->before, NULL });

  plan_month (peer, month->month, ",\"seed\":7,\"sales-a-day\":5,\"oddities\":true");
  set_clock (peer, month->after);
  check_books (peer);
}

/* Two months one after the other, the second planned while the first is still being paid out. */
static void
test_months (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ BEFORE_MAY, NULL });
  g_autoptr (Reply) planned = NULL;

  plan_month (peer, "2026-05", ",\"sales-a-day\":3,\"oddities\":true");
  set_clock (peer, "2026-05-31T15:00:00Z");
  plan_month (peer, "2026-06", ",\"sales-a-day\":3,\"oddities\":true");
  peer_restart (peer, (const char *[]){ "--now=2026-07-20T15:00:00Z", NULL });
  planned = get (peer, "/sandbox/state");
  check_books (peer);
  reply_free (planned);
  planned = get (peer, "/sandbox/state");

  assert_reply (planned, 200, "planned", "0");
}

/* ── Time ───────────────────────────────────────────────────────────────────────────────────────
 */

/* What has not happened yet is nowhere to be seen, and the wire goes on being the wire. */
static void
test_future_is_hidden (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ BEFORE_MAY, NULL });
  g_autoptr (Reply) none = NULL;
  g_autoptr (Reply) half = NULL;
  g_autofree char  *own = NULL;
  JsonArray        *rows;

  plan_month (peer, "2026-05", ",\"sales-a-day\":6");
  none = get (peer, "/sandbox/transactions");
  set_clock (peer, "2026-05-15T15:00:00Z");
  own = sell (peer, "25.00", "OWN");
  half = get (peer, "/rest/v2/transactions?level=merchant&page-size=1000");

  g_assert_cmpuint (json_array_get_length (json_node_get_array (none->root)), ==, 0);
  g_assert_cmpstr (own, ==, "500000001");
  g_assert_cmpuint (reply_count (half, "payload.transactions.transaction"), >, 20);
  rows = json_object_get_array_member (
    json_object_get_object_member (
      json_object_get_object_member (json_node_get_object (half->root), "payload"), "transactions"),
    "transaction");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_assert_cmpstr (text (json_array_get_object_element (rows, i), "created"), <,
                     "2026-05-15 15:01");
}

static char *
key_without_now (Peer *peer)
{
  g_autoptr (Reply) key = get (peer, "/sandbox/answer-key");

  return g_strdup (strstr (key->text, "\"merchantNumber\""));
}

/* Day by day or at one go: the same comes of it. */
static void
test_steps (void)
{
  g_autoptr (Peer) walked = peer_new ((const char *[]){ BEFORE_MAY, NULL });
  g_autoptr (Peer) leapt = peer_new ((const char *[]){ BEFORE_MAY, NULL });
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  plan_month (walked, "2026-05", ",\"sales-a-day\":2,\"oddities\":true");
  plan_month (leapt, "2026-05", ",\"sales-a-day\":2,\"oddities\":true");
  for (guint day = 1; day <= 31; day++)
    {
      g_autofree char *at = g_strdup_printf ("2026-05-%02uT17:00:00Z", day);

      set_clock (walked, at);
    }
  set_clock (walked, AFTER_MAY);
  set_clock (leapt, AFTER_MAY);
  one = key_without_now (walked);
  other = key_without_now (leapt);

  /* No g_assert_cmpstr(): it would print them whole. */
  g_assert_true (g_str_equal (one, other));
}

static char *
rows_of_seed (const char *more)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ BEFORE_MAY, NULL });
  g_autoptr (Reply) rows = NULL;

  plan_month (peer, "2026-05", more);
  set_clock (peer, AFTER_MAY);
  rows = get (peer, "/sandbox/transactions");

  return g_strdup (rows->text);
}

/* That the same seed gives the same is seen above. */
static void
test_seed (void)
{
  g_autofree char *one = rows_of_seed (",\"seed\":1,\"sales-a-day\":2");
  g_autofree char *other = rows_of_seed (",\"seed\":2,\"sales-a-day\":2");

  g_assert_false (g_str_equal (one, other));
  g_assert_nonnull (strstr (one, "\"603160001\""));
}

/* Of each kind some, and what was sold elsewhere has no invoice. */
static void
test_variety (void)
{
  g_autofree char *rows = rows_of_seed (",\"seed\":3,\"sales-a-day\":12,\"oddities\":true");

  g_assert_nonnull (strstr (rows, "\"AMERICAN EXPRESS\""));
  g_assert_nonnull (strstr (rows, "\"DISCOVER\""));
  g_assert_nonnull (strstr (rows, "\"REFUND\""));
  g_assert_nonnull (strstr (rows, "\"VOID\""));
  g_assert_nonnull (strstr (rows, "\"DECLINED\""));
  g_assert_nonnull (strstr (rows, "\"ACH\""));
  g_assert_nonnull (strstr (rows, "\"ONLINE\""));
  g_assert_nonnull (strstr (rows, "\"virtual-terminal\""));
  g_assert_nonnull (strstr (rows, "\"88120002\""));
}

/* ── Refused ────────────────────────────────────────────────────────────────────────────────────
 */

static void
test_refused (void)
{
  static const struct
  {
    const char *body;
    const char *words;
  } wrong[] = {
    { "{}", "month" },
    { "{\"month\":\"May\"}", "month" },
    { "{\"month\":\"2026-13\"}", "month" },
    { "{\"month\":\"2026-04\"}", "has begun" },
    { "{\"month\":\"2026-05\"}", "already" },
    { "{\"month\":\"2026-06\",\"seed\":\"x\"}", "seed" },
    { "{\"month\":\"2026-06\",\"sales-a-day\":0}", "sales-a-day" },
    { "{\"month\":\"2026-06\",\"sales-a-day\":201}", "sales-a-day" },
  };
  g_autoptr (Peer) peer = peer_new ((const char *[]){ BEFORE_MAY, NULL });

  plan_month (peer, "2026-05", ",\"sales-a-day\":1");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (Reply) reply = ask (peer, "POST", "/sandbox/months", wrong[i].body);

      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (strstr (reply_get (reply, "error"), wrong[i].words));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/months/agrees/", months[i].month, NULL);

      g_test_add_data_func (path, &months[i], test_agrees);
    }
  g_test_add_func ("/sandbox/months/two", test_months);
  g_test_add_func ("/sandbox/months/future-is-hidden", test_future_is_hidden);
  g_test_add_func ("/sandbox/months/steps", test_steps);
  g_test_add_func ("/sandbox/months/seed", test_seed);
  g_test_add_func ("/sandbox/months/variety", test_variety);
  g_test_add_func ("/sandbox/months/refused", test_refused);

  return g_test_run ();
}
