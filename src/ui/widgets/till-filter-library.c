/* till-filter-library.c: the button and list of saved filters: one's own, the shared, the built-in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done with them are the practice's actions; here they are shown and chosen.
 */
#include "ui/widgets/till-filter-library.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-practice-filters.h"
#include "ui/widgets/till-filter-library-row.h"

#define LIST_HEIGHT 420

struct _TillFilterLibrary
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;
  TillTable    *table;
  char         *name;    /* the table's */
  GPtrArray    *all;     /* TillSavedFilter; NULL: can't be read */
  char         *problem; /* why then */
  gboolean      can_save;

  /* Children */
  GtkMenuButton *button;
  GtkWidget     *popover; /* NULL until it is first opened */
  GtkListBox    *list;
  GtkWidget     *export_all;
};

G_DEFINE_FINAL_TYPE (TillFilterLibrary, till_filter_library, ADW_TYPE_BIN)

typedef enum
{
  PROP_CAN_SAVE = 1,
} TillFilterLibraryProperty;

static GParamSpec *properties[PROP_CAN_SAVE + 1];

/* ── Rows ── */

static TillFilterSection
row_section (GtkListBoxRow *row)
{
  if (TILL_IS_FILTER_LIBRARY_ROW (row))
    return till_filter_section_of (
      till_filter_library_row_get_saved (TILL_FILTER_LIBRARY_ROW (row)));

  return (TillFilterSection) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "section"));
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  TillFilterSection section = row_section (row);
  GtkWidget        *title;

  if (before != NULL && row_section (before) == section)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  title = gtk_label_new (till_filter_section_to_words (section));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (title, "library-section");
  gtk_list_box_row_set_header (row, title);
}

/* In place of a section's filters, where there are none or they can't be read. */
static GtkWidget *
new_placeholder (TillFilterLibrary *self, TillFilterSection section)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *words = gtk_label_new (self->problem != NULL ? self->problem
                                    : section == TILL_FILTER_MINE
                                      ? _ ("None yet. Filter the list, then press “Save Filter”.")
                                      : _ ("None yet. One saved for everyone stands here."));

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 40);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_add_css_class (row, "library-placeholder");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), words);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "section", GUINT_TO_POINTER (section));

  return row;
}

static void
fill_section (TillFilterLibrary *self, TillFilterSection section)
{
  guint n_rows = 0;

  for (guint i = 0; self->all != NULL && i < self->all->len; i++)
    {
      if (till_filter_section_of (self->all->pdata[i]) != section)
        continue;
      gtk_list_box_append (self->list,
                           till_filter_library_row_new (self->all->pdata[i], self->table));
      n_rows++;
    }
  if (n_rows == 0 && section != TILL_FILTER_BUILT_IN)
    gtk_list_box_append (self->list, new_placeholder (self, section));
}

static void
show_in_use (TillFilterLibrary *self)
{
  TillFilter *now = till_table_get_filter (self->table);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (TILL_IS_FILTER_LIBRARY_ROW (row))
        till_filter_library_row_set_in_use (
          TILL_FILTER_LIBRARY_ROW (row),
          till_filter_equal (
            till_filter_library_row_get_saved (TILL_FILTER_LIBRARY_ROW (row))->filter, now));
    }
}

/* The place of the row that has the focus in it, or -1. */
static int
focused_place (TillFilterLibrary *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return GTK_IS_LIST_BOX_ROW (row) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

static void
fill (TillFilterLibrary *self)
{
  gboolean       has_own = FALSE;
  int            place;
  GtkWidget     *row;
  GtkListBoxRow *again;

  if (self->list == NULL)
    return;
  place = focused_place (self);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint section = 0; section < TILL_N_FILTER_SECTIONS; section++)
    fill_section (self, (TillFilterSection) section);
  for (guint i = 0; self->all != NULL && i < self->all->len; i++)
    has_own = has_own || !((TillSavedFilter *) self->all->pdata[i])->is_builtin;
  gtk_widget_set_sensitive (self->export_all, has_own);
  show_in_use (self);
  again = place >= 0 ? gtk_list_box_get_row_at_index (self->list, place) : NULL;
  if (again != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (again));
}

