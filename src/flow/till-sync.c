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
#include "rules/till-sync-rules.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"
#include "store/till-store-unread.h"

#define WINDOW (48 * TILL_HOUR)
#define AHEAD (5 * TILL_MINUTE)
#define PAGE_LIFE (24 * TILL_HOUR)
/* Refunds are made that late, and belong to a payment. */
#define FIRST_MONTHS 13
/* A list that never ends ends here. */
#define MAX_PAGES 20000

static void
run_free (gpointer data)
{
  TillSyncRun *run = data;

  g_clear_pointer (&run->shown, till_text_set_free);
  g_clear_pointer (&run->unsettled, g_hash_table_unref);
  g_clear_pointer (&run->unread, g_hash_table_unref);
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

/* One from the future tells nothing of what has been read. The newest payment that came before now
 * does: each was listed within minutes of it, as long as anything was. */
static gboolean
plan_begin (TillDbConnection *connection, TillSyncRun *run, GError **error)
{
  if (!till_store_get_cursor (connection, TILL_CURSOR_TRANSACTIONS, &run->cursor, error))
    return FALSE;
  if (till_sync_is_ahead (run->cursor, run->now))
    {
      run->ahead = run->cursor;
      if (!till_store_find_newest_charge (connection, run->now, &run->cursor, error))
        return FALSE;
    }
  run->from = run->cursor != TILL_INSTANT_NONE ? run->cursor - WINDOW : run->first;

  return TRUE;
}

static gboolean
plan_unread (TillDbConnection *connection, TillSyncRun *run, GError **error)
{
  g_autoptr (GPtrArray) unread = till_store_list_unread (connection, error);

  for (guint i = 0; unread != NULL && i < unread->len; i++)
    {
      const TillUnread *one = unread->pdata[i];

      g_hash_table_add (run->unread, g_strdup (one->number));
      if (*one->number == '\0')
        run->numberless_at = one->at;
      if (!run->is_check && !one->dismissed && one->at >= run->now - TILL_SYNC_FARTHEST)
        run->from = MIN (run->from, one->at);
    }

  return unread != NULL;
}

static gboolean
plan_unsettled (TillDbConnection *connection, TillSyncRun *run, GError **error)
{
  g_autoptr (GPtrArray) unsettled = till_store_list_unsettled (connection, error);

  for (guint i = 0; unsettled != NULL && i < unsettled->len; i++)
    {
      const TillTransaction *row = g_ptr_array_index (unsettled, i);

      if (row->processor_id != NULL)
        g_hash_table_add (run->unsettled, g_strdup (row->processor_id));
    }

  return unsettled != NULL;
}

static gboolean
plan_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillSyncRun *run = data;

  g_hash_table_remove_all (run->unsettled);
  g_hash_table_remove_all (run->unread);
  g_ptr_array_set_size (run->stale, 0);
  if (!run->is_check &&
      (!plan_begin (connection, run, error) || !plan_unsettled (connection, run, error) ||
       !plan_attempts (connection, run, error)))
    return FALSE;
  if (!plan_unread (connection, run, error))
    return FALSE;
  run->position = run->from;

  return TRUE;
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

/* 0: not told yet. */
static guint
count_pages (const TillSyncRun *run)
{
  return (guint) ((run->n_total + TILL_QUERY_PAGE_SIZE - 1) / TILL_QUERY_PAGE_SIZE);
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
      query.until = run->until;
      query.oldest_first = TRUE;
      till_practice_note_page (self, run->page, count_pages (run));
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

typedef struct
{
  char       *processor;
  TillInstant cursor;     /* TILL_INSTANT_NONE: it stays */
  gboolean    numberless; /* what had no number is there no more */
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  g_free (ending->processor);
  g_free (ending);
}

static gboolean
ending_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Ending *ending = data;

  return (ending->cursor == TILL_INSTANT_NONE ||
          till_store_set_cursor (connection, TILL_CURSOR_TRANSACTIONS, ending->cursor, error)) &&
         (!ending->numberless ||
          till_store_forget_unread (connection, ending->processor, "", error));
}

static void
return_result (GTask *task)
{
  TillSyncRun *run = g_task_get_task_data (task);

  if (run->problem != NULL)
    g_task_return_error (task, g_steal_pointer (&run->problem));
  else
    g_task_return_boolean (task, TRUE);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    return_result (task);
  else
    g_task_return_error (task, error);
}

/* Everything up to now was read, but for what the list left out. */
static TillInstant
get_cursor (const TillSyncRun *run)
{
  TillInstant at = run->missing != TILL_INSTANT_NONE ? MIN (run->missing, run->now) : run->now;

  return !run->is_check && (at < run->cursor || at >= run->cursor + TILL_SYNC_CURSOR_AGE)
           ? at
           : TILL_INSTANT_NONE;
}

static void
end (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  TillSyncRun  *run = g_task_get_task_data (task);
  TillInstant   cursor = get_cursor (run);
  gboolean      numberless = g_hash_table_contains (run->unread, "") && !run->numberless &&
                        run->numberless_at >= run->from && run->numberless_at <= run->until &&
                        run->problem == NULL;
  Ending *ending;

  give_up_stale (self, run);
  if (cursor == TILL_INSTANT_NONE && !numberless)
    {
      return_result (task);
      return;
    }

  ending = g_new0 (Ending, 1);
  ending->processor = g_strdup (till_processor_get_name (self->processor));
  ending->cursor = cursor;
  ending->numberless = numberless;
  till_db_write_async (self->db, TILL_DB_NORMAL, ending_work, ending, ending_free, ended_cb,
                       g_object_ref (task));
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

/* ── The clock was set back ─────────────────────────────────────────────────────────────────────
 */

static gboolean
cursor_work (TillDbConnection *connection, gpointer at, GError **error)
{
  return till_store_set_cursor (connection, TILL_CURSOR_TRANSACTIONS, *(TillInstant *) at, error);
}

/* ── A round ────────────────────────────────────────────────────────────────────────────────────
 */

static void
begin (GTask *task)
{
  TillSyncRun *run = g_task_get_task_data (task);

  if (run->cursor > run->now)
    run->cursor = TILL_INSTANT_NONE;
  run->more = TRUE;
  till_sync_go_on (task);
}

static void
put_right_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    begin (task);
  else
    g_task_return_error (task, error);
}

/* Said once: the cursor is put right before anything is read. */
static void
put_right (GTask *task)
{
  TillPractice    *self = g_task_get_source_object (task);
  TillSyncRun     *run = g_task_get_task_data (task);
  TillInstant      at = run->cursor != TILL_INSTANT_NONE ? run->cursor : run->first;
  g_autofree char *read = till_instant_format (run->ahead, self->zone);
  g_autofree char *from = till_instant_format (run->from, self->zone);
  g_autofree char *words =
    g_strdup_printf (_ ("The clock of this computer was set back: the processor’s list was "
                        "read up to %s before. It is read again from %s on. Check that date "
                        "and time are right now."),
                     read, from);

  till_practice_set_warning (self, TILL_WARNING_OTHER, words);
  till_db_write_async (self->db, TILL_DB_NORMAL, cursor_work, g_memdup2 (&at, sizeof at), g_free,
                       put_right_cb, g_object_ref (task));
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  TillSyncRun      *run = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    g_task_return_error (task, error);
  else if (run->ahead != TILL_INSTANT_NONE && self->db != NULL)
    put_right (task);
  else
    begin (task);
}

static TillSyncRun *
run_new (TillPractice *practice)
{
  TillSyncRun *run = g_new0 (TillSyncRun, 1);
  TillDay      first = till_day_add_months (till_practice_get_today (practice), -FIRST_MONTHS);

  run->now = till_practice_now (practice);
  run->first = till_day_start (first, practice->zone);
  run->until = run->now + AHEAD;
  run->cursor = TILL_INSTANT_NONE;
  run->ahead = TILL_INSTANT_NONE;
  run->missing = TILL_INSTANT_NONE;
  run->shown = till_text_set_new ();
  run->unsettled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->unread = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->stale = g_ptr_array_new_with_free_func ((GDestroyNotify) till_attempt_free);

  return run;
}

/* Takes @run. */
static void
start (TillPractice *practice, TillSyncRun *run, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);

  g_task_set_source_tag (task, till_sync_run_async);
  g_task_set_task_data (task, run, run_free);
  if (practice->processor == NULL)
    g_task_return_boolean (task, TRUE);
  else
    till_db_read_async (practice->db, plan_work, run, NULL, NULL, planned_cb,
                        g_steal_pointer (&task));
}

void
till_sync_run_async (TillPractice       *practice,
                     gboolean            far,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  TillSyncRun *run = run_new (practice);

  run->far = far;
  start (practice, run, callback, user_data);
}

void
till_sync_check_async (TillPractice       *practice,
                       TillInstant         from,
                       TillInstant         until,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  TillSyncRun *run = run_new (practice);

  run->is_check = TRUE;
  run->from = from;
  run->until = MIN (until, run->until);
  start (practice, run, callback, user_data);
}

gboolean
till_sync_run_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
