/* till-text.c: text as it is compared and found, and no card number in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

char *
till_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *bare = NULL;
  GString         *folded = g_string_new (NULL);
  gboolean         blank = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  /* Apart first, so that the accents stand alone and can be left out; then without case. */
  valid = g_utf8_make_valid (text, -1);
  apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  bare = g_utf8_casefold (apart, -1);

  for (const char *at = bare; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_ismark (c))
        continue;
      if (g_unichar_isspace (c))
        {
          blank = folded->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (folded, ' ');
      blank = FALSE;
      g_string_append_unichar (folded, c);
    }

  return g_string_free (folded, FALSE);
}

char *
till_text_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (g_ascii_isdigit (*at))
        g_string_append_c (digits, *at);
    }

  return g_string_free (digits, FALSE);
}

gboolean
till_text_set (char **place, const char *value)
{
  char *copy;

  if (g_strcmp0 (*place, value) == 0)
    return FALSE;

  copy = g_strdup (value);
  g_free (*place);
  *place = copy;

  return TRUE;
}

static gboolean
passes_luhn (const char *digits, gsize length)
{
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (digits[length - 1 - i] - '0');

      if (i % 2 == 1)
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }

  return sum % 10 == 0;
}

/* The schemes' published ranges of the first six digits, and the lengths they give out. */
static const struct
{
  guint first;
  guint last;
  guint shortest;
  guint longest;
} schemes[] = {
  { 400000, 499999, 13, 13 }, /* Visa */
  { 400000, 499999, 16, 16 }, { 400000, 499999, 19, 19 },
  { 510000, 559999, 16, 16 },                             /* Mastercard */
  { 222100, 272099, 16, 16 }, { 340000, 349999, 15, 15 }, /* American Express */
  { 370000, 379999, 15, 15 }, { 601100, 601199, 16, 19 }, /* Discover */
  { 622126, 622925, 16, 19 }, { 644000, 659999, 16, 19 },
  { 300000, 305999, 14, 19 }, /* Diners Club */
  { 309500, 309599, 14, 19 }, { 360000, 369999, 14, 19 },
  { 380000, 399999, 14, 19 }, { 352800, 358999, 16, 19 }, /* JCB */
  { 620000, 629999, 16, 19 },                             /* UnionPay */
  { 500000, 509999, 13, 19 },                             /* Maestro */
  { 560000, 589999, 13, 19 }, { 639000, 639099, 13, 19 },
  { 670000, 679999, 13, 19 },
};

static gboolean
has_scheme (const char *digits, gsize length)
{
  guint head = 0;

  for (guint i = 0; i < 6; i++)
    head = head * 10 + (guint) (digits[i] - '0');

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      if (head >= schemes[i].first && head <= schemes[i].last && length >= schemes[i].shortest &&
          length <= schemes[i].longest)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_card_number (const char *digits, gsize length)
{
  return length >= 13 && length <= 19 && has_scheme (digits, length) &&
         passes_luhn (digits, length);
}

/* Groups of digits parted by single blanks or dashes: a card number is some groups in a row, so
 * that "6 4111 1111 1111 1111" is found too, while one unbroken longer run of digits is none.
 */
static gboolean
groups_hold_card (const GString *digits, const GArray *starts)
{
  for (guint from = 0; from < starts->len; from++)
    {
      for (guint to = from + 1; to <= starts->len; to++)
        {
          gsize first = g_array_index (starts, gsize, from);
          gsize end = to < starts->len ? g_array_index (starts, gsize, to) : digits->len;

          if (end - first > 19)
            break;
          if (is_card_number (digits->str + first, end - first))
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212;
}

gboolean
till_text_has_card_number (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GArray)  starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree char    *valid = NULL;
  guint               n_separators = 1;

  if (text == NULL || strlen (text) < 13)
    return FALSE;
  valid = g_utf8_make_valid (text, -1);

  for (const char *at = valid;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isdigit (c))
        {
          gsize start = digits->len;

          if (n_separators > 0)
            g_array_append_val (starts, start);
          n_separators = 0;
          g_string_append_c (digits, (char) ('0' + g_unichar_digit_value (c)));
          continue;
        }
      if (c != 0 && is_separator (c) && n_separators == 0)
        {
          n_separators = 1;
          continue;
        }
      if (groups_hold_card (digits, starts))
        return TRUE;
      if (c == 0)
        return FALSE;
      g_string_truncate (digits, 0);
      g_array_set_size (starts, 0);
      n_separators = 1;
    }
}

gboolean
till_text_refuse_card_number (const char *text, const char *field, GError **error)
{
  if (!till_text_has_card_number (text))
    return TRUE;

  g_set_error (
    error, TILL_ERROR, TILL_ERROR_CARD_NUMBER,
    _ ("There is a card number in %s. Till never keeps card numbers: take the card at the "
       "terminal or on the processor's page, and remove the number here."),
    field);

  return FALSE;
}
