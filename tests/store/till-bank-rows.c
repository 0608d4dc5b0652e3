/* till-bank-rows.c: deposits, and lines of the bank's statements that may be them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-bank-rows.h"

#include "core/till-error.h"
#include "till-test-store.h"

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
      deposit->funded_on = till_day_from_iso (BANK_DAY);
      deposit->adjustment = till_money (cents[i]);
      deposit->deposited = till_money (cents[i]);
      deposit->account = g_strdup ("••1939");
      g_ptr_array_add (rows, deposit);
    }

  return till_store_take_deposits (connection, "clearent", till_day_from_iso (BANK_DAY), rows,
                                   test_actor, TEST_NOW, error);
}

void
bank_report (TillDb *db, const gint64 *cents)
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

void
bank_add_line (GPtrArray  *lines,
               const char *day,
               gint64      cents,
               const char *words,
               const char *reference)
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
  if (till_store_begin_import (connection, import, test_actor, TEST_NOW, &file->error) &&
      till_store_add_lines (connection, import->id, file->lines, 0, file->lines->len,
                            &file->error) &&
      till_store_show_import (connection, import, test_actor, TEST_NOW, &file->error))
    file->n_new = import->n_new;

  return file->error == NULL;
}

gint64
bank_import (TillDb *db, const char *sha256, GPtrArray *lines)
{
  File file = { sha256, "november.csv", lines, -1, NULL };

  test_store_write (db, import_job, &file);
  g_ptr_array_unref (lines);

  return file.n_new;
}

void
bank_import_fails (TillDb     *db,
                   const char *sha256,
                   const char *file_name,
                   GPtrArray  *lines,
                   int         code)
{
  g_autoptr (GError) error = NULL;
  File               file = { sha256, file_name, lines, -1, NULL };

  g_assert_false (till_db_write (db, TILL_DB_NORMAL, import_job, &file, &error));
  g_assert_error (file.error, TILL_ERROR, code);
  g_clear_error (&file.error);
  g_ptr_array_unref (lines);
}

static gboolean
take_back_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 until = 0;
  gint64 id;

  if (!till_store_take_back_import (connection, *(const gint64 *) data, test_actor, TEST_NOW,
                                    error))
    return FALSE;
  while (till_store_find_leavings (connection, &until, &id, error) && id != 0)
    {
      if (!till_store_clear_leavings (connection, id, test_actor, TEST_NOW, error))
        return FALSE;
    }

  return error == NULL || *error == NULL;
}

gboolean
bank_take_back (TillDb *db, gint64 id, GError **error)
{
  return till_db_write (db, TILL_DB_NORMAL, take_back_job, &id, error);
}

GPtrArray *
bank_lines_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_line_free);
}

/* ── Matching ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
match_job (TillDbConnection *connection, gpointer data, GError **error)
{
  guint                   *n_matched = data;
  g_autoptr (TillBankPlan) plan = till_store_plan_matches (connection, error);
  guint                    next = 0;

  g_assert_no_error (*error);
  if (!till_store_name_lines (connection, plan->named, error))
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

guint
bank_match (TillDb *db)
{
  guint n_matched = 0;

  test_store_write (db, match_job, &n_matched);

  return n_matched;
}

static gboolean
deed_job (TillDbConnection *connection, gpointer data, GError **error)
{
  BankDeed *deed = data;

  if (deed->deposits != NULL)
    till_store_match_line (connection, deed->line_id, deed->deposits, deed->n_deposits, test_actor,
                           TEST_NOW, &deed->error);
  else
    till_store_unmatch_line (connection, deed->line_id, test_actor, TEST_NOW, &deed->error);

  return TRUE;
}

void
bank_do (TillDb *db, BankDeed deed, int code)
{
  test_store_write (db, deed_job, &deed);
  if (code < 0)
    g_assert_no_error (deed.error);
  else
    g_assert_error (deed.error, TILL_ERROR, code);
  g_clear_error (&deed.error);
}
