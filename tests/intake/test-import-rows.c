/* test-import-rows.c: files of other programs, whole and damaged, read into rows and problems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <string.h>

#include "core/till-error.h"
#include "intake/till-import-layouts.h"
#include "till-read-rows.h"

#define AR                                                                                         \
  "guarantor_patnum|guarantor|WirelessPhone|HmPhone|Email|bal_0_30|bal_31_60|bal_61_90|"           \
  "bal_over_90|pending_insurance_estimate|balance_total|patient_portion|BillingType|"              \
  "family_members\n"

/* ── Known layouts ───────────────────────────────────────────────────────────────────────────── */

static void
test_open_dental_ar (void)
{
  Outcome outcome = read_text (
    AR "7|Muñoz, Zoë A|(207)555-0151||zoe@example.com|10.00|20.50|0|0|5.00|28.50|23.50|Standard|2\n"
       "9|O'Neil, Al|||| - |-|0.00|1,000.01||1000.01||x|1\n",
    NULL);
  const TillImportRow *row;

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.problems->len, ==, 0);
  g_assert_cmpuint (outcome.read->len, ==, 2);
  g_assert_cmpstr (till_import_rows_get_layout (outcome.rows)->name, ==, "open-dental-ar");
  row = get_row (&outcome, 0);
  g_assert_cmpstr (row->number, ==, "7");
  g_assert_cmpstr (row->name, ==, "Muñoz, Zoë A");
  g_assert_cmpstr (row->mobile, ==, "(207)555-0151");
  g_assert_null (row->phone);
  g_assert_cmpint (row->owed[1].cents, ==, 2050);
  /* Less than its ages: there is a credit of $2.00. */
  g_assert_cmpint (row->total.cents, ==, 2850);
  g_assert_cmpint (row->insurance.cents, ==, 500);
  g_assert_cmpint (get_row (&outcome, 1)->owed[3].cents, ==, 100001);
  outcome_clear (&outcome);
}

static void
test_other_order_and_case (void)
{
  Outcome outcome = read_text ("Balance_Total|GUARANTOR|extra|Bal_0_30|bal_31_60|bal_61_90|"
                               "bal_over_90|Guarantor PatNum\n"
                               "30.00|Bell, Ann|?|30.00|0|0|0|17\n",
                               NULL);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.problems->len, ==, 0);
  g_assert_cmpstr (get_row (&outcome, 0)->number, ==, "17");
  g_assert_cmpint (get_row (&outcome, 0)->owed[0].cents, ==, 3000);
  outcome_clear (&outcome);
}

static void
test_open_dental_patients (void)
{
  Outcome outcome = read_text (
    "PatNum|LName|FName|MiddleI|Birthdate|WirelessPhone|HmPhone|Email|Guarantor|TxtMsgOk|"
    "BillingType\n"
    "8|Bell|Ann|B|1994-10-08||||7|1|x\n"
    "9|Bell|Al||0001-01-01||||7|0|x\n"
    "10|Bell|Jo||1994-13-08||||7|0|x\n",
    NULL);
  const TillImportProblem *problem;

  g_assert_no_error (outcome.error);
  g_assert_cmpstr (get_row (&outcome, 0)->name, ==, "Bell, Ann B");
  g_assert_cmpstr (get_row (&outcome, 0)->guarantor_number, ==, "7");
  g_assert_cmpint (get_row (&outcome, 0)->birth_date.number, ==, till_day (1994, 10, 8).number);
  g_assert_cmpstr (get_row (&outcome, 1)->name, ==, "Bell, Al");
  g_assert_true (till_day_is_none (get_row (&outcome, 1)->birth_date));
  g_assert_cmpuint (outcome.problems->len, ==, 1);
  problem = g_ptr_array_index (outcome.problems, 0);
  g_assert_cmpuint (problem->line, ==, 4);
  g_assert_cmpuint (problem->column, ==, 5);
  g_assert_nonnull (strstr (problem->text, "1994-13-08"));
  outcome_clear (&outcome);
}

