/* till-mailer.h: e-mail leaves the program here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "messaging/till-delivery.h"

G_BEGIN_DECLS

typedef struct
{
  const char *message_id; /* stable for one message: a second sending is recognised */
  const char *from_name;
  const char *from_address;
  const char *to_name; /* or NULL */
  const char *to_address;
  const char *subject;
  const char *text;
  const char *html;            /* the same for who reads HTML, or NULL */
  const char *attachment_name; /* or NULL; may have any characters */
  GBytes     *attachment;      /* a PDF, or NULL */
  gint64      date;            /* TillInstant */
} TillMail;

/* TILL_ERROR_BAD_INPUT with what is wrong with it. */
gboolean till_mail_check_address (const char *address, GError **error);

#define TILL_TYPE_MAILER (till_mailer_get_type ())
G_DECLARE_INTERFACE (TillMailer, till_mailer, TILL, MAILER, GObject)

struct _TillMailerInterface
{
  GTypeInterface parent_iface;
  void (*send_async) (TillMailer         *self,
                      const TillMail     *mail,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  TillDelivery *(*send_finish) (TillMailer *self, GAsyncResult *result);
};

/* Copies of @mail are taken. Never fails otherwise than by what the delivery says; stopped before
 * the message was handed over, it is TILL_DELIVERY_RETRY. */
void          till_mailer_send_async (TillMailer         *self,
                                      const TillMail     *mail,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
TillDelivery *till_mailer_send_finish (TillMailer *self, GAsyncResult *result);

/* The outbox: each message a file NAME.eml in @folder, made whole before it gets its name. */
#define TILL_TYPE_FOLDER_MAILER (till_folder_mailer_get_type ())
G_DECLARE_FINAL_TYPE (TillFolderMailer, till_folder_mailer, TILL, FOLDER_MAILER, GObject)
TillMailer *till_folder_mailer_new (const char *folder);

G_END_DECLS
