/* till-book-import-run.c: another program's file taken in, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a thread of its own: what is left of an earlier one is settled → the import begins → the file
 * is kept, piece by piece → rows come, some a commit, out of sight → what was entered in Till
 * meanwhile, or the families → shown, by one commit → the changes of patients. Until it is shown it
 * can be cancelled; what broke off then is cleared away, here or at the next start.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "flow/till-book-import-private.h"
#include "store/till-store-books.h"

/* Of some commits. */
#define ROWS_AT_ONCE 8000

/* Far below the 50 ms that a commit may take. */
#define GUARANTORS_AT_ONCE 200

gboolean
till_book_run_write (TillBookRun *run, TillDbPriority priority, TillDbJob job, GError **error)
{
  return till_practice_check_open (run->practice, error) &&
         till_db_write (run->practice->db, priority, job, run, error);
}

/* The program ends: what is left waits for the next start. */
gboolean
till_book_run_is_ending (TillBookRun *run, GError **error)
{
  return g_cancellable_set_error_if_cancelled (run->practice->outside, error);
}

static gboolean
settle_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun *run = data;

  return till_store_settle_books (connection, run->actor, run->at, &run->is_settled, error);
}

gboolean
till_book_run_settle (TillBookRun *run, GError **error)
{
  for (run->is_settled = FALSE; !run->is_settled;)
    {
      if (till_book_run_is_ending (run, error) ||
          !till_book_run_write (run, TILL_DB_BULK, settle_job, error))
        return FALSE;
    }

  return TRUE;
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
begin_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun *run = data;

  return till_store_begin_book_import (connection, run->file, run->today, run->actor, run->at,
                                       error);
}

static gboolean
rows_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun *run = data;

  return till_store_add_book_rows (connection, run->file, run->rows, &run->n_added, error);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const TillBookRow *one = *(const TillBookRow *const *) a;
  const TillBookRow *other = *(const TillBookRow *const *) b;

  if (one->patient == NULL)
    return (one->guarantor_id > other->guarantor_id) - (one->guarantor_id < other->guarantor_id);

  return strcmp (one->patient->name, other->patient->name);
}

/* Some of the rows. */
static gboolean
flush_some (TillBookRun *run, GError **error)
{
  if (till_book_run_is_ending (run, error) ||
      g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
      !till_book_run_write (run, TILL_DB_BULK, rows_job, error))
    return FALSE;
  g_atomic_int_add (&run->import->n_done, (gint) run->n_added);
  g_ptr_array_remove_range (run->rows, 0, run->n_added);

  return TRUE;
}

