/* till-take-back-dialog.c: asks why an entry of the ledger is taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/ledger/till-take-back-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillTakeBackDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;

  gint64   id;
  gboolean closed;

  /* Template children */
  GtkLabel    *entry;
  GtkLabel    *what;
  AdwEntryRow *reason;
  GtkLabel    *problem;
  GtkWidget   *take_back;
};

G_DEFINE_FINAL_TYPE (TillTakeBackDialog, till_take_back_dialog, ADW_TYPE_WINDOW)

static guint taken_back_signal;

static void
show_problem (TillTakeBackDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
changed_cb (TillTakeBackDialog *self)
{
  show_problem (self, NULL);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillTakeBackDialog) self = user_data;
  g_autoptr (GError)             error = NULL;
  gboolean good = till_practice_take_entry_back_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (good)
    {
      g_signal_emit (self, taken_back_signal, 0);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->take_back, TRUE);
  show_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
take_back_cb (TillTakeBackDialog *self)
{
  gtk_widget_set_sensitive (self->take_back, FALSE);
  till_practice_take_entry_back_async (self->practice, self->id,
                                       gtk_editable_get_text (GTK_EDITABLE (self->reason)),
                                       taken_back_cb, g_object_ref (self));
}

static void
till_take_back_dialog_dispose (GObject *object)
{
  TillTakeBackDialog *self = TILL_TAKE_BACK_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_TAKE_BACK_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_take_back_dialog_parent_class)->dispose (object);
}

static void
till_take_back_dialog_class_init (TillTakeBackDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_take_back_dialog_dispose;

  taken_back_signal = g_signal_new ("taken-back", TILL_TYPE_TAKE_BACK_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "ledger/till-take-back-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillTakeBackDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, TillTakeBackDialog, what);
  gtk_widget_class_bind_template_child (widget_class, TillTakeBackDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, TillTakeBackDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillTakeBackDialog, take_back);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
}

static void
till_take_back_dialog_init (TillTakeBackDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->reason));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->take_back);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->reason));
}

static void
show_entry (TillTakeBackDialog *self, const TillLedgerEntry *entry)
{
  g_autofree char *amount = till_money_format (till_money (ABS (entry->amount.cents)));
  g_autofree char *day = till_day_format (entry->day);
  g_autofree char *words = NULL;
  g_autofree char *what = NULL;

  words = g_strdup_printf (entry->is_charge
                             /* Translators: an amount, a day, a patient */
                             ? _ ("Charge of %s on %s, %s")
                             : _ ("Adjustment of %s on %s, %s"),
                           amount, day, entry->patient);
  gtk_label_set_text (self->entry, words);
  what = g_strdup_printf (
    entry->amount.cents > 0
      ? _ ("%s is taken off what the family owes, at the age it has there. Both entries stay in "
           "the ledger.")
      : _ ("%s is owed again, at the age it had before. Both entries stay in the ledger."),
    amount);
  gtk_label_set_text (self->what, what);
}

GtkWidget *
till_take_back_dialog_new (TillPractice *practice, const TillLedgerEntry *entry, GtkWindow *parent)
{
  TillTakeBackDialog *self =
    g_object_new (TILL_TYPE_TAKE_BACK_DIALOG, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->id = entry->id;
  show_entry (self, entry);

  return GTK_WIDGET (self);
}
