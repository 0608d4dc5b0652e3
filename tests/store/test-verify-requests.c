/* test-verify-requests.c: what is changed by hand of requests and of bulk requests is found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-bulk.h"
#include "store/till-store-messages.h"
#include "store/till-store-requests.h"
#include "till-test-store.h"

/* The guarantors, by id. */
enum
{
  ASKED = 1,
  ASKED_TOO,
  SNOOZED,
  WAITING, /* in the second bulk request, which is paused */
  ALONE,   /* asked for by hand */
  N_GUARANTORS = ALONE,
};

static gint64
add_request (TillDbConnection *connection, gint64 guarantor, gint64 bulk)
{
  g_autoptr (TillRequest) request = till_request_new ();
  g_autoptr (TillMessage) message = till_message_new ();
  const TillInstant       due = TEST_NOW + 7 * 24 * TILL_HOUR;
  g_autoptr (GError)      error = NULL;

  request->uuid = till_id_new ();
  request->guarantor_id = guarantor;
  request->patient_name = g_strdup ("Lee, Anna");
  request->amount = till_money (5000);
  request->balance = till_money (5000);
  request->link = g_strdup ("https://pay.example.org/1");
  request->reminders = g_strdup ("7");
  request->bulk_id = bulk;
  till_store_add_request (connection, request, &due, 1, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);

  message->patient_id = guarantor;
  message->request_id = request->id;
  message->address = g_strdup ("207-555-0142");
  message->body = g_strdup ("You owe $50.00.");
  till_store_add_message (connection, message, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);

  return request->id;
}

