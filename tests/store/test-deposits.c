/* test-deposits.c: deposits as the processor reports them, once, twice, changed, moved, divided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "store/till-store-deposits.h"
#include "till-test-store.h"
#include "till-test-util.h"

/* The day before TEST_NOW's, and that one. */
#define SETTLED "2026-11-23"
#define FUNDED "2026-11-24"
#define PROCESSOR "clearent"

/* What there is of one batch. */
typedef struct
{
  const char *batch;
  const char *settled;
  const char *funded;
  gint64      sales, refunds, fees, deposited;
  gint64      n_sales, n_refunds;
} Report;

typedef struct
{
  const char   *funded;
  const Report *reports;
  guint         n_reports;
  TillInstant   at;
} Answer;

static TillDeposit *
make (const Report *report)
{
  TillDeposit *deposit = till_deposit_new ();

  deposit->kind = TILL_DEPOSIT_BATCH;
  deposit->processor = g_strdup (PROCESSOR);
  deposit->merchant = g_strdup ("6588000000000001");
  deposit->terminal = g_strdup ("4321");
  deposit->batch = g_strdup (report->batch);
  deposit->settled_on = till_day_from_iso (report->settled);
  deposit->funded_on = till_day_from_iso (report->funded);
  deposit->sales = till_money (report->sales);
  deposit->refunds = till_money (report->refunds);
  deposit->fees = till_money (report->fees);
  deposit->total = till_money (report->sales - report->refunds);
  deposit->deposited = till_money (report->deposited);
  deposit->n_sales = report->n_sales;
  deposit->n_refunds = report->n_refunds;
  deposit->account = g_strdup ("••1939");

  return deposit;
}

static gboolean
take_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Answer         *answer = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  for (guint i = 0; i < answer->n_reports; i++)
    g_ptr_array_add (rows, make (&answer->reports[i]));

  return till_store_take_deposits (connection, PROCESSOR, till_day_from_iso (answer->funded), rows,
                                   test_actor, answer->at, error);
}

static void
take (TillDb *db, const char *funded, const Report *reports, guint n_reports)
{
  Answer answer = { funded, reports, n_reports, TEST_NOW };

  test_store_write (db, take_job, &answer);
}

/* Card transactions of batch 17 at 4321: $60, $40 an hour later, and $20 back. */
static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  guint        n_rows = GPOINTER_TO_UINT (data);
  const gint64 cents[] = { 6000, 4000 };
  gint64       patient = test_add_patient (connection, "Lopez, Ana");
  gint64       first = 0;

  for (guint i = 0; i < MIN (n_rows, 2); i++)
    {
      g_autofree char *id = g_strdup_printf ("20050000%u", i);
      TillTransaction *row = test_card (patient, cents[i], TEST_NOW - (24 - i) * TILL_HOUR, id);

      row->state = TILL_TRANSACTION_SETTLED;
      g_free (row->batch);
      row->batch = g_strdup ("000017");
      g_free (row->terminal);
      row->terminal = g_strdup ("38004321");
      first = test_add (connection, row);
    }
  if (n_rows > 2)
    {
      g_autoptr (TillTransaction) payment = till_store_get_transaction (connection, first, error);
      TillTransaction            *refund = test_reversal (payment, TILL_KIND_REFUND, 2000);

      refund->state = TILL_TRANSACTION_SETTLED;
      refund->processor = g_strdup (PROCESSOR);
      refund->processor_id = g_strdup ("200500002");
      refund->happened_at = TEST_NOW - 22 * TILL_HOUR;
      g_free (refund->batch);
      refund->batch = g_strdup ("000017");
      g_free (refund->terminal);
      refund->terminal = g_strdup ("38004321");
      test_add (connection, refund);
    }

  return TRUE;
}

static void
fill (TillDb *db, guint n_rows)
{
  test_store_write (db, fill_job, GUINT_TO_POINTER (n_rows));
}

