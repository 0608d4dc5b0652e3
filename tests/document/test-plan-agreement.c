/* test-plan-agreement.c: an agreement on a payment plan, read back: its terms, its days, who signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-plan-agreement.h"

#include <string.h>

#include "rules/till-plan-rules.h"
#include "statement-page.h"
#include "till-test-util.h"

static const TillPracticeFacts practice = { .name = (char *) "Elm Street Dental",
                                            .address = (char *) "12 Elm Street\nPortland, ME 04101",
                                            .phone = (char *) "(207) 555-0100",
                                            .zone = (char *) "America/New_York" };

static const TillRetryDays retries = { { 1, 3, 7 }, 3 };

static TillPlanTerms
make_terms (gint64 total, gint64 down, gint64 fee, gint64 n, TillCadence cadence)
{
  TillPlanTerms      terms = { .total = till_money (total),
                               .down_payment = till_money (down),
                               .fee = till_money (fee),
                               .n_installments = n,
                               .cadence = cadence,
                               .day = 31,
                               .first = till_day (2026, 12, 31) };
  g_autoptr (GError) error = NULL;

  till_plan_solve_installment (&terms, &error);
  g_assert_no_error (error);

  return terms;
}

static TillPlan *
make_plan (const char *name, const char *what_for)
{
  TillPlan *plan = till_plan_new ();

  plan->patient_name = g_strdup (name);
  plan->what_for = g_strdup (what_for);

  return plan;
}

static GBytes *
print (const TillPlan      *plan,
       const TillPlanTerms *terms,
       const char          *card,
       TillAuthorized       how,
       const TillSignature *signature,
       TillPaper            paper)
{
  const TillPlanVersion   version = { .number = 1, .terms = *terms };
  const TillPlanAgreement agreement = { .practice = &practice,
                                        .plan = plan,
                                        .version = &version,
                                        .card = card,
                                        .retries = &retries,
                                        .at = 1795000000000,
                                        .how = how,
                                        .signed_by = "Anna Lee",
                                        .signature = signature,
                                        .user = "Maria Lopez" };
  g_autoptr (GError)      error = NULL;
  GBytes                 *pdf = till_plan_agreement_to_pdf (&agreement, paper, &error);

  g_assert_no_error (error);

  return pdf;
}

/* Without blanks: poppler joins columns, and lines break anywhere. */
static char *
squeeze (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);

  return g_strjoinv ("", words);
}

/* All pages, squeezed. */
static char *
read_all (GBytes *pdf)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < statement_count_pages (pdf); i++)
    {
      g_autofree char *page = statement_read_page (pdf, i);

      g_string_append (text, page);
    }

  return squeeze (text->str);
}

static gboolean
says (const char *text, const char *part)
{
  g_autofree char *squeezed = squeeze (part);

  return strstr (text, squeezed) != NULL;
}

static void
assert_says (const char *text, const char *part)
{
  g_autofree char *squeezed = squeeze (part);

  statement_assert_says (text, squeezed);
}

/* Few terms: one page for all of it, lines to sign on, nothing of a law that does not apply. */
static void
test_short (void)
{
  const TillPlanTerms  terms = make_terms (30000, 6000, 0, 4, TILL_CADENCE_MONTHLY);
  g_autoptr (TillPlan) plan = make_plan ("Lee, Anna", "Crown, upper left");

  for (TillPaper paper = TILL_PAPER_LETTER; paper <= TILL_PAPER_A4; paper++)
    {
      g_autoptr (GBytes) pdf =
        print (plan, &terms, "Visa ••••4242", TILL_AUTHORIZED_NOT_YET, NULL, paper);
      g_autofree char *text = read_all (pdf);

      if (paper == TILL_PAPER_LETTER)
        statement_keep_pictures (pdf, "plan-agreement");
      g_assert_cmpuint (statement_count_pages (pdf), ==, 1);
      assert_says (text, "Payment plan agreement");
      assert_says (text, "Elm Street Dental");
      assert_says (text, "Who pays Anna Lee");
      assert_says (text, "What for Crown, upper left");
      assert_says (text, "$300.00");
      assert_says (text, "$60.00, due on the day this is signed");
      assert_says (text, "4 of $60.00 each");
      assert_says (text, "Every month on day 31, or the month’s last day");
      assert_says (text, "Visa ••••4242");
      /* The last day of February, and the 31st again. */
      assert_says (text, "Feb 28, 2027");
      assert_says (text, "Mar 31, 2027");
      assert_says (text, "I authorize Elm Street Dental to charge the card named above");
      assert_says (text, "this many days later: 1, 3, 7");
      assert_says (text, "by phone at (207) 555-0100");
      assert_says (text, "nothing more is charged");
      assert_says (text, "Signature of who pays");
      g_assert_false (says (text, "Truth in Lending"));
      g_assert_false (says (text, "Maria Lopez"));
      g_assert_false (says (text, "Patient"));
    }
}

