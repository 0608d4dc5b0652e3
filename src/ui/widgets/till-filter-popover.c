/* till-filter-popover.c: what one column is filtered and sorted by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-filter-popover.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-filter-choices.h"
#include "ui/widgets/till-filter-fields.h"
#include "ui/widgets/till-header-filters.h"

struct _TillFilterPopover
{
  GtkPopover parent_instance;

  /* Owned */
  TillTable     *table;
  GtkColumnView *view; /* weak */
  guint          column;

  /* Children */
  AdwBin    *editor;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (TillFilterPopover, till_filter_popover, GTK_TYPE_POPOVER)

static const TillColumn *
get_column (TillFilterPopover *self)
{
  guint n_columns;

  return &till_table_get_columns (self->table, &n_columns)[self->column];
}

static gboolean
has_ticks (TillFilterPopover *self)
{
  return get_column (self)->kind == TILL_COLUMN_CHOICE && get_column (self)->choices != NULL;
}

static void
take_cb (TillFilterOp op, const char *const *values, gpointer user_data)
{
  TillFilterPopover     *self = user_data;
  g_autoptr (TillFilter) filter = till_filter_copy (till_table_get_filter (self->table));

  till_filter_set (filter, get_column (self)->id, op, values);
  till_table_set_filter (self->table, filter);
  gtk_widget_set_sensitive (self->remove, values != NULL);
  /* Ticks are made one after the other, all else is done with one answer. */
  if (!has_ticks (self))
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
remove_cb (TillFilterPopover *self)
{
  take_cb (TILL_OP_IS, NULL, self);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
sort (TillFilterPopover *self, GtkSortType order)
{
  if (self->view != NULL)
    gtk_column_view_sort_by_column (
      self->view, till_header_filters_find_column (self->view, self->column), order);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
ascending_cb (TillFilterPopover *self)
{
  sort (self, GTK_SORT_ASCENDING);
}

static void
descending_cb (TillFilterPopover *self)
{
  sort (self, GTK_SORT_DESCENDING);
}

static void
till_filter_popover_map (GtkWidget *widget)
{
  TillFilterPopover   *self = TILL_FILTER_POPOVER (widget);
  const TillColumn    *column = get_column (self);
  const TillCondition *now = till_filter_find (till_table_get_filter (self->table), column->id);

  adw_bin_set_child (self->editor,
                     has_ticks (self)
                       ? till_filter_choices_new (self->table, self->column, take_cb, self)
                       : till_filter_fields_new (column, now, take_cb, self));
  gtk_widget_set_sensitive (self->remove, now != NULL);

  GTK_WIDGET_CLASS (till_filter_popover_parent_class)->map (widget);
  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

static void
till_filter_popover_dispose (GObject *object)
{
  TillFilterPopover *self = TILL_FILTER_POPOVER (object);

  g_clear_object (&self->table);
  g_clear_weak_pointer (&self->view);

  G_OBJECT_CLASS (till_filter_popover_parent_class)->dispose (object);
}

static void
till_filter_popover_class_init (TillFilterPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_filter_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = till_filter_popover_map;
}

static void
till_filter_popover_init (TillFilterPopover *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "filter-popover");
}

static void
add_sort (TillFilterPopover *self, GtkBox *box)
{
  static const char *const icons[] = { "view-sort-ascending-symbolic",
                                       "view-sort-descending-symbolic" };
  const char              *words[] = { _ ("Ascending"), _ ("Descending") };
  GtkWidget               *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (both), TRUE);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *button = gtk_button_new ();
      GtkWidget *content = adw_button_content_new ();

      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icons[i]);
      adw_button_content_set_label (ADW_BUTTON_CONTENT (content), words[i]);
      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      i == 0 ? _ ("Sort ascending") : _ ("Sort descending"), -1);
      g_signal_connect_swapped (
        button, "clicked", i == 0 ? G_CALLBACK (ascending_cb) : G_CALLBACK (descending_cb), self);
      gtk_box_append (GTK_BOX (both), button);
    }
  gtk_box_append (box, both);
  gtk_box_append (box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

GtkWidget *
till_filter_popover_new (TillTable *table, GtkColumnView *view, guint column)
{
  TillFilterPopover *self = g_object_new (TILL_TYPE_FILTER_POPOVER, NULL);
  GtkWidget         *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->table = g_object_ref (table);
  g_set_weak_pointer (&self->view, view);
  self->column = column;
  if (get_column (self)->sortable)
    add_sort (self, GTK_BOX (box));
  self->editor = ADW_BIN (adw_bin_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->editor));
  self->remove = gtk_button_new_with_mnemonic (_ ("_Remove Filter"));
  gtk_widget_add_css_class (self->remove, "flat");
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  return GTK_WIDGET (self);
}
