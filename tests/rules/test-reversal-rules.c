/* test-reversal-rules.c: void, refund or cash back; how much, and until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-reversal-rules.h"

#include <string.h>

#include "core/till-error.h"

#define MIDNIGHT_AFTER "2026-11-25T05:00:00Z" /* of NOON's day in New York */
#define NOON "2026-11-24T17:00:00Z"

static TillInstant
instant (const char *text)
{
  TillInstant at = TILL_INSTANT_NONE;

  if (text != NULL)
    g_assert_true (till_instant_from_iso (text, &at));

  return at;
}

static GTimeZone *
open_zone (const char *name)
{
  GTimeZone *zone = till_zone_open (name, NULL);

  g_assert_nonnull (zone);

  return zone;
}

static TillTransaction *
payment_of (TillMethod method, TillTransactionState state)
{
  TillTransaction *payment = till_transaction_new ();

  payment->kind = TILL_KIND_PAYMENT;
  payment->method = method;
  payment->state = state;
  payment->posting = TILL_POSTING_UNPOSTED;
  payment->amount = till_money (10000);
  payment->happened_at = instant (NOON);

  return payment;
}

static void
test_cut_off (void)
{
  static const struct
  {
    const char *zone;
    const char *happened;
    const char *cut_off;
  } rows[] = {
    { "America/New_York", NOON, MIDNIGHT_AFTER },
    { "America/New_York", "2026-11-25T04:59:59.999Z", MIDNIGHT_AFTER },
    { "America/New_York", MIDNIGHT_AFTER, "2026-11-26T05:00:00Z" },
    /* The day is over in UTC, not here. */
    { "America/Los_Angeles", "2026-11-25T03:00:00Z", "2026-11-25T08:00:00Z" },
    /* Days of 23 and of 25 hours. */
    { "America/New_York", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z" },
    { "America/New_York", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z" },
    /* Both half past ones of the night the clock goes back. */
    { "America/New_York", "2026-11-01T05:30:00Z", "2026-11-02T05:00:00Z" },
    { "America/New_York", "2026-11-01T06:30:00Z", "2026-11-02T05:00:00Z" },
    /* Midnight does not exist. */
    { "America/Sao_Paulo", "2018-11-04T02:00:00Z", "2018-11-04T03:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GTimeZone) zone = open_zone (rows[i].zone);

      g_assert_cmpint (till_reversal_cut_off (instant (rows[i].happened), zone), ==,
                       instant (rows[i].cut_off));
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char          *what;
    TillMethod           method;
    TillTransactionState state;
    gint64               refunded;
    gint64               amount;
    const char          *now;
    TillReversalKind     kind;
    gint64               most;
    const char          *until;
  } rows[] = {
    { "whole, in the open batch", TILL_METHOD_TERMINAL, TILL_TRANSACTION_CAPTURED, 0, 10000,
      "2026-11-24T18:00:00Z", TILL_REVERSAL_VOID, 10000, MIDNIGHT_AFTER },
    { "the rest is the whole", TILL_METHOD_TERMINAL, TILL_TRANSACTION_CAPTURED, 0, 0,
      "2026-11-24T18:00:00Z", TILL_REVERSAL_VOID, 10000, MIDNIGHT_AFTER },
    { "just before the cut-off", TILL_METHOD_VIRTUAL, TILL_TRANSACTION_CAPTURED, 0, 0,
      "2026-11-25T04:59:59.999Z", TILL_REVERSAL_VOID, 10000, MIDNIGHT_AFTER },
    { "after it, but the batch is open still", TILL_METHOD_VIRTUAL, TILL_TRANSACTION_CAPTURED, 0, 0,
      MIDNIGHT_AFTER, TILL_REVERSAL_VOID, 10000, "2026-11-26T05:00:00Z" },
    { "before it, but the batch is closed", TILL_METHOD_TERMINAL, TILL_TRANSACTION_SETTLED, 0, 0,
      "2026-11-24T18:00:00Z", TILL_REVERSAL_REFUND, 10000, NULL },
    { "our clock is behind", TILL_METHOD_TERMINAL, TILL_TRANSACTION_CAPTURED, 0, 0,
      "2026-11-20T18:00:00Z", TILL_REVERSAL_VOID, 10000, MIDNIGHT_AFTER },
    { "a part of an unsettled one", TILL_METHOD_TERMINAL, TILL_TRANSACTION_CAPTURED, 0, 9999,
      "2026-11-24T18:00:00Z", TILL_REVERSAL_REFUND, 10000, NULL },
    { "the rest of an unsettled one", TILL_METHOD_TERMINAL, TILL_TRANSACTION_CAPTURED, 1, 0,
      "2026-11-24T18:00:00Z", TILL_REVERSAL_REFUND, 9999, NULL },
    { "settled", TILL_METHOD_CARD_ON_FILE, TILL_TRANSACTION_SETTLED, 0, 0, "2026-12-24T18:00:00Z",
      TILL_REVERSAL_REFUND, 10000, NULL },
    { "settled, a part", TILL_METHOD_ONLINE, TILL_TRANSACTION_SETTLED, 4000, 6000,
      "2026-12-24T18:00:00Z", TILL_REVERSAL_REFUND, 6000, NULL },
    { "a hold", TILL_METHOD_TERMINAL, TILL_TRANSACTION_AUTHORIZED, 0, 0, "2026-11-26T18:00:00Z",
      TILL_REVERSAL_VOID, 10000, NULL },
    { "cash", TILL_METHOD_CASH, TILL_TRANSACTION_SETTLED, 0, 0, "2026-11-24T18:00:00Z",
      TILL_REVERSAL_RETURN, 10000, NULL },
    { "a part of a check", TILL_METHOD_CHECK, TILL_TRANSACTION_SETTLED, 0, 1,
      "2026-11-24T18:00:00Z", TILL_REVERSAL_RETURN, 10000, NULL },
    { "cash, years later", TILL_METHOD_CASH, TILL_TRANSACTION_SETTLED, 0, 0, "2030-11-24T18:00:00Z",
      TILL_REVERSAL_RETURN, 10000, NULL },
  };
  g_autoptr (GTimeZone)    zone = open_zone ("America/New_York");
  const TillReversalPolicy policy = { FALSE, 13 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TillTransaction) payment = payment_of (rows[i].method, rows[i].state);
      g_autoptr (GError)          error = NULL;
      TillReversalPlan            plan;

      payment->refunded = till_money (rows[i].refunded);
      g_test_message ("%s", rows[i].what);
      g_assert_true (till_reversal_plan (payment, till_money (rows[i].amount), &policy,
                                         instant (rows[i].now), zone, &plan, &error));
      g_assert_no_error (error);
      g_assert_cmpint (plan.kind, ==, rows[i].kind);
      g_assert_cmpint (plan.most.cents, ==, rows[i].most);
      g_assert_cmpint (plan.until, ==, instant (rows[i].until));
    }
}

/* What is refused, by which code. @payment is a settled card payment of $100, changed as said. */
typedef struct
{
  const char          *what;
  gint64               refunded;
  gint64               amount;
  TillTransactionKind  kind;
  TillTransactionState state;
  TillPosting          posting;
  gboolean             disputed;
  gboolean             posted_only;
  int                  code; /* -1: it may be done */
} Refusal;

static const Refusal refusals[] = {
  { "it may", 0, 10000, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, TILL_POSTING_UNPOSTED, FALSE,
    FALSE, -1 },
  { "a refund", 0, 0, TILL_KIND_REFUND, TILL_TRANSACTION_SETTLED, TILL_POSTING_UNPOSTED, FALSE,
    FALSE, TILL_ERROR_NOT_ALLOWED },
  { "a void", 0, 0, TILL_KIND_VOID, TILL_TRANSACTION_CAPTURED, TILL_POSTING_UNPOSTED, FALSE, FALSE,
    TILL_ERROR_NOT_ALLOWED },
  { "pending", 0, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_PENDING, TILL_POSTING_UNPOSTED, FALSE,
    FALSE, TILL_ERROR_NOT_ALLOWED },
  { "voided", 0, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_VOIDED, TILL_POSTING_UNPOSTED, FALSE, FALSE,
    TILL_ERROR_NOT_ALLOWED },
  { "declined", 0, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_DECLINED, TILL_POSTING_NONE, FALSE, FALSE,
    TILL_ERROR_NOT_ALLOWED },
  { "failed", 0, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_FAILED, TILL_POSTING_NONE, FALSE, FALSE,
    TILL_ERROR_NOT_ALLOWED },
  { "a part of a hold", 0, 5000, TILL_KIND_PAYMENT, TILL_TRANSACTION_AUTHORIZED,
    TILL_POSTING_UNPOSTED, FALSE, FALSE, TILL_ERROR_NOT_ALLOWED },
  { "nothing is left", 10000, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, TILL_POSTING_UNPOSTED,
    FALSE, FALSE, TILL_ERROR_NOT_ALLOWED },
  { "less than nothing is left", 10001, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED,
    TILL_POSTING_UNPOSTED, FALSE, FALSE, TILL_ERROR_NOT_ALLOWED },
  { "nonsense is left", G_MININT64, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED,
    TILL_POSTING_UNPOSTED, FALSE, FALSE, TILL_ERROR_NOT_ALLOWED },
  { "disputed", 0, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, TILL_POSTING_POSTED, TRUE, FALSE,
    TILL_ERROR_NOT_ALLOWED },
  { "not posted", 0, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, TILL_POSTING_UNPOSTED, FALSE,
    TRUE, TILL_ERROR_NOT_ALLOWED },
  { "being posted", 0, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_CAPTURED, TILL_POSTING_POSTING, FALSE,
    TRUE, TILL_ERROR_NOT_ALLOWED },
  { "posted", 0, 0, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, TILL_POSTING_POSTED, FALSE, TRUE,
    -1 },
  { "negative", 0, -1, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, TILL_POSTING_UNPOSTED, FALSE,
    FALSE, TILL_ERROR_BAD_INPUT },
  { "a cent too much", 0, 10001, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, TILL_POSTING_UNPOSTED,
    FALSE, FALSE, TILL_ERROR_BAD_INPUT },
  { "a cent over the rest", 4000, 6001, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED,
    TILL_POSTING_UNPOSTED, FALSE, FALSE, TILL_ERROR_BAD_INPUT },
  { "the rest", 4000, 6000, TILL_KIND_PAYMENT, TILL_TRANSACTION_SETTLED, TILL_POSTING_UNPOSTED,
    FALSE, FALSE, -1 },
};

static void
test_refusals (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("America/New_York");

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Refusal              *row = &refusals[i];
      g_autoptr (TillTransaction) payment = payment_of (TILL_METHOD_TERMINAL, row->state);
      g_autoptr (GError)          error = NULL;
      const TillReversalPolicy    policy = { row->posted_only, 13 };
      const TillReversalPlan      before = { TILL_REVERSAL_RETURN, { 77 }, 99 };
      TillReversalPlan            plan = before;
      gboolean                    may;

      payment->kind = row->kind;
      payment->posting = row->posting;
      payment->refunded = till_money (row->refunded);
      payment->disputed = row->disputed;
      may = till_reversal_plan (payment, till_money (row->amount), &policy,
                                instant ("2026-11-24T18:00:00Z"), zone, &plan, &error);

      g_test_message ("%s: %s", row->what, error != NULL ? error->message : "");
      g_assert_cmpint (may, ==, row->code < 0);
      if (may)
        continue;
      g_assert_error (error, TILL_ERROR, row->code);
      g_assert_cmpint (plan.most.cents, ==, before.most.cents);
      g_assert_cmpint (plan.until, ==, before.until);
    }
}

/* The last day is good to its last moment, in the practice's zone. */
static void
test_age (void)
{
  static const struct
  {
    const char *happened;
    const char *now;
    guint       months;
    gboolean    may;
  } rows[] = {
    { NOON, "2027-12-25T04:59:59.999Z", 13, TRUE },
    { NOON, "2027-12-25T05:00:00Z", 13, FALSE },
    { NOON, "2026-12-25T04:59:59Z", 1, TRUE },
    { NOON, "2026-12-25T05:00:00Z", 1, FALSE },
    { NOON, "2100-01-01T00:00:00Z", 0, TRUE },
    { NOON, "2026-11-24T18:00:00Z", G_MAXUINT, TRUE },
    { "2026-01-31T17:00:00Z", "2026-03-01T04:59:59Z", 1, TRUE }, /* to the end of February */
    { "2026-01-31T17:00:00Z", "2026-03-01T05:00:00Z", 1, FALSE },
    { "2024-02-29T17:00:00Z", "2025-03-29T03:00:00Z", 13, TRUE }, /* 11 pm on the 28th */
    { "2024-02-29T17:00:00Z", "2025-03-30T17:00:00Z", 13, FALSE },
  };
  g_autoptr (GTimeZone) zone = open_zone ("America/New_York");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TillTransaction) payment =
        payment_of (TILL_METHOD_TERMINAL, TILL_TRANSACTION_SETTLED);
      g_autoptr (GError)       error = NULL;
      const TillReversalPolicy policy = { FALSE, rows[i].months };
      TillReversalPlan         plan;

      payment->happened_at = instant (rows[i].happened);
      g_test_message ("%s %s", rows[i].happened, rows[i].now);
      g_assert_cmpint (till_reversal_plan (payment, TILL_MONEY_ZERO, &policy, instant (rows[i].now),
                                           zone, &plan, &error),
                       ==, rows[i].may);
      if (!rows[i].may)
        g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
    }
}

