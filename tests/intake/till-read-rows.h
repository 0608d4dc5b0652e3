/* till-read-rows.h: a file's lines, as the tests write them, read as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "intake/till-import-rows.h"

G_BEGIN_DECLS

#define DENTRIX                                                                                    \
  "Guarantor|Phone|Billing Type|Last Pmt|Last Pmt Date|0-30|31-60|61-90|91+|Ins Est|"              \
  "Guar Portion|Balance\n"

/* What came of a file. */
typedef struct
{
  TillImportRows *rows;
  GPtrArray      *read;     /* of TillImportRow */
  GPtrArray      *problems; /* of TillImportProblem */
  GError         *error;
} Outcome;

/* @text: lines, whose cells are parted by "|". @layout: as of till_import_rows_new(). */
Outcome              read_text (const char *text, const TillImportLayout *layout);
void                 outcome_clear (Outcome *outcome);
const TillImportRow *get_row (const Outcome *outcome, guint index);

G_END_DECLS
