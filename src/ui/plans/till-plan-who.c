/* till-plan-who.c: who pays a new plan, for whom it is and what for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-who.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-patient-picker.h"

struct _TillPlanWho
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice      *practice;
  TillPlanBeginning *beginning;
  GCancellable      *reading;

  /* Template children */
  AdwBin      *picker_place;
  GtkLabel    *payer;
  GtkLabel    *account;
  GtkLabel    *doubts;
  GtkLabel    *problem;
  AdwComboRow *patient;
  AdwEntryRow *what_for;

  /* Other children */
  TillPatientPicker *picker; /* NULL: the patient was given */
};

G_DEFINE_FINAL_TYPE (TillPlanWho, till_plan_who, ADW_TYPE_BIN)

static guint changed_signal;

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

/* ── In words ────────────────────────────────────────────────────────────────────────────────── */

static char *
dup_account (const TillAccount *account)
{
  g_autofree char *total = till_money_format (account->total);
  g_autofree char *portion = till_money_format (account->portion);

  if (account->portion.cents == account->total.cents)
    return g_strdup_printf (_ ("Balance %s"), total);

  /* Translators: two amounts; the insurance is thought to pay the rest */
  return g_strdup_printf (_ ("Balance %s, of which %s is the patient’s portion"), total, portion);
}

static char *
dup_doubts (const TillPlanBeginning *beginning)
{
  const TillPlan  *open;
  g_autofree char *name = NULL;
  g_autofree char *rest = NULL;

  if (beginning->account->total.cents <= 0)
    return g_strdup (_ ("Nothing is owed on this account at the moment."));
  if (beginning->plans->len == 0)
    return NULL;

  open = beginning->plans->pdata[0];
  name = till_person_name_as_written (open->patient_name);
  rest = till_money_format (till_money (open->total.cents - open->paid.cents));
  if (beginning->plans->len > 1)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s has %u payment plan already that is not over.",
                   "%s has %u payment plans already that are not over.", beginning->plans->len),
      name, beginning->plans->len);

  return g_strdup_printf (
    /* Translators: a person, the plan’s state as on the screen, and an amount */
    _ ("%s has a payment plan already (%s), of which %s is not paid. What is in that plan does not "
       "belong into another one."),
    name, till_plan_state_to_words (open->state), rest);
}

/* ── Whom ────────────────────────────────────────────────────────────────────────────────────── */

static void
fill_patients (TillPlanWho *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const GPtrArray          *family = self->beginning->account->family;
  guint                     chosen = 0;

  for (guint i = 0; i < family->len; i++)
    {
      const TillPatient *member = family->pdata[i];
      g_autofree char   *name = till_person_name_as_written (member->name);

      if (member->id == self->beginning->patient->id)
        chosen = i;
      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->patient, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->patient, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->patient), family->len > 1);
}

static void
show_beginning (TillPlanWho *self)
{
  g_autofree char *name = NULL;
  g_autofree char *payer = NULL;
  g_autofree char *account = NULL;
  g_autofree char *doubts = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->patient), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->what_for), self->beginning != NULL);
  if (self->beginning != NULL)
    {
      name = till_person_name_as_written (self->beginning->account->patient->name);
      payer = g_strdup_printf (_ ("%s pays"), name);
      account = dup_account (self->beginning->account);
      doubts = dup_doubts (self->beginning);
      fill_patients (self);
    }
  show_words (self->payer, payer);
  show_words (self->account, account);
  show_words (self->doubts, doubts);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPlanWho) self = user_data;
  g_autoptr (GError)      error = NULL;
  TillPlanBeginning      *beginning =
    till_practice_begin_plan_finish (TILL_PRACTICE (source), result, &error);

  if (self->practice == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      till_plan_beginning_free (beginning);
      return;
    }

  g_clear_pointer (&self->beginning, till_plan_beginning_free);
  self->beginning = beginning;
  show_beginning (self);
  show_words (self->problem, error != NULL ? error->message : NULL);
  g_signal_emit (self, changed_signal, 0);
}

static void
stop_reading (TillPlanWho *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
read_patient (TillPlanWho *self, gint64 patient_id)
{
  stop_reading (self);
  g_clear_pointer (&self->beginning, till_plan_beginning_free);
  show_beginning (self);
  show_words (self->problem, NULL);
  if (patient_id != 0)
    {
      self->reading = g_cancellable_new ();
      till_practice_begin_plan_async (self->practice, patient_id, self->reading, begun_cb,
                                      g_object_ref (self));
    }
  g_signal_emit (self, changed_signal, 0);
}

static void
chosen_cb (TillPlanWho *self)
{
  const TillPatient *patient = till_patient_picker_get (self->picker);

  read_patient (self, patient != NULL ? patient->id : 0);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_plan_who_dispose (GObject *object)
{
  TillPlanWho *self = TILL_PLAN_WHO (object);

  stop_reading (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PLAN_WHO);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->beginning, till_plan_beginning_free);

  G_OBJECT_CLASS (till_plan_who_parent_class)->dispose (object);
}

static void
till_plan_who_class_init (TillPlanWhoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_plan_who_dispose;

  changed_signal = g_signal_new ("changed", TILL_TYPE_PLAN_WHO, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/practicetill/Till/ui/plans/till-plan-who.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPlanWho, picker_place);
  gtk_widget_class_bind_template_child (widget_class, TillPlanWho, payer);
  gtk_widget_class_bind_template_child (widget_class, TillPlanWho, account);
  gtk_widget_class_bind_template_child (widget_class, TillPlanWho, doubts);
  gtk_widget_class_bind_template_child (widget_class, TillPlanWho, problem);
  gtk_widget_class_bind_template_child (widget_class, TillPlanWho, patient);
  gtk_widget_class_bind_template_child (widget_class, TillPlanWho, what_for);
}

static void
till_plan_who_init (TillPlanWho *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->what_for));
}

void
till_plan_who_begin (TillPlanWho *self, TillPractice *practice, gint64 patient_id)
{
  g_return_if_fail (TILL_IS_PLAN_WHO (self));

  self->practice = g_object_ref (practice);
  if (patient_id == 0)
    {
      self->picker = TILL_PATIENT_PICKER (till_patient_picker_new (practice));
      till_patient_picker_only_known (self->picker);
      adw_bin_set_child (self->picker_place, GTK_WIDGET (self->picker));
      gtk_widget_set_visible (GTK_WIDGET (self->picker_place), TRUE);
      g_signal_connect_swapped (self->picker, "chosen", G_CALLBACK (chosen_cb), self);
    }
  read_patient (self, patient_id);
}

const TillPlanBeginning *
till_plan_who_get (TillPlanWho *self)
{
  return self->beginning;
}

gint64
till_plan_who_get_patient (TillPlanWho *self)
{
  const GPtrArray *family = self->beginning->account->family;
  guint            chosen = adw_combo_row_get_selected (self->patient);

  return chosen < family->len ? ((const TillPatient *) family->pdata[chosen])->id
                              : self->beginning->patient->id;
}

const char *
till_plan_who_get_what_for (TillPlanWho *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->what_for));
}

void
till_plan_who_focus (TillPlanWho *self)
{
  if (self->picker != NULL && self->beginning == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->picker));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->what_for));
}
