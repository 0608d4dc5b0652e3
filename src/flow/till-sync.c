/* till-sync.c: re-reads at the processor every row that is not yet final, and finds what came late
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan → pages of one trailing-window search → the rows it did not show, one by one → pages nobody
 * has paid for a day are given up. Each step is one asynchronous call; the task travels along.
 */
#include "flow/till-sync.h"

#include "flow/till-outcome.h"
#include "store/till-store-attempts.h"
#include "store/till-store-transactions.h"

#define WINDOW (48 * TILL_HOUR)
#define AHEAD (5 * TILL_MINUTE)
#define FARTHEST (14 * 24 * TILL_HOUR)
#define PAGE_LIFE (24 * TILL_HOUR)
#define MAX_PAGES 500

typedef struct
{
  gboolean    far;
  TillInstant now;
  TillInstant from;
  guint       page;
  gboolean    more;
  GHashTable *unsettled; /* processor ids that no page has shown yet */
  GPtrArray  *stale;     /* TillAttempt: pages that have waited a day */
} Run;

static void next (GTask *task);

static void
run_free (Run *run)
{
  g_clear_pointer (&run->unsettled, g_hash_table_unref);
  g_clear_pointer (&run->stale, g_ptr_array_unref);
  g_free (run);
}

/* ── What there is to look for ──────────────────────────────────────────────────────────────────
 */

static gboolean
plan_attempts (TillDbConnection *connection, Run *run, GError **error)
{
  g_autoptr (GPtrArray) open = till_store_list_open_attempts (connection, error);
  g_autoptr (GPtrArray) abandoned = NULL;

  if (open == NULL)
    return FALSE;
  abandoned = till_store_list_abandoned_attempts (connection, run->now - FARTHEST, error);
  if (abandoned == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      const TillAttempt *attempt = g_ptr_array_index (open, i);

      if (run->far)
        run->from = MIN (run->from, MAX (attempt->prepared_at, run->now - FARTHEST));
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
  Run                  *run = data;
  g_autoptr (GPtrArray) unsettled = NULL;

  g_hash_table_remove_all (run->unsettled);
  g_ptr_array_set_size (run->stale, 0);
  run->from = run->now - WINDOW;
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

/* ── Taking in what was found ───────────────────────────────────────────────────────────────────
 */

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    next (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  TillTakeIn       *take_in = till_db_result_data (result);
  TillTakeIn       *picked;
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      !till_practice_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (take_in->charges->len == 0 || self->processor == NULL)
    {
      next (g_steal_pointer (&task));
      return;
    }

  picked = till_take_in_new (self);
  g_ptr_array_unref (picked->charges);
  picked->charges = g_steal_pointer (&take_in->charges);
  take_in->charges = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, till_take_in_write, picked,
                       (GDestroyNotify) till_take_in_free, taken_cb, g_steal_pointer (&task));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)     task = user_data;
  g_autoptr (TillFound) found = till_processor_search_finish (TILL_PROCESSOR (source), result);
  TillPractice         *self = g_task_get_source_object (task);
  Run                  *run = g_task_get_task_data (task);
  TillTakeIn           *take_in;
  GError               *error = NULL;

  if (!till_practice_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  till_practice_set_unreachable (self, found->answered ? NULL : found->words);
  if (!found->answered || self->processor == NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_UNREACHABLE, "%s", found->words);
      return;
    }

  run->more = found->more;
  take_in = till_take_in_new (self);
  for (guint i = 0; i < found->charges->len; i++)
    {
      const TillCharge *charge = g_ptr_array_index (found->charges, i);

      if (charge->id != NULL)
        g_hash_table_remove (run->unsettled, charge->id);
      g_ptr_array_add (take_in->charges, till_charge_copy (charge));
    }
  till_db_read_async (self->db, till_take_in_pick, take_in, (GDestroyNotify) till_take_in_free,
                      NULL, picked_cb, g_steal_pointer (&task));
}

/* ── The steps ──────────────────────────────────────────────────────────────────────────────────
 */

/* One row that lies before the window. FALSE: there is none left. */
static gboolean
next_row (Run *run, char **id)
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

static void
end (TillPractice *self, Run *run, GTask *task)
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
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Takes @task. */
static void
next (GTask *task)
{
  TillPractice    *self = g_task_get_source_object (task);
  Run             *run = g_task_get_task_data (task);
  TillQuery        query = { .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1 };
  g_autofree char *id = NULL;

  if (self->db == NULL || self->processor == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  if (run->page == 0 || (run->more && run->page < MAX_PAGES))
    {
      query.page = ++run->page;
      query.from = run->from;
      query.until = run->now + AHEAD;
    }
  else if (next_row (run, &id))
    query.id = id;
  else
    {
      end (self, run, task);
      return;
    }

  /* Pages are done with: what single reads say of more is not asked for. */
  if (query.id != NULL)
    run->page = MAX_PAGES;
  till_processor_search_async (self->processor, &query, self->outside, found_cb, task);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    next (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
till_sync_run_async (TillPractice       *practice,
                     gboolean            far,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  Run              *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, till_sync_run_async);
  run->far = far;
  run->now = till_practice_now (practice);
  run->unsettled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->stale = g_ptr_array_new_with_free_func ((GDestroyNotify) till_attempt_free);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

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
