/* till-request-payment.h: one request for money, from what is typed to its messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A draft is what will be sent, to the letter; sending it is one commit, from which till-outbox.h
 * goes on.
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-account.h"
#include "model/till-request.h"
#include "rules/till-reminder-rules.h"

G_BEGIN_DECLS

/* Borrowed strings, copied before the call returns. */
typedef struct
{
  gint64      guarantor_id;
  TillMoney   amount;
  TillSentBy  sent_by;
  gboolean    with_statement; /* in the e-mail */
  const char *note;           /* for the patient, or NULL */
  const char *reminders;      /* as in "7 14"; "" or NULL: none */
  gint64      plan_id;        /* that it pays down; 0: it changes no plan */
  gboolean    save_card;      /* the page proposes that the card is kept */
} TillRequestOrder;

typedef struct
{
  TillRequest *request;  /* not written down yet; with its link */
  GPtrArray   *messages; /* TillMessage: what is sent at once, the text first */
  TillInstant  due[TILL_MOST_REMINDERS];
  guint        n_due;
  gboolean     replaces_plans; /* that is one by which a plan would be accepted */
  TillRequest *replaces;       /* the open one that this one takes the place of, or NULL */
  char        *problem;        /* why it can't be sent like that, or NULL */
  char       **doubts;         /* what speaks against it (till-request-rules.h), in words */
} TillRequestDraft;

void till_request_draft_free (TillRequestDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillRequestDraft, till_request_draft_free)

/* Why nobody can be asked at all: no pay page is set up; NULL: it can be. Translated. */
const char *till_practice_get_request_problem (TillPractice *self);
/* Why no message can be sent by @channel: it is not set up; NULL: it can be. Translated. */
const char *till_practice_get_channel_problem (TillPractice *self, TillChannel channel);

/* Of one guarantor; @uuid: the same for each draft of a request, so that the link that was shown is
 * the one that is sent. TILL_ERROR_BAD_INPUT: the amount, the note, the reminders;
 * TILL_ERROR_CARD_NUMBER. (full) */
void              till_practice_draft_request_async (TillPractice           *self,
                                                     const TillRequestOrder *order,
                                                     const char             *uuid,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
TillRequestDraft *till_practice_draft_request_finish (TillPractice *self,
                                                      GAsyncResult *result,
                                                      GError      **error);

/* Takes @draft. The id of the request, or 0: TILL_ERROR_NOT_ALLOWED when something has changed that
 * stands against it. */
void   till_practice_send_request_async (TillPractice       *self,
                                         TillRequestDraft   *draft,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gint64 till_practice_send_request_finish (TillPractice *self, GAsyncResult *result, GError **error);

G_END_DECLS
