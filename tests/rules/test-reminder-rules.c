/* test-reminder-rules.c: when somebody is reminded of a request, and what ends that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-reminder-rules.h"

#include "core/till-error.h"

#define TODAY (till_day (2026, 11, 24))

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    guint       n; /* 3: refused */
    guint       days[TILL_MOST_REMINDERS];
  } cases[] = {
    { "", 0, { 0, 0 } },      { "  ", 0, { 0, 0 } },         { "7", 1, { 7, 0 } },
    { "7 14", 2, { 7, 14 } }, { " 1  365 ", 2, { 1, 365 } }, { "0", 3, { 0 } },
    { "366", 3, { 0 } },      { "14 7", 3, { 0 } },          { "7 7", 3, { 0 } },
    { "7 14 21", 3, { 0 } },  { "seven", 3, { 0 } },         { "7,14", 3, { 0 } },
    { "-7", 3, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint              days[TILL_MOST_REMINDERS] = { 0, 0 };
      guint              n = 0;
      g_autoptr (GError) error = NULL;
      gboolean           good = till_reminder_read_days (cases[i].text, days, &n, &error);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (good, ==, cases[i].n != 3);
      if (!good)
        {
          g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
          continue;
        }
      g_assert_cmpuint (n, ==, cases[i].n);
      for (guint j = 0; j < n; j++)
        g_assert_cmpuint (days[j], ==, cases[i].days[j]);
    }
}

