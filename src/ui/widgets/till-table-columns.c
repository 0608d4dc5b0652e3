/* till-table-columns.c: the columns of a column view, made from the table's own and the page's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-columns.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-header-filters.h"
#include "ui/widgets/till-table-layout.h"

/* A column of the page's, or of the table's with cells of the page's. */
typedef struct
{
  char         *id;
  char         *title; /* NULL: the table's */
  TillCellSetup setup;
  TillCellBind  bind;
  gpointer      user_data;
} OwnCell;

struct _TillTableColumns
{
  GPtrArray *own; /* OwnCell */
};

static void
own_cell_free (gpointer data)
{
  OwnCell *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

TillTableColumns *
till_table_columns_new (void)
{
  TillTableColumns *self = g_new0 (TillTableColumns, 1);

  self->own = g_ptr_array_new_with_free_func (own_cell_free);

  return self;
}

void
till_table_columns_free (TillTableColumns *self)
{
  g_ptr_array_unref (self->own);
  g_free (self);
}

void
till_table_columns_set_cell (TillTableColumns *self,
                             const char       *id,
                             TillCellSetup     setup,
                             TillCellBind      bind,
                             gpointer          user_data)
{
  till_table_columns_add_cell (self, id, NULL, setup, bind, user_data);
}

void
till_table_columns_add_cell (TillTableColumns *self,
                             const char       *id,
                             const char       *title,
                             TillCellSetup     setup,
                             TillCellBind      bind,
                             gpointer          user_data)
{
  OwnCell *own = g_new0 (OwnCell, 1);

  own->id = g_strdup (id);
  own->title = g_strdup (title);
  own->setup = setup;
  own->bind = bind;
  own->user_data = user_data;
  g_ptr_array_add (self->own, own);
}

/* ── Making them ── */

static const OwnCell *
find_own (TillTableColumns *self, const char *id)
{
  for (guint i = 0; i < self->own->len; i++)
    {
      const OwnCell *own = self->own->pdata[i];

      if (own->title == NULL && g_strcmp0 (own->id, id) == 0)
        return own;
    }

  return NULL;
}

static GtkColumnViewColumn *
append_column (GtkColumnView  *view,
               TillTableCells *cells,
               guint           column,
               const OwnCell  *own,
               const char     *title)
{
  TillCellSetup       setup = own != NULL ? own->setup : NULL;
  TillCellBind        bind = own != NULL ? own->bind : NULL;
  GtkListItemFactory *factory =
    till_table_cells_new_factory (cells, column, setup, bind, own != NULL ? own->user_data : NULL);
  GtkColumnViewColumn *shown = gtk_column_view_column_new (title, factory);

  if (setup == NULL)
    till_table_cells_follow (cells, factory, shown);
  gtk_column_view_append_column (view, shown);
  g_object_unref (shown); /* append does not take it; the view holds it */

  return shown;
}

void
till_table_columns_fill (TillTableColumns *self,
                         GtkColumnView    *view,
                         TillTable        *table,
                         TillTableCells   *cells,
                         TillSortProbe    *probe)
{
  guint                n_columns;
  const TillColumn    *columns = till_table_get_columns (table, &n_columns);
  GtkColumnViewColumn *shown;

  for (guint i = 0; i < n_columns; i++)
    {
      if (columns[i].title == NULL || columns[i].off_screen)
        continue;
      shown = append_column (view, cells, i, find_own (self, columns[i].id), _ (columns[i].title));
      till_header_filters_mark (shown, i);
      till_table_layout_mark (shown, columns[i].id);
      gtk_column_view_column_set_expand (shown, columns[i].expand);
      gtk_column_view_column_set_visible (shown, !columns[i].starts_hidden);
      if (columns[i].sortable)
        {
          g_autoptr (GtkSorter) sorter = till_sort_probe_new_sorter (probe, i);

          gtk_column_view_column_set_sorter (shown, sorter);
        }
    }
  for (guint i = 0; i < self->own->len; i++)
    {
      const OwnCell *own = self->own->pdata[i];

      if (own->title == NULL)
        continue;
      shown = append_column (view, cells, G_MAXUINT, own, own->title);
      if (own->id != NULL)
        till_table_layout_mark (shown, own->id);
    }
}
