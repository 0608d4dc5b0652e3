/* test-money.c: amounts read, written, added and split
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-money.h"

#include <locale.h>
#include <string.h>

#include "core/till-error.h"
#include "locale-for-test.h"

static void
test_reads (void)
{
  static const struct
  {
    const char *text;
    gint64      cents;
  } rows[] = {
    { "$1,234.56", 123456 },
    { "1234", 123400 },
    { "(12.34)", -1234 },
    { "12.34-", -1234 },
    { "-12.34", -1234 },
    { "\u221212.34", -1234 },
    { "\u2212$12.34", -1234 },
    { "-$12.34", -1234 },
    { "$-12.34", -1234 },
    { "($12.34)", -1234 },
    { "$ (12.34)", -1234 },
    { "$12.34 -", -1234 },
    { "4.2000", 420 },
    { "1.0000", 100 },
    { " 20 ", 2000 },
    { "\u00a020\u202f", 2000 },
    { "\t20", 2000 },
    { ".50", 50 },
    { "0.5", 50 },
    { "1.", 100 },
    { "0", 0 },
    { "-0", 0 },
    { "00012.30", 1230 },
    { "1,234,567", 123456700 },
    { "12,345.00", 1234500 },
    { "92233720368547758.07", G_MAXINT64 },
    { "-92,233,720,368,547,758.07", -G_MAXINT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      TillMoney          money = till_money (77);
      gboolean           read = till_money_parse (rows[i].text, &money, &error);

      g_test_message ("“%s”", rows[i].text);
      g_assert_no_error (error);
      g_assert_true (read);
      g_assert_cmpint (money.cents, ==, rows[i].cents);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "-",
    "$",
    "()",
    ".",
    ",",
    "1,2345.00",
    "12,34.00",
    ",123",
    "1,,234",
    "1,234,",
    "1,23",
    "1234,567",
    "1.234",
    "4.2001",
    "1.005",
    "1.2.3",
    "1.2,3",
    "12a",
    "abc",
    "1e3",
    "0x10",
    "--12",
    "-12-",
    "(-12)",
    "(12",
    "12)",
    "((12))",
    "- - 12",
    "+12",
    "$$12",
    "1 234",
    "1234 56",
    "12.34 USD",
    "\u20ac12",
    "\xff\xfe",
    "12\xff",
    "nan",
    "inf",
    "٣٤",
    "1_000",
    "92233720368547758.08",
    "99999999999999999999",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      TillMoney          money = till_money (77);

      g_test_message ("“%s”", texts[i]);
      g_assert_false (till_money_parse (texts[i], &money, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (money.cents, ==, 77);
    }
}

/* The message says which text and what to write instead; but what may be a card number it never
 * says. */
