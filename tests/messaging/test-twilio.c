/* test-twilio.c: texts to the sandbox's Twilio, also where answers are lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-twilio.h"

#include <string.h>

#include "../sandbox/till-sandbox-peer.h"
#include "core/till-error.h"
#include "texter-ask.h"

#define ACCOUNT "AC5a4db0c000000000000000000000c1d4"
#define SERVICE "MG5a4db0c000000000000000000000f2e6"
#define KEY "sandbox-texts"
#define OURS "+18885550100"
#define ANN "+12075550142"
#define MESSAGES "/2010-04-01/Accounts/" ACCOUNT "/Messages.json"
#define BODY "Elm’s “Dental” & Sons: you owe $25.00 + tax.\nPay: https://pay.example/?a=1&b=2%20;"

#define NOON "2026-11-24T12:00:00Z"

typedef struct
{
  Peer       *peer;
  TillTexter *texter;
  TillInstant noon;
} Fixture;

static TillTexter *
new_texter (Peer *peer, const char *account, const char *key, const char *from)
{
  g_autoptr (TillHttp) http = till_http_new ();
  g_autofree char *host = g_strconcat (till_test_sandbox_get_address (peer->sandbox), "/", NULL);

  return TILL_TEXTER (till_twilio_new (http, host, account, key, from, 0));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->peer = peer_new ((const char *[]){ "--now=" NOON, NULL });
  self->peer->login = ACCOUNT ":" KEY;
  self->texter = new_texter (self->peer, ACCOUNT, KEY, data != NULL ? data : OURS);
  g_assert_true (till_instant_from_iso (NOON, &self->noon));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->texter);
  peer_free (self->peer);
}

/* How many were taken over for Ann. */
static guint
count (Fixture *self)
{
  g_autoptr (Reply) list = ask (self->peer, "GET", MESSAGES "?To=%2B12075550142", NULL);

  g_assert_cmpuint (list->status, ==, 200);

  return reply_count (list, "messages");
}

static char *
send (Fixture *self, const char *to, const char *body)
{
  g_autoptr (TillDelivery) delivery = texter_send (self->texter, to, body);

  g_assert_cmpint (delivery->verdict, ==, TILL_DELIVERY_SENT);
  g_assert_true (till_twilio_is_id (delivery->carrier_id, "SM"));

  return g_steal_pointer (&delivery->carrier_id);
}

static void
test_send (Fixture *self, gconstpointer data)
{
  g_autofree char  *id = send (self, ANN, BODY);
  g_autoptr (Reply) list = ask (self->peer, "GET", MESSAGES, NULL);

  g_assert_cmpuint (reply_count (list, "messages"), ==, 1);
  g_assert_cmpstr (reply_get (list, "messages.0.sid"), ==, id);
  g_assert_cmpstr (reply_get (list, "messages.0.to"), ==, ANN);
  g_assert_cmpstr (reply_get (list, "messages.0.body"), ==, BODY);
  g_assert_cmpstr (reply_get (list, "messages.0.messaging_service_sid"), ==,
                   data != NULL ? data : "");
}

static void
test_poll (Fixture *self, gconstpointer data)
{
  g_autofree char             *ann = send (self, ANN, BODY);
  g_autofree char             *landline = send (self, "+12075550000", BODY);
  g_autoptr (TillTextProgress) queued = texter_poll (self->texter, ann);
  g_autoptr (TillTextProgress) delivered = NULL;
  g_autoptr (TillTextProgress) not_delivered = NULL;
  g_autoptr (TillTextProgress) nothing = NULL;

  set_clock (self->peer, "2026-11-24T12:01:00Z");
  delivered = texter_poll (self->texter, ann);
  not_delivered = texter_poll (self->texter, landline);
  nothing = texter_poll (self->texter, "SM00000000000000000000000000000000");

  g_assert_cmpint (queued->state, ==, TILL_TEXT_ON_THE_WAY);
  g_assert_cmpint (delivered->state, ==, TILL_TEXT_DELIVERED);
  g_assert_cmpint (not_delivered->state, ==, TILL_TEXT_UNDELIVERABLE);
  g_assert_cmpstr (not_delivered->code, ==, "30006");
  g_assert_nonnull (strstr (not_delivered->words, "not of a mobile phone"));
  g_assert_cmpint (nothing->state, ==, TILL_TEXT_NOT_TOLD);
}

