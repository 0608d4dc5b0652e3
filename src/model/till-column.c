/* till-column.c: what a cell shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-column.h"

#include <glib/gi18n-lib.h>

#include "core/till-money.h"

const TillQuickRange till_column_balances[] = {
  { N_ ("Owing"), "1", "" },
  { N_ ("Credit"), "", "-1" },
  { N_ ("Zero"), "0", "0" },
  { NULL, NULL, NULL },
};

static char *
choice_words (const TillColumn *self, const char *value)
{
  for (const TillChoice *choice = self->choices; choice != NULL && choice->value != NULL; choice++)
    {
      if (g_strcmp0 (choice->value, value) == 0)
        return g_strdup (_ (choice->words));
    }

  return g_strdup (value);
}

char *
till_column_format (const TillColumn *self, guint column, TillRow *row, GTimeZone *zone)
{
  if (self->to_words != NULL)
    {
      char *words = self->to_words (row, column, zone);

      return words != NULL ? words : g_strdup ("");
    }
  if (till_row_is_null (row, column))
    return g_strdup ("");

  switch (self->kind)
    {
    case TILL_COLUMN_TEXT:
      return g_strdup (till_row_get_text (row, column));

    case TILL_COLUMN_MONEY:
      if (self->quiet_zero && till_row_get_int (row, column) == 0)
        return g_strdup ("–");
      return till_money_format (till_money (till_row_get_int (row, column)));

    case TILL_COLUMN_INSTANT:
      return till_instant_format (till_row_get_int (row, column), zone);

    case TILL_COLUMN_DAY:
      return till_day_format ((TillDay){ (gint32) till_row_get_int (row, column) });

    case TILL_COLUMN_NUMBER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, till_row_get_int (row, column));

    case TILL_COLUMN_CHOICE:
      return choice_words (self, till_row_get_text (row, column));

    case TILL_COLUMN_BOOL:
      return g_strdup (till_row_get_int (row, column) != 0 ? _ ("Yes") : _ ("No"));

    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static gboolean
append_value (const TillColumn *self, guint column, TillRow *row, GTimeZone *zone, GString *to)
{
  gint64 value = till_row_get_int (row, column);

  switch (self->kind)
    {
    case TILL_COLUMN_TEXT:
      g_string_append (to, till_row_get_text (row, column));
      return TRUE;

    case TILL_COLUMN_MONEY:
      till_money_append_decimal (till_money (value), to);
      return TRUE;

    case TILL_COLUMN_INSTANT:
      till_instant_append_plain (value, zone, to);
      return TRUE;

    case TILL_COLUMN_DAY:
      till_day_append_iso ((TillDay){ (gint32) value }, to);
      return TRUE;

    case TILL_COLUMN_NUMBER:
    case TILL_COLUMN_CHOICE:
    case TILL_COLUMN_BOOL:
    default:
      return FALSE;
    }
}

void
till_column_append_plain (const TillColumn *self,
                          guint             column,
                          TillRow          *row,
                          GTimeZone        *zone,
                          GString          *to)
{
  g_autofree char *words = NULL;

  if (self->tells_more)
    {
      TillColumn own = *self;

      own.to_words = NULL;
      own.tells_more = FALSE;
      till_column_append_plain (&own, column, row, zone, to);
      return;
    }
  if (self->to_words == NULL && till_row_is_null (row, column))
    return;
  if (self->to_words == NULL && append_value (self, column, row, zone, to))
    return;

  words = till_column_format (self, column, row, zone);
  g_string_append (to, words);
}

gboolean
till_column_is_numeric (const TillColumn *self)
{
  return self->kind == TILL_COLUMN_MONEY || self->kind == TILL_COLUMN_NUMBER;
}
