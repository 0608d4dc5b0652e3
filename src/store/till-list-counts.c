/* till-list-counts.c: how often each value of a column is in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-counts.h"

typedef struct
{
  const TillListKind *kind;
  guint               column;
  TillSqlWhere       *where;
  TillListPlan        plan;
  GArray             *counts; /* TillValueCount */
} CountJob;

static void
count_clear (gpointer data)
{
  g_free (((TillValueCount *) data)->value);
}

static void
count_job_free (CountJob *job)
{
  till_sql_where_free (job->where);
  g_clear_pointer (&job->counts, g_array_unref);
  g_free (job);
}

/* Where a row may be several of the choices: a row a choice. */
static char *
make_choices_sql (const CountJob *job, const char *from)
{
  const TillChoice  *choices = job->kind->columns.columns[job->column].choices;
  const char *const *conditions = job->kind->columns.sql[job->column].choices;
  GString           *sql = g_string_new (NULL);

  for (guint i = 0; choices[i].value != NULL; i++)
    g_string_append_printf (sql, "%sSELECT '%s', count(*) FROM %s AND (%s)",
                            i > 0 ? " UNION ALL " : "", choices[i].value, from, conditions[i]);

  return g_string_free (sql, FALSE);
}

static char *
make_sql (const CountJob *job, TillDbConnection *connection)
{
  g_autofree char *hint =
    job->plan.index != NULL ? till_db_index_hint (connection, job->plan.index) : g_strdup ("");
  g_autofree char *from =
    g_strdup_printf ("%s %s WHERE %s AND %s", job->kind->table, hint, job->where->text,
                     job->plan.condition != NULL ? job->plan.condition : "1 = 1");

  if (job->kind->columns.sql[job->column].choices != NULL)
    return make_choices_sql (job, from);

  return g_strdup_printf ("SELECT %s, count(*) FROM %s GROUP BY 1 ORDER BY 1",
                          job->kind->columns.sql[job->column].value, from);
}

static guint
rank_of (const TillColumn *column, const char *value)
{
  guint rank = 0;

  while (column->choices != NULL && column->choices[rank].value != NULL &&
         g_strcmp0 (column->choices[rank].value, value) != 0)
    rank++;

  return rank;
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer column)
{
  const TillValueCount *one = a;
  const TillValueCount *other = b;
  guint                 rank = rank_of (column, one->value);
  guint                 other_rank = rank_of (column, other->value);

  return rank != other_rank ? (rank > other_rank) - (rank < other_rank)
                            : g_strcmp0 (one->value, other->value);
}

static gboolean
count_work (TillDbConnection *connection, gpointer data, GError **error)
{
  CountJob                   *job = data;
  const TillColumn           *column = &job->kind->columns.columns[job->column];
  g_autofree char            *sql = make_sql (job, connection);
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;

  g_clear_pointer (&job->counts, g_array_unref);
  job->counts = g_array_new (FALSE, FALSE, sizeof (TillValueCount));
  g_array_set_clear_func (job->counts, count_clear);
  till_sql_where_bind (job->where, rows);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillValueCount count = { till_db_column_dup_text (rows, 0),
                               (guint) till_db_column_int (rows, 1) };

      if (count.value == NULL)
        count.value = g_strdup ("");
      g_array_append_val (job->counts, count);
    }
  if (column->choices != NULL)
    g_array_sort_with_data (job->counts, compare_counts, (gpointer) column);

  return step == TILL_STEP_DONE;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CountJob         *job = g_task_get_task_data (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&job->counts), (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

void
till_list_count_values_async (TillTable          *table,
                              const TillListKind *kind,
                              TillDb             *db,
                              TillDay             today,
                              GTimeZone          *zone,
                              const char         *column,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  static const TillSortKey none = { NULL, FALSE };
  g_autoptr (GTask)        task = g_task_new (table, cancellable, callback, user_data);
  g_autoptr (TillFilter)   others = till_filter_copy (till_table_get_whole_filter (table));
  int                      index = till_table_find_column (table, column);
  GError                  *error = NULL;
  CountJob                *job;

  g_return_if_fail (index >= 0);

  g_task_set_source_tag (task, till_list_count_values_async);
  till_filter_set (others, column, TILL_OP_IS, NULL);
  job = g_new0 (CountJob, 1);
  g_task_set_task_data (task, job, (GDestroyNotify) count_job_free);
  job->kind = kind;
  job->column = (guint) index;
  job->where = till_filter_to_sql (others, &kind->columns, today, zone, &error);
  if (job->where == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  job->plan = kind->plan (others, &none, today);
  till_db_read_async (db, count_work, job, NULL, cancellable, counted_cb, g_steal_pointer (&task));
}

GArray *
till_list_count_values_finish (TillTable *table, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, table), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
