/* till-new-plan-words.c: what is said of a payment plan before it is agreed on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-new-plan-words.h"

#include <glib/gi18n-lib.h>

#include "rules/till-plan-rules.h"

const char *
till_new_plan_words_disclosures (const TillPlanTerms *terms, gint64 n_standing)
{
  if (!till_plan_needs_disclosures (terms, n_standing))
    return NULL;

  return _ (
    "More than four installments, or a fee: a practice that gives such plans regularly (more "
    "than 25 times a year) has to hand out the disclosures of the Truth in Lending Act "
    "before it is signed. The agreement names the amount financed, the finance charge and "
    "the total of payments. Till does not reckon the annual percentage rate: give your own "
    "disclosure form with it, and keep a signed copy.");
}

char *
till_new_plan_words_too_much (const TillPlanTerms *terms, const TillAccount *account)
{
  g_autofree char *total = till_money_format (terms->total);
  g_autofree char *owed = NULL;

  if (till_money_compare (terms->total, account->total) <= 0)
    return NULL;

  owed = till_money_format (account->total);

  /* Translators: two amounts */
  return g_strdup_printf (_ ("The plan pays off %s, and the balance is %s. That is right for "
                             "treatment that is still to be charged; otherwise make it smaller."),
                          total, owed);
}

char *
till_new_plan_words_paper (const TillPlanPaper *paper)
{
  const TillPlanTerms *terms = &paper->version->terms;
  g_autofree char     *name = till_person_name_as_written (paper->plan->patient_name);
  g_autofree char     *all = till_money_format (till_money (terms->total.cents + terms->fee.cents));

  if (paper->left != NULL)
    /* Translators: a person and a card */
    return g_strdup_printf (_ ("%s pays what is left of the plan with %s. No amount and no day "
                               "changes."),
                            name, paper->card != NULL ? paper->card : _ ("no card"));
  if (paper->card == NULL)
    /* Translators: a person and an amount */
    return g_strdup_printf (
      _ ("%s pays %s. No card is on file yet: it can be signed, and nothing is "
         "charged until the plan has a card."),
      name, all);

  /* Translators: a person, an amount and a card */
  return g_strdup_printf (_ ("%s pays %s with %s."), name, all, paper->card);
}

char *
till_new_plan_words_late (const TillPlanPaper *paper, TillDay today)
{
  TillDay          first = paper->left != NULL && paper->left->len > 0
                             ? g_array_index (paper->left, TillPlanPart, 0).day
                             : till_plan_get_day (&paper->version->terms, 0);
  g_autofree char *words = NULL;

  if (till_day_compare (first, today) >= 0)
    return NULL;

  words = till_day_format (first);
  if (paper->left != NULL)
    return g_strdup_printf (_ ("What was to be paid on %s is charged as soon as this is "
                               "authorized, or waits for you if it is more than one."),
                            words);

  return g_strdup_printf (_ ("The first installment was to be paid on %s: once the plan is "
                             "authorized it is due at once. If it wasn’t signed in time, have new "
                             "terms signed instead."),
                          words);
}
