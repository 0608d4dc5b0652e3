/* till-test-store.c: a practice file of the test's own, and rows to fill it with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-store.h"

#include <sqlite3.h>
#include <string.h>

#include "till-test-util.h"

static const TillActor actor = { 1, (char *) "Ann" };
const TillActor       *test_actor = &actor;

static void
copy_file (const char *from, const char *to)
{
  g_autofree char   *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize              size;

  if (!g_file_test (from, G_FILE_TEST_EXISTS))
    return;
  g_file_get_contents (from, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize) size, &error);
  g_assert_no_error (error);
}

TillDb *
test_store_open (char **path)
{
  return test_store_open_copy (NULL, path);
}

TillDb *
test_store_open_copy (const char *of, char **path)
{
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *file = g_build_filename (folder, "practice.till", NULL);
  g_autoptr (GError) error = NULL;
  TillDb            *db;

  if (of != NULL)
    {
      g_autofree char *head = g_strconcat (of, ".head", NULL);
      g_autofree char *head_copy = g_strconcat (file, ".head", NULL);

      copy_file (of, file);
      copy_file (head, head_copy);
    }
  db = till_store_open (file, &error);
  g_assert_no_error (error);
  if (path != NULL)
    *path = g_steal_pointer (&file);

  return db;
}

void
test_store_shut (TillDb *db)
{
  till_db_close (db);
  /* Notices on their way hold it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (db);
}

void
test_store_write (TillDb *db, TillDbJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  till_db_write (db, TILL_DB_NORMAL, job, data, &error);
  g_assert_no_error (error);
}

gint64
test_store_ask (TillDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64             value = -1;

  till_db_query_int (till_db_get_reader (db), sql, &value, &error);
  g_assert_no_error (error);

  return value;
}

void
test_store_assert_texts (TillDb *db, const char *sql, const char *expected)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (GString)         found = g_string_new (NULL);
  g_autoptr (TillDbStatement) rows = till_db_prepare (till_db_get_reader (db), sql, &error);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_string_append_printf (found, "%s%s", found->len > 0 ? "; " : "",
                            till_db_column_text (rows, 0));
  g_assert_no_error (error);
  g_assert_cmpstr (found->str, ==, expected);
}

void
test_store_change_behind (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

gint64
test_add_patient (TillDbConnection *connection, const char *name)
{
  g_autoptr (TillPatient) patient = till_patient_new ();
  g_autoptr (GError)      error = NULL;

  patient->name = g_strdup (name);
  till_store_add_patient (connection, patient, TEST_NOW, &error);
  g_assert_no_error (error);

  return patient->id;
}

TillTransaction *
test_cash (gint64 patient_id, gint64 cents, TillInstant at)
{
  TillTransaction *row = till_transaction_new ();

  row->kind = TILL_KIND_PAYMENT;
  row->state = TILL_TRANSACTION_SETTLED;
  row->method = TILL_METHOD_CASH;
  row->patient_id = patient_id;
  row->patient_name = g_strdup ("Lopez, Maria");
  row->amount = till_money (cents);
  row->happened_at = at;

  return row;
}

TillTransaction *
test_card (gint64 patient_id, gint64 cents, TillInstant at, const char *processor_id)
{
  TillTransaction *row = test_cash (patient_id, cents, at);

  row->state = TILL_TRANSACTION_CAPTURED;
  row->method = TILL_METHOD_TERMINAL;
  row->processor = g_strdup ("clearent");
  row->processor_id = g_strdup (processor_id);
  row->card.brand = g_strdup ("Visa");
  row->card.last_four = g_strdup ("4242");
  row->mark = g_strdup (TILL_MARK_ELSEWHERE);

  return row;
}

TillTransaction *
test_reversal (const TillTransaction *payment, TillTransactionKind kind, gint64 cents)
{
  TillTransaction *row = test_cash (payment->patient_id, -cents, TEST_NOW);

  row->kind = kind;
  row->method = payment->method;
  row->related_id = payment->id;

  return row;
}

gint64
test_add (TillDbConnection *connection, TillTransaction *transaction)
{
  g_autoptr (TillTransaction) row = transaction;
  g_autoptr (GError)          error = NULL;

  till_store_add_transaction (connection, row, test_actor, row->happened_at, &error);
  g_assert_no_error (error);

  return row->id;
}

gint64
test_collect (TillDbConnection *connection, gint64 patient_id, gint64 cents, TillInstant at)
{
  static const TillAttemptState states[] = { TILL_ATTEMPT_SENT, TILL_ATTEMPT_APPROVED };
  g_autoptr (TillAttempt)       attempt = till_attempt_new ();
  g_autoptr (GError)            error = NULL;
  TillTransaction              *row = test_cash (patient_id, cents, at);

  attempt->method = TILL_METHOD_CASH;
  attempt->patient_id = patient_id;
  attempt->patient_name = g_strdup (row->patient_name);
  attempt->amount = till_money (cents);
  till_store_prepare_attempt (connection, attempt, test_actor, at, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      till_store_step_attempt (connection, attempt->id, states[i], NULL, NULL, NULL, test_actor, at,
                               &error);
      g_assert_no_error (error);
    }
  row->attempt_id = attempt->id;

  return test_add (connection, row);
}

typedef struct
{
  const char *path;
  GBytes     *key;
  GPtrArray  *findings;
} Verifying;

static gboolean
verify_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Verifying *verifying = data;

  verifying->findings = till_store_verify (connection, verifying->path, verifying->key, error);

  return verifying->findings != NULL;
}

GPtrArray *
test_verify (TillDb *db, const char *path, GBytes *key)
{
  Verifying          verifying = { path, key, NULL };
  g_autoptr (GError) error = NULL;

  till_db_read (db, verify_work, &verifying, &error);
  g_assert_no_error (error);

  return verifying.findings;
}

GPtrArray *
test_verify_file (const char *path, GBytes *key)
{
  g_autoptr (GError) error = NULL;
  TillDb            *db = till_store_open (path, &error);
  GPtrArray         *findings;

  g_assert_no_error (error);
  findings = test_verify (db, path, key);
  test_store_shut (db);

  return findings;
}

const TillFinding *
test_find_finding (GPtrArray *findings, const char *words)
{
  const TillFinding *found = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = g_ptr_array_index (findings, i);

      if (strstr (finding->invariant, words) != NULL)
        {
          g_assert_null (found);
          found = finding;
        }
    }
  g_assert_nonnull (found);

  return found;
}
