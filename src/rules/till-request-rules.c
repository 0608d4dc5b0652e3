/* till-request-rules.c: who may be asked for money, and every reason why not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-request-rules.h"

#include <glib/gi18n-lib.h>

/* Whether @day is one of the @n_days before @today; a day that is still to come counts as today. */
static gboolean
is_within (TillDay day, TillDay today, guint n_days)
{
  return !till_day_is_none (day) && (gint64) today.number - day.number < (gint64) n_days;
}

static guint
judge_person (const TillRequestFacts *facts, TillDay today)
{
  guint reasons = 0;

  if (facts->state == TILL_PERSON_DECEASED)
    reasons |= TILL_WHY_NOT_DECEASED;
  if (facts->state == TILL_PERSON_INACTIVE)
    reasons |= TILL_WHY_NOT_INACTIVE;
  if (!facts->is_guarantor)
    reasons |= TILL_WHY_NOT_GUARANTOR;
  if (facts->do_not_contact)
    reasons |= TILL_WHY_NOT_DO_NOT_CONTACT;
  if (facts->on_plan)
    reasons |= TILL_WHY_NOT_ON_PLAN;
  if (facts->is_snoozed && (facts->snooze_ends != TILL_SNOOZE_DAY ||
                            till_day_compare (facts->snoozed_until, today) >= 0))
    reasons |= TILL_WHY_NOT_SNOOZED;

  return reasons;
}

static guint
judge_money (const TillRequestFacts *facts, const TillRequestPolicy *policy, TillDay today)
{
  guint reasons = 0;

  /* Nobody knows: import the balances first. */
  if (facts->portion.cents <= 0 && till_day_is_none (facts->aged_as_of))
    return TILL_WHY_NOT_STALE;
  if (facts->portion.cents <= 0)
    reasons |= TILL_WHY_NOT_NOTHING_OWED;
  else if (till_money_compare (facts->portion, policy->minimum) < 0)
    reasons |= TILL_WHY_NOT_BELOW_MINIMUM;
  if (policy->most_insurance.cents >= 0 &&
      till_money_compare (facts->insurance, policy->most_insurance) > 0)
    reasons |= TILL_WHY_NOT_INSURANCE_PENDING;
  /* Aged today is 0 days old: fresh for n days means the nth day after is still good. */
  if (policy->n_days_fresh > 0 && !is_within (facts->aged_as_of, today, policy->n_days_fresh + 1))
    reasons |= TILL_WHY_NOT_STALE;

  return reasons;
}

static guint
judge_channel (const TillRequestFacts *facts, const TillRequestPolicy *policy, TillDay today)
{
  guint    reasons = 0;
  gboolean consents = facts->consent == TILL_CONSENT_GIVEN ||
                      (facts->consent == TILL_CONSENT_UNKNOWN && policy->unknown_is_given);

  if (is_within (facts->asked_on, today, policy->n_days_between))
    reasons |= TILL_WHY_NOT_ASKED_LATELY;
  if (!facts->has_address)
    reasons |= TILL_WHY_NOT_NO_ADDRESS;
  else if (facts->address_fails)
    reasons |= TILL_WHY_NOT_FAILED_ADDRESS;
  /* A letter needs no consent. */
  if (!consents && policy->channel != TILL_CHANNEL_PAPER)
    reasons |= TILL_WHY_NOT_NO_CONSENT;

  return reasons;
}

guint
till_request_judge (const TillRequestFacts *facts, const TillRequestPolicy *policy, TillDay today)
{
  guint reasons = judge_person (facts, today) | judge_money (facts, policy, today) |
                  judge_channel (facts, policy, today);

  return facts->shares_address ? till_request_add_shared (reasons) : reasons;
}

guint
till_request_add_shared (guint reasons)
{
  return (reasons & TILL_WHY_NOT_NO_ADDRESS) != 0 ? reasons : reasons | TILL_WHY_NOT_SAME_ADDRESS;
}

void
till_request_read_facts (TillRequestFacts *facts, const TillAccount *account, TillChannel channel)
{
  const TillPatient *patient = account->patient;
  const char        *address = channel == TILL_CHANNEL_TEXT    ? patient->phone
                               : channel == TILL_CHANNEL_EMAIL ? patient->email
                                                               : patient->address;

  *facts = (TillRequestFacts){
    .state = patient->state,
    .is_guarantor = patient->guarantor_id == patient->id,
    .do_not_contact = patient->do_not_contact,
    .on_plan = account->on_plan,
    .portion = till_account_get_to_ask (account),
    .unposted = till_money (MAX (account->unposted.cents, 0)),
    .insurance = account->insurance,
    .aged_as_of = account->told_on,
    .is_snoozed = account->snooze != NULL,
    .snooze_ends = account->snooze != NULL ? account->snooze->ends : TILL_SNOOZE_DAY,
    .snoozed_until = account->snooze != NULL ? account->snooze->until : TILL_DAY_NONE,
    .asked_on = account->asked_on,
    .has_address = address != NULL && *address != '\0',
  };
  if (channel < TILL_N_CONSENTS)
    {
      facts->consent = patient->consents[channel];
      facts->shares_address = account->shares[channel];
      /* Only a guarantor is asked at all. */
      facts->address_fails = facts->is_guarantor && account->failed[channel] != NULL;
    }
}

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

