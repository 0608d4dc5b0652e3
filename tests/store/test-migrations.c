/* test-migrations.c: a practice of the first version, with payments in it, opened today
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-store.h"
#include "till-test-util.h"

static const char *const first_script[] = { "001-practice.sql", NULL };

static const TillDbSchema first_schema = {
  0x54696c6c,
  "/org/practicetill/Till/store/migrations/",
  first_script,
};

static gboolean
fill (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 patient = test_add_patient (connection, "Lopez, Ana");

  test_collect (connection, patient, 12550, TEST_NOW);
  test_add (connection, test_card (patient, 4000, TEST_NOW + 1, "200500001"));

  return TRUE;
}

/* Every row is there and adds up, and every script has run. */
static void
from_the_first (void)
{
  g_autoptr (GError)    error = NULL;
  g_autofree char      *folder = till_test_temp_dir ();
  g_autofree char      *path = g_build_filename (folder, "first.till", NULL);
  g_autoptr (GBytes)    key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (GPtrArray) findings = NULL;
  TillDb               *fresh = test_store_open (NULL);
  TillDb               *db = till_db_open (path, &first_schema, &error);

  g_assert_no_error (error);
  g_assert_cmpint (test_store_ask (db, "PRAGMA user_version"), ==, 1);
  test_store_write (db, fill, NULL);
  test_store_shut (db);

  db = till_store_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_store_ask (db, "PRAGMA user_version"), ==,
                   test_store_ask (fresh, "PRAGMA user_version"));
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM sqlite_schema"), ==,
                   test_store_ask (fresh, "SELECT count(*) FROM sqlite_schema"));
  g_assert_cmpint (test_store_ask (db, "SELECT sum(amount_cents) FROM transactions"), ==, 16550);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM transactions"
                                       " INDEXED BY transactions_by_last_four"
                                       " WHERE card_last_four IS NOT NULL"),
                   ==, 1);
  g_assert_true (till_store_audit_write_head (db, key, &error));
  findings = test_verify (db, path, key);
  g_assert_cmpuint (findings->len, >, 0);
  for (guint i = 0; i < findings->len; i++)
    g_assert_true (((const TillFinding *) g_ptr_array_index (findings, i))->holds);
  test_store_shut (db);
  test_store_shut (fresh);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/migrations/from-the-first", from_the_first);

  return g_test_run ();
}
