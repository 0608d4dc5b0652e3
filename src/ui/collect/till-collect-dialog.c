/* till-collect-dialog.c: taking a payment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/collect/till-collect-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-take-payment.h"
#include "model/till-card.h"
#include "ui/collect/till-card-choice.h"
#include "ui/collect/till-patient-form.h"
#include "ui/collect/till-payment-progress.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-money-entry.h"
#include "ui/widgets/till-patient-picker.h"
#include "ui/widgets/till-question.h"

struct _TillCollectDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice    *practice;
  TillTakePayment *payment; /* the one under way */
  gboolean         is_given_up;
  TillMethod       method;

  /* Template children */
  GtkStack       *stack;
  GtkBox         *methods;
  GtkLabel       *method_problem;
  GtkBox         *patient_box;
  GtkBox         *amount_box;
  GtkButton      *balance;
  AdwComboRow    *terminal;
  AdwEntryRow    *check_number;
  AdwActionRow   *save_row;
  GtkCheckButton *save_card;
  AdwBin         *card_bin;
  AdwEntryRow    *note;
  GtkLabel       *problem;
  GtkButton      *collect;
  AdwBin         *patient_form_bin;
  AdwBin         *progress_bin;

  /* Other children */
  TillPatientPicker *patient;
  TillMoneyEntry    *amount;
  TillPatientForm   *patient_form;
  TillCardChoice    *card;
};

G_DEFINE_FINAL_TYPE (TillCollectDialog, till_collect_dialog, ADW_TYPE_WINDOW)

static const TillMethod methods[] = {
  TILL_METHOD_TERMINAL, TILL_METHOD_VIRTUAL, TILL_METHOD_CARD_ON_FILE,
  TILL_METHOD_CASH,     TILL_METHOD_CHECK,
};

static void start (TillCollectDialog *self, gboolean knowingly);

/* ── The form ── */

static const char *
method_problem (TillCollectDialog *self)
{
  return till_method_is_card (self->method) ? till_practice_get_card_problem (self->practice)
                                            : NULL;
}

static void
show_problem (TillCollectDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static gboolean
can_save_card (TillCollectDialog *self)
{
  return self->method == TILL_METHOD_TERMINAL || self->method == TILL_METHOD_VIRTUAL;
}

static void
update_form (TillCollectDialog *self)
{
  const TillPatient *patient = till_patient_picker_get (self->patient);
  const char        *problem = method_problem (self);
  gboolean           on_file = self->method == TILL_METHOD_CARD_ON_FILE;
  TillMoney          amount;
  gboolean           has_amount = till_money_entry_get (self->amount, &amount, NULL);
  g_autofree char   *sum = has_amount ? till_money_format (amount) : NULL;
  g_autofree char   *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->terminal),
                          self->method == TILL_METHOD_TERMINAL &&
                            till_practice_get_n_terminals (self->practice) > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->card_bin), on_file);
  gtk_widget_set_visible (GTK_WIDGET (self->save_row), can_save_card (self));
  gtk_widget_set_visible (GTK_WIDGET (self->check_number), self->method == TILL_METHOD_CHECK);
  gtk_label_set_text (self->method_problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->method_problem), problem != NULL);

  /* Translators: the button that collects, with the amount, as in "Collect $125.00" */
  label = has_amount ? g_strdup_printf (_ ("_Collect %s"), sum) : g_strdup (_ ("_Collect"));
  gtk_button_set_label (self->collect, label);
  gtk_widget_set_sensitive (
    GTK_WIDGET (self->collect),
    problem == NULL && (!on_file || patient == NULL || till_card_choice_get (self->card) != 0));

  gtk_widget_set_visible (GTK_WIDGET (self->balance),
                          patient != NULL && patient->balance.cents > 0);
  if (patient != NULL && patient->balance.cents > 0)
    {
      g_autofree char *balance = till_money_format (patient->balance);
      g_autofree char *words = g_strdup_printf (_ ("Balance %s"), balance);

      gtk_button_set_label (self->balance, words);
    }
}

static void
changed_cb (TillCollectDialog *self)
{
  /* Disposed: a field that loses the focus with its window writes its amount out once more. */
  if (self->amount == NULL)
    return;

  show_problem (self, NULL);
  update_form (self);
}

static void
balance_cb (GtkButton *button, TillCollectDialog *self)
{
  const TillPatient *patient = till_patient_picker_get (self->patient);

  if (patient != NULL)
    till_money_entry_set (self->amount, patient->balance);
}

