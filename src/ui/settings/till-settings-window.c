/* till-settings-window.c: the practice's settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-settings-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "ui/settings/till-mail-group.h"
#include "ui/settings/till-mail-test-group.h"
#include "ui/settings/till-messages-group.h"
#include "ui/settings/till-reasons-group.h"
#include "ui/settings/till-reports-group.h"
#include "ui/settings/till-requests-group.h"
#include "ui/settings/till-runs-group.h"
#include "ui/settings/till-statements-group.h"
#include "ui/settings/till-terminal-row.h"
#include "ui/settings/till-texts-group.h"
#include "ui/widgets/till-entry-guard.h"

/* Long enough to read two lines; a toast does not wrap its words by itself. */
#define TOAST_SECONDS 10
#define TOAST_CHARS 36

struct _TillSettingsWindow
{
  AdwPreferencesWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  GCancellable *cancellable;
  gboolean      filling; /* what changes now is ours, not the user's */

  /* Borrowed */
  AdwToast *toast; /* weak: what is said now */

  /* Template children */
  AdwEntryRow         *name;
  AdwEntryRow         *street;
  AdwEntryRow         *city;
  AdwEntryRow         *phone;
  AdwEntryRow         *zone;
  AdwEntryRow         *retries;
  AdwComboRow         *paper;
  AdwEntryRow         *host;
  AdwEntryRow         *key;
  AdwEntryRow         *merchant;
  AdwEntryRow         *paylink;
  AdwActionRow        *test_row;
  GtkWidget           *test;
  TillReportsGroup    *reports;
  TillRequestsGroup   *requests;
  TillReasonsGroup    *refund_reasons;
  TillReasonsGroup    *snooze_reasons;
  TillStatementsGroup *statements;
  TillRunsGroup       *runs;
  TillMailGroup       *mail;
  TillMailTestGroup   *mail_test;
  TillTextsGroup      *texts;
  TillMessagesGroup   *messages;
  AdwPreferencesGroup *terminals;
  GtkSwitch           *post_payments;
  GtkSwitch           *post_refunds;
  GtkSwitch           *posted_only;
  GtkSpinButton       *months;
  GtkSpinButton       *card_limit;
  GtkSpinButton       *timeout;
};

G_DEFINE_FINAL_TYPE (TillSettingsWindow, till_settings_window, ADW_TYPE_PREFERENCES_WINDOW)

/* ── Keeping ── */

/* A toast's own title is one line, and the rest of a sentence would be cut off. The last word
 * stands in place of the one before: toasts would queue, and tell of what is long past. */
void
till_settings_window_say (TillSettingsWindow *self, const char *words)
{
  AdwToast  *toast = adw_toast_new (words);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TOAST_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, TOAST_SECONDS);

  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
}

/* What is too long for a toast. */
static void
explain (TillSettingsWindow *self, const char *title, const char *words)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), title, words);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillSettingsWindow) self = user_data;
  g_autoptr (GError)             error = NULL;

  if (!till_practice_set_settings_finish (TILL_PRACTICE (source), result, &error) &&
      self->practice != NULL)
    till_settings_window_say (self, error->message);
}

void
till_settings_window_keep (TillSettingsWindow *self, const char *key, const char *value)
{
  const char *const pair[] = { key, value, NULL };

  if (self->filling || g_strcmp0 (till_practice_get_setting (self->practice, key), value) == 0)
    return;
  till_practice_set_settings_async (self->practice, pair, kept_cb, g_object_ref (self));
}

gboolean
till_settings_check_host (const char *host, GError **error)
{
  static const char *const good[] = { "https://", "http://127.0.0.1", "http://localhost" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      if (*host == '\0' || g_str_has_prefix (host, good[i]))
        return TRUE;
    }

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("The host must begin with https://, so that nobody can listen."));
  return FALSE;
}

static void
text_applied_cb (AdwEntryRow *row, TillSettingsWindow *self)
{
  const char           *key = g_object_get_data (G_OBJECT (row), "key");
  g_autofree char      *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autoptr (GError)    error = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  if (row == self->zone && !(zone = till_zone_open (value, &error)))
    ;
  else if (row == self->name && *value == '\0')
    g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("The practice needs a name."));
  else if (row == self->host)
    till_settings_check_host (value, &error);

  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      till_settings_window_say (self, error->message);
      return;
    }
  till_settings_window_keep (self, key, value);
}

static void
address_applied_cb (AdwEntryRow *row, TillSettingsWindow *self)
{
  g_autofree char *address =
    g_strdup_printf ("%s\n%s", gtk_editable_get_text (GTK_EDITABLE (self->street)),
                     gtk_editable_get_text (GTK_EDITABLE (self->city)));

  till_settings_window_keep (self, TILL_SETTING_PRACTICE_ADDRESS, g_strstrip (address));
}

static void
switched_cb (GtkSwitch *widget, GParamSpec *pspec, TillSettingsWindow *self)
{
  till_settings_window_keep (self, g_object_get_data (G_OBJECT (widget), "key"),
                             gtk_switch_get_active (widget) ? "1" : "0");
}

