/* till-review.c: a table of some guarantors, judged: who may be asked for money, who not and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-review.h"

#include "store/till-list-ids.h"
#include "store/till-list-pages.h"
#include "store/till-list-rest.h"
#include "store/till-list-typing.h"
#include "store/till-store-private.h"

struct _TillReview
{
  TillTable parent_instance;

  /* Owned */
  TillDb          *db;
  TillClock       *clock;
  GTimeZone       *zone;
  TillListPages   *pages;
  GArray          *ids;   /* gint64, ascending */
  TillReviewQuery *shown; /* NULL: nothing yet */

  /* Borrowed: belongs to its call */
  TillReviewQuery *running;

  TillRequestPolicy policy;
  gboolean          anew;     /* what is asked for is not what is shown, with changes */
  gboolean          is_stale; /* what is being judged is old already */
  TillListRest      rest;
};

static void list_model_iface_init (GListModelInterface *iface);
static void start (TillReview *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillReview,
                               till_review,
                               TILL_TYPE_TABLE,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static guint
count_shown (TillReview *self)
{
  return self->shown != NULL ? self->shown->shown->len : 0;
}

static const gint64 *
get_shown (TillReview *self)
{
  return self->shown != NULL ? (const gint64 *) (gpointer) self->shown->shown->data : NULL;
}

static void
items_changed (TillReview *self, guint position, guint n_removed, guint n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* ── Taking in what was judged ───────────────────────────────────────────────────────────────── */

static void
take_shown (TillReview *self, TillReviewQuery *query)
{
  g_clear_pointer (&self->shown, till_review_query_unref);
  self->shown = till_review_query_ref (query);
}

/* In two steps: when rows go and come in one call, GTK 4.8 fetches each that comes. */
static void
announce (TillReview *self, TillReviewQuery *query, TillIdsDifference difference)
{
  till_list_pages_drop_from (self->pages, difference.position);
  if (difference.n_removed > 0 && difference.n_added > 0)
    {
      g_array_remove_range (self->shown->shown, difference.position, difference.n_removed);
      items_changed (self, difference.position, difference.n_removed, 0);
      till_list_pages_drop_from (self->pages, difference.position);
      difference.n_removed = 0;
    }

  take_shown (self, query);
  items_changed (self, difference.position, difference.n_removed, difference.n_added);
}

static void
collect_known (TillRow *row, gpointer data)
{
  gint64 id = till_row_get_id (row);

  g_hash_table_insert (data, g_memdup2 (&id, sizeof id), g_object_ref (row));
}

/* What a cell shows and what it is now. */
static void
announce_changed (TillReview *self, TillReviewQuery *query, GHashTable *known)
{
  g_autoptr (GHashTable) positions = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (query->rows->len == 0)
    return;

  for (guint i = 0; i < query->shown->len; i++)
    {
      gint64 *id = &g_array_index (query->shown, gint64, i);

      if (g_hash_table_contains (known, id))
        g_hash_table_insert (positions, id, GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i < query->rows->len; i++)
    {
      TillRow *row = query->rows->pdata[i];
      gint64   id = till_row_get_id (row);
      TillRow *before = g_hash_table_lookup (known, &id);
      gpointer position;

      if (before == NULL || till_row_equal (before, row) ||
          !g_hash_table_lookup_extended (positions, &id, NULL, &position))
        continue;
      till_list_pages_replace (self->pages, GPOINTER_TO_UINT (position), g_object_ref (row));
      items_changed (self, GPOINTER_TO_UINT (position), 1, 1);
    }
}

static void
take_in (TillReview *self, TillReviewQuery *query)
{
  g_autoptr (GHashTable) known =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  TillIdsDifference difference = { 0, count_shown (self), query->shown->len };
  gboolean          anew = self->anew;

  till_list_pages_foreach (self->pages, collect_known, known);
  if (!anew)
    difference =
      till_ids_compare (get_shown (self), count_shown (self),
                        (const gint64 *) (gpointer) query->shown->data, query->shown->len);
  self->anew = FALSE;
  if (anew)
    till_table_begin_replace (TILL_TABLE (self));
  if (difference.n_removed > 0 || difference.n_added > 0)
    announce (self, query, difference);
  else
    take_shown (self, query);
  if (anew)
    till_table_end_replace (TILL_TABLE (self));
  else
    announce_changed (self, query, known);
}

/* ── Judging ─────────────────────────────────────────────────────────────────────────────────── */

static void
give_up (TillReview *self)
{
  TillReviewQuery *query = g_steal_pointer (&self->running);

  if (query == NULL)
    return;

  query->review = NULL;
  g_cancellable_cancel (query->cancellable);
}

static void
follow (gpointer data)
{
  TillReview *self = data;

  if (self->is_stale && self->running == NULL && self->rest.timer == 0)
    start (self);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillReviewQuery) query = user_data;
  g_autoptr (TillReview)      self = NULL;
  g_autoptr (GError)          error = NULL;

  till_db_finish (TILL_DB (source), result, &error);
  if (query->review == NULL)
    return;

  self = g_object_ref (query->review);
  query->review = NULL;
  self->running = NULL;
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

static void
append_reread (TillRow *row, gpointer data)
{
  gint64 id = till_row_get_id (row);

  g_array_append_val ((GArray *) data, id);
}

static void
start (TillReview *self)
{
  TillTable       *table = TILL_TABLE (self);
  TillDay          today = till_day_of_instant (till_clock_now (self->clock), self->zone);
  TillReviewQuery *query;

  give_up (self);
  self->is_stale = FALSE;
  query = till_review_query_new (self->ids, &self->policy, today, till_table_get_filter (table),
                                 till_table_get_sort (table));
  if (!self->anew)
    till_list_pages_foreach (self->pages, append_reread, query->rereads);
  query->review = self;
  self->running = query;
  till_list_rest_reading (&self->rest);
  till_db_read_async (self->db, till_review_query_work, till_review_query_ref (query),
                      (GDestroyNotify) till_review_query_unref, query->cancellable, judged_cb,
                      query);
}

static void
start_anew (TillReview *self)
{
  self->anew = TRUE;
  start (self);
  till_table_set_state (TILL_TABLE (self), TILL_TABLE_LOADING, NULL);
}

static void
db_changed_cb (TillDb *db, const TillDbChanges *changes, gpointer user_data)
{
  TillReview *self = user_data;

  self->is_stale = self->is_stale || till_review_query_is_touched (changes);
  follow (self);
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_page (TillReview *self, guint first, GError **error)
{
  TillRow *rows[TILL_LIST_PAGE];
  guint    n_rows = MIN (TILL_LIST_PAGE, count_shown (self) - first);

  if (!till_review_query_read_rows (self->shown, till_db_get_reader (self->db), first, n_rows, rows,
                                    error))
    return FALSE;
  till_list_pages_put (self->pages, first, rows, n_rows);

  return TRUE;
}

static gpointer
list_get_item (GListModel *model, guint position)
{
  TillReview        *self = TILL_REVIEW (model);
  g_autoptr (GError) error = NULL;
  TillRow           *row;

  if (position >= count_shown (self))
    return NULL;

  row = till_list_pages_get (self->pages, position);
  /* A cell may still be drawn while the practice closes behind it. */
  if (row == NULL && till_db_is_open (self->db) &&
      read_page (self, position - position % TILL_LIST_PAGE, &error))
    row = till_list_pages_get (self->pages, position);
  if (row != NULL)
    return g_object_ref (row);

  if (error != NULL)
    till_table_set_state (TILL_TABLE (self), TILL_TABLE_FAILED, error);

  return till_row_new (get_shown (self)[position], TILL_REVIEW_N_COLUMNS);
}

static guint
list_get_n_items (GListModel *model)
{
  return count_shown (TILL_REVIEW (model));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_n_items = list_get_n_items;
  iface->get_item = list_get_item;
}

/* ── As a table ──────────────────────────────────────────────────────────────────────────────── */

static const TillColumn *
review_get_columns (TillTable *table, guint *n_columns)
{
  *n_columns = TILL_REVIEW_N_COLUMNS;

  return till_review_kind ()->columns.columns;
}

static void
review_requery (TillTable *table)
{
  start_anew (TILL_REVIEW (table));
}

static gint64
review_get_id (TillTable *table, guint position)
{
  TillReview *self = TILL_REVIEW (table);

  g_return_val_if_fail (position < count_shown (self), 0);

  return get_shown (self)[position];
}

static gboolean
review_find_id (TillTable *table, gint64 id, guint *position)
{
  TillReview   *self = TILL_REVIEW (table);
  const gint64 *shown = get_shown (self);

  for (guint i = 0; i < count_shown (self); i++)
    {
      if (shown[i] == id)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static gint64
review_get_sum (TillTable *table, const char *name)
{
  TillReview *self = TILL_REVIEW (table);

  return self->shown != NULL ? self->shown->portion : 0;
}

/* At once: they are known. */
static void
review_sum_ids (TillTable *table, const char *name, GArray *ids, GTask *task)
{
  TillReview *self = TILL_REVIEW (table);
  gint64      sum = 0;

  for (guint i = 0; i < ids->len && self->shown != NULL; i++)
    {
      const TillJudged *judged =
        till_review_query_find (self->shown, g_array_index (ids, gint64, i));

      sum += judged != NULL ? judged->cents : 0;
    }
  g_task_return_int (task, sum);
}

/* By the name, as it is found among all people. */
static void
review_find_text (TillTable *table, const char *column, const char *text, guint from, GTask *task)
{
  TillReview *self = TILL_REVIEW (table);
  guint       n_ids = count_shown (self);

  till_list_find_text (till_store_people_kind (), self->db, "name", text,
                       g_memdup2 (get_shown (self), n_ids * sizeof (gint64)), n_ids, from, task);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_review_dispose (GObject *object)
{
  TillReview *self = TILL_REVIEW (object);

  give_up (self);
  till_list_rest_clear (&self->rest);
  if (self->db != NULL)
    g_signal_handlers_disconnect_by_func (self->db, db_changed_cb, self);
  g_clear_object (&self->db);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (till_review_parent_class)->dispose (object);
}

static void
till_review_finalize (GObject *object)
{
  TillReview *self = TILL_REVIEW (object);

  g_clear_pointer (&self->shown, till_review_query_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->pages, till_list_pages_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (till_review_parent_class)->finalize (object);
}

static void
till_review_class_init (TillReviewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  TillTableClass *table_class = TILL_TABLE_CLASS (klass);

  object_class->dispose = till_review_dispose;
  object_class->finalize = till_review_finalize;

  table_class->get_columns = review_get_columns;
  table_class->requery = review_requery;
  table_class->get_id = review_get_id;
  table_class->find_id = review_find_id;
  table_class->get_sum = review_get_sum;
  table_class->sum_ids = review_sum_ids;
  table_class->find_text = review_find_text;
}

static void
till_review_init (TillReview *self)
{
  self->pages = till_list_pages_new ();
}

TillTable *
till_review_new (TillDb                  *db,
                 TillClock               *clock,
                 GTimeZone               *zone,
                 const gint64            *ids,
                 gsize                    n_ids,
                 const TillRequestPolicy *policy)
{
  TillReview *self;

  g_return_val_if_fail (TILL_IS_DB (db) && TILL_IS_CLOCK (clock) && zone != NULL, NULL);
  g_return_val_if_fail (ids != NULL && n_ids > 0 && policy != NULL, NULL);

  self = g_object_new (TILL_TYPE_REVIEW, NULL);
  self->db = g_object_ref (db);
  self->clock = g_object_ref (clock);
  self->zone = g_time_zone_ref (zone);
  self->ids = till_review_sort_ids (ids, n_ids);
  self->policy = *policy;
  g_signal_connect (db, "changed", G_CALLBACK (db_changed_cb), self);
  start_anew (self);

  return TILL_TABLE (self);
}

void
till_review_set_policy (TillReview *self, const TillRequestPolicy *policy)
{
  g_return_if_fail (TILL_IS_REVIEW (self) && policy != NULL);

  self->policy = *policy;
  start_anew (self);
}

const TillRequestTally *
till_review_get_tally (TillReview *self)
{
  static const TillRequestTally nobody = { 0 };

  g_return_val_if_fail (TILL_IS_REVIEW (self), NULL);

  return self->shown != NULL ? &self->shown->tally : &nobody;
}

TillListWalk *
till_review_new_walk (TillReview        *self,
                      TillFilter        *filter,
                      const TillSortKey *sort,
                      GArray            *ids,
                      gboolean           all_but)
{
  TillDay today;

  g_return_val_if_fail (TILL_IS_REVIEW (self) && filter != NULL, NULL);

  today = till_day_of_instant (till_clock_now (self->clock), self->zone);

  return till_review_walk_new (
    till_review_query_new (self->ids, &self->policy, today, filter, sort), self->zone, ids,
    all_but);
}
