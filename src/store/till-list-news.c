/* till-list-news.c: what has changed in the database since a list was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-news.h"

void
till_list_news_init (TillListNews *self)
{
  *self = (TillListNews){ 0 };
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

void
till_list_news_clear (TillListNews *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

static void
note_id (TillListNews *self, gint64 id)
{
  g_hash_table_add (self->ids, g_memdup2 (&id, sizeof id));
}

static void
note_table (TillListNews *self, const TillDbChanges *changes, const char *table)
{
  const GArray *ids = till_db_changes_get_ids (changes, table);

  self->all = self->all || ids == NULL;
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    note_id (self, g_array_index (ids, gint64, i));
  self->is_stale = TRUE;
}

void
till_list_news_note (TillListNews        *self,
                     const TillListKind  *kind,
                     TillFilter          *filter,
                     const TillDbChanges *changes)
{
  if (till_db_changes_touch (changes, kind->table))
    note_table (self, changes, kind->table);
  if (kind->also != NULL && till_db_changes_touch (changes, kind->also))
    note_table (self, changes, kind->also);
  if ((kind->behind != NULL && till_db_changes_touch (changes, kind->behind)) ||
      (kind->chosen_by != NULL && till_db_changes_touch (changes, kind->chosen_by)))
    self->all = self->is_stale = TRUE;
  if (till_filter_is_touched (filter, &kind->columns, changes))
    self->is_stale = TRUE;
}

typedef struct
{
  const TillListNews *news;
  TillListQuery      *query;
} Asking;

static void
ask_for_row (TillRow *row, gpointer data)
{
  const Asking  *asking = data;
  TillListReread reread = { till_row_get_id (row), NULL, -1 };

  if (asking->news->all || g_hash_table_contains (asking->news->ids, &reread.id))
    g_array_append_val (asking->query->rereads, reread);
}

void
till_list_news_ask (TillListNews *self, TillListPages *pages, TillListQuery *query)
{
  Asking asking = { self, query };

  if (pages != NULL && (self->all || g_hash_table_size (self->ids) > 0))
    till_list_pages_foreach (pages, ask_for_row, &asking);

  g_hash_table_remove_all (self->ids);
  self->all = FALSE;
  self->is_stale = FALSE;
}

void
till_list_news_take_back (TillListNews *self, const TillListQuery *query)
{
  /* Of other rows it was to bring all anew. */
  self->all = self->all || query->before == NULL;
  for (guint i = 0; i < query->rereads->len; i++)
    note_id (self, g_array_index (query->rereads, TillListReread, i).id);
}
