/* till-chosen-ids.c: which of a table's rows are chosen: ids, or all but ids
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-chosen-ids.h"

static gpointer
to_key (gint64 id)
{
  return GSIZE_TO_POINTER ((gsize) id);
}

void
till_chosen_ids_init (TillChosenIds *self)
{
  *self = (TillChosenIds){ .ids = g_hash_table_new (NULL, NULL) };
}

void
till_chosen_ids_clear (TillChosenIds *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

void
till_chosen_ids_set_all (TillChosenIds *self, gboolean chosen)
{
  g_hash_table_remove_all (self->ids);
  self->all_but = chosen;
}

void
till_chosen_ids_set (TillChosenIds *self, gint64 id, gboolean chosen)
{
  if (chosen != self->all_but)
    g_hash_table_add (self->ids, to_key (id));
  else
    g_hash_table_remove (self->ids, to_key (id));
}

gboolean
till_chosen_ids_contain (const TillChosenIds *self, gint64 id)
{
  return g_hash_table_contains (self->ids, to_key (id)) != self->all_but;
}

gboolean
till_chosen_ids_are_alike (const TillChosenIds *self)
{
  return g_hash_table_size (self->ids) == 0;
}

guint
till_chosen_ids_count (const TillChosenIds *self, guint n_rows)
{
  guint n_ids = g_hash_table_size (self->ids);

  return self->all_but ? n_rows - MIN (n_ids, n_rows) : n_ids;
}

gboolean
till_chosen_ids_drop_gone (TillChosenIds *self, TillTable *table)
{
  guint                  n_rows = till_table_get_n_rows (table);
  guint                  n_ids = g_hash_table_size (self->ids);
  g_autoptr (GHashTable) kept = NULL;

  if (n_ids == 0)
    return FALSE;

  kept = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n_rows && g_hash_table_size (kept) < n_ids; i++)
    {
      gpointer key = to_key (till_table_get_id (table, i));

      if (g_hash_table_contains (self->ids, key))
        g_hash_table_add (kept, key);
    }
  if (g_hash_table_size (kept) == n_ids)
    return FALSE;
  g_hash_table_unref (self->ids);
  self->ids = g_steal_pointer (&kept);

  return TRUE;
}

GArray *
till_chosen_ids_to_array (const TillChosenIds *self)
{
  GArray        *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 id = (gint64) GPOINTER_TO_SIZE (key);

      g_array_append_val (ids, id);
    }

  return ids;
}
