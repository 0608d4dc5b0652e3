/* till-store-plans.h: payment plans: agreed on, charged, and how far they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every change asks rules/till-state-rules.h and appends to the audit in the same commit. How far a
 * plan is follows from its installments, and is kept with it.
 */
#pragma once

#include "model/till-plan.h"
#include "model/till-request.h"
#include "model/till-table.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* ── Agreed on ── */

/* Pending, with its first version: @plan brings guarantor, patient, what it is for and the card, if
 * there is one; it gets the rest. @terms are checked. TILL_ERROR_NOT_ALLOWED for a record that is
 * merged. */
gboolean till_store_add_plan (TillDbConnection    *connection,
                              TillPlan            *plan,
                              const TillPlanTerms *terms,
                              const TillActor     *actor,
                              TillInstant          at,
                              GError             **error);

/* New terms for what is left: offered, not in force before they are authorized. One that was open
 * before is withdrawn. Another guarantor is one who may pay: TILL_ERROR_BAD_INPUT,
 * TILL_ERROR_NOT_ALLOWED with a sentence. */
gboolean till_store_offer_version (TillDbConnection    *connection,
                                   gint64               plan_id,
                                   const TillPlanOffer *offer,
                                   const TillActor     *actor,
                                   TillInstant          at,
                                   GError             **error);

/* The offer is taken back, and the terms in force stay. TILL_ERROR_NOT_ALLOWED: there is none, or
 * nothing is in force yet. */
gboolean till_store_withdraw_offer (TillDbConnection *connection,
                                    gint64            plan_id,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    GError          **error);

/* The terms by which @plan is paid. (full) */
TillPlanVersion *till_store_get_version_in_force (TillDbConnection *connection,
                                                  const TillPlan   *plan,
                                                  GError          **error);

/* @plan as it is once @version is agreed on: of another guarantor, who pays; of both that and
 * another card, by which card: none if it is not on file any more. (full) */
TillPlan *till_store_get_plan_by (TillDbConnection      *connection,
                                  const TillPlan        *plan,
                                  const TillPlanVersion *version,
                                  GError               **error);

/* The newest version is agreed on, by @name: its installments are due from now on, and what was due
 * by the version before is skipped, but for what was missed, if it is to stay. The down payment is
 * due on @today. Of another guarantor the plan is that one’s from then on, and what is left of it
 * if that was agreed on, too. Of another card only that is changed; without a @name if the plan had
 * one before. @how: TILL_AUTHORIZED_NO_WORSE, without a @name: only of terms that are it.
 * TILL_ERROR_NOT_ALLOWED: there is nothing to agree on, what is left is not what the terms are for,
 * or an installment is just being charged. */
gboolean till_store_authorize_plan (TillDbConnection *connection,
                                    gint64            plan_id,
                                    TillAuthorized    how,
                                    const char       *name,
                                    TillDay           today,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    GError          **error);

/* ── Changed by hand ── */

/* @why may be NULL. A cancelled plan’s installments are skipped; what was paid stays paid. */
gboolean till_store_pause_plan (TillDbConnection *connection,
                                gint64            plan_id,
                                const char       *why,
                                const TillActor  *actor,
                                TillInstant       at,
                                GError          **error);
gboolean till_store_resume_plan (TillDbConnection *connection,
                                 gint64            plan_id,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);
gboolean till_store_cancel_plan (TillDbConnection *connection,
                                 gint64            plan_id,
                                 const char       *why,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);
/* The card that is charged from now on; one that the guarantor has. */
gboolean till_store_set_plan_card (TillDbConnection *connection,
                                   gint64            plan_id,
                                   gint64            card_id,
                                   const TillActor  *actor,
                                   TillInstant       at,
                                   GError          **error);

/* Nobody pays it now: its amount is due behind the last installment, after @today. */
gboolean till_store_skip_installment (TillDbConnection *connection,
                                      gint64            id,
                                      TillDay           today,
                                      const TillActor  *actor,
                                      TillInstant       at,
                                      GError          **error);

/* ── Charged ── */

/* Before its attempt, which gets the try’s key as its uuid: whoever finds a try that is open and
 * has no attempt goes on with it. Several with one key are paid by one attempt of their sum: they
 * are begun in one commit. TILL_ERROR_NOT_ALLOWED: the installment is paid, being charged,
 * or its plan is paused or over. */
gboolean till_store_begin_try (TillDbConnection   *connection,
                               TillInstallmentTry *one, /* gets id and number */
                               const TillActor    *actor,
                               TillInstant         at,
                               GError            **error);

/* What became of the installment, too. */
typedef struct
{
  TillTryOutcome       outcome;
  TillInstallmentState state;          /* paid, failed, missed; due: as if it had not been */
  TillDay              retry;          /* of a failed one */
  gint64               transaction_id; /* of a paid one */
  const char          *why;            /* of a missed one, or NULL */
} TillTryEnd;

/* Of an installment that is paid already, or skipped, only the try is ended; but its payment pays
 * the plan down if the amount of a skipped one is owed in other parts. TILL_ERROR_NOT_ALLOWED:
 * nothing was written. */
gboolean till_store_end_try (TillDbConnection *connection,
                             gint64            try_id,
                             const TillTryEnd *end,
                             const TillActor  *actor,
                             TillInstant       at,
                             GError          **error);

