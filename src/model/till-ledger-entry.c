/* till-ledger-entry.c: an entry of the practice's own ledger
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-ledger-entry.h"

TillLedgerOrder *
till_ledger_order_copy (const TillLedgerOrder *self)
{
  TillLedgerOrder *copy = g_memdup2 (self, sizeof *self);

  copy->words = g_strdup (self->words);

  return copy;
}

void
till_ledger_order_free (TillLedgerOrder *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self);
}

void
till_ledger_entry_free (TillLedgerEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->patient);
  g_free (self->words);
  g_free (self);
}

void
till_allocation_free (TillAllocation *self)
{
  if (self == NULL)
    return;

  g_free (self->patient);
  g_clear_pointer (&self->charges, g_ptr_array_unref);
  g_free (self);
}
