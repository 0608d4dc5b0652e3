/* till-import-layouts.c: which program wrote a file, seen by the headings of its columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-layouts.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"

#define MAX_HEADINGS 20

/* A heading as it is compared: folded, its letters and digits only. */
typedef struct
{
  const char     *words;
  TillImportField field;
  gboolean        required; /* without it the file is another's */
} Heading;

typedef struct
{
  const char    *name;
  TillImportKind kind;
  TillDayOrder   day_order;
  gboolean       is_report;
  Heading        headings[MAX_HEADINGS]; /* ended by NULL */
} Known;

static const Known known[] = {
  { "open-dental-ar",
    TILL_IMPORT_BALANCES,
    TILL_DAY_ORDER_YMD,
    FALSE,
    {
      { "guarantorpatnum", TILL_FIELD_NUMBER, TRUE },
      { "guarantor", TILL_FIELD_NAME, TRUE },
      { "wirelessphone", TILL_FIELD_MOBILE, FALSE },
      { "hmphone", TILL_FIELD_PHONE, FALSE },
      { "email", TILL_FIELD_EMAIL, FALSE },
      { "bal030", TILL_FIELD_OWED_0_30, TRUE },
      { "bal3160", TILL_FIELD_OWED_31_60, TRUE },
      { "bal6190", TILL_FIELD_OWED_61_90, TRUE },
      { "balover90", TILL_FIELD_OWED_OVER_90, TRUE },
      { "pendinginsuranceestimate", TILL_FIELD_INSURANCE, FALSE },
      { "balancetotal", TILL_FIELD_TOTAL, TRUE },
      { "patientportion", TILL_FIELD_PORTION, FALSE },
      { "billingtype", TILL_FIELD_BILLING_TYPE, FALSE },
    } },
  { "open-dental-patients",
    TILL_IMPORT_PATIENTS,
    TILL_DAY_ORDER_YMD,
    FALSE,
    {
      { "patnum", TILL_FIELD_NUMBER, TRUE },
      { "lname", TILL_FIELD_LAST_NAME, TRUE },
      { "fname", TILL_FIELD_FIRST_NAME, TRUE },
      { "middlei", TILL_FIELD_INITIAL, FALSE },
      { "birthdate", TILL_FIELD_BIRTH_DATE, FALSE },
      { "wirelessphone", TILL_FIELD_MOBILE, FALSE },
      { "hmphone", TILL_FIELD_PHONE, FALSE },
      { "email", TILL_FIELD_EMAIL, FALSE },
      { "address", TILL_FIELD_ADDRESS, FALSE },
      { "address2", TILL_FIELD_ADDRESS_2, FALSE },
      { "city", TILL_FIELD_CITY, FALSE },
      { "state", TILL_FIELD_STATE, FALSE },
      { "zip", TILL_FIELD_ZIP, FALSE },
      { "guarantor", TILL_FIELD_GUARANTOR_NUMBER, TRUE },
      { "txtmsgok", TILL_FIELD_TEXTS, FALSE },
      { "billingtype", TILL_FIELD_BILLING_TYPE, FALSE },
    } },
  { "dentrix-aging",
    TILL_IMPORT_BALANCES,
    TILL_DAY_ORDER_MDY,
    TRUE,
    {
      { "guarantor", TILL_FIELD_NAME, TRUE },
      { "phone", TILL_FIELD_PHONE, FALSE },
      { "billingtype", TILL_FIELD_BILLING_TYPE, FALSE },
      { "lastpmt", TILL_FIELD_PAID, FALSE },
      { "lastpmtdate", TILL_FIELD_PAID_ON, FALSE },
      { "030", TILL_FIELD_OWED_0_30, TRUE },
      { "3160", TILL_FIELD_OWED_31_60, TRUE },
      { "6190", TILL_FIELD_OWED_61_90, TRUE },
      { "91", TILL_FIELD_OWED_OVER_90, TRUE },
      { "insest", TILL_FIELD_INSURANCE, FALSE },
      { "guarportion", TILL_FIELD_PORTION, FALSE },
      { "balance", TILL_FIELD_TOTAL, TRUE },
    } },
  { "eaglesoft-transactions",
    TILL_IMPORT_LEDGER,
    TILL_DAY_ORDER_MDY,
    FALSE,
    {
      { "trannum", TILL_FIELD_LINE_NUMBER, TRUE },
      { "type", TILL_FIELD_LINE_KIND, TRUE },
      { "trandate", TILL_FIELD_LINE_DAY, TRUE },
      { "patientid", TILL_FIELD_NUMBER, TRUE },
      { "resppartyid", TILL_FIELD_GUARANTOR_NUMBER, TRUE },
      { "resppartyname", TILL_FIELD_NAME, FALSE },
      { "amount", TILL_FIELD_LINE_AMOUNT, TRUE },
      { "description", TILL_FIELD_LINE_WORDS, FALSE },
      { "status", TILL_FIELD_LINE_STATUS, FALSE },
      { "agingdate", TILL_FIELD_LINE_AGED_FROM, FALSE },
      { "estprimary", TILL_FIELD_EST_PRIMARY, FALSE },
      { "estsecondary", TILL_FIELD_EST_SECONDARY, FALSE },
      { "paidprimary", TILL_FIELD_PAID_PRIMARY, FALSE },
      { "paidsecondary", TILL_FIELD_PAID_SECONDARY, FALSE },
    } },
  /* What Till itself exports. Of a patient's guarantor it tells the name alone, which does not say
   * who that is. */
  { "till-receivables",
    TILL_IMPORT_BALANCES,
    TILL_DAY_ORDER_YMD,
    FALSE,
    {
      { "guarantor", TILL_FIELD_NAME, TRUE },
      { "number", TILL_FIELD_NUMBER, FALSE },
      { "total", TILL_FIELD_TOTAL, TRUE },
      { "030", TILL_FIELD_OWED_0_30, TRUE },
      { "3160", TILL_FIELD_OWED_31_60, TRUE },
      { "6190", TILL_FIELD_OWED_61_90, TRUE },
      { "over90", TILL_FIELD_OWED_OVER_90, TRUE },
      { "insurance", TILL_FIELD_INSURANCE, FALSE },
      { "portion", TILL_FIELD_PORTION, FALSE },
      { "lastpaid", TILL_FIELD_PAID_ON, FALSE },
    } },
  { "till-patients",
    TILL_IMPORT_PATIENTS,
    TILL_DAY_ORDER_YMD,
    FALSE,
    {
      { "patient", TILL_FIELD_NAME, TRUE },
      { "dateofbirth", TILL_FIELD_BIRTH_DATE, TRUE },
      { "number", TILL_FIELD_NUMBER, TRUE },
      { "phone", TILL_FIELD_PHONE, FALSE },
      { "email", TILL_FIELD_EMAIL, FALSE },
      { "familyowes", TILL_FIELD_NOTHING, TRUE },
    } },
};

