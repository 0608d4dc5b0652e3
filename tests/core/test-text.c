/* test-text.c: folding, digits, and card numbers found in any disguise
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-text.h"

#include <string.h>

#include "core/till-error.h"

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } rows[] = {
    { "", "" },
    { "   ", "" },
    { "Muñoz,  Zoë", "munoz, zoe" },
    { "Mun\u0303oz", "munoz" }, /* the accent apart */
    { " \tA\u00a0 B\n", "a b" },
    { "STRASSE straße ẞ", "strasse strasse ss" },
    { "Łukasz Ørsted Đoković Æsir Þór", "lukasz orsted dokovic aesir thor" },
    { "O’Brien O'BRIEN", "o'brien o'brien" },
    { "Smith–Jones", "smith-jones" },
    { "İstanbul ışık", "istanbul isik" },
    { "ﬁne ＡＢＣ１２", "fine abc12" }, /* ligature, full width */
    { "Ελλάς", "ελλασ" },
    { "李 小龙", "李 小龙" },
    { "a\xff"
      "b",
      "a\ufffd"
      "b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = till_text_fold (rows[i].text);
      g_autofree char *again = till_text_fold (folded);

      g_assert_cmpstr (folded, ==, rows[i].folded);
      g_assert_cmpstr (again, ==, folded);
    }
}

/* What has nothing but ASCII is folded by a way of its own. */
static void
test_fold_ascii (void)
{
  for (char c = 1; c < 0x7f; c++)
    {
      g_autofree char *plain = g_strdup_printf ("%cA%c%cb%cz", c, c, c, c);
      g_autofree char *accented = g_strconcat (plain, "\u0301", NULL);
      g_autofree char *folded = till_text_fold (plain);
      g_autofree char *expected = till_text_fold (accented);

      g_assert_cmpstr (folded, ==, expected);
    }
}

static void
test_digits (void)
{
  g_autofree char *phone = till_text_digits ("+1 (555) 010-9999 x7");
  g_autofree char *none = till_text_digits ("１２ ٣");

  g_assert_cmpstr (phone, ==, "155501099997");
  g_assert_cmpstr (none, ==, "");
}

static void
test_set (void)
{
  g_autofree char *place = NULL;

  g_assert_false (till_text_set (&place, NULL));
  g_assert_true (till_text_set (&place, "one"));
  g_assert_false (till_text_set (&place, "one"));
  g_assert_true (till_text_set (&place, place + 1)); /* a part of itself */
  g_assert_cmpstr (place, ==, "ne");
  g_assert_true (till_text_set (&place, NULL));
  g_assert_null (place);
}

/* The numbers the schemes and processors publish for tests. */
static const char *const cards[] = {
  "4222222222222",       "4111111111111111",    "4242424242424242", "4012888888881881",
  "4000000000000000006", "5555555555554444",    "5105105105105100", "2223003122003222",
  "2720990000000007",    "378282246310005",     "341111111111111",  "6011111111111117",
  "6011000990139424",    "6440000000000005",    "6500000000000002", "30569309025904",
  "36227206271667",      "38520000023237",      "3530111333300000", "3566002020360505",
  "6200000000000005",    "6221260000000000001", "6759649826438453", "5018000000000009",
};

