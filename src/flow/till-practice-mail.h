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

/* The password or token of the mail server, into the keyring; TILL_ERROR_NO_KEYRING: kept for this
 * run only, with the sentence. */
void     till_practice_set_mail_secret_async (TillPractice       *self,
                                              const char         *secret,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean till_practice_set_mail_secret_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);
gboolean till_practice_has_mail_secret (TillPractice *self);

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
