/* till-smtp-mailer.h: e-mail by the practice's own mail server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is sent waits in threads of their own, several at a time if need be. A connection is used
 * again for the next message, so that two hundred of them sign in once.
 */
#pragma once

#include "messaging/till-mailer.h"
#include "messaging/till-smtp-settings.h"

G_BEGIN_DECLS

#define TILL_TYPE_SMTP_MAILER (till_smtp_mailer_get_type ())
G_DECLARE_FINAL_TYPE (TillSmtpMailer, till_smtp_mailer, TILL, SMTP_MAILER, GObject)

/* With settings that have a fault nothing is sent, and each delivery says so. */
TillMailer *till_smtp_mailer_new (const TillSmtpSettings *settings);

const TillSmtpSettings *till_smtp_mailer_get_settings (TillSmtpMailer *self); /* borrowed */

/* Sends @mail by a connection of its own, to see how far it comes.
 * (transfer full) (element-type TillMailCheck): never NULL. */
void       till_smtp_mailer_test_async (TillSmtpMailer     *self,
                                        const TillMail     *mail,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GPtrArray *till_smtp_mailer_test_finish (TillSmtpMailer *self, GAsyncResult *result);

G_END_DECLS
