/* till-list-query.c: the query behind a list: ids in order, count and sums in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A column with few different values is sorted by counting: the ids come in the order of time, and
 * each goes to the bucket of its value. That costs no index a column, and no sorter's memory
 * (SQLite's takes half a second and 60 MB for a million rows).
 */
#include "store/till-list-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "store/till-list-rows.h"

typedef struct
{
  char   *value;
  guint   rank; /* by the column's choices */
  GArray *ids;  /* gint64 */
} Bucket;

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

static const char *
order_of (const TillListKind *kind, guint column)
{
  const TillColumnSql *sql = &kind->columns.sql[column];

  return sql->match != NULL ? sql->match : sql->value;
}

static int
find_column (const TillListKind *kind, const char *id)
{
  for (guint i = 0; i < kind->columns.n_columns; i++)
    {
      if (g_str_equal (kind->columns.columns[i].id, id))
        return (int) i;
    }

  return -1;
}

/* NULL counts as the smallest, whichever engine: an index gives both orders. */
static void
append_key (GString *order, const TillListKind *kind, guint column, gboolean descending)
{
  g_string_append_printf (order, "%s%s", order->len > 0 ? ", " : "", order_of (kind, column));
  if (descending)
    g_string_append (order, " DESC");
  if (kind->columns.sql[column].nullable)
    g_string_append (order, descending ? " NULLS LAST" : " NULLS FIRST");
}

/* What is equal stands by the default, and the other way round when all is turned round: so one
 * index gives both. */
static char *
make_order (const TillListKind *kind, const TillSortKey *sort)
{
  GString *order = g_string_new (NULL);
  gboolean descending = !kind->default_ascending;
  gboolean has_default = FALSE;

  for (guint i = 0; sort != NULL && sort[i].column != NULL; i++)
    {
      guint column = (guint) find_column (kind, sort[i].column);

      append_key (order, kind, column, sort[i].descending);
      if (column == kind->default_sort)
        {
          has_default = TRUE;
          descending = sort[i].descending;
        }
      else if (i == 0)
        descending = sort[i].descending == kind->default_ascending;
    }
  if (!has_default)
    append_key (order, kind, kind->default_sort, descending);
  g_string_append (order, descending ? ", id DESC" : ", id");

  return g_string_free (order, FALSE);
}

static void
reread_clear (gpointer data)
{
  g_clear_object (&((TillListReread *) data)->row);
}