static void
test_words (void)
{
  g_autoptr (GTimeZone)       zone = open_zone ("America/New_York");
  g_autoptr (TillTransaction) payment = payment_of (TILL_METHOD_TERMINAL, TILL_TRANSACTION_SETTLED);
  g_autoptr (GError)          error = NULL;
  const TillReversalPolicy    policy = { FALSE, 13 };
  TillReversalPlan            plan;

  payment->refunded = till_money (4000);
  g_assert_false (
    till_reversal_plan (payment, till_money (7000), &policy, instant (NOON), zone, &plan, &error));
  g_assert_nonnull (strstr (error->message, "$60.00"));
  g_clear_error (&error);

  g_assert_false (till_reversal_plan (payment, TILL_MONEY_ZERO, &policy,
                                      instant ("2030-01-01T00:00:00Z"), zone, &plan, &error));
  g_assert_nonnull (strstr (error->message, "13 months"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/reversal/cut-off", test_cut_off);
  g_test_add_func ("/rules/reversal/kinds", test_kinds);
  g_test_add_func ("/rules/reversal/refusals", test_refusals);
  g_test_add_func ("/rules/reversal/age", test_age);
  g_test_add_func ("/rules/reversal/says-how-much-and-how-long", test_words);

  return g_test_run ();
}
