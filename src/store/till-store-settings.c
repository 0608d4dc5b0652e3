/* till-store-settings.c: a practice's settings, text by key, and what holds until one is set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-day.h"
#include "core/till-error.h"
#include "core/till-text.h"

static const struct
{
  const char *key;
  const char *value;
} defaults[] = {
  { TILL_SETTING_PRACTICE_ZONE, "America/New_York" },
  { TILL_SETTING_PAPER, "letter" },
  { TILL_SETTING_POST_PAYMENTS, "0" },
  { TILL_SETTING_POST_REFUNDS, "0" },
  { TILL_SETTING_REFUND_POSTED_ONLY, "0" },
  { TILL_SETTING_REFUND_MONTHS, "13" },
  { TILL_SETTING_CARD_LIMIT, "3" },
  { TILL_SETTING_TERMINAL_TIMEOUT, "300" },
  { TILL_SETTING_CLEARENT_TERMINALS, "[]" },
  { TILL_SETTING_DEPOSIT_DAYS, "2" },
  { TILL_SETTING_PLAN_RETRIES, "1 3 7" },
  { TILL_SETTING_REQUEST_MINIMUM, "1500" },
  { TILL_SETTING_REQUEST_INSURED, "0" },
  { TILL_SETTING_REQUEST_BETWEEN, "7" },
  { TILL_SETTING_REQUEST_FRESH, "7" },
  { TILL_SETTING_REQUEST_UNASKED, "0" },
  { TILL_SETTING_MESSAGE_LANGUAGE, "en" },
  { TILL_SETTING_MESSAGE_FROM, "9" },
  { TILL_SETTING_MESSAGE_UNTIL, "20" },
  { TILL_SETTING_MESSAGE_DAYS, "123456" },
  { TILL_SETTING_MAIL_PORT, "587" },
  { TILL_SETTING_MAIL_SECURITY, "starttls" },
  { TILL_SETTING_MAIL_SIGN_IN, "password" },
  /* Translators: the reasons for a refund to choose from, one a line */
  { TILL_SETTING_TEXT_HOST, "https://api.twilio.com" },
  { TILL_SETTING_REASONS, N_ ("Paid twice\nPaid too much\nInsurance paid\nTreatment not done\n"
                              "Wrong patient\nWrong amount\nOther") },
  /* Translators: the reasons not to ask a guarantor for money to choose from, one a line */
  { TILL_SETTING_SNOOZE_REASONS,
    N_ ("Claim not sent yet\nClaim must be sent again\nInsurance is still to pay\n"
        "Adjustment needed first\nArranged in person\nHSA card not loaded yet") },
};

static gboolean
is_translated (const char *key)
{
  return g_str_equal (key, TILL_SETTING_REASONS) || g_str_equal (key, TILL_SETTING_SNOOZE_REASONS);
}

static const char *
default_of (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      if (g_str_equal (defaults[i].key, key))
        return is_translated (key) ? _ (defaults[i].value) : defaults[i].value;
    }

  return "";
}

static gboolean
read_setting (TillDbConnection *connection, const char *key, char **value, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  row = till_db_prepare (connection, "SELECT value FROM settings WHERE key = ?1", error);
  if (row == NULL)
    return FALSE;

  till_db_bind_text (row, 1, key);
  step = till_db_step (row, error);
  *value = step == TILL_STEP_ROW ? till_db_column_dup_text (row, 0) : NULL;

  return step != TILL_STEP_ERROR;
}

char *
till_store_get_setting (TillDbConnection *connection, const char *key, GError **error)
{
  char *value;

  g_return_val_if_fail (key != NULL, NULL);

  if (!read_setting (connection, key, &value, error))
    return NULL;

  return value != NULL ? value : g_strdup (default_of (key));
}

gint64
till_store_get_setting_int (TillDbConnection *connection, const char *key, GError **error)
{
  g_autofree char *text = till_store_get_setting (connection, key, error);
  gint64           value = 0;

  if (text == NULL)
    return 0;

  /* What is no number counts as never set. */
  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    value = g_ascii_strtoll (default_of (key), NULL, 10);

  return value;
}

/* The processor's and the carriers' own identifiers may look like a card number; one in ten passes
 * the check. */
