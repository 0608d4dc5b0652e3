/* till-new-plan-window.c: a payment plan is made, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * who → terms → card → agreement → signature. Nothing is written before the agreement has been
 * seen; then the plan is there, pending, and whether it is signed now or later, it can be.
 */
#include "ui/plans/till-new-plan-window.h"

#include <glib/gi18n-lib.h>

#include "ui/collect/till-card-choice.h"
#include "ui/plans/till-agreement-view.h"
#include "ui/plans/till-new-plan-words.h"
#include "ui/plans/till-plan-terms-form.h"
#include "ui/plans/till-plan-who.h"
#include "ui/plans/till-terms-preview.h"
#include "ui/widgets/till-dialog-class.h"

typedef enum
{
  WHO,
  TERMS,
  CARD,
  AGREEMENT,
  SIGNATURE,
  N_STEPS,
} Step;

/* Of the pages. */
static const char *const names[N_STEPS] = { "who", "terms", "card", "agreement", "signature" };

struct _TillNewPlanWindow
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice  *practice;
  TillPlanPaper *draft;   /* what the agreement is to be, as it is shown; or NULL */
  GCancellable  *reading; /* the draft */
  char          *uuid;

  Step          step;
  TillPlanTerms terms;        /* checked, while terms_good */
  gint64        guarantor_id; /* whose terms and card were asked for */
  gint64        plan_id;      /* 0: it is not made yet */
  gboolean      terms_good;
  gboolean      is_making;
  gboolean      is_authorized;
  gboolean      closed;

  /* Template children */
  AdwWindowTitle    *heading;
  GtkButton         *cancel;
  GtkWidget         *back;
  GtkWidget         *next;
  GtkWidget         *make;
  GtkButton         *authorize;
  GtkStack          *steps;
  TillPlanWho       *who;
  TillPlanTermsForm *form;
  TillTermsPreview  *schedule;
  GtkLabel          *problem;
  GtkLabel          *too_much;
  GtkLabel          *disclosures;
  AdwBin            *card_place;
  GtkLabel          *card_words;
  TillAgreementView *view;
  GtkLabel          *not_made;
  TillAuthorizePane *pane;

  /* Other children */
  TillCardChoice *card;
};

G_DEFINE_FINAL_TYPE (TillNewPlanWindow, till_new_plan_window, ADW_TYPE_WINDOW)

static guint made_signal;

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

/* ── Steps ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
can_go_on (TillNewPlanWindow *self)
{
  switch (self->step)
    {
    case WHO:
      return till_plan_who_get (self->who) != NULL;
    case TERMS:
      return self->terms_good;
    case CARD:
      return TRUE;
    case AGREEMENT:
      return self->draft != NULL && !self->is_making;
    case SIGNATURE:
      return till_authorize_pane_can_authorize (self->pane);
    case N_STEPS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static GtkWidget *
get_button (TillNewPlanWindow *self)
{
  return self->step == SIGNATURE   ? GTK_WIDGET (self->authorize)
         : self->step == AGREEMENT ? self->make
                                   : self->next;
}

/* The template tells of its parts before there is a practice. */
static void
update (TillNewPlanWindow *self)
{
  if (self->practice == NULL || self->closed)
    return;
  gtk_button_set_label (self->authorize, till_authorize_pane_get_deed (self->pane));
  gtk_widget_set_sensitive (get_button (self), can_go_on (self));
}

static void
focus (TillNewPlanWindow *self)
{
  if (self->step == WHO)
    till_plan_who_focus (self->who);
  else if (self->step == TERMS)
    till_plan_terms_form_focus (self->form);
  else if (self->step == SIGNATURE)
    till_authorize_pane_focus (self->pane);
  else
    gtk_widget_grab_focus (get_button (self));
}

static void
show_step (TillNewPlanWindow *self, Step step)
{
  const char *const titles[N_STEPS] = { _ ("Who and what for"), _ ("Terms"), _ ("Card"),
                                        _ ("Agreement"), _ ("Signature") };
  g_autofree char  *place = NULL;

  self->step = step;
  /* Translators: the title of a step, its number, and how many there are */
  place = g_strdup_printf (_ ("%s · step %d of %d"), titles[step], (int) step + 1, (int) N_STEPS);
  adw_window_title_set_subtitle (self->heading, place);
  gtk_stack_set_visible_child_name (self->steps, names[step]);
  gtk_button_set_label (self->cancel, step == SIGNATURE ? _ ("_Later") : _ ("_Cancel"));
  gtk_widget_set_visible (self->back, step != WHO && step != SIGNATURE);
  gtk_widget_set_visible (self->next, step < AGREEMENT);
  gtk_widget_set_visible (self->make, step == AGREEMENT);
  gtk_widget_set_visible (GTK_WIDGET (self->authorize), step == SIGNATURE);
  update (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), get_button (self));
  focus (self);
}

