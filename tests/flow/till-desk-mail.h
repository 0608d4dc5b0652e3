/* till-desk-mail.h: a mail server of a test's own, and a front desk that mails by it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-mail.h"
#include "till-desk.h"

G_BEGIN_DECLS

#define DESK_MAIL_SECRET "sésame"

typedef struct
{
  GSubprocess *process;
  char        *folder;
  char        *port;
  char        *token_port;
} DeskMail;

/* tests/support/mailserver.py: who is called bounce or drop gets nothing. */
DeskMail *desk_mail_new (void);
void      desk_mail_free (DeskMail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskMail, desk_mail_free)

/* Message @n as it came; 1 is the first. Waits for it. */
char *desk_mail_read (DeskMail *self, guint n) G_GNUC_WARN_UNUSED_RESULT;
guint desk_mail_count (DeskMail *self);
/* Until the server has let somebody wait (who is called slow or silent). */
void desk_mail_wait_for_waiting (DeskMail *self);

/* All settings but the secret; and that. */
void desk_set_mail (Desk *self, DeskMail *mail);
void desk_set_mail_secret (Desk *self, const char *secret);

/* By the tokens of the server's own token server (tests/support/tokenserver.py says what becomes of
 * which client), without a keyring. */
#define DESK_CLIENT_SECRET "client sésame"
#define DESK_REFRESH_TOKEN "refresh-0"
void desk_set_mail_tokens (Desk       *self,
                           DeskMail   *mail,
                           const char *client_id,
                           const char *client_secret,
                           const char *refresh_token);
/* What question @n to it was, as a form; NULL: there was none. 1 is the first. */
char *desk_mail_read_question (DeskMail *self, guint n) G_GNUC_WARN_UNUSED_RESULT;
guint desk_mail_count_questions (DeskMail *self);

/* A copy of the receipt of @id. *waiting: (full), why it waits; NULL: it doesn't. FALSE: *error. */
gboolean desk_mail_receipt (Desk       *self,
                            gint64      id,
                            const char *address,
                            char      **waiting,
                            GError    **error);
/* It is sent at once; or it waits, and why says so. */
void desk_assert_mailed (Desk *self, gint64 id, const char *address);
void desk_assert_mail_waits (Desk *self, gint64 id, const char *address, const char *why);

/* Time passes, then what may leave does. */
void desk_run_mail (Desk *self, TillInstant span);

/* Tries the settings out. (full) (element-type TillMailCheck) */
GPtrArray *desk_test_mail (Desk *self, const char *address, GError **error);

G_END_DECLS
