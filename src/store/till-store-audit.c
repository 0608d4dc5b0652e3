/* till-store-audit.c: what was done, by whom, in a chain that no entry can be taken from unseen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each entry's hash is SHA-256 over the canonical form of its own fields and the hash of the entry
 * before. Entries are numbered without gaps.
 */
#include "store/till-store-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"

char *
till_audit_hash (const TillAuditEntry *entry, const char *hash_before)
{
  g_autoptr (GString) text = g_string_sized_new (512);

  till_canonical_int (text, entry->number);
  till_canonical_int (text, entry->at);
  till_canonical_int (text, entry->user_id);
  till_canonical_text (text, entry->actor);
  till_canonical_text (text, entry->deed);
  till_canonical_text (text, entry->subject);
  till_canonical_int (text, entry->subject_id);
  till_canonical_text (text, entry->before);
  till_canonical_text (text, entry->after);
  till_canonical_text (text, entry->facts);
  till_canonical_text (text, hash_before);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

gboolean
till_audit_read_last (TillDbConnection *connection, gint64 *number, char **hash, GError **error)
{
  static const char           sql[] = "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 0);

  if (step == TILL_STEP_ERROR)
    return FALSE;

  *number = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : 0;
  *hash = g_strdup (step == TILL_STEP_ROW ? till_db_column_text (row, 1) : "");

  return TRUE;
}

gboolean
till_store_get_beginning (TillDbConnection *connection,
                          TillInstant      *at,
                          TillDay          *file_day,
                          GError          **error)
{
  static const char           sql[] = "SELECT done_at, (SELECT aged_on FROM editions"
                                      "                  WHERE state = 'shown'"
                                      "                    AND import_id IS NOT NULL)"
                                      "  FROM audit ORDER BY id LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 0);

  if (step == TILL_STEP_ERROR)
    return FALSE;
  *at = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : TILL_INSTANT_NONE;
  *file_day = TILL_DAY_NONE;
  if (step == TILL_STEP_ROW && !till_db_column_is_null (row, 1))
    file_day->number = (gint32) till_db_column_int (row, 1);

  return TRUE;
}

static gboolean
insert (TillDbConnection *connection, const TillAuditEntry *entry, const char *hash, GError **error)
{
  static const char sql[] =
    "INSERT INTO audit (id, done_at, user_id, actor, deed, subject, subject_id, before_json,"
    "                   after_json, facts, hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, entry->number);
  till_db_bind_int (statement, 2, entry->at);
  if (entry->user_id != 0)
    till_db_bind_int (statement, 3, entry->user_id);
  till_db_bind_text (statement, 4, entry->actor);
  till_db_bind_text (statement, 5, entry->deed);
  till_db_bind_text (statement, 6, entry->subject);
  till_db_bind_int (statement, 7, entry->subject_id);
  till_db_bind_text (statement, 8, entry->before);
  till_db_bind_text (statement, 9, entry->after);
  till_db_bind_text (statement, 10, entry->facts);
  till_db_bind_text (statement, 11, hash);

  return till_db_run (statement, error);
}

gboolean
till_store_audit_row (TillDbConnection *connection,
                      const TillActor  *actor,
                      TillInstant       at,
                      const char       *deed,
                      const char       *subject,
                      gint64            subject_id,
                      const char       *before,
                      const char       *after,
                      const char       *facts,
                      GError          **error)
{
  TillAuditEntry entry = {
    .at = at,
    .user_id = actor != NULL ? actor->user_id : 0,
    .actor = actor != NULL && actor->name != NULL ? actor->name : "",
    .deed = deed,
    .subject = subject,
    .subject_id = subject_id,
    .before = before,
    .after = after,
    .facts = facts,
  };
  g_autofree char *hash_before = NULL;
  g_autofree char *hash = NULL;
  gint64           last;

  if (!till_audit_read_last (connection, &last, &hash_before, error))
    return FALSE;

  entry.number = last + 1;
  hash = till_audit_hash (&entry, hash_before);

  return insert (connection, &entry, hash, error);
}

gboolean
till_store_audit (TillDbConnection *connection,
                  const TillActor  *actor,
                  TillInstant       at,
                  const char       *deed,
                  const char       *subject,
                  gint64            subject_id,
                  const char       *before,
                  const char       *after,
                  GError          **error)
{
  g_return_val_if_fail (deed != NULL && subject != NULL, FALSE);

  return till_text_refuse_card_number (before, _ ("the audit"), error) &&
         till_text_refuse_card_number (after, _ ("the audit"), error) &&
         till_store_audit_row (connection, actor, at, deed, subject, subject_id, before, after,
                               NULL, error);
}
