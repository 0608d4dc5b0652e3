/* till-texts-group.c: text messages in the settings: account, key, number, and whether they go out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-texts-group.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-texts.h"
#include "ui/settings/till-settings-window-private.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillTextsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Borrowed: libadwaita 1.2 does not let go of a group whose rows it has listed for its search,
   * and the practice would stay with it. */
  TillPractice *practice; /* weak */

  /* Owned */
  GCancellable *cancellable; /* while it is in a window */

  /* Template children */
  AdwEntryRow  *account;
  AdwEntryRow  *key;
  AdwEntryRow  *from;
  AdwEntryRow  *host;
  AdwActionRow *test_row;
  GtkWidget    *test;
  AdwEntryRow  *number;
};

G_DEFINE_FINAL_TYPE (TillTextsGroup, till_texts_group, ADW_TYPE_PREFERENCES_GROUP)

/* NULL: the window has been closed. */
static TillSettingsWindow *
get_window (TillTextsGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? TILL_SETTINGS_WINDOW (root) : NULL;
}

static char *
dup_typed (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* Keeps what is good of a row; says what is wrong with it otherwise. Takes @error. */
static void
keep (TillTextsGroup *self, AdwEntryRow *row, const char *key, const char *value, GError *error)
{
  if (error == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      till_settings_window_keep (get_window (self), key, value);
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  till_settings_window_say (get_window (self), error->message);
  g_error_free (error);
}

static void
account_applied_cb (TillTextsGroup *self)
{
  g_autofree char *account = dup_typed (self->account);

  keep (self, self->account, TILL_SETTING_TEXT_ACCOUNT, account, NULL);
}

static void
from_applied_cb (TillTextsGroup *self)
{
  g_autofree char *typed = dup_typed (self->from);
  GError          *error = NULL;
  g_autofree char *from = till_practice_tidy_text_from (typed, &error);

  keep (self, self->from, TILL_SETTING_TEXT_FROM, from, error);
}

static void
host_applied_cb (TillTextsGroup *self)
{
  g_autofree char *host = dup_typed (self->host);
  GError          *error = NULL;

  till_settings_check_host (host, &error);
  keep (self, self->host, TILL_SETTING_TEXT_HOST, host, error);
}

static void
key_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillTextsGroup) self = user_data;
  g_autoptr (GError)         error = NULL;

  till_practice_set_text_key_finish (TILL_PRACTICE (source), result, &error);
  if (get_window (self) != NULL)
    till_settings_window_key_kept (get_window (self), self->key, error);
}

static void
key_applied_cb (TillTextsGroup *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key));

  if (*key != '\0')
    till_practice_set_text_key_async (self->practice, key, key_kept_cb, g_object_ref (self));
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillTextsGroup) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autofree char *words = till_practice_test_texts_finish (TILL_PRACTICE (source), result, &error);

  if (get_window (self) == NULL)
    return;
  gtk_widget_set_sensitive (self->test, TRUE);
  adw_action_row_set_subtitle (self->test_row, words != NULL ? words : error->message);
}

static void
test_cb (TillTextsGroup *self)
{
  gtk_widget_set_sensitive (self->test, FALSE);
  adw_action_row_set_subtitle (self->test_row, _ ("Asking…"));
  till_practice_test_texts_async (self->practice, self->cancellable, tested_cb,
                                  g_object_ref (self));
}

static void
test_text_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillTextsGroup) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autofree char           *words =
    till_practice_send_test_text_finish (TILL_PRACTICE (source), result, &error);

  if (get_window (self) != NULL)
    till_settings_window_say (get_window (self), words != NULL ? words : error->message);
}

static void
number_applied_cb (TillTextsGroup *self)
{
  g_autofree char *number = dup_typed (self->number);

  till_practice_send_test_text_async (self->practice, number, self->cancellable, test_text_sent_cb,
                                      g_object_ref (self));
}

static void
till_texts_group_unroot (GtkWidget *widget)
{
  TillTextsGroup *self = TILL_TEXTS_GROUP (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->practice);

  GTK_WIDGET_CLASS (till_texts_group_parent_class)->unroot (widget);
}

static void
till_texts_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_TEXTS_GROUP);

  G_OBJECT_CLASS (till_texts_group_parent_class)->dispose (object);
}

static void
till_texts_group_class_init (TillTextsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_texts_group_dispose;
  widget_class->unroot = till_texts_group_unroot;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-texts-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillTextsGroup, account);
  gtk_widget_class_bind_template_child (widget_class, TillTextsGroup, key);
  gtk_widget_class_bind_template_child (widget_class, TillTextsGroup, from);
  gtk_widget_class_bind_template_child (widget_class, TillTextsGroup, host);
  gtk_widget_class_bind_template_child (widget_class, TillTextsGroup, test_row);
  gtk_widget_class_bind_template_child (widget_class, TillTextsGroup, test);
  gtk_widget_class_bind_template_child (widget_class, TillTextsGroup, number);
}

static void
till_texts_group_init (TillTextsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_texts_group_set_practice (TillTextsGroup *self, TillPractice *practice)
{
  const struct
  {
    AdwEntryRow *row;
    const char  *key; /* of the setting that stands in it; or NULL */
    GCallback    applied;
  } rows[] = {
    { self->account, TILL_SETTING_TEXT_ACCOUNT, G_CALLBACK (account_applied_cb) },
    { self->key, NULL, G_CALLBACK (key_applied_cb) },
    { self->from, TILL_SETTING_TEXT_FROM, G_CALLBACK (from_applied_cb) },
    { self->host, TILL_SETTING_TEXT_HOST, G_CALLBACK (host_applied_cb) },
    { self->number, NULL, G_CALLBACK (number_applied_cb) },
  };

  g_return_if_fail (TILL_IS_TEXTS_GROUP (self));
  g_return_if_fail (self->practice == NULL);

  g_set_weak_pointer (&self->practice, practice);
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].key != NULL)
        gtk_editable_set_text (GTK_EDITABLE (rows[i].row),
                               till_practice_get_setting (practice, rows[i].key));
      adw_entry_row_set_show_apply_button (rows[i].row, TRUE);
      g_signal_connect_swapped (rows[i].row, "apply", rows[i].applied, self);
    }
  till_entry_guard (GTK_WIDGET (self->host));
  till_entry_guard (GTK_WIDGET (self->number));
  if (till_practice_has_text_key (practice))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key),
                                   _ ("Auth Token (one is kept; type a new one to replace it)"));

  g_signal_connect_swapped (self->test, "clicked", G_CALLBACK (test_cb), self);
}
