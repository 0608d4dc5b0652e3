/* test-sandbox-faults.c: what goes wrong on purpose goes wrong as promised
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

#define VISA "4111111111111111"

/* What a sale hears, and whether it took place. */
typedef struct
{
  const char *name;
  const char *spec;
  guint       status; /* 0: no answer */
  gboolean    done;
} Case;

static const Case cases[] = {
  { "reset-before", "reset-before@/sale=#1", 0, FALSE },
  { "reset-after", "reset-after@/sale=#1", 0, TRUE },
  { "500-before", "500-before@POST=#1", 500, FALSE },
  { "500-after", "500-after@POST=#1", 500, TRUE },
  { "truncated", "truncated@/sale=#1", 0, TRUE },
  { "timeout", "timeout@/sale=#1", 0, TRUE },
  { "timeout-before", "timeout-before@/sale=#1", 0, FALSE },
  { "not-json", "not-json@/sale=#1", 200, TRUE },
  { "wrong-invoice", "wrong-invoice@/sale=#1", 200, TRUE },
  { "delay", "delay:20@/sale=#1", 200, TRUE },
  { "all-of-them", "reset-after@/sale=100%", 0, TRUE },
};

static guint
count_sales (Peer *peer, const char *invoice)
{
  g_autofree char  *path = g_strconcat ("/rest/v2/transactions?invoice=", invoice, NULL);
  g_autoptr (Reply) found = ask (peer, "GET", path, NULL);

  g_assert_cmpuint (found->status, ==, 200);

  return reply_count (found, "payload.transactions.transaction");
}

static Reply *
impatient_sale (Peer *peer, const char *invoice)
{
  g_autofree char *body =
    g_strdup_printf ("{\"amount\":\"25.00\",\"card\":\"" VISA "\",\"exp-date\":\"1239\","
                     "\"invoice\":\"%s\"}",
                     invoice);

  return ticket_wait (ask_async (peer, "POST", "/rest/v2/transactions/sale", body, 1));
}

static void
test_fault (gconstpointer data)
{
  const Case       *it = data;
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) struck = NULL;
  g_autoptr (Reply) next = NULL;

  set_faults (peer, it->spec);
  struck = impatient_sale (peer, "A");
  g_assert_cmpuint (struck->status, ==, it->status);
  if (it->status == 200 && g_str_equal (it->name, "not-json"))
    g_assert_null (struck->root);
  if (it->status == 200 && g_str_equal (it->name, "wrong-invoice"))
    g_assert_cmpstr (reply_get (struck, "payload.transaction.invoice"), !=, "A");
  if (it->status == 500)
    g_assert_cmpstr (reply_code (struck), ==, "050");

  g_assert_cmpuint (count_sales (peer, "A"), ==, it->done ? 1 : 0);

  set_faults (peer, "");
  next = sale (peer, "25.00", "5499740000000057", "B");
  assert_reply (next, 200, "payload.transaction.invoice", "B");
}

/* Two calls, each with its deed, one answer. */
static void
test_duplicate (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;

  set_faults (peer, "duplicate@/sale=#2");
  first = sale (peer, "25.00", VISA, "A");
  second = sale (peer, "30.00", "5499740000000057", "B");

  assert_reply (second, 200, "payload.transaction.invoice", "A");
  g_assert_cmpstr (first->text, ==, second->text);
  g_assert_cmpuint (count_sales (peer, "B"), ==, 1);
}

static void
test_count (void)
{
  g_autoptr (Peer)    peer = peer_new ((const char *[]){ "--faults=500-before@GET=#2-3", NULL });
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (Reply)   state = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (Reply) reply = ask (peer, "GET", "/rest/v2/transactions", NULL);

      g_string_append_printf (heard, "%u ", reply->status);
    }
  g_assert_cmpstr (heard->str, ==, "200 500 500 200 200 ");
  state = ask (peer, "GET", "/sandbox/state", NULL);
  assert_reply (state, 200, "struck", "2");
}

static char *
hear (const char *seed)
{
  g_autofree char *argument = g_strconcat ("--seed=", seed, NULL);
  g_autoptr (Peer) peer =
    peer_new ((const char *[]){ argument, "--faults=500-before=40%,delay:1=50%", NULL });
  GString *heard = g_string_new (NULL);

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (Reply) reply = ask (peer, "GET", "/rest/v2/transactions", NULL);

      g_string_append_c (heard, reply->status == 500 ? '!' : '.');
    }

  return g_string_free (heard, FALSE);
}

static void
test_seed (void)
{
  g_autofree char *first = hear ("7");
  g_autofree char *again = hear ("7");
  g_autofree char *other = hear ("8");

  g_test_message ("%s %s", first, other);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
  g_assert_nonnull (strchr (first, '!'));
  g_assert_nonnull (strchr (first, '.'));
}

/* The long request of a terminal too: what its faults strike is the answer. */
static void
test_terminal (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--terminal-mode=tap:0", NULL });
  g_autoptr (Reply) lost = NULL;

  set_faults (peer, "reset-after@/terminal/=#1");
  lost = ask (peer, "POST", "/rest/v2/terminal/transactions/sale",
              "{\"amount\":\"25.00\",\"invoice\":\"A\"}");
  g_assert_cmpuint (lost->status, ==, 0);
  g_assert_cmpuint (count_sales (peer, "A"), ==, 1);
}

static void
test_bad_specs (void)
{
  static const char *const bad[] = {
    "delay=10%",    "timeout:5=10%", "timeout=101%", "timeout=0%",
    "timeout=#3-2", "timeout",       "=#1",          "timeout@=#1"
  };
  g_autoptr (Peer) peer = peer_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char  *body = g_strdup_printf ("{\"faults\":\"%s\"}", bad[i]);
      g_autoptr (Reply) reply = ask (peer, "POST", "/sandbox/faults", body);

      g_test_message ("%s", bad[i]);
      g_assert_cmpuint (reply->status, ==, 400);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/faults/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_fault);
    }
  g_test_add_func ("/sandbox/faults/duplicate", test_duplicate);
  g_test_add_func ("/sandbox/faults/count", test_count);
  g_test_add_func ("/sandbox/faults/seed", test_seed);
  g_test_add_func ("/sandbox/faults/terminal", test_terminal);
  g_test_add_func ("/sandbox/faults/bad-specs", test_bad_specs);

  return g_test_run ();
}
