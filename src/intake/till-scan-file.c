/* till-scan-file.c: what a scanner wrote: which of the formats that are taken it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-scan-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

/* Of a file that is whole, its end is here: an end before that is one of something in it. */
#define LAST_BYTES 1024

static gboolean
ends (const guint8 *bytes, gsize length, const char *sign, gsize n_sign)
{
  for (gsize n = n_sign; n <= MIN (length, LAST_BYTES); n++)
    {
      if (memcmp (bytes + length - n, sign, n_sign) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_whole_pdf (const guint8 *bytes, gsize length)
{
  return ends (bytes, length, "%%EOF", 5);
}

static gboolean
is_whole_png (const guint8 *bytes, gsize length)
{
  return ends (bytes, length, "IEND\xae\x42\x60\x82", 8);
}

#define JPEG_RESTART 0xd0 /* the first of eight: within the image */
#define JPEG_BEGIN 0xd8
#define JPEG_END 0xd9
#define JPEG_IMAGE 0xda

/* Segments, each with its size, and behind those of an image the image, where an FF is followed by
 * a 0. What stands in a segment is passed over: a small image in it has an end of its own. */
static gboolean
is_whole_jpeg (const guint8 *bytes, gsize length)
{
  gboolean has_image = FALSE;
  gsize    at = 2;

  while (at + 1 < length)
    {
      guint8 mark = bytes[at + 1];
      gsize  size;

      if (bytes[at] != 0xff || mark == 0xff)
        {
          at++;
          continue;
        }
      if (mark == JPEG_END)
        return has_image;
      if (mark <= 1 || (mark >= JPEG_RESTART && mark <= JPEG_BEGIN))
        {
          at += 2;
          continue;
        }

      size = at + 3 < length ? (gsize) bytes[at + 2] << 8 | bytes[at + 3] : 0;
      if (size < 2)
        return FALSE;
      has_image = has_image || mark == JPEG_IMAGE;
      at += 2 + size;
    }

  return FALSE;
}

typedef struct
{
  TillDocumentFormat format;
  const char        *begin;
  gsize              n_begin;
  gboolean (*is_whole) (const guint8 *bytes, gsize length);
} Kind;

static const Kind kinds[] = {
  { TILL_FORMAT_PDF, "%PDF-", 5, is_whole_pdf },
  { TILL_FORMAT_PNG, "\x89PNG\r\n\x1a\n", 8, is_whole_png },
  { TILL_FORMAT_JPEG, "\xff\xd8\xff", 3, is_whole_jpeg },
};

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
  gsize         length;
  const guint8 *at = g_bytes_get_data (bytes, &length);

  if (!till_scan_file_check_size (length, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (length < kinds[i].n_begin || memcmp (at, kinds[i].begin, kinds[i].n_begin) != 0)
        continue;
      if (!kinds[i].is_whole (at, length))
        {
          g_set_error_literal (
            error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
            _ ("This file breaks off: a part of it is missing. Scan the agreement "
               "again."));
          return FALSE;
        }
      *format = kinds[i].format;
      return TRUE;
    }

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("This file is no scan: a PDF, a PNG or a JPEG is taken."));

  return FALSE;
}
