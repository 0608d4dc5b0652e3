/* till-bank-rules.h: which line of a bank's statement is which deposit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By exact amount, by the days, and by what the bank's words say. What could be one or another is
 * left for a person.
 */
#pragma once

#include "model/till-bank-line.h"
#include "model/till-deposit.h"

G_BEGIN_DECLS

/* The bank may show a deposit a day before the day it was funded on, and for a long weekend after
 * it. */
#define TILL_BANK_DAYS_BEFORE 1
#define TILL_BANK_DAYS_AFTER 5

/* ── A line ──────────────────────────────────────────────────────────────────────────────────── */

/* The words without what differs from day to day: what holds a digit. Folded: "clearent deposit
 * ccd". NULL when nothing is left. */
char *till_bank_descriptor (const char *words) G_GNUC_WARN_UNUSED_RESULT;

/* Whether they say that a card processor pays; @learned is a set of descriptors of lines that were
 * matched by hand. */
gboolean till_bank_names_processor (const char *words, GHashTable *learned);

/**
 * till_bank_identify:
 *
 * Gives each line its identity: the bank's reference and the amount, or, where there is none (or
 * one that stands twice, which is none), the day, the amount and the words, counted: the second
 * equal line of a day is another one, and the same in every file that has that day.
 */
void till_bank_identify (TillBankStatement *statement);

/**
 * till_bank_drop_known:
 * @known: (element-type TillBankLine): of that account and those days
 *
 * Takes out the lines that are among @known: by identity, or, where the one has a reference and the
 * other none (two forms of file), by day and amount, counted. Returns how many there were.
 */
guint till_bank_drop_known (TillBankStatement *statement, GPtrArray *known);

/* ── Lines and deposits ──────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64 line_id;
  gint64 deposit_id;
} TillBankPair;

/**
 * till_bank_match:
 * @lines: (element-type TillBankLine): what is not matched
 * @deposits: (element-type TillDeposit): what no line pays yet
 * @learned: as above
 * @apart: TillBankPair, taken apart by a person: never matched
 *
 * Lines whose words name the processor, with deposits of the same amount in the days about; of
 * several equal ones, in order of their days when there are as many of the one as of the other.
 * Then lines that are the sum of deposits of one day: of all, or of some when only one choice of
 * them fits. Where both have an account it must be the same.
 *
 * Returns: TillBankPair
 */
GArray *till_bank_match (GPtrArray *lines, GPtrArray *deposits, GHashTable *learned, GArray *apart)
  G_GNUC_WARN_UNUSED_RESULT;

/* Sorts @deposits so that the one the line most likely is comes first: by how much they differ,
 * then by the days between. */
void till_bank_rank (const TillBankLine *line, GPtrArray *deposits);

/* What a deposit came to and what the line says, in words: "the same amount", "$2.50 less in the
 * bank". */
char *till_bank_difference_to_words (TillMoney difference) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
