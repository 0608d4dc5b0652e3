/* till-day-parse.c: a day as people write it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Not g_date_set_parse(): where the locale writes years in full it takes 11/24/26 for the year 26.
 */
#include "core/till-day.h"

#include <string.h>

#define N_PARTS 3

typedef struct
{
  int   value;
  gsize n_digits;
} Part;

enum
{
  YEAR,
  MONTH,
  DAY,
};

/* Which part of a written day stands where: as the locale itself writes one that has no two parts
 * alike. */
static void
find_order (guint order[N_PARTS])
{
  static const char *const sample[] = { [YEAR] = "03", [MONTH] = "11", [DAY] = "24" };
  GDate                    date;
  char                     text[64];
  const char              *places[N_PARTS];

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 24, G_DATE_NOVEMBER, 2003);
  if (g_date_strftime (text, sizeof text, "%x", &date) == 0)
    *text = '\0';
  for (guint i = 0; i < N_PARTS; i++)
    {
      places[i] = strstr (text, sample[i]);
      order[i] = i;
    }
  /* A locale that writes months in words or years of another count: as in ISO. */
  if (places[YEAR] == NULL || places[MONTH] == NULL || places[DAY] == NULL)
    return;

  for (guint i = 0; i < N_PARTS; i++)
    {
      guint place = 0;

      for (guint j = 0; j < N_PARTS; j++)
        place += places[j] < places[i] ? 1 : 0;
      order[place] = i;
    }
}

/* Three groups of digits with anything but letters and digits between; FALSE when it is not that.
 */
static gboolean
split (const char *text, Part parts[N_PARTS])
{
  const char *at = text;

  for (guint i = 0; i < N_PARTS; i++)
    {
      const char *from = at;

      parts[i] = (Part){ 0, 0 };
      for (; g_ascii_isdigit (*at) && at - from < 4; at++)
        parts[i].value = parts[i].value * 10 + (*at - '0');
      parts[i].n_digits = (gsize) (at - from);
      if (parts[i].n_digits == 0 || g_ascii_isdigit (*at))
        return FALSE;
      while (*at != '\0' && !g_ascii_isdigit (*at))
        {
          if (g_unichar_isalnum (g_utf8_get_char (at)))
            return FALSE;
          at = g_utf8_next_char (at);
        }
    }

  return *at == '\0';
}

/* @order is that of a day that does not begin with the year. */
static TillDay
read_numbers (const Part parts[N_PARTS], const guint order[N_PARTS])
{
  static const guint iso[N_PARTS] = { YEAR, MONTH, DAY };
  Part               read[N_PARTS] = { 0 };

  if (parts[0].n_digits > 2)
    order = iso;
  for (guint i = 0; i < N_PARTS; i++)
    read[order[i]] = parts[i];

  if (read[YEAR].n_digits == 2)
    read[YEAR].value += read[YEAR].value < 70 ? 2000 : 1900;
  else if (read[YEAR].n_digits != 4)
    return TILL_DAY_NONE;
  if (read[MONTH].n_digits > 2 || read[DAY].n_digits > 2)
    return TILL_DAY_NONE;

  return till_day (read[YEAR].value, read[MONTH].value, read[DAY].value);
}

/* "Nov 24, 2026": the month in the locale's words, a day and a year in full. */
static TillDay
read_words (const char *text)
{
  GDate date;
  guint n_numbers = 0;

  for (const char *at = text; *at != '\0'; at++)
    n_numbers += g_ascii_isdigit (at[0]) && !g_ascii_isdigit (at[1]) ? 1 : 0;
  g_date_clear (&date, 1);
  if (n_numbers == 2)
    g_date_set_parse (&date, text);
  if (!g_date_valid (&date) || g_date_get_year (&date) < 1000)
    return TILL_DAY_NONE;

  return till_day (g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date));
}

TillDay
till_day_parse (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  guint            order[N_PARTS];
  Part             parts[N_PARTS];

  if (!g_utf8_validate (stripped, -1, NULL))
    return TILL_DAY_NONE;
  if (!split (stripped, parts))
    return read_words (stripped);

  find_order (order);

  return read_numbers (parts, order);
}

/* "20261124" */
static TillDay
read_eight (const char *text)
{
  gint64 number;

  if (strlen (text) != 8 || strspn (text, "0123456789") != 8)
    return TILL_DAY_NONE;
  number = g_ascii_strtoll (text, NULL, 10);

  return till_day ((int) (number / 10000), (int) (number / 100 % 100), (int) (number % 100));
}

TillDay
till_day_parse_numbers (const char *text, TillDayOrder order)
{
  static const guint orders[][N_PARTS] = {
    [TILL_DAY_ORDER_YMD] = { YEAR, MONTH, DAY },
    [TILL_DAY_ORDER_MDY] = { MONTH, DAY, YEAR },
    [TILL_DAY_ORDER_DMY] = { DAY, MONTH, YEAR },
  };
  g_autofree char *day = g_strstrip (g_strdup (text));
  char            *time;
  Part             parts[N_PARTS];

  g_return_val_if_fail (order <= TILL_DAY_ORDER_DMY, TILL_DAY_NONE);

  if (!g_utf8_validate (day, -1, NULL))
    return TILL_DAY_NONE;
  /* A time of the day behind it. */
  time = strpbrk (day, " T");
  if (time != NULL && strchr (time, ':') != NULL)
    *time = '\0';

  return split (day, parts) ? read_numbers (parts, orders[order]) : read_eight (day);
}
