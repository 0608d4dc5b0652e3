/* till-demo-files.c: the files other programs of a practice export, for the importer's tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each does oddly is done oddly here: dates 0001-01-01 for none, credits in brackets, headings
 * again on each page, totals within the file.
 */
#include "demo/till-demo-files.h"

#include <string.h>

#include "core/till-error.h"
#include "core/till-whole-file.h"
#include "demo/till-demo-books.h"

/* Bytes that are gathered before they are written. */
#define CHUNK 65536

/* Guarantors on a page of Dentrix's report. */
#define PAGE 45

typedef struct
{
  TillDemoLayout layout;
  TillDay        as_of;
  GString       *text; /* UTF-8, not yet written */
  GString       *key;
  GString       *addresses; /* of the key */
  TillWholeFile *file;
  gint64         n_rows;
  gint64         n_deleted; /* of those, lines that are not owed */
  gint64         n_families;
  TillMoney      owed[TILL_N_AGES];
  TillMoney      credit;
  TillMoney      insurance;
  TillMoney      portion;
} Writer;

static const char *const layouts[] = {
  [TILL_DEMO_OPEN_DENTAL_AR] = "open-dental-ar",
  [TILL_DEMO_OPEN_DENTAL_PATIENTS] = "open-dental-patients",
  [TILL_DEMO_DENTRIX_AGING] = "dentrix-aging",
  [TILL_DEMO_EAGLESOFT_TRANSACTIONS] = "eaglesoft-transactions",
};

const char *
till_demo_layout_to_text (TillDemoLayout layout)
{
  g_return_val_if_fail (layout < TILL_DEMO_N_LAYOUTS, NULL);

  return layouts[layout];
}

gboolean
till_demo_layout_from_text (const char *text, TillDemoLayout *layout)
{
  for (guint i = 0; i < TILL_DEMO_N_LAYOUTS; i++)
    if (strcmp (text, layouts[i]) == 0)
      {
        *layout = (TillDemoLayout) i;
        return TRUE;
      }

  return FALSE;
}

/* ── Cells ───────────────────────────────────────────────────────────────────────────────────── */

/* "1,234.56"; a credit "(12.34)". */
static char *
group_money (TillMoney money)
{
  g_autofree char    *plain = till_money_to_decimal (till_money (ABS (money.cents)));
  g_autoptr (GString) grouped = g_string_new (plain);

  for (gssize at = (gssize) grouped->len - 6; at > 0; at -= 3)
    g_string_insert_c (grouped, at, ',');

  return money.cents < 0 ? g_strdup_printf ("(%s)", grouped->str) : g_strdup (grouped->str);
}

static const char *
or_nothing (const char *text)
{
  return text == NULL ? "" : text;
}

/* "Last, First M" */
static char *
get_full_name (const TillDemoFamily *family)
{
  return g_strdup_printf ("%s, %s%s%s", family->last_name, family->first_names[0],
                          family->initial == NULL ? "" : " ", or_nothing (family->initial));
}

static void
append_plain (GString *text, TillMoney money)
{
  till_money_append_decimal (money, text);
}

/* ── Open Dental: a query for what is owed, and one for who is who ───────────────────────────── */

static void
add_ar_row (Writer *self, const TillDemoFamily *family)
{
  g_autofree char *name = get_full_name (family);

  g_string_append_printf (self->text, "%" G_GINT64_FORMAT ",\"%s\",%s,%s,%s", family->number, name,
                          or_nothing (family->mobile), or_nothing (family->home),
                          or_nothing (family->email));
  for (guint i = 0; i < TILL_N_AGES; i++)
    {
      g_string_append_c (self->text, ',');
      append_plain (self->text, family->aging.owed[i]);
    }
  g_string_append_c (self->text, ',');
  append_plain (self->text, family->insurance);
  g_string_append_c (self->text, ',');
  append_plain (self->text, family->aging.total);
  g_string_append_c (self->text, ',');
  append_plain (self->text, till_money (family->aging.total.cents - family->insurance.cents));
  g_string_append_printf (self->text, ",%s,%u\n", family->billing_type, family->n_members);
  self->n_rows++;
}

/* Open Dental has the parts of one in cells. */
static void
append_address (GString *text, const TillDemoFamily *family)
{
  const char *comma = family->town != NULL ? strchr (family->town, ',') : NULL;

  if (comma == NULL)
    g_string_append (text, ",,,,,");
  else
    g_string_append_printf (text, "%s,%s,%.*s,%.2s,%s,", family->street,
                            or_nothing (family->apartment), (int) (comma - family->town),
                            family->town, comma + 2, comma + 5);
}

