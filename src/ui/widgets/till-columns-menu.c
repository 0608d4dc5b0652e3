/* till-columns-menu.c: the button and menu that show, hide and move a table's columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-columns-menu.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-filters.h"

/* A width changes with each step of the pointer: only the last one is kept. */
#define KEEP_AFTER_MS 400

#define LIST_HEIGHT 380

struct _TillColumnsMenu
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice    *practice;
  TillTableLayout *layout;
  char            *key; /* what the practice keeps it by */

  guint keeping;

  /* Children */
  GtkMenuButton *button;
  GtkListBox    *list; /* NULL until it is first opened */
  GtkWidget     *reset;
};

G_DEFINE_FINAL_TYPE (TillColumnsMenu, till_columns_menu, ADW_TYPE_BIN)

/* The column of a row, or of what is in it. */
static GtkColumnViewColumn *
get_column (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "shown");
}

/* ── What is kept ── */

static void
keep (TillColumnsMenu *self)
{
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->keeping, g_source_remove);
  if (!till_table_layout_is_as_declared (self->layout))
    text = till_table_layout_to_text (self->layout);
  till_practice_set_view (self->practice, self->key, text);
}

static gboolean
keep_cb (gpointer data)
{
  TillColumnsMenu *self = data;

  self->keeping = 0;
  keep (self);

  return G_SOURCE_REMOVE;
}

/* ── Rows ── */

static guint
place_of (GPtrArray *columns, gpointer widget)
{
  guint place = 0;

  g_ptr_array_find (columns, get_column (widget), &place);

  return place;
}

static int
compare_cb (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  TillColumnsMenu      *self = user_data;
  g_autoptr (GPtrArray) columns = till_table_layout_list (self->layout);

  return (int) place_of (columns, a) - (int) place_of (columns, b);
}

static void
set_movable (GtkWidget *button, GtkWidget *other, gboolean movable)
{
  /* Or the focus would be gone with the last step. */
  if (!movable && gtk_widget_has_focus (button))
    gtk_widget_grab_focus (other);
  gtk_widget_set_sensitive (button, movable);
}

static void
update_row (TillColumnsMenu *self, GtkWidget *row, GPtrArray *columns)
{
  GtkColumnViewColumn *column = get_column (row);
  GtkCheckButton      *check = g_object_get_data (G_OBJECT (row), "check");
  GtkWidget           *up = g_object_get_data (G_OBJECT (row), "up");
  GtkWidget           *down = g_object_get_data (G_OBJECT (row), "down");
  guint                place = place_of (columns, row);
  gboolean             is_shown = gtk_column_view_column_get_visible (column);
  gboolean             can_hide = till_table_layout_can_hide (self->layout, column);

  gtk_check_button_set_active (check, is_shown);
  gtk_widget_set_sensitive (GTK_WIDGET (check), !is_shown || can_hide);
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (check), is_shown && !can_hide ? _ ("The last column that is shown stays") : NULL);
  gtk_widget_set_sensitive (up, TRUE);
  set_movable (down, up, place + 1 < columns->len);
  set_movable (up, down, place > 0);
}

static void
update (TillColumnsMenu *self)
{
  g_autoptr (GPtrArray) columns = NULL;

  if (self->list == NULL)
    return;
  columns = till_table_layout_list (self->layout);
  gtk_list_box_invalidate_sort (self->list);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    update_row (self, row, columns);
  gtk_widget_set_sensitive (self->reset, !till_table_layout_is_as_declared (self->layout));
}

static void
changed_cb (TillColumnsMenu *self)
{
  if (self->keeping == 0)
    self->keeping = g_timeout_add (KEEP_AFTER_MS, keep_cb, self);
  update (self);
}

static void
toggled_cb (GtkCheckButton *check, TillColumnsMenu *self)
{
  gboolean is_shown = gtk_column_view_column_get_visible (get_column (check));

  if (gtk_check_button_get_active (check) != is_shown)
    till_table_layout_show (self->layout, get_column (check), !is_shown);
}

static void
up_cb (GtkWidget *button, TillColumnsMenu *self)
{
  till_table_layout_move (self->layout, get_column (button), -1);
}

static void
down_cb (GtkWidget *button, TillColumnsMenu *self)
{
  till_table_layout_move (self->layout, get_column (button), 1);
}

