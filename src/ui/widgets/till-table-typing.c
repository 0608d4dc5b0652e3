/* till-table-typing.c: letters typed in a list go to the next row whose name begins so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-typing.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-table-keys.h"

/* Who pauses longer begins another name. */
#define PAUSE_MS 1500

struct _TillTableTyping
{
  AdwBin parent_instance;

  /* Owned */
  TillTable          *table;
  TillTableSelection *rows;
  GString            *text;
  GCancellable       *finding; /* NULL: nothing is looked for */

  GtkColumnView *view; /* weak */
  const char    *column;
  guint          pause;

  /* Children */
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (TillTableTyping, till_table_typing, ADW_TYPE_BIN)

static void
stop_finding (TillTableTyping *self)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
}

static void
end_typing (TillTableTyping *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_string_truncate (self->text, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
paused_cb (gpointer data)
{
  TillTableTyping *self = data;

  self->pause = 0;
  end_typing (self);

  return G_SOURCE_REMOVE;
}

/* @user_data is the widget, held. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillTableTyping) self = user_data;
  g_autoptr (GError)          error = NULL;
  gint64 id = till_table_find_text_finish (TILL_TABLE (source), result, &error);
  guint  position;

  /* Another letter came, or the window went; that rows can't be read the list says. */
  if (error != NULL || self->view == NULL)
    return;
  g_clear_object (&self->finding);
  if (id != 0 && till_table_find_id (TILL_TABLE (source), id, &position))
    till_table_keys_go_to (self->view, self->rows, position);
  else if (self->text->len > 0)
    {
      g_autofree char *words = g_strdup_printf (_ ("No name begins with “%s”"), self->text->str);

      gtk_label_set_text (self->label, words);
    }
}

/* A first letter goes on from the row, the next letters may stay on it. */
static void
find (TillTableTyping *self)
{
  guint from = 0;

  if (till_table_keys_find_focus (self->view, &from) != NULL &&
      g_utf8_strlen (self->text->str, -1) == 1)
    from++;
  stop_finding (self);
  self->finding = g_cancellable_new ();
  till_table_find_text_async (self->table, self->column, self->text->str, from, self->finding,
                              found_cb, g_object_ref (self));

  gtk_label_set_text (self->label, self->text->str);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, paused_cb, self);
}

static void
take_back (TillTableTyping *self)
{
  const char *last = g_utf8_find_prev_char (self->text->str, self->text->str + self->text->len);

  g_string_truncate (self->text, last != NULL ? (gsize) (last - self->text->str) : 0);
  if (self->text->len == 0)
    end_typing (self);
  else
    find (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                TillTableTyping       *self)
{
  gboolean is_typing = self->text->len > 0;
  gunichar letter = gdk_keyval_to_unicode (key);
  guint    position;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 ||
      till_table_keys_find_focus (self->view, &position) == NULL)
    return FALSE;
  if (is_typing && key == GDK_KEY_Escape)
    {
      stop_finding (self);
      end_typing (self);
      return TRUE;
    }
  if (is_typing && key == GDK_KEY_BackSpace)
    {
      take_back (self);
      return TRUE;
    }
  /* Space marks a row, but is part of a name too. */
  if (letter == 0 || !g_unichar_isprint (letter) || (!is_typing && !g_unichar_isalnum (letter)))
    return FALSE;

  g_string_append_unichar (self->text, letter);
  find (self);

  return TRUE;
}

static void
till_table_typing_dispose (GObject *object)
{
  TillTableTyping *self = TILL_TABLE_TYPING (object);

  stop_finding (self);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->table);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (till_table_typing_parent_class)->dispose (object);
}

static void
till_table_typing_finalize (GObject *object)
{
  g_string_free (TILL_TABLE_TYPING (object)->text, TRUE);

  G_OBJECT_CLASS (till_table_typing_parent_class)->finalize (object);
}

static void
till_table_typing_class_init (TillTableTypingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_typing_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_table_typing_finalize;
}

static void
till_table_typing_init (TillTableTyping *self)
{
  self->text = g_string_new (NULL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  gtk_widget_add_css_class (GTK_WIDGET (self), "osd");
  gtk_widget_add_css_class (GTK_WIDGET (self), "typed-name");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static const char *
find_name_column (TillTable *table)
{
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (table, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      if (columns[i].is_name)
        return columns[i].id;
    }

  return NULL;
}

GtkWidget *
till_table_typing_new (GtkColumnView *view, TillTable *table, TillTableSelection *rows)
{
  TillTableTyping    *self = g_object_new (TILL_TYPE_TABLE_TYPING, NULL);
  GtkEventController *keys;

  self->table = g_object_ref (table);
  self->rows = g_object_ref (rows);
  g_set_weak_pointer (&self->view, view);
  self->column = find_name_column (table);
  if (self->column == NULL)
    return GTK_WIDGET (self);

  /* Before the rows, for which Space has a meaning of its own. */
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);

  return GTK_WIDGET (self);
}