static void
add_patient_rows (Writer *self, const TillDemoFamily *family)
{
  for (guint i = 0; i < family->n_members; i++)
    {
      g_autofree char *birth_date = till_day_is_none (family->birth_dates[i])
                                      ? g_strdup ("0001-01-01")
                                      : till_day_to_iso (family->birth_dates[i]);
      gboolean         first = i == 0;

      g_string_append_printf (
        self->text, "%" G_GINT64_FORMAT ",%s,%s,%s,%s,%s,%s,%s,", family->number + i,
        family->last_name, family->first_names[i], first ? or_nothing (family->initial) : "",
        birth_date, first ? or_nothing (family->mobile) : "",
        first ? or_nothing (family->home) : "", first ? or_nothing (family->email) : "");
      append_address (self->text, family);
      g_string_append_printf (self->text, "%" G_GINT64_FORMAT ",%d,%s\n", family->number,
                              family->texts_agreed ? 1 : 0, family->billing_type);
      self->n_rows++;
    }
}

/* ── Dentrix: a report in pages ──────────────────────────────────────────────────────────────── */

static void
add_page_head (Writer *self)
{
  g_autofree char *day = till_day_to_iso (self->as_of);

  g_string_append_printf (self->text,
                          "AGING REPORT\t\t\tPage %" G_GINT64_FORMAT "\r\n"
                          "As of %s\r\n\r\n"
                          "Guarantor\tPhone\tBilling Type\tLast Pmt\tLast Pmt Date\t0-30\t31-60\t"
                          "61-90\t91+\tIns Est\tGuar Portion\tBalance\r\n",
                          self->n_rows / PAGE + 1, day);
}

static void
add_last_payment (Writer *self, const TillDemoFamily *family)
{
  for (guint i = family->n_lines; i-- > 0;)
    if (family->lines[i].kind == TILL_DEMO_LINE_PAYMENT)
      {
        g_autofree char *amount = group_money (till_money (-family->lines[i].amount.cents));
        int              year;
        int              month;
        int              day;

        till_day_get_ymd (family->lines[i].day, &year, &month, &day);
        g_string_append_printf (self->text, "\t%s\t%d/%d/%d", amount, month, day, year);
        return;
      }

  g_string_append (self->text, "\t-\t");
}

static void
add_report_row (Writer *self, const TillDemoFamily *family)
{
  g_autofree char *name = get_full_name (family);
  g_autofree char *insurance = group_money (family->insurance);
  g_autofree char *portion =
    group_money (till_patient_portion (family->aging.total, family->insurance));
  g_autofree char *total = group_money (family->aging.total);

  if (self->n_rows % PAGE == 0)
    add_page_head (self);
  g_string_append_printf (self->text, "%s\t%s\t%s", name,
                          or_nothing (family->home != NULL ? family->home : family->mobile),
                          family->billing_type);
  add_last_payment (self, family);
  for (guint i = 0; i < TILL_N_AGES; i++)
    {
      g_autofree char *owed = group_money (family->aging.owed[i]);

      g_string_append_printf (self->text, "\t%s", owed);
    }
  g_string_append_printf (self->text, "\t%s\t%s\t%s\r\n", insurance, portion, total);
  self->n_rows++;
}

static gint64
get_total (const Writer *self)
{
  gint64 total = self->credit.cents;

  for (guint i = 0; i < TILL_N_AGES; i++)
    total += self->owed[i].cents;

  return total;
}

static void
add_report_end (Writer *self)
{
  g_autofree char *total = group_money (till_money (get_total (self)));
  g_autofree char *insurance = group_money (self->insurance);
  g_autofree char *portion = group_money (self->portion);

  g_string_append (self->text, "\r\nTotals\t\t\t\t");
  for (guint i = 0; i < TILL_N_AGES; i++)
    {
      g_autofree char *owed = group_money (self->owed[i]);

      g_string_append_printf (self->text, "\t%s", owed);
    }
  g_string_append_printf (self->text,
                          "\t%s\t%s\t%s\r\nNumber of accounts: %" G_GINT64_FORMAT "\r\n", insurance,
                          portion, total, self->n_rows);
}

/* ── Eaglesoft: a row a line of the ledger ───────────────────────────────────────────────────── */

/* "11/24/2026" */
static void
append_day (GString *text, TillDay which)
{
  int year;
  int month;
  int day;

  till_day_get_ymd (which, &year, &month, &day);
  g_string_append_printf (text, "%d/%d/%d", month, day, year);
}

