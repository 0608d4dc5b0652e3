/* test-demo-plans.c: the demo's payment plans go on: what comes due is charged, once, by the
 * program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-demo.h"

#include "flow/till-practice-cards.h"
#include "flow/till-practice-private.h"
#include "flow/till-run-plans.h"
#include "store/till-store-cards.h"

#define ON_FILE "FROM transactions WHERE method = 'card-on-file'"
/* What was charged yesterday, before the practice was made, is none of it. */
#define CHARGED_SINCE                                                                              \
  "SELECT count(*) FROM installment_tries WHERE tried_day >= (SELECT max(tried_day)"               \
  "  FROM installment_tries) AND outcome = 'approved'"

/* One for all tests: making it takes seconds. */
static char *
demo_path (void)
{
  static char *folder;

  if (folder == NULL)
    folder = till_test_temp_dir ();

  return g_build_filename (folder, "demo.till", NULL);
}

static void
run_plans (TillDemo *demo)
{
  TillPractice *practice = till_demo_get_practice (demo);

  demo_refresh (demo);
  till_practice_run_plans (practice);
  till_test_wait_until (!practice->running_plans && practice->n_charging == 0 &&
                        practice->n_aside == 0);
}

/* How often the processor has each, by the invoice of what the practice wrote down. */
static guint
count_at_processor (TillDemo *demo, const char *invoice, TillTransactionState *state)
{
  g_autoptr (TillProcessor) processor = g_object_ref (till_demo_get_practice (demo)->processor);
  TillQuery                 query = {
                    .invoice = invoice, .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1
  };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (TillFound)    found = NULL;

  till_processor_search_async (processor, &query, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  found = till_processor_search_finish (processor, kept);
  g_assert_true (found->answered);
  if (found->charges->len > 0)
    *state = ((TillCharge *) g_ptr_array_index (found->charges, 0))->state;

  return found->charges->len;
}

/* Each charge of a card on file is there once, and is there what it is here. */
static void
assert_same_at_processor (TillDemo *demo)
{
  TillDbConnection *reader =
    till_db_get_reader (till_practice_get_db (till_demo_get_practice (demo)));
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (reader, "SELECT invoice, state " ON_FILE " ORDER BY id DESC LIMIT 40", &error);
  guint n_rows = 0;

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    {
      g_autofree char     *invoice = till_db_column_dup_text (rows, 0);
      TillTransactionState there = TILL_TRANSACTION_PENDING;

      g_assert_cmpuint (count_at_processor (demo, invoice, &there), ==, 1);
      g_assert_cmpstr (till_enum_to_text (TILL_TYPE_TRANSACTION_STATE, (int) there), ==,
                       till_db_column_text (rows, 1));
      n_rows++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, 40);
}

static void
test_made (void)
{
  g_autofree char      *path = demo_path ();
  g_autoptr (TillClock) clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)  demo = demo_open (path, clock);
  gint64                n_charged = demo_count (demo, "SELECT count(*) " ON_FILE);

  g_assert_cmpint (n_charged, >, 60);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM plans"), ==, 19);
  /* What they still ask for is owed. */
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM plans AS p LEFT JOIN receivables AS r"
                                     "    ON r.id = p.guarantor_id WHERE p.state <> 'completed'"
                                     "   AND coalesce(r.total_cents, 0) <"
                                     "       p.total_cents - p.paid_cents"),
                   ==, 0);
  /* Nothing is due on the day itself, and no reminder of what was reminded of. */
  run_plans (demo);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) " ON_FILE), ==, n_charged);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM messages"), ==, 0);
  assert_same_at_processor (demo);
  demo_assert_invariants (demo);
  till_demo_close (demo);
}

/* On the next day there are two: one that is due, and one that was refused before. */
static void
test_next_day (void)
{
  g_autofree char      *path = demo_path ();
  g_autoptr (TillClock) clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)  demo = demo_open (path, clock);
  gint64                n_charged = demo_count (demo, "SELECT count(*) " ON_FILE);
  gint64 n_paid = demo_count (demo, "SELECT count(*) FROM installments WHERE state = 'paid'");

  till_clock_set (clock, till_clock_now (clock) + 24 * TILL_HOUR);
  run_plans (demo);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) " ON_FILE), ==, n_charged + 2);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM installments WHERE state = 'paid'"), ==,
                   n_paid + 2);
  g_assert_cmpint (demo_count (demo, CHARGED_SINCE), ==, 2);
  /* Again, and with the program ended in between, nothing. */
  run_plans (demo);
  till_demo_close (demo);
  g_clear_object (&demo);
  demo = demo_open (path, clock);
  run_plans (demo);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) " ON_FILE), ==, n_charged + 2);
  g_assert_cmpint (demo_count (demo, "SELECT count(*) FROM plans"), ==, 19);
  assert_same_at_processor (demo);
  demo_assert_invariants (demo);
  till_demo_close (demo);
}

static void
delete_card (TillDemo *demo, gint64 id)
{
  TillPractice            *practice = till_demo_get_practice (demo);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_delete_card_async (practice, id, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_change_card_finish (practice, kept, &error);
  g_assert_no_error (error);
}

/* That the processor keeps of a customer. */
static guint
count_kept (TillDemo *demo, const char *customer)
{
  /* The practice may make it anew meanwhile. */
  g_autoptr (TillProcessor) processor = g_object_ref (till_demo_get_practice (demo)->processor);
  GAsyncResult             *result = NULL;
  g_autoptr (GAsyncResult)  kept = NULL;
  g_autoptr (TillKeptCards) cards = NULL;

  till_processor_cards_async (processor, customer, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  cards = till_processor_cards_finish (processor, kept);
  g_assert_true (cards->answered);

  return cards->cards->len;
}

/* Opened again, the demo does not give the sandbox what the practice has had deleted. */
static void
test_card_deleted (void)
{
  g_autofree char      *path = demo_path ();
  g_autoptr (TillClock) clock = till_clock_new_standing (g_get_real_time () / 1000);
  g_autoptr (TillDemo)  demo = demo_open (path, clock);
  gint64                id = demo_count (
                   demo, "SELECT max(id) FROM cards WHERE guarantor_id NOT IN (SELECT guarantor_id FROM plans)");
  g_autofree char *gone =
    g_strdup_printf ("SELECT count(*) FROM cards WHERE id = %d AND state = 'deleted'", (int) id);
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillFiledCard) card = till_store_get_card (
    till_db_get_reader (till_practice_get_db (till_demo_get_practice (demo))), id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_kept (demo, card->customer), ==, 1);
  delete_card (demo, id);
  till_test_wait_until (demo_count (demo, gone) == 1);
  g_assert_cmpuint (count_kept (demo, card->customer), ==, 0);
  till_demo_close (demo);
  g_clear_object (&demo);

  demo = demo_open (path, clock);
  g_assert_cmpuint (count_kept (demo, card->customer), ==, 0);
  g_assert_cmpint (demo_count (demo, gone), ==, 1);
  till_demo_close (demo);
}

int
main (int argc, char **argv)
{
  /* As in test-demo.c. */
  g_setenv ("ASAN_OPTIONS", "detect_leaks=0", TRUE);
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/demo-plans/made", test_made);
  g_test_add_func ("/flow/demo-plans/next-day", test_next_day);
  g_test_add_func ("/flow/demo-plans/card-deleted", test_card_deleted);

  return g_test_run ();
}
