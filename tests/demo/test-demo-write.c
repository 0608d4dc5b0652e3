/* test-demo-write.c: the demo practice in a store: whole, verified, and the same day by day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>

#include "core/till-clock.h"
#include "demo/till-demo-data.h"
#include "demo/till-demo-private.h"
#include "store/till-store-balances.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"
#include "till-test-util.h"

#define SEED 5
#define ZONE "America/New_York"

typedef struct
{
  TillDb       *db;
  TillDemoData *data;
  TillDay       first;
  TillDay       last;
  TillInstant   now;
} Demo;

static TillInstant
instant (const char *text)
{
  TillInstant at;

  g_assert_true (till_instant_from_iso (text, &at));

  return at;
}

static gboolean
practice_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Demo *demo = data;

  return till_demo_data_write_practice (demo->data, connection, demo->now, error);
}

static gboolean
days_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Demo *demo = data;

  for (TillDay day = demo->first; till_day_compare (day, demo->last) <= 0;
       day = till_day_add (day, 1))
    if (!till_demo_data_write_day (demo->data, connection, day, demo->now, error))
      return FALSE;

  return TRUE;
}

static void
write_work (Demo *demo, TillDbJob job)
{
  g_autoptr (GError) error = NULL;
  gboolean           written = till_db_write (demo->db, TILL_DB_BULK, job, demo, &error);

  g_assert_no_error (error);
  g_assert_true (written);
}

/* The practice is written once; each test has a copy of its own. */
static char *
make_practice (void)
{
  g_autofree char   *folder = till_test_temp_dir ();
  g_autoptr (GError) error = NULL;
  char              *path = g_build_filename (folder, "practice.till", NULL);
  Demo               demo = { .now = instant ("2026-11-24T12:00:00.000Z") };

  demo.db = till_store_open (path, &error);
  g_assert_no_error (error);
  demo.data = till_demo_data_new (SEED, ZONE);
  write_work (&demo, practice_work);
  till_db_close (demo.db);
  g_object_unref (demo.db);
  till_demo_data_free (demo.data);

  return path;
}

static void
demo_open (Demo *demo, const char *practice, TillDay first, TillDay last, const char *now)
{
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, "copy.till", NULL);
  g_autoptr (GFile)  from = g_file_new_for_path (practice);
  g_autoptr (GFile)  to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  demo->db = till_store_open (path, &error);
  g_assert_no_error (error);
  demo->data = till_demo_data_new (SEED, ZONE);
  demo->first = first;
  demo->last = last;
  demo->now = instant (now);
}

static void
demo_close (Demo *demo)
{
  till_db_close (demo->db);
  g_clear_object (&demo->db);
  g_clear_pointer (&demo->data, till_demo_data_free);
}

static gint64
ask (Demo *demo, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64             value = 0;

  till_db_query_int (till_db_get_reader (demo->db), sql, &value, &error);
  g_assert_no_error (error);

  return value;
}

static void
assert_verified (Demo *demo)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) findings =
    till_store_verify (till_db_get_reader (demo->db), till_db_get_path (demo->db), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, >, 3);
  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = g_ptr_array_index (findings, i);

      if (finding->provable && !finding->holds)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}

/* Everything of the rows that a day's content is, in one text. */
static char *
dump (Demo *demo)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) statement = NULL;
  GString                    *text = g_string_new (NULL);

  statement = till_db_prepare (
    till_db_get_reader (demo->db),
    "SELECT coalesce(t.invoice, ''), t.kind, t.state, t.amount_cents, t.refunded_cents,"
    " t.happened_at, coalesce(t.receipt_number, ''), coalesce(r.invoice, '')"
    " FROM transactions t LEFT JOIN transactions r ON r.id = t.related_id"
    " ORDER BY t.happened_at, t.id",
    &error);
  g_assert_no_error (error);
  while (till_db_step (statement, &error) == TILL_STEP_ROW)
    {
      for (int column = 0; column < 8; column++)
        g_string_append_printf (text, "%s ", till_db_column_text (statement, column));
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);

  return g_string_free (text, FALSE);
}

/* What guarantors owe: many nothing, most a few hundred dollars. */
static void
assert_balances (Demo *demo)
{
  static const char owing[] = "SELECT count(*) FROM (SELECT sum(amount_cents) AS owed FROM "
                              "ledger_entries GROUP BY guarantor_id) WHERE owed > 0";
  static const char most[] = "SELECT max(owed) FROM (SELECT sum(amount_cents) AS owed FROM "
                             "ledger_entries GROUP BY guarantor_id)";
  static const char least[] = "SELECT min(owed) FROM (SELECT sum(amount_cents) AS owed FROM "
                              "ledger_entries GROUP BY guarantor_id)";

  g_assert_cmpint (ask (demo, owing), >, 250);
  g_assert_cmpint (ask (demo, owing), <, 420);
  g_assert_cmpint (ask (demo, most), <, 1500000);
  g_assert_cmpint (ask (demo, least), >, -400000);
}

static gboolean
age_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Demo         *demo = data;
  TillAgingStep step = { .as_of = demo->last, .n_most = TILL_DEMO_N_PATIENTS };

  /* The practice was written in the morning of that day. */
  return till_store_age_some (connection, &step, error) &&
         till_demo_data_write_estimates (demo->data, connection,
                                         instant ("2026-11-24T12:00:00.000Z"), error);
}

/* Of what is owed: every age, a sixth of it over 90 days; some waits for the insurance, some is a
 * credit, some can be asked for by letter only. */
