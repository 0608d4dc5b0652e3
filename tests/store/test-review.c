/* test-review.c: many judged in one pass are judged as each alone; the table of them, and live
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-review.h"
#include "store/till-store-account.h"
#include "store/till-store-receivables.h"
#include "store/till-store-snoozes.h"
#include "till-review-rows.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define N_ROUNDS 3

static const TillRequestPolicy usual = {
  .channel = TILL_CHANNEL_TEXT,
  .minimum = { 1500 },
  .n_days_between = 10,
  .n_days_fresh = 7,
};

static gboolean
age_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_age_some (
    connection, &(TillAgingStep){ .as_of = REVIEW_AS_OF, .n_most = G_MAXUINT }, error);
}

/* ── Many and each ───────────────────────────────────────────────────────────────────────────── */

/* What is said of it is the same to the last day and cent. */
static void
assert_said_alike (TillDbConnection        *connection,
                   gint64                   id,
                   const TillRequestPolicy *policy,
                   guint                    reasons,
                   const TillRequestFacts  *alone)
{
  g_autoptr (GError)       error = NULL;
  g_auto (TillAskedPerson) person = { .name = NULL };
  g_auto (GStrv)           expected = till_request_dup_reasons (reasons, alone, policy);
  g_auto (GStrv)           said = NULL;
  gboolean                 found;

  till_store_read_asked (connection, id, policy->channel, &person, &found, &error);
  g_assert_no_error (error);
  g_assert_true (found);
  said = till_request_dup_reasons (reasons, &person.facts, policy);
  g_assert_cmpstrv (said, expected);
  g_assert_cmpint (person.facts.portion.cents, ==, alone->portion.cents);
  g_assert_true ((person.address != NULL) == alone->has_address);
}

typedef struct
{
  GArray           *ids;
  TillRequestPolicy policy;
  TillDay           today;
  guint             seen; /* reasons that occurred */
  guint             n_good;
} Both;

static gboolean
both_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Both              *both = data;
  g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (TillJudged));
  const TillJudging  judging = { both->ids, both->policy, both->today, TRUE };

  g_assert_true (till_store_judge (connection, &judging, judged, error));
  g_assert_cmpuint (judged->len, ==, both->ids->len);
  for (guint i = 0; i < judged->len; i++)
    {
      const TillJudged       *one = &g_array_index (judged, TillJudged, i);
      g_autoptr (TillAccount) account = till_store_read_account (connection, one->id, error);
      TillRequestFacts        facts;
      guint                   reasons;

      till_request_read_facts (&facts, account, both->policy.channel);
      reasons = till_request_judge (&facts, &both->policy, both->today);
      g_assert_cmpint (one->id, ==, g_array_index (both->ids, gint64, i));
      g_assert_cmphex (one->reasons, ==, reasons);
      g_assert_cmpint (one->cents, ==, facts.portion.cents);
      assert_said_alike (connection, one->id, &both->policy, reasons, &facts);
      both->seen |= reasons;
      both->n_good += reasons == 0;
    }

  return TRUE;
}

static void
hold_together (TillDb *db, GArray *ids, guint *seen, guint *n_good)
{
  for (int channel = TILL_CHANNEL_TEXT; channel <= TILL_CHANNEL_PAPER; channel++)
    for (int days = 0; days <= 10; days += 5)
      {
        Both               both = { ids, usual, till_day_add (REVIEW_AS_OF, days), 0, 0 };
        g_autoptr (GError) error = NULL;

        both.policy.channel = (TillChannel) channel;
        till_db_read (db, both_job, &both, &error);
        g_assert_no_error (error);
        *seen |= both.seen;
        *n_good += both.n_good;
      }
}

/* Some here, some there, and whole stretches. */
static GArray *
choose_ids (GRand *random, guint n, guint one_in)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 id = 1; id <= n; id++)
    if (one_in == 1 || g_rand_int_range (random, 0, (int) one_in) == 0)
      g_array_append_val (ids, id);

  return ids;
}

