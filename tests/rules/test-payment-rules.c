/* test-payment-rules.c: amounts, questions asked first, and when an attempt is not found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-payment-rules.h"

#include <string.h>

#include "core/till-error.h"

#define PATIENT 7
#define SIBLING 8
#define NOW G_GINT64_CONSTANT (1795528980000)

static void
test_amounts (void)
{
  static const struct
  {
    gint64   cents;
    gboolean good;
  } rows[] = {
    { 1, TRUE },   { 100, TRUE },        { 99999999, TRUE },    { 100000000, TRUE },   { 0, FALSE },
    { -1, FALSE }, { 100000001, FALSE }, { G_MAXINT64, FALSE }, { G_MININT64, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (till_payment_check_amount (till_money (rows[i].cents), &error), ==,
                       rows[i].good);
      if (rows[i].good)
        g_assert_no_error (error);
      else
        g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      if (rows[i].cents > 0 && !rows[i].good)
        g_assert_nonnull (strstr (error->message, "$1,000,000.00"));
    }
}

/* One earlier payment of $25.00, @ago before now. */
static void
test_same_amount (void)
{
  static const struct
  {
    gint64      cents;
    TillInstant ago;
    gboolean    earlier_card;
    gboolean    open;
    gboolean    card;
    const char *words; /* part of the question, or NULL: none is asked */
  } rows[] = {
    { 2500, 0, TRUE, FALSE, TRUE, "just now" },
    { 2500, TILL_MINUTE, TRUE, FALSE, TRUE, "1 minute ago" },
    { 2500, 59 * TILL_MINUTE, TRUE, FALSE, TRUE, "59 minutes ago" },
    { 2500, TILL_HOUR, TRUE, FALSE, TRUE, "1 hour ago" },
    { 2500, 24 * TILL_HOUR - 1, TRUE, FALSE, TRUE, "23 hours ago" },
    { 2500, 24 * TILL_HOUR, TRUE, FALSE, TRUE, NULL },
    { 2500, 24 * TILL_HOUR + 1, TRUE, FALSE, TRUE, NULL },
    { 2500, -TILL_HOUR, TRUE, FALSE, TRUE, "just now" }, /* the clock was moved */
    { 2500, TILL_HOUR, FALSE, FALSE, TRUE, "$25.00" },   /* cash before, a card now */
    { 2500, TILL_HOUR, TRUE, FALSE, FALSE, "$25.00" },   /* the other way round */
    { 2500, TILL_HOUR, FALSE, FALSE, FALSE, "$25.00" },
    { 2500, TILL_HOUR, TRUE, TRUE, TRUE, "not known" },
    { 2499, TILL_HOUR, TRUE, FALSE, TRUE, NULL },
    { 2501, TILL_HOUR, TRUE, TRUE, TRUE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TillEarlierPayment earlier = { till_money (2500), NOW - rows[i].ago, rows[i].earlier_card,
                                     rows[i].open, SIBLING };
      g_autofree char   *question = till_payment_question (PATIENT, till_money (rows[i].cents),
                                                           rows[i].card, &earlier, 1, 3, NOW);

      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, question);
      g_assert_cmpint (question != NULL, ==, rows[i].words != NULL);
      if (rows[i].words != NULL)
        g_assert_nonnull (strstr (question, rows[i].words));
    }
}

static void
test_card_limit (void)
{
  static const struct
  {
    guint    n_cards;
    guint    n_cash;
    guint    n_old;      /* cards, a day and more ago */
    guint    n_siblings; /* cards, of another patient of the guarantor's */
    guint    limit;
    gboolean card;
    gboolean asked;
  } rows[] = {
    { 0, 0, 0, 0, 3, TRUE, FALSE }, { 2, 0, 0, 0, 3, TRUE, FALSE },  { 3, 0, 0, 0, 3, TRUE, TRUE },
    { 4, 0, 0, 0, 3, TRUE, TRUE },  { 3, 0, 0, 0, 3, FALSE, FALSE }, { 2, 5, 0, 0, 3, TRUE, FALSE },
    { 2, 0, 5, 0, 3, TRUE, FALSE }, { 5, 0, 0, 0, 0, TRUE, FALSE },  { 1, 0, 0, 0, 1, TRUE, TRUE },
    { 2, 0, 0, 5, 3, TRUE, FALSE }, { 3, 0, 0, 5, 3, TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) earlier = g_array_new (FALSE, FALSE, sizeof (TillEarlierPayment));
      g_autofree char   *question = NULL;
      TillEarlierPayment one = { till_money (100), NOW - TILL_HOUR, TRUE, FALSE, PATIENT };

      for (guint n = 0; n < rows[i].n_cards; n++)
        g_array_append_val (earlier, one);
      one.card = FALSE;
      for (guint n = 0; n < rows[i].n_cash; n++)
        g_array_append_val (earlier, one);
      one.card = TRUE;
      one.at = NOW - 24 * TILL_HOUR;
      for (guint n = 0; n < rows[i].n_old; n++)
        g_array_append_val (earlier, one);
      one.at = NOW - TILL_HOUR;
      one.patient_id = SIBLING;
      for (guint n = 0; n < rows[i].n_siblings; n++)
        g_array_append_val (earlier, one);

      question = till_payment_question (PATIENT, till_money (2500), rows[i].card,
                                        (const TillEarlierPayment *) (gpointer) earlier->data,
                                        earlier->len, rows[i].limit, NOW);
      g_assert_cmpint (question != NULL, ==, rows[i].asked);
    }
}

