/* till-plan-charge-dialog.c: installments are charged now, after asking which and on what card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-charge-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-id.h"
#include "flow/till-practice-plan-deeds.h"
#include "rules/till-plan-deeds.h"
#include "ui/collect/till-card-choice.h"
#include "ui/plans/till-plan-words.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-question.h"

/* What can be charged by one press. */
typedef struct
{
  GArray   *installments; /* gint64 */
  TillMoney amount;
} Choice;

struct _TillPlanChargeDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  GPtrArray    *choices_of; /* Choice */
  char         *key;        /* of the charge that is under way, or comes next */

  gint64   plan_id;
  gint64   payer_id;
  guint    chosen;
  gboolean charging;
  gboolean closed;

  /* Template children */
  GtkStack      *stack;
  GtkLabel      *about;
  GtkListBox    *choices;
  AdwBin        *cards;
  GtkLabel      *problem;
  GtkButton     *charge;
  GtkLabel      *busy_words;
  AdwStatusPage *told;
  GtkWidget     *again;
  GtkWidget     *close;

  /* Other children */
  TillCardChoice *card;
};

G_DEFINE_FINAL_TYPE (TillPlanChargeDialog, till_plan_charge_dialog, ADW_TYPE_WINDOW)

static guint charged_signal;

static void
choice_free (gpointer data)
{
  Choice *self = data;

  g_array_unref (self->installments);
  g_free (self);
}

static const Choice *
get_choice (TillPlanChargeDialog *self)
{
  return self->choices_of->pdata[self->chosen];
}

static void
update (TillPlanChargeDialog *self)
{
  g_autofree char *amount = till_money_format (get_choice (self)->amount);
  g_autofree char *label = g_strdup_printf (_ ("_Charge %s"), amount);

  gtk_button_set_label (self->charge, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->charge),
                            !self->charging && till_card_choice_get (self->card) != 0);
}

static void
show_problem (TillPlanChargeDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
show_form (TillPlanChargeDialog *self)
{
  self->charging = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "form");
  update (self);
}

/* ── Charging ────────────────────────────────────────────────────────────────────────────────── */

static void start (TillPlanChargeDialog *self, gboolean knowingly);

static void
answered_cb (GtkWidget *question, const char *response, TillPlanChargeDialog *self)
{
  if (g_strcmp0 (response, "charge") == 0 && !self->closed)
    start (self, TRUE);
}

static void
ask (TillPlanChargeDialog *self, const char *words)
{
  static const TillQuestion asked = { N_ ("Charge Again?"), "keep", N_ ("_Don’t Charge"), "charge",
                                      N_ ("_Charge") };
  GtkWidget                *question = till_question_new (&asked, GTK_WINDOW (self), words);

  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static const char *
get_title (TillPaymentPhase phase)
{
  switch (phase)
    {
    case TILL_PAYMENT_DECLINED:
      return _ ("Declined");
    case TILL_PAYMENT_DUPLICATE:
      return _ ("Refused as Duplicate");
    case TILL_PAYMENT_CHECKING:
      return _ ("Checking with the Processor");
    case TILL_PAYMENT_IDLE:
    case TILL_PAYMENT_PREPARING:
    case TILL_PAYMENT_WAITING_FOR_CARD:
    case TILL_PAYMENT_PROCESSING:
    case TILL_PAYMENT_WAITING_FOR_PAGE:
    case TILL_PAYMENT_APPROVED:
    case TILL_PAYMENT_REFUSED:
    case TILL_PAYMENT_NOT_FOUND:
    case TILL_PAYMENT_ABANDONED:
    default:
      return _ ("Nothing Was Taken");
    }
}

/* It was declined, or came to nothing, or it is not known yet what came of it: then there is no
 * second try meanwhile. */
static void
tell (TillPlanChargeDialog *self, const TillCardCharged *charged)
{
  gboolean         is_open = charged->phase == TILL_PAYMENT_CHECKING;
  g_autofree char *words = g_markup_escape_text (charged->words != NULL ? charged->words : "", -1);

  self->charging = FALSE;
  adw_status_page_set_title (self->told, get_title (charged->phase));
  adw_status_page_set_description (self->told, words);
  adw_status_page_set_icon_name (self->told,
                                 is_open ? "content-loading-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_visible (self->again, !is_open);
  gtk_stack_set_visible_child_name (self->stack, "told");
  gtk_widget_grab_focus (self->close);
}

/* The next one is a payment of its own. */
static void
take_new_key (TillPlanChargeDialog *self)
{
  g_free (self->key);
  self->key = till_id_new ();
}

static void
charged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPlanChargeDialog) self = user_data;
  g_autoptr (GError)               error = NULL;
  g_autoptr (TillCardCharged)      charged =
    till_practice_charge_plan_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (charged != NULL && charged->phase == TILL_PAYMENT_APPROVED)
    {
      self->charging = FALSE;
      g_signal_emit (self, charged_signal, 0, charged->words);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (charged != NULL)
    {
      tell (self, charged);
      return;
    }

  show_form (self);
  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_ASK_FIRST))
    {
      ask (self, error->message);
      return;
    }
  take_new_key (self);
  show_problem (self, error->message);
}

