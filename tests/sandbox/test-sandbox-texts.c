/* test-sandbox-texts.c: Twilio's wire, and the patient's phone as a browser without scripts sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <string.h>

#define ACCOUNT "AC5a4db0c000000000000000000000c1d4"
#define SERVICE "MG5a4db0c000000000000000000000f2e6"
#define OURS "+18885550100"
#define OURS_FIELD "%2B18885550100"
#define ANN "+12075550142"
#define ANN_FIELD "%2B12075550142"
#define MESSAGES "/2010-04-01/Accounts/" ACCOUNT "/Messages.json"
#define NOON "2026-11-24T12:00:00Z"

static Peer *
new_peer (void)
{
  Peer *peer = peer_new ((const char *[]){ "--now=" NOON, "--practice=Elm & Sons Dental", NULL });

  peer->login = ACCOUNT ":sandbox-texts";

  return peer;
}

static Reply *
send_text (Peer *peer, const char *to_field, const char *body_field)
{
  g_autofree char *form =
    g_strconcat ("To=", to_field, "&From=" OURS_FIELD "&Body=", body_field, NULL);

  return ask (peer, "POST", MESSAGES, form);
}

/* The id of one that was taken over. */
static char *
text (Peer *peer, const char *to_field, const char *body_field)
{
  g_autoptr (Reply) reply = send_text (peer, to_field, body_field);

  g_assert_cmpuint (reply->status, ==, 201);

  return g_strdup (reply_get (reply, "sid"));
}

static Reply *
fetch (Peer *peer, const char *sid)
{
  g_autofree char *path =
    g_strconcat ("/2010-04-01/Accounts/" ACCOUNT "/Messages/", sid, ".json", NULL);

  return ask (peer, "GET", path, NULL);
}

static void
assert_becomes (Peer *peer, const char *sid, const char *iso, const char *status, const char *code)
{
  g_autoptr (Reply) reply = NULL;

  set_clock (peer, iso);
  reply = fetch (peer, sid);
  assert_reply (reply, 200, "status", status);
  g_assert_cmpstr (reply_get (reply, "error_code"), ==, code);
}

static void
test_sent (void)
{
  g_autoptr (Peer)  peer = new_peer ();
  g_autoptr (Reply) sent =
    send_text (peer, "(207)+555-0142", "Caf%C3%A9+%26+%E2%80%9Cmore%E2%80%9D");
  g_autofree char  *sid = g_strdup (reply_get (sent, "sid"));
  g_autoptr (Reply) later = NULL;

  g_assert_cmpuint (sent->status, ==, 201);
  g_assert_cmpuint (strlen (sid), ==, 34);
  assert_reply (sent, 201, "to", ANN);
  assert_reply (sent, 201, "from", OURS);
  assert_reply (sent, 201, "body", "Café & “more”");
  assert_reply (sent, 201, "direction", "outbound-api");
  assert_reply (sent, 201, "status", "queued");
  assert_reply (sent, 201, "date_sent", "");
  g_assert_true (g_str_has_prefix (reply_get (sent, "date_created"), "Tue, 24 Nov 2026 12:00:0"));

  set_clock (peer, "2026-11-24T12:00:02Z");
  later = fetch (peer, sid);
  assert_reply (later, 200, "status", "sent");
  g_assert_true (g_str_has_suffix (reply_get (later, "date_sent"), " +0000"));
  assert_becomes (peer, sid, "2026-11-24T12:01:00Z", "delivered", "");
}

static void
test_fates (void)
{
  static const struct
  {
    const char *to_field;
    const char *code;
  } fates[] = {
    { "%2B12075550000", "30006" },
    { "%2B12075550003", "30003" },
    { "%2B12075550007", "30007" },
  };
  g_autoptr (Peer) peer = new_peer ();

  for (guint i = 0; i < G_N_ELEMENTS (fates); i++)
    {
      g_autofree char *sid = NULL;

      set_clock (peer, NOON);
      sid = text (peer, fates[i].to_field, "Hello");
      assert_becomes (peer, sid, "2026-11-24T12:01:00Z", "undelivered", fates[i].code);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *form;
    const char *code;
  } forms[] = {
    { "From=" OURS_FIELD "&Body=Hello", "21604" },
    { "To=" ANN_FIELD "&Body=Hello", "21603" },
    { "To=" ANN_FIELD "&From=" OURS_FIELD, "21602" },
    { "To=12345&From=" OURS_FIELD "&Body=Hello", "21211" },
    { "To=" ANN_FIELD "&From=%2B12075550199&Body=Hello", "21606" },
    { "To=" ANN_FIELD "&MessagingServiceSid=MG00000000000000000000000000000000&Body=Hello",
      "21705" },
  };
  g_autoptr (Peer)  peer = new_peer ();
  g_autofree char  *letters = g_strnfill (1601, 'a');
  g_autoptr (Reply) too_long = send_text (peer, ANN_FIELD, letters);
  g_autoptr (Reply) by_service =
    ask (peer, "POST", MESSAGES, "To=" ANN_FIELD "&MessagingServiceSid=" SERVICE "&Body=Hello");
  g_autoptr (Reply) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (Reply) reply = ask (peer, "POST", MESSAGES, forms[i].form);

      assert_reply (reply, 400, "code", forms[i].code);
      g_assert_cmpstr (reply_get (reply, "status"), ==, "400");
    }
  assert_reply (too_long, 400, "code", "21617");
  assert_reply (by_service, 201, "messaging_service_sid", SERVICE);

  list = ask (peer, "GET", MESSAGES, NULL);
  g_assert_cmpuint (reply_count (list, "messages"), ==, 1);
}

