/* till-plan-terms-form.c: what a payment plan is agreed on, as rows: amounts, number, days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-terms-form.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "rules/till-plan-rules.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-money-entry.h"

/* So many have no disclosures behind them that the law wants. */
#define FIRST_NUMBER TILL_PLAN_FREE_PARTS
/* In time to see to it that there is money. */
#define FIRST_REMIND 2

struct _TillPlanTermsForm
{
  AdwBin parent_instance;

  TillDay   today;
  gboolean  of_left; /* its sums are these: */
  TillMoney total_left;
  TillMoney fee_left;
  gint64    n_before;           /* as long as they are so many, */
  TillMoney installment_before; /* each is so much */
  gboolean  by_amount;          /* the installments’ amount was written last, not their number */
  gboolean  solving;
  gboolean  days_chosen; /* they don’t follow the first day any more */
  gboolean  ready;       /* the template sets its rows before there is anything to solve */

  /* Template children */
  GtkWidget     *sums;
  AdwActionRow  *total_row;
  AdwActionRow  *down_row;
  AdwActionRow  *fee_row;
  AdwActionRow  *number_row;
  GtkSpinButton *number;
  AdwActionRow  *amount_row;
  AdwComboRow   *cadence;
  AdwActionRow  *day_row;
  GtkSpinButton *day;
  AdwComboRow   *week;
  AdwComboRow   *weekday;
  AdwEntryRow   *first;
  GtkSpinButton *remind;

  /* Other children */
  TillMoneyEntry *total;
  TillMoneyEntry *down;
  TillMoneyEntry *fee;
  TillMoneyEntry *amount;
};

G_DEFINE_FINAL_TYPE (TillPlanTermsForm, till_plan_terms_form, ADW_TYPE_BIN)

static guint changed_signal;

/* ── Read ────────────────────────────────────────────────────────────────────────────────────── */

/* Empty is nothing. */
static gboolean
read_or_nothing (TillMoneyEntry *entry, TillMoney *amount, GError **error)
{
  *amount = TILL_MONEY_ZERO;

  return till_money_entry_is_empty (entry) || till_money_entry_get (entry, amount, error);
}

static gboolean
read_first (TillPlanTermsForm *self, TillDay *day, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->first));

  *day = till_day_parse (text);
  if (!till_day_is_none (*day))
    return TRUE;

  if (*text == '\0')
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("Enter the day of the first installment."));
  else
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("“%s” is no day."), text);

  return FALSE;
}

/* The rows stand in the order of the enum. */
static TillCadence
get_cadence (TillPlanTermsForm *self)
{
  return (TillCadence) adw_combo_row_get_selected (self->cadence);
}

static void
read_days (TillPlanTermsForm *self, TillPlanTerms *terms)
{
  terms->cadence = get_cadence (self);
  terms->day = gtk_spin_button_get_value_as_int (self->day);
  terms->week = (gint64) adw_combo_row_get_selected (self->week) + 1;
  terms->weekday = (gint64) adw_combo_row_get_selected (self->weekday) + 1;
  terms->remind = gtk_spin_button_get_value_as_int (self->remind);
}

/* Without the installments’ number and amount. */
static gboolean
read_sums (TillPlanTermsForm *self, TillPlanTerms *terms, GError **error)
{
  if (self->of_left)
    {
      terms->total = self->total_left;
      terms->fee = self->fee_left;
      return TRUE;
    }

  return till_money_entry_get (self->total, &terms->total, error) &&
         read_or_nothing (self->down, &terms->down_payment, error) &&
         read_or_nothing (self->fee, &terms->fee, error);
}

/* What was rounded once is not rounded anew: a cent more or less would be another amount. */
static void
keep_rounding (TillPlanTermsForm *self, TillPlanTerms *terms)
{
  gint64 before = self->installment_before.cents;
  gint64 others = before * (terms->n_installments - 1);

  if (terms->n_installments == self->n_before && ABS (terms->installment.cents - before) <= 1 &&
      others < till_plan_get_financed (terms).cents)
    terms->installment = self->installment_before;
}

static gboolean
solve (TillPlanTermsForm *self, TillPlanTerms *terms, GError **error)
{
  if (!read_sums (self, terms, error))
    return FALSE;

  terms->n_installments = gtk_spin_button_get_value_as_int (self->number);
  if (!self->by_amount)
    {
      if (!till_plan_solve_installment (terms, error))
        return FALSE;
      keep_rounding (self, terms);
      return TRUE;
    }

  return till_money_entry_get (self->amount, &terms->installment, error) &&
         till_plan_solve_number (terms, error);
}

