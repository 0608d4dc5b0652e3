/* till-qr.h: a text as a code that phones read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-sheet.h"

G_BEGIN_DECLS

typedef struct _TillQr TillQr;

/* TILL_ERROR_BAD_INPUT for more text than one code holds. */
TillQr *till_qr_new (const char *text, GError **error);
void    till_qr_free (TillQr *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillQr, till_qr_free)

/* For a screen: modules a side, the quiet zone included; and whether that one is dark. */
guint    till_qr_get_n (const TillQr *self);
gboolean till_qr_is_dark (const TillQr *self, guint x, guint y);

/* In a square with that side, the quiet zone that readers need included. */
void till_qr_draw (TillQr *self, TillSheet *sheet, double x, double y, double side);

G_END_DECLS