/* "Bal_0_30" → "bal030"; "91+" → "91". */
static char *
reduce (const char *heading)
{
  char *folded = till_text_fold (heading);
  char *to = folded;

  for (const char *from = folded; *from != '\0'; from++)
    if (g_ascii_isalnum (*from) || (guchar) *from >= 0x80)
      *to++ = *from;
  *to = '\0';

  return folded;
}

/* What is nothing may be there more than once. */
static guint64
bit_of (TillImportField field)
{
  return field != TILL_FIELD_NOTHING ? G_GUINT64_CONSTANT (1) << field : 0;
}

static gboolean
has (guint64 fields, TillImportField field)
{
  return (fields & bit_of (field)) != 0;
}

static const Heading *
find_heading (const Known *which, const char *words)
{
  for (const Heading *heading = which->headings; heading->words != NULL; heading++)
    if (strcmp (heading->words, words) == 0)
      return heading;

  return NULL;
}

static gboolean
recognise_as (const Known *which, char *const *words, guint n_columns, TillImportLayout *layout)
{
  guint   n_required = 0;
  guint   n_found = 0;
  guint64 seen = 0;

  *layout = (TillImportLayout){ .name = which->name,
                                .kind = which->kind,
                                .day_order = which->day_order,
                                .is_report = which->is_report,
                                .n_columns = n_columns };
  for (const Heading *heading = which->headings; heading->words != NULL; heading++)
    n_required += heading->required ? 1 : 0;

  for (guint i = 0; i < n_columns; i++)
    {
      const Heading *heading = find_heading (which, words[i]);

      /* Twice the same heading: the first is read. */
      if (heading == NULL || has (seen, heading->field))
        continue;
      seen |= bit_of (heading->field);
      layout->fields[i] = heading->field;
      n_found += heading->required ? 1 : 0;
    }

  return n_found == n_required;
}

gboolean
till_import_layout_recognise (char *const *cells, TillImportLayout *layout)
{
  guint          n_columns = g_strv_length ((char **) cells);
  g_auto (GStrv) words = NULL;

  if (n_columns < 2 || n_columns > TILL_IMPORT_MAX_COLUMNS)
    return FALSE;

  words = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    words[i] = reduce (cells[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (recognise_as (&known[i], words, n_columns, layout))
      return TRUE;

  return FALSE;
}

gboolean
till_import_layout_check_name (const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (strcmp (known[i].name, name) == 0)
        return TRUE;
      g_string_append_printf (names, "%s%s", i == 0 ? "" : ", ", known[i].name);
    }

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("There is no layout “%s”. The known ones are: %s."), name, names->str);

  return FALSE;
}

