/* test-request-rules.c: who may be asked, with every reason why not, at the edges of each rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-request-rules.h"

#include <locale.h>

#define TODAY "2026-11-24"

/* Somebody who may be asked for $80.00 by text. */
static const TillRequestFacts askable = {
  .state = TILL_PERSON_ACTIVE,
  .is_guarantor = TRUE,
  .portion = { 8000 },
  .has_address = TRUE,
  .consent = TILL_CONSENT_GIVEN,
};

static const TillRequestPolicy usual = {
  .channel = TILL_CHANNEL_TEXT,
  .minimum = { 1500 },
  .most_insurance = { 0 },
  .n_days_between = 7,
  .n_days_fresh = 3,
};

typedef struct
{
  TillRequestFacts  facts;
  TillRequestPolicy policy;
} Case;

static TillDay
day (int offset)
{
  return till_day_add (till_day_from_iso (TODAY), offset);
}

static Case
begin (void)
{
  Case self = { askable, usual };

  self.facts.aged_as_of = day (0);
  self.facts.snoozed_until = TILL_DAY_NONE;
  self.facts.asked_on = TILL_DAY_NONE;

  return self;
}

static guint
judge (const Case *self)
{
  return till_request_judge (&self->facts, &self->policy, day (0));
}

static void
test_persons (void)
{
  Case self = begin ();

  g_assert_cmpuint (judge (&self), ==, 0);

  self.facts.state = TILL_PERSON_DECEASED;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_DECEASED);
  self.facts.state = TILL_PERSON_INACTIVE;
  self.facts.is_guarantor = FALSE;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_INACTIVE | TILL_WHY_NOT_GUARANTOR);
  self = begin ();
  self.facts.do_not_contact = TRUE;
  self.facts.on_plan = TRUE;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_DO_NOT_CONTACT | TILL_WHY_NOT_ON_PLAN);
}