static void
start (TillPlanChargeDialog *self, gboolean knowingly)
{
  const Choice   *choice = get_choice (self);
  TillPlanPayment payment = { .plan_id = self->plan_id,
                              .installments =
                                (const gint64 *) (gpointer) choice->installments->data,
                              .n_installments = choice->installments->len,
                              .amount = choice->amount,
                              .patient_id = self->payer_id,
                              .card_id = till_card_choice_get (self->card),
                              .key = self->key,
                              .knowingly = knowingly };

  if (self->charging || payment.card_id == 0)
    return;

  self->charging = TRUE;
  show_problem (self, NULL);
  update (self);
  gtk_label_set_text (self->busy_words, _ ("The card is being charged."));
  gtk_stack_set_visible_child_name (self->stack, "busy");
  till_practice_charge_plan_async (self->practice, &payment, charged_cb, g_object_ref (self));
}

static void
charge_cb (TillPlanChargeDialog *self)
{
  start (self, FALSE);
}

static void
again_cb (TillPlanChargeDialog *self)
{
  take_new_key (self);
  show_form (self);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_plan_charge_dialog_dispose (GObject *object)
{
  TillPlanChargeDialog *self = TILL_PLAN_CHARGE_DIALOG (object);

  self->closed = TRUE;
  if (self->card != NULL)
    g_signal_handlers_disconnect_by_data (self->card, self);
  self->card = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PLAN_CHARGE_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_plan_charge_dialog_parent_class)->dispose (object);
}

static void
till_plan_charge_dialog_finalize (GObject *object)
{
  TillPlanChargeDialog *self = TILL_PLAN_CHARGE_DIALOG (object);

  g_ptr_array_unref (self->choices_of);
  g_free (self->key);

  G_OBJECT_CLASS (till_plan_charge_dialog_parent_class)->finalize (object);
}

/* What comes of the charge is told here. */
static gboolean
till_plan_charge_dialog_close_request (GtkWindow *window)
{
  return TILL_PLAN_CHARGE_DIALOG (window)->charging ||
         GTK_WINDOW_CLASS (till_plan_charge_dialog_parent_class)->close_request (window);
}

static void
till_plan_charge_dialog_class_init (TillPlanChargeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_plan_charge_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_plan_charge_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = till_plan_charge_dialog_close_request;

  charged_signal = g_signal_new ("charged", TILL_TYPE_PLAN_CHARGE_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  till_dialog_class_set_up (widget_class, "plans/till-plan-charge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, about);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, cards);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, charge);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, busy_words);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, told);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, again);
  gtk_widget_class_bind_template_child (widget_class, TillPlanChargeDialog, close);
  gtk_widget_class_bind_template_callback (widget_class, charge_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
till_plan_charge_dialog_init (TillPlanChargeDialog *self)
{
  self->choices_of = g_ptr_array_new_with_free_func (choice_free);
  self->key = till_id_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ── What can be charged ─────────────────────────────────────────────────────────────────────── */

static void
chosen_cb (GtkCheckButton *check, TillPlanChargeDialog *self)
{
  if (!gtk_check_button_get_active (check))
    return;

  self->chosen = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "index"));
  update (self);
}

/* The only one has nothing to tick. */
static void
add_row (TillPlanChargeDialog *self, const char *title, const char *words, GtkCheckButton **group)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (self->choices, row);
  if (group == NULL)
    return;

  g_object_set_data (G_OBJECT (check), "index", GUINT_TO_POINTER (self->choices_of->len - 1));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), *group);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), *group == NULL);
  *group = GTK_CHECK_BUTTON (check);
  g_signal_connect (check, "toggled", G_CALLBACK (chosen_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
}

static void
add_choice (TillPlanChargeDialog *self, const GPtrArray *installments, guint n)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->installments = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < n; i++)
    {
      const TillInstallment *one = installments->pdata[i];

      g_array_append_val (choice->installments, one->id);
      choice->amount.cents += one->amount.cents;
    }
  g_ptr_array_add (self->choices_of, choice);
}

