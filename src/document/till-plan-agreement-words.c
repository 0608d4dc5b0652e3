/* till-plan-agreement-words.c: what an agreement on a payment plan says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-plan-agreement-words.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "rules/till-plan-rules.h"

/* Takes @value; NULL and nothing but space are left out. */
static void
add (GPtrArray *facts, const char *label, char *value)
{
  g_autofree char *tidy = till_text_tidy (value);

  g_free (value);
  if (tidy == NULL || *tidy == '\0')
    return;
  g_ptr_array_add (facts, g_strdup (label));
  g_ptr_array_add (facts, g_steal_pointer (&tidy));
}

static char **
end (GPtrArray *texts)
{
  g_ptr_array_add (texts, NULL);

  return (char **) g_ptr_array_free (texts, FALSE);
}

/* ── The terms ───────────────────────────────────────────────────────────────────────────────── */

static TillMoney
get_sum (const TillPlanTerms *terms)
{
  return till_money (terms->total.cents + terms->fee.cents);
}

static gboolean
is_accepted_by_paying (const TillPlanAgreement *agreement)
{
  return agreement->how == TILL_AUTHORIZED_REMOTE;
}

static char *
dup_down_payment (const TillPlanAgreement *agreement)
{
  const TillPlanTerms *terms = &agreement->version->terms;
  g_autofree char     *amount = till_money_format (terms->down_payment);

  if (terms->down_payment.cents == 0)
    return NULL;
  if (is_accepted_by_paying (agreement))
    return g_strdup_printf (agreement->to_pay_number == 0 ? _ ("%s, by which this is accepted")
                                                          : _ ("%s, which is paid already"),
                            amount);

  return g_strdup_printf (_ ("%s, due on the day this is signed"), amount);
}

static char *
dup_days (const TillPlanTerms *terms)
{
  g_autofree char *cadence = till_plan_cadence_to_sentence (terms);
  g_autofree char *first = till_day_format (till_plan_get_day (terms, 0));
  g_autofree char *last =
    till_day_format (till_plan_get_day (terms, (guint) terms->n_installments - 1));

  if (terms->n_installments == 1)
    return g_steal_pointer (&first);

  /* Translators: how often, and the first and the last day */
  return g_strdup_printf (_ ("%s, from %s to %s"), cadence, first, last);
}

static char *
dup_reminder (const TillPlanTerms *terms)
{
  if (terms->remind == 0)
    return NULL;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day before each installment",
                                       "%d days before each installment", (gulong) terms->remind),
                          (int) terms->remind);
}

/* What they replace, what came to them, and what they leave as it is. */
static void
add_changes (GPtrArray *facts, const TillPlanAgreement *agreement)
{
  const TillPlanVersion *version = agreement->version;
  g_autofree char       *paid = till_money_format (agreement->plan->paid);
  g_autofree char       *added = till_money_format (version->added);
  g_autofree char       *kept = till_money_format (agreement->kept);

  if (agreement->former != NULL)
    {
      g_autofree char *former = till_person_name_as_written (agreement->former);

      /* Translators: a person, and an amount */
      add (facts, _ ("Taken over"),
           g_strdup_printf (_ ("What is left of the plan that %s paid before. %s is paid and stays "
                               "paid."),
                            former, paid));
    }
  else if (agreement->plan->id != 0 && agreement->plan->state != TILL_PLAN_PENDING)
    /* Translators: an amount */
    add (facts, _ ("New terms"),
         g_strdup_printf (_ ("For what is left of the plan, in place of those before. %s is paid "
                             "and stays paid."),
                          paid));
  if (version->added.cents > 0)
    add (facts, _ ("Added treatment"),
         /* Translators: what it is, and an amount */
         g_strdup_printf (_ ("%s, %s"), version->added_for, added));
  if (agreement->kept.cents > 0)
    add (facts, _ ("Missed before"),
         g_strdup_printf (_ ("%s, owed at once beside the payments below"), kept));
}

static char *
dup_card (const TillPlanAgreement *agreement)
{
  if (agreement->card != NULL)
    return g_strdup (agreement->card);

  return g_strdup (is_accepted_by_paying (agreement)
                     ? _ ("The one that this is accepted with, saved on the pay page")
                     : _ ("None is on file yet"));
}

TillMoney
till_plan_agreement_sum_left (const TillPlanAgreement *agreement)
{
  TillMoney sum = TILL_MONEY_ZERO;

  for (guint i = 0; i < agreement->left->len; i++)
    sum.cents += g_array_index (agreement->left, TillPlanPart, i).amount.cents;

  return sum;
}

/* What is charged to another card, as it is. */
static void
add_left (GPtrArray *facts, const TillPlanAgreement *agreement)
{
  g_autofree char *paid = till_money_format (agreement->plan->paid);

  /* Translators: an amount */
  add (facts, _ ("New card"),
       g_strdup_printf (_ ("For what is left of the plan: no amount and no day changes. %s is paid "
                           "and stays paid."),
                        paid));
  add (facts, _ ("Left to pay"), till_money_format (till_plan_agreement_sum_left (agreement)));
  add (facts, _ ("Reminder"), dup_reminder (&agreement->version->terms));
  add (facts, _ ("Card"), dup_card (agreement));
}

