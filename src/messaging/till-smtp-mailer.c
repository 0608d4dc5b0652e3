/* till-smtp-mailer.c: e-mail by the practice's own mail server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-smtp-mailer.h"

#include <glib/gi18n-lib.h>

#include "messaging/till-mail-message.h"
#include "messaging/till-smtp-verdict.h"

struct _TillSmtpMailer
{
  GObject parent_instance;

  TillSmtpSettings *settings;
  TillMailTokens   *tokens; /* or NULL */
  char             *fault;  /* of the settings, or NULL */

  GMutex     lock;
  GPtrArray *idle; /* CURL *, with their connections: those that nobody speaks through; locked */
};

static void till_smtp_mailer_mailer_init (TillMailerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillSmtpMailer,
                               till_smtp_mailer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TILL_TYPE_MAILER,
                                                      till_smtp_mailer_mailer_init))

typedef struct
{
  GMimeMessage     *message;
  char             *from;
  char             *to;
  TillSmtpSettings *settings; /* with the token, if it is one that is renewed */
  gboolean          is_test;
  gboolean          renewed; /* the token, since the server refused one */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->message);
  g_free (self->from);
  g_free (self->to);
  till_smtp_settings_free (self->settings);
  g_free (self);
}

static Job *
job_new (const TillSmtpSettings *settings,
         GMimeMessage           *message,
         const TillMail         *mail,
         gboolean                is_test)
{
  Job *self = g_new0 (Job, 1);

  self->message = message;
  self->from = g_strdup (mail->from_address);
  self->to = g_strdup (mail->to_address);
  self->settings = till_smtp_settings_copy (settings);
  self->is_test = is_test;
  if (self->settings->sign_in == TILL_SMTP_RENEWED)
    self->settings->sign_in = TILL_SMTP_TOKEN;

  return self;
}

/* NULL: nobody's connection is to be used again. */
static CURL *
take_idle (TillSmtpMailer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->idle->len > 0 ? g_ptr_array_steal_index (self->idle, self->idle->len - 1) : NULL;
}

static gpointer
close_work (gpointer data)
{
  g_ptr_array_unref (data);

  return NULL;
}

/* Each takes leave of its server and waits for the answer, so nobody else shall wait, too. */
static void
close_apart (GPtrArray *connections)
{
  g_thread_unref (g_thread_new ("smtp-close", close_work, connections));
}

/* What was broken off is of no further use, even where libcurl would keep it. */
static void
give_back (TillSmtpMailer *self, CURL *curl, TillSmtpEnd end)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GPtrArray               *broken;

  if (end == TILL_SMTP_DONE || end == TILL_SMTP_REFUSED)
    {
      g_ptr_array_add (self->idle, curl);
      return;
    }

  broken = g_ptr_array_new_with_free_func (curl_easy_cleanup);
  g_ptr_array_add (broken, curl);
  close_apart (broken);
}

static TillSmtpTalk *
talk_by (TillSmtpMailer *self, CURL *curl, const Job *job, GBytes *bytes, GCancellable *cancellable)
{
  TillSmtpTalk *talk = till_smtp_talk (curl, job->settings, job->from, job->to, bytes, cancellable);

  give_back (self, curl, talk->end);

  return talk;
}

/* On a thread of its own. */
static TillSmtpTalk *
talk (TillSmtpMailer *self, const Job *job, GCancellable *cancellable)
{
  g_autoptr (GBytes)       bytes = till_mail_message_print (job->message);
  CURL                    *curl = job->is_test ? NULL : take_idle (self);
  g_autoptr (TillSmtpTalk) talk = NULL;

  if (curl != NULL)
    {
      talk = talk_by (self, curl, job, bytes, cancellable);
      /* The server had closed the connection meanwhile. */
      if (talk->end != TILL_SMTP_LOST || talk->handed_over)
        return g_steal_pointer (&talk);
    }

  return talk_by (self, curl_easy_init (), job, bytes, cancellable);
}

/* ── What comes of it ── */

