/* test-bank.c: bank statements taken in once, and matched, by hand and without
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-bank.h"
#include "store/till-store-deposits.h"
#include "till-test-store.h"
#include "till-test-util.h"

#define FUNDED "2026-11-24"
#define CARD "CLEARENT LLC DEPOSIT"

/* ── What there is ───────────────────────────────────────────────────────────────────────────── */

static gboolean
deposits_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const gint64         *cents = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  for (guint i = 0; cents[i] != 0; i++)
    {
      TillDeposit *deposit = till_deposit_new ();

      deposit->kind = TILL_DEPOSIT_ADJUSTMENT;
      deposit->processor = g_strdup ("clearent");
      deposit->words = g_strdup_printf ("Adjustment %u", i);
      deposit->funded_on = till_day_from_iso (FUNDED);
      deposit->adjustment = till_money (cents[i]);
      deposit->deposited = till_money (cents[i]);
      deposit->account = g_strdup ("••1939");
      g_ptr_array_add (rows, deposit);
    }

  return till_store_take_deposits (connection, "clearent", till_day_from_iso (FUNDED), rows,
                                   test_actor, TEST_NOW, error);
}

/* All that is reported of the day, ended by 0. */
static void
report (TillDb *db, const gint64 *cents)
{
  test_store_write (db, deposits_job, (gpointer) cents);
}

typedef struct
{
  const char *sha256;
  const char *file_name;
  GPtrArray  *lines;
  gint64      n_new;
  GError     *error;
} File;

static void
add_line (GPtrArray *lines, const char *day, gint64 cents, const char *words, const char *reference)
{
  TillBankLine *line = till_bank_line_new ();

  line->number = lines->len + 1;
  line->day = till_day_from_iso (day);
  line->amount = till_money (cents);
  line->words = g_strdup (words);
  line->reference = g_strdup (reference);
  line->account = g_strdup ("••1939");
  line->state =
    till_bank_names_processor (words, NULL) ? TILL_BANK_LINE_UNMATCHED : TILL_BANK_LINE_OTHER;
  g_ptr_array_add (lines, line);
}

static gboolean
import_job (TillDbConnection *connection, gpointer data, GError **error)
{
  File                  *file = data;
  g_autoptr (TillImport) import = till_import_new ();
  TillBankStatement      statement = { NULL, file->lines };

  till_bank_identify (&statement);
  import->form = g_strdup ("csv");
  import->file_name = g_strdup (file->file_name);
  import->sha256 = g_strdup (file->sha256);
  import->accounts = g_strdup ("••1939");
  import->n_lines = file->lines->len;
  if (!till_store_clear_staging (connection, error) ||
      !till_store_stage_lines (connection, file->lines, 0, file->lines->len, error))
    return FALSE;
  if (till_store_finish_import (connection, import, test_actor, TEST_NOW, &file->error))
    file->n_new = import->n_new;

  return file->error == NULL;
}

/* Takes @lines. */
static gint64
import (TillDb *db, const char *sha256, GPtrArray *lines)
{
  File file = { sha256, "november.csv", lines, -1, NULL };

  test_store_write (db, import_job, &file);
  g_ptr_array_unref (lines);

  return file.n_new;
}

static GPtrArray *
lines_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_line_free);
}

/* ── Matching ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
match_job (TillDbConnection *connection, gpointer data, GError **error)
{
  guint                   *n_matched = data;
  g_autoptr (TillBankPlan) plan = till_store_plan_matches (connection, TEST_NOW, error);
  guint                    next = 0;

  g_assert_no_error (*error);
  if (!till_store_loosen_matches (connection, plan->loose, test_actor, TEST_NOW, error) ||
      !till_store_name_lines (connection, plan->named, error))
    return FALSE;
  /* As few at a time as there can be: a line's pairs stay together. */
  while (next < plan->pairs->len)
    {
      if (!till_store_write_matches (connection, plan->pairs, &next, 1, test_actor, TEST_NOW,
                                     n_matched, error))
        return FALSE;
    }

  return TRUE;
}

static guint
match (TillDb *db)
{
  guint n_matched = 0;

  test_store_write (db, match_job, &n_matched);

  return n_matched;
}

typedef struct
{
  gint64        line_id;
  const gint64 *deposits; /* NULL: unmatch */
  guint         n_deposits;
  GError       *error;
} Deed;

