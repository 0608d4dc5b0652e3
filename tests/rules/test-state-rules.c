/* test-state-rules.c: every state against every state, by their text forms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-state-rules.h"

#include <string.h>

/* A state, what may follow it, and whether it is final. */
typedef struct
{
  const char *from;
  const char *followers;
  gboolean    is_final;
} Row;

static const Row attempts[] = {
  { "prepared", "sent waiting rejected", FALSE },
  { "sent", "approved declined rejected unknown", FALSE },
  { "waiting", "approved abandoned", FALSE },
  { "approved", "", TRUE },
  { "declined", "", TRUE },
  { "rejected", "", TRUE },
  { "unknown", "approved declined not-found", FALSE },
  { "not-found", "approved", TRUE },
  { "abandoned", "approved", TRUE },
};

static const Row transactions[] = {
  { "pending", "authorized captured settled voided declined failed", FALSE },
  { "authorized", "captured settled voided failed", FALSE },
  { "captured", "settled voided failed", FALSE },
  { "settled", "", TRUE },
  { "voided", "", TRUE },
  { "declined", "", TRUE },
  { "failed", "", TRUE },
};

static const Row postings[] = {
  { "none", "unposted", FALSE },
  { "unposted", "posting posted none", FALSE },
  { "posting", "posted needs-review unposted", FALSE },
  { "posted", "", FALSE },
  { "needs-review", "posting posted", FALSE },
};

static const Row bulks[] = {
  { "choosing", "sending cancelled", FALSE },
  { "sending", "paused cancelled done", FALSE },
  { "paused", "sending cancelled", FALSE },
  { "cancelled", "", TRUE },
  { "done", "", TRUE },
};

static const Row plans[] = {
  { "pending", "authorized cancelled", FALSE },
  { "authorized", "active failed paused completed cancelled", FALSE },
  { "active", "authorized failed paused completed cancelled", FALSE },
  { "failed", "authorized active paused completed cancelled", FALSE },
  { "paused", "authorized active failed completed cancelled", FALSE },
  { "completed", "authorized active failed", FALSE },
  { "cancelled", "", TRUE },
};

static const Row installments[] = {
  { "due", "charging paid missed skipped", FALSE },
  { "charging", "due paid failed missed", FALSE },
  { "paid", "missed skipped", FALSE },
  { "failed", "charging paid missed skipped", FALSE },
  { "missed", "charging paid skipped", FALSE },
  { "skipped", "", TRUE },
};

static int
state (GType type, const char *text)
{
  int value = -1;

  g_assert_true (till_enum_from_text (type, text, &value));

  return value;
}

/* The table names every state of the type once, and @may_become agrees with it for every pair. */
static void
check_pairs (GType type, const Row *rows, gsize n_rows, gboolean (*may_become) (int from, int to))
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);

  g_assert_cmpuint (klass->n_values, ==, n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) followers = g_strsplit (rows[i].followers, " ", -1);

      for (gsize j = 0; j < n_rows; j++)
        {
          gboolean may = g_strv_contains ((const char *const *) followers, rows[j].from);

          g_test_message ("%s → %s", rows[i].from, rows[j].from);
          g_assert_cmpint (may_become (state (type, rows[i].from), state (type, rows[j].from)), ==,
                           may);
        }
    }
}

static gboolean
attempt_may_become (int from, int to)
{
  return till_attempt_may_become ((TillAttemptState) from, (TillAttemptState) to);
}

static gboolean
transaction_may_become (int from, int to)
{
  return till_transaction_may_become ((TillTransactionState) from, (TillTransactionState) to);
}

static gboolean
posting_may_become (int from, int to)
{
  return till_posting_may_become ((TillPosting) from, (TillPosting) to);
}

static gboolean
bulk_may_become (int from, int to)
{
  return till_bulk_may_become ((TillBulkState) from, (TillBulkState) to);
}

static void
test_bulks (void)
{
  check_pairs (TILL_TYPE_BULK_STATE, bulks, G_N_ELEMENTS (bulks), bulk_may_become);

  for (gsize i = 0; i < G_N_ELEMENTS (bulks); i++)
    {
      TillBulkState at = (TillBulkState) state (TILL_TYPE_BULK_STATE, bulks[i].from);

      g_assert_cmpint (till_bulk_is_over (at), ==, bulks[i].is_final);
    }
}

static gboolean
plan_may_become (int from, int to)
{
  return till_plan_may_become ((TillPlanState) from, (TillPlanState) to);
}

static gboolean
installment_may_become (int from, int to)
{
  return till_installment_may_become ((TillInstallmentState) from, (TillInstallmentState) to);
}

static void
test_plans (void)
{
  check_pairs (TILL_TYPE_PLAN_STATE, plans, G_N_ELEMENTS (plans), plan_may_become);
  check_pairs (TILL_TYPE_INSTALLMENT_STATE, installments, G_N_ELEMENTS (installments),
               installment_may_become);
}