static void
return_delivery (GTask *task, TillDelivery *delivery)
{
  g_task_return_pointer (task, delivery, (GDestroyNotify) till_delivery_free);
}

static void
return_steps (GTask *task, GPtrArray *steps)
{
  g_task_return_pointer (task, steps, (GDestroyNotify) g_ptr_array_unref);
}

/* @heard: NULL, there was no token (@why). */
static GPtrArray *
list_steps (TillSmtpMailer *self, const Job *job, const TillSmtpTalk *heard, const char *why)
{
  GPtrArray *steps = till_smtp_list_steps (job->settings, job->to, heard);

  if (self->tokens != NULL)
    g_ptr_array_insert (
      steps, 0,
      till_mail_check_new (heard != NULL ? TILL_MAIL_CHECK_GOOD : TILL_MAIL_CHECK_FAILED,
                           _ ("Token"), why));

  return steps;
}

static void
return_heard (GTask *task, const TillSmtpTalk *heard)
{
  TillSmtpMailer *self = g_task_get_source_object (task);
  const Job      *job = g_task_get_task_data (task);

  if (job->is_test)
    return_steps (task, list_steps (self, job, heard, NULL));
  else
    return_delivery (task, till_smtp_judge (job->settings, job->to, heard));
}

static void
return_no_token (GTask *task, TillDelivery *failure)
{
  TillSmtpMailer *self = g_task_get_source_object (task);
  const Job      *job = g_task_get_task_data (task);

  if (job->is_test)
    {
      return_steps (task, list_steps (self, job, NULL, failure->words));
      till_delivery_free (failure);
      return;
    }

  return_delivery (task, failure);
}

/* ── The talk ── */

static void
talk_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, talk (source, task_data, cancellable),
                         (GDestroyNotify) till_smtp_talk_free);
}

static void token_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static gboolean
is_token_refused (const TillSmtpTalk *heard)
{
  return heard->end == TILL_SMTP_REFUSED && heard->step == TILL_SMTP_SIGN_IN && heard->code >= 500;
}

static void
talked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillSmtpMailer          *self = TILL_SMTP_MAILER (source);
  g_autoptr (GTask)        task = user_data;
  GCancellable            *cancellable = g_task_get_cancellable (task);
  Job                     *job = g_task_get_task_data (task);
  g_autoptr (TillSmtpTalk) heard = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->tokens == NULL || job->is_test || job->renewed || !is_token_refused (heard))
    {
      return_heard (task, heard);
      return;
    }

  /* It may have been taken back before its end. */
  job->renewed = TRUE;
  till_mail_tokens_get_async (self->tokens, job->settings->secret, cancellable, token_cb,
                              g_steal_pointer (&task));
}

/* On a thread of its own. Takes @task. */
static void
converse (GTask *task)
{
  g_autoptr (GTask) aside =
    g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), talked_cb, task);

  g_task_set_source_tag (aside, converse);
  g_task_set_check_cancellable (aside, FALSE);
  g_task_set_task_data (aside, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (aside, talk_work);
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job              *job = g_task_get_task_data (task);
  TillDelivery     *failure = NULL;
  char *token = till_mail_tokens_get_finish (TILL_MAIL_TOKENS (source), result, &failure);

  if (token == NULL)
    {
      return_no_token (task, failure);
      return;
    }

  g_free (job->settings->secret);
  job->settings->secret = token;
  converse (g_steal_pointer (&task));
}

/* Takes @task. A test is not to end a question by which the refresh token may be another one. */
static void
begin (TillSmtpMailer *self, GTask *task)
{
  const Job *job = g_task_get_task_data (task);

  if (self->tokens == NULL)
    {
      converse (task);
      return;
    }

  if (job->is_test)
    till_mail_tokens_forget (self->tokens);
  till_mail_tokens_get_async (self->tokens, NULL,
                              job->is_test ? NULL : g_task_get_cancellable (task), token_cb, task);
}

/* ── Sending ── */

