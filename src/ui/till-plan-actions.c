/* till-plan-actions.c: what is done with payment plans, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each reads the plan as it is now, then asks.
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-plan-deeds.h"
#include "rules/till-plan-deeds.h"
#include "ui/plans/till-plan-charge-dialog.h"
#include "ui/plans/till-plan-paid-dialog.h"
#include "ui/plans/till-plan-words.h"
#include "ui/till-practice-actions-private.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-question.h"

typedef struct _Deed Deed;

/* A plan, what is to be done with it, and whose window it is about. */
struct _Deed
{
  TillActionContext *context;
  gint64             plan_id;
  gint64             installment_id; /* 0: of the plan as a whole */
  void (*show) (Deed *self, const TillWholePlan *plan);
  TillPlanDeed deed; /* that may be done */
  GArray      *ids;  /* of installments; or NULL */
  const char  *done; /* what is said of it */
};

static Deed *
deed_copy (const Deed *from)
{
  Deed *self = g_memdup2 (from, sizeof *from);

  self->context = g_rc_box_acquire (from->context);
  self->ids = from->ids != NULL ? g_array_ref (from->ids) : NULL;

  return self;
}

static void
deed_free (gpointer data)
{
  Deed *self = data;

  till_action_context_unref (self->context);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_change_plan_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (deed->context, deed->done);
  else
    till_action_show_error (deed->context, _ ("The Payment Plan Was Not Changed"), error);
}

/* @dialog: an AdwMessageDialog; @answered gets its response and the deed. */
static void
present (Deed *self, GtkWidget *dialog, GCallback answered)
{
  g_signal_connect_data (dialog, "response", answered, deed_copy (self),
                         (GClosureNotify) (GCallback) deed_free, 0);
  till_action_present (self->context, dialog);
}

static GtkWindow *
front (Deed *self)
{
  return till_action_front (self->context);
}

/* ── Charged ─────────────────────────────────────────────────────────────────────────────────── */

static void
charged_cb (GtkWidget *dialog, const char *words, TillActionContext *self)
{
  till_action_say (self, words);
}

static void
show_charge (Deed *self, const TillWholePlan *plan, TillPlanChargeWhat what)
{
  TillActionContext *context = self->context;
  GtkWidget         *dialog =
    till_plan_charge_dialog_new (context->practice, plan, what, self->installment_id, front (self));

  if (dialog == NULL)
    {
      till_action_say (context, _ ("Nothing of this plan is to be charged"));
      return;
    }
  g_signal_connect_data (dialog, "charged", G_CALLBACK (charged_cb), g_rc_box_acquire (context),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (context, dialog);
}

static void
show_pay (Deed *self, const TillWholePlan *plan)
{
  show_charge (self, plan,
               self->installment_id != 0 ? TILL_PLAN_CHARGE_ONE : TILL_PLAN_CHARGE_OWED);
}

static void
show_settle (Deed *self, const TillWholePlan *plan)
{
  show_charge (self, plan, TILL_PLAN_CHARGE_REST);
}

/* ── Paid another way ────────────────────────────────────────────────────────────────────────── */

static void
paid_cb (GtkWidget *dialog, const char *response, Deed *self)
{
  gint64 payment = till_plan_paid_dialog_get (dialog);

  if (g_strcmp0 (response, "paid") == 0 && payment != 0)
    till_practice_pay_plan_apart_async (self->context->practice, self->plan_id,
                                        (const gint64 *) (gpointer) self->ids->data, self->ids->len,
                                        payment, changed_cb, deed_copy (self));
}

static void
show_paid (Deed *self, const TillWholePlan *plan)
{
  TillPractice         *practice = self->context->practice;
  TillMoney             sum = TILL_MONEY_ZERO;
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (GError)    error = NULL;
  g_autofree char      *amount = NULL;
  g_autofree char      *words = NULL;

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < plan->installments->len; i++)
    {
      const TillInstallment *one = plan->installments->pdata[i];

      if (!till_installment_is_payable (one) ||
          (self->installment_id != 0 && self->installment_id != one->id))
        continue;
      g_array_append_val (self->ids, one->id);
      sum.cents += one->amount.cents;
    }
  if (self->ids->len == 0)
    return;

  payments = till_practice_list_payments_for_plan (practice, self->plan_id, sum, &error);
  if (payments == NULL)
    {
      till_action_show_error (self->context, _ ("The Payment Plan Was Not Changed"), error);
      return;
    }

  amount = till_money_format (sum);
  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u installment, %s.",
                                        "%u installments, %s together.", self->ids->len),
                           self->ids->len, amount);
  present (
    self,
    till_plan_paid_dialog_new (payments, words, till_practice_get_zone (practice), front (self)),
    G_CALLBACK (paid_cb));
}

