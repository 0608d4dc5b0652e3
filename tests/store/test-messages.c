/* test-messages.c: messages as a table: one patient's, each as it stands now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-messages.h"
#include "till-test-list.h"
#include "till-test-util.h"

static gint64
add_message (TillDbConnection *connection,
             gint64            patient_id,
             TillChannel       channel,
             const char       *body,
             TillInstant       at)
{
  g_autoptr (TillMessage) message = till_message_new ();
  g_autoptr (GError)      error = NULL;

  message->patient_id = patient_id;
  message->channel = channel;
  message->address = g_strdup (channel == TILL_CHANNEL_TEXT ? "207-555-0142" : "Anna@example.com");
  message->name = g_strdup ("Anna Lee");
  message->subject = channel == TILL_CHANNEL_EMAIL ? g_strdup ("Your balance") : NULL;
  message->body = g_strdup (body);
  till_store_add_message (connection, message, test_actor, at, &error);
  g_assert_no_error (error);

  return message->id;
}

/* Written an hour before Till has read it. */
static void
add_answer (TillDbConnection *connection, gint64 patient_id)
{
  g_autoptr (TillMessage) message = till_message_new ();
  g_autoptr (GError)      error = NULL;

  message->patient_id = patient_id;
  message->state = TILL_MESSAGE_RECEIVED;
  message->purpose = TILL_PURPOSE_ANSWER;
  message->address = g_strdup ("+12075550142");
  message->body = g_strdup ("Who is this?");
  message->carrier_id = g_strdup ("SM1");
  message->sent_at = TEST_NOW + TILL_HOUR;
  till_store_add_message (connection, message, NULL, TEST_NOW + 2 * TILL_HOUR, &error);
  g_assert_no_error (error);
}

/* 1, with 2 merged into it, and 3, who has nothing to do with them. */
static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  test_add_patient (connection, "Lee, Anna");
  test_add_patient (connection, "Lee, Ann");
  test_add_patient (connection, "Muñoz, Ben");
  add_message (connection, 1, TILL_CHANNEL_TEXT, "You owe $100.00.", TEST_NOW);
  add_message (connection, 2, TILL_CHANNEL_EMAIL, "You owe\n$90.00.", TEST_NOW - TILL_HOUR);
  add_message (connection, 3, TILL_CHANNEL_TEXT, "You owe $5.00.", TEST_NOW);
  add_message (connection, 0, TILL_CHANNEL_TEXT, "Nobody’s", TEST_NOW);
  add_answer (connection, 1);

  return till_db_execute (connection, "UPDATE patients SET merged_into = 1 WHERE id = 2", error);
}

static gboolean
step_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_step_message (connection, 1, TILL_MESSAGE_SENDING, NULL, NULL, NULL, TEST_NOW,
                                  TEST_NOW, error) &&
         till_store_step_message (connection, 1, TILL_MESSAGE_UNDELIVERABLE, NULL, "30006",
                                  "This number takes no texts.", TEST_NOW, TEST_NOW, error);
}

static void
wait_for_rows (TillTable *table)
{
  till_table_get_n_rows (table); /* the first query starts when it is asked */
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
}

/* "request text queued|…", in order. */
static char *
dup_rows (TillTable *table)
{
  GString *rows = g_string_new (NULL);

  for (guint i = 0; i < till_table_get_n_rows (table); i++)
    {
      g_autoptr (TillRow)      row = g_list_model_get_item (G_LIST_MODEL (table), i);
      static const char *const columns[] = { "purpose", "channel", "state", "patient" };

      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        {
          guint       column = (guint) till_table_find_column (table, columns[c]);
          const char *text = till_row_get_text (row, column);

          g_string_append_printf (rows, "%s ", text != NULL ? text : "-");
        }
      g_string_append_c (rows, '\n');
    }

  return g_string_free (rows, FALSE);
}

static void
assert_rows (TillTable *table, const char *expected)
{
  g_autofree char *rows = NULL;

  wait_for_rows (table);
  rows = dup_rows (table);
  g_assert_cmpstr (rows, ==, expected);
}

static gboolean
shows (TillTable *table, const char *words)
{
  g_autofree char *rows = dup_rows (table);

  return strstr (rows, words) != NULL;
}

typedef struct
{
  TillDb    *db;
  TillTable *table;
} Messages;

static void
set_up (Messages *self, gconstpointer data)
{
  g_autoptr (TillClock) clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  self->db = test_store_open (NULL);
  test_store_write (self->db, fill_job, NULL);
  self->table = till_store_messages_table_new (self->db, clock, zone);
}

static void
tear_down (Messages *self, gconstpointer data)
{
  g_object_unref (self->table);
  test_store_shut (self->db);
}

