/* till-store-patients-change.c: what is known of a patient, changed by hand, with the audit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-balances.h"
#include "store/till-store-consents.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-private.h"

/* ── Checking ────────────────────────────────────────────────────────────────────────────────── */

/* A file of another program knows a patient by the number: no two may have the same. */
static gboolean
check_number (TillDbConnection *connection, const TillPatient *patient, GError **error)
{
  static const char sql[] =
    "SELECT name FROM patients WHERE number_folded = ?1 AND id <> ?2 AND " TILL_PATIENT_SHOWN (
      "") " LIMIT 1";
  g_autofree char            *folded = NULL;
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  if (patient->number == NULL)
    return TRUE;

  folded = till_text_fold (patient->number);
  row = till_db_prepare (connection, sql, error);
  if (row == NULL)
    return FALSE;
  till_db_bind_text (row, 1, folded);
  till_db_bind_int (row, 2, patient->id);
  step = till_db_step (row, error);
  if (step == TILL_STEP_ROW)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("The number %s is the number of %s already. Enter another, or none."),
                 patient->number, till_db_column_text (row, 0));

  return step == TILL_STEP_DONE;
}

static gboolean
check_language (const char *language, GError **error)
{
  int known;

  if (language == NULL || till_enum_from_text (TILL_TYPE_LANGUAGE, language, &known))
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("Messages can’t be written in the language “%s”. Choose English or Spanish."),
               language);

  return FALSE;
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
write_rest (TillDbConnection *connection, const TillPatient *patient, GError **error)
{
  static const char           sql[] = "UPDATE patients SET note = ?2, state = ?3,"
                                      "                    do_not_contact = ?4, language = ?5"
                                      " WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, patient->id);
  till_db_bind_text (statement, 2, patient->note);
  till_db_bind_text (statement, 3,
                     till_enum_to_text (TILL_TYPE_PERSON_STATE, (int) patient->state));
  till_db_bind_int (statement, 4, patient->do_not_contact);
  till_db_bind_text (statement, 5, patient->language);

  return till_db_run (statement, error);
}

/* Until then they were @before's; with the source and the wording that @after has. */
static gboolean
add_consents (TillDbConnection *connection,
              TillPatient      *before,
              TillPatient      *after,
              const TillActor  *actor,
              TillInstant       at,
              GError          **error)
{
  for (int i = 0; i < TILL_N_CONSENT_PURPOSES * TILL_N_CONSENTS; i++)
    {
      TillConsentNote note = {
        .purpose = (TillConsentPurpose) (i / TILL_N_CONSENTS),
        .channel = (TillChannel) (i % TILL_N_CONSENTS),
        .how = after->consent_how,
        .wording = after->consent_wording,
        .noted_at = at,
        .noted_by = actor->name,
      };

      note.consent = *till_patient_get_consent (after, note.purpose, note.channel);
      if (note.consent != *till_patient_get_consent (before, note.purpose, note.channel) &&
          !till_store_add_consent (connection, after->id, &note, error))
        return FALSE;
    }

  return TRUE;
}

/* ── The audit ───────────────────────────────────────────────────────────────────────────────── */

static char *
make_snapshot (const TillPatient *patient)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "name", patient->name);
  till_json_text (json, "number", patient->number);
  if (!till_day_is_none (patient->birth_date))
    till_json_int (json, "born", patient->birth_date.number);
  till_json_text (json, "phone", patient->phone);
  till_json_text (json, "email", patient->email);
  till_json_text (json, "address", patient->address);
  till_json_text (json, "note", patient->note);
  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_PERSON_STATE, (int) patient->state));
  till_json_int (json, "do-not-contact", patient->do_not_contact);
  till_json_text (
    json, "texts",
    till_enum_to_text (TILL_TYPE_CONSENT, (int) patient->consents[TILL_CHANNEL_TEXT]));
  till_json_text (
    json, "emails",
    till_enum_to_text (TILL_TYPE_CONSENT, (int) patient->consents[TILL_CHANNEL_EMAIL]));
  till_json_text (
    json, "receipt-texts",
    till_enum_to_text (TILL_TYPE_CONSENT, (int) patient->receipt_consents[TILL_CHANNEL_TEXT]));
  till_json_text (
    json, "receipt-emails",
    till_enum_to_text (TILL_TYPE_CONSENT, (int) patient->receipt_consents[TILL_CHANNEL_EMAIL]));
  till_json_text (json, "language", patient->language);

  return till_json_end (json);
}