static gboolean
deed_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed *deed = data;

  if (deed->deposits != NULL)
    till_store_match_line (connection, deed->line_id, deed->deposits, deed->n_deposits, test_actor,
                           TEST_NOW, &deed->error);
  else
    till_store_unmatch_line (connection, deed->line_id, test_actor, TEST_NOW, &deed->error);

  return TRUE;
}

static void
do_deed (TillDb *db, Deed deed, int code)
{
  test_store_write (db, deed_job, &deed);
  if (code < 0)
    g_assert_no_error (deed.error);
  else
    g_assert_error (deed.error, TILL_ERROR, code);
  g_clear_error (&deed.error);
}

/* "state n difference" of each line, in the order of the file. */
static void
assert_lines (TillDb *db, const char *expected)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillDbStatement) rows = till_db_prepare (
    till_db_get_reader (db),
    "SELECT state || ' ' || n_deposits || ' ' || difference_cents FROM bank_lines ORDER BY id",
    &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  while (till_db_step (rows, &error) == TILL_STEP_ROW)
    g_string_append_printf (found, "%s%s", found->len > 0 ? "; " : "",
                            till_db_column_text (rows, 0));
  g_assert_no_error (error);
  g_assert_cmpstr (found->str, ==, expected);
  /* A deposit's mark and its match agree. */
  g_assert_cmpint (
    test_store_ask (db, "SELECT count(*) FROM deposits d WHERE d.bank_line_id IS NOT"
                        " (SELECT line_id FROM deposit_matches WHERE deposit_id = d.id)"),
    ==, 0);
}

/* ── Tests ───────────────────────────────────────────────────────────────────────────────────── */

static void
test_once (void)
{
  TillDb    *db = test_store_open (NULL);
  GPtrArray *lines = lines_new ();

  add_line (lines, FUNDED, 7750, CARD, NULL);
  add_line (lines, FUNDED, 7750, CARD, NULL);
  add_line (lines, "2026-11-23", -120000, "RENT", "F9");
  g_assert_cmpint (import (db, "aa", lines), ==, 3);

  /* Another file that begins a day later, with one line more. */
  lines = lines_new ();
  add_line (lines, FUNDED, 7750, CARD, NULL);
  add_line (lines, FUNDED, 7750, CARD, NULL);
  add_line (lines, FUNDED, 7750, CARD, NULL);
  g_assert_cmpint (import (db, "bb", lines), ==, 1);
  assert_lines (db, "other 0 0; unmatched 0 0; unmatched 0 0; unmatched 0 0");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM bank_staging"), ==, 0);
  g_assert_cmpint (
    test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'import-bank-file'"), ==, 2);
  test_store_shut (db);
}

/* The same file, and a file whose name is a card number: nothing of it is there. */
static void
test_refused (void)
{
  static const struct
  {
    const char *sha256;
    const char *name;
    int         code;
  } files[] = {
    { "aa", "again.csv", TILL_ERROR_EXISTS },
    { "bb", "4242424242424242.csv", TILL_ERROR_CARD_NUMBER },
  };
  TillDb    *db = test_store_open (NULL);
  GPtrArray *lines = lines_new ();

  add_line (lines, FUNDED, 7750, CARD, NULL);
  import (db, "aa", lines);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GPtrArray) more = lines_new ();
      g_autoptr (GError)    error = NULL;
      File                  file = { files[i].sha256, files[i].name, more, -1, NULL };

      add_line (more, FUNDED, 100, CARD, NULL);
      g_assert_false (till_db_write (db, TILL_DB_NORMAL, import_job, &file, &error));
      g_assert_error (file.error, TILL_ERROR, files[i].code);
      g_clear_error (&file.error);
    }
  assert_lines (db, "unmatched 0 0");
  test_store_shut (db);
}

