/* test-sandbox-life.c: midnight, restarts, the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

/* Sold at @sold; still open at @before, settled at @after. */
typedef struct
{
  const char *name;
  const char *zone;
  const char *sold;
  const char *before;
  const char *after;
} Midnight;

static const Midnight midnights[] = {
  { "winter", "--zone=America/New_York", "2026-01-15T15:00:00Z", "2026-01-16T04:59:59Z",
    "2026-01-16T05:00:00Z" },
  { "summer", "--zone=America/New_York", "2026-07-15T15:00:00Z", "2026-07-16T03:59:59Z",
    "2026-07-16T04:00:00Z" },
  { "last-minute", "--zone=America/New_York", "2026-01-16T04:59:30Z", "2026-01-16T04:59:59Z",
    "2026-01-16T05:00:00Z" },
  { "first-minute", "--zone=America/New_York", "2026-01-16T05:00:00Z", "2026-01-17T04:59:59Z",
    "2026-01-17T05:00:00Z" },
  /* The clocks go forward at two in the morning of March 8: that day has 23 hours. */
  { "forward", "--zone=America/New_York", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59Z",
    "2026-03-09T04:00:00Z" },
  /* And back on November 1: 25 hours. */
  { "back", "--zone=America/New_York", "2026-11-01T04:00:00Z", "2026-11-02T04:59:59Z",
    "2026-11-02T05:00:00Z" },
  { "west", "--zone=Pacific/Honolulu", "2026-06-01T20:00:00Z", "2026-06-02T09:59:59Z",
    "2026-06-02T10:00:00Z" },
  { "a-week-later", "--zone=America/Chicago", "2026-06-01T20:00:00Z", "2026-06-01T23:00:00Z",
    "2026-06-08T12:00:00Z" },
};

static void
test_midnight (gconstpointer data)
{
  const Midnight   *at = data;
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ at->zone, NULL });
  g_autofree char  *id = NULL;
  g_autofree char  *before = NULL;
  g_autofree char  *after = NULL;
  g_autofree char  *next = NULL;
  g_autofree char  *next_batch = NULL;
  g_autoptr (Reply) open = NULL;
  g_autoptr (Reply) none = NULL;

  set_clock (peer, at->sold);
  id = sell (peer, "25.00", "A");
  set_clock (peer, at->before);
  before = look_up (peer, id, "settled");
  open = ask (peer, "GET", "/rest/v2/batches?status=OPEN&level=merchant", NULL);
  set_clock (peer, at->after);
  after = look_up (peer, id, "settled");
  none = ask (peer, "GET", "/rest/v2/batches/open", NULL);

  g_assert_cmpstr (before, ==, "false");
  g_assert_cmpuint (reply_count (open, "payload.batches.batch"), ==, 1);
  assert_reply (open, 200, "payload.batches.batch.0.sales-total", "25.00");
  g_assert_cmpstr (after, ==, "true");
  assert_reply (none, 402, "payload.error.result-code", "040");

  next = sell (peer, "26.00", "B");
  next_batch = look_up (peer, next, "batch-string-id");
  g_assert_cmpint (atoi (next_batch), ==, 2);
}

static void
test_what_midnight_leaves (void)
{
  g_autoptr (Peer)  peer = peer_new (NULL);
  g_autofree char  *voided = sell (peer, "25.00", "A");
  g_autofree char  *body = g_strdup_printf ("{\"id\":\"%s\"}", voided);
  g_autoptr (Reply) reply = ask (peer, "POST", "/rest/v2/transactions/void", body);
  g_autoptr (Reply) auth =
    ask (peer, "POST", "/rest/v2/transactions/auth",
         "{\"amount\":\"80.00\",\"card\":\"4111111111111111\",\"exp-date\":\"1239\"}");
  g_autofree char  *authorized = g_strdup (reply_get (auth, "payload.transaction.id"));
  g_autofree char  *capture = g_strdup_printf ("{\"id\":\"%s\"}", authorized);
  g_autoptr (Reply) closed = ask (peer, "POST", "/sandbox/close-batch", "{}");
  g_autoptr (Reply) captured = NULL;
  g_autofree char  *void_settled = look_up (peer, voided, "settled");
  g_autofree char  *auth_pending = look_up (peer, authorized, "pending");
  g_autofree char  *auth_settled = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (closed->status, ==, 200);
  g_assert_cmpstr (void_settled, ==, "false");
  g_assert_cmpstr (auth_pending, ==, "true");

  captured = ask (peer, "POST", "/rest/v2/transactions/capture", capture);
  g_assert_cmpuint (captured->status, ==, 200);
  reply_free (closed);
  closed = ask (peer, "POST", "/sandbox/close-batch", "{}");
  auth_settled = look_up (peer, authorized, "settled");
  g_assert_cmpstr (auth_settled, ==, "true");
}

