/* till-deposit-ticks.h: three small marks: ledger, processor, bank
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TILL_TYPE_DEPOSIT_TICKS (till_deposit_ticks_get_type ())
G_DECLARE_FINAL_TYPE (TillDepositTicks, till_deposit_ticks, TILL, DEPOSIT_TICKS, GtkWidget)

GtkWidget *till_deposit_ticks_new (void);

/**
 * till_deposit_ticks_show:
 * @letters: (nullable): as the table's column "checked" has them
 * @words: (nullable): what they say, for the screen reader, and as a tooltip, a line a mark; "\n"
 *     between them
 */
void till_deposit_ticks_show (TillDepositTicks *self, const char *letters, const char *words);

G_END_DECLS
