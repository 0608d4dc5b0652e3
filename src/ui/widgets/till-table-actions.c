/* till-table-actions.c: the column of a table whose button asks for what may be done with the row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-actions.h"

#include <glib/gi18n-lib.h>

/* Kept with the view: whose rows they are. */
#define TABLE "till-acted-on"

static void
pressed_cb (GtkButton *button, TillTableView *view)
{
  GtkListItem    *item = g_object_get_data (G_OBJECT (button), "item");
  TillTable      *table = g_object_get_data (G_OBJECT (view), TABLE);
  guint           position = gtk_list_item_get_position (item);
  graphene_rect_t bounds;

  if (position < till_table_get_n_rows (table) &&
      gtk_widget_compute_bounds (GTK_WIDGET (button), GTK_WIDGET (view), &bounds))
    g_signal_emit_by_name (view, "row-menu", till_table_get_id (table, position),
                           &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                            (int) bounds.size.width, (int) bounds.size.height });
}

static GtkWidget *
setup (GtkListItem *item, gpointer view)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-more-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "cell-button");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "item", item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Actions"), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (pressed_cb), view);

  return till_table_cells_wrap_button (button);
}

void
till_table_actions_add (TillTableView *view, TillTable *table)
{
  g_object_set_data_full (G_OBJECT (view), TABLE, g_object_ref (table), g_object_unref);
  till_table_view_add_cell (view, NULL, _ ("Actions"), setup, NULL, view);
}