/* Sorted, so that a commit changes few pages of the index of names, or of guarantors. */
static gboolean
flush (TillBookRun *run, GError **error)
{
  g_ptr_array_sort (run->rows, compare_rows);
  while (run->rows->len > 0)
    {
      if (!flush_some (run, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_row (TillBookRow *row, gpointer data, GError **error)
{
  TillBookRun *run = data;

  g_ptr_array_add (run->rows, row);

  return run->rows->len < ROWS_AT_ONCE || flush (run, error);
}

/* What was looked at is what is taken in, or nothing is. */
static gboolean
check_same (TillBookRun *run, const TillBookPass *pass, GError **error)
{
  const TillBookImport *import = run->import;

  if (g_strcmp0 (pass->sha256, import->sha256) != 0)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("The file has changed since it was looked at. Nothing was imported: "
                            "choose it again."));
  else if (pass->counts.n_problems > import->counts.n_problems && !import->leave_out)
    g_set_error_literal (
      error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
      _ ("The practice’s patients have changed since the file was looked at, and "
         "some lines can’t be imported now. Nothing was: choose it again."));
  else
    return TRUE;

  return FALSE;
}

static void
take_counts (TillBookRun *run, const TillBookPass *pass)
{
  const TillBookCounts *counts = &pass->counts;

  run->file->n_rows = counts->n_rows;
  run->file->n_new = counts->n[TILL_BOOK_NEW];
  run->file->n_changed = counts->n[TILL_BOOK_CHANGED];
  run->file->n_gone = counts->n_gone;
  run->file->n_by_name = counts->n_by_name;
  run->file->n_left_out = (gint64) counts->n_rows - counts->n[TILL_BOOK_NEW] -
                          counts->n[TILL_BOOK_CHANGED] - counts->n[TILL_BOOK_UNCHANGED] -
                          counts->n_deleted;
  run->file->total = counts->total;
}

static gboolean
add_rows (TillBookRun *run, GError **error)
{
  g_autoptr (TillBookKeeper) keeper = till_book_keeper_new (run);
  TillBookPass               pass = { .import = run->import,
                                      .cancellable = run->cancellable,
                                      .take = take_row,
                                      .data = run,
                                      .keeper = keeper,
                                      .as_of = TILL_DAY_NONE };
  gboolean                   done;

  done = till_book_pass_run (&pass, error) && check_same (run, &pass, error) && flush (run, error);
  if (done)
    take_counts (run, &pass);
  till_book_pass_clear (&pass);

  return done;
}

/* ── Brought along ───────────────────────────────────────────────────────────────────────────── */

static gboolean
families_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun *run = data;

  return till_store_join_families (connection, run->file->id, &run->n_joined, error);
}

static gboolean
list_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun *run = data;

  g_clear_pointer (&run->guarantors, g_array_unref);
  run->last_entry = 0;
  run->guarantors =
    till_store_list_entered_since (connection, run->file->id, &run->last_entry, error);

  return run->guarantors != NULL;
}

static gboolean
age_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun  *run = data;
  const gint64 *some = &g_array_index (run->guarantors, gint64, run->next);
  guint         n = MIN (run->guarantors->len - run->next, GUARANTORS_AT_ONCE);

  return run->former ? till_store_age_former (connection, run->file->id, some, n, error)
                     : till_store_age_entered (connection, run->file->id, some, n, error);
}

