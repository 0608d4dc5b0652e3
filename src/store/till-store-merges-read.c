/* till-store-merges-read.c: what there is of two records, and what was merged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-merges-private.h"
#include "store/till-store-patients.h"

TillMergeSide *
till_store_read_merge_side (TillDbConnection *connection, gint64 patient_id, GError **error)
{
  static const char sql[] =
    "SELECT (SELECT count(*) FROM transactions WHERE patient_id IN"
    "         (SELECT id FROM patients WHERE id = ?1 OR merged_into = ?1)),"
    "       (SELECT count(*) FROM ledger_lines WHERE guarantor_id = ?1),"
    "       (SELECT count(*) FROM people WHERE guarantor_id = ?1 AND id <> ?1),"
    "       coalesce((SELECT total_cents FROM balances WHERE guarantor_id = ?1"
    "                  AND edition_id = (SELECT id FROM editions WHERE state = 'shown')), 0),"
    "       EXISTS (SELECT 1 FROM snoozes WHERE guarantor_id = ?1)";
  g_autoptr (TillMergeSide)   side = g_new0 (TillMergeSide, 1);
  g_autoptr (TillDbStatement) row = NULL;

  side->patient = till_store_get_patient (connection, patient_id, error);
  if (side->patient == NULL ||
      till_store_ask (connection, sql, &row, error, 1, patient_id) != TILL_STEP_ROW)
    return NULL;

  side->n_transactions = (guint) till_db_column_int (row, 0);
  side->n_entries = (guint) till_db_column_int (row, 1);
  side->n_family = (guint) till_db_column_int (row, 2);
  side->balance = till_money (till_db_column_int (row, 3));
  side->is_snoozed = till_db_column_int (row, 4) != 0;

  return g_steal_pointer (&side);
}

GPtrArray *
till_store_list_merged (TillDbConnection *connection, gint64 patient_id, GError **error)
{
  static const char sql[] =
    "SELECT m.id, p.name, p.number, m.merged_by, m.merged_at"
    "  FROM patients AS p JOIN merges AS m ON m.patient_id = p.id AND m.undone_at IS NULL"
    " WHERE p.merged_into = ?1 ORDER BY m.id DESC";
  g_autoptr (GPtrArray) merged =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_merged_record_free);
  g_autoptr (TillDbStatement) rows = NULL;
  TillStep                    step;

  for (step = till_store_ask (connection, sql, &rows, error, 1, patient_id); step == TILL_STEP_ROW;
       step = till_db_step (rows, error))
    {
      TillMergedRecord *record = g_new0 (TillMergedRecord, 1);

      record->merge_id = till_db_column_int (rows, 0);
      record->name = till_db_column_dup_text (rows, 1);
      record->number = till_db_column_dup_text (rows, 2);
      record->merged_by = till_db_column_dup_text (rows, 3);
      record->merged_at = till_db_column_int (rows, 4);
      g_ptr_array_add (merged, record);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&merged) : NULL;
}
