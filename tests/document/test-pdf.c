/* test-pdf.c: PDF files opened, measured and drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <cairo.h>
#include <string.h>

#include "core/till-error.h"
#include "document/till-receipt.h"
#include "receipt-samples.h"

static void
test_refuses_what_is_none (void)
{
  const char *const texts[] = { "", "%PDF-1.5\n", "<html></html>" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (till_pdf_open (bytes, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
}

/* Cut off anywhere, it is refused or read: never a crash. */
static void
test_cut (void)
{
  g_autoptr (ReceiptHolder) sample = receipt_sample_open ("payment-cash");
  g_autoptr (GBytes)        pdf = till_receipt_to_pdf (&sample->receipt, TILL_PAPER_LETTER, NULL);
  gsize                     size = g_bytes_get_size (pdf);

  for (gsize i = 1; i < 8; i++)
    {
      g_autoptr (GBytes)  cut = g_bytes_new_from_bytes (pdf, 0, size * i / 8);
      g_autoptr (TillPdf) read = till_pdf_open (cut, NULL);

      if (read != NULL)
        g_assert_cmpuint (till_pdf_get_n_pages (read), <=, 1);
    }
}

static void
test_draw (void)
{
  g_autoptr (ReceiptHolder) sample = receipt_sample_open ("payment-chip");
  g_autoptr (GBytes)        pdf = till_receipt_to_pdf (&sample->receipt, TILL_PAPER_LETTER, NULL);
  g_autoptr (TillPdf)       read = till_pdf_open (pdf, NULL);
  cairo_surface_t          *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 612, 792);
  cairo_t                  *cairo = cairo_create (surface);
  const guchar             *row;
  guint                     n_inked = 0;

  till_pdf_draw (read, 0, cairo);
  cairo_surface_flush (surface);

  /* The rule below the head, from margin to margin. */
  for (int y = 0; y < 792; y++)
    {
      guint n_here = 0;

      row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);
      for (int x = 0; x < 612; x++)
        n_here += row[x] > 128;
      n_inked = MAX (n_inked, n_here);
    }
  g_assert_cmpuint (n_inked, >=, 490);
  g_assert_cmpuint (n_inked, <, 612);

  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/pdf/refuses-what-is-none", test_refuses_what_is_none);
  g_test_add_func ("/document/pdf/cut", test_cut);
  g_test_add_func ("/document/pdf/draw", test_draw);

  return g_test_run ();
}