/* "state reason difference" of each, in the order of their days. */
static void
assert_deposits (TillDb *db, const char *expected)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows = till_db_prepare (
    till_db_get_reader (db),
    "SELECT state || ' ' || reason || ' ' || difference_cents FROM deposits ORDER BY funded_on, id",
    &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_string_append_printf (found, "%s%s", found->len > 0 ? "; " : "",
                            till_db_column_text (rows, 0));
  g_assert_no_error (error);
  g_assert_cmpstr (found->str, ==, expected);
}

#define WHOLE                                                                                      \
  {                                                                                                \
    "17", SETTLED, FUNDED, 10000, 2000, 250, 7750, 2, 1                                            \
  }

/* Told twice it is one, and nothing is written; in one answer too. */
static void
test_once (void)
{
  static const Report twice[] = { WHOLE, WHOLE };
  TillDb             *db = test_store_open (NULL);
  gint64              n_audit;

  fill (db, 3);
  take (db, FUNDED, twice, 1);
  assert_deposits (db, "deposited closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposit_items"), ==, 3);
  n_audit = test_store_ask (db, "SELECT count(*) FROM audit");
  take (db, FUNDED, twice, 1);
  take (db, FUNDED, twice, 2);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposits"), ==, 1);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit"), ==, n_audit);
  test_store_shut (db);
}

/* Fees that come with a later run: the same row, with what it was in the audit. */
static void
test_changed (void)
{
  static const Report first[] = { { "17", SETTLED, FUNDED, 10000, 2000, 0, 7750, 2, 1 } };
  static const Report second[] = { WHOLE };
  TillDb             *db = test_store_open (NULL);

  fill (db, 3);
  take (db, FUNDED, first, 1);
  assert_deposits (db, "difference fees-missing -250");
  take (db, FUNDED, second, 1);
  assert_deposits (db, "deposited closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT fees_cents FROM deposits"), ==, 250);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'change-report'"
                                       " AND before_json LIKE '%\"fees\":0%'"),
                   ==, 1);
  test_store_shut (db);
}

/* Funded late: it goes from its day, and comes on another. */
static void
test_moved (void)
{
  static const Report first[] = { WHOLE };
  static const Report late[] = { { "17", SETTLED, "2026-11-25", 10000, 2000, 250, 7750, 2, 1 } };
  TillDb             *db = test_store_open (NULL);

  fill (db, 3);
  take (db, FUNDED, first, 1);
  take (db, FUNDED, NULL, 0);
  assert_deposits (db, "withdrawn closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposit_items"), ==, 0);
  take (db, "2026-11-25", late, 1);
  assert_deposits (db, "on-its-way closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposit_items"), ==, 3);

  /* And back, without a second row. */
  take (db, "2026-11-25", NULL, 0);
  take (db, FUNDED, first, 1);
  assert_deposits (db, "deposited closes 0");
  test_store_shut (db);
}

/* What was made first is funded first. */
static void
test_divided (void)
{
  static const Report first[] = { { "17", SETTLED, FUNDED, 6000, 0, 100, 5900, 1, 0 } };
  static const Report second[] = { { "17", SETTLED, "2026-11-25", 4000, 2000, 0, 2000, 1, 1 } };
  TillDb             *db = test_store_open (NULL);
  g_autoptr (GArray)  items = NULL;

  fill (db, 3);
  take (db, FUNDED, first, 1);
  assert_deposits (db, "difference items-extra 2000");
  take (db, "2026-11-25", second, 1);
  assert_deposits (db, "deposited closes 0; on-its-way closes 0");
  items = till_store_list_deposit_items (till_db_get_reader (db), 1, NULL);
  g_assert_cmpuint (items->len, ==, 1);
  g_clear_pointer (&items, g_array_unref);
  items = till_store_list_deposit_items (till_db_get_reader (db), 2, NULL);
  g_assert_cmpuint (items->len, ==, 2);
  test_store_shut (db);
}

/* Two batches on one day are two deposits; the other's items are not taken. */
static void
test_two_on_a_day (void)
{
  static const Report reports[] = { WHOLE, { "18", SETTLED, FUNDED, 500, 0, 0, 500, 1, 0 } };
  TillDb             *db = test_store_open (NULL);

  fill (db, 3);
  take (db, FUNDED, reports, 2);
  assert_deposits (db, "deposited closes 0; arriving items-missing -500");
  test_store_shut (db);
}

