/* till-desk-bank.c: files of the bank at the front desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-bank.h"

#include "flow/till-practice-bank.h"
#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"

static gboolean
deposits_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const TillActor actor = { 0, (char *) "Till" };
  const gint64          *cents = data;
  g_autoptr (GPtrArray)  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  for (guint i = 0; cents[i] != 0; i++)
    {
      TillDeposit *deposit = till_deposit_new ();

      deposit->kind = TILL_DEPOSIT_ADJUSTMENT;
      deposit->processor = g_strdup ("clearent");
      deposit->merchant = g_strdup ("5188123456789018");
      deposit->words = g_strdup_printf ("Adjustment %u", i);
      deposit->funded_on = till_day_from_iso (BANK_FUNDED);
      deposit->adjustment = till_money (cents[i]);
      deposit->deposited = till_money (cents[i]);
      deposit->account = g_strdup ("••1939");
      g_ptr_array_add (rows, deposit);
    }

  return till_store_take_deposits (connection, "clearent", till_day_from_iso (BANK_FUNDED), rows,
                                   &actor, 1, error);
}

Desk *
desk_new_with_deposits (void)
{
  static const gint64 cents[] = { 7750, 5000, 3000, 0 };
  Desk               *desk = desk_new_for_cash ();
  g_autoptr (GError)  error = NULL;
  TillInstant         at;

  g_assert_true (till_instant_from_iso ("2026-11-29T15:00:00Z", &at));
  till_clock_set (desk->clock, at);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, deposits_job,
                 (gpointer) cents, &error);
  g_assert_no_error (error);

  return desk;
}

char *
desk_write_file (Desk *desk, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char              *path = g_build_filename (desk->folder, name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

TillBankImport *
desk_open_bank_path (Desk *desk, const char *path, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_bank_import_open_async (desk->practice, path, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_bank_import_open_finish (desk->practice, kept, error);
}

TillBankImport *
desk_open_bank_text (Desk *desk, const char *name, const char *text)
{
  g_autofree char   *path = desk_write_file (desk, name, text);
  g_autoptr (GError) error = NULL;
  TillBankImport    *import = desk_open_bank_path (desk, path, &error);

  g_assert_no_error (error);

  return import;
}

char *
desk_run_import (TillBankImport *import, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_bank_import_run_async (import, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_bank_import_run_finish (import, kept, error);
}

void
desk_assert_imports (Desk *desk, const char *name, const char *text, const char *expected)
{
  g_autoptr (TillBankImport) import = desk_open_bank_text (desk, name, text);
  g_autoptr (GError)         error = NULL;
  g_autofree char           *words = NULL;

  g_assert_cmpstr (till_bank_import_get_obstacle (import), ==, NULL);
  words = desk_run_import (import, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, expected);
}

void
desk_unmatch (Desk *desk, gint64 line, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_unmatch_bank_line_async (desk->practice, line, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_unmatch_bank_line_finish (desk->practice, kept, error);
}
