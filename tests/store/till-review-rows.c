/* till-review-rows.c: random families: who owes, who can be reached, who must not be asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-review-rows.h"

#include "core/till-error.h"
#include "core/till-id.h"
#include "core/till-text.h"
#include "store/till-store-messages.h"
#include "store/till-store-plans.h"
#include "store/till-store-receivables.h"
#include "store/till-store-requests.h"
#include "store/till-store-snoozes.h"

static gboolean
one_in (ReviewFamilies *self, int n)
{
  return g_rand_int_range (self->random, 0, n) == 0;
}

/* The same few numbers and addresses, written in this way and that. */
static void
add_addresses (ReviewFamilies *self, TillPatient *patient)
{
  int which = g_rand_int_range (self->random, 0, 3 * REVIEW_N_PEOPLE / 2);

  if (!one_in (self, 5))
    patient->phone = g_strdup_printf (one_in (self, 2) ? "(207) 55%d-%04d" : "1 207.55%d.%04d",
                                      which / 10000, which % 10000);
  else if (one_in (self, 2))
    patient->phone = g_strdup (one_in (self, 2) ? "" : "by the son");
  if (!one_in (self, 5))
    patient->email = g_strdup_printf (one_in (self, 2) ? "Kim%d@Example.org" : "kim%d@example.org",
                                      g_rand_int_range (self->random, 0, 3 * REVIEW_N_PEOPLE / 2));
}

static void
change_person (ReviewFamilies *self, TillDbConnection *connection, gint64 id)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, id, &error);

  g_assert_no_error (error);
  patient->state = one_in (self, 9)   ? TILL_PERSON_DECEASED
                   : one_in (self, 9) ? TILL_PERSON_INACTIVE
                                      : TILL_PERSON_ACTIVE;
  patient->do_not_contact = one_in (self, 9);
  till_text_set (&patient->address, one_in (self, 4) ? NULL : "1 Main Street\nPortland, ME 04101");
  for (int i = 0; i < TILL_N_CONSENTS; i++)
    {
      patient->consents[i] = (TillConsent) g_rand_int_range (self->random, 0, 3);
      patient->receipt_consents[i] = (TillConsent) g_rand_int_range (self->random, 0, 3);
    }
  till_store_change_patient (connection, patient, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
}

static void
owe (ReviewFamilies *self, TillDbConnection *connection, gint64 id)
{
  g_autoptr (GError) error = NULL;
  gint64             cents = one_in (self, 6) ? 700 : g_rand_int_range (self->random, 1, 90000);

  if (one_in (self, 8))
    cents = -cents;
  till_store_add_ledger_entry (connection, id, cents > 0 ? "charge" : "adjustment",
                               till_money (cents), till_day_add (REVIEW_AS_OF, -(int) id % 120),
                               NULL, TEST_NOW, &error);
  g_assert_no_error (error);
}

/* Who has no balance has none to expect anything for, nor to be left out for. */
static void
insure (ReviewFamilies *self, TillDbConnection *connection, gint64 id)
{
  g_autoptr (GError) error = NULL;

  if (!till_store_expect_insurance (connection, id, till_money (one_in (self, 2) ? 100 : 5000000),
                                    NULL, TEST_NOW, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND);
}

static void
snooze (ReviewFamilies *self, TillDbConnection *connection, gint64 id)
{
  TillSnoozeEnd      ends = (TillSnoozeEnd) g_rand_int_range (self->random, 0, 3);
  g_autoptr (GError) error = NULL;
  TillDay            until = till_day_add (REVIEW_AS_OF, g_rand_int_range (self->random, -2, 5));
  g_autoptr (TillSnooze) wanted =
    till_snooze_new (ends, ends == TILL_SNOOZE_DAY ? until : TILL_DAY_NONE, "Arranged");
  gboolean taken;

  if (!till_store_snooze (connection, id, wanted, test_actor, TEST_NOW, &taken, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND);
}

static void
ask (ReviewFamilies *self, TillDbConnection *connection, gint64 id)
{
  g_autoptr (TillRequest) request = till_request_new ();
  g_autoptr (GError)      error = NULL;

  request->uuid = till_id_new ();
  request->guarantor_id = id;
  request->patient_name = g_strdup ("Kim");
  request->amount = till_money (5000);
  request->balance = till_money (5000);
  request->link = g_strdup ("https://pay.example.org/1");
  request->reminders = g_strdup ("");
  till_store_add_request (connection, request, NULL, 0, test_actor,
                          TEST_NOW - g_rand_int_range (self->random, 0, 20) * 24 * TILL_HOUR,
                          &error);
  g_assert_no_error (error);
}

gboolean
review_add_people_job (TillDbConnection *connection, gpointer data, GError **error)
{
  ReviewFamilies *self = data;

  for (guint i = 0; i < self->n; i++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();

      patient->name = g_strdup_printf ("Kim, %d", g_rand_int_range (self->random, 0, 50));
      /* Whose guarantor may have one, too. */
      if (i > 0 && one_in (self, 3))
        patient->guarantor_id = g_rand_int_range (self->random, 1, (int) i + 1);
      add_addresses (self, patient);
      g_assert_true (till_store_add_patient (connection, patient, TEST_NOW, error));
      if (!one_in (self, 5))
        owe (self, connection, patient->id);
    }

  return TRUE;
}

/* Of whoever answers for that one, if that is allowed. */
static void
agree_on_plan (TillDbConnection *connection, gint64 id)
{
  const TillPlanTerms     terms = { .total = till_money (2000),
                                    .n_installments = 2,
                                    .installment = till_money (1000),
                                    .cadence = TILL_CADENCE_WEEKLY,
                                    .first = till_day_add (REVIEW_AS_OF, 7) };
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillPlan)    plan = till_plan_new ();
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, id, &error);

  g_assert_no_error (error);
  plan->patient_id = id;
  plan->guarantor_id = patient->guarantor_id;
  g_assert_true (till_store_add_plan (connection, plan, &terms, test_actor, TEST_NOW, &error));
  if (id % 2 == 0)
    g_assert_true (till_store_authorize_plan (connection, plan->id, TILL_AUTHORIZED_PAPER, "Kim",
                                              REVIEW_AS_OF, test_actor, TEST_NOW, &error));
}

static void
fail_addresses (TillDbConnection *connection, gint64 id)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, id, &error);

  g_assert_true (till_store_fail_address (connection, TILL_CHANNEL_TEXT, patient->phone, "30006",
                                          "No texts.", TEST_NOW, &error));
  g_assert_true (till_store_fail_address (connection, TILL_CHANNEL_EMAIL, patient->email, "550",
                                          "Nobody.", TEST_NOW, &error));
}

gboolean
review_change_people_job (TillDbConnection *connection, gpointer data, GError **error)
{
  ReviewFamilies *self = data;

  for (guint i = 1; i <= self->n; i++)
    {
      change_person (self, connection, i);
      /* What was said last counts, and what was asked last, whatever was written last. */
      while (one_in (self, 3))
        change_person (self, connection, (gint64) g_rand_int_range (self->random, 1, (int) i + 1));
      while (one_in (self, 3))
        ask (self, connection, (gint64) g_rand_int_range (self->random, 1, (int) self->n + 1));
      if (one_in (self, 4))
        insure (self, connection, i);
      if (one_in (self, 5))
        snooze (self, connection, i);
      if (one_in (self, 8))
        agree_on_plan (connection, i);
      if (one_in (self, 8))
        fail_addresses (connection, i);
    }

  return TRUE;
}
