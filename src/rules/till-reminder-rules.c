/* till-reminder-rules.c: when somebody is reminded of a request, and what ends that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-reminder-rules.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

/* ── When ────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse_days (GError **error)
{
  g_set_error (
    error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
    _ ("Each reminder comes after 1 to %d days, the second one later than the first; there "
       "are %d at most."),
    TILL_LATEST_REMINDER, TILL_MOST_REMINDERS);

  return FALSE;
}

gboolean
till_reminder_read_days (const char *text,
                         guint       days[TILL_MOST_REMINDERS],
                         guint      *n_reminders,
                         GError    **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  *n_reminders = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 least = *n_reminders > 0 ? days[*n_reminders - 1] + 1 : 1;
      guint64 number;

      if (*words[i] == '\0')
        continue;
      if (*n_reminders == TILL_MOST_REMINDERS ||
          !g_ascii_string_to_unsigned (words[i], 10, least, TILL_LATEST_REMINDER, &number, NULL))
        return refuse_days (error);
      days[(*n_reminders)++] = (guint) number;
    }

  return TRUE;
}

void
till_reminder_plan (TillInstant             asked_at,
                    const guint            *days,
                    guint                   n_reminders,
                    const TillMessageHours *hours,
                    const TillPostalZones  *zones,
                    TillInstant             due[TILL_MOST_REMINDERS])
{
  GTimeZone *zone = zones->zones[0];
  TillDay    asked_on = till_day_of_instant (asked_at, zone);
  guint      time = till_instant_get_time_of_day (asked_at, zone);
  TillDay    last = asked_on;

  g_return_if_fail (n_reminders <= TILL_MOST_REMINDERS);

  for (guint i = 0; i < n_reminders; i++)
    {
      TillDay day = till_day_add (asked_on, (int) days[i]);

      /* The one before had to wait until this one's day, or beyond. */
      if (till_day_compare (day, last) <= 0)
        day = till_day_add (last, 1);
      due[i] = till_message_hours_next (hours, zones, till_day_at_time (day, time, zone));
      last = till_day_of_instant (due[i], zone);
    }
}

/* ── Whether ─────────────────────────────────────────────────────────────────────────────────── */

/* Not among them: that a request was sent lately (this one was), that another with the same address
 * is to be asked (that was settled then), what the insurance may pay, and an old balance. */
#define REASONS                                                                                    \
  ((guint) TILL_WHY_NOT_DECEASED | TILL_WHY_NOT_INACTIVE | TILL_WHY_NOT_GUARANTOR |                \
   TILL_WHY_NOT_DO_NOT_CONTACT | TILL_WHY_NOT_NOTHING_OWED | TILL_WHY_NOT_BELOW_MINIMUM |          \
   TILL_WHY_NOT_ON_PLAN | TILL_WHY_NOT_SNOOZED | TILL_WHY_NOT_NO_ADDRESS |                         \
   TILL_WHY_NOT_NO_CONSENT | TILL_WHY_NOT_FAILED_ADDRESS)
#define REASONS_OF_MONEY ((guint) TILL_WHY_NOT_NOTHING_OWED | TILL_WHY_NOT_BELOW_MINIMUM)

static const struct
{
  const char *text;
  const char *words;
} stops[] = {
  { "paid", N_ ("Paid") },
  { "replaced", N_ ("Replaced by a newer request") },
  { "cancelled", N_ ("The request was cancelled") },
  { "undeliverable", N_ ("The request could not be delivered") },
  { "opted-out", N_ ("Answered STOP") },
  { "overtaken", N_ ("The next reminder was due, too") },
};

static const char *
judge_person (const TillReminderFacts *facts, const TillRequestPolicy *policy, TillDay today)
{
  TillRequestFacts then = facts->person;
  guint            reasons = till_request_judge (&facts->person, policy, today) & REASONS;
  guint            knowingly;

  then.portion = facts->portion_then;
  knowingly = till_request_judge (&then, policy, today) & REASONS_OF_MONEY;
  if ((knowingly & TILL_WHY_NOT_NOTHING_OWED) != 0)
    knowingly = REASONS_OF_MONEY;
  reasons &= ~knowingly;
  if (facts->pays_plan_down)
    reasons &= ~(guint) TILL_WHY_NOT_ON_PLAN;

  return reasons != 0 ? till_why_not_to_text ((TillWhyNot) (reasons & -reasons)) : NULL;
}

const char *
till_reminder_judge (const TillReminderFacts *facts, const TillRequestPolicy *policy, TillDay today)
{
  /* The last ones are not facts of the request. */
  const gboolean stopped[G_N_ELEMENTS (stops)] = {
    facts->is_paid,
    facts->is_replaced,
    facts->is_cancelled,
    facts->is_undeliverable,
    facts->has_opted_out && policy->channel == TILL_CHANNEL_TEXT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      if (stopped[i])
        return stops[i].text;
    }

  return judge_person (facts, policy, today);
}

const char *
till_reminder_stop_to_words (const char *why, TillChannel channel)
{
  guint reason = till_why_not_from_text (why);

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      if (g_strcmp0 (why, stops[i].text) == 0)
        return _ (stops[i].words);
    }

  return reason != 0 ? till_why_not_to_title ((TillWhyNot) reason, channel) : NULL;
}
