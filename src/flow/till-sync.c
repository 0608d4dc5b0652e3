/* till-sync.c: re-reads at the processor every row that is not yet final, and finds what came late
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan → pages of one trailing-window search → the rows it did not show, one by one → pages nobody
 * has paid for a day are given up. While a page is written the next is asked for. The writer takes
 * them in their order, so that a payment is there before what takes it back.
 */
#include "flow/till-sync-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-day.h"
#include "flow/till-outcome.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"

#define WINDOW (48 * TILL_HOUR)
#define AHEAD (5 * TILL_MINUTE)
#define PAGE_LIFE (24 * TILL_HOUR)
/* A list that never ends ends here. */
#define MAX_PAGES 20000

static void
run_free (gpointer data)
{
  TillSyncRun *run = data;

  g_clear_pointer (&run->shown, g_hash_table_unref);
  g_clear_pointer (&run->unsettled, g_hash_table_unref);
  g_clear_pointer (&run->stale, g_ptr_array_unref);
  g_clear_pointer (&run->waiting, till_take_in_free);
  g_clear_error (&run->failure);
  g_clear_error (&run->problem);
  g_free (run);
}

/* ── What there is to look for ──────────────────────────────────────────────────────────────────
 */

static gboolean
plan_attempts (TillDbConnection *connection, TillSyncRun *run, GError **error)
{
  g_autoptr (GPtrArray) open = till_store_list_open_attempts (connection, error);
  g_autoptr (GPtrArray) abandoned = NULL;

  if (open == NULL)
    return FALSE;
  abandoned = till_store_list_abandoned_attempts (connection, run->now - TILL_SYNC_FARTHEST, error);
  if (abandoned == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      const TillAttempt *attempt = g_ptr_array_index (open, i);

      if (run->far)
        run->from = MIN (run->from, MAX (attempt->prepared_at, run->now - TILL_SYNC_FARTHEST));
      if (attempt->state == TILL_ATTEMPT_WAITING && attempt->prepared_at < run->now - PAGE_LIFE)
        g_ptr_array_add (run->stale, till_attempt_copy (attempt));
    }
  for (guint i = 0; run->far && i < abandoned->len; i++)
    run->from = MIN (run->from, ((TillAttempt *) g_ptr_array_index (abandoned, i))->prepared_at);

  return TRUE;
}

static gboolean
plan_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillSyncRun          *run = data;
  g_autoptr (GPtrArray) unsettled = NULL;

  g_hash_table_remove_all (run->unsettled);
  g_ptr_array_set_size (run->stale, 0);
  if (!till_store_get_cursor (connection, TILL_CURSOR_TRANSACTIONS, &run->cursor, error))
    return FALSE;
  /* One from the future tells nothing of what has been read. */
  run->from = run->cursor == TILL_INSTANT_NONE || run->cursor > run->now + AHEAD
                ? run->now - TILL_SYNC_FARTHEST
                : run->cursor - WINDOW;
  run->position = run->from;
  unsettled = till_store_list_unsettled (connection, error);
  if (unsettled == NULL)
    return FALSE;

  for (guint i = 0; i < unsettled->len; i++)
    {
      const TillTransaction *row = g_ptr_array_index (unsettled, i);

      if (row->processor_id != NULL)
        g_hash_table_add (run->unsettled, g_strdup (row->processor_id));
    }

  return plan_attempts (connection, run, error);
}

/* ── The steps ──────────────────────────────────────────────────────────────────────────────────
 */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)     task = user_data;
  g_autoptr (TillFound) found = till_processor_search_finish (TILL_PROCESSOR (source), result);
  TillPractice         *self = g_task_get_source_object (task);
  TillSyncRun          *run = g_task_get_task_data (task);
  gboolean              is_page = run->page > 0 && run->more;
  GError               *error = NULL;

  run->asking = FALSE;
  if (!till_practice_check_open (self, &error))
    {
      till_sync_note_failure (run, error);
      till_sync_go_on (task);
      return;
    }

  till_practice_set_unreachable (self, found->answered ? NULL : found->words);
  if (!found->answered || self->processor == NULL)
    till_sync_note_failure (run, g_error_new (TILL_ERROR, TILL_ERROR_UNREACHABLE, "%s",
                                              found->words != NULL ? found->words : ""));
  else
    {
      if (is_page)
        till_sync_note_page (run, found);
      till_sync_keep (task, found, is_page);
    }

  till_sync_go_on (task);
}

/* One row that lies before the window. FALSE: there is none left. */
static gboolean
next_row (TillSyncRun *run, char **id)
{
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, run->unsettled);
  if (!g_hash_table_iter_next (&iter, &key, NULL))
    return FALSE;

  *id = g_strdup (key);
  g_hash_table_iter_remove (&iter);
  return TRUE;
}

