/* test-demo-plans.c: the demo's payment plans and cards on file: sound, the same by one seed, and
 * the same in the store as at the sandbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "core/till-clock.h"
#include "core/till-text.h"
#include "demo/till-demo-private.h"
#include "rules/till-plan-rules.h"
#include "till-test-util.h"

#define SEED 20240229
#define ZONE "America/New_York"
#define NOON "2026-11-24T17:00:00.000Z"

/* Written once; the tests look at it. */
typedef struct
{
  TillDb       *db;
  TillDemoData *data;
  GArray       *days; /* of TillDay: with installments, in order */
  TillDay       today;
  TillInstant   now;
} Demo;

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return till_day_compare (*(const TillDay *) a, *(const TillDay *) b);
}

/* Each once. */
static GArray *
list_days (TillDemoData *data)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (TillDay));

  for (guint i = 0; i < data->agreements->len; i++)
    {
      const TillDemoAgreement *agreement = data->agreements->pdata[i];

      for (guint n = 0; n < agreement->tries->len; n++)
        g_array_append_val (days, g_array_index (agreement->tries, TillDemoTry, n).payment.day);
    }
  g_array_sort (days, compare_days);
  for (guint i = days->len; i > 1; i--)
    if (compare_days (&g_array_index (days, TillDay, i - 1),
                      &g_array_index (days, TillDay, i - 2)) == 0)
      g_array_remove_index (days, i - 1);

  return days;
}

/* The practice, the days on which something was charged of a plan, and the plans; of the plans
 * twice. */
static gboolean
all_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Demo *demo = data;

  if (!till_demo_data_write_practice (demo->data, connection, demo->now, error))
    return FALSE;
  for (guint i = 0; i < demo->days->len; i++)
    if (!till_demo_data_write_day (demo->data, connection, g_array_index (demo->days, TillDay, i),
                                   demo->now, error))
      return FALSE;

  for (guint i = 0; i < 2; i++)
    if (!till_demo_data_write_plans (demo->data, connection, error))
      return FALSE;

  return TRUE;
}

static void
demo_open (Demo *demo)
{
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, "demo.till", NULL);
  g_autoptr (GError) error = NULL;
  gboolean           written;

  g_assert_true (till_instant_from_iso (NOON, &demo->now));
  demo->today = till_day (2026, 11, 24);
  demo->data = till_demo_data_new (SEED, ZONE);
  till_demo_data_add_plans (demo->data, demo->today);
  demo->days = list_days (demo->data);
  demo->db = till_store_open (path, &error);
  g_assert_no_error (error);
  written = till_db_write (demo->db, TILL_DB_BULK, all_work, demo, &error);
  g_assert_no_error (error);
  g_assert_true (written);
}

static void
demo_close (Demo *demo)
{
  till_db_close (demo->db);
  g_clear_object (&demo->db);
  g_clear_pointer (&demo->data, till_demo_data_free);
  g_array_unref (demo->days);
}

static gint64
ask (const Demo *demo, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64             value = 0;

  till_db_query_int (till_db_get_reader (demo->db), sql, &value, &error);
  g_assert_no_error (error);

  return value;
}

static gint64
count_plans (const Demo *demo, const char *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM plans WHERE state = '%s'", state);

  return ask (demo, sql);
}

