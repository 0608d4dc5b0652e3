/* till-store-merges-undo.c: two records that were merged, parted again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-allocations-private.h"
#include "store/till-store-merges-private.h"
#include "store/till-store-patients-private.h"

typedef struct
{
  gint64   id;
  gint64   merged_id;
  gint64   kept_id;
  gint64   account_id; /* the record that stands for the kept one */
  gint64   insurance;
  char    *former[TILL_N_CONSENT_PURPOSES][TILL_N_CONSENTS]; /* texts of TillConsent, or NULL */
  char    *former_state;                                     /* text of TillPersonState, or NULL */
  gboolean stopped;
} Merge;

static void
merge_clear (Merge *self)
{
  for (int purpose = 0; purpose < TILL_N_CONSENT_PURPOSES; purpose++)
    for (int channel = 0; channel < TILL_N_CONSENTS; channel++)
      g_clear_pointer (&self->former[purpose][channel], g_free);
  g_clear_pointer (&self->former_state, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merge, merge_clear)

static gboolean
read_merge (TillDbConnection *connection, gint64 id, Merge *merge, GError **error)
{
  static const char sql[] =
    "SELECT m.patient_id, m.kept_id, coalesce(k.merged_into, k.id), m.insurance_cents,"
    "       m.former_text, m.former_email, m.stopped, m.undone_at IS NOT NULL, m.former_state,"
    "       m.former_receipt_text, m.former_receipt_email"
    "  FROM merges AS m JOIN patients AS k ON k.id = m.kept_id WHERE m.id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, id);

  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("There is no such merge."));
  if (step != TILL_STEP_ROW)
    return FALSE;
  if (till_db_column_int (row, 7) != 0)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("This merge is undone already."));
      return FALSE;
    }

  merge->id = id;
  merge->merged_id = till_db_column_int (row, 0);
  merge->kept_id = till_db_column_int (row, 1);
  merge->account_id = till_db_column_int (row, 2);
  merge->insurance = till_db_column_int (row, 3);
  merge->former[TILL_CONSENT_TO_MONEY][TILL_CHANNEL_TEXT] = till_db_column_dup_text (row, 4);
  merge->former[TILL_CONSENT_TO_MONEY][TILL_CHANNEL_EMAIL] = till_db_column_dup_text (row, 5);
  merge->stopped = till_db_column_int (row, 6) != 0;
  merge->former_state = till_db_column_dup_text (row, 8);
  merge->former[TILL_CONSENT_TO_RECEIPT][TILL_CHANNEL_TEXT] = till_db_column_dup_text (row, 9);
  merge->former[TILL_CONSENT_TO_RECEIPT][TILL_CHANNEL_EMAIL] = till_db_column_dup_text (row, 10);

  return TRUE;
}

static gboolean
mark_undone (TillDbConnection *connection,
             gint64            id,
             const TillActor  *actor,
             TillInstant       at,
             GError          **error)
{
  static const char           sql[] = "UPDATE merges SET undone_at = ?2, undone_by = ?3"
                                      " WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, id);
  till_db_bind_int (statement, 2, at);
  till_db_bind_text (statement, 3, actor->name);

  return till_db_run (statement, error);
}

/* The record, with all that had been merged into it. */
static gboolean
show (TillDbConnection *connection, gint64 id, GError **error)
{
  static const char below[] =
    "WITH RECURSIVE below (id) AS ("
    "  SELECT patient_id FROM merges WHERE kept_id = ?1 AND undone_at IS NULL"
    "  UNION"
    "  SELECT m.patient_id FROM below JOIN merges AS m"
    "      ON m.kept_id = below.id AND m.undone_at IS NULL)"
    "UPDATE patients SET merged_into = ?1 WHERE id IN (SELECT id FROM below)";

  return till_store_run (connection, "UPDATE patients SET merged_into = NULL WHERE id = ?1", error,
                         1, id) &&
         till_store_run (connection, below, error, 1, id);
}

