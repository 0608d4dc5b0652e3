/* till-deposit.c: one transfer to the practice's bank account, as the processor reports it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-deposit.h"

G_DEFINE_ENUM_TYPE (TillDepositKind,
                    till_deposit_kind,
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_BATCH, "batch"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_ADJUSTMENT, "adjustment"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_EXPECTED, "expected"))

G_DEFINE_ENUM_TYPE (TillDepositState,
                    till_deposit_state,
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_EXPECTED, "expected"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_OVERDUE, "overdue"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_UNCHECKED, "unchecked"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_ON_ITS_WAY, "on-its-way"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_ARRIVING, "arriving"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_DIFFERENCE, "difference"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_EXPLAINED, "explained"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_DEPOSITED, "deposited"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_STATE_WITHDRAWN, "withdrawn"))

G_DEFINE_ENUM_TYPE (TillDepositReason,
                    till_deposit_reason,
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_CLOSES, "closes"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_FEES_MISSING, "fees-missing"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_LESS, "less"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_MORE, "more"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_TOTAL_DIFFERS, "total-differs"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_ITEMS_MISSING, "items-missing"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_ITEMS_EXTRA, "items-extra"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_ITEMS_DIFFER, "items-differ"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_NOT_COME, "not-come"),
                    G_DEFINE_ENUM_VALUE (TILL_DEPOSIT_NOT_IN_BATCH, "not-in-batch"))

TillDeposit *
till_deposit_new (void)
{
  TillDeposit *self = g_new0 (TillDeposit, 1);

  self->settled_on = TILL_DAY_NONE;
  self->funded_on = TILL_DAY_NONE;
  self->closed_at = TILL_INSTANT_NONE;
  self->reported_at = TILL_INSTANT_NONE;
  self->explained_at = TILL_INSTANT_NONE;

  return self;
}

#define COPY(member) copy->member = g_strdup (self->member)

TillDeposit *
till_deposit_copy (const TillDeposit *self)
{
  TillDeposit *copy = g_memdup2 (self, sizeof *self);

  COPY (processor);
  COPY (merchant);
  COPY (store);
  COPY (terminal);
  COPY (terminal_name);
  COPY (batch);
  COPY (account);
  COPY (words);
  COPY (explanation);
  COPY (explained_by);

  return copy;
}

void
till_deposit_free (TillDeposit *self)
{
  if (self == NULL)
    return;

  g_free (self->processor);
  g_free (self->merchant);
  g_free (self->store);
  g_free (self->terminal);
  g_free (self->terminal_name);
  g_free (self->batch);
  g_free (self->account);
  g_free (self->words);
  g_free (self->explanation);
  g_free (self->explained_by);
  g_free (self);
}
