/* till-authorize-dialog.c: a payment plan that waits for it is signed, or sent to who pays
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-authorize-dialog.h"

#include "ui/widgets/till-dialog-class.h"

struct _TillAuthorizeDialog
{
  AdwWindow parent_instance;

  gint64 plan_id;

  /* Template children */
  GtkButton         *authorize;
  TillAuthorizePane *pane;
};

G_DEFINE_FINAL_TYPE (TillAuthorizeDialog, till_authorize_dialog, ADW_TYPE_WINDOW)

static guint authorized_signal;
static guint sent_signal;

static void
changed_cb (TillAuthorizeDialog *self)
{
  gtk_button_set_label (self->authorize, till_authorize_pane_get_deed (self->pane));
  gtk_widget_set_sensitive (GTK_WIDGET (self->authorize),
                            till_authorize_pane_can_authorize (self->pane));
}

static void
authorize_cb (TillAuthorizeDialog *self)
{
  till_authorize_pane_authorize (self->pane);
}

static void
authorized_cb (TillAuthorizeDialog *self)
{
  g_signal_emit (self, authorized_signal, 0, self->plan_id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
sent_cb (TillAuthorizeDialog *self)
{
  g_signal_emit (self, sent_signal, 0, self->plan_id);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
close_request (GtkWindow *window)
{
  if (till_authorize_pane_is_under_way (TILL_AUTHORIZE_DIALOG (window)->pane))
    return TRUE;

  return GTK_WINDOW_CLASS (till_authorize_dialog_parent_class)->close_request (window);
}

static void
till_authorize_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_AUTHORIZE_DIALOG);

  G_OBJECT_CLASS (till_authorize_dialog_parent_class)->dispose (object);
}

static void
till_authorize_dialog_class_init (TillAuthorizeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_authorize_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;

  authorized_signal = g_signal_new ("authorized", TILL_TYPE_AUTHORIZE_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  sent_signal = g_signal_new ("sent", TILL_TYPE_AUTHORIZE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (TILL_TYPE_AUTHORIZE_PANE);
  till_dialog_class_set_up (widget_class, "plans/till-authorize-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizeDialog, authorize);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizeDialog, pane);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, authorize_cb);
  gtk_widget_class_bind_template_callback (widget_class, authorized_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);
}

static void
till_authorize_dialog_init (TillAuthorizeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->authorize));
}

GtkWidget *
till_authorize_dialog_new (TillPractice *practice, gint64 plan_id, GtkWindow *parent)
{
  TillAuthorizeDialog *self =
    g_object_new (TILL_TYPE_AUTHORIZE_DIALOG, "transient-for", parent, NULL);

  self->plan_id = plan_id;
  till_authorize_pane_begin (self->pane, practice, plan_id);
  till_authorize_pane_focus (self->pane);

  return GTK_WIDGET (self);
}

TillAuthorizePane *
till_authorize_dialog_get_pane (TillAuthorizeDialog *self)
{
  return self->pane;
}