/* Who is still where the merge put them; the kept one only when it answers for nobody else now. */
static gboolean
give_family_back (TillDbConnection *connection, const Merge *merge, GError **error)
{
#define STILL_THERE                                                                                \
  " AND id IN (SELECT f.patient_id FROM merge_families AS f WHERE f.merge_id = ?2"                 \
  "             AND patients.guarantor_id = " TILL_PATIENT_STANDS_FOR ("f.moved_to") ")"
  static const char others[] = "UPDATE patients SET guarantor_id = ?1 WHERE id <> ?3" STILL_THERE;
  static const char kept[] =
    "UPDATE patients SET guarantor_id = ?1 WHERE id = ?3" STILL_THERE
    " AND NOT EXISTS (SELECT 1 FROM patients AS o WHERE o.guarantor_id = ?3 AND o.id <> ?3)";

  return till_store_run (connection, others, error, 3, merge->merged_id, merge->id,
                         merge->kept_id) &&
         till_store_run (connection, kept, error, 3, merge->merged_id, merge->id, merge->kept_id);
}

/* @kept: as it is; it gets back what it had, unless somebody has changed that since. */
static gboolean
give_fields_back (TillDbConnection *connection,
                  const Merge      *merge,
                  TillPatient      *kept,
                  GError          **error)
{
  static const char sql[] = "SELECT field, former, taken FROM merge_fields WHERE merge_id = ?1";
  g_autoptr (TillDbStatement) rows = NULL;
  TillStep                    step = till_store_ask (connection, sql, &rows, error, 1, merge->id);

  for (; step == TILL_STEP_ROW; step = till_db_step (rows, error))
    {
      TillMergeField   field = (TillMergeField) till_db_column_int (rows, 0);
      const char      *taken = till_db_column_text (rows, 2);
      g_autofree char *is = till_merge_field_dup (kept, field);

      if (g_strcmp0 (is, taken) == 0)
        till_merge_field_set (kept, field, till_db_column_text (rows, 1));
    }

  return step == TILL_STEP_DONE;
}

/* What others that are merged into the kept one still say stays. */
static gboolean
list_others (TillDbConnection *connection, const Merge *merge, GPtrArray *others, GError **error)
{
  static const char           sql[] = "SELECT id FROM patients WHERE merged_into = ?1";
  g_autoptr (TillDbStatement) rows = NULL;
  TillStep step = till_store_ask (connection, sql, &rows, error, 1, merge->account_id);

  for (; step == TILL_STEP_ROW; step = till_db_step (rows, error))
    {
      TillPatient *other = till_store_get_patient (connection, till_db_column_int (rows, 0), error);

      if (other == NULL)
        return FALSE;
      g_ptr_array_add (others, other);
    }

  return step == TILL_STEP_DONE;
}

static gboolean
refuses_any (const GPtrArray *patients, int purpose, int channel)
{
  for (guint i = 0; i < patients->len; i++)
    {
      if (*till_patient_get_consent (patients->pdata[i], (TillConsentPurpose) purpose,
                                     (TillChannel) channel) == TILL_CONSENT_REFUSED)
        return TRUE;
    }

  return FALSE;
}

/* What no other record that is merged into it refuses, and nobody has changed since. */
static void
give_consents_back (const Merge *merge, const GPtrArray *others, TillPatient *kept)
{
  for (int purpose = 0; purpose < TILL_N_CONSENT_PURPOSES; purpose++)
    for (int channel = 0; channel < TILL_N_CONSENTS; channel++)
      {
        const char  *former = merge->former[purpose][channel];
        TillConsent *consent =
          till_patient_get_consent (kept, (TillConsentPurpose) purpose, (TillChannel) channel);
        int value;

        if (former != NULL && *consent == TILL_CONSENT_REFUSED &&
            !refuses_any (others, purpose, channel) &&
            till_enum_from_text (TILL_TYPE_CONSENT, former, &value))
          *consent = (TillConsent) value;
      }
}

static gboolean
give_refusals_back (TillDbConnection *connection,
                    const Merge      *merge,
                    TillPatient      *kept,
                    GError          **error)
{
  g_autoptr (GPtrArray) others =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_patient_free);
  gboolean stopped = FALSE;
  gboolean deceased = FALSE;
  int      value = 0;

  if (!list_others (connection, merge, others, error))
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      const TillPatient *other = others->pdata[i];

      stopped = stopped || other->do_not_contact;
      deceased = deceased || other->state == TILL_PERSON_DECEASED;
    }

  if (merge->stopped && !stopped)
    kept->do_not_contact = FALSE;
  if (merge->former_state != NULL && !deceased && kept->state == TILL_PERSON_DECEASED &&
      till_enum_from_text (TILL_TYPE_PERSON_STATE, merge->former_state, &value))
    kept->state = (TillPersonState) value;
  give_consents_back (merge, others, kept);

  return TRUE;
}

