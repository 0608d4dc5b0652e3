/* test-review-records.c: who was asked under another record, and whose phone somebody else has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-id.h"
#include "rules/till-request-rules.h"
#include "store/till-store-receivables.h"
#include "store/till-store-requests.h"
#include "store/till-store-review.h"
#include "till-merge-rows.h"
#include "till-test-list.h"
#include "till-test-util.h"

#define PHONE "(207) 555-0101"

static const TillRequestPolicy policy = {
  .channel = TILL_CHANNEL_TEXT,
  .n_days_between = 10,
  .unknown_is_given = TRUE,
};

/* Alone, and among those that were chosen: the same. */
static void
assert_reasons (TillDbConnection *connection, gint64 id, guint expected)
{
  g_autoptr (TillAccount) account = merges_read_account (connection, id);
  g_autoptr (GArray)      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray)      judged = g_array_new (FALSE, FALSE, sizeof (TillJudged));
  const TillJudging       judging = { ids, policy, AS_OF, FALSE };
  g_autoptr (GError)      error = NULL;
  TillRequestFacts        facts;

  till_request_read_facts (&facts, account, policy.channel);
  g_assert_cmphex (till_request_judge (&facts, &policy, AS_OF), ==, expected);

  g_array_append_val (ids, id);
  till_store_judge (connection, &judging, judged, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (judged->len, ==, 1);
  g_assert_cmphex (g_array_index (judged, TillJudged, 0).reasons, ==, expected);
}

static gint64
add_owing (TillDbConnection *connection, const char *name, const char *phone)
{
  g_autoptr (TillPatient) patient = till_patient_new ();
  g_autoptr (GError)      error = NULL;

  patient->name = g_strdup (name);
  patient->phone = g_strdup (phone);
  till_store_add_patient (connection, patient, TEST_NOW, &error);
  g_assert_no_error (error);
  merges_add_entry (connection, patient->id, 5000, 40);

  return patient->id;
}

/* ── Merged ──────────────────────────────────────────────────────────────────────────────────── */

static void
ask (TillDbConnection *connection, gint64 id, int n_days_ago)
{
  g_autoptr (TillRequest) request = till_request_new ();
  g_autoptr (GError)      error = NULL;

  request->uuid = till_id_new ();
  request->guarantor_id = id;
  request->patient_name = g_strdup ("Lee, Anna");
  request->amount = till_money (5000);
  request->balance = till_money (5000);
  request->link = g_strdup ("https://pay.example.org/1");
  request->reminders = g_strdup ("");
  till_store_add_request (connection, request, NULL, 0, test_actor,
                          TEST_NOW - n_days_ago * 24 * TILL_HOUR, &error);
  g_assert_no_error (error);
}

/* What was asked of either record was asked of this person; parted, each has its own again. */
static gboolean
merged_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 kept = add_owing (connection, "Lee, Anna", PHONE);
  gint64 merged = add_owing (connection, "Lee, Anne", "(207) 555-0102");
  gint64 older = add_owing (connection, "Lee, A", "(207) 555-0103");
  gint64 merge;
  gint64 second;

  merges_age_all (connection);
  ask (connection, older, 12);
  ask (connection, merged, 3);
  ask (connection, kept, 20);
  assert_reasons (connection, kept, 0);
  assert_reasons (connection, merged, TILL_WHY_NOT_ASKED_LATELY);

  merge = merges_merge (connection, merged, kept, 0);
  assert_reasons (connection, kept, TILL_WHY_NOT_ASKED_LATELY);
  second = merges_merge (connection, older, kept, 0);
  assert_reasons (connection, kept, TILL_WHY_NOT_ASKED_LATELY);

  merges_undo (connection, second);
  merges_undo (connection, merge);
  assert_reasons (connection, kept, 0);
  assert_reasons (connection, merged, TILL_WHY_NOT_ASKED_LATELY);

  merges_merge (connection, older, kept, 0);
  assert_reasons (connection, kept, 0);

  return TRUE;
}

static void
test_merged (void)
{
  merges_run (merged_job);
}