/* Of several, the one whose end is not known is named first, then the latest. */
static void
test_which_is_named (void)
{
  const TillEarlierPayment earlier[] = {
    { till_money (2500), NOW - 2 * TILL_HOUR, TRUE, FALSE, SIBLING },
    { till_money (2500), NOW - 7 * TILL_HOUR, TRUE, TRUE, SIBLING },
    { till_money (2500), NOW - 3 * TILL_HOUR, FALSE, FALSE, SIBLING },
  };
  g_autofree char *open =
    till_payment_question (PATIENT, till_money (2500), TRUE, earlier, 3, 3, NOW);
  g_autofree char *latest =
    till_payment_question (PATIENT, till_money (2500), TRUE, earlier, 1, 3, NOW);
  g_autofree char *first =
    till_payment_question (PATIENT, till_money (2500), TRUE, earlier + 2, 1, 3, NOW);

  g_assert_nonnull (strstr (open, "7 hours ago"));
  g_assert_nonnull (strstr (latest, "2 hours ago"));
  g_assert_nonnull (strstr (first, "3 hours ago"));
  g_assert_null (till_payment_question (PATIENT, till_money (2500), TRUE, NULL, 0, 3, NOW));
}

static void
test_not_found (void)
{
  static const struct
  {
    const char      *what;
    TillAttemptState state;
    TillMethod       method;
    gint64           n_empty;
    TillInstant      first; /* after the sending */
    TillInstant      last;
    gboolean         not_found;
  } rows[] = {
    { "never looked up", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_CARD_ON_FILE, 0, TILL_INSTANT_NONE,
      TILL_INSTANT_NONE, FALSE },
    { "once", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_CARD_ON_FILE, 1, 0, 10 * TILL_HOUR, FALSE },
    { "twice, a minute apart", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_VIRTUAL, 2, 0, TILL_MINUTE, TRUE },
    { "card on file, before 5 minutes", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_CARD_ON_FILE, 2, 0,
      5 * TILL_MINUTE - 1, FALSE },
    { "card on file, 5 minutes", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_CARD_ON_FILE, 2, 0,
      5 * TILL_MINUTE, TRUE },
    { "twice, too soon", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_VIRTUAL, 2, 0, TILL_MINUTE - 1, FALSE },
    { "often, too soon", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_VIRTUAL, 50, 0, TILL_MINUTE - 1, FALSE },
    { "the clock went back", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_CARD_ON_FILE, 2, TILL_HOUR, 0,
      FALSE },
    { "terminal, before 5 minutes", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_TERMINAL, 2, 0,
      5 * TILL_MINUTE - 1, FALSE },
    { "terminal, 5 minutes", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_TERMINAL, 2, 0, 5 * TILL_MINUTE,
      TRUE },
    { "terminal, late but too close", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_TERMINAL, 2,
      9 * TILL_MINUTE, 10 * TILL_MINUTE - 1, FALSE },
    { "terminal, late", TILL_ATTEMPT_UNKNOWN, TILL_METHOD_TERMINAL, 2, 9 * TILL_MINUTE,
      10 * TILL_MINUTE, TRUE },
    { "still sent", TILL_ATTEMPT_SENT, TILL_METHOD_CARD_ON_FILE, 2, 0, TILL_HOUR, FALSE },
    { "a page", TILL_ATTEMPT_WAITING, TILL_METHOD_VIRTUAL, 20, 0, TILL_HOUR, FALSE },
    { "approved", TILL_ATTEMPT_APPROVED, TILL_METHOD_TERMINAL, 2, 0, TILL_HOUR, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TillAttempt) attempt = till_attempt_new ();

      attempt->state = rows[i].state;
      attempt->method = rows[i].method;
      attempt->n_empty = rows[i].n_empty;
      attempt->sent_at = NOW;
      if (rows[i].first != TILL_INSTANT_NONE)
        attempt->first_empty_at = NOW + rows[i].first;
      if (rows[i].last != TILL_INSTANT_NONE)
        attempt->looked_up_at = NOW + rows[i].last;

      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (till_attempt_is_not_found (attempt, NOW + 10 * TILL_HOUR), ==,
                       rows[i].not_found);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/payment/amounts", test_amounts);
  g_test_add_func ("/rules/payment/asks-about-the-same-amount", test_same_amount);
  g_test_add_func ("/rules/payment/asks-at-the-card-limit", test_card_limit);
  g_test_add_func ("/rules/payment/names-what-matters-most", test_which_is_named);
  g_test_add_func ("/rules/attempt/not-found", test_not_found);

  return g_test_run ();
}
