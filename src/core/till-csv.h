/* till-csv.h: rows of cells as CSV (RFC 4180), safe to open in a spreadsheet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commas, rows that end with CR LF, cells in quotes where they need them, UTF-8. Written by us, not
 * by a library: libcsv, which would be at hand, quotes each cell whether it needs it or not, knows
 * nothing of rows, and leaves formulas as they are; all three would have to be written around it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString *text; /* what is written is appended; who has it may take from it and empty it */
  guint    n_cells;
} TillCsv;

/* @text is borrowed. @bom: the mark by which Excel knows the file as UTF-8. */
void till_csv_begin (TillCsv *self, GString *text, gboolean bom);

/**
 * till_csv_add_text:
 * @text: of somebody else: a name, a note
 *
 * A spreadsheet takes what begins with = + - @, a tab or a line break for a formula, and runs it.
 * Such a cell gets an apostrophe before it, as OWASP advises, and is text; blanks before the sign
 * don't hide it.
 */
void till_csv_add_text (TillCsv *self, const char *text);

/**
 * till_csv_add_number:
 * @number: figures of our own, "-12.34"
 *
 * Stays the number it is, the minus too: it can hold no formula. Anything but figures, points and
 * signs is added as text.
 */
void till_csv_add_number (TillCsv *self, const char *number);

void till_csv_end_row (TillCsv *self);

G_END_DECLS
