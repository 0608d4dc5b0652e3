/* test-faults.c: whatever goes wrong on the wire: never two charges, never a lost one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#define SALE "@POST /rest/v2/terminal"
#define REFUND "@POST /rest/v2/transactions"

typedef struct
{
  const char *name;
  const char *fault;
  guint       n_sales; /* what the sandbox has in the end */
} FaultCase;

/* Each on the second sale, so that "duplicate" has an answer to repeat. The timeouts are ended by
 * our own. */
static const FaultCase sales[] = {
  { "delay", "delay:3000" SALE "=#2", 2 },
  { "timeout", "timeout" SALE "=#2", 2 },
  { "timeout-before", "timeout-before" SALE "=#2", 1 },
  { "reset-before", "reset-before" SALE "=#2", 1 },
  { "reset-after", "reset-after" SALE "=#2", 2 },
  { "500-before", "500-before" SALE "=#2", 1 },
  { "500-after", "500-after" SALE "=#2", 2 },
  { "truncated", "truncated" SALE "=#2", 2 },
  { "not-json", "not-json" SALE "=#2", 2 },
  { "duplicate", "duplicate" SALE "=#2", 2 },
  { "wrong-invoice", "wrong-invoice" SALE "=#2", 2 },
};

static void
test_sale (gconstpointer data)
{
  const FaultCase            *fault = data;
  g_autoptr (Desk)            desk = desk_new (fault->fault);
  g_autoptr (TillTakePayment) payment = NULL;
  gint64                      first;

  first = desk_take (desk, 1000);
  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  payment = desk_collect (desk, 2500);
  desk_settle (desk);

  g_assert_cmpuint (desk_count_sales (desk), ==, fault->n_sales);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==,
                   fault->n_sales == 2 ? TILL_PAYMENT_APPROVED : TILL_PAYMENT_NOT_FOUND);
  if (fault->n_sales == 2)
    g_assert_cmpint (till_take_payment_get_transaction_id (payment), !=, first);
  desk_assert_agree (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts WHERE state IN"
                                     " ('prepared', 'sent', 'unknown')"),
                   ==, 0);
}

/* The answer is lost, and the processor is down for the first look-ups too. */
static void
test_look_up_fails_too (void)
{
  g_autoptr (Desk) desk =
    desk_new ("reset-after" SALE "=#1,500-before@GET /rest/v2/transactions=#1-5");
  g_autoptr (TillTakePayment) payment = NULL;
  g_autofree char            *unreachable = NULL;

  payment = desk_collect (desk, 2500);
  desk_refresh (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_CHECKING);
  g_object_get (desk->practice, "unreachable", &unreachable, NULL);
  g_assert_nonnull (unreachable);

  desk_settle (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_APPROVED);
  desk_assert_agree (desk);
}

/* Damaged lists are no lists: nothing is "not there" because half of a page was. */
static void
test_damaged_look_ups (void)
{
  g_autoptr (Desk) desk =
    desk_new ("reset-after" SALE "=#1,truncated@GET /rest/v2/transactions=#1-20");
  g_autoptr (TillTakePayment) payment = desk_collect (desk, 2500);

  for (guint i = 0; i < 7; i++)
    {
      desk_pass (desk, 61 * TILL_SECOND);
      desk_refresh (desk);
      g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_CHECKING);
    }
  set_faults (desk->peer, "");
  desk_settle (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_APPROVED);
  desk_assert_agree (desk);
}

static const FaultCase refunds[] = {
  { "delay", "delay:100" REFUND "=#1", 1 },
  { "reset-before", "reset-before" REFUND "=#1", 0 },
  { "reset-after", "reset-after" REFUND "=#1", 1 },
  { "500-before", "500-before" REFUND "=#1", 0 },
  { "500-after", "500-after" REFUND "=#1", 1 },
  { "truncated", "truncated" REFUND "=#1", 1 },
  { "not-json", "not-json" REFUND "=#1", 1 },
  { "wrong-invoice", "wrong-invoice" REFUND "=#1", 1 },
};

static gint64
count_reversals (Desk *desk)
{
  return desk_count (desk, "SELECT count (*) FROM transactions WHERE kind <> 'payment'");
}

/* A refund's, and a void's: the answer is lost after the commit, or the question before it. */
static void
check_reversal (const FaultCase *fault, TillReversalKind kind)
{
  g_autoptr (Desk)               desk = desk_new (NULL);
  gint64                         id = desk_take (desk, 2500);
  g_autoptr (TillReversePayment) reversal = NULL;
  g_autoptr (GError)             error = NULL;
  TillReversePhase               phase;

  if (kind == TILL_REVERSAL_REFUND)
    {
      g_autoptr (Reply) closed = ask (desk->peer, "POST", "/sandbox/close-batch", "{}");

      g_assert_cmpuint (closed->status, ==, 200);
    }
  reversal = desk_read (desk, id);
  set_faults (desk->peer, fault->fault);
  if (!desk_run (reversal, kind == TILL_REVERSAL_VOID ? 0 : 1000, kind, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_UNKNOWN_OUTCOME);
  desk_settle (desk);

  g_object_get (reversal, "phase", &phase, NULL);
  g_assert_cmpint (phase, ==, fault->n_sales == 1 ? TILL_REVERSE_DONE : TILL_REVERSE_FAILED);
  g_assert_cmpint (count_reversals (desk), ==, fault->n_sales);
  desk_assert_agree (desk);
}

static void
test_refund (gconstpointer data)
{
  check_reversal (data, TILL_REVERSAL_REFUND);
}

static void
test_void (gconstpointer data)
{
  check_reversal (data, TILL_REVERSAL_VOID);
}

/* While a refund is unknown nobody can send a second one. */
static void
test_no_second_refund_meanwhile (void)
{
  g_autoptr (Desk)               desk = desk_new (NULL);
  gint64                         id = desk_take (desk, 2500);
  g_autoptr (TillReversePayment) first = desk_read (desk, id);
  g_autoptr (TillReversePayment) second = desk_read (desk, id);
  g_autoptr (GError)             error = NULL;

  set_faults (desk->peer, "timeout-before" REFUND "=#1,500-before@GET /rest=#1-2");
  till_reverse_payment_run_async (first, till_money (1000), TILL_REVERSAL_REFUND, "Paid too much",
                                  NULL, NULL);
  g_assert_false (desk_run (second, 1000, TILL_REVERSAL_REFUND, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
}

static void
add_cases (const char *path, const FaultCase *cases, guint n_cases, GTestDataFunc test)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *name = g_strconcat (path, cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test);
    }
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  add_cases ("/flow/faults/sale/", sales, G_N_ELEMENTS (sales), test_sale);
  add_cases ("/flow/faults/refund/", refunds, G_N_ELEMENTS (refunds), test_refund);
  add_cases ("/flow/faults/void/", refunds, G_N_ELEMENTS (refunds), test_void);
  g_test_add_func ("/flow/faults/look-up-fails-too", test_look_up_fails_too);
  g_test_add_func ("/flow/faults/damaged-look-ups", test_damaged_look_ups);
  g_test_add_func ("/flow/faults/no-second-refund-meanwhile", test_no_second_refund_meanwhile);

  return g_test_run ();
}
