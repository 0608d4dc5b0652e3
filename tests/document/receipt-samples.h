/* receipt-samples.h: a practice and its payments, for the tests of receipts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-receipt.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  void (*change) (TillTransaction *transaction, TillPracticeFacts *practice);
  gboolean copy;
} ReceiptSample;

/* Ends with a name of NULL. Each begins as a payment by chip and is changed from there. */
extern const ReceiptSample receipt_samples[];

/* Facts, transaction and related of it are owned by the holder. */
typedef struct
{
  TillPracticeFacts *practice;
  TillTransaction   *transaction;
  TillTransaction   *related;
  TillReceipt        receipt;
} ReceiptHolder;

ReceiptHolder *receipt_sample_open (const char *name);
void           receipt_holder_free (ReceiptHolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReceiptHolder, receipt_holder_free)

G_END_DECLS