static void
reset_cb (TillColumnsMenu *self)
{
  till_table_layout_reset (self->layout);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
new_check (TillColumnsMenu *self, GtkColumnViewColumn *column, const char *title)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (check), "shown", column);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);

  return check;
}

static GtkWidget *
new_arrow (TillColumnsMenu     *self,
           GtkColumnViewColumn *column,
           const char          *icon,
           const char          *name,
           GCallback            pressed)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "shown", column);
  g_signal_connect (button, "clicked", pressed, self);

  return button;
}

static void
add_row (TillColumnsMenu *self, GtkColumnViewColumn *column)
{
  const char      *title = gtk_column_view_column_get_title (column);
  g_autofree char *up_name = g_strdup_printf (_ ("Move %s up"), title);
  g_autofree char *down_name = g_strdup_printf (_ ("Move %s down"), title);
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkBox          *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget       *check = new_check (self, column, title);
  GtkWidget       *up = new_arrow (self, column, "go-up-symbolic", up_name, G_CALLBACK (up_cb));
  GtkWidget *down = new_arrow (self, column, "go-down-symbolic", down_name, G_CALLBACK (down_cb));

  gtk_box_append (box, check);
  gtk_box_append (box, up);
  gtk_box_append (box, down);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (box));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE); /* what is in it takes the focus */
  g_object_set_data (G_OBJECT (row), "shown", column);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_set_data (G_OBJECT (row), "up", up);
  g_object_set_data (G_OBJECT (row), "down", down);
  gtk_list_box_append (self->list, row);
}

static GtkWidget *
new_list (TillColumnsMenu *self)
{
  g_autoptr (GPtrArray) columns = till_table_layout_list (self->layout);
  GtkWidget            *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "columns-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Columns"), -1);
  for (guint i = 0; i < columns->len; i++)
    add_row (self, columns->pdata[i]);
  gtk_list_box_set_sort_func (self->list, compare_cb, self, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));

  return scroller;
}

/* Made when it is first opened: a window opens quicker without. */
static void
make_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  TillColumnsMenu *self = user_data;
  GtkWidget       *popover;
  GtkBox          *box;

  if (self->list != NULL || self->layout == NULL)
    return;
  popover = gtk_popover_new ();
  box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_size_request (GTK_WIDGET (box), 280, -1);
  gtk_box_append (box, new_list (self));
  self->reset = gtk_button_new_with_mnemonic (_ ("_Reset Columns"));
  gtk_widget_add_css_class (self->reset, "flat");
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_cb), self);
  gtk_box_append (box, self->reset);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (box));
  gtk_menu_button_set_popover (button, popover);
  update (self);
}

static void
till_columns_menu_dispose (GObject *object)
{
  TillColumnsMenu *self = TILL_COLUMNS_MENU (object);

  if (self->keeping != 0)
    keep (self);
  if (self->button != NULL)
    gtk_menu_button_set_create_popup_func (self->button, NULL, NULL, NULL);
  self->button = NULL;
  self->list = NULL;
  if (self->layout != NULL)
    g_signal_handlers_disconnect_by_data (self->layout, self);
  g_clear_object (&self->layout);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_columns_menu_parent_class)->dispose (object);
}

static void
till_columns_menu_finalize (GObject *object)
{
  g_free (TILL_COLUMNS_MENU (object)->key);

  G_OBJECT_CLASS (till_columns_menu_parent_class)->finalize (object);
}

static void
till_columns_menu_class_init (TillColumnsMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_columns_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_columns_menu_finalize;
}

static void
till_columns_menu_init (TillColumnsMenu *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "till-columns-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Columns"));
  /* What takes the focus is the button within. */
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
    GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Columns"), -1);
  gtk_menu_button_set_create_popup_func (self->button, make_popover_cb, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

void
till_columns_menu_set_layout (TillColumnsMenu *self,
                              TillPractice    *practice,
                              const char      *table,
                              TillTableLayout *layout)
{
  g_autofree char *text = NULL;

  g_return_if_fail (TILL_IS_COLUMNS_MENU (self) && self->layout == NULL);

  self->practice = g_object_ref (practice);
  self->layout = g_object_ref (layout);
  self->key = g_strconcat ("columns.", table, NULL);
  text = till_practice_get_view (practice, self->key);
  if (text != NULL)
    till_table_layout_restore (layout, text);
  g_signal_connect_swapped (layout, "changed", G_CALLBACK (changed_cb), self);
}
