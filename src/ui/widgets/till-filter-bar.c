/* till-filter-bar.c: what a table is narrowed to, a bubble each, above its columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-filter-popover.h"
#include "ui/widgets/till-header-filters.h"

struct _TillFilterBar
{
  AdwBin parent_instance;

  /* Owned */
  TillTable     *table;
  GtkColumnView *view; /* weak */

  /* Children */
  GtkBox    *bubbles;
  GtkWidget *save;
  GtkWidget *editor; /* of a filter whose column is hidden; or NULL */
};

G_DEFINE_FINAL_TYPE (TillFilterBar, till_filter_bar, ADW_TYPE_BIN)

/* The column of a bubble's button; NULL: the search. */
static const char *
get_column (GtkButton *button)
{
  return g_object_get_data (G_OBJECT (button), "column");
}

/* A column that is hidden has no title to open it at. */
static void
edit_here (TillFilterBar *self, guint column, GtkWidget *bubble)
{
  graphene_rect_t bounds;

  g_clear_pointer (&self->editor, gtk_widget_unparent);
  self->editor = till_filter_popover_new (self->table, self->view, column);
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  if (gtk_widget_compute_bounds (bubble, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->editor),
                                 &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                  (int) bounds.size.width,
                                                  (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->editor));
}

/* A number that stands for somebody means nothing to who would change it. */
static gboolean
is_named (TillFilterBar *self, const char *column)
{
  const TillCondition *condition = till_filter_find (till_table_get_filter (self->table), column);

  return condition != NULL && condition->name != NULL;
}

static void
edit_cb (GtkButton *button, TillFilterBar *self)
{
  const char *id = get_column (button);
  int         column = id != NULL ? till_table_find_column (self->table, id) : -1;

  if (column >= 0 && self->view != NULL && !till_header_filters_open (self->view, (guint) column))
    edit_here (self, (guint) column, GTK_WIDGET (button));
}

static void
remove_cb (GtkButton *button, TillFilterBar *self)
{
  g_autoptr (TillFilter) filter = till_filter_copy (till_table_get_filter (self->table));

  if (get_column (button) != NULL)
    till_filter_set (filter, get_column (button), TILL_OP_IS, NULL);
  else
    till_filter_set_search (filter, "");
  till_table_set_filter (self->table, filter);
}

static void
clear_cb (GtkButton *button, TillFilterBar *self)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_table_set_filter (self->table, filter);
}

static void
add_button (TillFilterBar *self,
            GtkBox        *bubble,
            GtkWidget     *button,
            const char    *column,
            GCallback      pressed)
{
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "column", g_strdup (column), g_free);
  g_signal_connect (button, "clicked", pressed, self);
  gtk_box_append (bubble, button);
}

static void
add_bubble (TillFilterBar *self, const char *words, const char *column)
{
  GtkWidget       *bubble = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget       *label = gtk_label_new (words);
  GtkWidget       *edit = gtk_button_new ();
  GtkWidget       *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Remove filter %s"), words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_button_set_child (GTK_BUTTON (edit), label);
  gtk_widget_set_tooltip_text (edit, words);
  gtk_widget_set_tooltip_text (remove, _ ("Remove this filter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (edit), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (bubble, "filter-bubble");
  add_button (self, GTK_BOX (bubble), edit, column, G_CALLBACK (edit_cb));
  add_button (self, GTK_BOX (bubble), remove, column, G_CALLBACK (remove_cb));
  if (column != NULL && is_named (self, column))
    {
      gtk_widget_set_can_focus (edit, FALSE);
      gtk_widget_set_can_target (edit, FALSE);
    }
  gtk_box_append (self->bubbles, bubble);
}

static void
add_clear (TillFilterBar *self)
{
  GtkWidget *clear = gtk_button_new_with_mnemonic (_ ("C_lear All"));

  gtk_widget_add_css_class (clear, "flat");
  g_signal_connect (clear, "clicked", G_CALLBACK (clear_cb), self);
  gtk_box_append (self->bubbles, clear);
}

static void
add_condition (TillFilterBar *self, const TillCondition *condition)
{
  int               index = till_table_find_column (self->table, condition->column);
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);
  g_autofree char  *words = index >= 0
                              ? till_condition_to_words (condition, &columns[index])
                              : g_strdup_printf (_ ("%s: no such column"), condition->column);

  add_bubble (self, words, condition->column);
}

static void
update (TillFilterBar *self)
{
  TillFilter *filter = till_table_get_filter (self->table);
  const char *search = till_filter_get_search (filter);
  GtkWidget  *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->bubbles))) != NULL)
    gtk_box_remove (self->bubbles, child);
  for (guint i = 0; i < till_filter_get_n_conditions (filter); i++)
    add_condition (self, till_filter_get_condition (filter, i));
  if (*search != '\0')
    {
      g_autofree char *words = g_strdup_printf (_ ("Search: %s"), search);

      add_bubble (self, words, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_first_child (GTK_WIDGET (self->bubbles)) != NULL);
  add_clear (self);
}

static void
till_filter_bar_dispose (GObject *object)
{
  TillFilterBar *self = TILL_FILTER_BAR (object);

  g_clear_pointer (&self->editor, gtk_widget_unparent);
  g_clear_object (&self->table);
  g_clear_weak_pointer (&self->view);

  G_OBJECT_CLASS (till_filter_bar_parent_class)->dispose (object);
}

static void
till_filter_bar_class_init (TillFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_filter_bar_dispose;
}

static void
till_filter_bar_init (TillFilterBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->bubbles = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->bubbles), "filter-bar");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->bubbles));
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);

  self->save = gtk_button_new_with_mnemonic (_ ("_Save Filter…"));
  gtk_widget_add_css_class (self->save, "save-filter");
  gtk_widget_set_valign (self->save, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->save);
  adw_bin_set_child (ADW_BIN (self), box);
}

void
till_filter_bar_set_table (TillFilterBar     *self,
                           TillTable         *table,
                           GtkColumnView     *view,
                           TillFilterLibrary *library)
{
  g_return_if_fail (TILL_IS_FILTER_BAR (self) && self->table == NULL);

  self->table = g_object_ref (table);
  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (table, "notify::filter", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_object_bind_property (library, "can-save", self->save, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (till_filter_library_save), library,
                           G_CONNECT_SWAPPED);
  update (self);
}