/* ── Paused, cancelled ───────────────────────────────────────────────────────────────────────── */

/* With a line for the reason. */
static void
ask_why (Deed *self, const TillQuestion *question, const char *body, GCallback answered)
{
  GtkWidget *dialog = till_question_new (question, front (self), body);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Reason, for the practice only"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  till_entry_guard (entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  present (self, dialog, answered);
}

static const char *
get_why (GtkWidget *dialog)
{
  return gtk_editable_get_text (
    GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog))));
}

static void
pause_cb (GtkWidget *dialog, const char *response, Deed *self)
{
  if (g_strcmp0 (response, "pause") == 0)
    till_practice_pause_plan_async (self->context->practice, self->plan_id, get_why (dialog),
                                    changed_cb, deed_copy (self));
}

static void
show_pause (Deed *self, const TillWholePlan *plan)
{
  static const TillQuestion asked = { N_ ("Pause This Plan?"), "keep", N_ ("_Don’t Pause"), "pause",
                                      N_ ("_Pause") };
  g_autofree char          *body =
    g_strdup_printf (_ ("Nothing is charged from %s until the plan is resumed."), plan->payer_name);

  ask_why (self, &asked, body, G_CALLBACK (pause_cb));
}

static void
cancel_cb (GtkWidget *dialog, const char *response, Deed *self)
{
  if (g_strcmp0 (response, "cancel") == 0)
    till_practice_cancel_plan_async (self->context->practice, self->plan_id, get_why (dialog),
                                     changed_cb, deed_copy (self));
}

static void
show_cancel (Deed *self, const TillWholePlan *plan)
{
  static const TillQuestion asked = { N_ ("Cancel This Plan?"), "keep", N_ ("_Keep the Plan"),
                                      "cancel", N_ ("_Cancel the Plan") };
  g_autofree char          *left =
    till_money_format (till_money (plan->plan->total.cents - plan->plan->paid.cents));
  g_autofree char *body = g_strdup_printf (
    _ ("%s of it is not paid. It is owed as part of the balance again, and no more is charged by "
       "this plan. What was paid stays paid. This can’t be undone."),
    left);

  ask_why (self, &asked, body, G_CALLBACK (cancel_cb));
}

/* ── Resumed ─────────────────────────────────────────────────────────────────────────────────── */

static void
resume_cb (GtkWidget *dialog, const char *response, Deed *self)
{
  if (g_strcmp0 (response, "at-once") == 0 || g_strcmp0 (response, "behind") == 0)
    till_practice_resume_plan_async (self->context->practice, self->plan_id,
                                     g_str_equal (response, "behind"), changed_cb,
                                     deed_copy (self));
}

static char *
dup_resume_words (const TillWholePlan *plan, guint n_due, TillMoney sum)
{
  g_autofree char *amount = till_money_format (sum);

  if (n_due == 0)
    return g_strdup_printf (_ ("%s is charged again when the next installment is due."),
                            plan->payer_name);
  if (n_due == 1)
    return g_strdup_printf (_ ("1 installment came due meanwhile: %s. It is charged at once, or "
                               "moves behind the last one."),
                            amount);

  return g_strdup_printf (_ ("%u installments came due meanwhile: %s. They are due at once (you "
                             "are asked before more than one is charged), or move behind the last "
                             "one."),
                          n_due, amount);
}

static void
show_resume (Deed *self, const TillWholePlan *plan)
{
  TillDay           today = till_practice_get_today (self->context->practice);
  TillMoney         sum = TILL_MONEY_ZERO;
  guint             n_due = 0;
  g_autofree char  *body = NULL;
  AdwMessageDialog *dialog;

  for (guint i = 0; i < plan->installments->len; i++)
    {
      const TillInstallment *one = plan->installments->pdata[i];

      if (!till_installment_waits (one, today))
        continue;
      n_due++;
      sum.cents += one->amount.cents;
    }

  body = dup_resume_words (plan, n_due, sum);
  dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (front (self), _ ("Resume This Plan?"), body));
  adw_message_dialog_add_response (dialog, "keep", _ ("_Leave It Paused"));
  if (n_due > 0)
    adw_message_dialog_add_response (dialog, "behind", _ ("_Move Behind"));
  adw_message_dialog_add_response (dialog, "at-once",
                                   n_due > 0 ? _ ("_Due at Once") : _ ("_Resume"));
  adw_message_dialog_set_close_response (dialog, "keep");
  present (self, GTK_WIDGET (dialog), G_CALLBACK (resume_cb));
}

