/* till-sort-probe.c: by which columns a column view is sorted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-sort-probe.h"

typedef struct
{
  TillSortProbe *probe;
  guint          column;
} Key;

/* The view asks its keys in turn until one tells a difference: the one whose turn it is does. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Key *key = user_data;

  if (key->probe->n_asked++ != key->probe->n_equal)
    return 0;
  key->probe->asked_column = (int) key->column;

  return -1;
}

GtkSorter *
till_sort_probe_new_sorter (TillSortProbe *self, guint column)
{
  Key *key = g_new0 (Key, 1);

  key->probe = self;
  key->column = column;

  return GTK_SORTER (gtk_custom_sorter_new (compare_cb, key, g_free));
}

GArray *
till_sort_probe_read (TillSortProbe *self, GtkSorter *sorter, TillTable *table)
{
  GArray             *keys = g_array_new (TRUE, TRUE, sizeof (TillSortKey));
  g_autoptr (TillRow) one =
    till_row_new (1, 0); /* two: nobody is asked to compare a row with itself */
  g_autoptr (TillRow) other = till_row_new (2, 0);
  guint               n_columns;
  const TillColumn   *columns = till_table_get_columns (table, &n_columns);

  for (self->n_equal = 0;; self->n_equal++)
    {
      TillSortKey key;
      GtkOrdering ordering;

      self->n_asked = 0;
      self->asked_column = -1;
      ordering = gtk_sorter_compare (sorter, one, other);
      if (self->asked_column < 0)
        return keys;
      key = (TillSortKey){ columns[self->asked_column].id, ordering == GTK_ORDERING_LARGER };
      g_array_append_val (keys, key);
    }
}
