/* test-calendar.c: the days on which banks work, against the Federal Reserve's published lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-calendar.h"

/* All weekdays the Reserve Banks are closed, as published for each year. */
static const char *const closed[] = {
  /* 2021: Juneteenth was not kept yet; July 4 was a Sunday, Christmas a Saturday. */
  "2021-01-01",
  "2021-01-18",
  "2021-02-15",
  "2021-05-31",
  "2021-07-05",
  "2021-09-06",
  "2021-10-11",
  "2021-11-11",
  "2021-11-25",
  /* 2022: New Year's Day was a Saturday, Juneteenth and Christmas Sundays. */
  "2022-01-17",
  "2022-02-21",
  "2022-05-30",
  "2022-06-20",
  "2022-07-04",
  "2022-09-05",
  "2022-10-10",
  "2022-11-11",
  "2022-11-24",
  "2022-12-26",
  /* 2023: New Year's Day was a Sunday, Veterans Day a Saturday. */
  "2023-01-02",
  "2023-01-16",
  "2023-02-20",
  "2023-05-29",
  "2023-06-19",
  "2023-07-04",
  "2023-09-04",
  "2023-10-09",
  "2023-11-23",
  "2023-12-25",
  "2024-01-01",
  "2024-01-15",
  "2024-02-19",
  "2024-05-27",
  "2024-06-19",
  "2024-07-04",
  "2024-09-02",
  "2024-10-14",
  "2024-11-11",
  "2024-11-28",
  "2024-12-25",
  "2025-01-01",
  "2025-01-20",
  "2025-02-17",
  "2025-05-26",
  "2025-06-19",
  "2025-07-04",
  "2025-09-01",
  "2025-10-13",
  "2025-11-11",
  "2025-11-27",
  "2025-12-25",
  /* 2026: July 4 is a Saturday. */
  "2026-01-01",
  "2026-01-19",
  "2026-02-16",
  "2026-05-25",
  "2026-06-19",
  "2026-09-07",
  "2026-10-12",
  "2026-11-11",
  "2026-11-26",
  "2026-12-25",
  /* 2027: Juneteenth and Christmas are Saturdays, July 4 a Sunday. */
  "2027-01-01",
  "2027-01-18",
  "2027-02-15",
  "2027-05-31",
  "2027-07-05",
  "2027-09-06",
  "2027-10-11",
  "2027-11-11",
  "2027-11-25",
};

/* Every day of these years is looked at: no holiday is missing, and none is too many. */
static void
test_holidays (void)
{
  g_autoptr (GHashTable) days = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (closed); i++)
    g_hash_table_add (days, (gpointer) closed[i]);

  for (TillDay day = till_day (2021, 1, 1); till_day_compare (day, till_day (2027, 12, 31)) <= 0;
       day = till_day_add (day, 1))
    {
      g_autofree char *text = till_day_to_iso (day);
      gboolean works = till_day_get_weekday (day) <= 5 && !g_hash_table_contains (days, text);

      if (till_calendar_is_business_day (day) != works)
        g_error ("%s: business day: %d", text, !works);
    }
}

static void
test_add (void)
{
  static const struct
  {
    const char *day;
    guint       n;
    const char *then;
  } rows[] = {
    { "2026-11-24", 0, "2026-11-24" }, /* a Tuesday */
    { "2026-11-24", 1, "2026-11-25" },
    { "2026-11-24", 2, "2026-11-27" }, /* over Thanksgiving */
    { "2026-11-24", 3, "2026-11-30" }, /* and a week-end */
    { "2026-11-26", 0, "2026-11-27" },
    { "2026-11-28", 0, "2026-11-30" }, /* a Saturday */
    { "2026-11-28", 1, "2026-12-01" },
    { "2026-07-03", 0, "2026-07-03" }, /* the Friday before July 4: open */
    { "2026-07-03", 1, "2026-07-06" },
    { "2021-12-31", 0, "2021-12-31" }, /* the Friday before New Year's Day: open */
    { "2022-12-23", 1, "2022-12-27" },
    { "2022-12-31", 1, "2023-01-04" }, /* Saturday, Sunday, New Year kept on Monday */
    { "2024-01-01", 252, "2025-01-03" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TillDay then = till_calendar_add_business_days (till_day_from_iso (rows[i].day), rows[i].n);
      g_autofree char *text = till_day_to_iso (then);

      g_assert_cmpstr (text, ==, rows[i].then);
    }
}

static void
test_end_of_time (void)
{
  TillDay last = till_day (9999, 12, 31);

  g_assert_true (till_day_is_none (till_calendar_add_business_days (last, 5)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/calendar/holidays-2021-to-2027", test_holidays);
  g_test_add_func ("/core/calendar/add-business-days", test_add);
  g_test_add_func ("/core/calendar/add-ends-with-the-calendar", test_end_of_time);

  return g_test_run ();
}
