/* till-table-layout.c: which columns a column view shows, in which order, how wide
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 moves a column's title and cells among their siblings to a place that is one off when it
 * goes to the right; it draws them right all the same, but a screen reader and the Tab key follow
 * the siblings. So an order is always made by moving each column to the front, the last one first.
 */
#include "ui/widgets/till-table-layout.h"

/* In pixels. Narrower than that a column can't be grasped any more. */
#define LEAST_WIDTH 40
#define MOST_WIDTH 2000

/* Id, width (-1: its own), whether it is hidden. */
#define TEXT_TYPE "a(sib)"

struct _TillTableLayout
{
  GObject parent_instance;

  /* Owned */
  GtkColumnView *view;     /* weak */
  GPtrArray     *declared; /* GtkColumnViewColumn, in the order of the beginning */

  guint    settling;
  gboolean changing; /* by us */
};

G_DEFINE_FINAL_TYPE (TillTableLayout, till_table_layout, G_TYPE_OBJECT)

static guint changed_signal;

static const char *
get_id (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "layout-id");
}

/* Whether it takes the width that is left, as long as the user gives it none. */
static gboolean
was_expanding (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "layout-expands") != NULL;
}

static gboolean
was_hidden (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "layout-hidden") != NULL;
}

void
till_table_layout_mark (GtkColumnViewColumn *column, const char *id)
{
  g_object_set_data_full (G_OBJECT (column), "layout-id", g_strdup (id), g_free);
}

/* ── Order ── */

static GPtrArray *
list_all (TillTableLayout *self)
{
  GPtrArray  *all = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    g_ptr_array_add (all, g_list_model_get_item (columns, i));

  return all;
}

/* The columns without an id at their declared places, the others of @order around them. */
static GPtrArray *
fix_places (TillTableLayout *self, GPtrArray *order)
{
  GPtrArray *all = g_ptr_array_new ();
  guint      next = 0;

  for (guint i = 0; i < self->declared->len; i++)
    {
      if (get_id (self->declared->pdata[i]) == NULL)
        {
          g_ptr_array_add (all, self->declared->pdata[i]);
          continue;
        }
      while (next < order->len && get_id (order->pdata[next]) == NULL)
        next++;
      g_ptr_array_add (all, order->pdata[next++]);
    }

  return all;
}

static void
apply_order (TillTableLayout *self, GPtrArray *order)
{
  g_autoptr (GPtrArray) all = fix_places (self, order);

  self->changing = TRUE;
  for (guint i = all->len; i > 0; i--)
    gtk_column_view_insert_column (self->view, 0, all->pdata[i - 1]);
  self->changing = FALSE;
}