gboolean
till_book_run_bring_along (TillBookRun *run, GError **error)
{
  if (!till_db_read (run->practice->db, list_job, run, error))
    return FALSE;
  for (run->next = 0; run->next < run->guarantors->len; run->next += GUARANTORS_AT_ONCE)
    {
      if (till_book_run_is_ending (run, error) ||
          g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
          !till_book_run_write (run, TILL_DB_BULK, age_job, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
join_families (TillBookRun *run, GError **error)
{
  do
    {
      if (till_book_run_is_ending (run, error) ||
          g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
          !till_book_run_write (run, TILL_DB_BULK, families_job, error))
        return FALSE;
    }
  while (run->n_joined > 0);

  return TRUE;
}

static gboolean
age_lines_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun *run = data;

  /* It may have to be tried again. */
  run->aged_to = run->aged_after;

  return till_store_age_book_lines (connection, run->file->id, &run->aged_to, &run->is_aged, error);
}

/* What a ledger's lines come to. */
static gboolean
age_lines (TillBookRun *run, GError **error)
{
  do
    {
      if (till_book_run_is_ending (run, error) ||
          g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
          !till_book_run_write (run, TILL_DB_BULK, age_lines_job, error))
        return FALSE;
      run->aged_after = run->aged_to;
    }
  while (!run->is_aged);

  return TRUE;
}

static gboolean
show_job (TillDbConnection *connection, gpointer data, GError **error)
{
  TillBookRun *run = data;

  return till_store_show_book_import (connection, run->file, run->last_entry, run->actor, run->at,
                                      error) &&
         (run->key == NULL ||
          till_store_set_setting (connection, run->key, run->memory, run->actor, run->at, error));
}

/* ── All of it ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
take_in (TillBookRun *run, GError **error)
{
  return till_book_run_write (run, TILL_DB_NORMAL, begin_job, error) && add_rows (run, error) &&
         join_families (run, error) && age_lines (run, error) &&
         till_book_run_bring_along (run, error) &&
         !g_cancellable_set_error_if_cancelled (run->cancellable, error) &&
         till_book_run_write (run, TILL_DB_NORMAL, show_job, error);
}

/* What is left to do when it has been decided; the next start does what could not be done. */
void
till_book_run_settle_after (TillBookRun *run)
{
  g_autoptr (GError) error = NULL;

  if (!till_book_run_settle (run, &error))
    g_message ("%s", error->message);
}

TillBookRun *
till_book_run_new (TillPractice *practice, const TillActor *actor)
{
  TillBookRun *run = g_new0 (TillBookRun, 1);

  run->practice = g_object_ref (practice);
  run->actor = till_actor_copy (actor);
  run->at = till_practice_now (practice);
  run->today = till_practice_get_today (practice);
  run->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_book_row_free);
  run->file = till_book_file_new ();

  return run;
}

void
till_book_run_free (gpointer data)
{
  TillBookRun *run = data;

  g_clear_pointer (&run->guarantors, g_array_unref);
  g_ptr_array_unref (run->rows);
  till_book_file_free (run->file);
  till_actor_free (run->actor);
  g_free (run->key);
  g_free (run->memory);
  g_object_unref (run->practice);
  g_free (run);
}

gboolean
till_book_import_run (TillBookImport *self, GCancellable *cancellable, GError **error)
{
  g_autofree char        *obstacle = till_book_import_dup_obstacle (self);
  g_autoptr (TillBookRun) run = NULL;
  gboolean                done;

  if (obstacle != NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, obstacle);
      return FALSE;
    }

  run = till_book_run_new (self->practice, self->actor);
  run->import = self;
  run->cancellable = cancellable;
  run->file->kind = self->layout.kind;
  run->file->layout = g_strdup (self->layout.name);
  run->file->file_name = g_strdup (self->file_name);
  run->file->sha256 = g_strdup (self->sha256);
  run->file->as_of = self->as_of;
  for (guint i = 0; i < self->layout.n_columns; i++)
    run->file->has_aging_days |= self->layout.fields[i] == TILL_FIELD_LINE_AGED_FROM;
  run->key = self->by_hand ? till_book_import_dup_key (self) : NULL;
  run->memory = run->key != NULL ? till_import_layout_to_text (&self->layout) : NULL;
  g_atomic_int_set (&self->n_done, 0);

  g_mutex_lock (&self->practice->book_lock);
  done = till_book_run_settle (run, error);
  if (done)
    {
      done = take_in (run, error);
      till_book_run_settle_after (run);
    }
  g_mutex_unlock (&self->practice->book_lock);

  return done;
}

guint
till_book_import_get_n_done (TillBookImport *self)
{
  return (guint) g_atomic_int_get (&self->n_done);
}

/* ── On a thread ─────────────────────────────────────────────────────────────────────────────── */

static void
run_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (till_book_import_run (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice     *practice = TILL_BOOK_IMPORT (source)->practice;
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

gboolean
till_book_import_admit (TillPractice *practice, GTask *task)
{
  if (!till_practice_admit (practice, task) ||
      !till_practice_admit_deed (practice, task, TILL_DEED_IMPORT))
    return FALSE;
  if (practice->importing)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_BAD_INPUT, "%s",
                               _ ("A file is being taken in. Wait until that is done."));
      return FALSE;
    }
  practice->importing = TRUE;
  practice->n_aside++;

  return TRUE;
}

void
till_book_import_run_async (TillBookImport     *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work = NULL;

  g_task_set_source_tag (task, till_book_import_run_async);
  /* Cancelled too late, it has been imported. */
  g_task_set_check_cancellable (task, FALSE);
  if (!till_book_import_admit (self->practice, task))
    return;

  work = g_task_new (self, cancellable, ran_cb, g_object_ref (task));
  g_task_set_check_cancellable (work, FALSE);
  g_task_run_in_thread (work, run_work);
}

gboolean
till_book_import_run_finish (TillBookImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
