/* till-import-row.c: a file of another program, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-import-row.h"

G_DEFINE_ENUM_TYPE (TillImportKind,
                    till_import_kind,
                    G_DEFINE_ENUM_VALUE (TILL_IMPORT_BALANCES, "balances"),
                    G_DEFINE_ENUM_VALUE (TILL_IMPORT_PATIENTS, "patients"),
                    G_DEFINE_ENUM_VALUE (TILL_IMPORT_LEDGER, "ledger"))

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
                    G_DEFINE_ENUM_VALUE (TILL_FIELD_LINE_WORDS, "line-words"))

TillImportRow *
till_import_row_new (void)
{
  TillImportRow *self = g_new0 (TillImportRow, 1);

  self->birth_date = TILL_DAY_NONE;
  self->paid_on = TILL_DAY_NONE;
  self->line_day = TILL_DAY_NONE;

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
  g_free (self->texts);
  g_free (self->billing_type);
  g_free (self->line_number);
  g_free (self->line_kind);
  g_free (self->line_words);
  g_free (self);
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
