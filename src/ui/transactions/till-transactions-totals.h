/* till-transactions-totals.h: below the transactions: how many, their sums, those of what is
 * selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-table.h"
#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

#define TILL_TYPE_TRANSACTIONS_TOTALS (till_transactions_totals_get_type ())
G_DECLARE_FINAL_TYPE (TillTransactionsTotals,
                      till_transactions_totals,
                      TILL,
                      TRANSACTIONS_TOTALS,
                      GtkBox)

/* Once. */
void till_transactions_totals_set_table (TillTransactionsTotals *self,
                                         TillTable              *transactions,
                                         TillTableSelection     *rows);

G_END_DECLS
