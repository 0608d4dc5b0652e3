/* test-quiet-hours.c: where somebody may live, and when a message may come there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-quiet-hours.h"

#include "core/till-error.h"

#define NY "America/New_York"
#define CHICAGO "America/Chicago"
#define DENVER "America/Denver"
#define LA "America/Los_Angeles"
#define PRACTICE "Europe/Lisbon" /* nothing gives it but the practice */

static TillPostalZones *
find_zones (const char *address)
{
  g_autoptr (GTimeZone) practice = till_zone_open (PRACTICE, NULL);

  return till_postal_zones_new (address, practice);
}

static char *
name_zones (const char *address)
{
  g_autoptr (TillPostalZones) zones = find_zones (address);
  GString                    *names = g_string_new (NULL);

  for (guint i = 0; i < zones->n_zones; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            g_time_zone_get_identifier (zones->zones[i]));

  return g_string_free (names, FALSE);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    const char *zones;
  } cases[] = {
    { NULL, PRACTICE },
    { "", PRACTICE },
    { "\n", PRACTICE },
    { "12 Elm St\nColumbus, OH 43215", NY },
    { "12 Elm St\nApt 4\nColumbus OH 43215-1234", NY },
    { "12 Elm St\r\nColumbus, oh  43215 ", NY },
    { "12 Elm St\nColumbus, Ohio 43215", NY },
    { "12 Elm St\nColumbus, OH", NY },
    { "12 Elm St\nColumbus 43215", NY },
    { "12 Elm St\n43215", NY },
    { "12 Elm St\nColumbus, OH 43215\nUSA", NY },
    { "12 Elm St\nColumbus, OH 43215\nUnited States\n", NY },
    { "12 Elm St, Columbus, OH 43215", NY },
    { "1600 Pennsylvania Ave\nWashington, D.C. 20500", NY },
    { "1 Main\nHuntington, West Virginia 25701", NY },
    { "1 Main\nReno, NV 89501", LA " " DENVER },
    { "1 Main\nSeattle, WA 98101", LA },
    { "1 Main\nMiami, FL 33101", NY " " CHICAGO },
    { "1 Main\nEl Paso, TX 79901", CHICAGO " " DENVER },
    { "1 Main\nEl Paso 88510", CHICAGO " " DENVER },
    { "1 Main\nNashville, TN 37201", CHICAGO " " NY },
    { "1 Main\nGary, IN 46401", NY " " CHICAGO },
    { "1 Main\nGary, in 46401", NY " " CHICAGO },
    { "1 Main\nPhoenix, AZ 85001", "America/Phoenix " DENVER },
    { "1 Main\nHonolulu, HI 96801", "Pacific/Honolulu" },
    { "1 Main\nAnchorage, AK 99501", "America/Anchorage America/Adak" },
    { "1 Main\nSan Juan, PR 00901", "America/Puerto_Rico" },
    { "1 Main\nHagåtña, GU 96910", "Pacific/Guam" },
    { "1 Main\nNew York, New York", NY },
    /* They disagree: both. */
    { "1 Main\nNevada, 64772", LA " " DENVER " " CHICAGO },
    { "1 Main\nDenver, CO 43215", DENVER " " NY },
    /* The number of a street, of a box, of another country, of the forces. */
    { "PO Box 43215", PRACTICE },
    { "12345", PRACTICE },
    { "1 Main\nToronto, ON M5V 2T6\nCanada", PRACTICE },
    { "1 Main\nToronto, ON 43215", PRACTICE },
    { "1 Main\nMonterrey, NL 64000\nMexico", PRACTICE },
    { "1 Main\nAPO, AE 09001", PRACTICE },
    { "1 Main\nSomewhere, ok", PRACTICE },
    { "1 Main\nColumbus 4321", PRACTICE },
    { "1 Main\nColumbus 43215-", PRACTICE },
    { "1 Main\nColumbus 43a15", PRACTICE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *zones = name_zones (cases[i].address);

      if (!g_str_equal (zones, cases[i].zones))
        g_error ("“%s” gives %s", cases[i].address, zones);
    }
}

