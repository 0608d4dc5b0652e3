/* till-desk-requests.c: a front desk that asks for money by text and e-mail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-requests.h"

#include "core/till-text.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-private.h"
#include "flow/till-reminders.h"
#include "messaging/till-twilio.h"
#include "rules/till-quiet-hours.h"
#include "store/till-store-balances.h"
#include "store/till-store-messages.h"
#include "store/till-store-patients.h"
#include "store/till-store-requests.h"
#include "store/till-store-transactions.h"

#define ACCOUNT "AC5a4db0c000000000000000000000c1d4"
#define MESSAGES "/2010-04-01/Accounts/" ACCOUNT "/Messages.json"

static void
write_job (Desk *self, TillDbJob work, gpointer data)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (self->practice), TILL_DB_NORMAL, work, data, &error);
  g_assert_no_error (error);
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Desk                   *self = data;
  TillInstant             at = till_clock_now (self->clock);
  g_autoptr (TillActor)   actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillPatient) anna = till_store_get_patient (connection, self->anna, error);
  TillDay                 today = till_practice_get_today (self->practice);
  TillAgingStep           step = { .as_of = today, .n_most = 10 };

  g_assert_nonnull (anna);
  anna->phone = g_strdup (DESK_PHONE);
  anna->email = g_strdup ("anna@example.com");
  anna->consents[TILL_CHANNEL_TEXT] = TILL_CONSENT_GIVEN;
  anna->consents[TILL_CHANNEL_EMAIL] = TILL_CONSENT_GIVEN;

  return till_store_change_patient (connection, anna, actor, at, error) &&
         till_store_add_ledger_entry (connection, self->anna, "charge", till_money (10000), today,
                                      NULL, at, error) &&
         till_store_age_some (connection, &step, error);
}

/* Nothing waits for the hours in which messages may come. */
static void
pass_to_noon (Desk *self)
{
  const TillMessageHours      hours = { .from_hour = 12, .until_hour = 13, .days = ~0u };
  g_autoptr (TillPostalZones) zones =
    till_postal_zones_new (NULL, till_practice_get_zone (self->practice));
  TillInstant      now = till_clock_now (self->clock);
  TillInstant      noon = till_message_hours_next (&hours, zones, now);
  g_autofree char *iso = till_instant_to_iso (noon);

  desk_pass (self, noon - now);
  set_clock (self->peer, iso);
}

static void
set_texter (Desk *self, const char *address, const char *key, guint timeout_s)
{
  g_clear_object (&self->practice->texter);
  self->practice->texter = TILL_TEXTER (
    till_twilio_new (self->practice->http, address, ACCOUNT, key, "+18885550100", timeout_s));
}

void
desk_set_up_texts (Desk *self, const char *address, guint timeout_s)
{
  set_texter (self, address, "sandbox-texts", timeout_s);
}

void
desk_set_up_messages (Desk *self)
{
  TillPractice *practice = self->practice;

  desk_set_up_texts (self, till_test_sandbox_get_address (self->peer->sandbox), 0);
  if (practice->mailer == NULL)
    {
      g_autofree char *folder = g_build_filename (self->folder, "mails", NULL);

      practice->mailer = till_folder_mailer_new (folder);
    }
}

Desk *
desk_new_for_requests (void)
{
  Desk *self = desk_new (NULL);

  self->peer->login = ACCOUNT ":sandbox-texts";
  desk_set (self, TILL_SETTING_MESSAGE_DAYS, "1234567");
  desk_set (self, TILL_SETTING_MAIL_FROM_ADDRESS, "desk@elm.example");
  pass_to_noon (self);
  write_job (self, fill_job, self);
  desk_set_up_messages (self);

  return self;
}

TillRequestOrder
desk_request_order (Desk *self, gint64 cents, TillSentBy sent_by)
{
  return (TillRequestOrder){ .guarantor_id = self->anna,
                             .amount = till_money (cents),
                             .sent_by = sent_by };
}

TillRequestDraft *
desk_draft (Desk *self, const TillRequestOrder *order, GError **error)
{
  g_autofree char         *uuid = till_id_new ();
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_draft_request_async (self->practice, order, uuid, NULL, till_test_keep_result,
                                     &result);
  kept = till_test_wait_result (&result);

  return till_practice_draft_request_finish (self->practice, kept, error);
}

