/* till-twilio-answer.c: what Twilio's answers are in our words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taken over is what says so, with its id. Not taken over is what Twilio refuses with a code of its
 * own. Anything else may be either.
 */
#include "messaging/till-twilio-private.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

#include "core/till-text.h"

#define WORDS_LIMIT 200
#define OPTED_OUT "21610"

/* What Twilio puts before the text while an account is on trial. */
#define TRIAL "Sent from your Twilio trial account - "

static const struct
{
  const char         *code;
  TillDeliveryVerdict verdict;
  const char         *words;
  gboolean            is_address;
} refusals[] = {
  { "20003", TILL_DELIVERY_NOT_SENT,
    N_ ("Twilio refused the account or its key. Check both in Settings.") },
  { "20005", TILL_DELIVERY_NOT_SENT,
    N_ ("Twilio says that the account is not active. Sign in at Twilio to see why.") },
  { "20404", TILL_DELIVERY_NOT_SENT,
    N_ ("Twilio does not know this account. Check it in Settings.") },
  { "20429", TILL_DELIVERY_RETRY, N_ ("Twilio has too much to do; it is tried again.") },
  { "14107", TILL_DELIVERY_RETRY, N_ ("Twilio has too much to do; it is tried again.") },
  { "21611", TILL_DELIVERY_RETRY, N_ ("Twilio has too much to do; it is tried again.") },
  { "21201", TILL_DELIVERY_REFUSED, N_ ("This is not a phone number."), TRUE },
  { "21211", TILL_DELIVERY_REFUSED, N_ ("There is no such phone number. Correct it."), TRUE },
  { "21214", TILL_DELIVERY_REFUSED, N_ ("There is no such phone number. Correct it."), TRUE },
  { "21217", TILL_DELIVERY_REFUSED, N_ ("There is no such phone number. Correct it."), TRUE },
  { "21408", TILL_DELIVERY_REFUSED,
    N_ ("The account at Twilio may not send texts to that country.") },
  { "21421", TILL_DELIVERY_REFUSED, N_ ("There is no such phone number. Correct it."), TRUE },
  { "21602", TILL_DELIVERY_REFUSED, N_ ("The text is empty.") },
  { "21604", TILL_DELIVERY_REFUSED, N_ ("The phone number is missing.") },
  { OPTED_OUT, TILL_DELIVERY_OPTED_OUT,
    N_ ("Who has this number answered STOP, and gets no texts any more.") },
  { "21612", TILL_DELIVERY_REFUSED,
    N_ ("No text can be sent from the practice’s number to this.") },
  { "21614", TILL_DELIVERY_REFUSED, N_ ("This number is not of a mobile phone: it gets no texts."),
    TRUE },
  { "21617", TILL_DELIVERY_REFUSED, N_ ("The text is too long. Shorten it.") },
  { "21635", TILL_DELIVERY_REFUSED, N_ ("This number is not of a mobile phone: it gets no texts."),
    TRUE },
  { "21212", TILL_DELIVERY_NOT_SENT,
    N_ ("Twilio does not know the number texts are sent from. Check it in Settings.") },
  { "21603", TILL_DELIVERY_NOT_SENT,
    N_ ("The number texts are sent from is missing. Enter it in Settings.") },
  { "21606", TILL_DELIVERY_NOT_SENT,
    N_ ("The account at Twilio may not send texts from its number. Check it in Settings.") },
  { "21608", TILL_DELIVERY_NOT_SENT,
    N_ (
      "The account at Twilio is on trial, and may send to numbers only that are verified there.") },
  { "21659", TILL_DELIVERY_NOT_SENT,
    N_ ("Twilio does not know the number texts are sent from. Check it in Settings.") },
  { "21660", TILL_DELIVERY_NOT_SENT,
    N_ ("The account at Twilio may not send texts from its number. Check it in Settings.") },
  { "21661", TILL_DELIVERY_NOT_SENT,
    N_ ("The account at Twilio may not send texts from its number. Check it in Settings.") },
  { "21701", TILL_DELIVERY_NOT_SENT,
    N_ ("Twilio does not know the messaging service. Check it in Settings.") },
  { "21703", TILL_DELIVERY_NOT_SENT,
    N_ ("The messaging service has no number to send from. Add one at Twilio.") },
  { "21704", TILL_DELIVERY_NOT_SENT,
    N_ ("The messaging service has no number to send from. Add one at Twilio.") },
  { "21705", TILL_DELIVERY_NOT_SENT,
    N_ ("Twilio does not know the messaging service. Check it in Settings.") },
};

/* Why one that was taken over did not arrive. */
static const struct
{
  const char *code;
  const char *words;
  gboolean    is_address;
} failures[] = {
  { "30003", N_ ("The phone could not be reached: it is switched off, or no longer in use.") },
  { "30004", N_ ("The phone does not accept texts from the practice.") },
  { "30005", N_ ("There is no such phone number any more."), TRUE },
  { "30006", N_ ("This number is not of a mobile phone: it gets no texts."), TRUE },
  { "30007", N_ ("The phone’s carrier held the text back, taking it for unwanted.") },
  { "30034",
    N_ ("The carriers don’t know the practice yet: its number must be registered for texts at "
        "Twilio (A2P 10DLC).") },
  { OPTED_OUT, N_ ("Who has this number answered STOP, and gets no texts any more.") },
};