/* FALSE: there is nothing left to ask for. */
static gboolean
ask_next (GTask *task)
{
  TillPractice    *self = g_task_get_source_object (task);
  TillSyncRun     *run = g_task_get_task_data (task);
  TillQuery        query = { .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1 };
  g_autofree char *id = NULL;

  if (run->more && run->page < MAX_PAGES)
    {
      query.page = ++run->page;
      query.from = run->from;
      query.until = run->now + AHEAD;
      query.oldest_first = TRUE;
    }
  else if (next_row (run, &id))
    query.id = id;
  else
    return FALSE;

  run->more = run->more && query.id == NULL;
  run->asking = TRUE;
  till_processor_search_async (self->processor, &query, self->outside, found_cb,
                               g_object_ref (task));

  return TRUE;
}

static void
give_up_stale (TillPractice *self, TillSyncRun *run)
{
  g_autoptr (TillActor) actor = till_actor_new (0, "Till");

  /* An abandoned page is still matched by every search. */
  for (guint i = 0; i < run->stale->len; i++)
    {
      const TillAttempt *attempt = g_ptr_array_index (run->stale, i);
      TillOutcome *outcome = till_outcome_new (self, attempt->id, TILL_EVENT_ABANDONED, actor);

      till_db_write_async (self->db, TILL_DB_NORMAL, till_outcome_write, outcome,
                           (GDestroyNotify) till_outcome_free, NULL, NULL);
    }
}

static gboolean
cursor_work (TillDbConnection *connection, gpointer at, GError **error)
{
  return till_store_set_cursor (connection, TILL_CURSOR_TRANSACTIONS, *(TillInstant *) at, error);
}

static void
cursor_moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillSyncRun      *run = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    g_task_return_error (task, error);
  else if (run->problem != NULL)
    g_task_return_error (task, till_sync_steal_problem (run));
  else
    g_task_return_boolean (task, TRUE);
}

/* Everything up to now was read, but for what was not. */
static void
end (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  TillSyncRun  *run = g_task_get_task_data (task);
  TillInstant   at = run->unread != TILL_INSTANT_NONE ? MIN (run->unread, run->now) : run->now;

  give_up_stale (self, run);
  if (at < run->cursor || at >= run->cursor + TILL_SYNC_CURSOR_AGE)
    till_db_write_async (self->db, TILL_DB_NORMAL, cursor_work, g_memdup2 (&at, sizeof at), g_free,
                         cursor_moved_cb, g_object_ref (task));
  else if (run->problem != NULL)
    g_task_return_error (task, till_sync_steal_problem (run));
  else
    g_task_return_boolean (task, TRUE);
}

void
till_sync_go_on (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  TillSyncRun  *run = g_task_get_task_data (task);
  gboolean      is_over = self->db == NULL || self->processor == NULL || run->failure != NULL;

  if (!is_over && run->waiting != NULL && run->n_taking == 0)
    till_sync_write (task);
  if (!is_over && !run->asking && run->waiting == NULL && ask_next (task))
    return;
  if (run->asking || run->n_taking > 0)
    return;

  if (run->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&run->failure));
  else if (is_over)
    g_task_return_boolean (task, TRUE);
  else
    end (task);
}

static void
warn_of_clock (TillPractice *self, const TillSyncRun *run)
{
  g_autofree char *read = NULL;
  g_autofree char *from = NULL;
  g_autofree char *words = NULL;

  if (run->cursor == TILL_INSTANT_NONE || run->cursor <= run->now + AHEAD)
    return;

  read = till_instant_format (run->cursor, self->zone);
  from = till_instant_format (run->from, self->zone);
  words = g_strdup_printf (_ ("The clock of this computer was set back: the processor’s list was "
                              "read up to %s before. It is read again from %s on. Check that date "
                              "and time are right now."),
                           read, from);
  till_practice_set_warning (self, TILL_WARNING_OTHER, words);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  TillSyncRun      *run = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  warn_of_clock (self, run);
  if (run->cursor > run->now)
    run->cursor = TILL_INSTANT_NONE;
  run->more = TRUE;
  till_sync_go_on (task);
}

void
till_sync_run_async (TillPractice       *practice,
                     gboolean            far,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  TillSyncRun      *run = g_new0 (TillSyncRun, 1);

  g_task_set_source_tag (task, till_sync_run_async);
  run->far = far;
  run->now = till_practice_now (practice);
  run->unread = TILL_INSTANT_NONE;
  run->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->unsettled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->stale = g_ptr_array_new_with_free_func ((GDestroyNotify) till_attempt_free);
  g_task_set_task_data (task, run, run_free);

  if (practice->processor == NULL)
    g_task_return_boolean (task, TRUE);
  else
    till_db_read_async (practice->db, plan_work, run, NULL, NULL, planned_cb,
                        g_steal_pointer (&task));
}

gboolean
till_sync_run_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