static void
test_key (void)
{
  g_autoptr (Peer)  peer = new_peer ();
  g_autoptr (Reply) wrong = NULL;
  g_autoptr (Reply) none = NULL;
  g_autoptr (Reply) other = NULL;
  g_autoptr (Reply) nowhere = fetch (peer, "SM00000000000000000000000000000000");

  assert_reply (nowhere, 404, "code", "20404");
  peer->login = ACCOUNT ":guessed";
  wrong = ask (peer, "GET", MESSAGES, NULL);
  peer->login = NULL;
  none = send_text (peer, ANN_FIELD, "Hello");
  peer->login = ACCOUNT ":sandbox-texts";
  other = ask (peer, "GET", "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json",
               NULL);

  assert_reply (wrong, 401, "code", "20003");
  assert_reply (none, 401, "code", "20003");
  assert_reply (other, 404, "code", "20404");
}

static void
test_numbers (void)
{
  g_autoptr (Peer)  peer = new_peer ();
  g_autoptr (Reply) ours = ask (
    peer, "GET",
    "/2010-04-01/Accounts/" ACCOUNT "/IncomingPhoneNumbers.json?PhoneNumber=" OURS_FIELD, NULL);
  g_autoptr (Reply) none =
    ask (peer, "GET",
         "/2010-04-01/Accounts/" ACCOUNT "/IncomingPhoneNumbers.json?PhoneNumber=" ANN_FIELD, NULL);

  assert_reply (ours, 200, "incoming_phone_numbers.0.phone_number", OURS);
  assert_reply (ours, 200, "incoming_phone_numbers.0.capabilities.sms", "true");
  g_assert_cmpuint (reply_count (none, "incoming_phone_numbers"), ==, 0);
}

/* Every message once, whatever is sent while the pages are read. */
static void
test_pages (void)
{
  g_autoptr (Peer)       peer = new_peer ();
  g_autofree char       *path = g_strdup (MESSAGES "?To=" ANN_FIELD "&PageSize=2");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint                  n_pages = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *sid = text (peer, ANN_FIELD, "Hello");
      g_autofree char *other = text (peer, "%2B12075550155", "Hello");
    }

  while (*path != '\0')
    {
      g_autoptr (Reply) page = ask (peer, "GET", path, NULL);
      g_autofree char  *late = text (peer, ANN_FIELD, "Late");
      guint             n;

      g_assert_cmpuint (page->status, ==, 200);
      n = reply_count (page, "messages");
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *to = g_strdup_printf ("messages.%u.to", i);
          g_autofree char *sid = g_strdup_printf ("messages.%u.sid", i);

          g_assert_cmpstr (reply_get (page, to), ==, ANN);
          g_assert_true (g_hash_table_add (seen, g_strdup (reply_get (page, sid))));
        }
      g_free (path);
      path = g_strdup (reply_get (page, "next_page_uri"));
      g_assert_true (*path == '\0' || g_str_has_prefix (path, MESSAGES "?"));
      n_pages++;
    }

  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 5);
}

static guint
count (Peer *peer, const char *query)
{
  g_autofree char  *path = g_strconcat (MESSAGES, query, NULL);
  g_autoptr (Reply) list = ask (peer, "GET", path, NULL);

  g_assert_cmpuint (list->status, ==, 200);

  return reply_count (list, "messages");
}

