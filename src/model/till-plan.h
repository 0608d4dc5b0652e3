/* till-plan.h: a payment plan’s states and its installments’, each with one text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which step may follow which is said in rules/till-state-rules.h.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  TILL_PLAN_PENDING,    /* "pending": agreed on by us, not yet by who pays */
  TILL_PLAN_AUTHORIZED, /* "authorized": signed; nothing was paid yet */
  TILL_PLAN_ACTIVE,     /* "active": pays itself off */
  TILL_PLAN_FAILED,     /* "failed": an installment is missed */
  TILL_PLAN_PAUSED,     /* "paused": by hand; nothing is charged */
  TILL_PLAN_COMPLETED,  /* "completed": all is paid */
  TILL_PLAN_CANCELLED,  /* "cancelled": what was left is owed as before */
} TillPlanState;

typedef enum
{
  TILL_INSTALLMENT_DUE,      /* "due": on its day, or later */
  TILL_INSTALLMENT_CHARGING, /* "charging": an attempt is under way */
  TILL_INSTALLMENT_PAID,     /* "paid" */
  TILL_INSTALLMENT_FAILED,   /* "failed": declined; tried again on a day */
  TILL_INSTALLMENT_MISSED,   /* "missed": not tried again by itself */
  TILL_INSTALLMENT_SKIPPED,  /* "skipped": nobody pays it: by hand, or new terms have others */
} TillInstallmentState;

#define TILL_TYPE_PLAN_STATE (till_plan_state_get_type ())
GType till_plan_state_get_type (void);
#define TILL_TYPE_INSTALLMENT_STATE (till_installment_state_get_type ())
GType till_installment_state_get_type (void);

/* Translated, static: "Pending", "Missed". */
const char *till_plan_state_to_words (TillPlanState state);
const char *till_installment_state_to_words (TillInstallmentState state);

G_END_DECLS
