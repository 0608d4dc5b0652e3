/* test-plans.c: each question is answered by the index that was made for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The planner's own choice was up to 18 times slower (toolchain.md 3 of the design's papers), so
 * the list names its index, and this holds it to what EXPLAIN QUERY PLAN says.
 */
#include <string.h>

#include "store/till-store-private.h"
#include "till-test-list.h"
#include "till-test-util.h"

static TillDb *shared_db;

static const struct
{
  const char  *name;
  const char  *column; /* of the condition; NULL: none */
  TillFilterOp op;
  const char  *values;
  const char  *sort; /* NULL: the default */
  const char  *plan;
} lists[] = {
  { "default", NULL, 0, NULL, NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "month", "date", TILL_OP_BETWEEN, "2026-11-01|2026-11-30", NULL,
    "SEARCH transactions USING COVERING INDEX transactions_by_time (happened_at>? AND "
    "happened_at<?)\n" },
  { "preset", "date", TILL_OP_PRESET, "last-month", NULL,
    "SEARCH transactions USING COVERING INDEX transactions_by_time (happened_at>? AND "
    "happened_at<?)\n" },
  { "month-by-amount", "date", TILL_OP_BETWEEN, "2026-11-01|2026-11-30", "amount",
    "SEARCH transactions USING COVERING INDEX transactions_by_time (happened_at>? AND "
    "happened_at<?)\nUSE TEMP B-TREE FOR ORDER BY\n" },
  { "entered", "entered", TILL_OP_BETWEEN, "2026-11-24|2026-11-24", NULL,
    "SEARCH transactions USING INDEX transactions_by_entry (entered_at>? AND entered_at<?)\n"
    "USE TEMP B-TREE FOR ORDER BY\n" },
  { "in-deposits-of", "deposit-day", TILL_OP_BETWEEN, "2026-11-01|2026-11-30", NULL,
    "SEARCH transactions USING INTEGER PRIMARY KEY (rowid=?)\nLIST SUBQUERY 1\nSCAN d\n"
    "SEARCH i USING COVERING INDEX deposit_items_by_deposit (deposit_id=?)\n"
    "USE TEMP B-TREE FOR ORDER BY\n" },
  { "unposted", "posted", TILL_OP_IS, "unposted", NULL,
    "SCAN transactions USING COVERING INDEX transactions_unposted\n" },
  { "not-posted", "posted", TILL_OP_IS, "unposted|needs-review", NULL,
    "SCAN transactions USING COVERING INDEX transactions_unposted\n" },
  { "unassigned", "patient-id", TILL_OP_EMPTY, "", NULL,
    "SCAN transactions USING INDEX transactions_unassigned\n" },
  { "status", "status", TILL_OP_IS, "declined|failed", NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "method", "method", TILL_OP_IS, "cash", NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "amount", "amount", TILL_OP_IS, "5739", NULL,
    "SEARCH transactions USING COVERING INDEX transactions_by_amount (amount_cents=?)\n" },
  { "amount-narrow", "amount", TILL_OP_BETWEEN, "10000|20000", NULL,
    "SEARCH transactions USING COVERING INDEX transactions_by_amount (amount_cents>? AND "
    "amount_cents<?)\nUSE TEMP B-TREE FOR ORDER BY\n" },
  { "amount-narrow-refunds", "amount", TILL_OP_BETWEEN, "-20000|-10000", NULL,
    "SEARCH transactions USING COVERING INDEX transactions_by_amount (amount_cents>? AND "
    "amount_cents<?)\nUSE TEMP B-TREE FOR ORDER BY\n" },
  { "amount-wide", "amount", TILL_OP_BETWEEN, "10000|20002", NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "amount-around-zero", "amount", TILL_OP_BETWEEN, "-1|1", NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "kind", "kind", TILL_OP_IS, "refund", NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "card", "card", TILL_OP_CONTAINS, "visa", NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "amount-from", "amount", TILL_OP_BETWEEN, "10000|", NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "name-contains", "patient", TILL_OP_CONTAINS, "son", NULL,
    "SCAN transactions USING COVERING INDEX transactions_by_patient_name\n"
    "USE TEMP B-TREE FOR ORDER BY\n" },
  { "name-begins", "patient", TILL_OP_BEGINS, "lop", "patient",
    "SEARCH transactions USING COVERING INDEX transactions_by_patient_name "
    "(patient_name_folded>? AND patient_name_folded<?)\n" },
  { "patient", "patient-id", TILL_OP_IS, "17", NULL,
    "SEARCH transactions USING INDEX transactions_by_patient (patient_id=?)\n"
    "LIST SUBQUERY 2\nCOMPOUND QUERY\nLEFT-MOST SUBQUERY\nSCAN CONSTANT ROW\nUNION ALL\n"
    "SEARCH patients USING COVERING INDEX patients_merged (merged_into=?)\n"
    "USE TEMP B-TREE FOR ORDER BY\n" },
  { "by-date", NULL, 0, NULL, "date",
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "by-patient", NULL, 0, NULL, "patient",
    "SCAN transactions USING COVERING INDEX transactions_by_patient_name\n" },
  { "by-amount", NULL, 0, NULL, "amount",
    "SCAN transactions USING COVERING INDEX transactions_by_amount\n" },
  /* Counted into buckets: no sorter. */
  { "by-method", NULL, 0, NULL, "method",
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "by-status", NULL, 0, NULL, "status",
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
  { "by-posted", NULL, 0, NULL, "posted",
    "SCAN transactions USING COVERING INDEX transactions_by_time\n" },
};

static void
assert_list_plan (TillDb *db, guint i, gboolean descending)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  const TillSortKey      keys[] = { { lists[i].sort, descending }, { NULL, FALSE } };
  g_autofree char       *plan = NULL;

  if (lists[i].column != NULL)
    {
      g_auto (GStrv) values = g_strsplit (lists[i].values, "|", -1);

      till_filter_set (filter, lists[i].column, lists[i].op, (const char *const *) values);
    }
  plan = test_explain_list (db, till_store_transactions_kind (), filter, keys);
  g_assert_cmpstr (plan, ==, lists[i].plan);
}

