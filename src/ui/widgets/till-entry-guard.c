/* till-entry-guard.c: text fields that take no card number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-entry-guard.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"

static void
explain (GtkWidget *editable)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (editable), "till-guard");

  if (popover == NULL)
    {
      GtkWidget *label =
        gtk_label_new (_ ("That was a card number. Till never keeps card numbers: take the card at "
                          "the terminal or on the processor’s page."));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
      popover = gtk_popover_new ();
      gtk_popover_set_child (GTK_POPOVER (popover), label);
      gtk_popover_set_autohide (GTK_POPOVER (popover), FALSE);
      gtk_widget_set_parent (popover, editable);
      g_object_set_data (G_OBJECT (editable), "till-guard", popover);
      g_signal_connect_swapped (editable, "destroy", G_CALLBACK (gtk_widget_unparent), popover);
    }
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_add_css_class (editable, "error");
  /* Who has gone on already is told where it was; leaving again takes the words away. */
  gtk_widget_grab_focus (editable);
}

static void
end_explaining (GtkWidget *editable)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (editable), "till-guard");

  if (popover == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_remove_css_class (editable, "error");
}

static gboolean
clear_cb (gpointer user_data)
{
  GtkWidget *editable = user_data;

  if (till_text_has_card_number (gtk_editable_get_text (GTK_EDITABLE (editable))))
    {
      gtk_editable_set_text (GTK_EDITABLE (editable), "");
      explain (editable);
    }

  return G_SOURCE_REMOVE;
}

static void
changed_cb (GtkEditable *editable, gpointer user_data)
{
  if (till_text_has_card_number (gtk_editable_get_text (editable)))
    /* Not from within the change: the field is still telling others of it. */
    g_idle_add_full (G_PRIORITY_HIGH, clear_cb, g_object_ref (editable), g_object_unref);
  else if (*gtk_editable_get_text (editable) != '\0')
    end_explaining (GTK_WIDGET (editable));
}

void
till_entry_guard (GtkWidget *editable)
{
  GtkEventController *focus;

  g_return_if_fail (GTK_IS_EDITABLE (editable));

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (end_explaining), editable);
  gtk_widget_add_controller (editable, focus);
  g_signal_connect (editable, "changed", G_CALLBACK (changed_cb), NULL);
}
