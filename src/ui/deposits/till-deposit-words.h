/* till-deposit-words.h: what is said of a deposit, in a word and in a sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-deposit.h"

G_BEGIN_DECLS

/* What stands in its State, as far as its row has it: kind, state, reason, difference, batch, words
 * and explanation. @has_reports: there is a key for the processor's reports. */
char *till_deposit_to_words (const TillDeposit *self, gboolean has_reports);

/* Why the deposit is as it is and what is to be done, as a sentence. */
char *till_deposit_to_sentence (const TillDeposit *self, gboolean has_reports);

G_END_DECLS
