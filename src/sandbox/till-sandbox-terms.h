/* till-sandbox-terms.h: what the processor has agreed with the practice, and what goes odd with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-money.h"
#include "sandbox/till-sandbox-oddities.h"

G_BEGIN_DECLS

typedef struct
{
  char                *fees;
  guint                rate; /* hundredths of a percent */
  TillMoney            item;
  char                *conveyed;
  char               **brands; /* of conveyed */
  TillSandboxOddities *oddities;
} TillSandboxTerms;

/**
 * till_sandbox_terms_new:
 * @fees: "2.59%+0.10": of the sales, and for each sale and refund; "" for none; NULL for the usual
 * @conveyed: brands that somebody else funds, parted by commas: "AMERICAN EXPRESS"; "" or NULL:
 * none
 * @oddities: as till-sandbox-oddities.h has it
 *
 * TILL_ERROR_BAD_INPUT says what is wrong.
 */
TillSandboxTerms *till_sandbox_terms_new (const char *fees,
                                          const char *conveyed,
                                          const char *oddities,
                                          guint64     seed,
                                          GError    **error);
void              till_sandbox_terms_free (TillSandboxTerms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSandboxTerms, till_sandbox_terms_free)

/* The rate of @sales, half a cent and more rounded up, once; and the items. Refunds give no fee
 * back. */
TillMoney till_sandbox_terms_fee (const TillSandboxTerms *self, TillMoney sales, guint n_items);

/* @brand may be NULL: a payment by no card. */
gboolean till_sandbox_terms_conveys (const TillSandboxTerms *self, const char *brand);

G_END_DECLS
