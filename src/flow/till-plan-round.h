/* till-plan-round.h: what is to be done with payment plans now, judged and written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-plan-telling.h"
#include "model/till-records.h"
#include "processor/till-processor.h"
#include "rules/till-plan-charging.h"
#include "store/till-store-plans.h"

G_BEGIN_DECLS

/* At most so many wait for an answer at once. */
#define TILL_PLANS_IN_FLIGHT 8

/* What is written down and is to be sent: a try, or several that one payment is for. */
typedef struct
{
  gint64      try_id;     /* of the only one, or of one of them */
  gint64      patient_id; /* who pays */
  gint64      card_id;
  TillMoney   amount;
  char       *key;
  TillAskedBy asked_by;
  char       *note;
} TillPlanCharge;

/* For @n_parts of @plan, which sum up to @amount; their tries have the key and the card of @one. */
TillPlanCharge *till_plan_charge_new (const TillPlan           *plan,
                                      gint64                    payer,
                                      const TillInstallmentTry *one,
                                      TillMoney                 amount,
                                      guint                     n_parts,
                                      TillAskedBy               asked_by);
/* The first charge of an agreement is the customer’s, later ones the practice’s (domain.md 4.7). */
gboolean till_plan_read_asked_by (TillDbConnection *connection,
                                  gint64            plan_id,
                                  TillAskedBy      *asked_by,
                                  GError          **error);
void     till_plan_charge_free (TillPlanCharge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillPlanCharge, till_plan_charge_free)

typedef struct
{
  TillProcessor   *processor; /* (full) */
  TillPlanTelling *telling;   /* (full) */
  TillRetryDays    retries;
  TillDay          today;
  TillInstant      at;
  gint64           after_try;    /* the last that was looked at */
  gint64           after_plan;   /* likewise */
  gboolean         only_settles; /* without news of the processor nothing is begun */

  /* Afterwards */
  GPtrArray *charges; /* (element-type TillPlanCharge) */
  gboolean   is_over; /* nothing is left to look at */
  gboolean   has_reminded;
} TillPlanRound;

TillPlanRound *till_plan_round_new (TillPractice *practice, const TillRetryDays *retries);
void           till_plan_round_free (TillPlanRound *self);

/* From the first try on, again. */
void till_plan_round_begin (TillPlanRound *self);

/* A TillDbJob, for as little as a commit has time for: settles the tries whose attempt has an
 * outcome, finds those that never got as far as an attempt, then begins what is due. */
gboolean till_plan_round_work (TillDbConnection *connection, gpointer round, GError **error);

/* Settles a try by its attempt, as far as that has an outcome; without one nothing was sent. Not
 * while it is just being begun. */
gboolean till_plan_round_look_at_try (TillDbConnection         *connection,
                                      const TillPlanRound      *self,
                                      const TillInstallmentTry *one,
                                      GError                  **error);

/* A try that could not be sent: the card is not to be had (@is_final), or nothing reached it. */
gboolean till_plan_round_refuse (TillDbConnection    *connection,
                                 const TillPlanRound *self,
                                 gint64               try_id,
                                 gboolean             is_final,
                                 GError             **error);

G_END_DECLS