/* ── What the list has ── */

static gboolean
is_saved (TillFilterLibrary *self, TillFilter *filter)
{
  for (guint i = 0; self->all != NULL && i < self->all->len; i++)
    {
      if (till_filter_equal (((TillSavedFilter *) self->all->pdata[i])->filter, filter))
        return TRUE;
    }

  return FALSE;
}

static void
update (TillFilterLibrary *self)
{
  TillFilter *now = till_table_get_filter (self->table);
  gboolean    can_save = !till_filter_is_empty (now) && !is_saved (self, now);

  if (self->list != NULL)
    show_in_use (self);
  if (self->can_save == can_save)
    return;
  self->can_save = can_save;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SAVE]);
}

static void
read_all (TillFilterLibrary *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->all, g_ptr_array_unref);
  self->all = till_practice_list_filters (self->practice, self->name, &error);
  till_text_set (&self->problem, error != NULL ? error->message : NULL);
  fill (self);
  update (self);
}

/* ── Doing ── */

static void
use_cb (GtkListBox *list, GtkListBoxRow *row, TillFilterLibrary *self)
{
  if (!TILL_IS_FILTER_LIBRARY_ROW (row))
    return;
  gtk_menu_button_popdown (self->button);
  till_table_set_filter (self->table,
                         till_filter_library_row_get_saved (TILL_FILTER_LIBRARY_ROW (row))->filter);
}

/* What opens a dialog, or says what it did in the window, does so without the list over it. */
static void
do_with_id (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillFilterLibrary *self = TILL_FILTER_LIBRARY (widget);
  gint64             id = g_variant_get_int64 (parameter);

  if (!g_str_equal (action, "library.default"))
    gtk_menu_button_popdown (self->button);

  if (g_str_equal (action, "library.change"))
    {
      g_autofree char *json = till_filter_to_json (till_table_get_filter (self->table));

      gtk_widget_activate_action (widget, "practice.change-filter", "(sxs)", self->name, id, json);
    }
  else if (g_str_equal (action, "library.rename"))
    gtk_widget_activate_action (widget, "practice.rename-filter", "(sx)", self->name, id);
  else if (g_str_equal (action, "library.delete"))
    gtk_widget_activate_action (widget, "practice.delete-filter", "(sx)", self->name, id);
  else if (g_str_equal (action, "library.default"))
    gtk_widget_activate_action (widget, "practice.default-filter", "(sx)", self->name, id);
  else
    gtk_widget_activate_action (widget, "practice.export-filters", "(sx)", self->name, id);
}

static void
export_all_cb (TillFilterLibrary *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "library.export", "x", (gint64) 0);
}

static void
import_cb (TillFilterLibrary *self)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "practice.import-filters", NULL);
}

/* ── Making it ── */

static GtkWidget *
new_list (TillFilterLibrary *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "library-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Saved filters"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (use_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));

  return scroller;
}

static GtkWidget *
new_buttons (TillFilterLibrary *self)
{
  GtkBox    *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  GtkWidget *import = gtk_button_new_with_mnemonic (_ ("_Import…"));

  self->export_all = gtk_button_new_with_mnemonic (_ ("_Export All…"));
  gtk_widget_add_css_class (import, "flat");
  gtk_widget_add_css_class (self->export_all, "flat");
  g_signal_connect_swapped (import, "clicked", G_CALLBACK (import_cb), self);
  g_signal_connect_swapped (self->export_all, "clicked", G_CALLBACK (export_all_cb), self);
  gtk_box_set_homogeneous (box, TRUE);
  gtk_box_append (box, import);
  gtk_box_append (box, self->export_all);

  return GTK_WIDGET (box);
}

