/* till-practice-proof.c: once a day what was read is held against the totals of the batches
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processors.md 7.5. A row may have been listed late, or not at all that day: then its batch does
 * not agree, and the list of its days is read once more. So is that of rows that could not be read
 * and lie too far back to be asked for each time. What still differs then, the deposit says.
 */
#include "flow/till-practice-private.h"

#include "flow/till-sync.h"
#include "rules/till-sync-rules.h"
#include "store/till-store-deposits.h"
#include "store/till-store-unread.h"

#define DAYS_BACK 10
/* A batch may have stood open for some days, and its day may be said as the day after. */
#define DAYS_BEFORE 3
#define DAYS_AFTER 2

typedef struct
{
  TillInstant from;
  TillInstant until;
} Span;

typedef struct
{
  TillDay    today;
  GTimeZone *zone;
  GArray    *spans; /* Span: still to be read */
} Proof;

static void
proof_free (gpointer data)
{
  Proof *proof = data;

  g_time_zone_unref (proof->zone);
  g_array_unref (proof->spans);
  g_free (proof);
}

static gboolean
plan_batches (TillDbConnection *connection, Proof *proof, GError **error)
{
  TillDayRange days;
  Span         span;

  if (!till_store_find_unproven (connection, till_day_add (proof->today, -DAYS_BACK), &days, error))
    return FALSE;
  if (till_day_is_none (days.first))
    return TRUE;

  span.from = till_day_start (till_day_add (days.first, -DAYS_BEFORE), proof->zone);
  span.until = till_day_start (till_day_add (days.last, DAYS_AFTER), proof->zone);
  g_array_append_val (proof->spans, span);

  return TRUE;
}

static gboolean
plan_unread (TillDbConnection *connection, Proof *proof, GError **error)
{
  g_autoptr (GPtrArray) unread = till_store_list_unread (connection, error);
  Span                  span = { G_MAXINT64, G_MININT64 };

  for (guint i = 0; unread != NULL && i < unread->len; i++)
    {
      const TillUnread *one = unread->pdata[i];

      if (one->dismissed)
        continue;
      span.from = MIN (span.from, one->at);
      /* Of what has no number the time may be that of the one before it. */
      span.until =
        MAX (span.until, one->at + (*one->number == '\0' ? 24 * TILL_HOUR : TILL_MINUTE));
    }
  if (span.from <= span.until)
    g_array_append_val (proof->spans, span);

  return unread != NULL;
}

static gboolean
plan_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Proof *proof = data;

  g_array_set_size (proof->spans, 0);

  return plan_batches (connection, proof, error) && plan_unread (connection, proof, error);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
proven_work (TillDbConnection *connection, gpointer at, GError **error)
{
  return till_store_set_cursor (connection, TILL_CURSOR_PROOF, *(TillInstant *) at, error);
}

/* Takes @proof. */
static void
end (TillPractice *self, Proof *proof, const GError *error)
{
  TillInstant now = till_practice_now (self);

  if (error == NULL && self->db != NULL)
    {
      self->proven_on = proof->today;
      till_db_write_async (self->db, TILL_DB_NORMAL, proven_work, g_memdup2 (&now, sizeof now),
                           g_free, NULL, NULL);
    }
  else
    {
      self->proof_due = TRUE;
      self->proof_next = now + TILL_SYNC_LONGEST_WAIT;
    }
  proof_free (proof);
  till_practice_round_ended (self, error);
}

static void read_next (TillPractice *self, Proof *proof);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *self = TILL_PRACTICE (source);
  Proof             *proof = user_data;
  g_autoptr (GError) error = NULL;

  if (!till_sync_run_finish (self, result, &error) || self->db == NULL)
    end (self, proof, error);
  else
    read_next (self, proof);
}

static void
read_next (TillPractice *self, Proof *proof)
{
  Span span;

  if (proof->spans->len == 0)
    {
      end (self, proof, NULL);
      return;
    }

  span = g_array_index (proof->spans, Span, 0);
  g_array_remove_index (proof->spans, 0);
  till_sync_check_async (self, span.from, span.until, read_cb, proof);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;
  Proof                   *proof = till_db_result_data (result);

  if (!till_db_finish (TILL_DB (source), result, &error) || self->db == NULL)
    end (self, proof, error);
  else
    read_next (self, proof);
}

void
till_practice_prove_if_due (TillPractice *self)
{
  TillDay today = till_practice_get_today (self);
  Proof  *proof;

  if (!self->proof_due || self->syncing || self->reading_deposits || self->processor == NULL ||
      till_day_compare (self->proven_on, today) == 0 ||
      till_sync_waits (self->proof_next, till_practice_now (self)))
    return;

  self->proof_due = FALSE;
  self->syncing = TRUE;
  proof = g_new0 (Proof, 1);
  proof->today = today;
  proof->zone = g_time_zone_ref (self->zone);
  proof->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  till_db_read_async (self->db, plan_work, proof, NULL, NULL, planned_cb, g_object_ref (self));
}
