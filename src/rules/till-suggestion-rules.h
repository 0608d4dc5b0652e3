/* till-suggestion-rules.h: how much speaks for a patient, and how it is said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-suggestion.h"

G_BEGIN_DECLS

/* The more the likelier; 0: nothing. What only one can have weighs more than what many have. */
guint till_hints_weigh (TillHints hints);

/* One after the other, the weightiest first. @card: "Visa ••4242", or NULL. */
char *till_hints_to_words (TillHints   hints,
                           const char *card,
                           TillMoney   amount) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