static void
test_sound (gconstpointer written)
{
  const Demo           *demo = written;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  findings =
    till_store_verify (till_db_get_reader (demo->db), till_db_get_path (demo->db), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = findings->pdata[i];

      if (finding->provable && !finding->holds)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}

/* Of each state; something in the next seven days, nothing on the day itself. */
static void
test_living (gconstpointer written)
{
  const Demo      *demo = written;
  g_autofree char *within =
    g_strdup_printf ("SELECT count(*) FROM plans WHERE state IN ('active', 'authorized', 'failed')"
                     " AND next_day BETWEEN %d AND %d",
                     till_day (2026, 11, 25).number, till_day (2026, 12, 1).number);
  g_autofree char *due =
    g_strdup_printf ("SELECT count(*) FROM installments WHERE (state = 'due' AND due_day <= %d)"
                     " OR (state = 'failed' AND retry_day <= %d)",
                     till_day (2026, 11, 24).number, till_day (2026, 11, 24).number);

  g_assert_cmpint (ask (demo, "SELECT count(*) FROM plans"), ==, 19);
  g_assert_cmpint (count_plans (demo, "active"), ==, 11);
  g_assert_cmpint (count_plans (demo, "failed"), ==, 2);
  g_assert_cmpint (count_plans (demo, "completed"), ==, 2);
  g_assert_cmpint (count_plans (demo, "paused"), ==, 1);
  g_assert_cmpint (count_plans (demo, "cancelled"), ==, 1);
  g_assert_cmpint (count_plans (demo, "pending"), ==, 1);
  g_assert_cmpint (count_plans (demo, "authorized"), ==, 1);
  g_assert_cmpint (ask (demo, within), >=, 7);
  g_assert_cmpint (ask (demo, due), ==, 0);
  g_assert_cmpint (ask (demo, "SELECT count(DISTINCT cadence) FROM plan_versions"), ==, 5);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM installments WHERE state = 'failed'"), ==, 1);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM installments WHERE state = 'missed'"), ==, 2);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM installments WHERE number = 0"
                              " AND state = 'paid'"),
                   ==, 1);
  g_assert_cmpint (ask (demo, "SELECT count(DISTINCT guarantor_id) FROM plans"), ==, 19);
}

static void
test_cards (gconstpointer written)
{
  const Demo      *demo = written;
  g_autofree char *ends = g_strdup_printf ("SELECT count(*) FROM cards WHERE expires_day = %d",
                                           till_day (2026, 12, 31).number);

  g_assert_cmpint (ask (demo, "SELECT count(*) FROM cards WHERE role = 'primary'"), ==, 28);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM cards WHERE role = 'backup'"), ==, 1);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM cards"), ==, 29);
  g_assert_cmpint (ask (demo, ends), >=, 1);
  g_assert_cmpint (ask (demo, "SELECT count(DISTINCT brand) FROM cards"), >=, 3);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM cards WHERE consent_wording LIKE"
                              " '%Maple Street Dental%' AND consent_by <> ''"),
                   ==, 29);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM cards WHERE NOT EXISTS"
                              " (SELECT 1 FROM plans WHERE plans.guarantor_id ="
                              " cards.guarantor_id)"),
                   ==, 9);
}

/* What a plan still asks for is owed; and who has paid all owes nothing less than nothing. */
static void
test_ledger (gconstpointer written)
{
  const Demo       *demo = written;
  static const char short_of[] =
    "SELECT count(*) FROM plans AS p WHERE (SELECT sum(amount_cents) FROM ledger_entries AS e"
    "   WHERE e.guarantor_id = p.guarantor_id) <"
    "   CASE WHEN p.state = 'completed' THEN 0 ELSE p.total_cents - p.paid_cents END";

  g_assert_cmpint (ask (demo, short_of), ==, 0);
  g_assert_cmpint (ask (demo, "SELECT count(*) FROM installments WHERE state = 'paid'"), ==,
                   ask (demo, "SELECT count(*) FROM transactions WHERE method = 'card-on-file'"
                              " AND kind = 'payment' AND state IN ('settled', 'captured')"
                              " AND receipt_number IS NOT NULL"));
}

/* ── The sandbox's ───────────────────────────────────────────────────────────────────────────── */

/* Those that were charged to cards on file, by their invoices. */
static GHashTable *
read_charges (const Demo *demo)
{
  GHashTable *charges =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);

  for (guint i = 0; i < demo->days->len; i++)
    {
      g_autofree char *json =
        till_demo_data_day_to_json (demo->data, g_array_index (demo->days, TillDay, i), demo->now);
      g_autoptr (GError)   error = NULL;
      g_autoptr (JsonNode) node = json_from_string (json, &error);
      JsonArray           *rows;

      g_assert_no_error (error);
      rows = json_node_get_array (node);
      for (guint n = 0; n < json_array_get_length (rows); n++)
        {
          JsonObject *row = json_array_get_object_element (rows, n);

          if (g_strcmp0 (json_object_get_string_member_with_default (row, "entry-method", NULL),
                         "TOKEN") == 0)
            g_assert_true (g_hash_table_insert (
              charges, g_strdup (json_object_get_string_member (row, "invoice")),
              json_object_ref (row)));
        }
    }

  return charges;
}

