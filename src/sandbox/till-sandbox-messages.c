/* till-sandbox-messages.c: text messages as the carrier keeps them, and who wants no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-messages.h"

#include <string.h>

#define SENT_AFTER (1 * TILL_SECOND)
#define DELIVERED_AFTER (3 * TILL_SECOND)

#define COLUMNS "SELECT id, sid, direction, number, service, body, created_at, error FROM texts "

static const struct
{
  const char *last_four;
  gint64      error;
} fates[] = {
  { "0000", 30006 },
  { "0003", 30003 },
  { "0007", 30007 },
};

static const char *const stop_words[] = { "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END",
                                          "QUIT", "REVOKE",  "OPTOUT",      NULL };
static const char *const start_words[] = { "START", "YES", "UNSTOP", NULL };
static const char *const help_words[] = { "HELP", "INFO", NULL };

void
till_sandbox_message_free (TillSandboxMessage *self)
{
  g_free (self->sid);
  g_free (self->direction);
  g_free (self->number);
  g_free (self->service);
  g_free (self->body);
  g_free (self);
}

gboolean
till_sandbox_message_is_inbound (const TillSandboxMessage *self)
{
  return g_str_equal (self->direction, "inbound");
}

const char *
till_sandbox_message_from (const TillSandboxMessage *self)
{
  return till_sandbox_message_is_inbound (self) ? self->number : TILL_SANDBOX_TEXT_NUMBER;
}

const char *
till_sandbox_message_to (const TillSandboxMessage *self)
{
  return till_sandbox_message_is_inbound (self) ? TILL_SANDBOX_TEXT_NUMBER : self->number;
}

const char *
till_sandbox_message_status (TillSandbox *sandbox, const TillSandboxMessage *self)
{
  gint64 age = till_sandbox_now (sandbox) - self->created;

  if (till_sandbox_message_is_inbound (self))
    return "received";
  if (age < SENT_AFTER)
    return "queued";
  if (age < DELIVERED_AFTER)
    return "sent";

  return self->error == 0 ? "delivered" : "undelivered";
}

TillInstant
till_sandbox_message_sent_at (TillSandbox *sandbox, const TillSandboxMessage *self)
{
  if (till_sandbox_message_is_inbound (self))
    return self->created;

  return till_sandbox_now (sandbox) - self->created < SENT_AFTER ? TILL_INSTANT_NONE
                                                                 : self->created + SENT_AFTER;
}

/* ── Reading ────────────────────────────────────────────────────────────────────────────────────
 */

static TillSandboxMessage *
message_from_row (TillDbStatement *row)
{
  TillSandboxMessage *self = g_new0 (TillSandboxMessage, 1);

  self->id = till_db_column_int (row, 0);
  self->sid = till_db_column_dup_text (row, 1);
  self->direction = till_db_column_dup_text (row, 2);
  self->number = till_db_column_dup_text (row, 3);
  self->service = till_db_column_dup_text (row, 4);
  self->body = till_db_column_dup_text (row, 5);
  self->created = till_db_column_int (row, 6);
  self->error = till_db_column_int (row, 7);

  return self;
}

/* What has not been sent yet is not found by when it was. */
static gboolean
fits (TillSandbox *sandbox, const TillSandboxMessageQuery *query, const TillSandboxMessage *message)
{
  TillInstant sent = till_sandbox_message_sent_at (sandbox, message);

  if ((query->to != NULL && !g_str_equal (query->to, till_sandbox_message_to (message))) ||
      (query->from != NULL && !g_str_equal (query->from, till_sandbox_message_from (message))))
    return FALSE;
  if (query->sent_from != TILL_INSTANT_NONE &&
      (sent == TILL_INSTANT_NONE || sent < query->sent_from))
    return FALSE;

  return query->sent_until == TILL_INSTANT_NONE ||
         (sent != TILL_INSTANT_NONE && sent <= query->sent_until);
}

/* The patient's number, when the query names it. */
static const char *
number_asked_for (const TillSandboxMessageQuery *query)
{
  const char *const asked[] = { query->number, query->to, query->from };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      if (asked[i] != NULL && !g_str_equal (asked[i], TILL_SANDBOX_TEXT_NUMBER))
        return asked[i];
    }

  return NULL;
}

GPtrArray *
till_sandbox_messages_list (TillSandbox                   *sandbox,
                            TillDbConnection              *db,
                            const TillSandboxMessageQuery *query,
                            GError                       **error)
{
  static const char by_number[] =
    COLUMNS "WHERE number = ?1 AND (?2 = 0 OR id < ?2) ORDER BY id DESC";
  static const char           by_id[] = COLUMNS "WHERE ?2 = 0 OR id < ?2 ORDER BY id DESC";
  const char                 *number = number_asked_for (query);
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db, number != NULL ? by_number : by_id, error);
  g_autoptr (GPtrArray) found =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_sandbox_message_free);
  TillStep step = TILL_STEP_DONE;

  if (statement == NULL)
    return NULL;

  if (number != NULL)
    till_db_bind_text (statement, 1, number);
  till_db_bind_int (statement, 2, query->before_id);
  while (found->len < query->limit && (step = till_db_step (statement, error)) == TILL_STEP_ROW)
    {
      g_autoptr (TillSandboxMessage) message = message_from_row (statement);

      if (fits (sandbox, query, message))
        g_ptr_array_add (found, g_steal_pointer (&message));
    }

  return step != TILL_STEP_ERROR ? g_steal_pointer (&found) : NULL;
}