static char *
disguise (const char *card, guint how)
{
  static const struct
  {
    const char *before;
    const char *between; /* after each fourth figure */
    const char *after;
    gunichar    zero;
  } ways[] = {
    { "", "", "", '0' },
    { "", " ", "", '0' },
    { "", "-", "", '0' },
    { "Card: ", "\u00a0", ".", '0' },   /* a blank that doesn't break */
    { "", "", "", 0xff10 },             /* full-width figures */
    { "", "\u2013", "", 0x0660 },       /* Arabic figures, en dashes */
    { "paid with", "", "thanks", '0' }, /* no blank around it */
    { "", "\u200b", "", '0' },          /* a blank without width */
    { "on file 12/27 ", "\u2009", " cvc", '0' },
    { "2026-11-24 Ann: ", "\t", " ok\n", '0' },
    { "7 ", " ", " 1", '0' }, /* other figures beside it */
  };
  GString *text;

  if (how >= G_N_ELEMENTS (ways))
    return NULL;

  text = g_string_new (ways[how].before);
  for (gsize i = 0; card[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append (text, ways[how].between);
      g_string_append_unichar (text, ways[how].zero + (gunichar) (card[i] - '0'));
    }

  return g_string_free (g_string_append (text, ways[how].after), FALSE);
}

static void
test_finds_cards (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      char *text;

      for (guint how = 0; (text = disguise (cards[i], how)) != NULL; how++)
        {
          g_test_message ("“%s”", text);
          g_assert_true (till_text_has_card_number (text));
          g_free (text);
        }
    }
  g_assert_true (till_text_has_card_number ("\xff"
                                            "4111111111111111\xfe"));
}

/* One figure changed or left out, and it is none. */
static void
test_spares_near_misses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      gsize length = strlen (cards[i]);

      for (gsize at = 0; at < length; at++)
        {
          g_autofree char *wrong = g_strdup (cards[i]);

          wrong[at] = (char) ('0' + (wrong[at] - '0' + 1) % 10);
          g_assert_false (till_text_has_card_number (wrong));
        }
    }
}

/* A number of that length that begins like that and passes Luhn: the last figure is the one of ten.
 */
static gboolean
finds_prefix (const char *prefix, guint length)
{
  guint n_found = 0;

  for (guint last = 0; last <= 9; last++)
    {
      char number[20] = "0000000000000000000";

      memcpy (number, prefix, strlen (prefix));
      number[length - 1] = (char) ('0' + last);
      number[length] = '\0';
      n_found += till_text_has_card_number (number) ? 1 : 0;
    }
  g_assert_cmpuint (n_found, <=, 1);

  return n_found == 1;
}

/* Both ends of each scheme's range, and what is just beyond. */
static const struct
{
  const char *prefix;
  const char *lengths; /* of 12 … 19, those that are cards */
} prefixes[] = {
  { "4", "13 16 19" },
  { "51", "16" },
  { "55", "16" },
  { "2220999", "" },
  { "222100", "16" },
  { "272099", "16" },
  { "272100", "" },
  { "33", "" },
  { "340000", "15" },
  { "349999", "15" },
  { "370000", "15" },
  { "379999", "15" },
  { "601099", "" },
  { "601100", "16 17 18 19" },
  { "601199", "16 17 18 19" },
  { "601200", "" },
  { "643999", "" },
  { "644000", "16 17 18 19" },
  { "659999", "16 17 18 19" },
  { "660000", "" },
  { "300000", "14 15 16 17 18 19" },
  { "305999", "14 15 16 17 18 19" },
  { "306000", "" },
  { "360000", "14 15 16 17 18 19" },
  { "399999", "14 15 16 17 18 19" },
  { "352799", "" },
  { "352800", "16 17 18 19" },
  { "358999", "16 17 18 19" },
  { "359000", "" },
  { "619999", "" },
  { "620000", "16 17 18 19" },
  { "629999", "16 17 18 19" },
  { "630000", "" },
  { "500000", "13 14 15 16 17 18 19" },
  { "509999", "13 14 15 16 17 18 19" },
  { "560000", "13 14 15 16 17 18 19" },
  { "589999", "13 14 15 16 17 18 19" },
  { "590000", "" },
  { "670000", "13 14 15 16 17 18 19" },
  { "679999", "13 14 15 16 17 18 19" },
  { "680000", "" },
  { "000000", "" },
  { "700000", "" },
  { "999999", "" },
};

static void
test_schemes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      for (guint length = 12; length <= 19; length++)
        {
          g_autofree char *text = g_strdup_printf ("%u", length);

          g_test_message ("%s…, %u figures", prefixes[i].prefix, length);
          g_assert_cmpint (finds_prefix (prefixes[i].prefix, length), ==,
                           strstr (prefixes[i].lengths, text) != NULL);
        }
    }
}

