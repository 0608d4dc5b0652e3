/* till-delivery.c: what became of a message that was handed over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-delivery.h"

TillDelivery *
till_delivery_new (TillDeliveryVerdict verdict, const char *code, const char *words)
{
  TillDelivery *self = g_new0 (TillDelivery, 1);

  self->verdict = verdict;
  self->code = g_strdup (code);
  self->words = g_strdup (words);

  return self;
}

void
till_delivery_free (TillDelivery *self)
{
  if (self == NULL)
    return;

  g_free (self->carrier_id);
  g_free (self->words);
  g_free (self->code);
  g_free (self);
}