gboolean
till_plan_terms_form_get (TillPlanTermsForm *self, TillPlanTerms *terms, GError **error)
{
  *terms = (TillPlanTerms){ .first = TILL_DAY_NONE };
  read_days (self, terms);

  return solve (self, terms, error) && read_first (self, &terms->first, error) &&
         till_plan_check_terms (terms, self->today, error);
}

gboolean
till_plan_terms_form_is_blank (TillPlanTermsForm *self)
{
  return (!self->of_left && till_money_entry_is_empty (self->total)) ||
         (self->by_amount && till_money_entry_is_empty (self->amount));
}

/* ── Changed ─────────────────────────────────────────────────────────────────────────────────── */

static void
show_rows (TillPlanTermsForm *self)
{
  TillCadence cadence = get_cadence (self);
  gboolean    by_weekday = cadence == TILL_CADENCE_MONTHLY_WEEKDAY;

  gtk_widget_set_visible (GTK_WIDGET (self->day_row),
                          cadence == TILL_CADENCE_MONTHLY || cadence == TILL_CADENCE_QUARTERLY);
  gtk_widget_set_visible (GTK_WIDGET (self->week), by_weekday);
  gtk_widget_set_visible (GTK_WIDGET (self->weekday), by_weekday);
}

/* What was not written follows from what was. */
static void
show_solved (TillPlanTermsForm *self)
{
  TillPlanTerms terms = { .first = TILL_DAY_NONE };
  gboolean      good = solve (self, &terms, NULL);
  int           number = (int) terms.n_installments;
  TillMoney     amount = terms.installment;

  if (good && self->by_amount)
    gtk_spin_button_set_value (self->number, number);
  else if (good)
    till_money_entry_set (self->amount, amount);
}

static void
changed (TillPlanTermsForm *self)
{
  if (!self->ready || self->solving)
    return;

  self->solving = TRUE;
  show_rows (self);
  show_solved (self);
  self->solving = FALSE;
  g_signal_emit (self, changed_signal, 0);
}

static void
number_cb (TillPlanTermsForm *self)
{
  if (!self->solving)
    self->by_amount = FALSE;
  changed (self);
}

static void
amount_cb (TillPlanTermsForm *self)
{
  if (!self->solving)
    self->by_amount = TRUE;
  changed (self);
}

static void
day_cb (TillPlanTermsForm *self)
{
  if (self->ready && !self->solving)
    self->days_chosen = TRUE;
  changed (self);
}

/* The days of the later ones are as the first is, unless somebody has said otherwise. */
static void
follow_first (TillPlanTermsForm *self)
{
  TillDay first = till_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->first)));
  int     year;
  int     month;
  int     day;

  if (self->days_chosen || till_day_is_none (first))
    return;

  till_day_get_ymd (first, &year, &month, &day);
  self->solving = TRUE;
  gtk_spin_button_set_value (self->day, day);
  adw_combo_row_set_selected (self->week, (guint) MIN ((day - 1) / 7, TILL_LAST_WEEK - 1));
  adw_combo_row_set_selected (self->weekday, (guint) till_day_get_weekday (first) - 1);
  self->solving = FALSE;
}

static void
first_cb (TillPlanTermsForm *self)
{
  if (!self->ready)
    return;
  follow_first (self);
  changed (self);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_plan_terms_form_dispose (GObject *object)
{
  /* An amount is written out once more when the window goes. */
  TILL_PLAN_TERMS_FORM (object)->ready = FALSE;
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_PLAN_TERMS_FORM);

  G_OBJECT_CLASS (till_plan_terms_form_parent_class)->dispose (object);
}

static void
till_plan_terms_form_class_init (TillPlanTermsFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_plan_terms_form_dispose;

  changed_signal = g_signal_new ("changed", TILL_TYPE_PLAN_TERMS_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/plans/till-plan-terms-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, sums);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, total_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, down_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, fee_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, number_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, number);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, amount_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, cadence);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, day_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, day);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, week);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, weekday);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, first);
  gtk_widget_class_bind_template_child (widget_class, TillPlanTermsForm, remind);
  gtk_widget_class_bind_template_callback (widget_class, changed);
  gtk_widget_class_bind_template_callback (widget_class, number_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
}

static TillMoneyEntry *
add_amount (TillPlanTermsForm *self, AdwActionRow *row, const char *label, GCallback callback)
{
  GtkWidget *entry = till_money_entry_new (label);

  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, entry);
  g_signal_connect_swapped (entry, "changed", callback, self);

  return TILL_MONEY_ENTRY (entry);
}

