/* test-day.c: days, months, zones with their gaps and folds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-day.h"

#include <locale.h>

#include "core/till-error.h"
#include "day-for-test.h"
#include "locale-for-test.h"

/* Each day of 9999 years, against GDate. */
static void
test_every_day (void)
{
  GDate date;

  g_date_clear (&date, 1);
  for (guint32 julian = 1; julian <= 3652059; julian++)
    {
      TillDay day = { (gint32) julian - 719163 };
      int     year;
      int     month;
      int     day_of_month;

      g_date_set_julian (&date, julian);
      till_day_get_ymd (day, &year, &month, &day_of_month);
      if (year != g_date_get_year (&date) || month != (int) g_date_get_month (&date) ||
          day_of_month != g_date_get_day (&date) ||
          till_day_get_weekday (day) != (int) g_date_get_weekday (&date) ||
          till_day_compare (till_day (year, month, day_of_month), day) != 0)
        g_error ("day %d: %d-%d-%d", day.number, year, month, day_of_month);
    }
}

static void
test_iso (void)
{
  static const char *const none[] = {
    "",           "2026",       "2026-11",    "2026-11-24 ", " 2026-11-24", "2026/11/24",
    "2026-1-24",  "2026-13-01", "2026-00-10", "2026-01-00",  "2026-01-32",  "2026-04-31",
    "2025-02-29", "1900-02-29", "0000-01-01", "+026-01-01",  "2026-0x-01",  "11/24/2026",
  };

  g_assert_cmpint (till_day_from_iso ("1970-01-01").number, ==, 0);
  g_assert_cmpint (till_day_from_iso ("1969-12-31").number, ==, -1);
  day_assert (till_day_from_iso ("2024-02-29"), "2024-02-29");
  day_assert (till_day_from_iso ("2000-02-29"), "2000-02-29");
  day_assert (till_day_from_iso ("0001-01-01"), "0001-01-01");
  day_assert (till_day_from_iso ("9999-12-31"), "9999-12-31");

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_true (till_day_is_none (till_day_from_iso (none[i])));
  g_assert_true (till_day_is_none (till_day_from_iso (NULL)));
  g_assert_true (till_day_is_none (till_day (2025, 2, 29)));
  g_assert_true (till_day_is_none (till_day (10000, 1, 1)));
  day_assert (TILL_DAY_NONE, "");
}

static void
test_add (void)
{
  day_assert (till_day_add (till_day (2024, 2, 28), 1), "2024-02-29");
  day_assert (till_day_add (till_day (2024, 3, 1), -1), "2024-02-29");
  day_assert (till_day_add (till_day (1970, 1, 1), -365), "1969-01-01");
  day_assert (till_day_add (till_day (9999, 12, 31), 1), "");
  day_assert (till_day_add (till_day (1, 1, 1), -1), "");
  day_assert (till_day_add (till_day (2026, 1, 1), G_MAXINT), "");
  day_assert (till_day_add (till_day (1960, 1, 1), G_MININT), "");
}

