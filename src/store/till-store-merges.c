/* till-store-merges.c: two records of one patient shown as one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-merges.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-merges-private.h"
#include "store/till-store-patients-private.h"

/* ── What may not be ─────────────────────────────────────────────────────────────────────────── */

static gboolean
check_record (TillDbConnection *connection, const TillPatient *patient, GError **error)
{
  static const char sql[] =
    "SELECT 1 FROM patients AS p WHERE id = ?1 AND " TILL_PATIENT_IS_THERE ("p.");
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  if (patient->merged_into != 0)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("The record of %s is merged with another already. Open that patient, and "
                      "undo the merge first."),
                   patient->name);
      return FALSE;
    }
  step = till_store_ask (connection, sql, &row, error, 1, patient->id);
  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("The patient is not there."));

  return step == TILL_STEP_ROW;
}

/* ── What is taken over ──────────────────────────────────────────────────────────────────────── */

static gboolean
keep_field (TillDbConnection *connection,
            gint64            merge_id,
            TillMergeField    field,
            const char       *former,
            const char       *taken,
            GError          **error)
{
  static const char           sql[] = "INSERT INTO merge_fields (merge_id, field, former, taken)"
                                      " VALUES (?1, ?2, ?3, ?4)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, merge_id);
  till_db_bind_int (statement, 2, field);
  till_db_bind_text (statement, 3, former);
  till_db_bind_text (statement, 4, taken);

  return till_db_run (statement, error);
}

static gboolean
take_fields (TillDbConnection  *connection,
             gint64             merge_id,
             guint              fields,
             const TillPatient *merged,
             TillPatient       *kept,
             GError           **error)
{
  for (int field = 0; field < TILL_N_MERGE_FIELDS; field++)
    {
      g_autofree char *former = till_merge_field_dup (kept, (TillMergeField) field);
      g_autofree char *taken = till_merge_field_dup (merged, (TillMergeField) field);

      if ((fields & (1u << field)) == 0 || taken == NULL || g_strcmp0 (former, taken) == 0)
        continue;
      if (!keep_field (connection, merge_id, (TillMergeField) field, former, taken, error))
        return FALSE;
      till_merge_field_set (kept, (TillMergeField) field, taken);
    }

  return TRUE;
}

/* Reads alone: what is pointed to stays. */
static TillConsent
get_consent (const TillPatient *patient, int purpose, int channel)
{
  return *till_patient_get_consent ((TillPatient *) patient, (TillConsentPurpose) purpose,
                                    (TillChannel) channel);
}

static gboolean
refuses_more (const TillPatient *merged, const TillPatient *kept, int purpose, int channel)
{
  return get_consent (merged, purpose, channel) == TILL_CONSENT_REFUSED &&
         get_consent (kept, purpose, channel) != TILL_CONSENT_REFUSED;
}

/* A record may be inactive for being the one too many; nobody is deceased by one record only. */
static gboolean
dies (const TillPatient *merged, const TillPatient *kept)
{
  return merged->state == TILL_PERSON_DECEASED && kept->state != TILL_PERSON_DECEASED;
}

/* What either has refused is refused. */
static void
take_refusals (const TillPatient *merged, TillPatient *kept)
{
  kept->do_not_contact = kept->do_not_contact || merged->do_not_contact;
  if (dies (merged, kept))
    kept->state = TILL_PERSON_DECEASED;
  for (int purpose = 0; purpose < TILL_N_CONSENT_PURPOSES; purpose++)
    for (int channel = 0; channel < TILL_N_CONSENTS; channel++)
      if (refuses_more (merged, kept, purpose, channel))
        *till_patient_get_consent (kept, (TillConsentPurpose) purpose, (TillChannel) channel) =
          TILL_CONSENT_REFUSED;
}

/* ── The merge ───────────────────────────────────────────────────────────────────────────────── */

static void
bind_former (TillDbStatement   *statement,
             int                index,
             const TillPatient *merged,
             const TillPatient *kept,
             TillConsentPurpose purpose,
             TillChannel        channel)
{
  if (refuses_more (merged, kept, (int) purpose, (int) channel))
    till_db_bind_text (statement, index,
                       till_enum_to_text (TILL_TYPE_CONSENT,
                                          (int) get_consent (kept, (int) purpose, (int) channel)));
}

static gboolean
insert_merge (TillDbConnection  *connection,
              const TillPatient *merged,
              const TillPatient *kept,
              const TillActor   *actor,
              TillInstant        at,
              gint64            *merge_id,
              GError           **error)
{
  static const char sql[] =
    "INSERT INTO merges (patient_id, kept_id, insurance_cents, former_text, former_email, stopped,"
    "                    merged_at, merged_by, former_state, former_receipt_text,"
    "                    former_receipt_email)"
    " VALUES (?1, ?2, coalesce((SELECT b.insurance_cents FROM balances AS b"
    "                            WHERE b.guarantor_id = ?1 AND b.edition_id ="
    "                                  (SELECT id FROM editions WHERE state = 'shown')), 0),"
    "         ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, merged->id);
  till_db_bind_int (statement, 2, kept->id);
  bind_former (statement, 3, merged, kept, TILL_CONSENT_TO_MONEY, TILL_CHANNEL_TEXT);
  bind_former (statement, 4, merged, kept, TILL_CONSENT_TO_MONEY, TILL_CHANNEL_EMAIL);
  bind_former (statement, 9, merged, kept, TILL_CONSENT_TO_RECEIPT, TILL_CHANNEL_TEXT);
  bind_former (statement, 10, merged, kept, TILL_CONSENT_TO_RECEIPT, TILL_CHANNEL_EMAIL);
  till_db_bind_int (statement, 5, merged->do_not_contact && !kept->do_not_contact);
  till_db_bind_int (statement, 6, at);
  till_db_bind_text (statement, 7, actor->name);
  if (dies (merged, kept))
    till_db_bind_text (statement, 8, till_enum_to_text (TILL_TYPE_PERSON_STATE, (int) kept->state));
  if (!till_db_run (statement, error))
    return FALSE;
  *merge_id = till_db_last_id (connection);

  return TRUE;
}

