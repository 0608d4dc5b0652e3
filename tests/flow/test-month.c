/* test-month.c: months of a practice's life: each deposit closes, or is told with its reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sandbox lives through the month with every oddity there is, and calls go wrong meanwhile; the
 * practice asks after each run of the processor's reports. In the end its deposits are those of the
 * sandbox's answer key, row for row.
 */
#include "till-desk-reports.h"

#include <stdlib.h>
#include <string.h>

#include "core/till-calendar.h"
#include "flow/till-practice-private.h"
#include "model/till-deposit.h"
#include "store/till-store-deposits.h"

/* One in ten calls goes wrong, in each way in which a call can, or has an answer that lies. */
#define FAULTS                                                                                     \
  "500-before@GET=1%,500-after@GET=1%,reset-before@GET=1%,reset-after@GET=1%,"                     \
  "truncated@GET=1%,not-json@GET=1%,third-decimal@GET=1%,unknown-type@GET=1%,"                     \
  "page-missing@GET=1%,no-number@GET=1%"

typedef struct
{
  const char *name;
  const char *month;
  const char *before; /* the month; the last day of the one before it */
  const char *last;   /* when all of it is paid out and can't change any more */
  guint       seed;
  gboolean    odd;
} Month;

static const Month months[] = {
  /* The clocks go forward on the 14th; Good Friday is the 26th, and a day like any other. */
  { "spring", "2027-03", "2027-02-28", "2027-04-19", 7, TRUE },
};

/* Without oddities: what was expected is what came. */
static const Month plain_months[] = {
  { "good-friday", "2027-03", "2027-02-28", "2027-04-05", 3, FALSE },
  { "columbus-day", "2027-10", "2027-09-30", "2027-11-05", 3, FALSE },
  /* The clocks go back on the 7th; Veterans Day, Thanksgiving. */
  { "clocks-go-back", "2027-11", "2027-10-31", "2027-12-06", 3, FALSE },
  /* Christmas and New Year's Day are Saturdays, which the banks don't make up for on Friday. */
  { "year-end", "2027-12", "2027-11-30", "2028-01-07", 3, FALSE },
};

/* ── Living through it ──────────────────────────────────────────────────────────────────────────
 */

/* "2027-03-24 12500 of 3": on which day how much should come, and of how many payments. */
static char *
outlook_words (const char *day, gint64 cents, guint n_items)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " of %u", day, cents, n_items);
}

/* What was expected, as it was told last: "terminal day" to the day of the money and how much. */
static void
note_expected (Desk *desk, gpointer user_data)
{
  GHashTable                 *expected = user_data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (till_db_get_reader (till_practice_get_db (desk->practice)),
                     "SELECT terminal, settled_on, funded_on, deposited_cents, n_sales + n_refunds"
                     "  FROM deposits WHERE kind = 'expected'",
                     &error);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    {
      TillDay          settled = { (gint32) till_db_column_int (rows, 1) };
      TillDay          funded = { (gint32) till_db_column_int (rows, 2) };
      g_autofree char *day = till_day_to_iso (settled);
      g_autofree char *on = till_day_to_iso (funded);

      g_hash_table_replace (
        expected, g_strdup_printf ("%s %s", till_db_column_text (rows, 0), day),
        outlook_words (on, till_db_column_int (rows, 3), (guint) till_db_column_int (rows, 4)));
    }
  g_assert_no_error (error);
}

/* After both runs of each day's reports; or at the end of the day, when all its payments are known
 * and no report tells of them yet.
 */
static const char *const after_reports[] = { "04:35", "11:25", NULL };
static const char *const at_night[] = { "23:59", NULL };

/* ── The answer key ─────────────────────────────────────────────────────────────────────────────
 */

static const char *
text_of (JsonObject *object, const char *name)
{
  return json_object_get_string_member (object, name);
}

static gint64
cents_of (JsonObject *object, const char *name)
{
  TillMoney money;

  g_assert_true (till_money_parse (text_of (object, name), &money, NULL));
  return money.cents;
}

static gboolean
is_batch (JsonObject *row)
{
  return g_str_equal (text_of (row, "kind"), "batch");
}

/* The ids with a sign each amount has. */
static char *
items_of_key (JsonObject *row)
{
  JsonArray *items = json_object_get_array_member (row, "transactions");
  GString   *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT "; ", text_of (item, "id"),
                              cents_of (item, "amount"));
    }

  return g_string_free (text, FALSE);
}