static void
test_planned (void)
{
  static const struct
  {
    const char *place;
    const char *asked_at;
    const char *days;
    const char *due[TILL_MOST_REMINDERS];
  } cases[] = {
    /* A Tuesday, 10:30. */
    { "OH",
      "2026-11-24T15:30:00.000Z",
      "7 14",
      { "2026-12-01T15:30:00.000Z", "2026-12-08T15:30:00.000Z" } },
    { "OH", "2026-11-24T15:30:00.000Z", "7", { "2026-12-01T15:30:00.000Z", NULL } },
    /* 22:15: the next morning. */
    { "OH", "2026-11-25T03:15:00.000Z", "7", { "2026-12-02T14:00:00.000Z", NULL } },
    /* The same hour on the other side of summer time, both ways. */
    { "OH", "2026-10-27T14:30:00.000Z", "7", { "2026-11-03T15:30:00.000Z", NULL } },
    { "OH", "2026-03-03T15:30:00.000Z", "7", { "2026-03-10T14:30:00.000Z", NULL } },
    /* Asked in the hour that is not there then. */
    { "OH", "2026-03-01T07:30:00.000Z", "7", { "2026-03-09T13:00:00.000Z", NULL } },
    /* Sunday becomes Monday; Monday’s own then Tuesday. */
    { "OH",
      "2026-11-24T15:30:00.000Z",
      "5 6",
      { "2026-11-30T14:00:00.000Z", "2026-12-01T15:30:00.000Z" } },
    /* By the clock over there: 10:30 in New York is 7:30 in Seattle. */
    { "WA", "2026-11-24T15:30:00.000Z", "1", { "2026-11-25T17:00:00.000Z", NULL } },
    { "FL", "2026-11-24T14:30:00.000Z", "1", { "2026-11-25T15:00:00.000Z", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone)       practice = till_zone_open ("America/New_York", NULL);
      g_autofree char            *address = g_strdup_printf ("1 Main\nX, %s", cases[i].place);
      g_autoptr (TillPostalZones) zones = till_postal_zones_new (address, practice);
      TillMessageHours            hours;
      TillInstant                 asked_at;
      TillInstant                 due[TILL_MOST_REMINDERS];
      guint                       days[TILL_MOST_REMINDERS];
      guint                       n;

      g_assert_true (till_message_hours_read (&hours, 9, 20, "123456", NULL));
      g_assert_true (till_reminder_read_days (cases[i].days, days, &n, NULL));
      g_assert_true (till_instant_from_iso (cases[i].asked_at, &asked_at));
      till_reminder_plan (asked_at, days, n, &hours, zones, due);
      for (guint j = 0; j < n; j++)
        {
          g_autofree char *iso = till_instant_to_iso (due[j]);

          g_assert_cmpstr (iso, ==, cases[i].due[j]);
        }
    }
}

typedef struct
{
  TillReminderFacts facts;
  TillRequestPolicy policy;
} Case;

/* Somebody who was asked for $80.00 by text, and owes it still. */
static Case
begin (void)
{
  return (Case){
    .facts = {
      .person = {
        .state = TILL_PERSON_ACTIVE,
        .is_guarantor = TRUE,
        .portion = { 8000 },
        .aged_as_of = TODAY,
        .snoozed_until = TILL_DAY_NONE,
        .asked_on = TILL_DAY_NONE,
        .has_address = TRUE,
        .consent = TILL_CONSENT_GIVEN,
      },
      .portion_then = { 8000 },
    },
    .policy = {
      .channel = TILL_CHANNEL_TEXT,
      .minimum = { 1500 },
      .most_insurance = { 0 },
      .n_days_between = 7,
      .n_days_fresh = 3,
    },
  };
}

static void
assert_stops (const Case *self, const char *why)
{
  g_assert_cmpstr (till_reminder_judge (&self->facts, &self->policy, TODAY), ==, why);
  if (why != NULL)
    g_assert_nonnull (till_reminder_stop_to_words (why, self->policy.channel));
}

static void
test_requests (void)
{
  Case self = begin ();

  assert_stops (&self, NULL);
  self.facts.has_opted_out = TRUE;
  assert_stops (&self, "opted-out");
  self.policy.channel = TILL_CHANNEL_EMAIL;
  assert_stops (&self, NULL);

  self.facts.is_undeliverable = TRUE;
  assert_stops (&self, "undeliverable");
  self.facts.is_cancelled = TRUE;
  assert_stops (&self, "cancelled");
  self.facts.is_replaced = TRUE;
  assert_stops (&self, "replaced");
  self.facts.is_paid = TRUE;
  self.facts.person.state = TILL_PERSON_DECEASED;
  assert_stops (&self, "paid");
  g_assert_cmpstr (till_reminder_stop_to_words ("paid", TILL_CHANNEL_TEXT), ==, "Paid");
  g_assert_null (till_reminder_stop_to_words ("rain", TILL_CHANNEL_TEXT));
}

static void
test_persons (void)
{
  Case self = begin ();

  self.facts.person.consent = TILL_CONSENT_REFUSED;
  assert_stops (&self, "no-consent");
  self.facts.person.has_address = FALSE;
  assert_stops (&self, "no-address");
  self.facts.person.is_snoozed = TRUE;
  self.facts.person.snoozed_until = till_day_add (TODAY, -1);
  assert_stops (&self, "no-address");
  self.facts.person.snoozed_until = TODAY;
  assert_stops (&self, "snoozed");
  self.facts.person.on_plan = TRUE;
  assert_stops (&self, "on-plan");
  /* It asks for just that. */
  self.facts.pays_plan_down = TRUE;
  assert_stops (&self, "snoozed");
  self.facts.pays_plan_down = FALSE;
  self.facts.person.do_not_contact = TRUE;
  assert_stops (&self, "do-not-contact");
  self.facts.person.state = TILL_PERSON_INACTIVE;
  assert_stops (&self, "inactive");
  self.facts.person.state = TILL_PERSON_DECEASED;
  assert_stops (&self, "deceased");

  self = begin ();
  self.facts.person.is_guarantor = FALSE;
  assert_stops (&self, "guarantor");
}

static void
test_money (void)
{
  Case self = begin ();

  self.facts.person.portion = till_money (1500);
  assert_stops (&self, NULL);
  self.facts.person.portion = till_money (1499);
  assert_stops (&self, "minimum");
  self.facts.person.portion = till_money (0);
  assert_stops (&self, "nothing-owed");
  self.facts.person.portion = till_money (-100);
  assert_stops (&self, "nothing-owed");

  /* It was so when the request was made. */
  self.facts.portion_then = till_money (0);
  assert_stops (&self, NULL);
  self.facts.person.portion = till_money (1000);
  self.facts.portion_then = till_money (1000);
  assert_stops (&self, NULL);
  self.facts.person.portion = till_money (0);
  assert_stops (&self, "nothing-owed");

  /* What a request waits for, but its reminder not. */
  self = begin ();
  self.facts.person.asked_on = TODAY;
  self.facts.person.insurance = till_money (5000);
  self.facts.person.aged_as_of = till_day_add (TODAY, -30);
  self.facts.person.shares_address = TRUE;
  assert_stops (&self, NULL);
  self.facts.person.aged_as_of = TILL_DAY_NONE;
  self.facts.person.portion = till_money (0);
  assert_stops (&self, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reminders/days", test_days);
  g_test_add_func ("/reminders/planned", test_planned);
  g_test_add_func ("/reminders/requests", test_requests);
  g_test_add_func ("/reminders/persons", test_persons);
  g_test_add_func ("/reminders/money", test_money);

  return g_test_run ();
}