/* Who owes something by the books, and has paid it. */
static char *
get_paid_words (const TillRequestFacts *facts)
{
  g_autofree char *unposted = till_money_format (facts->unposted);

  if (facts->unposted.cents == 0)
    return g_strdup (_ ("Owes nothing"));

  return g_strdup_printf (_ ("Owes nothing more: %s is paid and not posted yet"), unposted);
}

static char *
get_money_words (TillWhyNot reason, const TillRequestFacts *facts, const TillRequestPolicy *policy)
{
  g_autofree char *portion = till_money_format (facts->portion);
  g_autofree char *minimum = till_money_format (policy->minimum);
  g_autofree char *insurance = till_money_format (facts->insurance);

  if (reason == TILL_WHY_NOT_BELOW_MINIMUM)
    return g_strdup_printf (_ ("Owes %s, which is under the minimum of %s"), portion, minimum);

  return g_strdup_printf (_ ("The insurance is thought to pay %s that has not come yet"),
                          insurance);
}

static char *
get_snooze_words (const TillRequestFacts *facts)
{
  g_autofree char *day = NULL;

  if (facts->snooze_ends == TILL_SNOOZE_BALANCE)
    return g_strdup (_ ("Snoozed until the balance changes"));
  if (facts->snooze_ends == TILL_SNOOZE_INSURANCE)
    return g_strdup (_ ("Snoozed until the insurance has paid"));

  day = till_day_format (facts->snoozed_until);
  return g_strdup_printf (_ ("Snoozed until %s"), day);
}

static char *
get_day_words (TillWhyNot reason, const TillRequestFacts *facts)
{
  TillDay which = reason == TILL_WHY_NOT_ASKED_LATELY ? facts->asked_on : facts->aged_as_of;
  g_autofree char *day = till_day_format (which);

  if (reason == TILL_WHY_NOT_ASKED_LATELY)
    return g_strdup_printf (_ ("Was asked on %s already"), day);
  if (till_day_is_none (facts->aged_as_of))
    return g_strdup (_ ("What is owed is not known: import the balances first"));

  return g_strdup_printf (_ ("What is owed was last read on %s: import the balances again"), day);
}

static const char *
get_channel_words (TillWhyNot reason, const TillRequestFacts *facts, TillChannel channel)
{
  static const char *const no_address[] = {
    [TILL_CHANNEL_TEXT] = N_ ("Has no phone number for text messages"),
    [TILL_CHANNEL_EMAIL] = N_ ("Has no e-mail address"),
    [TILL_CHANNEL_PAPER] = N_ ("Has no postal address"),
  };
  static const char *const same_address[] = {
    [TILL_CHANNEL_TEXT] = N_ ("Another guarantor to be asked has the same phone number"),
    [TILL_CHANNEL_EMAIL] = N_ ("Another guarantor to be asked has the same e-mail address"),
    [TILL_CHANNEL_PAPER] = N_ ("Another guarantor to be asked has the same postal address"),
  };

  if (reason == TILL_WHY_NOT_NO_ADDRESS)
    return _ (no_address[channel]);
  if (reason == TILL_WHY_NOT_SAME_ADDRESS)
    return _ (same_address[channel]);
  if (reason == TILL_WHY_NOT_FAILED_ADDRESS)
    return channel == TILL_CHANNEL_TEXT ? _ ("The phone number gets no texts: ask for another one")
                                        : _ ("Nothing arrives at the e-mail address: ask for "
                                             "another one");
  if (facts->consent == TILL_CONSENT_REFUSED)
    return channel == TILL_CHANNEL_TEXT ? _ ("Doesn’t want text messages about money")
                                        : _ ("Doesn’t want e-mails about money");

  return channel == TILL_CHANNEL_TEXT ? _ ("Has not agreed to text messages about money")
                                      : _ ("Has not agreed to e-mails about money");
}

char *
till_why_not_to_words (TillWhyNot               reason,
                       const TillRequestFacts  *facts,
                       const TillRequestPolicy *policy)
{
  switch (reason)
    {
    case TILL_WHY_NOT_DECEASED:
      return g_strdup (_ ("Is deceased"));
    case TILL_WHY_NOT_INACTIVE:
      return g_strdup (_ ("Is no longer a patient"));
    case TILL_WHY_NOT_GUARANTOR:
      return g_strdup (_ ("Somebody else answers for the account"));
    case TILL_WHY_NOT_DO_NOT_CONTACT:
      return g_strdup (_ ("Is marked “Do not contact”"));
    case TILL_WHY_NOT_NOTHING_OWED:
      return get_paid_words (facts);
    case TILL_WHY_NOT_ON_PLAN:
      return g_strdup (_ ("Is paying by a plan, or has been sent one"));
    case TILL_WHY_NOT_BELOW_MINIMUM:
    case TILL_WHY_NOT_INSURANCE_PENDING:
      return get_money_words (reason, facts, policy);
    case TILL_WHY_NOT_SNOOZED:
      return get_snooze_words (facts);
    case TILL_WHY_NOT_ASKED_LATELY:
    case TILL_WHY_NOT_STALE:
      return get_day_words (reason, facts);
    case TILL_WHY_NOT_NO_ADDRESS:
    case TILL_WHY_NOT_NO_CONSENT:
    case TILL_WHY_NOT_SAME_ADDRESS:
    case TILL_WHY_NOT_FAILED_ADDRESS:
      return g_strdup (get_channel_words (reason, facts, policy->channel));
    default:
      g_return_val_if_reached (NULL);
    }
}

