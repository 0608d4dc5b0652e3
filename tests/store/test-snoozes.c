/* test-snoozes.c: a snooze begins, is in the list, and ends by hand, by its day or by its event
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-balances.h"
#include "store/till-store-receivables.h"
#include "store/till-store-snoozes.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define AS_OF (till_day (2026, 11, 24))

/* What is done to whom. */
typedef struct
{
  gint64      id;
  TillSnooze *snooze;
  TillDay     today;
  gint64      cents;
  guint       n;
  gboolean    taken;
  GError     *error;
} Deed;

static void
add_entry (TillDbConnection *connection, gint64 patient_id, gint64 cents)
{
  g_autoptr (GError) error = NULL;

  till_store_add_ledger_entry (connection, patient_id, cents > 0 ? "charge" : "adjustment",
                               till_money (cents), AS_OF, NULL, TEST_NOW, &error);
  g_assert_no_error (error);
}

/* Three who owe: 1, 2 and 3; insurance is to pay for the second. */
static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (guint i = 0; i < 3; i++)
    add_entry (connection, test_add_patient (connection, "Kim, Lee"), 10000);

  return till_store_age_some (connection, &(TillAgingStep){ .as_of = AS_OF, .n_most = 10 },
                              error) &&
         till_store_expect_insurance (connection, 2, till_money (6000), NULL, TEST_NOW, error);
}

static gboolean
snooze_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed *deed = data;

  till_store_snooze (connection, deed->id, deed->snooze, test_actor, TEST_NOW, &deed->taken,
                     &deed->error);

  return TRUE;
}

static gboolean
snooze (TillDb *db, gint64 id, TillSnoozeEnd ends, TillDay until, const char *reason)
{
  g_autoptr (TillSnooze) wanted = till_snooze_new (ends, until, reason);
  Deed                   deed = { .id = id, .snooze = wanted };

  test_store_write (db, snooze_job, &deed);
  g_assert_no_error (deed.error);

  return deed.taken;
}

static gboolean
end_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed *deed = data;

  return till_store_end_snooze (connection, deed->id, test_actor, TEST_NOW, &deed->taken, error);
}

static gboolean
over_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed    *deed = data;
  gboolean found;

  g_assert_true (till_store_has_snoozes_to_end (connection, deed->today, &found, error));
  g_assert_true (till_store_end_snoozes (connection, deed->today, 10, TEST_NOW, &deed->n, error));
  g_assert_cmpint (found, ==, deed->n > 0);

  return TRUE;
}

static guint
end_over (TillDb *db, TillDay today)
{
  Deed deed = { .today = today };

  test_store_write (db, over_job, &deed);

  return deed.n;
}

static gboolean
entry_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed *deed = data;

  add_entry (connection, deed->id, deed->cents);

  return TRUE;
}

static gint64
count_snoozed (TillDb *db)
{
  return test_store_ask (db, "SELECT count(*) FROM snoozes");
}

/* ── Tests ───────────────────────────────────────────────────────────────────────────────────── */

static void
test_by_hand (void)
{
  TillDb *db = test_store_open (NULL);
  Deed    deed = { .id = 1 };

  test_store_write (db, fill_job, NULL);
  g_assert_true (
    snooze (db, 1, TILL_SNOOZE_DAY, till_day_add (AS_OF, 14), " HSA card not loaded "));
  test_store_assert_texts (
    db, "SELECT ends || (until_day - 20781) || reason || snoozed_by FROM snoozes",
    "day14HSA card not loadedAnn");

  /* Another one takes its place. */
  g_assert_true (snooze (db, 1, TILL_SNOOZE_BALANCE, TILL_DAY_NONE, "Arranged"));
  g_assert_cmpint (count_snoozed (db), ==, 1);
  test_store_write (db, end_job, &deed);
  g_assert_true (deed.taken);
  g_assert_cmpint (count_snoozed (db), ==, 0);
  test_store_write (db, end_job, &deed);
  g_assert_false (deed.taken);
  test_store_assert_texts (db,
                           "SELECT deed || ' ' || (before_json IS NULL) || (after_json IS NULL)"
                           "  FROM audit WHERE subject = 'snoozes' AND subject_id = 1 ORDER BY id",
                           "snooze 10; snooze 00; end-snooze 01");
  test_store_shut (db);
}

static void
test_by_day (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, fill_job, NULL);
  g_assert_true (snooze (db, 1, TILL_SNOOZE_DAY, till_day_add (AS_OF, 1), "One"));
  g_assert_true (snooze (db, 2, TILL_SNOOZE_DAY, till_day_add (AS_OF, 2), "Two"));
  g_assert_cmpuint (end_over (db, AS_OF), ==, 0);
  g_assert_cmpuint (end_over (db, till_day_add (AS_OF, 1)), ==, 0); /* its last day */
  g_assert_cmpuint (end_over (db, till_day_add (AS_OF, 2)), ==, 1);
  test_store_assert_texts (db, "SELECT reason FROM snoozes", "Two");
  test_store_assert_texts (db, "SELECT actor FROM audit WHERE deed = 'snooze-is-over'", "Till");
  test_store_shut (db);
}

