/* till-statement-window.h: the envelope’s window over a statement, and the address in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * US Letter, in points from the top left; none of it is money. till-statement-layout.c says which
 * envelope.
 */
#pragma once

#include "document/till-sheet.h"
#include "model/till-statement.h"

G_BEGIN_DECLS

#define TILL_INCH 72.0

/* From the envelope’s left and upper edge. */
#define TILL_ENVELOPE_WIDTH (9.5 * TILL_INCH)
#define TILL_ENVELOPE_HEIGHT (4.125 * TILL_INCH)
#define TILL_WINDOW_LEFT (0.875 * TILL_INCH)
#define TILL_WINDOW_RIGHT (TILL_WINDOW_LEFT + 4.5 * TILL_INCH)
#define TILL_WINDOW_BOTTOM (TILL_ENVELOPE_HEIGHT - 0.5 * TILL_INCH)
#define TILL_WINDOW_TOP (TILL_WINDOW_BOTTOM - 1.125 * TILL_INCH)

/* How far the folded sheet can lie from that corner. */
#define TILL_WINDOW_SLIDE_X (TILL_ENVELOPE_WIDTH - 8.5 * TILL_INCH)
#define TILL_WINDOW_SLIDE_Y (TILL_ENVELOPE_HEIGHT - 11.0 / 3.0 * TILL_INCH)

/* Of the sheet: seen however it lies. */
#define TILL_WINDOW_SURE_LEFT TILL_WINDOW_LEFT
#define TILL_WINDOW_SURE_RIGHT (TILL_WINDOW_RIGHT - TILL_WINDOW_SLIDE_X)
#define TILL_WINDOW_SURE_TOP TILL_WINDOW_TOP
#define TILL_WINDOW_SURE_BOTTOM (TILL_WINDOW_BOTTOM - TILL_WINDOW_SLIDE_Y)

/* Of the sheet: what may be seen at all begins at its left edge. */
#define TILL_WINDOW_FAR_RIGHT TILL_WINDOW_RIGHT
#define TILL_WINDOW_FAR_TOP (TILL_WINDOW_TOP - TILL_WINDOW_SLIDE_Y)
#define TILL_WINDOW_FAR_BOTTOM TILL_WINDOW_BOTTOM

/* Name and address, or the name alone. */
void till_statement_draw_address (TillSheet           *sheet,
                                  const TillStatement *statement,
                                  gboolean             is_tagged);

G_END_DECLS