/* ── Terms ───────────────────────────────────────────────────────────────────────────────────── */

static void
terms_cb (TillNewPlanWindow *self)
{
  const TillPlanBeginning *beginning = till_plan_who_get (self->who);
  g_autoptr (GError)       error = NULL;
  g_autofree char         *too_much = NULL;

  if (self->practice == NULL || self->closed || beginning == NULL)
    return;

  self->terms_good = till_plan_terms_form_get (self->form, &self->terms, &error);
  if (self->terms_good)
    too_much = till_new_plan_words_too_much (&self->terms, beginning->account);
  till_terms_preview_show (self->schedule, self->terms_good ? &self->terms : NULL);
  show_words (self->too_much, too_much);
  show_words (self->disclosures,
              self->terms_good ? till_new_plan_words_disclosures (&self->terms, 0) : NULL);
  /* That something is still to be entered needs no saying. */
  show_words (self->problem,
              error != NULL && !till_plan_terms_form_is_blank (self->form) ? error->message : NULL);
  update (self);
}

/* Of the same who pays what was entered stays. */
static void
begin_terms (TillNewPlanWindow *self)
{
  const TillAccount *account = till_plan_who_get (self->who)->account;

  if (account->patient->id == self->guarantor_id)
    return;

  self->guarantor_id = account->patient->id;
  till_plan_terms_form_begin (self->form, till_account_get_to_ask (account),
                              till_practice_get_today (self->practice));
  till_card_choice_set_patient (self->card, account->patient);
}

/* ── Card ────────────────────────────────────────────────────────────────────────────────────── */

static void
card_cb (TillNewPlanWindow *self)
{
  gboolean has_card;

  if (self->closed)
    return;

  has_card = till_card_choice_get (self->card) != 0;
  show_words (
    self->card_words,
    has_card
      ? _ (
          "Each payment is charged to this card on its day. When it can’t be, the account’s backup "
          "card is charged, if there is one.")
      : _ ("The plan can be made all the same. Sent to the patient, it goes on with the card that "
           "the "
           "first payment is made with. Signed here it has none: nothing is charged, and it stays "
           "at "
           "the desk until a card is on file and chosen for it."));
  if (has_card)
    gtk_widget_remove_css_class (GTK_WIDGET (self->card_words), "warning");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->card_words), "warning");
}

/* ── Agreement ───────────────────────────────────────────────────────────────────────────────── */

static TillPlanOrder
get_order (TillNewPlanWindow *self)
{
  return (TillPlanOrder){ .uuid = self->uuid,
                          .guarantor_id = self->guarantor_id,
                          .patient_id = till_plan_who_get_patient (self->who),
                          .what_for = till_plan_who_get_what_for (self->who),
                          .card_id = till_card_choice_get (self->card),
                          .terms = self->terms };
}

static void
drop_draft (TillNewPlanWindow *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->draft, till_plan_paper_free);
}

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillNewPlanWindow) self = user_data;
  g_autoptr (GError)            error = NULL;
  TillPlanPaper *draft = till_practice_agreement_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      till_plan_paper_free (draft);
      return;
    }

  self->draft = draft;
  if (draft != NULL)
    till_agreement_view_show (self->view, draft->pdf);
  show_words (self->not_made, error != NULL ? error->message : NULL);
  update (self);
  focus (self);
}

static void
draft (TillNewPlanWindow *self)
{
  const TillPlanOrder order = get_order (self);

  drop_draft (self);
  show_words (self->not_made, NULL);
  self->reading = g_cancellable_new ();
  till_practice_draft_agreement_async (self->practice, &order, self->reading, drafted_cb,
                                       g_object_ref (self));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillNewPlanWindow) self = user_data;
  g_autoptr (GError)            error = NULL;

  self->plan_id = till_practice_make_plan_finish (TILL_PRACTICE (source), result, &error);
  self->is_making = FALSE;
  if (self->closed)
    return;
  if (self->plan_id == 0)
    {
      show_words (self->not_made, error->message);
      gtk_widget_set_sensitive (self->back, TRUE);
      update (self);
      return;
    }
  till_authorize_pane_begin (self->pane, self->practice, self->plan_id);
  show_step (self, SIGNATURE);
}

