/* till-twilio-list.c: Twilio's list of messages, page by page: was it taken over, what came in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list is asked for by the time of sending, which a message has only once it was sent on.
 * Before one counts as not there, all that its number ever got is read.
 */
#include "messaging/till-twilio-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"

#define PAGE_SIZE "1000"
#define PAGE_LIMIT 500

/* By so much this machine's clock may be ahead of Twilio's. */
#define CLOCKS_APART (15 * TILL_MINUTE)

typedef struct
{
  char       *to; /* NULL: what came in is asked for */
  char       *body;
  char      **others; /* not these; or NULL */
  TillInstant since;
  gboolean    whole; /* not by the time of sending */
  guint       n_pages;
  GHashTable *ids;      /* of what came in: pages may overlap */
  GPtrArray  *received; /* TillTextReceived, as it comes: the newest first */
} Walk;

static void
received_free (gpointer data)
{
  TillTextReceived *self = data;

  g_free (self->id);
  g_free (self->from);
  g_free (self->body);
  g_free (self);
}

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  g_free (walk->to);
  g_free (walk->body);
  g_strfreev (walk->others);
  g_clear_pointer (&walk->ids, g_hash_table_unref);
  g_clear_pointer (&walk->received, g_ptr_array_unref);
  g_free (walk);
}

static TillInstant
earliest (const Walk *walk)
{
  return walk->since - CLOCKS_APART;
}

static char *
first_path (TillTwilio *self, const Walk *walk)
{
  g_autoptr (GString)   fields = g_string_new (NULL);
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc (earliest (walk) / TILL_SECOND);
  g_autofree char      *since_text =
    since != NULL ? g_date_time_format (since, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  g_autofree char *path = till_twilio_path (self, "/Messages.json?");

  if (walk->to != NULL)
    till_twilio_add_field (fields, "To", walk->to);
  else if (!till_twilio_has_service (self))
    till_twilio_add_field (fields, "To", till_twilio_get_from (self));
  if (!walk->whole && since_text != NULL)
    till_twilio_add_field (fields, "DateSent>", since_text);
  till_twilio_add_field (fields, "PageSize", PAGE_SIZE);

  return g_strconcat (path, fields->str, NULL);
}

/* ── What came of it ────────────────────────────────────────────────────────────────────────────
 */

static void
return_failure (GTask *task, const char *words)
{
  const Walk    *walk = g_task_get_task_data (task);
  TillTextLook  *look;
  TillTextInbox *inbox;

  if (walk->to != NULL)
    {
      look = g_new0 (TillTextLook, 1);
      look->finding = TILL_TEXT_NOT_ASKED;
      look->words = g_strdup (words);
      g_task_return_pointer (task, look, (GDestroyNotify) till_text_look_free);
      return;
    }

  inbox = g_new0 (TillTextInbox, 1);
  inbox->words = g_strdup (words);
  g_task_return_pointer (task, inbox, (GDestroyNotify) till_text_inbox_free);
}

static void
return_look (GTask *task, TillTextFinding finding, const char *id)
{
  TillTextLook *look = g_new0 (TillTextLook, 1);

  look->finding = finding;
  look->carrier_id = g_strdup (id);
  g_task_return_pointer (task, look, (GDestroyNotify) till_text_look_free);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const TillTextReceived *one = *(TillTextReceived *const *) a;
  const TillTextReceived *other = *(TillTextReceived *const *) b;

  return (one->at > other->at) - (one->at < other->at);
}

static void
return_inbox (GTask *task)
{
  Walk          *walk = g_task_get_task_data (task);
  TillTextInbox *inbox = g_new0 (TillTextInbox, 1);

  /* Turned round first, since of two in the same second the one that came later stands before. */
  inbox->answered = TRUE;
  inbox->received = g_ptr_array_new_with_free_func (received_free);
  g_ptr_array_set_free_func (walk->received, NULL);
  for (guint i = walk->received->len; i > 0; i--)
    g_ptr_array_add (inbox->received, walk->received->pdata[i - 1]);
  g_ptr_array_sort (inbox->received, compare_times);
  g_task_return_pointer (task, inbox, (GDestroyNotify) till_text_inbox_free);
}

/* ── Pages ──────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
is_sought (const Walk *walk, const TillTwilioMessage *message)
{
  return !message->incoming && message->at >= earliest (walk) &&
         g_strcmp0 (message->to, walk->to) == 0 && g_str_equal (message->body, walk->body) &&
         (walk->others == NULL ||
          !g_strv_contains ((const char *const *) walk->others, message->id));
}

/* Of several the latest; NULL: it is not on this page. */
static const TillTwilioMessage *
find_sought (const Walk *walk, GPtrArray *messages)
{
  const TillTwilioMessage *found = NULL;

  for (guint i = 0; i < messages->len; i++)
    {
      const TillTwilioMessage *message = messages->pdata[i];

      if (is_sought (walk, message) && (found == NULL || message->at > found->at))
        found = message;
    }

  return found;
}

/* Whatever a patient writes: no number of a card comes in with it. */
static char *
dup_without_card (const char *body)
{
  char *text = g_strdup (body);

  if (!till_text_has_card_number (text))
    return text;

  for (char *at = text; *at != '\0'; at++)
    {
      if (g_ascii_isdigit (*at))
        *at = '*';
    }

  return text;
}

static void
take_received (Walk *walk, const TillTwilioMessage *message)
{
  TillTextReceived *received;

  if (!message->incoming || message->from == NULL || message->at < earliest (walk) ||
      !g_hash_table_add (walk->ids, g_strdup (message->id)))
    return;

  received = g_new0 (TillTextReceived, 1);
  received->id = g_strdup (message->id);
  received->from = g_strdup (message->from);
  received->body = dup_without_card (message->body);
  received->at = message->at;
  g_ptr_array_add (walk->received, received);
}

static void ask (GTask *task, const char *path);

/* Takes @task. */
static void
go_on (GTask *task, const char *next)
{
  TillTwilio      *self = g_task_get_source_object (task);
  Walk            *walk = g_task_get_task_data (task);
  g_autofree char *path = next != NULL ? till_twilio_next_path (self, next) : NULL;

  if (next != NULL && path == NULL)
    return_failure (task, _ ("Twilio’s list goes on at another host, which is not asked."));
  else if (++walk->n_pages >= PAGE_LIMIT)
    return_failure (task, _ ("Twilio’s list has no end."));
  else if (path == NULL && walk->to != NULL && !walk->whole)
    {
      walk->whole = TRUE;
      path = first_path (self, walk);
    }
  else if (path == NULL && walk->to != NULL)
    return_look (task, TILL_TEXT_NOT_THERE, NULL);
  else if (path == NULL)
    return_inbox (task);

  if (path != NULL && walk->n_pages < PAGE_LIMIT)
    ask (task, path);
  else
    g_object_unref (task);
}

static void
page_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask                     *task = user_data;
  Walk                      *walk = g_task_get_task_data (task);
  g_autoptr (TillHttpAnswer) http = till_http_send_finish (TILL_HTTP (source), result);
  g_autoptr (TillTwilioPage) page = till_twilio_read_page (http);
  const TillTwilioMessage   *found = NULL;

  if (page->messages == NULL)
    {
      return_failure (task, page->words);
      g_object_unref (task);
      return;
    }

  if (walk->to != NULL)
    found = find_sought (walk, page->messages);
  for (guint i = 0; walk->to == NULL && i < page->messages->len; i++)
    take_received (walk, page->messages->pdata[i]);

  if (found == NULL)
    {
      go_on (task, page->next);
      return;
    }

  return_look (task, TILL_TEXT_FOUND, found->id);
  g_object_unref (task);
}

