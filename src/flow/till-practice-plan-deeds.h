/* till-practice-plan-deeds.h: what the desk does with a payment plan that is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be done is said by rules/till-plan-deeds.h. A change of a plan is told by
 * "plans-changed".
 */
#pragma once

#include "flow/till-charge-card.h"
#include "flow/till-practice.h"
#include "model/till-whole-plan.h"

G_BEGIN_DECLS

/* ── Read ── */

/* TILL_ERROR_NOT_FOUND. (full) */
void           till_practice_read_plan_async (TillPractice       *self,
                                              gint64              id,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
TillWholePlan *till_practice_read_plan_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* Those that the patient's account pays, the newest first: a few rows, read at once.
 * (element-type TillPlan) (full) */
GPtrArray *till_practice_list_plans_of (TillPractice *self, gint64 patient_id, GError **error);

/* The account's latest payments by which installments of @amount together may have been paid: so
 * much of each is neither taken back nor of another installment. A few rows, read at once.
 * (element-type TillTransaction) (full) */
GPtrArray *till_practice_list_payments_for_plan (TillPractice *self,
                                                 gint64        plan_id,
                                                 TillMoney     amount,
                                                 GError      **error);

/* ── Changed ──
 *
 * All finish with till_practice_change_plan_finish(). TILL_ERROR_NOT_ALLOWED with what speaks
 * against it; TILL_ERROR_CARD_NUMBER for a reason with one in it. @why may be NULL. */

void till_practice_pause_plan_async (TillPractice       *self,
                                     gint64              plan_id,
                                     const char         *why,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
/* What came due during the pause is due at once, or, with @put_behind, behind the last one. */
void till_practice_resume_plan_async (TillPractice       *self,
                                      gint64              plan_id,
                                      gboolean            put_behind,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void till_practice_cancel_plan_async (TillPractice       *self,
                                      gint64              plan_id,
                                      const char         *why,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void till_practice_set_plan_card_async (TillPractice       *self,
                                        gint64              plan_id,
                                        gint64              card_id,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
void till_practice_skip_installment_async (TillPractice       *self,
                                           gint64              plan_id,
                                           gint64              installment_id,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
/* They were paid by another way: by @transaction_id, one of those listed above. */
void till_practice_pay_plan_apart_async (TillPractice       *self,
                                         gint64              plan_id,
                                         const gint64       *installments,
                                         gsize               n_installments,
                                         gint64              transaction_id,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);

gboolean till_practice_change_plan_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           GError      **error);

/* ── Charged ── */

typedef struct
{
  gint64        plan_id;
  const gint64 *installments; /* payable ones of it */
  gsize         n_installments;
  TillMoney     amount;     /* theirs together, as it was shown */
  gint64        patient_id; /* who pays: TillWholePlan.payer_id */
  gint64        card_id;    /* of that account */
  const char   *key;        /* a UUID, by which it is charged once */
  gboolean      knowingly;  /* she was asked (TILL_ERROR_ASK_FIRST) and said yes */
} TillPlanPayment;

/**
 * till_practice_charge_plan_async:
 *
 * One payment for all of them, at once, also before their day; it finishes once it is answered. A
 * decline is no error, and counts for no rule of when it is tried again by itself. As
 * till_charge_card_async() says; with an error nothing is charged by this call, nor will be. What
 * is being charged by itself is waited for first.
 */
void             till_practice_charge_plan_async (TillPractice          *self,
                                                  const TillPlanPayment *payment,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
TillCardCharged *till_practice_charge_plan_finish (TillPractice *self,
                                                   GAsyncResult *result,
                                                   GError      **error);

G_END_DECLS
