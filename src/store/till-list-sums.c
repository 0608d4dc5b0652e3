/* till-list-sums.c: a list's sum over some of its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-sums.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

typedef struct
{
  const TillListKind *kind;
  const TillSum      *sum;
  GArray             *ids;
  gint64              total;
} SumJob;

static void
job_free (gpointer data)
{
  SumJob *job = data;

  g_array_unref (job->ids);
  g_free (job);
}

static gboolean
counts (TillSumPart part, gint64 value)
{
  return part == TILL_SUM_ALL || (part == TILL_SUM_POSITIVE ? value > 0 : value < 0);
}

static gboolean
add_row (SumJob *job, TillDbStatement *statement, gint64 id, GError **error)
{
  TillStep step;

  till_db_reset (statement);
  till_db_bind_int (statement, 1, id);
  step = till_db_step (statement, error);
  if (step == TILL_STEP_ROW)
    {
      gint64 value = till_db_column_int (statement, 0);

      if (counts (job->sum->part, value) && __builtin_add_overflow (job->total, value, &job->total))
        {
          g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                               _ ("The amounts of these rows are too large to add up."));
          return FALSE;
        }
    }

  return step != TILL_STEP_ERROR;
}

static gboolean
sum_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SumJob                     *job = data;
  g_autofree char            *sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?1",
                                                     job->kind->sources[job->sum->source], job->kind->table);
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < job->ids->len; i++)
    {
      if (!add_row (job, statement, g_array_index (job->ids, gint64, i), error))
        return FALSE;
    }

  return TRUE;
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    g_task_return_int (task, ((SumJob *) till_db_result_data (result))->total);
  else
    g_task_return_error (task, error);
}

const TillSum *
till_list_find_sum (const TillListKind *kind, const char *name)
{
  const TillSum *sum = kind->sums;

  while (sum->name != NULL && g_strcmp0 (sum->name, name) != 0)
    sum++;
  g_return_val_if_fail (sum->name != NULL, kind->sums);

  return sum;
}

void
till_list_sum_ids (const TillListKind *kind, TillDb *db, const char *name, GArray *ids, GTask *task)
{
  SumJob *job = g_new0 (SumJob, 1);

  job->kind = kind;
  job->sum = till_list_find_sum (kind, name);
  job->ids = g_array_ref (ids);
  till_db_read_async (db, sum_work, job, job_free, g_task_get_cancellable (task), summed_cb,
                      g_object_ref (task));
}
