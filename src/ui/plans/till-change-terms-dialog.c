/* till-change-terms-dialog.c: the terms of a payment plan that is there are changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It says beforehand whether who pays has to agree, and asks for just that: if the plan has changed
 * meanwhile, nothing is.
 */
#include "ui/plans/till-change-terms-dialog.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-plans.h"
#include "ui/plans/till-change-terms-words.h"
#include "ui/plans/till-new-plan-words.h"
#include "ui/plans/till-plan-payer-form.h"
#include "ui/plans/till-plan-terms-form.h"
#include "ui/plans/till-terms-preview.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-money-entry.h"

struct _TillChangeTermsDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice  *practice;
  TillWholePlan *plan;

  TillPlanLeft   left;  /* as what was missed is to be kept or not */
  TillPlanTerms  begun; /* for what is left, without what is added */
  TillPlanChange change;
  gboolean       was_spread; /* before somebody else was to pay */
  gboolean       is_changing;
  gboolean       closed;

  /* Template children */
  AdwWindowTitle    *heading;
  GtkButton         *change_button;
  GtkWidget         *left_group;
  AdwActionRow      *left_row;
  AdwActionRow      *missed_row;
  GtkSwitch         *spread;
  AdwActionRow      *added_row;
  AdwEntryRow       *added_for;
  TillPlanPayerForm *payer;
  TillPlanTermsForm *form;
  GtkLabel          *problem;
  GtkLabel          *verdict;
  GtkLabel          *notes;
  TillTermsPreview  *schedule;
  GtkLabel          *disclosures;

  /* Other children */
  TillMoneyEntry *added;
};

G_DEFINE_FINAL_TYPE (TillChangeTermsDialog, till_change_terms_dialog, ADW_TYPE_WINDOW)

static guint done_signal;

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

static gboolean
is_pending (TillChangeTermsDialog *self)
{
  return self->plan->plan->state == TILL_PLAN_PENDING;
}

/* ── What is asked for ───────────────────────────────────────────────────────────────────────── */

/* The terms that the form has, and what is added to them. */
static gboolean
read_offer (TillChangeTermsDialog *self, GError **error)
{
  TillPlanOffer *offer = &self->change.offer;

  offer->added = TILL_MONEY_ZERO;
  offer->added_for = gtk_editable_get_text (GTK_EDITABLE (self->added_for));
  offer->keeps_missed = self->left.kept.cents > 0;
  if (!is_pending (self) && !till_plan_payer_form_get (self->payer, offer, error))
    return FALSE;
  if (!is_pending (self) && !till_money_entry_is_empty (self->added) &&
      !till_money_entry_get (self->added, &offer->added, error))
    return FALSE;

  return till_plan_terms_form_get (self->form, &offer->terms, error) &&
         (is_pending (self) ||
          till_plan_check_offer (offer, &self->left, till_practice_get_today (self->practice),
                                 error));
}

/* Nothing to be done is no mistake, but no change either. */
static gboolean
is_change (TillChangeTermsDialog *self)
{
  const TillPlanVersion *version = till_whole_plan_find_version (self->plan);

  return is_pending (self) || self->change.offer.guarantor_id != 0 ||
         till_plan_terms_change (&self->change.offer.terms, &version->terms,
                                 self->plan->installments, self->change.offer.keeps_missed);
}

static void
show_verdict (TillChangeTermsDialog *self, gboolean is_good)
{
  gboolean         changes = is_good && is_change (self);
  g_autofree char *words = NULL;

  self->change.is_worse =
    is_good &&
    (is_pending (self) || till_plan_offer_is_worse (&self->change.offer, self->plan->installments));
  if (changes && self->change.offer.guarantor_id != 0)
    words = till_change_terms_words_payer (self->plan, till_plan_payer_form_get_name (self->payer),
                                           self->change.offer.card_id != 0);
  else if (changes)
    words = g_strdup (till_change_terms_words_verdict (self->plan, self->change.is_worse));
  else if (till_plan_payer_form_is_on (self->payer) &&
           till_plan_payer_form_get_name (self->payer) == NULL)
    words = g_strdup (_ ("Choose who is to pay. The new guarantor has to authorize these terms."));
  else if (is_good)
    words = g_strdup (_ ("These are the terms as they are. Change what is to be different."));
  show_words (self->verdict, words);
  if (changes && self->change.is_worse)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "warning");
  gtk_button_set_label (self->change_button,
                        self->change.is_worse ? _ ("_Offer Terms…") : _ ("_Change Terms"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->change_button), changes && !self->is_changing);
}

