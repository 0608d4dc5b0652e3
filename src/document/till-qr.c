/* till-qr.c: a text as a code that phones read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-qr.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <qrencode.h>
#include <string.h>

#include "core/till-error.h"

/* Modules that stay white on each side: ISO/IEC 18004. */
#define QUIET 4

struct _TillQr
{
  guint   n; /* modules a side, the quiet zone not among them */
  guint8 *dark;
};

TillQr *
till_qr_new (const char *text, GError **error)
{
  /* Of the code 15 % may be lost to a fold or a stain. */
  QRcode *code =
    QRcode_encodeData ((int) strlen (text), (const unsigned char *) text, 0, QR_ECLEVEL_M);
  TillQr *self;

  if (code == NULL)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("The code can’t be made: %s"),
                   errno == ERANGE ? _ ("the text is too long") : g_strerror (errno));
      return NULL;
    }

  self = g_new0 (TillQr, 1);
  self->n = (guint) code->width;
  self->dark = g_new (guint8, (gsize) self->n * self->n);
  /* The lowest bit is the colour, the others say what a module is for. */
  for (guint i = 0; i < self->n * self->n; i++)
    self->dark[i] = code->data[i] & 1;
  QRcode_free (code);

  return self;
}

void
till_qr_free (TillQr *self)
{
  if (self == NULL)
    return;

  g_free (self->dark);
  g_free (self);
}

guint
till_qr_get_n (const TillQr *self)
{
  return self->n + 2 * QUIET;
}

gboolean
till_qr_is_dark (const TillQr *self, guint x, guint y)
{
  if (x < QUIET || y < QUIET || x >= self->n + QUIET || y >= self->n + QUIET)
    return FALSE;

  return self->dark[(y - QUIET) * self->n + x - QUIET] != 0;
}

void
till_qr_draw (TillQr *self, TillSheet *sheet, double x, double y, double side)
{
  double module = side / (self->n + 2.0 * QUIET);

  till_sheet_squares (sheet, TILL_INK_BLACK, self->dark, self->n, x + QUIET * module,
                      y + QUIET * module, self->n * module);
}
