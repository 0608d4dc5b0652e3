/* test-text-segments.c: how many segments a text message takes, and what is split between two
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-text-segments.h"

#include <string.h>

#define LINK "https://pay.example/AB12"

/* @n_before letters "a", then @what, then @n_after letters "b". */
static char *
make (guint n_before, const char *what, guint n_after)
{
  g_autofree char *before = g_strnfill (n_before, 'a');
  g_autofree char *after = g_strnfill (n_after, 'b');

  return g_strconcat (before, what, after, NULL);
}

static const struct
{
  guint       n_before;
  const char *what;
  guint       n_after;
  guint       n_segments;
  guint       n_units;
  guint       n_left;
  gboolean    costly;
} counts[] = {
  { 0, "", 0, 0, 0, 160, FALSE },
  { 1, "", 0, 1, 1, 159, FALSE },
  { 160, "", 0, 1, 160, 0, FALSE },
  { 161, "", 0, 2, 161, 145, FALSE },
  { 306, "", 0, 2, 306, 0, FALSE },
  { 307, "", 0, 3, 307, 152, FALSE },
  /* Of the alphabet, though not of ASCII; and the other way round. */
  { 0, "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà", 0, 1, 65, 95,
    FALSE },
  { 0, "`", 0, 1, 1, 69, TRUE },
  { 0, "\t", 0, 1, 1, 69, TRUE },
  { 0, "ç", 0, 1, 1, 69, TRUE },
  { 0, "’", 0, 1, 1, 69, TRUE },
  /* The extension's count twice. */
  { 0, "\f^{}\\[~]|€", 0, 1, 20, 140, FALSE },
  { 158, "€", 0, 1, 160, 0, FALSE },
  { 159, "€", 0, 2, 161, 145, FALSE },
  /* and are never cut: a unit of the first segment stays unused. */
  { 152, "€", 10, 2, 164, 141, FALSE },
  { 151, "€", 10, 2, 163, 143, FALSE },
  { 152, "€", 151, 2, 305, 0, FALSE },
  { 152, "€", 152, 3, 306, 152, FALSE },
  /* UCS-2. */
  { 69, "ł", 0, 1, 70, 0, TRUE },
  { 70, "ł", 0, 2, 71, 63, TRUE },
  { 133, "ł", 0, 2, 134, 0, TRUE },
  { 134, "ł", 0, 3, 135, 66, TRUE },
  { 68, "😀", 0, 1, 70, 0, TRUE },
  { 69, "😀", 0, 2, 71, 63, TRUE },
  { 66, "😀", 10, 2, 78, 55, TRUE },
  { 65, "😀", 10, 2, 77, 57, TRUE },
  { 66, "😀", 66, 3, 134, 66, TRUE },
  /* In UCS-2 nothing of the extension counts twice. */
  { 69, "€", 0, 1, 71, 89, FALSE },
  { 0, "ł€", 0, 1, 2, 68, TRUE },
};

static void
test_count (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = make (counts[i].n_before, counts[i].what, counts[i].n_after);
      TillSegments     count;

      till_segments_count (text, &count);
      g_test_message ("%u “%s” %u", counts[i].n_before, counts[i].what, counts[i].n_after);
      g_assert_cmpuint (count.n_segments, ==, counts[i].n_segments);
      g_assert_cmpuint (count.n_units, ==, counts[i].n_units);
      g_assert_cmpuint (count.n_left, ==, counts[i].n_left);
      g_assert_cmpint (count.costly != 0, ==, counts[i].costly);
    }
}

static void
test_costly (void)
{
  TillSegments count;

  till_segments_count ("Elm’s “practice”", &count);
  g_assert_cmpuint (count.costly, ==, 0x2019);
}

static const struct
{
  guint       n_before;
  const char *what;
  guint       n_after;
  gboolean    holds;
} splits[] = {
  { 0, LINK, 0, TRUE },
  { 136, LINK, 0, TRUE }, /* 160: one segment */
  { 136, LINK, 1, FALSE },
  { 137, LINK, 0, FALSE },
  { 129, LINK, 100, TRUE }, /* 129 + 24 = 153 */
  { 130, LINK, 100, FALSE },
  { 152, LINK, 100, FALSE },
  { 153, LINK, 100, TRUE },
  { 282, LINK, 100, TRUE },
  { 283, LINK, 100, FALSE },
  { 152, "€" LINK, 100, TRUE }, /* the € goes into the next, and the link with it */
  { 151, "€" LINK, 100, TRUE },
  { 128, "ł" LINK, 0, FALSE }, /* 129 to 153 of 67 each: 134 lies between */
  { 42, "ł" LINK, 30, TRUE },
  { 43, "ł" LINK, 30, FALSE },
  { 0, LINK " and " LINK, 0, TRUE },
  { 110, LINK " and " LINK, 0, FALSE }, /* the second one */
};

static void
test_hold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    {
      g_autofree char *text = make (splits[i].n_before, splits[i].what, splits[i].n_after);

      g_test_message ("%u “%s” %u", splits[i].n_before, splits[i].what, splits[i].n_after);
      g_assert_cmpint (till_segments_hold (text, LINK), ==, splits[i].holds);
    }
  g_assert_true (till_segments_hold ("abc", ""));
  g_assert_true (till_segments_hold ("", LINK));
}

/* What is read stays as it was, in its order; only blanks come in between. */
static char *
without_blanks (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);

  return g_strjoinv ("", words);
}

static void
test_mend (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    {
      g_autofree char *text = make (splits[i].n_before, splits[i].what, splits[i].n_after);
      g_autofree char *mended = till_segments_mend (text, LINK);
      g_autofree char *read_before = without_blanks (text);
      g_autofree char *read_after = mended != NULL ? without_blanks (mended) : NULL;

      g_assert_nonnull (mended);
      g_assert_true (till_segments_hold (mended, LINK));
      g_assert_cmpint (g_str_equal (mended, text), ==, splits[i].holds);
      g_assert_cmpstr (read_after, ==, read_before);
    }
}

/* Where it begins after a sentence, the break takes the blank's place. */
static void
test_mend_words (void)
{
  g_autofree char *before = g_strnfill (140, 'a');
  g_autofree char *text = g_strconcat (before, ": " LINK " Thank you!", NULL);
  g_autofree char *mended = till_segments_mend (text, LINK);
  g_autofree char *wanted = g_strconcat (before, ":           \n" LINK " Thank you!", NULL);

  g_assert_cmpstr (mended, ==, wanted);
}

static void
test_cannot_mend (void)
{
  g_autofree char *fits = g_strnfill (153, 'x');
  g_autofree char *too_long = g_strnfill (154, 'x');
  g_autofree char *costly = g_strnfill (68, 'y');
  g_autofree char *good = g_strconcat ("Pay: ", fits, " now", NULL);
  g_autofree char *bad = g_strconcat ("Pay: ", too_long, " now", NULL);
  g_autofree char *dear = g_strconcat ("’ ", costly, " now", NULL);
  g_autofree char *mended = till_segments_mend (good, fits);

  g_assert_nonnull (mended);
  g_assert_true (till_segments_hold (mended, fits));
  g_assert_null (till_segments_mend (bad, too_long));
  g_assert_null (till_segments_mend (dear, costly));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-segments/count", test_count);
  g_test_add_func ("/text-segments/costly", test_costly);
  g_test_add_func ("/text-segments/hold", test_hold);
  g_test_add_func ("/text-segments/mend", test_mend);
  g_test_add_func ("/text-segments/mend-words", test_mend_words);
  g_test_add_func ("/text-segments/cannot-mend", test_cannot_mend);

  return g_test_run ();
}
