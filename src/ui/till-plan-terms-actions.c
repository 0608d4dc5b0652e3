/* till-plan-terms-actions.c: the terms of a payment plan are changed, who pays and by which card;
 * and an offer is withdrawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-plan-deeds.h"
#include "flow/till-practice-plans.h"
#include "rules/till-plan-deeds.h"
#include "ui/collect/till-card-choice.h"
#include "ui/plans/till-change-terms-dialog.h"
#include "ui/till-practice-actions-private.h"
#include "ui/widgets/till-question.h"

typedef struct
{
  TillActionContext *context;
  gint64             plan_id;
  TillPlanDeed       kind;
  gboolean           is_pending; /* of its card: what the plan is */
  gboolean           has_card;
} Deed;

static Deed *
deed_new (TillActionContext *context, gint64 plan_id, TillPlanDeed kind)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->context = g_rc_box_acquire (context);
  deed->plan_id = plan_id;
  deed->kind = kind;

  return deed;
}

static Deed *
deed_copy (const Deed *from)
{
  Deed *deed = deed_new (from->context, from->plan_id, from->kind);

  deed->is_pending = from->is_pending;
  deed->has_card = from->has_card;

  return deed;
}

static void
deed_free (Deed *deed)
{
  till_action_context_unref (deed->context);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

/* ── Another card ── */

/* Of a plan that had none, who pays has to agree to its first one: that can be signed right away.
 */
static void
card_changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  TillActionContext *context = deed->context;
  g_autoptr (GError) error = NULL;

  if (!till_practice_change_terms_finish (TILL_PRACTICE (source), result, &error))
    till_action_show_error (context, _ ("The Payment Plan Was Not Changed"), error);
  else if (deed->has_card)
    till_action_say (context, _ ("The card was changed"));
  else if (context->window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (context->window), "practice.authorize-plan", "x",
                                deed->plan_id);
}

/* Of one that is not agreed on yet. */
static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_change_plan_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (deed->context, _ ("The card was changed"));
  else
    till_action_show_error (deed->context, _ ("The Payment Plan Was Not Changed"), error);
}

static void
card_cb (GtkWidget *dialog, const char *response, Deed *self)
{
  GtkWidget     *choice = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog));
  TillPractice  *practice = self->context->practice;
  TillPlanChange change = { .plan_id = self->plan_id, .is_worse = !self->has_card };

  change.offer.keeps_schedule = TRUE;
  change.offer.card_id = till_card_choice_get (TILL_CARD_CHOICE (choice));
  if (g_strcmp0 (response, "change") != 0 || change.offer.card_id == 0)
    return;
  if (self->is_pending)
    till_practice_set_plan_card_async (practice, self->plan_id, change.offer.card_id, set_cb,
                                       deed_copy (self));
  else
    till_practice_change_terms_async (practice, &change, card_changed_cb, deed_copy (self));
}

static const char *
get_card_words (const TillPlan *plan)
{
  if (plan->state == TILL_PLAN_PENDING)
    return _ ("This card is named in the agreement, and charged once the plan is authorized.");
  if (plan->card_id == 0)
    return _ (
      "So far this plan is charged to no card: who pays has to authorize that it is charged "
      "to this one.");

  return _ (
    "This card is charged for all that comes due from now on. No amount and no day changes: "
    "nobody has to sign. An agreement that names it is kept with the plan: give a copy to "
    "who pays.");
}

static void
choice_changed_cb (TillCardChoice *choice, AdwMessageDialog *dialog)
{
  gint64        card = till_card_choice_get (choice);
  const gint64 *now = g_object_get_data (G_OBJECT (dialog), "card");

  adw_message_dialog_set_response_enabled (dialog, "change", card != 0 && card != *now);
}

static void
show_card (Deed *self, const TillWholePlan *plan)
{
  g_autoptr (TillPatient) payer = till_patient_new ();
  GtkWidget              *choice = till_card_choice_new (self->context->practice);
  gboolean                withdraws =
    plan->plan->state != TILL_PLAN_PENDING && till_whole_plan_find_offer (plan) != NULL;
  g_autofree char *words =
    g_strdup_printf ("%s%s%s", get_card_words (plan->plan), withdraws ? " " : "",
                     withdraws ? _ ("The terms that wait to be signed are withdrawn.") : "");
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (till_action_front (self->context), _ ("Change the Card"), words));

  adw_message_dialog_add_responses (dialog, "keep", _ ("_Cancel"), "change", _ ("C_hange"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "change", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "keep");
  payer->id = plan->payer_id;
  payer->name = g_strdup (plan->payer_name);
  adw_message_dialog_set_extra_child (dialog, choice);
  g_object_set_data_full (G_OBJECT (dialog), "card",
                          g_memdup2 (&plan->plan->card_id, sizeof plan->plan->card_id), g_free);
  g_signal_connect_object (choice, "changed", G_CALLBACK (choice_changed_cb), dialog, 0);
  till_card_choice_set_patient (TILL_CARD_CHOICE (choice), payer);
  till_card_choice_choose (TILL_CARD_CHOICE (choice), plan->plan->card_id);
  self->is_pending = plan->plan->state == TILL_PLAN_PENDING;
  self->has_card = plan->plan->card_id != 0;
  g_signal_connect_data (dialog, "response", G_CALLBACK (card_cb), deed_copy (self),
                         (GClosureNotify) (GCallback) deed_free, 0);
  till_action_present (self->context, GTK_WIDGET (dialog));
}

