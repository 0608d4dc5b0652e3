/* till-whole-plan.h: a payment plan with its terms, its installments, and what was tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-card.h"
#include "model/till-plan-sending.h"

G_BEGIN_DECLS

/* A try with what it was charged to, and what the processor said. */
typedef struct
{
  TillInstallmentTry *one;
  char               *card;  /* "Visa ••••4242" */
  char               *words; /* the processor's, or NULL */
  TillMoney charged;         /* more than the installment when it was charged with others; zero: it
                                never came to that */
  gint64 transaction_id;     /* 0: none came of it */
} TillToldTry;

void till_told_try_free (TillToldTry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillToldTry, till_told_try_free)

typedef struct
{
  TillInstallment *installment;
  GPtrArray       *tries;   /* TillToldTry, in order */
  TillTransaction *payment; /* that paid it; NULL: none */
} TillWholePart;

void till_whole_part_free (TillWholePart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillWholePart, till_whole_part_free)

typedef struct
{
  TillPlan      *plan;
  gint64         payer_id;     /* the guarantor, or who stands for a merged record */
  char          *payer_name;   /* as it is now */
  char          *patient_name; /* whom it is for, as it is now */
  GPtrArray     *versions;     /* TillPlanVersion, in order */
  GPtrArray     *parts;        /* TillWholePart, by day */
  GPtrArray     *installments; /* TillInstallment, theirs, borrowed */
  TillFiledCard *card;         /* NULL: none */

  /* Sent to be accepted by paying; NULL: it was not. */
  TillPlanSending *sending; /* that tells how it stands */
  TillRequest     *request; /* its link’s */
} TillWholePlan;

/* An empty one, to be filled. */
TillWholePlan *till_whole_plan_new (void);
void           till_whole_plan_free (TillWholePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillWholePlan, till_whole_plan_free)

/* The newest terms, while they wait to be agreed on; NULL: none do. Borrowed. */
const TillPlanVersion *till_whole_plan_find_offer (const TillWholePlan *self);

/* Whose terms are in force; of a pending one: that was offered first. NULL: they are not there.
 * Borrowed. */
const TillPlanVersion *till_whole_plan_find_version (const TillWholePlan *self);

/* All of it that can change, as a text: who shows it needs not do so again for the same. */
char *till_whole_plan_dup_trace (const TillWholePlan *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
