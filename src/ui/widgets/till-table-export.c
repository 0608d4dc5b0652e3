/* till-table-export.c: the button that exports and prints a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-export.h"

#include <glib/gi18n-lib.h>

#include "document/till-list-report.h"
#include "ui/widgets/till-header-filters.h"

struct _TillTableExport
{
  AdwBin parent_instance;

  /* Owned */
  char          *list;
  TillTable     *table;
  TillTableView *view; /* weak */

  /* Children */
  GtkMenuButton  *button;
  GtkWidget      *popover;
  GtkLabel       *what; /* in the place of a choice of one */
  GtkCheckButton *all;
  GtkCheckButton *selected;
  GtkCheckButton *excel;
  GtkLabel       *too_many;
  GtkWidget      *csv;
  GtkWidget      *pdf;
  GtkWidget      *print;
};

G_DEFINE_FINAL_TYPE (TillTableExport, till_table_export, ADW_TYPE_BIN)

/* ── What is shown ── */

static gboolean
exports_selected (TillTableExport *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->selected)) &&
         gtk_check_button_get_active (self->selected);
}

static void
update_buttons (TillTableExport *self)
{
  guint n_rows =
    exports_selected (self)
      ? till_table_selection_get_n_selected (till_table_view_get_selection (self->view))
      : till_table_get_n_rows (self->table);
  gboolean too_many = n_rows > TILL_LIST_REPORT_MOST_ROWS;

  gtk_widget_set_sensitive (self->csv, n_rows > 0);
  gtk_widget_set_sensitive (self->pdf, n_rows > 0 && !too_many);
  gtk_widget_set_sensitive (self->print, n_rows > 0 && !too_many);
  gtk_widget_set_visible (GTK_WIDGET (self->too_many), too_many);
}

G_GNUC_PRINTF (2, 3)
static void
set_words (GtkCheckButton *button, const char *format, ...)
{
  g_autofree char *label = NULL;
  va_list          arguments;

  va_start (arguments, format);
  label = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  gtk_check_button_set_label (button, label);
}

/* Each time it opens: what is selected is what she means, if anything is. */
static void
show_cb (TillTableExport *self)
{
  TillTableSelection *rows = till_table_view_get_selection (self->view);
  guint               n_rows = till_table_get_n_rows (self->table);
  guint               n_selected = till_table_selection_get_n_selected (rows);
  gboolean            is_narrowed = !till_filter_is_empty (till_table_get_filter (self->table));

  set_words (self->all, is_narrowed ? _ ("All that _Match (%'u)") : _ ("_All Rows (%'u)"), n_rows);
  set_words (self->selected, _ ("Only the _Selected (%'u)"), n_selected);
  gtk_label_set_text_with_mnemonic (self->what, gtk_check_button_get_label (self->all));
  gtk_widget_set_visible (GTK_WIDGET (self->what), n_selected == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->all), n_selected > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->selected), n_selected > 0);
  gtk_check_button_set_active (n_selected > 0 ? self->selected : self->all, TRUE);
  update_buttons (self);
}

/* ── What is asked for ── */

static int
find_index (TillTableExport *self, GtkColumnViewColumn *shown)
{
  GtkColumnView *view = till_table_view_get_view (self->view);
  guint          n_columns;

  till_table_get_columns (self->table, &n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      if (till_header_filters_find_column (view, i) == shown)
        return (int) i;
    }

  return -1;
}

/* Those of the table that are to be seen, as they stand, and those that are never on the screen. */
static GVariant *
list_columns (TillTableExport *self)
{
  GListModel       *all = gtk_column_view_get_columns (till_table_view_get_view (self->view));
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);
  GVariantBuilder   builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkColumnViewColumn) shown = g_list_model_get_item (all, i);
      int                             index = find_index (self, shown);

      if (index >= 0 && gtk_column_view_column_get_visible (shown))
        g_variant_builder_add (&builder, "s", columns[index].id);
    }
  for (guint i = 0; i < n_columns; i++)
    {
      if (columns[i].title != NULL && columns[i].off_screen)
        g_variant_builder_add (&builder, "s", columns[i].id);
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
list_sort (TillTableExport *self)
{
  const TillSortKey *key = till_table_get_sort (self->table);
  GVariantBuilder    builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sb)"));
  for (; key->column != NULL; key++)
    g_variant_builder_add (&builder, "(sb)", key->column, key->descending);

  return g_variant_builder_end (&builder);
}

static GVariant *
list_ids (TillTableExport *self, gboolean *all_but)
{
  g_autoptr (GArray) ids = NULL;

  if (!exports_selected (self))
    return g_variant_new_maybe (G_VARIANT_TYPE ("ax"), NULL);

  ids = till_table_selection_dup_ids (till_table_view_get_selection (self->view), all_but);

  return g_variant_new_maybe (
    NULL, g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64)));
}

