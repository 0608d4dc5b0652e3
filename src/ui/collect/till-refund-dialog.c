/* till-refund-dialog.c: taking a payment back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/collect/till-refund-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-reverse-payment.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-money-entry.h"

struct _TillRefundDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillReversePayment *reversal;
  TillMoney           asked; /* what the button says */
  TillReversalPlan    plan;
  gboolean            closed;

  /* Template children */
  GtkStack      *stack;
  GtkLabel      *busy_words;
  AdwStatusPage *problem_page;
  GtkLabel      *payment;
  GtkBox        *amount_box;
  AdwComboRow   *reason;
  GtkLabel      *plan_words;
  GtkImage      *plan_sign;
  GtkButton     *run;

  /* Other children */
  TillMoneyEntry *amount;
};

G_DEFINE_FINAL_TYPE (TillRefundDialog, till_refund_dialog, ADW_TYPE_WINDOW)

enum
{
  REVERSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void read_again (TillRefundDialog *self);

static const char *
button_words (TillReversalKind kind)
{
  switch (kind)
    {
    case TILL_REVERSAL_VOID:
      /* Translators: the button that voids, with the amount */
      return _ ("Void %s");
    case TILL_REVERSAL_REFUND:
      return _ ("Refund %s");
    case TILL_REVERSAL_RETURN:
      return _ ("Hand Back %s");
    default:
      g_return_val_if_reached ("%s");
    }
}

static void
set_button (TillRefundDialog *self, gboolean good)
{
  g_autofree char *sum = till_money_format (self->asked);
  g_autofree char *label = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  label = g_strdup_printf (button_words (self->plan.kind), sum);
#pragma GCC diagnostic pop
  gtk_button_set_label (self->run, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run),
                            good && adw_combo_row_get_selected (self->reason) > 0);
}

/* To the flow, nothing is the whole rest: here it is a mistake. */
static gboolean
read_amount (TillRefundDialog *self, TillMoney *amount, GError **error)
{
  if (!till_money_entry_get (self->amount, amount, error))
    return FALSE;
  if (amount->cents > 0)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("The amount to take back must be more than zero."));
  return FALSE;
}

static void
changed_cb (TillRefundDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *words = NULL;
  TillMoney          amount;
  gboolean           good;

  if (self->amount == NULL || till_reverse_payment_get_payment (self->reversal) == NULL)
    return;

  good = read_amount (self, &amount, &error) &&
         till_reverse_payment_get_plan (self->reversal, amount, &self->plan, &words, &error);
  if (good)
    self->asked = amount;
  gtk_label_set_text (self->plan_words, good ? words : error->message);
  gtk_image_set_from_icon_name (self->plan_sign,
                                good ? "dialog-information-symbolic" : "dialog-warning-symbolic");
  set_button (self, good);
}

static void
show_problem (TillRefundDialog *self, const char *title, const char *words)
{
  adw_status_page_set_title (self->problem_page, title);
  adw_status_page_set_description (self->problem_page, words);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/* ── Running ── */

static void run_reversal (TillRefundDialog *self);

static void
too_late_cb (AdwMessageDialog *question, const char *response, TillRefundDialog *self)
{
  if (g_strcmp0 (response, "refund") == 0)
    {
      self->plan.kind = TILL_REVERSAL_REFUND;
      run_reversal (self);
    }
  else
    read_again (self);
}

/* Money has been taken meanwhile: that is another deed, so it is asked again. */
static void
ask_too_late (TillRefundDialog *self, const char *words)
{
  GtkWidget *question =
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Too Late for a Void"), words);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"),
                                    "refund", _ ("_Refund Instead"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "refund",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (too_late_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static const char *
done_words (TillReversalKind kind)
{
  switch (kind)
    {
    case TILL_REVERSAL_VOID:
      return _ ("Payment voided");
    case TILL_REVERSAL_REFUND:
      return _ ("Payment refunded");
    case TILL_REVERSAL_RETURN:
      return _ ("Return recorded: hand the money back");
    default:
      g_return_val_if_reached ("");
    }
}

/* The answer was not clear; now the processor was asked. */
static void
known_cb (TillReversePayment *reversal, GParamSpec *spec, TillRefundDialog *self)
{
  TillReversePhase phase;
  g_autofree char *words = NULL;

  g_object_get (reversal, "phase", &phase, "words", &words, NULL);
  if (phase == TILL_REVERSE_DONE)
    {
      g_signal_emit (self, signals[REVERSED], 0, done_words (self->plan.kind));
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (phase != TILL_REVERSE_CHECKING)
    show_problem (self, _ ("Nothing Was Taken Back"), words);
}

/* Closed while the answer was awaited: the window says it. */
static void
tell_closed (TillRefundDialog *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_UNKNOWN_OUTCOME))
    return;
  words = g_strdup_printf (_ ("Nothing was taken back: %s"), error->message);
  g_signal_emit (self, signals[REVERSED], 0, words);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillRefundDialog) self = user_data;
  g_autoptr (GError)           error = NULL;

  if (till_reverse_payment_run_finish (TILL_REVERSE_PAYMENT (source), result, &error))
    {
      g_signal_emit (self, signals[REVERSED], 0, done_words (self->plan.kind));
      if (!self->closed)
        gtk_window_close (GTK_WINDOW (self));
    }
  else if (self->closed)
    tell_closed (self, error);
  else if (g_error_matches (error, TILL_ERROR, TILL_ERROR_CLOSED_BATCH))
    ask_too_late (self, error->message);
  else if (g_error_matches (error, TILL_ERROR, TILL_ERROR_UNKNOWN_OUTCOME))
    {
      show_problem (self, _ ("Checking with the Processor"), error->message);
      g_signal_connect_object (source, "notify::phase", G_CALLBACK (known_cb), self, 0);
    }
  else
    show_problem (self, _ ("Nothing Was Taken Back"), error->message);
}

static void
run_reversal (TillRefundDialog *self)
{
  GListModel                 *reasons = adw_combo_row_get_model (self->reason);
  g_autoptr (GtkStringObject) reason =
    g_list_model_get_item (reasons, adw_combo_row_get_selected (self->reason));

  gtk_label_set_text (self->busy_words, _ ("Asking the processor to take the payment back…"));
  gtk_stack_set_visible_child_name (self->stack, "busy");
  till_reverse_payment_run_async (self->reversal, self->asked, self->plan.kind,
                                  gtk_string_object_get_string (reason), ran_cb,
                                  g_object_ref (self));
}

static void
run_cb (GtkButton *button, TillRefundDialog *self)
{
  run_reversal (self);
}

/* ── Reading ── */

static void
show_form (TillRefundDialog *self)
{
  const TillTransaction *payment = till_reverse_payment_get_payment (self->reversal);
  g_autofree char       *sum = till_money_format (payment->amount);
  g_autofree char       *words = NULL;
  g_autofree char       *plan_words = NULL;
  g_autoptr (GError)     error = NULL;
  TillReversalPlan       plan;

  if (!till_reverse_payment_get_plan (self->reversal, TILL_MONEY_ZERO, &plan, &plan_words, &error))
    {
      show_problem (self, _ ("This Can’t Be Refunded"), error->message);
      return;
    }

  words =
    g_strdup_printf ("%s · %s · %s", payment->patient_name != NULL ? payment->patient_name : "",
                     sum, till_method_to_words (payment->method));
  gtk_label_set_text (self->payment, words);
  till_money_entry_set (self->amount, plan.most);
  gtk_stack_set_visible_child_name (self->stack, "form");
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillRefundDialog) self = user_data;
  g_autoptr (GError)           error = NULL;
  gboolean read = till_reverse_payment_read_finish (TILL_REVERSE_PAYMENT (source), result, &error);

  if (self->closed)
    return;
  if (read)
    show_form (self);
  else
    show_problem (self,
                  g_error_matches (error, TILL_ERROR, TILL_ERROR_UNREACHABLE)
                    ? _ ("The Processor Can’t Be Asked")
                    : _ ("This Can’t Be Refunded"),
                  error->message);
}

