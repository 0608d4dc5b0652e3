/* till-takings.c: what was taken and given back, summed up: the figures of the reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-takings.h"

static void
line_free (gpointer data)
{
  TillTakingsLine *line = data;

  g_free (line->user);
  g_free (line);
}

static void
check_free (gpointer data)
{
  TillCheck *check = data;

  g_free (check->number);
  g_free (check->payer);
  g_free (check);
}

TillTakingsLine *
till_takings_line_new (TillMethod method, const char *user, gboolean is_elsewhere)
{
  TillTakingsLine *line = g_new0 (TillTakingsLine, 1);

  line->method = method;
  line->user = g_strdup (user);
  line->is_elsewhere = is_elsewhere;

  return line;
}

TillDaySheet *
till_day_sheet_new (void)
{
  TillDaySheet *self = g_new0 (TillDaySheet, 1);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->checks = g_ptr_array_new_with_free_func (check_free);

  return self;
}

void
till_day_sheet_free (TillDaySheet *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->checks);
  g_free (self);
}

TillMonth *
till_month_new (void)
{
  TillMonth *self = g_new0 (TillMonth, 1);

  self->lines = g_array_new (FALSE, TRUE, sizeof (TillMonthLine));

  return self;
}

void
till_month_free (TillMonth *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->lines);
  g_free (self);
}