static void
till_plan_terms_form_init (TillPlanTermsForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->total = add_amount (self, self->total_row, _ ("Amount to pay off"), G_CALLBACK (changed));
  self->down = add_amount (self, self->down_row, _ ("Down payment"), G_CALLBACK (changed));
  self->fee = add_amount (self, self->fee_row, _ ("Fee"), G_CALLBACK (changed));
  self->amount =
    add_amount (self, self->amount_row, _ ("Each installment"), G_CALLBACK (amount_cb));
  till_entry_guard (GTK_WIDGET (self->first));
}

void
till_plan_terms_form_begin (TillPlanTermsForm *self, TillMoney total, TillDay today)
{
  g_autofree char *first = till_day_to_typed (till_day_add_months (today, 1));

  g_return_if_fail (TILL_IS_PLAN_TERMS_FORM (self));

  self->ready = FALSE;
  self->today = today;
  self->of_left = FALSE;
  self->n_before = 0;
  gtk_widget_set_visible (self->sums, TRUE);
  till_money_entry_clear (self->total);
  till_money_entry_clear (self->down);
  till_money_entry_clear (self->fee);
  till_money_entry_clear (self->amount);
  self->by_amount = self->days_chosen = FALSE;
  gtk_spin_button_set_value (self->number, FIRST_NUMBER);
  gtk_spin_button_set_value (self->remind, FIRST_REMIND);
  adw_combo_row_set_selected (self->cadence, TILL_CADENCE_MONTHLY);
  if (total.cents > 0)
    till_money_entry_set (self->total, total);
  gtk_editable_set_text (GTK_EDITABLE (self->first), first);
  self->ready = TRUE;
  first_cb (self);
}

static void
set_amount (TillMoneyEntry *entry, TillMoney amount)
{
  if (amount.cents > 0)
    till_money_entry_set (entry, amount);
  else
    till_money_entry_clear (entry);
}

static void
set_days (TillPlanTermsForm *self, const TillPlanTerms *terms)
{
  g_autofree char *first = till_day_to_typed (terms->first);
  gboolean         by_weeks =
    terms->cadence == TILL_CADENCE_WEEKLY || terms->cadence == TILL_CADENCE_TWO_WEEKS;

  adw_combo_row_set_selected (self->cadence, terms->cadence);
  gtk_editable_set_text (GTK_EDITABLE (self->first), first);
  self->days_chosen = FALSE;
  follow_first (self);
  if (terms->cadence == TILL_CADENCE_MONTHLY_WEEKDAY)
    {
      adw_combo_row_set_selected (self->week, (guint) CLAMP (terms->week, 1, TILL_LAST_WEEK) - 1);
      adw_combo_row_set_selected (self->weekday, (guint) CLAMP (terms->weekday, 1, 7) - 1);
    }
  else if (!by_weeks)
    gtk_spin_button_set_value (self->day, (double) terms->day);
  self->days_chosen = !by_weeks;
}

void
till_plan_terms_form_begin_with (TillPlanTermsForm   *self,
                                 const TillPlanTerms *terms,
                                 gboolean             of_left,
                                 TillDay              today)
{
  g_return_if_fail (TILL_IS_PLAN_TERMS_FORM (self));

  self->ready = FALSE;
  self->today = today;
  self->of_left = of_left;
  self->total_left = terms->total;
  self->fee_left = terms->fee;
  self->n_before = terms->n_installments;
  self->installment_before = terms->installment;
  gtk_widget_set_visible (self->sums, !of_left);
  set_amount (self->total, terms->total);
  set_amount (self->down, terms->down_payment);
  set_amount (self->fee, terms->fee);
  set_amount (self->amount, terms->installment);
  gtk_spin_button_set_value (self->number, (double) terms->n_installments);
  gtk_spin_button_set_value (self->remind, (double) terms->remind);
  set_days (self, terms);
  self->by_amount = FALSE;
  self->ready = TRUE;
  changed (self);
}

void
till_plan_terms_form_set_sums (TillPlanTermsForm *self, TillMoney total, TillMoney fee)
{
  g_return_if_fail (TILL_IS_PLAN_TERMS_FORM (self) && self->of_left);

  self->total_left = total;
  self->fee_left = fee;
  changed (self);
}

void
till_plan_terms_form_focus (TillPlanTermsForm *self)
{
  gtk_widget_grab_focus (self->of_left ? GTK_WIDGET (self->number) : GTK_WIDGET (self->total));
}
