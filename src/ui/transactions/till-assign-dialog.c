/* till-assign-dialog.c: saying whose a payment made elsewhere is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/transactions/till-assign-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-practice-assign.h"
#include "ui/collect/till-patient-form.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-patient-picker.h"

struct _TillAssignDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  GCancellable *cancellable;
  gint64        id;
  gboolean      assigning;

  /* Template children */
  GtkStack      *stack;
  AdwStatusPage *problem_page;
  GtkLabel      *payment;
  GtkLabel      *told;
  GtkBox        *suggestions_box;
  GtkListBox    *suggestions;
  GtkBox        *patient_box;
  GtkLabel      *problem;
  GtkButton     *assign;
  AdwBin        *patient_form_bin;

  /* Other children */
  TillPatientPicker *patient;
  TillPatientForm   *patient_form;
};

G_DEFINE_FINAL_TYPE (TillAssignDialog, till_assign_dialog, ADW_TYPE_WINDOW)

enum
{
  ASSIGNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_problem (TillAssignDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* ── Whom ── */

static void
chosen_cb (TillAssignDialog *self)
{
  const TillPatient *patient = till_patient_picker_get (self->patient);
  gboolean           has_any = gtk_list_box_get_row_at_index (self->suggestions, 0) != NULL;

  show_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions_box), patient == NULL && has_any);
  gtk_widget_set_sensitive (GTK_WIDGET (self->assign), patient != NULL);
  if (patient != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->assign));
}

static void
row_cb (TillAssignDialog *self, GtkListBoxRow *row)
{
  till_patient_picker_set (self->patient, g_object_get_data (G_OBJECT (row), "patient"));
}

static char *
patient_line (const TillPatient *patient)
{
  g_autofree char *born = NULL;

  if (till_day_is_none (patient->birth_date))
    return g_strdup (patient->name);

  born = till_day_format (patient->birth_date);
  /* Translators: a name and a date of birth */
  return g_strdup_printf (_ ("%s, born %s"), patient->name, born);
}

static GtkWidget *
new_row (const TillSuggestion *suggestion)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *line = patient_line (suggestion->patient);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), suggestion->words);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "patient", till_patient_copy (suggestion->patient),
                          (GDestroyNotify) till_patient_free);

  return row;
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillAssignDialog) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autofree char             *told = NULL;
  g_autoptr (GPtrArray)        found =
    till_practice_suggest_patients_finish (TILL_PRACTICE (source), result, &told, &error);

  if (self->practice == NULL)
    return;
  if (found == NULL)
    {
      show_problem (self, error->message);
      return;
    }

  gtk_label_set_text (self->told, told != NULL ? told : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told), told != NULL);
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (self->suggestions, new_row (found->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions_box),
                          found->len > 0 && till_patient_picker_get (self->patient) == NULL);
}

static void
new_patient_cb (TillPatientPicker *picker, const char *typed, TillAssignDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "patient");
  till_patient_form_begin (self->patient_form, typed);
}

static void
patient_added_cb (TillPatientForm *form, const TillPatient *patient, TillAssignDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
  till_patient_picker_set (self->patient, patient);
}

static void
patient_cancelled_cb (TillPatientForm *form, TillAssignDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
}

/* ── Assigning ── */

static void
assigned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillAssignDialog) self = user_data;
  g_autoptr (GError)           error = NULL;
  gboolean done = till_practice_assign_finish (TILL_PRACTICE (source), result, &error);

  self->assigning = FALSE;
  if (done)
    {
      g_signal_emit (self, signals[ASSIGNED], 0, _ ("Payment assigned"));
      if (self->practice != NULL)
        gtk_window_close (GTK_WINDOW (self));
    }
  else if (self->practice != NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->assign), TRUE);
      show_problem (self, error->message);
    }
}

static void
assign_cb (GtkButton *button, TillAssignDialog *self)
{
  const TillPatient *patient = till_patient_picker_get (self->patient);

  if (patient == NULL || self->assigning)
    return;

  self->assigning = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->assign), FALSE);
  till_practice_assign_async (self->practice, self->id, patient->id, assigned_cb,
                              g_object_ref (self));
}

/* ── Class ── */

static void
till_assign_dialog_dispose (GObject *object)
{
  TillAssignDialog *self = TILL_ASSIGN_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_ASSIGN_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_assign_dialog_parent_class)->dispose (object);
}

static void
till_assign_dialog_class_init (TillAssignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_assign_dialog_dispose;

  signals[ASSIGNED] = g_signal_new ("assigned", TILL_TYPE_ASSIGN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  till_dialog_class_set_up (widget_class, "transactions/till-assign-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, problem_page);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, payment);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, told);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, suggestions_box);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, suggestions);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, patient_box);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, assign);
  gtk_widget_class_bind_template_child (widget_class, TillAssignDialog, patient_form_bin);
  gtk_widget_class_bind_template_callback (widget_class, assign_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
}

static void
till_assign_dialog_init (TillAssignDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* "$75.00 · Visa ••4242 · Nov 28, 2026, 3:12 PM" */
static char *
payment_line (TillAssignDialog *self, const TillTransaction *transaction)
{
  GTimeZone       *zone = till_practice_get_zone (self->practice);
  g_autofree char *amount = till_money_format (transaction->amount);
  g_autofree char *time = till_instant_format (transaction->happened_at, zone);
  const TillCard  *card = &transaction->card;

  if (card->last_four == NULL)
    return g_strdup_printf ("%s · %s · %s", till_kind_to_words (transaction->kind), amount, time);

  return g_strdup_printf ("%s · %s · %s ••%s · %s", till_kind_to_words (transaction->kind), amount,
                          card->brand != NULL ? card->brand : "", card->last_four, time);
}

static void
show_payment (TillAssignDialog *self)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTransaction) transaction =
    till_practice_get_transaction (self->practice, self->id, &error);
  g_autofree char *line = NULL;

  if (transaction == NULL)
    {
      adw_status_page_set_description (self->problem_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }

  line = payment_line (self, transaction);
  gtk_label_set_text (self->payment, line);
}

GtkWidget *
till_assign_dialog_new (TillPractice *practice, gint64 transaction_id, GtkWindow *parent)
{
  TillAssignDialog *self = g_object_new (TILL_TYPE_ASSIGN_DIALOG, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->cancellable = g_cancellable_new ();
  self->id = transaction_id;
  self->patient = TILL_PATIENT_PICKER (till_patient_picker_new (practice));
  gtk_box_append (self->patient_box, GTK_WIDGET (self->patient));
  self->patient_form = TILL_PATIENT_FORM (till_patient_form_new (practice));
  adw_bin_set_child (self->patient_form_bin, GTK_WIDGET (self->patient_form));
  g_signal_connect_swapped (self->patient, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect (self->patient, "new-patient", G_CALLBACK (new_patient_cb), self);
  g_signal_connect (self->patient_form, "added", G_CALLBACK (patient_added_cb), self);
  g_signal_connect (self->patient_form, "cancelled", G_CALLBACK (patient_cancelled_cb), self);

  show_payment (self);
  till_practice_suggest_patients_async (practice, transaction_id, self->cancellable, suggested_cb,
                                        g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->patient));

  return GTK_WIDGET (self);
}