static void
test_money (void)
{
  static const struct
  {
    gint64 portion, insurance, minimum, most_insurance;
    guint  reasons;
  } cases[] = {
    { 1500, 0, 1500, 0, 0 },
    { 1499, 0, 1500, 0, TILL_WHY_NOT_BELOW_MINIMUM },
    { 1, 0, 0, 0, 0 },
    { 0, 0, 0, 0, TILL_WHY_NOT_NOTHING_OWED },
    { -100, 0, 1500, 0, TILL_WHY_NOT_NOTHING_OWED },
    { 8000, 1, 1500, 0, TILL_WHY_NOT_INSURANCE_PENDING },
    { 8000, 5000, 1500, 5000, 0 },
    { 8000, 5001, 1500, 5000, TILL_WHY_NOT_INSURANCE_PENDING },
    { 8000, 5001, 1500, -1, 0 },
    { 0, 5001, 1500, 0, TILL_WHY_NOT_NOTHING_OWED | TILL_WHY_NOT_INSURANCE_PENDING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Case self = begin ();

      self.facts.portion = till_money (cases[i].portion);
      self.facts.insurance = till_money (cases[i].insurance);
      self.policy.minimum = till_money (cases[i].minimum);
      self.policy.most_insurance = till_money (cases[i].most_insurance);
      g_assert_cmpuint (judge (&self), ==, cases[i].reasons);
    }
}

/* Each rule of days at both sides of its edge; @offset is from today. */
static void
test_days (void)
{
  static const struct
  {
    TillWhyNot reason;
    int        offset;
    gboolean   holds;
  } cases[] = {
    { TILL_WHY_NOT_SNOOZED, -1, FALSE },
    { TILL_WHY_NOT_SNOOZED, 0, TRUE },
    { TILL_WHY_NOT_SNOOZED, 400, TRUE },
    { TILL_WHY_NOT_ASKED_LATELY, -7, FALSE },
    { TILL_WHY_NOT_ASKED_LATELY, -6, TRUE },
    { TILL_WHY_NOT_ASKED_LATELY, 0, TRUE },
    /* The clock went back. */
    { TILL_WHY_NOT_ASKED_LATELY, 1, TRUE },
    { TILL_WHY_NOT_STALE, 0, FALSE },
    { TILL_WHY_NOT_STALE, -3, FALSE },
    { TILL_WHY_NOT_STALE, -4, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Case     self = begin ();
      TillDay *which = cases[i].reason == TILL_WHY_NOT_SNOOZED        ? &self.facts.snoozed_until
                       : cases[i].reason == TILL_WHY_NOT_ASKED_LATELY ? &self.facts.asked_on
                                                                      : &self.facts.aged_as_of;

      *which = day (cases[i].offset);
      self.facts.is_snoozed = cases[i].reason == TILL_WHY_NOT_SNOOZED;
      g_assert_cmpuint (judge (&self), ==, cases[i].holds ? cases[i].reason : 0);
    }
}

/* What ends by an event has no day. */
static void
test_snoozed_for_an_event (void)
{
  Case             self = begin ();
  g_autofree char *words = NULL;

  self.facts.is_snoozed = TRUE;
  self.facts.snooze_ends = TILL_SNOOZE_BALANCE;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_SNOOZED);
  words = till_why_not_to_words (TILL_WHY_NOT_SNOOZED, &self.facts, &self.policy);
  g_assert_cmpstr (words, ==, "Snoozed until the balance changes");
}

/* What is known of a patient and the family, as it is judged: by each channel its own. */
static void
test_of_account (void)
{
  g_autoptr (TillAccount) account = g_new0 (TillAccount, 1);
  TillRequestFacts        facts;

  account->patient = till_patient_new ();
  account->patient->id = 7;
  account->patient->guarantor_id = 7;
  account->patient->phone = g_strdup ("555-0100");
  account->patient->email = g_strdup ("");
  account->patient->consents[TILL_CHANNEL_EMAIL] = TILL_CONSENT_REFUSED;
  account->portion = till_money (2500);
  account->insurance = till_money (1);
  account->aged_on = account->told_on = day (-2);
  account->shares[TILL_CHANNEL_TEXT] = TRUE;
  account->snooze = till_snooze_new (TILL_SNOOZE_DAY, day (3), "Asked to wait");

  till_request_read_facts (&facts, account, TILL_CHANNEL_TEXT);
  g_assert_true (facts.is_guarantor);
  g_assert_true (facts.has_address);
  g_assert_true (facts.shares_address);
  g_assert_true (facts.is_snoozed);
  g_assert_cmpint (facts.consent, ==, TILL_CONSENT_UNKNOWN);
  g_assert_cmpint (facts.portion.cents, ==, 2500);
  g_assert_cmpint (facts.insurance.cents, ==, 1);
  g_assert_cmpint (facts.snoozed_until.number, ==, day (3).number);
  g_assert_cmpint (facts.aged_as_of.number, ==, day (-2).number);

  account->patient->guarantor_id = 6;
  till_request_read_facts (&facts, account, TILL_CHANNEL_EMAIL);
  g_assert_false (facts.is_guarantor);
  g_assert_false (facts.has_address);
  g_assert_false (facts.shares_address);
  g_assert_cmpint (facts.consent, ==, TILL_CONSENT_REFUSED);
  till_request_read_facts (&facts, account, TILL_CHANNEL_PAPER);
  g_assert_false (facts.has_address);
}

static void
test_no_rule_of_days (void)
{
  Case self = begin ();

  self.policy.n_days_between = 0;
  self.policy.n_days_fresh = 0;
  self.facts.asked_on = day (0);
  self.facts.aged_as_of = TILL_DAY_NONE;
  g_assert_cmpuint (judge (&self), ==, 0);

  /* With the rule a balance that was never read is stale. */
  self.policy.n_days_fresh = 3;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_STALE);

  /* That nothing is owed can't be said of it. */
  self.facts.portion = till_money (0);
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_STALE);
  self.policy.n_days_fresh = 0;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_STALE);
}

static void
test_channels (void)
{
  Case self = begin ();

  self.facts.consent = TILL_CONSENT_UNKNOWN;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_NO_CONSENT);
  self.policy.unknown_is_given = TRUE;
  g_assert_cmpuint (judge (&self), ==, 0);
  self.facts.consent = TILL_CONSENT_REFUSED;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_NO_CONSENT);
  self.policy.channel = TILL_CHANNEL_PAPER;
  g_assert_cmpuint (judge (&self), ==, 0);

  self.facts.shares_address = TRUE;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_SAME_ADDRESS);
  self.facts.address_fails = TRUE;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_SAME_ADDRESS | TILL_WHY_NOT_FAILED_ADDRESS);
  self.facts.shares_address = FALSE;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_FAILED_ADDRESS);
  self.facts.has_address = FALSE;
  g_assert_cmpuint (judge (&self), ==, TILL_WHY_NOT_NO_ADDRESS);
}

