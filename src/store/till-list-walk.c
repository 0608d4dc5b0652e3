/* till-list-walk.c: all rows of a list, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-walk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "store/till-list-query.h"

/* Progress is told so often: a number that others read is not free. */
#define ROWS_A_STEP 256

struct _TillListWalk
{
  const TillListKind *kind;

  /* Owned */
  TillListQuery *query; /* NULL: it has a source */
  gpointer       source;
  GArray        *found; /* gint64 */
  GTimeZone     *zone;
  GHashTable    *ids; /* gint64; NULL: all */
  GArray        *chosen;
  gboolean       all_but;

  const TillListSource *source_kind;

  GArray *read; /* guint: the columns that are read, as the statement has them */
  guint   n_sources;
  gint64  sums[TILL_LIST_MAX_SOURCES][3]; /* a source and TillSumPart */

  /* Atomic */
  guint n_rows;
  guint n_done;
};

static TillListWalk *
walk_new (const TillListKind *kind, GTimeZone *zone, GArray *ids, gboolean all_but)
{
  TillListWalk *self = g_new0 (TillListWalk, 1);

  self->kind = kind;
  self->zone = g_time_zone_ref (zone);
  self->all_but = all_but;
  self->read = g_array_new (FALSE, FALSE, sizeof (guint));
  self->found = g_array_new (FALSE, FALSE, sizeof (gint64));
  while (self->n_sources < TILL_LIST_MAX_SOURCES && kind->sources[self->n_sources] != NULL)
    self->n_sources++;
  if (ids != NULL)
    {
      self->chosen = g_array_copy (ids);
      self->ids = g_hash_table_new (g_int64_hash, g_int64_equal);
      for (guint i = 0; i < self->chosen->len; i++)
        g_hash_table_add (self->ids, &g_array_index (self->chosen, gint64, i));
    }

  return self;
}

TillListWalk *
till_list_walk_new (const TillListKind *kind,
                    TillFilter         *filter,
                    const TillSortKey  *sort,
                    TillDay             today,
                    GTimeZone          *zone,
                    GArray             *ids,
                    gboolean            all_but,
                    GError            **error)
{
  static const TillSortKey none = { NULL, FALSE };
  g_autoptr (TillListWalk) self = NULL;

  g_return_val_if_fail (kind != NULL && filter != NULL && zone != NULL, NULL);

  self = walk_new (kind, zone, ids, all_but);
  self->query = till_list_query_new (kind, filter, sort != NULL ? sort : &none, today, zone, error);

  return self->query != NULL ? g_steal_pointer (&self) : NULL;
}

TillListWalk *
till_list_walk_new_from (const TillListSource *source,
                         gpointer              data,
                         GTimeZone            *zone,
                         GArray               *ids,
                         gboolean              all_but)
{
  TillListWalk *self;

  g_return_val_if_fail (source != NULL && zone != NULL, NULL);

  self = walk_new (source->kind, zone, ids, all_but);
  self->source_kind = source;
  self->source = data;

  return self;
}

void
till_list_walk_free (TillListWalk *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->query, till_list_query_unref);
  if (self->source != NULL)
    self->source_kind->free (self->source);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->read, g_array_unref);
  g_time_zone_unref (self->zone);
  g_free (self);
}

const TillListKind *
till_list_walk_get_kind (TillListWalk *self)
{
  return self->kind;
}

GTimeZone *
till_list_walk_get_zone (TillListWalk *self)
{
  return self->zone;
}

static gboolean
find_all (TillListWalk *self, TillDbConnection *connection, GError **error)
{
  g_array_set_size (self->found, 0);
  if (self->source != NULL)
    return self->source_kind->find (self->source, connection, self->found, error);
  if (!till_list_query_work (connection, self->query, error))
    return FALSE;
  g_array_unref (self->found);
  self->found = g_steal_pointer (&self->query->block);

  return TRUE;
}

