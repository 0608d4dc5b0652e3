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

/* Not within a longer number, which is another one. */
static gboolean
is_whole (const char *text, const char *at, gsize length)
{
  return (at == text || !g_ascii_isdigit (at[-1])) && !g_ascii_isdigit (at[length]);
}

static char *
mask_number (const char *text, const char *number)
{
  g_autofree char *mask = till_bank_mask (number);
  gsize            length = strlen (number);
  GString         *masked = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      if (strncmp (at, number, length) == 0 && is_whole (text, at, length))
        {
          g_string_append (masked, mask);
          at += length;
        }
      else
        g_string_append_c (masked, *at++);
    }

  return g_string_free (masked, FALSE);
}

char *
till_bank_mask_numbers (const char *text, const char *const *numbers)
{
  char *masked = g_strdup (text);

  for (guint i = 0; numbers != NULL && numbers[i] != NULL; i++)
    {
      g_autofree char *before = masked;

      masked =
        strlen (numbers[i]) > DIGITS_LEFT ? mask_number (before, numbers[i]) : g_strdup (before);
    }

  return masked;
}

void
till_bank_refuse_card_number (guint line, GError **error)
{
  g_set_error (
    error, TILL_ERROR, TILL_ERROR_CARD_NUMBER,
    _ ("Line %u holds what looks like a card number. Card numbers never enter Till: take it out of "
       "the file, then import it again. If it is the number of your own bank account, call its "
       "column “Account” in the file’s first row. Nothing was taken in."),
    line);
}
