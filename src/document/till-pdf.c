/* till-pdf.c: PDF pages read and drawn by poppler
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <poppler.h>

#include "core/till-error.h"
#include "document/till-receipt.h"

struct _TillPdf
{
  /* Owned */
  PopplerDocument *document;
};

TillPdf *
till_pdf_open (GBytes *pdf, GError **error)
{
  g_autoptr (GError) reason = NULL;
  PopplerDocument   *document;
  TillPdf           *self;

  g_return_val_if_fail (pdf != NULL, NULL);

  document = poppler_document_new_from_bytes (pdf, NULL, &reason);
  if (document == NULL)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("This PDF can’t be read: %s"),
                   reason->message);
      return NULL;
    }

  self = g_new0 (TillPdf, 1);
  self->document = document;

  return self;
}

void
till_pdf_free (TillPdf *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->document);
  g_free (self);
}

guint
till_pdf_get_n_pages (TillPdf *self)
{
  return (guint) poppler_document_get_n_pages (self->document);
}

void
till_pdf_get_size (TillPdf *self, guint page, double *width, double *height)
{
  PopplerPage *found = poppler_document_get_page (self->document, (int) page);

  g_return_if_fail (found != NULL);

  poppler_page_get_size (found, width, height);
  g_object_unref (found);
}

void
till_pdf_draw (TillPdf *self, guint page, gpointer cairo)
{
  PopplerPage *found = poppler_document_get_page (self->document, (int) page);

  g_return_if_fail (found != NULL);

  poppler_page_render_for_printing (found, cairo);
  g_object_unref (found);
}

char *
till_pdf_get_text (TillPdf *self, guint page)
{
  PopplerPage *found = poppler_document_get_page (self->document, (int) page);
  char        *text;

  g_return_val_if_fail (found != NULL, NULL);

  text = poppler_page_get_text (found);
  g_object_unref (found);

  return text;
}
