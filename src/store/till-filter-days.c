/* till-filter-days.c: a filter's conditions on days and instants, as SQL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-filter-sql-private.h"

static gboolean
read_day (const char *value, TillDay *day)
{
  *day = value != NULL && *value != '\0' ? till_day_from_iso (value) : TILL_DAY_NONE;

  return value == NULL || *value == '\0' || !till_day_is_none (*day);
}

static gboolean
read_preset (const char *text, TillDay today, TillDayRange *range)
{
  TillRangePreset preset;

  if (!till_preset_from_text (text, &preset))
    return FALSE;
  *range = till_range_for_preset (preset, today);

  return TRUE;
}

gboolean
till_condition_get_days (const TillCondition *self, TillDay today, TillDayRange *range)
{
  const char *first = self->values[0];
  const char *last = first != NULL ? self->values[1] : NULL;

  if (self->op == TILL_OP_PRESET)
    return read_preset (first, today, range);
  if (self->op == TILL_OP_OLDER || self->op == TILL_OP_LAST_DAYS || self->op == TILL_OP_NEXT_DAYS)
    return till_filter_count_days (self->op, first, today, range);
  if (self->op == TILL_OP_IS && first != NULL && last == NULL)
    return read_day (first, &range->first) && read_day (first, &range->last);

  return self->op == TILL_OP_BETWEEN && read_day (first, &range->first) &&
         read_day (last, &range->last);
}

gboolean
till_condition_is_bounded (const TillCondition *self)
{
  return self->op == TILL_OP_BETWEEN && self->values[0] != NULL && *self->values[0] != '\0' &&
         self->values[1] != NULL && *self->values[1] != '\0';
}

/* Half open, so that a day of 23 or 25 hours is a day too. */
void
till_sql_append_days (TillSqlBuilder *self, const TillDayRange *range)
{
  TillInstant from;
  TillInstant until;

  till_range_get_instants (*range, self->zone, &from, &until);
  if (self->column->kind == TILL_COLUMN_DAY)
    {
      from = till_day_is_none (range->first) ? G_MININT64 : range->first.number;
      until = till_day_is_none (range->last) ? G_MAXINT64 : range->last.number + 1;
    }

  if (from == G_MININT64 && until == G_MAXINT64)
    g_string_append (self->text, "1 = 1");
  if (from != G_MININT64)
    {
      g_string_append_printf (self->text, "%s >= ", self->expression);
      till_sql_append_int (self, from);
    }
  if (from != G_MININT64 && until != G_MAXINT64)
    g_string_append (self->text, " AND ");
  if (until != G_MAXINT64)
    {
      g_string_append_printf (self->text, "%s < ", self->expression);
      till_sql_append_int (self, until);
    }
}

gboolean
till_sql_is_of_days (const TillColumn *column)
{
  return column->kind == TILL_COLUMN_INSTANT || column->kind == TILL_COLUMN_DAY;
}

/* Days that are in another table. */
gboolean
till_sql_append_ids (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  TillDayRange range;

  if (!till_condition_get_days (condition, self->today, &range))
    return till_sql_misfit (self, condition->values[0], error);
  g_string_append_printf (self->text, "id IN (%s BETWEEN ", self->ids);
  till_sql_append_int (self, range.first.number);
  g_string_append (self->text, " AND ");
  till_sql_append_int (self, range.last.number);
  g_string_append_c (self->text, ')');

  return TRUE;
}

gboolean
till_sql_append_outside (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  const char  *values[] = { condition->values[0], NULL };
  TillDayRange days = { TILL_DAY_NONE, TILL_DAY_NONE };
  TillDayRange before;
  TillDayRange after;

  values[1] = values[0] != NULL ? condition->values[1] : NULL;
  if (!till_sql_is_of_days (self->column) || !read_day (values[0], &days.first) ||
      !read_day (values[1], &days.last) || till_day_is_none (days.first) ||
      till_day_is_none (days.last))
    return till_sql_misfit (self, values[0] != NULL ? values[0] : "", error);

  before = (TillDayRange){ TILL_DAY_NONE, till_day_add (days.first, -1) };
  after = (TillDayRange){ till_day_add (days.last, 1), TILL_DAY_NONE };
  till_sql_append_days (self, &before);
  g_string_append (self->text, " OR ");
  till_sql_append_days (self, &after);

  return TRUE;
}

gboolean
till_sql_append_each_day (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      TillDay      day = till_day_from_iso (condition->values[i]);
      TillDayRange range = { day, day };

      if (till_day_is_none (day))
        return till_sql_misfit (self, condition->values[i], error);
      g_string_append (self->text, i > 0 ? " OR (" : "(");
      till_sql_append_days (self, &range);
      g_string_append_c (self->text, ')');
    }

  return TRUE;
}

/* Days that are relative to today. */
gboolean
till_sql_append_relative (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  TillDayRange range;

  if (!till_sql_is_of_days (self->column) ||
      !till_condition_get_days (condition, self->today, &range))
    return till_sql_misfit (self, condition->values[0] != NULL ? condition->values[0] : "", error);
  till_sql_append_days (self, &range);

  return TRUE;
}
