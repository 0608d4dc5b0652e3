/* till-table-keys.c: the keyboard in a column view, where GTK 4.8 leaves a user stuck
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-keys.h"

#include "ui/widgets/till-table-checks.h"

GtkWidget *
till_table_keys_find_list (GtkColumnView *view)
{
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (view));

  while (list != NULL && !GTK_IS_LIST_BASE (list))
    list = gtk_widget_get_prev_sibling (list);

  return list;
}

GtkWidget *
till_table_keys_find_row (GtkColumnView *view, GtkWidget *inside, guint *position)
{
  GtkWidget *list = till_table_keys_find_list (view);
  GtkWidget *row = inside;

  while (row != NULL && gtk_widget_get_parent (row) != list)
    row = gtk_widget_get_parent (row);

  return row != NULL && till_table_checks_find_position (row, position) ? row : NULL;
}

GtkWidget *
till_table_keys_find_focus (GtkColumnView *view, guint *position)
{
  GtkWidget *list = till_table_keys_find_list (view);

  if (list == NULL || gtk_widget_get_focus_child (GTK_WIDGET (view)) != list)
    return NULL;

  return till_table_keys_find_row (view, gtk_widget_get_focus_child (list), position);
}

void
till_table_keys_focus (GtkColumnView *view, guint position)
{
  GtkWidget *list = till_table_keys_find_list (view);

  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      guint place;

      if (till_table_checks_find_position (row, &place) && place == position)
        {
          gtk_widget_grab_focus (row);
          return;
        }
    }
}

void
till_table_keys_go_to (GtkColumnView *view, TillTableSelection *rows, guint position)
{
  till_table_selection_complete (rows);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (rows), position, TRUE);
  till_table_keys_focus (view, position);
}

/* GTK 4.8 moves Tab from row to row, a million presses: let it leave the list instead. */
static gboolean
tab_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GtkColumnView         *view)
{
  GtkWidget *list = till_table_keys_find_list (view);
  gboolean   back = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;
  gboolean   moved;

  if ((key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab) || list == NULL ||
      gtk_widget_get_focus_child (GTK_WIDGET (view)) != list)
    return FALSE;

  gtk_widget_set_can_focus (list, FALSE);
  moved = gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (view))),
                                  back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  gtk_widget_set_can_focus (list, TRUE);

  return moved;
}

static void
toggle (GtkColumnView *view, guint position)
{
  gtk_widget_activate_action (till_table_keys_find_list (view), "list.select-item", "(ubb)",
                              position, TRUE, FALSE);
}

/* Also when a button in the row has the focus: Enter presses that. */
static gboolean
space_pressed_cb (GtkEventControllerKey *controller,
                  guint                  key,
                  guint                  code,
                  GdkModifierType        state,
                  GtkColumnView         *view)
{
  guint position;

  if ((key != GDK_KEY_space && key != GDK_KEY_KP_Space) || (state & GDK_SHIFT_MASK) != 0 ||
      till_table_keys_find_focus (view, &position) == NULL)
    return FALSE;
  toggle (view, position);

  return TRUE;
}

/* In GTK 4.8 a cell and its row both answer such a click: what the one takes in the other takes
 * out. */
static void
pressed_cb (GtkGestureClick *click, int n_presses, double x, double y, GtkColumnView *view)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (view), x, y, GTK_PICK_DEFAULT);
  guint      position;
  GtkWidget *row = picked != NULL ? till_table_keys_find_row (view, picked, &position) : NULL;

  if ((state & GDK_CONTROL_MASK) == 0 || (state & GDK_SHIFT_MASK) != 0 || row == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (row);
  toggle (view, position);
}

void
till_table_keys_add (GtkColumnView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *space = gtk_event_controller_key_new ();
  GtkEventController *click = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());

  gtk_event_controller_set_propagation_phase (space, GTK_PHASE_CAPTURE);
  g_signal_connect (space, "key-pressed", G_CALLBACK (space_pressed_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), space);
  gtk_event_controller_set_propagation_phase (click, GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), click);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (tab_pressed_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
}
