/* till-table-opening.c: opening a row of a table view: the cell with the arrow, and the keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-opening.h"

#include "ui/widgets/till-table-keys.h"
#include "ui/widgets/till-wide-text.h"

/* Of a part's text from where the arrow stands. */
#define INDENT 44

void
till_table_opening_toggle (TillOutline *outline, gint64 id)
{
  if (till_outline_is_open (outline, id))
    till_outline_close (outline, id);
  else
    till_outline_open (outline, id);
}

/* ── The cell ── */

static void
pressed_cb (GtkButton *arrow, TillOutline *outline)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (arrow), "item");
  gint64       id;

  if (!till_outline_is_part (outline, gtk_list_item_get_position (item), &id) && id != 0)
    till_table_opening_toggle (outline, id);
}

GtkWidget *
till_table_opening_new_cell (GtkListItem *item, TillOutline *outline, guint n_chars)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *arrow = gtk_button_new_from_icon_name ("pan-end-symbolic");
  GtkWidget *text = gtk_inscription_new (NULL);
  GtkWidget *wide = till_wide_text_new (text);

  gtk_widget_add_css_class (arrow, "flat");
  gtk_widget_add_css_class (arrow, "cell-button");
  gtk_widget_add_css_class (arrow, "row-arrow");
  g_object_set_data (G_OBJECT (arrow), "item", item);
  g_signal_connect_object (arrow, "clicked", G_CALLBACK (pressed_cb), outline, 0);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), n_chars * 4 / 5);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), n_chars);
  gtk_widget_set_hexpand (wide, TRUE);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_box_append (GTK_BOX (box), wide);

  return box;
}

static void
show_state (GtkWidget *arrow, gboolean is_open, const char *name)
{
  GtkWidget *cell = gtk_widget_get_parent (gtk_widget_get_parent (arrow));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  gtk_button_set_icon_name (GTK_BUTTON (arrow), is_open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_EXPANDED, is_open, -1);
  if (row != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, is_open, -1);
}

void
till_table_opening_show (GtkWidget   *cell,
                         GtkListItem *item,
                         TillOutline *outline,
                         const char  *text,
                         const char  *name)
{
  GtkWidget *arrow = gtk_widget_get_first_child (cell);
  GtkWidget *wide = gtk_widget_get_last_child (cell);
  gint64     id;
  gboolean   is_part = till_outline_is_part (outline, gtk_list_item_get_position (item), &id);

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_first_child (wide)), text);
  /* Not sensitive either: GTK would give it the focus of its row. */
  gtk_widget_set_visible (arrow, !is_part);
  gtk_widget_set_sensitive (arrow, !is_part);
  gtk_widget_set_margin_start (wide, is_part ? INDENT : 0);
  if (!is_part)
    show_state (arrow, till_outline_is_open (outline, id), name);
}

/* The column view cuts what the child of a cell draws beside it, unless it is told not to. */
void
till_table_opening_set_wide (GtkWidget *cell, gboolean is_wide)
{
  gtk_widget_set_overflow (gtk_widget_get_parent (cell),
                           is_wide ? GTK_OVERFLOW_VISIBLE : GTK_OVERFLOW_HIDDEN);
  till_wide_text_set_wide (TILL_WIDE_TEXT (gtk_widget_get_last_child (cell)), is_wide);
}

/* ── The keys ── */

typedef struct
{
  GtkColumnView      *view; /* borrowed: it owns this */
  TillTableSelection *rows; /* owned */
  TillOutline        *outline;
} Keys;

static void
keys_free (gpointer data)
{
  Keys *keys = data;

  g_object_unref (keys->rows);
  g_object_unref (keys->outline);
  g_free (keys);
}

static gboolean
go_in (Keys *keys, guint position)
{
  gint64 id;

  if (till_outline_is_part (keys->outline, position, &id))
    return FALSE;
  if (!till_outline_is_open (keys->outline, id))
    till_outline_open (keys->outline, id);
  else if (till_outline_is_part (keys->outline, position + 1, NULL))
    till_table_keys_go_to (keys->view, keys->rows, position + 1);

  return TRUE;
}

static gboolean
go_out (Keys *keys, guint position)
{
  gint64   id;
  gboolean is_part = till_outline_is_part (keys->outline, position, &id);
  guint    row;

  if (is_part && till_table_find_id (TILL_TABLE (keys->outline), id, &row))
    till_table_keys_go_to (keys->view, keys->rows, row);
  else if (!is_part && till_outline_is_open (keys->outline, id))
    till_outline_close (keys->outline, id);

  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                Keys                  *keys)
{
  gboolean is_left = key == GDK_KEY_Left || key == GDK_KEY_KP_Left;
  gboolean is_right = key == GDK_KEY_Right || key == GDK_KEY_KP_Right;
  gboolean turned = gtk_widget_get_direction (GTK_WIDGET (keys->view)) == GTK_TEXT_DIR_RTL;
  gboolean is_enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;
  guint    position;

  if ((!is_left && !is_right && !is_enter) ||
      (state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      till_table_keys_find_focus (keys->view, &position) == NULL)
    return FALSE;
  if (is_enter)
    {
      gtk_widget_activate_action (till_table_keys_find_list (keys->view), "list.activate-item", "u",
                                  position);
      return TRUE;
    }

  return is_right != turned ? go_in (keys, position) : go_out (keys, position);
}

void
till_table_opening_add (GtkColumnView *view, TillTableSelection *rows, TillOutline *outline)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  Keys               *keys = g_new0 (Keys, 1);

  *keys = (Keys){ view, g_object_ref (rows), g_object_ref (outline) };
  g_object_set_data_full (G_OBJECT (view), "opening-keys", keys, keys_free);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), keys);
  gtk_widget_add_controller (GTK_WIDGET (view), controller);
}