static gboolean
is_exempt (const char *key)
{
  return g_str_has_prefix (key, "clearent.") || g_str_has_prefix (key, TILL_SETTINGS_OF_TEXTS) ||
         g_str_equal (key, TILL_SETTING_MAIL_CLIENT_ID);
}

static gboolean
check_setting (const char *key, const char *value, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (g_str_equal (key, TILL_SETTING_PRACTICE_ZONE))
    return (zone = till_zone_open (value, error)) != NULL;

  return is_exempt (key) || till_text_refuse_card_number (value, _ ("this setting"), error);
}

static gboolean
audit_setting (TillDbConnection *connection,
               const char       *key,
               const char       *before,
               const char       *after,
               const TillActor  *actor,
               TillInstant       at,
               GError          **error)
{
  GString *old = g_string_new (NULL);
  GString *new = g_string_new (NULL);
  g_autofree char *before_json = NULL;
  g_autofree char *after_json = NULL;

  till_json_text (old, "key", key);
  till_json_text (old, "value", before);
  till_json_text (new, "key", key);
  till_json_text (new, "value", after);
  before_json = till_json_end (old);
  after_json = till_json_end (new);

  return till_store_audit_row (connection, actor, at, "set-setting", "settings", 0, before_json,
                               after_json, NULL, error);
}

gboolean
till_store_set_setting (TillDbConnection *connection,
                        const char       *key,
                        const char       *value,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  static const char           sql[] = "INSERT INTO settings (key, value) VALUES (?1, ?2)"
                                      " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
  g_autoptr (TillDbStatement) statement = NULL;
  g_autofree char            *before = NULL;

  g_return_val_if_fail (key != NULL && value != NULL, FALSE);

  if (!check_setting (key, value, error) || !read_setting (connection, key, &before, error))
    return FALSE;
  if (g_strcmp0 (before, value) == 0)
    return TRUE;

  statement = till_db_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  till_db_bind_text (statement, 1, key);
  till_db_bind_text (statement, 2, value);

  return till_db_run (statement, error) &&
         audit_setting (connection, key, before, value, actor, at, error);
}

/* A machine may lack a zone that another had. A payment that has been taken is written down all the
 * same; only its receipt's year may be off by some hours at New Year. */
GTimeZone *
till_store_open_zone (TillDbConnection *connection, GError **error)
{
  g_autofree char   *name = till_store_get_setting (connection, TILL_SETTING_PRACTICE_ZONE, error);
  g_autoptr (GError) unknown = NULL;
  GTimeZone         *zone;

  if (name == NULL)
    return NULL;

  zone = till_zone_open (name, &unknown);
  if (zone != NULL)
    return zone;
  g_message ("%s", unknown->message);

  return g_time_zone_new_utc ();
}

/* ── Users ───────────────────────────────────────────────────────────────────────────────────── */

TillActor *
till_store_get_first_user (TillDbConnection *connection, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, "SELECT id, name FROM users ORDER BY id LIMIT 1", &row, error,
                      0) != TILL_STEP_ROW)
    return NULL;

  return till_actor_new (till_db_column_int (row, 0), till_db_column_text (row, 1));
}

gboolean
till_store_add_user (TillDbConnection *connection,
                     const char       *name,
                     TillInstant       at,
                     gint64           *id,
                     GError          **error)
{
  static const char sql[] = "INSERT INTO users (name, role, added_at) VALUES (?1, 'owner', ?2)";
  g_autoptr (TillDbStatement) statement = NULL;
  g_autoptr (TillActor)       actor = NULL;
  g_autofree char            *folded = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  folded = till_text_fold (name);
  if (*folded == '\0')
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("A user needs a name. Enter one."));
      return FALSE;
    }
  if (!till_text_refuse_card_number (name, _ ("the user’s name"), error) ||
      (statement = till_db_prepare (connection, sql, error)) == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, name);
  till_db_bind_int (statement, 2, at);
  if (!till_db_run (statement, error))
    return FALSE;

  actor = till_actor_new (till_db_last_id (connection), name);
  if (id != NULL)
    *id = actor->user_id;

  return till_store_audit_row (connection, actor, at, "add-user", "users", actor->user_id, NULL,
                               NULL, NULL, error);
}
