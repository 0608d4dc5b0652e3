/* till-practice-jobs.c: what runs beside the window: the minute, the check, the backup, the badge,
 * the audit's head
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>

#include "flow/till-backup.h"
#include "flow/till-bank-clearing.h"
#include "flow/till-book-import-private.h"
#include "flow/till-bulk-request-private.h"
#include "flow/till-card-keeping.h"
#include "flow/till-outbox.h"
#include "flow/till-outcome.h"
#include "flow/till-reminders.h"
#include "flow/till-run-plans.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"

/* Commits come in bursts; the head follows when they rest. */
#define HEAD_DELAY_S 2

/* The badge follows a burst of commits in steps: a hundred thousand unposted take a while to count.
 */
#define COUNT_DELAY_MS 200

/* ── What a crash left ──────────────────────────────────────────────────────────────────────────
 */

static gboolean
settle_one (TillDbConnection *connection, TillPractice *self, TillAttempt *attempt, GError **error)
{
  g_autoptr (TillActor) actor =
    till_actor_new (0, attempt->actor != NULL ? attempt->actor : "Till");
  g_autoptr (TillOutcome) outcome = NULL;

  if (attempt->state == TILL_ATTEMPT_PREPARED)
    {
      outcome = till_outcome_new (self, attempt->id, TILL_EVENT_REFUSED, actor);
      outcome->words = g_strdup (_ ("Nothing was sent: the program ended first."));
    }
  else if (attempt->state == TILL_ATTEMPT_SENT)
    {
      outcome = till_outcome_new (self, attempt->id, TILL_EVENT_UNKNOWN, actor);
      outcome->words = g_strdup (_ ("The program ended before the answer came."));
    }
  if (outcome != NULL && !till_outcome_write (connection, outcome, error))
    return FALSE;

  if (attempt->state == TILL_ATTEMPT_SENT || attempt->state == TILL_ATTEMPT_UNKNOWN)
    g_ptr_array_add (self->left_open,
                     till_attempt_copy (outcome != NULL ? outcome->attempt : attempt));

  return TRUE;
}

