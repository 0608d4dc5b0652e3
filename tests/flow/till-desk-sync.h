/* till-desk-sync.h: a front desk beside which something is done in the processor's own portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-sync.h"
#include "till-desk.h"

G_BEGIN_DECLS

/* Reads the processor's list once. NULL: all went well. */
GError *desk_sync (Desk *self);
void    desk_sync_well (Desk *self);

/* How far a list has been read: TILL_CURSOR_…. */
TillInstant desk_get_cursor (Desk *self, const char *name);
void        desk_set_cursor (Desk *self, const char *name, TillInstant at);

/* The row of the processor's transaction. */
TillTransaction *desk_find (Desk *self, const char *processor_id);

/* Sales of $1, $2 … that the processor lists from now on, with the numbers from @first on. */
void desk_put_sales (Desk *self, guint first, guint n_sales, TillInstant from, TillInstant apart);

void desk_void_in_portal (Desk *self, const char *processor_id);
void desk_refund_in_portal (Desk *self, const char *processor_id, const char *amount);

G_END_DECLS
