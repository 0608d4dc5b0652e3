/* test-demo.c: the demo practice: made, its days, its sandbox, made new
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-demo.h"

#include "flow/till-practice-private.h"
#include "flow/till-practice-receivables.h"
#include "flow/till-practice-texts.h"

/* One for all tests: making it takes seconds, opening it again does not. Each leaves it closed. */
static char *
demo_path (void)
{
  static char *folder;

  if (folder == NULL)
    folder = till_test_temp_dir ();

  return g_build_filename (folder, "below", "demo.till", NULL);
}

static void
test_made (void)
{
  g_autofree char      *path = demo_path ();
  g_autoptr (TillClock) clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)  demo = demo_open (path, clock);
  gint64                n_rows = demo_count (demo, "SELECT count (*) FROM transactions");

  g_assert_cmpint (demo_count (demo, "SELECT count (*) FROM patients"), ==, 1200);
  /* About 9,000: of each two years between 2023 and 2034 the seed makes 8,937 to 9,271. */
  g_assert_cmpint (n_rows, >=, 8900);
  g_assert_cmpint (n_rows, <=, 9300);
  g_assert_true (till_practice_is_demo (till_demo_get_practice (demo)));
  g_assert_null (till_practice_get_card_problem (till_demo_get_practice (demo)));
  /* What is owed is there with the window, aged, with what the insurance is to pay. */
  g_assert_cmpint (till_day_compare (till_practice_get_aged_on (till_demo_get_practice (demo)),
                                     till_practice_get_today (till_demo_get_practice (demo))),
                   ==, 0);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM receivables WHERE total_cents > 0"), >=,
                   300);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM receivables WHERE total_cents > 0"), <=,
                   420);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM receivables WHERE insurance_cents > 0"),
                   >, 30);
  demo_refresh (demo);
  demo_assert_invariants (demo);
  g_assert_cmpint (demo_count (demo, "SELECT count (*) FROM transactions"), ==, n_rows);
  till_demo_close (demo);
}

#define OF_LAST_MONTH                                                                              \
  " AND funded_on >= (SELECT max(funded_on) FROM deposits"                                         \
  "                    WHERE kind <> 'expected') - 32"

/* Whatever day it is: a deposit that differs and is left to be explained, one that is explained, a
 * chargeback, and one of two parts. */
static void
test_differences (void)
{
  g_autofree char      *path = demo_path ();
  g_autoptr (TillClock) clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)  demo = demo_open (path, clock);

  demo_refresh (demo);
  till_test_wait_until (demo_count (demo, "SELECT count(*) FROM deposits"
                                          " WHERE state = 'explained'" OF_LAST_MONTH) == 1);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM deposits WHERE state = 'explained'"
                                     " AND explained_by <> '' AND explained_at > 0"),
                   ==, 1);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM deposits WHERE state = 'difference'"
                                     " AND reason = 'items-differ'" OF_LAST_MONTH),
                   >=, 1);
  g_assert_cmpint (
    demo_count (demo, "SELECT count(*) FROM deposits WHERE kind = 'adjustment'" OF_LAST_MONTH), >=,
    1);
  g_assert_cmpint (demo_count (demo,
                               "SELECT count(*) FROM (SELECT 1 FROM deposits WHERE kind = 'batch'"
                               " AND state <> 'withdrawn'" OF_LAST_MONTH
                               " GROUP BY batch, terminal, settled_on HAVING count(*) > 1)"),
                   >=, 1);
  demo_assert_invariants (demo);
  till_demo_close (demo);
}

