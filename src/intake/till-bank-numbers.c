/* till-bank-numbers.c: numbers in a bank's words that must not, and those that may, stay there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-bank-numbers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

#define DIGITS_LEFT 4

char *
till_bank_mask (const char *number)
{
  gsize length = strlen (number);

  return g_strconcat ("••", number + (length > DIGITS_LEFT ? length - DIGITS_LEFT : 0), NULL);
}

char *
till_bank_mask_numbers (const char *text, const char *const *numbers)
{
  GString *masked = g_string_new (text);

  for (guint i = 0; numbers != NULL && numbers[i] != NULL; i++)
    {
      g_autofree char *mask = till_bank_mask (numbers[i]);

      if (strlen (numbers[i]) > DIGITS_LEFT)
        g_string_replace (masked, numbers[i], mask, 0);
    }

  return g_string_free (masked, FALSE);
}

void
till_bank_refuse_card_number (guint line, GError **error)
{
  g_set_error (
    error, TILL_ERROR, TILL_ERROR_CARD_NUMBER,
    _ ("Line %u holds what looks like a card number. Card numbers never enter Till: take "
       "it out of the file, then import it again. Nothing was taken in."),
    line);
}
