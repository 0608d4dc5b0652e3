/* till-scan-file.c: what a scanner wrote: which of the formats that are taken it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-scan-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

typedef struct
{
  TillDocumentFormat format;
  const char        *begin;
  gsize              n_begin;
  const char        *end; /* is somewhere in it; "": it isn't looked for */
  gsize              n_end;
} Signs;

/* poppler reads the whole of a PDF. */
static const Signs signs[] = {
  { TILL_FORMAT_PDF, "%PDF-", 5, "", 0 },
  { TILL_FORMAT_PNG, "\x89PNG\r\n\x1a\n", 8, "IEND\xae\x42\x60\x82", 8 },
  { TILL_FORMAT_JPEG, "\xff\xd8\xff", 3, "\xff\xd9", 2 },
};

/* From its end: that is where it is. */
static gboolean
holds (const char *bytes, gsize length, const Signs *sign)
{
  for (gsize at = length; at >= sign->n_end; at--)
    {
      if (memcmp (bytes + at - sign->n_end, sign->end, sign->n_end) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
till_scan_file_check_size (guint64 n_bytes, GError **error)
{
  if (n_bytes <= TILL_MOST_SCANNED)
    return TRUE;

  g_set_error (
    error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
    /* Translators: a number of megabytes */
    _ ("This file is too large: a scan has %d MB at most. Scan it in black and white, or "
       "at a lower resolution."),
    TILL_MOST_SCANNED / 1024 / 1024);

  return FALSE;
}

gboolean
till_scan_file_check (GBytes *bytes, TillDocumentFormat *format, GError **error)
{
  gsize       length;
  const char *at = g_bytes_get_data (bytes, &length);

  if (!till_scan_file_check_size (length, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (length < signs[i].n_begin || memcmp (at, signs[i].begin, signs[i].n_begin) != 0)
        continue;
      if (!holds (at, length, &signs[i]))
        {
          g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                               _ ("This image breaks off: a part of the file is missing. Scan the "
                                  "agreement again."));
          return FALSE;
        }
      *format = signs[i].format;
      return TRUE;
    }

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("This file is no scan: a PDF, a PNG or a JPEG is taken."));

  return FALSE;
}
