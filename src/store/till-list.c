/* till-list.c: a table over a query that never holds all rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list.h"

#include "store/till-list-counts.h"
#include "store/till-list-ids.h"
#include "store/till-list-news.h"
#include "store/till-list-pages.h"
#include "store/till-list-query.h"
#include "store/till-list-rest.h"
#include "store/till-list-rows.h"
#include "store/till-list-sums.h"
#include "store/till-list-typing.h"

struct _TillList
{
  TillTable parent_instance;

  const TillListKind *kind;

  /* Owned */
  TillDb        *db;
  TillClock     *clock;
  GTimeZone     *zone;
  TillListPages *pages;
  GArray        *block; /* that the ids lie in: a worker may still compare them */
  gint64        *ids;
  guint          n_ids;
  TillListQuery *shown; /* what the ids came by, with the sums; NULL: nothing yet */
  TillListNews   news;
  TillListRest   rest;

  /* Borrowed: belongs to its call */
  TillListQuery *running;

  gboolean started;
};

static void list_model_iface_init (GListModelInterface *iface);
static void start_query (TillList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillList,
                               till_list,
                               TILL_TYPE_TABLE,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
items_changed (TillList *self, guint position, guint n_removed, guint n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* ── What has changed in the database ────────────────────────────────────────────────────────── */

/* Nobody waits for it any more. */
static void
give_up (TillList *self)
{
  TillListQuery *query = g_steal_pointer (&self->running);

  if (query == NULL)
    return;

  till_list_news_take_back (&self->news, query);
  query->list = NULL;
  g_cancellable_cancel (query->cancellable);
}

static void
follow (gpointer data)
{
  TillList *self = data;

  if (self->news.is_stale && self->running == NULL && self->rest.timer == 0)
    start_query (self);
}

static void
db_changed_cb (TillDb *db, const TillDbChanges *changes, gpointer user_data)
{
  TillList *self = user_data;

  if (!self->started)
    return;

  till_list_news_note (&self->news, self->kind, till_table_get_filter (TILL_TABLE (self)), changes);
  follow (self);
}

/* ── Taking in what a query brought ──────────────────────────────────────────────────────────── */

static void
take_ids (TillList *self, GArray *block /* full */, guint position)
{
  till_list_pages_drop_from (self->pages, position);
  g_clear_pointer (&self->block, g_array_unref);
  self->block = block;
  self->ids = (gint64 *) (gpointer) block->data;
  self->n_ids = block->len;
}

/* In two steps: when rows go and come in one call, GTK 4.8 fetches each that comes. */
static void
announce (TillList *self, TillListQuery *query, TillIdsDifference difference)
{
  if (difference.n_removed > 0 && difference.n_added > 0)
    {
      GArray *left = g_steal_pointer (&query->left);

      if (left == NULL)
        left = till_ids_without (self->ids, self->n_ids, difference);
      take_ids (self, left, difference.position);
      items_changed (self, difference.position, difference.n_removed, 0);
      difference.n_removed = 0;
    }

  take_ids (self, g_steal_pointer (&query->block), difference.position);
  till_list_query_give_pages (query, self->pages);
  if (difference.n_removed > 0 || difference.n_added > 0)
    items_changed (self, difference.position, difference.n_removed, difference.n_added);
}

static void
announce_changed (TillList         *self,
                  TillListQuery    *query,
                  GHashTable       *known,
                  TillIdsDifference difference)
{
  for (guint i = 0; i < query->rereads->len; i++)
    {
      TillListReread *reread = &g_array_index (query->rereads, TillListReread, i);
      TillRow        *shown = g_hash_table_lookup (known, &reread->id);
      guint           position = (guint) reread->position;

      if (reread->position < 0 ||
          (position >= difference.position && position - difference.position < difference.n_added))
        continue;

      /* Nobody has seen it, or nothing that is seen of it differs. */
      if (shown == NULL || till_row_equal (shown, reread->row))
        continue;
      till_list_pages_replace (self->pages, position, g_steal_pointer (&reread->row));
      items_changed (self, position, 1, 1);
    }
}

static void
take_in (TillList *self, TillListQuery *query)
{
  gboolean               same = self->shown != NULL && till_list_query_is_same (query, self->shown);
  g_autoptr (GHashTable) known = till_list_query_find_known (query, self->pages);
  TillIdsDifference      difference = { 0, self->n_ids, query->n_ids };

  if (same && query->before == self->block)
    difference = query->difference;
  else
    {
      g_clear_pointer (&query->left, g_array_unref);
      if (same)
        difference = till_ids_compare (self->ids, self->n_ids, query->ids, query->n_ids);
    }
  g_clear_pointer (&query->before, g_array_unref);

  g_clear_pointer (&self->shown, till_list_query_unref);
  self->shown = till_list_query_ref (query);

  if (!same)
    till_table_begin_replace (TILL_TABLE (self));
  if (!same || difference.n_removed > 0 || difference.n_added > 0)
    announce (self, query, difference);
  else
    {
      g_clear_pointer (&query->block, g_array_unref);
      till_list_query_drop_rows (query);
    }
  if (!same)
    till_table_end_replace (TILL_TABLE (self));

  if (same)
    announce_changed (self, query, known, difference);
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

static void
query_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillListQuery) query = user_data;
  g_autoptr (TillList)      self = NULL;
  g_autoptr (GError)        error = NULL;

  till_db_finish (TILL_DB (source), result, &error);
  if (query->list == NULL)
    return;

  self = g_object_ref (query->list);
  query->list = NULL;
  self->running = NULL;

  if (error != NULL)
    till_list_news_take_back (&self->news, query);
  if (error == NULL)
    {
      take_in (self, query);
      if (self->running == NULL)
        till_table_set_state (TILL_TABLE (self), TILL_TABLE_READY, NULL);
    }
  /* Cancelled, but not by us: the database closes. */
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    till_table_set_state (TILL_TABLE (self), TILL_TABLE_FAILED, error);

  if (self->running == NULL)
    till_list_rest_begin (&self->rest, follow, self);
  if (error == NULL)
    follow (self);
}

/* Of the same rows those that changed, and the pages that are looked at; of others the first page,
 * for there they will be looked at. */
static void
ask_along (TillList *self, TillListQuery *query)
{
  gboolean same = self->shown != NULL && till_list_query_is_same (query, self->shown);

  till_list_news_ask (&self->news, same ? self->pages : NULL, query);
  query->before = same ? g_array_ref (self->block) : NULL;
  query->n_pages =
    same ? till_list_pages_get_recent (self->pages, query->pages, TILL_LIST_SEEN) : 1;
}

static void
start_query (TillList *self)
{
  TillTable         *table = TILL_TABLE (self);
  g_autoptr (GError) error = NULL;
  TillListQuery     *query;
  TillDay            today = till_day_of_instant (till_clock_now (self->clock), self->zone);

  give_up (self);
  self->started = TRUE;
  query = till_list_query_new (self->kind, till_table_get_whole_filter (table),
                               till_table_get_sort (table), today, self->zone, &error);
  if (query == NULL)
    {
      till_table_set_state (table, TILL_TABLE_FAILED, error);
      return;
    }

  ask_along (self, query);
  query->list = self;
  till_list_rest_reading (&self->rest);
  self->running = query;
  till_db_read_async (self->db, till_list_query_work, till_list_query_ref (query),
                      (GDestroyNotify) till_list_query_unref, query->cancellable, query_done_cb,
                      query);
}

static void
till_list_requery (TillTable *table)
{
  TillList *self = TILL_LIST (table);

  start_query (self);
  if (self->running != NULL)
    till_table_set_state (table, TILL_TABLE_LOADING, NULL);
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_page (TillList *self, guint first, GError **error)
{
  TillRow *rows[TILL_LIST_PAGE];
  guint    n_rows = MIN (TILL_LIST_PAGE, self->n_ids - first);

  if (!till_list_read_rows (self->kind, till_db_get_reader (self->db), self->ids + first, n_rows,
                            rows, error))
    return FALSE;
  till_list_pages_put (self->pages, first, rows, n_rows);

  return TRUE;
}

static gpointer
list_get_item (GListModel *model, guint position)
{
  TillList          *self = TILL_LIST (model);
  g_autoptr (GError) error = NULL;
  TillRow           *row;

  if (position >= self->n_ids)
    return NULL;

  row = till_list_pages_get (self->pages, position);
  if (row != NULL)
    return g_object_ref (row);

  /* A cell may still be drawn while the practice closes behind it. */
  if (till_db_is_open (self->db) && read_page (self, position - position % TILL_LIST_PAGE, &error))
    return g_object_ref (till_list_pages_get (self->pages, position));

  if (error != NULL)
    till_table_set_state (TILL_TABLE (self), TILL_TABLE_FAILED, error);

  return till_row_new (self->ids[position], self->kind->columns.n_columns);
}

static guint
list_get_n_items (GListModel *model)
{
  TillList *self = TILL_LIST (model);

  if (!self->started)
    start_query (self);

  return self->n_ids;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_n_items = list_get_n_items;
  iface->get_item = list_get_item;
}

static const TillColumn *
till_list_get_columns (TillTable *table, guint *n_columns)
{
  const TillSqlColumns *columns = &TILL_LIST (table)->kind->columns;

  *n_columns = columns->n_columns;

  return columns->columns;
}

static gint64
till_list_get_id (TillTable *table, guint position)
{
  TillList *self = TILL_LIST (table);

  g_return_val_if_fail (position < self->n_ids, 0);

  return self->ids[position];
}

/* A million ids are passed in half a millisecond. */
static gboolean
till_list_find_id (TillTable *table, gint64 id, guint *position)
{
  TillList *self = TILL_LIST (table);

  for (guint i = 0; i < self->n_ids; i++)
    {
      if (self->ids[i] == id)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static gint64
till_list_get_sum (TillTable *table, const char *name)
{
  TillList      *self = TILL_LIST (table);
  const TillSum *sum = till_list_find_sum (self->kind, name);

  return self->shown != NULL ? self->shown->sums[sum->source][sum->part] : 0;
}

static void
till_list_sum (TillTable *table, const char *name, GArray *ids, GTask *task)
{
  TillList *self = TILL_LIST (table);

  till_list_sum_ids (self->kind, self->db, name, ids, task);
}

static void
till_list_text (TillTable *table, const char *column, const char *text, guint from, GTask *task)
{
  TillList *self = TILL_LIST (table);

  till_list_find_text (self->kind, self->db, column, text,
                       g_memdup2 (self->ids, self->n_ids * sizeof *self->ids), self->n_ids, from,
                       task);
}

static void
till_list_count_async (TillTable          *table,
                       const char         *column,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  TillList *self = TILL_LIST (table);
  TillDay   today = till_day_of_instant (till_clock_now (self->clock), self->zone);

  till_list_count_values_async (table, self->kind, self->db, today, self->zone, column, cancellable,
                                callback, user_data);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_list_dispose (GObject *object)
{
  TillList *self = TILL_LIST (object);

  give_up (self);
  till_list_rest_clear (&self->rest);
  if (self->db != NULL)
    g_signal_handlers_disconnect_by_func (self->db, db_changed_cb, self);
  g_clear_object (&self->db);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (till_list_parent_class)->dispose (object);
}

static void
till_list_finalize (GObject *object)
{
  TillList *self = TILL_LIST (object);

  g_clear_pointer (&self->shown, till_list_query_unref);
  g_clear_pointer (&self->pages, till_list_pages_free);
  till_list_news_clear (&self->news);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->block, g_array_unref);

  G_OBJECT_CLASS (till_list_parent_class)->finalize (object);
}

static void
till_list_class_init (TillListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  TillTableClass *table_class = TILL_TABLE_CLASS (klass);

  object_class->dispose = till_list_dispose;
  object_class->finalize = till_list_finalize;

  table_class->get_columns = till_list_get_columns;
  table_class->requery = till_list_requery;
  table_class->get_id = till_list_get_id;
  table_class->find_id = till_list_find_id;
  table_class->get_sum = till_list_get_sum;
  table_class->count_values_async = till_list_count_async;
  table_class->count_values_finish = till_list_count_values_finish;
  table_class->sum_ids = till_list_sum;
  table_class->find_text = till_list_text;
}

static void
till_list_init (TillList *self)
{
  self->pages = till_list_pages_new ();
  till_list_news_init (&self->news);
}

TillTable *
till_list_new (const TillListKind *kind, TillDb *db, TillClock *clock, GTimeZone *zone)
{
  TillList *self;

  g_return_val_if_fail (kind != NULL && zone != NULL, NULL);
  g_return_val_if_fail (TILL_IS_DB (db) && TILL_IS_CLOCK (clock), NULL);

  self = g_object_new (TILL_TYPE_LIST, NULL);
  self->kind = kind;
  self->db = g_object_ref (db);
  self->clock = g_object_ref (clock);
  self->zone = g_time_zone_ref (zone);
  g_signal_connect (db, "changed", G_CALLBACK (db_changed_cb), self);
  if (kind->beginning != NULL)
    {
      g_autoptr (TillFilter) beginning = till_filter_from_json (kind->beginning, NULL);

      till_table_set_beginning (TILL_TABLE (self), beginning);
    }

  return TILL_TABLE (self);
}
