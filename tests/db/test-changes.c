/* test-changes.c: what is told after a commit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "db/till-db.h"
#include "till-test-db.h"
#include "till-test-util.h"

typedef struct
{
  char    *path;
  TillDb  *db;
  guint    n_told;
  GThread *told_on;
  gint64   n_things_then;
  char    *ids; /* "things: 1 2; notes: many" */
} Fixture;

static void
describe (GString *text, const TillDbChanges *changes, const char *table)
{
  const GArray *ids;

  if (!till_db_changes_touch (changes, table))
    return;

  g_string_append_printf (text, "%s%s:", text->len > 0 ? "; " : "", table);
  ids = till_db_changes_get_ids (changes, table);
  if (ids == NULL)
    g_string_append (text, " many");
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, g_array_index (ids, gint64, i));
}

static void
changed_cb (TillDb *db, TillDbChanges *changes, gpointer data)
{
  Fixture *fixture = data;
  GString *text = g_string_new (NULL);

  describe (text, changes, "things");
  describe (text, changes, "parts");
  describe (text, changes, "notes");
  describe (text, changes, "marks");
  g_free (fixture->ids);
  fixture->ids = g_string_free (text, FALSE);
  fixture->n_told++;
  fixture->told_on = g_thread_self ();
  fixture->n_things_then = test_db_ask (db, "SELECT count(*) FROM things");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = test_db_path ("changes.till");
  fixture->db = test_db_open (fixture->path);
  g_signal_connect (fixture->db, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->db, fixture);
  test_db_shut (fixture->db);
  g_free (fixture->path);
  g_free (fixture->ids);
}

static void
turn_loop (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
told_after_the_commit (Fixture *fixture, gconstpointer data)
{
  /* The migration tells nobody anything. */
  turn_loop ();
  g_assert_cmpuint (fixture->n_told, ==, 0);

  test_db_write (fixture->db, "INSERT INTO things (id, name) VALUES (7, 'a'), (9, 'b')");
  g_assert_cmpuint (fixture->n_told, ==, 0);
  till_test_wait_until (fixture->n_told == 1);
  g_assert_cmpstr (fixture->ids, ==, "things: 7 9");
  g_assert_true (fixture->told_on == g_thread_self ());
  g_assert_cmpint (fixture->n_things_then, ==, 2);
}

static gboolean
rolled_back_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_assert_true (till_db_execute (connection, "INSERT INTO things (name) VALUES ('a')", NULL));
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "no");

  return FALSE;
}

static void
rollback_tells_nothing (Fixture *fixture, gconstpointer data)
{
  g_assert_false (till_db_write (fixture->db, TILL_DB_MONEY, rolled_back_job, NULL, NULL));
  test_db_write (fixture->db, "INSERT INTO notes VALUES ('a', 'b')");
  turn_loop ();
  g_assert_cmpstr (fixture->ids, ==, "notes: many");
  g_assert_cmpuint (fixture->n_told, ==, 1);
}

static void
nothing_changed_tells_nothing (Fixture *fixture, gconstpointer data)
{
  test_db_write (fixture->db, "DELETE FROM things WHERE id = 12; SELECT 1");
  turn_loop ();
  g_assert_cmpuint (fixture->n_told, ==, 0);
}

static void
what_is_told (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    const char *told;
  } steps[] = {
    { "INSERT INTO things (id, name) VALUES (1, 'a'), (2, 'b')", "things: 1 2" },
    { "UPDATE things SET name = 'c'; UPDATE things SET name = 'd' WHERE id = 1", "things: 1 2" },
    { "INSERT INTO parts VALUES (5, 1); DELETE FROM things WHERE id = 2", "things: 2; parts: 5" },
    { "INSERT INTO notes VALUES ('a', 'b')", "notes: many" },
    { "UPDATE notes SET value = 'c'; UPDATE things SET name = 'e'", "things: 1; notes: many" },
    /* SQLite empties a whole table without naming a row. */
    { "INSERT INTO marks VALUES (6)", "marks: 6" },
    { "DELETE FROM marks", "marks: many" },
    { "INSERT INTO marks VALUES (7)", "marks: 7" },
    { "DELETE FROM marks; INSERT INTO marks VALUES (8)", "marks: many" },
    { "CREATE TEMP TABLE mine (id INTEGER); INSERT INTO mine VALUES (1); UPDATE things SET gone = "
      "1",
      "things: 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      test_db_write (fixture->db, steps[i].sql);
      turn_loop ();
      g_assert_cmpuint (fixture->n_told, ==, i + 1);
      g_assert_cmpstr (fixture->ids, ==, steps[i].told);
    }
}