/* The answer is lost after the commit: the look finds it, and there is one. */
static void
test_lost_answers (Fixture *self, gconstpointer data)
{
  static const char *const faults[] = { "reset-after", "500-after", "truncated", "not-json" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char         *spec = g_strconcat (faults[i], "@POST /2010=#1", NULL);
      g_autofree char         *body = g_strdup_printf ("%s %u", BODY, i);
      g_autoptr (TillDelivery) lost = NULL;
      g_autoptr (TillTextLook) look = NULL;
      g_autoptr (TillTextLook) other = NULL;

      set_faults (self->peer, spec);
      lost = texter_send (self->texter, ANN, body);
      look = texter_look (self->texter, ANN, body, self->noon);
      other = texter_look (self->texter, ANN, BODY, self->noon);

      g_test_message ("%s: %s", faults[i], lost->words);
      g_assert_cmpint (lost->verdict, ==, TILL_DELIVERY_UNKNOWN);
      g_assert_nonnull (lost->words);
      g_assert_cmpint (look->finding, ==, TILL_TEXT_FOUND);
      g_assert_true (till_twilio_is_id (look->carrier_id, "SM"));
      g_assert_cmpint (other->finding, ==, TILL_TEXT_NOT_THERE);
      g_assert_cmpuint (count (self), ==, i + 1);
    }
}

/* Nobody waits for ever: what was given up was taken over nevertheless. */
static void
test_timeout (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TillDelivery) lost = NULL;
  g_autoptr (TillTextLook) look = NULL;

  set_faults (self->peer, "timeout@POST /2010=#1");
  till_texter_send_async (self->texter, ANN, BODY, cancellable, till_test_keep_result, &slot);
  till_test_wait_until (count (self) == 1);
  g_assert_null (slot);
  g_cancellable_cancel (cancellable);
  result = till_test_wait_result (&slot);
  lost = till_texter_send_finish (self->texter, result);
  look = texter_look (self->texter, ANN, BODY, self->noon);

  g_assert_cmpint (lost->verdict, ==, TILL_DELIVERY_UNKNOWN);
  g_assert_cmpint (look->finding, ==, TILL_TEXT_FOUND);
}

/* What never arrived is not there. */
static void
test_lost_requests (Fixture *self, gconstpointer data)
{
  static const char *const faults[] = { "reset-before", "500-before" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char         *spec = g_strconcat (faults[i], "@POST /2010=#1", NULL);
      g_autoptr (TillDelivery) lost = NULL;
      g_autoptr (TillTextLook) look = NULL;

      set_faults (self->peer, spec);
      lost = texter_send (self->texter, ANN, BODY);
      look = texter_look (self->texter, ANN, BODY, self->noon);

      g_assert_cmpint (lost->verdict, ==, TILL_DELIVERY_UNKNOWN);
      g_assert_cmpint (look->finding, ==, TILL_TEXT_NOT_THERE);
      g_assert_null (look->carrier_id);
    }
}

/* Until it is there, and never twice: what nobody can say is asked for again. */
static void
send_once (Fixture *self, const char *to)
{
  TillTextFinding finding = TILL_TEXT_NOT_THERE;

  while (finding != TILL_TEXT_FOUND)
    {
      g_autoptr (TillDelivery) delivery = texter_send (self->texter, to, BODY);

      if (delivery->verdict == TILL_DELIVERY_SENT)
        return;
      g_assert_cmpint (delivery->verdict, ==, TILL_DELIVERY_UNKNOWN);
      do
        {
          g_autoptr (TillTextLook) look = texter_look (self->texter, to, BODY, self->noon);

          finding = look->finding;
        }
      while (finding == TILL_TEXT_NOT_ASKED);
    }
}

#define N_TEXTS 60

static void
test_each_once (Fixture *self, gconstpointer data)
{
  g_autoptr (Reply)      list = NULL;
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  set_faults (self->peer, "reset-after@POST /2010=10%,500-after@POST /2010=10%,"
                          "truncated@POST /2010=10%,reset-before@POST /2010=10%,"
                          "500-before@POST /2010=10%,reset-after@GET /2010=10%,not-json@GET=10%");
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *to = g_strdup_printf ("+1207555%04u", 1000 + i);

      send_once (self, to);
    }
  set_faults (self->peer, "");

  list = ask (self->peer, "GET", MESSAGES "?PageSize=1000", NULL);
  g_assert_cmpuint (reply_count (list, "messages"), ==, N_TEXTS);
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *place = g_strdup_printf ("messages.%u.to", i);

      g_assert_true (g_hash_table_add (numbers, g_strdup (reply_get (list, place))));
    }
}

