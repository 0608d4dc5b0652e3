/* till-money.c: an amount of money in whole cents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-money.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"

#define MINUS "\u2212"

gboolean
till_money_add (TillMoney a, TillMoney b, TillMoney *sum)
{
  return !__builtin_add_overflow (a.cents, b.cents, &sum->cents);
}

gboolean
till_money_subtract (TillMoney a, TillMoney b, TillMoney *rest)
{
  return !__builtin_sub_overflow (a.cents, b.cents, &rest->cents);
}

void
till_money_split (TillMoney total, guint n_parts, TillMoney *parts)
{
  gint64 share;
  gint64 odd_cents;
  gint64 step;

  g_return_if_fail (n_parts > 0);
  g_return_if_fail (parts != NULL);

  share = total.cents / (gint64) n_parts;
  odd_cents = ABS (total.cents % (gint64) n_parts);
  step = total.cents < 0 ? -1 : 1;

  for (guint i = 0; i < n_parts; i++)
    parts[i] = till_money (share + (i < odd_cents ? step : 0));
}

/* What surrounds the figures: sign, brackets, dollar sign, blanks. */
typedef struct
{
  const char *figures;
  gsize       length;
  gboolean    negative;
} Bare;

static gboolean
take_prefix (const char **text, gsize *length, const char *prefix)
{
  gsize n = strlen (prefix);

  if (*length < n || strncmp (*text, prefix, n) != 0)
    return FALSE;
  *text += n;
  *length -= n;

  return TRUE;
}

static gboolean
take_suffix (const char *text, gsize *length, const char *suffix)
{
  gsize n = strlen (suffix);

  if (*length < n || strncmp (text + *length - n, suffix, n) != 0)
    return FALSE;
  *length -= n;

  return TRUE;
}

static void
take_blanks (Bare *bare)
{
  while (take_prefix (&bare->figures, &bare->length, " ") ||
         take_prefix (&bare->figures, &bare->length, "\t") ||
         take_prefix (&bare->figures, &bare->length, "\u00a0") ||
         take_suffix (bare->figures, &bare->length, " ") ||
         take_suffix (bare->figures, &bare->length, "\t") ||
         take_suffix (bare->figures, &bare->length, "\u00a0"))
    ;
}

static gboolean
take_minus (Bare *bare, gboolean before)
{
  const char *const signs[] = { "-", MINUS };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (before ? take_prefix (&bare->figures, &bare->length, signs[i])
                 : take_suffix (bare->figures, &bare->length, signs[i]))
        {
          take_blanks (bare);
          return TRUE;
        }
    }

  return FALSE;
}

/* FALSE when more than one sign is there, or a bracket alone. */
static gboolean
bare_figures (const char *text, Bare *bare)
{
  guint n_signs = 0;

  *bare = (Bare){ text, strlen (text), FALSE };
  take_blanks (bare);

  if (take_prefix (&bare->figures, &bare->length, "("))
    {
      if (!take_suffix (bare->figures, &bare->length, ")"))
        return FALSE;
      n_signs++;
      take_blanks (bare);
    }
  n_signs += take_minus (bare, TRUE);
  if (take_prefix (&bare->figures, &bare->length, "$"))
    take_blanks (bare);
  n_signs += take_minus (bare, TRUE);
  n_signs += take_minus (bare, FALSE);
  bare->negative = n_signs == 1;

  return n_signs <= 1;
}

/* Whole figures with an optional @group of three between; FALSE for any other shape. */
static gboolean
read_whole (const char *text, gsize length, const char *group, gint64 *whole)
{
  gsize    n_group = strlen (group);
  guint    n_since = 0;
  gboolean grouped = FALSE;

  for (gsize i = 0; i < length;)
    {
      if (g_ascii_isdigit (text[i]))
        {
          if (__builtin_mul_overflow (*whole, 10, whole) ||
              __builtin_add_overflow (*whole, text[i] - '0', whole))
            return FALSE;
          n_since++;
          i++;
        }
      else if (n_group > 0 && i + n_group <= length && strncmp (text + i, group, n_group) == 0)
        {
          if (n_since == 0 || n_since > 3 || (grouped && n_since != 3))
            return FALSE;
          grouped = TRUE;
          n_since = 0;
          i += n_group;
        }
      else
        return FALSE;
    }

  return !grouped || n_since == 3;
}

/* Two figures of cents; further ones must be zeros. */
static gboolean
read_fraction (const char *text, gsize length, gint64 *cents)
{
  *cents = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]) || (i >= 2 && text[i] != '0'))
        return FALSE;
      if (i == 0)
        *cents += 10 * (text[i] - '0');
      else if (i == 1)
        *cents += text[i] - '0';
    }

  return TRUE;
}

static gboolean
read_figures (const Bare *bare, const char *point, const char *group, gint64 *cents)
{
  const char *at = g_strstr_len (bare->figures, (gssize) bare->length, point);
  gsize       n_whole = at != NULL ? (gsize) (at - bare->figures) : bare->length;
  gsize       n_fraction = at != NULL ? bare->length - n_whole - strlen (point) : 0;
  gint64      whole = 0;
  gint64      fraction = 0;

  if (n_whole + n_fraction == 0 || (at != NULL && n_fraction == 0 && n_whole == 0))
    return FALSE;
  if (!read_whole (bare->figures, n_whole, group, &whole) ||
      !read_fraction (at != NULL ? at + strlen (point) : "", n_fraction, &fraction))
    return FALSE;

  return !__builtin_mul_overflow (whole, 100, cents) &&
         !__builtin_add_overflow (*cents, fraction, cents);
}

gboolean
till_money_parse (const char *text, TillMoney *money, GError **error)
{
  const struct lconv *locale = localeconv ();
  Bare                bare;
  gint64              cents;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (money != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (till_text_has_card_number (text))
    return till_text_refuse_card_number (text, _ ("the amount"), error);

  /* The locale's way first: where both ways can be read, it is what the user means. */
  if (bare_figures (text, &bare) &&
      ((*locale->decimal_point != '\0' &&
        read_figures (&bare, locale->decimal_point, locale->thousands_sep, &cents)) ||
       read_figures (&bare, ".", ",", &cents)))
    {
      *money = till_money (bare.negative ? -cents : cents);
      return TRUE;
    }

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("“%s” is not an amount of money. Write it as in 1,234.56."), text);

  return FALSE;
}

char *
till_money_format (TillMoney money)
{
  const struct lconv *locale = localeconv ();
  const char         *group = *locale->thousands_sep != '\0' ? locale->thousands_sep : ",";
  const char         *point = *locale->decimal_point != '\0' ? locale->decimal_point : ".";
  guint64             cents = money.cents < 0 ? -(guint64) money.cents : (guint64) money.cents;
  g_autofree char    *whole = g_strdup_printf ("%" G_GUINT64_FORMAT, cents / 100);
  GString            *text = g_string_new (money.cents < 0 ? MINUS "$" : "$");
  gsize               n = strlen (whole);

  /* A locale whose decimal point is a comma and that groups by nothing must not get "1,234,56". */
  if (*locale->thousands_sep == '\0' && strcmp (point, ",") == 0)
    group = ".";

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (text, group);
      g_string_append_c (text, whole[i]);
    }
  g_string_append_printf (text, "%s%02u", point, (guint) (cents % 100));

  return g_string_free (text, FALSE);
}

char *
till_money_to_decimal (TillMoney money)
{
  guint64 cents = money.cents < 0 ? -(guint64) money.cents : (guint64) money.cents;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", money.cents < 0 ? "-" : "", cents / 100,
                          (guint) (cents % 100));
}
