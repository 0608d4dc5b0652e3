/* till-plan-paying-down.c: what of a payment plan is paid by a sum that is no installment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-paying-down.h"

static void
pay (GArray *paid, const TillInstallment *one, TillMoney *rest)
{
  TillPaidDown part = { one, till_money (MIN (one->amount.cents, rest->cents)) };

  if (rest->cents <= 0)
    return;
  rest->cents -= part.paid.cents;
  g_array_append_val (paid, part);
}

GArray *
till_plan_pay_down (const GPtrArray *installments, TillMoney amount, TillMoney *rest)
{
  GArray                *paid = g_array_new (FALSE, FALSE, sizeof (TillPaidDown));
  const TillInstallment *last = NULL;

  *rest = amount;
  for (guint i = 0; i < installments->len; i++)
    {
      const TillInstallment *one = installments->pdata[i];

      if (one->state == TILL_INSTALLMENT_MISSED ||
          (one->state == TILL_INSTALLMENT_FAILED && one->amount.cents <= rest->cents))
        pay (paid, one, rest);
      else if (one->state == TILL_INSTALLMENT_FAILED && last == NULL)
        last = one;
    }
  for (guint i = installments->len; i > 0; i--)
    {
      const TillInstallment *one = installments->pdata[i - 1];

      if (one->state == TILL_INSTALLMENT_DUE)
        pay (paid, one, rest);
    }
  if (last != NULL)
    pay (paid, last, rest);

  return paid;
}
