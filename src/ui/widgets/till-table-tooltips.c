/* till-table-tooltips.c: the whole text of a cell that shows only its beginning
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One handler for the view, asked when the pointer rests: nothing is kept for a cell.
 */
#include "ui/widgets/till-table-tooltips.h"

static gboolean
is_cut (GtkInscription *cell)
{
  g_autoptr (PangoLayout) layout =
    gtk_widget_create_pango_layout (GTK_WIDGET (cell), gtk_inscription_get_text (cell));
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width > gtk_widget_get_width (GTK_WIDGET (cell));
}

static gboolean
query_tooltip_cb (GtkWidget  *view,
                  int         x,
                  int         y,
                  gboolean    by_keyboard,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  GtkWidget      *cell = by_keyboard ? NULL : gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  graphene_rect_t bounds;

  if (!GTK_IS_INSCRIPTION (cell) || gtk_inscription_get_text (GTK_INSCRIPTION (cell)) == NULL ||
      !is_cut (GTK_INSCRIPTION (cell)) || !gtk_widget_compute_bounds (cell, view, &bounds))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_inscription_get_text (GTK_INSCRIPTION (cell)));
  gtk_tooltip_set_tip_area (tooltip,
                            &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                             (int) bounds.size.width, (int) bounds.size.height });

  return TRUE;
}

void
till_table_tooltips_add (GtkColumnView *view)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  g_signal_connect (view, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
