/* till-bank-matching.c: brings the lines of bank statements and the deposits together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan (a reader) → names → pairs, some at a time. Each step is one asynchronous call; the task
 * travels along.
 */
#include "flow/till-bank-matching.h"

#include "store/till-store-bank.h"

/* Far below the 50 ms that a commit may take: each line is a handful of statements. */
#define PAIRS_AT_ONCE 40
#define LINES_AT_ONCE 200

typedef struct
{
  TillActor    *actor;
  TillInstant   at;
  TillBankPlan *plan;
  guint         next;
  guint         n_lines;
  guint         next_after; /* when the commit has held */
  guint         n_lines_after;
} Run;

static void go_on (GTask *task);

static void
run_free (gpointer data)
{
  Run *run = data;

  till_actor_free (run->actor);
  till_bank_plan_free (run->plan);
  g_free (run);
}

/* ── Jobs ────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
plan_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Run *run = data;

  g_clear_pointer (&run->plan, till_bank_plan_free);
  run->plan = till_store_plan_matches (connection, error);

  return run->plan != NULL;
}

static gboolean
name_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Run               *run = data;
  g_autoptr (GArray) some = g_array_new (FALSE, FALSE, sizeof (gint64));

  /* The last ones: they are taken off when they are written. */
  for (guint i = run->plan->named->len - MIN (run->plan->named->len, LINES_AT_ONCE);
       i < run->plan->named->len; i++)
    g_array_append_val (some, g_array_index (run->plan->named, gint64, i));

  return till_store_name_lines (connection, some, error);
}

static gboolean
match_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Run *run = data;

  run->next_after = run->next;
  run->n_lines_after = run->n_lines;

  return till_store_write_matches (connection, run->plan->pairs, &run->next_after, PAIRS_AT_ONCE,
                                   run->actor, run->at, &run->n_lines_after, error);
}

/* ── Steps ───────────────────────────────────────────────────────────────────────────────────── */

/* Takes what @user_data is: the task. FALSE: it has returned. */
static gboolean
is_done (GObject *source, GAsyncResult *result, GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  GError       *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error) && till_practice_check_open (self, &error))
    return TRUE;

  g_task_return_error (task, error);
  g_object_unref (task);

  return FALSE;
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (is_done (source, result, user_data))
    go_on (user_data);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run   *run = g_task_get_task_data (task);

  if (is_done (source, result, task))
    {
      g_array_set_size (run->plan->named,
                        run->plan->named->len - MIN (run->plan->named->len, LINES_AT_ONCE));
      go_on (task);
    }
}

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run   *run = g_task_get_task_data (task);

  if (is_done (source, result, task))
    {
      run->next = run->next_after;
      run->n_lines = run->n_lines_after;
      go_on (task);
    }
}

/* Takes @task. */
static void
go_on (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  Run          *run = g_task_get_task_data (task);

  if (run->plan->named->len > 0)
    till_db_write_async (self->db, TILL_DB_BULK, name_work, run, NULL, named_cb, task);
  else if (run->next < run->plan->pairs->len)
    till_db_write_async (self->db, TILL_DB_BULK, match_work, run, NULL, matched_cb, task);
  else
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

void
till_bank_matching_run_async (TillPractice       *practice,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  Run              *run;

  g_task_set_source_tag (task, till_bank_matching_run_async);
  if (!till_practice_admit (practice, task))
    return;

  run = g_new0 (Run, 1);
  run->actor = till_actor_new (0, "Till");
  run->at = till_practice_now (practice);
  g_task_set_task_data (task, run, run_free);
  till_db_read_async (practice->db, plan_work, run, NULL, NULL, planned_cb,
                      g_steal_pointer (&task));
}

gboolean
till_bank_matching_run_finish (TillPractice *practice,
                               GAsyncResult *result,
                               guint        *n_lines,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  *n_lines = ((Run *) g_task_get_task_data (G_TASK (result)) != NULL)
               ? ((Run *) g_task_get_task_data (G_TASK (result)))->n_lines
               : 0;

  return g_task_propagate_boolean (G_TASK (result), error);
}
