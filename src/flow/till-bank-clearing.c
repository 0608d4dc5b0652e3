/* till-bank-clearing.c: clears away, some lines a commit, what a statement of the bank has left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One that was taken back, or whose lines were coming when the program ended, is out of sight at
 * once: nothing waits for this but who takes the next file in.
 */
#include "flow/till-bank-clearing.h"

#include "store/till-store-bank.h"

typedef struct
{
  TillActor  *actor;
  TillInstant at;
  gint64      until;
  gint64      import_id; /* 0: nothing is left */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  till_actor_free (run->actor);
  g_free (run);
}

static gboolean
find_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Run *run = data;

  return till_store_find_leavings (connection, &run->until, &run->import_id, error);
}

/* And finds what is left then. */
static gboolean
clear_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Run *run = data;

  return till_store_clear_leavings (connection, run->import_id, run->actor, run->at, error) &&
         till_store_find_leavings (connection, &run->until, &run->import_id, error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  Run              *run = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      !till_practice_check_open (self, &error))
    g_task_return_error (task, error);
  else if (run->import_id == 0)
    g_task_return_boolean (task, TRUE);
  else
    till_db_write_async (self->db, TILL_DB_BULK, clear_work, run, NULL, cleared_cb,
                         g_steal_pointer (&task));
}

void
till_bank_clearing_run_async (TillPractice       *practice,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  Run              *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, till_bank_clearing_run_async);
  run->actor = till_actor_new (0, "Till");
  run->at = till_practice_now (practice);
  g_task_set_task_data (task, run, run_free);
  till_db_read_async (practice->db, find_work, run, NULL, NULL, cleared_cb,
                      g_steal_pointer (&task));
}

gboolean
till_bank_clearing_run_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The next start tries it again, and so does who takes a file in. */
  if (!till_bank_clearing_run_finish (TILL_PRACTICE (source), result, &error))
    g_message ("%s", error->message);
}

void
till_bank_clearing_resume (TillPractice *practice)
{
  till_bank_clearing_run_async (practice, resumed_cb, NULL);
}