static void
test_filters (void)
{
  g_autoptr (Peer)  peer = new_peer ();
  g_autofree char  *early = text (peer, ANN_FIELD, "Early");
  g_autofree char  *late = NULL;
  g_autoptr (Reply) bad = ask (peer, "GET", MESSAGES "?DateSent=yesterday", NULL);
  g_autoptr (Reply) huge = ask (peer, "GET", MESSAGES "?PageSize=1001", NULL);

  set_clock (peer, "2026-11-25T12:00:00Z");
  late = text (peer, ANN_FIELD, "Late");

  g_assert_cmpuint (count (peer, ""), ==, 2);
  g_assert_cmpuint (count (peer, "?To=" ANN_FIELD), ==, 2);
  g_assert_cmpuint (count (peer, "?From=" OURS_FIELD), ==, 2);
  g_assert_cmpuint (count (peer, "?To=" OURS_FIELD), ==, 0);
  /* What is still queued has no time of sending. */
  g_assert_cmpuint (count (peer, "?DateSent%3E=2026-11-24T11:00:00Z"), ==, 1);
  set_clock (peer, "2026-11-25T12:00:10Z");
  g_assert_cmpuint (count (peer, "?DateSent%3E=2026-11-24T11:00:00Z"), ==, 2);
  g_assert_cmpuint (count (peer, "?DateSent%3E=2026-11-25"), ==, 1);
  g_assert_cmpuint (count (peer, "?DateSent%3C=2026-11-25"), ==, 1);
  g_assert_cmpuint (count (peer, "?DateSent=2026-11-24"), ==, 1);
  g_assert_cmpuint (count (peer, "?DateSent=2026-11-26"), ==, 0);
  assert_reply (bad, 400, "code", "20001");
  assert_reply (huge, 400, "code", "20001");
}

/* The answer is lost; the message is not, and only one. */
static void
test_lost_answer (void)
{
  g_autoptr (Peer)  peer = new_peer ();
  g_autoptr (Reply) lost = NULL;
  g_autoptr (Reply) never = NULL;
  g_autoptr (Reply) state = NULL;

  set_faults (peer, "reset-after@POST /2010=#1,500-before@POST /2010=#2");
  lost = send_text (peer, ANN_FIELD, "Hello");
  never = send_text (peer, ANN_FIELD, "Again");

  g_assert_cmpuint (lost->status, ==, 0);
  g_assert_cmpuint (never->status, ==, 500);
  state = ask (peer, "GET", "/sandbox/state", NULL);
  assert_reply (state, 200, "texts", "1");
  g_assert_cmpuint (count (peer, "?To=" ANN_FIELD), ==, 1);
}

/* ── The phone ──────────────────────────────────────────────────────────────────────────────────
 */

static void
assert_shows (Reply *reply, const char *words)
{
  g_test_message ("looking for %s", words);
  g_assert_nonnull (strstr (reply->text, words));
}

static Reply *
show_phone (Peer *peer)
{
  return ask (peer, "GET", "/phone/" ANN, NULL);
}

static void
answer (Peer *peer, const char *body_field)
{
  g_autofree char  *form = g_strconcat ("body=", body_field, NULL);
  g_autoptr (Reply) reply = ask (peer, "POST", "/phone/" ANN, form);

  g_assert_cmpuint (reply->status, ==, 303);
  g_assert_cmpstr (reply->location, ==, "/phone/" ANN);
}

static void
test_phones (void)
{
  g_autoptr (Peer)  peer = new_peer ();
  g_autoptr (Reply) none = ask (peer, "GET", "/phone", NULL);
  g_autofree char  *ann = text (peer, ANN_FIELD, "First");
  g_autofree char  *again = text (peer, ANN_FIELD, "%3CLast%3E");
  g_autofree char  *landline = text (peer, "%2B12075550000", "Never");
  g_autoptr (Reply) page = NULL;
  g_autoptr (Reply) nobody = NULL;
  g_autoptr (Reply) no_number = NULL;

  peer->login = NULL;
  g_clear_pointer (&peer->key, g_free);
  page = ask (peer, "GET", "/phone", NULL);
  nobody = ask (peer, "GET", "/phone/+12075550199", NULL);
  no_number = ask (peer, "GET", "/phone/nobody", NULL);

  assert_shows (none, "No text has been sent yet");
  assert_shows (page, "Elm &amp; Sons Dental");
  assert_shows (page, "<a href=\"/phone/" ANN "\">(207) 555-0142</a> (2)");
  assert_shows (page, "&lt;Last&gt;");
  g_assert_null (strstr (page->text, "Never"));
  assert_shows (nobody, "got no text yet");
  g_assert_cmpuint (no_number->status, ==, 404);
}

static void
test_links (void)
{
  g_autoptr (Peer) peer = new_peer ();
  g_autofree char *sid =
    text (peer, ANN_FIELD,
          "Pay+%3Chere%3E:%0Ahttps://pay.example/a%3Fx%3D1%26y%3D2.+Or+(http://127.0.0.1:1/b)!");
  g_autoptr (Reply) page = show_phone (peer);

  assert_shows (page, "Pay &lt;here&gt;:\n<a href=\"https://pay.example/a?x=1&amp;y=2\">"
                      "https://pay.example/a?x=1&amp;y=2</a>. Or (<a href=\"http://127.0.0.1:1/b\">"
                      "http://127.0.0.1:1/b</a>)!");
  assert_shows (page, "<label for=\"body\">Your answer</label>");
  g_assert_null (strstr (page->text, "<script"));
}

