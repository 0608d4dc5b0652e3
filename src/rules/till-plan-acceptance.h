/* till-plan-acceptance.h: what a message says that asks a patient to accept a payment plan by
 * paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nobody words it anew: what was accepted has to be known later, by the number of its wording.
 * Whoever changes a sentence here counts that up. The language is that of who is written to.
 */
#pragma once

#include "model/till-person.h"
#include "model/till-plan-terms.h"
#include "model/till-purpose.h"

G_BEGIN_DECLS

#define TILL_PLAN_ACCEPTANCE_WORDING 1

/* All borrowed. */
typedef struct
{
  const TillPlanTerms *terms;
  const char          *practice;
  const char          *phone;      /* the practice’s, or NULL */
  const char          *first_name; /* of who pays */
  TillPlanPart         part;       /* that is paid to accept; number 0: the down payment */
  const char          *card;       /* "Visa ending in 4242", that is charged; NULL: the one that the
                                      part is paid with */
  const char *link;
} TillPlanAcceptance;

/* What paying means, in one sentence, as it is kept. */
char *till_plan_acceptance_dup_sentence (const TillPlanAcceptance *self,
                                         TillLanguage language) G_GNUC_WARN_UNUSED_RESULT;

/* The whole message. A text has all terms in short, since no agreement can go with it. @subject: of
 * an e-mail, else NULL. */
char *till_plan_acceptance_dup_message (const TillPlanAcceptance *self,
                                        TillChannel               channel,
                                        TillLanguage              language,
                                        char **subject) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
