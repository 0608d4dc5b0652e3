/* till-request-sheet.h: a request for money on one sheet, with a code that the patient's phone
 * reads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To be handed over at the desk. Nothing on it says what was done for whom.
 */
#pragma once

#include "document/till-sheet.h"
#include "model/till-request.h"

G_BEGIN_DECLS

typedef struct
{
  const TillPracticeFacts *practice;
  const TillRequest       *request; /* what is left of it is asked for */
  TillInstant              at;      /* when it is printed */
} TillRequestSheet;

/* A one-page PDF. TILL_ERROR_BAD_INPUT for a link that is too long for a code. */
GBytes *till_request_sheet_to_pdf (const TillRequestSheet *sheet, TillPaper paper, GError **error);

/* "payment-request.pdf", static */
const char *till_request_sheet_file_name (void);

G_END_DECLS
