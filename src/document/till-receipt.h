/* till-receipt.h: receipts for payments, refunds and voids, on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must be on it and what must not: domain.md 4.10. Pango draws the text, so that any script
 * prints; fonts are embedded, text can be selected, metadata is set. CREATE_DATE is the
 * transaction's entry, so the bytes are the same each time.
 */
#pragma once

#include <gio/gio.h>

#include "document/till-sheet.h"
#include "model/till-records.h"

G_BEGIN_DECLS

typedef struct
{
  const TillPracticeFacts *practice;
  const TillTransaction   *transaction;
  const TillTransaction   *related; /* what a refund or void takes back, or NULL */
  gboolean                 copy;    /* says so */
} TillReceipt;

/* TILL_ERROR_NOT_ALLOWED: there is none of @transaction. */
gboolean till_receipt_check (const TillTransaction *transaction, GError **error);

/* A one-page PDF. */
GBytes *till_receipt_to_pdf (const TillReceipt *receipt, TillPaper paper, GError **error);

/* Many in one file, a page each; much faster than one by one. @n receipts. */
GBytes *till_receipts_to_pdf (const TillReceipt *receipts,
                              gsize              n,
                              TillPaper          paper,
                              GError           **error);

/* "Payment receipt", "Refund receipt", "Void receipt". Static, translated. */
const char *till_receipt_title (const TillTransaction *transaction);

/* "receipt-2026-000123.pdf" */
char *till_receipt_file_name (const TillTransaction *transaction);

/* PDF pages drawn by poppler, for printing: n pages, and one onto a cairo context (in points). */
typedef struct _TillPdf TillPdf;
TillPdf                *till_pdf_open (GBytes *pdf, GError **error);
void                    till_pdf_free (TillPdf *self);
guint                   till_pdf_get_n_pages (TillPdf *self);
void                    till_pdf_get_size (TillPdf *self,
                                           guint    page,
                                           double  *width,
                                           double  *height); /* points; not money */
void                    till_pdf_draw (TillPdf *self, guint page, gpointer cairo);
char                   *till_pdf_get_text (TillPdf *self, guint page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillPdf, till_pdf_free)

G_END_DECLS