static void
chosen_cb (TillCollectDialog *self)
{
  /* The next one has agreed to nothing yet. */
  gtk_check_button_set_active (self->save_card, FALSE);
  till_card_choice_set_patient (self->card, till_patient_picker_get (self->patient));
  changed_cb (self);
  if (till_patient_picker_get (self->patient) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->amount));
}

static void
method_cb (GtkToggleButton *button, TillCollectDialog *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->method = (TillMethod) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "method"));
  changed_cb (self);
}

static void
new_patient_cb (TillPatientPicker *picker, const char *typed, TillCollectDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "patient");
  till_patient_form_begin (self->patient_form, typed);
}

static void
patient_added_cb (TillPatientForm *form, const TillPatient *patient, TillCollectDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
  till_patient_picker_set (self->patient, patient);
}

static void
patient_cancelled_cb (TillPatientForm *form, TillCollectDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
}

/* ── Collecting ── */

static void
again_cb (TillPaymentProgress *progress, TillCollectDialog *self)
{
  g_clear_object (&self->payment);
  gtk_stack_set_visible_child_name (self->stack, "form");
  update_form (self);
}

static void
show_progress (TillCollectDialog *self)
{
  const TillPatient *patient = till_patient_picker_get (self->patient);
  TillMoney          amount = TILL_MONEY_ZERO;
  GtkWidget         *progress;

  if (!till_money_entry_get (self->amount, &amount, NULL))
    return;
  progress = till_payment_progress_new (self->payment, self->method, amount, patient->name);
  g_signal_connect_swapped (progress, "done", G_CALLBACK (gtk_window_close), self);
  g_signal_connect (progress, "again", G_CALLBACK (again_cb), self);
  adw_bin_set_child (self->progress_bin, progress);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  till_payment_progress_open_page (TILL_PAYMENT_PROGRESS (progress));
}

static void
question_cb (AdwMessageDialog *question, const char *response, TillCollectDialog *self)
{
  if (g_strcmp0 (response, "yes") == 0)
    start (self, TRUE);
}

static void
ask (TillCollectDialog *self, const char *words)
{
  static const TillQuestion asked = { N_ ("Collect All the Same?"), "no", N_ ("_Don’t Collect"),
                                      "yes", N_ ("_Collect Again") };
  GtkWidget                *question = till_question_new (&asked, GTK_WINDOW (self), words);

  g_signal_connect_object (question, "response", G_CALLBACK (question_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillCollectDialog) self = user_data;
  g_autoptr (GError)            error = NULL;
  gboolean started = till_take_payment_start_finish (TILL_TAKE_PAYMENT (source), result, &error);

  /* The dialog was closed meanwhile: the attempt is written down and watched all the same. */
  if (self->practice == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->collect), TRUE);

  if (started)
    {
      show_progress (self);
      return;
    }

  g_clear_object (&self->payment);
  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_ASK_FIRST))
    ask (self, error->message);
  else
    show_problem (self, error->message);
}

static gboolean
read_order (TillCollectDialog *self, TillPaymentOrder *order, GError **error)
{
  const TillPatient *patient = till_patient_picker_get (self->patient);
  guint              terminal = adw_combo_row_get_selected (self->terminal);

  if (patient == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Choose the patient first."));
      return FALSE;
    }
  if (!till_money_entry_get (self->amount, &order->amount, error))
    return FALSE;

  order->patient_id = patient->id;
  if (self->method == TILL_METHOD_CARD_ON_FILE)
    order->card_id = till_card_choice_get (self->card);
  if (can_save_card (self) && gtk_check_button_get_active (self->save_card))
    order->save_wording = adw_action_row_get_subtitle (self->save_row);
  order->method = self->method;
  order->note = gtk_editable_get_text (GTK_EDITABLE (self->note));
  if (self->method == TILL_METHOD_CHECK)
    order->check_number = gtk_editable_get_text (GTK_EDITABLE (self->check_number));
  if (self->method == TILL_METHOD_TERMINAL &&
      terminal < till_practice_get_n_terminals (self->practice))
    order->terminal = till_practice_get_terminal_id (self->practice, terminal);

  return TRUE;
}

static void
start (TillCollectDialog *self, gboolean knowingly)
{
  g_autoptr (GError) error = NULL;
  TillPaymentOrder   order = { .knowingly = knowingly };

  if (self->payment != NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->collect)))
    return;
  if (!read_order (self, &order, &error))
    {
      show_problem (self, error->message);
      return;
    }

  /* From the press on: a second press has nothing to press. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->collect), FALSE);
  show_problem (self, NULL);
  self->payment = till_take_payment_new (self->practice);
  self->is_given_up = FALSE;
  till_take_payment_start_async (self->payment, &order, started_cb, g_object_ref (self));
}

static void
collect_cb (GtkButton *button, TillCollectDialog *self)
{
  start (self, FALSE);
}

static void
amount_activate_cb (TillCollectDialog *self)
{
  start (self, FALSE);
}

/* ── Class ── */