/* Each state is found by its code and by a ZIP code alike, and the machine knows its zones. */
static void
test_states (void)
{
  static const char *const zips[][2] = {
    { "AK", "99501" }, { "AL", "35004" }, { "AR", "71601" }, { "AZ", "85001" }, { "CA", "90001" },
    { "CO", "80001" }, { "CT", "06001" }, { "DC", "20001" }, { "DE", "19701" }, { "FL", "32003" },
    { "GA", "30002" }, { "GU", "96910" }, { "HI", "96701" }, { "IA", "50001" }, { "ID", "83201" },
    { "IL", "60001" }, { "IN", "46001" }, { "KS", "66002" }, { "KY", "40003" }, { "LA", "70001" },
    { "MA", "01001" }, { "MD", "20601" }, { "ME", "03901" }, { "MI", "48001" }, { "MN", "55001" },
    { "MO", "63001" }, { "MP", "96950" }, { "MS", "38601" }, { "MT", "59001" }, { "NC", "27006" },
    { "ND", "58001" }, { "NE", "68001" }, { "NH", "03031" }, { "NJ", "07001" }, { "NM", "87001" },
    { "NV", "88901" }, { "NY", "10001" }, { "OH", "43001" }, { "OK", "73001" }, { "OR", "97001" },
    { "PA", "15001" }, { "PR", "00601" }, { "RI", "02801" }, { "SC", "29001" }, { "SD", "57001" },
    { "TN", "37010" }, { "TX", "73301" }, { "UT", "84001" }, { "VA", "20101" }, { "VI", "00801" },
    { "VT", "05001" }, { "WA", "98001" }, { "WI", "53001" }, { "WV", "24701" }, { "WY", "82001" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (zips); i++)
    {
      g_autofree char *by_code = g_strdup_printf ("1 Main\nX, %s", zips[i][0]);
      g_autofree char *by_zip = g_strdup_printf ("1 Main\nXyz %s", zips[i][1]);
      g_autofree char *by_both = g_strdup_printf ("1 Main\nX, %s %s", zips[i][0], zips[i][1]);
      g_autofree char *of_code = name_zones (by_code);
      g_autofree char *of_zip = name_zones (by_zip);
      g_autofree char *of_both = name_zones (by_both);

      g_test_message ("%s", zips[i][0]);
      g_assert_cmpstr (of_code, !=, PRACTICE);
      g_assert_cmpstr (of_zip, ==, of_code);
      g_assert_cmpstr (of_both, ==, of_code);
    }
}

static void
test_setting (void)
{
  static const struct
  {
    guint       from;
    guint       until;
    const char *days;
    gboolean    good;
  } cases[] = {
    { 9, 20, "123456", TRUE },  { 8, 21, "7", TRUE },    { 8, 11, "1", TRUE },
    { 7, 20, "123456", FALSE }, { 9, 22, "1", FALSE },   { 9, 11, "1", FALSE },
    { 20, 9, "1", FALSE },      { 9, 9, "1", FALSE },    { 9, 20, "", FALSE },
    { 9, 20, "8", FALSE },      { 9, 20, "1 2", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      TillMessageHours   hours;

      g_assert_cmpint (
        till_message_hours_read (&hours, cases[i].from, cases[i].until, cases[i].days, &error), ==,
        cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
}

static void
assert_next (const char *place, const char *days, const char *at, const char *expected)
{
  g_autofree char            *address = g_strdup_printf ("1 Main\nX, %s", place);
  g_autoptr (TillPostalZones) zones = find_zones (address);
  g_autoptr (GError)          error = NULL;
  g_autofree char            *iso = NULL;
  TillMessageHours            hours;
  TillInstant                 from;

  till_message_hours_read (&hours, 9, 20, days, &error);
  g_assert_no_error (error);
  g_assert_true (till_instant_from_iso (at, &from));
  iso = till_instant_to_iso (till_message_hours_next (&hours, zones, from));
  if (g_strcmp0 (iso, expected) != 0)
    g_error ("%s in %s: %s, not %s", at, place, iso, expected);
}

/* November 24, 2026 is a Tuesday. */
static void
test_next (void)
{
  static const struct
  {
    const char *place;
    const char *days;
    const char *at;
    const char *next;
  } cases[] = {
    /* Open, to the millisecond. */
    { "OH", "123456", "2026-11-24T14:00:00.000Z", "2026-11-24T14:00:00.000Z" },
    { "OH", "123456", "2026-11-24T13:59:59.999Z", "2026-11-24T14:00:00.000Z" },
    { "OH", "123456", "2026-11-25T00:59:59.999Z", "2026-11-25T00:59:59.999Z" },
    { "OH", "123456", "2026-11-25T01:00:00.000Z", "2026-11-25T14:00:00.000Z" },
    /* Midnight, to both sides. */
    { "OH", "123456", "2026-11-25T04:59:59.999Z", "2026-11-25T14:00:00.000Z" },
    { "OH", "123456", "2026-11-25T05:00:00.000Z", "2026-11-25T14:00:00.000Z" },
    /* Saturday evening, Sunday: Monday. */
    { "OH", "123456", "2026-11-29T01:00:00.000Z", "2026-11-30T14:00:00.000Z" },
    { "OH", "123456", "2026-11-29T18:00:00.000Z", "2026-11-30T14:00:00.000Z" },
    { "OH", "1234567", "2026-11-29T18:00:00.000Z", "2026-11-29T18:00:00.000Z" },
    /* One day a week, whose hours are over: in a week. */
    { "OH", "2", "2026-11-25T01:00:00.000Z", "2026-12-01T14:00:00.000Z" },
    { "OH", "2", "2026-11-25T00:00:00.000Z", "2026-11-25T00:00:00.000Z" },
    /* Where the sun rises later. */
    { "CA", "123456", "2026-11-24T14:00:00.000Z", "2026-11-24T17:00:00.000Z" },
    { "HI", "123456", "2026-11-24T14:00:00.000Z", "2026-11-24T19:00:00.000Z" },
    /* In Guam it is Sunday already. */
    { "GU", "123456", "2026-11-28T15:00:00.000Z", "2026-11-29T23:00:00.000Z" },
    /* Two clocks: not before the later, not after the earlier. */
    { "FL", "123456", "2026-11-24T14:00:00.000Z", "2026-11-24T15:00:00.000Z" },
    { "FL", "123456", "2026-11-25T00:59:59.999Z", "2026-11-25T00:59:59.999Z" },
    { "FL", "123456", "2026-11-25T01:00:00.000Z", "2026-11-25T15:00:00.000Z" },
    { "FL", "123456", "2026-11-29T01:30:00.000Z", "2026-11-30T15:00:00.000Z" },
    /* In Arizona they are an hour apart in summer only. */
    { "AZ", "123456", "2026-11-24T16:00:00.000Z", "2026-11-24T16:00:00.000Z" },
    { "AZ", "123456", "2026-07-24T15:00:00.000Z", "2026-07-24T16:00:00.000Z" },
    { "AZ", "123456", "2026-07-25T02:00:00.000Z", "2026-07-25T16:00:00.000Z" },
    /* The days of 23 and 25 hours, and those before. */
    { "OH", "1234567", "2026-03-08T01:00:00.000Z", "2026-03-08T13:00:00.000Z" },
    { "OH", "1234567", "2026-03-08T07:00:00.000Z", "2026-03-08T13:00:00.000Z" },
    { "OH", "1234567", "2026-11-01T00:00:00.000Z", "2026-11-01T14:00:00.000Z" },
    { "OH", "1234567", "2026-11-01T06:30:00.000Z", "2026-11-01T14:00:00.000Z" },
    { "OH", "123456", "2026-03-08T13:00:00.000Z", "2026-03-09T13:00:00.000Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_next (cases[i].place, cases[i].days, cases[i].at, cases[i].next);
}

/* Whatever is asked is answered: allowed by each clock, and no instant before it was. */
static void
test_random (void)
{
  static const char *const places[] = { "AK", "FL", "GU 10001", "KS 99501", "NV 64772", "HI" };
  GRand                   *random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *address =
        g_strdup_printf ("1 Main\nX, %s", places[g_rand_int_range (random, 0, 6)]);
      g_autoptr (TillPostalZones) zones = find_zones (address);
      TillMessageHours            hours = { 9, 20, (guint) g_rand_int_range (random, 1, 128) << 1 };
      TillInstant                 at =
        G_GINT64_CONSTANT (1767225600000) + g_rand_int_range (random, 0, 525600) * TILL_MINUTE;
      TillInstant next = till_message_hours_next (&hours, zones, at);
      gboolean    found = FALSE;

      g_assert_cmpint (next, >=, at);
      g_assert_cmpint (next, ==, till_message_hours_next (&hours, zones, next));
      for (TillInstant probe = at; !found && probe <= next; probe += 30 * TILL_MINUTE)
        {
          found = TRUE;
          for (guint j = 0; j < zones->n_zones; j++)
            {
              TillDay day = till_day_of_instant (probe, zones->zones[j]);
              guint   time = till_instant_get_time_of_day (probe, zones->zones[j]);

              found = found && time >= 9 * 3600 && time < 20 * 3600 &&
                      (hours.days & (1u << till_day_get_weekday (day))) != 0;
            }
          /* The hour may have begun since the probe before. */
          g_assert_true (!found || next <= probe);
        }
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quiet-hours/addresses", test_addresses);
  g_test_add_func ("/quiet-hours/states", test_states);
  g_test_add_func ("/quiet-hours/setting", test_setting);
  g_test_add_func ("/quiet-hours/next", test_next);
  g_test_add_func ("/quiet-hours/random", test_random);

  return g_test_run ();
}