static void
test_alike (void)
{
  guint seen = 0;
  guint n_good = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      TillDb            *db = test_store_open (NULL);
      g_autoptr (GRand)  random = g_rand_new_with_seed (2026 + round);
      ReviewFamilies     families = { random, REVIEW_N_PEOPLE };
      g_autoptr (GArray) all = choose_ids (random, REVIEW_N_PEOPLE, 1);
      g_autoptr (GArray) some = choose_ids (random, REVIEW_N_PEOPLE, 3 + 4 * round);
      g_autoptr (GArray) first = choose_ids (random, REVIEW_N_PEOPLE / 3, 2);

      test_store_write (db, review_add_people_job, &families);
      if (round == 0)
        hold_together (db, all, &seen, &n_good); /* no balances yet */
      test_store_write (db, age_job, NULL);
      test_store_write (db, review_change_people_job, &families);
      hold_together (db, all, &seen, &n_good);
      hold_together (db, some, &seen, &n_good);
      hold_together (db, first, &seen, &n_good);
      test_store_shut (db);
    }
  g_assert_cmphex (seen, ==, (1u << TILL_N_WHY_NOT) - 1);
  g_assert_cmpuint (n_good, >, 100);
}

/* ── The table ───────────────────────────────────────────────────────────────────────────────── */

/* Owes what, and by which phone it is asked. */
static const struct
{
  const char *name;
  const char *phone;
  gint64      cents;
} people[] = {
  { "Évans, Rhys", "(207) 555-0101", 10000 },
  { "Bauer, Konstantin", "(207) 555-0102", 25000 },
  { "abernathy, June", NULL, 4000 },
  { "Castillo, María", "(207) 555-0104", 1499 },
  { "Dunn, Al", NULL, 1000 },
};

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();

      patient->name = g_strdup (people[i].name);
      patient->phone = g_strdup (people[i].phone);
      g_assert_true (till_store_add_patient (connection, patient, TEST_NOW, error));
      g_assert_true (till_store_add_ledger_entry (connection, patient->id, "charge",
                                                  till_money (people[i].cents), REVIEW_AS_OF, NULL,
                                                  TEST_NOW, error));
    }

  return age_job (connection, NULL, error);
}

typedef struct
{
  TillDb    *db;
  TillClock *clock;
  GTimeZone *zone;
  TillTable *table;
  GString   *changes; /* "1,1,1 " for each items-changed */
} Review;

static void
changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, Review *review)
{
  g_string_append_printf (review->changes, "%u,%u,%u ", position, n_removed, n_added);
}

static void
wait_judged (Review *review)
{
  till_test_wait_until (till_table_get_state (review->table) == TILL_TABLE_READY);
}

static void
open_review (Review *review)
{
  const gint64      ids[] = { 5, 3, 1, 2, 4 };
  TillRequestPolicy policy = usual;

  policy.unknown_is_given = TRUE;
  review->db = test_store_open (NULL);
  review->clock = till_clock_new_standing (TEST_NOW);
  review->zone = g_time_zone_new_utc ();
  review->changes = g_string_new (NULL);
  test_store_write (review->db, fill_job, NULL);
  review->table =
    till_review_new (review->db, review->clock, review->zone, ids, G_N_ELEMENTS (ids), &policy);
  wait_judged (review);
  g_signal_connect (review->table, "items-changed", G_CALLBACK (changed_cb), review);
}

static void
close_review (Review *review)
{
  g_signal_handlers_disconnect_by_data (review->table, review);
  g_assert_finalize_object (review->table);
  g_clear_object (&review->clock);
  g_time_zone_unref (review->zone);
  g_string_free (review->changes, TRUE);
  test_store_shut (review->db);
}

static void
assert_ids (Review *review, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < till_table_get_n_rows (review->table); i++)
    g_string_append_printf (ids, "%d ", (int) till_table_get_id (review->table, i));
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
assert_cell (Review *review, guint position, const char *column, const char *expected)
{
  g_autoptr (TillRow) row = g_list_model_get_item (G_LIST_MODEL (review->table), position);
  guint               n_columns;
  const TillColumn   *columns = till_table_get_columns (review->table, &n_columns);
  guint               index = (guint) till_table_find_column (review->table, column);
  g_autofree char    *words = till_column_format (&columns[index], index, row, review->zone);

  g_assert_cmpstr (words, ==, expected);
}

static void
narrow (Review *review, const char *column, const char *value)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  if (column != NULL)
    till_filter_set (filter, column, TILL_OP_IS, (const char *const[]){ value, NULL });
  till_table_set_filter (review->table, filter);
  wait_judged (review);
}

