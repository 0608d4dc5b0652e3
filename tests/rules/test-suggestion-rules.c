/* test-suggestion-rules.c: what speaks for a patient, weighed and said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-suggestion-rules.h"

/* From the likeliest down. */
static const TillHints order[] = {
  TILL_HINT_CUSTOMER,
  TILL_HINT_EMAIL,
  TILL_HINT_CARD | TILL_HINT_EXPIRY,
  TILL_HINT_CARD,
  TILL_HINT_NAME,
  TILL_HINT_OWES,
  TILL_HINT_AMOUNT,
  0,
};

static void
test_order (void)
{
  for (guint i = 1; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpuint (till_hints_weigh (order[i - 1]), >, till_hints_weigh (order[i]));

  /* Two that agree weigh more than the better of them. */
  g_assert_cmpuint (till_hints_weigh (TILL_HINT_CARD | TILL_HINT_OWES), >,
                    till_hints_weigh (TILL_HINT_CARD | TILL_HINT_AMOUNT));
  g_assert_cmpuint (till_hints_weigh (0), ==, 0);
}

static const struct
{
  TillHints   hints;
  const char *card;
  gint64      cents;
  const char *words;
} said[] = {
  { 0, "Visa ••4242", 7500, "" },
  { TILL_HINT_CARD, "Visa ••4242", 7500, "Paid with Visa ••4242 before" },
  { TILL_HINT_CARD | TILL_HINT_EXPIRY, NULL, 7500, "Paid with this card before" },
  { TILL_HINT_OWES | TILL_HINT_NAME, NULL, 123456, "Name as on the bill · Owes $1,234.56" },
  { TILL_HINT_AMOUNT, NULL, -7500, "Paid $75.00 lately" },
  { TILL_HINT_EMAIL | TILL_HINT_CUSTOMER, NULL, 1, "Same customer number · Same e-mail address" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *words =
        till_hints_to_words (said[i].hints, said[i].card, till_money (said[i].cents));

      g_assert_cmpstr (words, ==, said[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/suggestion/order", test_order);
  g_test_add_func ("/rules/suggestion/words", test_words);

  return g_test_run ();
}
