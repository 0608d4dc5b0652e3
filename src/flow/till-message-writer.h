/* till-message-writer.h: a message to a patient, from the practice's wording and what is asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"
#include "model/till-account.h"
#include "model/till-card.h"
#include "model/till-plan.h"
#include "model/till-request.h"
#include "rules/till-plan-acceptance.h"
#include "rules/till-quiet-hours.h"

G_BEGIN_DECLS

/* What the settings say, for a worker. */
typedef struct
{
  TillPracticeFacts *practice;
  TillLanguage       language; /* of who has said none */
  TillMessageHours   hours;
  GTimeZone         *zone;
} TillMessageWriter;

TillMessageWriter *till_message_writer_new (TillPractice *practice);
void               till_message_writer_free (TillMessageWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillMessageWriter, till_message_writer_free)

/* When a message to who lives at @patient's address may come, from @at on. */
TillInstant till_message_writer_next (const TillMessageWriter *self,
                                      const TillPatient       *patient,
                                      TillInstant              at);

/* The message of @purpose (a request or a reminder of it) by @channel, addressed to @patient, not
 * written down yet. Its link stands whole in one part of a text. @day: of the request. Any thread.
 */
TillMessage *till_message_writer_ask (const TillMessageWriter *self,
                                      TillDbConnection        *connection,
                                      TillPurpose              purpose,
                                      TillChannel              channel,
                                      const TillRequest       *request,
                                      const TillPatient       *patient,
                                      TillInstant              not_before,
                                      GError                 **error);

/* Likewise, of @request, by paying which a plan is accepted. @acceptance: its terms and part.
 * @card: that is charged, or NULL. *@accepted: what paying means. */
TillMessage *till_message_writer_offer_plan (const TillMessageWriter *self,
                                             TillChannel              channel,
                                             TillPlanAcceptance       acceptance,
                                             const TillFiledCard     *card,
                                             const TillRequest       *request,
                                             const TillPatient       *patient,
                                             TillInstant              not_before,
                                             char                   **accepted);

/* The e-mail with the receipt of a payment, in the practice's wording; not addressed, nor written
 * down yet. @patient: whose payment it is. Any thread. */
TillMessage *till_message_writer_receipt (const TillMessageWriter *self,
                                          TillDbConnection        *connection,
                                          const TillTransaction   *payment,
                                          const TillPatient       *patient,
                                          GError                 **error);

/* Of an installment. */
typedef struct
{
  TillMoney   amount;
  TillDay     day;   /* it is due, or it was tried */
  const char *brand; /* of the card, or NULL */
  const char *last_four;
  TillInstant not_before;
} TillPlanNews;

/* Likewise of a plan: that an installment is due, or was declined (@purpose). */
TillMessage *till_message_writer_tell_of_plan (const TillMessageWriter *self,
                                               TillDbConnection        *connection,
                                               TillPurpose              purpose,
                                               TillChannel              channel,
                                               const TillPlan          *plan,
                                               const TillPlanNews      *news,
                                               const TillPatient       *patient,
                                               GError                 **error);

G_END_DECLS
