/* till-practice-mail.h: the practice's e-mail: how it is sent, and whether that works
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-mail-check.h"

G_BEGIN_DECLS

/* Why nothing can be mailed, with what to do; NULL: "can-mail". Borrowed. */
const char *till_practice_get_mail_problem (TillPractice *self);

/* Where the demo practice's mails go instead of to anybody. Free with g_free(). */
char *till_practice_dup_outbox (TillPractice *self) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  TILL_MAIL_PASSWORD,
  TILL_MAIL_CLIENT_SECRET, /* of OAuth 2, as the following */
  TILL_MAIL_REFRESH_TOKEN,
  TILL_N_MAIL_SECRETS,
} TillMailSecret;

/* What the practice is known by to the mail server, into the keyring; TILL_ERROR_NO_KEYRING: kept
 * for this run only, with the sentence. "" forgets it. */
void     till_practice_set_mail_secret_async (TillPractice       *self,
                                              TillMailSecret      which,
                                              const char         *secret,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean till_practice_set_mail_secret_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);
gboolean till_practice_has_mail_secret (TillPractice *self, TillMailSecret which);

/* Sends a test message to @address. (transfer full) (element-type TillMailCheck): each step, and
 * what came of it; NULL with an error: it can't even be begun. */
void       till_practice_test_mail_async (TillPractice       *self,
                                          const char         *address,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GPtrArray *till_practice_test_mail_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           GError      **error);

G_END_DECLS