/* One line a deposit, as the key says that it must be told. */
static char *
line_of_key (JsonObject *row, const char *funded)
{
  g_autofree char *items = items_of_key (row);
  gint64           difference = cents_of (row, "difference");

  return g_strdup_printf (
    "%s %s %s %s %s deposited %" G_GINT64_FORMAT " fees %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT
    ": %s",
    funded, text_of (row, "terminalID"), text_of (row, "batchNumber"), text_of (row, "settleDate"),
    is_batch (row) ? "batch" : text_of (row, "terminalName"), cents_of (row, "depositAmount"),
    cents_of (row, "batchFees"), difference != 0 ? "difference items-differ" : "deposited closes",
    -difference, items);
}

static GPtrArray *
lines_of_key (JsonObject *key)
{
  JsonArray *deposits = json_object_get_array_member (key, "deposits");
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (deposits); i++)
    {
      JsonObject *deposit = json_array_get_object_element (deposits, i);
      JsonArray  *rows = json_object_get_array_member (deposit, "rows");

      g_assert_cmpstr (text_of (deposit, "state"), ==, "funded");
      for (guint j = 0; j < json_array_get_length (rows); j++)
        g_ptr_array_add (lines, line_of_key (json_array_get_object_element (rows, j),
                                             text_of (deposit, "fundedDate")));
    }

  return lines;
}

/* ── What the practice was told ─────────────────────────────────────────────────────────────────
 */

