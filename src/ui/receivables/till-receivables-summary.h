/* till-receivables-summary.h: what all owe together, above their table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_RECEIVABLES_SUMMARY (till_receivables_summary_get_type ())
G_DECLARE_FINAL_TYPE (TillReceivablesSummary,
                      till_receivables_summary,
                      TILL,
                      RECEIVABLES_SUMMARY,
                      AdwBin)

/* Once. The figures are of all guarantors, not of the table's filter; a press on an age narrows the
 * table to who owes of that age, another takes it back. */
void till_receivables_summary_set_table (TillReceivablesSummary *self,
                                         TillPractice           *practice,
                                         TillTable              *table);

G_END_DECLS
