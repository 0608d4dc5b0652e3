/* test-ledger.c: the ledger by hand: entered, taken back, allocated, beside payments and refunds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include "flow/till-practice-ledger.h"
#include "flow/till-practice-patients.h"
#include "flow/till-practice-receivables.h"

#define OK (-1)

static void
assert_code (const GError *error, int code)
{
  if (code == OK)
    g_assert_no_error (error);
  else
    g_assert_error (error, TILL_ERROR, code);
}

static TillDay
today (Desk *desk)
{
  return till_practice_get_today (desk->practice);
}

static gint64
last_entry (Desk *desk)
{
  return desk_count (desk, "SELECT max(id) FROM ledger_entries");
}

/* @desk, which posts by itself. */
static Desk *
open_desk (Desk *desk)
{
  desk_set (desk, TILL_SETTING_POST_PAYMENTS, "1");
  desk_set (desk, TILL_SETTING_POST_REFUNDS, "1");

  return desk;
}

/* A charge, or an adjustment below zero, of Ben's. */
static gint64
enter (Desk *desk, gint64 cents, TillDay day, const char *words, gboolean knowingly, int code)
{
  TillLedgerOrder order = { desk->ben, cents > 0, till_money (cents), day, (char *) words };
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_enter_async (desk->practice, &order, knowingly, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_cmpint (till_practice_enter_finish (desk->practice, kept, &error), ==, code == OK);
  assert_code (error, code);
  /* With the first charge there are balances. */
  if (code == OK)
    till_test_wait_until (!till_day_is_none (till_practice_get_aged_on (desk->practice)));

  return last_entry (desk);
}

static void
take_back (Desk *desk, gint64 id, const char *reason, int code)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_take_entry_back_async (desk->practice, id, reason, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_cmpint (till_practice_take_entry_back_finish (desk->practice, kept, &error), ==,
                   code == OK);
  assert_code (error, code);
}

static void
allocate (Desk *desk, gint64 credit, gint64 charge, gint64 cents, int code)
{
  TillAllocationShare      share = { credit, charge, till_money (cents) };
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_allocate_async (desk->practice, credit, &share, 1, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_cmpint (till_practice_allocate_finish (desk->practice, kept, &error), ==, code == OK);
  assert_code (error, code);
}

/* What is open: of a charge, or, below zero, of a credit. */
static gint64
open_of (Desk *desk, gint64 id)
{
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (TillAccount)  account = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;
  gint64                   sum = 0;
  gint64                   found = 0;

  till_practice_read_account_async (desk->practice, desk->ben, NULL, till_test_keep_result,
                                    &result);
  kept = till_test_wait_result (&result);
  account = till_practice_read_account_finish (desk->practice, kept, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < account->open->len; i++)
    {
      const TillOpenEntry *entry = &g_array_index (account->open, TillOpenEntry, i);
      gint64               cents = entry->is_credit ? -entry->open.cents : entry->open.cents;

      sum += cents;
      if (entry->id == id)
        found = cents;
    }
  /* However it is allocated, it comes to what is owed. */
  g_assert_cmpint (sum, ==, account->total.cents);

  return found;
}

static void
test_entered (void)
{
  g_autoptr (Desk) desk = open_desk (desk_new_for_cash ());
  gint64           charge;

  enter (desk, 30000, till_day_add (today (desk), 1), "Crown", FALSE, TILL_ERROR_BAD_INPUT);
  enter (desk, 30000, today (desk), "4111 1111 1111 1111", FALSE, TILL_ERROR_CARD_NUMBER);
  charge = enter (desk, 30000, today (desk), "Crown", FALSE, OK);
  enter (desk, 30000, today (desk), "Crown", FALSE, TILL_ERROR_ASK_FIRST);
  enter (desk, 30000, today (desk), "Crown", TRUE, OK);
  take_back (desk, charge, "", TILL_ERROR_BAD_INPUT);
  take_back (desk, charge, "4111 1111 1111 1111", TILL_ERROR_CARD_NUMBER);
  take_back (desk, charge, "Entered twice", OK);
  take_back (desk, charge, "Entered twice", TILL_ERROR_NOT_ALLOWED);
  g_assert_cmpint (open_of (desk, charge), ==, 0);
  g_assert_cmpint (open_of (desk, charge + 1), ==, 30000);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE actor = 'Maria Lopez'"
                                     " AND subject = 'ledger_entries'"),
                   ==, 3);
  desk_assert_holds (desk);
}

static void
give_back (Desk *desk, gint64 payment, gint64 cents)
{
  g_autoptr (TillReversePayment) reversal = desk_read (desk, payment);
  g_autoptr (GError)             error = NULL;

  desk_run (reversal, cents, TILL_REVERSAL_RETURN, &error);
  g_assert_no_error (error);
}

/* The payment as the desk takes it, allocated otherwise, given back in two steps. */
static void
test_allocated (void)
{
  g_autoptr (Desk) desk = open_desk (desk_new (NULL));
  gint64 crown = enter (desk, 30000, till_day_add (today (desk), -40), "Crown", FALSE, OK);
  gint64 cleaning = enter (desk, 8000, today (desk), "Cleaning", FALSE, OK);
  gint64 payment = desk_take_cash (desk, desk->ben, 35000);
  gint64 entry = last_entry (desk);

  g_assert_cmpint (open_of (desk, crown), ==, 0);
  g_assert_cmpint (open_of (desk, cleaning), ==, 3000);
  allocate (desk, entry, crown, 30001, TILL_ERROR_BAD_INPUT);
  allocate (desk, crown, cleaning, 1, TILL_ERROR_NOT_ALLOWED);
  allocate (desk, entry, crown, 20000, OK);
  g_assert_cmpint (open_of (desk, crown), ==, 10000);
  g_assert_cmpint (open_of (desk, cleaning), ==, 8000);
  g_assert_cmpint (open_of (desk, entry), ==, -15000);
  desk_assert_holds (desk);

  /* Another one pays the oldest of what is left. */
  desk_take_cash (desk, desk->ben, 11000);
  g_assert_cmpint (open_of (desk, crown), ==, 0);
  g_assert_cmpint (open_of (desk, cleaning), ==, 7000);

  give_back (desk, payment, 16000);
  g_assert_cmpint (open_of (desk, entry), ==, 0);
  g_assert_cmpint (open_of (desk, crown), ==, 0);
  g_assert_cmpint (open_of (desk, cleaning), ==, 8000);
  give_back (desk, payment, 19000);
  g_assert_cmpint (open_of (desk, crown), ==, 19000);
  allocate (desk, entry, crown, 1, TILL_ERROR_NOT_ALLOWED);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/ledger/entered", test_entered);
  g_test_add_func ("/flow/ledger/allocated", test_allocated);

  return g_test_run ();
}