/* What the bank says: of nearly all deposits, one with another amount, and what is none. */
static void
test_statement (void)
{
  g_autofree char      *path = demo_path ();
  g_autoptr (TillClock) clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)  demo = demo_open (path, clock);
  TillPractice         *practice = till_demo_get_practice (demo);
  gint64                n_matched;

  demo_refresh (demo);
  till_test_wait_until (demo_count (demo, "SELECT count(*) FROM imports WHERE hidden = 0") == 1 &&
                        !practice->importing);
  n_matched = demo_count (demo, "SELECT count(*) FROM bank_lines WHERE state = 'matched'");
  g_assert_cmpint (n_matched, >, 100);
  g_assert_cmpint (
    demo_count (demo, "SELECT count(*) FROM deposits WHERE bank_line_id IS NOT NULL"), >=,
    n_matched);
  /* The bank took $15.00 of one, whose amount another of that day may have; its fees for cards are
   * no deposits. */
  g_assert_cmpint (
    demo_count (demo, "SELECT count(DISTINCT bank_lines.id) FROM bank_lines, deposits"
                      " WHERE bank_lines.state = 'unmatched' AND kind = 'batch'"
                      " AND amount_cents = deposited_cents - 1500 AND day = deposits.funded_on"),
    ==, 1);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM bank_lines WHERE state = 'unmatched'"),
                   <, 20);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM bank_lines WHERE state = 'other'"
                                     " AND words LIKE 'COUNTER DEPOSIT%'"),
                   >, 20);
  demo_assert_invariants (demo);
  till_demo_close (demo);

  /* Once. */
  g_clear_object (&demo);
  till_clock_set (clock, till_clock_now (clock) + 24 * TILL_HOUR);
  demo = demo_open (path, clock);
  demo_refresh (demo);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM imports"), ==, 1);
  till_demo_close (demo);
}

/* Three days later: they are there, and what was there is left. */
static void
test_days_pass (void)
{
  g_autofree char      *path = demo_path ();
  g_autoptr (TillClock) clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)  demo = demo_open (path, clock);
  gint64                n_rows = demo_count (demo, "SELECT count (*) FROM transactions");
  gint64                n_settled =
    demo_count (demo, "SELECT count (*) FROM transactions WHERE state = 'settled'");

  till_demo_close (demo);
  g_clear_object (&demo);
  till_clock_set (clock, till_clock_now (clock) + 3 * 24 * TILL_HOUR);
  demo = demo_open (path, clock);
  g_assert_cmpint (demo_count (demo, "SELECT count (*) FROM transactions"), >, n_rows);
  g_assert_cmpint (demo_count (demo, "SELECT count (*) FROM transactions WHERE state = 'settled'"),
                   >=, n_settled);
  demo_refresh (demo);
  demo_assert_invariants (demo);
  till_demo_close (demo);
}

static void
send_receipt (TillDemo *demo)
{
  TillPractice            *practice = till_demo_get_practice (demo);
  gint64                   id = demo_count (demo, "SELECT max (id) FROM transactions"
                                                                    " WHERE receipt_number IS NOT NULL");
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autofree char         *waiting = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_send_receipt_async (practice, id, "anna@example.org", till_test_keep_result,
                                    &result);
  kept = till_test_wait_result (&result);
  till_practice_send_receipt_finish (practice, kept, &waiting, &error);
  g_assert_null (waiting);
  g_assert_no_error (error);
}

/* All that the demo wrote goes with it. */
static void
test_made_new (void)
{
  g_autofree char      *path = demo_path ();
  g_autofree char      *folder = g_path_get_dirname (path);
  g_autofree char      *sandbox = g_strconcat (path, ".sandbox", NULL);
  g_autofree char      *backups = g_strconcat (path, ".backups", NULL);
  g_autoptr (GDir)      left = NULL;
  const char           *name;
  g_autoptr (TillClock) clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)  demo = demo_open (path, clock);
  g_autoptr (GError)    error = NULL;

  /* The copy of the day, and a receipt that was sent. */
  till_test_wait_until (till_demo_get_practice (demo)->n_aside == 0);
  g_assert_true (g_file_test (backups, G_FILE_TEST_IS_DIR));
  send_receipt (demo);
  g_assert_true (g_file_test (till_demo_get_outbox (demo), G_FILE_TEST_IS_DIR));
  till_demo_close (demo);
  g_assert_true (g_file_test (sandbox, G_FILE_TEST_EXISTS));
  g_assert_true (till_demo_reset (path, &error));
  g_assert_no_error (error);
  /* The locks stay: they are what keeps two from the same file. */
  left = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (left)) != NULL)
    g_assert_true (g_str_has_suffix (name, ".lock"));
}

