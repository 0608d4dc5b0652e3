/* till-practice-reading.c: reading the processor's lists when they are due, and what is said of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-sync-deposits.h"
#include "flow/till-sync.h"
#include "rules/till-sync-rules.h"

gboolean
till_practice_has_reports (TillPractice *self)
{
  return self->db != NULL && self->processor != NULL &&
         (till_processor_get_capabilities (self->processor) & TILL_CAN_DEPOSITS) != 0;
}

gboolean
till_practice_reads_deposits (TillPractice *self)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), FALSE);

  return till_practice_has_reports (self);
}

TillInstant
till_practice_get_deposits_read_at (TillPractice *self)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), TILL_INSTANT_NONE);

  return self->deposits_read_at;
}

void
till_practice_load_reading (TillPractice *self)
{
  TillDbConnection  *reader = till_db_get_reader (self->db);
  g_autoptr (GError) error = NULL;
  TillInstant        proven_at = TILL_INSTANT_NONE;

  /* Since the start it is known more exactly than the cursor has it. */
  if ((self->payments_read_at == TILL_INSTANT_NONE &&
       !till_store_get_cursor (reader, TILL_CURSOR_TRANSACTIONS, &self->payments_read_at,
                               &error)) ||
      !till_store_get_cursor (reader, TILL_CURSOR_DEPOSITS, &self->deposits_read_at, &error) ||
      !till_store_get_cursor (reader, TILL_CURSOR_PROOF, &proven_at, &error))
    till_practice_set_warning (self, TILL_WARNING_OTHER, error->message);
  if (proven_at != TILL_INSTANT_NONE)
    self->proven_on = till_day_of_instant (proven_at, self->zone);
}

/* ── What is said of it ──────────────────────────────────────────────────────────────────────── */

/* Each minute's round is too short to be told of. */
static gboolean
tells_of_payments (TillPractice *self)
{
  return self->syncing && (self->refreshes->len > 0 || !self->synced);
}

char *
till_practice_dup_reading (TillPractice *self)
{
  if (self->n_days > 0)
    return g_strdup_printf (_ ("Reading deposits: day %u of %u"), self->n_day, self->n_days);
  if (!tells_of_payments (self))
    return NULL;
  if (self->n_pages > 1)
    return g_strdup_printf (_ ("Reading payments: page %u of %u"), self->n_page, self->n_pages);

  return g_strdup (_ ("Reading payments"));
}

char *
till_practice_dup_short_reading (TillPractice *self)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), NULL);

  if (self->n_days > 0)
    return g_strdup_printf (_ ("Deposits, day %u of %u…"), self->n_day, self->n_days);
  if (!tells_of_payments (self))
    return NULL;
  if (self->n_pages > 1)
    return g_strdup_printf (_ ("Payments, page %u of %u…"), self->n_page, self->n_pages);

  return g_strdup (_ ("Payments…"));
}

void
till_practice_note_page (TillPractice *self, guint n, guint n_pages)
{
  self->n_page = n;
  self->n_pages = n_pages;
  till_practice_notify (self, TILL_PRACTICE_READING);
}

void
till_practice_note_reading (TillPractice *self, guint n, guint n_days)
{
  self->n_day = n;
  self->n_days = n == 0 ? 0 : n_days;
  till_practice_notify (self, TILL_PRACTICE_READING);
}