gboolean
till_sandbox_messages_find (TillDbConnection    *db,
                            const char          *sid,
                            TillSandboxMessage **found,
                            GError             **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, COLUMNS "WHERE sid = ?1", error);
  TillStep                    step;

  *found = NULL;
  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, sid);
  step = till_db_step (statement, error);
  if (step == TILL_STEP_ROW)
    *found = message_from_row (statement);

  return step != TILL_STEP_ERROR;
}

gboolean
till_sandbox_messages_is_stopped (TillDbConnection *db, const char *number)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db, "SELECT 1 FROM texts_stopped WHERE number = ?1", NULL);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, number);

  return till_db_step (statement, NULL) == TILL_STEP_ROW;
}

/* ── Writing ────────────────────────────────────────────────────────────────────────────────────
 */

static gint64
fate_of (const char *number)
{
  for (guint i = 0; i < G_N_ELEMENTS (fates); i++)
    {
      if (g_str_has_suffix (number, fates[i].last_four))
        return fates[i].error;
    }

  return 0;
}

static gboolean
add (TillSandbox *sandbox, TillDbConnection *db, TillSandboxMessage *message, GError **error)
{
  g_autoptr (TillDbStatement) statement = NULL;
  gint64                      last = 0;

  if (!till_db_query_int (db, "SELECT coalesce (max (id), 0) FROM texts", &last, error) ||
      !(statement = till_db_prepare (db,
                                     "INSERT INTO texts (id, sid, direction, number, service, body,"
                                     " created_at, error)"
                                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                     error)))
    return FALSE;

  message->id = last + 1;
  message->sid = g_strdup_printf ("SM%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                                  till_sandbox_draw (sandbox->seed, (guint64) message->id, "text"),
                                  (guint64) message->id);
  message->created = till_sandbox_now (sandbox);
  till_db_bind_int (statement, 1, message->id);
  till_db_bind_text (statement, 2, message->sid);
  till_db_bind_text (statement, 3, message->direction);
  till_db_bind_text (statement, 4, message->number);
  till_db_bind_text (statement, 5, message->service);
  till_db_bind_text (statement, 6, message->body);
  till_db_bind_int (statement, 7, message->created);
  till_db_bind_int (statement, 8, message->error);

  return till_db_run (statement, error);
}

gboolean
till_sandbox_messages_send (TillSandbox         *sandbox,
                            TillDbConnection    *db,
                            const char          *direction,
                            const char          *number,
                            const char          *service,
                            const char          *body,
                            TillSandboxMessage **sent,
                            GError             **error)
{
  g_autoptr (TillSandboxMessage) message = g_new0 (TillSandboxMessage, 1);

  message->direction = g_strdup (direction);
  message->number = g_strdup (number);
  message->service = g_strdup (service);
  message->body = g_strdup (body);
  message->error = fate_of (number);
  if (!add (sandbox, db, message, error))
    return FALSE;

  if (sent != NULL)
    *sent = g_steal_pointer (&message);

  return TRUE;
}

/* What is written here is one of the words, and nothing else. */
static gboolean
is_word (const char *body, const char *const *words)
{
  g_autofree char *word = g_ascii_strup (body, -1);

  return g_strv_contains (words, g_strstrip (word));
}

static gboolean
set_stopped (TillSandbox      *sandbox,
             TillDbConnection *db,
             const char       *number,
             gboolean          stopped,
             GError          **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db,
                     stopped ? "INSERT INTO texts_stopped (number, stopped_at) VALUES (?1, ?2)"
                             : "DELETE FROM texts_stopped WHERE number = ?1 AND stopped_at <= ?2",
                     error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, number);
  till_db_bind_int (statement, 2, till_sandbox_now (sandbox));

  return till_db_run (statement, error);
}

static gboolean
answer (TillSandbox      *sandbox,
        TillDbConnection *db,
        const char       *number,
        const char       *words,
        GError          **error)
{
  return till_sandbox_messages_send (sandbox, db, "outbound-reply", number, NULL, words, NULL,
                                     error);
}

gboolean
till_sandbox_messages_receive (TillSandbox      *sandbox,
                               TillDbConnection *db,
                               const char       *number,
                               const char       *body,
                               GError          **error)
{
  g_autoptr (TillSandboxMessage) message = g_new0 (TillSandboxMessage, 1);
  gboolean                       stopped = till_sandbox_messages_is_stopped (db, number);

  message->direction = g_strdup ("inbound");
  message->number = g_strdup (number);
  message->body = g_strdup (body);
  if (!add (sandbox, db, message, error))
    return FALSE;

  if (is_word (body, stop_words) && !stopped)
    return set_stopped (sandbox, db, number, TRUE, error) &&
           answer (sandbox, db, number,
                   "You get no more texts from this number. Answer START to get them again.",
                   error);
  if (is_word (body, start_words) && stopped)
    return set_stopped (sandbox, db, number, FALSE, error) &&
           answer (sandbox, db, number,
                   "You get texts from this number again. Answer STOP to end them.", error);
  if (is_word (body, help_words) && !stopped)
    return answer (sandbox, db, number, "Answer STOP to get no more texts from this number.",
                   error);

  return TRUE;
}
