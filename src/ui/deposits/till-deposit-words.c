/* till-deposit-words.c: what is said of a deposit, in a word and in a sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/deposits/till-deposit-words.h"

#include <glib/gi18n-lib.h>

#include "rules/till-deposit-rules.h"

/* ── In a word ───────────────────────────────────────────────────────────────────────────────── */

static char *
expected_to_words (const TillDeposit *self, gboolean has_reports)
{
  if (self->state == TILL_DEPOSIT_STATE_UNCHECKED)
    return g_strdup (has_reports ? _ ("Not checked yet") : _ ("Not checked: no key"));
  if (self->state == TILL_DEPOSIT_STATE_OVERDUE && self->batch != NULL)
    return g_strdup_printf (_ ("Not in batch %s"), self->batch);

  return g_strdup (self->state == TILL_DEPOSIT_STATE_OVERDUE ? _ ("Overdue") : _ ("Expected"));
}

static char *
state_to_words (const TillDeposit *self, gboolean has_reports)
{
  g_autofree char *brief = till_deposit_reason_to_short_words (self->reason, self->difference);
  g_autofree char *less = till_deposit_reason_to_short_words (TILL_DEPOSIT_LESS, self->difference);

  switch (self->state)
    {
    case TILL_DEPOSIT_STATE_EXPLAINED:
      /* What was asked of the fees is answered.
       * TRANSLATORS: what it differs by, and what somebody has said of it */
      return g_strdup_printf (_ ("%s — explained: %s"),
                              brief == NULL || self->reason == TILL_DEPOSIT_FEES_MISSING ? less
                                                                                         : brief,
                              self->explanation != NULL ? self->explanation : "");
    case TILL_DEPOSIT_STATE_DIFFERENCE:
      return g_steal_pointer (&brief);
    case TILL_DEPOSIT_STATE_ON_ITS_WAY:
      return g_strdup (_ ("On its way"));
    case TILL_DEPOSIT_STATE_ARRIVING:
      return g_strdup (_ ("Details arriving"));
    case TILL_DEPOSIT_STATE_WITHDRAWN:
      return g_strdup (_ ("No longer reported"));
    case TILL_DEPOSIT_STATE_EXPECTED:
    case TILL_DEPOSIT_STATE_OVERDUE:
    case TILL_DEPOSIT_STATE_UNCHECKED:
      return expected_to_words (self, has_reports);
    case TILL_DEPOSIT_STATE_DEPOSITED:
    default:
      return g_strdup (_ ("Deposited"));
    }
}

char *
till_deposit_to_words (const TillDeposit *self, gboolean has_reports)
{
  g_autofree char *words = state_to_words (self, has_reports);

  if (self->words == NULL)
    return g_steal_pointer (&words);

  return g_strdup_printf (_ ("%s · %s"), self->words, words);
}

/* ── In a sentence ───────────────────────────────────────────────────────────────────────────── */

/* With the stop that a question has of itself. */
static char *
dup_reason (const TillDeposit *self)
{
  g_autofree char *why = till_deposit_reason_to_words (self->reason, self->difference);

  if (why == NULL)
    return g_strdup ("");

  /* TRANSLATORS: a sentence and its full stop */
  return g_str_has_suffix (why, "?") ? g_steal_pointer (&why) : g_strdup_printf (_ ("%s."), why);
}

/* What the reports tell of a batch without it comes as long as details of a batch do. */
static char *
left_out_to_sentence (const TillDeposit *self)
{
  return g_strdup_printf (
    self->state == TILL_DEPOSIT_STATE_OVERDUE
      ? _ (
          "Reported batch %s does not contain these payments. Ask the processor where they are, or "
          "say with Explain why they do not come.")
      : _ ("Reported batch %s does not contain these payments. They may come within two business "
           "days; nothing is to be done until then."),
    self->batch);
}

static char *
expected_to_sentence (const TillDeposit *self, gboolean has_reports)
{
  g_autofree char *day = till_day_format (self->funded_on);

  if (self->state == TILL_DEPOSIT_STATE_UNCHECKED)
    return g_strdup_printf (
      has_reports
        ? _ ("It should have come on %s. The processor’s reports have not been read "
             "since; read them with F5.")
        : _ ("It should have come on %s. Whether it did can’t be told without the key for "
             "the processor’s reports: enter it in the settings."),
      day);
  if (self->batch != NULL)
    return left_out_to_sentence (self);
  if (self->state == TILL_DEPOSIT_STATE_OVERDUE)
    return g_strdup_printf (
      _ (
        "It should have come on %s, but the processor has not reported it. Ask the processor where "
        "it is, or say with Explain why it does not come."),
      day);

  return g_strdup_printf (_ ("Reckoned from the card payments: it should be in the account on %s."),
                          day);
}

static char *
state_to_sentence (const TillDeposit *self, gboolean has_reports)
{
  g_autofree char *day = till_day_format (self->funded_on);
  g_autofree char *why = dup_reason (self);

  switch (self->state)
    {
    case TILL_DEPOSIT_STATE_EXPECTED:
    case TILL_DEPOSIT_STATE_OVERDUE:
    case TILL_DEPOSIT_STATE_UNCHECKED:
      return expected_to_sentence (self, has_reports);
    case TILL_DEPOSIT_STATE_ON_ITS_WAY:
      return g_strdup_printf (
        _ ("The processor has reported it: it should be in the account on %s."), day);
    case TILL_DEPOSIT_STATE_ARRIVING:
      if (self->reason == TILL_DEPOSIT_FEES_MISSING)
        return g_strdup_printf (
          _ ("%s They come with the money, on %s; nothing is to be done until then."), why, day);
      return g_strdup_printf (
        _ ("%s They usually come within two business days; nothing is to be done."), why);
    case TILL_DEPOSIT_STATE_DIFFERENCE:
      return g_strdup_printf (
        _ ("%s Open it to see its parts; say what it is with Explain, or ask the processor."), why);
    case TILL_DEPOSIT_STATE_EXPLAINED:
      return g_strdup_printf (_ ("%s %s says: %s"), why, self->explained_by, self->explanation);
    case TILL_DEPOSIT_STATE_WITHDRAWN:
      return g_strdup (
        _ ("The processor reported it once, but does so no more. It is not counted."));
    case TILL_DEPOSIT_STATE_DEPOSITED:
    default:
      return g_strdup (_ ("It equals its parts to the cent."));
    }
}

char *
till_deposit_to_sentence (const TillDeposit *self, gboolean has_reports)
{
  g_autofree char *sentence = state_to_sentence (self, has_reports);

  if (self->words == NULL)
    return g_steal_pointer (&sentence);

  /* TRANSLATORS: the processor's words of a chargeback, and a sentence about it */
  return g_strdup_printf (_ ("%s. %s"), self->words, sentence);
}
