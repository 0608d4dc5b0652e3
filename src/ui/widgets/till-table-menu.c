/* till-table-menu.c: asking for what may be done with a row: Menu, Shift+F10, the right button
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-menu.h"

#include "ui/widgets/till-table-keys.h"

/* Of the menu from the list's edge when the keyboard asked for it. */
#define INDENT 34

typedef struct
{
  GtkColumnView      *view; /* borrowed: it owns this */
  TillTableSelection *rows; /* owned */
  TillTableMenuFunc   ask;
  gpointer            user_data;
} RowMenu;

static void
row_menu_free (gpointer data)
{
  RowMenu *self = data;

  g_object_unref (self->rows);
  g_free (self);
}

/* What is selected stays so when the row is of it. */
static void
take_row (RowMenu *self, GtkWidget *row, guint position)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->rows);

  gtk_widget_grab_focus (row);
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                RowMenu               *self)
{
  guint           position;
  GtkWidget      *row;
  graphene_rect_t bounds;

  if (key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return FALSE;
  row = till_table_keys_find_focus (self->view, &position);
  if (row == NULL || !gtk_widget_compute_bounds (row, GTK_WIDGET (self->view), &bounds))
    return FALSE;

  take_row (self, row, position);
  self->ask (position,
             &(GdkRectangle){ INDENT, (int) bounds.origin.y, 1, (int) bounds.size.height },
             self->user_data);

  return TRUE;
}

static void
pressed_cb (GtkGestureClick *click, int n_presses, double x, double y, RowMenu *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  guint      position;
  GtkWidget *row = picked != NULL ? till_table_keys_find_row (self->view, picked, &position) : NULL;

  if (row == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  take_row (self, row, position);
  self->ask (position, &(GdkRectangle){ (int) x, (int) y, 1, 1 }, self->user_data);
}

void
till_table_menu_add (GtkColumnView      *view,
                     TillTableSelection *rows,
                     TillTableMenuFunc   ask,
                     gpointer            user_data)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture         *click = gtk_gesture_click_new ();
  RowMenu            *self = g_new0 (RowMenu, 1);

  *self = (RowMenu){ view, g_object_ref (rows), ask, user_data };
  g_object_set_data_full (G_OBJECT (view), "row-menu", self, row_menu_free);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  /* Before the cells, which make nothing of this button but would keep it. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
}

void
till_table_menu_append (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (id));
  g_menu_append_item (menu, item);
}

void
till_table_menu_popup (GtkPopover         *popover,
                       GMenuModel         *menu,
                       const GdkRectangle *at,
                       GtkAlign            align)
{
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), menu);
  gtk_widget_set_halign (GTK_WIDGET (popover), align);
  gtk_popover_set_pointing_to (popover, at);
  gtk_popover_popup (popover);
}