/* The last is the file's. */
static void
test_stated (void)
{
  static const char rows[] = AR "7|Bell, Ann||||10.00|0|0|0||10.00||x|1\n";
  g_autofree char  *text = g_strconcat (rows, "Total|||||10.00|0|0|0|0|10.00|||\n", NULL);
  Outcome           without = read_text (rows, NULL);
  Outcome           outcome = read_text (text, NULL);
  TillMoney         stated;

  g_assert_false (till_import_rows_get_stated (without.rows, &stated));
  g_assert_true (till_import_rows_get_stated (outcome.rows, &stated));
  g_assert_cmpint (stated.cents, ==, 1000);
  g_assert_cmpuint (outcome.problems->len, ==, 0);
  outcome_clear (&without);
  outcome_clear (&outcome);
}

static void
test_report (void)
{
  Outcome outcome =
    read_text ("AGING REPORT|||Page 1\n"
               "As of 11/24/2026\n"
               "\n" DENTRIX "Bell, Ann|555-0100|Cash|-||10.00|0.00|0.00|0.00|0.00|10.00|10.00\n"
               "AGING REPORT|||Page 2\n" DENTRIX
               "Boyd, Al|555-0100|Cash|1,500.00|1/4/26|0.00|0.00|0.00|0.00|0.00|0.00|(12.34)\n"
               "\n"
               "Totals|||||10.00|0.00|0.00|0.00|0.00|10.00|(2.34)\n"
               "Number of accounts: 2\n",
               NULL);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.problems->len, ==, 0);
  g_assert_cmpuint (outcome.read->len, ==, 2);
  g_assert_cmpuint (till_import_rows_get_n_rows (outcome.rows), ==, 2);
  /* Five before and with the heading, two of the second page, a blank one, the totals, the count.
   */
  g_assert_cmpuint (till_import_rows_get_n_skipped (outcome.rows), ==, 9);
  g_assert_cmpint (get_row (&outcome, 1)->total.cents, ==, -1234);
  g_assert_cmpint (get_row (&outcome, 1)->paid.cents, ==, 150000);
  g_assert_cmpint (get_row (&outcome, 1)->paid_on.number, ==, till_day (2026, 1, 4).number);
  g_assert_cmpint (till_import_rows_get_total (outcome.rows).cents, ==, -234);
  outcome_clear (&outcome);
}

static void
test_ledger (void)
{
  Outcome outcome = read_text ("tran_num;x|type|tran_date|patient_id|resp_party_id|amount\n", NULL);

  /* One required heading is not there. */
  g_assert_error (outcome.error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  outcome_clear (&outcome);

  outcome = read_text ("tran_num|type|tran_date|patient_id|resp_party_id|amount\n"
                       "1|S|9/14/2026|8|7|672.00\n"
                       "2|P|9/15/2026|8|7|-72.00\n"
                       "3|P||8|7|-72.00\n",
                       NULL);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.read->len, ==, 2);
  g_assert_cmpint (get_row (&outcome, 1)->line_amount.cents, ==, -7200);
  g_assert_cmpstr (get_row (&outcome, 1)->line_kind, ==, "P");
  g_assert_cmpuint (outcome.problems->len, ==, 1);
  outcome_clear (&outcome);
}

#define LEDGER                                                                                     \
  "tran_num|type|tran_date|patient_id|resp_party_id|amount|status|aging_date|est_primary|"         \
  "est_secondary|paid_primary|paid_secondary\n"

