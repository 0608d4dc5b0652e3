/* till-deposit-parts.h: what stands below an opened deposit: the equation, then its transactions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of the equation is a row of the deposits' table too: its words in "words", its amount in
 * "deposited" (so that the amounts stand below each other and below what they come to), and in
 * "kind" one of TILL_DEPOSIT_LINE_…. A sentence has a line of its own, without an amount.
 */
#pragma once

#include "flow/till-practice-deposits.h"

G_BEGIN_DECLS

#define TILL_DEPOSIT_LINE_PART "line"
#define TILL_DEPOSIT_LINE_SUM "sum"
#define TILL_DEPOSIT_LINE_DIFFERENCE "difference-line" /* can be explained */
#define TILL_DEPOSIT_LINE_NOTE "note"
#define TILL_DEPOSIT_LINE_SENTENCE "sentence"
#define TILL_DEPOSIT_LINE_WHY "why" /* a sentence too: of what differs */

#define TILL_TYPE_DEPOSIT_PARTS (till_deposit_parts_get_type ())
G_DECLARE_FINAL_TYPE (TillDepositParts, till_deposit_parts, TILL, DEPOSIT_PARTS, GObject)

/* A list of TillRow. A line's id is above all that a transaction can have. */
TillDepositParts *till_deposit_parts_new (TillPractice *practice, gint64 id);

/* After the deposit has changed; its transactions are followed without this. */
void till_deposit_parts_refresh (TillDepositParts *self);

/* Of a row there: the transaction's id; 0: it is a line. */
gint64 till_deposit_parts_find_transaction (gint64 row_id);
/* Likewise the deposit of a line; 0: it is a transaction. */
gint64 till_deposit_parts_find_owner (gint64 row_id);

G_END_DECLS
