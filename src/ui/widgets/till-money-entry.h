/* till-money-entry.h: a field for an amount of money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "core/till-money.h"

G_BEGIN_DECLS

#define TILL_TYPE_MONEY_ENTRY (till_money_entry_get_type ())
G_DECLARE_FINAL_TYPE (TillMoneyEntry, till_money_entry, TILL, MONEY_ENTRY, AdwBin)

/* @label is for the screen reader. Signals: "changed"; "activate" on Enter. */
GtkWidget *till_money_entry_new (const char *label);

void     till_money_entry_set (TillMoneyEntry *self, TillMoney amount);
void     till_money_entry_clear (TillMoneyEntry *self);
gboolean till_money_entry_get (TillMoneyEntry *self, TillMoney *amount, GError **error);
gboolean till_money_entry_is_empty (TillMoneyEntry *self);

G_END_DECLS
