/* till-practice-mail.c: the practice's e-mail: how it is sent, and whether that works
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-mail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-private.h"
#include "messaging/till-smtp-mailer.h"

/* The demo's: nobody gets what is sent by it. */
#define DEMO_ADDRESS "receipts@practice.invalid"

/* ── The secrets' names ──────────────────────────────────────────────────────────────────────────
 */

static const struct
{
  const char *key;
  const char *label; /* in the keyring */
} secrets[TILL_N_MAIL_SECRETS] = {
  [TILL_MAIL_PASSWORD] = { TILL_KEY_MAIL, N_ ("Till: password of the mail server") },
  [TILL_MAIL_CLIENT_SECRET] = { TILL_KEY_MAIL_CLIENT,
                                N_ ("Till: client secret of the mail server") },
  [TILL_MAIL_REFRESH_TOKEN] = { TILL_KEY_MAIL_REFRESH,
                                N_ ("Till: refresh token of the mail server") },
};

const char *
till_mail_secret_get_key (TillMailSecret which)
{
  return secrets[which].key;
}

static const char *
get_label (TillMailSecret which)
{
  return _ (secrets[which].label);
}

/* ── The mailer ─────────────────────────────────────────────────────────────────────────────────
 */

/* Borrows from the practice. */
static TillSmtpSettings
get_server (TillPractice *self)
{
  const char *security = till_practice_get_setting (self, TILL_SETTING_MAIL_SECURITY);
  const char *sign_in = till_practice_get_setting (self, TILL_SETTING_MAIL_SIGN_IN);

  return (TillSmtpSettings){
    .host = (char *) till_practice_get_setting (self, TILL_SETTING_MAIL_HOST),
    .port = till_practice_get_number (self, TILL_SETTING_MAIL_PORT),
    .security = g_str_equal (security, "none")  ? TILL_SMTP_PLAIN
                : g_str_equal (security, "tls") ? TILL_SMTP_TLS
                                                : TILL_SMTP_STARTTLS,
    .sign_in = g_str_equal (sign_in, "none")     ? TILL_SMTP_NO_SIGN_IN
               : g_str_equal (sign_in, "oauth2") ? TILL_SMTP_RENEWED
                                                 : TILL_SMTP_PASSWORD,
    .user = (char *) till_practice_get_setting (self, TILL_SETTING_MAIL_USER),
    .secret = g_str_equal (sign_in, "password") ? self->mail_secrets[TILL_MAIL_PASSWORD] : NULL,
  };
}

/* Likewise. */
static TillTokenSettings
get_token_server (TillPractice *self)
{
  return (TillTokenSettings){
    .address = (char *) till_practice_get_setting (self, TILL_SETTING_MAIL_TOKEN_ADDRESS),
    .client_id = (char *) till_practice_get_setting (self, TILL_SETTING_MAIL_CLIENT_ID),
    .client_secret = self->mail_secrets[TILL_MAIL_CLIENT_SECRET],
    .refresh_token = self->mail_secrets[TILL_MAIL_REFRESH_TOKEN],
  };
}

/* Whether nothing but that is missing of the sign-in. */
static gboolean
lacks_secret (const TillSmtpSettings *server, const TillTokenSettings *token_server)
{
  if (*server->user == '\0')
    return FALSE;
  if (server->sign_in == TILL_SMTP_RENEWED)
    return *token_server->address != '\0' && *token_server->client_id != '\0' &&
           token_server->refresh_token == NULL;

  return server->sign_in == TILL_SMTP_PASSWORD && server->secret == NULL;
}

/* NULL: there is none. */
static char *
find_problem (TillPractice *self, const TillSmtpSettings *server)
{
  const TillTokenSettings token_server = get_token_server (self);
  char                   *fault;

  if (till_practice_is_demo (self))
    return NULL;
  if (*server->host == '\0')
    return g_strdup (_ ("No e-mail is set up yet. Settings has it, under Messages."));
  if (*till_practice_get_setting (self, TILL_SETTING_MAIL_FROM_ADDRESS) == '\0')
    return g_strdup (_ ("The practice’s own e-mail address is missing. It is entered in Settings, "
                        "under Messages."));
  if (lacks_secret (server, &token_server) && self->key_problem != NULL)
    return g_strdup (self->key_problem);

  fault = till_smtp_settings_find_fault (server);
  if (fault == NULL && server->sign_in == TILL_SMTP_RENEWED)
    fault = till_token_settings_find_fault (&token_server);

  return fault;
}

static void
rotated_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;

  self->n_aside--;
  /* Without a keyring it serves for this run, as the one before. */
  if (!till_keyring_store_finish (TILL_KEYRING (source), result, &error))
    g_info ("The new refresh token of the mail server could not be kept: %s", error->message);
}

/* The one that was used may be good no more. One that was entered meanwhile goes before. */
static void
rotated_cb (TillMailTokens *tokens, const char *used, const char *given, TillPractice *self)
{
  char **slot = &self->mail_secrets[TILL_MAIL_REFRESH_TOKEN];

  if (g_strcmp0 (*slot, used) != 0)
    return;

  till_text_set (slot, given);
  self->n_aside++;
  till_keyring_store_async (self->keyring, till_mail_secret_get_key (TILL_MAIL_REFRESH_TOKEN),
                            get_label (TILL_MAIL_REFRESH_TOKEN), given, NULL, rotated_kept_cb,
                            g_object_ref (self));
}

