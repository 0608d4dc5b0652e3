/* till-plain-rows.c: transactions as structs, and which of them a filter is to show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-plain-rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/till-text.h"

static gboolean
is_in (TillDay day, const TillCondition *condition, TillDay today)
{
  const char  *first = condition->values[0];
  const char  *last = first != NULL ? condition->values[1] : NULL;
  TillDayRange range = { TILL_DAY_NONE, TILL_DAY_NONE };

  switch (condition->op)
    {
    case TILL_OP_IS:
      for (guint i = 0; condition->values[i] != NULL; i++)
        if (till_day_from_iso (condition->values[i]).number == day.number)
          return TRUE;
      return FALSE;
    case TILL_OP_BETWEEN:
      return (*first == '\0' || till_day_from_iso (first).number <= day.number) &&
             (*last == '\0' || day.number <= till_day_from_iso (last).number);
    case TILL_OP_OUTSIDE:
      return day.number < till_day_from_iso (first).number ||
             day.number > till_day_from_iso (last).number;
    case TILL_OP_OLDER:
      return today.number - day.number > atoi (first);
    case TILL_OP_LAST_DAYS:
      return day.number <= today.number && today.number - day.number < atoi (first);
    case TILL_OP_NEXT_DAYS:
      return day.number >= today.number && day.number - today.number < atoi (first);
    case TILL_OP_PRESET:
      for (TillRangePreset preset = 0; preset <= TILL_PRESET_CUSTOM; preset++)
        if (g_str_equal (till_preset_to_text (preset), first))
          range = till_range_for_preset (preset, today);
      return (till_day_is_none (range.first) || range.first.number <= day.number) &&
             (till_day_is_none (range.last) || day.number <= range.last.number);
    case TILL_OP_CONTAINS:
    case TILL_OP_BEGINS:
    case TILL_OP_EMPTY:
    default:
      return FALSE;
    }
}

/* @text is folded; NULL is in nothing but "empty". */
static gboolean
text_fits (const char *text, const TillCondition *condition, gboolean folded)
{
  gboolean fits = FALSE;

  if (condition->op == TILL_OP_EMPTY)
    return text == NULL || *text == '\0';
  if (text == NULL)
    return condition->op == TILL_OP_BETWEEN && *condition->values[0] == '\0' &&
           *condition->values[1] == '\0';

  if (condition->op == TILL_OP_BETWEEN)
    {
      g_autofree char *first = till_text_fold (condition->values[0]);
      g_autofree char *last = till_text_fold (condition->values[1]);

      return (*condition->values[0] == '\0' || strcmp (first, text) <= 0) &&
             (*condition->values[1] == '\0' || strcmp (text, last) <= 0);
    }
  for (guint i = 0; condition->values[i] != NULL && !fits; i++)
    {
      g_autofree char *value =
        folded ? till_text_fold (condition->values[i]) : g_strdup (condition->values[i]);

      fits = condition->op == TILL_OP_IS         ? g_str_equal (text, value)
             : condition->op == TILL_OP_CONTAINS ? strstr (text, value) != NULL
                                                 : g_str_has_prefix (text, value);
    }

  return fits;
}

static gboolean
number_fits (gint64 number, gboolean is_null, const TillCondition *condition)
{
  const char *first = condition->values[0];

  if (condition->op == TILL_OP_EMPTY)
    return is_null;
  if (condition->op == TILL_OP_BETWEEN)
    {
      const char *last = condition->values[1];
      gboolean    open = *first == '\0' && *last == '\0';

      return open || (!is_null && (*first == '\0' || g_ascii_strtoll (first, NULL, 10) <= number) &&
                      (*last == '\0' || number <= g_ascii_strtoll (last, NULL, 10)));
    }
  for (guint i = 0; condition->values[i] != NULL; i++)
    if (!is_null && g_ascii_strtoll (condition->values[i], NULL, 10) == number)
      return TRUE;

  return FALSE;
}

gboolean
plain_row_fits (const PlainRow *row, const TillCondition *condition, TillDay today)
{
  const char *column = condition->column;

  if (g_str_equal (column, "date"))
    return is_in (row->day, condition, today);
  if (g_str_equal (column, "entered"))
    return is_in (row->entered_on, condition, today);
  if (g_str_equal (column, "patient"))
    return text_fits (row->folded, condition, TRUE);
  if (g_str_equal (column, "card"))
    {
      g_autofree char *folded = row->card != NULL ? till_text_fold (row->card) : NULL;

      return text_fits (folded, condition, TRUE);
    }
  if (g_str_equal (column, "amount"))
    return number_fits (row->cents, FALSE, condition);
  if (g_str_equal (column, "patient-id"))
    return number_fits (row->patient_id, row->patient_id == 0, condition);

  return text_fits (g_str_equal (column, "method")   ? row->method
                    : g_str_equal (column, "status") ? row->status
                    : g_str_equal (column, "posted") ? row->posting
                    : g_str_equal (column, "mark")   ? row->mark
                                                     : row->kind,
                    condition, FALSE);
}

/* Cents of "125", "125.5", "$125.50"; 0 for what is no amount. */
static gint64
cents_of (const char *text)
{
  const char *at = *text == '$' ? text + 1 : text;
  const char *point = strchr (at, '.');
  gint64      whole = g_ascii_strtoll (at, NULL, 10);

  if (strspn (at, "0123456789.") != strlen (at))
    return 0;

  return point == NULL         ? whole * 100
         : strlen (point) == 2 ? whole * 100 + (point[1] - '0') * 10
                               : whole * 100 + g_ascii_strtoll (point + 1, NULL, 10);
}

gboolean
plain_row_is_found (const PlainRow *row, const char *text)
{
  g_autofree char *digits = till_text_digits (text);
  g_autofree char *folded = till_text_fold (text);
  g_auto (GStrv)   words = g_strsplit (folded, " ", -1);
  gboolean         named = TRUE;

  if (*folded == '\0')
    return TRUE;
  if (*digits != '\0' && strchr (text, ' ') == NULL && g_strcmp0 (row->processor_id, text) == 0)
    return TRUE;
  if (*digits == '\0' || strspn (text, "0123456789 -.,$()+/") != strlen (text))
    {
      for (guint i = 0; words[i] != NULL; i++)
        named = named && strstr (row->folded, words[i]) != NULL;
      return named;
    }

  if (g_str_equal (digits, text) && g_ascii_strtoll (text, NULL, 10) == row->id)
    return TRUE;
  if (cents_of (text) != 0 && cents_of (text) == ABS (row->cents))
    return TRUE;
  if (row->receipt != NULL && g_str_has_prefix (row->receipt, text))
    return TRUE;
  if (strlen (text) == 4 && g_strcmp0 (row->last_four, text) == 0)
    return TRUE;

  return row->patient_id != 0 && strpbrk (text, "$,") == NULL &&
         ((strlen (digits) >= 4 && g_str_has_suffix (row->phone, digits)) ||
          (strlen (digits) >= 6 && g_str_has_prefix (row->phone, digits)));
}
