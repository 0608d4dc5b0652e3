/* till-statement.c: what a guarantor is told of the account, on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-statement.h"

static void
clear_line (gpointer data)
{
  TillStatementLine *line = data;

  g_free (line->patient);
  g_free (line->words);
}

TillStatement *
till_statement_new (void)
{
  TillStatement *self = g_new0 (TillStatement, 1);

  self->day = TILL_DAY_NONE;
  self->as_of = TILL_DAY_NONE;
  self->since = TILL_DAY_NONE;
  self->lines = g_array_new (FALSE, FALSE, sizeof (TillStatementLine));
  g_array_set_clear_func (self->lines, clear_line);

  return self;
}

void
till_statement_free (TillStatement *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->address);
  g_free (self->number);
  g_free (self->link);
  g_array_unref (self->lines);
  g_free (self);
}

void
till_statement_add_line (TillStatement *self, TillStatementLine line)
{
  g_array_append_val (self->lines, line);
}

const TillStatementLine *
till_statement_get_line (const TillStatement *self, guint index)
{
  return &g_array_index (self->lines, TillStatementLine, index);
}
