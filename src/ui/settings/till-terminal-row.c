/* till-terminal-row.c: one card terminal in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-terminal-row.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-entry-guard.h"

struct _TillTerminalRow
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *name;
  AdwEntryRow *id;
  gboolean     removed;
};

G_DEFINE_FINAL_TYPE (TillTerminalRow, till_terminal_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update_title (TillTerminalRow *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 *name != '\0' ? name : _ ("New terminal"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 gtk_editable_get_text (GTK_EDITABLE (self->id)));
}

static void
applied_cb (TillTerminalRow *self)
{
  update_title (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cb (GtkButton *button, TillTerminalRow *self)
{
  self->removed = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
till_terminal_row_class_init (TillTerminalRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", TILL_TYPE_TERMINAL_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static AdwEntryRow *
add_entry (TillTerminalRow *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (applied_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);

  return ADW_ENTRY_ROW (row);
}

static void
till_terminal_row_init (TillTerminalRow *self)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  self->name = add_entry (self, _ ("Name at the desk"));
  till_entry_guard (GTK_WIDGET (self->name));
  /* The processor's own number may pass for a card's by chance. */
  self->id = add_entry (self, _ ("Terminal id"));
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, _ ("Remove this terminal"));
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), remove);
}

GtkWidget *
till_terminal_row_new (const char *id, const char *name)
{
  TillTerminalRow *self = g_object_new (TILL_TYPE_TERMINAL_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  gtk_editable_set_text (GTK_EDITABLE (self->id), id);
  update_title (self);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), *id == '\0');

  return GTK_WIDGET (self);
}

static void
append_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (json, '\\');
      if ((guchar) *at >= 0x20)
        g_string_append_c (json, *at);
    }
  g_string_append_c (json, '"');
}

static void
append_rows (GtkWidget *widget, GString *json)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      TillTerminalRow *row;

      if (!TILL_IS_TERMINAL_ROW (child))
        {
          append_rows (child, json);
          continue;
        }
      row = TILL_TERMINAL_ROW (child);
      if (row->removed || *gtk_editable_get_text (GTK_EDITABLE (row->id)) == '\0')
        continue;
      g_string_append (json, json->len > 1 ? ",{\"id\":" : "{\"id\":");
      append_string (json, gtk_editable_get_text (GTK_EDITABLE (row->id)));
      g_string_append (json, ",\"name\":");
      append_string (json, gtk_editable_get_text (GTK_EDITABLE (row->name)));
      g_string_append_c (json, '}');
    }
}

char *
till_terminal_rows_to_json (AdwPreferencesGroup *group)
{
  GString *json = g_string_new ("[");

  append_rows (GTK_WIDGET (group), json);
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}