static void
spun_cb (GtkSpinButton *button, TillSettingsWindow *self)
{
  g_autofree char *value = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (button));

  till_settings_window_keep (self, g_object_get_data (G_OBJECT (button), "key"), value);
}

static void
paper_cb (TillSettingsWindow *self)
{
  till_settings_window_keep (self, TILL_SETTING_PAPER,
                             adw_combo_row_get_selected (self->paper) == 1 ? "a4" : "letter");
}

/* ── The processor ── */

void
till_settings_window_key_kept (TillSettingsWindow *self, AdwEntryRow *row, const GError *error)
{
  if (error == NULL)
    till_settings_window_say (self, _ ("Kept in the keyring"));
  else
    explain (self,
             g_error_matches (error, TILL_ERROR, TILL_ERROR_NO_KEYRING)
               ? _ ("Kept for This Run Only")
               : _ ("Not Kept"),
             error->message);
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  /* It was emptied by us: there is nothing to apply. */
  adw_entry_row_set_show_apply_button (row, FALSE);
  adw_entry_row_set_show_apply_button (row, TRUE);
}

static void
key_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillSettingsWindow) self = user_data;
  g_autoptr (GError)             error = NULL;

  till_practice_set_processor_key_finish (TILL_PRACTICE (source), result, &error);
  if (self->practice != NULL)
    till_settings_window_key_kept (self, self->key, error);
}

static void
key_applied_cb (AdwEntryRow *row, TillSettingsWindow *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (row));

  if (*key != '\0')
    till_practice_set_processor_key_async (self->practice, key, key_kept_cb, g_object_ref (self));
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillSettingsWindow) self = user_data;
  g_autoptr (GError)             error = NULL;
  g_autofree char               *words = NULL;

  words = till_practice_test_processor_finish (TILL_PRACTICE (source), result, &error);
  if (self->practice == NULL)
    return;
  gtk_widget_set_sensitive (self->test, TRUE);
  adw_action_row_set_subtitle (self->test_row, words != NULL ? words : error->message);
}

static void
test_cb (GtkButton *button, TillSettingsWindow *self)
{
  gtk_widget_set_sensitive (self->test, FALSE);
  adw_action_row_set_subtitle (self->test_row, _ ("Asking…"));
  till_practice_test_processor_async (self->practice, self->cancellable, tested_cb,
                                      g_object_ref (self));
}

/* ── Terminals ── */

static void
terminals_changed_cb (TillSettingsWindow *self)
{
  g_autofree char *json = till_terminal_rows_to_json (self->terminals);

  till_settings_window_keep (self, TILL_SETTING_CLEARENT_TERMINALS, json);
}

static void
add_terminal (TillSettingsWindow *self, const char *id, const char *name)
{
  GtkWidget *row = till_terminal_row_new (id, name);

  g_signal_connect_swapped (row, "changed", G_CALLBACK (terminals_changed_cb), self);
  adw_preferences_group_add (self->terminals, row);
}

static void
add_terminal_cb (GtkButton *button, TillSettingsWindow *self)
{
  add_terminal (self, "", "");
}

/* ── Filling ── */

static void
bind_text (TillSettingsWindow *self, AdwEntryRow *row, const char *key)
{
  const char *value = till_practice_get_setting (self->practice, key);

  g_object_set_data (G_OBJECT (row), "key", (gpointer) key);
  gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
  adw_entry_row_set_show_apply_button (row, TRUE);
  g_signal_connect (row, "apply", G_CALLBACK (text_applied_cb), self);
}

/* All but the processor's own numbers, one in ten of which passes for a card's by chance. */
static void
bind_guarded (TillSettingsWindow *self, AdwEntryRow *row, const char *key)
{
  bind_text (self, row, key);
  till_entry_guard (GTK_WIDGET (row));
}

static void
bind_switch (TillSettingsWindow *self, GtkSwitch *widget, const char *key)
{
  g_object_set_data (G_OBJECT (widget), "key", (gpointer) key);
  gtk_switch_set_active (widget,
                         g_strcmp0 (till_practice_get_setting (self->practice, key), "1") == 0);
  g_signal_connect (widget, "notify::active", G_CALLBACK (switched_cb), self);
}

static void
bind_number (TillSettingsWindow *self, GtkSpinButton *button, const char *key)
{
  const char *value = till_practice_get_setting (self->practice, key);

  g_object_set_data (G_OBJECT (button), "key", (gpointer) key);
  gtk_spin_button_set_value (button, value != NULL ? (int) g_ascii_strtoll (value, NULL, 10) : 0);
  g_signal_connect (button, "value-changed", G_CALLBACK (spun_cb), self);
}

static void
fill_address (TillSettingsWindow *self)
{
  const char *address = till_practice_get_setting (self->practice, TILL_SETTING_PRACTICE_ADDRESS);
  g_auto (GStrv) lines = g_strsplit (address != NULL ? address : "", "\n", 2);
  AdwEntryRow   *rows[] = { self->street, self->city };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_strv_length (lines) > i)
        gtk_editable_set_text (GTK_EDITABLE (rows[i]), lines[i]);
      adw_entry_row_set_show_apply_button (rows[i], TRUE);
      till_entry_guard (GTK_WIDGET (rows[i]));
      g_signal_connect (rows[i], "apply", G_CALLBACK (address_applied_cb), self);
    }
}