/* Each payment has its row, on whatever page, and what is left after the last one is nothing. */
static void
test_long (void)
{
  const TillPlanTerms  terms = make_terms (250000, 0, 4900, 52, TILL_CADENCE_WEEKLY);
  g_autoptr (TillPlan) plan = make_plan ("Freifrau von Hohenlohe-Schillingsfürst-Waldenburg, "
                                         "Maximiliane Wilhelmine",
                                         NULL);
  g_autoptr (GBytes)   pdf =
    print (plan, &terms, "Mastercard ••••4444", TILL_AUTHORIZED_NOT_YET, NULL, TILL_PAPER_LETTER);
  g_autoptr (GArray) parts = till_plan_make_parts (&terms);
  g_autofree char   *text = read_all (pdf);
  g_autofree char   *last = NULL;

  statement_keep_pictures (pdf, "plan-agreement-long");
  g_assert_cmpuint (statement_count_pages (pdf), >, 1);
  for (guint i = 0; i < parts->len; i++)
    {
      g_autofree char *day = till_day_format (g_array_index (parts, TillPlanPart, i).day);

      assert_says (text, day);
    }
  for (guint i = 0; i < statement_count_pages (pdf); i++)
    {
      g_autofree char *page = statement_read_page (pdf, i);
      g_autofree char *place =
        g_strdup_printf ("Page %u of %u", i + 1, statement_count_pages (pdf));

      statement_assert_says (page, place);
    }
  assert_says (text, "Maximiliane Wilhelmine Freifrau von Hohenlohe");
  assert_says (text, "Truth in Lending");
  assert_says (text, "Finance charge $49.00");
  assert_says (text, "Amount financed $2,500.00");
  assert_says (text, "Total of payments $2,549.00");
  assert_says (text, "Every week on Thursday");
}

/* Typed or drawn: who, when in the practice’s zone, and who was at the desk. */
static void
test_signed (void)
{
  const TillPlanTerms       terms = make_terms (30000, 0, 0, 3, TILL_CADENCE_MONTHLY);
  g_autoptr (TillPlan)      plan = make_plan ("Lee, Anna", NULL);
  g_autoptr (TillSignature) signature = till_signature_new ();
  g_autoptr (GBytes)        typed =
    print (plan, &terms, NULL, TILL_AUTHORIZED_SCREEN, NULL, TILL_PAPER_LETTER);
  g_autoptr (GBytes) drawn = NULL;
  g_autofree char   *typed_text = read_all (typed);
  g_autofree char   *drawn_text = NULL;

  for (int i = 0; i < 60; i++)
    till_signature_add (signature, (TillSignaturePoint){ .x = 1000 + 100 * i,
                                                         .y = 1500 + (i % 12) * (i % 2 ? 90 : -90),
                                                         .begins = i == 0 || i == 40 });
  drawn =
    print (plan, &terms, "Visa ••••4242", TILL_AUTHORIZED_SCREEN, signature, TILL_PAPER_LETTER);
  drawn_text = read_all (drawn);
  statement_keep_pictures (typed, "plan-agreement-typed");
  statement_keep_pictures (drawn, "plan-agreement-drawn");

  assert_says (typed_text, "by typing the name, by Anna Lee on Nov 18, 2026");
  assert_says (typed_text, "At the desk: Maria Lopez");
  assert_says (typed_text, "None is on file yet");
  assert_says (typed_text, "nothing is charged by itself until I have given");
  g_assert_false (says (typed_text, "I authorize"));
  g_assert_false (says (typed_text, "Signature of who pays"));
  assert_says (drawn_text, "Drawn on the screen by Anna Lee on Nov 18, 2026");
}

/* New terms: what they replace, what came to them, what stays owed; nobody signs what is no worse.
 */
static void
test_new_terms (void)
{
  g_autoptr (TillPlan)    plan = make_plan ("Lee, Anna", "Crown");
  const TillPlanVersion   version = { .number = 2,
                                      .terms = make_terms (30000, 0, 0, 3, TILL_CADENCE_MONTHLY),
                                      .added = till_money (4500),
                                      .added_for = (char *) "Retainer, upper jaw",
                                      .keeps_missed = TRUE };
  const TillPlanAgreement agreement = { .practice = &practice,
                                        .plan = plan,
                                        .version = &version,
                                        .kept = till_money (2500),
                                        .card = "Visa ••••4242",
                                        .retries = &retries,
                                        .at = 1795000000000,
                                        .how = TILL_AUTHORIZED_NO_WORSE,
                                        .user = "Maria Lopez" };
  g_autoptr (GError)      error = NULL;
  g_autoptr (GBytes)      pdf = NULL;
  g_autofree char        *text = NULL;

  plan->id = 12;
  plan->state = TILL_PLAN_FAILED;
  plan->paid = till_money (7500);
  pdf = till_plan_agreement_to_pdf (&agreement, TILL_PAPER_LETTER, &error);
  g_assert_no_error (error);
  statement_keep_pictures (pdf, "plan-agreement-new-terms");
  text = read_all (pdf);
  assert_says (text, "in place of those before. $75.00 is paid and stays paid.");
  assert_says (text, "Added treatment Retainer, upper jaw, $45.00");
  assert_says (text, "$25.00, owed at once beside the payments below");
  assert_says (text, "without a new signature");
  assert_says (text, "At the desk: Maria Lopez");
  g_assert_false (says (text, "Signature of who pays"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-agreement/short", test_short);
  g_test_add_func ("/plan-agreement/long", test_long);
  g_test_add_func ("/plan-agreement/signed", test_signed);
  g_test_add_func ("/plan-agreement/new-terms", test_new_terms);

  return g_test_run ();
}
