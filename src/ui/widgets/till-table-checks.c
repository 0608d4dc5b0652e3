/* till-table-checks.c: the column of check marks, and the one over it that selects all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The marks of the rows are pictures: GtkListView keeps 200 of them, and a check button is several
 * widgets. A screen reader is told by the row itself that it is selected.
 */
#include "ui/widgets/till-table-checks.h"

#include <glib/gi18n-lib.h>

#define WIDTH 34

typedef struct
{
  TillTableSelection *rows; /* owned */
  TillRowStyle        style;
  gpointer            user_data;
} Checks;

static void
checks_free (gpointer data)
{
  Checks *checks = data;

  g_object_unref (checks->rows);
  g_free (checks);
}

static void
show_mark (GtkListItem *item)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_list_item_get_child (item)),
                                gtk_list_item_get_selected (item) ? "checkbox-checked-symbolic"
                                                                  : "checkbox-symbolic");
}

/* Without taking what else is selected away, as a click on the row would. */
static void
pressed_cb (GtkGestureClick *click, int n_presses, double x, double y, GtkSelectionModel *rows)
{
  GtkWidget   *mark = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  GtkListItem *item = g_object_get_data (G_OBJECT (mark), "item");
  guint        position = gtk_list_item_get_position (item);

  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_list_item_get_selected (item))
    gtk_selection_model_unselect_item (rows, position);
  else
    gtk_selection_model_select_item (rows, position, FALSE);
}

static GtkWidget *
setup_mark (GtkListItem *item, gpointer user_data)
{
  Checks     *checks = user_data;
  GtkWidget  *mark = gtk_image_new_from_icon_name ("checkbox-symbolic");
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (mark), "item", item);
  gtk_widget_add_css_class (mark, "row-mark");
  gtk_widget_set_tooltip_text (mark, _ ("Select"));
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), checks->rows, 0);
  gtk_widget_add_controller (mark, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (item, "notify::selected", G_CALLBACK (show_mark), NULL);

  return mark;
}

/* The column that is always there is the one that knows how its row looks. */
static void
style_row (GtkWidget *mark, const char *style)
{
  const char *before = g_object_get_data (G_OBJECT (mark), "style");
  GtkWidget  *cell = gtk_widget_get_parent (mark);
  GtkWidget  *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  if (row == NULL || before == style)
    return;
  if (before != NULL)
    gtk_widget_remove_css_class (row, before);
  if (style != NULL)
    gtk_widget_add_css_class (row, style);
  g_object_set_data (G_OBJECT (mark), "style", (gpointer) style);
}

static void
bind_mark (GtkListItem *item, TillRow *row, gpointer user_data)
{
  Checks    *checks = user_data;
  GtkWidget *mark = gtk_list_item_get_child (item);
  gboolean is_part = till_table_selection_is_part (checks->rows, gtk_list_item_get_position (item));

  gtk_widget_set_can_target (mark, !is_part);
  if (is_part)
    gtk_widget_add_css_class (mark, "no-mark");
  else
    gtk_widget_remove_css_class (mark, "no-mark");
  if (checks->style != NULL)
    style_row (mark, checks->style (row, checks->user_data));
}

gboolean
till_table_checks_find_position (GtkWidget *row, guint *position)
{
  GtkListItem *item = NULL;

  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL && item == NULL;
       cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *mark = gtk_widget_get_first_child (cell);

      if (mark != NULL && gtk_widget_has_css_class (mark, "row-mark"))
        item = g_object_get_data (G_OBJECT (mark), "item");
    }
  if (item == NULL || gtk_list_item_get_position (item) == GTK_INVALID_LIST_POSITION)
    return FALSE;
  *position = gtk_list_item_get_position (item);

  return TRUE;
}

/* ── The mark over the column ── */

static void
show_all (GtkCheckButton *all)
{
  TillTableSelection *rows = g_object_get_data (G_OBJECT (all), "rows");
  gboolean            is_all = till_table_selection_is_all (rows);

  g_object_set_data (G_OBJECT (all), "showing", all);
  gtk_check_button_set_active (all, is_all);
  gtk_check_button_set_inconsistent (all,
                                     !is_all && till_table_selection_get_n_selected (rows) > 0);
  g_object_set_data (G_OBJECT (all), "showing", NULL);
}

static void
toggled_cb (GtkCheckButton *all, GtkSelectionModel *rows)
{
  if (g_object_get_data (G_OBJECT (all), "showing") != NULL)
    return;
  if (gtk_check_button_get_active (all))
    gtk_selection_model_select_all (rows);
  else
    gtk_selection_model_unselect_all (rows);
}

static void
add_all_mark (GtkColumnView *view, TillTableSelection *rows)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  GtkWidget *all;

  /* The title's inside is GTK's own. Without it Ctrl+A remains. */
  if (!GTK_IS_BOX (box))
    return;

  /* GTK takes the focus away from the header, and with it from all that is in it. */
  gtk_widget_set_can_focus (header, TRUE);
  all = gtk_check_button_new ();
  gtk_widget_add_css_class (all, "all-mark");
  gtk_widget_set_tooltip_text (all, _ ("Select all"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (all), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Select all"), -1);
  g_object_set_data (G_OBJECT (all), "rows", rows);
  g_signal_connect_object (all, "toggled", G_CALLBACK (toggled_cb), rows, 0);
  g_signal_connect_object (rows, "selection-changed", G_CALLBACK (show_all), all,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "rows-replaced", G_CALLBACK (show_all), all, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), all);
}

void
till_table_checks_add (GtkColumnView      *view,
                       TillTableSelection *rows,
                       TillTableCells     *cells,
                       TillRowStyle        style,
                       gpointer            user_data)
{
  Checks              *checks = g_new0 (Checks, 1);
  GtkListItemFactory  *factory;
  GtkColumnViewColumn *column;

  *checks = (Checks){ g_object_ref (rows), style, user_data };
  g_object_set_data_full (G_OBJECT (view), "checks", checks, checks_free);
  factory = till_table_cells_new_factory (cells, G_MAXUINT, setup_mark, bind_mark, checks);
  column = gtk_column_view_column_new (NULL, factory);
  gtk_column_view_column_set_fixed_width (column, WIDTH);
  gtk_column_view_append_column (view, column);
  g_object_unref (column); /* append does not take it */
  add_all_mark (view, rows);
}
