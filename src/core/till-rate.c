/* till-rate.c: a part of an amount, in hundredths of a percent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-rate.h"

#include <locale.h>

#define PER_WHOLE 10000
#define MINUS "\u2212"

gboolean
till_rate_of (TillMoney part, TillMoney whole, TillRate *rate)
{
  gint64 scaled;
  gint64 rest;

  g_return_val_if_fail (rate != NULL, FALSE);

  if (whole.cents <= 0 || __builtin_mul_overflow (part.cents, PER_WHOLE, &scaled))
    return FALSE;

  rate->hundredths = scaled / whole.cents;
  rest = ABS (scaled % whole.cents);
  /* Not rest * 2, which could be too large. */
  if (rest >= whole.cents - rest)
    rate->hundredths += scaled < 0 ? -1 : 1;

  return TRUE;
}

static void
append (TillRate rate, const char *minus, const char *point, GString *to)
{
  guint64 size = rate.hundredths < 0 ? -(guint64) rate.hundredths : (guint64) rate.hundredths;

  g_string_append_printf (to, "%s%" G_GUINT64_FORMAT "%s%02u", rate.hundredths < 0 ? minus : "",
                          size / 100, point, (guint) (size % 100));
}

char *
till_rate_format (TillRate rate)
{
  GString *words = g_string_new (NULL);

  append (rate, MINUS, localeconv ()->decimal_point, words);
  g_string_append (words, "\u00a0%");

  return g_string_free (words, FALSE);
}

void
till_rate_append_decimal (TillRate rate, GString *to)
{
  append (rate, "-", ".", to);
}
