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
