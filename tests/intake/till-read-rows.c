/* till-read-rows.c: a file's lines, as the tests write them, read as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-read-rows.h"

Outcome
read_text (const char *text, const TillImportLayout *layout)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Outcome        outcome = { 0 };
  gboolean       stopped = FALSE;

  outcome.read = g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_row_free);
  outcome.problems = g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
  outcome.rows = till_import_rows_new (layout, outcome.problems);
  for (guint i = 0; lines[i] != NULL && (lines[i + 1] != NULL || *lines[i] != '\0') && !stopped;
       i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "|", -1);
      TillImportRow *row;
      TillImportStep step =
        till_import_rows_take (outcome.rows, i + 1, cells, &row, &outcome.error);

      stopped = step == TILL_IMPORT_STOP;
      g_assert_true (step != TILL_IMPORT_ROW || row != NULL);
      g_assert_true (row == NULL || row->is_wrong == (step == TILL_IMPORT_WRONG));
      if (step == TILL_IMPORT_ROW)
        g_ptr_array_add (outcome.read, row);
      else
        till_import_row_free (row);
    }
  if (!stopped)
    till_import_rows_end (outcome.rows, &outcome.error);
  for (guint i = 0; i < outcome.problems->len; i++)
    {
      const TillImportProblem *problem = g_ptr_array_index (outcome.problems, i);

      g_test_message ("line %u, column %u: %s", problem->line, problem->column, problem->text);
    }

  return outcome;
}

void
outcome_clear (Outcome *outcome)
{
  till_import_rows_free (outcome->rows);
  g_ptr_array_unref (outcome->read);
  g_ptr_array_unref (outcome->problems);
  g_clear_error (&outcome->error);
}

const TillImportRow *
get_row (const Outcome *outcome, guint index)
{
  g_assert_cmpuint (index, <, outcome->read->len);

  return g_ptr_array_index (outcome->read, index);
}
