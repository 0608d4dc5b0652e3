/* till-statement-rules.h: which entries are on a statement, how they add up, and who gets one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A statement has the entries since the last one *of an earlier day*: one that was spoiled at the
 * printer is printed again on the same day, and says the same. The first one begins where the
 * account was settled last. An entry that was entered late, with a day before the last statement,
 * is on the next one. Where another program’s file tells the balance, the entries are those that
 * were entered since.
 */
#pragma once

#include "model/till-statement.h"
#include "rules/till-request-rules.h"

G_BEGIN_DECLS

/**
 * till_statement_settle:
 * @self: with all entries that are in its balance as lines; of one from a file, the balance and the
 *   ages too
 * @last: (nullable): the last statement of an earlier day, of the same books
 *
 * Leaves the lines that are on it and reckons all amounts. FALSE when they can’t be added up.
 */
gboolean till_statement_settle (TillStatement           *self,
                                const TillStatementMark *last) G_GNUC_WARN_UNUSED_RESULT;

/* Why somebody gets none, in groups: each is left out unless the user wants it all the same. */
#define TILL_STATEMENT_NO_ADDRESS ((guint) TILL_WHY_NOT_NO_ADDRESS)
#define TILL_STATEMENT_NOTHING_DUE ((guint) TILL_WHY_NOT_NOTHING_OWED)
#define TILL_STATEMENT_NOT_TO_BE_ASKED                                                             \
  ((guint) TILL_WHY_NOT_DECEASED | TILL_WHY_NOT_INACTIVE | TILL_WHY_NOT_DO_NOT_CONTACT |           \
   TILL_WHY_NOT_BELOW_MINIMUM | TILL_WHY_NOT_ON_PLAN | TILL_WHY_NOT_SNOOZED)

/* The reasons (TillWhyNot) against a statement. Not among them is what is asked of messages alone:
 * consent, how long ago the last one was, and the age of the balance, which the paper says. That an
 * insurance is to pay is taken off what is due. */
guint till_statement_judge (const TillRequestFacts  *facts,
                            const TillRequestPolicy *policy,
                            TillDay                  today);

/* A payment page that is printed as a code: TILL_ERROR_BAD_INPUT with a sentence for what is no
 * https:// address. "" is none, and good. */
gboolean till_statement_check_link (const char *link, GError **error);

/* What stands on each statement: it has four lines. "" is none, and good. */
gboolean till_statement_check_message (const char *message, GError **error);

G_END_DECLS
