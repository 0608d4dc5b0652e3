/* test-statement.c: parameters, rows, three outcomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "db/till-db-private.h"
#include "till-test-db.h"

typedef void (*Body) (TillDbConnection *connection);

static gboolean
body_job (TillDbConnection *connection, gpointer data, GError **error)
{
  ((Body) data) (connection);

  return TRUE;
}

/* Each test is a body run as one write job. */
static void
run_body (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = test_db_path ("statement.till");
  TillDb            *db = test_db_open (path);

  till_db_write (db, TILL_DB_NORMAL, body_job, (gpointer) data, &error);
  g_assert_no_error (error);
  test_db_shut (db);
}

static TillDbStatement *
prepare (TillDbConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  TillDbStatement   *statement = till_db_prepare (connection, sql, &error);

  g_assert_no_error (error);

  return statement;
}

static void
execute (TillDbConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (till_db_execute (connection, sql, &error));
  g_assert_no_error (error);
}

static void
values_come_back (TillDbConnection *connection)
{
  g_autoptr (TillDbStatement) statement = prepare (connection, "SELECT ?1, ?2, ?3, ?4, ?5");
  g_autoptr (GBytes)          bytes = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GBytes)          nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes)          back = NULL;
  g_autoptr (GBytes)          nothing_back = NULL;
  g_autofree char            *text = NULL;

  till_db_bind_int (statement, 1, G_MININT64);
  till_db_bind_text (statement, 2, "Muñoz's; DROP TABLE things");
  till_db_bind_bytes (statement, 3, bytes);
  till_db_bind_text (statement, 4, NULL);
  till_db_bind_bytes (statement, 5, nothing);
  g_assert_cmpint (till_db_step (statement, NULL), ==, TILL_STEP_ROW);

  g_assert_cmpint (till_db_column_int (statement, 0), ==, G_MININT64);
  text = till_db_column_dup_text (statement, 1);
  g_assert_cmpstr (text, ==, "Muñoz's; DROP TABLE things");
  back = till_db_column_dup_bytes (statement, 2);
  g_assert_true (g_bytes_equal (back, bytes));
  g_assert_true (till_db_column_is_null (statement, 3));
  g_assert_null (till_db_column_text (statement, 3));
  nothing_back = till_db_column_dup_bytes (statement, 4);
  g_assert_true (g_bytes_equal (nothing_back, nothing));
}

static void
three_outcomes (TillDbConnection *connection)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows = prepare (connection, "VALUES (1), (2)");
  g_autoptr (TillDbStatement) wrong = prepare (connection, "SELECT abs(?1)");

  g_assert_cmpint (till_db_step (rows, &error), ==, TILL_STEP_ROW);
  g_assert_cmpint (till_db_step (rows, &error), ==, TILL_STEP_ROW);
  g_assert_cmpint (till_db_step (rows, &error), ==, TILL_STEP_DONE);
  g_assert_cmpint (till_db_step (rows, &error), ==, TILL_STEP_DONE);
  g_assert_no_error (error);

  till_db_bind_int (wrong, 1, G_MININT64);
  g_assert_cmpint (till_db_step (wrong, &error), ==, TILL_STEP_ERROR);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
}

static void
wrong_parameter_is_an_error (TillDbConnection *connection)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) statement = prepare (connection, "SELECT ?1");

  till_db_bind_int (statement, 2, 5);
  g_assert_cmpint (till_db_step (statement, &error), ==, TILL_STEP_ERROR);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
  g_clear_error (&error);

  till_db_reset (statement);
  till_db_bind_int (statement, 1, 5);
  g_assert_cmpint (till_db_step (statement, &error), ==, TILL_STEP_ROW);
  g_assert_no_error (error);
}

static void
runs_again (TillDbConnection *connection)
{
  g_autoptr (TillDbStatement) insert = NULL;
  gint64                      n = 0;

  insert = prepare (connection, "INSERT INTO things (name, price_cents) VALUES (?1, ?2)");
  for (gint64 i = 1; i <= 3; i++)
    {
      till_db_bind_text (insert, 1, "thing");
      till_db_bind_int (insert, 2, i * 100);
      g_assert_true (till_db_run (insert, NULL));
      g_assert_cmpint (till_db_last_id (connection), ==, i);
      g_assert_cmpint (till_db_n_changed (connection), ==, 1);
    }

  g_assert_true (till_db_query_int (connection, "SELECT sum(price_cents) FROM things", &n, NULL));
  g_assert_cmpint (n, ==, 600);
}

static void
parameters_are_forgotten (TillDbConnection *connection)
{
  TillDbStatement *first = prepare (connection, "SELECT ?1");
  TillDbStatement *second;
  TillDbStatement *beside;

  till_db_bind_int (first, 1, 7);
  g_assert_cmpint (till_db_step (first, NULL), ==, TILL_STEP_ROW);
  till_db_statement_free (first);

  /* The same one from the cache, and a second beside it while it is held. */
  second = prepare (connection, "SELECT ?1");
  beside = prepare (connection, "SELECT ?1");
  g_assert_true (second == first);
  g_assert_true (beside != second);
  g_assert_cmpint (till_db_step (second, NULL), ==, TILL_STEP_ROW);
  g_assert_true (till_db_column_is_null (second, 0));
  till_db_statement_free (beside);
  till_db_statement_free (second);
}