static void
test_restart (void)
{
  g_autoptr (Peer) peer = peer_new (NULL);
  g_autofree char *address = g_strdup (till_test_sandbox_get_address (peer->sandbox));
  g_autofree char *id = sell (peer, "25.00", "A");
  g_autofree char *invoice = NULL;
  g_autofree char *next = NULL;

  peer_restart (peer, NULL);
  g_assert_cmpstr (till_test_sandbox_get_address (peer->sandbox), ==, address);
  invoice = look_up (peer, id, "invoice");
  g_assert_cmpstr (invoice, ==, "A");

  till_test_sandbox_kill (peer->sandbox);
  peer_restart (peer, NULL);
  next = sell (peer, "26.00", "B");
  g_assert_cmpstr (next, !=, id);
}

static void
test_port_is_taken (void)
{
  g_autoptr (Peer)            peer = peer_new (NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GInetAddress)    loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress)  place = NULL;
  g_autoptr (GUri)            uri =
    g_uri_parse (till_test_sandbox_get_address (peer->sandbox), G_URI_FLAGS_NONE, NULL);
  g_autofree char *second = NULL;
  g_autofree char *id = sell (peer, "25.00", "A");
  g_autofree char *invoice = NULL;

  till_test_sandbox_free (peer->sandbox);
  place = g_inet_socket_address_new (loopback, (guint16) g_uri_get_port (uri));
  g_assert_true (g_socket_listener_add_address (listener, place, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, NULL, NULL));
  peer->sandbox = till_test_spawn_sandbox (peer->data, NULL);
  second = g_strdup (till_test_sandbox_get_address (peer->sandbox));
  invoice = look_up (peer, id, "invoice");
  g_assert_cmpstr (invoice, ==, "A");

  /* The new one is remembered in its turn. */
  g_socket_listener_close (listener);
  peer_restart (peer, NULL);
  g_assert_cmpstr (till_test_sandbox_get_address (peer->sandbox), ==, second);
}

static void
test_clock (void)
{
  g_autoptr (Peer)  peer = peer_new ((const char *[]){ "--now=2026-05-01T12:00:00Z", NULL });
  g_autofree char  *id = sell (peer, "25.00", "A");
  g_autofree char  *created = look_up (peer, id, "created");
  g_autoptr (Reply) moved = ask (peer, "POST", "/sandbox/clock", "{\"offset-ms\":86400000}");
  g_autoptr (Reply) real = ask (peer, "POST", "/sandbox/clock", "{\"now\":\"real\"}");
  g_autoptr (Reply) bad = ask (peer, "POST", "/sandbox/clock", "{\"now\":\"soon\"}");

  g_assert_true (g_str_has_prefix (created, "2026-05-01 12:0"));
  g_assert_true (g_str_has_prefix (reply_get (moved, "now"), "2026-05-02T12:0"));
  g_assert_false (g_str_has_prefix (reply_get (real, "now"), "2026-05-0"));
  g_assert_cmpuint (bad->status, ==, 400);
}

static void
assert_refuses (const char *data, const char *argument, const char *words)
{
  g_autofree char        *program = till_test_build_path ("src/sandbox/till-sandbox");
  g_autofree char        *data_argument = g_strconcat ("--data=", data, NULL);
  g_autofree char        *err = NULL;
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error,
                      program, data_argument, argument, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error));
  g_test_message ("%s", err);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (err, words));
}

static void
test_command_line (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  g_autofree char *data = g_build_filename (folder, "s.db", NULL);
  g_autoptr (Peer) peer = peer_new (NULL);

  assert_refuses (data, "--zone=Nowhere/Land", "Nowhere/Land");
  assert_refuses (data, "--now=soon", "soon");
  assert_refuses (data, "--faults=earthquake=1%", "earthquake");
  assert_refuses (data, "--faults=timeout=#0", "timeout");
  assert_refuses (data, "--terminal-mode=sing", "sing");
  assert_refuses (data, "--port=70000", "--port");
  assert_refuses (data, "--nonsense", "nonsense");
  assert_refuses (peer->data, "--port=0", "till-sandbox:"); /* in use */
}

static void
test_ends_when_asked (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  g_autofree char *data = g_build_filename (folder, "s.db", NULL);
  TillTestSandbox *sandbox = till_test_spawn_sandbox (data, NULL);

  g_subprocess_send_signal (till_test_sandbox_get_process (sandbox), 15);
  g_assert_true (g_subprocess_wait_check (till_test_sandbox_get_process (sandbox), NULL, NULL));
  till_test_sandbox_free (sandbox);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/midnight/", midnights[i].name, NULL);

      g_test_add_data_func (path, &midnights[i], test_midnight);
    }
  g_test_add_func ("/sandbox/midnight/what-it-leaves", test_what_midnight_leaves);
  g_test_add_func ("/sandbox/restart", test_restart);
  g_test_add_func ("/sandbox/port-is-taken", test_port_is_taken);
  g_test_add_func ("/sandbox/clock", test_clock);
  g_test_add_func ("/sandbox/command-line", test_command_line);
  g_test_add_func ("/sandbox/ends-when-asked", test_ends_when_asked);

  return g_test_run ();
}
