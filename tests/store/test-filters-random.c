/* test-filters-random.c: 2,000 filters at random: the store's rows are those of a plain evaluation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The seed is fixed: what fails, fails again.
 */
#include "core/till-text.h"
#include "till-plain-rows.h"
#include "till-test-list.h"
#include "till-test-util.h"

#define SEED 20261124
#define N_FILTERS 2000
#define N_ROWS 2000
#define N_PATIENTS 40

static char *phones[N_PATIENTS + 1];

static const char *const names[] = {
  "Muñoz, Zoë", "MUÑOZ, ANA",   "O'Brien, Pat", "100% Smile!", "a_b",          "axb",         "",
  "  ",         "Łuczak, Ægir", "lopez, maria", "Lopez-Reyes", "Straße, Jörg", "Nguyễn, Anh", "zz",
  "Zz Top"
};
static const char *const parts[] = {
  "mu", "ñ", "N",  "zoe", "%",  "_", "!",  "'",  "a_b",  "o'b",
  "",   " ", "lo", "LOP", "ss", "ß", ", ", "zz", "100%", "nguyen"
};
static const char *const methods[] = { "terminal", "virtual", "card-on-file",
                                       "online",   "cash",    "check" };
static const char *const statuses[] = { "paid",    "partly-refunded", "refunded", "voided",
                                        "pending", "authorized",      "declined", "failed" };
static const char *const postings[] = { "unposted", "needs-review", "posting", "posted", "none" };
static const char *const kinds[] = { "payment", "refund", "void" };
static const char *const marks[] = { "old-link", "over-asked", "extra" };
static const char *const days[] = { "2026-11-24", "2026-11-23", "2026-11-01", "2026-10-31",
                                    "2026-10-25", "2026-10-24", "2026-03-08", "2026-03-07",
                                    "2026-02-28", "2026-01-01", "2025-12-31", "2024-02-29",
                                    "2026-11-25", "2026-11-22", "2025-11-02" };
static const char *const presets[] = { "today",      "yesterday", "this-week", "last-month",
                                       "this-month", "this-year", "all",       "custom" };
static const gint64      amounts[] = { 1, 99, 100, 12500, 12550, 5000, 100000000, 4242 };

static PlainRow rows[N_ROWS];
static GRand   *dice;

#define PICK(array) ((array)[g_rand_int_range (dice, 0, G_N_ELEMENTS (array))])

static gboolean
chance (int percent)
{
  return g_rand_int_range (dice, 0, 100) < percent;
}

/* ── The rows ────────────────────────────────────────────────────────────────────────────────── */

/* Midnight, just before and after it, or any time of the day. */
static TillInstant
random_instant (GTimeZone *zone)
{
  TillInstant start = till_day_start (till_day_from_iso (PICK (days)), zone);

  switch (g_rand_int_range (dice, 0, 4))
    {
    case 0:
      return start;
    case 1:
      return start - 1;
    case 2:
      return start + 1;
    default:
      return start + g_rand_int_range (dice, -40 * 86400, 86400) * (TillInstant) 1000;
    }
}

static void
make_row (PlainRow *row, gint64 id, GTimeZone *zone)
{
  row->id = id;
  row->at = random_instant (zone);
  row->day = till_day_of_instant (row->at, zone);
  row->entered_at = chance (50) ? row->at : random_instant (zone);
  row->entered_on = till_day_of_instant (row->entered_at, zone);
  row->patient_id = chance (20) ? 0 : g_rand_int_range (dice, 1, N_PATIENTS + 1);
  row->phone = phones[row->patient_id];
  row->name = PICK (names);
  row->folded = till_text_fold (row->name);
  row->kind = PICK (kinds);
  row->cents = chance (50) ? PICK (amounts) : g_rand_int_range (dice, 1, 20000);
  if (!g_str_equal (row->kind, "payment"))
    row->cents = -row->cents;
  row->method = PICK (methods);
  row->status = PICK (statuses);
  row->posting = PICK (postings);
  row->last_four =
    chance (40) ? NULL : g_strdup_printf ("%04d", g_rand_int_range (dice, 4240, 4260));
  row->card = row->last_four == NULL ? NULL
              : chance (5)           ? g_strdup ("")
                                     : g_strdup_printf ("Visa ••%s", row->last_four);
  row->receipt = chance (20) ? NULL : g_strdup_printf ("2026-%06d", (int) id);
  row->processor_id =
    chance (50) ? NULL : g_strdup_printf ("%s%d", chance (50) ? "ch_" : "", 4000 + (int) id);
  row->mark = chance (60) ? NULL : PICK (marks);
  row->counted = chance (30) ? 0 : row->cents;
}

