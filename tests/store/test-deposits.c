/* test-deposits.c: deposits as the processor reports them, once, twice, changed, moved, divided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "till-deposit-rows.h"
#include "till-test-util.h"

/* "state reason difference" of each, in the order of their days. */
static void
assert_deposits (TillDb *db, const char *expected)
{
  test_store_assert_texts (db,
                           "SELECT state || ' ' || reason || ' ' || difference_cents FROM deposits"
                           " ORDER BY funded_on, id",
                           expected);
}

/* Told twice it is one, and nothing is written; in one answer too. */
static void
test_once (void)
{
  static const DepositReport twice[] = { WHOLE, WHOLE };
  TillDb                    *db = test_store_open (NULL);
  gint64                     n_audit;

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, twice, 1);
  assert_deposits (db, "deposited closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposit_items"), ==, 3);
  n_audit = test_store_ask (db, "SELECT count(*) FROM audit");
  deposits_take (db, FUNDED, twice, 1);
  deposits_take (db, FUNDED, twice, 2);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposits"), ==, 1);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit"), ==, n_audit);
  test_store_shut (db);
}

/* Fees that come with a later run: the same row, with what it was in the audit. */
static void
test_changed (void)
{
  static const DepositReport first[] = { { "17", SETTLED, FUNDED, 10000, 2000, 0, 7750, 2, 1 } };
  static const DepositReport second[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, first, 1);
  assert_deposits (db, "difference fees-missing -250");
  deposits_take (db, FUNDED, second, 1);
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
  static const DepositReport first[] = { WHOLE };
  static const DepositReport late[] = { { "17", SETTLED, "2026-11-25", 10000, 2000, 250, 7750, 2,
                                          1 } };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, first, 1);
  deposits_take (db, FUNDED, NULL, 0);
  assert_deposits (db, "withdrawn closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposit_items"), ==, 0);
  deposits_take (db, "2026-11-25", late, 1);
  assert_deposits (db, "on-its-way closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposit_items"), ==, 3);

  /* And back, without a second row. */
  deposits_take (db, "2026-11-25", NULL, 0);
  deposits_take (db, FUNDED, first, 1);
  assert_deposits (db, "deposited closes 0");
  test_store_shut (db);
}

/* What was made first is funded first. */
static void
test_divided (void)
{
  static const DepositReport first[] = { { "17", SETTLED, FUNDED, 6000, 0, 100, 5900, 1, 0 } };
  static const DepositReport second[] = { { "17", SETTLED, "2026-11-25", 4000, 2000, 0, 2000, 1,
                                            1 } };
  TillDb                    *db = test_store_open (NULL);
  g_autoptr (GArray)         items = NULL;

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, first, 1);
  assert_deposits (db, "difference items-extra 2000");
  deposits_take (db, "2026-11-25", second, 1);
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
  static const DepositReport reports[] = { WHOLE, { "18", SETTLED, FUNDED, 500, 0, 0, 500, 1, 0 } };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, reports, 2);
  assert_deposits (db, "deposited closes 0; arriving items-missing -500");
  test_store_shut (db);
}

/* Two chargebacks that look alike are two, however often they are told. */
static void
test_alike (void)
{
  static const DepositReport chargeback = { NO_BATCH, SETTLED, FUNDED, 0, 0, 0, -2500, 0, 0 };
  const DepositReport        twice[] = { chargeback, chargeback };
  TillDb                    *db = test_store_open (NULL);

  deposits_take (db, FUNDED, twice, 1);
  assert_deposits (db, "deposited closes 0");
  deposits_take (db, FUNDED, twice, 2);
  deposits_take (db, FUNDED, twice, 2);
  assert_deposits (db, "deposited closes 0; deposited closes 0");
  g_assert_cmpint (test_store_ask (db, "SELECT sum(deposited_cents) FROM deposits"), ==, -5000);
  deposits_take (db, FUNDED, twice, 1);
  assert_deposits (db, "deposited closes 0; withdrawn closes 0");
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
  static const DepositReport whole[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);

  deposits_take (db, FUNDED, whole, 1);
  assert_deposits (db, "arriving items-missing -8000");
  deposits_fill (db, 2);
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
  static const DepositReport less[] = { { "17", SETTLED, FUNDED, 10000, 2000, 0, 7750, 2, 1 } };
  static const DepositReport even_less[] = { { "17", SETTLED, FUNDED, 10000, 2000, 0, 7749, 2,
                                               1 } };
  static const DepositReport whole[] = { WHOLE };
  TillDb                    *db = test_store_open (NULL);

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, less, 1);
  explain (db, " \t", TILL_ERROR_BAD_INPUT);
  explain (db, "card 4111 1111 1111 1111", TILL_ERROR_CARD_NUMBER);
  assert_deposits (db, "difference fees-missing -250");
  explain (db, "The fees of the month", -1);
  assert_deposits (db, "explained fees-missing -250");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM deposits WHERE explained_by = 'Ann'"
                                       " AND explained_at IS NOT NULL"),
                   ==, 1);

  /* Another difference is not what was explained; what closes needs no words. */
  deposits_take (db, FUNDED, even_less, 1);
  assert_deposits (db, "difference fees-missing -251");
  deposits_take (db, FUNDED, whole, 1);
  assert_deposits (db, "deposited closes 0");
  explain (db, "The fees of the month", TILL_ERROR_NOT_ALLOWED);
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
  guint                      i = GPOINTER_TO_UINT (data);
  static const DepositReport whole[] = { WHOLE };
  g_autofree char           *path = NULL;
  TillDb                    *db = test_store_open (&path);
  g_autoptr (GError)         error = NULL;
  g_autoptr (GPtrArray)      findings = NULL;
  const TillFinding         *finding;

  deposits_fill (db, 3);
  deposits_take (db, FUNDED, whole, 1);
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
  g_test_add_func ("/store/deposits/alike", test_alike);
  g_test_add_func ("/store/deposits/arriving", test_arriving);
  g_test_add_func ("/store/deposits/explained", test_explained);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/store/deposits/verify/", changes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_verify_change);
    }

  return g_test_run ();
}