char **
till_request_dup_reasons (guint                    reasons,
                          const TillRequestFacts  *facts,
                          const TillRequestPolicy *policy)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < TILL_N_WHY_NOT; i++)
    {
      g_autofree char *why = NULL;

      if ((reasons & (1u << i)) == 0)
        continue;
      why = till_why_not_to_words (1u << i, facts, policy);
      g_strv_builder_add (words, why);
    }

  return g_strv_builder_end (words);
}

/* ── Of many ─────────────────────────────────────────────────────────────────────────────────── */

static const char *const texts[TILL_N_WHY_NOT] = {
  "deceased", "inactive",   "guarantor",  "do-not-contact", "nothing-owed",
  "minimum",  "insurance",  "on-plan",    "snoozed",        "asked-lately",
  "stale",    "no-address", "no-consent", "same-address",   "failed-address",
};

const char *
till_why_not_to_text (TillWhyNot reason)
{
  int bit = g_bit_nth_lsf (reason, -1);

  g_return_val_if_fail (bit >= 0 && bit < TILL_N_WHY_NOT, NULL);

  return texts[bit];
}

guint
till_why_not_from_text (const char *text)
{
  for (guint i = 0; i < TILL_N_WHY_NOT; i++)
    if (g_strcmp0 (text, texts[i]) == 0)
      return 1u << i;

  return 0;
}

static const char *
get_channel_title (TillWhyNot reason, TillChannel channel)
{
  if (reason == TILL_WHY_NOT_NO_ADDRESS)
    return channel == TILL_CHANNEL_TEXT    ? _ ("No phone number for text messages")
           : channel == TILL_CHANNEL_EMAIL ? _ ("No e-mail address")
                                           : _ ("No postal address");
  if (reason == TILL_WHY_NOT_SAME_ADDRESS)
    return channel == TILL_CHANNEL_TEXT    ? _ ("Same phone number as another")
           : channel == TILL_CHANNEL_EMAIL ? _ ("Same e-mail address as another")
                                           : _ ("Same postal address as another");
  if (reason == TILL_WHY_NOT_FAILED_ADDRESS)
    return channel == TILL_CHANNEL_TEXT ? _ ("Phone number gets no texts")
                                        : _ ("Nothing arrives at the e-mail address");

  return channel == TILL_CHANNEL_TEXT ? _ ("Has not agreed to text messages")
                                      : _ ("Has not agreed to e-mails");
}

const char *
till_why_not_to_title (TillWhyNot reason, TillChannel channel)
{
  switch (reason)
    {
    case TILL_WHY_NOT_DECEASED:
      return _ ("Deceased");
    case TILL_WHY_NOT_INACTIVE:
      return _ ("No longer a patient");
    case TILL_WHY_NOT_GUARANTOR:
      return _ ("Somebody else answers for it");
    case TILL_WHY_NOT_DO_NOT_CONTACT:
      return _ ("Do not contact");
    case TILL_WHY_NOT_NOTHING_OWED:
      return _ ("Owes nothing");
    case TILL_WHY_NOT_BELOW_MINIMUM:
      return _ ("Owes less than the minimum");
    case TILL_WHY_NOT_INSURANCE_PENDING:
      return _ ("Insurance has still to pay");
    case TILL_WHY_NOT_ON_PLAN:
      return _ ("Paying by a plan");
    case TILL_WHY_NOT_SNOOZED:
      return _ ("Snoozed");
    case TILL_WHY_NOT_ASKED_LATELY:
      return _ ("Asked lately");
    case TILL_WHY_NOT_STALE:
      return _ ("Balance not up to date");
    case TILL_WHY_NOT_NO_ADDRESS:
    case TILL_WHY_NOT_NO_CONSENT:
    case TILL_WHY_NOT_SAME_ADDRESS:
    case TILL_WHY_NOT_FAILED_ADDRESS:
      return get_channel_title (reason, channel);
    default:
      g_return_val_if_reached (NULL);
    }
}

gboolean
till_request_tally_add (TillRequestTally *self, guint reasons, TillMoney portion)
{
  self->n_judged++;
  for (guint i = 0; i < TILL_N_WHY_NOT; i++)
    self->n_stopped[i] += (reasons >> i) & 1u;
  if (reasons != 0)
    return TRUE;

  self->n_asked++;

  return !__builtin_add_overflow (self->asked.cents, portion.cents, &self->asked.cents);
}
