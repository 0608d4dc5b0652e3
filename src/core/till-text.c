/* till-text.c: text as it is compared and found, and no card number in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

/* Letters that no accent makes: Unicode does not take them apart. And what a word processor makes
 * of an apostrophe and a dash. After case folding.
 */
static const struct
{
  gunichar    letter;
  const char *plain;
} plain_letters[] = {
  { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" }, { 0x0111, "d" },
  { 0x0127, "h" },  { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" }, { 0x0167, "t" },
  { 0x2010, "-" },  { 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" },  { 0x2014, "-" },
  { 0x2018, "'" },  { 0x2019, "'" }, { 0x02bc, "'" },
};

static void
append_plain (GString *folded, gunichar c)
{
  for (gsize i = 0; c >= 0x80 && i < G_N_ELEMENTS (plain_letters); i++)
    {
      if (plain_letters[i].letter == c)
        {
          g_string_append (folded, plain_letters[i].plain);
          return;
        }
    }

  g_string_append_unichar (folded, c);
}

/* Most text: nothing has to be taken apart. NULL: it is other. */
static char *
fold_ascii (const char *text)
{
  char    *folded = g_malloc (strlen (text) + 1);
  char    *end = folded;
  gboolean blank = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if ((guchar) *at >= 0x80)
        {
          g_free (folded);
          return NULL;
        }
      if (g_ascii_isspace (*at))
        {
          blank = end > folded;
          continue;
        }
      if (blank)
        *end++ = ' ';
      blank = FALSE;
      *end++ = g_ascii_tolower (*at);
    }
  *end = '\0';

  return folded;
}

char *
till_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *bare = NULL;
  char            *plain;
  GString         *folded;
  gboolean         blank = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  plain = fold_ascii (text);
  if (plain != NULL)
    return plain;

  /* Apart first, so that the accents stand alone and can be left out; then without case. */
  valid = g_utf8_make_valid (text, -1);
  apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  bare = g_utf8_casefold (apart, -1);
  folded = g_string_new (NULL);

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
      append_plain (folded, c);
    }

  return g_string_free (folded, FALSE);
}

gboolean
till_text_is_blank (const char *text)
{
  g_autofree char *folded = till_text_fold (text);

  return *folded == '\0';
}

GStrv
till_text_words (const char *text)
{
  g_autofree char      *folded = till_text_fold (text);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GString)   word = g_string_new (NULL);

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\'')
        continue;
      if (c != 0 && g_unichar_isalnum (c))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        g_ptr_array_add (words, g_strdup (word->str));
      g_string_truncate (word, 0);
      if (c == 0)
        break;
    }
  g_ptr_array_add (words, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&words), FALSE);
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

char *
till_text_phone_digits (const char *phone)
{
  g_autofree char *digits = phone != NULL ? till_text_digits (phone) : NULL;

  if (digits == NULL || *digits == '\0')
    return NULL;
  if (strlen (digits) == 11 && *digits == '1')
    return g_strdup (digits + 1);

  return g_steal_pointer (&digits);
}

char *
till_text_tidy (const char *text)
{
  g_autofree char *valid = NULL;
  GString         *tidied;
  gboolean         blank = FALSE;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  tidied = g_string_sized_new (strlen (valid));
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isspace (letter) || g_unichar_iscntrl (letter))
        {
          blank = TRUE;
          continue;
        }
      if (blank && tidied->len > 0)
        g_string_append_c (tidied, ' ');
      blank = FALSE;
      g_string_append_unichar (tidied, letter);
    }

  return g_string_free (tidied, tidied->len == 0);
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

/* Soft hyphens, zero-width blanks and joiners, byte order marks: pasted along without being seen.
 */
static gboolean
is_invisible (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_FORMAT;
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

/* A UUID's groups of figures are no card number, whatever they sum up to. */
static gsize
uuid_length (const char *text)
{
  char uuid[37] = { 0 };

  if (!g_ascii_isxdigit (*text) || strnlen (text, 36) < 36 || g_ascii_isalnum (text[36]))
    return 0;
  memcpy (uuid, text, 36);

  return g_uuid_string_is_valid (uuid) ? 36 : 0;
}

/* The digits seen so far, with where each group of them starts. */
typedef struct
{
  GString *digits;
  GArray  *starts; /* gsize */
  gboolean parted; /* the last character was a separator, or there was none */
} Run;

static void
run_add (Run *self, gunichar c)
{
  gsize start = self->digits->len;

  if (self->parted)
    g_array_append_val (self->starts, start);
  self->parted = FALSE;
  g_string_append_c (self->digits, (char) ('0' + g_unichar_digit_value (c)));
}

/* TRUE when the run that ends here holds a card number. */
static gboolean
run_end (Run *self)
{
  gboolean found = groups_hold_card (self->digits, self->starts);

  g_string_truncate (self->digits, 0);
  g_array_set_size (self->starts, 0);
  self->parted = TRUE;

  return found;
}

static gboolean
valid_text_has_card_number (const char *text, Run *run)
{
  gboolean in_word = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gsize    n_uuid = in_word ? 0 : uuid_length (at);

      if (n_uuid > 0)
        {
          if (run_end (run))
            return TRUE;
          at += n_uuid - 1;
          in_word = TRUE;
          continue;
        }
      in_word = g_unichar_isalnum (c);

      if (g_unichar_isdigit (c))
        run_add (run, c);
      else if (is_separator (c) && !run->parted)
        run->parted = TRUE;
      /* What can't be seen parts nothing. */
      else if (!is_invisible (c) && run_end (run))
        return TRUE;
    }

  return run_end (run);
}

/* Most text has too few. Digits of other scripts are letters of several bytes. */
static gboolean
has_digits_of_card (const char *text)
{
  guint n_digits = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (g_ascii_isdigit (*at) || (guchar) *at >= 0xc0)
        n_digits++;
    }

  return n_digits >= 13;
}

gboolean
till_text_has_card_number (const char *text)
{
  g_autofree char *valid = NULL;
  Run              run = { NULL, NULL, TRUE };
  gboolean         found;

  if (text == NULL || !has_digits_of_card (text))
    return FALSE;

  valid = g_utf8_make_valid (text, -1);
  run.digits = g_string_new (NULL);
  run.starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  found = valid_text_has_card_number (valid, &run);
  g_string_free (run.digits, TRUE);
  g_array_unref (run.starts);

  return found;
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