static char *
items_of (Desk *desk, gint64 deposit)
{
  TillDbConnection           *reader = till_db_get_reader (till_practice_get_db (desk->practice));
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (reader,
                     "SELECT t.processor_id || ' ' || t.amount_cents || '; '"
                     "  FROM deposit_items i JOIN transactions t ON t.id = i.transaction_id"
                     " WHERE i.deposit_id = ?1 ORDER BY CAST (t.processor_id AS INTEGER)",
                     &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  till_db_bind_int (rows, 1, deposit);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_string_append (text, till_db_column_text (rows, 0));
  g_assert_no_error (error);

  return g_string_free (text, FALSE);
}

static char *
line_of (Desk *desk, const TillDeposit *deposit)
{
  g_autofree char *items = items_of (desk, deposit->id);
  g_autofree char *funded = till_day_to_iso (deposit->funded_on);
  g_autofree char *settled = till_day_to_iso (deposit->settled_on);
  gboolean         batch = deposit->kind == TILL_DEPOSIT_BATCH;

  return g_strdup_printf ("%s %s %s %s %s deposited %" G_GINT64_FORMAT " fees %" G_GINT64_FORMAT
                          " %s %s %" G_GINT64_FORMAT ": %s",
                          funded, batch ? deposit->terminal : "0000", batch ? deposit->batch : "0",
                          settled, batch ? "batch" : deposit->words, deposit->deposited.cents,
                          deposit->fees.cents,
                          till_enum_to_text (TILL_TYPE_DEPOSIT_STATE, (int) deposit->state),
                          till_enum_to_text (TILL_TYPE_DEPOSIT_REASON, (int) deposit->reason),
                          deposit->difference.cents, items);
}

static GPtrArray *
lines_of (Desk *desk)
{
  TillDbConnection           *reader = till_db_get_reader (till_practice_get_db (desk->practice));
  GPtrArray                  *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (reader, "SELECT id FROM deposits WHERE state <> 'withdrawn'", &error);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    {
      g_autoptr (TillDeposit) deposit =
        till_store_get_deposit (reader, till_db_column_int (rows, 0), &error);

      g_assert_no_error (error);
      g_ptr_array_add (lines, line_of (desk, deposit));
    }
  g_assert_no_error (error);

  return lines;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
assert_same (GPtrArray *told, GPtrArray *wanted)
{
  g_ptr_array_sort (told, compare_lines);
  g_ptr_array_sort (wanted, compare_lines);
  for (guint i = 0; i < MIN (told->len, wanted->len); i++)
    g_assert_cmpstr (told->pdata[i], ==, wanted->pdata[i]);
  g_assert_cmpuint (told->len, ==, wanted->len);
}

static JsonObject *
get_key (Reply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);

  return json_node_get_object (reply->root);
}

/* ── The tests ──────────────────────────────────────────────────────────────────────────────────
 */

static Desk *
desk_at (const Month *month)
{
  g_autofree char *begin = g_strdup_printf ("%sT12:00:00Z", month->before);
  Desk            *desk = desk_new_with_reports (begin);

  desk_plan_month (desk, month->month, month->seed, month->odd ? 5 : 2, month->odd);

  return desk;
}

/* Every kind of oddity has come up, or the month proves nothing. */
static void
assert_odd (Reply *reply)
{
  static const char *const wanted[] = {
    "late",        "together",   "split",      "details-late",   "partial",  "fees-late",
    "contradicts", "chargeback", "ach-return", "chargeback-won", "negative", "several-batches",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", wanted[i]);

      g_test_message ("%s", wanted[i]);
      g_assert_nonnull (strstr (reply->text, quoted));
    }
}

/* What an answer lied about has been read since. */
static void
read_the_rest (Desk *desk)
{
  g_autofree char *tomorrow = till_instant_to_iso (till_clock_now (desk->clock) + 24 * TILL_HOUR);

  set_faults (desk->peer, "");
  desk_move_to (desk, tomorrow);
  desk_read_deposits (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM unread"), ==, 0);
  g_assert_null (desk->practice->warnings[TILL_WARNING_LIST]);
}

static void
test_month (gconstpointer data)
{
  const Month          *month = data;
  g_autoptr (Desk)      desk = desk_at (month);
  g_autoptr (Reply)     reply = NULL;
  g_autoptr (GPtrArray) wanted = NULL;
  g_autoptr (GPtrArray) told = NULL;

  set_faults (desk->peer, FAULTS);
  desk_live (desk, month->before, month->last, after_reports, NULL, NULL);
  read_the_rest (desk);
  reply = ask (desk->peer, "GET", "/sandbox/answer-key", NULL);
  wanted = lines_of_key (get_key (reply));
  told = lines_of (desk);

  assert_odd (reply);
  assert_same (told, wanted);
  desk_assert_agree (desk);
}

/* What the key says was to be expected of a batch: its payments before fees, on the day that the
 * processor's rule says. */
static char *
outlook_of_key (JsonObject *row)
{
  guint n_items = json_array_get_length (json_object_get_array_member (row, "transactions"));

  return outlook_words (text_of (row, "expectedDate"),
                        cents_of (row, "sales") - cents_of (row, "refunds"), n_items);
}

/* Of each batch: it was expected on the day that the report says, and that its money came, and to
 * the cent what it was before fees. */
static void
test_days (gconstpointer data)
{
  const Month           *month = data;
  g_autoptr (Desk)       desk = desk_at (month);
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (Reply)      reply = NULL;
  JsonArray             *deposits;
  guint                  n_days = 0;

  desk_live (desk, month->before, month->last, at_night, note_expected, expected);
  reply = ask (desk->peer, "GET", "/sandbox/answer-key", NULL);
  deposits = json_object_get_array_member (get_key (reply), "deposits");
  for (guint i = 0; i < json_array_get_length (deposits); i++)
    {
      JsonObject *deposit = json_array_get_object_element (deposits, i);
      JsonArray  *rows = json_object_get_array_member (deposit, "rows");

      g_assert_true (
        till_calendar_is_business_day (till_day_from_iso (text_of (deposit, "fundedDate"))));
      for (guint j = 0; j < json_array_get_length (rows); j++)
        {
          JsonObject      *row = json_array_get_object_element (rows, j);
          g_autofree char *batch =
            g_strdup_printf ("%s %s", text_of (row, "terminalID"), text_of (row, "settleDate"));
          g_autofree char *outlook = outlook_of_key (row);

          g_test_message ("%s", batch);
          g_assert_cmpstr (g_hash_table_lookup (expected, batch), ==, outlook);
          g_assert_cmpstr (text_of (row, "expectedDate"), ==, text_of (deposit, "fundedDate"));
          n_days++;
        }
    }

  /* Both terminals, on most days. */
  g_assert_cmpuint (n_days, >, 25);
  g_assert_cmpuint (n_days, ==, g_hash_table_size (expected));
}

static void
add_all (const char *root, const Month *all, gsize n_all, GTestDataFunc test)
{
  for (gsize i = 0; i < n_all; i++)
    {
      g_autofree char *path = g_strconcat (root, all[i].name, NULL);

      g_test_add_data_func (path, &all[i], test);
    }
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  add_all ("/flow/month/agrees/", months, G_N_ELEMENTS (months), test_month);
  add_all ("/flow/month/days/", plain_months, G_N_ELEMENTS (plain_months), test_days);

  return g_test_run ();
}
