/* till-postal-zones.c: in which time zones somebody may live, by the postal address
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As of November 2026. Sources: for the zones of the states, 49 CFR part 71 (standard time zone
 * boundaries; last changed for a place in 2010, Mercer County in North Dakota), and the Navajo
 * Nation’s summer time in Arizona; their names and rules, the tz database (2025b). For the states
 * of the ZIP codes, USPS Labeling List L002 (3-digit ZIP Code prefix matrix). Places that keep
 * another time than the law’s, such as Phenix City in Alabama, are not told apart.
 */
#include "rules/till-postal-zones.h"

#include <string.h>

#define EASTERN "America/New_York"
#define CENTRAL "America/Chicago"
#define MOUNTAIN "America/Denver"
#define PACIFIC "America/Los_Angeles"
#define ATLANTIC "America/Puerto_Rico"
#define CHAMORRO "Pacific/Guam"

typedef struct
{
  const char *code;
  const char *name;
  const char *zones[2];
} State;

static const State states[] = {
  { "AK", "Alaska", { "America/Anchorage", "America/Adak" } },
  { "AL", "Alabama", { CENTRAL } },
  { "AR", "Arkansas", { CENTRAL } },
  { "AS", "American Samoa", { "Pacific/Pago_Pago" } },
  { "AZ", "Arizona", { "America/Phoenix", MOUNTAIN } },
  { "CA", "California", { PACIFIC } },
  { "CO", "Colorado", { MOUNTAIN } },
  { "CT", "Connecticut", { EASTERN } },
  { "DC", "District of Columbia", { EASTERN } },
  { "DE", "Delaware", { EASTERN } },
  { "FL", "Florida", { EASTERN, CENTRAL } },
  { "GA", "Georgia", { EASTERN } },
  { "GU", "Guam", { CHAMORRO } },
  { "HI", "Hawaii", { "Pacific/Honolulu" } },
  { "IA", "Iowa", { CENTRAL } },
  { "ID", "Idaho", { MOUNTAIN, PACIFIC } },
  { "IL", "Illinois", { CENTRAL } },
  { "IN", "Indiana", { EASTERN, CENTRAL } },
  { "KS", "Kansas", { CENTRAL, MOUNTAIN } },
  { "KY", "Kentucky", { EASTERN, CENTRAL } },
  { "LA", "Louisiana", { CENTRAL } },
  { "MA", "Massachusetts", { EASTERN } },
  { "MD", "Maryland", { EASTERN } },
  { "ME", "Maine", { EASTERN } },
  { "MI", "Michigan", { EASTERN, CENTRAL } },
  { "MN", "Minnesota", { CENTRAL } },
  { "MO", "Missouri", { CENTRAL } },
  { "MP", "Northern Mariana Islands", { CHAMORRO } },
  { "MS", "Mississippi", { CENTRAL } },
  { "MT", "Montana", { MOUNTAIN } },
  { "NC", "North Carolina", { EASTERN } },
  { "ND", "North Dakota", { CENTRAL, MOUNTAIN } },
  { "NE", "Nebraska", { CENTRAL, MOUNTAIN } },
  { "NH", "New Hampshire", { EASTERN } },
  { "NJ", "New Jersey", { EASTERN } },
  { "NM", "New Mexico", { MOUNTAIN } },
  { "NV", "Nevada", { PACIFIC, MOUNTAIN } },
  { "NY", "New York", { EASTERN } },
  { "OH", "Ohio", { EASTERN } },
  { "OK", "Oklahoma", { CENTRAL } },
  { "OR", "Oregon", { PACIFIC, MOUNTAIN } },
  { "PA", "Pennsylvania", { EASTERN } },
  { "PR", "Puerto Rico", { ATLANTIC } },
  { "RI", "Rhode Island", { EASTERN } },
  { "SC", "South Carolina", { EASTERN } },
  { "SD", "South Dakota", { CENTRAL, MOUNTAIN } },
  { "TN", "Tennessee", { CENTRAL, EASTERN } },
  { "TX", "Texas", { CENTRAL, MOUNTAIN } },
  { "UT", "Utah", { MOUNTAIN } },
  { "VA", "Virginia", { EASTERN } },
  { "VI", "Virgin Islands", { ATLANTIC } },
  { "VT", "Vermont", { EASTERN } },
  { "WA", "Washington", { PACIFIC } },
  { "WI", "Wisconsin", { CENTRAL } },
  { "WV", "West Virginia", { EASTERN } },
  { "WY", "Wyoming", { MOUNTAIN } },
};