/* As files of others write it: point, text, cents; G_MININT64: refused. */
static void
test_reads_with (void)
{
  static const struct
  {
    char        point;
    const char *text;
    gint64      cents;
  } rows[] = {
    { '.', "1,234.56", 123456 },     { ',', "1.234,56", 123456 },
    { ',', "1234,5", 123450 },       { ',', "-1.234.567,00", -123456700 },
    { ',', "1 234,56", 123456 },     { ',', "1'234,56", 123456 },
    { '.', "1'234.56", 123456 },     { '.', "(77.50)", -7750 },
    { ',', "1234", 123400 },         { '.', "1.234,56", G_MININT64 },
    { ',', "1,234.56", G_MININT64 }, { ',', "1.23", G_MININT64 },
    { '.', "12.345", G_MININT64 },   { ',', "12,345", G_MININT64 },
    { '.', "", G_MININT64 },         { '.', "abc", G_MININT64 },
    { '.', "(12", G_MININT64 },      { '.', "4242424242424242", G_MININT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      TillMoney          money = till_money (G_MININT64);
      gboolean           read = till_money_parse_with (rows[i].text, rows[i].point, &money, &error);

      g_test_message ("“%s”", rows[i].text);
      g_assert_cmpint (read, ==, rows[i].cents != G_MININT64);
      g_assert_cmpint (money.cents, ==, rows[i].cents);
      g_assert_cmpint (error != NULL, ==, !read);
    }
}

static void
test_names_the_text (void)
{
  g_autofree char *novel = g_strnfill (100000, 'x');
  GError          *error = NULL;
  TillMoney        money;

  g_assert_false (till_money_parse ("twelve", &money, &error));
  g_assert_nonnull (strstr (error->message, "“twelve”"));
  g_assert_nonnull (strstr (error->message, "1,234.56"));
  g_clear_error (&error);

  g_assert_false (till_money_parse (novel, &money, &error));
  g_assert_cmpuint (strlen (error->message), <, 200);
  g_clear_error (&error);

  g_assert_false (till_money_parse ("4111 1111 1111 1111", &money, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_assert_null (strstr (error->message, "1111"));
  g_clear_error (&error);

  /* Dots are no separators of a card number, but the figures are one all the same. */
  g_assert_false (till_money_parse ("4111.1111.1111.1111", &money, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_null (strstr (error->message, "1111"));
  g_clear_error (&error);
}

static void
test_writes (void)
{
  static const struct
  {
    gint64      cents;
    const char *words;
    const char *decimal;
  } rows[] = {
    { 0, "$0.00", "0.00" },
    { 5, "$0.05", "0.05" },
    { 50, "$0.50", "0.50" },
    { -1, "\u2212$0.01", "-0.01" },
    { 99999, "$999.99", "999.99" },
    { 100000, "$1,000.00", "1000.00" },
    { 123456, "$1,234.56", "1234.56" },
    { -1234, "\u2212$12.34", "-12.34" },
    { 100000000, "$1,000,000.00", "1000000.00" },
    { G_MAXINT64, "$92,233,720,368,547,758.07", "92233720368547758.07" },
    { G_MININT64, "\u2212$92,233,720,368,547,758.08", "-92233720368547758.08" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = till_money_format (till_money (rows[i].cents));
      g_autofree char *decimal = till_money_to_decimal (till_money (rows[i].cents));

      g_assert_cmpstr (words, ==, rows[i].words);
      g_assert_cmpstr (decimal, ==, rows[i].decimal);
    }
}

static void
assert_back (gint64 cents)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *words = till_money_format (till_money (cents));
  TillMoney          money;
  gboolean           read = till_money_parse (words, &money, &error);

  g_test_message ("%s", words);
  g_assert_no_error (error);
  g_assert_true (read);
  g_assert_cmpint (money.cents, ==, cents);
}

static void
assert_round_trips (void)
{
  for (gint64 cents = 1; cents < G_MAXINT64 / 7; cents *= 7)
    {
      assert_back (cents);
      assert_back (-cents);
    }
  for (gint64 cents = -250; cents <= 250; cents++)
    assert_back (cents);
}

static void
test_reads_what_it_writes (void)
{
  assert_round_trips ();
}

/* What each locale means by the same text. */
static void
test_locales (void)
{
  static const struct
  {
    const char *locale;
    const char *text;
    gint64      cents; /* -1: refused */
  } rows[] = {
    { "en_US", "1,234.56", 123456 },
    { "en_US", "1.234,56", -1 },
    { "en_US", "1.234", -1 },
    { "de_DE", "1.234,56", 123456 },
    { "de_DE", "1.234,560", 123456 },
    { "de_DE", "1,234.56", 123456 }, /* the US form is read too */
    { "de_DE", "1.234", 123400 },    /* two readings, one of them none: the locale's */
    { "de_DE", "12,34", 1234 },
    { "de_DE", "12.34", 1234 },
    { "de_DE", "1,230", 123 }, /* two readings: the locale's */
    { "de_DE", "1.234.567,89", 123456789 },
    { "de_DE", "1.234,567", -1 },
    { "fr_FR", "1\u202f234,56", 123456 },
    { "fr_FR", "1 234,56", 123456 }, /* as it is typed */
    { "fr_FR", "1\u00a0234,56", 123456 },
    { "fr_FR", "12 34,56", -1 },
    { "en_IN", "12,34,567.00", 123456700 },
    { "en_IN", "1,234,567.00", 123456700 },
    { "en_IN", "1,23,4567.00", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TillMoney money = till_money (-1);

      if (!locale_for_test_set (rows[i].locale))
        continue;

      g_test_message ("%s: “%s”", rows[i].locale, rows[i].text);
      g_assert_true (till_money_parse (rows[i].text, &money, NULL) == (rows[i].cents != -1));
      g_assert_cmpint (money.cents, ==, rows[i].cents);
    }
  locale_for_test_reset ();
}

static void
test_writes_in_locales (void)
{
  static const struct
  {
    const char *locale;
    const char *words;
  } rows[] = {
    { "en_US", "\u2212$12,345,678.90" },           { "de_DE", "\u2212$12.345.678,90" },
    { "fr_FR", "\u2212$12\u202f345\u202f678,90" }, { "en_IN", "\u2212$1,23,45,678.90" },
    { "pt_PT", "\u2212$12.345.678,90" },
  };
  guint n_there = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = NULL;
      g_autofree char *decimal = NULL;

      if (!locale_for_test_set (rows[i].locale))
        continue;

      n_there++;
      words = till_money_format (till_money (-1234567890));
      decimal = till_money_to_decimal (till_money (-1234567890));
      g_assert_cmpstr (words, ==, rows[i].words);
      g_assert_cmpstr (decimal, ==, "-12345678.90");
      assert_round_trips ();
    }
  locale_for_test_reset ();

  if (n_there == 0)
    /* Without localedef nothing is there to compare with; Debian's package "locales" has it. */
    g_test_skip ("this system can make no locales");
}

static void
test_overflow (void)
{
  const TillMoney most = till_money (G_MAXINT64);
  const TillMoney least = till_money (G_MININT64);
  TillMoney       money;

  g_assert_true (till_money_add (till_money (1), till_money (-2), &money));
  g_assert_cmpint (money.cents, ==, -1);
  g_assert_true (till_money_subtract (till_money (1), till_money (-2), &money));
  g_assert_cmpint (money.cents, ==, 3);
  g_assert_true (till_money_add (most, least, &money));
  g_assert_cmpint (money.cents, ==, -1);

  g_assert_false (till_money_add (most, till_money (1), &money));
  g_assert_false (till_money_add (least, till_money (-1), &money));
  g_assert_false (till_money_subtract (least, till_money (1), &money));
  g_assert_false (till_money_subtract (TILL_MONEY_ZERO, least, &money));
}

static void
test_splits (void)
{
  static const gint64 totals[] = { 0, 1, -1, 100, -100, 48888, 99999, G_MAXINT64, G_MININT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (totals); i++)
    {
      for (guint n_parts = 1; n_parts <= 13; n_parts++)
        {
          TillMoney parts[13];
          TillMoney sum = TILL_MONEY_ZERO;

          till_money_split (till_money (totals[i]), n_parts, parts);
          for (guint part = 0; part < n_parts; part++)
            {
              g_assert_true (till_money_add (sum, parts[part], &sum));
              g_assert_cmpint (ABS (parts[part].cents - parts[0].cents), <=, 1);
            }
          g_assert_cmpint (sum.cents, ==, totals[i]);
        }
    }
}

static void
test_compares (void)
{
  g_assert_cmpint (till_money_compare (till_money (1), till_money (2)), <, 0);
  g_assert_cmpint (till_money_compare (till_money (2), till_money (2)), ==, 0);
  g_assert_cmpint (till_money_compare (till_money (G_MAXINT64), till_money (G_MININT64)), >, 0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/money/parse/reads", test_reads);
  g_test_add_func ("/core/money/parse/refuses", test_refuses);
  g_test_add_func ("/core/money/parse/with-a-point", test_reads_with);
  g_test_add_func ("/core/money/parse/names-the-text-but-no-card-number", test_names_the_text);
  g_test_add_func ("/core/money/parse/in-locales", test_locales);
  g_test_add_func ("/core/money/format/writes", test_writes);
  g_test_add_func ("/core/money/format/in-locales", test_writes_in_locales);
  g_test_add_func ("/core/money/format/is-read-back", test_reads_what_it_writes);
  g_test_add_func ("/core/money/add/knows-its-limits", test_overflow);
  g_test_add_func ("/core/money/split/loses-no-cent", test_splits);
  g_test_add_func ("/core/money/compare", test_compares);

  return g_test_run ();
}