/* A page that is waited for is given up by closing; that it may still be open must be read first.
 */
static gboolean
till_collect_dialog_close_request (GtkWindow *window)
{
  TillCollectDialog *self = TILL_COLLECT_DIALOG (window);

  if (self->payment != NULL && !self->is_given_up &&
      till_take_payment_get_phase (self->payment) == TILL_PAYMENT_WAITING_FOR_PAGE)
    {
      self->is_given_up = TRUE;
      till_take_payment_cancel (self->payment);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (till_collect_dialog_parent_class)->close_request (window);
}

static void
till_collect_dialog_dispose (GObject *object)
{
  TillCollectDialog *self = TILL_COLLECT_DIALOG (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  self->amount = NULL;
  self->card = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_COLLECT_DIALOG);
  g_clear_object (&self->payment);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_collect_dialog_parent_class)->dispose (object);
}

static void
till_collect_dialog_class_init (TillCollectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_collect_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = till_collect_dialog_close_request;

  till_dialog_class_set_up (widget_class, "collect/till-collect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, methods);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, method_problem);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, patient_box);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, amount_box);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, balance);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, terminal);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, check_number);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, save_row);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, save_card);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, card_bin);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, note);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, collect);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, patient_form_bin);
  gtk_widget_class_bind_template_child (widget_class, TillCollectDialog, progress_bin);
  gtk_widget_class_bind_template_callback (widget_class, balance_cb);
  gtk_widget_class_bind_template_callback (widget_class, collect_cb);
}

static void
till_collect_dialog_init (TillCollectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->check_number));
  till_entry_guard (GTK_WIDGET (self->note));
}

static void
add_methods (TillCollectDialog *self)
{
  GtkToggleButton *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (till_method_to_words (methods[i]));

      g_object_set_data (G_OBJECT (button), "method", GINT_TO_POINTER ((int) methods[i]));
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), methods[i] == self->method);
      g_signal_connect (button, "toggled", G_CALLBACK (method_cb), self);
      gtk_widget_set_hexpand (button, TRUE);
      gtk_box_append (self->methods, button);
    }
}

static void
add_terminals (TillCollectDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < till_practice_get_n_terminals (self->practice); i++)
    gtk_string_list_append (names, till_practice_get_terminal_name (self->practice, i));
  adw_combo_row_set_model (self->terminal, G_LIST_MODEL (names));
}

static void
add_cards (TillCollectDialog *self)
{
  g_autofree char *agreed = till_card_consent_words (till_practice_get_name (self->practice));

  self->card = TILL_CARD_CHOICE (till_card_choice_new (self->practice));
  adw_bin_set_child (self->card_bin, GTK_WIDGET (self->card));
  g_signal_connect_swapped (self->card, "changed", G_CALLBACK (changed_cb), self);
  adw_action_row_set_subtitle (self->save_row, agreed);
}

GtkWidget *
till_collect_dialog_new (TillPractice *practice, TillMethod method, GtkWindow *parent)
{
  TillCollectDialog *self = g_object_new (TILL_TYPE_COLLECT_DIALOG, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->method = method;
  add_methods (self);
  add_terminals (self);

  self->patient = TILL_PATIENT_PICKER (till_patient_picker_new (practice));
  gtk_box_append (self->patient_box, GTK_WIDGET (self->patient));
  self->amount = TILL_MONEY_ENTRY (till_money_entry_new (_ ("Amount")));
  gtk_box_append (self->amount_box, GTK_WIDGET (self->amount));
  self->patient_form = TILL_PATIENT_FORM (till_patient_form_new (practice));
  adw_bin_set_child (self->patient_form_bin, GTK_WIDGET (self->patient_form));
  add_cards (self);

  g_signal_connect_swapped (self->patient, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect (self->patient, "new-patient", G_CALLBACK (new_patient_cb), self);
  g_signal_connect_swapped (self->amount, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->amount, "activate", G_CALLBACK (amount_activate_cb), self);
  g_signal_connect (self->patient_form, "added", G_CALLBACK (patient_added_cb), self);
  g_signal_connect (self->patient_form, "cancelled", G_CALLBACK (patient_cancelled_cb), self);
  g_signal_connect_swapped (practice, "notify::card-problem", G_CALLBACK (update_form), self);
  update_form (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->patient));

  return GTK_WIDGET (self);
}