static gboolean
relate_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_relate_batch (connection, "38004321", "000017", TEST_NOW, error);
}

static gboolean
judge_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_judge_deposits (connection, TEST_NOW + 4 * 24 * TILL_HOUR, error);
}

/* Its transactions come after it; some never do, and then it is a difference. */
static void
test_arriving (void)
{
  static const Report whole[] = { WHOLE };
  TillDb             *db = test_store_open (NULL);

  take (db, FUNDED, whole, 1);
  assert_deposits (db, "arriving items-missing -8000");
  fill (db, 2);
  test_store_write (db, relate_job, NULL);
  assert_deposits (db, "arriving items-missing 2000");
  test_store_write (db, judge_job, NULL);
  assert_deposits (db, "difference items-missing 2000");
  test_store_shut (db);
}

/* ── Explaining ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *words;
  int         code; /* of the error; -1: none */
} Explaining;

static gboolean
explain_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Explaining  *explaining = data;
  g_autoptr (GError) refused = NULL;
  gboolean           done =
    till_store_explain_deposit (connection, 1, explaining->words, test_actor, TEST_NOW, &refused);

  g_assert_true (done == (explaining->code < 0));
  if (!done)
    g_assert_error (refused, TILL_ERROR, explaining->code);

  return TRUE;
}

static void
explain (TillDb *db, const char *words, int code)
{
  Explaining explaining = { words, code };

  test_store_write (db, explain_job, &explaining);
}

static void
test_explained (void)
{
  static const Report less[] = { { "17", SETTLED, FUNDED, 10000, 2000, 0, 7750, 2, 1 } };
  static const Report even_less[] = { { "17", SETTLED, FUNDED, 10000, 2000, 0, 7749, 2, 1 } };
  static const Report whole[] = { WHOLE };
  TillDb             *db = test_store_open (NULL);

  fill (db, 3);
  take (db, FUNDED, less, 1);
  explain (db, " \t", TILL_ERROR_BAD_INPUT);
  explain (db, "card 4111 1111 1111 1111", TILL_ERROR_CARD_NUMBER);
  assert_deposits (db, "difference fees-missing -250");
  explain (db, "The fees of the month", -1);
  assert_deposits (db, "explained fees-missing -250");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposits WHERE explained_by = 'Ann'"
                                       " AND explained_at IS NOT NULL"),
                   ==, 1);

  /* Another difference is not what was explained; what closes needs no words. */
  take (db, FUNDED, even_less, 1);
  assert_deposits (db, "difference fees-missing -251");
  take (db, FUNDED, whole, 1);
  assert_deposits (db, "deposited closes 0");
  explain (db, "The fees of the month", TILL_ERROR_NOT_ALLOWED);
  test_store_shut (db);
}

/* ── What is posted ──────────────────────────────────────────────────────────────────────────── */

static gboolean
post_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_post (connection, *(gint64 *) data, test_actor, TEST_NOW, error);
}

static gboolean
review_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_step_posting (connection, *(gint64 *) data, TILL_POSTING_POSTING, test_actor,
                                  TEST_NOW, error);
}

static void
assert_counts (TillDb *db, gint64 n_items, gint64 n_unposted)
{
  g_assert_cmpint (test_store_ask (db, "SELECT n_items FROM deposits"), ==, n_items);
  g_assert_cmpint (test_store_ask (db, "SELECT n_unposted FROM deposits"), ==, n_unposted);
}

/* A deposit knows how many of its transactions are not posted: whether they are posted before it
 * comes or after, and when it goes. */
static void
test_counts (void)
{
  static const Report whole[] = { WHOLE };
  TillDb             *db = test_store_open (NULL);
  gint64              first = 1;
  gint64              second = 2;

  fill (db, 3);
  test_store_write (db, post_job, &first);
  take (db, FUNDED, whole, 1);
  assert_counts (db, 3, 2);
  test_store_write (db, review_job, &second);
  assert_counts (db, 3, 2);
  test_store_write (db, post_job, &second);
  assert_counts (db, 3, 1);
  /* Once more is nothing. */
  test_store_write (db, post_job, &second);
  assert_counts (db, 3, 1);
  take (db, FUNDED, NULL, 0);
  assert_counts (db, 0, 0);
  take (db, FUNDED, whole, 1);
  assert_counts (db, 3, 1);
  test_store_shut (db);
}

