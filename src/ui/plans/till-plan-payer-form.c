/* till-plan-payer-form.c: another guarantor is to pay a payment plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan is paid by an account: of a patient somebody else answers for it is that one who pays.
 */
#include "ui/plans/till-plan-payer-form.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "ui/collect/till-card-choice.h"
#include "ui/widgets/till-patient-picker.h"

struct _TillPlanPayerForm
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice      *practice;
  TillPlanBeginning *former;  /* of who pays now; NULL: not read yet */
  TillPlanBeginning *chosen;  /* of who is to pay, or NULL */
  char              *name;    /* of that, as it is written */
  GCancellable      *reading; /* of who is chosen */
  GCancellable      *closing;

  gint64    payer_id;   /* who pays now */
  char     *payer_name; /* NULL: it has not begun, or is closed */
  TillMoney left;

  /* Template children */
  AdwActionRow *other_row;
  GtkSwitch    *other;
  GtkWidget    *details;
  AdwBin       *picker_place;
  GtkLabel     *payer;
  GtkLabel     *problem;
  AdwBin       *card_place;
  GtkWidget    *move_group;
  AdwActionRow *move_row;
  GtkSwitch    *move;

  /* Other children */
  TillPatientPicker *picker;
  TillCardChoice    *cards;
};

G_DEFINE_FINAL_TYPE (TillPlanPayerForm, till_plan_payer_form, ADW_TYPE_BIN)

static guint changed_signal;

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

static gboolean
is_same (TillPlanPayerForm *self)
{
  return self->chosen != NULL && self->chosen->account->patient->id == self->payer_id;
}

/* ── What becomes of the balance ─────────────────────────────────────────────────────────────── */

static void
show_move (TillPlanPayerForm *self)
{
  gboolean         is_known = self->chosen != NULL && self->former != NULL && !is_same (self);
  g_autofree char *left = till_money_format (self->left);
  g_autofree char *title = g_strdup_printf (_ ("Move %s to the New Account"), left);

  gtk_widget_set_visible (self->move_group, is_known && self->left.cents > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->move_row), title);
  if (is_known)
    {
      g_autofree char *former = till_person_name_as_written (self->payer_name);
      g_autofree char *before = till_money_format (self->former->account->total);
      g_autofree char *after = till_money_format (self->chosen->account->total);
      /* Translators: a person and an amount, twice */
      g_autofree char *words = g_strdup_printf (
        _ ("By an adjustment on each, once it is authorized. Off, if it was moved already: %s owes "
           "%s now, %s %s"),
        former, before, self->name, after);

      adw_action_row_set_subtitle (self->move_row, words);
    }
}

static void
changed_cb (TillPlanPayerForm *self)
{
  if (self->payer_name == NULL)
    return;
  show_move (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ── Who ─────────────────────────────────────────────────────────────────────────────────────── */

static void
show_chosen (TillPlanPayerForm *self)
{
  const TillPatient *payer = self->chosen != NULL ? self->chosen->account->patient : NULL;
  g_autofree char   *words = NULL;

  g_clear_pointer (&self->name, g_free);
  if (payer != NULL)
    {
      self->name = till_person_name_as_written (payer->name);
      /* Of who answers for the one that was chosen. */
      if (payer->id != self->chosen->patient->id)
        words = g_strdup_printf (_ ("%s is to pay"), self->name);
    }
  show_words (self->payer, words);
  gtk_widget_set_visible (GTK_WIDGET (self->card_place), payer != NULL && !is_same (self));
  till_card_choice_set_patient (self->cards, payer);
  changed_cb (self);
}

/* Of who pays now: only what it owes is shown of it. */
static void
former_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPlanPayerForm) self = user_data;
  g_autoptr (GError)            error = NULL;
  TillPlanBeginning            *read =
    till_practice_begin_plan_finish (TILL_PRACTICE (source), result, &error);

  if (self->payer_name == NULL || read == NULL)
    {
      till_plan_beginning_free (read);
      if (self->payer_name != NULL)
        show_words (self->problem, error->message);
      return;
    }
  g_clear_pointer (&self->former, till_plan_beginning_free);
  self->former = read;
  changed_cb (self);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPlanPayerForm) self = user_data;
  g_autoptr (GError)            error = NULL;
  TillPlanBeginning            *read =
    till_practice_begin_plan_finish (TILL_PRACTICE (source), result, &error);

  if (self->payer_name == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      till_plan_beginning_free (read);
      return;
    }
  self->chosen = read;
  show_words (self->problem, error != NULL ? error->message : NULL);
  show_chosen (self);
}

