/* test-queue.c: writes in turn, reads beside them, cancelling
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "db/till-db.h"
#include "till-test-db.h"
#include "till-test-util.h"

#define ENDLESS                                                                                    \
  "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

typedef struct
{
  char   *path;
  TillDb *db;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = test_db_path ("queue.till");
  fixture->db = test_db_open (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_db_shut (fixture->db);
  g_free (fixture->path);
}

/* ── Order ───────────────────────────────────────────────────────────────────────────────────── */

static GMutex   gate_lock;
static GCond    gate_opened;
static gboolean gate_is_open;
static gboolean gate_is_reached;
static GString *order;

static void
open_gate (void)
{
  g_mutex_lock (&gate_lock);
  gate_is_open = TRUE;
  g_cond_broadcast (&gate_opened);
  g_mutex_unlock (&gate_lock);
}

/* Holds the writer until the gate is open. */
static gboolean
gate_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_mutex_lock (&gate_lock);
  gate_is_reached = TRUE;
  g_cond_broadcast (&gate_opened);
  while (!gate_is_open)
    g_cond_wait (&gate_opened, &gate_lock);
  g_mutex_unlock (&gate_lock);

  return TRUE;
}

static gboolean
order_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_string_append (order, data);

  return TRUE;
}

static void
close_gate (TillDb *db)
{
  gate_is_open = FALSE;
  gate_is_reached = FALSE;
  till_db_write_async (db, TILL_DB_BULK, gate_job, NULL, NULL, NULL, NULL);

  g_mutex_lock (&gate_lock);
  while (!gate_is_reached)
    g_cond_wait (&gate_opened, &gate_lock);
  g_mutex_unlock (&gate_lock);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (till_db_finish (TILL_DB (source), result, &error));
  g_assert_no_error (error);
  (*(guint *) data)++;
}

static void
money_first (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    TillDbPriority priority;
    const char    *name;
  } jobs[] = {
    { TILL_DB_BULK, "b" },  { TILL_DB_NORMAL, "n" }, { TILL_DB_BULK, "c" },
    { TILL_DB_MONEY, "M" }, { TILL_DB_NORMAL, "o" }, { TILL_DB_MONEY, "N" },
  };
  guint n_done = 0;

  order = g_string_new (NULL);
  close_gate (fixture->db);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    till_db_write_async (fixture->db, jobs[i].priority, order_job, (gpointer) jobs[i].name, NULL,
                         count_cb, &n_done);
  open_gate ();

  till_test_wait_until (n_done == G_N_ELEMENTS (jobs));
  g_assert_cmpstr (order->str, ==, "MNnobc");
  g_string_free (order, TRUE);
}

static void
closing_works_off_what_waits (Fixture *fixture, gconstpointer data)
{
  guint n_done = 0;

  close_gate (fixture->db);
  for (guint i = 0; i < 5; i++)
    till_db_write_async (fixture->db, TILL_DB_NORMAL, test_db_sql_job,
                         (gpointer) "INSERT INTO things (name) VALUES ('late')", NULL, count_cb,
                         &n_done);
  open_gate ();
  test_db_shut (fixture->db);
  g_assert_cmpuint (n_done, ==, 5);

  fixture->db = test_db_open (fixture->path);
  g_assert_true (till_db_was_shut_down_cleanly (fixture->db));
  g_assert_cmpint (test_db_ask (fixture->db, "SELECT count(*) FROM things"), ==, 5);
}

/* ── One write ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
fail_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_assert_true (
    till_db_execute (connection, "INSERT INTO things (name) VALUES ('not to stay')", NULL));
  if (data != NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s", (const char *) data);

  return FALSE;
}

static void
failing_job_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (till_db_write (fixture->db, TILL_DB_MONEY, fail_job, (gpointer) "no", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  /* A job that says no reason gets one. */
  g_assert_false (till_db_write (fixture->db, TILL_DB_MONEY, fail_job, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);

  g_assert_cmpint (test_db_ask (fixture->db, "SELECT count(*) FROM things"), ==, 0);
}

