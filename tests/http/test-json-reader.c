/* test-json-reader.c: JSON from elsewhere, read without trusting it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "http/till-json-reader.h"

#include <string.h>

static JsonObject *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return till_json_read (bytes);
}

static const struct
{
  const char *text;
  gint64      cents;
} good_decimals[] = {
  { "4.20", 420 },
  { "1.0000", 100 },
  { "20", 2000 },
  { "20.5", 2050 },
  { "0.01", 1 },
  { "0", 0 },
  { "-129.99", -12999 },
  { "2E+1", 2000 },
  { "2.05e1", 2050 },
  { "2050E-2", 2050 },
  { "0.000", 0 },
  { "1000000.00", 100000000 },
  { "90071992547409.93", 9007199254740993 },
  { "92233720368547758.07", G_MAXINT64 },
  { "1.10", 110 },
  { "8.70", 870 },
  { "4.35", 435 },
};

static const char *const bad_decimals[] = {
  "",
  "-",
  ".",
  ".5",
  "5.",
  "1.005",
  "1,00",
  "$5.00",
  "1 0",
  "0x10",
  "1e",
  "1e1e1",
  "1.2.3",
  "+5",
  "--5",
  "nan",
  "1E+19",
  "1E-19",
  "1.00 USD",
  "٤.٢٠",
  "1e+ 1",
  "1E++1",
  "1E",
  "92233720368547758.08",
  "99999999999999999999999999999999",
  "4.20\xff",
};

static void
test_decimals (void)
{
  TillMoney money;

  for (guint i = 0; i < G_N_ELEMENTS (good_decimals); i++)
    {
      g_test_message ("%s", good_decimals[i].text);
      g_assert_true (till_json_read_decimal (good_decimals[i].text, &money));
      g_assert_cmpint (money.cents, ==, good_decimals[i].cents);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_decimals); i++)
    {
      g_autofree char *shown = g_strescape (bad_decimals[i], NULL);

      g_test_message ("%s", shown);
      g_assert_false (till_json_read_decimal (bad_decimals[i], &money));
    }
  g_assert_false (till_json_read_decimal (NULL, &money));
}

/* Each amount of cents up to a thousand dollars, as a number of JSON, comes back to the cent. */
static void
test_numbers_are_exact (void)
{
  for (gint64 cents = 0; cents <= 100000; cents += 97)
    {
      g_autofree char       *text = g_strdup_printf ("{\"amount\": %" G_GINT64_FORMAT ".%02u}",
                                                     cents / 100, (guint) (cents % 100));
      g_autoptr (JsonObject) object = read_text (text);
      g_autofree char       *amount = till_json_dup_text (object, "amount");
      TillMoney              money;

      g_assert_true (till_json_read_decimal (amount, &money));
      g_assert_cmpint (money.cents, ==, cents);
    }
}

static const char *const bad_documents[] = {
  "",
  " ",
  "null",
  "true",
  "\"text\"",
  "[]",
  "12",
  "{",
  "}",
  "{}}",
  "{]",
  "[{}]",
  "{\"a\"}",
  "{\"a\":}",
  "{\"a\":1",
  "{\"a\":\"b}",
  "{\"a\":01}",
  "{\"a\":1.}",
  "{\"a\":.5}",
  "{\"a\":+1}",
  "{\"a\":1e}",
  "{\"a\":--1}",
  "{\"a\":NaN}",
  "{\"a\":Infinity}",
  "{\"a\":nul}",
  "{\"a\":TRUE}",
  "{'a':1}",
  "{a:1}",
  "{\"a\":1}/* b */",
  "// b\n{\"a\":1}",
  "var x = {\"a\":1};",
  "{\"a\":\"\\x41\"}",
  "{\"a\":\"\\u12\"}",
  "{\"a\":\"\\u12zz\"}",
  "{\"a\":\"\t\"}",
  "{\"a\":\"\xff\"}",
  "{\"a\":\"\xed\xa0\x80\"}",
  "{\"a\":1}{\"b\":2}",
  "{\"a\":1},",
  "{\"a\":1} x",
  "{\"a\":1,}",
  "{\"a\":1 \"b\":2}",
  "{\"a\":1,,\"b\":2}",
  "{,}",
  "{\"a\"::1}",
  "{\"a\" \"b\"}",
  "{\"a\":[1 2]}",
  "{\"a\":[1,]}",
  "{\"a\":[,1]}",
  "{\"a\":{]}",
  "{\"a\":[}]",
  "{\"a\",\"b\"}",
  "{1:2}",
  "{\"a\":true false}",
  "{\"a\":\"b\"\"c\"}",
  "<html>502 Bad Gateway</html>",
  "{\"a\":\"\\",
  "{\"a\":\"\\u",
};

