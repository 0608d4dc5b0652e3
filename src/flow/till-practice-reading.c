/* till-practice-reading.c: reading the deposits when they are due, and what is said of reading
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-sync-deposits.h"
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
  g_autoptr (GError) error = NULL;

  if (!till_store_get_cursor (till_db_get_reader (self->db), TILL_CURSOR_DEPOSITS,
                              &self->deposits_read_at, &error))
    till_practice_set_warning (self, error->message);
}

/* ── What is said of it ──────────────────────────────────────────────────────────────────────── */

char *
till_practice_dup_reading (TillPractice *self)
{
  if (self->n_days > 0)
    return g_strdup_printf (_ ("Reading deposits: day %u of %u"), self->n_day, self->n_days);
  /* Each minute's round is too short to be told of. */
  if (self->syncing && (self->refreshes->len > 0 || !self->synced))
    return g_strdup (_ ("Reading payments"));

  return NULL;
}

void
till_practice_note_reading (TillPractice *self, guint n, guint n_days)
{
  self->n_day = n;
  self->n_days = n == 0 ? 0 : n_days;
  till_practice_notify (self, TILL_PRACTICE_READING);
}

void
till_practice_note_payments_read (TillPractice *self)
{
  self->payments_read_at = till_practice_now (self);
  till_practice_notify (self, TILL_PRACTICE_READ_AT);
}

void
till_practice_set_reports_problem (TillPractice *self, const char *problem)
{
  if (till_text_set (&self->reports_problem, problem))
    till_practice_notify (self, TILL_PRACTICE_REPORTS_PROBLEM);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_due (TillPractice *self)
{
  TillInstant now = till_practice_now (self);

  if (!till_practice_has_reports (self))
    return FALSE;

  return self->deposits_asked ||
         (now >= self->reports_next && till_reports_are_due (self->deposits_read_at, now));
}

static void
note_failure (TillPractice *self, const GError *error)
{
  self->n_reports_failures++;
  self->reports_next =
    till_practice_now (self) + till_sync_get_wait (self->n_reports_failures, g_random_int ());
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
      self->n_reports_failures = 0;
      self->reports_next = G_MININT64;
      till_practice_load_reading (self);
      till_practice_set_reports_problem (self, NULL);
    }
  else
    note_failure (self, error);
  till_practice_notify (self, TILL_PRACTICE_READ_AT);
  till_practice_watches_changed (self);
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
