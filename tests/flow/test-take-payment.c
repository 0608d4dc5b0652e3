/* test-take-payment.c: one payment from the press of Collect to its receipt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#define VISA "4111 1111 1111 1111"

static void
test_approved (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTransaction) row = desk_get (desk, desk_take (desk, 12345));
  guint                       n_unposted = 0;

  g_assert_cmpint (row->amount.cents, ==, 12345);
  g_assert_cmpint (row->state, ==, TILL_TRANSACTION_CAPTURED);
  g_assert_cmpint (row->posting, ==, TILL_POSTING_UNPOSTED);
  g_assert_cmpstr (row->patient_name, ==, "Lee, Anna");
  g_assert_cmpstr (row->entered_by, ==, "Maria Lopez");
  g_assert_nonnull (row->receipt_number);
  g_assert_nonnull (row->authorization);
  g_assert_cmpuint (strlen (row->card.last_four), ==, 4);
  till_test_wait_until (
    (g_object_get (desk->practice, "n-unposted", &n_unposted, NULL), n_unposted) == 1);
  desk_assert_agree (desk);
}

static void
test_posts_automatically (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTransaction) row = NULL;

  desk_set (desk, TILL_SETTING_POST_PAYMENTS, "1");
  row = desk_get (desk, desk_take (desk, 100));
  g_assert_cmpint (row->posting, ==, TILL_POSTING_POSTED);
  desk_assert_agree (desk);
}

static const struct
{
  const char      *mode;
  TillPaymentPhase phase;
  const char      *state; /* of the row that is left */
} terminal_cases[] = {
  { "decline", TILL_PAYMENT_DECLINED, "declined" },
  { "cancel", TILL_PAYMENT_REFUSED, "failed" },
};

static void
test_not_approved (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (terminal_cases); i++)
    {
      g_autoptr (Desk)            desk = desk_new (NULL);
      g_autoptr (TillTakePayment) payment = NULL;
      g_autofree char            *others = g_strdup_printf (
                   "SELECT count (*) FROM transactions WHERE state <> '%s'", terminal_cases[i].state);

      desk_set_mode (desk, terminal_cases[i].mode);
      payment = desk_collect (desk, 2500);
      g_assert_cmpint (till_take_payment_get_phase (payment), ==, terminal_cases[i].phase);
      g_assert_nonnull (till_take_payment_get_words (payment));
      g_assert_cmpint (till_take_payment_get_transaction_id (payment), ==, 0);
      g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
      g_assert_cmpint (desk_count (desk, others), ==, 0);
      desk_assert_agree (desk);
    }
}

/* "Could not communicate with terminal": nobody knows whether a card was charged. */
static void
test_unplugged (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = NULL;

  desk_set_mode (desk, "unplug");
  payment = desk_collect (desk, 2500);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_CHECKING);

  desk_pass (desk, 4 * TILL_MINUTE);
  desk_refresh (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_CHECKING);
  desk_settle (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_NOT_FOUND);
  desk_assert_agree (desk);
}

/* Clearent can't cancel: the words say what to do, the payment stays watched. */
static void
test_cancel_is_best_effort (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = NULL;
  TillPaymentOrder            order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);

  desk_set_mode (desk, "manual");
  payment = desk_try_collect (desk, &order, NULL);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_WAITING_FOR_CARD);
  till_take_payment_cancel (payment);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_WAITING_FOR_CARD);
  g_assert_nonnull (strstr (till_take_payment_get_words (payment), "Press Cancel"));

  /* The patient was quicker. */
  desk_press (desk, "tap");
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  desk_assert_agree (desk);
}

static void
add_phase_cb (TillTakePayment *payment, GParamSpec *spec, GArray *phases)
{
  TillPaymentPhase phase = till_take_payment_get_phase (payment);

  g_array_append_val (phases, phase);
}