static void
cache_is_bounded (TillDbConnection *connection)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i);

      till_db_statement_free (prepare (connection, sql));
    }

  g_assert_cmpuint (g_hash_table_size (connection->idle), <, 200);
  g_assert_cmpuint (g_hash_table_size (connection->idle), ==, connection->idle_by_age.length);
}

static void
one_statement_only (TillDbConnection *connection)
{
  static const char *const refused[] = { "", "  ; ", "SELECT 1; SELECT 2", "SELEKT 1",
                                         "SELECT 1 FROM nowhere" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (till_db_prepare (connection, refused[i], &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
    }

  till_db_statement_free (prepare (connection, "SELECT 1;\n "));
}

static void
query_int_without_row (TillDbConnection *connection)
{
  g_autoptr (GError) error = NULL;
  gint64             value = 42;

  g_assert_false (till_db_query_int (connection, "SELECT id FROM things", &value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, 42);

  g_assert_false (till_db_query_int (connection, "SELECT nothing", &value, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
}

static void
hints (TillDbConnection *connection)
{
  g_autofree char *with = till_db_index_hint (connection, "by_name");
  g_autofree char *without = till_db_index_hint (connection, NULL);

  g_assert_cmpstr (with, ==, "INDEXED BY by_name");
  g_assert_cmpstr (without, ==, "NOT INDEXED");
}

static void
settings_of_the_writer (TillDbConnection *connection)
{
  static const struct
  {
    const char *sql;
    gint64      value;
  } expected[] = {
    { "PRAGMA synchronous", 2 },
    { "PRAGMA foreign_keys", 1 },
    { "PRAGMA trusted_schema", 0 },
    { "PRAGMA query_only", 0 },
    { "PRAGMA application_id", TEST_APPLICATION_ID },
    { "PRAGMA user_version", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gint64 value = -1;

      g_assert_true (till_db_query_int (connection, expected[i].sql, &value, NULL));
      g_assert_cmpint (value, ==, expected[i].value);
    }

  /* Strict tables, checked keys (these at the commit). */
  g_assert_false (till_db_execute (
    connection, "INSERT INTO things (name, price_cents) VALUES ('x', 'much')", NULL));
  execute (connection, "INSERT INTO things (name, price_cents) VALUES ('x', 5)");
}

static void
words (void)
{
  static const struct
  {
    const char *written;
    const char *expanded; /* NULL: refused */
  } cases[] = {
    { "", "" },
    { "CREATE TABLE t (id @id, c @cents) @strict;",
      "CREATE TABLE t (id INTEGER PRIMARY KEY, c INTEGER) STRICT;" },
    { "@day @instant @text @bool", "INTEGER INTEGER TEXT INTEGER" },
    { "'@id' @id '@id'", "'@id' INTEGER PRIMARY KEY '@id'" },
    { "'it''s @id' @text", "'it''s @id' TEXT" },
    { "\"@id\" `@id` [@id] @text", "\"@id\" `@id` [@id] TEXT" },
    { "-- @id\n@text", "-- @id\nTEXT" },
    { "-- @id", "-- @id" },
    { "/* @id * @id */@text", "/* @id * @id */TEXT" },
    { "/* @id", "/* @id" },
    { "'@id", "'@id" },
    { "1 - 2 / 3", "1 - 2 / 3" },
    { "@ids", NULL },
    { "@", NULL },
    { "@ID", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *expanded = till_db_expand_words (cases[i].written, &error);

      g_assert_cmpstr (expanded, ==, cases[i].expanded);
      if (cases[i].expanded == NULL)
        g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
      else
        g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/db/statement/values-come-back", values_come_back, run_body);
  g_test_add_data_func ("/db/statement/three-outcomes", three_outcomes, run_body);
  g_test_add_data_func ("/db/statement/wrong-parameter", wrong_parameter_is_an_error, run_body);
  g_test_add_data_func ("/db/statement/runs-again", runs_again, run_body);
  g_test_add_data_func ("/db/statement/forgets-parameters", parameters_are_forgotten, run_body);
  g_test_add_data_func ("/db/statement/cache-is-bounded", cache_is_bounded, run_body);
  g_test_add_data_func ("/db/statement/one-only", one_statement_only, run_body);
  g_test_add_data_func ("/db/statement/query-int-without-row", query_int_without_row, run_body);
  g_test_add_data_func ("/db/statement/index-hints", hints, run_body);
  g_test_add_data_func ("/db/statement/settings", settings_of_the_writer, run_body);
  g_test_add_func ("/db/statement/type-words", words);

  return g_test_run ();
}
