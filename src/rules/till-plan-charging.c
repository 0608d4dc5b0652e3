/* till-plan-charging.c: when an installment is charged, on which card, and when no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-charging.h"

#include "core/till-error.h"

#include <glib/gi18n-lib.h>

gboolean
till_retry_days_read (const char *text, TillRetryDays *days, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ", -1);
  guint64        before = 0;

  days->n_days = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 day = 0;

      if (*words[i] == '\0')
        continue;
      if (days->n_days == TILL_MOST_RETRIES || before == TILL_LATEST_RETRY ||
          !g_ascii_string_to_unsigned (words[i], 10, before + 1, TILL_LATEST_RETRY, &day, NULL))
        {
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("Enter up to %u days from 1 to %u, each later than the one before, as in "
                          "“1 3 7”."),
                       (guint) TILL_MOST_RETRIES, (guint) TILL_LATEST_RETRY);
          return FALSE;
        }
      days->days[days->n_days++] = (guint) day;
      before = day;
    }

  return TRUE;
}

/* What was tried on the one card. */
typedef struct
{
  guint   n_tries;
  TillDay first; /* of them */
  TillDay last;
  guint   n_hard;
} Tried;

static Tried
count_tries (const TillChargeFacts *facts, gint64 card)
{
  Tried tried = { .first = TILL_DAY_NONE, .last = TILL_DAY_NONE };

  for (guint i = 0; i < facts->n_tries; i++)
    {
      const TillPlanTry *one = &facts->tries[i];

      if (one->card != card || one->outcome == TILL_TRY_NOTHING)
        continue;
      if (tried.n_tries++ == 0)
        tried.first = one->day;
      tried.last = one->day;
      tried.n_hard += one->outcome == TILL_TRY_HARD;
    }

  return tried;
}

static gboolean
has_outcome (const TillChargeFacts *facts, TillTryOutcome outcome)
{
  for (guint i = 0; i < facts->n_tries; i++)
    {
      if (facts->tries[i].outcome == outcome)
        return TRUE;
    }

  return FALSE;
}

/* The day of the next try on the plan’s card; TILL_DAY_NONE: there is none. Whoever tries late
 * tries the next time later too: a day is never used for two tries. */
static TillDay
get_next_try (const TillChargeFacts *facts, const TillRetryDays *retries)
{
  Tried   tried = count_tries (facts, facts->card);
  TillDay planned;
  TillDay earliest;

  if (facts->card == 0 || tried.n_hard > 0 || tried.n_tries > retries->n_days)
    return TILL_DAY_NONE;
  if (tried.n_tries == 0)
    return facts->due;

  planned = till_day_add (tried.first, (int) retries->days[tried.n_tries - 1]);
  earliest = till_day_add (tried.last, 1);

  return till_day_compare (planned, earliest) > 0 ? planned : earliest;
}

TillPlanStep
till_plan_next_step (const TillChargeFacts *facts,
                     const TillRetryDays   *retries,
                     TillDay                today,
                     TillDay               *next)
{
  TillDay day;

  *next = TILL_DAY_NONE;
  if (has_outcome (facts, TILL_TRY_APPROVED))
    return TILL_STEP_NONE;
  if (has_outcome (facts, TILL_TRY_OPEN))
    return TILL_STEP_WAIT;

  day = till_day_compare (today, facts->due) < 0 ? facts->due : get_next_try (facts, retries);
  if (!till_day_is_none (day) && till_day_compare (today, day) < 0)
    {
      *next = day;
      return TILL_STEP_WAIT;
    }
  if (!till_day_is_none (day))
    return TILL_STEP_CHARGE;

  /* Once: a second card that has no money either is a matter for people. */
  return facts->backup != 0 && count_tries (facts, facts->backup).n_tries == 0 ? TILL_STEP_BACKUP
                                                                               : TILL_STEP_MISS;
}

gboolean
till_plan_asks_first (guint n_due)
{
  return n_due > 1;
}
