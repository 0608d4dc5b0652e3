/* till-table-cells.h: the cells of a table view: making them, filling them, filling them again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-table.h"

G_BEGIN_DECLS

/* A cell of one's own: @setup makes the widget, @bind fills it for a row. The row of a cell is the
 * table's at gtk_list_item_get_position(): what gtk_list_item_get_item() has may be of before. */
typedef GtkWidget *(*TillCellSetup) (GtkListItem *item, gpointer user_data);
typedef void (*TillCellBind) (GtkListItem *item, TillRow *row, gpointer user_data);

/* A style class that a row has, static; or NULL. */
typedef const char *(*TillRowStyle) (TillRow *row, gpointer user_data);

typedef struct _TillTableCells TillTableCells;

TillTableCells *till_table_cells_new (TillTable *table, GTimeZone *zone);
/* The view may live on for a while: its cells are filled no more. */
void till_table_cells_free (TillTableCells *self);

/* @column of the table, or G_MAXUINT; @setup and @bind may be NULL: what the column says. */
GtkListItemFactory *till_table_cells_new_factory (TillTableCells *self,
                                                  guint           column,
                                                  TillCellSetup   setup,
                                                  TillCellBind    bind,
                                                  gpointer        user_data);

/* Lets the factory's texts be cut as short as the user makes @shown, the column that has it;
 * without a width of its own a column leaves them room for most of what they say. */
void till_table_cells_follow (TillTableCells      *self,
                              GtkListItemFactory  *factory,
                              GtkColumnViewColumn *shown);

/* All rows are to be filled again; between the two none is. */
void till_table_cells_begin (TillTableCells *self);
void till_table_cells_end (TillTableCells *self);

/* A cell that is a button: in a box, for were it the cell's child itself, GTK would give it the
 * focus of its row. */
GtkWidget *till_table_cells_wrap_button (GtkWidget *button);
GtkWidget *till_table_cells_get_button (GtkListItem *item);

/* The rows in sight, from @first to before @end, are filled at once; the others, which GTK keeps at
 * hand above and below, while nothing else is to do. */
void till_table_cells_set_sight (TillTableCells *self, guint first, guint end);

/* The same while GTK lays the view out, when no row may change its size: soon after. */
void till_table_cells_expect_sight (TillTableCells *self, guint first, guint end);

void till_table_cells_bind_row (TillTableCells *self, guint position);

G_END_DECLS
