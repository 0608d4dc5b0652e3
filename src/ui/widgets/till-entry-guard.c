/* till-entry-guard.c: text fields that take no card number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-entry-guard.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"

/* @place is where the popover stands: the field itself, or what it lies in. */
static void
explain (GtkWidget *field, GtkWidget *place)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (field), "till-guard");

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
      gtk_widget_set_parent (popover, place);
      g_object_set_data (G_OBJECT (field), "till-guard", popover);
      g_signal_connect_object (place, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                               G_CONNECT_SWAPPED);
    }
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_add_css_class (field, "error");
  /* Who has gone on already is told where it was; leaving again takes the words away. */
  gtk_widget_grab_focus (field);
}

static void
end_explaining (GtkWidget *field)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (field), "till-guard");

  if (popover == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_remove_css_class (field, "error");
}

static void
end_explaining_when_left (GtkWidget *field)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (end_explaining), field);
  gtk_widget_add_controller (field, focus);
}

/* ── Of one line ── */

static gboolean
clear_cb (gpointer user_data)
{
  GtkWidget *editable = user_data;

  if (till_text_has_card_number (gtk_editable_get_text (GTK_EDITABLE (editable))))
    {
      gtk_editable_set_text (GTK_EDITABLE (editable), "");
      explain (editable, editable);
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
  g_return_if_fail (GTK_IS_EDITABLE (editable));

  end_explaining_when_left (editable);
  g_signal_connect (editable, "changed", G_CALLBACK (changed_cb), NULL);
}

/* ── Of many lines ── */

static char *
get_text (GtkTextBuffer *buffer, const GtkTextIter *from, const GtkTextIter *until)
{
  return gtk_text_buffer_get_text (buffer, from, until, TRUE);
}

static gboolean
holds_card_number (GtkTextBuffer *buffer)
{
  GtkTextIter      from;
  GtkTextIter      until;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &from, &until);
  text = get_text (buffer, &from, &until);

  return till_text_has_card_number (text);
}

/* The lines that hold one; all of it when one goes over several. It can't be undone. */
static void
remove_card_numbers (GtkTextBuffer *buffer)
{
  GtkTextIter from;
  GtkTextIter until;

  gtk_text_buffer_begin_irreversible_action (buffer);
  for (int line = gtk_text_buffer_get_line_count (buffer) - 1; line >= 0; line--)
    {
      g_autofree char *text = NULL;

      gtk_text_buffer_get_iter_at_line (buffer, &from, line);
      until = from;
      if (!gtk_text_iter_ends_line (&until))
        gtk_text_iter_forward_to_line_end (&until);
      text = get_text (buffer, &from, &until);
      if (till_text_has_card_number (text))
        gtk_text_buffer_delete (buffer, &from, &until);
    }
  if (holds_card_number (buffer))
    {
      gtk_text_buffer_get_bounds (buffer, &from, &until);
      gtk_text_buffer_delete (buffer, &from, &until);
    }
  gtk_text_buffer_end_irreversible_action (buffer);
}

static gboolean
clear_lines_cb (gpointer user_data)
{
  GtkTextView   *view = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  if (holds_card_number (buffer))
    {
      remove_card_numbers (buffer);
      explain (GTK_WIDGET (view), g_object_get_data (G_OBJECT (view), "till-guard-place"));
    }

  return G_SOURCE_REMOVE;
}

static void
lines_changed_cb (GtkTextBuffer *buffer, GtkTextView *view)
{
  if (holds_card_number (buffer))
    g_idle_add_full (G_PRIORITY_HIGH, clear_lines_cb, g_object_ref (view), g_object_unref);
  else
    end_explaining (GTK_WIDGET (view));
}

void
till_text_view_guard (GtkTextView *view, GtkWidget *place)
{
  g_return_if_fail (GTK_IS_TEXT_VIEW (view) && GTK_IS_WIDGET (place));

  g_object_set_data (G_OBJECT (view), "till-guard-place", place);
  end_explaining_when_left (GTK_WIDGET (view));
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed",
                           G_CALLBACK (lines_changed_cb), view, 0);
}
