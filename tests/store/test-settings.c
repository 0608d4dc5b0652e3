/* test-settings.c: settings, users and the audit: defaults, what is refused, what is recorded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define CARD "4111 1111 1111 1111"

static void
assert_setting (TillDbConnection *connection, const char *key, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *value = till_store_get_setting (connection, key, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static gboolean
settings_job (TillDbConnection *connection, gpointer data, GError **error)
{
  assert_setting (connection, TILL_SETTING_PRACTICE_ZONE, "America/New_York");
  assert_setting (connection, TILL_SETTING_PRACTICE_NAME, "");
  assert_setting (connection, TILL_SETTING_CLEARENT_HOST, "");
  g_assert_cmpint (till_store_get_setting_int (connection, TILL_SETTING_REFUND_MONTHS, error), ==,
                   13);
  g_assert_cmpint (till_store_get_setting_int (connection, TILL_SETTING_TERMINAL_TIMEOUT, error),
                   ==, 300);

  for (guint i = 0; i < 2; i++)
    g_assert_true (till_store_set_setting (connection, TILL_SETTING_PRACTICE_NAME,
                                           "Bright \"Smile\"\n", test_actor, TEST_NOW, error));
  assert_setting (connection, TILL_SETTING_PRACTICE_NAME, "Bright \"Smile\"\n");
  g_assert_true (till_store_set_setting (connection, TILL_SETTING_REFUND_MONTHS, "6", test_actor,
                                         TEST_NOW, error));
  g_assert_cmpint (till_store_get_setting_int (connection, TILL_SETTING_REFUND_MONTHS, error), ==,
                   6);
  g_assert_true (till_store_set_setting (connection, TILL_SETTING_REFUND_MONTHS, "six", test_actor,
                                         TEST_NOW, error));
  g_assert_cmpint (till_store_get_setting_int (connection, TILL_SETTING_REFUND_MONTHS, error), ==,
                   13);

  return TRUE;
}

static void
test_settings (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, settings_job, NULL);
  /* What does not change is no deed. */
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'set-setting'"), ==,
                   3);
  g_assert_cmpint (
    test_store_ask (
      db, "SELECT count(*) FROM audit WHERE actor = 'Ann' AND user_id = 1 AND after_json ="
          " '{\"key\":\"practice.name\",\"value\":\"Bright \\\"Smile\\\"\\u000a\"}'"),
    ==, 1);
  test_store_shut (db);
}

static gboolean
card_number_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GError) setting = NULL;
  g_autoptr (GError) user = NULL;
  g_autoptr (GError) audit = NULL;

  g_assert_false (till_store_set_setting (connection, TILL_SETTING_PRACTICE_NAME, CARD, test_actor,
                                          TEST_NOW, &setting));
  g_assert_error (setting, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_assert_false (till_store_add_user (connection, CARD, TEST_NOW, NULL, &user));
  g_assert_error (user, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_assert_false (till_store_audit (connection, test_actor, TEST_NOW, "send-receipt",
                                    "transactions", 1, NULL, "{\"to\":\"" CARD "\"}", &audit));
  g_assert_error (audit, TILL_ERROR, TILL_ERROR_CARD_NUMBER);

  /* The processor's own identifiers may look like one. */
  return till_store_set_setting (connection, TILL_SETTING_CLEARENT_MERCHANT, "4111111111111111",
                                 test_actor, TEST_NOW, error);
}

static void
test_card_numbers (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, card_number_job, NULL);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM settings"), ==, 1);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM users"), ==, 0);
  test_store_shut (db);
}

static gboolean
users_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GError)    nameless = NULL;
  g_autoptr (TillActor) first = till_store_get_first_user (connection, error);
  gint64                id = 0;

  g_assert_null (first);
  g_assert_false (till_store_add_user (connection, "  ", TEST_NOW, &id, &nameless));
  g_assert_error (nameless, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_true (till_store_add_user (connection, "Ann", TEST_NOW, &id, error));
  g_assert_true (till_store_add_user (connection, "Bob", TEST_NOW, NULL, error));
  first = till_store_get_first_user (connection, error);
  g_assert_cmpint (first->user_id, ==, id);
  g_assert_cmpstr (first->name, ==, "Ann");

  return TRUE;
}

static void
test_users (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, users_job, NULL);
  test_store_shut (db);
}

static gboolean
failing_job (TillDbConnection *connection, gpointer data, GError **error)
{
  test_add (connection, test_cash (0, 100, TEST_NOW));
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_REFUSED, "on purpose");

  return FALSE;
}

/* A deed that is taken back takes its audit and its receipt's number back with it. */
static void
test_taken_back (void)
{
  g_autofree char      *path = NULL;
  TillDb               *db = test_store_open (&path);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_false (till_db_write (db, TILL_DB_MONEY, failing_job, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_REFUSED);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit"), ==, 0);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM receipts"), ==, 0);
  test_store_write (db, settings_job, NULL);
  findings = test_verify (db, path, NULL);
  g_assert_true (test_find_finding (findings, "chain is unbroken")->holds);
  test_store_shut (db);
}

static gboolean
bad_zone_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GError) refused = NULL;

  g_assert_false (till_store_set_setting (connection, TILL_SETTING_PRACTICE_ZONE, "Nowhere/Never",
                                          test_actor, TEST_NOW, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_BAD_INPUT);

  /* As a file from another machine may have it: what was paid is written down all the same. */
  g_assert_true (till_db_execute (
    connection, "INSERT INTO settings (key, value) VALUES ('practice.zone', 'Nowhere/Never')",
    error));
  test_add (connection, test_cash (0, 100, TEST_NOW));

  return TRUE;
}

static void
test_bad_zone (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, bad_zone_job, NULL);
  g_assert_cmpint (
    test_store_ask (db, "SELECT count(*) FROM transactions WHERE receipt_number = '2026-000001'"),
    ==, 1);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/settings/defaults-and-changes", test_settings);
  g_test_add_func ("/store/settings/card-numbers", test_card_numbers);
  g_test_add_func ("/store/settings/users", test_users);
  g_test_add_func ("/store/settings/taken-back", test_taken_back);
  g_test_add_func ("/store/settings/bad-zone", test_bad_zone);

  return g_test_run ();
}