static void
test_answers (void)
{
  g_autoptr (Peer)  peer = new_peer ();
  g_autofree char  *sid = text (peer, ANN_FIELD, "Hello");
  g_autoptr (Reply) page = NULL;
  g_autoptr (Reply) list = NULL;
  g_autoptr (Reply) empty = ask (peer, "POST", "/phone/" ANN, "body=+++");
  g_autoptr (Reply) card = ask (peer, "POST", "/phone/" ANN, "body=4111+1111+1111+1111");

  answer (peer, "What+is+this+for%3F");
  page = show_phone (peer);
  list = ask (peer, "GET", MESSAGES "?To=" OURS_FIELD, NULL);

  assert_shows (page, "What is this for?");
  g_assert_cmpuint (reply_count (list, "messages"), ==, 1);
  assert_reply (list, 200, "messages.0.direction", "inbound");
  assert_reply (list, 200, "messages.0.from", ANN);
  assert_reply (list, 200, "messages.0.status", "received");
  assert_reply (list, 200, "messages.0.body", "What is this for?");
  g_assert_cmpuint (empty->status, ==, 422);
  assert_shows (empty, "Write something first");
  g_assert_cmpuint (card->status, ==, 422);
  assert_shows (card, "Never send one by text");
  g_assert_null (strstr (card->text, "4111"));
}

static void
test_stop (void)
{
  static const char *const words[] = {
    "STOP", "stopall", "+Unsubscribe+", "CANCEL", "End", "QUIT"
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (Peer)  peer = new_peer ();
      g_autofree char  *before = text (peer, ANN_FIELD, "Hello");
      g_autofree char  *other = NULL;
      g_autofree char  *after = NULL;
      g_autoptr (Reply) refused = NULL;
      g_autoptr (Reply) page = NULL;

      answer (peer, words[i]);
      answer (peer, words[i]);
      refused = send_text (peer, ANN_FIELD, "Hello");
      page = show_phone (peer);
      other = text (peer, "%2B12075550155", "Hello");

      assert_reply (refused, 400, "code", "21610");
      assert_shows (page, "This phone has answered STOP");
      /* Sent, two answers, one confirmation. */
      g_assert_cmpuint (count (peer, "?To=" ANN_FIELD), ==, 2);
      g_assert_cmpuint (count (peer, "?From=" ANN_FIELD), ==, 2);

      answer (peer, i % 2 == 0 ? "START" : "unstop");
      after = text (peer, ANN_FIELD, "Hello");
      g_assert_cmpuint (count (peer, "?To=" ANN_FIELD), ==, 4);
    }
}

/* A word among others is an answer as any. */
static void
test_no_stop (void)
{
  g_autoptr (Peer) peer = new_peer ();
  g_autofree char *sid = NULL;

  answer (peer, "Please+stop+by");
  answer (peer, "YES");
  g_assert_cmpuint (count (peer, "?To=" ANN_FIELD), ==, 0);
  answer (peer, "help");
  g_assert_cmpuint (count (peer, "?To=" ANN_FIELD), ==, 1);
  sid = text (peer, ANN_FIELD, "Hello");
}

/* Another start of the program, and all is as it was. */
static void
test_restart (void)
{
  g_autoptr (Peer)  peer = new_peer ();
  g_autofree char  *sid = text (peer, ANN_FIELD, "Hello");
  g_autoptr (Reply) refused = NULL;

  answer (peer, "STOP");
  peer_restart (peer, NULL);
  refused = send_text (peer, ANN_FIELD, "Hello");
  assert_reply (refused, 400, "code", "21610");
  g_assert_cmpuint (count (peer, "?To=" ANN_FIELD), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/texts/sent", test_sent);
  g_test_add_func ("/sandbox/texts/fates", test_fates);
  g_test_add_func ("/sandbox/texts/refused", test_refused);
  g_test_add_func ("/sandbox/texts/key", test_key);
  g_test_add_func ("/sandbox/texts/numbers", test_numbers);
  g_test_add_func ("/sandbox/texts/pages", test_pages);
  g_test_add_func ("/sandbox/texts/filters", test_filters);
  g_test_add_func ("/sandbox/texts/lost-answer", test_lost_answer);
  g_test_add_func ("/sandbox/phone/phones", test_phones);
  g_test_add_func ("/sandbox/phone/links", test_links);
  g_test_add_func ("/sandbox/phone/answers", test_answers);
  g_test_add_func ("/sandbox/phone/stop", test_stop);
  g_test_add_func ("/sandbox/phone/no-stop", test_no_stop);
  g_test_add_func ("/sandbox/phone/restart", test_restart);

  return g_test_run ();
}