static void
till_smtp_mailer_send_async (TillMailer         *mailer,
                             const TillMail     *mail,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  TillSmtpMailer   *self = TILL_SMTP_MAILER (mailer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  TillDelivery     *fault = NULL;
  GMimeMessage     *message;

  g_task_set_source_tag (task, till_smtp_mailer_send_async);
  /* Or a message that was sent would read as one that was not. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->fault != NULL)
    {
      return_delivery (task, till_delivery_new (TILL_DELIVERY_NOT_SENT, NULL, self->fault));
      return;
    }
  message = till_mail_message_open (mail, cancellable, &fault);
  if (message == NULL)
    {
      return_delivery (task, fault);
      return;
    }

  g_task_set_task_data (task, job_new (self->settings, message, mail, FALSE), job_free);
  begin (self, g_steal_pointer (&task));
}

static TillDelivery *
till_smtp_mailer_send_finish (TillMailer *mailer, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, mailer), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* ── Testing ── */

static void
return_fault (GTask *task, const char *title, const char *words)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) till_mail_check_free);

  g_ptr_array_add (steps, till_mail_check_new (TILL_MAIL_CHECK_FAILED, title, words));
  return_steps (task, steps);
}

void
till_smtp_mailer_test_async (TillSmtpMailer     *self,
                             const TillMail     *mail,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask)        task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (TillDelivery) fault = NULL;
  GMimeMessage            *message;

  g_return_if_fail (TILL_IS_SMTP_MAILER (self));

  g_task_set_source_tag (task, till_smtp_mailer_test_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->fault != NULL)
    {
      return_fault (task, _ ("Settings"), self->fault);
      return;
    }
  message = till_mail_message_open (mail, cancellable, &fault);
  if (message == NULL)
    {
      return_fault (task, _ ("Addresses"), fault->words);
      return;
    }

  g_task_set_task_data (task, job_new (self->settings, message, mail, TRUE), job_free);
  begin (self, g_steal_pointer (&task));
}

GPtrArray *
till_smtp_mailer_test_finish (TillSmtpMailer *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* ── The object ── */

static void
till_smtp_mailer_mailer_init (TillMailerInterface *iface)
{
  iface->send_async = till_smtp_mailer_send_async;
  iface->send_finish = till_smtp_mailer_send_finish;
}

static void
till_smtp_mailer_finalize (GObject *object)
{
  TillSmtpMailer *self = TILL_SMTP_MAILER (object);

  if (self->idle->len > 0)
    close_apart (g_steal_pointer (&self->idle));
  g_clear_pointer (&self->idle, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
  g_free (self->fault);
  g_clear_object (&self->tokens);
  till_smtp_settings_free (self->settings);

  G_OBJECT_CLASS (till_smtp_mailer_parent_class)->finalize (object);
}

static void
till_smtp_mailer_class_init (TillSmtpMailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_smtp_mailer_finalize;
}

static void
till_smtp_mailer_init (TillSmtpMailer *self)
{
  g_mutex_init (&self->lock);
  self->idle = g_ptr_array_new_with_free_func (curl_easy_cleanup);
}

TillMailer *
till_smtp_mailer_new (const TillSmtpSettings *settings, TillMailTokens *tokens)
{
  TillSmtpMailer *self;

  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail ((settings->sign_in == TILL_SMTP_RENEWED) == (tokens != NULL), NULL);

  till_smtp_talk_prepare ();
  self = g_object_new (TILL_TYPE_SMTP_MAILER, NULL);
  self->settings = till_smtp_settings_copy (settings);
  self->tokens = tokens != NULL ? g_object_ref (tokens) : NULL;
  self->fault = till_smtp_settings_find_fault (settings);

  return TILL_MAILER (self);
}

const TillSmtpSettings *
till_smtp_mailer_get_settings (TillSmtpMailer *self)
{
  g_return_val_if_fail (TILL_IS_SMTP_MAILER (self), NULL);

  return self->settings;
}

TillMailTokens *
till_smtp_mailer_get_tokens (TillSmtpMailer *self)
{
  g_return_val_if_fail (TILL_IS_SMTP_MAILER (self), NULL);

  return self->tokens;
}
