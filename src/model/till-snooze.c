/* till-snooze.c: leaving a guarantor out of requests, until a day or an event, for a reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-snooze.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"

G_DEFINE_ENUM_TYPE (TillSnoozeEnd,
                    till_snooze_end,
                    G_DEFINE_ENUM_VALUE (TILL_SNOOZE_DAY, "day"),
                    G_DEFINE_ENUM_VALUE (TILL_SNOOZE_BALANCE, "balance"),
                    G_DEFINE_ENUM_VALUE (TILL_SNOOZE_INSURANCE, "insurance"))

TillSnooze *
till_snooze_new (TillSnoozeEnd ends, TillDay until, const char *reason)
{
  TillSnooze *self = g_new0 (TillSnooze, 1);

  self->ends = ends;
  self->until = ends == TILL_SNOOZE_DAY ? until : TILL_DAY_NONE;
  self->reason = g_strstrip (g_strdup (reason != NULL ? reason : ""));

  return self;
}

TillSnooze *
till_snooze_copy (const TillSnooze *self)
{
  return till_snooze_new (self->ends, self->until, self->reason);
}

void
till_snooze_free (TillSnooze *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self);
}

static gboolean
check_reason (const TillSnooze *self, GError **error)
{
  if (*self->reason == '\0')
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Say why no request is to be sent."));
      return FALSE;
    }
  if (g_utf8_strlen (self->reason, -1) > TILL_SNOOZE_REASON_LENGTH)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("The reason is too long: at most %d characters are kept."),
                   TILL_SNOOZE_REASON_LENGTH);
      return FALSE;
    }

  return till_text_refuse_card_number (self->reason, _ ("the reason"), error);
}

gboolean
till_snooze_check (const TillSnooze *self, TillDay today, GError **error)
{
  if (self->ends == TILL_SNOOZE_DAY && till_day_is_none (self->until))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Choose the day until which no request is to be sent."));
      return FALSE;
    }
  if (self->ends == TILL_SNOOZE_DAY && till_day_compare (self->until, today) < 0)
    {
      g_autofree char *day = till_day_format (self->until);

      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("%s is over. Choose today or a later day."), day);
      return FALSE;
    }

  return check_reason (self, error);
}

char *
till_snooze_to_words (TillSnoozeEnd ends, TillDay until)
{
  g_autofree char *day = NULL;

  switch (ends)
    {
    case TILL_SNOOZE_DAY:
      day = till_day_format (until);
      /* Translators: a day; no request is sent up to it */
      return g_strdup_printf (_ ("Until %s"), day);
    case TILL_SNOOZE_BALANCE:
      return g_strdup (_ ("Until the balance changes"));
    case TILL_SNOOZE_INSURANCE:
      return g_strdup (_ ("Until the insurance has paid"));
    default:
      g_return_val_if_reached (NULL);
    }
}