/* ── Changed ── */

/* What was offered can be signed right away. */
static void
done_cb (GtkWidget *dialog, gboolean is_offered, Deed *deed)
{
  TillActionContext *self = deed->context;

  till_action_say (self, is_offered ? _ ("The new terms wait to be authorized")
                                    : _ ("The new terms are in force"));
  if (is_offered && self->window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "practice.authorize-plan", "x",
                                deed->plan_id);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)          deed = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillWholePlan) plan =
    till_practice_read_plan_finish (TILL_PRACTICE (source), result, &error);
  TillActionContext *self = deed->context;
  const char        *why_not;
  GtkWidget         *dialog;

  if (self->window == NULL)
    return;
  if (plan == NULL)
    {
      till_action_show_error (self, _ ("The Payment Plan Was Not Changed"), error);
      return;
    }
  if ((why_not = till_plan_why_not (deed->kind, plan->plan, plan->installments)) != NULL)
    {
      till_action_say (self, why_not);
      return;
    }

  if (deed->kind == TILL_PLAN_DEED_SET_CARD)
    {
      show_card (deed, plan);
      return;
    }
  dialog = till_change_terms_dialog_new (self->practice, g_steal_pointer (&plan),
                                         till_action_front (self));
  if (deed->kind == TILL_PLAN_DEED_CHANGE_PAYER)
    till_change_terms_dialog_ask_payer (TILL_CHANGE_TERMS_DIALOG (dialog));
  g_signal_connect_data (dialog, "done", G_CALLBACK (done_cb), g_steal_pointer (&deed),
                         (GClosureNotify) (GCallback) deed_free, 0);
  till_action_present (self, dialog);
}

static void
change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  const char        *name = g_action_get_name (G_ACTION (action));
  gint64             id = g_variant_get_int64 (parameter);
  TillPlanDeed       kind = g_str_equal (name, "change-plan-payer")  ? TILL_PLAN_DEED_CHANGE_PAYER
                            : g_str_equal (name, "change-plan-card") ? TILL_PLAN_DEED_SET_CARD
                                                                     : TILL_PLAN_DEED_CHANGE_TERMS;

  till_practice_read_plan_async (self->practice, id, NULL, read_cb, deed_new (self, id, kind));
}

/* ── Withdrawn ── */

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_change_terms_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (deed->context, _ ("The new terms are withdrawn"));
  else
    till_action_show_error (deed->context, _ ("The Payment Plan Was Not Changed"), error);
}

static void
answered_cb (GtkWidget *dialog, const char *response, Deed *deed)
{
  TillActionContext *self = deed->context;

  if (g_strcmp0 (response, "withdraw") == 0)
    till_practice_withdraw_terms_async (self->practice, deed->plan_id, withdrawn_cb,
                                        deed_copy (deed));
}

static void
withdraw_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const TillQuestion asked = { N_ ("Withdraw the New Terms?"), "keep", N_ ("_Keep Them"),
                                      "withdraw", N_ ("_Withdraw") };
  TillActionContext        *self = user_data;
  GtkWidget                *dialog =
    till_question_new (&asked, till_action_front (self),
                       _ ("They can’t be authorized any more then. The plan goes on by the terms "
                          "that are in force."));

  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb),
                         deed_new (self, g_variant_get_int64 (parameter), TILL_PLAN_DEED_WITHDRAW),
                         (GClosureNotify) (GCallback) deed_free, 0);
  till_action_present (self, dialog);
}

void
till_plan_terms_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "change-plan-terms", change_cb, "x", NULL, NULL, { 0 } },
    { "change-plan-payer", change_cb, "x", NULL, NULL, { 0 } },
    { "change-plan-card", change_cb, "x", NULL, NULL, { 0 } },
    { "withdraw-plan-terms", withdraw_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
