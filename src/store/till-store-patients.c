/* till-store-patients.c: who was treated and who owes: added and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-patients.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-private.h"

/* ── Adding ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_patient (const TillPatient *patient, GStrv words, GError **error)
{
  if (*words == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("A patient needs a name. Enter one, as in “Lopez, Maria”."));
      return FALSE;
    }

  return till_text_refuse_card_number (patient->name, _ ("the patient’s name"), error) &&
         till_text_refuse_card_number (patient->number, _ ("the patient’s number"), error) &&
         till_text_refuse_card_number (patient->phone, _ ("the phone number"), error) &&
         till_text_refuse_card_number (patient->email, _ ("the e-mail address"), error) &&
         till_text_refuse_card_number (patient->address, _ ("the address"), error);
}

static gboolean
check_guarantor (TillDbConnection *connection, gint64 guarantor_id, GError **error)
{
  static const char           sql[] = "SELECT 1 FROM patients WHERE id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  if (guarantor_id == 0)
    return TRUE;

  step = till_store_ask (connection, sql, &row, error, 1, guarantor_id);
  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("The guarantor is not there."));

  return step == TILL_STEP_ROW;
}

static char *
fold_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? till_text_fold (text) : NULL;
}

#define FIELDS                                                                                     \
  "location_id, guarantor_id, number, number_folded, name, name_words, birth_date, phone,"         \
  " phone_digits, phone_reversed, email, added_at"

/* ?2 … ?11 */
static void
bind_patient (TillDbStatement *statement, const TillPatient *patient, GStrv words)
{
  g_autofree char *name_words = g_strjoinv (" ", words);
  g_autofree char *number = fold_or_null (patient->number);
  g_autofree char *digits = till_text_phone_digits (patient->phone);
  g_autofree char *reversed = digits != NULL ? g_strreverse (g_strdup (digits)) : NULL;

  if (patient->guarantor_id != 0)
    till_db_bind_int (statement, 2, patient->guarantor_id);
  till_db_bind_text (statement, 3, number != NULL ? patient->number : NULL);
  till_db_bind_text (statement, 4, number);
  till_db_bind_text (statement, 5, patient->name);
  till_db_bind_text (statement, 6, name_words);
  if (!till_day_is_none (patient->birth_date))
    till_db_bind_int (statement, 7, patient->birth_date.number);
  till_db_bind_text (statement, 8, patient->phone);
  till_db_bind_text (statement, 9, digits);
  till_db_bind_text (statement, 10, reversed);
  till_db_bind_text (statement, 11, patient->email);
}

/* Whose guarantor nobody else is names the own id: it is known before. */
static gboolean
take_id (TillDbConnection *connection, TillPatient *patient, GError **error)
{
  static const char           sql[] = "SELECT coalesce(max(id), 0) + 1 FROM patients";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 0) != TILL_STEP_ROW)
    return FALSE;
  patient->id = till_db_column_int (row, 0);
  if (patient->guarantor_id == 0)
    patient->guarantor_id = patient->id;

  return TRUE;
}

static gboolean
insert_patient (TillDbConnection *connection,
                TillPatient      *patient,
                gint64            import_id,
                GStrv             words,
                TillInstant       at,
                GError          **error)
{
  static const char of_none[] = "INSERT INTO patients (" FIELDS ", id)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
  static const char of_file[] =
    "INSERT INTO patients (" FIELDS ", id, import_id)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
  g_autoptr (TillDbStatement) statement = NULL;

  if (!take_id (connection, patient, error) ||
      (statement = till_db_prepare (connection, import_id != 0 ? of_file : of_none, error)) == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, patient->location_id);
  bind_patient (statement, patient, words);
  till_db_bind_int (statement, 12, at);
  till_db_bind_int (statement, 13, patient->id);
  if (import_id != 0)
    till_db_bind_int (statement, 14, import_id);

  return till_db_run (statement, error);
}

