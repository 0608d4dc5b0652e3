/* till-day.h: calendar days and ranges of days in the practice's time zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"

G_BEGIN_DECLS

/* A day of the calendar, with no time and no zone: days since 1970-01-01. */
typedef struct
{
  gint32 number;
} TillDay;

#define TILL_DAY_NONE ((TillDay){ G_MININT32 })

/* Both ends included. TILL_DAY_NONE at an end: open there. */
typedef struct
{
  TillDay first;
  TillDay last;
} TillDayRange;

typedef enum
{
  TILL_PRESET_TODAY,
  TILL_PRESET_YESTERDAY,
  TILL_PRESET_THIS_WEEK,  /* Monday to today */
  TILL_PRESET_LAST_MONTH, /* the last month up to today: the same day a month ago, clamped, plus one
                           */
  TILL_PRESET_THIS_MONTH, /* from the 1st to today */
  TILL_PRESET_THIS_YEAR,
  TILL_PRESET_ALL,
  TILL_PRESET_CUSTOM,
} TillRangePreset;

/* In which order a day is written in figures. */
typedef enum
{
  TILL_DAY_ORDER_YMD,
  TILL_DAY_ORDER_MDY,
  TILL_DAY_ORDER_DMY,
} TillDayOrder;

static inline gboolean
till_day_is_none (TillDay day)
{
  return day.number == G_MININT32;
}

static inline int
till_day_compare (TillDay a, TillDay b)
{
  return (a.number > b.number) - (a.number < b.number);
}

/* TILL_DAY_NONE when there is no such day (2025-02-29). */
TillDay till_day (int year, int month, int day);
void    till_day_get_ymd (TillDay day, int *year, int *month, int *day_of_month);
int     till_day_get_weekday (TillDay day); /* 1 Monday … 7 Sunday */
TillDay till_day_add (TillDay day, int n_days);
TillDay till_day_add_months (TillDay day, int n_months); /* clamps to the month's last day */
/* How old on @day who was born on @birth is: who was born on February 29 is a year older on March 1
 * of a year without that day. Negative before the birth. */
int till_day_count_years (TillDay birth, TillDay day);

char   *till_day_to_iso (TillDay day) G_GNUC_WARN_UNUSED_RESULT;   /* "2026-11-24" */
char   *till_day_to_typed (TillDay day) G_GNUC_WARN_UNUSED_RESULT; /* "11/24/2026" */
TillDay till_day_from_iso (const char *text);
/* As the locale writes it ("11/24/2026", "24.11.26", "Nov 24, 2026") or in ISO's order; _NONE for
 * what is no day. */
TillDay till_day_parse (const char *text);
/* In figures, as another program writes it: "11/24/2026", "24.11.26", "20261124", with a time of
 * the day behind it or without. What begins with four figures is read as in ISO whatever @order. */
TillDay till_day_parse_numbers (const char *text, TillDayOrder order);
char   *till_day_format (TillDay day) G_GNUC_WARN_UNUSED_RESULT; /* as the locale writes it */

/* The zone of that IANA name, or NULL with a sentence. */
GTimeZone *till_zone_open (const char *name, GError **error);

TillDay     till_day_of_instant (TillInstant at, GTimeZone *zone);
TillInstant till_day_start (TillDay day, GTimeZone *zone); /* the first instant of it, DST or not */

/* What the clock on the wall shows then, in seconds after midnight, and the way back: the second
 * time of an hour that comes twice, and the end of the gap for what is skipped. */
guint       till_instant_get_time_of_day (TillInstant at, GTimeZone *zone);
TillInstant till_day_at_time (TillDay day, guint seconds, GTimeZone *zone);

/* "Nov 24, 2026, 2:03 PM" in @zone, as the locale writes it. */
char *till_instant_format (TillInstant at, GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;
char *till_instant_format_time (TillInstant at, GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

/* "2026-11-24 14:03:05" in @zone, and "2026-11-24", whatever the locale: what other programs read.
 */
void till_instant_append_plain (TillInstant at, GTimeZone *zone, GString *to);
void till_day_append_iso (TillDay day, GString *to);

/* Its text form ("last-month", in saved filters), static, and back; its words for the screen. */
const char *till_preset_to_text (TillRangePreset preset);
gboolean    till_preset_from_text (const char      *text,
                                   TillRangePreset *preset) G_GNUC_WARN_UNUSED_RESULT;
const char *till_preset_to_words (TillRangePreset preset);

/* @today is the practice's today. TILL_PRESET_CUSTOM and _ALL give an open range. */
TillDayRange till_range_for_preset (TillRangePreset preset, TillDay today);

/* The range @n before (negative) or after, as long as @range is: whole months go by the month, so a
 * year by the year, and so does a month, a week or a year that is begun only, which @preset says of
 * one that has a single day yet. An open range stays. */
TillDayRange till_range_step (TillDayRange range, TillRangePreset preset, int n);

/* Half open: @from <= at < @until. An open end gives G_MININT64 or G_MAXINT64. */
void till_range_get_instants (TillDayRange range,
                              GTimeZone   *zone,
                              TillInstant *from,
                              TillInstant *until);

G_END_DECLS
