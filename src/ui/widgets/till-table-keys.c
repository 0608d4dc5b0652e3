/* till-table-keys.c: the keyboard in a column view, where GTK 4.8 leaves a user stuck
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-keys.h"

GtkWidget *
till_table_keys_find_list (GtkColumnView *view)
{
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (view));

  while (list != NULL && !GTK_IS_LIST_BASE (list))
    list = gtk_widget_get_prev_sibling (list);

  return list;
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

void
till_table_keys_add (GtkColumnView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (tab_pressed_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
}