/* The first three digits, both ends included; what is not here is not given, or the forces’ mail.
 */
static const struct
{
  guint       first;
  guint       last;
  const char *code;
} prefixes[] = {
  { 5, 5, "NY" },     { 6, 7, "PR" },     { 8, 8, "VI" },     { 9, 9, "PR" },
  { 10, 27, "MA" },   { 28, 29, "RI" },   { 30, 38, "NH" },   { 39, 49, "ME" },
  { 50, 54, "VT" },   { 55, 55, "MA" },   { 56, 59, "VT" },   { 60, 69, "CT" },
  { 70, 89, "NJ" },   { 100, 149, "NY" }, { 150, 196, "PA" }, { 197, 199, "DE" },
  { 200, 200, "DC" }, { 201, 201, "VA" }, { 202, 205, "DC" }, { 206, 219, "MD" },
  { 220, 246, "VA" }, { 247, 268, "WV" }, { 270, 289, "NC" }, { 290, 299, "SC" },
  { 300, 319, "GA" }, { 320, 339, "FL" }, { 341, 349, "FL" }, { 350, 369, "AL" },
  { 370, 385, "TN" }, { 386, 397, "MS" }, { 398, 399, "GA" }, { 400, 427, "KY" },
  { 430, 459, "OH" }, { 460, 479, "IN" }, { 480, 499, "MI" }, { 500, 528, "IA" },
  { 530, 549, "WI" }, { 550, 567, "MN" }, { 569, 569, "DC" }, { 570, 577, "SD" },
  { 580, 588, "ND" }, { 590, 599, "MT" }, { 600, 629, "IL" }, { 630, 658, "MO" },
  { 660, 679, "KS" }, { 680, 693, "NE" }, { 700, 714, "LA" }, { 716, 729, "AR" },
  { 730, 731, "OK" }, { 733, 733, "TX" }, { 734, 749, "OK" }, { 750, 799, "TX" },
  { 800, 816, "CO" }, { 820, 831, "WY" }, { 832, 838, "ID" }, { 840, 847, "UT" },
  { 850, 865, "AZ" }, { 870, 884, "NM" }, { 885, 885, "TX" }, { 889, 898, "NV" },
  { 900, 961, "CA" }, { 967, 968, "HI" }, { 969, 969, "GU" }, { 970, 979, "OR" },
  { 980, 994, "WA" }, { 995, 999, "AK" },
};

/* ── The address ─────────────────────────────────────────────────────────────────────────────── */

#define LONGEST_NAME 3 /* words: "District of Columbia" */

static const State *
find_state (const char *words, gboolean by_code_in_capitals)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_ascii_strcasecmp (words, states[i].name) == 0 ||
          (by_code_in_capitals ? g_str_equal (words, states[i].code)
                               : g_ascii_strcasecmp (words, states[i].code) == 0))
        return &states[i];
    }

  return NULL;
}

/* The longest name: "West Virginia" is not Virginia. */
static const State *
find_last_state (char **words, guint n_words, gboolean by_code_in_capitals)
{
  for (guint n = MIN (LONGEST_NAME, n_words); n > 0; n--)
    {
      g_auto (GStrv)   last = g_new0 (char *, n + 1);
      g_autofree char *name = NULL;
      const State     *state;

      for (guint i = 0; i < n; i++)
        last[i] = g_strdup (words[n_words - n + i]);
      name = g_strjoinv (" ", last);
      state = find_state (name, by_code_in_capitals);
      if (state != NULL)
        return state;
    }

  return NULL;
}

/* "43215", "43215-1234". */
static gboolean
is_zip (const char *word)
{
  gsize length = strlen (word);

  if (length != 5 && !(length == 10 && word[5] == '-'))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (i != 5 && !g_ascii_isdigit (word[i]))
        return FALSE;
    }

  return TRUE;
}

