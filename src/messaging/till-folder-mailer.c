/* till-folder-mailer.c: the outbox that is a folder of message files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file's name comes from the message id, so that a message sent twice is there once.
 */
#include "messaging/till-mailer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "messaging/till-mail-message.h"

#define NAME_LIMIT 120

struct _TillFolderMailer
{
  GObject parent_instance;

  char *folder;
};

static void till_folder_mailer_mailer_init (TillMailerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillFolderMailer,
                               till_folder_mailer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TILL_TYPE_MAILER,
                                                      till_folder_mailer_mailer_init))

/* A name for any file system. Where letters had to be replaced, a part of the id's hash keeps two
 * ids from becoming one name.
 */
static char *
name_file (const char *message_id)
{
  g_autofree char *name = g_strndup (message_id, NAME_LIMIT);
  g_autofree char *hash = NULL;

  for (char *at = name; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && strchr ("@-_+", *at) == NULL && (*at != '.' || at == name))
        *at = '_';
    }
  if (strcmp (name, message_id) == 0)
    return g_strconcat (name, ".eml", NULL);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, message_id, -1);

  return g_strdup_printf ("%s-%.12s.eml", name, hash);
}

static void
return_delivery (GTask *task, TillDeliveryVerdict verdict, const char *words)
{
  g_task_return_pointer (task, till_delivery_new (verdict, NULL, words),
                         (GDestroyNotify) till_delivery_free);
}

static void
send_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillFolderMailer  *self = source;
  GMimeMessage      *message = task_data;
  g_autoptr (GBytes) bytes = till_mail_message_print (message);
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = name_file (g_mime_message_get_message_id (message));
  g_autofree char   *path = g_build_filename (self->folder, name, NULL);
  g_autofree char   *words = NULL;
  gsize              length;
  const char        *data = g_bytes_get_data (bytes, &length);

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      words =
        g_strdup_printf (_ ("The outbox “%s” can’t be made: %s"), self->folder, g_strerror (errno));
      return_delivery (task, TILL_DELIVERY_NOT_SENT, words);
      return;
    }
  /* Into a file of another name first, with its bytes on the disk before the name changes. */
  if (!g_file_set_contents_full (path, data, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &error))
    {
      words = g_strdup_printf (_ ("The message can’t be put into the outbox: %s"), error->message);
      return_delivery (task, TILL_DELIVERY_NOT_SENT, words);
      return;
    }

  return_delivery (task, TILL_DELIVERY_SENT, NULL);
}

static void
till_folder_mailer_send_async (TillMailer         *mailer,
                               const TillMail     *mail,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (mailer, cancellable, callback, user_data);
  TillDelivery     *fault = NULL;
  GMimeMessage     *message;

  g_task_set_source_tag (task, till_folder_mailer_send_async);
  /* Or a message that was written would read as one that was not. */
  g_task_set_check_cancellable (task, FALSE);
  message = till_mail_message_open (mail, cancellable, &fault);
  if (message == NULL)
    {
      g_task_return_pointer (task, fault, (GDestroyNotify) till_delivery_free);
      return;
    }
  g_task_set_task_data (task, message, g_object_unref);
  g_task_run_in_thread (task, send_work);
}

static TillDelivery *
till_folder_mailer_send_finish (TillMailer *mailer, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, mailer), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
till_folder_mailer_mailer_init (TillMailerInterface *iface)
{
  iface->send_async = till_folder_mailer_send_async;
  iface->send_finish = till_folder_mailer_send_finish;
}

static void
till_folder_mailer_finalize (GObject *object)
{
  g_free (TILL_FOLDER_MAILER (object)->folder);

  G_OBJECT_CLASS (till_folder_mailer_parent_class)->finalize (object);
}

static void
till_folder_mailer_class_init (TillFolderMailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_folder_mailer_finalize;
}

static void
till_folder_mailer_init (TillFolderMailer *self)
{
}

TillMailer *
till_folder_mailer_new (const char *folder)
{
  TillFolderMailer *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (TILL_TYPE_FOLDER_MAILER, NULL);
  self->folder = g_strdup (folder);

  return TILL_MAILER (self);
}