/* Each step at the terminal is shown; a request that was not answered is never called answered. */
static void
test_steps (void)
{
  static const struct
  {
    const char      *mode;
    TillPaymentPhase phases[2]; /* after the waiting; 0: none */
  } cases[] = {
    { "tap", { TILL_PAYMENT_PROCESSING, TILL_PAYMENT_APPROVED } },
    { "decline", { TILL_PAYMENT_PROCESSING, TILL_PAYMENT_DECLINED } },
    { "unplug", { TILL_PAYMENT_CHECKING, 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Desk)            desk = desk_new (NULL);
      TillPaymentOrder            order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
      g_autoptr (TillTakePayment) payment = NULL;
      g_autoptr (GArray)          phases = g_array_new (FALSE, FALSE, sizeof (TillPaymentPhase));
      guint                       n = cases[i].phases[1] != 0 ? 2 : 1;

      desk_set_mode (desk, "manual");
      payment = desk_try_collect (desk, &order, NULL);
      desk_wait_phase (payment, TILL_PAYMENT_WAITING_FOR_CARD);
      g_signal_connect (payment, "notify::phase", G_CALLBACK (add_phase_cb), phases);
      desk_press (desk, cases[i].mode);
      desk_wait_phase (payment, cases[i].phases[n - 1]);
      g_assert_cmpuint (phases->len, ==, n);
      for (guint j = 0; j < n; j++)
        g_assert_cmpint (g_array_index (phases, TillPaymentPhase, j), ==, cases[i].phases[j]);
    }
}

/* ── Cash and checks ────────────────────────────────────────────────────────────────────────────
 */

static void
test_cash_and_check (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cash ();
  TillPaymentOrder            order = desk_order (desk, 4000, TILL_METHOD_CASH);
  g_autoptr (TillTakePayment) cash = desk_try_collect (desk, &order, NULL);
  g_autoptr (TillTakePayment) check = NULL;
  g_autoptr (TillTransaction) row = NULL;

  g_assert_cmpint (till_take_payment_get_phase (cash), ==, TILL_PAYMENT_APPROVED);
  row = desk_get (desk, till_take_payment_get_transaction_id (cash));
  g_assert_cmpint (row->state, ==, TILL_TRANSACTION_SETTLED);
  g_assert_null (row->processor);
  g_assert_nonnull (row->receipt_number);

  order = desk_order (desk, 5000, TILL_METHOD_CHECK);
  order.check_number = "1042";
  order.note = "for May";
  check = desk_try_collect (desk, &order, NULL);
  g_clear_pointer (&row, till_transaction_free);
  row = desk_get (desk, till_take_payment_get_transaction_id (check));
  g_assert_cmpstr (row->check_number, ==, "1042");
  g_assert_cmpstr (row->note, ==, "for May");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts WHERE state = 'approved'"), ==,
                   2);
}

/* ── What is refused, and what is asked about ───────────────────────────────────────────────────
 */

static void
assert_refused (Desk *desk, const TillPaymentOrder *order, int code)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = desk_try_collect (desk, order, &error);

  g_assert_error (error, TILL_ERROR, code);
  g_assert_null (payment);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 0);
}

static void
test_refused_input (void)
{
  g_autoptr (Desk)    desk = desk_new (NULL);
  static const gint64 amounts[] = { 0, -1, 100000001, G_MAXINT64, G_MININT64 };
  TillPaymentOrder    order;

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      order = desk_order (desk, amounts[i], TILL_METHOD_TERMINAL);
      assert_refused (desk, &order, TILL_ERROR_BAD_INPUT);
    }

  order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  order.note = "card " VISA " exp 12/29";
  assert_refused (desk, &order, TILL_ERROR_CARD_NUMBER);
  order = desk_order (desk, 2500, TILL_METHOD_CHECK);
  order.check_number = VISA;
  assert_refused (desk, &order, TILL_ERROR_CARD_NUMBER);
  order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  order.patient_id = 0;
  assert_refused (desk, &order, TILL_ERROR_BAD_INPUT);
  order.patient_id = 999;
  assert_refused (desk, &order, TILL_ERROR_NOT_FOUND);
  order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  order.terminal = "nowhere";
  assert_refused (desk, &order, TILL_ERROR_BAD_INPUT);
  order = desk_order (desk, 2500, TILL_METHOD_ONLINE);
  assert_refused (desk, &order, TILL_ERROR_BAD_INPUT);
  g_assert_cmpuint (desk_count_sales (desk), ==, 0);
}

static void
test_without_processor (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  TillPaymentOrder order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);

  g_assert_nonnull (till_practice_get_card_problem (desk->practice));
  assert_refused (desk, &order, TILL_ERROR_NOT_ALLOWED);
  order.method = TILL_METHOD_VIRTUAL;
  assert_refused (desk, &order, TILL_ERROR_NOT_ALLOWED);
}

static void
assert_asks (Desk *desk, TillPaymentOrder order, gboolean asks)
{
  g_autoptr (GError)          error = NULL;
  gint64                      before = desk_count (desk, "SELECT count (*) FROM attempts");
  g_autoptr (TillTakePayment) payment = desk_try_collect (desk, &order, &error);

  if (asks)
    {
      g_assert_error (error, TILL_ERROR, TILL_ERROR_ASK_FIRST);
      g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, before);
      return;
    }
  g_assert_no_error (error);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
}