static const State *
find_state_of_zip (const char *zip)
{
  guint prefix =
    (guint) (zip[0] - '0') * 100 + (guint) (zip[1] - '0') * 10 + (guint) (zip[2] - '0');

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      if (prefix >= prefixes[i].first && prefix <= prefixes[i].last)
        return find_state (prefixes[i].code, FALSE);
    }

  return NULL;
}

/* "Washington, D.C. 20500" → Washington DC 20500. */
static GStrv
split_words (const char *line)
{
  g_auto (GStrv)           parts = g_strsplit (line, ".", -1);
  g_autofree char         *joined = g_strjoinv ("", parts);
  g_auto (GStrv)           words = g_strsplit_set (joined, " ,\t\r", -1);
  g_autoptr (GStrvBuilder) full = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_strv_builder_add (full, words[i]);
    }

  return g_strv_builder_end (full);
}

static gboolean
is_this_country (const char *line)
{
  static const char *const names[] = { "US", "USA", "United States", "United States of America" };
  g_auto (GStrv)           words = split_words (line);
  g_autofree char         *joined = g_strjoinv (" ", words);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strcasecmp (joined, names[i]) == 0)
        return TRUE;
    }

  return *joined == '\0';
}

/* @of_name and @of_zip may stay NULL. A number at the end of a street is no ZIP code: alone it
 * counts below other lines only. Behind what looks like a state’s code and is none it is another
 * country’s. */
static void
read_line (const char *line, gboolean is_first, const State **of_name, const State **of_zip)
{
  g_auto (GStrv) words = split_words (line);
  guint          n_words = g_strv_length (words);
  const char    *zip = n_words > 0 && is_zip (words[n_words - 1]) ? words[n_words - 1] : NULL;

  if (zip == NULL)
    {
      *of_name = find_last_state (words, n_words, TRUE);
      return;
    }

  *of_name = find_last_state (words, n_words - 1, FALSE);
  if (*of_name == NULL && (is_first || (n_words > 1 && strlen (words[n_words - 2]) == 2)))
    return;
  *of_zip = find_state_of_zip (zip);
}

/* Its last line says it, but for the country’s. */
static void
read_address (const char *address, const State **of_name, const State **of_zip)
{
  g_auto (GStrv) lines = g_strsplit (address, "\n", -1);
  guint          n = g_strv_length (lines);

  while (n > 0 && is_this_country (lines[n - 1]))
    n--;
  if (n > 0)
    read_line (lines[n - 1], n == 1, of_name, of_zip);
}

/* ── The zones ───────────────────────────────────────────────────────────────────────────────── */

static void
add_zone (TillPostalZones *self, const char *name)
{
  GTimeZone *zone;

  if (self->n_zones == TILL_MOST_ZONES)
    return;
  for (guint i = 0; i < self->n_zones; i++)
    {
      if (g_str_equal (g_time_zone_get_identifier (self->zones[i]), name))
        return;
    }

  /* A machine may lack one. */
  zone = g_time_zone_new_identifier (name);
  if (zone != NULL)
    self->zones[self->n_zones++] = zone;
}

static void
add_zones (TillPostalZones *self, const State *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state->zones) && state->zones[i] != NULL; i++)
    add_zone (self, state->zones[i]);
}

TillPostalZones *
till_postal_zones_new (const char *address, GTimeZone *practice)
{
  TillPostalZones *self = g_new0 (TillPostalZones, 1);
  const State     *of_name = NULL;
  const State     *of_zip = NULL;

  g_return_val_if_fail (practice != NULL, NULL);

  if (address != NULL)
    read_address (address, &of_name, &of_zip);
  if (of_name != NULL)
    add_zones (self, of_name);
  if (of_zip != NULL)
    add_zones (self, of_zip);
  if (self->n_zones == 0)
    self->zones[self->n_zones++] = g_time_zone_ref (practice);

  return self;
}

void
till_postal_zones_free (TillPostalZones *self)
{
  for (guint i = 0; i < self->n_zones; i++)
    g_time_zone_unref (self->zones[i]);
  g_free (self);
}