static void
add_one (TillPlanChargeDialog *self, const GPtrArray *installments, GtkCheckButton **group)
{
  const TillInstallment *one = installments->pdata[0];
  g_autofree char       *title = till_installment_dup_title (one);
  g_autofree char       *amount = till_money_format (one->amount);
  g_autofree char       *day = till_day_format (one->due);
  /* Translators: an amount, and the day it is due on */
  g_autofree char *words = g_strdup_printf (_ ("%s, due on %s"), amount, day);
  g_autofree char *only = g_strdup_printf (_ ("Only the oldest: %s"), title);

  add_choice (self, installments, 1);
  add_row (self, group != NULL ? only : title, words, group);
}

static void
add_all (TillPlanChargeDialog *self, const GPtrArray *installments, GtkCheckButton **group)
{
  g_autofree char *title = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u installment", "All %u installments", installments->len),
    installments->len);
  g_autofree char *amount = NULL;
  g_autofree char *words = NULL;

  add_choice (self, installments, installments->len);
  amount = till_money_format (
    ((const Choice *) self->choices_of->pdata[self->choices_of->len - 1])->amount);
  words = g_strdup_printf (_ ("%s, as one payment"), amount);
  add_row (self, title, words, group);
}

/* Those that are meant, the oldest first. */
static GPtrArray *
find (TillPractice        *practice,
      const TillWholePlan *plan,
      TillPlanChargeWhat   what,
      gint64               installment_id)
{
  GPtrArray *found = g_ptr_array_new ();
  TillDay    today = till_practice_get_today (practice);

  for (guint i = 0; i < plan->parts->len; i++)
    {
      TillWholePart   *part = plan->parts->pdata[i];
      TillInstallment *one = part->installment;
      gboolean         is_meant = what == TILL_PLAN_CHARGE_REST  ? TRUE
                                  : what == TILL_PLAN_CHARGE_ONE ? one->id == installment_id
                                                                 : till_whole_part_is_owed (part, today);

      if (is_meant && till_installment_is_payable (one))
        g_ptr_array_add (found, one);
    }
  for (guint i = 0; what == TILL_PLAN_CHARGE_OWED && found->len == 0 && i < plan->installments->len;
       i++)
    {
      if (till_installment_is_payable (plan->installments->pdata[i]))
        g_ptr_array_add (found, plan->installments->pdata[i]);
    }

  return found;
}

static void
add_choices (TillPlanChargeDialog *self, const GPtrArray *found, TillPlanChargeWhat what)
{
  GtkCheckButton *group = NULL;

  if (found->len == 1)
    add_one (self, found, NULL);
  else if (what == TILL_PLAN_CHARGE_REST)
    add_all (self, found, NULL);
  else
    {
      add_all (self, found, &group);
      add_one (self, found, &group);
    }
}

static void
add_cards (TillPlanChargeDialog *self, const TillWholePlan *plan)
{
  g_autoptr (TillPatient) payer = till_patient_new ();

  payer->id = plan->payer_id;
  payer->name = g_strdup (plan->payer_name);
  self->card = TILL_CARD_CHOICE (till_card_choice_new (self->practice));
  adw_bin_set_child (self->cards, GTK_WIDGET (self->card));
  till_card_choice_set_patient (self->card, payer);
  till_card_choice_choose (self->card, plan->plan->card_id);
  g_signal_connect_swapped (self->card, "changed", G_CALLBACK (update), self);
}

GtkWidget *
till_plan_charge_dialog_new (TillPractice        *practice,
                             const TillWholePlan *plan,
                             TillPlanChargeWhat   what,
                             gint64               installment_id,
                             GtkWindow           *parent)
{
  g_autoptr (GPtrArray) found = find (practice, plan, what, installment_id);
  g_autofree char      *about = NULL;
  TillPlanChargeDialog *self;

  if (found->len == 0)
    return NULL;

  self = g_object_new (TILL_TYPE_PLAN_CHARGE_DIALOG, "transient-for", parent, NULL);
  self->practice = g_object_ref (practice);
  self->plan_id = plan->plan->id;
  self->payer_id = plan->payer_id;
  about = plan->plan->what_for != NULL
            /* Translators: who pays, and what for */
            ? g_strdup_printf (_ ("%s: %s"), plan->payer_name, plan->plan->what_for)
            : g_strdup (plan->payer_name);
  gtk_label_set_text (self->about, about);
  if (what == TILL_PLAN_CHARGE_REST)
    gtk_window_set_title (GTK_WINDOW (self), _ ("Settle Early"));
  add_choices (self, found, what);
  add_cards (self, plan);
  update (self);

  return GTK_WIDGET (self);
}
