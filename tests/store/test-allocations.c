/* test-allocations.c: which payment pays which charge: a family’s story, and what can’t be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-account.h"
#include "till-family.h"
#include "till-test-util.h"

/* ── One family's story ──────────────────────────────────────────────────────────────────────── */

/* "5000 0 -200": what is open of each entry, a credit's below zero. */
static void
assert_open (Family *self, const char *expected)
{
  g_autoptr (GArray)  lines = family_read_open (self);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < self->n_known; i++)
    {
      const TillAllocationLine *line = family_find_line (lines, self->known[i].id);

      g_string_append_printf (words, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              self->known[i].cents < 0 ? -line->open.cents : line->open.cents);
    }
  g_assert_cmpstr (words->str, ==, expected);
}

static void
allocate (Family *self, guint credit, guint charge, gint64 cents)
{
  TillAllocationShare share = { self->known[credit].id, self->known[charge].id,
                                till_money (cents) };
  g_autoptr (GError)  error = NULL;

  till_store_allocate (self->connection, self->known[credit].id, &share, 1, test_actor, TEST_NOW,
                       &error);
  g_assert_no_error (error);
}

static gboolean
story_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Family                  family = { .connection = connection };
  g_autoptr (TillAccount) account = NULL;

  family.patient = test_add_patient (connection, "Lopez, Maria");
  family_enter (&family, 50000, TRUE, 90);
  family_enter (&family, 30000, TRUE, 30);
  family_pay (&family, 60000, 1);
  assert_open (&family, "0 20000 0");

  /* The younger one alone, and $100 of it are kept. */
  allocate (&family, 2, 1, 30000);
  assert_open (&family, "50000 0 -30000");
  account = till_store_read_account (connection, family.patient, error);
  g_assert_cmpint (account->unearned.cents, ==, 30000);
  g_assert_cmpuint (account->open->len, ==, 2);

  /* A new charge takes it up; an old debt does not. */
  family_enter (&family, 12000, TRUE, 0);
  assert_open (&family, "50000 0 -18000 0");
  /* Given back: what is unearned first, then of the newest charge. */
  family_refund (&family, &family.known[2], 20000);
  assert_open (&family, "50000 0 0 2000");
  /* What was paid of a charge that is taken back is a credit again. */
  family_take_back (&family, &family.known[1]);
  assert_open (&family, "50000 0 -30000 2000");
  allocate (&family, 2, 0, 40000);
  assert_open (&family, "10000 0 0 12000");

  return TRUE;
}

static void
test_story (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  char                 *path = NULL;
  TillDb               *db = test_store_open (&path);

  test_store_write (db, story_job, NULL);
  test_store_assert_texts (
    db,
    "SELECT deed || ' ' || coalesce(before_json, '') || ' ' || after_json FROM audit"
    " WHERE subject = 'ledger_entries' AND deed LIKE '%alloca%'",
    "allocate {\"charge_1\":50000,\"charge_2\":10000} {\"charge_2\":30000,\"unearned\":30000}; "
    "move-allocation  {\"unearned\":-12000}; move-allocation  {\"charge_4\":12000}; "
    "move-allocation  {\"unearned\":-18000}; move-allocation  {\"charge_4\":-2000}; "
    "move-allocation  {\"charge_2\":-30000}; move-allocation  {\"unearned\":30000}; "
    "allocate {\"charge_4\":10000} {\"charge_1\":40000}");
  test_store_shut (db);

  /* Rows are added, never changed; and what is changed behind Till's back is found. */
  test_store_change_behind (path, "UPDATE allocations SET amount_cents = amount_cents + 1"
                                  " WHERE id = 1;"
                                  "UPDATE ledger_entries SET amount_cents = 39999 WHERE id = 1");
  findings = test_verify_file (path, NULL);
  g_assert_cmpstr (test_find_finding (findings, "What was allocated by hand")->rows, ==,
                   "ledger entry 3");
  g_assert_cmpstr (test_find_finding (findings, "No charge is paid by hand")->rows, ==,
                   "ledger entry 1; ledger entry 2");
  g_free (path);
}

/* ── What can't be ───────────────────────────────────────────────────────────────────────────── */

static void
assert_refused (Family *self, guint credit, guint charge, gint64 cents, int code)
{
  TillAllocationShare share = { self->known[credit].id, self->known[charge].id,
                                till_money (cents) };
  g_autoptr (GError)  error = NULL;

  g_assert_false (till_store_allocate (self->connection, self->known[credit].id, &share, 1,
                                       test_actor, TEST_NOW, &error));
  g_assert_error (error, TILL_ERROR, code);
}

static gboolean
refused_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Family             family = { .connection = connection };
  Family             other = { .connection = connection };
  g_autoptr (GError) of_file = NULL;

  other.patient = test_add_patient (connection, "Kim, Lee");
  family_enter (&other, 50000, TRUE, 0);
  family.patient = test_add_patient (connection, "Lopez, Maria");
  family_enter (&family, 50000, TRUE, 90);
  family_pay (&family, 10000, 1);
  family_enter (&family, -60000, FALSE, 0);
  family.known[family.n_known++] = other.known[0];

  assert_refused (&family, 1, 0, 10001, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 1, 0, -1, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 2, 0, 50001, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 1, 2, 1, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 1, 3, 1, TILL_ERROR_BAD_INPUT);
  assert_refused (&family, 0, 0, 1, TILL_ERROR_NOT_ALLOWED);
  family_refund (&family, &family.known[1], 10000);
  assert_refused (&family, 1, 0, 1, TILL_ERROR_NOT_ALLOWED);
  g_assert_cmpint (family_ask (connection, "SELECT count(*) FROM allocations"), ==, 0);

  /* Beside another program's file the books are its. */
  g_assert_true (till_db_execute (
    connection,
    "INSERT INTO book_imports (id, state, kind, file_name, sha256, as_of, n_rows, n_new, n_changed,"
    "  n_gone, n_left_out, total_cents, first_patient, imported_at, imported_by)"
    " VALUES (1, 'done', 'balances', 'a.csv', 'x', 0, 1, 0, 1, 0, 0, 0, 9, 0, 'Ann');"
    "INSERT INTO editions (id, state, aged_on, import_id, last_entry)"
    " VALUES (10, 'shown', 0, 1, 0)",
    error));
  g_assert_null (till_store_read_allocation (connection, family.known[2].id, &of_file));
  g_assert_error (of_file, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);

  return TRUE;
}

static void
test_refused (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, refused_job, NULL);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/allocations/story", test_story);
  g_test_add_func ("/store/allocations/refused", test_refused);

  return g_test_run ();
}