/* What is still to be entered is no mistake. */
static gboolean
is_blank (TillChangeTermsDialog *self)
{
  return till_plan_terms_form_is_blank (self->form) ||
         (till_plan_payer_form_is_on (self->payer) &&
          till_plan_payer_form_get_name (self->payer) == NULL);
}

/* Anything of it was changed. */
static void
show_offer (TillChangeTermsDialog *self)
{
  const TillPlanTerms *terms = &self->change.offer.terms;
  g_autoptr (GError)   error = NULL;
  gboolean             is_good;
  g_autofree char     *notes = NULL;

  if (self->plan == NULL || self->closed)
    return;

  is_good = read_offer (self, &error);
  notes = till_change_terms_words_notes (self->plan, &self->left);
  till_terms_preview_show (self->schedule, is_good ? terms : NULL);
  show_words (self->notes, notes);
  show_words (self->disclosures,
              is_good ? till_new_plan_words_disclosures (terms, self->left.n_standing) : NULL);
  show_words (self->problem, error != NULL && !is_blank (self) ? error->message : NULL);
  show_verdict (self, is_good);
}

/* The sums follow what is added. */
static void
added_cb (TillChangeTermsDialog *self)
{
  TillMoney added = TILL_MONEY_ZERO;

  if (self->plan == NULL || self->closed)
    return;
  if (!till_money_entry_is_empty (self->added) && !till_money_entry_get (self->added, &added, NULL))
    {
      show_offer (self);
      return;
    }
  till_plan_terms_form_set_sums (
    self->form, till_money (self->begun.total.cents + MAX (added.cents, 0)), self->begun.fee);
}

/* What is left is read anew, and the form begins with it. */
static void
begin (TillChangeTermsDialog *self)
{
  const TillPlanVersion *version = till_whole_plan_find_version (self->plan);
  TillDay                today = till_practice_get_today (self->practice);
  g_autofree char       *words = NULL;

  till_plan_read_left (self->plan->installments, !gtk_switch_get_active (self->spread),
                       &self->left);
  till_plan_begin_terms (&version->terms, &self->left, today, &self->begun);
  till_plan_payer_form_set_left (self->payer, self->begun.total);
  words = till_change_terms_words_left (self->plan, &self->left);
  adw_action_row_set_subtitle (self->left_row, words);
  till_plan_terms_form_begin_with (self->form, &self->begun, TRUE, today);
  added_cb (self);
}

static void
spread_cb (TillChangeTermsDialog *self)
{
  if (self->plan != NULL && !self->closed)
    begin (self);
}

/* Who takes the plan over pays all that is left of it. */
static void
payer_cb (TillChangeTermsDialog *self)
{
  gboolean is_on = till_plan_payer_form_is_on (self->payer);

  if (self->plan == NULL || self->closed)
    return;
  if (is_on && gtk_widget_get_sensitive (GTK_WIDGET (self->missed_row)))
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->missed_row), FALSE);
      self->was_spread = gtk_switch_get_active (self->spread);
      gtk_switch_set_active (self->spread, TRUE);
    }
  else if (!is_on && !gtk_widget_get_sensitive (GTK_WIDGET (self->missed_row)))
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->missed_row), TRUE);
      gtk_switch_set_active (self->spread, self->was_spread);
    }
  show_offer (self);
}

/* ── Changed ─────────────────────────────────────────────────────────────────────────────────── */

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillChangeTermsDialog) self = user_data;
  g_autoptr (GError)                error = NULL;

  self->is_changing = FALSE;
  if (!till_practice_change_terms_finish (TILL_PRACTICE (source), result, &error))
    {
      if (self->closed)
        return;
      show_offer (self);
      show_words (self->problem, error->message);
      return;
    }
  g_signal_emit (self, done_signal, 0, self->change.is_worse);
  gtk_window_close (GTK_WINDOW (self));
}

