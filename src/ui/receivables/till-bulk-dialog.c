/* till-bulk-dialog.c: how many guarantors are to be asked, and what it comes to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-bulk-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-bulk-plan.h"
#include "flow/till-bulk-request.h"
#include "ui/receivables/till-bulk-words.h"
#include "ui/requests/till-reminders-group.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillBulkDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  GArray       *guarantors; /* gint64 */
  TillBulkPlan *plan;       /* NULL: it is being made */
  GCancellable *planning;

  gboolean closed;

  /* Template children */
  GtkWidget          *form;
  GtkLabel           *whom;
  AdwComboRow        *channel;
  AdwActionRow       *statement_row;
  GtkSwitch          *statement;
  AdwEntryRow        *note;
  TillRemindersGroup *reminders;
  GtkLabel           *problem;
  GtkLabel           *asked;
  GtkWidget          *left_out_title;
  GtkLabel           *left_out;
  GtkWidget          *send;
};

G_DEFINE_FINAL_TYPE (TillBulkDialog, till_bulk_dialog, ADW_TYPE_WINDOW)

static guint started_signal;

/* The rows stand in the order of the enum. */
static TillBulkChannel
get_channel (TillBulkDialog *self)
{
  return (TillBulkChannel) adw_combo_row_get_selected (self->channel);
}

/* ── What it comes to ── */

static void
show_plan (TillBulkDialog *self, const char *problem)
{
  const TillBulkPlan *plan = self->plan;
  g_autofree char    *asked = plan != NULL ? till_bulk_words_plan (plan) : NULL;
  g_autofree char    *left_out = plan != NULL ? till_bulk_words_left_out (plan) : g_strdup ("");

  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_label_set_text (self->asked, asked != NULL ? asked : _ ("Checking…"));
  gtk_label_set_text (self->left_out, left_out);
  gtk_widget_set_visible (self->left_out_title, *left_out != '\0');
  gtk_widget_set_sensitive (self->send,
                            problem == NULL && plan != NULL && plan->guarantors->len > 0);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBulkDialog) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillBulkPlan)   plan =
    till_practice_plan_bulk_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->plan = g_steal_pointer (&plan);
  show_plan (self, error != NULL ? error->message : NULL);
}

static void
drop_plan (TillBulkDialog *self)
{
  if (self->planning != NULL)
    g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
  g_clear_pointer (&self->plan, till_bulk_plan_free);
}

static void
channel_cb (TillBulkDialog *self)
{
  const char *problem;

  /* The template sets its rows before there is a practice. */
  if (self->practice == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->statement_row),
                          get_channel (self) != TILL_BULK_BY_TEXT);
  drop_plan (self);
  problem = till_practice_get_bulk_problem (self->practice, get_channel (self));
  show_plan (self, problem);
  if (problem != NULL)
    {
      gtk_label_set_text (self->asked, "");
      return;
    }

  self->planning = g_cancellable_new ();
  till_practice_plan_bulk_async (
    self->practice, get_channel (self), (const gint64 *) (gconstpointer) self->guarantors->data,
    self->guarantors->len, self->planning, planned_cb, g_object_ref (self));
}

/* ── The deed ── */

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBulkDialog) self = user_data;
  g_autoptr (GError)         error = NULL;
  gboolean good = till_bulk_request_start_finish (TILL_BULK_REQUEST (source), result, &error);

  if (self->closed)
    return;
  if (!good)
    {
      gtk_widget_set_sensitive (self->form, TRUE);
      show_plan (self, error->message);
      gtk_widget_set_sensitive (self->send, TRUE);
      return;
    }
  g_signal_emit (self, started_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
send_cb (TillBulkDialog *self)
{
  g_autofree char    *reminders = till_reminders_group_dup_days (self->reminders);
  const TillBulkOrder order = {
    .channel = get_channel (self),
    .with_statement =
      get_channel (self) != TILL_BULK_BY_TEXT && gtk_switch_get_active (self->statement),
    .note = gtk_editable_get_text (GTK_EDITABLE (self->note)),
    .reminders = reminders,
  };

  if (self->plan == NULL)
    return;

  /* GTK warns of a text that goes while it has the focus. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (self->send, FALSE);
  gtk_widget_set_sensitive (self->form, FALSE);
  till_bulk_request_start_async (till_practice_get_bulk_request (self->practice), &order,
                                 (const gint64 *) (gconstpointer) self->plan->guarantors->data,
                                 self->plan->guarantors->len, started_cb, g_object_ref (self));
}

/* ── The object ── */

static void
till_bulk_dialog_dispose (GObject *object)
{
  TillBulkDialog *self = TILL_BULK_DIALOG (object);

  self->closed = TRUE;
  drop_plan (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BULK_DIALOG);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->guarantors, g_array_unref);

  G_OBJECT_CLASS (till_bulk_dialog_parent_class)->dispose (object);
}

static void
till_bulk_dialog_class_init (TillBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_bulk_dialog_dispose;

  started_signal = g_signal_new ("started", TILL_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);

  g_type_ensure (TILL_TYPE_REMINDERS_GROUP);
  till_dialog_class_set_up (widget_class, "receivables/till-bulk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, form);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, whom);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, statement_row);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, statement);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, note);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, reminders);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, asked);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, left_out_title);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, left_out);
  gtk_widget_class_bind_template_child (widget_class, TillBulkDialog, send);
  gtk_widget_class_bind_template_callback (widget_class, channel_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
till_bulk_dialog_init (TillBulkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->note));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->channel));
}

GtkWidget *
till_bulk_dialog_new (TillPractice   *practice,
                      const gint64   *guarantors,
                      gsize           n_guarantors,
                      TillBulkChannel channel,
                      GtkWindow      *parent)
{
  TillBulkDialog  *self = g_object_new (TILL_TYPE_BULK_DIALOG, "transient-for", parent, NULL);
  g_autofree char *number = till_number_format (n_guarantors);
  g_autofree char *whom = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s guarantor", "%s guarantors", n_guarantors), number);

  self->guarantors = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_guarantors);
  g_array_append_vals (self->guarantors, guarantors, (guint) n_guarantors);
  gtk_label_set_text (self->whom, whom);
  adw_combo_row_set_selected (self->channel, channel);
  self->practice = g_object_ref (practice);
  channel_cb (self);

  return GTK_WIDGET (self);
}