/* ── Skipped ─────────────────────────────────────────────────────────────────────────────────── */

static void
skip_cb (GtkWidget *dialog, const char *response, Deed *self)
{
  if (g_strcmp0 (response, "skip") == 0)
    till_practice_skip_installment_async (self->context->practice, self->plan_id,
                                          self->installment_id, changed_cb, deed_copy (self));
}

static void
show_skip (Deed *self, const TillWholePlan *plan)
{
  static const TillQuestion asked = { N_ ("Skip This Installment?"), "keep", N_ ("_Don’t Skip"),
                                      "skip", N_ ("_Skip") };

  for (guint i = 0; i < plan->installments->len; i++)
    {
      const TillInstallment *one = plan->installments->pdata[i];
      g_autofree char       *amount = till_money_format (one->amount);
      g_autofree char       *day = till_day_format (one->due);
      g_autofree char       *body = g_strdup_printf (
              _ ("The installment of %s due on %s moves behind the last one."), amount, day);

      if (one->id == self->installment_id)
        present (self, till_question_new (&asked, front (self), body), G_CALLBACK (skip_cb));
    }
}

/* ── The actions ─────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char  *name;
  TillPlanDeed deed;
  void (*show) (Deed *self, const TillWholePlan *plan);
  const char *done;
} kinds[] = {
  { "pay-plan", TILL_PLAN_DEED_CHARGE, show_pay, NULL },
  { "pay-installment", TILL_PLAN_DEED_CHARGE, show_pay, NULL },
  { "settle-plan", TILL_PLAN_DEED_CHARGE, show_settle, NULL },
  { "plan-paid", TILL_PLAN_DEED_PAID_APART, show_paid, N_ ("Marked as paid") },
  { "installment-paid", TILL_PLAN_DEED_PAID_APART, show_paid, N_ ("Marked as paid") },
  { "pause-plan", TILL_PLAN_DEED_PAUSE, show_pause, N_ ("The payment plan is paused") },
  { "resume-plan", TILL_PLAN_DEED_RESUME, show_resume, N_ ("The payment plan goes on") },
  { "cancel-plan", TILL_PLAN_DEED_CANCEL, show_cancel, N_ ("The payment plan is cancelled") },
  { "skip-installment", TILL_PLAN_DEED_SKIP, show_skip, N_ ("The installment was skipped") },
};

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)          deed = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillWholePlan) plan =
    till_practice_read_plan_finish (TILL_PRACTICE (source), result, &error);
  const char *why_not;

  if (deed->context->window == NULL)
    return;
  if (plan == NULL)
    {
      till_action_show_error (deed->context, _ ("The Payment Plan Was Not Changed"), error);
      return;
    }
  if ((why_not = till_plan_why_not (deed->deed, plan->plan, plan->installments)) != NULL)
    {
      till_action_say (deed->context, why_not);
      return;
    }

  deed->show (deed, plan);
}

static void
plan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  Deed               deed = { .context = self };

  if (g_variant_is_of_type (parameter, G_VARIANT_TYPE_INT64))
    deed.plan_id = g_variant_get_int64 (parameter);
  else
    g_variant_get (parameter, "(xx)", &deed.plan_id, &deed.installment_id);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (kinds[i].name, g_action_get_name (G_ACTION (action))))
        continue;
      deed.deed = kinds[i].deed;
      deed.show = kinds[i].show;
      deed.done = kinds[i].done != NULL ? _ (kinds[i].done) : NULL;
      till_practice_read_plan_async (self->practice, deed.plan_id, NULL, read_cb,
                                     deed_copy (&deed));
    }
}

void
till_plan_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "pay-plan", plan_cb, "x", NULL, NULL, { 0 } },
    { "pay-installment", plan_cb, "(xx)", NULL, NULL, { 0 } },
    { "settle-plan", plan_cb, "x", NULL, NULL, { 0 } },
    { "plan-paid", plan_cb, "x", NULL, NULL, { 0 } },
    { "installment-paid", plan_cb, "(xx)", NULL, NULL, { 0 } },
    { "pause-plan", plan_cb, "x", NULL, NULL, { 0 } },
    { "resume-plan", plan_cb, "x", NULL, NULL, { 0 } },
    { "cancel-plan", plan_cb, "x", NULL, NULL, { 0 } },
    { "skip-installment", plan_cb, "(xx)", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
