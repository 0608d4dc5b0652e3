/* till-outbox-private.h: what the files of the outbox share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-sheet.h"
#include "flow/till-leaving.h"
#include "flow/till-outbox.h"
#include "messaging/till-mailer.h"

G_BEGIN_DECLS

/* Messages that are handed over at a time. */
#define TILL_OUTBOX_AT_ONCE 8

struct _TillOutbox
{
  /* Borrowed */
  TillPractice *practice;

  /* Owned */
  GHashTable *asking; /* message id: what is being handed over, or looked for */
  GHashTable *looked; /* message id → TillInstant: when it was last looked for */

  TillInstant
    holds[TILL_N_CONSENTS]; /* by channel: not before that, since the settings are wrong */
  TillInstant read_at;      /* when the answers were last read */
  guint       timer;
  gboolean    claiming;
  gboolean    again;
  gboolean    following;
  gboolean    receiving;
  gint64      last_polled; /* message id: the next round goes on behind it */
};

/* What may leave, and is "sending" from the commit on. */
typedef struct
{
  TillLeaving *leaving;
  guint        channels;
  guint        n_most;
  TillInstant  at;
  GPtrArray   *claimed;    /* TillMessage */
  GPtrArray   *unanswered; /* TillMessage: before these were claimed */
  TillInstant  next;
} TillClaim;

/* At most @n_most, of @channels (till_store_list_due_messages()). */
TillClaim *till_claim_new (TillPractice *practice, guint channels, guint n_most);
void       till_claim_free (gpointer claim);

/* A TillDbJob. */
gboolean till_claim_work (TillDbConnection *connection, gpointer claim, GError **error);

/* The mail of @message, its attachment made; or the reason why there is none. Any thread. */
typedef struct
{
  TillMessage       *message;
  TillPracticeFacts *practice;
  char              *from_name;
  char              *from_address;
  char              *statement_words; /* the practice's line on statements */
  TillPaper          paper;
  TillDay            today;
  TillInstant        at;
  char              *message_id; /* the same each time it is sent */
  char              *html;
  char              *attachment_name;
  GBytes            *attachment;
} TillMailDraft;

TillMailDraft *till_mail_draft_new (TillPractice *practice, const TillMessage *message);
void           till_mail_draft_free (TillMailDraft *self);

/* A TillDbJob: reads what the mail is made of, and draws what is attached. */
gboolean till_mail_draft_read (TillDbConnection *connection, gpointer draft, GError **error);

/* What is sent of one that was read. Borrows all of it from @self. */
void till_mail_draft_get_mail (const TillMailDraft *self, TillMail *mail);

/* What was said of a message that was handed over: written down, and what follows from it. @asker:
 * nullable (full), is told then (till_outbox_hand_over_async()). */
void till_outbox_settle (TillOutbox         *self,
                         const TillMessage  *message,
                         const TillDelivery *delivery,
                         GTask              *asker);

/* It is not known what became of it, and @asker (full) is not kept waiting. */
void till_outbox_leave_open (GTask *asker);

G_END_DECLS
