/* till-reasons-group.c: reasons there are to choose from, each a row, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-reasons-group.h"

#include <glib/gi18n-lib.h>

#include "ui/settings/till-settings-window-private.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillReasonsGroup
{
  AdwPreferencesGroup parent_instance;

  const char *key;
  GPtrArray  *rows; /* AdwEntryRow, borrowed */
};

G_DEFINE_FINAL_TYPE (TillReasonsGroup, till_reasons_group, ADW_TYPE_PREFERENCES_GROUP)

/* One a line; what is empty is no reason. */
static char *
join_reasons (TillReasonsGroup *self)
{
  GString *reasons = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *reason = g_strdup (gtk_editable_get_text (self->rows->pdata[i]));

      if (*g_strstrip (reason) != '\0')
        g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? "\n" : "", reason);
    }

  return g_string_free (reasons, FALSE);
}

static void
keep (TillReasonsGroup *self)
{
  g_autofree char *reasons = join_reasons (self);
  GtkRoot         *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    till_settings_window_keep (TILL_SETTINGS_WINDOW (root), self->key, reasons);
}

/* Without it there would be none: rows that are still empty don't count. */
static gboolean
is_last (TillReasonsGroup *self, GtkWidget *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (self->rows->pdata[i] != row && *gtk_editable_get_text (self->rows->pdata[i]) != '\0')
      return FALSE;

  return TRUE;
}

static void
remove_cb (GtkButton *button, TillReasonsGroup *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ENTRY_ROW);
  GtkRoot   *root = gtk_widget_get_root (row);

  if (is_last (self, row))
    {
      till_settings_window_say (TILL_SETTINGS_WINDOW (root), _ ("Keep one reason at least."));
      return;
    }

  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  keep (self);
}

static GtkWidget *
add_reason (TillReasonsGroup *self, const char *reason)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Reason"));
  gtk_editable_set_text (GTK_EDITABLE (row), reason);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  till_entry_guard (row);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (keep), self);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove this reason"));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);

  return row;
}

static void
add_cb (TillReasonsGroup *self)
{
  gtk_widget_grab_focus (add_reason (self, ""));
}

static void
till_reasons_group_finalize (GObject *object)
{
  g_ptr_array_unref (TILL_REASONS_GROUP (object)->rows);

  G_OBJECT_CLASS (till_reasons_group_parent_class)->finalize (object);
}

static void
till_reasons_group_class_init (TillReasonsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_reasons_group_finalize;
}

static void
till_reasons_group_init (TillReasonsGroup *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->rows = g_ptr_array_new ();
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Add a reason"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_cb), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

void
till_reasons_group_set_practice (TillReasonsGroup *self, TillPractice *practice, const char *key)
{
  g_auto (GStrv) reasons = NULL;

  g_return_if_fail (TILL_IS_REASONS_GROUP (self) && self->key == NULL);

  self->key = key;
  reasons = till_practice_dup_reasons (practice, key);
  for (guint i = 0; reasons[i] != NULL; i++)
    add_reason (self, reasons[i]);
}