static void
tell (TillTableLayout *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
settle_cb (gpointer data)
{
  TillTableLayout      *self = data;
  g_autoptr (GPtrArray) order = NULL;

  self->settling = 0;
  if (self->view != NULL)
    {
      order = list_all (self);
      apply_order (self, order);
      tell (self);
    }

  return G_SOURCE_REMOVE;
}

/* A title was dragged: when GTK is done with it, the order is made good. */
static void
moved_cb (TillTableLayout *self)
{
  if (!self->changing && self->settling == 0)
    self->settling = g_idle_add_full (G_PRIORITY_HIGH, settle_cb, self, NULL);
}

/* ── Width ── */

static void
set_width (GtkColumnViewColumn *column, int width)
{
  gtk_column_view_column_set_fixed_width (column,
                                          width < 0 ? -1 : CLAMP (width, LEAST_WIDTH, MOST_WIDTH));
  gtk_column_view_column_set_expand (column, width < 0 && was_expanding (column));
}

static void
width_cb (GtkColumnViewColumn *column, GParamSpec *pspec, TillTableLayout *self)
{
  if (self->changing)
    return;
  self->changing = TRUE;
  set_width (column, gtk_column_view_column_get_fixed_width (column));
  self->changing = FALSE;
  tell (self);
}

static void
till_table_layout_dispose (GObject *object)
{
  TillTableLayout *self = TILL_TABLE_LAYOUT (object);

  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_weak_pointer (&self->view);
  g_clear_pointer (&self->declared, g_ptr_array_unref);

  G_OBJECT_CLASS (till_table_layout_parent_class)->dispose (object);
}

static void
till_table_layout_class_init (TillTableLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_layout_dispose;

  changed_signal = g_signal_new ("changed", TILL_TYPE_TABLE_LAYOUT, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
till_table_layout_init (TillTableLayout *self)
{
}

TillTableLayout *
till_table_layout_new (GtkColumnView *view)
{
  TillTableLayout *self = g_object_new (TILL_TYPE_TABLE_LAYOUT, NULL);

  g_set_weak_pointer (&self->view, view);
  self->declared = list_all (self);
  for (guint i = 0; i < self->declared->len; i++)
    {
      GtkColumnViewColumn *column = self->declared->pdata[i];

      if (get_id (column) == NULL)
        continue;
      if (gtk_column_view_column_get_expand (column))
        g_object_set_data (G_OBJECT (column), "layout-expands", column);
      if (!gtk_column_view_column_get_visible (column))
        g_object_set_data (G_OBJECT (column), "layout-hidden", column);
      gtk_column_view_column_set_resizable (column, TRUE);
      g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (width_cb), self, 0);
    }
  gtk_column_view_set_reorderable (view, TRUE);
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed",
                           G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);

  return self;
}

static void
remove_places (GPtrArray *columns)
{
  for (guint i = columns->len; i > 0; i--)
    {
      if (get_id (columns->pdata[i - 1]) == NULL)
        g_ptr_array_remove_index (columns, i - 1);
    }
}

GPtrArray *
till_table_layout_list (TillTableLayout *self)
{
  GPtrArray *columns;

  g_return_val_if_fail (TILL_IS_TABLE_LAYOUT (self) && self->view != NULL, NULL);

  columns = list_all (self);
  remove_places (columns);

  return columns;
}

gboolean
till_table_layout_move (TillTableLayout *self, GtkColumnViewColumn *column, int by)
{
  g_autoptr (GPtrArray) columns = till_table_layout_list (self);
  guint                 at;
  guint                 to;

  g_return_val_if_fail (columns != NULL && (by == -1 || by == 1), FALSE);
  g_return_val_if_fail (g_ptr_array_find (columns, column, &at), FALSE);

  to = at + (guint) by;
  if (to >= columns->len)
    return FALSE;
  columns->pdata[at] = columns->pdata[to];
  columns->pdata[to] = column;
  apply_order (self, columns);
  tell (self);

  return TRUE;
}

gboolean
till_table_layout_can_hide (TillTableLayout *self, GtkColumnViewColumn *column)
{
  for (guint i = 0; i < self->declared->len; i++)
    {
      GtkColumnViewColumn *other = self->declared->pdata[i];

      if (other != column && get_id (other) != NULL && gtk_column_view_column_get_visible (other))
        return TRUE;
    }

  return FALSE;
}

void
till_table_layout_show (TillTableLayout *self, GtkColumnViewColumn *column, gboolean show)
{
  g_autoptr (GPtrArray) all = NULL;

  g_return_if_fail (TILL_IS_TABLE_LAYOUT (self) && self->view != NULL);

  if (!show && !till_table_layout_can_hide (self, column))
    return;
  gtk_column_view_column_set_visible (column, show);
  /* Its cells are made anew, behind the others. */
  all = list_all (self);
  apply_order (self, all);
  tell (self);
}

void
till_table_layout_reset (TillTableLayout *self)
{
  g_return_if_fail (TILL_IS_TABLE_LAYOUT (self) && self->view != NULL);

  self->changing = TRUE;
  for (guint i = 0; i < self->declared->len; i++)
    {
      GtkColumnViewColumn *column = self->declared->pdata[i];

      if (get_id (column) == NULL)
        continue;
      set_width (column, -1);
      gtk_column_view_column_set_visible (column, !was_hidden (column));
    }
  self->changing = FALSE;
  apply_order (self, self->declared);
  tell (self);
}

gboolean
till_table_layout_is_as_declared (TillTableLayout *self)
{
  g_autoptr (GPtrArray) columns = till_table_layout_list (self);
  guint                 at = 0;

  for (guint i = 0; i < self->declared->len; i++)
    {
      GtkColumnViewColumn *column = self->declared->pdata[i];

      if (get_id (column) == NULL)
        continue;
      if (columns->pdata[at++] != column ||
          gtk_column_view_column_get_visible (column) == was_hidden (column) ||
          gtk_column_view_column_get_fixed_width (column) >= 0)
        return FALSE;
    }

  return TRUE;
}

/* ── What is kept ── */

char *
till_table_layout_to_text (TillTableLayout *self)
{
  g_autoptr (GPtrArray) columns = till_table_layout_list (self);
  g_autoptr (GVariant)  all = NULL;
  GVariantBuilder       builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TEXT_TYPE));
  for (guint i = 0; i < columns->len; i++)
    g_variant_builder_add (&builder, "(sib)", get_id (columns->pdata[i]),
                           gtk_column_view_column_get_fixed_width (columns->pdata[i]),
                           !gtk_column_view_column_get_visible (columns->pdata[i]));
  all = g_variant_ref_sink (g_variant_builder_end (&builder));

  return g_variant_print (all, FALSE);
}

static GtkColumnViewColumn *
find_declared (TillTableLayout *self, const char *id)
{
  for (guint i = 0; i < self->declared->len; i++)
    {
      if (g_strcmp0 (get_id (self->declared->pdata[i]), id) == 0)
        return self->declared->pdata[i];
    }

  return NULL;
}

/* Those that were not known then come behind the one they were declared behind. */
static void
add_missing (TillTableLayout *self, GPtrArray *order)
{
  guint at = 0; /* before which it goes */
  guint found;

  for (guint i = 0; i < self->declared->len; i++)
    {
      GtkColumnViewColumn *column = self->declared->pdata[i];

      if (get_id (column) == NULL)
        continue;
      if (g_ptr_array_find (order, column, &found))
        at = found + 1;
      else
        g_ptr_array_insert (order, (int) at++, column);
    }
}

static void
keep_one (TillTableLayout *self, GPtrArray *order)
{
  if (!till_table_layout_can_hide (self, NULL) && order->len > 0)
    gtk_column_view_column_set_visible (order->pdata[0], TRUE);
}

void
till_table_layout_restore (TillTableLayout *self, const char *text)
{
  g_autoptr (GVariant)  all = NULL;
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  GVariantIter          iter;
  const char           *id;
  int                   width;
  gboolean              is_hidden;

  g_return_if_fail (TILL_IS_TABLE_LAYOUT (self) && self->view != NULL);

  all = g_variant_parse (G_VARIANT_TYPE (TEXT_TYPE), text, NULL, NULL, NULL);
  if (all == NULL)
    return;

  self->changing = TRUE;
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &is_hidden))
    {
      GtkColumnViewColumn *column = *id != '\0' ? find_declared (self, id) : NULL;

      if (column == NULL || g_ptr_array_find (order, column, NULL))
        continue;
      set_width (column, width);
      gtk_column_view_column_set_visible (column, !is_hidden);
      g_ptr_array_add (order, column);
    }
  self->changing = FALSE;
  keep_one (self, order);
  add_missing (self, order);
  apply_order (self, order);
}