static gboolean
prepared_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillDbStatement) insert = NULL;

  insert = till_db_prepare (connection, "INSERT INTO notes VALUES (?1, 'x')", error);
  till_db_bind_text (insert, 1, data);

  return till_db_run (insert, error);
}

static void
from_the_cache_too (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a", "b" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (
        till_db_write (fixture->db, TILL_DB_NORMAL, prepared_job, (gpointer) names[i], NULL));
      turn_loop ();
      g_assert_cmpuint (fixture->n_told, ==, i + 1);
      g_assert_cmpstr (fixture->ids, ==, "notes: many");
    }
}

static gboolean
insert_things_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n "
                         "LIMIT %u) INSERT INTO things (name) SELECT 'x' FROM n",
                         GPOINTER_TO_UINT (data));

  return till_db_execute (connection, sql, error);
}

static void
too_many_to_list (Fixture *fixture, gconstpointer data)
{
  g_assert_true (
    till_db_write (fixture->db, TILL_DB_BULK, insert_things_job, GUINT_TO_POINTER (256), NULL));
  turn_loop ();
  g_assert_true (g_str_has_suffix (fixture->ids, " 255 256"));

  g_assert_true (
    till_db_write (fixture->db, TILL_DB_BULK, insert_things_job, GUINT_TO_POINTER (257), NULL));
  turn_loop ();
  g_assert_cmpstr (fixture->ids, ==, "things: many");
}

static void
quick_commits_are_told_as_one (Fixture *fixture, gconstpointer data)
{
  test_db_write (fixture->db, "INSERT INTO things (id, name) VALUES (1, 'a')");
  test_db_write (fixture->db, "INSERT INTO things (id, name) VALUES (2, 'b')");
  test_db_write (fixture->db, "INSERT INTO notes VALUES ('a', 'b')");
  turn_loop ();
  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_assert_cmpstr (fixture->ids, ==, "things: 1 2; notes: many");
}

static void
order_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  g_assert_true (till_db_finish (TILL_DB (source), result, NULL));
  g_assert_cmpuint (fixture->n_told, ==, 1);
  fixture->n_told = 100;
}

static void
told_before_the_answer (Fixture *fixture, gconstpointer data)
{
  till_db_write_async (fixture->db, TILL_DB_NORMAL, test_db_sql_job,
                       (gpointer) "INSERT INTO things (name) VALUES ('a')", NULL, order_cb,
                       fixture);
  till_test_wait_until (fixture->n_told == 100);
}

static void
nothing_is_told_after_closing (Fixture *fixture, gconstpointer data)
{
  test_db_write (fixture->db, "INSERT INTO things (name) VALUES ('a')");
  till_db_close (fixture->db);
  turn_loop ();
  g_assert_cmpuint (fixture->n_told, ==, 0);
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/db/changes/told-after-the-commit", told_after_the_commit);
  ADD ("/db/changes/rollback-tells-nothing", rollback_tells_nothing);
  ADD ("/db/changes/nothing-changed-tells-nothing", nothing_changed_tells_nothing);
  ADD ("/db/changes/what-is-told", what_is_told);
  ADD ("/db/changes/from-the-cache-too", from_the_cache_too);
  ADD ("/db/changes/too-many-to-list", too_many_to_list);
  ADD ("/db/changes/quick-commits-are-told-as-one", quick_commits_are_told_as_one);
  ADD ("/db/changes/told-before-the-answer", told_before_the_answer);
  ADD ("/db/changes/nothing-is-told-after-closing", nothing_is_told_after_closing);

  return g_test_run ();
}
