/* test-reverse-payment.c: taking a payment back: void, refund, or cash handed back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include <string.h>

#include "document/till-receipt.h"

static void
close_batch (Desk *desk)
{
  g_autoptr (Reply) closed = ask (desk->peer, "POST", "/sandbox/close-batch", "{}");

  g_assert_cmpuint (closed->status, ==, 200);
}

static TillReversePhase
phase_of (TillReversePayment *reversal)
{
  TillReversePhase phase;

  g_object_get (reversal, "phase", &phase, NULL);
  return phase;
}

static void
assert_plan (TillReversePayment *reversal, gint64 cents, TillReversalKind kind, const char *says)
{
  TillReversalPlan   plan;
  g_autofree char   *words = NULL;
  g_autoptr (GError) error = NULL;

  till_reverse_payment_get_plan (reversal, till_money (cents), &plan, &words, &error);
  g_assert_no_error (error);
  g_assert_cmpint (plan.kind, ==, kind);
  g_assert_nonnull (strstr (words, says));
}

static void
test_void (void)
{
  g_autoptr (Desk)               desk = desk_new (NULL);
  gint64                         id = desk_take (desk, 2500);
  g_autoptr (TillReversePayment) reversal = desk_read (desk, id);
  g_autoptr (TillTransaction)    payment = NULL;
  g_autoptr (TillTransaction)    row = NULL;
  g_autoptr (GError)             error = NULL;

  assert_plan (reversal, 0, TILL_REVERSAL_VOID, "no money is taken");
  g_assert_true (desk_run (reversal, 0, TILL_REVERSAL_VOID, &error));
  g_assert_cmpint (phase_of (reversal), ==, TILL_REVERSE_DONE);

  payment = desk_get (desk, id);
  g_assert_cmpint (payment->state, ==, TILL_TRANSACTION_VOIDED);
  g_assert_cmpint (payment->refunded.cents, ==, 2500);
  row = desk_get (desk, desk_count (desk, "SELECT id FROM transactions WHERE kind = 'void'"));
  g_assert_cmpint (row->amount.cents, ==, -2500);
  g_assert_cmpint (row->related_id, ==, id);
  g_assert_cmpstr (row->reason, ==, "Paid twice");
  g_assert_cmpint (row->posting, ==, TILL_POSTING_UNPOSTED);
  g_assert_nonnull (row->receipt_number);
  desk_refresh (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 2);
  desk_assert_agree (desk);
}

/* The void comes too late: no silent refund, she is asked once more. */
static void
test_closed_batch (void)
{
  g_autoptr (Desk)               desk = desk_new (NULL);
  gint64                         id = desk_take (desk, 2500);
  g_autoptr (TillReversePayment) reversal = desk_read (desk, id);
  g_autoptr (GError)             error = NULL;

  close_batch (desk);
  g_assert_false (desk_run (reversal, 0, TILL_REVERSAL_VOID, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_CLOSED_BATCH);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
  g_assert_cmpint (phase_of (reversal), ==, TILL_REVERSE_READY);
  assert_plan (reversal, 0, TILL_REVERSAL_REFUND, "goes back");

  g_clear_error (&error);
  g_assert_true (desk_run (reversal, 0, TILL_REVERSAL_REFUND, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE kind = 'refund'"),
                   ==, 1);
  desk_refresh (desk);
  desk_assert_agree (desk);
}

/* What she agreed to, and nothing else: neither way round. */
static void
test_agreed_to (void)
{
  g_autoptr (Desk)               desk = desk_new (NULL);
  g_autoptr (TillReversePayment) reversal = desk_read (desk, desk_take (desk, 2500));
  g_autoptr (GError)             error = NULL;

  g_assert_false (desk_run (reversal, 0, TILL_REVERSAL_REFUND, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  /* While the dialog was open the batch has closed, and our row knows it already. */
  close_batch (desk);
  desk_refresh (desk);
  g_assert_false (desk_run (reversal, 0, TILL_REVERSAL_VOID, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_CLOSED_BATCH);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts WHERE kind <> 'payment'"), ==,
                   0);
  g_clear_error (&error);
  g_assert_true (desk_run (reversal, 0, TILL_REVERSAL_REFUND, &error));
  desk_assert_agree (desk);
}

static void
test_refund_in_parts (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  gint64                      id = desk_take (desk, 2500);
  static const gint64         parts[] = { 1000, 1499, 1 };
  g_autoptr (TillTransaction) payment = NULL;

  close_batch (desk);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (TillReversePayment) reversal = desk_read (desk, id);
      g_autoptr (GError)             error = NULL;

      assert_plan (reversal, parts[i], TILL_REVERSAL_REFUND, "goes back");
      /* Over the rest, once each time. */
      g_assert_false (desk_run (reversal, 2501, TILL_REVERSAL_REFUND, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      g_clear_error (&error);
      g_assert_true (desk_run (reversal, parts[i], TILL_REVERSAL_REFUND, &error));
    }

  payment = desk_get (desk, id);
  g_assert_cmpint (payment->refunded.cents, ==, 2500);
  desk_assert_agree (desk);
}

/* Nothing left, or never anything: said before the dialog. */
static void
test_nothing_to_take_back (void)
{
  g_autoptr (Desk)               desk = desk_new (NULL);
  gint64                         id = desk_take (desk, 2500);
  g_autoptr (TillReversePayment) reversal = desk_read (desk, id);
  g_autoptr (TillReversePayment) again = NULL;
  g_autoptr (GAsyncResult)       kept = NULL;
  GAsyncResult                  *result = NULL;
  g_autoptr (GError)             error = NULL;

  g_assert_true (desk_run (reversal, 0, TILL_REVERSAL_VOID, NULL));
  again = till_reverse_payment_new (desk->practice, id);
  till_reverse_payment_read_async (again, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_false (till_reverse_payment_read_finish (again, kept, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_assert_cmpint (phase_of (again), ==, TILL_REVERSE_FAILED);
}

/* Nothing can be promised about a payment that can't be asked for. */
static void
test_unreachable (void)
{
  g_autoptr (Desk)               desk = desk_new (NULL);
  gint64                         id = desk_take (desk, 2500);
  g_autoptr (TillReversePayment) reversal = till_reverse_payment_new (desk->practice, id);
  g_autoptr (GAsyncResult)       kept = NULL;
  GAsyncResult                  *result = NULL;
  g_autoptr (GError)             error = NULL;

  set_faults (desk->peer, "500-before=100%");
  till_reverse_payment_read_async (reversal, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_false (till_reverse_payment_read_finish (reversal, kept, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
}

static void
test_reason_is_required (void)
{
  g_autoptr (Desk)               desk = desk_new (NULL);
  g_autoptr (TillReversePayment) reversal = desk_read (desk, desk_take (desk, 2500));
  static const char *const       reasons[] = { NULL, "", "   ", "She was rude",
                                               "card 4111-1111-1111-1111" };
  g_auto (GStrv)                 offered = till_reverse_payment_dup_reasons (reversal);

  g_assert_cmpuint (g_strv_length (offered), >, 2);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (GAsyncResult) kept = NULL;
      GAsyncResult            *result = NULL;
      g_autoptr (GError)       error = NULL;

      till_reverse_payment_run_async (reversal, TILL_MONEY_ZERO, TILL_REVERSAL_VOID, reasons[i],
                                      till_test_keep_result, &result);
      kept = till_test_wait_result (&result);
      g_assert_false (till_reverse_payment_run_finish (reversal, kept, &error));
      g_assert_error (error, TILL_ERROR, (i == 4 ? TILL_ERROR_CARD_NUMBER : TILL_ERROR_BAD_INPUT));
    }
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 1);
}

static char *
read_receipt (Desk *desk, gint64 id)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;
  g_autofree char         *name = NULL;
  g_autoptr (GBytes)       bytes = NULL;
  g_autoptr (TillPdf)      pdf = NULL;

  till_practice_make_receipt_async (desk->practice, id, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  bytes = till_practice_make_receipt_finish (desk->practice, kept, &name, &error);
  g_assert_no_error (error);
  pdf = till_pdf_open (bytes, &error);
  g_assert_no_error (error);

  return till_pdf_get_text (pdf, 0);
}

/* What the patient reads: the reason that was chosen, and nothing that was written for the practice
 * only. */
static void
test_receipt (void)
{
  g_autoptr (Desk)               desk = desk_new_for_cash ();
  TillPaymentOrder               order = desk_order (desk, 4000, TILL_METHOD_CASH);
  g_autoptr (TillTakePayment)    payment = NULL;
  g_autoptr (TillReversePayment) reversal = NULL;
  g_autofree char               *taken = NULL;
  g_autofree char               *back = NULL;

  order.note = "Was rude again";
  payment = desk_try_collect (desk, &order, NULL);
  reversal = desk_read (desk, till_take_payment_get_transaction_id (payment));
  g_assert_true (desk_run (reversal, 4000, TILL_REVERSAL_RETURN, NULL));

  taken = read_receipt (desk, till_take_payment_get_transaction_id (payment));
  back = read_receipt (desk, desk_count (desk, "SELECT max (id) FROM transactions"));
  g_assert_nonnull (strstr (taken, "Payment receipt"));
  g_assert_null (strstr (taken, "Reason"));
  g_assert_null (strstr (taken, "rude"));
  g_assert_nonnull (strstr (back, "Refund receipt"));
  g_assert_nonnull (strstr (back, "Paid twice"));
  g_assert_null (strstr (back, "rude"));
}

static void
test_cash_is_handed_back (void)
{
  g_autoptr (Desk)               desk = desk_new_for_cash ();
  TillPaymentOrder               order = desk_order (desk, 4000, TILL_METHOD_CASH);
  g_autoptr (TillTakePayment)    payment = desk_try_collect (desk, &order, NULL);
  gint64                         id = till_take_payment_get_transaction_id (payment);
  g_autoptr (TillReversePayment) reversal = desk_read (desk, id);
  g_autoptr (TillTransaction)    row = NULL;

  assert_plan (reversal, 1500, TILL_REVERSAL_RETURN, "in cash");
  g_assert_true (desk_run (reversal, 1500, TILL_REVERSAL_RETURN, NULL));
  row = desk_get (desk, desk_count (desk, "SELECT id FROM transactions WHERE kind = 'refund'"));
  g_assert_cmpint (row->amount.cents, ==, -1500);
  g_assert_cmpint (row->method, ==, TILL_METHOD_CASH);
  g_assert_cmpint (row->state, ==, TILL_TRANSACTION_SETTLED);
}

static void
test_settings_decide (void)
{
  g_autoptr (Desk)               desk = desk_new_for_cash ();
  TillPaymentOrder               order = desk_order (desk, 4000, TILL_METHOD_CASH);
  g_autoptr (TillTakePayment)    payment = desk_try_collect (desk, &order, NULL);
  gint64                         id = till_take_payment_get_transaction_id (payment);
  g_autoptr (TillReversePayment) reversal = desk_read (desk, id);
  TillReversalPlan               plan;
  g_autoptr (GError)             error = NULL;

  desk_set (desk, TILL_SETTING_REFUND_POSTED_ONLY, "1");
  g_assert_false (till_reverse_payment_get_plan (reversal, TILL_MONEY_ZERO, &plan, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_assert_false (desk_run (reversal, 0, TILL_REVERSAL_RETURN, NULL));
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
}

/* In the processor's own portal, say: the books follow. */
static void
test_made_elsewhere (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  gint64                      first = desk_take (desk, 2500);
  gint64                      second = desk_take (desk, 3000);
  g_autoptr (TillTransaction) voided = desk_get (desk, first);
  g_autoptr (TillTransaction) refunded = desk_get (desk, second);
  g_autofree char            *void_body =
    g_strdup_printf ("{\"type\":\"VOID\",\"id\":\"%s\"}", voided->processor_id);
  g_autofree char *refund_body = g_strdup_printf (
    "{\"type\":\"REFUND\",\"id\":\"%s\",\"amount\":\"10.00\"}", refunded->processor_id);
  g_autoptr (Reply) voided_reply =
    ask (desk->peer, "POST", "/rest/v2/transactions/void", void_body);
  g_autoptr (Reply) refunded_reply = NULL;

  g_assert_cmpuint (voided_reply->status, ==, 200);
  close_batch (desk);
  refunded_reply = ask (desk->peer, "POST", "/rest/v2/transactions/refund", refund_body);
  g_assert_cmpuint (refunded_reply->status, ==, 200);

  desk_refresh (desk);
  desk_refresh (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE mark = 'elsewhere'"),
                   ==, 2);
  desk_assert_agree (desk);
}

/* The processor says of the payment that it is voided, and shows no row of the void. */
static void
test_voided_without_a_row (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  gint64                      id = desk_take (desk, 2500);
  g_autoptr (TillTransaction) row = desk_get (desk, id);
  g_autofree char            *body =
    g_strdup_printf ("[{\"id\":\"%s\",\"type\":\"SALE\",\"amount\":\"25.00\",\"voided\":\"true\","
                     "\"created\":\"2020-01-02 10:00:00.000\",\"invoice\":\"%s\"}]",
                     row->processor_id, row->invoice);
  g_autoptr (Reply) reply = ask (desk->peer, "PUT", "/sandbox/transactions", body);

  g_assert_cmpuint (reply->status, ==, 200);
  /* Too old for the search's window: it is read by its id. */
  desk_refresh (desk);
  desk_refresh (desk);
  g_clear_pointer (&row, till_transaction_free);
  row = desk_get (desk, id);
  g_assert_cmpint (row->state, ==, TILL_TRANSACTION_VOIDED);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE kind = 'void'"), ==,
                   1);
  desk_assert_agree (desk);
}

/* The batch closes: the rows follow at the next round. */
static void
test_rows_settle (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  gint64                      id = desk_take (desk, 2500);
  g_autoptr (TillTransaction) row = NULL;

  close_batch (desk);
  desk_refresh (desk);
  row = desk_get (desk, id);
  g_assert_cmpint (row->state, ==, TILL_TRANSACTION_SETTLED);
  g_assert_nonnull (row->batch);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/reverse/void", test_void);
  g_test_add_func ("/flow/reverse/closed-batch", test_closed_batch);
  g_test_add_func ("/flow/reverse/agreed-to", test_agreed_to);
  g_test_add_func ("/flow/reverse/refund-in-parts", test_refund_in_parts);
  g_test_add_func ("/flow/reverse/nothing-to-take-back", test_nothing_to_take_back);
  g_test_add_func ("/flow/reverse/unreachable", test_unreachable);
  g_test_add_func ("/flow/reverse/reason-is-required", test_reason_is_required);
  g_test_add_func ("/flow/reverse/receipt", test_receipt);
  g_test_add_func ("/flow/reverse/cash-is-handed-back", test_cash_is_handed_back);
  g_test_add_func ("/flow/reverse/settings-decide", test_settings_decide);
  g_test_add_func ("/flow/reverse/made-elsewhere", test_made_elsewhere);
  g_test_add_func ("/flow/reverse/voided-without-a-row", test_voided_without_a_row);
  g_test_add_func ("/flow/reverse/rows-settle", test_rows_settle);

  return g_test_run ();
}