/* A practice of somebody's own is neither opened as the demo nor deleted. */
static void
test_not_a_demo (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (GError)   error = NULL;
  g_autoptr (TillDemo) demo = NULL;

  g_assert_false (till_demo_reset (desk->path, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE);
  g_clear_error (&error);
  desk_close (desk);
  g_assert_false (till_demo_reset (desk->path, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  demo = till_demo_open (desk->path, desk->clock, NULL, NULL, NULL, &error);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_assert_null (demo);
  g_assert_true (g_file_test (desk->path, G_FILE_TEST_EXISTS));
}

/* A card payment of the last day, open still; 0: that day has none yet. */
static gint64
find_captured (TillDemo *demo)
{
  gint64 id = demo_count (demo, "SELECT coalesce (max (id), 0) FROM transactions WHERE"
                                " kind = 'payment' AND state = 'captured' AND refunded_cents = 0");

  return id;
}

/* Opened at a time of day at which something has been paid. */
static TillDemo *
open_with_captured (const char *path, TillClock *clock, gint64 *id)
{
  TillDemo *demo = demo_open (path, clock);

  for (guint i = 0; i < 16 && (*id = find_captured (demo)) == 0; i++)
    {
      till_demo_close (demo);
      g_object_unref (demo);
      till_clock_set (clock, till_clock_now (clock) + 4 * TILL_HOUR);
      demo = demo_open (path, clock);
    }
  g_assert_cmpint (*id, >, 0);

  return demo;
}

/* The state at the processor, which knows nothing of the store. */
static TillTransactionState
ask_processor (TillDemo *demo, const char *processor_id)
{
  TillProcessor *processor = till_demo_get_practice (demo)->processor;
  TillQuery      query = {
         .id = processor_id, .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1
  };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (TillFound)    found = NULL;

  till_processor_search_async (processor, &query, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  found = till_processor_search_finish (processor, kept);
  g_assert_true (found->answered);
  g_assert_cmpuint (found->charges->len, ==, 1);

  return ((TillCharge *) g_ptr_array_index (found->charges, 0))->state;
}

/* What was voided in the demo stays so: the day that is done again is not written over. */
static void
test_own_deeds_stay (void)
{
  g_autofree char               *path = demo_path ();
  g_autoptr (TillClock)          clock = till_clock_new_standing (g_get_real_time () / 1000);
  gint64                         id = 0;
  g_autoptr (TillDemo)           demo = open_with_captured (path, clock, &id);
  Desk                           desk = { .practice = till_demo_get_practice (demo) };
  g_autoptr (TillReversePayment) reversal = desk_read (&desk, id);
  g_autoptr (TillTransaction)    row = NULL;

  g_assert_true (desk_run (reversal, 0, TILL_REVERSAL_VOID, NULL));
  g_clear_object (&reversal);
  till_demo_close (demo);
  g_clear_object (&demo);

  demo = demo_open (path, clock);
  demo_refresh (demo);
  demo_assert_invariants (demo);
  row = till_practice_get_transaction (till_demo_get_practice (demo), id, NULL);
  g_assert_cmpint (row->state, ==, TILL_TRANSACTION_VOIDED);
  g_assert_cmpint (ask_processor (demo, row->processor_id), ==, TILL_TRANSACTION_VOIDED);
  till_demo_close (demo);
}

/* Made between a payment and what takes it back, opened again after both. */
static void
test_voided_since (void)
{
  g_autofree char            *path = demo_path ();
  g_autofree char            *folder = till_test_temp_dir ();
  g_autofree char            *other = g_build_filename (folder, "demo.till", NULL);
  g_autoptr (TillClock)       clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)        demo = demo_open (path, clock);
  g_autoptr (TillTransaction) payment = NULL;
  g_autofree char            *ask_state = NULL;
  g_autoptr (GError)          error = NULL;
  /* Not of today, on which other tests have deeds of their own. */
  g_autofree char *last =
    g_strdup_printf ("FROM transactions WHERE kind = 'void' AND processor_id IS NOT NULL AND "
                     "happened_at < %" G_GINT64_FORMAT " ORDER BY happened_at DESC LIMIT 1",
                     till_clock_now (clock) - 48 * TILL_HOUR);
  g_autofree char *ask_payment = g_strconcat ("SELECT related_id ", last, NULL);
  g_autofree char *ask_time = g_strconcat ("SELECT happened_at ", last, NULL);
  gint64           id = demo_count (demo, ask_payment);
  TillInstant      voided_at = demo_count (demo, ask_time);

  payment = till_practice_get_transaction (till_demo_get_practice (demo), id, NULL);
  ask_state = g_strdup_printf (
    "SELECT count (*) FROM transactions WHERE state = 'captured' AND processor_id = '%s'",
    payment->processor_id);
  till_demo_close (demo);
  g_clear_object (&demo);

  /* Not started: the sandbox, which lives now, would soon say that the payment has settled. */
  till_clock_set (clock, voided_at - TILL_SECOND);
  demo = till_demo_open (other, clock, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (demo_count (demo, ask_state), ==, 1);
  till_demo_close (demo);
  g_clear_object (&demo);

  till_clock_set (clock, voided_at + TILL_SECOND);
  demo = demo_open (other, clock);
  g_assert_cmpint (ask_processor (demo, payment->processor_id), ==, TILL_TRANSACTION_VOIDED);
  demo_refresh (demo);
  demo_assert_invariants (demo);
  till_demo_close (demo);
}

/* The receipt goes to the outbox, a file a message. */
static void
test_outbox (void)
{
  g_autofree char         *path = demo_path ();
  g_autoptr (TillClock)    clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)     demo = demo_open (path, clock);
  TillPractice            *practice = till_demo_get_practice (demo);
  gint64                   id = demo_count (demo, "SELECT id FROM transactions WHERE"
                                                                    " receipt_number IS NOT NULL LIMIT 1");
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autofree char         *waiting = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GDir)         dir = NULL;
  const char              *name;

  till_practice_send_receipt_async (practice, id, "anna@example.org", till_test_keep_result,
                                    &result);
  kept = till_test_wait_result (&result);
  till_practice_send_receipt_finish (practice, kept, &waiting, &error);
  g_assert_null (waiting);
  g_assert_no_error (error);
  dir = g_dir_open (till_demo_get_outbox (demo), 0, NULL);
  name = g_dir_read_name (dir);
  g_assert_true (g_str_has_suffix (name, ".eml"));
  till_demo_close (demo);
}

/* A text goes to the sandbox, which keeps it as Twilio would. */
static void
test_texts (void)
{
  g_autofree char         *path = demo_path ();
  g_autoptr (TillClock)    clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)     demo = demo_open (path, clock);
  TillPractice            *practice = till_demo_get_practice (demo);
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (TillDelivery) delivery = NULL;

  till_test_wait_until (practice->texter != NULL);
  g_assert_null (till_practice_get_text_problem (practice));
  till_texter_send_async (practice->texter, "+12075550142", "Hello", NULL, till_test_keep_result,
                          &result);
  kept = till_test_wait_result (&result);
  delivery = till_texter_send_finish (practice->texter, kept);
  g_assert_cmpint (delivery->verdict, ==, TILL_DELIVERY_SENT);
  g_clear_object (&kept);
  till_demo_close (demo);
}

int
main (int argc, char **argv)
{
  /* For the sandbox alone: its own tests look for its leaks, and the days' 9,000 payments take it
   * minutes with every allocation's stack walked. */
  g_setenv ("ASAN_OPTIONS", "detect_leaks=0", TRUE);
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/demo/made", test_made);
  g_test_add_func ("/flow/demo/differences", test_differences);
  g_test_add_func ("/flow/demo/statement", test_statement);
  g_test_add_func ("/flow/demo/not-a-demo", test_not_a_demo);
  g_test_add_func ("/flow/demo/own-deeds-stay", test_own_deeds_stay);
  g_test_add_func ("/flow/demo/voided-since", test_voided_since);
  g_test_add_func ("/flow/demo/outbox", test_outbox);
  g_test_add_func ("/flow/demo/texts", test_texts);
  g_test_add_func ("/flow/demo/days-pass", test_days_pass);
  g_test_add_func ("/flow/demo/made-new", test_made_new);

  return g_test_run ();
}
