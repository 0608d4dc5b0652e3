/* test-import-head.c: the beginnings of files: how they are written, and what their columns are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-head.h"

#include <string.h>

#include "core/till-error.h"

static TillImportHead *
read_text (const char *text, gssize size, GError **error)
{
  g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_data (text, size, NULL);

  return till_import_head_read (raw, error);
}

#define AR                                                                                         \
  "guarantor_patnum\tguarantor\tbal_0_30\tbal_31_60\tbal_61_90\tbal_over_90\tbalance_total\n"

static void
test_known (void)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillImportHead) head = read_text (
    "Aging\t\t\t\t\t\t\nAs of 11/24/2026\n" AR "7\tM\xfcller, Zo\xeb\t1\t0\t0\t0\t1\n", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (head->layout.name, ==, "open-dental-ar");
  g_assert_cmpstr (head->letters, ==, "WINDOWS-1252");
  g_assert_true (head->separator == '\t');
  g_assert_cmpint (head->as_of.number, ==, till_day (2026, 11, 24).number);
  g_assert_cmpstr (head->heading[6], ==, "balance_total");
  g_assert_cmpuint (head->rows->len, ==, 1);
  g_assert_cmpstr (((GStrv) head->rows->pdata[0])[1], ==, "Müller, Zoë");
}

/* What the headings say is a proposal; a title above them is none. */
static void
test_guessed (void)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillImportHead) head = read_text (
    "Our patients;;;\nAccount Number;Name;DOB;Name\n7;Bell, Ann;24.11.1990;x\n", -1, &error);

  g_assert_no_error (error);
  g_assert_null (head->layout.name);
  g_assert_cmpstr (head->letters, ==, "UTF-8");
  g_assert_cmpuint (head->layout.n_columns, ==, 4);
  g_assert_cmpint (head->layout.kind, ==, TILL_IMPORT_PATIENTS);
  g_assert_cmpint (head->layout.fields[0], ==, TILL_FIELD_NUMBER);
  g_assert_cmpint (head->layout.fields[1], ==, TILL_FIELD_NAME);
  g_assert_cmpint (head->layout.fields[2], ==, TILL_FIELD_BIRTH_DATE);
  g_assert_cmpint (head->layout.fields[3], ==, TILL_FIELD_NOTHING);
  g_assert_cmpint (head->layout.day_order, ==, TILL_DAY_ORDER_DMY);
}

/* The same headings have one form, whatever is below them. */
static void
test_form (void)
{
  g_autoptr (TillImportHead) one = read_text ("Who;Owes\nA;1\n", -1, NULL);
  g_autoptr (TillImportHead) same = read_text ("WHO;owes\nB;2\nC;3\n", -1, NULL);
  g_autoptr (TillImportHead) other = read_text ("Who;Owed\nA;1\n", -1, NULL);
  g_autofree char           *form = till_import_head_dup_form (one);
  g_autofree char           *same_form = till_import_head_dup_form (same);
  g_autofree char           *other_form = till_import_head_dup_form (other);

  g_assert_cmpstr (form, ==, same_form);
  g_assert_cmpstr (form, !=, other_form);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int         code;
    const char *words;
  } rows[] = {
    { "", TILL_ERROR_BAD_INPUT, "empty" },
    { "\n\n", TILL_ERROR_BAD_INPUT, "empty" },
    { "one\ntwo\n", TILL_ERROR_BAD_INPUT, "no list" },
    { "Who;Owes\nA;4111 1111 1111 1111\n", TILL_ERROR_CARD_NUMBER, "Line 2, column 2" },
    { "PK\3\4", TILL_ERROR_BAD_INPUT, "workbook" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (rows[i].text, -1, &error));
      g_assert_error (error, TILL_ERROR, rows[i].code);
      g_assert_nonnull (strstr (error->message, rows[i].words));
      g_assert_null (strstr (error->message, "4111"));
    }
}

static void
test_remembered (void)
{
  static const char *const bad[] = { "",
                                     "balances",
                                     "balances;mdy",
                                     "nonsense;mdy;name",
                                     "balances;x;name",
                                     "balances;mdy;name,nonsense" };
  TillImportLayout         layout = { .kind = TILL_IMPORT_BALANCES,
                                      .day_order = TILL_DAY_ORDER_DMY,
                                      .fields = { TILL_FIELD_NAME, TILL_FIELD_NOTHING,
                                                  TILL_FIELD_OWED_0_30 },
                                      .n_columns = 3 };
  g_autofree char         *text = till_import_layout_to_text (&layout);
  TillImportLayout         back;

  g_assert_cmpstr (text, ==, "balances;dmy;name,nothing,owed-0-30");
  g_assert_true (till_import_layout_from_text (&back, text));
  g_assert_cmpint (memcmp (&back, &layout, sizeof back), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (till_import_layout_from_text (&back, bad[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-head/known", test_known);
  g_test_add_func ("/import-head/guessed", test_guessed);
  g_test_add_func ("/import-head/form", test_form);
  g_test_add_func ("/import-head/refused", test_refused);
  g_test_add_func ("/import-head/remembered", test_remembered);

  return g_test_run ();
}
