/* till-plan-terms.c: what a payment plan is agreed on: how much, in which parts, how often
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-plan-terms.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TillCadence,
                    till_cadence,
                    G_DEFINE_ENUM_VALUE (TILL_CADENCE_WEEKLY, "weekly"),
                    G_DEFINE_ENUM_VALUE (TILL_CADENCE_TWO_WEEKS, "two-weeks"),
                    G_DEFINE_ENUM_VALUE (TILL_CADENCE_MONTHLY, "monthly"),
                    G_DEFINE_ENUM_VALUE (TILL_CADENCE_MONTHLY_WEEKDAY, "monthly-weekday"),
                    G_DEFINE_ENUM_VALUE (TILL_CADENCE_QUARTERLY, "quarterly"))

const char *
till_cadence_to_words (TillCadence cadence)
{
  switch (cadence)
    {
    case TILL_CADENCE_WEEKLY:
      return _ ("Every week");
    case TILL_CADENCE_TWO_WEEKS:
      return _ ("Every two weeks");
    case TILL_CADENCE_MONTHLY:
      return _ ("Every month, on a day");
    case TILL_CADENCE_MONTHLY_WEEKDAY:
      return _ ("Every month, on a weekday");
    case TILL_CADENCE_QUARTERLY:
      return _ ("Every three months");
    default:
      g_return_val_if_reached ("");
    }
}

/* Within a sentence. */
static const char *
cadence_to_adverb (TillCadence cadence)
{
  switch (cadence)
    {
    case TILL_CADENCE_WEEKLY:
      return _ ("weekly");
    case TILL_CADENCE_TWO_WEEKS:
      return _ ("every two weeks");
    case TILL_CADENCE_MONTHLY:
    case TILL_CADENCE_MONTHLY_WEEKDAY:
      return _ ("monthly");
    case TILL_CADENCE_QUARTERLY:
      return _ ("quarterly");
    default:
      g_return_val_if_reached ("");
    }
}

char *
till_plan_terms_to_words (const TillPlanTerms *terms)
{
  g_autofree char *each = till_money_format (terms->installment);
  g_autofree char *down = till_money_format (terms->down_payment);

  if (terms->down_payment.cents > 0)
    /* Translators: the down payment; how many installments; each of them; how often */
    return g_strdup_printf (_ ("%s down, %d × %s, %s"), down, (int) terms->n_installments, each,
                            cadence_to_adverb (terms->cadence));

  /* Translators: how many installments; each of them; how often: "6 × $100.00, monthly" */
  return g_strdup_printf (_ ("%d × %s, %s"), (int) terms->n_installments, each,
                          cadence_to_adverb (terms->cadence));
}
