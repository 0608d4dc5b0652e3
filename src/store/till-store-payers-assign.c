/* till-store-payers-assign.c: saying whose a transaction made elsewhere is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The party of a row of money never changes, but that one without a patient is given one, once. The
 * audit has it twice: in words, and as what the row is from then on (till verify compares both).
 */
#include "store/till-store-payers.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-state-rules.h"
#include "store/till-store-patients.h"
#include "store/till-store-requests-private.h"
#include "store/till-store-transactions.h"

static gboolean
audit (TillDbConnection      *connection,
       const TillTransaction *before,
       const TillTransaction *after,
       const TillActor       *actor,
       TillInstant            at,
       GError               **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *words = NULL;
  g_autofree char *old = till_store_transaction_snapshot (before);
  g_autofree char *new = till_store_transaction_snapshot (after);
  g_autofree char *facts = till_record_facts (&till_store_transaction_type, after);

  till_json_int (json, "patient", after->patient_id);
  till_json_text (json, "name", after->patient_name);
  words = till_json_end (json);

  return till_store_audit (connection, actor, at, "assign-patient", "transactions", after->id, NULL,
                           words, error) &&
         till_store_audit_row (connection, actor, at, TILL_AUDIT_SET_PATIENT, "transactions",
                               after->id, old, new, facts, error);
}

static gboolean
assign_row (TillDbConnection      *connection,
            const TillTransaction *row,
            const TillPatient     *patient,
            const TillActor       *actor,
            TillInstant            at,
            GError               **error)
{
  static const char           sql[] = "UPDATE transactions SET patient_id = ?2, patient_name = ?3,"
                                      "       patient_name_folded = ?4, guarantor_id = ?5"
                                      " WHERE id = ?1 AND patient_id IS NULL";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autoptr (TillTransaction) after = till_transaction_copy (row);
  g_autofree char            *folded = till_text_fold (patient->name);

  if (statement == NULL)
    return FALSE;

  after->patient_id = patient->id;
  after->guarantor_id = patient->guarantor_id;
  till_text_set (&after->patient_name, patient->name);
  till_db_bind_int (statement, 1, row->id);
  till_db_bind_int (statement, 2, after->patient_id);
  till_db_bind_text (statement, 3, after->patient_name);
  till_db_bind_text (statement, 4, folded);
  till_db_bind_int (statement, 5, after->guarantor_id);

  return till_db_run (statement, error) && audit (connection, row, after, actor, at, error) &&
         (after->kind != TILL_KIND_PAYMENT || !till_transaction_counts (after->state) ||
          till_store_follow_payment (connection, after, actor, at, error));
}

/* The payment, then what was taken back from it: those without a patient. */
static gboolean
list_family (TillDbConnection *connection, gint64 payment_id, GArray *ids, GError **error)
{
  static const char sql[] = "SELECT id FROM transactions WHERE id = ?1 AND patient_id IS NULL"
                            " UNION ALL "
                            "SELECT id FROM transactions"
                            " WHERE related_id = ?1 AND patient_id IS NULL ORDER BY id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, payment_id);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);

      g_array_append_val (ids, id);
    }

  return step == TILL_STEP_DONE;
}

static gboolean
check_free (const TillTransaction *row, GError **error)
{
  if (row->patient_id == 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               _ ("This transaction belongs to %s already, and whose money it is does not change. "
                  "Correct a mistake in the ledger."),
               row->patient_name);

  return FALSE;
}

gboolean
till_store_assign_patient (TillDbConnection *connection,
                           gint64            transaction_id,
                           gint64            patient_id,
                           const TillActor  *actor,
                           TillInstant       at,
                           GArray          **assigned,
                           GError          **error)
{
  g_autoptr (TillTransaction) row = till_store_get_transaction (connection, transaction_id, error);
  g_autoptr (TillPatient)     patient = NULL;
  g_autoptr (GArray)          ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (row == NULL || !check_free (row, error))
    return FALSE;
  if (!till_store_find_standing (connection, &patient_id, error))
    return FALSE;
  patient = till_store_get_patient (connection, patient_id, error);
  if (patient == NULL ||
      !list_family (connection, row->related_id != 0 ? row->related_id : row->id, ids, error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64                      id = g_array_index (ids, gint64, i);
      g_autoptr (TillTransaction) each = till_store_get_transaction (connection, id, error);

      if (each == NULL || !assign_row (connection, each, patient, actor, at, error))
        return FALSE;
    }
  if (assigned != NULL)
    *assigned = g_steal_pointer (&ids);

  return TRUE;
}