gint64
desk_ask (Desk *self, const TillRequestOrder *order)
{
  g_autoptr (GError)       error = NULL;
  TillRequestDraft        *draft = desk_draft (self, order, &error);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  gint64                   id;

  g_assert_no_error (error);
  g_assert_cmpstr (draft->problem, ==, NULL);
  till_practice_send_request_async (self->practice, draft, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  id = till_practice_send_request_finish (self->practice, kept, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static gint64
count_open (Desk *self)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM messages WHERE state = 'sending'"
                     " OR (state = 'queued' AND not_before <= %" G_GINT64_FORMAT ")",
                     till_clock_now (self->clock) + 10 * TILL_MINUTE);

  return desk_count (self, sql);
}

static void
tell_messages (Desk *self)
{
  g_autoptr (GPtrArray) all = till_store_list_messages_of_patient (
    till_db_get_reader (till_practice_get_db (self->practice)), self->anna, 100, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const TillMessage *message = all->pdata[i];

      g_test_message ("%s, %" G_GINT64_FORMAT " tries: %s",
                      till_enum_to_text (TILL_TYPE_MESSAGE_STATE, (int) message->state),
                      message->n_tries, message->words);
    }
}

void
desk_run_outbox (Desk *self)
{
  /* Nobody is reminded before it is known who has paid, and who has answered. */
  desk_refresh (self);
  till_outbox_follow (self->practice);
  till_test_wait_until (till_outbox_is_idle (self->practice));
  for (guint i = 0; i < 100; i++)
    {
      till_reminders_write_if_due (self->practice);
      till_test_wait_until (!self->practice->reminding);
      till_outbox_run (self->practice);
      till_test_wait_until (till_outbox_is_idle (self->practice));
      if (count_open (self) == 0)
        return;
      desk_pass (self, 30 * TILL_SECOND);
    }

  tell_messages (self);
  g_assert_not_reached ();
}

guint
desk_count_texts_to (Desk *self, const char *number)
{
  g_autofree char  *to = g_uri_escape_string (number, NULL, FALSE);
  g_autofree char  *path = g_strconcat (MESSAGES "?To=", to, NULL);
  g_autoptr (Reply) list = ask (self->peer, "GET", path, NULL);

  g_assert_cmpuint (list->status, ==, 200);

  return reply_count (list, "messages");
}

guint
desk_count_texts (Desk *self)
{
  return desk_count_texts_to (self, "+12075550142");
}

char *
desk_dup_text (Desk *self, guint n)
{
  g_autoptr (Reply) list = ask (self->peer, "GET", MESSAGES "?To=%2B12075550142", NULL);
  g_autofree char  *path = g_strdup_printf ("messages.%u.body", n);

  return g_strdup (reply_get (list, path));
}

TillRequest *
desk_get_request (Desk *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  TillRequest       *request = till_practice_get_request (self->practice, id, &error);

  g_assert_no_error (error);

  return request;
}

char *
desk_pay_link (Desk *self, gint64 request_id, const char *amount)
{
  g_autoptr (TillRequest) request = desk_get_request (self, request_id);

  return sell (self->peer, amount, request->invoice);
}

void
desk_end_request (Desk *self, gint64 id)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_end_requests_async (self->practice, &id, 1, TILL_REQUEST_BY_HAND,
                                    till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);
  till_practice_end_requests_finish (self->practice, result, &error);
  g_assert_no_error (error);
}

/* ── What is different ── */

void
desk_set_up_wrong_texter (Desk *self)
{
  set_texter (self, till_test_sandbox_get_address (self->peer->sandbox), "another-key", 0);
}

typedef struct
{
  Desk       *desk;
  const char *phone;
} PhoneJob;

static gboolean
phone_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const PhoneJob         *job = data;
  g_autoptr (TillActor)   actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillPatient) anna = till_store_get_patient (connection, job->desk->anna, error);

  g_assert_nonnull (anna);
  till_text_set (&anna->phone, job->phone);

  return till_store_change_patient (connection, anna, actor, till_clock_now (job->desk->clock),
                                    error);
}

void
desk_set_phone (Desk *self, const char *phone)
{
  PhoneJob job = { self, phone };

  write_job (self, phone_job, &job);
}

void
desk_pass_with_sandbox (Desk *self, TillInstant span)
{
  g_autofree char *iso = NULL;

  desk_pass (self, span);
  iso = till_instant_to_iso (till_clock_now (self->clock));
  set_clock (self->peer, iso);
}

void
desk_answer (Desk *self, const char *words)
{
  g_autofree char  *body = g_uri_escape_string (words, NULL, FALSE);
  g_autofree char  *form = g_strconcat ("body=", body, NULL);
  g_autoptr (Reply) reply = ask (self->peer, "POST", "/phone/%2B12075550142", form);

  g_assert_cmpuint (reply->status, <, 400);
}

void
desk_wait_for_failure (Desk *self, gint64 id)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (TillRequest) request = NULL;

      desk_run_outbox (self);
      request = desk_get_request (self, id);
      if (request->reason == TILL_REQUEST_UNDELIVERABLE)
        return;
      desk_pass_with_sandbox (self, TILL_MINUTE);
    }

  g_assert_not_reached ();
}

TillResend *
desk_draft_resend (Desk *self, gint64 id, TillChannel channel, const char *address, GError **error)
{
  const TillResendOrder    order = { id, channel, address };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_draft_resend_async (self->practice, &order, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_draft_resend_finish (self->practice, kept, error);
}

gboolean
desk_resend (Desk *self, TillResend *what, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_resend_async (self->practice, what, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_resend_finish (self->practice, kept, error);
}