static void
picked_cb (TillPlanPayerForm *self)
{
  const TillPatient *patient = till_patient_picker_get (self->picker);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->chosen, till_plan_beginning_free);
  show_words (self->problem, NULL);
  if (patient != NULL)
    {
      self->reading = g_cancellable_new ();
      till_practice_begin_plan_async (self->practice, patient->id, self->reading, chosen_cb,
                                      g_object_ref (self));
    }
  show_chosen (self);
}

static void
other_cb (TillPlanPayerForm *self)
{
  gboolean is_on = gtk_switch_get_active (self->other);

  gtk_widget_set_visible (self->details, is_on);
  if (is_on)
    gtk_widget_grab_focus (GTK_WIDGET (self->picker));
  changed_cb (self);
}

void
till_plan_payer_form_close (TillPlanPayerForm *self)
{
  g_return_if_fail (TILL_IS_PLAN_PAYER_FORM (self));

  g_clear_pointer (&self->payer_name, g_free);
  g_cancellable_cancel (self->closing);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_plan_payer_form_dispose (GObject *object)
{
  TillPlanPayerForm *self = TILL_PLAN_PAYER_FORM (object);

  till_plan_payer_form_close (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PLAN_PAYER_FORM);
  g_clear_object (&self->reading);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->former, till_plan_beginning_free);
  g_clear_pointer (&self->chosen, till_plan_beginning_free);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (till_plan_payer_form_parent_class)->dispose (object);
}

static void
till_plan_payer_form_finalize (GObject *object)
{
  g_object_unref (TILL_PLAN_PAYER_FORM (object)->closing);

  G_OBJECT_CLASS (till_plan_payer_form_parent_class)->finalize (object);
}

static void
till_plan_payer_form_class_init (TillPlanPayerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_plan_payer_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_plan_payer_form_finalize;

  changed_signal = g_signal_new ("changed", TILL_TYPE_PLAN_PAYER_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/plans/till-plan-payer-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, other_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, other);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, details);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, picker_place);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, payer);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, problem);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, card_place);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, move_group);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, move_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPayerForm, move);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
till_plan_payer_form_init (TillPlanPayerForm *self)
{
  self->closing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_plan_payer_form_begin (TillPlanPayerForm   *self,
                            TillPractice        *practice,
                            const TillWholePlan *plan)
{
  g_autofree char *payer = till_person_name_as_written (plan->payer_name);
  g_autofree char *words = g_strdup_printf (_ ("%s pays now"), payer);

  g_return_if_fail (TILL_IS_PLAN_PAYER_FORM (self));
  g_return_if_fail (self->practice == NULL);

  self->practice = g_object_ref (practice);
  self->picker = TILL_PATIENT_PICKER (till_patient_picker_new (practice));
  till_patient_picker_only_known (self->picker);
  adw_bin_set_child (self->picker_place, GTK_WIDGET (self->picker));
  self->cards = TILL_CARD_CHOICE (till_card_choice_new (practice));
  adw_bin_set_child (self->card_place, GTK_WIDGET (self->cards));
  adw_action_row_set_subtitle (self->other_row, words);
  self->payer_id = plan->payer_id;
  self->payer_name = g_strdup (plan->payer_name);
  g_signal_connect_swapped (self->picker, "chosen", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (self->cards, "changed", G_CALLBACK (changed_cb), self);
  till_practice_begin_plan_async (practice, plan->payer_id, self->closing, former_cb,
                                  g_object_ref (self));
}

void
till_plan_payer_form_open (TillPlanPayerForm *self)
{
  gtk_switch_set_active (self->other, TRUE);
}

void
till_plan_payer_form_set_left (TillPlanPayerForm *self, TillMoney left)
{
  self->left = left;
  if (self->payer_name != NULL)
    show_move (self);
}

gboolean
till_plan_payer_form_is_on (TillPlanPayerForm *self)
{
  return gtk_switch_get_active (self->other);
}

const char *
till_plan_payer_form_get_name (TillPlanPayerForm *self)
{
  return self->name;
}

gboolean
till_plan_payer_form_get (TillPlanPayerForm *self, TillPlanOffer *offer, GError **error)
{
  offer->guarantor_id = 0;
  offer->card_id = 0;
  offer->moves_balance = FALSE;
  if (!till_plan_payer_form_is_on (self))
    return TRUE;
  if (self->chosen == NULL || is_same (self))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           self->chosen == NULL
                             ? _ ("Choose who is to pay.")
                             : _ ("The same guarantor pays already. Choose another one."));
      return FALSE;
    }

  /* What is asked of the balance says what both owe. */
  if (self->former == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("It is not known yet what is owed. Wait a moment, or close this and "
                              "open it again."));
      return FALSE;
    }

  offer->guarantor_id = self->chosen->account->patient->id;
  offer->card_id = till_card_choice_get (self->cards);
  offer->moves_balance = gtk_switch_get_active (self->move);

  return TRUE;
}
