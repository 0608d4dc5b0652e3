/* till-statement-drawing.h: a statement being drawn: what the files of its layout share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-paper-frame.h"
#include "document/till-statement-layout.h"

G_BEGIN_DECLS

/* Points; none of it is money. */
#define TILL_STATEMENT_ROW 15.0
#define TILL_STATEMENT_GAP 8.0

typedef struct
{
  TillSheet                *sheet;
  const TillStatementPaper *paper;
  const TillStatement      *statement;
  TillQr                   *qr; /* or NULL */
  guint                     page;
  guint                     n_pages; /* 0: they are being counted */
  double                    y;       /* the next base line */
} TillStatementDrawing;

/* Like till_sheet_text(), with tags where the paper has them. */
double till_statement_text (TillStatementDrawing *self,
                            const TillTextStyle  *style,
                            const char           *words,
                            double                x,
                            double                base_line,
                            double                width);
void   till_statement_begin (TillStatementDrawing *self, const char *tag);
void   till_statement_end (TillStatementDrawing *self, const char *tag);

/* Of what is between the margins. */
double till_statement_right (TillStatementDrawing *self);

/* The ages, what is due, and the words below it. */
void till_statement_draw_closing (TillStatementDrawing *self);

G_END_DECLS
