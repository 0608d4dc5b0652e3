/* till-request-composer.h: what one request for money is made of, whoever makes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The link, the messages, when it is reminded of, and its commit. Who may be asked at all is the
 * caller's to say.
 */
#pragma once

#include "flow/till-message-writer.h"
#include "flow/till-request-payment.h"

G_BEGIN_DECLS

/* What the settings say, for a worker. */
typedef struct
{
  TillMessageWriter *writer;
  TillProcessor     *processor; /* it makes the links */
  TillRequestPolicy  policies[TILL_N_CONSENTS];
  TillDay            today;
  TillInstant        at;
  guint              overlooked; /* TillWhyNot: doubts that are none here */
} TillRequestComposer;

/* While till_practice_get_request_problem() is NULL. */
TillRequestComposer *till_request_composer_new (TillPractice *practice);
void                 till_request_composer_free (TillRequestComposer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillRequestComposer, till_request_composer_free)

/* Whether note and reminders may be sent like that: TILL_ERROR_BAD_INPUT, TILL_ERROR_CARD_NUMBER.
 */
gboolean till_request_check_words (const char *note, const char *reminders, GError **error);

/* ── From here on: any thread ── */

/* The request with its link, nothing else yet. (full) */
TillRequestDraft *till_request_composer_begin (const TillRequestComposer *self,
                                               const TillRequestOrder    *order,
                                               const char                *uuid);

/* Its messages, and when it is reminded of: to @account's patient. */
gboolean till_request_composer_fill (const TillRequestComposer *self,
                                     TillDbConnection          *connection,
                                     const TillAccount         *account,
                                     TillRequestDraft          *draft,
                                     GError                   **error);

/* One message by @channel of a request that was sent before (@draft's), and its reminders from now
 * on. */
gboolean till_request_composer_refill (const TillRequestComposer *self,
                                       TillDbConnection          *connection,
                                       const TillAccount         *account,
                                       TillChannel                channel,
                                       TillRequestDraft          *draft,
                                       GError                   **error);

/* The draft's problem and doubts, as things are. @unset: by channel why it can't be used at all, or
 * NULL. */
gboolean till_request_composer_judge (const TillRequestComposer *self,
                                      TillDbConnection          *connection,
                                      const TillAccount         *account,
                                      char *const               *unset,
                                      TillRequestDraft          *draft,
                                      GError                   **error);

/* Likewise of one that is asked for now, with the request that it replaces. @plan_id: the plan that
 * is sent by it, or 0. */
gboolean till_request_composer_finish (const TillRequestComposer *self,
                                       TillDbConnection          *connection,
                                       const TillAccount         *account,
                                       gint64                     plan_id,
                                       char *const               *unset,
                                       TillRequestDraft          *draft,
                                       GError                   **error);

/* Writes it down, in the caller's commit; *id: of the request. */
gboolean till_request_draft_keep (const TillRequestDraft *draft,
                                  TillDbConnection       *connection,
                                  const TillActor        *actor,
                                  TillInstant             at,
                                  gint64                 *id,
                                  GError                **error);

G_END_DECLS