static gboolean
insert_words (TillDbConnection *connection, gint64 id, GStrv words, GError **error)
{
  static const char sql[] = "INSERT INTO patient_words (word, patient_id) VALUES (?1, ?2)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 1; words[0] != NULL && words[i] != NULL; i++)
    {
      till_db_bind_text (statement, 1, words[i]);
      till_db_bind_int (statement, 2, id);
      if (!till_db_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_address (TillDbConnection *connection, const TillPatient *patient, GError **error)
{
  static const char           sql[] = "UPDATE patients SET address = ?2 WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, patient->id);
  till_db_bind_text (statement, 2, patient->address);

  return till_db_run (statement, error);
}

gboolean
till_store_add_patient_of (TillDbConnection *connection,
                           TillPatient      *patient,
                           gint64            import_id,
                           TillInstant       at,
                           GError          **error)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (patient != NULL && patient->name != NULL, FALSE);

  words = till_text_words (patient->name);
  patient->location_id = patient->location_id != 0 ? patient->location_id : 1;
  if (!check_patient (patient, words, error) ||
      !check_guarantor (connection, patient->guarantor_id, error) ||
      !insert_patient (connection, patient, import_id, words, at, error))
    return FALSE;

  return insert_words (connection, patient->id, words, error) &&
         (patient->address == NULL || write_address (connection, patient, error));
}

gboolean
till_store_add_patient (TillDbConnection *connection,
                        TillPatient      *patient,
                        TillInstant       at,
                        GError          **error)
{
  return till_store_add_patient_of (connection, patient, 0, at, error);
}

/* ── Changing ────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_write_patient (TillDbConnection *connection, const TillPatient *patient, GError **error)
{
  /* A guarantor who is merged by now is the one who stands for that record; a file that names
   * another than before is news. */
  static const char sql[] =
    "UPDATE patients SET guarantor_id = coalesce((SELECT k.merged_into FROM patients AS k"
    "                                              WHERE k.id = ?2 AND k.id <> ?1), ?2), number = "
    "?3, number_folded = ?4, name = ?5,"
    "                    name_words = ?6, birth_date = ?7, phone = ?8, phone_digits = ?9,"
    "                    phone_reversed = ?10, email = ?11,"
    "                    filed_guarantor_id ="
    "                      CASE WHEN guarantor_id = ?2 THEN filed_guarantor_id END"
    " WHERE id = ?1";
  static const char           drop[] = "DELETE FROM patient_words WHERE patient_id = ?1";
  g_auto (GStrv)              words = till_text_words (patient->name);
  g_autoptr (TillDbStatement) statement = NULL;

  if (!check_patient (patient, words, error) ||
      (statement = till_db_prepare (connection, sql, error)) == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, patient->id);
  bind_patient (statement, patient, words);

  return till_db_run (statement, error) && write_address (connection, patient, error) &&
         till_store_run (connection, drop, error, 1, patient->id) &&
         insert_words (connection, patient->id, words, error);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

#define CONSENT(purpose, channel)                                                                  \
  "(SELECT c.consent FROM consents AS c WHERE c.patient_id = p.id AND c.channel = '" channel "'"   \
  "    AND c.purpose = '" purpose "' ORDER BY c.id DESC LIMIT 1)"
#define CONSENTS                                                                                   \
  CONSENT ("money", "text")                                                                        \
  ", " CONSENT ("money", "email") ", " CONSENT ("receipt", "text") ", " CONSENT ("receipt", "emai" \
                                                                                            "l")

/* As the view account_entries has it, which would be read whole for each patient: it can't be asked
 * for the guarantor of another table's row. */
#define LEDGER_BALANCE                                                                             \
  "(SELECT coalesce(sum(e.amount_cents), 0) FROM ledger_entries AS e"                              \
  "  WHERE e.guarantor_id IN"                                                                      \
  "        (SELECT g.id FROM patients AS g"                                                        \
  "          WHERE g.id = coalesce(p.guarantor_id, p.id) AND g.merged_into IS NULL"                \
  "         UNION ALL"                                                                             \
  "         SELECT m.id FROM patients AS m"                                                        \
  "          WHERE m.merged_into = coalesce(p.guarantor_id, p.id)))"

static TillConsent
read_consent (TillDbStatement *row, int column)
{
  int consent = TILL_CONSENT_UNKNOWN;

  return till_enum_from_text (TILL_TYPE_CONSENT, till_db_column_text (row, column), &consent)
           ? (TillConsent) consent
           : TILL_CONSENT_UNKNOWN;
}

/* In the order of CONSENTS. */
static void
read_consents (TillDbStatement *row, int first, TillPatient *patient)
{
  for (int purpose = 0; purpose < TILL_N_CONSENT_PURPOSES; purpose++)
    for (int channel = 0; channel < TILL_N_CONSENTS; channel++)
      *till_patient_get_consent (patient, (TillConsentPurpose) purpose, (TillChannel) channel) =
        read_consent (row, first + purpose * TILL_N_CONSENTS + channel);
}

TillPatient *
till_store_get_patient (TillDbConnection *connection, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT location_id, coalesce(guarantor_id, id), number, name, birth_date, phone, email,"
    "       CASE WHEN EXISTS (SELECT 1 FROM editions WHERE state = 'shown' AND import_id IS NOT "
    "NULL)"
    "            THEN coalesce((SELECT b.total_cents FROM balances b"
    "                            WHERE b.guarantor_id = coalesce(p.guarantor_id, p.id)"
    "                              AND b.edition_id ="
    "                                  (SELECT id FROM editions WHERE state = 'shown')), 0)"
    "            ELSE " LEDGER_BALANCE " END,"
    "       address, note, state, do_not_contact, coalesce(merged_into, 0),"
    "       coalesce(filed_guarantor_id, 0), language, " CONSENTS " FROM patients p WHERE id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillPatient                *patient;
  int                         state = TILL_PERSON_ACTIVE;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, id);

  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("The patient is not there."));
  if (step != TILL_STEP_ROW)
    return NULL;

  patient = till_patient_new ();
  patient->id = id;
  patient->location_id = till_db_column_int (row, 0);
  patient->guarantor_id = till_db_column_int (row, 1);
  patient->number = till_db_column_dup_text (row, 2);
  patient->name = till_db_column_dup_text (row, 3);
  if (!till_db_column_is_null (row, 4))
    patient->birth_date = (TillDay){ (gint32) till_db_column_int (row, 4) };
  patient->phone = till_db_column_dup_text (row, 5);
  patient->email = till_db_column_dup_text (row, 6);
  patient->balance = till_money (till_db_column_int (row, 7));
  patient->address = till_db_column_dup_text (row, 8);
  patient->note = till_db_column_dup_text (row, 9);
  if (!till_enum_from_text (TILL_TYPE_PERSON_STATE, till_db_column_text (row, 10), &state))
    state = TILL_PERSON_ACTIVE;
  patient->state = (TillPersonState) state;
  patient->do_not_contact = till_db_column_int (row, 11) != 0;
  patient->merged_into = till_db_column_int (row, 12);
  patient->filed_guarantor_id = till_db_column_int (row, 13);
  patient->language = till_db_column_dup_text (row, 14);
  read_consents (row, 15, patient);

  return patient;
}

gboolean
till_store_find_standing (TillDbConnection *connection, gint64 *id, GError **error)
{
  static const char sql[] = "SELECT coalesce(merged_into, id) FROM patients WHERE id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, *id);

  if (step == TILL_STEP_ROW)
    *id = till_db_column_int (row, 0);

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_touch_patient (TillDbConnection *connection, gint64 id, TillInstant at, GError **error)
{
  static const char sql[] = "UPDATE patients SET chosen_at = ?2 WHERE id = ?1";

  if (!till_store_run (connection, sql, error, 2, id, at))
    return FALSE;
  if (till_db_n_changed (connection) == 1)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("The patient is not there."));

  return FALSE;
}
