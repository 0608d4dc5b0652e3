/* till-receipt.c: receipts for payments, refunds and voids, on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said is in till-receipt-texts.c, where it stands in till-receipt-layout.c.
 */
#include "document/till-receipt.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "document/till-receipt-layout.h"

/* The latest entry among them: what the file's dates say, so that the same receipts give the same
 * bytes. */
static TillInstant
latest_entry (const TillReceipt *receipts, gsize n)
{
  TillInstant latest = receipts[0].transaction->entered_at;

  for (gsize i = 1; i < n; i++)
    latest = MAX (latest, receipts[i].transaction->entered_at);

  return latest;
}

static void
set_about (TillSheet *sheet, const TillReceipt *receipts, gsize n, const char *subject)
{
  const TillTransaction *first = receipts[0].transaction;
  const char            *number = first->receipt_number;
  g_autofree char       *title = NULL;

  if (n > 1)
    title = g_strdup_printf (_ ("Receipts (%" G_GSIZE_FORMAT ")"), n);
  else
    title = g_strdup_printf ("%s%s%s", till_receipt_title (first), number != NULL ? " " : "",
                             number != NULL ? number : "");

  till_sheet_set_about (sheet, title, receipts[0].practice->name, n > 1 ? NULL : subject,
                        latest_entry (receipts, n));
}

/* Opening a zone reads a file: once for all receipts of a practice. */
static gboolean
keep_zone (GTimeZone **zone, const char *name, GError **error)
{
  if (*zone != NULL && g_strcmp0 (g_time_zone_get_identifier (*zone), name) == 0)
    return TRUE;

  g_clear_pointer (zone, g_time_zone_unref);
  *zone = till_zone_open (name, error);

  return *zone != NULL;
}

GBytes *
till_receipts_to_pdf (const TillReceipt *receipts, gsize n, TillPaper paper, GError **error)
{
  g_autoptr (TillSheet) sheet = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  g_return_val_if_fail (receipts != NULL && n > 0, NULL);

  sheet = till_sheet_new_for_paper (paper, FALSE);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (TillReceiptTexts) texts = NULL;

      if (keep_zone (&zone, receipts[i].practice->zone, error))
        texts = till_receipt_texts_new (&receipts[i], zone, error);
      if (texts == NULL)
        return NULL;

      if (i == 0)
        set_about (sheet, receipts, n, texts->subject);
      till_receipt_lay_out (sheet, texts, receipts[i].transaction->kind);
      till_sheet_end_page (sheet);
    }

  return till_sheet_finish (sheet, error);
}

GBytes *
till_receipt_to_pdf (const TillReceipt *receipt, TillPaper paper, GError **error)
{
  return till_receipts_to_pdf (receipt, 1, paper, error);
}

const char *
till_receipt_title (const TillTransaction *transaction)
{
  switch (transaction->kind)
    {
    case TILL_KIND_PAYMENT:
      return _ ("Payment receipt");
    case TILL_KIND_REFUND:
      return _ ("Refund receipt");
    case TILL_KIND_VOID:
      return _ ("Void receipt");
    default:
      g_return_val_if_reached ("");
    }
}

char *
till_receipt_file_name (const TillTransaction *transaction)
{
  if (transaction->receipt_number == NULL)
    return g_strdup ("receipt.pdf");

  return g_strdup_printf ("receipt-%s.pdf", transaction->receipt_number);
}
