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

G_END_DECLS
