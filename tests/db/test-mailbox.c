/* test-mailbox.c: what other threads have done is told to whoever asked for it, on its own context
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db.h"
#include "till-test-db.h"
#include "till-test-util.h"

#define N_CALLS 200

typedef struct
{
  TillDb  *db;
  GThread *thread; /* where the answer has to come */
  guint    n_asked;
  guint    n_told;
} Calls;

static gboolean
nothing_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return TRUE;
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Calls             *calls = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (till_db_finish (TILL_DB (source), result, &error));
  g_assert_no_error (error);
  g_assert_true (g_thread_self () == calls->thread);
  calls->n_told++;
}

/* From three threads at once: the writer's and the readers'. */
static void
ask (Calls *calls)
{
  calls->thread = g_thread_self ();
  for (guint i = 0; i < N_CALLS; i++)
    if (i % 2 == 0)
      till_db_write_async (calls->db, TILL_DB_NORMAL, nothing_job, NULL, NULL, told_cb, calls);
    else
      till_db_read_async (calls->db, nothing_job, NULL, NULL, NULL, told_cb, calls);
}

static void
test_each_once (void)
{
  g_autofree char *path = test_db_path ("mailbox.till");
  Calls            calls = { .db = test_db_open (path) };

  ask (&calls);
  till_test_wait_until (calls.n_told >= N_CALLS);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (calls.n_told, ==, N_CALLS);
  test_db_shut (calls.db);
}

static void
within_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Calls *calls = data;
  guint  depth = ++calls->n_asked;

  if (depth < 3)
    {
      till_db_write_async (calls->db, TILL_DB_NORMAL, nothing_job, NULL, NULL, within_cb, calls);
      till_test_wait_until (calls->n_told == 3 - depth);
    }
  told_cb (source, result, data);
}

/* Who is told may wait for the next answer there and then, as a dialog does. */
static void
test_within (void)
{
  g_autofree char *path = test_db_path ("within.till");
  Calls            calls = { .db = test_db_open (path), .thread = g_thread_self () };

  till_db_write_async (calls.db, TILL_DB_NORMAL, nothing_job, NULL, NULL, within_cb, &calls);
  till_test_wait_until (calls.n_told == 3);
  test_db_shut (calls.db);
}

static gpointer
elsewhere_work (gpointer data)
{
  Calls                   *calls = data;
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  ask (calls);
  while (calls->n_told < N_CALLS)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
test_elsewhere (void)
{
  g_autofree char *path = test_db_path ("elsewhere.till");
  Calls            calls = { .db = test_db_open (path) };

  g_thread_join (g_thread_new ("elsewhere", elsewhere_work, &calls));
  g_assert_cmpuint (calls.n_told, ==, N_CALLS);
  test_db_shut (calls.db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/mailbox/each-once", test_each_once);
  g_test_add_func ("/db/mailbox/within", test_within);
  g_test_add_func ("/db/mailbox/elsewhere", test_elsewhere);

  return g_test_run ();
}
