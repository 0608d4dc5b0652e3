/* test-sandbox-terminal.c: the card terminal, by its buttons and by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

#define SALE "/rest/v2/terminal/transactions/sale"
#define PAGE "/sandbox/terminal/88120001"
#define BODY                                                                                       \
  "{\"type\":\"SALE\",\"amount\":\"1234.50\",\"invoice\":\"T1\",\"check-field\":\"invoice\"}"

static char *
terminal_state (Peer *peer)
{
  g_autoptr (Reply) reply = ask (peer, "GET", "/sandbox/state", NULL);

  return g_strdup (reply_get (reply, "terminals.0.state"));
}

static gboolean
is_in_state (Peer *peer, const char *state)
{
  g_autofree char *now = terminal_state (peer);

  return g_str_equal (now, state);
}

static void
press (Peer *peer, const char *deed)
{
  g_autofree char  *form = g_strconcat ("deed=", deed, NULL);
  g_autoptr (Reply) reply = ask (peer, "POST", PAGE "/press", form);

  g_assert_cmpuint (reply->status, ==, 303);
  g_assert_cmpstr (reply->location, ==, PAGE);
}

static gboolean
screen_shows (Peer *peer, const char *words)
{
  g_autoptr (Reply) screen = ask (peer, "GET", PAGE "/screen", NULL);

  return strstr (screen->text, words) != NULL;
}

static void
test_by_itself (void)
{
  static const struct
  {
    const char *mode;
    guint       status;
    const char *code;
    const char *result;
    const char *entry;
  } cases[] = {
    { "tap", 200, "000", "APPROVED", "EMV_CONTACTLESS" },
    { "insert", 200, "000", "APPROVED", "EMV_CONTACT" },
    { "decline", 402, "023", "DECLINED", "EMV_CONTACTLESS" },
    { "cancel", 402, "006", "ERROR", "" },
    { "unplug", 402, "001", NULL, "" },
  };
  g_autoptr (Peer) peer = peer_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mode = g_strdup_printf ("{\"mode\":\"%s\",\"delay-ms\":2}", cases[i].mode);
      g_autofree char *body =
        g_strdup_printf ("{\"amount\":\"20.00\",\"invoice\":\"%s\"}", cases[i].mode);
      g_autofree char  *query = g_strconcat ("/rest/v2/transactions?invoice=", cases[i].mode, NULL);
      g_autoptr (Reply) reply = NULL;
      g_autoptr (Reply) found = NULL;

      g_test_message ("%s", cases[i].mode);
      set_mode (peer, mode);
      reply = ask (peer, "POST", SALE, body);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpstr (reply_code (reply), ==, cases[i].code);

      found = ask (peer, "GET", query, NULL);
      g_assert_cmpuint (reply_count (found, "payload.transactions.transaction"), ==,
                        cases[i].result != NULL ? 1 : 0);
      if (cases[i].result == NULL)
        continue;
      assert_reply (found, 200, "payload.transactions.transaction.0.result", cases[i].result);
      assert_reply (found, 200, "payload.transactions.transaction.0.entry-method", cases[i].entry);
      g_assert_cmpuint (
        strlen (reply_get (found, "payload.transactions.transaction.0.emv.application-id")) > 0, ==,
        g_str_has_prefix (cases[i].entry, "EMV"));
    }
}

static void
test_by_its_buttons (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  Ticket           *ticket;
  g_autoptr (Reply) reply = NULL;

  set_mode (peer, "{\"mode\":\"manual\",\"delay-ms\":0}");
  g_assert_true (screen_shows (peer, "Welcome"));
  press (peer, "tap"); /* nothing to pay: nothing happens */
  g_assert_true (is_in_state (peer, "idle"));

  ticket = ask_async (peer, "POST", SALE, BODY, 0);
  till_test_wait_until (is_in_state (peer, "amount"));
  g_assert_true (screen_shows (peer, "$1,234.50"));
  g_assert_false (ticket_is_answered (ticket));

  press (peer, "insert");
  reply = ticket_wait (ticket);
  assert_reply (reply, 200, "payload.transaction.entry-method", "EMV_CONTACT");
  assert_reply (reply, 200, "payload.transaction.amount", "1234.50");
  g_assert_true (screen_shows (peer, "Approved"));
}

static void
test_cancel_and_unplug (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) cancelled = NULL;
  g_autoptr (Reply) busy = NULL;
  g_autoptr (Reply) unplugged = NULL;
  g_autoptr (Reply) still = NULL;
  g_autoptr (Reply) all = NULL;
  Ticket           *ticket;

  set_mode (peer, "{\"mode\":\"manual\",\"delay-ms\":0}");
  ticket = ask_async (peer, "POST", SALE, BODY, 0);
  till_test_wait_until (is_in_state (peer, "amount"));
  busy = ask (peer, "POST", SALE, "{\"amount\":\"1.00\",\"invoice\":\"T2\"}");
  g_assert_cmpstr (reply_code (busy), ==, "001");
  press (peer, "cancel");
  cancelled = ticket_wait (ticket);
  g_assert_cmpuint (cancelled->status, ==, 402);

  ticket = ask_async (peer, "POST", SALE, BODY, 0);
  till_test_wait_until (is_in_state (peer, "amount"));
  press (peer, "unplug");
  unplugged = ticket_wait (ticket);
  assert_reply (unplugged, 402, "payload.error.error-message",
                "Could not communicate with Terminal");
  still = ask (peer, "POST", SALE, BODY);
  g_assert_cmpstr (reply_code (still), ==, "001");
  g_assert_true (screen_shows (peer, "unplugged"));
  press (peer, "plug-in");
  g_assert_true (screen_shows (peer, "Welcome"));

  all = ask (peer, "GET", "/sandbox/transactions", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (all->root)), ==, 1);
}