gboolean
till_list_walk_find (TillListWalk *self, TillDbConnection *connection, GError **error)
{
  guint n_rows = 0;

  if (!find_all (self, connection, error))
    return FALSE;

  for (guint i = 0; i < self->found->len && self->ids != NULL; i++)
    {
      gint64 *id = &g_array_index (self->found, gint64, i);

      if (g_hash_table_contains (self->ids, id) != self->all_but)
        g_array_index (self->found, gint64, n_rows++) = *id;
    }
  if (self->ids != NULL)
    g_array_set_size (self->found, n_rows);
  g_atomic_int_set (&self->n_rows, self->found->len);

  return TRUE;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

/* Words that are no choice's may tell of other columns too. */
static gboolean
needs_all (TillListWalk *self, GArray *columns)
{
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    {
      const TillColumn *column = &self->kind->columns.columns[g_array_index (columns, guint, i)];

      if (column->to_words != NULL && (column->kind != TILL_COLUMN_CHOICE || column->tells_more))
        return TRUE;
    }

  return columns == NULL;
}

static void
choose_columns (TillListWalk *self, GArray *columns)
{
  g_array_set_size (self->read, 0);
  for (guint i = 0; i < self->kind->columns.n_columns; i++)
    {
      if (needs_all (self, columns))
        g_array_append_val (self->read, i);
    }
  if (self->read->len == 0)
    g_array_append_vals (self->read, columns->data, columns->len);
}

static char *
make_sql (TillListWalk *self)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < self->n_sources; i++)
    g_string_append_printf (sql, "%s, ", self->kind->sources[i]);
  for (guint i = 0; i < self->read->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            self->kind->columns.sql[g_array_index (self->read, guint, i)].value);
  g_string_append_printf (sql, " FROM %s WHERE id = ?1", self->kind->table);

  return g_string_free (sql, FALSE);
}

static void
fill_row (TillListWalk *self, TillDbStatement *statement, TillRow *row)
{
  for (guint i = 0; i < self->read->len; i++)
    {
      guint          column = g_array_index (self->read, guint, i);
      TillColumnKind kind = self->kind->columns.columns[column].kind;
      int            at = (int) (self->n_sources + i);

      if (kind == TILL_COLUMN_TEXT || kind == TILL_COLUMN_CHOICE)
        till_row_set_text (row, column, till_db_column_text (statement, at));
      else if (!till_db_column_is_null (statement, at))
        till_row_set_int (row, column, till_db_column_int (statement, at));
    }
}

static gboolean
add_to_sums (TillListWalk *self, TillDbStatement *statement, GError **error)
{
  for (guint i = 0; i < self->n_sources; i++)
    {
      gint64  value = till_db_column_int (statement, (int) i);
      gint64 *sums = self->sums[i];
      gint64 *part = &sums[value > 0 ? TILL_SUM_POSITIVE : TILL_SUM_NEGATIVE];

      if (__builtin_add_overflow (sums[TILL_SUM_ALL], value, &sums[TILL_SUM_ALL]) ||
          __builtin_add_overflow (*part, value, part))
        {
          g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                               _ ("The amounts of these rows are too large to add up."));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_row (TillListWalk *self, TillDbStatement *statement, gint64 id, TillRow *row, GError **error)
{
  till_db_reset (statement);
  till_db_bind_int (statement, 1, id);
  switch (till_db_step (statement, error))
    {
    case TILL_STEP_ROW:
      fill_row (self, statement, row);
      return add_to_sums (self, statement, error);

    /* In one transaction with the ids no row can go. */
    case TILL_STEP_DONE:
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN,
                   _ ("Row %" G_GINT64_FORMAT " of the list can’t be found. “till verify” says "
                      "what is wrong with the file."),
                   id);
      return FALSE;

    case TILL_STEP_ERROR:
    default:
      return FALSE;
    }
}

static TillDbStatement *
prepare (TillListWalk *self, TillDbConnection *connection, GArray *columns, GError **error)
{
  g_autofree char *sql = NULL;

  choose_columns (self, columns);
  sql = make_sql (self);

  return till_db_prepare (connection, sql, error);
}

gboolean
till_list_walk_run (TillListWalk     *self,
                    TillDbConnection *connection,
                    GArray           *columns,
                    TillListVisitor   visit,
                    gpointer          data,
                    GError          **error)
{
  g_autoptr (TillDbStatement) statement = NULL;
  g_autoptr (TillRow)         row = till_row_new (0, self->kind->columns.n_columns);

  if (self->source == NULL)
    statement = prepare (self, connection, columns, error);
  if (self->source == NULL && statement == NULL)
    return FALSE;

  memset (self->sums, 0, sizeof self->sums);
  for (guint i = 0; i < self->n_rows; i++)
    {
      gint64 id = g_array_index (self->found, gint64, i);

      till_row_reset (row, id);
      if (!(self->source != NULL
              ? self->source_kind->read (self->source, connection, id, row, error)
              : read_row (self, statement, id, row, error)) ||
          !visit (row, data, error))
        return FALSE;
      if (i % ROWS_A_STEP == 0)
        g_atomic_int_set (&self->n_done, i);
    }
  g_atomic_int_set (&self->n_done, self->n_rows);

  return TRUE;
}

guint
till_list_walk_get_n_done (TillListWalk *self)
{
  return (guint) g_atomic_int_get (&self->n_done);
}

guint
till_list_walk_get_n_rows (TillListWalk *self)
{
  return (guint) g_atomic_int_get (&self->n_rows);
}

gint64
till_list_walk_get_sum (TillListWalk *self, const TillSum *sum)
{
  return self->sums[sum->source][sum->part];
}