/* Made when it is first opened: a window opens quicker without. */
static void
make_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  TillFilterLibrary *self = user_data;
  GtkBox            *box;

  if (self->popover != NULL || self->table == NULL)
    return;
  self->popover = gtk_popover_new ();
  box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (box, new_list (self));
  gtk_box_append (box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (box, new_buttons (self));
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (box));
  gtk_menu_button_set_popover (button, self->popover);
  fill (self);
}

static void
till_filter_library_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((TillFilterLibraryProperty) property_id)
    {
    case PROP_CAN_SAVE:
      g_value_set_boolean (value, TILL_FILTER_LIBRARY (object)->can_save);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
till_filter_library_dispose (GObject *object)
{
  TillFilterLibrary *self = TILL_FILTER_LIBRARY (object);

  if (self->button != NULL)
    gtk_menu_button_set_create_popup_func (self->button, NULL, NULL, NULL);
  self->button = NULL;
  self->popover = NULL;
  self->list = NULL;
  if (self->table != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->table, self);
      g_signal_handlers_disconnect_by_data (self->practice, self);
    }
  g_clear_object (&self->table);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->all, g_ptr_array_unref);

  G_OBJECT_CLASS (till_filter_library_parent_class)->dispose (object);
}

static void
till_filter_library_finalize (GObject *object)
{
  TillFilterLibrary *self = TILL_FILTER_LIBRARY (object);

  g_free (self->name);
  g_free (self->problem);

  G_OBJECT_CLASS (till_filter_library_parent_class)->finalize (object);
}

static void
till_filter_library_class_init (TillFilterLibraryClass *klass)
{
  static const char *const actions[] = { "library.rename", "library.change", "library.delete",
                                         "library.default", "library.export" };
  GObjectClass            *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = till_filter_library_dispose;
  object_class->finalize = till_filter_library_finalize;
  object_class->get_property = till_filter_library_get_property;

  properties[PROP_CAN_SAVE] =
    g_param_spec_boolean ("can-save", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), actions[i], "x", do_with_id);
}

static void
till_filter_library_init (TillFilterLibrary *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->button, _ ("_Filters"));
  gtk_menu_button_set_use_underline (self->button, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Saved filters"));
  gtk_menu_button_set_create_popup_func (self->button, make_popover_cb, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

void
till_filter_library_set_table (TillFilterLibrary *self,
                               TillPractice      *practice,
                               const char        *name,
                               TillTable         *table)
{
  g_return_if_fail (TILL_IS_FILTER_LIBRARY (self) && self->table == NULL);

  self->practice = g_object_ref (practice);
  self->table = g_object_ref (table);
  self->name = g_strdup (name);
  g_signal_connect_swapped (practice, "filters-changed", G_CALLBACK (read_all), self);
  g_signal_connect_swapped (table, "notify::filter", G_CALLBACK (update), self);
  read_all (self);
}

gboolean
till_filter_library_begin (TillFilterLibrary *self)
{
  g_return_val_if_fail (TILL_IS_FILTER_LIBRARY (self), FALSE);

  for (guint i = 0; self->all != NULL && i < self->all->len; i++)
    {
      const TillSavedFilter *saved = self->all->pdata[i];

      if (!saved->is_default)
        continue;
      till_table_set_filter (self->table, saved->filter);
      return TRUE;
    }

  return FALSE;
}

gboolean
till_filter_library_can_save (TillFilterLibrary *self)
{
  g_return_val_if_fail (TILL_IS_FILTER_LIBRARY (self), FALSE);

  return self->can_save;
}

void
till_filter_library_save (TillFilterLibrary *self)
{
  TillFilter       *now = till_table_get_filter (self->table);
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);
  g_autofree char  *json = till_filter_to_json (now);
  g_autofree char  *words = till_filter_to_words (now, columns, n_columns);

  gtk_widget_activate_action (GTK_WIDGET (self), "practice.save-filter", "(sss)", self->name, json,
                              words);
}