/* What each line is; what was deleted is passed over, and the file's own total agrees. */
static void
test_ledger_lines (void)
{
  Outcome outcome =
    read_text (LEDGER "1|S|9/14/2026|8|7|100.00|A|9/1/2026|80.00|10.00|50.00|20.00\n"
                      "2|payment|9/15/2026|8|7|(40.00)|||||||\n"
                      "3|I|9/16/2026|8|7|-50.00|active||||||\n"
                      "4|a|9/17/2026|8|7|-1.00|||||||\n"
                      "5|S|9/17/2026|8|7|999.00|d||||||\n"
                      "6|P|9/18/2026|8|7|5.00|||||||\n"
                      "Total|||||14.00|||||||\n",
               NULL);
  static const TillLineKind kinds[] = { TILL_LINE_CHARGE, TILL_LINE_PAYMENT, TILL_LINE_INSURANCE,
                                        TILL_LINE_ADJUSTMENT, TILL_LINE_PAYMENT };
  TillMoney                 pending;

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.problems->len, ==, 0);
  g_assert_cmpuint (outcome.read->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint ((int) get_row (&outcome, i)->kind, ==, (int) kinds[i]);
  g_assert_cmpuint (till_import_rows_get_n_rows (outcome.rows), ==, 6);
  g_assert_cmpuint (till_import_rows_get_n_deleted (outcome.rows), ==, 1);
  g_assert_cmpint (till_import_rows_get_total (outcome.rows).cents, ==, 1400);
  /* The second insurance has paid more than was thought: that is none of the first's. */
  g_assert_true (till_import_row_get_pending (get_row (&outcome, 0), &pending));
  g_assert_cmpint (pending.cents, ==, 3000);
  g_assert_cmpint (get_row (&outcome, 0)->line_aged_from.number, ==, till_day (2026, 9, 1).number);
  g_assert_cmpint (get_row (&outcome, 1)->line_aged_from.number, ==, till_day (2026, 9, 15).number);
  outcome_clear (&outcome);

  outcome = read_text (LEDGER "1|S|9/14/2026|8|7|-100.00|||||||\n", NULL);
  g_assert_error (outcome.error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (outcome.error->message, "would lower what is owed"));
  outcome_clear (&outcome);
}

/* What Till itself exports. */
static void
test_own_lists (void)
{
  Outcome outcome =
    read_text ("Guarantor|Total|0–30|31–60|61–90|Over 90|Insurance|Portion|Last paid|"
               "Snoozed until|Age\n"
               "Bell, Ann|30.00|10.00|0.00|0.00|20.00|5.00|25.00|2026-11-02||41\n",
               NULL);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.problems->len, ==, 0);
  g_assert_cmpstr (till_import_rows_get_layout (outcome.rows)->name, ==, "till-receivables");
  g_assert_cmpint (get_row (&outcome, 0)->owed[3].cents, ==, 2000);
  g_assert_cmpint (get_row (&outcome, 0)->paid_on.number, ==, till_day (2026, 11, 2).number);
  outcome_clear (&outcome);

  outcome = read_text ("Patient|Date of birth|Number|Phone|E-mail|Guarantor|Family owes|State\n"
                       "Bell, Ann|1985-02-24|17|||Bell, Bo|1.00|Active\n",
                       NULL);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.problems->len, ==, 0);
  g_assert_cmpstr (till_import_rows_get_layout (outcome.rows)->name, ==, "till-patients");
  g_assert_cmpstr (get_row (&outcome, 0)->number, ==, "17");
  g_assert_null (get_row (&outcome, 0)->guarantor_number);
  outcome_clear (&outcome);
}

/* ── Damaged files ───────────────────────────────────────────────────────────────────────────── */

#define ROW "7|Bell, Ann||||10.00|0|0|0|0|10.00|10.00|x|1\n"

