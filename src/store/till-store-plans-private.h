/* till-store-plans-private.h: what the files about payment plans share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-plans.h"
#include "store/till-store-private.h"

G_BEGIN_DECLS

extern TillRecordType till_store_plan_type;
extern TillRecordType till_store_installment_type;

/* Brings the row of @before to what @after has, with the audit. */
gboolean till_store_save_plan (TillDbConnection *connection,
                               const TillPlan   *before,
                               const TillPlan   *after,
                               const char       *deed,
                               const TillActor  *actor,
                               TillInstant       at,
                               GError          **error);

/* Offered, with the audit. */
gboolean till_store_add_plan_version (TillDbConnection    *connection,
                                      const TillPlan      *plan,
                                      gint64               number,
                                      const TillPlanOffer *offer,
                                      const TillActor     *actor,
                                      TillInstant          at,
                                      GError             **error);

/* Reckons how far it is by its installments, and which state that is; @deed is what has changed
 * them. */
gboolean till_store_follow_installments (TillDbConnection *connection,
                                         gint64            plan_id,
                                         const char       *deed,
                                         const TillActor  *actor,
                                         TillInstant       at,
                                         GError          **error);

/* Of @plan’s version in force; with the audit. *added (full): what was written, or NULL. */
gboolean till_store_add_installment (TillDbConnection   *connection,
                                     const TillPlan     *plan,
                                     const TillPlanPart *part,
                                     const TillActor    *actor,
                                     TillInstant         at,
                                     TillInstallment   **added,
                                     GError            **error);

/* To the state of @end, with the audit; the plan is not reckoned anew. */
gboolean till_store_step_installment (TillDbConnection      *connection,
                                      const TillInstallment *before,
                                      const TillTryEnd      *end,
                                      const char            *deed,
                                      const TillActor       *actor,
                                      TillInstant            at,
                                      GError               **error);

/* FALSE, with TILL_ERROR_NOT_ALLOWED and what it is. */
gboolean till_store_refuse_installment (const TillInstallment *installment, GError **error);

/* All that is not paid yet, but what was missed if @keep_missed. TILL_ERROR_NOT_ALLOWED while one
 * is being charged. */
gboolean till_store_skip_rest (TillDbConnection *connection,
                               gint64            plan_id,
                               gboolean          keep_missed,
                               const char       *why,
                               const TillActor  *actor,
                               TillInstant       at,
                               GError          **error);

/* That the guarantor has, and that is charged yet; 0: no card. */
gboolean till_store_check_plan_card (TillDbConnection *connection,
                                     const TillPlan   *plan,
                                     gint64            card_id,
                                     GError          **error);

/* FALSE, with TILL_ERROR_NOT_ALLOWED: who pays has accepted @version by a payment. */
gboolean till_store_refuse_accepted (TillDbConnection      *connection,
                                     const TillPlanVersion *version,
                                     GError               **error);

/* What was sent of it can’t be paid any more: its requests are cancelled. */
gboolean till_store_end_plan_links (TillDbConnection *connection,
                                    gint64            plan_id,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    GError          **error);

/* The payments by which @version was accepted are its parts’. */
gboolean till_store_use_plan_payments (TillDbConnection *connection,
                                       gint64            plan_id,
                                       gint64            version,
                                       const TillActor  *actor,
                                       TillInstant       at,
                                       GError          **error);

/* What of the payment is no installment’s, and was not refunded. Less than zero: more was refunded
 * than that. */
gboolean till_store_read_unused (TillDbConnection *connection,
                                 gint64            payment_id,
                                 TillMoney        *unused,
                                 GError          **error);

/* Whether who was asked pays the plan: their records may have been parted again since. */
gboolean till_store_is_of_payer (TillDbConnection  *connection,
                                 const TillPlan    *plan,
                                 const TillRequest *request,
                                 gboolean          *is,
                                 GError           **error);

/* @amount of the payment pays what is open, as till_plan_pay_down() says; of a plan that is over or
 * not agreed on nothing. What is too much of it is no plan’s. */
gboolean till_store_pay_plan_by (TillDbConnection *connection,
                                 gint64            plan_id,
                                 gint64            payment_id,
                                 TillMoney         amount,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);

/* The first version by which who pays now does; another guarantor has paid by those before. */
gboolean till_store_find_payers_first (TillDbConnection *connection,
                                       gint64            plan_id,
                                       gint64           *version,
                                       GError          **error);

/* Another guarantor that @offer names may pay @plan, or who pays now by another card.
 * TILL_ERROR_BAD_INPUT, TILL_ERROR_NOT_ALLOWED, TILL_ERROR_NOT_FOUND. */
gboolean till_store_check_new_payer (TillDbConnection    *connection,
                                     const TillPlan      *plan,
                                     const TillPlanOffer *offer,
                                     GError             **error);

/* Who pays by @version may, still: TILL_ERROR_NOT_ALLOWED with a sentence. */
gboolean till_store_check_payer_by (TillDbConnection      *connection,
                                    const TillPlan        *plan,
                                    const TillPlanVersion *version,
                                    GError               **error);

/* Of another guarantor by @version than @before: the former one is not asked to pay the plan down
 * any more; and if that was agreed on, what is left of the plan, without what is added to it, is
 * owed by the other one. */
gboolean till_store_hand_plan_over (TillDbConnection      *connection,
                                    const TillPlan        *before,
                                    const TillPlanVersion *version,
                                    TillDay                today,
                                    const TillActor       *actor,
                                    TillInstant            at,
                                    GError               **error);

/* TILL_ERROR_NOT_ALLOWED with what it is. */
gboolean till_store_check_plan_step (const TillPlan *plan, TillPlanState to, GError **error);

G_END_DECLS