/* ── Expected ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
expect_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const gint64 *days_later = data;

  return till_store_expect_deposits (connection, PROCESSOR, 1,
                                     TEST_NOW + *days_later * 24 * TILL_HOUR, error);
}

static void
expect (TillDb *db, gint64 days_later)
{
  test_store_write (db, expect_job, &days_later);
}

static void
test_expected (void)
{
  static const Report whole[] = { WHOLE };
  TillDb             *db = test_store_open (NULL);

  fill (db, 3);
  expect (db, 0);
  expect (db, 0);
  assert_deposits (db, "expected closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT deposited_cents FROM deposits"), ==, 8000);
  g_assert_cmpint (test_store_ask (db, "SELECT funded_on - settled_on FROM deposits"), ==, 1);
  expect (db, 1);
  assert_deposits (db, "overdue closes 0");
  /* It has come. */
  take (db, FUNDED, whole, 1);
  expect (db, 1);
  assert_deposits (db, "deposited closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE subject = 'deposits'"), ==,
                   1);
  test_store_shut (db);
}

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

static void
test_table (void)
{
  static const Report      reports[] = { WHOLE, { "18", SETTLED, FUNDED, 0, 900, 10, -910, 0, 1 } };
  TillDb                  *db = test_store_open (NULL);
  g_autoptr (TillClock)    clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)    zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (TillFilter)   filter = till_filter_new ();
  static const char *const below_zero[] = { "", "-1", NULL };
  TillTable               *table;

  fill (db, 3);
  take (db, FUNDED, reports, 2);
  table = till_store_deposits_table_new (db, clock, zone);
  till_table_refresh (table);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, 2);
  g_assert_cmpint (till_table_get_sum (table, "deposited"), ==, 6840);
  g_assert_cmpint (till_table_get_sum (table, "fees"), ==, 260);

  till_filter_set (filter, "deposited", TILL_OP_BETWEEN, below_zero);
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (table) == 1);
  g_object_unref (table);
  test_store_shut (db);
}

/* What the header's filter asks for: a deposit may be several of the choices. */
static void
assert_checked (TillTable *table, const char *choice, guint n_rows)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  const char *const      values[] = { choice, NULL };

  till_filter_set (filter, "checked", TILL_OP_IS, values);
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, n_rows);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GArray **counts = user_data;

  *counts = till_table_count_values_finish (TILL_TABLE (source), result, NULL);
}

/* "unposted closes at-bank" as the list has it. */
static void
assert_letters (TillTable *table, guint position, const char *letters, const char *words)
{
  g_autoptr (TillRow) row = g_list_model_get_item (G_LIST_MODEL (table), position);
  guint               column = (guint) till_table_find_column (table, "checked");
  guint               n_columns;
  const TillColumn   *columns = till_table_get_columns (table, &n_columns);
  g_autofree char    *text = till_column_format (&columns[column], column, row, NULL);

  g_assert_cmpstr (till_row_get_text (row, column), ==, letters);
  g_assert_cmpstr (text, ==, words);
}

