/* bench-receipts.c: receipts to PDF, against a bare Cairo and Pango loop that draws the same text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bare loop makes a layout for each text in the same family, sizes and weights, and shows it:
 * no wrapping, no panel, no tags, no metadata.
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "bench.h"
#include "core/till-text.h"
#include "document/till-receipt.h"

#define N_MANY 1000
#define N_SINGLE 50

typedef struct
{
  const char *text;
  double      size;
  gboolean    bold;
  double      x;
  double      y;
} Line;

typedef struct
{
  TillPracticeFacts *practice;
  TillReceipt        receipts[N_MANY];
} Bench;

static TillTransaction *
new_payment (guint i)
{
  TillTransaction *payment = till_transaction_new ();

  payment->state = TILL_TRANSACTION_SETTLED;
  payment->method = TILL_METHOD_TERMINAL;
  payment->patient_name = g_strdup_printf ("Muñoz, Zoë %c", 'A' + (char) (i % 26));
  payment->amount = till_money (10000 + i);
  payment->happened_at = G_GINT64_CONSTANT (1795528800000) + i * TILL_MINUTE;
  payment->entered_at = payment->happened_at;
  payment->card.brand = g_strdup ("Visa");
  payment->card.last_four = g_strdup_printf ("%04u", i * 37 % 10000);
  payment->card.entry_mode = g_strdup ("chip");
  payment->card.aid = g_strdup ("A0000000031010");
  payment->card.application_label = g_strdup ("Visa Credit");
  payment->card.cvm = g_strdup ("PIN verified");
  payment->card.tvr = g_strdup ("0880008000");
  payment->card.iad = g_strdup ("06010A03A0A800");
  payment->authorization = g_strdup_printf ("TAS%03u", i);
  payment->processor_id = g_strdup_printf ("%u", 262246 + i);
  payment->terminal = g_strdup ("T1001");
  payment->receipt_number = g_strdup_printf ("2026-%06u", i + 1);

  return payment;
}

static void
bare_lines (cairo_t *cairo, const Line *lines, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      PangoLayout          *layout = pango_cairo_create_layout (cairo);
      PangoFontDescription *font = pango_font_description_from_string ("Noto Sans, Segoe UI, Sans");

      pango_font_description_set_absolute_size (font, lines[i].size * PANGO_SCALE);
      pango_font_description_set_weight (font,
                                         lines[i].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      pango_layout_set_font_description (layout, font);
      pango_layout_set_text (layout, lines[i].text, -1);
      cairo_move_to (cairo, lines[i].x, lines[i].y);
      pango_cairo_show_layout (cairo, layout);
      pango_font_description_free (font);
      g_object_unref (layout);
    }
}

static void
bare_page (cairo_t *cairo, const TillReceipt *receipt, GTimeZone *zone)
{
  const TillTransaction *transaction = receipt->transaction;
  g_autofree char       *number = g_strconcat ("Receipt ", transaction->receipt_number, NULL);
  g_autofree char       *amount = till_money_format (transaction->amount);
  g_autofree char *day = till_day_format (till_day_of_instant (transaction->happened_at, zone));
  g_autofree char *time = till_instant_format_time (transaction->happened_at, zone);
  g_autofree char *zoned = g_strconcat (time, " EST", NULL);
  g_autofree char *card = g_strconcat ("Visa •••• ", transaction->card.last_four, NULL);
  const Line       lines[] = {
          { receipt->practice->name, 18.0, TRUE, 56, 52 },
          { "1420 Lakeshore Avenue, Suite 300", 9.5, FALSE, 56, 75 },
          { "Portland, ME 04101", 9.5, FALSE, 56, 88 },
          { "(207) 555-0142", 9.5, FALSE, 56, 101 },
          { "Payment receipt", 15.0, TRUE, 430, 52 },
          { number, 10.5, FALSE, 430, 75 },
          { "Amount paid", 9.5, FALSE, 74, 160 },
          { amount, 32.0, TRUE, 74, 180 },
          { "USD", 13.0, FALSE, 200, 200 },
          { day, 10.5, TRUE, 460, 180 },
          { zoned, 10.5, FALSE, 460, 200 },
          { "Payment", 9.5, TRUE, 56, 250 },
          { "Patient", 9.5, FALSE, 56, 270 },
          { transaction->patient_name, 10.5, FALSE, 186, 270 },
          { "Method", 9.5, FALSE, 56, 290 },
          { "Card terminal, chip", 10.5, FALSE, 186, 290 },
          { "Card", 9.5, FALSE, 56, 310 },
          { card, 10.5, FALSE, 186, 310 },
          { "Card transaction", 9.5, TRUE, 56, 350 },
          { "Authorization", 9.0, FALSE, 56, 370 },
          { transaction->authorization, 9.0, FALSE, 140, 370 },
          { "Transaction ID", 9.0, FALSE, 56, 390 },
          { transaction->processor_id, 9.0, FALSE, 140, 390 },
          { "Merchant ID", 9.0, FALSE, 56, 410 },
          { receipt->practice->merchant_id, 9.0, FALSE, 140, 410 },
          { "Terminal ID", 9.0, FALSE, 56, 430 },
          { transaction->terminal, 9.0, FALSE, 140, 430 },
          { "Chip", 9.5, TRUE, 320, 350 },
          { "Application", 9.0, FALSE, 320, 370 },
          { transaction->card.application_label, 9.0, FALSE, 404, 370 },
          { "AID", 9.0, FALSE, 320, 390 },
          { transaction->card.aid, 9.0, FALSE, 404, 390 },
          { "Verification", 9.0, FALSE, 320, 410 },
          { transaction->card.cvm, 9.0, FALSE, 404, 410 },
          { "TVR", 9.0, FALSE, 320, 430 },
          { transaction->card.tvr, 9.0, FALSE, 404, 430 },
          { "IAD", 9.0, FALSE, 320, 450 },
          { transaction->card.iad, 9.0, FALSE, 404, 450 },
          { "Thank you", 10.5, TRUE, 280, 730 },
          { "Questions about this receipt? Call us: (207) 555-0142", 9.0, FALSE, 190, 745 },
  };

  bare_lines (cairo, lines, G_N_ELEMENTS (lines));
  cairo_show_page (cairo);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
bare_file (const TillReceipt *receipts, guint n)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GTimeZone)  zone = till_zone_open (BENCH_ZONE, NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, 612.0, 792.0);
  cairo_t         *cairo = cairo_create (surface);

  for (guint i = 0; i < n; i++)
    bare_page (cairo, &receipts[i], zone);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

static void
ours_file (const TillReceipt *receipts, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = till_receipts_to_pdf (receipts, n, TILL_PAPER_LETTER, &error);

  if (pdf == NULL)
    g_error ("%s", error->message);
}

static void
ours_singles (gpointer data)
{
  for (guint i = 0; i < N_SINGLE; i++)
    ours_file (&((Bench *) data)->receipts[i], 1);
}

static void
bare_singles (gpointer data)
{
  for (guint i = 0; i < N_SINGLE; i++)
    bare_file (&((Bench *) data)->receipts[i], 1);
}

static void
ours_many (gpointer data)
{
  ours_file (((Bench *) data)->receipts, N_MANY);
}

static void
bare_many (gpointer data)
{
  bare_file (((Bench *) data)->receipts, N_MANY);
}

void
bench_receipts (void)
{
  g_autofree Bench *bench = g_new0 (Bench, 1);
  double            ours;
  double            reference;

  bench->practice = till_practice_facts_new ();
  till_text_set (&bench->practice->name, "Harborview Family Dentistry");
  till_text_set (&bench->practice->address, "1420 Lakeshore Avenue, Suite 300\nPortland, ME 04101");
  till_text_set (&bench->practice->phone, "(207) 555-0142");
  till_text_set (&bench->practice->merchant_id, "8788290001");
  till_text_set (&bench->practice->zone, BENCH_ZONE);
  for (guint i = 0; i < N_MANY; i++)
    bench->receipts[i] = (TillReceipt){ bench->practice, new_payment (i), NULL, FALSE };

  bench_compare (ours_singles, bare_singles, bench, 9, &ours, &reference);
  bench_line ("receipt-one", "ms", ours * 1000.0 / N_SINGLE, reference * 1000.0 / N_SINGLE, 1.5);
  bench_compare (ours_many, bare_many, bench, 5, &ours, &reference);
  bench_line ("receipts-1000-in-one-file", "ms", ours * 1000.0, reference * 1000.0, 1.5);

  for (guint i = 0; i < N_MANY; i++)
    till_transaction_free ((TillTransaction *) bench->receipts[i].transaction);
  till_practice_facts_free (bench->practice);
}
