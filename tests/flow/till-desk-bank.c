/* till-desk-bank.c: files of the bank at the front desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-bank.h"

#include "flow/till-practice-bank.h"

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
