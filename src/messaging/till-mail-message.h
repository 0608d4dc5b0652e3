/* till-mail-message.h: a mail as MIME, for any way of sending it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gmime/gmime.h>

#include "messaging/till-mailer.h"

G_BEGIN_DECLS

/* GMime 3 brings none. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)

/* (transfer full): holds copies of all it needs. TILL_ERROR_BAD_INPUT for an address or a message
 * id that can't stand in a header. */
GMimeMessage *till_mail_message_new (const TillMail *mail, GError **error);

/* Likewise for who sends it. NULL: *@fault (transfer full) says why it is not sent: it can't stand
 * as it is, or it was stopped beforehand. */
GMimeMessage *till_mail_message_open (const TillMail *mail,
                                      GCancellable   *cancellable,
                                      TillDelivery  **fault);

/* The bytes of the message as they are stored or sent, lines ending in CR LF. Any thread. */
GBytes *till_mail_message_print (GMimeMessage *message);

G_END_DECLS
