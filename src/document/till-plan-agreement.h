/* till-plan-agreement.h: what is agreed on for a payment plan, to be signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 4.7: all terms, each day and amount, which card is charged and how that ends. The
 * disclosures of the Truth in Lending Act are the practice’s: an annual rate is reckoned by nobody
 * here.
 */
#pragma once

#include "document/till-sheet.h"
#include "model/till-plan.h"
#include "rules/till-plan-charging.h"

G_BEGIN_DECLS

typedef struct
{
  const TillPracticeFacts *practice;
  const TillPlan          *plan; /* id 0: a draft */
  const TillPlanVersion   *version;
  TillMoney                kept;       /* missed before, and owed at once beside its terms */
  gint64                   n_standing; /* installments paid before, and kept */
  const GArray            *left;    /* TillPlanPart, which only go over to another card; or NULL */
  const char              *former;  /* who has paid so far: "Last, First"; NULL: who pays now */
  const char              *patient; /* whom it is for: "Last, First"; NULL: who pays */
  const char              *card;    /* "Visa ••••4242", or NULL: there is none yet */
  const TillRetryDays     *retries;
  TillInstant              at; /* when it is made out */

  /* Of a signed one */
  TillAuthorized       how;
  const char          *signed_by;
  const TillSignature *signature; /* drawn, or NULL: typed */
  const char          *user;      /* who was at the desk */

  /* With TILL_AUTHORIZED_REMOTE: it is accepted by paying this, when it is sent; of which part (0:
   * the down payment), and whether the message has only its terms in short. */
  TillMoney to_pay;
  gint64    to_pay_number;
  gboolean  in_short;
} TillPlanAgreement;

/* As many pages as it takes. */
GBytes *till_plan_agreement_to_pdf (const TillPlanAgreement *agreement,
                                    TillPaper                paper,
                                    GError                 **error);

G_END_DECLS