/* What we are told may be kept and printed: no number of a card may come in by this door. */
static char *
dup_words (JsonObject *object, const char *name)
{
  g_autofree char *text = till_json_dup_text (object, name);
  g_autofree char *words = text != NULL ? till_text_tidy (text) : NULL;

  if (words == NULL || till_text_has_card_number (words))
    return NULL;

  return g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), WORDS_LIMIT));
}

/* Digits, and not too many of them. */
static char *
dup_code (JsonObject *object, const char *name)
{
  g_autofree char *code = till_json_dup_text (object, name);

  if (code == NULL || strlen (code) > 6 || strspn (code, "0123456789") != strlen (code))
    return NULL;

  return g_steal_pointer (&code);
}

/* ── Sent ───────────────────────────────────────────────────────────────────────────────────────
 */

static TillDelivery *
delivery_taken_over (JsonObject *root)
{
  g_autofree char *id = till_json_dup_text (root, "sid");
  TillDelivery    *delivery;

  if (!till_twilio_is_id (id, "SM") && !till_twilio_is_id (id, "MM"))
    return NULL;

  delivery = till_delivery_new (TILL_DELIVERY_SENT, NULL, NULL);
  delivery->carrier_id = g_steal_pointer (&id);

  return delivery;
}

static TillDelivery *
refused_with (const char *code, const char *said)
{
  g_autofree char *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      TillDelivery *delivery;

      if (!g_str_equal (refusals[i].code, code))
        continue;
      delivery = till_delivery_new (refusals[i].verdict, code, _ (refusals[i].words));
      delivery->is_address = refusals[i].is_address;
      return delivery;
    }

  words = said != NULL ? g_strdup_printf (_ ("Twilio refused the text: %s"), said)
                       : g_strdup_printf (_ ("Twilio refused the text, with code %s."), code);

  return till_delivery_new (TILL_DELIVERY_REFUSED, code, words);
}

/* NULL: the status alone says nothing sure. */
static const char *
code_of_status (guint status)
{
  switch (status)
    {
    case 401:
    case 403:
      return "20003";

    case 429:
      return "20429";

    default:
      return NULL;
    }
}

static TillDelivery *
judge_refusal (guint status, JsonObject *root)
{
  g_autofree char *code = dup_code (root, "code");
  g_autofree char *said = dup_words (root, "message");
  const char      *by_status = code_of_status (status);

  /* Whatever it is called: it has to do with what is going on at this very moment. */
  if (status / 100 != 4 || status == 408 || status == 409)
    return NULL;
  if (by_status != NULL)
    return refused_with (by_status, said);

  return code != NULL ? refused_with (code, said) : NULL;
}

TillDelivery *
till_twilio_read_sent (const TillHttpAnswer *http)
{
  g_autoptr (JsonObject) root = NULL;
  TillDelivery          *delivery;

  if (http->outcome == TILL_HTTP_NOT_SENT)
    return till_delivery_new (TILL_DELIVERY_RETRY, NULL, http->words);
  if (http->outcome != TILL_HTTP_ANSWERED)
    return till_delivery_new (TILL_DELIVERY_UNKNOWN, NULL, http->words);

  root = till_json_read (http->body);
  delivery =
    http->status / 100 == 2 ? delivery_taken_over (root) : judge_refusal (http->status, root);

  return delivery != NULL
           ? delivery
           : till_delivery_new (TILL_DELIVERY_UNKNOWN, NULL,
                                _ ("Twilio’s answer does not say whether the text was sent."));
}

char *
till_twilio_why_not (const TillHttpAnswer *http)
{
  g_autoptr (JsonObject)   root = NULL;
  g_autoptr (TillDelivery) refusal = NULL;

  if (http->outcome != TILL_HTTP_ANSWERED)
    return g_strdup (http->words);

  root = till_json_read (http->body);
  refusal = judge_refusal (http->status, root);
  if (refusal == NULL)
    return g_strdup (_ ("Twilio’s answer can’t be read."));

  return g_steal_pointer (&refusal->words);
}

/* ── How far it has come ────────────────────────────────────────────────────────────────────────
 */

static const struct
{
  const char   *status;
  TillTextState state;
} states[] = {
  { "accepted", TILL_TEXT_ON_THE_WAY },
  { "scheduled", TILL_TEXT_ON_THE_WAY },
  { "queued", TILL_TEXT_ON_THE_WAY },
  { "sending", TILL_TEXT_ON_THE_WAY },
  { "sent", TILL_TEXT_ON_THE_WAY },
  { "delivered", TILL_TEXT_DELIVERED },
  { "partially_delivered", TILL_TEXT_DELIVERED },
  { "read", TILL_TEXT_DELIVERED },
  { "undelivered", TILL_TEXT_UNDELIVERABLE },
  { "failed", TILL_TEXT_UNDELIVERABLE },
  { "canceled", TILL_TEXT_UNDELIVERABLE },
};

