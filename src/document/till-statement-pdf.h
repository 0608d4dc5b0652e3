/* till-statement-pdf.h: statements as one PDF, each on pages of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statements are handed in one after the other and drawn at once; only the PDF grows with them. The
 * paper is US Letter always: the window’s place depends on it.
 */
#pragma once

#include "document/till-sheet.h"
#include "model/till-statement.h"

G_BEGIN_DECLS

/* More nobody folds at once; the file has some forty megabytes then. */
#define TILL_STATEMENT_MOST 5000

/* Borrowed by till_statement_pdf_new() only. */
typedef struct
{
  const TillPracticeFacts *practice;
  const char              *message; /* on each of them; "" or NULL: none */
  TillInstant              at;      /* when it is made */
  guint                    n_most;  /* so many come, or less */
} TillStatementFacts;

typedef struct _TillStatementPdf TillStatementPdf;

TillStatementPdf *till_statement_pdf_new (const TillStatementFacts *facts);
void              till_statement_pdf_free (TillStatementPdf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillStatementPdf, till_statement_pdf_free)

/* FALSE: its link is no text for a code. */
gboolean till_statement_pdf_add (TillStatementPdf    *self,
                                 const TillStatement *statement,
                                 GError             **error);

/* The whole file, of one statement at least. Nothing may be added after it. */
GBytes *till_statement_pdf_finish (TillStatementPdf *self, GError **error);

G_END_DECLS
