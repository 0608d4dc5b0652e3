/* test-texts.c: the texter's own requests go through Twilio's document, and it understands the
 * answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: test-texts PEER.PY TILL-SANDBOX. Prism stands between: a request or an answer against the
 * document would come back as 422 or 500, which no test here expects.
 */
#include "messaging/till-twilio.h"

#include "../messaging/texter-ask.h"
#include "core/till-id.h"
#include "till-test-util.h"

#define ANN "+12075550142"

static const char *peer_path;
static const char *sandbox_path;

/* One peer for all tests. */
static GSubprocess *peer;
static GHashTable  *told; /* what it greets with */
static TillTexter  *texter;

static TillTexter *
new_texter (const char *key)
{
  g_autoptr (TillHttp) http = till_http_new ();

  return TILL_TEXTER (till_twilio_new (http, g_hash_table_lookup (told, "texts"),
                                       g_hash_table_lookup (told, "text-account"), key,
                                       g_hash_table_lookup (told, "text-from"), 0));
}

static char *
send (const char *to, const char *body)
{
  g_autoptr (TillDelivery) delivery = texter_send (texter, to, body);

  g_test_message ("%s", delivery->words != NULL ? delivery->words : "sent");
  g_assert_cmpint (delivery->verdict, ==, TILL_DELIVERY_SENT);

  return g_steal_pointer (&delivery->carrier_id);
}

static void
test_send (void)
{
  g_autofree char *id = send (ANN, "Elm’s “Dental” & Sons: 100 % = $25.00\nhttps://x/?a=b");
  g_autoptr (TillTextProgress) progress = texter_poll (texter, id);

  g_test_message ("%s", progress->words != NULL ? progress->words : "told");
  g_assert_cmpint (progress->state, !=, TILL_TEXT_NOT_TOLD);
}

static void
test_look (void)
{
  g_autofree char         *body = till_id_new ();
  g_autoptr (TillTextLook) before = texter_look (texter, ANN, body, 0);
  g_autofree char         *id = send (ANN, body);
  g_autoptr (TillTextLook) after = texter_look (texter, ANN, body, 0);

  g_assert_cmpint (before->finding, ==, TILL_TEXT_NOT_THERE);
  g_assert_cmpint (after->finding, ==, TILL_TEXT_FOUND);
  g_assert_cmpstr (after->carrier_id, ==, id);
}

static void
test_receive (void)
{
  g_autoptr (TillTextInbox) inbox = texter_receive (texter, 0);

  g_assert_true (inbox->answered);
  g_assert_cmpuint (inbox->received->len, ==, 0);
}

static void
test_refused (void)
{
  g_autoptr (TillTexter)    stranger = new_texter ("guessed");
  g_autoptr (TillDelivery)  nobody = texter_send (texter, "+1207", "Hello");
  g_autoptr (TillDelivery)  no_key = texter_send (stranger, ANN, "Hello");
  g_autoptr (TillTextInbox) inbox = texter_receive (stranger, 0);

  g_assert_cmpint (nobody->verdict, ==, TILL_DELIVERY_REFUSED);
  g_assert_cmpint (no_key->verdict, ==, TILL_DELIVERY_NOT_SENT);
  g_assert_false (inbox->answered);
}

static void
test_settings (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *words = texter_test (texter, &error);

  g_assert_no_error (error);
  g_assert_nonnull (words);
}

/* The peer. */

static void
start_peer (void)
{
  g_autoptr (GError)           error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char             *folder = till_test_temp_dir ();
  g_autofree char             *data = g_build_filename (folder, "sandbox.db", NULL);

  peer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                           "python3", peer_path, sandbox_path, data, "--seed=7", NULL);
  g_assert_no_error (error);

  told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer));
  while (!g_hash_table_contains (told, "text-from"))
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      g_auto (GStrv)   words = line != NULL ? g_strsplit (line, " ", 2) : NULL;

      g_assert_nonnull (line);
      g_assert_cmpuint (g_strv_length (words), ==, 2);
      g_hash_table_insert (told, g_strdup (words[0]), g_strdup (words[1]));
    }
  texter = new_texter (g_hash_table_lookup (told, "text-key"));
}

static void
stop_peer (void)
{
  g_clear_object (&texter);
  g_output_stream_close (g_subprocess_get_stdin_pipe (peer), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (peer, NULL, NULL));
  g_clear_object (&peer);
  g_hash_table_unref (told);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  peer_path = argv[1];
  sandbox_path = argv[2];

  g_test_add_func ("/contract/texts/send", test_send);
  g_test_add_func ("/contract/texts/look", test_look);
  g_test_add_func ("/contract/texts/receive", test_receive);
  g_test_add_func ("/contract/texts/refused", test_refused);
  g_test_add_func ("/contract/texts/settings", test_settings);

  start_peer ();
  status = g_test_run ();
  stop_peer ();

  return status;
}