/* With those of the records merged into it, the newest first; an answer when it was written. */
static void
test_patient (Messages *self, gconstpointer data)
{
  const char *const      states[] = { "received", NULL };
  const char *const      address[] = { "anna@", NULL };
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autoptr (TillRow)    answer = NULL;
  guint                  date = (guint) till_table_find_column (self->table, "date");

  till_table_be_part (self->table, "patient-id", "1");
  assert_rows (self->table, "answer text received Lee, Anna \nrequest text queued Lee, Anna \n"
                            "request email queued Lee, Anna \n");
  answer = g_list_model_get_item (G_LIST_MODEL (self->table), 0);
  g_assert_cmpint (till_row_get_int (answer, date), ==, TEST_NOW + TILL_HOUR);
  g_assert_true (
    till_row_is_null (answer, (guint) till_table_find_column (self->table, "written-by")));

  /* As it becomes. */
  test_store_write (self->db, step_job, NULL);
  till_test_wait_until (shows (self->table, "request text undeliverable"));

  till_filter_set (filter, "state", TILL_OP_IS, states);
  till_table_set_filter (self->table, filter);
  assert_rows (self->table, "answer text received Lee, Anna \n");
  till_filter_set (filter, "state", TILL_OP_IS, NULL);
  till_filter_set (filter, "address", TILL_OP_CONTAINS, address);
  till_table_set_filter (self->table, filter);
  assert_rows (self->table, "request email queued Lee, Anna \n");
}

/* By a number as it is shown, or a part of it, however it is written. */
static void
test_phone (Messages *self, gconstpointer data)
{
  static const struct
  {
    TillFilterOp op;
    const char  *typed;
    guint        n_rows;
  } cases[] = {
    { TILL_OP_CONTAINS, "(207) 555-0142", 2 },
    { TILL_OP_CONTAINS, "555.0142", 2 },
    { TILL_OP_CONTAINS, "+1 207-555", 2 },
    { TILL_OP_BEGINS, "(207)", 2 },
    { TILL_OP_BEGINS, "555", 0 },
    { TILL_OP_IS, "1 207 555 0142", 2 },
    { TILL_OP_CONTAINS, "555-0199", 0 },
    { TILL_OP_BEGINS, "ANNA@", 1 },
  };
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_table_be_part (self->table, "patient-id", "1");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const values[] = { cases[i].typed, NULL };

      till_filter_set (filter, "address", cases[i].op, values);
      till_table_set_filter (self->table, filter);
      wait_for_rows (self->table);
      g_test_message ("%s", cases[i].typed);
      g_assert_cmpuint (till_table_get_n_rows (self->table), ==, cases[i].n_rows);
    }
}

/* Whoever they are of, those of nobody too. */
static void
test_all (Messages *self, gconstpointer data)
{
  const char *const      ben[] = { "munoz", NULL };
  g_autoptr (TillFilter) filter = till_filter_new ();

  wait_for_rows (self->table);
  g_assert_cmpuint (till_table_get_n_rows (self->table), ==, 5);
  g_assert_true (shows (self->table, "request text queued - "));
  till_filter_set (filter, "patient", TILL_OP_CONTAINS, ben);
  till_table_set_filter (self->table, filter);
  assert_rows (self->table, "request text queued Muñoz, Ben \n");
  till_filter_set (filter, "patient", TILL_OP_EMPTY, (const char *const[]){ NULL });
  till_table_set_filter (self->table, filter);
  assert_rows (self->table, "request text queued - \n");
}

/* Each column that can be sorted by is. */
static void
test_sorts (Messages *self, gconstpointer data)
{
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->table, &n_columns);

  till_table_be_part (self->table, "patient-id", "1");
  wait_for_rows (self->table);
  for (guint i = 0; i < n_columns; i++)
    {
      const TillSortKey keys[] = { { columns[i].id, FALSE }, { NULL, FALSE } };

      if (!columns[i].sortable)
        continue;
      g_test_message ("%s", columns[i].id);
      till_table_set_sort (self->table, keys);
      wait_for_rows (self->table);
      g_assert_cmpuint (till_table_get_n_rows (self->table), ==, 3);
    }
  /* By its state. */
  assert_rows (self->table, "request text queued Lee, Anna \nrequest email queued Lee, Anna \n"
                            "answer text received Lee, Anna \n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/messages/patient", Messages, NULL, set_up, test_patient, tear_down);
  g_test_add ("/messages/phone", Messages, NULL, set_up, test_phone, tear_down);
  g_test_add ("/messages/all", Messages, NULL, set_up, test_all, tear_down);
  g_test_add ("/messages/sorts", Messages, NULL, set_up, test_sorts, tear_down);

  return g_test_run ();
}
