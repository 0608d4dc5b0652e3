/* till-account.c: a patient, the family, and what it owes: what the patient's page is given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-account.h"

TillMoney
till_account_get_to_ask (const TillAccount *self)
{
  return till_money (MAX (self->portion.cents - MAX (self->unposted.cents, 0), 0));
}

void
till_account_free (TillAccount *self)
{
  if (self == NULL)
    return;

  till_patient_free (self->patient);
  g_clear_pointer (&self->family, g_ptr_array_unref);
  g_clear_pointer (&self->merged, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_array_unref);
  till_snooze_free (self->snooze);
  g_free (self->snoozed_by);
  for (int i = 0; i < TILL_N_CONSENTS; i++)
    g_free (self->failed[i]);
  g_free (self);
}
