/* till-header-filters.c: the filter buttons in a column view's header
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The view's first child is the header, whose children are the titles of the visible columns; a
 * title's child is a box with the words and the arrow of the sort. The button is its last.
 */
#include "ui/widgets/till-header-filters.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-filter-popover.h"

void
till_header_filters_mark (GtkColumnViewColumn *shown, guint column)
{
  g_object_set_data (G_OBJECT (shown), "column", GUINT_TO_POINTER (column + 1));
}

GtkColumnViewColumn *
till_header_filters_find_column (GtkColumnView *view, guint column)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) shown = g_list_model_get_item (columns, i);

      if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (shown), "column")) == column + 1)
        return shown;
    }

  return NULL;
}

/* The words of a title are cut where the user has made its column narrow, as those below are. */
static void
width_cb (GtkColumnViewColumn *shown, GParamSpec *pspec, GtkLabel *words)
{
  gtk_label_set_ellipsize (words, gtk_column_view_column_get_fixed_width (shown) >= 0
                                    ? PANGO_ELLIPSIZE_END
                                    : PANGO_ELLIPSIZE_NONE);
}

static void
follow_width (GtkColumnViewColumn *shown, GtkWidget *title)
{
  GtkWidget *words = gtk_widget_get_first_child (gtk_widget_get_first_child (title));

  if (!GTK_IS_LABEL (words))
    return;
  g_signal_connect_object (shown, "notify::fixed-width", G_CALLBACK (width_cb), words, 0);
  width_cb (shown, NULL, GTK_LABEL (words));
}

/* While the titles stand in the order of the columns: when one is dragged they don't any more. */
static void
find_titles (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkWidget  *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget  *title;

  if (header == NULL || g_strcmp0 (gtk_widget_get_css_name (header), "header") != 0)
    return;
  /* GTK takes the focus away from the header, and with it from all that is in it. */
  gtk_widget_set_can_focus (header, TRUE);
  title = gtk_widget_get_first_child (header);
  for (guint i = 0; i < g_list_model_get_n_items (columns) && title != NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) shown = g_list_model_get_item (columns, i);

      if (GTK_IS_BOX (gtk_widget_get_first_child (title)))
        {
          g_object_set_data (G_OBJECT (shown), "title", title);
          follow_width (shown, title);
        }
      title = gtk_widget_get_next_sibling (title);
    }
}

/* NULL: there is none. */
static GtkWidget *
find_title (GtkColumnView *view, guint column)
{
  GtkColumnViewColumn *shown = till_header_filters_find_column (view, column);

  return shown != NULL ? g_object_get_data (G_OBJECT (shown), "title") : NULL;
}

static GtkMenuButton *
find_button (GtkWidget *title)
{
  GtkWidget *last = gtk_widget_get_last_child (gtk_widget_get_first_child (title));

  return GTK_IS_MENU_BUTTON (last) ? GTK_MENU_BUTTON (last) : NULL;
}

/* Made when it is first opened: a window opens quicker without them. */
static void
make_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  GtkColumnView *view = user_data;
  TillTable     *table = g_object_get_data (G_OBJECT (view), "filtered-table");
  guint          column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "column"));

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, till_filter_popover_new (table, view, column));
}

static void
add_button (GtkColumnView *view, GtkWidget *title, const TillColumn *declared, guint column)
{
  GtkWidget       *button = gtk_menu_button_new ();
  g_autofree char *name = g_strdup_printf (_ ("Filter %s"), _ (declared->title));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popover_cb, view, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "filter-button");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (button, name);
  /* What takes the focus is the button within. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "column", GUINT_TO_POINTER (column));
  gtk_box_append (GTK_BOX (gtk_widget_get_first_child (title)), button);
}

static void
show_filtered (GtkWidget *title, gboolean is_filtered)
{
  GtkMenuButton *button = find_button (title);

  if (is_filtered)
    gtk_widget_add_css_class (title, "filtered");
  else
    gtk_widget_remove_css_class (title, "filtered");
  gtk_menu_button_set_icon_name (button,
                                 is_filtered ? "till-filter-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (button))),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  is_filtered ? _ ("Filter is on") : _ ("No filter"), -1);
}

static void
update (GtkColumnView *view)
{
  TillTable        *table = g_object_get_data (G_OBJECT (view), "filtered-table");
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (table, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      GtkWidget *title = columns[i].filterable ? find_title (view, i) : NULL;

      if (title == NULL)
        continue;
      if (find_button (title) == NULL)
        add_button (view, title, &columns[i], i);
      show_filtered (title,
                     till_filter_find (till_table_get_filter (table), columns[i].id) != NULL);
    }
}

void
till_header_filters_add (GtkColumnView *view, TillTable *table)
{
  g_object_set_data_full (G_OBJECT (view), "filtered-table", g_object_ref (table), g_object_unref);
  g_signal_connect_object (table, "notify::filter", G_CALLBACK (update), view, G_CONNECT_SWAPPED);
  find_titles (view);
  update (view);
}

gboolean
till_header_filters_open (GtkColumnView *view, guint column)
{
  GtkWidget     *title = find_title (view, column);
  GtkMenuButton *button = title != NULL ? find_button (title) : NULL;

  if (button == NULL || !gtk_widget_get_visible (title))
    return FALSE;
  gtk_menu_button_popup (button);

  return TRUE;
}