static void
test_matched (void)
{
  static const gint64 cents[] = { 7750, 5000, 3000, -910, 0 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = lines_new ();

  report (db, cents);
  add_line (lines, FUNDED, 7750, CARD, NULL);
  add_line (lines, FUNDED, 8000, CARD, NULL);
  add_line (lines, "2026-11-25", -910, CARD, NULL);
  add_line (lines, "2026-11-25", -8900, "CLEARENT FEES", NULL);
  add_line (lines, "2026-11-25", 3000, "RENT FROM UPSTAIRS", NULL);
  import (db, "aa", lines);
  g_assert_cmpuint (match (db), ==, 3);
  assert_lines (db, "matched 1 0; matched 2 0; matched 1 0; unmatched 0 0; other 0 0");
  g_assert_cmpuint (match (db), ==, 0);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE deed = 'match-bank-line'"),
                   ==, 3);
  test_store_shut (db);
}

/* A deposit that is reported after the line: matched then. One whose amount changes: let go. */
static void
test_later (void)
{
  static const gint64 none[] = { 0 };
  static const gint64 first[] = { 7750, 0 };
  static const gint64 changed[] = { 7700, 0 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = lines_new ();

  add_line (lines, FUNDED, 7750, CARD, NULL);
  import (db, "aa", lines);
  g_assert_cmpuint (match (db), ==, 0);
  report (db, first);
  g_assert_cmpuint (match (db), ==, 1);
  assert_lines (db, "matched 1 0");
  report (db, changed);
  g_assert_cmpuint (match (db), ==, 0);
  assert_lines (db, "unmatched 0 0");
  report (db, first);
  g_assert_cmpuint (match (db), ==, 1);
  report (db, none);
  match (db);
  assert_lines (db, "unmatched 0 0");
  test_store_shut (db);
}

static void
test_by_hand (void)
{
  static const gint64 cents[] = { 7750, 5000, 0 };
  static const gint64 both[] = { 1, 2 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = lines_new ();

  report (db, cents);
  add_line (lines, FUNDED, 7750, CARD, NULL);
  add_line (lines, FUNDED, 5010, "OAKBANK ACH 7781", NULL);
  add_line (lines, FUNDED, 900, "RENT", NULL);
  import (db, "aa", lines);
  match (db);
  assert_lines (db, "matched 1 0; other 0 0; other 0 0");

  do_deed (db, (Deed){ 1, both, 1 }, TILL_ERROR_NOT_ALLOWED); /* the line is matched */
  do_deed (db, (Deed){ 2, both, 2 }, TILL_ERROR_NOT_ALLOWED); /* the first deposit is */
  do_deed (db, (Deed){ 2, both, 0 }, TILL_ERROR_NOT_ALLOWED); /* with nothing */
  do_deed (db, (Deed){ 2 }, TILL_ERROR_NOT_ALLOWED);          /* unmatched already */
  do_deed (db, (Deed){ 17, both, 1 }, TILL_ERROR_NOT_FOUND);
  assert_lines (db, "matched 1 0; other 0 0; other 0 0");
  do_deed (db, (Deed){ 2, both + 1, 1 }, -1);
  assert_lines (db, "matched 1 0; matched 1 10; other 0 0");

  /* Taken apart they stay so, until a person says otherwise. */
  do_deed (db, (Deed){ 1 }, -1);
  g_assert_cmpuint (match (db), ==, 0);
  assert_lines (db, "unmatched 0 0; matched 1 10; other 0 0");
  do_deed (db, (Deed){ 1, both, 1 }, -1);
  assert_lines (db, "matched 1 0; matched 1 10; other 0 0");
  test_store_shut (db);
}

/* What was matched by hand tells what the bank calls the processor. */
static void
test_learned (void)
{
  static const gint64 cents[] = { 7750, 5000, 0 };
  static const gint64 first[] = { 1 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = lines_new ();

  report (db, cents);
  add_line (lines, FUNDED, 7750, "OAKBANK ACH 7781", NULL);
  add_line (lines, FUNDED, 5000, "OAKBANK ACH 7790", NULL);
  add_line (lines, FUNDED, 100, "OAKBANK ACH 7791", NULL);
  import (db, "aa", lines);
  g_assert_cmpuint (match (db), ==, 0);
  do_deed (db, (Deed){ 1, first, 1 }, -1);
  g_assert_cmpuint (match (db), ==, 1);
  assert_lines (db, "matched 1 0; matched 1 0; unmatched 0 0");
  test_store_shut (db);
}

static gboolean
take_back_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_take_back_import (connection, 1, test_actor, TEST_NOW, error);
}

/* Nothing of it is shown or matched any more, and it may be read again. */
static void
test_taken_back (void)
{
  static const gint64 cents[] = { 7750, 0 };
  TillDb             *db = test_store_open (NULL);
  g_autoptr (GError)  error = NULL;
  GPtrArray          *lines = lines_new ();

  report (db, cents);
  add_line (lines, FUNDED, 7750, CARD, NULL);
  import (db, "aa", lines);
  g_assert_cmpuint (match (db), ==, 1);
  test_store_write (db, take_back_job, NULL);
  assert_lines (db, "taken-back 0 0");
  g_assert_cmpuint (match (db), ==, 0);
  g_assert_false (till_db_write (db, TILL_DB_NORMAL, take_back_job, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  lines = lines_new ();
  add_line (lines, FUNDED, 7750, CARD, NULL);
  g_assert_cmpint (import (db, "aa", lines), ==, 1);
  g_assert_cmpuint (match (db), ==, 1);
  assert_lines (db, "taken-back 0 0; matched 1 0");
  test_store_shut (db);
}

static gboolean
candidates_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillBankLine) line = till_store_get_bank_line (connection, 1, error);
  g_autoptr (GPtrArray)    candidates = till_store_list_candidates (connection, line, error);

  g_assert_no_error (*error);
  g_assert_cmpuint (candidates->len, ==, 3);
  g_assert_cmpint (((TillDeposit *) candidates->pdata[0])->id, ==, 3);
  g_assert_cmpint (((TillDeposit *) candidates->pdata[1])->id, ==, 2);

  return TRUE;
}

static void
test_candidates (void)
{
  static const gint64 cents[] = { 100, 5000, 5010, 0 };
  TillDb             *db = test_store_open (NULL);
  GPtrArray          *lines = lines_new ();

  report (db, cents);
  add_line (lines, "2026-12-10", 5011, CARD, NULL);
  import (db, "aa", lines);
  test_store_write (db, candidates_job, NULL);
  test_store_shut (db);
}

static void
test_table (void)
{
  static const gint64      cents[] = { 7750, 0 };
  static const char *const unmatched[] = { "unmatched", NULL };
  TillDb                  *db = test_store_open (NULL);
  g_autoptr (TillClock)    clock = till_clock_new_standing (TEST_NOW);
  g_autoptr (GTimeZone)    zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (TillFilter)   filter = till_filter_new ();
  g_autoptr (TillFilter)   search = till_filter_new ();
  GPtrArray               *lines = lines_new ();
  TillTable               *table;

  report (db, cents);
  add_line (lines, FUNDED, 7750, CARD, "F1");
  add_line (lines, FUNDED, 900, "CLEARENT", "F2");
  add_line (lines, FUNDED, -120000, "Rent, Oak Street", "F3");
  import (db, "aa", lines);
  match (db);

  table = till_store_bank_table_new (db, clock, zone);
  till_table_refresh (table);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY);
  g_assert_cmpuint (till_table_get_n_rows (table), ==, 3);
  g_assert_cmpint (till_table_get_sum (table, "in"), ==, 8650);
  g_assert_cmpint (till_table_get_sum (table, "out"), ==, -120000);
  g_assert_cmpint (till_table_get_sum (table, "unmatched"), ==, 900);

  till_filter_set (filter, "state", TILL_OP_IS, unmatched);
  till_table_set_filter (table, filter);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (table) == 1);
  till_filter_set_search (search, "oak");
  till_table_set_filter (table, search);
  till_test_wait_until (till_table_get_state (table) == TILL_TABLE_READY &&
                        till_table_get_n_rows (table) == 1);

  /* What is taken back goes from the table by itself. */
  test_store_write (db, take_back_job, NULL);
  till_test_wait_until (till_table_get_n_rows (table) == 0);
  g_object_unref (table);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/bank/once", test_once);
  g_test_add_func ("/store/bank/refused", test_refused);
  g_test_add_func ("/store/bank/matched", test_matched);
  g_test_add_func ("/store/bank/later", test_later);
  g_test_add_func ("/store/bank/by-hand", test_by_hand);
  g_test_add_func ("/store/bank/learned", test_learned);
  g_test_add_func ("/store/bank/taken-back", test_taken_back);
  g_test_add_func ("/store/bank/candidates", test_candidates);
  g_test_add_func ("/store/bank/table", test_table);

  return g_test_run ();
}
