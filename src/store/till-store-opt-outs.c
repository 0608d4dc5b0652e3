/* till-store-opt-outs.c: numbers that answered STOP
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The answer counts for the number, whosever it is or becomes, and at once; and it is a refusal of
 * each patient who has the number (domain.md 4.11).
 */
#include "core/till-text.h"
#include "store/till-store-messages-private.h"
#include "store/till-store-patients-private.h"

static gboolean
run_for (TillDbConnection *connection,
         const char       *sql,
         const char       *digits,
         const char       *words,
         TillInstant       at,
         GError          **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, digits);
  till_db_bind_text (statement, 2, words);
  till_db_bind_int (statement, 3, at);

  return till_db_run (statement, error);
}

/* What each who has the number has said of texts; @whose: of whom it is taken. */
#define NOTE_CONSENT(consent, purpose, whose)                                                      \
  "INSERT INTO consents (patient_id, channel, consent, how, noted_at, noted_by, purpose)"          \
  " SELECT p.id, 'text', '" consent "', ?2, ?3, 'Till', '" purpose "' FROM patients AS p"          \
  "  WHERE p.phone_digits = ?1"                                                                    \
  "    AND coalesce((SELECT c.consent FROM consents AS c"                                          \
  "                   WHERE c.patient_id = p.id AND c.channel = 'text' AND c.purpose = '" purpose  \
  "'"                                                                                              \
  "                   ORDER BY c.id DESC LIMIT 1), '') <> '" consent "'" whose

/* A START takes back what a STOP said, and nothing that somebody said at the desk. */
#define WHO_STOPPED(purpose)                                                                       \
  " AND (SELECT c.noted_by FROM consents AS c"                                                     \
  "       WHERE c.patient_id = p.id AND c.channel = 'text' AND c.purpose = '" purpose "'"          \
  "       ORDER BY c.id DESC LIMIT 1) = 'Till'"

static gboolean
audit (TillDbConnection *connection,
       const char       *deed,
       const char       *digits,
       const char       *words,
       TillInstant       at,
       GError          **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *after = NULL;

  till_json_text (json, "number", digits);
  till_json_text (json, "words", words);
  after = till_json_end (json);

  return till_store_audit_row (connection, NULL, at, deed, "opt-outs", 0, NULL, after, NULL, error);
}

gboolean
till_store_opt_out (TillDbConnection *connection,
                    const char       *phone,
                    const char       *words,
                    TillInstant       at,
                    GError          **error)
{
  static const char *const sqls[] = {
    "INSERT INTO opt_outs (digits, words, opted_out_at) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (digits) DO UPDATE SET words = excluded.words,"
    "  opted_out_at = excluded.opted_out_at",
    NOTE_CONSENT ("refused", "money", ""),
    NOTE_CONSENT ("refused", "receipt", ""),
  };
  g_autofree char *digits = till_text_phone_digits (phone);
  g_autofree char *kept = g_strdup (words);

  if (digits == NULL)
    return TRUE;

  till_store_clean_words (&kept);
  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    {
      if (!run_for (connection, sqls[i], digits, kept, at, error))
        return FALSE;
    }

  return till_store_stop_messages (connection,
                                   "channel = 'text' AND ?1 = 0 AND patient_id IN"
                                   " (SELECT id FROM patients WHERE phone_digits = ?2)",
                                   0, digits, "opted-out", at, error) &&
         audit (connection, "opt-out", digits, kept, at, error);
}

gboolean
till_store_is_opted_out (TillDbConnection *connection,
                         const char       *phone,
                         gboolean         *opted_out,
                         GError          **error)
{
  g_autofree char            *digits = till_text_phone_digits (phone);
  g_autoptr (TillDbStatement) row =
    till_db_prepare (connection, "SELECT 1 FROM opt_outs WHERE digits = ?1", error);
  TillStep step;

  *opted_out = FALSE;
  if (row == NULL)
    return FALSE;
  if (digits == NULL)
    return TRUE;

  till_db_bind_text (row, 1, digits);
  step = till_db_step (row, error);
  *opted_out = step == TILL_STEP_ROW;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_opt_in (TillDbConnection *connection,
                   const char       *phone,
                   const char       *words,
                   TillInstant       at,
                   GError          **error)
{
  g_autofree char *digits = till_text_phone_digits (phone);
  g_autofree char *kept = g_strdup (words);

  gboolean opted_out;

  if (!till_store_is_opted_out (connection, phone, &opted_out, error))
    return FALSE;
  if (digits == NULL || !opted_out)
    return TRUE;

  till_store_clean_words (&kept);

  return run_for (connection, "DELETE FROM opt_outs WHERE digits = ?1 AND ?2 = ?2 AND ?3 = ?3",
                  digits, kept, at, error) &&
         run_for (connection, NOTE_CONSENT ("given", "money", WHO_STOPPED ("money")), digits, kept,
                  at, error) &&
         run_for (connection, NOTE_CONSENT ("given", "receipt", WHO_STOPPED ("receipt")), digits,
                  kept, at, error) &&
         audit (connection, "opt-in", digits, kept, at, error);
}