static void
test_asks_first (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  TillPaymentOrder cash = desk_order (desk, 2500, TILL_METHOD_CASH);
  TillPaymentOrder card = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  TillPaymentOrder siblings = card;

  assert_asks (desk, cash, FALSE);
  /* Another route, and the other child of the same guarantor: the same money. */
  assert_asks (desk, card, TRUE);
  siblings.patient_id = desk->ben;
  assert_asks (desk, siblings, TRUE);
  siblings.knowingly = TRUE;
  assert_asks (desk, siblings, FALSE);
  /* Another amount is another payment; a day later nobody asks. */
  card.amount = till_money (2501);
  assert_asks (desk, card, FALSE);
  desk_pass (desk, 25 * TILL_HOUR);
  card.amount = till_money (2500);
  assert_asks (desk, card, FALSE);
  desk_assert_agree (desk);
}

static void
test_card_limit (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);

  for (gint64 cents = 1000; cents < 1003; cents++)
    assert_asks (desk, desk_order (desk, cents, TILL_METHOD_TERMINAL), FALSE);
  assert_asks (desk, desk_order (desk, 1003, TILL_METHOD_TERMINAL), TRUE);
  assert_asks (desk, desk_order (desk, 1003, TILL_METHOD_CASH), FALSE);
  desk_set (desk, TILL_SETTING_CARD_LIMIT, "0");
  assert_asks (desk, desk_order (desk, 1004, TILL_METHOD_TERMINAL), FALSE);
}

/* The limit is of one patient, not of all a guarantor pays for. */
static void
test_card_limit_of_siblings (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  TillPaymentOrder order = desk_order (desk, 1000, TILL_METHOD_TERMINAL);

  for (int i = 0; i < 4; i++)
    {
      order.patient_id = desk_add_patient (desk, "Lee, Child", desk->anna);
      assert_asks (desk, order, FALSE);
      order.amount.cents++;
    }
  /* Of the last one, that was the first. */
  for (int i = 0; i < 2; i++)
    {
      assert_asks (desk, order, FALSE);
      order.amount.cents++;
    }
  assert_asks (desk, order, TRUE);
  desk_assert_agree (desk);
}

/* ── Two siblings, one card, $25 each ───────────────────────────────────────────────────────────
 */

static void
test_siblings (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  TillPaymentOrder            order;
  g_autoptr (TillTakePayment) first = NULL;
  g_autoptr (TillTakePayment) second = NULL;

  desk_set_mode (desk, "tap\",\"card\":\"4111111111111111");
  first = desk_collect (desk, 2500);
  g_assert_cmpint (till_take_payment_get_phase (first), ==, TILL_PAYMENT_APPROVED);

  order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  order.patient_id = desk->ben;
  order.knowingly = TRUE;
  second = desk_try_collect (desk, &order, NULL);
  desk_wait_phase (second, TILL_PAYMENT_DUPLICATE);

  /* By name, and nothing recorded as paid. */
  g_assert_nonnull (strstr (till_take_payment_get_words (second), "Lee, Anna"));
  g_assert_nonnull (strstr (till_take_payment_get_words (second), "25.00"));
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts WHERE state = 'rejected'"), ==,
                   1);
  desk_assert_agree (desk);
}

/* The dialog may be gone at any moment: the attempt is the practice's. */
static void
test_dropped (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  TillPaymentOrder order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  TillTakePayment *payment = desk_try_collect (desk, &order, NULL);

  g_assert_finalize_object (payment);
  till_test_wait_until (desk_count (desk, "SELECT count (*) FROM transactions") == 1);
  desk_assert_agree (desk);
}

static void
test_processor_down (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = NULL;
  g_autofree char            *unreachable = NULL;

  desk_set (desk, TILL_SETTING_CLEARENT_HOST, "http://127.0.0.1:9");
  payment = desk_collect (desk, 2500);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_REFUSED);
  g_object_get (desk->practice, "unreachable", &unreachable, NULL);
  g_assert_nonnull (unreachable);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts WHERE state = 'rejected'"), ==,
                   1);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/take/approved", test_approved);
  g_test_add_func ("/flow/take/posts-automatically", test_posts_automatically);
  g_test_add_func ("/flow/take/not-approved", test_not_approved);
  g_test_add_func ("/flow/take/unplugged-is-unknown", test_unplugged);
  g_test_add_func ("/flow/take/cancel-is-best-effort", test_cancel_is_best_effort);
  g_test_add_func ("/flow/take/steps", test_steps);
  g_test_add_func ("/flow/take/cash-and-check", test_cash_and_check);
  g_test_add_func ("/flow/take/refused-input", test_refused_input);
  g_test_add_func ("/flow/take/without-processor", test_without_processor);
  g_test_add_func ("/flow/take/asks-first", test_asks_first);
  g_test_add_func ("/flow/take/card-limit", test_card_limit);
  g_test_add_func ("/flow/take/card-limit-of-siblings", test_card_limit_of_siblings);
  g_test_add_func ("/flow/take/siblings-one-card", test_siblings);
  g_test_add_func ("/flow/take/dropped", test_dropped);
  g_test_add_func ("/flow/take/processor-down", test_processor_down);

  return g_test_run ();
}
