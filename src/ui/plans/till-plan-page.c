/* till-plan-page.c: one payment plan: how far it is, its installments, and its terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-practice-patients.h"
#include "flow/till-practice-plan-deeds.h"
#include "rules/till-plan-deeds.h"
#include "rules/till-plan-offers.h"
#include "ui/plans/till-plan-groups.h"
#include "ui/plans/till-plan-menu.h"
#include "ui/plans/till-plan-papers.h"
#include "ui/plans/till-plan-schedule.h"
#include "ui/plans/till-plan-words.h"
#include "ui/widgets/till-messages-view.h"

/* What its bar asks for. */
typedef enum
{
  BAR_CHARGE,
  BAR_AUTHORIZE,
  BAR_CHANGE,
} TillPlanPageBar;

struct _TillPlanPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice  *practice;
  TillWholePlan *plan;    /* that is shown; NULL: none is yet */
  GCancellable  *reading; /* NULL: nothing is read */

  char    *trace; /* of what is shown, and on which day */
  gint64   id;
  gboolean again; /* what is being read is old already */

  TillPlanPageBar bar_asks;

  /* Template children */
  GtkButton        *back;
  GtkLabel         *name;
  GtkLabel         *facts;
  GtkWidget        *pay;
  GtkWidget        *more;
  GtkBox           *deeds;
  GtkRevealer      *bar;
  GtkLabel         *bar_words;
  GtkButton        *bar_button;
  GtkLabel         *problem;
  GtkWidget        *progress_box;
  GtkProgressBar   *progress;
  GtkLabel         *progress_words;
  AdwBin           *groups;
  TillPlanPapers   *papers;
  AdwBin           *terms;
  TillPlanSchedule *schedule;
  TillMessagesView *messages;
};

G_DEFINE_FINAL_TYPE (TillPlanPage, till_plan_page, ADW_TYPE_BIN)

static guint back_signal;

/* ── What is shown ───────────────────────────────────────────────────────────────────────────── */

static void
show_head (TillPlanPage *self)
{
  const TillPlan  *plan = self->plan->plan;
  g_autofree char *total = till_money_format (plan->total);
  g_autofree char *facts = plan->what_for != NULL
                             /* Translators: what a payment plan is for, and how much */
                             ? g_strdup_printf (_ ("Payment plan: %s, %s"), plan->what_for, total)
                             : g_strdup_printf (_ ("Payment plan of %s"), total);
  const char *why_not = till_plan_why_not (TILL_PLAN_DEED_CHARGE, plan, self->plan->installments);

  gtk_label_set_text (self->name, self->plan->payer_name);
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_sensitive (self->pay, why_not == NULL);
  gtk_widget_set_tooltip_text (self->pay, why_not);
  gtk_widget_set_sensitive (self->more, TRUE);
  till_plan_menu_fill (self->deeds, self->plan);
}

static void
show_progress (TillPlanPage *self)
{
  g_autofree char *words = till_plan_dup_progress (self->plan->plan);

  gtk_progress_bar_set_fraction (self->progress, till_plan_get_fraction (self->plan->plan));
  gtk_label_set_text (self->progress_words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How far the plan is paid"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  gtk_widget_set_visible (self->progress_box, TRUE);
}

typedef struct
{
  guint     n_due;
  guint     n_missed;
  TillMoney sum;
} Owed;

static Owed
count_owed (TillPlanPage *self)
{
  TillDay today = till_practice_get_today (self->practice);
  Owed    owed = { 0, 0, TILL_MONEY_ZERO };

  for (guint i = 0; i < self->plan->parts->len; i++)
    {
      const TillWholePart   *part = self->plan->parts->pdata[i];
      const TillInstallment *one = part->installment;

      if (!till_whole_part_is_owed (part, today))
        continue;
      owed.n_due += one->state != TILL_INSTALLMENT_MISSED;
      owed.n_missed += one->state == TILL_INSTALLMENT_MISSED;
      owed.sum.cents += one->amount.cents;
    }

  return owed;
}

static char *
dup_bar_words (const Owed *owed, gboolean has_card)
{
  g_autofree char *sum = till_money_format (owed->sum);
  g_autofree char *missed =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u installment is missed",
                                  "%u installments are missed", owed->n_missed),
                     owed->n_missed);
  g_autofree char *due = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u installment is due", "%u installments are due", owed->n_due),
    owed->n_due);

  if (owed->n_missed == 0 && !has_card)
    /* Translators: "1 installment is due", and the sum */
    return g_strdup_printf (_ ("%s: %s. Without a card it is paid here, at the desk."), due, sum);
  if (owed->n_missed == 0)
    return g_strdup_printf (
      /* Translators: "3 installments are due", and their sum */
      _ ("%s: %s. More than one is not charged before you say so."), due, sum);
  if (owed->n_due == 0)
    /* Translators: "1 installment is missed", and the sum */
    return g_strdup_printf (_ ("%s: %s. It is not tried again by itself."), missed, sum);

  /* Translators: "1 installment is missed", "2 installments are due", and the sum */
  return g_strdup_printf (_ ("%s, %s: %s. They are not charged before you say so."), missed, due,
                          sum);
}