/* ── In the list ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64 kept;
  gint64 merged;
} Two;

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Two *two = data;

  two->kept = add_owing (connection, "Lee, Anna", PHONE);
  two->merged = add_owing (connection, "Lee, Anne", "(207) 555-0102");
  merges_age_all (connection);
  ask (connection, two->merged, 3);

  return TRUE;
}

static gboolean
merge_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Two *two = data;

  merges_merge (connection, two->merged, two->kept, 0);
  return TRUE;
}

static void
filter_asked (TillTable *table)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_filter_set (filter, "asked", TILL_OP_LAST_DAYS, (const char *const[]){ "5", NULL });
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
}

/* "Last request" is that of all records of the guarantor, and found by it. */
static void
test_list (void)
{
  TillDb               *db = test_store_open (NULL);
  g_autoptr (TillClock) clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (TillTable) table = NULL;
  Two                   two;

  test_store_write (db, fill_job, &two);
  table = till_store_balances_table_new (db, clock, zone);
  filter_asked (table);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, 1);
  g_assert_cmpint (till_table_get_id (table, 0), ==, two.merged);
  test_store_write (db, merge_job, &two);
  till_test_wait_until (till_table_get_n_rows (table) == 1 &&
                        till_table_get_id (table, 0) == two.kept);
  g_clear_object (&table);
  test_store_shut (db);
}

/* ── Paid, and not posted ────────────────────────────────────────────────────────────────────── */

static void
collect (TillDbConnection *connection, gint64 id, gint64 cents)
{
  test_collect (connection, id, cents, TEST_NOW);
}

/* The books say that it is owed still; who has paid is not asked for it again. */
static gboolean
paid_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                   paid = add_owing (connection, "Lee, Anna", PHONE);
  gint64                   part = add_owing (connection, "Lee, Ben", "(207) 555-0102");
  gint64                   kept = add_owing (connection, "Lee, Cal", "(207) 555-0103");
  gint64                   merged = add_owing (connection, "Lee, Cal", "(207) 555-0104");
  TillRequestFacts         facts;
  g_autoptr (TillAccount)  account = NULL;
  g_auto (TillAskedPerson) person = { .name = NULL };
  g_auto (GStrv)           words = NULL;
  gboolean                 found;

  merges_age_all (connection);
  assert_reasons (connection, paid, 0);
  collect (connection, paid, 5000);
  assert_reasons (connection, paid, TILL_WHY_NOT_NOTHING_OWED);
  till_store_read_asked (connection, paid, TILL_CHANNEL_TEXT, &person, &found, error);
  words = till_request_dup_reasons (TILL_WHY_NOT_NOTHING_OWED, &person.facts, &policy);
  g_assert_cmpstr (words[0], ==, "Owes nothing more: $50.00 is paid and not posted yet");

  collect (connection, part, 3000);
  assert_reasons (connection, part, 0);
  account = merges_read_account (connection, part);
  g_assert_cmpint (account->portion.cents, ==, 5000);
  till_request_read_facts (&facts, account, TILL_CHANNEL_TEXT);
  g_assert_cmpint (facts.portion.cents, ==, 2000);

  /* By either record. */
  collect (connection, merged, 10000);
  merges_merge (connection, merged, kept, 0);
  assert_reasons (connection, kept, TILL_WHY_NOT_NOTHING_OWED);

  return TRUE;
}

static void
test_paid (void)
{
  merges_run (paid_job);
}

/* ── One phone ───────────────────────────────────────────────────────────────────────────────── */

/* Who else owes and has the phone: another owes nothing, or may not be asked. */
static const struct
{
  TillPersonState state;
  gboolean        do_not_contact;
  gboolean        owes;
  guint           expected;
} others[] = {
  { TILL_PERSON_ACTIVE, FALSE, TRUE, TILL_WHY_NOT_SAME_ADDRESS },
  { TILL_PERSON_ACTIVE, FALSE, FALSE, 0 },
  { TILL_PERSON_ACTIVE, TRUE, TRUE, 0 },
  { TILL_PERSON_INACTIVE, FALSE, TRUE, 0 },
  { TILL_PERSON_DECEASED, FALSE, TRUE, 0 },
  { TILL_PERSON_DECEASED, TRUE, TRUE, 0 },
};

static gboolean
shared_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char        *phone = g_strdup_printf ("(207) 555-02%02d", (int) i);
      gint64                  asked = add_owing (connection, "Lee, Anna", phone);
      gint64                  id = add_owing (connection, "Lee, Theo", phone);
      g_autoptr (TillPatient) other = merges_get (connection, id);

      g_test_message ("%d", (int) i);
      if (!others[i].owes)
        merges_add_entry (connection, id, -5000, 0);
      other->state = others[i].state;
      other->do_not_contact = others[i].do_not_contact;
      g_assert_true (till_store_change_patient (connection, other, test_actor, TEST_NOW, error));
      merges_age_all (connection);
      assert_reasons (connection, asked, others[i].expected);
    }

  return TRUE;
}

static void
test_shared (void)
{
  merges_run (shared_job);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/review-records/merged", test_merged);
  g_test_add_func ("/store/review-records/list", test_list);
  g_test_add_func ("/store/review-records/paid", test_paid);
  g_test_add_func ("/store/review-records/shared", test_shared);

  return g_test_run ();
}