static void
test_list (gconstpointer data)
{
  assert_list_plan (shared_db, GPOINTER_TO_UINT (data), FALSE);
  assert_list_plan (shared_db, GPOINTER_TO_UINT (data), TRUE);
}

/* Every column that can be sorted has its line above. */
static void
test_every_sort (void)
{
  const TillListKind *kind = till_store_transactions_kind ();

  for (guint c = 0; c < kind->columns.n_columns; c++)
    {
      guint n_plans = 0;

      for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
        n_plans +=
          lists[i].column == NULL && g_strcmp0 (lists[i].sort, kind->columns.columns[c].id) == 0
            ? 1
            : 0;
      g_assert_cmpuint (n_plans, ==, kind->columns.columns[c].sortable ? 1 : 0);
    }
}

/* Whose rows are sorted after they are found, and why that is no sort of the whole table. */
static const struct
{
  const char *column; /* NULL: the search entry */
  const char *reason;
} sorted_after[] = {
  { "amount", "a narrow range is found by the index of amounts" },
  { "patient", "the index of names finds them without reading a row; few have one name" },
  { "entered", "a day of entries is few rows" },
  { "patient-id", "few rows are one patient’s, of all the records that were merged" },
  { NULL, "found by id, each by an index of its own" },
};

static gboolean
may_sort (const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorted_after); i++)
    if (g_strcmp0 (sorted_after[i].column, column) == 0)
      return TRUE;

  return FALSE;
}

static char *
explain_list (const TillListKind *kind, TillFilter *filter)
{
  static const TillSortKey none = { NULL, FALSE };

  return test_explain_list (shared_db, kind, filter, &none);
}

static char *
explain_filter (TillFilter *filter)
{
  return explain_list (till_store_transactions_kind (), filter);
}

