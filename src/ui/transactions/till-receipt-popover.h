/* till-receipt-popover.h: the confirmation of a transaction: its facts and its receipt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_RECEIPT_POPOVER (till_receipt_popover_get_type ())
G_DECLARE_FINAL_TYPE (TillReceiptPopover, till_receipt_popover, TILL, RECEIPT_POPOVER, GtkPopover)

/* One for a whole list; parented to the cell it is shown at. */
TillReceiptPopover *till_receipt_popover_new (TillPractice *practice);

/* @pressed: it was asked for, so it takes the focus and stays; else it goes when the pointer leaves
 * it. */
void till_receipt_popover_show (TillReceiptPopover *self,
                                GtkWidget          *at,
                                gint64              transaction_id,
                                gboolean            pressed);
void till_receipt_popover_hide_soon (TillReceiptPopover *self);

G_END_DECLS
