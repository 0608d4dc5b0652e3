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
  char             *fault; /* of the settings, or NULL */

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
  GMimeMessage *message;
  char         *from;
  char         *to;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->message);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

static Job *
job_new (GMimeMessage *message, const TillMail *mail)
{
  Job *self = g_new0 (Job, 1);

  self->message = message;
  self->from = g_strdup (mail->from_address);
  self->to = g_strdup (mail->to_address);

  return self;
}

static CURL *
take_idle (TillSmtpMailer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->idle->len > 0 ? g_ptr_array_steal_index (self->idle, self->idle->len - 1)
                             : curl_easy_init ();
}

static void
give_back (TillSmtpMailer *self, CURL *curl)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_ptr_array_add (self->idle, curl);
}

/* On a thread of its own. */
static TillSmtpTalk *
talk (TillSmtpMailer *self, const Job *job, gboolean afresh, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = till_mail_message_print (job->message);
  CURL              *curl = take_idle (self);
  TillSmtpTalk      *talk =
    till_smtp_talk (curl, self->settings, job->from, job->to, bytes, afresh, cancellable);

  give_back (self, curl);

  return talk;
}

/* ── Sending ── */

static void
return_delivery (GTask *task, TillDelivery *delivery)
{
  g_task_return_pointer (task, delivery, (GDestroyNotify) till_delivery_free);
}

static void
send_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillSmtpMailer          *self = source;
  const Job               *job = task_data;
  g_autoptr (TillSmtpTalk) heard = talk (self, job, FALSE, cancellable);

  return_delivery (task, till_smtp_judge (self->settings, job->to, heard));
}

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

  g_task_set_task_data (task, job_new (message, mail), job_free);
  g_task_run_in_thread (task, send_work);
}

static TillDelivery *
till_smtp_mailer_send_finish (TillMailer *mailer, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, mailer), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* ── Testing ── */

static void
return_steps (GTask *task, GPtrArray *steps)
{
  g_task_return_pointer (task, steps, (GDestroyNotify) g_ptr_array_unref);
}

static void
return_fault (GTask *task, const char *title, const char *words)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) till_mail_check_free);

  g_ptr_array_add (steps, till_mail_check_new (TILL_MAIL_CHECK_FAILED, title, words));
  return_steps (task, steps);
}

static void
test_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillSmtpMailer          *self = source;
  const Job               *job = task_data;
  g_autoptr (TillSmtpTalk) heard = talk (self, job, TRUE, cancellable);

  return_steps (task, till_smtp_list_steps (self->settings, job->to, heard));
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

  g_task_set_task_data (task, job_new (message, mail), job_free);
  g_task_run_in_thread (task, test_work);
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

static gpointer
close_work (gpointer data)
{
  g_ptr_array_unref (data);

  return NULL;
}

static void
till_smtp_mailer_finalize (GObject *object)
{
  TillSmtpMailer *self = TILL_SMTP_MAILER (object);

  /* Each takes leave of its server and waits for the answer: nobody else shall wait, too. */
  if (self->idle->len > 0)
    g_thread_unref (g_thread_new ("smtp-close", close_work, g_ptr_array_ref (self->idle)));
  g_ptr_array_unref (self->idle);
  g_mutex_clear (&self->lock);
  g_free (self->fault);
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
till_smtp_mailer_new (const TillSmtpSettings *settings)
{
  TillSmtpMailer *self;

  g_return_val_if_fail (settings != NULL, NULL);

  till_smtp_talk_prepare ();
  self = g_object_new (TILL_TYPE_SMTP_MAILER, NULL);
  self->settings = till_smtp_settings_copy (settings);
  self->fault = till_smtp_settings_find_fault (settings);

  return TILL_MAILER (self);
}

const TillSmtpSettings *
till_smtp_mailer_get_settings (TillSmtpMailer *self)
{
  g_return_val_if_fail (TILL_IS_SMTP_MAILER (self), NULL);

  return self->settings;
}