static void
test_sandbox (gconstpointer written)
{
  const Demo                 *demo = written;
  g_autoptr (GHashTable)      charges = NULL;
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows = NULL;
  guint                       n_rows = 0;

  charges = read_charges (demo);
  rows = till_db_prepare (
    till_db_get_reader (demo->db),
    "SELECT t.invoice, t.processor_id, t.amount_cents, t.card_last_four, t.state, t.words, a.code,"
    "       p.number"
    "  FROM transactions AS t JOIN attempts AS a ON a.id = t.attempt_id"
    "  JOIN patients AS p ON p.id = t.guarantor_id WHERE t.method = 'card-on-file'",
    &error);
  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    {
      JsonObject      *row = g_hash_table_lookup (charges, till_db_column_text (rows, 0));
      g_autofree char *amount = till_money_to_decimal (till_money (till_db_column_int (rows, 2)));
      gboolean         declined = g_str_equal (till_db_column_text (rows, 4), "declined");

      n_rows++;
      g_assert_nonnull (row);
      g_assert_cmpstr (json_object_get_string_member (row, "id"), ==,
                       till_db_column_text (rows, 1));
      g_assert_cmpstr (json_object_get_string_member (row, "amount"), ==, amount);
      g_assert_cmpstr (json_object_get_string_member (row, "card-last-four"), ==,
                       till_db_column_text (rows, 3));
      g_assert_cmpstr (json_object_get_string_member (row, "result"), ==,
                       declined ? "DECLINED" : "APPROVED");
      g_assert_cmpstr (json_object_get_string_member (row, "display-message"), ==,
                       till_db_column_text (rows, 5));
      if (declined)
        g_assert_cmpstr (json_object_get_string_member (row, "result-code"), ==,
                         till_db_column_text (rows, 6));
      g_assert_cmpstr (json_object_get_string_member (row, "customer-id"), ==,
                       till_db_column_text (rows, 7));
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, g_hash_table_size (charges));
  g_assert_cmpuint (n_rows, >, 60);
}

static const char *const forms[][2] = {
  { "token-id", "^1100\\d{15}$" },
  { "last-four-digits", "^\\d{4}$" },
  { "card-type", "^(VISA|MASTERCARD|AMERICAN EXPRESS|DISCOVER)$" },
  { "exp-date", "^(0[1-9]|1[0-2])\\d\\d$" },
  { "customer-key", "^\\d{4}$" },
};

/* None of them could be a card's number, and no two are one. */
static void
test_tokens (void)
{
  g_autoptr (TillDemoData) data = till_demo_data_new (SEED, ZONE);
  g_autoptr (GHashTable)   seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char         *none = till_demo_data_cards_to_json (data);
  g_autofree char         *json = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (JsonNode)     node = NULL;

  g_assert_cmpstr (none, ==, "[]");
  till_demo_data_add_plans (data, till_day (2026, 11, 24));
  json = till_demo_data_cards_to_json (data);
  node = json_from_string (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 29);
  for (guint i = 0; i < 29; i++)
    {
      JsonObject *token = json_array_get_object_element (json_node_get_array (node), i);

      for (guint n = 0; n < G_N_ELEMENTS (forms); n++)
        g_assert_true (g_regex_match_simple (
          forms[n][1], json_object_get_string_member (token, forms[n][0]), 0, 0));
      g_assert_false (
        till_text_has_card_number (json_object_get_string_member (token, "token-id")));
      g_assert_true (
        g_hash_table_add (seen, g_strdup (json_object_get_string_member (token, "token-id"))));
    }
}

/* ── The seed ────────────────────────────────────────────────────────────────────────────────── */