static void
test_attempts (void)
{
  check_pairs (TILL_TYPE_ATTEMPT_STATE, attempts, G_N_ELEMENTS (attempts), attempt_may_become);

  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      TillAttemptState at = (TillAttemptState) state (TILL_TYPE_ATTEMPT_STATE, attempts[i].from);

      g_assert_cmpint (till_attempt_is_final (at), ==, attempts[i].is_final);
    }
}

static void
test_transactions (void)
{
  check_pairs (TILL_TYPE_TRANSACTION_STATE, transactions, G_N_ELEMENTS (transactions),
               transaction_may_become);

  for (gsize i = 0; i < G_N_ELEMENTS (transactions); i++)
    {
      TillTransactionState at =
        (TillTransactionState) state (TILL_TYPE_TRANSACTION_STATE, transactions[i].from);

      g_assert_cmpint (till_transaction_is_final (at), ==, transactions[i].is_final);
    }
}

static void
test_postings (void)
{
  check_pairs (TILL_TYPE_POSTING, postings, G_N_ELEMENTS (postings), posting_may_become);
}

/* From every state that isn't final an end is reached: nothing waits for ever. */
static void
test_ends (void)
{
  for (int from = TILL_ATTEMPT_PREPARED; from <= TILL_ATTEMPT_ABANDONED; from++)
    {
      gboolean has_end = till_attempt_is_final ((TillAttemptState) from);

      for (int to = TILL_ATTEMPT_PREPARED; to <= TILL_ATTEMPT_ABANDONED; to++)
        has_end = has_end ||
                  (attempt_may_become (from, to) && till_attempt_is_final ((TillAttemptState) to));
      g_assert_true (has_end);
    }
}

static void
test_counts (void)
{
  static const struct
  {
    TillTransactionState state;
    gboolean             counts;
  } rows[] = {
    { TILL_TRANSACTION_PENDING, FALSE }, { TILL_TRANSACTION_AUTHORIZED, FALSE },
    { TILL_TRANSACTION_CAPTURED, TRUE }, { TILL_TRANSACTION_SETTLED, TRUE },
    { TILL_TRANSACTION_VOIDED, TRUE },   { TILL_TRANSACTION_DECLINED, FALSE },
    { TILL_TRANSACTION_FAILED, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (till_transaction_counts (rows[i].state), ==, rows[i].counts);
}

static void
test_status (void)
{
  static const struct
  {
    TillTransactionKind  kind;
    TillTransactionState state;
    gint64               amount;
    gint64               refunded;
    const char          *word;
    const char          *words;
  } rows[] = {
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_PENDING, 100, 0, "pending", "Pending" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_AUTHORIZED, 100, 0, "authorized", "Authorized" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_CAPTURED, 100, 0, "paid", "Paid" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, 100, 0, "paid", "Paid" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, 100, 1, "partly-refunded", "Partly refunded" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_CAPTURED, 100, 99, "partly-refunded", "Partly refunded" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, 100, 100, "refunded", "Refunded" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_VOIDED, 100, 100, "voided", "Voided" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_DECLINED, 100, 0, "declined", "Declined" },
    { TILL_KIND_PAYMENT, TILL_TRANSACTION_FAILED, 100, 0, "failed", "Failed" },
    { TILL_KIND_REFUND, TILL_TRANSACTION_PENDING, -100, 0, "pending", "Pending" },
    { TILL_KIND_REFUND, TILL_TRANSACTION_CAPTURED, -100, 0, "refunded", "Refunded" },
    { TILL_KIND_REFUND, TILL_TRANSACTION_SETTLED, -100, 0, "refunded", "Refunded" },
    { TILL_KIND_REFUND, TILL_TRANSACTION_DECLINED, -100, 0, "declined", "Declined" },
    { TILL_KIND_VOID, TILL_TRANSACTION_CAPTURED, -100, 0, "voided", "Voided" },
    { TILL_KIND_VOID, TILL_TRANSACTION_SETTLED, -100, 0, "voided", "Voided" },
    { TILL_KIND_VOID, TILL_TRANSACTION_VOIDED, -100, 0, "voided", "Voided" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TillMoney amount = till_money (rows[i].amount);
      TillMoney refunded = till_money (rows[i].refunded);

      g_assert_cmpstr (till_transaction_status (rows[i].kind, rows[i].state, amount, refunded), ==,
                       rows[i].word);
      g_assert_cmpstr (
        till_transaction_status_words (rows[i].kind, rows[i].state, amount, refunded), ==,
        rows[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/states/attempts", test_attempts);
  g_test_add_func ("/rules/states/transactions", test_transactions);
  g_test_add_func ("/rules/states/postings", test_postings);
  g_test_add_func ("/rules/states/bulks", test_bulks);
  g_test_add_func ("/rules/states/no-attempt-waits-for-ever", test_ends);
  g_test_add_func ("/rules/states/what-counts", test_counts);
  g_test_add_func ("/rules/states/status", test_status);
  g_test_add_func ("/rules/states/plans", test_plans);

  return g_test_run ();
}