/* No answer is no "not there". */
static void
test_look_fails (Fixture *self, gconstpointer data)
{
  static const char *const faults[] = { "reset-before", "500-before", "truncated", "not-json" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      /* The second time, too: when what was not sent yet is looked for. */
      for (guint n = 1; n <= 2; n++)
        {
          g_autofree char         *spec = g_strdup_printf ("%s@GET /2010=#%u", faults[i], n);
          g_autoptr (TillTextLook) look = NULL;

          set_faults (self->peer, spec);
          look = texter_look (self->texter, ANN, BODY, self->noon);
          g_assert_cmpint (look->finding, ==, TILL_TEXT_NOT_ASKED);
          g_assert_nonnull (look->words);
        }
    }
}

/* The same words on another day, or to another, are another text. */
static void
test_look_for_which (Fixture *self, gconstpointer data)
{
  g_autofree char         *early = send (self, ANN, BODY);
  g_autofree char         *other = send (self, "+12075550155", "Hello");
  g_autofree char         *late = NULL;
  g_autoptr (TillTextLook) tomorrow = NULL;
  g_autoptr (TillTextLook) found = NULL;
  g_autoptr (TillTextLook) not_hers = texter_look (self->texter, ANN, "Hello", self->noon);
  g_autoptr (TillTextLook) a_part = texter_look (self->texter, ANN, "Elm’s", self->noon);

  set_clock (self->peer, "2026-11-25T12:00:00Z");
  tomorrow = texter_look (self->texter, ANN, BODY, self->noon + 24 * TILL_HOUR);
  late = send (self, ANN, BODY);
  set_clock (self->peer, "2026-11-25T12:00:10Z");
  found = texter_look (self->texter, ANN, BODY, self->noon);

  g_assert_cmpint (not_hers->finding, ==, TILL_TEXT_NOT_THERE);
  g_assert_cmpint (a_part->finding, ==, TILL_TEXT_NOT_THERE);
  g_assert_cmpint (tomorrow->finding, ==, TILL_TEXT_NOT_THERE);
  g_assert_cmpint (found->finding, ==, TILL_TEXT_FOUND);
  g_assert_cmpstr (found->carrier_id, ==, late);
}

static void
answer (Fixture *self, const char *body_field)
{
  g_autofree char  *form = g_strconcat ("body=", body_field, NULL);
  g_autoptr (Reply) reply = ask (self->peer, "POST", "/phone/" ANN, form);

  g_assert_cmpuint (reply->status, ==, 303);
}

static void
test_receive (Fixture *self, gconstpointer data)
{
  g_autoptr (TillTextInbox) none = texter_receive (self->texter, self->noon);
  g_autoptr (TillTextInbox) some = NULL;
  g_autoptr (TillTextInbox) later = NULL;
  g_autoptr (TillTextInbox) failed = NULL;
  g_autofree char          *id = send (self, ANN, BODY);
  const TillTextReceived   *first;
  const TillTextReceived   *last;

  answer (self, "What+is+%E2%80%9Cthis%E2%80%9D%3F");
  set_clock (self->peer, "2026-11-24T18:00:00Z");
  answer (self, "STOP");
  some = texter_receive (self->texter, self->noon);
  later = texter_receive (self->texter, self->noon + 5 * TILL_HOUR);
  set_faults (self->peer, "truncated@GET /2010=#1");
  failed = texter_receive (self->texter, self->noon);

  g_assert_true (none->answered);
  g_assert_cmpuint (none->received->len, ==, 0);
  g_assert_true (some->answered);
  g_assert_cmpuint (some->received->len, ==, 2);
  first = some->received->pdata[0];
  last = some->received->pdata[1];
  g_assert_cmpstr (first->from, ==, ANN);
  g_assert_cmpstr (first->body, ==, "What is “this”?");
  g_assert_cmpstr (last->body, ==, "STOP");
  g_assert_cmpint (last->at, >=, self->noon + 6 * TILL_HOUR);
  g_assert_cmpint (last->at, <, self->noon + 7 * TILL_HOUR);
  g_assert_cmpuint (later->received->len, ==, 1);
  g_assert_false (failed->answered);
  g_assert_nonnull (failed->words);
}