static gboolean
settle_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillPractice         *self = data;
  g_autoptr (GPtrArray) open = till_store_list_open_attempts (connection, error);

  if (open == NULL)
    return FALSE;

  g_ptr_array_set_size (self->left_open, 0);
  for (guint i = 0; i < open->len; i++)
    {
      if (!settle_one (connection, self, g_ptr_array_index (open, i), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_practice_settle_crash (TillPractice *self, GError **error)
{
  return till_db_write (self->db, TILL_DB_MONEY, settle_work, self, error);
}

/* ── Jobs on threads of their own ───────────────────────────────────────────────────────────────
 */

static void
run_aside (TillPractice *self, GTaskThreadFunc work, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done, NULL);

  self->n_aside++;
  g_task_run_in_thread (task, work);
}

static void
head_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillPractice      *self = source;
  g_autoptr (GError) error = NULL;

  if (till_store_audit_write_head (self->db, self->audit_key, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
head_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *self = TILL_PRACTICE (source);
  g_autoptr (GError) error = NULL;

  self->n_aside--;
  /* A head that lags is no harm; the next commit writes it again. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_info ("The audit’s head could not be written: %s", error->message);
}

static gboolean
head_cb (gpointer user_data)
{
  TillPractice *self = user_data;

  self->head_timer = 0;
  self->head_due = FALSE;
  run_aside (self, head_work, head_written_cb);
  return G_SOURCE_REMOVE;
}

void
till_practice_head_is_due (TillPractice *self)
{
  self->head_due = TRUE;
  if (self->head_timer == 0 && self->started)
    self->head_timer = g_timeout_add_seconds (HEAD_DELAY_S, head_cb, self);
}

static void
check_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillPractice      *self = source;
  g_autoptr (GError) error = NULL;

  if (till_db_quick_check (self->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *self = TILL_PRACTICE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char   *warning = NULL;

  self->n_aside--;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;

  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN))
    {
      till_practice_set_warning (self, TILL_WARNING_OTHER,
                                 _ ("The practice file is damaged. When no other window is open "
                                    "any more, Till closes it and offers the last good backup."));
      till_practice_damaged (self, error);
      return;
    }

  warning = g_strdup_printf (_ ("The practice file could not be checked: %s"), error->message);
  till_practice_set_warning (self, TILL_WARNING_OTHER, warning);
}

static void
backup_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillPractice      *self = source;
  g_autoptr (GError) error = NULL;

  /* The copy takes the head with it: of a new practice none has been written yet. */
  if (till_store_audit_write_head (self->db, self->audit_key, &error) &&
      till_backup_make_daily (self->db, till_practice_now (self), self->zone, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *self = TILL_PRACTICE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char   *warning = NULL;

  self->n_aside--;
  self->backing_up = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      till_practice_set_warning (self, TILL_WARNING_BACKUP, NULL);
      return;
    }

  /* Tried again tomorrow, or at the next start: a full disk would else be asked each minute. */
  warning = g_strdup_printf (_ ("Today’s backup could not be made: %s"), error->message);
  till_practice_set_warning (self, TILL_WARNING_BACKUP, warning);
}

static void
back_up_if_due (TillPractice *self)
{
  TillDay today = till_practice_get_today (self);

  if (self->backing_up || till_practice_is_new (self) ||
      (self->backup_day.number == today.number && self->backup_tried))
    return;

  self->backing_up = TRUE;
  self->backup_tried = TRUE;
  self->backup_day = today;
  run_aside (self, backup_work, backed_up_cb);
}

/* ── The badge ──────────────────────────────────────────────────────────────────────────────────
 */

static void
set_unposted (TillPractice *self, gint64 count)
{
  if (self->n_unposted == (guint) count)
    return;

  self->n_unposted = (guint) count;
  till_practice_notify (self, TILL_PRACTICE_N_UNPOSTED);
}

static gboolean
count_work (TillDbConnection *connection, gpointer count, GError **error)
{
  return till_store_count_unposted (connection, count, error);
}

static gboolean
count_again_cb (gpointer user_data)
{
  TillPractice *self = user_data;

  self->count_timer = 0;
  if (self->count_due)
    till_practice_count_unposted (self);
  return G_SOURCE_REMOVE;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;

  self->n_aside--;
  self->counting = FALSE;
  self->count_timer = g_timeout_add (COUNT_DELAY_MS, count_again_cb, self);
  if (till_db_finish (TILL_DB (source), result, &error))
    set_unposted (self, *(gint64 *) till_db_result_data (result));
  till_practice_set_warning (self, TILL_WARNING_BADGE, error != NULL ? error->message : NULL);
}

void
till_practice_count_unposted (TillPractice *self)
{
  self->count_due = self->counting || self->count_timer != 0;
  if (self->count_due)
    return;

  self->counting = TRUE;
  self->n_aside++;
  till_db_read_async (self->db, count_work, g_new0 (gint64, 1), g_free, NULL, counted_cb,
                      g_object_ref (self));
}

void
till_practice_load_unposted (TillPractice *self)
{
  gint64             count = 0;
  g_autoptr (GError) error = NULL;

  if (till_store_count_unposted (till_db_get_reader (self->db), &count, &error))
    set_unposted (self, count);
  else
    till_practice_set_warning (self, TILL_WARNING_BADGE, error->message);
}

/* ── The minute ─────────────────────────────────────────────────────────────────────────────────
 */

void
till_practice_run_minute (TillPractice *self)
{
  self->minute_at = till_practice_now (self);
  /* The reports are another machine's: they may answer while the list does not. */
  if (till_practice_payments_wait (self))
    till_practice_read_deposits (self);
  else
    till_practice_run_sync (self, NULL);
  back_up_if_due (self);
  till_practice_age_if_due (self);
  till_practice_end_snoozes_if_due (self);
  till_practice_expect_if_due (self);
  till_outbox_follow (self);
  till_reminders_write_if_due (self);
  till_practice_keep_cards (self);
  till_practice_run_plans (self);
  till_bulk_request_follow (self);
  till_outbox_run (self);
}

TillInstant
till_practice_get_last_minute (TillPractice *self)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), TILL_INSTANT_NONE);

  return self->minute_at;
}

TillInstant
till_practice_get_last_run_alone (TillPractice *self)
{
  TillInstant at;

  g_return_val_if_fail (TILL_IS_PRACTICE (self), TILL_INSTANT_NONE);

  return till_practice_check_open (self, NULL) &&
             till_store_get_cursor (till_db_get_reader (self->db), TILL_CURSOR_RUN_ALONE, &at, NULL)
           ? at
           : TILL_INSTANT_NONE;
}

static gboolean
minute_cb (gpointer user_data)
{
  till_practice_run_minute (user_data);
  return G_SOURCE_CONTINUE;
}

static void
keys_found (TillPractice *self)
{
  till_practice_resume_watches (self);
  till_bank_clearing_resume (self);
  till_book_import_resume (self);
  till_practice_run_sync (self, NULL);
  back_up_if_due (self);
  till_outbox_follow (self);
  till_reminders_write_if_due (self);
  till_practice_keep_cards (self);
  till_practice_run_plans (self);
  till_bulk_request_follow (self);
  till_outbox_run (self);
}

void
till_practice_start (TillPractice *self)
{
  g_return_if_fail (TILL_IS_PRACTICE (self));
  g_return_if_fail (self->db != NULL);

  if (self->started)
    return;

  self->started = TRUE;
  self->minute_timer = g_timeout_add_seconds (60, minute_cb, self);
  if (self->head_due)
    till_practice_head_is_due (self);
  till_practice_look_up_keys (self, keys_found);
  run_aside (self, check_work, checked_cb);
  till_practice_age_if_due (self);
  till_practice_keep_totals (self);
  till_practice_end_snoozes_if_due (self);
  till_practice_expect_if_due (self);
}

void
till_practice_stop_jobs (TillPractice *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->minute_timer, g_source_remove);
  /* They use the database. */
  while (self->n_aside > 0)
    g_main_context_iteration (NULL, TRUE);
  /* Only now: what was written meanwhile has made the head due. */
  g_clear_handle_id (&self->head_timer, g_source_remove);
  g_clear_handle_id (&self->count_timer, g_source_remove);

  if (self->head_due && self->started &&
      !till_store_audit_write_head (self->db, self->audit_key, &error))
    g_info ("The audit’s head could not be written: %s", error->message);
  self->head_due = FALSE;
}

void
till_practice_refresh_async (TillPractice *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, till_practice_refresh_async);
  if (!till_practice_admit (self, task))
    return;

  self->deposits_asked = TRUE;
  till_practice_look_up_watches (self);
  till_practice_run_sync (self, g_steal_pointer (&task));
}

gboolean
till_practice_refresh_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