/* Takes @task. */
static void
ask (GTask *task, const char *path)
{
  till_twilio_get (g_task_get_source_object (task), path, g_task_get_cancellable (task),
                   page_answered_cb, task);
}

/* Without the task's own check: a walk that was cancelled returns what is known. Takes @walk. */
static void
begin (TillTexter         *texter,
       Walk               *walk,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  GTask           *task = g_task_new (texter, cancellable, callback, user_data);
  g_autofree char *path = first_path (TILL_TWILIO (texter), walk);

  g_task_set_source_tag (task, begin);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, walk, walk_free);
  ask (task, path);
}

void
till_twilio_look_async (TillTexter         *texter,
                        const char         *to,
                        const char         *body,
                        TillInstant         since,
                        const char *const  *others,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->to = g_strdup (to);
  walk->body = g_strstrip (g_strdup (body));
  walk->others = g_strdupv ((char **) others);
  walk->since = since;
  begin (texter, walk, cancellable, callback, user_data);
}

TillTextLook *
till_twilio_look_finish (TillTexter *texter, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, texter), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
till_twilio_receive_async (TillTexter         *texter,
                           TillInstant         since,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->since = since;
  walk->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  walk->received = g_ptr_array_new_with_free_func (received_free);
  begin (texter, walk, cancellable, callback, user_data);
}

TillTextInbox *
till_twilio_receive_finish (TillTexter *texter, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, texter), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