static void
test_stop (Fixture *self, gconstpointer data)
{
  g_autoptr (TillDelivery) stopped = NULL;
  g_autofree char         *again = NULL;

  answer (self, "stop");
  stopped = texter_send (self->texter, ANN, BODY);
  answer (self, "start");
  again = send (self, ANN, BODY);

  g_assert_cmpint (stopped->verdict, ==, TILL_DELIVERY_OPTED_OUT);
  g_assert_cmpstr (stopped->code, ==, "21610");
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (TillTexter)   stranger = new_texter (self->peer, ACCOUNT, "guessed", OURS);
  g_autoptr (TillTexter)   elsewhere = new_texter (self->peer, ACCOUNT, KEY, "+12075550199");
  g_autoptr (TillDelivery) nobody = texter_send (self->texter, "+1207", BODY);
  g_autoptr (TillDelivery) no_key = texter_send (stranger, ANN, BODY);
  g_autoptr (TillDelivery) no_from = texter_send (elsewhere, ANN, BODY);

  g_assert_cmpint (nobody->verdict, ==, TILL_DELIVERY_REFUSED);
  g_assert_cmpint (no_key->verdict, ==, TILL_DELIVERY_NOT_SENT);
  g_assert_cmpint (no_from->verdict, ==, TILL_DELIVERY_NOT_SENT);
  g_assert_cmpuint (count (self), ==, 0);
}

/* Nobody listens there. */
static void
test_unreachable (void)
{
  g_autoptr (TillHttp)   http = till_http_new ();
  g_autoptr (TillTexter) texter =
    TILL_TEXTER (till_twilio_new (http, "http://127.0.0.1:1", ACCOUNT, KEY, OURS, 0));
  g_autoptr (TillDelivery)  delivery = texter_send (texter, ANN, BODY);
  g_autoptr (TillTextInbox) inbox = texter_receive (texter, 0);

  g_assert_cmpint (delivery->verdict, ==, TILL_DELIVERY_RETRY);
  g_assert_nonnull (strstr (delivery->words, "nothing was sent"));
  g_assert_false (inbox->answered);
}

static void
assert_test_says (TillTexter *texter, gboolean good, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *words = texter_test (texter, &error);

  g_assert_true ((words != NULL) == good);
  if (!good)
    g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  g_test_message ("%s", good ? words : error->message);
  g_assert_nonnull (strstr (good ? words : error->message, says));
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  g_autoptr (TillTexter) stranger = new_texter (self->peer, ACCOUNT, "guessed", OURS);
  g_autoptr (TillTexter) elsewhere = new_texter (self->peer, ACCOUNT, KEY, "+12075550199");
  g_autoptr (TillTexter) service = new_texter (self->peer, ACCOUNT, KEY, SERVICE);
  g_autoptr (TillTexter) by_name = new_texter (self->peer, ACCOUNT, ACCOUNT ":" KEY "\n", OURS);

  assert_test_says (self->texter, TRUE, "knows the key and the number");
  assert_test_says (by_name, TRUE, "knows the key and the number");
  assert_test_says (service, TRUE, "knows the key");
  assert_test_says (stranger, FALSE, "refused the account or its key");
  assert_test_says (elsewhere, FALSE, "has no number +12075550199");
  set_faults (self->peer, "not-json@IncomingPhoneNumbers=#1");
  assert_test_says (self->texter, FALSE, "can’t be read");
  g_assert_cmpuint (count (self), ==, 0);
}

#define ADD(path, data, function)                                                                  \
  g_test_add (path, Fixture, (gpointer) (data), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/twilio/send", NULL, test_send);
  ADD ("/twilio/send-by-service", SERVICE, test_send);
  ADD ("/twilio/poll", NULL, test_poll);
  ADD ("/twilio/lost-answers", NULL, test_lost_answers);
  ADD ("/twilio/timeout", NULL, test_timeout);
  ADD ("/twilio/lost-requests", NULL, test_lost_requests);
  ADD ("/twilio/each-once", NULL, test_each_once);
  ADD ("/twilio/look-fails", NULL, test_look_fails);
  ADD ("/twilio/look-for-which", NULL, test_look_for_which);
  ADD ("/twilio/receive", NULL, test_receive);
  ADD ("/twilio/receive-by-service", SERVICE, test_receive);
  ADD ("/twilio/stop", NULL, test_stop);
  ADD ("/twilio/refused", NULL, test_refused);
  g_test_add_func ("/twilio/unreachable", test_unreachable);
  ADD ("/twilio/settings", NULL, test_settings);

  return g_test_run ();
}