static void
read_again (TillRefundDialog *self)
{
  gtk_label_set_text (self->busy_words, _ ("Asking the processor how the payment stands…"));
  gtk_stack_set_visible_child_name (self->stack, "busy");
  till_reverse_payment_read_async (self->reversal, read_cb, g_object_ref (self));
}

static void
till_refund_dialog_dispose (GObject *object)
{
  TillRefundDialog *self = TILL_REFUND_DIALOG (object);

  self->closed = TRUE;
  self->amount = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_REFUND_DIALOG);
  g_clear_object (&self->reversal);

  G_OBJECT_CLASS (till_refund_dialog_parent_class)->dispose (object);
}

static void
till_refund_dialog_class_init (TillRefundDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_refund_dialog_dispose;

  signals[REVERSED] = g_signal_new ("reversed", TILL_TYPE_REFUND_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  till_dialog_class_set_up (widget_class, "collect/till-refund-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillRefundDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TillRefundDialog, busy_words);
  gtk_widget_class_bind_template_child (widget_class, TillRefundDialog, problem_page);
  gtk_widget_class_bind_template_child (widget_class, TillRefundDialog, payment);
  gtk_widget_class_bind_template_child (widget_class, TillRefundDialog, amount_box);
  gtk_widget_class_bind_template_child (widget_class, TillRefundDialog, reason);
  gtk_widget_class_bind_template_child_full (widget_class, "plan", FALSE,
                                             G_STRUCT_OFFSET (TillRefundDialog, plan_words));
  gtk_widget_class_bind_template_child (widget_class, TillRefundDialog, plan_sign);
  gtk_widget_class_bind_template_child (widget_class, TillRefundDialog, run);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
}

static void
till_refund_dialog_init (TillRefundDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
till_refund_dialog_new (TillPractice *practice, gint64 transaction_id, GtkWindow *parent)
{
  TillRefundDialog *self = g_object_new (TILL_TYPE_REFUND_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GtkStringList) reasons = gtk_string_list_new (NULL);
  g_auto (GStrv)            given = NULL;

  self->reversal = till_reverse_payment_new (practice, transaction_id);
  self->amount = TILL_MONEY_ENTRY (till_money_entry_new (_ ("Amount to take back")));
  gtk_box_append (self->amount_box, GTK_WIDGET (self->amount));
  g_signal_connect_swapped (self->amount, "changed", G_CALLBACK (changed_cb), self);

  gtk_string_list_append (reasons, _ ("Choose a reason…"));
  given = till_reverse_payment_dup_reasons (self->reversal);
  for (GStrv reason = given; reason != NULL && *reason != NULL; reason++)
    gtk_string_list_append (reasons, *reason);
  adw_combo_row_set_model (self->reason, G_LIST_MODEL (reasons));
  read_again (self);

  return GTK_WIDGET (self);
}
