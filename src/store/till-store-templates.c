/* till-store-templates.c: the practice's own wordings of messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-templates.h"

#include "rules/till-template.h"
#include "store/till-store-private.h"

/* ?1 … ?3 */
#define WHERE_KEY "purpose = ?1 AND channel = ?2 AND language = ?3"

static void
bind_key (TillDbStatement *statement,
          TillPurpose      purpose,
          TillChannel      channel,
          TillLanguage     language)
{
  till_db_bind_text (statement, 1, till_enum_to_text (TILL_TYPE_PURPOSE, (int) purpose));
  till_db_bind_text (statement, 2, till_enum_to_text (TILL_TYPE_CHANNEL, (int) channel));
  till_db_bind_text (statement, 3, till_enum_to_text (TILL_TYPE_LANGUAGE, (int) language));
}

TillWording *
till_store_get_wording (TillDbConnection *connection,
                        TillPurpose       purpose,
                        TillChannel       channel,
                        TillLanguage      language,
                        GError          **error)
{
  static const char           sql[] = "SELECT subject, body FROM templates WHERE " WHERE_KEY;
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);

  if (row == NULL)
    return NULL;

  bind_key (row, purpose, channel, language);
  switch (till_db_step (row, error))
    {
    case TILL_STEP_ROW:
      return till_wording_new (purpose, channel, language, till_db_column_text (row, 0),
                               till_db_column_text (row, 1));
    case TILL_STEP_DONE:
      return till_template_dup_default (purpose, channel, language);
    case TILL_STEP_ERROR:
    default:
      return NULL;
    }
}

static char *
make_snapshot (const TillWording *wording)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "purpose", till_enum_to_text (TILL_TYPE_PURPOSE, (int) wording->purpose));
  till_json_text (json, "channel", till_enum_to_text (TILL_TYPE_CHANNEL, (int) wording->channel));
  till_json_text (json, "language",
                  till_enum_to_text (TILL_TYPE_LANGUAGE, (int) wording->language));
  till_json_text (json, "subject", wording->subject);
  till_json_text (json, "body", wording->body);

  return till_json_end (json);
}

static gboolean
write_own (TillDbConnection  *connection,
           const TillWording *wording,
           const TillActor   *actor,
           TillInstant        at,
           GError           **error)
{
  static const char           sql[] = "INSERT INTO templates (purpose, channel, language, subject,"
                                      "                       body, changed_at, changed_by)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                                      " ON CONFLICT (purpose, channel, language) DO UPDATE"
                                      " SET subject = excluded.subject, body = excluded.body,"
                                      "     changed_at = excluded.changed_at,"
                                      "     changed_by = excluded.changed_by";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  bind_key (statement, wording->purpose, wording->channel, wording->language);
  till_db_bind_text (statement, 4, wording->subject);
  till_db_bind_text (statement, 5, wording->body);
  till_db_bind_int (statement, 6, at);
  till_db_bind_text (statement, 7, actor->name);

  return till_db_run (statement, error);
}

static gboolean
delete_own (TillDbConnection *connection, const TillWording *wording, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, "DELETE FROM templates WHERE " WHERE_KEY, error);

  if (statement == NULL)
    return FALSE;

  bind_key (statement, wording->purpose, wording->channel, wording->language);

  return till_db_run (statement, error);
}

gboolean
till_store_keep_wording (TillDbConnection  *connection,
                         const TillWording *wording,
                         const TillActor   *actor,
                         TillInstant        at,
                         GError           **error)
{
  gboolean                is_default = till_template_is_default (wording);
  g_autoptr (TillWording) before = NULL;
  g_autofree char        *was = NULL;
  g_autofree char        *is = make_snapshot (wording);

  if (!till_template_check (wording, error))
    return FALSE;
  before = till_store_get_wording (connection, wording->purpose, wording->channel,
                                   wording->language, error);
  if (before == NULL)
    return FALSE;
  was = make_snapshot (before);
  if (g_str_equal (was, is))
    return TRUE;

  return (is_default ? delete_own (connection, wording, error)
                     : write_own (connection, wording, actor, at, error)) &&
         till_store_audit_row (connection, actor, at,
                               is_default ? "reset-template" : "change-template", "templates", 0,
                               was, is, NULL, error);
}
