/* till-desk-crowd.c: a front desk, and many who owe something and are asked at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-crowd.h"

#include "store/till-store-balances.h"
#include "store/till-store-patients.h"
#include "store/till-store-snoozes.h"
#include "store/till-store-transactions.h"

static char *
dup_number (guint i)
{
  return g_strdup_printf ("+1207556%04u", i % 10 == CROWD_SHARED ? CROWD_SHARED : i + 100);
}

static TillPatient *
make_person (guint i)
{
  TillPatient *person = till_patient_new ();

  person->name = g_strdup_printf ("Kim, Number%u", i);
  if (i % 10 != CROWD_NO_PHONE)
    person->phone = dup_number (i);
  if (i % 10 <= CROWD_NO_PHONE)
    person->email = g_strdup_printf ("kim%u@example.org", i);

  return person;
}

static gboolean
add_person (TillDbConnection *connection, Crowd *self, guint i, GError **error)
{
  TillInstant             at = till_clock_now (self->desk->clock);
  TillDay                 today = till_practice_get_today (self->desk->practice);
  g_autoptr (TillActor)   actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillPatient) person = make_person (i);
  gboolean                added = till_store_add_patient (connection, person, at, error);

  self->people[i] = person->id;
  for (guint channel = 0; channel < TILL_N_CONSENTS; channel++)
    person->consents[channel] = i % 10 == CROWD_REFUSED ? TILL_CONSENT_REFUSED : TILL_CONSENT_GIVEN;

  return added && till_store_change_patient (connection, person, actor, at, error) &&
         till_store_add_ledger_entry (connection, person->id, "charge",
                                      till_money (5000 + (gint64) i), today, NULL, at, error);
}

static gboolean
snooze_person (TillDbConnection *connection, Crowd *self, guint i, GError **error)
{
  g_autoptr (TillActor)  actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillSnooze) snooze = till_snooze_new (TILL_SNOOZE_BALANCE, TILL_DAY_NONE, "Arranged");
  gboolean               taken;

  return till_store_snooze (connection, self->people[i], snooze, actor,
                            till_clock_now (self->desk->clock), &taken, error);
}

static gboolean
crowd_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Crowd        *self = data;
  TillAgingStep step = { .as_of = till_practice_get_today (self->desk->practice), .n_most = 1000 };

  for (guint i = 0; i < self->n_people; i++)
    {
      if (!add_person (connection, self, i, error))
        return FALSE;
    }
  while (!step.is_done)
    {
      if (!till_store_age_some (connection, &step, error))
        return FALSE;
    }
  for (guint i = CROWD_SNOOZED; i < self->n_people; i += 10)
    {
      if (!snooze_person (connection, self, i, error))
        return FALSE;
    }

  return TRUE;
}

void
crowd_write (Crowd *self, TillDbJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (self->desk->practice), TILL_DB_NORMAL, job, data, &error);
  g_assert_no_error (error);
}

Crowd *
crowd_new (guint n_people)
{
  Crowd *self = g_new0 (Crowd, 1);

  self->desk = desk_new_for_requests ();
  self->n_people = n_people;
  self->people = g_new0 (gint64, n_people);
  crowd_write (self, crowd_job, self);

  return self;
}

void
crowd_free (Crowd *self)
{
  desk_assert_holds (self->desk);
  desk_free (self->desk);
  g_free (self->people);
  g_free (self);
}

TillBulkRequest *
crowd_get_bulk (Crowd *self)
{
  return till_practice_get_bulk_request (self->desk->practice);
}

gboolean
crowd_try_start (Crowd *self, TillBulkChannel channel, GError **error)
{
  const TillBulkOrder      order = { .channel = channel, .reminders = "7" };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_bulk_request_start_async (crowd_get_bulk (self), &order, self->people, self->n_people,
                                 till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_bulk_request_start_finish (crowd_get_bulk (self), kept, error);
}

void
crowd_check_texts (Crowd *self)
{
  for (guint i = 0; i < self->n_people; i++)
    {
      g_autofree char *number = dup_number (i);
      guint            n = desk_count_texts_to (self->desk, number);

      if (n != (i % 10 < CROWD_NO_PHONE ? 1 : 0))
        g_error ("To guarantor %u of %u (%s) went %u texts", i, self->n_people, number, n);
    }
}
