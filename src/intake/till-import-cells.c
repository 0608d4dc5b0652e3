/* till-import-cells.c: one cell of an imported file, read as what its column holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-cells.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Open Dental's "no day" (domain.md 6.1). */
#define NO_DAY "0001-01-01"

gboolean
till_import_field_is_money (TillImportField field)
{
  return (field >= TILL_FIELD_OWED_0_30 && field <= TILL_FIELD_PAID) ||
         field == TILL_FIELD_LINE_AMOUNT ||
         (field >= TILL_FIELD_EST_PRIMARY && field <= TILL_FIELD_PAID_SECONDARY);
}

/* Empty, or the dash by which reports write zero. */
static gboolean
is_nothing (const char *text)
{
  return *text == '\0' || strcmp (text, "-") == 0 || strcmp (text, "–") == 0;
}

void
till_import_cell_complain (const TillImportCell *self, const char *words, GPtrArray *problems)
{
  g_ptr_array_add (problems, till_import_problem_new (self->line, self->column, "%s", words));
}

/* "12,50", "1.250,50": no thousands have two figures. */
static gboolean
has_comma_for_cents (const char *text)
{
  const char *comma = strrchr (text, ',');

  return comma != NULL && strspn (comma + 1, "0123456789") == 2;
}

gboolean
till_import_cell_read_money (const TillImportCell *self, TillMoney *money, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;

  *money = TILL_MONEY_ZERO;
  /* Whatever the locale here. */
  if (is_nothing (self->text) ||
      till_money_parse_with (self->text, has_comma_for_cents (self->text) ? ',' : '.', money,
                             &error))
    return TRUE;

  till_import_cell_complain (self, error->message, problems);

  return FALSE;
}

static gboolean
read_day (const TillImportCell *self, TillDay *day, GPtrArray *problems)
{
  g_autofree char *words = NULL;

  *day = TILL_DAY_NONE;
  if (is_nothing (self->text) || g_str_has_prefix (self->text, NO_DAY))
    return TRUE;
  *day = till_day_parse_numbers (self->text, self->day_order);
  if (!till_day_is_none (*day))
    return TRUE;

  words = g_strdup_printf (_ ("“%s” is no date."), self->text);
  till_import_cell_complain (self, words, problems);

  return FALSE;
}

static void
set_text (char **place, const char *text)
{
  g_free (*place);
  *place = *text != '\0' ? g_strdup (text) : NULL;
}

/* The place of a field of text in a row, or NULL. Names in parts are put together later. */
static char **
get_text_place (TillImportRow *row, TillImportField field)
{
  const struct
  {
    TillImportField field;
    char          **place;
  } places[] = {
    { TILL_FIELD_NUMBER, &row->number },
    { TILL_FIELD_GUARANTOR_NUMBER, &row->guarantor_number },
    { TILL_FIELD_NAME, &row->name },
    { TILL_FIELD_MOBILE, &row->mobile },
    { TILL_FIELD_PHONE, &row->phone },
    { TILL_FIELD_EMAIL, &row->email },
    { TILL_FIELD_ADDRESS, &row->address },
    { TILL_FIELD_ADDRESS_2, &row->address_2 },
    { TILL_FIELD_CITY, &row->city },
    { TILL_FIELD_STATE, &row->us_state },
    { TILL_FIELD_ZIP, &row->zip },
    { TILL_FIELD_TEXTS, &row->texts },
    { TILL_FIELD_BILLING_TYPE, &row->billing_type },
    { TILL_FIELD_LINE_NUMBER, &row->line_number },
    { TILL_FIELD_LINE_KIND, &row->line_kind },
    { TILL_FIELD_LINE_WORDS, &row->line_words },
    { TILL_FIELD_LINE_STATUS, &row->line_status },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (places[i].field == field)
        return places[i].place;
    }

  return NULL;
}

TillMoney *
till_import_row_get_money (TillImportRow *row, TillImportField field)
{
  if (field >= TILL_FIELD_OWED_0_30 && field <= TILL_FIELD_OWED_OVER_90)
    return &row->owed[field - TILL_FIELD_OWED_0_30];
  if (field == TILL_FIELD_TOTAL)
    return &row->total;
  if (field == TILL_FIELD_INSURANCE)
    return &row->insurance;
  if (field == TILL_FIELD_PAID)
    return &row->paid;
  if (field == TILL_FIELD_LINE_AMOUNT)
    return &row->line_amount;
  if (field == TILL_FIELD_EST_PRIMARY || field == TILL_FIELD_EST_SECONDARY)
    return &row->estimates[field - TILL_FIELD_EST_PRIMARY];
  if (field == TILL_FIELD_PAID_PRIMARY || field == TILL_FIELD_PAID_SECONDARY)
    return &row->payments[field - TILL_FIELD_PAID_PRIMARY];

  return NULL;
}

static TillDay *
get_day_place (TillImportRow *row, TillImportField field)
{
  if (field == TILL_FIELD_BIRTH_DATE)
    return &row->birth_date;
  if (field == TILL_FIELD_PAID_ON)
    return &row->paid_on;
  if (field == TILL_FIELD_LINE_DAY)
    return &row->line_day;
  if (field == TILL_FIELD_LINE_AGED_FROM)
    return &row->line_aged_from;

  return NULL;
}

gboolean
till_import_cell_read (const TillImportCell *self, TillImportRow *row, GPtrArray *problems)
{
  char     **text = get_text_place (row, self->field);
  TillMoney *money = till_import_row_get_money (row, self->field);
  TillDay   *day = get_day_place (row, self->field);

  if (text != NULL)
    set_text (text, self->text);
  else if (money != NULL)
    return till_import_cell_read_money (self, money, problems);
  else if (day != NULL)
    return read_day (self, day, problems);

  return TRUE;
}
