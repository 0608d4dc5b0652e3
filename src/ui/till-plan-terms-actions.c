/* till-plan-terms-actions.c: the terms of a payment plan are changed, and an offer is withdrawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-plan-deeds.h"
#include "flow/till-practice-plans.h"
#include "rules/till-plan-deeds.h"
#include "ui/plans/till-change-terms-dialog.h"
#include "ui/till-practice-actions-private.h"
#include "ui/widgets/till-question.h"

typedef struct
{
  TillActionContext *context;
  gint64             plan_id;
  gboolean           asks_payer; /* somebody else is to pay */
} Deed;

static Deed *
deed_new (TillActionContext *context, gint64 plan_id)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->context = g_rc_box_acquire (context);
  deed->plan_id = plan_id;

  return deed;
}

static void
deed_free (Deed *deed)
{
  till_action_context_unref (deed->context);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

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
  TillPlanDeed kind = deed->asks_payer ? TILL_PLAN_DEED_CHANGE_PAYER : TILL_PLAN_DEED_CHANGE_TERMS;

  if (self->window == NULL)
    return;
  if (plan == NULL)
    {
      till_action_show_error (self, _ ("The Payment Plan Was Not Changed"), error);
      return;
    }
  if ((why_not = till_plan_why_not (kind, plan->plan, plan->installments)) != NULL)
    {
      till_action_say (self, why_not);
      return;
    }

  dialog = till_change_terms_dialog_new (self->practice, g_steal_pointer (&plan),
                                         till_action_front (self));
  if (deed->asks_payer)
    till_change_terms_dialog_ask_payer (TILL_CHANGE_TERMS_DIALOG (dialog));
  g_signal_connect_data (dialog, "done", G_CALLBACK (done_cb), g_steal_pointer (&deed),
                         (GClosureNotify) (GCallback) deed_free, 0);
  till_action_present (self, dialog);
}

static void
change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gint64             id = g_variant_get_int64 (parameter);

  till_practice_read_plan_async (self->practice, id, NULL, read_cb, deed_new (self, id));
}

static void
payer_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gint64             id = g_variant_get_int64 (parameter);
  Deed              *deed = deed_new (self, id);

  deed->asks_payer = TRUE;
  till_practice_read_plan_async (self->practice, id, NULL, read_cb, deed);
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
                                        deed_new (self, deed->plan_id));
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
                         deed_new (self, g_variant_get_int64 (parameter)),
                         (GClosureNotify) (GCallback) deed_free, 0);
  till_action_present (self, dialog);
}

void
till_plan_terms_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "change-plan-terms", change_cb, "x", NULL, NULL, { 0 } },
    { "change-plan-payer", payer_cb, "x", NULL, NULL, { 0 } },
    { "withdraw-plan-terms", withdraw_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