TillListQuery *
till_list_query_new (const TillListKind *kind,
                     TillFilter         *filter,
                     const TillSortKey  *sort,
                     TillDay             today,
                     GTimeZone          *zone,
                     GError            **error)
{
  TillListQuery *self;
  TillSqlWhere  *where = till_filter_to_sql (filter, &kind->columns, today, zone, error);
  gboolean       single = sort != NULL && sort[0].column != NULL && sort[1].column == NULL;
  int            column = single ? find_column (kind, sort[0].column) : -1;

  if (where == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (TillListQuery);
  self->kind = kind;
  self->cancellable = g_cancellable_new ();
  self->where = where;
  self->few = column >= 0 && kind->columns.sql[column].few ? column : -1;
  self->few_descending = self->few >= 0 && sort[0].descending;
  self->order = make_order (kind, self->few >= 0 ? NULL : sort);
  self->plan = kind->plan (filter, self->few >= 0 ? sort + 1 : sort, today);
  self->rereads = g_array_new (FALSE, TRUE, sizeof (TillListReread));
  g_array_set_clear_func (self->rereads, reread_clear);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

static void
query_clear (gpointer data)
{
  TillListQuery *self = data;

  g_clear_object (&self->cancellable);
  till_sql_where_free (self->where);
  g_array_unref (self->rereads);
  g_ptr_array_unref (self->rows);
  g_free (self->order);
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->left, g_array_unref);
  g_clear_pointer (&self->block, g_array_unref);
}

TillListQuery *
till_list_query_ref (TillListQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
till_list_query_unref (TillListQuery *self)
{
  g_atomic_rc_box_release_full (self, query_clear);
}

gboolean
till_list_query_is_same (const TillListQuery *self, const TillListQuery *other)
{
  return self->few == other->few && self->few_descending == other->few_descending &&
         g_str_equal (self->order, other->order) &&
         till_sql_where_equal (self->where, other->where);
}

static void
collect_known (TillRow *row, gpointer data)
{
  GHashTable *known = data;
  gint64      id = till_row_get_id (row);
  gpointer    key;

  if (g_hash_table_lookup_extended (known, &id, &key, NULL))
    g_hash_table_insert (known, key, g_object_ref (row));
}

static void
clear_row (gpointer row)
{
  if (row != NULL)
    g_object_unref (row);
}

GHashTable *
till_list_query_find_known (TillListQuery *self, TillListPages *pages)
{
  GHashTable *known = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, clear_row);

  for (guint i = 0; i < self->rereads->len; i++)
    g_hash_table_insert (known, &g_array_index (self->rereads, TillListReread, i).id, NULL);
  if (self->rereads->len > 0)
    till_list_pages_foreach (pages, collect_known, known);

  return known;
}

char *
till_list_query_to_sql (const TillListQuery *self, TillDbConnection *connection)
{
  const TillListKind *kind = self->kind;
  GString            *sql = g_string_new ("SELECT id");
  g_autofree char    *hint =
    self->plan.index != NULL ? till_db_index_hint (connection, self->plan.index) : g_strdup ("");

  for (guint i = 0; i < TILL_LIST_MAX_SOURCES && kind->sources[i] != NULL; i++)
    g_string_append_printf (sql, ", %s", kind->sources[i]);
  if (self->few >= 0)
    g_string_append_printf (sql, ", %s", order_of (kind, (guint) self->few));
  g_string_append_printf (sql, " FROM %s %s WHERE %s",
                          kind->from != NULL ? kind->from : kind->table, hint, self->where->text);
  if (self->plan.condition != NULL)
    g_string_append_printf (sql, " AND %s", self->plan.condition);
  g_string_append_printf (sql, " ORDER BY %s", self->order);

  return g_string_free (sql, FALSE);
}

/* ── Counting into buckets ───────────────────────────────────────────────────────────────────── */

static void
bucket_clear (gpointer data)
{
  Bucket *bucket = data;

  g_free (bucket->value);
  g_array_unref (bucket->ids);
}

static guint
rank_of (const TillColumn *column, const char *value)
{
  guint rank = 0;

  while (column->choices != NULL && column->choices[rank].value != NULL &&
         !g_str_equal (column->choices[rank].value, value))
    rank++;

  return rank;
}

static Bucket *
find_bucket (GArray *buckets, const TillColumn *column, const char *value)
{
  Bucket bucket;

  for (guint i = 0; i < buckets->len; i++)
    {
      Bucket *known = &g_array_index (buckets, Bucket, i);

      if (strcmp (known->value, value) == 0)
        return known;
    }

  bucket.value = g_strdup (value);
  bucket.rank = rank_of (column, value);
  bucket.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (buckets, bucket);

  return &g_array_index (buckets, Bucket, buckets->len - 1);
}

static int
compare_buckets (gconstpointer a, gconstpointer b)
{
  const Bucket *one = a;
  const Bucket *other = b;

  return one->rank != other->rank ? (one->rank > other->rank) - (one->rank < other->rank)
                                  : strcmp (one->value, other->value);
}

static void
join_buckets (GArray *buckets, gboolean descending, GArray *ids)
{
  g_array_sort (buckets, compare_buckets);
  for (guint i = 0; i < buckets->len; i++)
    {
      const Bucket *bucket =
        &g_array_index (buckets, Bucket, descending ? buckets->len - 1 - i : i);

      g_array_append_vals (ids, bucket->ids->data, bucket->ids->len);
    }
}

/* ── The worker's part ───────────────────────────────────────────────────────────────────────── */

static gboolean
add_to_sums (TillListQuery *self, TillDbStatement *rows, guint n_sources)
{
  gboolean fits = TRUE;

  for (guint i = 0; i < n_sources; i++)
    {
      gint64      value = till_db_column_int (rows, (int) i + 1);
      TillSumPart part = value < 0 ? TILL_SUM_NEGATIVE : TILL_SUM_POSITIVE;

      fits =
        fits && !__builtin_add_overflow (self->sums[i][part], value, &self->sums[i][part]) &&
        !__builtin_add_overflow (self->sums[i][TILL_SUM_ALL], value, &self->sums[i][TILL_SUM_ALL]);
    }

  return fits;
}

static guint
count_sources (const TillListKind *kind)
{
  guint n_sources = 0;

  while (n_sources < TILL_LIST_MAX_SOURCES && kind->sources[n_sources] != NULL)
    n_sources++;

  return n_sources;
}

static gboolean
read_ids (TillListQuery *self, TillDbStatement *rows, GArray *ids, GArray *buckets, GError **error)
{
  const TillColumn *few = self->few >= 0 ? &self->kind->columns.columns[self->few] : NULL;
  guint             n_sources = count_sources (self->kind);
  TillStep          step;

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);

      if (!add_to_sums (self, rows, n_sources))
        {
          g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                               _ ("The amounts of these rows are too large to add up."));
          return FALSE;
        }
      if (few != NULL)
        {
          const char *value = till_db_column_text (rows, (int) n_sources + 1);

          g_array_append_val (find_bucket (buckets, few, value != NULL ? value : "")->ids, id);
        }
      else
        g_array_append_val (ids, id);
    }

  return step == TILL_STEP_DONE;
}