static void
test_add_months (void)
{
  static const struct
  {
    const char *day;
    int         n;
    const char *then;
  } rows[] = {
    { "2026-11-24", 0, "2026-11-24" },
    { "2026-11-24", 1, "2026-12-24" },
    { "2026-11-24", 2, "2027-01-24" },
    { "2026-11-24", -11, "2025-12-24" },
    { "2026-11-24", -10, "2026-01-24" },
    { "2026-01-31", 1, "2026-02-28" },
    { "2024-01-31", 1, "2024-02-29" },
    { "2026-03-31", -1, "2026-02-28" },
    { "2026-05-31", 1, "2026-06-30" },
    { "2024-02-29", 12, "2025-02-28" },
    { "2024-02-29", 48, "2028-02-29" },
    { "2025-10-31", 13, "2026-11-30" },
    { "9999-12-31", 1, "" },
    { "0001-01-31", -1, "" },
    { "2026-01-01", G_MAXINT, "" },
    { "2026-01-01", G_MININT, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    day_assert (till_day_add_months (till_day_from_iso (rows[i].day), rows[i].n), rows[i].then);
}

static void
test_count_years (void)
{
  static const struct
  {
    const char *birth;
    const char *day;
    int         years;
  } rows[] = {
    { "2000-11-24", "2026-11-23", 25 },  { "2000-11-24", "2026-11-24", 26 },
    { "2000-11-25", "2026-11-24", 25 },  { "2000-12-31", "2001-01-01", 0 },
    { "2000-12-31", "2001-12-31", 1 },   { "2004-02-29", "2026-02-28", 21 },
    { "2004-02-29", "2026-03-01", 22 },  { "2004-02-29", "2028-02-29", 24 },
    { "2026-11-24", "2026-11-24", 0 },   { "2026-11-25", "2026-11-24", -1 },
    { "1899-01-01", "2026-11-24", 127 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (
      till_day_count_years (till_day_from_iso (rows[i].birth), till_day_from_iso (rows[i].day)), ==,
      rows[i].years);
}

static void
test_zone_names (void)
{
  static const char *const none[] = {
    "", "Mars/Olympus", "America", "+05:00", "-5", ":America/New_York", "../../etc/passwd",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", none[i]);
      g_assert_null (till_zone_open (none[i], &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
  g_assert_null (till_zone_open (NULL, NULL));
}

static void
test_day_of_instant (void)
{
  static const struct
  {
    const char *zone;
    TillInstant at;
    const char *day;
  } rows[] = {
    { "UTC", 0, "1970-01-01" },
    { "UTC", -1, "1969-12-31" },
    { "UTC", 24 * TILL_HOUR - 1, "1970-01-01" },
    { "UTC", 24 * TILL_HOUR, "1970-01-02" },
    { "America/New_York", 5 * TILL_HOUR - 1, "1969-12-31" },
    { "America/New_York", 5 * TILL_HOUR, "1970-01-01" },
    { "Asia/Tokyo", 15 * TILL_HOUR - 1, "1970-01-01" },
    { "Asia/Tokyo", 15 * TILL_HOUR, "1970-01-02" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GTimeZone) zone = day_open_zone (rows[i].zone);

      day_assert (till_day_of_instant (rows[i].at, zone), rows[i].day);
    }
}

static void
test_day_starts (void)
{
  static const struct
  {
    const char *zone;
    const char *day;
    const char *start;
  } rows[] = {
    { "UTC", "2026-11-24", "2026-11-24T00:00:00Z" },
    { "America/New_York", "2026-11-24", "2026-11-24T05:00:00Z" },
    { "America/New_York", "2026-07-04", "2026-07-04T04:00:00Z" },
    /* Days of 23 and 25 hours begin like any other; so do the days after them. */
    { "America/New_York", "2026-03-08", "2026-03-08T05:00:00Z" },
    { "America/New_York", "2026-03-09", "2026-03-09T04:00:00Z" },
    { "America/New_York", "2026-11-01", "2026-11-01T04:00:00Z" },
    { "America/New_York", "2026-11-02", "2026-11-02T05:00:00Z" },
    { "America/Phoenix", "2026-07-04", "2026-07-04T07:00:00Z" },
    { "Pacific/Honolulu", "2026-11-24", "2026-11-24T10:00:00Z" },
    { "Asia/Kathmandu", "2026-11-24", "2026-11-23T18:15:00Z" },
    { "Pacific/Kiritimati", "2026-11-24", "2026-11-23T10:00:00Z" },
    { "Etc/GMT+12", "2026-11-24", "2026-11-24T12:00:00Z" },
    /* The gap is at midnight: the day begins at one o'clock. */
    { "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z" },
    { "Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z" },
    /* At midnight back to eleven: the day before has 25 hours. */
    { "America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z" },
    /* At one o'clock back to midnight: midnight comes twice, the first one counts. */
    { "America/Havana", "2026-11-01", "2026-11-01T04:00:00Z" },
    /* At a minute past midnight back to a minute past eleven. */
    { "America/St_Johns", "2006-10-29", "2006-10-29T02:30:00Z" },
    /* A day that never was begins with the next. */
    { "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z" },
    { "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z" },
    { "Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GTimeZone) zone = day_open_zone (rows[i].zone);
      TillInstant           start = till_day_start (till_day_from_iso (rows[i].day), zone);
      g_autofree char      *text = till_instant_to_iso (start);

      g_test_message ("%s %s: %s", rows[i].zone, rows[i].day, text);
      g_assert_cmpint (start, ==, day_read_instant (rows[i].start));
    }
}

/* Whatever a zone does at night: a day's first instant is of that day, the one before is not. */
static void
test_day_edges (void)
{
  static const char *const zones[] = {
    "America/New_York",  "America/Chicago", "America/Denver",      "America/Los_Angeles",
    "America/Anchorage", "America/Havana",  "America/Sao_Paulo",   "Africa/Cairo",
    "Asia/Beirut",       "Asia/Tehran",     "Australia/Lord_Howe",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = day_open_zone (zones[i]);

      for (TillDay day = till_day (2016, 1, 1); till_day_compare (day, till_day (2019, 1, 1)) < 0;
           day = till_day_add (day, 1))
        {
          TillInstant start = till_day_start (day, zone);

          if (till_day_compare (till_day_of_instant (start, zone), day) != 0 ||
              till_day_compare (till_day_of_instant (start - 1, zone), till_day_add (day, -1)) != 0)
            g_error ("%s, day %d", zones[i], day.number);
        }
    }
}

static void
test_words (void)
{
  g_autoptr (GTimeZone) zone = day_open_zone ("America/New_York");
  g_autofree char      *day = till_day_format (till_day (2026, 11, 4));
  g_autofree char      *none = till_day_format (TILL_DAY_NONE);
  g_autofree char *when = till_instant_format (day_read_instant ("2026-11-24T19:03:00Z"), zone);
  g_autofree char *summer = till_instant_format (day_read_instant ("2026-07-04T04:00:00Z"), zone);
  g_autofree char *time =
    till_instant_format_time (day_read_instant ("2026-11-24T19:03:00Z"), zone);
  g_autofree char *never = till_instant_format (TILL_INSTANT_NONE, zone);

  g_assert_cmpstr (day, ==, "Nov 4, 2026");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (when, ==, "Nov 24, 2026, 2:03 PM");
  g_assert_cmpstr (summer, ==, "Jul 4, 2026, 12:00 AM");
  g_assert_cmpstr (time, ==, "2:03 PM");
  g_assert_cmpstr (never, ==, "");
  g_assert_true (till_day_is_none (till_day_of_instant (TILL_INSTANT_NONE, zone)));
}

/* As each locale writes a day; no day at all where the text is none there. */
static void
test_written (void)
{
  static const struct
  {
    const char *locale;
    const char *text;
    const char *iso;
  } rows[] = {
    { "en_US", "11/24/2026", "2026-11-24" },
    { "en_US", "1/4/2026", "2026-01-04" },
    { "en_US", "11/24/26", "2026-11-24" },
    { "en_US", " 11-24-2026 ", "2026-11-24" },
    { "en_US", "2026-11-24", "2026-11-24" },
    { "en_US", "2026/1/4", "2026-01-04" },
    { "en_US", "Nov 24, 2026", "2026-11-24" },
    { "en_US", "24 november 2026", "2026-11-24" },
    { "en_US", "24.11.2026", NULL },
    { "en_US", "2/29/2026", NULL },
    { "en_US", "11/24", NULL },
    { "en_US", "11/24/202", NULL },
    { "en_US", "111/24/2026", NULL },
    { "en_US", "11242026", NULL },
    { "en_US", "11/24/2026/1", NULL },
    { "en_US", "November 2026", NULL },
    { "en_US", "much", NULL },
    { "en_US", "", NULL },
    { "de_DE", "24.11.2026", "2026-11-24" },
    { "de_DE", "24. 11. 26", "2026-11-24" },
    { "de_DE", "4.1.2026", "2026-01-04" },
    { "de_DE", "24.11.69", "2069-11-24" },
    { "de_DE", "24.11.70", "1970-11-24" },
    { "de_DE", "2026-11-24", "2026-11-24" },
    { "de_DE", "24. März 2026", "2026-03-24" },
    { "de_DE", "11/24/2026", NULL },
    { "de_DE", "31.4.2026", NULL },
    { "hu_HU", "2026. 11. 24.", "2026-11-24" },
    { "hu_HU", "26.11.24", "2026-11-24" },
  };

  /* The months' names are of it. */
  setlocale (LC_CTYPE, "C.UTF-8");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *iso = NULL;

      if (!locale_for_test_set (rows[i].locale))
        continue;
      iso = till_day_to_iso (till_day_parse (rows[i].text));
      g_test_message ("%s: “%s”: %s", rows[i].locale, rows[i].text, iso);
      g_assert_cmpstr (iso, ==, rows[i].iso != NULL ? rows[i].iso : "");
    }
  locale_for_test_reset ();
}

static void
test_numbers (void)
{
  static const struct
  {
    const char  *text;
    TillDayOrder order;
    const char  *iso;
  } rows[] = {
    { "11/24/2026", TILL_DAY_ORDER_MDY, "2026-11-24" },
    { "1/4/26", TILL_DAY_ORDER_MDY, "2026-01-04" },
    { "1/4/26", TILL_DAY_ORDER_DMY, "2026-04-01" },
    { "24.11.2026", TILL_DAY_ORDER_DMY, "2026-11-24" },
    { "24.11.2026", TILL_DAY_ORDER_MDY, NULL },
    { "2026-11-24", TILL_DAY_ORDER_DMY, "2026-11-24" },
    { "26-11-24", TILL_DAY_ORDER_YMD, "2026-11-24" },
    { "20261124", TILL_DAY_ORDER_MDY, "2026-11-24" },
    { "20261324", TILL_DAY_ORDER_YMD, NULL },
    { "2026112", TILL_DAY_ORDER_YMD, NULL },
    { " 11/24/2026 3:05 PM ", TILL_DAY_ORDER_MDY, "2026-11-24" },
    { "2026-11-24T15:05:00Z", TILL_DAY_ORDER_MDY, "2026-11-24" },
    { "0001-01-01", TILL_DAY_ORDER_MDY, "0001-01-01" },
    { "2/29/2027", TILL_DAY_ORDER_MDY, NULL },
    { "11/24", TILL_DAY_ORDER_MDY, NULL },
    { "Nov 24, 2026", TILL_DAY_ORDER_MDY, NULL },
    { "", TILL_DAY_ORDER_MDY, NULL },
    { "\xe4", TILL_DAY_ORDER_MDY, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *iso = till_day_to_iso (till_day_parse_numbers (rows[i].text, rows[i].order));

      g_assert_cmpstr (iso, ==, rows[i].iso != NULL ? rows[i].iso : "");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/day/every-day-there-is", test_every_day);
  g_test_add_func ("/core/day/iso", test_iso);
  g_test_add_func ("/core/day/add", test_add);
  g_test_add_func ("/core/day/add-months", test_add_months);
  g_test_add_func ("/core/day/count-years", test_count_years);
  g_test_add_func ("/core/day/words", test_words);
  g_test_add_func ("/core/day/as-written", test_written);
  g_test_add_func ("/core/day/in-figures", test_numbers);
  g_test_add_func ("/core/zone/refuses-what-is-no-zone", test_zone_names);
  g_test_add_func ("/core/zone/day-of-instant", test_day_of_instant);
  g_test_add_func ("/core/zone/day-starts", test_day_starts);
  g_test_add_func ("/core/zone/day-edges", test_day_edges);

  return g_test_run ();
}