void
till_practice_set_reports_problem (TillPractice *self, const char *problem)
{
  if (till_text_set (&self->reports_problem, problem))
    till_practice_notify (self, TILL_PRACTICE_REPORTS_PROBLEM);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static TillInstant
get_next (TillPractice *self, guint n_failures)
{
  return till_practice_now (self) + till_sync_get_wait (n_failures, g_rand_int (self->random));
}

void
till_practice_note_payments_read (TillPractice *self, const GError *error)
{
  if (error == NULL)
    {
      self->n_payments_failures = 0;
      self->payments_next = TILL_INSTANT_NONE;
      self->payments_read_at = till_practice_now (self);
    }
  else
    self->payments_next = get_next (self, ++self->n_payments_failures);
  till_practice_notify (self, TILL_PRACTICE_READ_AT);
}

gboolean
till_practice_payments_wait (TillPractice *self)
{
  return till_sync_waits (self->payments_next, till_practice_now (self));
}

TillInstant
till_practice_get_next_try (TillPractice *self)
{
  TillInstant now;
  TillInstant next = TILL_INSTANT_NONE;

  g_return_val_if_fail (TILL_IS_PRACTICE (self), TILL_INSTANT_NONE);

  now = till_practice_now (self);
  if (till_sync_waits (self->payments_next, now))
    next = self->payments_next;
  if (till_sync_waits (self->reports_next, now) &&
      (next == TILL_INSTANT_NONE || self->reports_next < next))
    next = self->reports_next;

  return next;
}

static gboolean
is_due (TillPractice *self)
{
  TillInstant now = till_practice_now (self);

  if (!till_practice_has_reports (self))
    return FALSE;

  /* Which days are missing is known by the payments: those come first. */
  return self->deposits_asked ||
         (self->payments_read_at != TILL_INSTANT_NONE &&
          !till_sync_waits (self->reports_next, now) &&
          (self->reports_problem != NULL || till_reports_are_due (self->deposits_read_at, now)));
}

static void
forget_failures (TillPractice *self)
{
  self->n_reports_failures = 0;
  self->reports_next = TILL_INSTANT_NONE;
  till_practice_set_reports_problem (self, NULL);
}

static void
note_failure (TillPractice *self, const GError *error)
{
  self->reports_next = get_next (self, ++self->n_reports_failures);
  till_practice_set_reports_problem (self, error->message);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *self = TILL_PRACTICE (source);
  g_autoptr (GError) error = NULL;
  gboolean           read = till_sync_deposits_finish (self, result, &error);

  self->reading_deposits = FALSE;
  if (self->db == NULL)
    return;

  till_practice_note_reading (self, 0, 0);
  if (read)
    {
      self->proof_due = TRUE;
      forget_failures (self);
      till_practice_load_reading (self);
    }
  else
    note_failure (self, error);
  till_practice_notify (self, TILL_PRACTICE_READ_AT);
  /* Who asked meanwhile wants what is newer. */
  if (self->deposits_asked)
    till_practice_read_deposits (self);
  till_practice_prove_if_due (self);
  till_practice_watches_changed (self);
}

void
till_practice_renew_reading (TillPractice *self)
{
  forget_failures (self);
  self->n_payments_failures = 0;
  self->payments_next = TILL_INSTANT_NONE;
  self->deposits_asked = TRUE;
}

void
till_practice_read_deposits (TillPractice *self)
{
  if (self->reading_deposits || !is_due (self))
    return;

  self->deposits_asked = FALSE;
  self->reading_deposits = TRUE;
  till_sync_deposits_async (self, read_cb, NULL);
}

/* ── Test ────────────────────────────────────────────────────────────────────────────────────── */

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)        task = user_data;
  g_autoptr (TillReported) reported =
    till_processor_deposits_finish (TILL_PROCESSOR (source), result);

  if (!reported->answered)
    g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_UNREACHABLE, "%s", reported->words);
  else
    g_task_return_pointer (task, g_strdup (_ ("The reports answer, and know the key.")), g_free);
}

static const char *
find_problem (TillPractice *self)
{
  if (self->card_problem != NULL)
    return self->card_problem;
  if (*till_practice_get_setting (self, TILL_SETTING_CLEARENT_REPORTS) == '\0')
    return _ ("Enter the reporting host first.");
  if (self->reports_key == NULL)
    return _ ("Enter the reporting key first.");

  return NULL;
}

void
till_practice_test_reports_async (TillPractice       *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char       *problem = find_problem (self);

  g_task_set_source_tag (task, till_practice_test_reports_async);
  if (problem != NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s", problem);
      return;
    }

  till_processor_deposits_async (self->processor, till_practice_get_today (self), 1, cancellable,
                                 tested_cb, g_steal_pointer (&task));
}

char *
till_practice_test_reports_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
