/* test-twilio-pages.c: Twilio's list, page by page, and what is not followed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <libsoup/soup.h>
#include <string.h>

#include "messaging/till-twilio.h"
#include "texter-ask.h"

#define OURS "+18885550100"
#define ANN "+12075550142"
#define LIST "/2010-04-01/Accounts/AC1/Messages.json"

/* 2026-11-24T12:00:00Z */
#define NOON G_GINT64_CONSTANT (1795521600000)

typedef struct
{
  SoupServer        *server;
  char              *host;
  const char *const *pages; /* what it answers, one after the other; the last one for ever. "403":
                             * so it refuses */
  guint       n_asked;
  GPtrArray  *targets; /* path and query of what was asked */
  TillTexter *texter;
} Fixture;

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture         *self = user_data;
  const char      *page = *self->pages;
  g_auto (GStrv)   parts = g_strsplit (page, "HOST", -1);
  g_autofree char *body = g_strjoinv (self->host, parts);

  guint status = g_str_equal (page, "403") ? 403 : 200;

  g_strdelimit (body, "'", '"');
  if (self->pages[1] != NULL)
    self->pages++;
  self->n_asked++;
  g_ptr_array_add (self->targets, g_uri_to_string (soup_server_message_get_uri (message)));
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (TillHttp) http = till_http_new ();
  GSList              *uris;

  self->server = soup_server_new (NULL, NULL);
  self->targets = g_ptr_array_new_with_free_func (g_free);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (self->server);
  self->host = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->texter = TILL_TEXTER (till_twilio_new (http, self->host, "AC1", "key", OURS, 0));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->texter);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->targets);
  g_free (self->host);
}

#define SID(digit) "SM0000000000000000000000000000000" digit
#define ROW(digit, direction, from, to, body, time)                                                \
  "{'sid':'" SID (digit) "','direction':'" direction "','from':'" from "','to':'" to               \
                         "','body':'" body "','date_created':'Tue, 24 Nov 2026 " time " +0000'}"
#define IN(digit, body, time) ROW (digit, "inbound", ANN, OURS, body, time)
#define OUT(digit, body, time) ROW (digit, "outbound-api", OURS, ANN, body, time)
#define PAGE(rows, next) "{'messages':[" rows "],'next_page_uri':" next "}"