static void
test_spares_the_rest (void)
{
  static const char *const texts[] = {
    "",
    "0",
    "4111",
    "+1 (555) 010-9999",
    "555-010-9999",
    "$1,234,567,890.12",
    "2026-11-24T14:03:00.123Z",
    "2026-11-24 14:03:00",
    "12/31/2026 01/15/2027",
    "01J0B3V1MMEEDTX9CPDGKFHBCH",
    "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
    "550e8400-e29b-41d4-a716-446655440000",
    "41111111-1111-4111-8111-111111111111", /* a UUID, though its figures begin like a card */
    "ID-gateway-sb-1-8a5d7a3e-43ee-4a5b-9b6c-0d3c1f8e2b10",
    "262246",
    "000003",
    "ch_3MmlLrLkdIwHu7ix0snN0B15",
    "5431 1111 1111 1112", /* no Luhn */
    "0000000000000000",    /* Luhn, but nobody's */
    "9999999999999995",
    "1234567890123452",
    "411111111111111",      /* Visa has no 15 */
    "41111111111111111111", /* one run of 20 */
    "4111  1111  1111  1111",
    "4111--1111--1111--1111",
    "4111.1111.1111.1111",
    "4111, 1111, 1111, 1111",
    "VISA 1111",
    "************1111",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("“%s”", texts[i]);
      g_assert_false (till_text_has_card_number (texts[i]));
    }
  g_assert_false (till_text_has_card_number (NULL));
}

#define N_NUMBERS 5000u

/* Luhn alone lets every tenth number pass; with the schemes' ranges it is few. */
static void
test_share_of_random_numbers (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint             n_hits = 0;
  guint             n_uuids = 0;

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      char             number[17];
      g_autofree char *uuid = g_uuid_string_random ();

      for (guint at = 0; at < 16; at++)
        number[at] = (char) ('0' + g_rand_int_range (random, 0, 10));
      number[16] = '\0';
      n_hits += till_text_has_card_number (number) ? 1 : 0;
      n_uuids += till_text_has_card_number (uuid) ? 1 : 0;
    }

  g_test_message ("%u of %u", n_hits, N_NUMBERS);
  g_assert_cmpuint (n_hits, >, 0);
  g_assert_cmpuint (n_hits, <, N_NUMBERS / 25);
  g_assert_cmpuint (n_uuids, ==, 0);
}

/* Found in a megabyte of figures and blanks, too, and in no time. */
static void
test_long_texts (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, i % 2 == 0 ? "1 " : "9-");
  g_assert_false (till_text_has_card_number (text->str));

  g_string_append (text, " 4111 1111 1111 1111");
  g_assert_true (till_text_has_card_number (text->str));
}

static void
test_refuses (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (till_text_refuse_card_number ("Ann, 555-010-9999", "the note", &error));
  g_assert_true (till_text_refuse_card_number (NULL, "the note", &error));
  g_assert_no_error (error);

  g_assert_false (till_text_refuse_card_number ("it is 4111-1111-1111-1111", "the note", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_assert_nonnull (strstr (error->message, "the note"));
  g_assert_null (strstr (error->message, "1111"));
  g_assert_cmpstr (g_quark_to_string (TILL_ERROR), ==, "till-error-quark");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/text/fold", test_fold);
  g_test_add_func ("/core/text/fold-ascii", test_fold_ascii);
  g_test_add_func ("/core/text/digits", test_digits);
  g_test_add_func ("/core/text/set", test_set);
  g_test_add_func ("/core/text/card/finds-it-in-any-disguise", test_finds_cards);
  g_test_add_func ("/core/text/card/schemes", test_schemes);
  g_test_add_func ("/core/text/card/spares-near-misses", test_spares_near_misses);
  g_test_add_func ("/core/text/card/spares-the-rest", test_spares_the_rest);
  g_test_add_func ("/core/text/card/hits-few-random-numbers", test_share_of_random_numbers);
  g_test_add_func ("/core/text/card/in-long-texts", test_long_texts);
  g_test_add_func ("/core/text/card/refuses-and-does-not-repeat", test_refuses);

  return g_test_run ();
}