static void
test_words (void)
{
  Case             self = begin ();
  g_autofree char *today = till_day_format (day (0));

  self.facts.portion = till_money (1200);
  self.facts.insurance = till_money (4250);
  self.facts.snoozed_until = self.facts.asked_on = day (0);

  for (guint i = 0; i < TILL_N_WHY_NOT; i++)
    for (TillChannel channel = TILL_CHANNEL_TEXT; channel <= TILL_CHANNEL_PAPER; channel++)
      {
        g_autofree char *words = NULL;

        self.policy.channel = channel;
        words = till_why_not_to_words (1u << i, &self.facts, &self.policy);
        g_assert_nonnull (words);
        g_assert_cmpuint (strlen (words), >, 0);
        if (1u << i == TILL_WHY_NOT_BELOW_MINIMUM)
          g_assert_cmpstr (words, ==, "Owes $12.00, which is under the minimum of $15.00");
        if (1u << i == TILL_WHY_NOT_INSURANCE_PENDING)
          g_assert_cmpstr (words, ==,
                           "The insurance is thought to pay $42.50 that has not come yet");
        if (1u << i == TILL_WHY_NOT_SNOOZED)
          g_assert_nonnull (strstr (words, today));
      }
}

/* All of them, in the order in which they are told. */
static void
test_reasons (void)
{
  Case           self = begin ();
  g_auto (GStrv) none = till_request_dup_reasons (0, &self.facts, &self.policy);
  g_auto (GStrv) two = till_request_dup_reasons (TILL_WHY_NOT_NO_ADDRESS | TILL_WHY_NOT_DECEASED,
                                                 &self.facts, &self.policy);

  g_assert_cmpstrv (none, ((const char *const[]){ NULL }));
  g_assert_cmpstrv (
    two, ((const char *const[]){ "Is deceased", "Has no phone number for text messages", NULL }));

  for (guint i = 0; i < TILL_N_WHY_NOT; i++)
    {
      g_assert_cmphex (till_why_not_from_text (till_why_not_to_text (1u << i)), ==, 1u << i);
      for (TillChannel channel = TILL_CHANNEL_TEXT; channel <= TILL_CHANNEL_PAPER; channel++)
        g_assert_cmpuint (strlen (till_why_not_to_title (1u << i, channel)), >, 0);
    }
  g_assert_cmphex (till_why_not_from_text ("handsome"), ==, 0);
}

static void
test_tally (void)
{
  TillRequestTally tally = { 0 };

  g_assert_true (till_request_tally_add (&tally, 0, till_money (8000)));
  g_assert_true (till_request_tally_add (
    &tally, TILL_WHY_NOT_DECEASED | TILL_WHY_NOT_FAILED_ADDRESS, till_money (500)));
  g_assert_true (till_request_tally_add (&tally, 0, till_money (123)));
  g_assert_cmpuint (tally.n_judged, ==, 3);
  g_assert_cmpuint (tally.n_asked, ==, 2);
  g_assert_cmpint (tally.asked.cents, ==, 8123);
  g_assert_cmpuint (tally.n_stopped[0], ==, 1);
  g_assert_cmpuint (tally.n_stopped[TILL_N_WHY_NOT - 1], ==, 1);
  g_assert_cmpuint (tally.n_stopped[1], ==, 0);
  g_assert_false (till_request_tally_add (&tally, 0, till_money (G_MAXINT64)));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request-rules/persons", test_persons);
  g_test_add_func ("/request-rules/money", test_money);
  g_test_add_func ("/request-rules/days", test_days);
  g_test_add_func ("/request-rules/snoozed-for-an-event", test_snoozed_for_an_event);
  g_test_add_func ("/request-rules/of-account", test_of_account);
  g_test_add_func ("/request-rules/no-rule-of-days", test_no_rule_of_days);
  g_test_add_func ("/request-rules/channels", test_channels);
  g_test_add_func ("/request-rules/words", test_words);
  g_test_add_func ("/request-rules/reasons", test_reasons);
  g_test_add_func ("/request-rules/tally", test_tally);

  return g_test_run ();
}