static void
fill (TillSettingsWindow *self)
{
  self->filling = TRUE;
  bind_guarded (self, self->name, TILL_SETTING_PRACTICE_NAME);
  fill_address (self);
  bind_guarded (self, self->phone, TILL_SETTING_PRACTICE_PHONE);
  bind_guarded (self, self->zone, TILL_SETTING_PRACTICE_ZONE);
  bind_guarded (self, self->host, TILL_SETTING_CLEARENT_HOST);
  bind_text (self, self->merchant, TILL_SETTING_CLEARENT_MERCHANT);
  bind_text (self, self->paylink, TILL_SETTING_CLEARENT_PAYLINK);
  bind_switch (self, self->post_payments, TILL_SETTING_POST_PAYMENTS);
  bind_switch (self, self->post_refunds, TILL_SETTING_POST_REFUNDS);
  bind_switch (self, self->posted_only, TILL_SETTING_REFUND_POSTED_ONLY);
  bind_number (self, self->months, TILL_SETTING_REFUND_MONTHS);
  bind_number (self, self->card_limit, TILL_SETTING_CARD_LIMIT);
  bind_number (self, self->timeout, TILL_SETTING_TERMINAL_TIMEOUT);
  bind_guarded (self, self->retries, TILL_SETTING_PLAN_RETRIES);

  adw_combo_row_set_selected (
    self->paper,
    g_strcmp0 (till_practice_get_setting (self->practice, TILL_SETTING_PAPER), "a4") == 0 ? 1 : 0);
  g_signal_connect_swapped (self->paper, "notify::selected", G_CALLBACK (paper_cb), self);

  adw_entry_row_set_show_apply_button (self->key, TRUE);
  if (till_practice_has_processor_key (self->practice))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key),
                                   _ ("API Key (one is kept; type a new one to replace it)"));
  g_signal_connect (self->key, "apply", G_CALLBACK (key_applied_cb), self);

  till_reports_group_set_practice (self->reports, self->practice);
  till_requests_group_set_practice (self->requests, self->practice);
  till_reasons_group_set_practice (self->refund_reasons, self->practice, TILL_SETTING_REASONS);
  till_reasons_group_set_practice (self->snooze_reasons, self->practice,
                                   TILL_SETTING_SNOOZE_REASONS);
  till_statements_group_set_practice (self->statements, self->practice);
  till_runs_group_set_practice (self->runs, self->practice);
  till_mail_group_set_practice (self->mail, self->practice);
  till_mail_test_group_set_practice (self->mail_test, self->practice);
  till_texts_group_set_practice (self->texts, self->practice);
  till_messages_group_set_practice (self->messages, self->practice);
  for (guint i = 0; i < till_practice_get_n_terminals (self->practice); i++)
    add_terminal (self, till_practice_get_terminal_id (self->practice, i),
                  till_practice_get_terminal_name (self->practice, i));
  self->filling = FALSE;
}

static void
till_settings_window_dispose (GObject *object)
{
  TillSettingsWindow *self = TILL_SETTINGS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_SETTINGS_WINDOW);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_settings_window_parent_class)->dispose (object);
}

static void
till_settings_window_finalize (GObject *object)
{
  g_clear_object (&TILL_SETTINGS_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (till_settings_window_parent_class)->finalize (object);
}

static void
till_settings_window_class_init (TillSettingsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TILL_TYPE_MAIL_GROUP);
  g_type_ensure (TILL_TYPE_MAIL_TEST_GROUP);
  g_type_ensure (TILL_TYPE_MESSAGES_GROUP);
  g_type_ensure (TILL_TYPE_REASONS_GROUP);
  g_type_ensure (TILL_TYPE_REPORTS_GROUP);
  g_type_ensure (TILL_TYPE_REQUESTS_GROUP);
  g_type_ensure (TILL_TYPE_RUNS_GROUP);
  g_type_ensure (TILL_TYPE_STATEMENTS_GROUP);
  g_type_ensure (TILL_TYPE_TEXTS_GROUP);
  G_OBJECT_CLASS (klass)->dispose = till_settings_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_settings_window_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-settings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, name);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, street);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, city);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, phone);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, zone);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, paper);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, host);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, key);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, merchant);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, mail);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, mail_test);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, paylink);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, test_row);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, test);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, terminals);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, reports);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, requests);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, refund_reasons);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, snooze_reasons);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, statements);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, runs);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, texts);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, messages);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, post_payments);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, post_refunds);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, posted_only);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, months);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, card_limit);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, timeout);
  gtk_widget_class_bind_template_child (widget_class, TillSettingsWindow, retries);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_terminal_cb);
}

static void
till_settings_window_init (TillSettingsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
till_settings_window_new (TillPractice *practice, GtkWindow *parent)
{
  TillSettingsWindow *self =
    g_object_new (TILL_TYPE_SETTINGS_WINDOW, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  fill (self);

  return GTK_WIDGET (self);
}
