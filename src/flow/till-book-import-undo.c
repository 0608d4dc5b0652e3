/* till-book-import-undo.c: the last import taken back, and what broke off settled at the start
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-book-import-private.h"
#include "store/till-store-books.h"

/* ── Undone ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
take_back_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun *run = data;

  return till_store_take_back_books (connection, run->file->id, run->last_entry, run->actor,
                                     run->at, error);
}

static void
undo_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillBookRun *run = task_data;
  GError      *error = NULL;
  gboolean     done;

  g_mutex_lock (&run->practice->book_lock);
  run->former = TRUE;
  done = till_book_run_settle (run, &error) && till_book_run_bring_along (run, &error) &&
         till_book_run_write (run, TILL_DB_NORMAL, take_back_job, &error);
  if (done)
    till_book_run_settle_after (run);
  g_mutex_unlock (&run->practice->book_lock);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice     *practice = TILL_PRACTICE (source);
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  practice->importing = FALSE;
  practice->n_aside--;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  till_book_import_age_anew (practice);
  g_task_return_boolean (task, TRUE);
}

void
till_book_import_undo_async (TillPractice       *practice,
                             gint64              id,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  g_autoptr (GTask) work = NULL;
  TillBookRun      *run;

  g_task_set_source_tag (task, till_book_import_undo_async);
  if (!till_book_import_admit (practice, task))
    return;

  run = till_book_run_new (practice, practice->actor);
  run->file->id = id;
  work = g_task_new (practice, NULL, undone_cb, g_object_ref (task));
  g_task_set_task_data (work, run, till_book_run_free);
  g_task_run_in_thread (work, undo_work);
}

gboolean
till_book_import_undo_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
till_book_import_age_anew (TillPractice *practice)
{
  practice->aging_tried = TILL_DAY_NONE;
  if (practice->started && practice->db != NULL)
    till_practice_age_if_due (practice);
}

/* ── At the start ────────────────────────────────────────────────────────────────────────────── */

static void
resume_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillBookRun *run = task_data;

  g_mutex_lock (&run->practice->book_lock);
  till_book_run_settle_after (run);
  g_mutex_unlock (&run->practice->book_lock);
  g_task_return_boolean (task, TRUE);
}

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TILL_PRACTICE (source)->n_aside--;
}

void
till_book_import_resume (TillPractice *practice)
{
  g_autoptr (GTask)     task = g_task_new (practice, NULL, resumed_cb, NULL);
  g_autoptr (TillActor) actor = till_actor_new (0, "Till");

  practice->n_aside++;
  g_task_set_task_data (task, till_book_run_new (practice, actor), till_book_run_free);
  g_task_run_in_thread (task, resume_work);
}