/* Who asked may have gone; the patient's card is charged all the same. */
static void
test_answer_that_nobody_hears (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) lost = NULL;
  g_autoptr (Reply) found = NULL;
  Ticket           *ticket;

  set_mode (peer, "{\"mode\":\"manual\",\"delay-ms\":0}");
  ticket = ask_async (peer, "POST", SALE, BODY, 1);
  till_test_wait_until (is_in_state (peer, "amount"));
  lost = ticket_wait (ticket);
  g_assert_cmpuint (lost->status, ==, 0);

  press (peer, "tap");
  till_test_wait_until (is_in_state (peer, "approved"));
  found = ask (peer, "GET", "/rest/v2/transactions?invoice=T1", NULL);
  assert_reply (found, 200, "payload.transactions.transaction.0.result", "APPROVED");
}

static void
test_many_patients (void)
{
  g_autoptr (Peer) peer = peer_new ((const char *[]){ "--terminal-mode=tap:0", NULL });

  /* Each taps a card of his own, so the duplicate rules stay quiet. */
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char  *body = g_strdup_printf ("{\"amount\":\"25.00\",\"invoice\":\"P%u\"}", i);
      g_autoptr (Reply) reply = ask (peer, "POST", SALE, body);

      assert_reply (reply, 200, "payload.transaction.display-message", "Transaction approved");
    }
}

static void
test_addresses (void)
{
  g_autoptr (Peer) peer = peer_new (
    (const char *[]){ "--terminal=Window", "--terminal=Lab=k2", "--terminal-mode=tap:0", NULL });
  g_autoptr (Reply) state = ask (peer, "GET", "/sandbox/state", NULL);
  g_autoptr (Reply) generic =
    ask (peer, "POST", "/rest/v2/terminal/transactions", "{\"type\":\"AUTH\",\"amount\":\"9.00\"}");
  g_autoptr (Reply) typed =
    ask (peer, "POST", "/rest/v2/terminal/transactions/auth", "{\"amount\":\"8.00\"}");
  g_autoptr (Reply) refund =
    ask (peer, "POST", "/rest/v2/terminal/transactions/refund", "{\"amount\":\"8.00\"}");
  g_autoptr (Reply) bad = ask (peer, "POST", SALE, "{\"amount\":\"8\"}");
  g_autoptr (Reply) lab = NULL;

  assert_reply (state, 200, "terminals.0.name", "Window");
  assert_reply (state, 200, "terminals.1.key", "k2");
  assert_reply (generic, 200, "payload.transaction.type", "AUTH");
  assert_reply (typed, 200, "payload.transaction.pending", "true");
  g_assert_cmpuint (refund->status, ==, 400);
  g_assert_cmpuint (bad->status, ==, 400);

  g_free (peer->key);
  peer->key = g_strdup ("k2");
  lab = ask (peer, "POST", SALE, "{\"amount\":\"8.00\"}");
  assert_reply (lab, 200, "payload.transaction.terminal-id", "88120002");
}

static void
test_page (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autoptr (Reply) page = NULL;
  g_autoptr (Reply) script = NULL;
  g_autoptr (Reply) nowhere = NULL;

  g_clear_pointer (&peer->key, g_free); /* a browser has none */
  page = ask (peer, "GET", PAGE, NULL);
  script = ask (peer, "GET", "/sandbox/terminal.js", NULL);
  nowhere = ask (peer, "GET", "/sandbox/terminal/999", NULL);

  g_assert_cmpuint (page->status, ==, 200);
  g_assert_nonnull (strstr (page->text, "<html lang="));
  g_assert_nonnull (strstr (page->text, "role=\"status\""));
  g_assert_nonnull (strstr (page->text, "Card terminal: Front desk"));
  g_assert_cmpuint (script->status, ==, 200);
  g_assert_cmpuint (nowhere->status, ==, 401);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/terminal/by-itself", test_by_itself);
  g_test_add_func ("/sandbox/terminal/by-its-buttons", test_by_its_buttons);
  g_test_add_func ("/sandbox/terminal/cancel-and-unplug", test_cancel_and_unplug);
  g_test_add_func ("/sandbox/terminal/answer-that-nobody-hears", test_answer_that_nobody_hears);
  g_test_add_func ("/sandbox/terminal/many-patients", test_many_patients);
  g_test_add_func ("/sandbox/terminal/addresses", test_addresses);
  g_test_add_func ("/sandbox/terminal/page", test_page);

  return g_test_run ();
}
