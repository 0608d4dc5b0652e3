/* till-text-segments.c: how many segments a text message takes, and what is split between two
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 3GPP TS 23.038 (the alphabet of 7 bits and its extension) and 23.040 (six bytes of each segment
 * say which of how many it is). One letter outside of the alphabet makes all of the text UCS-2.
 */
#include "messaging/till-text-segments.h"

#include <string.h>

/* The letters beyond ASCII of the alphabet. */
static const char beyond_ascii[] = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";

/* These are written as two: an escape, and a letter. */
static const char extension[] = "\f^{}\\[~]|€";

typedef struct
{
  gboolean ucs2;
  guint    size; /* of a segment, in units */
} Manner;

typedef struct
{
  guint segment;
  guint used; /* units of it */
} Place;

static gboolean
is_among (gunichar letter, const char *letters)
{
  return g_utf8_strchr (letters, -1, letter) != NULL;
}

static gboolean
is_extension (gunichar letter)
{
  return is_among (letter, extension);
}

static gboolean
is_gsm (gunichar letter)
{
  if (letter >= 0x80)
    return is_among (letter, beyond_ascii) || is_extension (letter);

  return (letter >= ' ' && letter <= '~' && letter != '`') || letter == '\n' || letter == '\r' ||
         letter == '\f';
}

static gunichar
find_costly (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!is_gsm (g_utf8_get_char (at)))
        return g_utf8_get_char (at);
    }

  return 0;
}

static guint
count_units (gunichar letter, const Manner *manner)
{
  if (manner->ucs2)
    return letter > 0xffff ? 2 : 1;

  return is_extension (letter) ? 2 : 1;
}

static guint
count_all_units (const char *text, const Manner *manner)
{
  guint n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    n += count_units (g_utf8_get_char (text), manner);

  return n;
}

/* Of what goes out in several segments. */
static Manner
find_manner (const char *text)
{
  gboolean ucs2 = find_costly (text) != 0;

  return (Manner){ ucs2, ucs2 ? 67 : 153 };
}

static guint
lone_size (const Manner *manner)
{
  return manner->ucs2 ? 70 : 160;
}

/* What counts twice is never cut in two: it goes into the next segment, and leaves a unit unused.
 */
static void
advance (Place *place, guint n_units, const Manner *manner)
{
  if (place->used + n_units > manner->size)
    *place = (Place){ place->segment + 1, 0 };
  place->used += n_units;
}

/* Up to @end, or to the end of the text. */
static Place
walk (const char *text, const char *end, const Manner *manner)
{
  Place place = { 0, 0 };

  for (; *text != '\0' && text != end; text = g_utf8_next_char (text))
    advance (&place, count_units (g_utf8_get_char (text), manner), manner);

  return place;
}

void
till_segments_count (const char *text, TillSegments *count)
{
  Manner manner = find_manner (text);
  guint  lone = lone_size (&manner);
  Place  last = walk (text, NULL, &manner);

  *count =
    (TillSegments){ .n_units = count_all_units (text, &manner), .costly = find_costly (text) };
  if (count->n_units <= lone)
    {
      count->n_segments = count->n_units > 0 ? 1 : 0;
      count->n_left = lone - count->n_units;
      return;
    }

  count->n_segments = last.segment + 1;
  count->n_left = manner.size - last.used;
}

/* Where @part begins that is split, from @from on; or NULL. */
static const char *
find_split (const char *text, const char *from, const char *part)
{
  Manner manner = find_manner (text);
  gsize  length = strlen (part);

  if (length == 0 || count_all_units (text, &manner) <= lone_size (&manner))
    return NULL;

  for (const char *at = strstr (from, part); at != NULL; at = strstr (at + length, part))
    {
      Place first = walk (text, g_utf8_next_char (at), &manner);
      Place last = walk (text, at + length, &manner);

      if (first.segment != last.segment)
        return at;
    }

  return NULL;
}

gboolean
till_segments_hold (const char *text, const char *part)
{
  return find_split (text, text, part) == NULL;
}

/* Blanks before the line break are not seen. */
static char *
move_on (const char *text, const char *at, const char *part)
{
  g_autofree char *before = g_strchomp (g_strndup (text, (gsize) (at - text)));
  Manner           manner = find_manner (text);

  for (guint n_blanks = 0; n_blanks <= manner.size; n_blanks++)
    {
      g_autofree char *padding = g_strnfill (n_blanks, ' ');
      g_autofree char *moved = g_strconcat (before, padding, "\n", at, NULL);
      const char      *there = moved + strlen (before) + n_blanks + 1;
      const char      *split = find_split (moved, there, part);

      if (split != there)
        return g_steal_pointer (&moved);
    }

  return NULL;
}

char *
till_segments_mend (const char *text, const char *part)
{
  g_autofree char *mended = g_strdup (text);
  const char      *split;

  while ((split = find_split (mended, mended, part)) != NULL)
    {
      char *moved = move_on (mended, split, part);

      if (moved == NULL)
        return NULL;
      g_free (mended);
      mended = moved;
    }

  return g_steal_pointer (&mended);
}