static void
commit_may_be_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* The key is checked at the commit. */
  g_assert_false (till_db_write (fixture->db, TILL_DB_NORMAL, test_db_sql_job,
                                 (gpointer) "INSERT INTO things (name) VALUES ('x');"
                                            "INSERT INTO parts (thing_id) VALUES (77)",
                                 &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
  g_assert_cmpint (test_db_ask (fixture->db, "SELECT count(*) FROM things"), ==, 0);

  test_db_write (fixture->db, "INSERT INTO things (name) VALUES ('y')");
  g_assert_cmpint (test_db_ask (fixture->db, "SELECT count(*) FROM things"), ==, 1);
}

static void
no_commit_inside_a_job (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
    till_db_write (fixture->db, TILL_DB_NORMAL, test_db_sql_job, (gpointer) "ROLLBACK", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
  test_db_write (fixture->db, "INSERT INTO things (name) VALUES ('y')");
}

static GThread *freed_on;

static void
free_cb (gpointer data)
{
  freed_on = g_thread_self ();
  g_free (data);
}

static void
data_is_lent_and_freed_here (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult      *result = NULL;
  char              *sql = g_strdup ("INSERT INTO things (name) VALUES ('x')");

  freed_on = NULL;
  till_db_write_async (fixture->db, TILL_DB_NORMAL, test_db_sql_job, sql, free_cb,
                       till_test_keep_result, &result);
  result = till_test_wait_result (&result);
  g_assert_true (till_db_finish (fixture->db, result, &error));
  g_assert_no_error (error);
  g_assert_true (till_db_result_data (result) == sql);
  g_assert_null (freed_on);

  g_object_unref (result);
  till_test_wait_until (freed_on != NULL);
  g_assert_true (freed_on == g_thread_self ());
}

static void
written_is_read_at_once (Fixture *fixture, gconstpointer data)
{
  for (gint64 i = 1; i <= 50; i++)
    {
      test_db_write (fixture->db, "INSERT INTO things (name) VALUES ('x')");
      g_assert_cmpint (test_db_ask (fixture->db, "SELECT count(*) FROM things"), ==, i);
    }
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
count_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_query_int (connection, "SELECT count(*) FROM things", data, error);
}

static void
reads_beside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult      *result = NULL;
  gint64             n = -1;

  test_db_write (fixture->db, "INSERT INTO things (name) VALUES ('x')");

  /* Also while the writer is held up. */
  close_gate (fixture->db);
  till_db_read_async (fixture->db, count_job, &n, NULL, NULL, till_test_keep_result, &result);
  result = till_test_wait_result (&result);
  g_assert_true (till_db_finish (fixture->db, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1);
  g_object_unref (result);

  n = -1;
  g_assert_true (till_db_read (fixture->db, count_job, &n, &error));
  g_assert_cmpint (n, ==, 1);
  open_gate ();
}

static void
readers_cannot_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64             n = -1;

  g_assert_false (till_db_read (fixture->db, test_db_sql_job,
                                (gpointer) "INSERT INTO things (name) VALUES ('x')", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_READ_ONLY);
  g_clear_error (&error);

  g_assert_false (till_db_execute (till_db_get_reader (fixture->db), "DELETE FROM things", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_READ_ONLY);

  g_assert_true (
    till_db_query_int (till_db_get_reader (fixture->db), "PRAGMA query_only", &n, NULL));
  g_assert_cmpint (n, ==, 1);
  g_assert_true (
    till_db_query_int (till_db_get_reader (fixture->db), "PRAGMA wal_autocheckpoint", &n, NULL));
  g_assert_cmpint (n, ==, 0);
}

static gint started;

static gboolean
endless_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 n = 0;

  g_atomic_int_set (&started, TRUE);

  return till_db_query_int (connection, ENDLESS, &n, error);
}

static void
cancelling_ends_the_query (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult            *result = NULL;
  gint64                   n = -1;

  g_atomic_int_set (&started, FALSE);
  till_db_read_async (fixture->db, endless_job, NULL, NULL, cancellable, till_test_keep_result,
                      &result);
  till_test_wait_until (g_atomic_int_get (&started));
  g_cancellable_cancel (cancellable);
  result = till_test_wait_result (&result);
  g_assert_false (till_db_finish (fixture->db, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (result);

  /* The connection is good for the next one. */
  g_assert_true (till_db_read (fixture->db, count_job, &n, NULL));
  g_assert_cmpint (n, ==, 0);
}

typedef struct
{
  GCancellable *cancellable;
  GError       *error; /* of the statement after the cancelling */
} BetweenStatements;

static gboolean
between_statements_job (TillDbConnection *connection, gpointer data, GError **error)
{
  BetweenStatements *between = data;
  gint64             n;

  g_cancellable_cancel (between->cancellable);
  g_assert_false (till_db_query_int (connection, "SELECT 1", &n, &between->error));
  g_assert_false (till_db_execute (connection, "SELECT 1", NULL));

  return TRUE;
}

static void
cancelled_between_statements (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  BetweenStatements        between = { .cancellable = cancellable };
  GAsyncResult            *result = NULL;

  till_db_read_async (fixture->db, between_statements_job, &between, NULL, cancellable,
                      till_test_keep_result, &result);
  result = till_test_wait_result (&result);
  g_assert_error (between.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&between.error);
  g_object_unref (result);
}

static void
cancelled_before_it_began (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult            *result = NULL;

  g_cancellable_cancel (cancellable);
  till_db_read_async (fixture->db, endless_job, NULL, NULL, cancellable, till_test_keep_result,
                      &result);
  result = till_test_wait_result (&result);
  g_assert_false (till_db_finish (fixture->db, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (result);
}

static gpointer
interrupt_work (gpointer data)
{
  while (!g_atomic_int_get (&started))
    g_thread_yield ();

  /* Between "started" and the first step an interrupt has nothing to hit. */
  while (g_atomic_int_get (&started))
    {
      till_db_interrupt (data);
      g_thread_yield ();
    }

  return NULL;
}

static void
interrupting_a_taken_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TillDbConnection  *reader = till_db_take_reader (fixture->db, &error);
  GThread           *thread;

  g_assert_no_error (error);
  g_atomic_int_set (&started, FALSE);
  thread = g_thread_new ("interrupt", interrupt_work, reader);
  g_assert_false (endless_job (reader, NULL, &error));
  g_atomic_int_set (&started, FALSE);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  till_db_give_reader (fixture->db, reader);
}

static void
closing_ends_reads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult      *results[3] = { NULL };

  /* One more than there are threads. */
  g_atomic_int_set (&started, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    till_db_read_async (fixture->db, endless_job, NULL, NULL, NULL, till_test_keep_result,
                        &results[i]);
  till_test_wait_until (g_atomic_int_get (&started));
  till_db_close (fixture->db);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = till_test_wait_result (&results[i]);

      g_assert_false (till_db_finish (fixture->db, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
    }

  g_assert_false (till_db_write (fixture->db, TILL_DB_MONEY, fail_job, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
}

static gboolean
check_file_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, "INSERT INTO things (name) VALUES ('x')", error);
}

static void
wal_is_kept_small (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *long_name = g_strnfill (200000, 'x');
  g_autofree char *sql = g_strdup_printf ("INSERT INTO things (name) VALUES ('%s')", long_name);

  for (guint i = 0; i < 400; i++)
    test_db_write (fixture->db, sql);
  g_assert_true (till_db_write (fixture->db, TILL_DB_NORMAL, check_file_job, NULL, NULL));

  {
    g_autoptr (GFile)     file = g_file_new_for_path (wal);
    g_autoptr (GFileInfo) info = NULL;

    /* 80 MB went through it. */
    info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
    g_assert_cmpint (g_file_info_get_size (info), <, 40000000);
  }
}

static gboolean
until_time_is_up_job (TillDbConnection *connection, gpointer data, GError **error)
{
  while (!till_db_is_time_up (connection))
    g_thread_yield ();
  return TRUE;
}

static void
time_is_up_some_time (Fixture *fixture, gconstpointer data)
{
  g_assert_true (till_db_write (fixture->db, TILL_DB_BULK, until_time_is_up_job, NULL, NULL));
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/db/queue/money-first", money_first);
  ADD ("/db/queue/closing-works-off-what-waits", closing_works_off_what_waits);
  ADD ("/db/queue/failing-job-leaves-nothing", failing_job_leaves_nothing);
  ADD ("/db/queue/commit-may-be-refused", commit_may_be_refused);
  ADD ("/db/queue/no-commit-inside-a-job", no_commit_inside_a_job);
  ADD ("/db/queue/data-is-lent-and-freed-here", data_is_lent_and_freed_here);
  ADD ("/db/queue/written-is-read-at-once", written_is_read_at_once);
  ADD ("/db/queue/reads-beside", reads_beside);
  ADD ("/db/queue/readers-cannot-write", readers_cannot_write);
  ADD ("/db/queue/cancelling-ends-the-query", cancelling_ends_the_query);
  ADD ("/db/queue/cancelled-between-statements", cancelled_between_statements);
  ADD ("/db/queue/cancelled-before-it-began", cancelled_before_it_began);
  ADD ("/db/queue/interrupting-a-taken-reader", interrupting_a_taken_reader);
  ADD ("/db/queue/closing-ends-reads", closing_ends_reads);
  ADD ("/db/queue/time-is-up-some-time", time_is_up_some_time);
  ADD ("/db/queue/wal-is-kept-small", wal_is_kept_small);
  return g_test_run ();
}
