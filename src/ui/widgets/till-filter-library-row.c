/* till-filter-library-row.c: a saved filter in the library, and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-filter-library-row.h"

#include <glib/gi18n-lib.h>

/* In characters: what is longer is cut, and whole in the tooltip. */
#define WIDTH 34

struct _TillFilterLibraryRow
{
  GtkListBoxRow parent_instance;

  /* Owned */
  TillSavedFilter *saved;
  TillTable       *table;

  /* Children */
  GtkWidget *mark; /* of the one in use */
  GtkWidget *begin;
};

G_DEFINE_FINAL_TYPE (TillFilterLibraryRow, till_filter_library_row, GTK_TYPE_LIST_BOX_ROW)

/* ── What it says ── */

TillFilterSection
till_filter_section_of (const TillSavedFilter *saved)
{
  return saved->is_builtin  ? TILL_FILTER_BUILT_IN
         : saved->is_shared ? TILL_FILTER_SHARED
                            : TILL_FILTER_MINE;
}

const char *
till_filter_section_to_words (TillFilterSection section)
{
  switch (section)
    {
    case TILL_FILTER_MINE:
      return _ ("Mine");

    case TILL_FILTER_SHARED:
      return _ ("Shared");

    case TILL_FILTER_BUILT_IN:
    case TILL_N_FILTER_SECTIONS:
    default:
      return _ ("Built-in");
    }
}

/* The column it asks for and there is not; NULL: it fits. */
static const char *
find_unknown (TillFilterLibraryRow *self)
{
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);
  const char       *unknown = NULL;

  till_filter_fits (self->saved->filter, columns, n_columns, &unknown);

  return unknown;
}

static char *
describe (TillFilterLibraryRow *self)
{
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);
  const char       *unknown = find_unknown (self);

  return unknown != NULL ? g_strdup_printf (_ ("There is no column “%s” any more"), unknown)
                         : till_filter_to_words (self->saved->filter, columns, n_columns);
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);

  return label;
}

static void
add_words (TillFilterLibraryRow *self, GtkBox *box)
{
  g_autofree char *words = describe (self);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", self->saved->name, words);
  /* The section's title is no part of a row, and would not be read out. */
  g_autofree char *told = g_strdup_printf (
    "%s; %s", till_filter_section_to_words (till_filter_section_of (self->saved)), words);
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = new_label (self->saved->name);
  GtkWidget *below = new_label (words);

  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, find_unknown (self) != NULL ? "error" : "dim-label");
  gtk_box_append (GTK_BOX (both), name);
  gtk_box_append (GTK_BOX (both), below);
  gtk_widget_set_hexpand (both, TRUE);
  gtk_widget_set_valign (both, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (both, tooltip);
  gtk_box_append (box, both);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->saved->name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told, -1);
}

/* ── What can be done ── */

static void
begin_cb (GtkToggleButton *begin, TillFilterLibraryRow *self)
{
  gboolean is_on = gtk_toggle_button_get_active (begin);

  if (is_on != self->saved->is_default)
    gtk_widget_activate_action (GTK_WIDGET (self), "library.default", "x",
                                is_on ? self->saved->id : 0);
}

static void
add_begin (TillFilterLibraryRow *self, GtkBox *box)
{
  g_autofree char *name = g_strdup_printf (_ ("Begin with “%s”"), self->saved->name);

  self->begin = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->begin),
                            self->saved->is_default ? "starred-symbolic" : "non-starred-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->begin), self->saved->is_default);
  gtk_widget_set_tooltip_text (self->begin, self->saved->is_default
                                              ? _ ("The list begins with this filter")
                                              : _ ("Let the list begin with this filter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->begin), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_add_css_class (self->begin, "flat");
  gtk_widget_set_valign (self->begin, GTK_ALIGN_CENTER);
  g_signal_connect (self->begin, "toggled", G_CALLBACK (begin_cb), self);
  gtk_box_append (box, self->begin);
}

static void
add_item (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (id));
  g_menu_append_item (menu, item);
}

/* Made when it is opened: what the list has then decides. */
static void
make_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  TillFilterLibraryRow *self = user_data;
  TillFilter           *now = till_table_get_filter (self->table);
  g_autoptr (GMenu)     menu = g_menu_new ();
  GtkWidget            *popover;

  add_item (menu, _ ("_Rename…"), "library.rename", self->saved->id);
  if (!till_filter_is_empty (now) && !till_filter_equal (now, self->saved->filter))
    add_item (menu, _ ("_Overwrite with the List’s Filters"), "library.change", self->saved->id);
  add_item (menu, _ ("_Export…"), "library.export", self->saved->id);
  add_item (menu, _ ("_Delete"), "library.delete", self->saved->id);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_menu_button_set_popover (button, popover);
}

static void
add_menu (TillFilterLibraryRow *self, GtkBox *box)
{
  g_autofree char *name = g_strdup_printf (_ ("More for “%s”"), self->saved->name);
  GtkWidget       *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_menu_cb, self, NULL);
  gtk_widget_set_tooltip_text (button, _ ("Rename, export, delete…"));
  /* What takes the focus is the button within. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (box, button);
}

static void
till_filter_library_row_dispose (GObject *object)
{
  TillFilterLibraryRow *self = TILL_FILTER_LIBRARY_ROW (object);

  g_clear_pointer (&self->saved, till_saved_filter_unref);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (till_filter_library_row_parent_class)->dispose (object);
}

static void
till_filter_library_row_class_init (TillFilterLibraryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_filter_library_row_dispose;
}

static void
till_filter_library_row_init (TillFilterLibraryRow *self)
{
}

GtkWidget *
till_filter_library_row_new (TillSavedFilter *saved, TillTable *table)
{
  TillFilterLibraryRow *self = g_object_new (TILL_TYPE_FILTER_LIBRARY_ROW, NULL);
  GtkBox               *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));

  self->saved = till_saved_filter_ref (saved);
  self->table = g_object_ref (table);
  self->mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_box_append (box, self->mark);
  add_words (self, box);
  if (!saved->is_builtin)
    {
      add_begin (self, box);
      add_menu (self, box);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (box));

  return GTK_WIDGET (self);
}

TillSavedFilter *
till_filter_library_row_get_saved (TillFilterLibraryRow *self)
{
  g_return_val_if_fail (TILL_IS_FILTER_LIBRARY_ROW (self), NULL);

  return self->saved;
}

void
till_filter_library_row_set_in_use (TillFilterLibraryRow *self, gboolean in_use)
{
  g_return_if_fail (TILL_IS_FILTER_LIBRARY_ROW (self));

  gtk_widget_set_opacity (self->mark, in_use ? 1 : 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, in_use, -1);
}