static void
test_strict (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_documents); i++)
    {
      g_autofree char *shown = g_strescape (bad_documents[i], NULL);

      g_test_message ("%s", shown);
      g_assert_null (read_text (bad_documents[i]));
    }
  g_assert_null (till_json_read (NULL));
}

static void
test_depth (void)
{
  static const char *const halves[][2] = { { "{\"a\":", "}" }, { "[", "]" } };

  for (guint half = 0; half < G_N_ELEMENTS (halves); half++)
    {
      g_autoptr (GString) text = g_string_new ("{\"a\":");
      JsonObject         *object;

      for (guint i = 0; i < 100000; i++)
        g_string_append (text, halves[half][0]);
      object = read_text (text->str);
      g_assert_null (object);
    }
}

static void
test_texts (void)
{
  g_autoptr (JsonObject) object = read_text (
    "{\"plain\":\" Zo\\u00eb \",\"pair\":\"\\ud83d\\ude00\",\"lone\":\"a\\ud83db\","
    "\"low\":\"\\udc00\",\"zero\":\"a\\u0000b\",\"half-pair\":\"\\ud83d\\u0041\",\"number\":-12.50,"
    "\"big\":123456789012345678901234567890,\"empty\":\"\",\"blank\":\"  \",\"null\":null,"
    "\"flag\":true,\"array\":[1,2],\"object\":{\"id\":7},\"quote\":\"\\\"\\\\\\/\"}");
  static const struct
  {
    const char *name;
    const char *text;
  } rows[] = {
    { "plain", "Zoë" },     { "pair", "😀" },
    { "lone", "a\ufffdb" }, { "low", "\ufffd" },
    { "zero", "a\ufffdb" }, { "half-pair", "\ufffdA" },
    { "number", "-12.50" }, { "big", "123456789012345678901234567890" },
    { "empty", NULL },      { "blank", NULL },
    { "null", NULL },       { "flag", NULL },
    { "array", NULL },      { "object", NULL },
    { "missing", NULL },    { "quote", "\"\\/" },
  };

  g_assert_nonnull (object);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = till_json_dup_text (object, rows[i].name);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
  g_assert_nonnull (till_json_get_object (object, "object"));
  g_assert_null (till_json_get_object (object, "array"));
  g_assert_null (till_json_get_object (object, "plain"));
  g_assert_null (till_json_get_object (NULL, "plain"));
  g_assert_nonnull (till_json_get_array (object, "array"));
  g_assert_null (till_json_get_array (object, "object"));
  g_assert_true (till_json_has (object, "empty"));
  g_assert_false (till_json_has (object, "null"));
  g_assert_false (till_json_has (object, "missing"));
}

static void
test_flags (void)
{
  g_autoptr (JsonObject) object =
    read_text ("{\"t\":true,\"T\":\"True\",\"f\":false,\"F\":\"FALSE\",\"one\":1,\"null\":null,"
               "\"word\":\"yes\",\"list\":[true],\"object\":{\"t\":true}}");
  static const struct
  {
    const char *name;
    gboolean    is_true;
    gboolean    is_false;
  } rows[] = {
    { "t", TRUE, FALSE },     { "T", TRUE, FALSE },     { "f", FALSE, TRUE },
    { "F", FALSE, TRUE },     { "one", FALSE, FALSE },  { "null", FALSE, FALSE },
    { "word", FALSE, FALSE }, { "list", FALSE, FALSE }, { "object", FALSE, FALSE },
    { "none", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (till_json_is_true (object, rows[i].name), ==, rows[i].is_true);
      g_assert_cmpint (till_json_is_false (object, rows[i].name), ==, rows[i].is_false);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-reader/decimals", test_decimals);
  g_test_add_func ("/json-reader/numbers-are-exact", test_numbers_are_exact);
  g_test_add_func ("/json-reader/strict", test_strict);
  g_test_add_func ("/json-reader/depth", test_depth);
  g_test_add_func ("/json-reader/texts", test_texts);
  g_test_add_func ("/json-reader/flags", test_flags);

  return g_test_run ();
}