/* In the commit of the entry that changes it, and of nobody else's. */
static void
test_by_balance (void)
{
  TillDb *db = test_store_open (NULL);
  Deed    deed = { .id = 2, .cents = -500 };

  test_store_write (db, fill_job, NULL);
  g_assert_true (snooze (db, 1, TILL_SNOOZE_BALANCE, TILL_DAY_NONE, "One"));
  g_assert_true (snooze (db, 3, TILL_SNOOZE_DAY, AS_OF, "Three"));
  test_store_write (db, entry_job, &deed);
  g_assert_cmpuint (end_over (db, AS_OF), ==, 0);
  g_assert_cmpint (count_snoozed (db), ==, 2);

  deed.id = 3;
  test_store_write (db, entry_job, &deed);
  g_assert_cmpint (count_snoozed (db), ==, 2);
  deed.id = 1;
  test_store_write (db, entry_job, &deed);
  test_store_assert_texts (db, "SELECT reason FROM snoozes", "Three");
  test_store_shut (db);
}

static gboolean
paid_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_expect_insurance (connection, 2, TILL_MONEY_ZERO, NULL, TEST_NOW, error);
}

static void
test_by_insurance (void)
{
  TillDb *db = test_store_open (NULL);
  Deed    deed = { .id = 2, .cents = -500 };

  test_store_write (db, fill_job, NULL);
  /* Nothing is to come: it would end at once. */
  g_assert_false (snooze (db, 1, TILL_SNOOZE_INSURANCE, TILL_DAY_NONE, "One"));
  g_assert_true (snooze (db, 2, TILL_SNOOZE_INSURANCE, TILL_DAY_NONE, "Two"));
  test_store_write (db, entry_job, &deed);
  g_assert_cmpint (count_snoozed (db), ==, 1);
  test_store_write (db, paid_job, NULL);
  g_assert_cmpint (count_snoozed (db), ==, 0);
  test_store_shut (db);
}

static void
test_nobody (void)
{
  TillDb                *db = test_store_open (NULL);
  g_autoptr (TillSnooze) wanted = till_snooze_new (TILL_SNOOZE_DAY, AS_OF, "One");
  Deed                   deed = { .id = 99, .snooze = wanted };

  test_store_write (db, fill_job, NULL);
  test_store_write (db, snooze_job, &deed);
  g_assert_error (deed.error, TILL_ERROR, TILL_ERROR_NOT_FOUND);
  g_clear_error (&deed.error);
  test_store_shut (db);
}

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

static void
wait_rows (TillTable *table, guint n_rows)
{
  g_list_model_get_n_items (G_LIST_MODEL (table));
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (table) == n_rows);
}

static void
test_list (void)
{
  TillDb                *db = test_store_open (NULL);
  g_autoptr (TillClock)  clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)  zone = g_time_zone_new_utc ();
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autoptr (TillTable)  table = NULL;
  g_autoptr (TillRow)    row = NULL;
  int                    snoozed;

  test_store_write (db, fill_job, NULL);
  table = till_store_balances_table_new (db, clock, zone);
  snoozed = till_table_find_column (table, "snoozed");
  till_filter_set (filter, "snoozed", TILL_OP_IS, (const char *const[]){ "day", "balance", NULL });
  till_table_set_filter (table, filter);
  wait_rows (table, 0);

  g_assert_true (snooze (db, 2, TILL_SNOOZE_DAY, till_day_add (AS_OF, 14), "Two"));
  wait_rows (table, 1);
  row = g_list_model_get_item (G_LIST_MODEL (table), 0);
  g_assert_cmpstr (till_row_get_text (row, (guint) snoozed), ==, "day");
  g_assert_cmpstr (till_row_get_text (row, (guint) till_table_find_column (table, "snooze-reason")),
                   ==, "Two");
  g_assert_cmpint (till_row_get_int (row, (guint) till_table_find_column (table, "snoozed-until")),
                   ==, till_day_add (AS_OF, 14).number);

  till_filter_clear (filter);
  till_filter_set (filter, "snoozed", TILL_OP_IS, (const char *const[]){ "none", NULL });
  till_table_set_filter (table, filter);
  wait_rows (table, 2);
  g_clear_object (&row);
  g_clear_object (&table);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/snoozes/by-hand", test_by_hand);
  g_test_add_func ("/store/snoozes/by-day", test_by_day);
  g_test_add_func ("/store/snoozes/by-balance", test_by_balance);
  g_test_add_func ("/store/snoozes/by-insurance", test_by_insurance);
  g_test_add_func ("/store/snoozes/nobody", test_nobody);
  g_test_add_func ("/store/snoozes/list", test_list);

  return g_test_run ();
}
