/* till-practice-filters.c: saved filters, and how each user has set the tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-filters.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-private.h"
#include "store/till-store-saved-filters.h"

/* ── Reading ────────────────────────────────────────────────────────────────────────────────────
 */

static gint64
user_id (TillPractice *self)
{
  return self->actor != NULL ? self->actor->user_id : 0;
}

GPtrArray *
till_practice_list_filters (TillPractice *self, const char *table, GError **error)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), NULL);

  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_list_filters (till_db_get_reader (self->db), table, user_id (self), error);
}

static gboolean
is_wanted (const TillSavedFilter *saved, const gint64 *ids, guint n_ids)
{
  for (guint i = 0; i < n_ids; i++)
    {
      if (ids[i] == saved->id)
        return !saved->is_builtin;
    }

  return ids == NULL && !saved->is_builtin;
}

char *
till_practice_export_filters (TillPractice *self,
                              const char   *table,
                              const gint64 *ids,
                              guint         n_ids,
                              GError      **error)
{
  g_autoptr (GPtrArray) all = till_practice_list_filters (self, table, error);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  if (all == NULL)
    return NULL;

  for (guint i = 0; i < all->len; i++)
    {
      if (is_wanted (all->pdata[i], ids, n_ids))
        g_ptr_array_add (wanted, all->pdata[i]);
    }

  return till_saved_filters_to_json (table, wanted);
}

/* ── Changing ───────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  TillSavedFilter *saved; /* or NULL */
  GPtrArray       *many;  /* TillSavedFilter; or NULL */
  TillNameTaken    taken;
  gint64           id;
  char            *table;
  char            *name;
  TillActor       *actor;
  TillInstant      at;
} FilterJob;

static void
filter_job_free (FilterJob *job)
{
  g_clear_pointer (&job->saved, till_saved_filter_unref);
  g_clear_pointer (&job->many, g_ptr_array_unref);
  g_clear_pointer (&job->actor, till_actor_free);
  g_free (job->table);
  g_free (job->name);
  g_free (job);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* Of the filters the database's own notice tells, of this choice it does not. */
  if (g_task_get_source_tag (task) == till_practice_set_default_filter_async)
    till_practice_filters_changed (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/* The job is written, or @wrong (full) is what is wrong with it. */
static void
write_async (TillPractice       *self,
             TillDbJob           work,
             FilterJob          *job /* full */,
             GError             *wrong,
             gpointer            tag,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) filter_job_free);
  if (wrong != NULL || !till_practice_may (self, TILL_DEED_SAVE_FILTER, &wrong))
    {
      g_task_return_error (task, wrong);
      return;
    }

  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  till_db_write_async (self->db, TILL_DB_NORMAL, work, job, NULL, written_cb,
                       g_steal_pointer (&task));
}

static gboolean
finish (TillPractice *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
save_work (TillDbConnection *connection, gpointer data, GError **error)
{
  FilterJob *job = data;

  return till_store_save_filter (connection, job->saved, job->taken, job->actor, job->at, error);
}

void
till_practice_save_filter_async (TillPractice       *self,
                                 const char         *table,
                                 const char         *name,
                                 gboolean            shared,
                                 TillFilter         *filter,
                                 gboolean            replace,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  FilterJob *job = g_new0 (FilterJob, 1);
  GError    *wrong = NULL;

  if (till_saved_filter_check (name, filter, &wrong))
    {
      job->saved = till_saved_filter_new (table, name, till_filter_copy (filter));
      job->saved->is_shared = shared;
      job->taken = replace ? TILL_NAME_TAKEN_REPLACE : TILL_NAME_TAKEN_REFUSE;
    }
  write_async (self, save_work, job, wrong, till_practice_save_filter_async, cancellable, callback,
               user_data);
}

gboolean
till_practice_save_filter_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, till_practice_save_filter_async, error);
}

void
till_practice_restore_filter_async (TillPractice       *self,
                                    TillSavedFilter    *saved,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  FilterJob *job = g_new0 (FilterJob, 1);

  job->saved = till_saved_filter_ref (saved);
  job->taken = TILL_NAME_TAKEN_NUMBER;
  write_async (self, save_work, job, NULL, till_practice_restore_filter_async, cancellable,
               callback, user_data);
}

gboolean
till_practice_restore_filter_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, till_practice_restore_filter_async, error);
}

static gboolean
rename_work (TillDbConnection *connection, gpointer data, GError **error)
{
  FilterJob *job = data;

  return till_store_rename_filter (connection, job->id, job->name, job->actor, job->at, error);
}

void
till_practice_rename_filter_async (TillPractice       *self,
                                   gint64              id,
                                   const char         *name,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  FilterJob *job = g_new0 (FilterJob, 1);
  GError    *wrong = NULL;

  job->id = id;
  job->name = g_strdup (name);
  till_saved_filter_check (name, NULL, &wrong);
  write_async (self, rename_work, job, wrong, till_practice_rename_filter_async, cancellable,
               callback, user_data);
}