/* What is left may not be any more what the new terms are for, or their first day is past: they
 * can't be signed then. */
static gboolean
is_outdated (TillPlanPage *self, const TillWholePlan *plan, const TillPlanVersion *offer)
{
  TillPlanLeft left;

  if (plan->plan->state == TILL_PLAN_PENDING || offer->keeps_schedule)
    return FALSE;
  till_plan_read_left (plan->installments, offer->keeps_missed, &left);

  return !till_plan_version_fits (offer, &left) ||
         till_plan_terms_are_late (&offer->terms, till_practice_get_today (self->practice));
}

static char *
dup_offer_words (TillPlanPage *self)
{
  if (self->bar_asks == BAR_CHANGE)
    return g_strdup (
      _ ("What is left has changed since the new terms were offered, or their first day is past: "
         "they can’t be signed any more. Offer others, or withdraw them."));
  if (till_whole_plan_find_offer (self->plan)->keeps_schedule)
    return g_strdup (_ ("That the plan is charged to a card waits to be signed. Until then nothing "
                        "is charged by itself."));
  if (self->plan->plan->state != TILL_PLAN_PENDING)
    return g_strdup (
      _ ("New terms wait to be signed. Until then the plan goes on by those in force."));
  if (self->plan->sending != NULL)
    return till_plan_sending_dup_words (self->plan->sending, self->plan->request,
                                        till_practice_get_zone (self->practice));

  return g_strdup (_ ("Nothing is charged before the agreement is signed, or accepted by the first "
                      "payment."));
}

/* What waits for people: a signature; or what is owed by a plan that is not paused. */
static void
show_bar (TillPlanPage *self)
{
  const char *const buttons[] = { _ ("C_harge…"), _ ("Aut_horize…"), _ ("Chan_ge Terms…") };
  const TillPlanVersion *offer = till_whole_plan_find_offer (self->plan);
  Owed                   owed = count_owed (self);
  gboolean               has_card = self->plan->plan->card_id != 0;
  g_autofree char       *words = NULL;

  self->bar_asks = offer == NULL                           ? BAR_CHARGE
                   : is_outdated (self, self->plan, offer) ? BAR_CHANGE
                                                           : BAR_AUTHORIZE;
  if (offer != NULL)
    words = dup_offer_words (self);
  else if ((owed.n_due > (has_card ? 1 : 0) || owed.n_missed > 0) &&
           till_plan_why_not (TILL_PLAN_DEED_CHARGE, self->plan->plan, self->plan->installments) ==
             NULL)
    words = dup_bar_words (&owed, has_card);

  if (words != NULL)
    {
      gtk_label_set_text (self->bar_words, words);
      gtk_button_set_label (self->bar_button, buttons[self->bar_asks]);
    }
  gtk_revealer_set_reveal_child (self->bar, words != NULL);
}

/* What had the focus may go with what was shown. */
static gboolean
loses_focus (TillPlanPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->groups)) ||
                           gtk_widget_is_ancestor (focus, GTK_WIDGET (self->schedule)) ||
                           gtk_widget_is_ancestor (focus, GTK_WIDGET (self->bar)));
}

static char *
dup_trace (TillPlanPage *self, const TillWholePlan *plan)
{
  g_autofree char *trace = till_whole_plan_dup_trace (plan);

  return g_strdup_printf ("%d %s", till_practice_get_today (self->practice).number, trace);
}