gboolean
till_store_change_patient (TillDbConnection  *connection,
                           const TillPatient *wanted,
                           const TillActor   *actor,
                           TillInstant        at,
                           GError           **error)
{
  g_autoptr (TillPatient) before = till_store_get_patient (connection, wanted->id, error);
  g_autoptr (TillPatient) after = NULL;
  g_autofree char        *was = NULL;
  g_autofree char        *is = NULL;

  if (before == NULL)
    return FALSE;

  after = till_patient_copy (wanted);
  after->location_id = before->location_id;
  after->guarantor_id = before->guarantor_id;
  was = make_snapshot (before);
  is = make_snapshot (after);
  if (g_str_equal (was, is))
    return TRUE;

  return till_text_refuse_card_number (after->note, _ ("the note"), error) &&
         (g_strcmp0 (before->number, after->number) == 0 ||
          check_number (connection, after, error)) &&
         check_language (after->language, error) &&
         till_store_write_patient (connection, after, error) &&
         write_rest (connection, after, error) &&
         add_consents (connection, before, after, actor, at, error) &&
         till_store_age_guarantor (connection, after->guarantor_id, error) &&
         till_store_audit_row (connection, actor, at, "change-patient", "patients", after->id, was,
                               is, NULL, error);
}

/* ── The guarantor ───────────────────────────────────────────────────────────────────────────── */

static gboolean
check_standing (const TillPatient *patient, GError **error)
{
  if (patient->merged_into == 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               _ ("The record of %s is merged with another. Open that patient, and change the "
                  "guarantor there."),
               patient->name);

  return FALSE;
}

static gboolean
check_new_guarantor (const TillPatient *patient, const TillPatient *guarantor, GError **error)
{
  if (!check_standing (patient, error) || !check_standing (guarantor, error))
    return FALSE;
  if (guarantor->id == patient->id || guarantor->guarantor_id == guarantor->id)
    return TRUE;

  g_set_error (
    error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
    _ ("Somebody else answers for %s already, so %s can’t answer for others. Choose that "
       "guarantor instead."),
    guarantor->name, guarantor->name);

  return FALSE;
}

static gboolean
check_family (TillDbConnection *connection, const TillPatient *patient, GError **error)
{
  static const char           sql[] = "SELECT count(*) FROM people"
                                      " WHERE guarantor_id = ?1 AND id <> ?1";
  g_autoptr (TillDbStatement) row = NULL;
  gint64                      n_others;

  if (till_store_ask (connection, sql, &row, error, 1, patient->id) != TILL_STEP_ROW)
    return FALSE;
  n_others = till_db_column_int (row, 0);
  if (n_others == 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               g_dngettext (GETTEXT_PACKAGE,
                            "%s answers for %u other patient. Move the whole family, or that "
                            "patient first.",
                            "%s answers for %u other patients. Move the whole family, or those "
                            "patients first.",
                            (gulong) n_others),
               patient->name, (guint) n_others);

  return FALSE;
}

static char *
describe_guarantor (gint64 guarantor_id)
{
  GString *json = g_string_new (NULL);

  till_json_int (json, "guarantor", guarantor_id);

  return till_json_end (json);
}

/* Whom a file named before is known from the first change on. */
static gboolean
write_guarantor (TillDbConnection *connection,
                 gint64            patient_id,
                 gint64            former_id,
                 gint64            guarantor_id,
                 const TillActor  *actor,
                 TillInstant       at,
                 GError          **error)
{
  static const char sql[] =
    "UPDATE patients SET guarantor_id = ?2,"
    "       filed_guarantor_id = coalesce(filed_guarantor_id, ?3) WHERE id = ?1";
  g_autofree char *was = describe_guarantor (former_id);
  g_autofree char *is = describe_guarantor (guarantor_id);

  return till_store_run (connection, sql, error, 3, patient_id, guarantor_id, former_id) &&
         till_store_audit (connection, actor, at, "change-guarantor", "patients", patient_id, was,
                           is, error);
}

static gboolean
move_family (TillDbConnection *connection,
             gint64            former_id,
             gint64            guarantor_id,
             const TillActor  *actor,
             TillInstant       at,
             GError          **error)
{
  static const char sql[] = "SELECT id FROM patients WHERE guarantor_id = ?1 AND id <> ?1";
  g_autoptr (TillDbStatement) rows = NULL;
  g_autoptr (GArray)          ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillStep                    step;

  for (step = till_store_ask (connection, sql, &rows, error, 1, former_id); step == TILL_STEP_ROW;
       step = till_db_step (rows, error))
    {
      gint64 id = till_db_column_int (rows, 0);

      g_array_append_val (ids, id);
    }
  if (step == TILL_STEP_ERROR)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      if (!write_guarantor (connection, g_array_index (ids, gint64, i), former_id, guarantor_id,
                            actor, at, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_store_change_guarantor (TillDbConnection *connection,
                             gint64            patient_id,
                             gint64            guarantor_id,
                             gboolean          with_family,
                             const TillActor  *actor,
                             TillInstant       at,
                             GError          **error)
{
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, patient_id, error);
  g_autoptr (TillPatient) guarantor = NULL;

  if (patient == NULL)
    return FALSE;
  guarantor = till_store_get_patient (connection, guarantor_id, error);
  if (guarantor == NULL || !check_new_guarantor (patient, guarantor, error))
    return FALSE;
  if (patient->guarantor_id == guarantor_id)
    return TRUE;
  if (!with_family && !check_family (connection, patient, error))
    return FALSE;

  return write_guarantor (connection, patient_id, patient->guarantor_id, guarantor_id, actor, at,
                          error) &&
         move_family (connection, patient_id, guarantor_id, actor, at, error);
}
