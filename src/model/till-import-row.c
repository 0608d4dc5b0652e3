/* till-import-row.c: a file of another program, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-import-row.h"

#include "model/till-states.h"

G_DEFINE_ENUM_TYPE (TillImportKind,
                    till_import_kind,
                    G_DEFINE_ENUM_VALUE (TILL_IMPORT_BALANCES, "balances"),
                    G_DEFINE_ENUM_VALUE (TILL_IMPORT_PATIENTS, "patients"),
                    G_DEFINE_ENUM_VALUE (TILL_IMPORT_LEDGER, "ledger"))

G_DEFINE_ENUM_TYPE (TillLineKind,
                    till_line_kind,
                    G_DEFINE_ENUM_VALUE (TILL_LINE_CHARGE, "charge"),
                    G_DEFINE_ENUM_VALUE (TILL_LINE_PAYMENT, "payment"),
                    G_DEFINE_ENUM_VALUE (TILL_LINE_INSURANCE, "insurance"),
                    G_DEFINE_ENUM_VALUE (TILL_LINE_ADJUSTMENT, "adjustment"))

G_DEFINE_ENUM_TYPE (TillImportField,
                    till_import_field,
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_NOTHING, "nothing"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_NUMBER, "number"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_GUARANTOR_NUMBER, "guarantor-number"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_NAME, "name"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LAST_NAME, "last-name"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_FIRST_NAME, "first-name"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_INITIAL, "initial"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_BIRTH_DATE, "birth-date"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_MOBILE, "mobile"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_PHONE, "phone"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_EMAIL, "email"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_ADDRESS, "address"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_ADDRESS_2, "address-2"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_CITY, "city"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_STATE, "state"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_ZIP, "zip"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_TEXTS, "texts"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_BILLING_TYPE, "billing-type"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_OWED_0_30, "owed-0-30"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_OWED_31_60, "owed-31-60"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_OWED_61_90, "owed-61-90"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_OWED_OVER_90, "owed-over-90"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_TOTAL, "total"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_INSURANCE, "insurance"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_PORTION, "portion"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_PAID, "paid"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_PAID_ON, "paid-on"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LINE_NUMBER, "line-number"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LINE_KIND, "line-kind"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LINE_DAY, "line-day"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LINE_AMOUNT, "line-amount"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LINE_WORDS, "line-words"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LINE_STATUS, "line-status"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LINE_AGED_FROM, "line-aged-from"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_EST_PRIMARY, "est-primary"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_EST_SECONDARY, "est-secondary"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_PAID_PRIMARY, "paid-primary"),
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_PAID_SECONDARY, "paid-secondary"))

static const char *const orders[] = {
  [TILL_DAY_ORDER_YMD] = "ymd",
  [TILL_DAY_ORDER_MDY] = "mdy",
  [TILL_DAY_ORDER_DMY] = "dmy",
};

char *
till_import_layout_to_text (const TillImportLayout *self)
{
  GString *text = g_string_new (till_enum_to_text (TILL_TYPE_IMPORT_KIND, (int) self->kind));

  g_string_append_printf (text, ";%s", orders[self->day_order]);
  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (text, "%c%s", i == 0 ? ';' : ',',
                            till_enum_to_text (TILL_TYPE_IMPORT_FIELD, (int) self->fields[i]));

  return g_string_free (text, FALSE);
}

static gboolean
read_order (const char *text, TillDayOrder *order)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      if (g_str_equal (orders[i], text))
        {
          *order = (TillDayOrder) i;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
till_import_layout_from_text (TillImportLayout *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  g_auto (GStrv) fields = NULL;
  int            value = 0;

  *self = (TillImportLayout){ 0 };
  if (g_strv_length (parts) != 3 ||
      !till_enum_from_text (TILL_TYPE_IMPORT_KIND, parts[0], &value) ||
      !read_order (parts[1], &self->day_order))
    return FALSE;
  self->kind = (TillImportKind) value;
  fields = g_strsplit (parts[2], ",", -1);
  if (g_strv_length (fields) > TILL_IMPORT_MAX_COLUMNS)
    return FALSE;

  for (; fields[self->n_columns] != NULL; self->n_columns++)
    {
      if (!till_enum_from_text (TILL_TYPE_IMPORT_FIELD, fields[self->n_columns], &value))
        return FALSE;
      self->fields[self->n_columns] = (TillImportField) value;
    }

  return TRUE;
}

TillImportRow *
till_import_row_new (void)
{
  TillImportRow *self = g_new0 (TillImportRow, 1);

  self->birth_date = TILL_DAY_NONE;
  self->paid_on = TILL_DAY_NONE;
  self->line_day = TILL_DAY_NONE;
  self->line_aged_from = TILL_DAY_NONE;

  return self;
}

void
till_import_row_free (TillImportRow *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self->guarantor_number);
  g_free (self->name);
  g_free (self->mobile);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->address);
  g_free (self->address_2);
  g_free (self->city);
  g_free (self->us_state);
  g_free (self->zip);
  g_free (self->texts);
  g_free (self->billing_type);
  g_free (self->line_number);
  g_free (self->line_kind);
  g_free (self->line_words);
  g_free (self->line_status);
  g_free (self);
}

gboolean
till_import_row_get_pending (const TillImportRow *self, TillMoney *pending)
{
  *pending = TILL_MONEY_ZERO;
  for (guint i = 0; i < TILL_IMPORT_N_INSURANCES; i++)
    {
      TillMoney rest;

      if (!till_money_subtract (self->estimates[i], self->payments[i], &rest) ||
          !till_money_add (*pending, till_money (MAX (rest.cents, 0)), pending))
        return FALSE;
    }

  return TRUE;
}

TillImportProblem *
till_import_problem_new (guint line, guint column, const char *format, ...)
{
  TillImportProblem *self = g_new0 (TillImportProblem, 1);
  va_list            arguments;

  self->line = line;
  self->column = column;
  va_start (arguments, format);
  self->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return self;
}

void
till_import_problem_free (TillImportProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

guint
till_import_problems_cut (GPtrArray *problems)
{
  guint n_cut =
    problems->len > TILL_IMPORT_MOST_PROBLEMS ? problems->len - TILL_IMPORT_MOST_PROBLEMS : 0;

  if (n_cut > 0)
    g_ptr_array_set_size (problems, TILL_IMPORT_MOST_PROBLEMS);

  return n_cut;
}
