/* till-explain-dialog.c: asks why a deposit differs from its parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/deposits/till-explain-dialog.h"

#include <glib/gi18n-lib.h>

#include "rules/till-deposit-rules.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillExplainDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;

  gint64   id;
  gboolean closed;

  /* Template children */
  GtkLabel    *deposit;
  GtkLabel    *why;
  GtkLabel    *before;
  AdwEntryRow *note;
  GtkLabel    *problem;
  GtkWidget   *explain;
};

G_DEFINE_FINAL_TYPE (TillExplainDialog, till_explain_dialog, ADW_TYPE_WINDOW)

static guint explained_signal;

static void
show_problem (TillExplainDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
changed_cb (TillExplainDialog *self)
{
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));

  show_problem (self, NULL);
  gtk_widget_set_sensitive (self->explain, *note != '\0');
}

static void
explained_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillExplainDialog) self = user_data;
  g_autoptr (GError)            error = NULL;
  gboolean good = till_practice_explain_deposit_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (good)
    {
      g_signal_emit (self, explained_signal, 0);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->explain, TRUE);
  show_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

static void
explain_cb (GtkButton *button, TillExplainDialog *self)
{
  gtk_widget_set_sensitive (self->explain, FALSE);
  till_practice_explain_deposit_async (self->practice, self->id,
                                       gtk_editable_get_text (GTK_EDITABLE (self->note)),
                                       explained_cb, g_object_ref (self));
}

static void
till_explain_dialog_dispose (GObject *object)
{
  TillExplainDialog *self = TILL_EXPLAIN_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_EXPLAIN_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_explain_dialog_parent_class)->dispose (object);
}

static void
till_explain_dialog_class_init (TillExplainDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_explain_dialog_dispose;

  explained_signal = g_signal_new ("explained", TILL_TYPE_EXPLAIN_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "deposits/till-explain-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillExplainDialog, deposit);
  gtk_widget_class_bind_template_child (widget_class, TillExplainDialog, why);
  gtk_widget_class_bind_template_child (widget_class, TillExplainDialog, before);
  gtk_widget_class_bind_template_child (widget_class, TillExplainDialog, note);
  gtk_widget_class_bind_template_child (widget_class, TillExplainDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillExplainDialog, explain);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, explain_cb);
}

static void
till_explain_dialog_init (TillExplainDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->note));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->explain);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->note));
}

/* What was said before stays to be read; a newer note takes its place. */
static void
show_before (TillExplainDialog *self, const TillDeposit *deposit)
{
  g_autofree char *when = NULL;
  g_autofree char *words = NULL;

  if (deposit->explanation == NULL)
    return;
  when = till_instant_format (deposit->explained_at, till_practice_get_zone (self->practice));
  words = g_strdup_printf (_ ("%s said on %s: “%s”. A new note takes its place."),
                           deposit->explained_by, when, deposit->explanation);
  gtk_label_set_text (self->before, words);
  gtk_widget_set_visible (GTK_WIDGET (self->before), TRUE);
}

GtkWidget *
till_explain_dialog_new (TillPractice *practice, const TillDeposit *deposit, GtkWindow *parent)
{
  TillExplainDialog *self = g_object_new (TILL_TYPE_EXPLAIN_DIALOG, "transient-for", parent, NULL);
  g_autofree char   *day = till_day_format (deposit->funded_on);
  g_autofree char   *amount = till_money_format (deposit->deposited);
  g_autofree char   *words = g_strdup_printf (_ ("Deposit of %s, %s"), day, amount);
  g_autofree char   *why = till_deposit_reason_to_words (deposit->reason, deposit->difference);

  self->practice = g_object_ref (practice);
  self->id = deposit->id;
  gtk_label_set_text (self->deposit, words);
  gtk_label_set_text (self->why, why != NULL ? why : _ ("It equals its parts."));
  show_before (self, deposit);
  changed_cb (self);

  return GTK_WIDGET (self);
}