/* Where the changed rows stand now: one pass, however many they are. */
static void
find_positions (TillListQuery *self)
{
  g_autoptr (GHashTable) wanted = NULL;

  if (self->rereads->len == 0)
    return;

  wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < self->rereads->len; i++)
    {
      TillListReread *reread = &g_array_index (self->rereads, TillListReread, i);

      reread->position = -1;
      g_hash_table_insert (wanted, &reread->id, reread);
    }
  for (guint i = 0; i < self->n_ids; i++)
    {
      TillListReread *reread = g_hash_table_lookup (wanted, &self->ids[i]);

      if (reread != NULL)
        reread->position = i;
    }
}

static gboolean
read_again (TillListQuery *self, TillDbConnection *connection, GError **error)
{
  g_autofree char            *sql = till_list_row_sql (self->kind);
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->rereads->len; i++)
    {
      TillListReread *reread = &g_array_index (self->rereads, TillListReread, i);

      if (reread->position < 0)
        continue;
      reread->row = till_list_read_row (self->kind, statement, reread->id, error);
      if (reread->row == NULL)
        return FALSE;
    }

  return TRUE;
}

/* How many rows the @i-th page that is looked at has now. */
static guint
count_rows (const TillListQuery *self, guint i)
{
  guint first = self->pages[i] * TILL_LIST_PAGE;

  return first < self->n_ids ? MIN (TILL_LIST_PAGE, self->n_ids - first) : 0;
}

/* So that the main loop need not, once rows have come or gone before them. */
static gboolean
read_pages (TillListQuery *self, TillDbConnection *connection, GError **error)
{
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->n_pages; i++)
    {
      TillRow *rows[TILL_LIST_PAGE];
      guint    n_rows = count_rows (self, i);

      if (!till_list_read_rows_in_job (self->kind, connection,
                                       self->ids + (gsize) self->pages[i] * TILL_LIST_PAGE, n_rows,
                                       rows, error))
        return FALSE;
      for (guint row = 0; row < n_rows; row++)
        g_ptr_array_add (self->rows, rows[row]);
    }

  return TRUE;
}

void
till_list_query_give_pages (TillListQuery *self, TillListPages *pages)
{
  guint n_before = 0;

  for (guint i = 0; i < self->n_pages; i++)
    {
      guint first = self->pages[i] * TILL_LIST_PAGE;
      guint n_rows = count_rows (self, i);

      if (n_rows > 0 && till_list_pages_get (pages, first + n_rows - 1) == NULL)
        {
          TillRow **rows = (TillRow **) self->rows->pdata + n_before;

          for (guint row = 0; row < n_rows; row++)
            g_object_ref (rows[row]);
          till_list_pages_put (pages, first, rows, n_rows);
        }
      n_before += n_rows;
    }
  till_list_query_drop_rows (self);
}

void
till_list_query_drop_rows (TillListQuery *self)
{
  g_ptr_array_set_size (self->rows, 0);
}

/* A million ids are compared and copied here, not in the main loop. */
static void
compare (TillListQuery *self)
{
  const gint64 *before = (gint64 *) (gpointer) self->before->data;

  self->difference = till_ids_compare (before, self->before->len, self->ids, self->n_ids);
  g_clear_pointer (&self->left, g_array_unref);
  if (self->difference.n_removed > 0 && self->difference.n_added > 0)
    self->left = till_ids_without (before, self->before->len, self->difference);
}

gboolean
till_list_query_work (TillDbConnection *connection, gpointer query, GError **error)
{
  TillListQuery              *self = query;
  g_autofree char            *sql = till_list_query_to_sql (self, connection);
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray)          buckets = g_array_new (FALSE, FALSE, sizeof (Bucket));

  if (rows == NULL)
    return FALSE;

  memset (self->sums, 0, sizeof self->sums);
  g_array_set_clear_func (buckets, bucket_clear);
  till_sql_where_bind (self->where, rows);
  if (!read_ids (self, rows, ids, buckets, error))
    return FALSE;
  if (self->few >= 0)
    join_buckets (buckets, self->few_descending, ids);

  g_clear_pointer (&self->block, g_array_unref);
  self->block = g_steal_pointer (&ids);
  self->ids = (const gint64 *) (gpointer) self->block->data;
  self->n_ids = self->block->len;
  if (self->before != NULL)
    compare (self);
  find_positions (self);

  return read_again (self, connection, error) && read_pages (self, connection, error);
}
