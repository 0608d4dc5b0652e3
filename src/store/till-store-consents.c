/* till-store-consents.c: what patients have said about messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-consents.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "store/till-store-private.h"

gboolean
till_store_add_consent (TillDbConnection      *connection,
                        gint64                 patient_id,
                        const TillConsentNote *note,
                        GError               **error)
{
  static const char           sql[] = "INSERT INTO consents (patient_id, channel, consent, how,"
                                      "                      noted_at, noted_by, purpose, wording)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
  g_autoptr (TillDbStatement) statement = NULL;

  if (!till_text_refuse_card_number (note->how, _ ("where the consent was given"), error) ||
      !till_text_refuse_card_number (note->wording, _ ("what the patient was told"), error) ||
      (statement = till_db_prepare (connection, sql, error)) == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, patient_id);
  till_db_bind_text (statement, 2, till_enum_to_text (TILL_TYPE_CHANNEL, (int) note->channel));
  till_db_bind_text (statement, 3, till_enum_to_text (TILL_TYPE_CONSENT, (int) note->consent));
  till_db_bind_text (statement, 4, note->how);
  till_db_bind_int (statement, 5, note->noted_at);
  till_db_bind_text (statement, 6, note->noted_by);
  till_db_bind_text (statement, 7,
                     till_enum_to_text (TILL_TYPE_CONSENT_PURPOSE, (int) note->purpose));
  till_db_bind_text (statement, 8, note->wording);

  return till_db_run (statement, error);
}

static TillConsentNote *
read_row (TillDbStatement *row)
{
  TillConsentNote *note = till_consent_note_new ();
  int              purpose = TILL_CONSENT_TO_MONEY;
  int              channel = TILL_CHANNEL_TEXT;
  int              consent = TILL_CONSENT_UNKNOWN;

  /* The table's own checks leave no other texts. */
  if (!till_enum_from_text (TILL_TYPE_CONSENT_PURPOSE, till_db_column_text (row, 0), &purpose) ||
      !till_enum_from_text (TILL_TYPE_CHANNEL, till_db_column_text (row, 1), &channel) ||
      !till_enum_from_text (TILL_TYPE_CONSENT, till_db_column_text (row, 2), &consent))
    g_warn_if_reached ();
  note->purpose = (TillConsentPurpose) purpose;
  note->channel = (TillChannel) channel;
  note->consent = (TillConsent) consent;
  note->how = till_db_column_dup_text (row, 3);
  note->wording = till_db_column_dup_text (row, 4);
  note->noted_at = till_db_column_int (row, 5);
  note->noted_by = till_db_column_dup_text (row, 6);

  return note;
}

GPtrArray *
till_store_list_consents (TillDbConnection *connection, gint64 patient_id, GError **error)
{
  static const char sql[] =
    "SELECT purpose, channel, consent, how, wording, noted_at, noted_by FROM consents AS c"
    " WHERE patient_id = ?1"
    "   AND NOT EXISTS (SELECT 1 FROM consents AS n"
    "                    WHERE n.patient_id = c.patient_id AND n.channel = c.channel"
    "                      AND n.purpose = c.purpose AND n.id > c.id)"
    " ORDER BY id";
  g_autoptr (TillDbStatement) rows = NULL;
  g_autoptr (GPtrArray)       notes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_consent_note_free);
  TillStep step;

  for (step = till_store_ask (connection, sql, &rows, error, 1, patient_id); step == TILL_STEP_ROW;
       step = till_db_step (rows, error))
    g_ptr_array_add (notes, read_row (rows));

  return step != TILL_STEP_ERROR ? g_steal_pointer (&notes) : NULL;
}
