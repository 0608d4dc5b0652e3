/* till-plan-terms.h: what a payment plan is agreed on: how much, in which parts, how often
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* How often. The nick of each is its text form in the database. */
typedef enum
{
  TILL_CADENCE_WEEKLY,          /* "weekly" */
  TILL_CADENCE_TWO_WEEKS,       /* "two-weeks" */
  TILL_CADENCE_MONTHLY,         /* "monthly": on a day of the month */
  TILL_CADENCE_MONTHLY_WEEKDAY, /* "monthly-weekday": on the second Tuesday, the last Friday */
  TILL_CADENCE_QUARTERLY,       /* "quarterly": on a day of every third month */
} TillCadence;

#define TILL_TYPE_CADENCE (till_cadence_get_type ())
GType till_cadence_get_type (void);

/* In words, translated, static: "Every two weeks". */
const char *till_cadence_to_words (TillCadence cadence);

/* The last of its weekday in the month, be it the fourth or the fifth. */
#define TILL_LAST_WEEK 5

typedef struct
{
  TillMoney   total;          /* of the balance, what the plan pays off */
  TillMoney   fee;            /* a finance charge on top; zero for most */
  TillMoney   down_payment;   /* at once, when the plan is authorized; zero: none */
  gint64      n_installments; /* without the down payment */
  TillMoney   installment;    /* each, but for the last */
  TillCadence cadence;
  gint64      day;     /* of the month, 1–31: monthly and quarterly */
  gint64      week;    /* 1–4 or TILL_LAST_WEEK: by weekday */
  gint64      weekday; /* 1 Monday … 7 Sunday: by weekday */
  TillDay     first;   /* the first installment is on it, or on the first fitting day after */
  gint64      remind;  /* so many days before each installment; 0: not */
} TillPlanTerms;

#define TILL_PLAN_MOST_REMIND 7

/* "6 × $100.00, monthly"; "$50.00 down, 6 × $100.00, monthly". Of them it needs the amounts, the
 * number and the cadence. */
char *till_plan_terms_to_words (const TillPlanTerms *terms) G_GNUC_WARN_UNUSED_RESULT;

/* One part of a plan: its number from 1, its day in the practice's zone, its amount. */
typedef struct
{
  guint     number;
  TillDay   day;
  TillMoney amount;
} TillPlanPart;

G_END_DECLS