gboolean
till_practice_rename_filter_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, till_practice_rename_filter_async, error);
}

static gboolean
change_work (TillDbConnection *connection, gpointer data, GError **error)
{
  FilterJob *job = data;

  return till_store_change_filter (connection, job->id, job->saved->filter, job->actor, job->at,
                                   error);
}

void
till_practice_change_filter_async (TillPractice       *self,
                                   gint64              id,
                                   TillFilter         *filter,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  FilterJob *job = g_new0 (FilterJob, 1);

  job->id = id;
  job->saved = till_saved_filter_new (NULL, NULL, till_filter_copy (filter));
  write_async (self, change_work, job, NULL, till_practice_change_filter_async, cancellable,
               callback, user_data);
}

gboolean
till_practice_change_filter_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, till_practice_change_filter_async, error);
}

static gboolean
delete_work (TillDbConnection *connection, gpointer data, GError **error)
{
  FilterJob *job = data;

  return till_store_delete_filter (connection, job->id, job->actor, job->at, error);
}

void
till_practice_delete_filter_async (TillPractice       *self,
                                   gint64              id,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  FilterJob *job = g_new0 (FilterJob, 1);

  job->id = id;
  write_async (self, delete_work, job, NULL, till_practice_delete_filter_async, cancellable,
               callback, user_data);
}

gboolean
till_practice_delete_filter_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, till_practice_delete_filter_async, error);
}

static gboolean
set_default_work (TillDbConnection *connection, gpointer data, GError **error)
{
  FilterJob *job = data;

  return till_store_set_default_filter (connection, job->table, job->id, job->actor, error);
}

void
till_practice_set_default_filter_async (TillPractice       *self,
                                        const char         *table,
                                        gint64              id,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  FilterJob *job = g_new0 (FilterJob, 1);

  job->table = g_strdup (table);
  job->id = id;
  write_async (self, set_default_work, job, NULL, till_practice_set_default_filter_async,
               cancellable, callback, user_data);
}

gboolean
till_practice_set_default_filter_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, till_practice_set_default_filter_async, error);
}

static gboolean
import_work (TillDbConnection *connection, gpointer data, GError **error)
{
  FilterJob *job = data;

  for (guint i = 0; i < job->many->len; i++)
    {
      if (!till_store_save_filter (connection, job->many->pdata[i], TILL_NAME_TAKEN_NUMBER,
                                   job->actor, job->at, error))
        return FALSE;
    }

  return TRUE;
}

static void
check_tables (GPtrArray *filters, GError **error)
{
  const char *table = filters->len > 0 ? ((TillSavedFilter *) filters->pdata[0])->table : NULL;

  if (table != NULL && !till_store_has_list (table))
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("The file’s filters are for the table “%s”, which this Till does not have."),
                 table);
}

void
till_practice_import_filters_async (TillPractice       *self,
                                    const char         *text,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  FilterJob *job = g_new0 (FilterJob, 1);
  GError    *wrong = NULL;

  job->many = till_saved_filters_from_json (text, &wrong);
  if (job->many != NULL)
    check_tables (job->many, &wrong);
  write_async (self, import_work, job, wrong, till_practice_import_filters_async, cancellable,
               callback, user_data);
}

gboolean
till_practice_import_filters_finish (TillPractice *self,
                                     GAsyncResult *result,
                                     guint        *n_filters,
                                     GError      **error)
{
  FilterJob *job;

  if (!finish (self, result, till_practice_import_filters_async, error))
    return FALSE;

  job = g_task_get_task_data (G_TASK (result));
  if (n_filters != NULL)
    *n_filters = job->many->len;
  return TRUE;
}

/* ── How the tables are set ─────────────────────────────────────────────────────────────────────
 */

char *
till_practice_get_view (TillPractice *self, const char *key)
{
  g_autoptr (GError) error = NULL;
  char              *value = NULL;

  g_return_val_if_fail (TILL_IS_PRACTICE (self), NULL);

  if (self->db == NULL)
    return NULL;
  if (!till_store_get_view (till_db_get_reader (self->db), user_id (self), key, &value, &error))
    g_message ("%s", error->message);

  return value;
}

static gboolean
set_view_work (TillDbConnection *connection, gpointer data, GError **error)
{
  FilterJob *job = data;

  return till_store_set_view (connection, job->id, job->table, job->name, error);
}

static void
view_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    g_message ("%s", error->message);
}

void
till_practice_set_view (TillPractice *self, const char *key, const char *json)
{
  FilterJob *job;

  g_return_if_fail (TILL_IS_PRACTICE (self));

  if (self->db == NULL || self->actor == NULL)
    return;

  job = g_new0 (FilterJob, 1);
  job->id = user_id (self);
  job->table = g_strdup (key);
  job->name = g_strdup (json);
  till_db_write_async (self->db, TILL_DB_NORMAL, set_view_work, job,
                       (GDestroyNotify) filter_job_free, view_written_cb, NULL);
}
