/* till-list-typing.c: the next row of a list whose text begins so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text's index gives all rows that begin so, in whatever order; the list's ids give the order.
 * So it takes the same few milliseconds however the list is sorted and filtered.
 */
#include "store/till-list-typing.h"

typedef struct
{
  const TillListKind *kind;
  TillSqlWhere       *where; /* of all rows of the table that begin so */
  TillListPlan        plan;
  gint64             *ids;
  guint               n_ids;
  guint               from;
  gint64              found;
} FindJob;

static void
job_free (gpointer data)
{
  FindJob *job = data;

  g_clear_pointer (&job->where, till_sql_where_free);
  g_free (job->ids);
  g_free (job);
}

/* Ids as pointers; NULL on an error. */
static GHashTable *
read_matching (FindJob *job, TillDbConnection *connection, GError **error)
{
  g_autofree char *hint =
    job->plan.index != NULL ? till_db_index_hint (connection, job->plan.index) : g_strdup ("");
  g_autofree char *sql =
    g_strdup_printf ("SELECT id FROM %s %s WHERE %s AND %s", job->kind->table, hint,
                     job->where->text, job->plan.condition != NULL ? job->plan.condition : "1 = 1");
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GHashTable)      matching = g_hash_table_new (NULL, NULL);
  TillStep                    step;

  if (rows == NULL)
    return NULL;

  till_sql_where_bind (job->where, rows);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    g_hash_table_add (matching, GSIZE_TO_POINTER ((gsize) till_db_column_int (rows, 0)));

  return step == TILL_STEP_DONE ? g_steal_pointer (&matching) : NULL;
}

static gboolean
find_work (TillDbConnection *connection, gpointer data, GError **error)
{
  FindJob               *job = data;
  g_autoptr (GHashTable) matching = read_matching (job, connection, error);

  if (matching == NULL)
    return FALSE;

  job->found = 0;
  for (guint i = 0; i < job->n_ids && g_hash_table_size (matching) > 0; i++)
    {
      gint64 id = job->ids[(job->from + i) % job->n_ids];

      if (g_hash_table_contains (matching, GSIZE_TO_POINTER ((gsize) id)))
        {
          job->found = id;
          break;
        }
    }

  return TRUE;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    g_task_return_int (task, ((FindJob *) till_db_result_data (result))->found);
  else
    g_task_return_error (task, error);
}

void
till_list_find_text (const TillListKind *kind,
                     TillDb             *db,
                     const char         *column,
                     const char         *text,
                     gint64             *ids,
                     guint               n_ids,
                     guint               from,
                     GTask              *task)
{
  static const TillSortKey none = { NULL, FALSE };
  const char *const        values[] = { text, NULL };
  g_autoptr (TillFilter)   begins = till_filter_new ();
  g_autoptr (GTimeZone)    utc = g_time_zone_new_utc (); /* no day is asked for */
  FindJob                 *job = g_new0 (FindJob, 1);
  GError                  *error = NULL;

  till_filter_set (begins, column, TILL_OP_BEGINS, values);
  job->kind = kind;
  job->ids = ids;
  job->n_ids = n_ids;
  job->from = from < n_ids ? from : 0;
  job->where = till_filter_to_sql (begins, &kind->columns, TILL_DAY_NONE, utc, &error);
  if (job->where == NULL)
    {
      job_free (job);
      g_task_return_error (task, error);
      return;
    }
  job->plan = kind->plan (begins, &none, TILL_DAY_NONE);
  till_db_read_async (db, find_work, job, job_free, g_task_get_cancellable (task), found_cb,
                      g_object_ref (task));
}