static void
test_checked (void)
{
  static const Report   reports[] = { WHOLE, { "18", SETTLED, FUNDED, 0, 900, 10, -910, 0, 1 } };
  TillDb               *db = test_store_open (NULL);
  g_autoptr (TillClock) clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GArray)    counts = NULL;
  TillTable            *table;
  gint64                id;

  fill (db, 3);
  take (db, FUNDED, reports, 2);
  table = till_store_deposits_table_new (db, clock, zone);
  till_table_refresh (table);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  /* Of the second nothing is known here, but its details may still come. */
  assert_letters (table, 0, "nnn", "Nobody yet");
  assert_letters (table, 1, "nyn", "Processor");

  till_table_count_values_async (table, "checked", NULL, counted_cb, &counts);
  till_test_wait_until (counts != NULL);
  g_assert_cmpuint (counts->len, ==, 4);
  g_assert_cmpuint (g_array_index (counts, TillValueCount, 0).n, ==, 0);
  g_assert_cmpstr (g_array_index (counts, TillValueCount, 1).value, ==, "not-posted");
  g_assert_cmpuint (g_array_index (counts, TillValueCount, 1).n, ==, 2);

  for (id = 1; id <= 3; id++)
    test_store_write (db, post_job, &id);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  assert_checked (table, "not-posted", 1);
  assert_checked (table, "not-closed", 1);
  assert_checked (table, "not-at-bank", 2);
  assert_letters (table, 1, "yyn", "Ledger, Processor");
  assert_checked (table, "all", 0);
  g_object_unref (table);
  test_store_shut (db);
}

/* ── Changed by hand ── */

static const struct
{
  const char *name;
  const char *sql; /* NULL: nothing, and all holds */
  const char *invariant;
  const char *rows;
} changes[] = {
  { "nothing", NULL, "Each deposit equals its parts", NULL },
  { "deposited", "UPDATE deposits SET deposited_cents = 7650", "Each deposit equals its parts",
    "deposit 1: $1.00 less than its parts" },
  { "all-of-it", "UPDATE deposits SET deposited_cents = 7650, fees_cents = 350",
    "Each deposit is as the audit", "deposit 1" },
  { "hidden",
    "UPDATE deposits SET deposited_cents = 7650, state = 'difference', reason = 'less',"
    " difference_cents = -100",
    "Each deposit is as the audit", "deposit 1" },
  { "state", "UPDATE deposits SET state = 'difference'", "Each deposit equals its parts",
    "deposit 1: it closes" },
  { "explained", "UPDATE deposits SET explanation = 'a mistake'", "Each deposit is as the audit",
    "deposit 1" },
  { "item-of-another-batch", "UPDATE transactions SET batch = '18' WHERE id = 2",
    "Each transaction is in one deposit", "transaction 2" },
  { "item-of-none", "UPDATE deposit_items SET deposit_id = 77 WHERE transaction_id = 1",
    "Each transaction is in one deposit", "transaction 1" },
  { "posted-unseen", "UPDATE deposits SET n_unposted = 0", "Each deposit knows how many",
    "deposit 1" },
  { "items-unseen", "UPDATE deposits SET n_items = 2", "Each deposit knows how many", "deposit 1" },
};

static void
test_verify_change (gconstpointer data)
{
  guint                 i = GPOINTER_TO_UINT (data);
  static const Report   whole[] = { WHOLE };
  g_autofree char      *path = NULL;
  TillDb               *db = test_store_open (&path);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const TillFinding    *finding;

  fill (db, 3);
  take (db, FUNDED, whole, 1);
  test_store_shut (db);
  if (changes[i].sql != NULL)
    test_store_change_behind (path, changes[i].sql);
  db = till_store_open (path, &error);
  g_assert_no_error (error);
  findings = test_verify (db, path, NULL);
  finding = test_find_finding (findings, changes[i].invariant);
  g_assert_cmpint (finding->holds, ==, changes[i].sql == NULL);
  if (changes[i].sql != NULL)
    g_assert_nonnull (strstr (finding->rows, changes[i].rows));
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/deposits/once", test_once);
  g_test_add_func ("/store/deposits/changed", test_changed);
  g_test_add_func ("/store/deposits/moved", test_moved);
  g_test_add_func ("/store/deposits/divided", test_divided);
  g_test_add_func ("/store/deposits/two-on-a-day", test_two_on_a_day);
  g_test_add_func ("/store/deposits/arriving", test_arriving);
  g_test_add_func ("/store/deposits/explained", test_explained);
  g_test_add_func ("/store/deposits/counts", test_counts);
  g_test_add_func ("/store/deposits/expected", test_expected);
  g_test_add_func ("/store/deposits/table", test_table);
  g_test_add_func ("/store/deposits/checked", test_checked);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/store/deposits/verify/", changes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_verify_change);
    }

  return g_test_run ();
}