static void
test_all_pages (Fixture *self, gconstpointer data)
{
  static const char *const pages[] = {
    PAGE (IN ("5", "e", "12:00:05") "," IN ("4", "d", "12:00:04"), "'" LIST "?Page=1&x=%2B'"),
    PAGE ("", "'HOST" LIST "?Page=2'"),
    /* One again, since another came in meanwhile; one that we sent; two of the same second. */
    PAGE (IN ("4", "d", "12:00:04") "," OUT ("3", "c", "12:00:03") "," IN (
            "2", "b", "12:00:02") "," IN ("1", "a", "12:00:02"),
          "null"),
    NULL,
  };
  g_autoptr (TillTextInbox) inbox = NULL;
  const char *const         wanted[] = { "a", "b", "d", "e" };

  self->pages = pages;
  inbox = texter_receive (self->texter, NOON);

  g_assert_true (inbox->answered);
  g_assert_cmpuint (inbox->received->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_cmpstr (((TillTextReceived *) inbox->received->pdata[i])->body, ==, wanted[i]);
  g_assert_cmpuint (self->n_asked, ==, 3);
  g_assert_nonnull (strstr (self->targets->pdata[0],
                            LIST "?To=%2B18885550100&DateSent%3E=2026-11-24T11%3A45%3A00Z"
                                 "&PageSize=1000"));
  g_assert_true (g_str_has_suffix (self->targets->pdata[1], LIST "?Page=1&x=%2B"));
  g_assert_true (g_str_has_suffix (self->targets->pdata[2], LIST "?Page=2"));
}

/* On the third page, as the carrier keeps it; and not asked for again. */
static void
test_found_late (Fixture *self, gconstpointer data)
{
  static const char *const pages[] = {
    PAGE (OUT ("5", "e", "12:00:05"), "'" LIST "?Page=1'"),
    PAGE (IN ("4", "wanted", "12:00:04"), "'" LIST "?Page=2'"),
    PAGE (OUT ("3", " wanted ", "12:00:03"), "'" LIST "?Page=3'"),
    NULL,
  };
  g_autoptr (TillTextLook) look = NULL;

  self->pages = pages;
  look = texter_look (self->texter, ANN, "wanted", NOON);

  g_assert_cmpint (look->finding, ==, TILL_TEXT_FOUND);
  g_assert_cmpstr (look->carrier_id, ==, SID ("3"));
  g_assert_cmpuint (self->n_asked, ==, 3);
}

/* While an account is on trial Twilio says so before the text. */
static void
test_trial (Fixture *self, gconstpointer data)
{
  static const char *const pages[] = {
    PAGE (OUT ("1", "Sent from your Twilio trial account - wanted", "12:00:01"), "null"),
    NULL,
  };
  g_autoptr (TillTextLook) look = NULL;

  self->pages = pages;
  look = texter_look (self->texter, ANN, " wanted\n", NOON);
  g_assert_cmpint (look->finding, ==, TILL_TEXT_FOUND);
}

/* One that is only queued has no time of sending: all the number ever got is read before it counts
 * as not there.
 */
static void
test_not_there (Fixture *self, gconstpointer data)
{
  static const char *const pages[] = {
    PAGE ("", "null"),
    /* Sent long before. */
    PAGE (OUT ("1", "wanted", "08:00:00"), "null"),
    NULL,
  };
  g_autoptr (TillTextLook) look = NULL;

  self->pages = pages;
  look = texter_look (self->texter, ANN, "wanted", NOON);

  g_assert_cmpint (look->finding, ==, TILL_TEXT_NOT_THERE);
  g_assert_cmpuint (self->n_asked, ==, 2);
  g_assert_nonnull (strstr (self->targets->pdata[0], "To=%2B12075550142&DateSent%3E="));
  g_assert_null (strstr (self->targets->pdata[1], "DateSent"));
}

/* The key goes nowhere else. */
static void
test_other_host (Fixture *self, gconstpointer data)
{
  static const char *const hosts[] = {
    PAGE (IN ("1", "a", "12:00:01"), "'http://127.0.0.1:1/x'"),
    PAGE (IN ("1", "a", "12:00:01"), "'//127.0.0.1/x'"),
    PAGE (IN ("1", "a", "12:00:01"), "'HOST.example.org/x'"),
    PAGE (IN ("1", "a", "12:00:01"), "'HOST@example.org/x'"),
    PAGE (IN ("1", "a", "12:00:01"), "'x'"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      const char *const         pages[] = { hosts[i], NULL };
      g_autoptr (TillTextInbox) inbox = NULL;
      g_autoptr (TillTextLook)  look = NULL;

      self->pages = pages;
      self->n_asked = 0;
      inbox = texter_receive (self->texter, NOON);
      look = texter_look (self->texter, ANN, "wanted", NOON);
      g_assert_false (inbox->answered);
      g_assert_nonnull (strstr (inbox->words, "another host"));
      g_assert_cmpint (look->finding, ==, TILL_TEXT_NOT_ASKED);
      g_assert_cmpuint (self->n_asked, ==, 2);
    }
}

static void
test_no_end (Fixture *self, gconstpointer data)
{
  static const char *const  pages[] = { PAGE ("", "'" LIST "?Page=1'"), NULL };
  g_autoptr (TillTextInbox) inbox = NULL;

  self->pages = pages;
  inbox = texter_receive (self->texter, NOON);
  g_assert_false (inbox->answered);
  g_assert_nonnull (strstr (inbox->words, "no end"));
}

/* A key may be good for messages, and for nothing else. */
static void
test_narrow_key (Fixture *self, gconstpointer data)
{
  static const char *const pages[] = { PAGE ("", "null"), "403", NULL };
  static const char *const no_number[] = { PAGE ("", "null"), "{'incoming_phone_numbers':[]}",
                                           NULL };
  static const char *const no_texts[] = { PAGE ("", "null"),
                                          "{'incoming_phone_numbers':[{'phone_number':'" OURS
                                          "','capabilities':{'sms':false}}]}",
                                          NULL };
  g_autoptr (GError)       not_its_number = NULL;
  g_autoptr (GError)       not_for_texts = NULL;
  g_autofree char         *words = NULL;

  self->pages = pages;
  words = texter_test (self->texter, NULL);
  self->pages = no_number;
  g_assert_null (texter_test (self->texter, &not_its_number));
  self->pages = no_texts;
  g_assert_null (texter_test (self->texter, &not_for_texts));

  g_assert_nonnull (strstr (words, "a test text shows"));
  g_assert_nonnull (strstr (not_its_number->message, "has no number " OURS));
  g_assert_nonnull (strstr (not_for_texts->message, OURS " can’t send texts"));
}

/* Whatever a patient writes. */
static void
test_card_number (Fixture *self, gconstpointer data)
{
  static const char *const pages[] = {
    PAGE (IN ("1", "My card: 4111 1111 1111 1111, 12/29", "12:00:01"), "null"),
    NULL,
  };
  g_autoptr (TillTextInbox) inbox = NULL;

  self->pages = pages;
  inbox = texter_receive (self->texter, NOON);
  g_assert_cmpstr (((TillTextReceived *) inbox->received->pdata[0])->body, ==,
                   "My card: **** **** **** ****, **/**");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/twilio-pages/all", test_all_pages);
  ADD ("/twilio-pages/found-late", test_found_late);
  ADD ("/twilio-pages/trial", test_trial);
  ADD ("/twilio-pages/not-there", test_not_there);
  ADD ("/twilio-pages/other-host", test_other_host);
  ADD ("/twilio-pages/no-end", test_no_end);
  ADD ("/twilio-pages/narrow-key", test_narrow_key);
  ADD ("/twilio-pages/card-number", test_card_number);

  return g_test_run ();
}
