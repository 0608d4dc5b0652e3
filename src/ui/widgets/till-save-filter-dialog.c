/* till-save-filter-dialog.c: asks for a filter's name, and for whom it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-save-filter-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillSaveFilterDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  char         *table;
  TillFilter   *filter;
  gint64        renamed; /* a saved filter's id; 0: a new one is saved */
  gboolean      closed;

  /* Template children */
  GtkLabel       *words;
  AdwEntryRow    *name;
  GtkWidget      *whom;
  GtkCheckButton *for_everyone;
  GtkLabel       *problem;
  GtkWidget      *save;
};

G_DEFINE_FINAL_TYPE (TillSaveFilterDialog, till_save_filter_dialog, ADW_TYPE_WINDOW)

static guint saved_signal;

static const char *
get_name (TillSaveFilterDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->name));
}

static void
show_problem (TillSaveFilterDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* While it is being written nothing else can be pressed. */
static void
set_busy (TillSaveFilterDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->save, !busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->name), !busy);
  gtk_widget_set_sensitive (self->whom, !busy);
}

static void
changed_cb (TillSaveFilterDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (get_name (self)));

  show_problem (self, NULL);
  gtk_widget_set_sensitive (self->save, *name != '\0');
}

static void
finish (TillSaveFilterDialog *self, const char *words)
{
  g_signal_emit (self, saved_signal, 0, words);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fail (TillSaveFilterDialog *self, const GError *error)
{
  set_busy (self, FALSE);
  show_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* ── Saving ── */

static void save (TillSaveFilterDialog *self, gboolean replace);

static void
replace_cb (AdwMessageDialog *question, const char *response, TillSaveFilterDialog *self)
{
  if (g_str_equal (response, "replace"))
    save (self, TRUE);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
ask_replace (TillSaveFilterDialog *self)
{
  GtkWidget *question = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (question), _ ("Replace “%s”?"),
                                     get_name (self));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (question),
                               _ ("There is a filter by this name already. It would have the "
                                  "filters of the list from now on."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"),
                                    "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (replace_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillSaveFilterDialog) self = user_data;
  g_autoptr (GError)               error = NULL;
  g_autofree char                 *words = NULL;
  gboolean good = till_practice_save_filter_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  words = g_strdup_printf (_ ("“%s” saved"), get_name (self));
  if (good)
    finish (self, words);
  else if (g_error_matches (error, TILL_ERROR, TILL_ERROR_EXISTS))
    {
      set_busy (self, FALSE);
      ask_replace (self);
    }
  else
    fail (self, error);
}

static void
save (TillSaveFilterDialog *self, gboolean replace)
{
  set_busy (self, TRUE);
  till_practice_save_filter_async (self->practice, self->table, get_name (self),
                                   gtk_check_button_get_active (self->for_everyone), self->filter,
                                   replace, NULL, saved_cb, g_object_ref (self));
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillSaveFilterDialog) self = user_data;
  g_autoptr (GError)               error = NULL;
  g_autofree char                 *words = NULL;
  gboolean good = till_practice_rename_filter_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  words = g_strdup_printf (_ ("Renamed to “%s”"), get_name (self));
  if (good)
    finish (self, words);
  else
    fail (self, error);
}

static void
save_cb (GtkButton *button, TillSaveFilterDialog *self)
{
  show_problem (self, NULL);
  if (self->renamed == 0)
    {
      save (self, FALSE);
      return;
    }
  set_busy (self, TRUE);
  till_practice_rename_filter_async (self->practice, self->renamed, get_name (self), NULL,
                                     renamed_cb, g_object_ref (self));
}

static void
till_save_filter_dialog_dispose (GObject *object)
{
  TillSaveFilterDialog *self = TILL_SAVE_FILTER_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_SAVE_FILTER_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_save_filter_dialog_parent_class)->dispose (object);
}

static void
till_save_filter_dialog_finalize (GObject *object)
{
  TillSaveFilterDialog *self = TILL_SAVE_FILTER_DIALOG (object);

  g_free (self->table);
  till_filter_unref (self->filter);

  G_OBJECT_CLASS (till_save_filter_dialog_parent_class)->finalize (object);
}

static void
till_save_filter_dialog_class_init (TillSaveFilterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_save_filter_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_save_filter_dialog_finalize;

  saved_signal = g_signal_new ("saved", TILL_TYPE_SAVE_FILTER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  till_dialog_class_set_up (widget_class, "widgets/till-save-filter-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillSaveFilterDialog, words);
  gtk_widget_class_bind_template_child (widget_class, TillSaveFilterDialog, name);
  gtk_widget_class_bind_template_child (widget_class, TillSaveFilterDialog, whom);
  gtk_widget_class_bind_template_child (widget_class, TillSaveFilterDialog, for_everyone);
  gtk_widget_class_bind_template_child (widget_class, TillSaveFilterDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillSaveFilterDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
till_save_filter_dialog_init (TillSaveFilterDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->name));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->name));
}

GtkWidget *
till_save_filter_dialog_new (TillPractice *practice,
                             const char   *table,
                             TillFilter   *filter,
                             const char   *words,
                             GtkWindow    *parent)
{
  TillSaveFilterDialog *self =
    g_object_new (TILL_TYPE_SAVE_FILTER_DIALOG, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->table = g_strdup (table);
  self->filter = till_filter_copy (filter);
  gtk_label_set_text (self->words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->words), *words != '\0');
  changed_cb (self);

  return GTK_WIDGET (self);
}

GtkWidget *
till_save_filter_dialog_new_rename (TillPractice    *practice,
                                    TillSavedFilter *saved,
                                    GtkWindow       *parent)
{
  GtkWidget *dialog =
    till_save_filter_dialog_new (practice, saved->table, saved->filter, "", parent);
  TillSaveFilterDialog *self = TILL_SAVE_FILTER_DIALOG (dialog);

  self->renamed = saved->id;
  gtk_window_set_title (GTK_WINDOW (self), _ ("Rename Filter"));
  gtk_button_set_label (GTK_BUTTON (self->save), _ ("_Rename"));
  gtk_widget_set_visible (self->whom, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->name), saved->name);
  gtk_editable_select_region (GTK_EDITABLE (self->name), 0, -1);

  return dialog;
}
