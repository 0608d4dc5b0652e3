/* till-receipt-layout.h: where everything on a receipt stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-receipt-texts.h"
#include "document/till-sheet.h"

G_BEGIN_DECLS

/* One page of @sheet. */
void till_receipt_lay_out (TillSheet              *sheet,
                           const TillReceiptTexts *texts,
                           TillTransactionKind     kind);

G_END_DECLS