static void
append_agreement (GString *text, const TillDemoAgreement *one)
{
  g_autofree char *words = till_plan_terms_to_words (&one->terms);

  g_string_append_printf (text, "%s %u %u %s %" G_GINT64_FORMAT " %s:", one->uuid, one->guarantor,
                          one->patient, words, one->agreed_at, one->card->token);
  for (guint i = 0; i < one->tries->len; i++)
    {
      const TillDemoPayment *payment = &g_array_index (one->tries, TillDemoTry, i).payment;

      g_string_append_printf (text, " %" G_GINT64_FORMAT "/%u", payment->at, payment->index);
    }
  g_string_append_c (text, '\n');
}

static char *
dump (guint32 seed, TillDay today)
{
  g_autoptr (TillDemoData) data = till_demo_data_new (seed, ZONE);
  GString                 *text = g_string_new (NULL);

  till_demo_data_add_plans (data, today);
  for (guint i = 0; i < data->agreements->len; i++)
    append_agreement (text, data->agreements->pdata[i]);

  return g_string_free (text, FALSE);
}

static void
test_seed (void)
{
  const TillDay    today = till_day (2026, 11, 24);
  g_autofree char *one = dump (SEED, today);
  g_autofree char *again = dump (SEED, today);
  g_autofree char *other = dump (SEED + 1, today);

  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, other);
}

/* ── Whatever day it is ──────────────────────────────────────────────────────────────────────── */

/* The first that is not charged is that of the script, and all before it were, by that day. */
static void
check_agreement (const TillDemoAgreement *one, TillDay today)
{
  g_autoptr (GArray) parts = till_plan_make_parts (&one->terms);
  g_autoptr (GError) error = NULL;
  guint              n_charged = 0;
  TillInstant        last = one->agreed_at;

  g_assert_true (till_plan_check_terms (&one->terms, one->agreed_on, &error));
  g_assert_no_error (error);
  g_assert_cmpint (till_day_compare (one->agreed_on, today), <, 0);
  for (guint i = 0; i < one->tries->len; i++)
    {
      const TillDemoTry *tried = &g_array_index (one->tries, TillDemoTry, i);

      g_assert_cmpint (tried->payment.at, >, last);
      last = tried->payment.at;
      g_assert_cmpint (till_day_compare (tried->payment.day, today), <, 0);
      g_assert_cmpuint (tried->number, >=, n_charged);
      n_charged = tried->number;
      if (n_charged > 0)
        g_assert_cmpint (till_day_compare (g_array_index (parts, TillPlanPart, n_charged - 1).day,
                                           tried->payment.day),
                         <=, 0);
    }
  if (n_charged < parts->len && one->fate != TILL_DEMO_IS_CANCELLED)
    g_assert_cmpint (till_day_compare (g_array_index (parts, TillPlanPart, n_charged).day, today),
                     >, 0);
}

/* Month ends, leap days, weekends and holidays among them. */
static void
test_any_day (void)
{
  for (int ahead = 0; ahead < 900; ahead += 29)
    {
      g_autoptr (TillDemoData) data = till_demo_data_new (SEED, ZONE);
      TillDay                  today = till_day_add (till_day (2026, 10, 30), ahead);

      till_demo_data_add_plans (data, today);
      g_test_message ("%d", today.number);
      for (guint i = 0; i < data->agreements->len; i++)
        check_agreement (data->agreements->pdata[i], today);
    }
}

int
main (int argc, char *argv[])
{
  Demo demo = { NULL };
  int  status;

  g_test_init (&argc, &argv, NULL);
  demo_open (&demo);

  g_test_add_data_func ("/demo/plans/sound", &demo, test_sound);
  g_test_add_data_func ("/demo/plans/living", &demo, test_living);
  g_test_add_data_func ("/demo/plans/cards", &demo, test_cards);
  g_test_add_data_func ("/demo/plans/ledger", &demo, test_ledger);
  g_test_add_data_func ("/demo/plans/sandbox", &demo, test_sandbox);
  g_test_add_func ("/demo/plans/tokens", test_tokens);
  g_test_add_func ("/demo/plans/seed", test_seed);
  g_test_add_func ("/demo/plans/any-day", test_any_day);

  status = g_test_run ();
  demo_close (&demo);

  return status;
}
