/* test-states.c: each state's text form, which the database keeps for ever
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-states.h"

#include <string.h>

/* Written out by value: a text that changes would orphan the rows that have it. */
static const struct
{
  GType (*type) (void);
  const char *texts; /* in the order of the values */
} types[] = {
  { till_attempt_state_get_type,
    "prepared sent waiting approved declined rejected unknown not-found abandoned" },
  { till_transaction_state_get_type, "pending authorized captured settled voided declined failed" },
  { till_transaction_kind_get_type, "payment refund void" },
  { till_method_get_type, "terminal virtual card-on-file cash check online" },
  { till_posting_get_type, "none unposted posting posted needs-review" },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_auto (GStrv)         texts = g_strsplit (types[i].texts, " ", -1);
      g_autoptr (GEnumClass) klass = g_type_class_ref (types[i].type ());

      g_assert_cmpuint (klass->n_values, ==, g_strv_length (texts));
      for (int value = 0; texts[value] != NULL; value++)
        {
          int back = -1;

          g_assert_cmpstr (till_enum_to_text (types[i].type (), value), ==, texts[value]);
          g_assert_true (till_enum_from_text (types[i].type (), texts[value], &back));
          g_assert_cmpint (back, ==, value);
        }
    }
}

static void
test_no_state (void)
{
  static const char *const none[] = { "", "Approved", "approved ", "TILL_ATTEMPT_APPROVED", "3" };
  int                      value = 77;

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (till_enum_from_text (TILL_TYPE_ATTEMPT_STATE, none[i], &value));
  g_assert_false (till_enum_from_text (TILL_TYPE_ATTEMPT_STATE, NULL, &value));
  g_assert_cmpint (value, ==, 77);
}

static void
test_words (void)
{
  g_assert_cmpstr (till_method_to_words (TILL_METHOD_TERMINAL), ==, "Card terminal");
  g_assert_cmpstr (till_kind_to_words (TILL_KIND_REFUND), ==, "Refund");
  g_assert_cmpstr (till_posting_to_words (TILL_POSTING_NEEDS_REVIEW), ==, "Needs review");
  g_assert_cmpstr (till_posting_to_words (TILL_POSTING_NONE), ==, "");

  for (TillMethod method = TILL_METHOD_TERMINAL; method <= TILL_METHOD_ONLINE; method++)
    g_assert_cmpuint (strlen (till_method_to_words (method)), >, 0);
  for (TillTransactionKind kind = TILL_KIND_PAYMENT; kind <= TILL_KIND_VOID; kind++)
    g_assert_cmpuint (strlen (till_kind_to_words (kind)), >, 0);
}

static void
test_cards (void)
{
  for (TillMethod method = TILL_METHOD_TERMINAL; method <= TILL_METHOD_ONLINE; method++)
    g_assert_cmpint (till_method_is_card (method), ==,
                     method != TILL_METHOD_CASH && method != TILL_METHOD_CHECK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/states/texts", test_texts);
  g_test_add_func ("/model/states/refuses-what-is-no-state", test_no_state);
  g_test_add_func ("/model/states/words", test_words);
  g_test_add_func ("/model/states/which-methods-are-cards", test_cards);

  return g_test_run ();
}