/* Few items are looked up among a million transactions, never the other way round. */
static void
test_items (void)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autofree char       *plan = NULL;

  till_filter_set (filter, "deposit", TILL_OP_IS, (const char *const[]){ "17", NULL });
  plan = explain_list (till_store_deposit_items_kind (), filter);
  g_assert_cmpstr (plan, ==,
                   "SEARCH deposit_items USING COVERING INDEX deposit_items_by_deposit"
                   " (deposit_id=?)\n"
                   "SEARCH transactions USING INTEGER PRIMARY KEY (rowid=?)\n"
                   "USE TEMP B-TREE FOR ORDER BY\n");
}

static void
test_deposits (void)
{
  g_autoptr (TillFilter) all = till_filter_new ();
  g_autoptr (TillFilter) days = till_filter_new ();
  g_autofree char       *plan_of_all = explain_list (till_store_deposits_kind (), all);
  g_autofree char       *plan_of_days = NULL;

  till_filter_set (days, "date", TILL_OP_BETWEEN,
                   (const char *const[]){ "2026-11-01", "2026-11-30", NULL });
  plan_of_days = explain_list (till_store_deposits_kind (), days);
  g_assert_cmpstr (plan_of_all, ==, "SCAN deposits USING INDEX deposits_by_day\n");
  g_assert_cmpstr (plan_of_days, ==,
                   "SEARCH deposits USING INDEX deposits_by_day (funded_on>? AND funded_on<?)\n");
}

/* Balances are found by their edition; only who asks for a snooze reads it, by its key. */
static void
test_receivables (void)
{
  g_autoptr (TillFilter) all = till_filter_new ();
  g_autoptr (TillFilter) old = till_filter_new ();
  g_autoptr (TillFilter) snoozed = till_filter_new ();
  g_autofree char       *plan_of_all = explain_list (till_store_balances_kind (), all);
  g_autofree char       *plan_of_old = NULL;
  g_autofree char       *plan_of_snoozed = NULL;

  till_filter_set (old, "over-90", TILL_OP_BETWEEN, (const char *const[]){ "1", "", NULL });
  till_filter_set (snoozed, "snoozed", TILL_OP_IS, (const char *const[]){ "day", NULL });
  plan_of_old = explain_list (till_store_balances_kind (), old);
  plan_of_snoozed = explain_list (till_store_balances_kind (), snoozed);
  g_assert_nonnull (strstr (plan_of_all, "(edition_id=?)"));
  g_assert_null (strstr (plan_of_all, "SEARCH s "));
  g_assert_nonnull (strstr (plan_of_old, "(edition_id=?)"));
  g_assert_null (strstr (plan_of_old, "SEARCH s "));
  g_assert_nonnull (strstr (plan_of_snoozed, "SEARCH s USING INTEGER PRIMARY KEY"));
}

/* Each column by each operator that fits it. */
static void
test_every_filter (void)
{
  static const struct
  {
    TillFilterOp op;
    const char  *values;
    gboolean     of_days; /* else of all but days */
    gboolean     of_text;
  } ops[] = {
    { TILL_OP_IS, "2026-11-01", TRUE, FALSE },
    { TILL_OP_BETWEEN, "2026-11-01|", TRUE, FALSE },
    { TILL_OP_PRESET, "today", TRUE, FALSE },
    { TILL_OP_OLDER, "30", TRUE, FALSE },
    { TILL_OP_LAST_DAYS, "30", TRUE, FALSE },
    { TILL_OP_NEXT_DAYS, "30", TRUE, FALSE },
    { TILL_OP_EMPTY, "", TRUE, FALSE },
    { TILL_OP_OUTSIDE, "2026-11-01|2026-11-02", TRUE, FALSE },
    { TILL_OP_IS, "17", FALSE, FALSE },
    { TILL_OP_BETWEEN, "1|2", FALSE, FALSE },
    { TILL_OP_EMPTY, "", FALSE, FALSE },
    { TILL_OP_CONTAINS, "a", FALSE, TRUE },
    { TILL_OP_BEGINS, "a", FALSE, TRUE },
  };
  const TillListKind *kind = till_store_transactions_kind ();

  for (guint c = 0; c < kind->columns.n_columns; c++)
    for (guint o = 0; o < G_N_ELEMENTS (ops); o++)
      {
        const TillColumn *column = &kind->columns.columns[c];
        gboolean is_text = column->kind == TILL_COLUMN_TEXT || column->kind == TILL_COLUMN_CHOICE;
        g_autoptr (TillFilter) filter = till_filter_new ();
        g_auto (GStrv)         values = g_strsplit (ops[o].values, "|", -1);
        g_autofree char       *plan = NULL;

        if (!column->filterable ||
            ops[o].of_days !=
              (column->kind == TILL_COLUMN_INSTANT || column->kind == TILL_COLUMN_DAY) ||
            (ops[o].of_text && !is_text))
          continue;
        till_filter_set (filter, column->id, ops[o].op, (const char *const *) values);
        plan = explain_filter (filter);
        g_test_message ("%s, operator %u: %s", column->id, ops[o].op, plan);
        g_assert_nonnull (strstr (plan, " INDEX transactions_"));
        g_assert_true (strstr (plan, "TEMP B-TREE") == NULL || may_sort (column->id));
      }
}

