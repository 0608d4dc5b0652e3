/* till-smtp-mailer.h: e-mail by the practice's own mail server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is sent waits in threads of their own, several at a time if need be. A connection is used
 * again for the next message, so that two hundred of them sign in once.
 */
#pragma once

#include "messaging/till-mail-tokens.h"
#include "messaging/till-mailer.h"
#include "messaging/till-smtp-settings.h"

G_BEGIN_DECLS

#define TILL_TYPE_SMTP_MAILER (till_smtp_mailer_get_type ())
G_DECLARE_FINAL_TYPE (TillSmtpMailer, till_smtp_mailer, TILL, SMTP_MAILER, GObject)

/* With settings that have a fault nothing is sent, and each delivery says so. @tokens: of
 * TILL_SMTP_RENEWED, else NULL; when the server refuses one, the message is sent with another one,
 * once. */
TillMailer *till_smtp_mailer_new (const TillSmtpSettings *settings, TillMailTokens *tokens);

const TillSmtpSettings *till_smtp_mailer_get_settings (TillSmtpMailer *self); /* borrowed */
TillMailTokens         *till_smtp_mailer_get_tokens (TillSmtpMailer *self); /* borrowed, or NULL */

/* Sends @mail by a connection of its own, with a new token, to see how far it comes.
 * (transfer full) (element-type TillMailCheck): never NULL. */
void       till_smtp_mailer_test_async (TillSmtpMailer     *self,
                                        const TillMail     *mail,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GPtrArray *till_smtp_mailer_test_finish (TillSmtpMailer *self, GAsyncResult *result);

G_END_DECLS
