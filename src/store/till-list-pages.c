/* till-list-pages.c: the rows of a list that were read last, a page at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-pages.h"

typedef struct
{
  guint    number;
  guint64  used;
  guint    n_rows;
  TillRow *rows[TILL_LIST_PAGE];
} Page;

struct _TillListPages
{
  GHashTable *pages;  /* number → Page */
  GPtrArray  *strays; /* TillRow, held by somebody else too */
  guint64     tick;
};

static gboolean
is_held_elsewhere (TillRow *row)
{
  return g_atomic_int_get (&G_OBJECT (row)->ref_count) > 1;
}

static void
forget_strays (TillListPages *self)
{
  for (guint i = self->strays->len; i > 0; i--)
    {
      if (!is_held_elsewhere (g_ptr_array_index (self->strays, i - 1)))
        g_ptr_array_remove_index_fast (self->strays, i - 1);
    }
}

static void
keep_strays (TillListPages *self, const Page *page)
{
  for (guint i = 0; i < page->n_rows; i++)
    {
      if (is_held_elsewhere (page->rows[i]))
        g_ptr_array_add (self->strays, g_object_ref (page->rows[i]));
    }
}

static void
page_free (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < page->n_rows; i++)
    g_object_unref (page->rows[i]);
  g_free (page);
}

TillListPages *
till_list_pages_new (void)
{
  TillListPages *self = g_new0 (TillListPages, 1);

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  self->strays = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
till_list_pages_free (TillListPages *self)
{
  g_hash_table_unref (self->pages);
  g_ptr_array_unref (self->strays);
  g_free (self);
}

static Page *
find (TillListPages *self, guint position)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (position / TILL_LIST_PAGE));

  return page != NULL && position % TILL_LIST_PAGE < page->n_rows ? page : NULL;
}

TillRow *
till_list_pages_get (TillListPages *self, guint position)
{
  Page *page = find (self, position);

  if (page == NULL)
    return NULL;
  page->used = ++self->tick;

  return page->rows[position % TILL_LIST_PAGE];
}

static void
drop_oldest (TillListPages *self)
{
  GHashTableIter iter;
  gpointer       value;
  Page          *oldest = NULL;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (oldest == NULL || ((Page *) value)->used < oldest->used)
        oldest = value;
    }
  if (oldest == NULL)
    return;

  forget_strays (self);
  keep_strays (self, oldest);
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->number));
}

void
till_list_pages_put (TillListPages *self, guint first, TillRow **rows, guint n_rows)
{
  Page *page = g_new0 (Page, 1);

  page->number = first / TILL_LIST_PAGE;
  page->used = ++self->tick;
  page->n_rows = n_rows;
  for (guint i = 0; i < n_rows; i++)
    page->rows[i] = rows[i];

  g_hash_table_remove (self->pages, GUINT_TO_POINTER (page->number));
  if (g_hash_table_size (self->pages) >= TILL_LIST_MAX_PAGES)
    drop_oldest (self);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page->number), page);
}

void
till_list_pages_replace (TillListPages *self, guint position, TillRow *row)
{
  Page *page = find (self, position);

  if (page == NULL)
    {
      g_object_unref (row);
      return;
    }
  g_object_unref (page->rows[position % TILL_LIST_PAGE]);
  page->rows[position % TILL_LIST_PAGE] = row;
}

guint
till_list_pages_get_recent (TillListPages *self, guint *numbers, guint n_most)
{
  guint n = 0;

  for (guint64 before = G_MAXUINT64; n < n_most;)
    {
      const Page    *newest = NULL;
      GHashTableIter iter;
      gpointer       value;

      g_hash_table_iter_init (&iter, self->pages);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          const Page *page = value;

          if (page->used < before && (newest == NULL || page->used > newest->used))
            newest = page;
        }
      if (newest == NULL)
        break;
      numbers[n++] = newest->number;
      before = newest->used;
    }

  return n;
}

void
till_list_pages_drop_from (TillListPages *self, guint position)
{
  GHashTableIter iter;
  gpointer       value;

  forget_strays (self);
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (((Page *) value)->number < position / TILL_LIST_PAGE)
        continue;
      keep_strays (self, value);
      g_hash_table_iter_remove (&iter);
    }
}

void
till_list_pages_foreach (TillListPages *self, TillListVisit visit, gpointer data)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      for (guint i = 0; i < page->n_rows; i++)
        visit (page->rows[i], data);
    }

  forget_strays (self);
  for (guint i = 0; i < self->strays->len; i++)
    visit (g_ptr_array_index (self->strays, i), data);
}
