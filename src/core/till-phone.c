/* till-phone.c: phone numbers as carriers take them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-phone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

#define US_DIGITS 10
/* E.164 has 15 at most; no country's numbers have fewer than 8 with its code. */
#define LEAST_DIGITS 8
#define MOST_DIGITS 15

/* What people write between digits, and what comes along unseen when a number is copied. */
static gboolean
is_between (gunichar letter)
{
  return g_unichar_isspace (letter) || g_unichar_type (letter) == G_UNICODE_FORMAT ||
         g_unichar_type (letter) == G_UNICODE_DASH_PUNCTUATION ||
         (letter < 0x80 && letter != 0 && strchr (".()/", (int) letter) != NULL);
}

/* The digits; NULL when something else is among them. */
static char *
collect (const char *text, gboolean *plus)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  *plus = FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter == '+' && !*plus && digits->len == 0)
        *plus = TRUE;
      else if (letter < 0x80 && g_ascii_isdigit (letter))
        g_string_append_c (digits, (char) letter);
      else if (!is_between (letter))
        return NULL;
    }

  return g_strdup (digits->str);
}

/* Neither an area code nor the three digits after it begin with 0 or 1. */
static gboolean
is_us (const char *ten)
{
  return ten[0] >= '2' && ten[3] >= '2';
}

/* @digits: as collected; E.164 without its plus, or NULL with the sentence. */
static const char *
judge (const char *text, const char *digits, gboolean plus, GError **error)
{
  gsize       n = strlen (digits);
  const char *ten = n == US_DIGITS + 1 && digits[0] == '1' ? digits + 1 : digits;

  if (plus && digits[0] != '1')
    {
      if (n >= LEAST_DIGITS && n <= MOST_DIGITS && digits[0] != '0')
        return digits;
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("“%s” is not a phone number: after the + come the country’s code and the "
                      "number, %d to %d digits in all."),
                   text, LEAST_DIGITS, MOST_DIGITS);
    }
  else if (strlen (ten) != US_DIGITS || (plus && ten == digits))
    g_set_error (
      error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
      _ ("“%s” is not a US phone number: write the area code and the number, %d digits in "
         "all, or a + and the country’s code before it."),
      text, US_DIGITS);
  else if (!is_us (ten))
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is not a US phone number: neither the area code nor the number after it "
                    "begins with 0 or 1."),
                 text);
  else
    return ten;

  return NULL;
}

char *
till_phone_to_e164 (const char *text, GError **error)
{
  g_autofree char *digits = NULL;
  const char      *number;
  gboolean         plus;

  if (text == NULL || *text == '\0')
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("Enter a phone number."));
      return NULL;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("This is not a phone number."));
      return NULL;
    }
  if (!(digits = collect (text, &plus)))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("“%s” is not a phone number: leave out all but digits, blanks, dashes, dots "
                      "and parentheses, also an extension."),
                   text);
      return NULL;
    }
  if (!(number = judge (text, digits, plus, error)))
    return NULL;

  return g_strconcat (number == digits && plus ? "+" : "+1", number, NULL);
}

char *
till_phone_part (const char *text)
{
  gboolean         plus;
  g_autofree char *digits =
    text != NULL && g_utf8_validate (text, -1, NULL) ? collect (text, &plus) : NULL;

  if (digits == NULL || *digits == '\0')
    return NULL;
  if (*digits == '1' && digits[1] != '\0' && (plus || strlen (digits) == US_DIGITS + 1))
    return g_strdup (digits + 1);

  return g_steal_pointer (&digits);
}

char *
till_phone_format (const char *text)
{
  g_autofree char *number = till_phone_to_e164 (text, NULL);

  if (number == NULL || !g_str_has_prefix (number, "+1") || strlen (number) != US_DIGITS + 2)
    return g_strdup (text);

  return g_strdup_printf ("(%.3s) %.3s-%s", number + 2, number + 5, number + 8);
}
