/* till-statements-group.c: what stands on all statements, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-statements-group.h"

#include "rules/till-statement-rules.h"
#include "ui/settings/till-settings-window-private.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillStatementsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template children */
  AdwEntryRow *link;
  AdwEntryRow *message;
};

G_DEFINE_FINAL_TYPE (TillStatementsGroup, till_statements_group, ADW_TYPE_PREFERENCES_GROUP)

/* What is refused stays in its row, so that it can be mended. */
static void
keep (TillStatementsGroup *self,
      AdwEntryRow         *row,
      const char          *key,
      gboolean (*check) (const char *text, GError **error))
{
  TillSettingsWindow *window = TILL_SETTINGS_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char    *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autoptr (GError)  error = NULL;

  if (check (text, &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      till_settings_window_keep (window, key, text);
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  till_settings_window_say (window, error->message);
}

static void
link_applied_cb (TillStatementsGroup *self)
{
  keep (self, self->link, TILL_SETTING_STATEMENT_LINK, till_statement_check_link);
}

static void
message_applied_cb (TillStatementsGroup *self)
{
  keep (self, self->message, TILL_SETTING_STATEMENT_MESSAGE, till_statement_check_message);
}

static void
till_statements_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_STATEMENTS_GROUP);

  G_OBJECT_CLASS (till_statements_group_parent_class)->dispose (object);
}

static void
till_statements_group_class_init (TillStatementsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_statements_group_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-statements-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillStatementsGroup, link);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsGroup, message);
}

static void
till_statements_group_init (TillStatementsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (TillStatementsGroup *self, AdwEntryRow *row, const char *text, GCallback applied)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (row, TRUE);
  till_entry_guard (GTK_WIDGET (row));
  g_signal_connect_swapped (row, "apply", applied, self);
}

void
till_statements_group_set_practice (TillStatementsGroup *self, TillPractice *practice)
{
  g_return_if_fail (TILL_IS_STATEMENTS_GROUP (self));

  fill (self, self->link, till_practice_get_setting (practice, TILL_SETTING_STATEMENT_LINK),
        G_CALLBACK (link_applied_cb));
  fill (self, self->message, till_practice_get_setting (practice, TILL_SETTING_STATEMENT_MESSAGE),
        G_CALLBACK (message_applied_cb));
}