static void
add_terms (GPtrArray *facts, const TillPlanAgreement *agreement)
{
  const TillPlanTerms *terms = &agreement->version->terms;

  add_changes (facts, agreement);
  add (facts, _ ("Balance paid off"), till_money_format (terms->total));
  if (terms->fee.cents > 0)
    add (facts, _ ("Fee"), till_money_format (terms->fee));
  add (facts, _ ("Down payment"), dup_down_payment (agreement));
  add (facts, _ ("Installments"), till_plan_installments_to_words (terms));
  add (facts, _ ("Due"), dup_days (terms));
  add (facts, _ ("Reminder"), dup_reminder (terms));
  add (facts, _ ("All payments"), till_money_format (get_sum (terms)));
  add (facts, _ ("Card"), dup_card (agreement));
}

char **
till_plan_agreement_dup_facts (const TillPlanAgreement *agreement)
{
  GPtrArray *facts = g_ptr_array_new ();

  add (facts, _ ("Who pays"), till_person_name_as_written (agreement->plan->patient_name));
  if (agreement->patient != NULL)
    add (facts, _ ("Patient"), till_person_name_as_written (agreement->patient));
  add (facts, _ ("What for"), g_strdup (agreement->plan->what_for));
  if (agreement->left != NULL)
    add_left (facts, agreement);
  else
    add_terms (facts, agreement);

  return end (facts);
}

char **
till_plan_agreement_dup_disclosures (const TillPlanAgreement *agreement)
{
  const TillPlanTerms *terms = &agreement->version->terms;
  GPtrArray           *facts;

  if (agreement->left != NULL || !till_plan_needs_disclosures (terms, agreement->n_standing))
    return NULL;

  facts = g_ptr_array_new ();
  add (facts, _ ("Amount financed"),
       till_money_format (till_money (terms->total.cents - terms->down_payment.cents)));
  add (facts, _ ("Finance charge"), till_money_format (terms->fee));
  add (facts, _ ("Total of payments"), till_money_format (till_plan_get_financed (terms)));
  add (facts, _ ("Annual percentage rate"),
       g_strdup (_ ("On the disclosure that the practice gives with this agreement")));

  return end (facts);
}

/* ── What is agreed to ───────────────────────────────────────────────────────────────────────── */

static char *
dup_charging (const TillPlanAgreement *agreement)
{
  if (agreement->card == NULL && is_accepted_by_paying (agreement))
    return g_strdup_printf (
      _ ("I authorize %s to charge the card that I accept this agreement with, and save on the pay "
         "page, each further amount of the schedule on its day, without asking me again, until "
         "all is paid. The card is kept by the practice’s card processor; the practice itself has "
         "its brand and its last four digits only. Without a saved card nothing more is charged."),
      agreement->practice->name);
  if (agreement->card == NULL)
    return g_strdup_printf (
      _ ("I agree to pay these amounts on these days. No card is on file: nothing is charged by "
         "itself until I have given %s a card and agreed that it is charged."),
      agreement->practice->name);

  return g_strdup_printf (
    _ ("I authorize %s to charge the card named above each amount of the schedule on its day, "
       "without asking me again, until all is paid. The card is kept by the practice’s card "
       "processor; the practice itself has its brand and its last four digits only."),
    agreement->practice->name);
}

static char *
dup_retries (const TillPlanAgreement *agreement)
{
  g_autoptr (GString) days = g_string_new (NULL);

  for (guint i = 0; i < agreement->retries->n_days; i++)
    g_string_append_printf (days, "%s%u", i > 0 ? ", " : "", agreement->retries->days[i]);
  if (days->len == 0)
    return g_strdup (
      _ ("A payment that is declined is charged to my backup card if one is on file. What can’t be "
         "charged then stays due, and the practice tells me."));

  return g_strdup_printf (
    /* Translators: numbers of days, as in "1, 3, 7" */
    _ (
      "A payment that is declined may be tried again this many days later: %s. Then my backup card "
      "is charged if one is on file. What can’t be charged then stays due, and the practice tells "
      "me."),
    days->str);
}

static char *
dup_revoking (const TillPracticeFacts *practice)
{
  if (practice->phone == NULL)
    return g_strdup (_ ("I can revoke this at any time by telling the practice, in writing or at "
                        "the desk, at least three business days before a payment is due."));

  return g_strdup_printf (
    _ ("I can revoke this at any time by telling the practice, in writing, at "
       "the desk or by phone at %s, at least three business days before a "
       "payment is due."),
    practice->phone);
}

char **
till_plan_agreement_dup_consent (const TillPlanAgreement *agreement)
{
  GPtrArray *texts = g_ptr_array_new ();

  g_ptr_array_add (texts, dup_charging (agreement));
  if (agreement->card != NULL || is_accepted_by_paying (agreement))
    g_ptr_array_add (texts, dup_retries (agreement));
  g_ptr_array_add (texts, dup_revoking (agreement->practice));
  g_ptr_array_add (
    texts, g_strdup (_ ("When the plan is cancelled, by me or by the practice, nothing more is "
                        "charged. What was paid stays paid, and the rest is owed as if there had "
                        "been no plan.")));
  g_ptr_array_add (
    texts, g_strdup (_ ("The practice tells me before an amount or a day of the schedule changes. "
                        "To pay more in all, more at once or earlier I have to sign again.")));

  return end (texts);
}