static gint64
add_bulk (TillDbConnection *connection, const gint64 *guarantors, gsize n)
{
  g_autoptr (TillBulk) bulk = till_bulk_new ();
  g_autoptr (GError)   error = NULL;

  bulk->reminders = g_strdup ("7");
  till_store_begin_bulk (connection, bulk, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
  till_store_add_bulk_items (connection, bulk->id, 0, guarantors, n, &error);
  g_assert_no_error (error);
  till_store_step_bulk (connection, bulk->id, TILL_BULK_SENDING, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);

  return bulk->id;
}

static void
end_item (TillDbConnection *connection, gint64 ordinal, gint64 request, const char *why)
{
  g_autoptr (GError) error = NULL;

  till_store_end_bulk_item (connection, 1, ordinal, request, why, &error);
  g_assert_no_error (error);
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const gint64 first[] = { ASKED, ASKED_TOO, SNOOZED };
  static const gint64 second[] = { WAITING };

  for (guint i = 0; i < N_GUARANTORS; i++)
    test_add_patient (connection, "Lee, Anna");

  g_assert_cmpint (add_bulk (connection, first, G_N_ELEMENTS (first)), ==, 1);
  end_item (connection, 0, add_request (connection, ASKED, 1), NULL);
  end_item (connection, 1, add_request (connection, ASKED_TOO, 1), NULL);
  end_item (connection, 2, 0, "snoozed");
  g_assert_true (till_store_step_bulk (connection, 1, TILL_BULK_DONE, test_actor, TEST_NOW, error));

  g_assert_cmpint (add_bulk (connection, second, G_N_ELEMENTS (second)), ==, 2);
  g_assert_true (
    till_store_step_bulk (connection, 2, TILL_BULK_PAUSED, test_actor, TEST_NOW, error));
  add_request (connection, ALONE, 0);

  return TRUE;
}

/* Filled once; each test has a copy. */
static char *
make_file (void)
{
  static char *original;
  char        *path;
  TillDb      *db;

  if (original == NULL)
    {
      db = test_store_open (&original);
      test_store_write (db, fill_job, NULL);
      test_store_shut (db);
    }
  db = test_store_open_copy (original, &path);
  test_store_shut (db);

  return path;
}

static const char *const invariants[] = {
  "through a request’s link", "the sum of what came through",
  "status follows its state", "reminded of a request",
  "has a request of it",      "is of somebody it has asked",
  "bulk request twice",       "forgotten nobody",
};

static void
test_whole (void)
{
  g_autofree char      *path = make_file ();
  g_autoptr (GPtrArray) findings = test_verify_file (path, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (invariants); i++)
    {
      const TillFinding *finding = test_find_finding (findings, invariants[i]);

      if (!finding->holds)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}

/* What is done to the file, and which row the invariant names then. */
static const struct
{
  const char *name;
  const char *sql;
  const char *invariant;
  const char *rows;
} changes[] = {
  { "paid", "UPDATE requests SET paid_cents = 5, paid_at = 1 WHERE id = 1",
    "the sum of what came through", "request 1" },
  { "status", "UPDATE requests SET status = 'completed' WHERE id = 1", "status follows its state",
    "request 1" },
  { "over-and-reminded",
    "UPDATE requests SET state = 'cancelled', reason = 'by-hand', status = 'cancelled',"
    "  ended_at = 1 WHERE id = 3",
    "reminded of a request", "request 3" },
  { "no-request", "UPDATE bulk_items SET request_id = NULL WHERE guarantor_id = 1",
    "has a request of it", "guarantor 1" },
  { "request-gone", "DELETE FROM requests WHERE id = 2", "has a request of it", "guarantor 2" },
  { "request-of-another", "UPDATE bulk_items SET request_id = 1 WHERE guarantor_id = 2",
    "has a request of it", "guarantor 2" },
  { "request-by-hand", "UPDATE requests SET bulk_id = NULL WHERE id = 1", "has a request of it",
    "guarantor 1" },
  { "no-message", "DELETE FROM messages WHERE request_id = 1", "has a request of it",
    "guarantor 1" },
  { "reminder-alone", "UPDATE messages SET purpose = 'reminder' WHERE request_id = 1",
    "has a request of it", "guarantor 1" },
  { "asked-and-not", "UPDATE bulk_items SET state = 'skipped' WHERE guarantor_id = 1",
    "has a request of it", "guarantor 1" },
  { "left-out-for-nothing", "UPDATE bulk_items SET why = NULL WHERE guarantor_id = 3",
    "has a request of it", "guarantor 3" },
  { "waits-and-has-one", "UPDATE bulk_items SET request_id = 3 WHERE guarantor_id = 4",
    "has a request of it", "guarantor 4" },
  { "of-nobody", "UPDATE requests SET bulk_id = 1 WHERE id = 3", "is of somebody it has asked",
    "request 3" },
  { "item-gone", "DELETE FROM bulk_items WHERE guarantor_id = 1", "is of somebody it has asked",
    "request 1" },
  { "twice",
    "DROP INDEX bulk_items_by_guarantor;"
    "INSERT INTO bulk_items VALUES (1, 3, 1, 'skipped', NULL, 'snoozed')",
    "bulk request twice", "guarantor 1" },
  { "forgotten", "UPDATE bulk_items SET state = 'waiting', why = NULL WHERE guarantor_id = 3",
    "forgotten nobody", "bulk request 1" },
  { "one-too-many", "INSERT INTO bulk_items VALUES (2, 1, 5, 'waiting', NULL, NULL)",
    "forgotten nobody", "bulk request 2" },
  { "over-without-end", "UPDATE bulk_requests SET ended_at = NULL WHERE id = 1", "forgotten nobody",
    "bulk request 1" },
  { "ended-and-open", "UPDATE bulk_requests SET ended_at = 1 WHERE id = 2", "forgotten nobody",
    "bulk request 2" },
  { "asked-while-chosen",
    "UPDATE bulk_requests SET state = 'choosing', ended_at = NULL WHERE id = 1", "forgotten nobody",
    "bulk request 1" },
};

static void
test_change (gconstpointer data)
{
  guint                 i = GPOINTER_TO_UINT (data);
  g_autofree char      *path = make_file ();
  g_autoptr (GPtrArray) findings = NULL;
  const TillFinding    *finding;

  test_store_change_behind (path, changes[i].sql);
  findings = test_verify_file (path, NULL);
  finding = test_find_finding (findings, changes[i].invariant);
  g_assert_false (finding->holds);
  g_assert_cmpstr (finding->rows, ==, changes[i].rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/verify-requests/whole", test_whole);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path =
        g_strconcat ("/store/verify-requests/changed/", changes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_change);
    }

  return g_test_run ();
}