/* For whom the merged one answered. When that is the kept one, it answers for itself. */
static gboolean
move_family (TillDbConnection  *connection,
             gint64             merge_id,
             const TillPatient *merged,
             const TillPatient *kept,
             GError           **error)
{
  static const char note[] =
    "INSERT INTO merge_families (merge_id, patient_id, moved_to)"
    " SELECT ?1, id, ?3 FROM patients WHERE guarantor_id = ?2 AND id <> ?2";
  static const char move[] =
    "UPDATE patients SET guarantor_id = ?2 WHERE guarantor_id = ?1 AND id <> ?1";
  gint64 to = kept->guarantor_id == merged->id ? kept->id : kept->guarantor_id;

  return till_store_run (connection, note, error, 3, merge_id, merged->id, to) &&
         till_store_run (connection, move, error, 2, merged->id, to);
}

/* Of two that end on a day the later lasts; else the kept one's own. */
static gboolean
take_snooze (TillDbConnection *connection, gint64 merged_id, gint64 kept_id, GError **error)
{
  static const char sql[] =
    "INSERT INTO snoozes (guarantor_id, ends, until_day, total_cents, reason, snoozed_by,"
    "                     snoozed_at)"
    " SELECT ?2, ends, until_day, total_cents, reason, snoozed_by, snoozed_at FROM snoozes"
    "  WHERE guarantor_id = ?1"
    " ON CONFLICT (guarantor_id) DO UPDATE SET until_day = excluded.until_day"
    "  WHERE snoozes.ends = 'day' AND excluded.ends = 'day'"
    "    AND excluded.until_day > snoozes.until_day";

  return till_store_run (connection, sql, error, 2, merged_id, kept_id);
}

gboolean
till_store_keep_snooze (TillDbConnection *connection, gint64 account_id, GError **error)
{
  static const char sql[] =
    "UPDATE snoozes SET total_cents = coalesce((SELECT b.total_cents FROM balances AS b"
    "   WHERE b.guarantor_id = ?1 AND b.edition_id ="
    "         (SELECT id FROM editions WHERE state = 'shown')), 0)"
    " WHERE guarantor_id = ?1 AND ends = 'balance'";

  return till_store_run (connection, sql, error, 1, account_id);
}

char *
till_store_describe_merge (gint64 merged_id, gint64 kept_id)
{
  GString *json = g_string_new (NULL);

  till_json_int (json, "merged", merged_id);
  till_json_int (json, "kept", kept_id);

  return till_json_end (json);
}

/* The record, and all that are merged into it. */
static gboolean
hide (TillDbConnection *connection, gint64 merged_id, gint64 kept_id, GError **error)
{
  return till_store_run (connection,
                         "UPDATE patients SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1",
                         error, 2, merged_id, kept_id);
}

static gboolean
join_accounts (TillDbConnection *connection, gint64 merged_id, gint64 kept_id, GError **error)
{
  TillEdition edition;

  return till_store_find_edition (connection, &edition, error) &&
         (edition.id == 0 || till_store_settle_account (connection, &edition, kept_id, error)) &&
         take_snooze (connection, merged_id, kept_id, error) &&
         till_store_keep_snooze (connection, kept_id, error);
}

gboolean
till_store_merge_patients (TillDbConnection     *connection,
                           const TillMergeOrder *order,
                           const TillActor      *actor,
                           TillInstant           at,
                           gint64               *merge_id,
                           GError              **error)
{
  g_autoptr (TillPatient) merged = NULL;
  g_autoptr (TillPatient) kept = NULL;
  g_autoptr (TillPatient) after = NULL;
  g_autofree char        *words = till_store_describe_merge (order->merged_id, order->kept_id);

  if (order->merged_id == order->kept_id)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("That is the same record. Choose the other one of this patient."));
      return FALSE;
    }
  merged = till_store_get_patient (connection, order->merged_id, error);
  kept = merged != NULL ? till_store_get_patient (connection, order->kept_id, error) : NULL;
  if (kept == NULL || !check_record (connection, merged, error) ||
      !check_record (connection, kept, error))
    return FALSE;

  after = till_patient_copy (kept);
  take_refusals (merged, after);

  return insert_merge (connection, merged, kept, actor, at, merge_id, error) &&
         take_fields (connection, *merge_id, order->taken, merged, after, error) &&
         move_family (connection, *merge_id, merged, kept, error) &&
         hide (connection, merged->id, kept->id, error) &&
         join_accounts (connection, merged->id, kept->id, error) &&
         till_store_change_patient (connection, after, actor, at, error) &&
         till_store_audit (connection, actor, at, "merge-patients", "merges", *merge_id, NULL,
                           words, error);
}