static void
change_cb (TillChangeTermsDialog *self)
{
  if (self->is_changing)
    return;

  self->is_changing = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->change_button), FALSE);
  show_words (self->problem, NULL);
  till_practice_change_terms_async (self->practice, &self->change, changed_cb, g_object_ref (self));
}

/* It is known in a moment whether they are changed. */
static gboolean
close_request (GtkWindow *window)
{
  TillChangeTermsDialog *self = TILL_CHANGE_TERMS_DIALOG (window);

  if (self->is_changing)
    return TRUE;
  self->closed = TRUE;
  till_plan_payer_form_close (self->payer);

  return GTK_WINDOW_CLASS (till_change_terms_dialog_parent_class)->close_request (window);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_change_terms_dialog_dispose (GObject *object)
{
  TillChangeTermsDialog *self = TILL_CHANGE_TERMS_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_CHANGE_TERMS_DIALOG);
  g_clear_pointer (&self->plan, till_whole_plan_free);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_change_terms_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, change_button);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, left_group);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, left_row);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, missed_row);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, spread);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, added_row);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, added_for);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, payer);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, form);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, notes);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, schedule);
  gtk_widget_class_bind_template_child (widget_class, TillChangeTermsDialog, disclosures);
}

static void
till_change_terms_dialog_class_init (TillChangeTermsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_change_terms_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;

  done_signal = g_signal_new ("done", TILL_TYPE_CHANGE_TERMS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (TILL_TYPE_PLAN_PAYER_FORM);
  g_type_ensure (TILL_TYPE_PLAN_TERMS_FORM);
  g_type_ensure (TILL_TYPE_TERMS_PREVIEW);
  till_dialog_class_set_up (widget_class, "plans/till-change-terms-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_offer);
  gtk_widget_class_bind_template_callback (widget_class, spread_cb);
  gtk_widget_class_bind_template_callback (widget_class, payer_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
}

static void
till_change_terms_dialog_init (TillChangeTermsDialog *self)
{
  GtkWidget *added = till_money_entry_new (_ ("Added treatment"));

  gtk_widget_init_template (GTK_WIDGET (self));
  self->added = TILL_MONEY_ENTRY (added);
  gtk_widget_set_valign (added, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->added_row, added);
  g_signal_connect_swapped (added, "changed", G_CALLBACK (added_cb), self);
  till_entry_guard (GTK_WIDGET (self->added_for));
}

/* Spread is what was missed only if that is asked for, or if there is nothing else. */
static void
show_missed (TillChangeTermsDialog *self)
{
  TillPlanLeft     left;
  g_autofree char *words = NULL;

  till_plan_read_left (self->plan->installments, TRUE, &left);
  words = till_change_terms_words_missed (&left);
  adw_action_row_set_subtitle (self->missed_row, words);
  gtk_widget_set_visible (GTK_WIDGET (self->missed_row), left.n_missed > 0);
  gtk_switch_set_active (self->spread, left.replaced.cents == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->spread), left.replaced.cents > 0);
}

GtkWidget *
till_change_terms_dialog_new (TillPractice *practice, TillWholePlan *plan, GtkWindow *parent)
{
  TillChangeTermsDialog *self =
    g_object_new (TILL_TYPE_CHANGE_TERMS_DIALOG, "transient-for", parent, NULL);
  const TillPlanVersion *version = till_whole_plan_find_version (plan);

  self->practice = g_object_ref (practice);
  self->change.plan_id = plan->plan->id;
  adw_window_title_set_subtitle (self->heading, plan->payer_name);
  if (plan->plan->state != TILL_PLAN_PENDING)
    {
      self->plan = plan;
      till_plan_payer_form_begin (self->payer, practice, plan);
      show_missed (self);
      begin (self);
    }
  else
    {
      gtk_widget_set_visible (self->left_group, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->payer), FALSE);
      self->plan = plan;
      till_plan_terms_form_begin_with (self->form, &version->terms, FALSE,
                                       till_practice_get_today (practice));
    }
  till_plan_terms_form_focus (self->form);

  return GTK_WIDGET (self);
}

void
till_change_terms_dialog_ask_payer (TillChangeTermsDialog *self)
{
  g_return_if_fail (TILL_IS_CHANGE_TERMS_DIALOG (self));

  till_plan_payer_form_open (self->payer);
}