static void
assert_aged (Demo *demo)
{
  gint64 owed;

  write_work (demo, age_work);
  owed = ask (demo, "SELECT sum(total_cents - credit_cents) FROM receivables");
  g_assert_cmpint (ask (demo, "SELECT sum(owed_over_90_cents) FROM receivables") * 100, >,
                   10 * owed);
  g_assert_cmpint (ask (demo, "SELECT sum(owed_over_90_cents) FROM receivables") * 100, <,
                   25 * owed);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM receivables WHERE owed_0_30_cents > 0"), >, 50);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM receivables WHERE owed_31_60_cents > 0"), >,
                   50);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM receivables WHERE owed_61_90_cents > 0"), >,
                   30);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM receivables WHERE total_cents < 0"), >, 8);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM receivables WHERE reach = 'none'"), >, 2);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM receivables WHERE insurance_cents > 0"), >, 30);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM receivables"
                              " WHERE portion_cents <> max(total_cents - insurance_cents, 0)"),
                   ==, 0);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM audit WHERE deed = 'expect-insurance'"), ==,
                   ask (demo, "SELECT count(*) FROM balances WHERE insurance_cents > 0"));
}

/* Every state that can last. A pending one is a card that is being asked at this moment, and
 * posting the moment in which the ledger is written: neither outlives what brought it about.
 */
static void
assert_every_state (Demo *demo, GType type, const char *column, int passing)
{
  GEnumClass *states = g_type_class_ref (type);

  for (guint i = 0; i < states->n_values; i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT count(*) > 0 FROM transactions WHERE %s = '%s'", column,
                         states->values[i].value_nick);

      g_test_message ("%s", sql);
      g_assert_cmpint (ask (demo, sql), ==, states->values[i].value != passing);
    }
  g_type_class_unref (states);
}

static void
test_whole (gconstpointer practice)
{
  Demo demo = { 0 };

  demo_open (&demo, practice, till_day (2026, 9, 14), till_day (2026, 11, 24),
             "2026-11-24T19:30:00.000Z");
  write_work (&demo, days_work);

  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM patients"), ==, TILL_DEMO_N_PATIENTS);
  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM transactions"), >, 700);
  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM transactions WHERE attempt_id IS NULL"), ==,
                   0);
  g_assert_cmpint (
    ask (&demo, "SELECT count(*) FROM transactions WHERE kind <> 'payment' AND related_id IS NULL"),
    ==, 0);
  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM transactions WHERE state = 'captured'"), >, 2);
  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM transactions WHERE kind = 'void'"), >, 0);
  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM transactions WHERE state = 'voided'"), ==,
                   ask (&demo, "SELECT count(*) FROM transactions WHERE kind = 'void'"));
  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM transactions WHERE posting = 'unposted'"), >=,
                   4);
  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM transactions WHERE posting = 'unposted'"), <=,
                   16);
  g_assert_cmpint (ask (&demo, "SELECT count(*) FROM transactions WHERE posting = 'needs-review'"),
                   ==, 1);
  assert_every_state (&demo, TILL_TYPE_TRANSACTION_STATE, "state", TILL_TRANSACTION_PENDING);
  assert_every_state (&demo, TILL_TYPE_POSTING, "posting", TILL_POSTING_POSTING);
  assert_balances (&demo);
  assert_aged (&demo);
  assert_verified (&demo);

  demo_close (&demo);
}

/* The first line that differs, rather than all of them. */
static void
assert_same (const char *one, const char *other)
{
  g_auto (GStrv) of_one = g_strsplit (one, "\n", -1);
  g_auto (GStrv) of_other = g_strsplit (other, "\n", -1);

  for (guint i = 0; of_one[i] != NULL; i++)
    g_assert_cmpstr (of_one[i], ==, of_other[i]);
  g_assert_cmpuint (g_strv_length (of_one), ==, g_strv_length (of_other));
}

static void
test_day_by_day (gconstpointer practice)
{
  const TillDay    first = till_day (2026, 11, 16);
  const TillDay    last = till_day (2026, 11, 24);
  Demo             once = { 0 };
  Demo             daily = { 0 };
  g_autofree char *all = NULL;
  g_autofree char *some = NULL;

  demo_open (&once, practice, first, last, "2026-11-25T03:00:00.000Z");
  write_work (&once, days_work);
  /* And again: nothing is added to what is there. */
  all = dump (&once);
  write_work (&once, days_work);
  some = dump (&once);
  assert_same (all, some);
  g_clear_pointer (&some, g_free);

  demo_open (&daily, practice, first, first, "2026-11-25T03:00:00.000Z");
  for (TillDay day = first; till_day_compare (day, last) <= 0; day = till_day_add (day, 1))
    {
      daily.first = daily.last = day;
      /* Today at noon, and again in the evening when more of it has passed. */
      daily.now =
        till_day_compare (day, last) == 0 ? instant ("2026-11-24T17:00:00.000Z") : once.now;
      write_work (&daily, days_work);
      daily.now = once.now;
      write_work (&daily, days_work);
    }
  some = dump (&daily);
  assert_same (all, some);
  assert_verified (&daily);

  demo_close (&daily);
  demo_close (&once);
}

int
main (int argc, char *argv[])
{
  g_autofree char *practice = NULL;

  g_test_init (&argc, &argv, NULL);
  practice = make_practice ();

  g_test_add_data_func ("/demo/write/whole", practice, test_whole);
  g_test_add_data_func ("/demo/write/day-by-day", practice, test_day_by_day);

  return g_test_run ();
}
