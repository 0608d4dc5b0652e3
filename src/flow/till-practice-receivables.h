/* till-practice-receivables.h: what the Accounts receivable tab is given: what each guarantor owes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* Borrowed; one for all. Its columns: store/till-store-balances.h. */
TillTable *till_practice_get_receivables (TillPractice *self);

/* The day the balances that are shown are aged as of, or TILL_DAY_NONE: the practice has no
 * balances. The property "aged-on" tells when it has changed. */
TillDay till_practice_get_aged_on (TillPractice *self);

G_END_DECLS
