/* test-receipt.c: what stands on a receipt, read back by poppler
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole text of each sample is in tests/data/receipts/NAME.txt. TILL_WRITE_GOLDEN=1 writes them
 * anew; then read what has changed.
 */
#include <gio/gio.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "document/till-receipt.h"
#include "receipt-samples.h"

static GBytes *
draw (const TillReceipt *receipt, TillPaper paper)
{
  g_autoptr (GError) error = NULL;
  GBytes            *pdf = till_receipt_to_pdf (receipt, paper, &error);

  g_assert_no_error (error);
  g_assert_nonnull (pdf);

  return pdf;
}

/* What a program of poppler's says about @pdf. */
static char *
ask (GBytes *pdf, const char *const *command)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes)      answer = NULL;

  process = g_subprocess_newv (
    command, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (process, pdf, NULL, &answer, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static char *
read_layout (GBytes *pdf)
{
  const char *const command[] = { "pdftotext", "-layout", "-", "-", NULL };
  g_autofree char  *text = ask (pdf, command);
  g_auto (GStrv)    lines = g_strsplit (g_strdelimit (text, "\f", '\n'), "\n", -1);
  g_autofree char  *joined = NULL;

  for (char **line = lines; *line != NULL; line++)
    g_strchomp (*line);
  joined = g_strjoinv ("\n", lines);

  return g_strconcat (g_strchomp (joined), "\n", NULL);
}

static void
test_golden (gconstpointer data)
{
  const char               *name = data;
  g_autoptr (ReceiptHolder) sample = receipt_sample_open (name);
  g_autoptr (GBytes)        pdf = draw (&sample->receipt, TILL_PAPER_LETTER);
  g_autofree char          *text = read_layout (pdf);
  g_autofree char          *file = g_strconcat (name, ".txt", NULL);
  g_autofree char          *path = NULL;
  g_autofree char          *golden = NULL;
  g_autoptr (GError)        error = NULL;

  path = g_build_filename (g_getenv ("TILL_SOURCE_DIR"), "tests", "data", "receipts", file, NULL);
  if (g_getenv ("TILL_WRITE_GOLDEN") != NULL)
    g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  g_file_get_contents (path, &golden, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, golden);
}

/* 15 U.S.C. 1681c(g): no expiry, no more than the last five digits; we print four. */
static void
test_no_card_data (void)
{
  for (const ReceiptSample *at = receipt_samples; at->name != NULL; at++)
    {
      g_autoptr (ReceiptHolder) sample = receipt_sample_open (at->name);
      g_autoptr (GBytes)        pdf = NULL;
      g_autoptr (TillPdf)       read = NULL;
      g_autofree char          *text = NULL;

      /* Even when a record holds more than it should. */
      if (sample->transaction->card.last_four != NULL)
        till_text_set (&sample->transaction->card.last_four, "541333004242");

      pdf = draw (&sample->receipt, TILL_PAPER_LETTER);
      read = till_pdf_open (pdf, NULL);
      text = till_pdf_get_text (read, 0);
      g_assert_null (strstr (text, "0931"));
      g_assert_null (strstr (text, "09/31"));
      g_assert_null (strstr (text, "09 / 31"));
      g_assert_null (strstr (text, "04242"));
      if (sample->transaction->card.last_four != NULL)
        g_assert_nonnull (strstr (text, "•••• 4242"));
      else
        g_assert_null (strstr (text, "••••"));
    }
}

/* What the practice writes for itself may name the treatment: domain.md 4.10. */
static void
test_no_note (void)
{
  for (const ReceiptSample *at = receipt_samples; at->name != NULL; at++)
    {
      g_autoptr (ReceiptHolder) sample = receipt_sample_open (at->name);
      g_autoptr (GBytes)        pdf = NULL;
      g_autoptr (TillPdf)       read = NULL;
      g_autofree char          *text = NULL;

      till_text_set (&sample->transaction->note, "Deposit for the crown");
      pdf = draw (&sample->receipt, TILL_PAPER_LETTER);
      read = till_pdf_open (pdf, NULL);
      text = till_pdf_get_text (read, 0);
      g_assert_nonnull (strstr (text, "Thank you"));
      g_assert_null (strstr (text, "crown"));
      g_assert_null (strstr (text, "Note"));
    }
}

static void
test_none_when_no_money_moved (void)
{
  const TillTransactionState states[] = { TILL_TRANSACTION_PENDING, TILL_TRANSACTION_AUTHORIZED,
                                          TILL_TRANSACTION_DECLINED, TILL_TRANSACTION_FAILED };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (ReceiptHolder) sample = receipt_sample_open ("payment-chip");
      g_autoptr (GError)        error = NULL;

      sample->transaction->state = states[i];
      g_assert_null (till_receipt_to_pdf (&sample->receipt, TILL_PAPER_LETTER, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
    }
}

static void
test_bad_zone (void)
{
  g_autoptr (ReceiptHolder) sample = receipt_sample_open ("payment-chip");
  g_autoptr (GError)        error = NULL;

  till_text_set (&sample->practice->zone, "America/Atlantis");
  g_assert_null (till_receipt_to_pdf (&sample->receipt, TILL_PAPER_LETTER, &error));
  g_assert_nonnull (error);
}

/* One hour apart, on both sides of the end of summer time: the same time on the clock. */
static void
test_zone (void)
{
  const struct
  {
    const char *at;
    const char *words;
  } cases[] = {
    { "2026-11-01T05:30:00.000Z", "1:30 AM EDT" },
    { "2026-11-01T06:30:00.000Z", "1:30 AM EST" },
    { "2026-07-04T16:00:00.000Z", "12:00 PM EDT" },
    { "2026-11-04T04:59:00.000Z", "11:59 PM EST" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ReceiptHolder) sample = receipt_sample_open ("payment-chip");
      g_autoptr (GBytes)        pdf = NULL;
      g_autofree char          *text = NULL;

      g_assert_true (till_instant_from_iso (cases[i].at, &sample->transaction->happened_at));
      pdf = draw (&sample->receipt, TILL_PAPER_LETTER);
      text = read_layout (pdf);
      g_assert_nonnull (strstr (text, cases[i].words));
    }
}

static void
test_fonts_embedded (void)
{
  const char *const         command[] = { "pdffonts", "-", NULL };
  g_autoptr (ReceiptHolder) sample = receipt_sample_open ("other-scripts");
  g_autoptr (GBytes)        pdf = draw (&sample->receipt, TILL_PAPER_LETTER);
  g_autofree char          *fonts = ask (pdf, command);
  g_auto (GStrv)            lines = g_strsplit (g_strchomp (fonts), "\n", -1);

  /* Two lines of heading, then at least a regular and a bold font; "emb sub uni" are all yes. */
  g_assert_cmpuint (g_strv_length (lines), >=, 4);
  for (char **line = lines + 2; *line != NULL; line++)
    g_assert_nonnull (strstr (*line, " yes yes yes "));
}

static void
assert_letters (PangoLayout *layout, const char *read, const char *written)
{
  g_assert_nonnull (strstr (read, written));
  pango_layout_set_text (layout, written, -1);
  g_assert_cmpint (pango_layout_get_unknown_glyphs_count (layout), ==, 0);
}

/* Where a letter is missing, a box is drawn. */
static void
test_letters_are_there (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout  *layout = pango_layout_new (context);
  g_autoptr (ReceiptHolder) sample = receipt_sample_open ("east-asian");
  g_autoptr (GBytes)        pdf = draw (&sample->receipt, TILL_PAPER_A4);
  g_autoptr (TillPdf)       read = till_pdf_open (pdf, NULL);
  g_autofree char          *text = till_pdf_get_text (read, 0);

  assert_letters (layout, text, sample->practice->name);
  assert_letters (layout, text, sample->transaction->patient_name);
  assert_letters (layout, text, sample->practice->address);
  g_object_unref (layout);
  g_object_unref (context);
}

static void
test_papers (void)
{
  const struct
  {
    TillPaper paper;
    int       width;
    int       height;
  } papers[] = { { TILL_PAPER_LETTER, 612, 792 }, { TILL_PAPER_A4, 595, 841 } };

  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (ReceiptHolder) sample = receipt_sample_open ("refund");
      g_autoptr (GBytes)        pdf = draw (&sample->receipt, papers[i].paper);
      g_autoptr (TillPdf)       read = till_pdf_open (pdf, NULL);
      g_autofree char          *text = till_pdf_get_text (read, 0);
      double                    width = 0.0;
      double                    height = 0.0;

      till_pdf_get_size (read, 0, &width, &height);
      g_assert_cmpint ((int) width, ==, papers[i].width);
      g_assert_cmpint ((int) height, ==, papers[i].height);
      g_assert_cmpuint (till_pdf_get_n_pages (read), ==, 1);
      g_assert_nonnull (strstr (text, "Refund of receipt 2026-000123 of Nov 3, 2026, $125.00"));
    }
}

static void
test_same_bytes (void)
{
  for (const ReceiptSample *at = receipt_samples; at->name != NULL; at++)
    {
      g_autoptr (ReceiptHolder) sample = receipt_sample_open (at->name);
      g_autoptr (GBytes)        one = draw (&sample->receipt, TILL_PAPER_LETTER);
      g_autoptr (GBytes)        two = draw (&sample->receipt, TILL_PAPER_LETTER);

      g_assert_true (g_bytes_equal (one, two));
    }
}

static void
test_about (void)
{
  const char *const         command[] = { "pdfinfo", "-", NULL };
  g_autoptr (ReceiptHolder) sample = receipt_sample_open ("refund-partial");
  g_autoptr (GBytes)        pdf = draw (&sample->receipt, TILL_PAPER_LETTER);
  g_autofree char          *about = ask (pdf, command);

  g_assert_true (
    g_regex_match_simple ("^Title: +Refund receipt 2026-000188$", about, G_REGEX_MULTILINE, 0));
  g_assert_true (
    g_regex_match_simple ("^Author: +Harborview Family Dentistry$", about, G_REGEX_MULTILINE, 0));
  g_assert_true (g_regex_match_simple ("^Subject: +Refund receipt, \\$50\\.50, Nov 24, 2026$",
                                       about, G_REGEX_MULTILINE, 0));
  g_assert_true (g_regex_match_simple ("^CreationDate: +Tue Nov 24 22:30:00 2026 UTC$", about,
                                       G_REGEX_MULTILINE, 0));
  g_assert_true (
    g_regex_match_simple ("^ModDate: +Tue Nov 24 22:30:00 2026 UTC$", about, G_REGEX_MULTILINE, 0));
  g_assert_true (g_regex_match_simple ("^Tagged: +yes$", about, G_REGEX_MULTILINE, 0));
}

static void
test_many (void)
{
  const guint           n = 40;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) samples =
    g_ptr_array_new_with_free_func ((GDestroyNotify) receipt_holder_free);
  g_autofree TillReceipt *receipts = g_new0 (TillReceipt, n);
  g_autoptr (GBytes)      pdf = NULL;
  g_autoptr (GBytes)      single = NULL;
  g_autoptr (TillPdf)     read = NULL;

  for (guint i = 0; i < n; i++)
    {
      ReceiptHolder   *sample = receipt_sample_open (i % 2 == 0 ? "payment-chip" : "void");
      g_autofree char *number = g_strdup_printf ("2026-%06u", 500 + i);

      till_text_set (&sample->transaction->receipt_number, number);
      receipts[i] = sample->receipt;
      g_ptr_array_add (samples, sample);
    }

  pdf = till_receipts_to_pdf (receipts, n, TILL_PAPER_LETTER, &error);
  g_assert_no_error (error);
  single = draw (&receipts[0], TILL_PAPER_LETTER);
  g_assert_cmpuint (g_bytes_get_size (pdf), <, n * g_bytes_get_size (single) / 3);

  read = till_pdf_open (pdf, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (till_pdf_get_n_pages (read), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = till_pdf_get_text (read, i);

      g_assert_nonnull (strstr (text, receipts[i].transaction->receipt_number));
      g_assert_nonnull (strstr (text, till_receipt_title (receipts[i].transaction)));
    }
}

/* One that has no receipt among many: none is made, rather than one too few. */
static void
test_many_with_a_declined (void)
{
  g_autoptr (ReceiptHolder) good = receipt_sample_open ("payment-chip");
  g_autoptr (ReceiptHolder) bad = receipt_sample_open ("payment-chip");
  g_autoptr (GError)        error = NULL;
  const TillReceipt         receipts[] = { good->receipt, bad->receipt };

  bad->transaction->state = TILL_TRANSACTION_DECLINED;
  g_assert_null (till_receipts_to_pdf (receipts, 2, TILL_PAPER_LETTER, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

/* Fields filled to the brim: all of it above the foot, and nothing lost of what must be there. */
static void
test_fits (void)
{
  const char *const         command[] = { "pdftotext", "-bbox", "-", "-", NULL };
  g_autoptr (ReceiptHolder) sample = receipt_sample_open ("refund");
  g_autofree char          *words = g_strnfill (100, 'x');
  g_autofree char          *long_text = NULL;
  g_autofree char          *boxes = NULL;
  g_autoptr (GRegex)        regex = g_regex_new ("yMax=\"([0-9.]+)\">([^<]*)<", 0, 0, NULL);
  g_autoptr (GMatchInfo)    match = NULL;
  g_autoptr (GBytes)        pdf = NULL;
  gboolean                  at_foot = FALSE;

  for (int i = 0; i < 100; i += 7)
    words[i] = ' ';
  long_text = g_strjoin (" ", words, words, words, words, words, words, words, words, NULL);
  till_text_set (&sample->practice->name, long_text);
  till_text_set (&sample->practice->address,
                 "One\nTwo\nThree\nFour\nFive\nSix\nSeven\nEight\nNine");
  till_text_set (&sample->transaction->patient_name, long_text);
  till_text_set (&sample->transaction->reason, long_text);
  till_text_set (&sample->transaction->authorization, words);
  till_text_set (&sample->transaction->terminal, words);
  till_text_set (&sample->transaction->card.aid, words);
  till_text_set (&sample->transaction->card.cvm, words);
  till_text_set (&sample->transaction->card.tvr, words);
  till_text_set (&sample->transaction->card.iad, words);

  pdf = draw (&sample->receipt, TILL_PAPER_LETTER);
  boxes = ask (pdf, command);
  for (g_regex_match (regex, boxes, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *lower_end = g_match_info_fetch (match, 1);
      g_autofree char *word = g_match_info_fetch (match, 2);

      at_foot = at_foot || strcmp (word, "Thank") == 0;
      if (!at_foot)
        g_assert_cmpfloat (g_ascii_strtod (lower_end, NULL), <, 792.0 - 74.0);
    }
  g_assert_true (at_foot);
}

static void
test_names (void)
{
  g_autoptr (ReceiptHolder) sample = receipt_sample_open ("void");
  g_autofree char          *name = till_receipt_file_name (sample->transaction);
  g_autofree char          *unnumbered = NULL;

  g_assert_cmpstr (name, ==, "receipt-2026-000188.pdf");
  g_assert_cmpstr (till_receipt_title (sample->transaction), ==, "Void receipt");
  till_text_set (&sample->transaction->receipt_number, NULL);
  unnumbered = till_receipt_file_name (sample->transaction);
  g_assert_cmpstr (unnumbered, ==, "receipt.pdf");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (const ReceiptSample *sample = receipt_samples; sample->name != NULL; sample++)
    {
      g_autofree char *path = g_strconcat ("/document/receipt/golden/", sample->name, NULL);

      g_test_add_data_func (path, sample->name, test_golden);
    }
  g_test_add_func ("/document/receipt/no-card-data", test_no_card_data);
  g_test_add_func ("/document/receipt/no-note", test_no_note);
  g_test_add_func ("/document/receipt/none-when-no-money-moved", test_none_when_no_money_moved);
  g_test_add_func ("/document/receipt/bad-zone", test_bad_zone);
  g_test_add_func ("/document/receipt/zone", test_zone);
  g_test_add_func ("/document/receipt/fonts-embedded", test_fonts_embedded);
  g_test_add_func ("/document/receipt/letters-are-there", test_letters_are_there);
  g_test_add_func ("/document/receipt/papers", test_papers);
  g_test_add_func ("/document/receipt/same-bytes", test_same_bytes);
  g_test_add_func ("/document/receipt/about", test_about);
  g_test_add_func ("/document/receipt/many", test_many);
  g_test_add_func ("/document/receipt/many-with-a-declined", test_many_with_a_declined);
  g_test_add_func ("/document/receipt/fits", test_fits);
  g_test_add_func ("/document/receipt/names", test_names);

  return g_test_run ();
}
