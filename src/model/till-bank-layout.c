/* till-bank-layout.c: what the columns of a bank's CSV file hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-bank-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const names[TILL_N_BANK_FIELDS] = {
  [TILL_BANK_DAY] = "day",
  [TILL_BANK_AMOUNT] = "amount",
  [TILL_BANK_DEBIT] = "debit",
  [TILL_BANK_CREDIT] = "credit",
  [TILL_BANK_SIGN] = "sign",
  [TILL_BANK_WORDS] = "words",
  [TILL_BANK_REFERENCE] = "reference",
  [TILL_BANK_CHECK_NUMBER] = "check",
};

#define DAY_ORDER "order"
#define POINT "point"

void
till_bank_layout_clear (TillBankLayout *self)
{
  for (guint i = 0; i < TILL_N_BANK_FIELDS; i++)
    self->columns[i] = -1;
  self->day_order = TILL_DAY_ORDER_UNKNOWN;
  self->point = TILL_POINT_UNKNOWN;
}

gboolean
till_bank_layout_equal (const TillBankLayout *a, const TillBankLayout *b)
{
  return memcmp (a->columns, b->columns, sizeof a->columns) == 0 && a->day_order == b->day_order &&
         a->point == b->point;
}

static gboolean
has (const TillBankLayout *self, TillBankField field)
{
  return self->columns[field] >= 0;
}

static gboolean
has_column_twice (const TillBankLayout *self)
{
  for (guint i = 0; i < TILL_N_BANK_FIELDS; i++)
    for (guint j = 0; j < i; j++)
      {
        if (self->columns[i] >= 0 && self->columns[i] == self->columns[j])
          return TRUE;
      }

  return FALSE;
}

const char *
till_bank_layout_get_problem (const TillBankLayout *self)
{
  if (!has (self, TILL_BANK_DAY))
    return _ ("Choose the column that has the date.");
  if (!has (self, TILL_BANK_AMOUNT) && !has (self, TILL_BANK_DEBIT) &&
      !has (self, TILL_BANK_CREDIT))
    return _ ("Choose the column that has the amount, or those of money in and money out.");
  if (has (self, TILL_BANK_AMOUNT) && (has (self, TILL_BANK_DEBIT) || has (self, TILL_BANK_CREDIT)))
    return _ ("Choose either one column for the amount, or the two of money in and money out.");
  if (has_column_twice (self))
    return _ ("One column is chosen for two things. Choose another for one of them.");
  if (self->day_order == TILL_DAY_ORDER_UNKNOWN)
    return _ ("The dates can be read in two ways. Choose the right one.");
  if (self->point == TILL_POINT_UNKNOWN)
    return _ ("The amounts can be read in two ways. Choose the right one.");

  return NULL;
}

/* ── Remembered ──────────────────────────────────────────────────────────────────────────────── */

char *
till_bank_layout_to_text (const TillBankLayout *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < TILL_N_BANK_FIELDS; i++)
    {
      if (self->columns[i] >= 0)
        g_string_append_printf (text, "%s=%d;", names[i], self->columns[i]);
    }
  if (self->day_order != TILL_DAY_ORDER_UNKNOWN)
    g_string_append_printf (text, DAY_ORDER "=%d;", self->day_order);
  if (self->point != TILL_POINT_UNKNOWN)
    g_string_append_printf (text, POINT "=%c;", self->point);

  return g_string_free (text, FALSE);
}

static gboolean
read_part (TillBankLayout *self, const char *name, const char *value)
{
  gint64 number;

  if (strcmp (name, POINT) == 0)
    {
      self->point = *value;
      return strcmp (value, ".") == 0 || strcmp (value, ",") == 0;
    }
  if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT16, &number, NULL))
    return FALSE;
  if (strcmp (name, DAY_ORDER) == 0)
    {
      self->day_order = (int) number;
      return number <= TILL_DAY_ORDER_DMY;
    }
  for (guint i = 0; i < TILL_N_BANK_FIELDS; i++)
    {
      if (strcmp (name, names[i]) == 0)
        {
          self->columns[i] = (int) number;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
till_bank_layout_from_text (TillBankLayout *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  TillBankLayout layout;

  till_bank_layout_clear (&layout);
  for (guint i = 0; parts[i] != NULL && *parts[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);

      if (pair[0] == NULL || pair[1] == NULL || !read_part (&layout, pair[0], pair[1]))
        return FALSE;
    }
  if (layout.columns[TILL_BANK_DAY] < 0)
    return FALSE;
  *self = layout;

  return TRUE;
}
