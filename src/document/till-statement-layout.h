/* till-statement-layout.h: where everything on a statement stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-qr.h"
#include "model/till-statement.h"

G_BEGIN_DECLS

/* What all statements of one file have in common. All borrowed. */
typedef struct
{
  const char *practice; /* its name */
  char      **lines;    /* its address, and the phone last */
  const char *phone;    /* or NULL */
  const char *message;  /* on each of them; or NULL */
  gboolean    is_tagged;
} TillStatementPaper;

/* As many pages as it takes, each ended. @qr: (nullable): of the statement’s link. */
void till_statement_lay_out (TillSheet                *sheet,
                             const TillStatementPaper *paper,
                             const TillStatement      *statement,
                             TillQr                   *qr);

G_END_DECLS
