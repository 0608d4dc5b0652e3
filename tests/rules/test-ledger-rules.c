/* test-ledger-rules.c: what may be entered in the ledger by hand, and taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "rules/till-ledger-rules.h"

#define TODAY (till_day (2026, 11, 24))

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    const char *day; /* NULL: refused */
    const char *says;
  } cases[] = {
    { "11/24/2026", "2026-11-24", NULL },
    { " 1/5/2026 ", "2026-01-05", NULL },
    { "2026-11-23", "2026-11-23", NULL },
    { "11/25/2026", NULL, "The day lies in the future. Enter the day it was done, or today." },
    { "11/24/1926", NULL, "The day lies before 1970. Check the year." },
    { "2/30/2026", NULL, "“2/30/2026” is not a day. Write it as in 11/24/2026." },
    { "", NULL, "“” is not a day. Write it as in 11/24/2026." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      TillDay            day;

      if (till_ledger_read_day (cases[i].text, TODAY, &day, &error))
        g_assert_cmpint (day.number, ==, till_day_from_iso (cases[i].day).number);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].says);
    }
}

static void
test_orders (void)
{
  static const struct
  {
    gboolean    is_charge;
    gint64      cents;
    const char *words;
    int         code; /* -1: good */
  } cases[] = {
    { TRUE, 1, "Crown", -1 },
    { TRUE, 0, "Crown", TILL_ERROR_BAD_INPUT },
    { TRUE, -1, "Crown", TILL_ERROR_BAD_INPUT },
    { FALSE, -1, "Courtesy", -1 },
    { FALSE, 1, "Courtesy", -1 },
    { FALSE, 0, "Courtesy", TILL_ERROR_BAD_INPUT },
    { TRUE, 100000000, "Crown", -1 },
    { TRUE, 100000001, "Crown", TILL_ERROR_BAD_INPUT },
    { FALSE, -100000001, "Courtesy", TILL_ERROR_BAD_INPUT },
    { TRUE, 5, " \t", TILL_ERROR_BAD_INPUT },
    { TRUE, 5, NULL, TILL_ERROR_BAD_INPUT },
    { TRUE, 5, "Card 4111 1111 1111 1111", TILL_ERROR_CARD_NUMBER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      TillLedgerOrder    order = {
           .is_charge = cases[i].is_charge,
           .amount = till_money (cases[i].cents),
           .day = TODAY,
           .words = (char *) cases[i].words,
      };

      g_assert_cmpint (till_ledger_check_order (&order, TODAY, &error), ==, cases[i].code < 0);
      if (cases[i].code >= 0)
        g_assert_error (error, TILL_ERROR, cases[i].code);
    }
}

static void
test_taking_back (void)
{
  static const struct
  {
    TillLedgerEntry entry;
    const char     *says; /* NULL: it may */
  } cases[] = {
    { { .id = 5 }, NULL },
    { { .id = 5, .transaction_id = 3 },
      "This entry belongs to a payment: it can’t be taken back by itself. Void or refund the "
      "payment." },
    { { .id = 5, .reverses_id = 4 },
      "This entry takes another one back, and can’t be taken back itself. Enter what is right "
      "anew." },
    { { .id = 5, .is_taken_back = TRUE }, "This entry is taken back already." },
    { { .id = 5, .is_in_file = TRUE },
      "What is owed comes from another program’s file, which knows this entry. Correct it in that "
      "program, and import its file anew." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (till_ledger_check_take_back (&cases[i].entry, &error), ==,
                       cases[i].says == NULL);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].says);
    }
}

static void
test_reasons (void)
{
  g_autoptr (GError) blank = NULL;
  g_autoptr (GError) number = NULL;

  g_assert_true (till_ledger_check_reason ("Wrong patient", NULL));
  g_assert_false (till_ledger_check_reason (" ", &blank));
  g_assert_error (blank, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_false (till_ledger_check_reason ("4111-1111-1111-1111", &number));
  g_assert_error (number, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ledger-rules/days", test_days);
  g_test_add_func ("/ledger-rules/orders", test_orders);
  g_test_add_func ("/ledger-rules/taking-back", test_taking_back);
  g_test_add_func ("/ledger-rules/reasons", test_reasons);

  return g_test_run ();
}
