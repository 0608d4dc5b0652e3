/* till-store-failed-addresses.c: numbers and e-mail addresses that nothing gets to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kept by the address, not with a patient: who gets another one is not concerned any more, and
 * whoever has the same one is.
 */
#include "core/till-text.h"
#include "store/till-store-messages-private.h"
#include "store/till-store-patients-private.h"

static char *
dup_key (TillChannel channel, const char *address)
{
  if (address == NULL || *address == '\0' || channel >= TILL_N_CONSENTS)
    return NULL;

  return channel == TILL_CHANNEL_TEXT ? till_text_phone_digits (address)
                                      : g_ascii_strdown (address, -1);
}

static TillDbStatement *
prepare (TillDbConnection *connection,
         const char       *sql,
         TillChannel       channel,
         const char       *key,
         GError          **error)
{
  TillDbStatement *statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  till_db_bind_text (statement, 1, till_enum_to_text (TILL_TYPE_CHANNEL, channel));
  till_db_bind_text (statement, 2, key);

  return statement;
}

static gboolean
audit (TillDbConnection *connection,
       const char       *deed,
       const char       *key,
       const char       *words,
       TillInstant       at,
       GError          **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *after = NULL;

  till_json_text (json, "address", key);
  till_json_text (json, "words", words);
  after = till_json_end (json);

  return till_store_audit_row (connection, NULL, at, deed, "failed_addresses", 0, NULL, after, NULL,
                               error);
}

gboolean
till_store_fail_address (TillDbConnection *connection,
                         TillChannel       channel,
                         const char       *address,
                         const char       *code,
                         const char       *words,
                         TillInstant       at,
                         GError          **error)
{
  static const char sql[] =
    "INSERT INTO failed_addresses (channel, address, code, words, failed_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (channel, address) DO UPDATE SET code = excluded.code, words = excluded.words,"
    "  failed_at = excluded.failed_at";
  g_autofree char            *key = dup_key (channel, address);
  g_autofree char            *kept = g_strdup (words != NULL ? words : "");
  g_autoptr (TillDbStatement) statement = NULL;

  if (key == NULL)
    return TRUE;

  till_store_clean_words (&kept);
  statement = prepare (connection, sql, channel, key, error);
  if (statement == NULL)
    return FALSE;
  till_db_bind_text (statement, 3, code);
  till_db_bind_text (statement, 4, kept != NULL ? kept : "");
  till_db_bind_int (statement, 5, at);

  return till_db_run (statement, error) &&
         audit (connection, "address-failed", key, kept, at, error);
}

gboolean
till_store_read_failed_address (TillDbConnection *connection,
                                TillChannel       channel,
                                const char       *address,
                                char            **words,
                                TillInstant      *failed_at,
                                GError          **error)
{
  static const char sql[] =
    "SELECT words, failed_at FROM failed_addresses WHERE channel = ?1 AND address = ?2";
  g_autofree char            *key = dup_key (channel, address);
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  *words = NULL;
  *failed_at = TILL_INSTANT_NONE;
  if (key == NULL)
    return TRUE;

  row = prepare (connection, sql, channel, key, error);
  if (row == NULL)
    return FALSE;
  step = till_db_step (row, error);
  if (step == TILL_STEP_ROW)
    {
      *words = till_db_column_dup_text (row, 0);
      *failed_at = till_db_column_int (row, 1);
    }

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_mend_address (TillDbConnection *connection,
                         TillChannel       channel,
                         const char       *address,
                         TillInstant       at,
                         GError          **error)
{
  static const char sql[] = "DELETE FROM failed_addresses WHERE channel = ?1 AND address = ?2";
  g_autofree char  *key = dup_key (channel, address);
  g_autofree char  *words = NULL;
  TillInstant       failed_at;
  g_autoptr (TillDbStatement) statement = NULL;

  if (!till_store_read_failed_address (connection, channel, address, &words, &failed_at, error))
    return FALSE;
  if (words == NULL)
    return TRUE;

  statement = prepare (connection, sql, channel, key, error);

  return statement != NULL && till_db_run (statement, error) &&
         audit (connection, "address-mended", key, words, at, error);
}
