/* till-plan-words.h: a payment plan, its installments and its terms in sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-whole-plan.h"

G_BEGIN_DECLS

/* "$20.00 of $60.00 paid, 1 of 3 installments"; also what a reader says of the bar. */
char *till_plan_dup_progress (const TillPlan *self) G_GNUC_WARN_UNUSED_RESULT;
/* 0 to 1. */
double till_plan_get_fraction (const TillPlan *self);

/* What it is, and why, or since when: "Paused: on holiday". */
char *till_plan_dup_state (const TillPlan *self, GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

/* "$20.00 on December 7"; NULL: nothing is paid by itself any more. */
char *till_plan_dup_next (const TillPlan *self) G_GNUC_WARN_UNUSED_RESULT;

/* "Installment 2", "Down payment". */
char *till_installment_dup_title (const TillInstallment *self) G_GNUC_WARN_UNUSED_RESULT;

/* What became of it: "Paid on December 1, refunded since", "Missed: the card was declined". */
char *till_whole_part_dup_state (const TillWholePart *self,
                                 TillDay              today,
                                 GTimeZone           *zone) G_GNUC_WARN_UNUSED_RESULT;

/* "success", "error", "warning", "accent": the class of those words; NULL: none. Static. */
const char *till_whole_part_get_class (const TillWholePart *self, TillDay today);

/* "November 30, Visa ••••4242, at the desk: declined (Insufficient funds)". */
char *till_told_try_dup_words (const TillToldTry *self, TillMoney amount) G_GNUC_WARN_UNUSED_RESULT;

/* "3 installments of $20.00. Every week on Monday, from December 7."; what was added; when and by
 * whom it was offered, and how it was agreed on. Some lines. */
char *till_plan_version_dup_words (const TillPlanVersion *self,
                                   GTimeZone             *zone) G_GNUC_WARN_UNUSED_RESULT;

/* How a pending plan that was sent stands with who pays, and what may be done; @request: its
 * link’s. */
char *till_plan_sending_dup_words (const TillPlanSending *self,
                                   const TillRequest     *request,
                                   GTimeZone             *zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