static char *
failure_words (const char *code, JsonObject *root, gboolean *is_address)
{
  g_autofree char *said = dup_words (root, "error_message");

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      if (g_strcmp0 (failures[i].code, code) != 0)
        continue;
      *is_address = failures[i].is_address;
      return g_strdup (_ (failures[i].words));
    }
  if (said != NULL)
    return g_strdup_printf (_ ("The text did not arrive: %s"), said);
  if (code != NULL)
    return g_strdup_printf (_ ("The text did not arrive, with Twilio’s code %s."), code);

  return g_strdup (_ ("The text did not arrive; Twilio does not say why."));
}

static TillTextState
read_state (JsonObject *root)
{
  g_autofree char *status = till_json_dup_text (root, "status");

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_strcmp0 (states[i].status, status) == 0)
        return states[i].state;
    }

  return TILL_TEXT_NOT_TOLD;
}

TillTextProgress *
till_twilio_read_progress (const TillHttpAnswer *http)
{
  TillTextProgress      *progress = g_new0 (TillTextProgress, 1);
  g_autoptr (JsonObject) root = NULL;

  progress->state = TILL_TEXT_NOT_TOLD;
  if (http->outcome == TILL_HTTP_ANSWERED && http->status == 200)
    {
      root = till_json_read (http->body);
      progress->state = read_state (root);
    }

  if (progress->state == TILL_TEXT_NOT_TOLD)
    progress->words = till_twilio_why_not (http);
  if (progress->state != TILL_TEXT_UNDELIVERABLE)
    return progress;

  progress->code = dup_code (root, "error_code");
  progress->words = failure_words (progress->code, root, &progress->is_address);
  progress->opted_out = g_strcmp0 (progress->code, OPTED_OUT) == 0;

  return progress;
}

/* ── Lists ──────────────────────────────────────────────────────────────────────────────────────
 */

void
till_twilio_message_free (gpointer message)
{
  TillTwilioMessage *self = message;

  g_free (self->id);
  g_free (self->from);
  g_free (self->to);
  g_free (self->body);
  g_free (self);
}

void
till_twilio_page_free (TillTwilioPage *self)
{
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self->next);
  g_free (self->words);
  g_free (self);
}

/* "Tue, 24 Nov 2026 14:03:00 +0000" */
static TillInstant
read_time (JsonObject *object, const char *name)
{
  g_autofree char      *text = till_json_dup_text (object, name);
  g_autoptr (GDateTime) time = text != NULL ? g_mime_utils_header_decode_date (text) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * TILL_SECOND : TILL_INSTANT_NONE;
}

/* NULL: without an id or a time it can't be told from others. */
static TillTwilioMessage *
read_message (JsonObject *object)
{
  g_autofree char   *id = till_json_dup_text (object, "sid");
  g_autofree char   *direction = till_json_dup_text (object, "direction");
  g_autofree char   *body = till_json_dup_text (object, "body");
  TillInstant        at = read_time (object, "date_created");
  TillTwilioMessage *message;

  if ((!till_twilio_is_id (id, "SM") && !till_twilio_is_id (id, "MM")) || direction == NULL ||
      at == TILL_INSTANT_NONE)
    return NULL;

  message = g_new0 (TillTwilioMessage, 1);
  message->id = g_steal_pointer (&id);
  message->from = till_json_dup_text (object, "from");
  message->to = till_json_dup_text (object, "to");
  message->incoming = g_str_equal (direction, "inbound");
  message->at = at;
  if (body != NULL && !message->incoming && g_str_has_prefix (body, TRIAL))
    message->body = g_strdup (body + strlen (TRIAL));
  else
    message->body = body != NULL ? g_steal_pointer (&body) : g_strdup ("");

  return message;
}

TillTwilioPage *
till_twilio_read_page (const TillHttpAnswer *http)
{
  TillTwilioPage        *page = g_new0 (TillTwilioPage, 1);
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GPtrArray)  messages = g_ptr_array_new_with_free_func (till_twilio_message_free);
  JsonArray             *rows = NULL;

  if (http->outcome == TILL_HTTP_ANSWERED && http->status == 200)
    {
      root = till_json_read (http->body);
      rows = till_json_get_array (root, "messages");
    }

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode          *node = json_array_get_element (rows, i);
      TillTwilioMessage *message =
        JSON_NODE_HOLDS_OBJECT (node) ? read_message (json_node_get_object (node)) : NULL;

      if (message == NULL)
        rows = NULL;
      else
        g_ptr_array_add (messages, message);
    }

  if (rows == NULL)
    {
      page->words = till_twilio_why_not (http);
      return page;
    }

  page->messages = g_steal_pointer (&messages);
  page->next = till_json_dup_text (root, "next_page_uri");

  return page;
}