/* No way a number is searched by may walk a table. */
static void
test_every_search (void)
{
  static const char *const texts[] = { "4242",           "$125.50", "2026-000123",
                                       "(305) 555-4242", "ch_1x",   "125" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TillFilter) filter = till_filter_new ();
      g_autofree char       *plan = NULL;

      till_filter_set_search (filter, texts[i]);
      plan = explain_filter (filter);
      g_test_message ("%s: %s", texts[i], plan);
      g_assert_true (may_sort (NULL));
      g_assert_null (strstr (plan, "SCAN patients"));
      if (till_filter_search_is_number (filter))
        g_assert_null (strstr (plan, "SCAN transactions"));
    }
}

/* The store's own questions: none may walk a table that grows. */
static const struct
{
  const char *name;
  const char *sql;
  const char *plan;
} questions[] = {
  { "badge",
    "SELECT count(*) FROM transactions"
    " WHERE posting IN ('unposted', 'posting', 'needs-review') AND posting = 'unposted'",
    "SCAN transactions USING COVERING INDEX transactions_unposted\n" },
  { "processor-id", "SELECT id FROM transactions WHERE processor = ?1 AND processor_id = ?2",
    "SEARCH transactions USING COVERING INDEX transactions_by_processor_id (processor=? AND "
    "processor_id=?)\n" },
  { "attempt", "SELECT * FROM transactions WHERE attempt_id = ?1",
    "SEARCH transactions USING INDEX transactions_by_attempt (attempt_id=?)\n" },
  { "unsettled",
    "SELECT * FROM transactions WHERE processor IS NOT NULL"
    "  AND state IN ('pending', 'authorized', 'captured') ORDER BY id",
    "SCAN transactions USING INDEX transactions_unsettled\n" },
  { "earlier-payments", "SELECT * FROM transactions WHERE guarantor_id = ?1 AND happened_at >= ?2",
    "SEARCH transactions USING INDEX transactions_by_guarantor (guarantor_id=? AND "
    "happened_at>?)\n" },
  { "open-attempts",
    "SELECT * FROM attempts WHERE guarantor_id = ?1"
    " AND state IN ('prepared', 'sent', 'waiting', 'unknown')",
    "SEARCH attempts USING INDEX attempts_by_guarantor (guarantor_id=?)\n" },
  { "invoice", "SELECT * FROM attempts WHERE invoice = ?1",
    "SEARCH attempts USING INDEX sqlite_autoindex_attempts_2 (invoice=?)\n" },
  { "next-receipt", "SELECT coalesce(max(serial), 0) + 1 FROM receipts WHERE year = ?1",
    "SEARCH receipts USING COVERING INDEX sqlite_autoindex_receipts_2 (year=?)\n" },
  { "balance", "SELECT sum(amount_cents) FROM ledger_entries WHERE guarantor_id = ?1",
    "SEARCH ledger_entries USING COVERING INDEX ledger_entries_by_guarantor (guarantor_id=?)\n" },
  { "allocated-by-hand",
    "SELECT a.entry_id, coalesce(a.charge_id, 0), sum(a.amount_cents)"
    "  FROM ledger_entries AS e JOIN allocations AS a ON a.entry_id = e.id"
    " WHERE e.guarantor_id = ?1 GROUP BY a.entry_id, a.charge_id ORDER BY 1, 2",
    "SEARCH e USING COVERING INDEX ledger_entries_by_guarantor (guarantor_id=?)\n"
    "SEARCH a USING COVERING INDEX allocations_by_entry (entry_id=?)\n"
    "USE TEMP B-TREE FOR GROUP BY\nUSE TEMP B-TREE FOR ORDER BY\n" },
  { "family-lines",
    "SELECT e.id, e.amount_cents, coalesce(e.reverses_id,"
    "         (SELECT o.id FROM ledger_entries AS o"
    "           WHERE o.transaction_id ="
    "                 CASE WHEN e.kind = 'reversal' THEN t.id ELSE t.related_id END"
    "             AND o.kind <> 'reversal'), 0)"
    "  FROM ledger_entries AS e LEFT JOIN transactions AS t ON t.id = e.transaction_id"
    " WHERE e.guarantor_id = ?1 ORDER BY e.day, e.id",
    "SEARCH e USING INDEX ledger_entries_by_guarantor (guarantor_id=?)\n"
    "SEARCH t USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN\n"
    "CORRELATED SCALAR SUBQUERY 1\n"
    "SEARCH o USING INDEX ledger_entries_by_transaction (transaction_id=?)\n"
    "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY\n" },
  { "day-sheet",
    "SELECT t.method, count(*), sum(t.counted_cents)"
    "  FROM transactions AS t INDEXED BY transactions_by_entry"
    " WHERE t.entered_at >= ?1 AND t.entered_at < ?2 GROUP BY 1",
    "SEARCH t USING INDEX transactions_by_entry (entered_at>? AND entered_at<?)\n"
    "USE TEMP B-TREE FOR GROUP BY\n" },
  { "month",
    "SELECT method, kind, posting, count(*), sum(counted_cents)"
    "  FROM transactions INDEXED BY transactions_by_time"
    " WHERE happened_at >= ?1 AND happened_at < ?2 AND counted_cents <> 0 GROUP BY 1, 2, 3",
    "SEARCH transactions USING COVERING INDEX transactions_by_time (happened_at>? AND "
    "happened_at<?)\nUSE TEMP B-TREE FOR GROUP BY\n" },
  { "reconcile",
    "SELECT count(i.deposit_id), count(d.state), sum(t.counted_cents)"
    "  FROM transactions AS t INDEXED BY transactions_by_time"
    "  LEFT JOIN deposit_items AS i ON i.transaction_id = t.id"
    "  LEFT JOIN deposits AS d ON d.id = i.deposit_id"
    " WHERE t.happened_at >= ?1 AND t.happened_at < ?2",
    "SEARCH t USING COVERING INDEX transactions_by_time (happened_at>? AND happened_at<?)\n"
    "SEARCH i USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN\n"
    "SEARCH d USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN\n" },
  { "deposit-items",
    "SELECT count(*), count(CASE WHEN posting IN ('unposted', 'posting', 'needs-review') THEN 1 "
    "END)"
    "  FROM deposit_items CROSS JOIN transactions ON transactions.id = transaction_id"
    " WHERE deposit_id = ?1",
    "SEARCH deposit_items USING COVERING INDEX deposit_items_by_deposit (deposit_id=?)\n"
    "SEARCH transactions USING INTEGER PRIMARY KEY (rowid=?)\n" },
  { "balance-of-patient",
    "SELECT (SELECT coalesce(sum(e.amount_cents), 0) FROM ledger_entries AS e"
    "         WHERE e.guarantor_id IN"
    "               (SELECT g.id FROM patients AS g"
    "                 WHERE g.id = coalesce(p.guarantor_id, p.id) AND g.merged_into IS NULL"
    "                UNION ALL"
    "                SELECT m.id FROM patients AS m"
    "                 WHERE m.merged_into = coalesce(p.guarantor_id, p.id)))"
    "  FROM patients AS p WHERE id = ?1",
    "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)\nCORRELATED SCALAR SUBQUERY 3\n"
    "SEARCH e USING COVERING INDEX ledger_entries_by_guarantor (guarantor_id=?)\n"
    "CORRELATED LIST SUBQUERY 2\nCOMPOUND QUERY\nLEFT-MOST SUBQUERY\n"
    "SEARCH g USING INTEGER PRIMARY KEY (rowid=?)\nUNION ALL\n"
    "SEARCH m USING COVERING INDEX patients_merged (merged_into=?)\n" },
  { "shared-address",
    "SELECT EXISTS (SELECT 1 FROM patients AS o CROSS JOIN receivables AS r ON r.id = o.id"
    "                WHERE r.portion_cents > 0 AND (o.state = 'active' AND NOT o.do_not_contact)"
    "                  AND o.phone_digits = p.phone_digits"
    "                  AND o.id <> p.id),"
    "       EXISTS (SELECT 1 FROM patients AS o CROSS JOIN receivables AS r ON r.id = o.id"
    "                WHERE r.portion_cents > 0 AND (o.state = 'active' AND NOT o.do_not_contact)"
    "                  AND o.email <> '' AND lower(o.email) ="
    "                  lower(p.email) AND o.id <> p.id)"
    "  FROM patients AS p WHERE p.id = ?1",
    "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)\nCORRELATED SCALAR SUBQUERY 1\n"
    "SEARCH o USING INDEX patients_by_phone (phone_digits=?)\n"
    "SEARCH balances USING PRIMARY KEY (edition_id=? AND guarantor_id=?)\nSCALAR SUBQUERY 5\n"
    "SEARCH editions USING COVERING INDEX editions_shown (state=?)\n"
    "CORRELATED SCALAR SUBQUERY 2\nSEARCH o USING INDEX patients_by_email (<expr>=?)\n"
    "SEARCH balances USING PRIMARY KEY (edition_id=? AND guarantor_id=?)\nSCALAR SUBQUERY 7\n"
    "SEARCH editions USING COVERING INDEX editions_shown (state=?)\n" },
  { "try-phone",
    "SELECT 1 FROM patients AS o CROSS JOIN receivables AS r ON r.id = o.id"
    " WHERE r.portion_cents > 0 AND (o.state = 'active' AND NOT o.do_not_contact)"
    "   AND o.phone_digits = ?1 AND o.id <> ?2",
    "SEARCH o USING INDEX patients_by_phone (phone_digits=?)\n"
    "SEARCH balances USING PRIMARY KEY (edition_id=? AND guarantor_id=?)\nSCALAR SUBQUERY 3\n"
    "SEARCH editions USING COVERING INDEX editions_shown (state=?)\n" },
  { "try-mail",
    "SELECT 1 FROM patients AS o CROSS JOIN receivables AS r ON r.id = o.id"
    " WHERE r.portion_cents > 0 AND (o.state = 'active' AND NOT o.do_not_contact)"
    "   AND o.email <> '' AND lower(o.email) = lower(?1) AND o.id <> ?2",
    "SEARCH o USING INDEX patients_by_email (<expr>=?)\n"
    "SEARCH balances USING PRIMARY KEY (edition_id=? AND guarantor_id=?)\nSCALAR SUBQUERY 3\n"
    "SEARCH editions USING COVERING INDEX editions_shown (state=?)\n" },
  { "last-audit", "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", "SCAN audit\n" },
};

static void
test_question (gconstpointer data)
{
  guint            i = GPOINTER_TO_UINT (data);
  g_autofree char *plan = test_explain (shared_db, questions[i].sql);

  g_assert_cmpstr (plan, ==, questions[i].plan);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  shared_db = test_store_open (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strconcat ("/store/plans/list/", lists[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_list);
    }
  g_test_add_func ("/store/plans/every-sort", test_every_sort);
  g_test_add_func ("/store/plans/every-filter", test_every_filter);
  g_test_add_func ("/store/plans/every-search", test_every_search);
  g_test_add_func ("/store/plans/deposit-items", test_items);
  g_test_add_func ("/store/plans/deposits", test_deposits);
  g_test_add_func ("/store/plans/receivables", test_receivables);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *path = g_strconcat ("/store/plans/store/", questions[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_question);
    }

  result = g_test_run ();
  test_store_shut (shared_db);

  return result;
}