/* One that the merge brought goes with the record it came of; if it has ended, it has for both. */
static gboolean
part_snoozes (TillDbConnection *connection, const Merge *merge, GError **error)
{
  static const char over[] =
    "DELETE FROM snoozes WHERE guarantor_id = ?1"
    "   AND NOT EXISTS (SELECT 1 FROM snoozes AS s WHERE s.guarantor_id = ?2)";
  static const char brought[] =
    "DELETE FROM snoozes WHERE guarantor_id = ?2 AND EXISTS (SELECT 1 FROM snoozes AS s"
    " WHERE s.guarantor_id = ?1 AND s.snoozed_at = snoozes.snoozed_at"
    "   AND s.snoozed_by = snoozes.snoozed_by AND s.reason = snoozes.reason)";

  return till_store_run (connection, over, error, 2, merge->merged_id, merge->account_id) &&
         till_store_run (connection, brought, error, 2, merge->merged_id, merge->account_id) &&
         till_store_keep_snooze (connection, merge->merged_id, error) &&
         till_store_keep_snooze (connection, merge->account_id, error);
}

/* What was allocated by hand from the account of one to a charge of the other's is unearned credit
 * again. */
static gboolean
part_allocations (TillDbConnection *connection,
                  const Merge      *merge,
                  const TillActor  *actor,
                  TillInstant       at,
                  GError          **error)
{
  static const char sql[] =
    "SELECT a.entry_id, a.charge_id, sum(a.amount_cents) FROM ledger_entries AS e"
    "  JOIN allocations AS a ON a.entry_id = e.id JOIN ledger_entries AS c ON c.id = a.charge_id"
    " WHERE e.guarantor_id IN (SELECT id FROM patients"
    "                           WHERE id IN (?1, ?2) OR merged_into IN (?1, ?2))"
    "   AND " TILL_PATIENT_STANDS_FOR ("e.guarantor_id") " <> " TILL_PATIENT_STANDS_FOR (
      "c.guarantor_id") " GROUP BY 1, 2 HAVING sum(a.amount_cents) > 0 ORDER BY 1, 2";
  g_autoptr (TillDbStatement) rows = NULL;
  g_autoptr (GArray)          shares = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
  TillStep                    step =
    till_store_ask (connection, sql, &rows, error, 2, merge->merged_id, merge->account_id);

  for (; step == TILL_STEP_ROW; step = till_db_step (rows, error))
    {
      gint64                    cents = till_db_column_int (rows, 2);
      const TillAllocationShare parts[] = {
        { till_db_column_int (rows, 0), till_db_column_int (rows, 1), till_money (-cents) },
        { till_db_column_int (rows, 0), 0, till_money (cents) },
      };

      g_array_append_vals (shares, parts, G_N_ELEMENTS (parts));
    }

  return step == TILL_STEP_DONE && till_store_write_moves (connection, shares, actor, at, error);
}

static gboolean
part_accounts (TillDbConnection *connection, const Merge *merge, GError **error)
{
  TillEdition edition;

  return till_store_find_edition (connection, &edition, error) &&
         (edition.id == 0 ||
          till_store_part_accounts (connection, &edition, merge->account_id, merge->merged_id,
                                    merge->insurance, error)) &&
         part_snoozes (connection, merge, error);
}

gboolean
till_store_undo_merge (TillDbConnection *connection,
                       gint64            merge_id,
                       const TillActor  *actor,
                       TillInstant       at,
                       GError          **error)
{
  g_auto (Merge)          merge = { 0 };
  g_autoptr (TillPatient) kept = NULL;
  g_autofree char        *words = NULL;

  if (!read_merge (connection, merge_id, &merge, error) ||
      !mark_undone (connection, merge_id, actor, at, error) ||
      !show (connection, merge.merged_id, error) || !give_family_back (connection, &merge, error) ||
      !part_accounts (connection, &merge, error))
    return FALSE;

  kept = till_store_get_patient (connection, merge.kept_id, error);
  if (kept == NULL || !give_fields_back (connection, &merge, kept, error) ||
      !give_refusals_back (connection, &merge, kept, error) ||
      !part_allocations (connection, &merge, actor, at, error))
    return FALSE;
  words = till_store_describe_merge (merge.merged_id, merge.kept_id);

  return till_store_change_patient (connection, kept, actor, at, error) &&
         till_store_age_guarantor (connection, merge.merged_id, error) &&
         till_store_audit (connection, actor, at, "undo-merge", "merges", merge_id, words, NULL,
                           error);
}
