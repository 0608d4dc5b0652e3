/* till-money.c: an amount of money in whole cents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-number.h"
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

/* What people and reports put where a blank is meant; the last two are also what locales group by.
 */
static const char *const blanks[] = { " ", "\t", "\u2009", "\u00a0", "\u202f" };

static void
take_blanks (Bare *bare)
{
  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      if (take_prefix (&bare->figures, &bare->length, blanks[i]) ||
          take_suffix (bare->figures, &bare->length, blanks[i]))
        i = (gsize) -1; /* again from the first */
    }
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
  gboolean dollar = FALSE;
  gboolean before = TRUE;
  guint    n_signs = 0;

  *bare = (Bare){ text, strlen (text), FALSE };

  while (before)
    {
      take_blanks (bare);
      if (!dollar && take_prefix (&bare->figures, &bare->length, "$"))
        dollar = TRUE;
      else if (take_minus (bare, TRUE))
        n_signs++;
      else if (take_prefix (&bare->figures, &bare->length, "("))
        {
          if (!take_suffix (bare->figures, &bare->length, ")"))
            return FALSE;
          n_signs++;
        }
      else
        before = FALSE;
    }
  n_signs += take_minus (bare, FALSE) ? 1 : 0;
  bare->negative = n_signs == 1;

  return n_signs <= 1;
}

static const TillSeparators american = { ".", ",", "\3" };

/* Whole figures, with groups parted as the rule says or not at all; FALSE for any other shape. */
static gboolean
read_whole (const char *text, gsize length, const TillSeparators *separators, gint64 *whole)
{
  g_autoptr (GString) figures = g_string_sized_new (length);
  gsize               n_group = strlen (separators->group);

  for (gsize i = 0; i < length;)
    {
      if (g_ascii_isdigit (text[i]))
        {
          if (__builtin_mul_overflow (*whole, 10, whole) ||
              __builtin_add_overflow (*whole, text[i] - '0', whole))
            return FALSE;
          g_string_append_c (figures, text[i]);
          i++;
        }
      else if (i + n_group <= length && strncmp (text + i, separators->group, n_group) == 0)
        i += n_group;
      else
        return FALSE;
    }

  if (figures->len < length)
    till_number_group (figures, separators);

  return figures->len == length && strncmp (figures->str, text, length) == 0;
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
read_figures (const Bare *bare, const TillSeparators *separators, gint64 *cents)
{
  const char *point = separators->point;
  const char *at = g_strstr_len (bare->figures, (gssize) bare->length, point);
  gsize       n_whole = at != NULL ? (gsize) (at - bare->figures) : bare->length;
  gsize       n_fraction = at != NULL ? bare->length - n_whole - strlen (point) : 0;
  gint64      whole = 0;
  gint64      fraction = 0;

  if (n_whole + n_fraction == 0 || (at != NULL && n_fraction == 0 && n_whole == 0))
    return FALSE;
  if (!read_whole (bare->figures, n_whole, separators, &whole) ||
      !read_fraction (at != NULL ? at + strlen (point) : "", n_fraction, &fraction))
    return FALSE;

  return !__builtin_mul_overflow (whole, 100, cents) &&
         !__builtin_add_overflow (*cents, fraction, cents);
}

static gboolean
is_blank (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      if (strcmp (text, blanks[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_locale_figures (const Bare *bare, gint64 *cents)
{
  TillSeparators separators = till_separators_of_locale ();

  if (read_figures (bare, &separators, cents))
    return TRUE;

  /* Where thousands are parted by one kind of blank, any kind may be typed. */
  for (gsize i = 0; is_blank (separators.group) && i < G_N_ELEMENTS (blanks); i++)
    {
      separators.group = blanks[i];
      if (read_figures (bare, &separators, cents))
        return TRUE;
    }

  return FALSE;
}

static void
set_no_amount (const char *text, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *shown = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), 40));
  guint            n_digits = 0;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    n_digits += g_unichar_isdigit (g_utf8_get_char (at)) ? 1 : 0;

  /* That many figures could be a card number in disguise: it is not repeated. */
  if (n_digits >= 13)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("This is not an amount of money. Write it as in 1,234.56."));
  else
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is not an amount of money. Write it as in 1,234.56."), shown);
}

gboolean
till_money_parse (const char *text, TillMoney *money, GError **error)
{
  Bare   bare;
  gint64 cents;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (money != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (till_text_has_card_number (text))
    return till_text_refuse_card_number (text, _ ("the amount"), error);

  /* The locale's way first: where both ways can be read, it is what the user means. */
  if (bare_figures (text, &bare) &&
      (read_locale_figures (&bare, &cents) || read_figures (&bare, &american, &cents)))
    {
      *money = till_money (bare.negative ? -cents : cents);
      return TRUE;
    }
  set_no_amount (text, error);

  return FALSE;
}

gboolean
till_money_parse_with (const char *text, char point, TillMoney *money, GError **error)
{
  static const char *const others[] = { " ", "\u00a0", "\u202f", "\u2009", "'", "’" };
  TillSeparators separators = { point == ',' ? "," : ".", point == ',' ? "." : ",", "\3" };
  Bare           bare;
  gint64         cents = 0;
  gboolean       is_bare;
  gboolean       is_read;

  g_return_val_if_fail (text != NULL && money != NULL, FALSE);
  g_return_val_if_fail (point == '.' || point == ',', FALSE);

  if (till_text_has_card_number (text))
    return till_text_refuse_card_number (text, _ ("the amount"), error);

  is_bare = bare_figures (text, &bare);
  is_read = is_bare && read_figures (&bare, &separators, &cents);
  for (gsize i = 0; is_bare && !is_read && i < G_N_ELEMENTS (others); i++)
    {
      separators.group = others[i];
      is_read = read_figures (&bare, &separators, &cents);
    }
  if (is_read)
    *money = till_money (bare.negative ? -cents : cents);
  else
    set_no_amount (text, error);

  return is_read;
}

char *
till_money_format (TillMoney money)
{
  TillSeparators      separators = till_separators_of_locale ();
  guint64             cents = money.cents < 0 ? -(guint64) money.cents : (guint64) money.cents;
  g_autoptr (GString) whole = g_string_new (NULL);

  g_string_printf (whole, "%" G_GUINT64_FORMAT, cents / 100);
  till_number_group (whole, &separators);

  return g_strdup_printf ("%s%s%s%02u", money.cents < 0 ? MINUS "$" : "$", whole->str,
                          separators.point, (guint) (cents % 100));
}

void
till_money_append_decimal (TillMoney money, GString *to)
{
  guint64 cents = money.cents < 0 ? -(guint64) money.cents : (guint64) money.cents;
  char    figures[24];
  gsize   at = sizeof figures;

  /* From the end: two figures of cents, the point, at least one before it. */
  for (guint n = 0; n < 3 || cents > 0; n++, cents /= 10)
    {
      if (n == 2)
        figures[--at] = '.';
      figures[--at] = (char) ('0' + cents % 10);
    }
  if (money.cents < 0)
    g_string_append_c (to, '-');
  g_string_append_len (to, figures + at, (gssize) (sizeof figures - at));
}

char *
till_money_to_decimal (TillMoney money)
{
  GString *decimal = g_string_new (NULL);

  till_money_append_decimal (money, decimal);

  return g_string_free (decimal, FALSE);
}