/* Also other payments than the plan's bring it here: then nothing moves under her hands. */
static void
show_plan (TillPlanPage *self, TillWholePlan *plan /* full */)
{
  g_autofree char          *trace = dup_trace (self, plan);
  gboolean                  is_same = g_strcmp0 (trace, self->trace) == 0;
  g_autoptr (TillWholePlan) before = is_same ? plan : g_steal_pointer (&self->plan);
  gboolean                  focused = loses_focus (self);
  const TillPlanVersion    *offer = till_whole_plan_find_offer (plan);

  till_plan_papers_show (self->papers, self->practice, plan->plan,
                         offer != NULL && !is_outdated (self, plan, offer));
  if (is_same)
    return;
  till_text_set (&self->trace, trace);
  self->plan = plan;
  show_head (self);
  show_progress (self);
  show_bar (self);
  adw_bin_set_child (self->groups, till_plan_group_facts (plan, self->practice));
  adw_bin_set_child (self->terms, till_plan_group_terms (plan, self->practice));
  till_plan_schedule_show (self->schedule, self->practice, plan);
  if (focused)
    till_plan_page_focus (self);
}

static void read_again (TillPlanPage *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  TillWholePlan     *plan = till_practice_read_plan_finish (TILL_PRACTICE (source), result, &error);
  TillPlanPage      *self = user_data;

  /* The page is gone: its end cancels what it asked for. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  if (plan != NULL)
    show_plan (self, plan);
  if (self->again)
    read_again (self);
}

/* Whatever of it changed: it is a few rows. */
static void
read_again (TillPlanPage *self)
{
  self->again = self->reading != NULL;
  if (self->again)
    return;

  self->reading = g_cancellable_new ();
  till_practice_read_plan_async (self->practice, self->id, self->reading, read_cb, self);
}

/* ── What is pressed ─────────────────────────────────────────────────────────────────────────── */

static void
back_cb (TillPlanPage *self)
{
  g_signal_emit (self, back_signal, 0);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  back_cb (TILL_PLAN_PAGE (widget));
}

static void
pay_cb (TillPlanPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "practice.pay-plan", "x", self->id);
}

static void
bar_cb (TillPlanPage *self)
{
  static const char *const actions[] = { "practice.pay-plan", "practice.authorize-plan",
                                         "practice.change-plan-terms" };

  gtk_widget_activate_action (GTK_WIDGET (self), actions[self->bar_asks], "x", self->id);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_plan_page_dispose (GObject *object)
{
  TillPlanPage *self = TILL_PLAN_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PLAN_PAGE);
  g_clear_pointer (&self->plan, till_whole_plan_free);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_plan_page_parent_class)->dispose (object);
}

static void
till_plan_page_finalize (GObject *object)
{
  g_free (TILL_PLAN_PAGE (object)->trace);

  G_OBJECT_CLASS (till_plan_page_parent_class)->finalize (object);
}

static void
till_plan_page_class_init (TillPlanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_plan_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_plan_page_finalize;

  g_type_ensure (TILL_TYPE_MESSAGES_VIEW);
  g_type_ensure (TILL_TYPE_PLAN_PAPERS);
  g_type_ensure (TILL_TYPE_PLAN_SCHEDULE);
  back_signal = g_signal_new ("back", TILL_TYPE_PLAN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "plan.back", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "plan.back", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/practicetill/Till/ui/plans/till-plan-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, back);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, name);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, facts);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, pay);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, more);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, deeds);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, bar_words);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, bar_button);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, problem);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, progress);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, progress_words);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, groups);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, papers);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, terms);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, schedule);
  gtk_widget_class_bind_template_child (widget_class, TillPlanPage, messages);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, pay_cb);
  gtk_widget_class_bind_template_callback (widget_class, bar_cb);
}

static void
till_plan_page_init (TillPlanPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
till_plan_page_new (TillPractice *practice, gint64 plan_id)
{
  TillPlanPage *self = g_object_new (TILL_TYPE_PLAN_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->id = plan_id;
  g_signal_connect_swapped (practice, "plans-changed", G_CALLBACK (read_again), self);
  till_messages_view_set_messages (
    self->messages, practice, till_practice_new_messages_of_plan (practice, plan_id),
    _ ("What is written about this plan is listed here: reminders before an installment, payments "
       "that were declined, and requests that pay it down."));
  read_again (self);

  return GTK_WIDGET (self);
}

gint64
till_plan_page_get_id (TillPlanPage *self)
{
  g_return_val_if_fail (TILL_IS_PLAN_PAGE (self), 0);

  return self->id;
}

void
till_plan_page_focus (TillPlanPage *self)
{
  g_return_if_fail (TILL_IS_PLAN_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->back));
}