/* NULL: none are needed. Those that are there keep the token that they have got. */
static TillMailTokens *
open_tokens (TillPractice *self, const TillSmtpSettings *server)
{
  const TillTokenSettings settings = get_token_server (self);
  TillMailTokens         *tokens = NULL;

  if (server->sign_in != TILL_SMTP_RENEWED)
    return NULL;
  if (self->mailer != NULL && TILL_IS_SMTP_MAILER (self->mailer))
    tokens = till_smtp_mailer_get_tokens (TILL_SMTP_MAILER (self->mailer));
  if (tokens != NULL && till_mail_tokens_is_for (tokens, &settings))
    return g_object_ref (tokens);

  tokens = till_mail_tokens_new (self->http, self->clock, &settings);
  g_signal_connect_object (tokens, "rotated", G_CALLBACK (rotated_cb), self, 0);

  return tokens;
}

/* The one that is there when nothing has changed: its connection may still stand. */
static TillMailer *
open_mailer (TillPractice *self, const TillSmtpSettings *server)
{
  g_autofree char           *outbox = till_practice_dup_outbox (self);
  g_autoptr (TillMailTokens) tokens = NULL;

  if (till_practice_is_demo (self))
    return till_folder_mailer_new (outbox);

  tokens = open_tokens (self, server);
  if (self->mailer != NULL && TILL_IS_SMTP_MAILER (self->mailer) &&
      till_smtp_mailer_get_tokens (TILL_SMTP_MAILER (self->mailer)) == tokens &&
      till_smtp_settings_equal (server,
                                till_smtp_mailer_get_settings (TILL_SMTP_MAILER (self->mailer))))
    return g_object_ref (self->mailer);

  return till_smtp_mailer_new (server, tokens);
}

void
till_practice_make_mailer (TillPractice *self)
{
  const TillSmtpSettings server = get_server (self);
  gboolean               could = self->mailer != NULL;
  g_autoptr (TillMailer) mailer = NULL;

  g_free (self->mail_problem);
  self->mail_problem = find_problem (self, &server);
  if (self->mail_problem == NULL)
    mailer = open_mailer (self, &server);
  if (g_set_object (&self->mailer, mailer))
    till_outbox_renew (self, TILL_CHANNEL_EMAIL);

  if (could != (self->mailer != NULL))
    till_practice_notify (self, TILL_PRACTICE_CAN_MAIL);
}

void
till_practice_clear_mail (TillPractice *self)
{
  g_clear_object (&self->mailer);
  g_clear_pointer (&self->mail_problem, g_free);
  for (TillMailSecret which = TILL_MAIL_PASSWORD; which < TILL_N_MAIL_SECRETS; which++)
    g_clear_pointer (&self->mail_secrets[which], g_free);
}

const char *
till_practice_get_mail_problem (TillPractice *self)
{
  return self->mail_problem;
}

char *
till_practice_dup_outbox (TillPractice *self)
{
  return g_strconcat (self->path, ".outbox", NULL);
}

void
till_practice_set_sender (TillPractice *self, TillMail *mail)
{
  const char *name = till_practice_get_setting (self, TILL_SETTING_MAIL_FROM_NAME);

  mail->from_name = *name != '\0' ? name : till_practice_get_name (self);
  mail->from_address = till_practice_is_demo (self)
                         ? DEMO_ADDRESS
                         : till_practice_get_setting (self, TILL_SETTING_MAIL_FROM_ADDRESS);
}

char *
till_practice_new_message_id (TillPractice *self)
{
  g_autofree char *uuid = till_id_new ();
  TillMail         mail = { 0 };
  const char      *at;

  till_practice_set_sender (self, &mail);
  at = strrchr (mail.from_address, '@');

  return g_strconcat (uuid, at != NULL ? at : "@practice.invalid", NULL);
}

/* ── The secrets ─────────────────────────────────────────────────────────────────────────────────
 */

void
till_practice_set_mail_secret_async (TillPractice       *self,
                                     TillMailSecret      which,
                                     const char         *secret,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, till_practice_set_mail_secret_async);
  till_practice_store_key (task, till_mail_secret_get_key (which), get_label (which), secret,
                           &self->mail_secrets[which]);
}

gboolean
till_practice_set_mail_secret_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
till_practice_has_mail_secret (TillPractice *self, TillMailSecret which)
{
  return self->mail_secrets[which] != NULL;
}

/* ── Trying it out ──────────────────────────────────────────────────────────────────────────────
 */

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, till_smtp_mailer_test_finish (TILL_SMTP_MAILER (source), result),
                         (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
check_test (TillPractice *self, const char *address, GError **error)
{
  if (!till_practice_may (self, TILL_DEED_CHANGE_SETTINGS, error))
    return FALSE;
  if (self->mail_problem != NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, self->mail_problem);
      return FALSE;
    }
  if (self->mailer == NULL || !TILL_IS_SMTP_MAILER (self->mailer))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("The demo practice sends nothing to anybody."));
      return FALSE;
    }

  return till_mail_check_address (address, error) &&
         till_text_refuse_card_number (address, _ ("Address"), error);
}

void
till_practice_test_mail_async (TillPractice       *self,
                               const char         *address,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char  *id = till_practice_new_message_id (self);
  g_autofree char  *text = NULL;
  TillMail          mail = { .message_id = id, .to_address = address };
  GError           *error = NULL;

  g_task_set_source_tag (task, till_practice_test_mail_async);
  if (!check_test (self, address, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  text = g_strdup_printf (_ ("%s has tried out its e-mail settings. If you read this, they are "
                             "right.\n"),
                          till_practice_get_name (self));
  till_practice_set_sender (self, &mail);
  mail.subject = _ ("Test message");
  mail.text = text;
  mail.date = till_practice_now (self);
  till_smtp_mailer_test_async (TILL_SMTP_MAILER (self->mailer), &mail, cancellable, tested_cb,
                               g_steal_pointer (&task));
}

GPtrArray *
till_practice_test_mail_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