/* Without the row's end: what is not known of it is empty. */
static void
add_transaction (Writer               *self,
                 const TillDemoFamily *family,
                 const TillDemoLine   *line,
                 const char           *status)
{
  static const char        types[] = { 'S', 'P', 'I', 'A' };
  static const char *const words[] = { "Service", "Patient payment", "Insurance payment",
                                       "Adjustment" };
  GString                 *text = self->text;

  g_string_append_printf (text, "%" G_GINT64_FORMAT ";ANN;%c;", self->n_rows + 1,
                          types[line->kind]);
  append_day (text, line->day);
  g_string_append_printf (text, ";%" G_GINT64_FORMAT ";%" G_GINT64_FORMAT ";",
                          family->number + line->member, family->number);
  append_plain (text, line->amount);
  g_string_append_printf (text, ";;0;1;DR1;DR1;;0.00;0.00;0.00;%s;%s;0;;", words[line->kind],
                          status);
  append_plain (text, line->estimate);
  g_string_append (text, ";0.00;");
  append_plain (text, line->paid);
  g_string_append (text, ";0.00;;");
  append_day (text, line->day);
  g_string_append (text, ";;1\r\n");
  self->n_rows++;
}

/* Each tenth family has a line that was entered by mistake and deleted: it keeps its amount. */
static void
add_transaction_rows (Writer *self, const TillDemoFamily *family)
{
  for (guint i = 0; i < family->n_lines; i++)
    add_transaction (self, family, &family->lines[i], "A");
  if (family->n_lines > 0 && self->n_families % 10 == 0)
    {
      add_transaction (self, family, &family->lines[0], "D");
      self->n_deleted++;
    }
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

static void
add_heading (Writer *self)
{
  switch (self->layout)
    {
    case TILL_DEMO_OPEN_DENTAL_AR:
      g_string_append (self->text,
                       "guarantor_patnum,guarantor,WirelessPhone,HmPhone,Email,bal_0_30,bal_31_60,"
                       "bal_61_90,bal_over_90,pending_insurance_estimate,balance_total,"
                       "patient_portion,BillingType,family_members\n");
      return;
    case TILL_DEMO_OPEN_DENTAL_PATIENTS:
      g_string_append (self->text,
                       "\xef\xbb\xbfPatNum,LName,FName,MiddleI,Birthdate,WirelessPhone,HmPhone,"
                       "Email,Address,Address2,City,State,Zip,Guarantor,TxtMsgOk,BillingType\n");
      return;
    case TILL_DEMO_DENTRIX_AGING:
      g_string_append (self->text, "\xef\xbb\xbf");
      return;
    case TILL_DEMO_EAGLESOFT_TRANSACTIONS:
      g_string_append (self->text,
                       "tran_num;user_id;type;tran_date;patient_id;resp_party_id;amount;"
                       "service_code;paytype_id;sequence;provider_id;collections_go_to;"
                       "statement_num;fee;discount_surcharge;tax;description;status;"
                       "adjustment_type;claim_id;est_primary;est_secondary;paid_primary;"
                       "paid_secondary;bulk_payment_num;aging_date;balance;practice_id\r\n");
      return;
    case TILL_DEMO_N_LAYOUTS:
    default:
      g_return_if_reached ();
    }
}

static void
add_rows (Writer *self, const TillDemoFamily *family)
{
  switch (self->layout)
    {
    case TILL_DEMO_OPEN_DENTAL_AR:
      add_ar_row (self, family);
      return;
    case TILL_DEMO_OPEN_DENTAL_PATIENTS:
      add_patient_rows (self, family);
      return;
    case TILL_DEMO_DENTRIX_AGING:
      add_report_row (self, family);
      return;
    case TILL_DEMO_EAGLESOFT_TRANSACTIONS:
      add_transaction_rows (self, family);
      return;
    case TILL_DEMO_N_LAYOUTS:
    default:
      g_return_if_reached ();
    }
}

static void
add_to_key (Writer *self, const TillDemoFamily *family)
{
  const TillAging *aging = &family->aging;

  g_string_append_printf (self->key, "%s\n    [%" G_GINT64_FORMAT,
                          self->n_families++ == 0 ? "" : ",", family->number);
  for (guint i = 0; i < TILL_N_AGES; i++)
    {
      self->owed[i].cents += aging->owed[i].cents;
      g_string_append_printf (self->key, ", %" G_GINT64_FORMAT, aging->owed[i].cents);
    }
  g_string_append_printf (self->key, ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "]",
                          aging->credit.cents, family->insurance.cents);
  if (family->street != NULL)
    g_string_append_printf (self->addresses, "%s\n    [%" G_GINT64_FORMAT ", \"%s\\n%s%s%s\"]",
                            self->addresses->len == 0 ? "" : ",", family->number, family->street,
                            or_nothing (family->apartment), family->apartment != NULL ? "\\n" : "",
                            family->town);
  self->credit.cents += aging->credit.cents;
  self->insurance.cents += family->insurance.cents;
  self->portion.cents += till_patient_portion (aging->total, family->insurance).cents;
}

/* What has gathered, in the letters of the layout. */
static gboolean
flush (Writer *self, GError **error)
{
  g_autofree char *other = NULL;
  gsize            length = self->text->len;
  gboolean         done;

  if (self->layout == TILL_DEMO_DENTRIX_AGING)
    other = g_convert (self->text->str, (gssize) length, "UTF-16LE", "UTF-8", NULL, &length, error);
  else if (self->layout == TILL_DEMO_EAGLESOFT_TRANSACTIONS)
    other = g_convert_with_fallback (self->text->str, (gssize) length, "WINDOWS-1252", "UTF-8", "?",
                                     NULL, &length, error);
  else
    other = g_strndup (self->text->str, length);
  if (other == NULL)
    return FALSE;

  done = till_whole_file_write (self->file, other, length, error);
  g_string_truncate (self->text, 0);

  return done;
}

static gboolean
write_key (Writer *self, const char *path, GError **error)
{
  g_autofree char    *day = till_day_to_iso (self->as_of);
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_append_printf (
    json,
    "{\n  \"layout\": \"%s\",\n  \"as_of\": \"%s\",\n  \"rows\": %" G_GINT64_FORMAT
    ",\n  \"deleted\": %" G_GINT64_FORMAT ",\n  \"total_cents\": %" G_GINT64_FORMAT
    ",\n  \"owed_cents\": [",
    layouts[self->layout], day, self->n_rows, self->n_deleted, get_total (self));
  for (guint i = 0; i < TILL_N_AGES; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ", ", self->owed[i].cents);
  g_string_append_printf (json,
                          "],\n  \"credit_cents\": %" G_GINT64_FORMAT
                          ",\n  \"insurance_cents\": %" G_GINT64_FORMAT
                          ",\n  \"portion_cents\": %" G_GINT64_FORMAT
                          ",\n  \"guarantors\": [%s\n  ],\n  \"addresses\": [%s\n  ]\n}\n",
                          self->credit.cents, self->insurance.cents, self->portion.cents,
                          self->key->str, self->addresses->str);

  return g_file_set_contents (path, json->str, (gssize) json->len, error);
}

static gboolean
write_families (Writer *self, guint32 seed, guint n_families, GError **error)
{
  add_heading (self);
  for (guint i = 0; i < n_families; i++)
    {
      g_autoptr (TillDemoFamily) family = till_demo_family_new (seed, i, self->as_of);

      add_rows (self, family);
      add_to_key (self, family);
      if (self->text->len >= CHUNK && !flush (self, error))
        return FALSE;
    }
  if (self->layout == TILL_DEMO_DENTRIX_AGING)
    add_report_end (self);

  return flush (self, error);
}

gboolean
till_demo_write_file (TillDemoLayout layout,
                      guint32        seed,
                      guint          n_families,
                      TillDay        as_of,
                      const char    *path,
                      const char    *key_path,
                      GError       **error)
{
  g_autoptr (GString)       text = g_string_new (NULL);
  g_autoptr (GString)       key = g_string_new (NULL);
  g_autoptr (GString)       addresses = g_string_new (NULL);
  g_autoptr (TillWholeFile) file = NULL;
  Writer                    self = {
                       .layout = layout, .as_of = as_of, .text = text, .key = key, .addresses = addresses
  };

  g_return_val_if_fail (layout < TILL_DEMO_N_LAYOUTS, FALSE);
  g_return_val_if_fail (!till_day_is_none (as_of), FALSE);

  file = till_whole_file_new (path, error);
  if (file == NULL)
    return FALSE;
  self.file = file;

  return write_families (&self, seed, n_families, error) && till_whole_file_seal (file, error) &&
         till_whole_file_put_in_place (file, error) &&
         (key_path == NULL || write_key (&self, key_path, error));
}