static const struct
{
  const char *name;
  const char *text;
  guint       line; /* of the only problem; 0: none */
  guint       column;
  const char *words; /* some of its words, or of the refusal's */
  int         code;  /* of the refusal; -1: none */
} damaged[] = {
  { "empty", "", 0, 0, "empty", TILL_ERROR_BAD_INPUT },
  { "no-heading", "a|b|c\n1|2|3\n", 0, 0, "headings", TILL_ERROR_BAD_INPUT },
  { "no-rows", AR, 0, 0, "no rows", TILL_ERROR_BAD_INPUT },
  { "card-number", AR "7|Bell, Ann|4111 1111 1111 1111||||||||||x|1\n", 0, 0, "Line 2, column 3",
    TILL_ERROR_CARD_NUMBER },
  { "card-number-in-the-title", "for 4111111111111111\n" AR ROW, 0, 0, "Line 1, column 1",
    TILL_ERROR_CARD_NUMBER },
  { "letters-for-money", AR "7|Bell, Ann||||ten|0|0|0|0|10.00|10.00|x|1\n", 2, 6, "", -1 },
  { "third-decimal", AR "7|Bell, Ann||||10.005|0|0|0|0|10.00|10.00|x|1\n", 2, 6, "", -1 },
  { "no-name", AR "7|||||10.00|0|0|0|0|10.00|10.00|x|1\n", 2, 0, "name is missing", -1 },
  { "twice", AR ROW ROW, 3, 0, "line 2 already", -1 },
  { "cut-off", AR ROW "8|Boyd, Al||||10.0", 3, 0, "fewer cells", -1 },
  { "comma-in-the-name", AR "7|Bell| Ann||||10.00|0|0|0|0|10.00|10.00|x|1\n", 2, 0, "more cells",
    -1 },
  { "total-over-its-ages", AR "7|Bell, Ann||||10.00|0|0|0|0|10.01|10.00|x|1\n", 2, 0, "$10.01",
    -1 },
  { "too-large", AR "7|Bell, Ann||||92233720368547758.07|1|0|0|0|10.00|10.00|x|1\n", 2, 0,
    "too large", -1 },
  { "own-total-differs",
    DENTRIX "Bell, Ann||x|||10.00|0|0|0|0|10.00|10.00\n"
            "Total|||||10.00|0|0|0|0|10.00|11.00\n",
    3, 12, "$11.00", -1 },
};

static void
test_damaged (gconstpointer data)
{
  gsize   i = GPOINTER_TO_SIZE (data);
  Outcome outcome = read_text (damaged[i].text, NULL);

  if (damaged[i].code >= 0)
    {
      g_assert_error (outcome.error, TILL_ERROR, damaged[i].code);
      g_assert_nonnull (strstr (outcome.error->message, damaged[i].words));
    }
  else
    {
      const TillImportProblem *problem;

      g_assert_no_error (outcome.error);
      g_assert_cmpuint (outcome.problems->len, ==, 1);
      problem = g_ptr_array_index (outcome.problems, 0);
      g_assert_cmpuint (problem->line, ==, damaged[i].line);
      g_assert_cmpuint (problem->column, ==, damaged[i].column);
      g_assert_nonnull (strstr (problem->text, damaged[i].words));
    }
  outcome_clear (&outcome);
}

/* A card number is named by its place, and not said again. */
static void
test_card_is_not_repeated (void)
{
  Outcome outcome = read_text (AR "7|4111111111111111|||||||||||x|1\n", NULL);

  g_assert_error (outcome.error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_assert_null (strstr (outcome.error->message, "4111"));
  g_assert_cmpuint (outcome.read->len, ==, 0);
  outcome_clear (&outcome);
}

/* ── Addresses ───────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *cells; /* Address, Address2, City, State, Zip */
  const char *address;
} addresses[] = {
  { "12 Elm Street|Apt 3|Portland|ME|04101", "12 Elm Street\nApt 3\nPortland, ME 04101" },
  { "12 Elm Street||Portland|ME|04101-1234", "12 Elm Street\nPortland, ME 04101-1234" },
  { "12 Elm Street||Portland|ME|4101", "12 Elm Street\nPortland, ME 04101" },
  { "12 Elm Street||Portland||", "12 Elm Street\nPortland" },
  { "12 Elm Street||Portland||97201", "12 Elm Street\nPortland, 97201" },
  { "12 Elm Street|||OR|97201", "12 Elm Street\nOR 97201" },
  { "PO Box 7, Portland, OR 97201||||", "PO Box 7, Portland, OR 97201" },
  { "|Apt 3|Portland|ME|04101", NULL },
  /* Together they pass as a card number. */
  { "PO Box 41111111|11111111 Rear|Portland|ME|04101", NULL },
  { "||||", NULL },
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *text = g_strconcat (
        "PatNum|LName|FName|Guarantor|Address|Address2|City|State|Zip\n1|Lopez|Maria|1|",
        addresses[i].cells, "\n", NULL);
      Outcome outcome = read_text (text, NULL);

      g_assert_no_error (outcome.error);
      g_assert_cmpstr (get_row (&outcome, 0)->address, ==, addresses[i].address);
      outcome_clear (&outcome);
    }
}

