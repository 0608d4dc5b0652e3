/* till-reminder-rules.h: when somebody is reminded of a request, and what ends that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 4.6. Judged when a reminder is due, not before: what has changed since counts.
 */
#pragma once

#include "rules/till-quiet-hours.h"
#include "rules/till-request-rules.h"

G_BEGIN_DECLS

#define TILL_MOST_REMINDERS 2
#define TILL_LATEST_REMINDER 365 /* days */

/* @text: after how many days, as in "7 14"; "" is none. TILL_ERROR_BAD_INPUT with a sentence.
 * @n_reminders: how many are in @days then. */
gboolean till_reminder_read_days (const char *text,
                                  guint       days[TILL_MOST_REMINDERS],
                                  guint      *n_reminders,
                                  GError    **error);

/* At the hour of the request, by the first clock of @zones, so many days later, or as soon after as
 * a message may come. No two on one day. */
void till_reminder_plan (TillInstant             asked_at,
                         const guint            *days,
                         guint                   n_reminders,
                         const TillMessageHours *hours,
                         const TillPostalZones  *zones,
                         TillInstant             due[TILL_MOST_REMINDERS]);

/* What is known when one is due. */
typedef struct
{
  TillRequestFacts person;           /* the guarantor, by the channel of the reminder */
  TillMoney        portion_then;     /* when the request was made */
  gboolean         is_paid;          /* in whole, by whatever way */
  gboolean         is_replaced;      /* by a newer request */
  gboolean         is_cancelled;     /* by hand */
  gboolean         is_undeliverable; /* what was sent before did not arrive */
  gboolean         has_opted_out;    /* the number has answered STOP */
  gboolean         pays_plan_down;   /* that the person is on a plan speaks for it */
} TillReminderFacts;

/* Why it is not sent, its text form, static: "paid", "snoozed"; NULL: it is. Of the rules for a
 * request those that may have come true since: who was asked for less than the minimum, or without
 * owing anything, was so knowingly. */
const char *till_reminder_judge (const TillReminderFacts *facts,
                                 const TillRequestPolicy *policy,
                                 TillDay                  today);

/* In words, translated, static: "Paid"; NULL for what is no reason. */
const char *till_reminder_stop_to_words (const char *why, TillChannel channel);

G_END_DECLS
