/* test-plan-acceptance.c: what a message says that asks a patient to accept a payment plan by
 * paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-acceptance.h"

#include "core/till-money.h"

static const TillPlanTerms terms = { .total = { 60000 },
                                     .fee = { 1000 },
                                     .down_payment = { 6000 },
                                     .n_installments = 6,
                                     .installment = { 9167 },
                                     .cadence = TILL_CADENCE_MONTHLY,
                                     .day = 15,
                                     .first = { 20802 } }; /* December 15, 2026 */

static TillPlanAcceptance
get_acceptance (void)
{
  return (TillPlanAcceptance){ .terms = &terms,
                               .practice = "Elm Dental",
                               .phone = "555-0100",
                               .first_name = "Anna",
                               .part = { 0, terms.first, terms.down_payment },
                               .link = "https://pay.example/1" };
}

static void
test_english (void)
{
  TillPlanAcceptance about = get_acceptance ();
  g_autofree char   *subject = NULL;
  g_autofree char   *text =
    till_plan_acceptance_dup_message (&about, TILL_CHANNEL_TEXT, TILL_LANGUAGE_ENGLISH, &subject);
  g_autofree char *none = g_steal_pointer (&subject);
  g_autofree char *mail =
    till_plan_acceptance_dup_message (&about, TILL_CHANNEL_EMAIL, TILL_LANGUAGE_ENGLISH, &subject);

  g_assert_null (none);
  g_assert_cmpstr (
    text, ==,
    "Elm Dental: Anna, your payment plan: $610.00 (with a fee of $10.00) in all: $60.00 now, then "
    "6 "
    "payments of $91.67 ($91.65 the last), every month from December 15, 2026.\n"
    "By making the first payment, $60.00, with this link and saving your card there you accept "
    "this "
    "plan and authorize Elm Dental to charge that card for each further payment on its day.\n"
    "https://pay.example/1\n"
    "Full agreement and questions: 555-0100\n"
    "Reply STOP to opt out");
  g_assert_cmpstr (subject, ==, "Elm Dental: your payment plan");
  g_assert_nonnull (g_strstr_len (mail, -1, "If you do not agree, do not pay with this link"));
}

/* Texts hold letters of the GSM alphabet only: not á, í, ó, ú. */
static void
test_spanish (void)
{
  TillPlanAcceptance about = get_acceptance ();
  g_autofree char   *subject = NULL;
  g_autofree char   *text =
    till_plan_acceptance_dup_message (&about, TILL_CHANNEL_TEXT, TILL_LANGUAGE_SPANISH, &subject);

  g_assert_nonnull (g_strstr_len (text, -1, "su plan de pagos: $610.00"));
  g_assert_nonnull (g_strstr_len (text, -1, "Al hacer el primer pago, $60.00, con este enlace"));
  g_assert_nonnull (g_strstr_len (text, -1, "cada mes desde el 15 de diciembre de 2026"));
  g_assert_true (g_str_is_ascii (text));
}

/* The plan has a card: it is named. And of a part behind the first it says so. */
static void
test_card (void)
{
  TillPlanAcceptance about = get_acceptance ();
  g_autofree char   *sentence = NULL;

  about.card = "Visa ending in 4242";
  about.part = (TillPlanPart){ 2, terms.first, { 9167 } };
  sentence = till_plan_acceptance_dup_sentence (&about, TILL_LANGUAGE_ENGLISH);
  g_assert_cmpstr (sentence, ==,
                   "By making the next payment, $91.67, with this link you accept this plan and "
                   "authorize Elm Dental to charge your Visa ending in 4242 for each further "
                   "payment on its day.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-acceptance/english", test_english);
  g_test_add_func ("/plan-acceptance/spanish", test_spanish);
  g_test_add_func ("/plan-acceptance/card", test_card);

  return g_test_run ();
}
