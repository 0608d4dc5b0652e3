/* fuzz-intake.c: whatever bytes a file has, it is read or refused with a sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte says by which reader, so that one corpus serves all.
 */
#include <gio/gio.h>

#include "intake/till-bank-csv.h"
#include "intake/till-import-file.h"
#include "intake/till-import-layouts.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static GPtrArray *
new_problems (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
}

/* Once with what the file itself tells, once as matched by hand. */
static void
read_import (GBytes *bytes, const TillImportLayout *layout)
{
  g_autoptr (GPtrArray)      problems = new_problems ();
  g_autoptr (GError)         error = NULL;
  g_autoptr (GInputStream)   raw = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (TillImportFile) file = till_import_file_open (raw, layout, problems, &error);
  TillImportRow             *row = NULL;
  guint                      n_rows = 0;
  gboolean                   fits = file != NULL;

  while (fits && (fits = till_import_file_next (file, &row, &error)) && row != NULL)
    {
      g_assert_nonnull (till_import_file_get_layout (file));
      g_assert_cmpuint (row->line, >, 0);
      n_rows++;
      till_import_row_free (row);
    }
  g_assert_true (fits == (error == NULL));
  /* The others are deleted lines, and rows with problems. */
  if (file != NULL)
    g_assert_true (n_rows + till_import_file_get_n_deleted (file) ==
                     till_import_file_get_n_rows (file) ||
                   problems->len > 0);
}

static void
read_by_hand (GBytes *bytes)
{
  TillImportLayout layout = { .kind = TILL_IMPORT_BALANCES, .n_columns = 4 };

  layout.fields[0] = TILL_FIELD_NAME;
  layout.fields[1] = TILL_FIELD_BIRTH_DATE;
  layout.fields[2] = TILL_FIELD_OWED_0_30;
  layout.fields[3] = TILL_FIELD_TOTAL;
  read_import (bytes, &layout);
}

static void
read_bank (GBytes *bytes)
{
  static const char *const exempt[] = { "4111111111111111", NULL };
  g_autoptr (GPtrArray)    problems = new_problems ();
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillBankCsv)  csv = till_bank_csv_open (bytes, &error);
  TillBankLayout           layout;

  g_assert_true ((csv != NULL) == (error == NULL));
  if (csv == NULL)
    return;

  till_bank_layout_clear (&layout);
  till_bank_csv_guess (csv, &layout);
  if (layout.day_order == TILL_DAY_ORDER_UNKNOWN)
    layout.day_order = TILL_DAY_ORDER_MDY;
  if (layout.point == TILL_POINT_UNKNOWN)
    layout.point = '.';
  if (till_bank_layout_get_problem (&layout) == NULL)
    {
      g_autoptr (TillBankStatement) statement =
        till_bank_csv_read (csv, &layout, till_day (2026, 11, 24), exempt, problems, &error);

      g_assert_true ((statement != NULL) == (error == NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = NULL;

  if (size == 0)
    return 0;

  bytes = g_bytes_new (data + 1, size - 1);
  switch (data[0])
    {
    case 'h':
      read_by_hand (bytes);
      break;
    case 'b':
      read_bank (bytes);
      break;
    default:
      read_import (bytes, NULL);
      break;
    }

  return 0;
}