/* ── By hand ─────────────────────────────────────────────────────────────────────────────────── */

static void
test_by_hand (void)
{
  TillImportLayout layout = {
    .kind = TILL_IMPORT_BALANCES,
    .day_order = TILL_DAY_ORDER_DMY,
    .n_columns = 6,
    .fields = { TILL_FIELD_NAME, TILL_FIELD_BIRTH_DATE, TILL_FIELD_OWED_0_30, TILL_FIELD_OWED_31_60,
                TILL_FIELD_OWED_61_90, TILL_FIELD_OWED_OVER_90 },
  };
  g_autoptr (GError) error = NULL;
  Outcome            outcome;

  till_import_layout_check (&layout, &error);
  g_assert_no_error (error);
  outcome = read_text ("Wer|Wann|a|b|c|d\nBell, Ann|8.10.1994|1|2|3|4\n", &layout);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.problems->len, ==, 0);
  g_assert_cmpint (get_row (&outcome, 0)->birth_date.number, ==, till_day (1994, 10, 8).number);
  g_assert_cmpint (get_row (&outcome, 0)->total.cents, ==, 1000);
  g_assert_cmpint (till_import_rows_get_total (outcome.rows).cents, ==, 1000);
  outcome_clear (&outcome);

  layout.fields[5] = TILL_FIELD_OWED_61_90;
  g_assert_false (till_import_layout_check (&layout, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (error->message, "Column 6"));
  g_clear_error (&error);
  layout.fields[5] = TILL_FIELD_NOTHING;
  g_assert_false (till_import_layout_check (&layout, &error));
  g_assert_nonnull (strstr (error->message, "by age"));
}

static void
test_guesses (void)
{
  static const struct
  {
    const char     *heading;
    TillImportField field;
  } cases[] = {
    { "E-mail", TILL_FIELD_EMAIL },     { "Date of Birth", TILL_FIELD_BIRTH_DATE },
    { "0 - 30", TILL_FIELD_OWED_0_30 }, { "Over 90", TILL_FIELD_OWED_OVER_90 },
    { "BALANCE", TILL_FIELD_TOTAL },    { "Shoe size", TILL_FIELD_NOTHING },
    { "ZIP Code", TILL_FIELD_ZIP },     { "Street Address", TILL_FIELD_ADDRESS },
    { "", TILL_FIELD_NOTHING },
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (till_import_field_guess (cases[i].heading), ==, cases[i].field);

  g_assert_true (till_import_layout_check_name ("dentrix-aging", &error));
  g_assert_false (till_import_layout_check_name ("dentrix", &error));
  g_assert_nonnull (strstr (error->message, "open-dental-ar, "));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-rows/open-dental-ar", test_open_dental_ar);
  g_test_add_func ("/import-rows/other-order-and-case", test_other_order_and_case);
  g_test_add_func ("/import-rows/open-dental-patients", test_open_dental_patients);
  g_test_add_func ("/import-rows/stated", test_stated);
  g_test_add_func ("/import-rows/report", test_report);
  g_test_add_func ("/import-rows/ledger", test_ledger);
  g_test_add_func ("/import-rows/ledger-lines", test_ledger_lines);
  g_test_add_func ("/import-rows/own-lists", test_own_lists);
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autofree char *path = g_strconcat ("/import-rows/damaged/", damaged[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_damaged);
    }
  g_test_add_func ("/import-rows/card-is-not-repeated", test_card_is_not_repeated);
  g_test_add_func ("/import-rows/addresses", test_addresses);
  g_test_add_func ("/import-rows/by-hand", test_by_hand);
  g_test_add_func ("/import-rows/guesses", test_guesses);

  return g_test_run ();
}