static void
test_table (void)
{
  Review                  review = { NULL };
  const TillRequestTally *tally;

  open_review (&review);
  assert_ids (&review, "2 1 3 4 5 "); /* by what is owed */
  tally = till_review_get_tally (TILL_REVIEW (review.table));
  g_assert_cmpuint (tally->n_judged, ==, 5);
  g_assert_cmpuint (tally->n_asked, ==, 2);
  g_assert_cmpint (tally->asked.cents, ==, 35000);
  g_assert_cmpuint (tally->n_stopped[g_bit_nth_lsf (TILL_WHY_NOT_NO_ADDRESS, -1)], ==, 2);
  g_assert_cmpuint (tally->n_stopped[g_bit_nth_lsf (TILL_WHY_NOT_BELOW_MINIMUM, -1)], ==, 2);
  g_assert_cmpint (till_table_get_sum (review.table, "portion"), ==, 41499);
  assert_cell (&review, 0, "guarantor", "Bauer, Konstantin");
  assert_cell (&review, 0, "asked", "Yes");
  assert_cell (&review, 0, "reasons", "");
  assert_cell (&review, 0, "address", "(207) 555-0102");
  assert_cell (&review, 4, "asked", "No");
  assert_cell (&review, 4, "reasons",
               "Owes $10.00, which is under the minimum of $15.00; "
               "Has no phone number for text messages");

  narrow (&review, TILL_ASKED_COLUMN, TILL_ASKED_NO);
  assert_ids (&review, "3 4 5 ");
  g_assert_cmpuint (till_review_get_tally (TILL_REVIEW (review.table))->n_judged, ==, 5);
  narrow (&review, TILL_WHY_NOT_COLUMN, "no-address");
  assert_ids (&review, "3 5 ");
  narrow (&review, NULL, NULL);
  till_table_set_sort (review.table, (const TillSortKey[]){ { "guarantor", FALSE }, { NULL } });
  wait_judged (&review);
  assert_ids (&review, "3 2 4 5 1 ");
  till_table_set_sort (review.table, (const TillSortKey[]){ { "portion", FALSE }, { NULL } });
  wait_judged (&review);
  assert_ids (&review, "5 4 3 1 2 ");
  close_review (&review);
}

static gboolean
snooze_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillSnooze) wanted = till_snooze_new (TILL_SNOOZE_BALANCE, TILL_DAY_NONE, "Arranged");
  gboolean               taken;

  return till_store_snooze (connection, 1, wanted, test_actor, TEST_NOW, &taken, error);
}

static gboolean
pay_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_add_ledger_entry (connection, 2, "adjustment", till_money (-24000),
                                      REVIEW_AS_OF, NULL, TEST_NOW, error);
}

/* Judged again by itself: what differs is announced as that, in its place. */
static void
test_live (void)
{
  Review                  review = { NULL };
  const TillRequestTally *tally;

  open_review (&review);
  for (guint i = 0; i < 5; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (review.table), i));
  test_store_write (review.db, snooze_job, NULL);
  till_test_wait_until (review.changes->len > 0);
  g_assert_cmpstr (review.changes->str, ==, "1,1,1 ");
  assert_cell (&review, 1, "reasons", "Snoozed until the balance changes");
  tally = till_review_get_tally (TILL_REVIEW (review.table));
  g_assert_cmpuint (tally->n_asked, ==, 1);

  /* To the place that it has by what is left of it. */
  g_string_truncate (review.changes, 0);
  test_store_write (review.db, pay_job, NULL);
  till_test_wait_until (till_table_get_id (review.table, 0) == 1);
  assert_ids (&review, "1 3 4 2 5 ");
  tally = till_review_get_tally (TILL_REVIEW (review.table));
  g_assert_cmpuint (tally->n_asked, ==, 0);
  assert_cell (&review, 3, "portion", "$10.00");

  /* By other rules: anew. */
  till_review_set_policy (TILL_REVIEW (review.table),
                          &(TillRequestPolicy){ .channel = TILL_CHANNEL_PAPER });
  wait_judged (&review);
  assert_cell (&review, 1, "reasons", "Has no postal address");
  close_review (&review);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/review/alike", test_alike);
  g_test_add_func ("/store/review/table", test_table);
  g_test_add_func ("/store/review/live", test_live);

  return g_test_run ();
}