/* Without a try: paid by another way (@transaction_id), or given up. */
gboolean till_store_end_installment (TillDbConnection    *connection,
                                     gint64               id,
                                     TillInstallmentState state,
                                     gint64               transaction_id,
                                     const char          *why,
                                     const TillActor     *actor,
                                     TillInstant          at,
                                     GError             **error);

/* All that one charge is to pay. (element-type TillInstallmentTry) */
GPtrArray *till_store_list_tries_of_charge (TillDbConnection *connection,
                                            const char       *key,
                                            GError          **error);
/* What the charge of @one is to be: the sum of their installments. */
gboolean till_store_sum_charge (TillDbConnection         *connection,
                                const TillInstallmentTry *one,
                                TillMoney                *amount,
                                GError                  **error);

/* Whether the attempt is a charge of installments. */
gboolean till_store_is_charge_of_plan (TillDbConnection *connection,
                                       gint64            attempt_id,
                                       gboolean         *is,
                                       GError          **error);
/* Whether a charge of the plan was approved, or it was accepted by paying, since who pays now does.
 */
gboolean till_store_has_charged_plan (TillDbConnection *connection,
                                      gint64            plan_id,
                                      gboolean         *has,
                                      GError          **error);

/* Open ones behind the try @after, in their order; and those that had come to nothing, and were
 * paid after all. (element-type TillInstallmentTry) */
GPtrArray *till_store_list_unsettled_tries (TillDbConnection *connection,
                                            gint64            after,
                                            guint             n_most,
                                            GError          **error);

/* What is to be tried on @today, of plans that are authorized, active or failed: due on that day or
 * before, or failed and to be tried again. Of the plans behind @after_plan, in their order.
 * (element-type TillInstallment) */
GPtrArray *till_store_list_due_installments (TillDbConnection *connection,
                                             TillDay           today,
                                             gint64            after_plan,
                                             guint             n_most,
                                             GError          **error);

/* Due after @today, and within the days before that their plans have reminded of, and nobody has
 * been; by their days. (element-type TillInstallment) */
GPtrArray *till_store_list_installments_to_remind (TillDbConnection *connection,
                                                   TillDay           today,
                                                   guint             n_most,
                                                   GError          **error);
/* In the commit in which the message is written. */
gboolean till_store_note_reminded (TillDbConnection *connection,
                                   gint64            installment_id,
                                   TillDay           today,
                                   GError          **error);

/* What else there is of its plan on @today. */
typedef struct
{
  guint    n_due;   /* not tried yet, itself counted */
  gboolean is_busy; /* another one is being charged, or was charged today */
} TillPlanLoad;

gboolean till_store_read_plan_load (TillDbConnection      *connection,
                                    const TillInstallment *installment,
                                    TillDay                today,
                                    TillPlanLoad          *load,
                                    GError               **error);

/* As till_plan_pay_down() says, by @payment, the plan that @request asked to pay down; of one that
 * is over, not agreed on or not of who was asked nothing, and no payment pays twice. What is too
 * much of it is no plan’s. */
gboolean till_store_pay_plan_down (TillDbConnection      *connection,
                                   const TillRequest     *request,
                                   const TillTransaction *payment,
                                   const TillActor       *actor,
                                   TillInstant            at,
                                   GError               **error);

/* The payment was voided, refunded whole, or failed: what it had paid is missed, @why. */
gboolean till_store_lose_installments (TillDbConnection *connection,
                                       gint64            transaction_id,
                                       const char       *why,
                                       const TillActor  *actor,
                                       TillInstant       at,
                                       GError          **error);

/* Its refund came to nothing, and @payment stands again: what is missed since by that is paid. */
gboolean till_store_regain_installments (TillDbConnection      *connection,
                                         const TillTransaction *payment,
                                         const TillActor       *actor,
                                         TillInstant            at,
                                         GError               **error);

/* ── Read ── */

TillPlan *till_store_get_plan (TillDbConnection *connection, gint64 id, GError **error);
/* The newest first. (element-type TillPlan) */
GPtrArray *till_store_list_plans_of (TillDbConnection *connection,
                                     gint64            guarantor_id,
                                     GError          **error);
/* In order. (element-type TillPlanVersion) */
GPtrArray *till_store_list_plan_versions (TillDbConnection *connection,
                                          gint64            plan_id,
                                          GError          **error);
/* All of them, by day. (element-type TillInstallment) */
GPtrArray       *till_store_list_installments (TillDbConnection *connection,
                                               gint64            plan_id,
                                               GError          **error);
TillInstallment *till_store_get_installment (TillDbConnection *connection,
                                             gint64            id,
                                             GError          **error);
/* In order. (element-type TillInstallmentTry) */
GPtrArray *till_store_list_tries (TillDbConnection *connection,
                                  gint64            installment_id,
                                  GError          **error);

/* ── The list ── */

/* All of them. Columns: patient (who pays), what-for, plan (a TillCadence), next,
 * paid, status; not shown at first: next-amount, total, remaining, parts-paid (of "parts", which
 * rows carry), installments, each, down, card, made, authorized; in files only: reason. Rows carry
 * patient-id. Sums: "total", "paid", "remaining". (full) */
TillTable *till_store_plans_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

/* Whether there is any, whatever it is. */
gboolean till_store_has_plans (TillDbConnection *connection);
/* Those with a missed installment. */
guint till_store_count_failed_plans (TillDbConnection *connection);

G_END_DECLS