/* ── By hand ─────────────────────────────────────────────────────────────────────────────────── */

TillImportField
till_import_field_guess (const char *heading)
{
  static const Heading more[] = {
    { "patientnumber", TILL_FIELD_NUMBER, FALSE },
    { "accountnumber", TILL_FIELD_NUMBER, FALSE },
    { "name", TILL_FIELD_NAME, FALSE },
    { "lastname", TILL_FIELD_LAST_NAME, FALSE },
    { "firstname", TILL_FIELD_FIRST_NAME, FALSE },
    { "dob", TILL_FIELD_BIRTH_DATE, FALSE },
    { "dateofbirth", TILL_FIELD_BIRTH_DATE, FALSE },
    { "mobile", TILL_FIELD_MOBILE, FALSE },
    { "cell", TILL_FIELD_MOBILE, FALSE },
    { "cellphone", TILL_FIELD_MOBILE, FALSE },
    { "homephone", TILL_FIELD_PHONE, FALSE },
    { "emailaddress", TILL_FIELD_EMAIL, FALSE },
    { "address1", TILL_FIELD_ADDRESS, FALSE },
    { "addressline1", TILL_FIELD_ADDRESS, FALSE },
    { "street", TILL_FIELD_ADDRESS, FALSE },
    { "streetaddress", TILL_FIELD_ADDRESS, FALSE },
    { "mailingaddress", TILL_FIELD_ADDRESS, FALSE },
    { "addressline2", TILL_FIELD_ADDRESS_2, FALSE },
    { "zipcode", TILL_FIELD_ZIP, FALSE },
    { "postalcode", TILL_FIELD_ZIP, FALSE },
    { "current", TILL_FIELD_OWED_0_30, FALSE },
    { "over90", TILL_FIELD_OWED_OVER_90, FALSE },
    { "90", TILL_FIELD_OWED_OVER_90, FALSE },
    { "total", TILL_FIELD_TOTAL, FALSE },
    { "totalbalance", TILL_FIELD_TOTAL, FALSE },
    { "insuranceestimate", TILL_FIELD_INSURANCE, FALSE },
    { "date", TILL_FIELD_LINE_DAY, FALSE },
  };
  g_autofree char *words = reduce (heading);

  for (gsize i = 0; i < G_N_ELEMENTS (more); i++)
    if (strcmp (more[i].words, words) == 0)
      return more[i].field;
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const Heading *found = find_heading (&known[i], words);

      if (found != NULL)
        return found->field;
    }

  return TILL_FIELD_NOTHING;
}

/* What is missing for the kind, in words; NULL: nothing. */
static const char *
get_missing (TillImportKind kind, guint64 fields)
{
  gboolean named = has (fields, TILL_FIELD_NAME) ||
                   (has (fields, TILL_FIELD_LAST_NAME) && has (fields, TILL_FIELD_FIRST_NAME));
  gboolean aged = has (fields, TILL_FIELD_OWED_0_30) && has (fields, TILL_FIELD_OWED_31_60) &&
                  has (fields, TILL_FIELD_OWED_61_90) && has (fields, TILL_FIELD_OWED_OVER_90);

  switch (kind)
    {
    case TILL_IMPORT_BALANCES:
      return !named ? _ ("the name") : !aged ? _ ("the four amounts by age") : NULL;
    case TILL_IMPORT_PATIENTS:
      return !named                             ? _ ("the name")
             : !has (fields, TILL_FIELD_NUMBER) ? _ ("the patient’s number")
                                                : NULL;
    case TILL_IMPORT_LEDGER:
      return !has (fields, TILL_FIELD_NUMBER)        ? _ ("the patient’s number")
             : !has (fields, TILL_FIELD_LINE_DAY)    ? _ ("the day")
             : !has (fields, TILL_FIELD_LINE_AMOUNT) ? _ ("the amount")
                                                     : NULL;
    default:
      g_return_val_if_reached (NULL);
    }
}

gboolean
till_import_layout_check (const TillImportLayout *layout, GError **error)
{
  const char *missing;
  guint64     fields = 0;

  for (guint i = 0; i < layout->n_columns; i++)
    {
      TillImportField field = layout->fields[i];

      if (field == TILL_FIELD_NOTHING)
        continue;
      if (has (fields, field))
        {
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("Column %u says the same as one before it. Choose one of them."), i + 1);
          return FALSE;
        }
      fields |= bit_of (field);
    }

  missing = get_missing (layout->kind, fields);
  if (missing == NULL)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("No column is chosen for %s. Choose which one it is."), missing);

  return FALSE;
}
