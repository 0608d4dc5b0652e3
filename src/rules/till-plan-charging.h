/* till-plan-charging.h: when an installment is charged, on which card, and when no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 4.7. Judged anew each time, from what was tried: nothing is planned that could be
 * forgotten, or be done twice.
 */
#pragma once

#include "model/till-plan.h"

G_BEGIN_DECLS

/* Tries that Till made by itself; what the desk charged by hand is not among them. */
typedef struct
{
  TillDay day;  /* the practice’s */
  gint64  card; /* its id: what was tried on a card that is not the plan’s any more stops
                   nothing */
  TillTryOutcome outcome;
} TillPlanTry;

/* Days after the first try on which a soft decline is tried again, rising. */
#define TILL_MOST_RETRIES 5
#define TILL_LATEST_RETRY 28

typedef struct
{
  guint days[TILL_MOST_RETRIES];
  guint n_days;
} TillRetryDays;

/* Days 1, 3 and 7. */
#define TILL_DEFAULT_RETRIES "1 3 7"

/* @text as in the settings, "1 3 7"; "" tries nothing again. TILL_ERROR_BAD_INPUT with a sentence.
 */
gboolean till_retry_days_read (const char *text, TillRetryDays *days, GError **error);

typedef struct
{
  TillDay            due;
  const TillPlanTry *tries; /* in the order in which they were made */
  guint              n_tries;
  gint64             card;   /* the plan’s; 0: none */
  gint64             backup; /* 0: none */
} TillChargeFacts;

typedef enum
{
  TILL_STEP_NONE,   /* paid */
  TILL_STEP_WAIT,   /* for its day, or for an answer */
  TILL_STEP_CHARGE, /* the plan’s card */
  TILL_STEP_BACKUP, /* the backup card */
  TILL_STEP_MISS,   /* give up: patient and desk are told */
} TillPlanStep;

/* What is to be done on @today. @next: the day on which that changes, TILL_DAY_NONE if no day
 * changes it. */
TillPlanStep till_plan_next_step (const TillChargeFacts *facts,
                                  const TillRetryDays   *retries,
                                  TillDay                today,
                                  TillDay               *next);

/* Days without power, a pause: of a plan that has more than one installment due at once none is
 * charged before somebody was asked. */
gboolean till_plan_asks_first (guint n_due);

G_END_DECLS
