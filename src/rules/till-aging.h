/* till-aging.h: how old what is owed is, and what of it the patient is asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Open Dental's rule (domain.md 4.2): of one guarantor's family, each charge belongs to the age of
 * its day; all credits there ever were are taken from the oldest age first. So no age is negative,
 * and what credits are left over stands apart. Which charge a payment was allocated to
 * (till-allocation.h) changes nothing here.
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_AGE_0_30,
  TILL_AGE_31_60,
  TILL_AGE_61_90,
  TILL_AGE_OVER_90,
  TILL_N_AGES,
} TillAge;

/* A line of the ledger: > 0 raises what is owed (a charge, a refund), < 0 is a credit. */
typedef struct
{
  TillDay   day;
  TillMoney amount;
  gboolean  takes_back; /* another one of that day and of the opposite amount */
} TillAgingEntry;

typedef struct
{
  TillMoney owed[TILL_N_AGES]; /* ≥ 0 */
  TillMoney credit;            /* ≤ 0: not used up by charges */
  TillMoney total;             /* all of them together; negative when there is a credit */
} TillAging;

/* The first day of an age; TILL_DAY_NONE for what is over 90 days old. */
TillDay till_age_first_day (TillAge age, TillDay as_of);

/* The day itself and the 30 days before are the first age, 31 is the second (domain.md 4.2.9). A
 * day after @as_of has age 0. */
TillAge till_age_of (TillDay day, TillDay as_of);

/* "31–60": days, as its column's title. Translated, static. */
const char *till_age_to_words (TillAge age);

/* Whether it belongs to the charges of its day’s age, or to the credits: what takes an entry back
 * belongs where that one does, so that the two are nothing at any age. */
static inline gboolean
till_aging_is_charge (TillMoney amount, gboolean takes_back)
{
  return takes_back ? amount.cents < 0 : amount.cents > 0;
}

/**
 * till_aging_settle:
 * @charges: the sum of the charges of each age, ≥ 0
 * @credits: the sum of all credits, ≤ 0
 *
 * Takes the credits from the oldest age first. FALSE when the total can't be added up.
 */
gboolean till_aging_settle (const TillMoney charges[TILL_N_AGES],
                            TillMoney       credits,
                            TillAging      *aging) G_GNUC_WARN_UNUSED_RESULT;

/* What is to be paid by a plan and is not due yet does not age: it is of the youngest age, as much
 * as there is of it. @due is to be paid by then and is not: it is the oldest of what is owed, and
 * ages on. Both ≥ 0. The total stays. */
void till_aging_defer (TillAging *aging, TillMoney due, TillMoney not_due);

/* Of one family's entries, in any order, as of a day: what came after it is not in it. FALSE when
 * they can't be added up. */
gboolean till_aging_reckon (const TillAgingEntry *entries,
                            gsize                 n_entries,
                            TillDay               as_of,
                            TillAging            *aging) G_GNUC_WARN_UNUSED_RESULT;

/* What the guarantor is asked for: the total without what the insurance is thought to pay, never
 * under zero (domain.md 4.2.3). @estimate ≥ 0. */
TillMoney till_patient_portion (TillMoney total, TillMoney estimate);

G_END_DECLS