static void
make_cb (TillNewPlanWindow *self)
{
  TillPlanOrder order = get_order (self);

  if (!can_go_on (self))
    return;
  /* That was shown, even if it has been deleted since: then no plan is made. */
  order.card_id = self->draft->plan->card_id;
  self->is_making = TRUE;
  gtk_widget_set_sensitive (self->back, FALSE);
  update (self);
  till_practice_make_plan_async (self->practice, &order, made_cb, g_object_ref (self));
}

/* ── There and back ──────────────────────────────────────────────────────────────────────────── */

static void
next_cb (TillNewPlanWindow *self)
{
  Step next = self->step + 1;

  if (!can_go_on (self))
    return;
  if (next == TERMS)
    begin_terms (self);
  if (next == AGREEMENT)
    draft (self);
  show_step (self, next);
  if (next == TERMS)
    terms_cb (self);
}

static void
back_cb (TillNewPlanWindow *self)
{
  drop_draft (self);
  show_step (self, self->step - 1);
}

static void
authorize_cb (TillNewPlanWindow *self)
{
  till_authorize_pane_authorize (self->pane);
}

static void
authorized_cb (TillNewPlanWindow *self)
{
  self->is_authorized = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* It waits. */
static void
sent_cb (TillNewPlanWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* While it is being made, it is known in a moment whether it is there. */
static gboolean
close_request (GtkWindow *window)
{
  TillNewPlanWindow *self = TILL_NEW_PLAN_WINDOW (window);

  if (self->is_making || till_authorize_pane_is_under_way (self->pane))
    return TRUE;
  if (self->plan_id != 0 && !self->closed)
    g_signal_emit (self, made_signal, 0, self->plan_id, self->is_authorized);
  self->closed = TRUE;

  return GTK_WINDOW_CLASS (till_new_plan_window_parent_class)->close_request (window);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_new_plan_window_dispose (GObject *object)
{
  TillNewPlanWindow *self = TILL_NEW_PLAN_WINDOW (object);

  self->closed = TRUE;
  drop_draft (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_NEW_PLAN_WINDOW);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->uuid, g_free);

  G_OBJECT_CLASS (till_new_plan_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, cancel);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, back);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, next);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, make);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, authorize);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, who);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, form);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, schedule);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, too_much);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, disclosures);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, card_place);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, card_words);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, view);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, not_made);
  gtk_widget_class_bind_template_child (widget_class, TillNewPlanWindow, pane);
}

static void
till_new_plan_window_class_init (TillNewPlanWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_new_plan_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;

  made_signal = g_signal_new ("made", TILL_TYPE_NEW_PLAN_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);

  g_type_ensure (TILL_TYPE_PLAN_WHO);
  g_type_ensure (TILL_TYPE_PLAN_TERMS_FORM);
  g_type_ensure (TILL_TYPE_TERMS_PREVIEW);
  g_type_ensure (TILL_TYPE_AGREEMENT_VIEW);
  g_type_ensure (TILL_TYPE_AUTHORIZE_PANE);
  till_dialog_class_set_up (widget_class, "plans/till-new-plan-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, terms_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, authorize_cb);
  gtk_widget_class_bind_template_callback (widget_class, authorized_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);
}

static void
till_new_plan_window_init (TillNewPlanWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->uuid = till_id_new ();
}

GtkWidget *
till_new_plan_window_new (TillPractice *practice, gint64 patient_id, GtkWindow *parent)
{
  TillNewPlanWindow *self = g_object_new (TILL_TYPE_NEW_PLAN_WINDOW, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->card = TILL_CARD_CHOICE (till_card_choice_new (practice));
  g_signal_connect_object (self->card, "changed", G_CALLBACK (card_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->card_place, GTK_WIDGET (self->card));
  till_plan_who_begin (self->who, practice, patient_id);
  show_step (self, WHO);

  return GTK_WIDGET (self);
}

TillAuthorizePane *
till_new_plan_window_get_pane (TillNewPlanWindow *self)
{
  return self->pane;
}