static void
bind_row (TillDbStatement *insert, const PlainRow *row)
{
  till_db_bind_int (insert, 1, row->id);
  till_db_bind_int (insert, 2, row->at);
  till_db_bind_text (insert, 3, row->kind);
  till_db_bind_text (insert, 4, row->status);
  till_db_bind_text (insert, 5, row->method);
  till_db_bind_text (insert, 6, row->posting);
  if (row->patient_id != 0)
    till_db_bind_int (insert, 7, row->patient_id);
  till_db_bind_text (insert, 8, row->name);
  till_db_bind_text (insert, 9, row->folded);
  till_db_bind_int (insert, 10, row->cents);
  till_db_bind_text (insert, 11, row->card);
  till_db_bind_text (insert, 12, row->last_four);
  till_db_bind_text (insert, 13, row->receipt);
  till_db_bind_text (insert, 14, row->processor_id);
  till_db_bind_int (insert, 15, row->counted);
  till_db_bind_int (insert, 16, row->entered_at);
  till_db_bind_text (insert, 17, row->mark);
}

static gboolean
fill_job (TillDbConnection *connection, gpointer zone, GError **error)
{
  static const char patient_sql[] = "INSERT INTO patients (id, location_id, name, name_words, "
                                    "phone_digits, phone_reversed, added_at)"
                                    " VALUES (?1, 1, '', '', ?2, ?3, 0)";
  static const char sql[] =
    "INSERT INTO transactions (id, location_id, happened_at, kind, state, status, method, posting,"
    "  patient_id, patient_name, patient_name_folded, amount_cents, card, card_last_four,"
    "  receipt_number, processor, processor_id, counted_cents, counted_fee_cents, entered_at,"
    "  mark)"
    " VALUES (?1, 1, ?2, ?3, 'settled', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'x', ?14, ?15, "
    "0, ?16, ?17)";

  for (gint64 id = 1; id <= N_PATIENTS; id++)
    {
      g_autoptr (TillDbStatement) insert = till_db_prepare (connection, patient_sql, error);
      g_autofree char *phone = g_strdup_printf ("305555%04d", g_rand_int_range (dice, 4230, 4260));

      till_db_bind_int (insert, 1, id);
      till_db_bind_text (insert, 2, phone);
      phones[id] = g_strdup (phone);
      till_db_bind_text (insert, 3, g_strreverse (phone));
      if (!till_db_run (insert, error))
        return FALSE;
    }
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (TillDbStatement) insert = till_db_prepare (connection, sql, error);

      make_row (&rows[i], (gint64) i + 1, zone);
      if (insert == NULL)
        return FALSE;
      bind_row (insert, &rows[i]);
      if (!till_db_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

/* ── The filters ─────────────────────────────────────────────────────────────────────────────── */

static const TillFilterOp date_ops[] = { TILL_OP_IS,      TILL_OP_BETWEEN, TILL_OP_BETWEEN,
                                         TILL_OP_PRESET,  TILL_OP_OLDER,   TILL_OP_LAST_DAYS,
                                         TILL_OP_OUTSIDE, TILL_OP_EMPTY,   TILL_OP_NEXT_DAYS };
static const TillFilterOp text_ops[] = { TILL_OP_IS,     TILL_OP_CONTAINS, TILL_OP_CONTAINS,
                                         TILL_OP_BEGINS, TILL_OP_BETWEEN,  TILL_OP_EMPTY };
static const TillFilterOp choice_ops[] = { TILL_OP_IS, TILL_OP_IS, TILL_OP_BEGINS, TILL_OP_EMPTY };
static const TillFilterOp number_ops[] = { TILL_OP_IS, TILL_OP_BETWEEN, TILL_OP_BETWEEN,
                                           TILL_OP_EMPTY };

static char *
random_value (const char *column, TillFilterOp op)
{
  const PlainRow *row = &PICK (rows);

  if (op == TILL_OP_PRESET)
    return g_strdup (PICK (presets));
  if (op == TILL_OP_OLDER || op == TILL_OP_LAST_DAYS || op == TILL_OP_NEXT_DAYS)
    return g_strdup_printf ("%d", g_rand_int_range (dice, op == TILL_OP_OLDER ? 0 : 1, 400));
  if (op == TILL_OP_BETWEEN && chance (25))
    return g_strdup ("");
  if (g_str_equal (column, "date") || g_str_equal (column, "entered"))
    return chance (50) ? g_strdup (PICK (days)) : till_day_to_iso (row->day);
  if (g_str_equal (column, "patient"))
    return g_strdup (op == TILL_OP_IS ? row->name : PICK (parts));
  if (g_str_equal (column, "card"))
    return g_strdup (row->card == NULL || chance (30) ? "VISA" : row->card);
  if (g_str_equal (column, "amount"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, chance (10) ? 0 : row->cents);
  if (g_str_equal (column, "patient-id"))
    return g_strdup_printf ("%d", g_rand_int_range (dice, -1, N_PATIENTS + 3));
  if (g_str_equal (column, "method"))
    return g_strdup (PICK (methods));
  if (g_str_equal (column, "status"))
    return g_strdup (PICK (statuses));
  if (g_str_equal (column, "mark"))
    return g_strdup (PICK (marks));

  return g_strdup (g_str_equal (column, "posted") ? PICK (postings) : PICK (kinds));
}

static void
add_condition (TillFilter *filter, const TillColumn *column)
{
  gboolean              of_days = column->kind == TILL_COLUMN_INSTANT;
  TillFilterOp          op = of_days                              ? PICK (date_ops)
                             : column->kind == TILL_COLUMN_TEXT   ? PICK (text_ops)
                             : column->kind == TILL_COLUMN_CHOICE ? PICK (choice_ops)
                                                                  : PICK (number_ops);
  guint                 n_values = op == TILL_OP_EMPTY                              ? 0
                                   : op == TILL_OP_BETWEEN || op == TILL_OP_OUTSIDE ? 2
                                   : op == TILL_OP_IS || op == TILL_OP_CONTAINS
                                     ? (guint) g_rand_int_range (dice, 1, 4)
                                     : 1;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_values; i++)
    g_ptr_array_add (values, random_value (column->id, op));
  g_ptr_array_add (values, NULL);
  till_filter_set (filter, column->id, op, (const char *const *) values->pdata);
}

static char *
random_search (void)
{
  const PlainRow *row = &PICK (rows);
  gint64          cents = ABS (row->cents);

  switch (g_rand_int_range (dice, 0, 9))
    {
    case 0:
      return g_strdup (row->last_four != NULL ? row->last_four : "0000");
    case 1:
      return g_strndup (row->receipt != NULL ? row->receipt : "2026-0",
                        (gsize) g_rand_int_range (dice, 5, 12));
    case 2:
      return g_strdup (row->processor_id != NULL ? row->processor_id : "ch_0");
    case 3:
      return g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
    case 4:
      return g_strdup_printf ("$%d.%02d", (int) (cents / 100), (int) (cents % 100));
    case 5:
      return g_strdup_printf ("%d", (int) (cents / 100));
    case 6:
      return g_strdup (phones[1 + row->id % N_PATIENTS] + (chance (50) ? 0 : 6));
    case 7:
      return g_strdup (chance (50) ? "$" : "(((5");
    default:
      return g_strdup_printf ("%s %s", PICK (parts), chance (50) ? PICK (parts) : "");
    }
}

static TillFilter *
random_filter (TillTable *table)
{
  TillFilter       *filter = till_filter_new ();
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (table, &n_columns);
  guint             n_wanted = (guint) g_rand_int_range (dice, 0, 4);

  for (guint i = 0; i < n_wanted; i++)
    {
      const TillColumn *column = &columns[g_rand_int_range (dice, 0, (gint32) n_columns)];

      /* What is in a deposit is no plain row's. */
      if (column->filterable && !g_str_equal (column->id, "deposit-day"))
        add_condition (filter, column);
    }
  if (chance (25))
    {
      g_autofree char *text = random_search ();

      till_filter_set_search (filter, text);
    }

  return filter;
}

/* ── Both sides ──────────────────────────────────────────────────────────────────────────────── */

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const PlainRow *one = *(const PlainRow *const *) a;
  const PlainRow *other = *(const PlainRow *const *) b;

  if (one->at != other->at)
    return one->at < other->at ? 1 : -1;

  return (one->id < other->id) - (one->id > other->id);
}

static void
assert_filter (Fixture *fixture, TillFilter *filter, TillDay today)
{
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  gint64                net = 0;
  gint64                payments = 0;

  for (guint i = 0; i < N_ROWS; i++)
    {
      gboolean fits = plain_row_is_found (&rows[i], till_filter_get_search (filter));

      for (guint c = 0; c < till_filter_get_n_conditions (filter) && fits; c++)
        fits = plain_row_fits (&rows[i], till_filter_get_condition (filter, c), today);
      if (!fits)
        continue;
      g_ptr_array_add (expected, &rows[i]);
      net += rows[i].counted;
      payments += MAX (rows[i].counted, 0);
    }
  g_ptr_array_sort (expected, compare_rows);

  till_table_set_filter (fixture->table, filter);
  till_test_wait_until (till_table_get_state (fixture->table) != TILL_TABLE_LOADING);
  g_assert_no_error (till_table_get_error (fixture->table));
  g_assert_cmpuint (n_items (fixture), ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpint (till_table_get_id (fixture->table, i), ==,
                     ((PlainRow *) expected->pdata[i])->id);
  g_assert_cmpint (till_table_get_sum (fixture->table, "net"), ==, net);
  g_assert_cmpint (till_table_get_sum (fixture->table, "payments"), ==, payments);
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  TillDay today = till_day_of_instant (TEST_NOW, fixture->zone);
  guint   n_found = 0;

  dice = g_rand_new_with_seed (SEED);
  test_store_write (fixture->db, fill_job, fixture->zone);
  load (fixture);
  for (guint i = 0; i < N_FILTERS; i++)
    {
      g_autoptr (TillFilter) filter = random_filter (fixture->table);
      g_autofree char       *json = till_filter_to_json (filter);

      g_test_message ("%u: %s", i, json);
      assert_filter (fixture, filter, today);
      n_found += n_items (fixture) > 0;
    }
  /* They are not all of a kind that finds nothing. */
  g_assert_cmpuint (n_found, >, N_FILTERS / 3);
  g_rand_free (dice);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  test_list_add ("/store/filters/random", 0, test_random);

  return g_test_run ();
}