static void
export_cb (GtkButton *button, TillTableExport *self)
{
  const char      *how = g_object_get_data (G_OBJECT (button), "how");
  g_autofree char *json = till_filter_to_json (till_table_get_filter (self->table));
  gboolean         all_but = FALSE;
  GVariant        *ids = list_ids (self, &all_but);
  GVariant        *parameter =
    g_variant_new ("(ss@a(sb)@as@maxbsb)", self->list, json, list_sort (self), list_columns (self),
                   ids, all_but, how, gtk_check_button_get_active (self->excel));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "practice.export", parameter);
}

static gboolean
open_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  TillTableExport *self = TILL_TABLE_EXPORT (widget);

  if (!gtk_widget_get_mapped (widget))
    return GDK_EVENT_PROPAGATE;
  gtk_menu_button_popup (self->button);

  return GDK_EVENT_STOP;
}

/* ── The widget ── */

static void
till_table_export_dispose (GObject *object)
{
  TillTableExport *self = TILL_TABLE_EXPORT (object);

  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (till_table_export_parent_class)->dispose (object);
}

static void
till_table_export_finalize (GObject *object)
{
  g_free (TILL_TABLE_EXPORT (object)->list);

  G_OBJECT_CLASS (till_table_export_parent_class)->finalize (object);
}

static void
till_table_export_class_init (TillTableExportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_export_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_table_export_finalize;
}

static GtkWidget *
add_button (TillTableExport *self, GtkBox *box, const char *label, const char *how)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_object_set_data (G_OBJECT (button), "how", (gpointer) how);
  g_signal_connect (button, "clicked", G_CALLBACK (export_cb), self);
  gtk_box_append (box, button);

  return button;
}

static GtkCheckButton *
add_check (TillTableExport *self, GtkBox *box, GtkCheckButton *group)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_check_button_new ());

  gtk_check_button_set_use_underline (check, TRUE);
  gtk_check_button_set_group (check, group);
  gtk_box_append (box, GTK_WIDGET (check));

  return check;
}

static GtkWidget *
new_buttons (TillTableExport *self)
{
  GtkBox          *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  g_autofree char *words =
    g_strdup_printf (_ ("Print and PDF take at most %u rows."), TILL_LIST_REPORT_MOST_ROWS);

  self->csv = add_button (self, box, _ ("Export as _CSV…"), TILL_EXPORT_AS_CSV);
  gtk_widget_add_css_class (self->csv, "suggested-action");
  self->print = add_button (self, box, _ ("_Print…"), TILL_EXPORT_AS_PRINT);
  self->pdf = add_button (self, box, _ ("Save as P_DF…"), TILL_EXPORT_AS_PDF);
  self->too_many = GTK_LABEL (gtk_label_new (words));
  gtk_label_set_wrap (self->too_many, TRUE);
  gtk_label_set_xalign (self->too_many, 0);
  gtk_label_set_max_width_chars (self->too_many, 30);
  gtk_widget_add_css_class (GTK_WIDGET (self->too_many), "dim-label");
  gtk_box_append (box, GTK_WIDGET (self->too_many));

  return GTK_WIDGET (box);
}

static GtkWidget *
new_popover (TillTableExport *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkBox    *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkBox    *rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *title = gtk_label_new (_ ("Export and Print"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->what = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->what, 0);
  gtk_box_append (rows, GTK_WIDGET (self->what));
  self->all = add_check (self, rows, NULL);
  self->selected = add_check (self, rows, self->all);
  g_signal_connect_object (self->selected, "toggled", G_CALLBACK (update_buttons), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (box, title);
  gtk_box_append (box, GTK_WIDGET (rows));
  self->excel = add_check (self, box, NULL);
  gtk_check_button_set_label (self->excel, _ ("CSV for _Excel"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->excel),
                               _ ("A mark at the beginning, by which Excel reads accents right"));
  gtk_box_append (box, new_buttons (self));
  gtk_widget_add_css_class (GTK_WIDGET (box), "export-popover");
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Export and Print"), -1);
  g_signal_connect_object (popover, "show", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);

  return popover;
}

static void
till_table_export_init (TillTableExport *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->popover = new_popover (self);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "document-save-symbolic");
  gtk_menu_button_set_popover (self->button, self->popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Export and print (Ctrl+E)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Export and print"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_e, GDK_CONTROL_MASK),
                      gtk_callback_action_new (open_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
till_table_export_set_table (TillTableExport *self,
                             const char      *list,
                             TillTable       *table,
                             TillTableView   *view)
{
  g_return_if_fail (TILL_IS_TABLE_EXPORT (self) && self->table == NULL);
  g_return_if_fail (TILL_IS_TABLE (table) && TILL_IS_TABLE_VIEW (view));

  self->list = g_strdup (list);
  self->table = g_object_ref (table);
  g_set_weak_pointer (&self->view, view);
}
