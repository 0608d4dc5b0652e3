/* till-practice-settings.c: the practice's settings: read, kept current, set, and set up the first
 * time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "flow/till-practice-requests.h"
#include "flow/till-practice-texts.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"

static const char *const keys[] = {
  TILL_SETTING_PRACTICE_ID,
  TILL_SETTING_PRACTICE_NAME,
  TILL_SETTING_PRACTICE_ADDRESS,
  TILL_SETTING_PRACTICE_PHONE,
  TILL_SETTING_PRACTICE_ZONE,
  TILL_SETTING_PAPER,
  TILL_SETTING_POST_PAYMENTS,
  TILL_SETTING_POST_REFUNDS,
  TILL_SETTING_REFUND_POSTED_ONLY,
  TILL_SETTING_REFUND_MONTHS,
  TILL_SETTING_CARD_LIMIT,
  TILL_SETTING_TERMINAL_TIMEOUT,
  TILL_SETTING_CLEARENT_HOST,
  TILL_SETTING_CLEARENT_MERCHANT,
  TILL_SETTING_CLEARENT_PAYLINK,
  TILL_SETTING_CLEARENT_TERMINALS,
  TILL_SETTING_CLEARENT_REPORTS,
  TILL_SETTING_DEPOSIT_DAYS,
  TILL_SETTING_REASONS,
  TILL_SETTING_SNOOZE_REASONS,
  TILL_SETTING_REQUEST_MINIMUM,
  TILL_SETTING_REQUEST_INSURED,
  TILL_SETTING_PLAN_RETRIES,
  TILL_SETTING_REQUEST_BETWEEN,
  TILL_SETTING_REQUEST_FRESH,
  TILL_SETTING_REQUEST_UNASKED,
  TILL_SETTING_STATEMENT_LINK,
  TILL_SETTING_STATEMENT_MESSAGE,
  TILL_SETTING_TEXT_HOST,
  TILL_SETTING_TEXT_ACCOUNT,
  TILL_SETTING_TEXT_FROM,
  TILL_SETTING_MESSAGE_LANGUAGE,
  TILL_SETTING_MESSAGE_FROM,
  TILL_SETTING_MESSAGE_UNTIL,
  TILL_SETTING_MESSAGE_DAYS,
  TILL_SETTING_MAIL_HOST,
  TILL_SETTING_MAIL_PORT,
  TILL_SETTING_MAIL_SECURITY,
  TILL_SETTING_MAIL_SIGN_IN,
  TILL_SETTING_MAIL_USER,
  TILL_SETTING_MAIL_TOKEN_ADDRESS,
  TILL_SETTING_MAIL_CLIENT_ID,
  TILL_SETTING_MAIL_FROM_NAME,
  TILL_SETTING_MAIL_FROM_ADDRESS,
  TILL_SETTING_DEMO_SEED,
  TILL_SETTING_DEMO_LAST_DAY,
  TILL_SETTING_DEMO_MADE_ON,
};

/* ── Reading ────────────────────────────────────────────────────────────────────────────────────
 */

static void
read_zone (TillPractice *self)
{
  g_autoptr (GError) error = NULL;
  GTimeZone         *zone =
    till_zone_open (till_practice_get_setting (self, TILL_SETTING_PRACTICE_ZONE), &error);

  till_practice_set_warning (self, TILL_WARNING_ZONE, zone == NULL ? error->message : NULL);
  if (zone == NULL)
    return;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  till_practice_notify (self, TILL_PRACTICE_ZONE);
}

/* What hangs on a setting. */
static void
setting_changed (TillPractice *self, const char *key)
{
  if (g_str_equal (key, TILL_SETTING_PRACTICE_NAME))
    till_practice_notify (self, TILL_PRACTICE_NAME);
  else if (g_str_equal (key, TILL_SETTING_PRACTICE_ZONE))
    read_zone (self);
  else if (g_str_equal (key, TILL_SETTING_CLEARENT_TERMINALS))
    till_practice_read_terminals (self);
  else if (g_str_has_prefix (key, TILL_SETTINGS_OF_REQUESTS))
    till_practice_set_review_channel (self, self->review_channel);
  else if (g_str_has_prefix (key, TILL_SETTINGS_OF_TEXTS))
    till_practice_make_texter (self);
}

gboolean
till_practice_load_settings (TillPractice *self, GError **error)
{
  TillDbConnection *reader = till_db_get_reader (self->db);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = till_store_get_setting (reader, keys[i], error);
      const char      *before = g_hash_table_lookup (self->settings, keys[i]);

      if (text == NULL)
        return FALSE;
      if (g_strcmp0 (before, text) == 0)
        continue;

      g_hash_table_insert (self->settings, (gpointer) keys[i], g_steal_pointer (&text));
      setting_changed (self, keys[i]);
    }
  till_practice_make_processor (self);
  till_practice_make_mailer (self);

  return TRUE;
}

const char *
till_practice_get_setting (TillPractice *self, const char *key)
{
  const char *text = g_hash_table_lookup (self->settings, key);

  return text != NULL ? text : "";
}

gboolean
till_practice_get_flag (TillPractice *self, const char *key)
{
  return till_practice_get_number (self, key) != 0;
}

guint
till_practice_get_number (TillPractice *self, const char *key)
{
  guint64 number = 0;

  g_ascii_string_to_unsigned (till_practice_get_setting (self, key), 10, 0, G_MAXUINT, &number,
                              NULL);
  return (guint) number;
}

/* ── Setting ────────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  GStrv       pairs;
  char       *user; /* the first one, or NULL: there is one */
  TillActor  *actor;
  TillInstant at;
} SetJob;

static void
set_job_free (SetJob *job)
{
  g_strfreev (job->pairs);
  g_free (job->user);
  g_clear_pointer (&job->actor, till_actor_free);
  g_free (job);
}

static gboolean
set_work (TillDbConnection *connection, gpointer data, GError **error)
{
  SetJob               *job = data;
  g_autoptr (TillActor) first = NULL;
  const TillActor      *actor = job->actor;
  gint64                id = 0;

  if (job->user != NULL)
    {
      if (!till_store_add_user (connection, job->user, job->at, &id, error))
        return FALSE;
      first = till_actor_new (id, job->user);
      actor = first;
    }

  for (guint i = 0; job->pairs[i] != NULL; i += 2)
    {
      if (!till_store_set_setting (connection, job->pairs[i], job->pairs[i + 1], actor, job->at,
                                   error))
        return FALSE;
    }

  return TRUE;
}

static void
set_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  GError           *error = NULL;

  /* Who asked finds the new values when the call returns, before any notice. */
  if (till_db_finish (TILL_DB (source), result, &error) && till_practice_check_open (self, &error))
    {
      till_practice_read_actor (self);
      if (till_practice_load_settings (self, &error))
        {
          g_task_return_boolean (task, TRUE);
          return;
        }
    }
  g_task_return_error (task, error);
}

static void
set_async (TillPractice *self, SetJob *job, GTask *task)
{
  job->at = till_practice_now (self);
  if (self->actor != NULL)
    job->actor = till_actor_copy (self->actor);
  till_db_write_async (self->db, TILL_DB_NORMAL, set_work, job, (GDestroyNotify) set_job_free,
                       set_written_cb, g_object_ref (task));
}

void
till_practice_set_settings_async (TillPractice       *self,
                                  const char *const  *keys_and_values,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  SetJob           *job;

  g_task_set_source_tag (task, till_practice_set_settings_async);
  if (!till_practice_may (self, TILL_DEED_CHANGE_SETTINGS, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; keys_and_values[i] != NULL; i += 2)
    {
      if (!till_practice_check_setting (keys_and_values[i], keys_and_values[i + 1], &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  if (!till_practice_check_message_settings (self, keys_and_values, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (SetJob, 1);
  job->pairs = g_strdupv ((GStrv) keys_and_values);
  set_async (self, job, task);
}

char **
till_practice_dup_reasons (TillPractice *self, const char *key)
{
  g_auto (GStrv)           lines = g_strsplit (till_practice_get_setting (self, key), "\n", -1);
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (!till_text_is_blank (g_strstrip (lines[i])))
      g_strv_builder_add (reasons, lines[i]);

  return g_strv_builder_end (reasons);
}

gboolean
till_practice_set_settings_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
check_set_up (TillPractice *self, const char *const *pairs, const char *user, GError **error)
{
  if (!till_practice_check_open (self, error))
    return FALSE;
  if (!till_practice_is_new (self) || self->actor != NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("This practice is set up already."));
      return FALSE;
    }
  if (till_text_is_blank (user))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Say who you are: every payment says who took it."));
      return FALSE;
    }
  if (!till_text_refuse_card_number (user, _ ("Your name"), error))
    return FALSE;
  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      if (!till_practice_check_setting (pairs[i], pairs[i + 1], error))
        return FALSE;
    }

  return TRUE;
}

void
till_practice_set_up_async (TillPractice       *self,
                            const char         *name,
                            const char         *address,
                            const char         *phone,
                            const char         *zone,
                            const char         *user,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const char *const pairs[] = {
    TILL_SETTING_PRACTICE_NAME,     name != NULL ? name : "",    TILL_SETTING_PRACTICE_ADDRESS,
    address != NULL ? address : "", TILL_SETTING_PRACTICE_PHONE, phone != NULL ? phone : "",
    TILL_SETTING_PRACTICE_ZONE,     zone != NULL ? zone : "",    NULL,
  };
  GError *error = NULL;
  SetJob *job;

  g_task_set_source_tag (task, till_practice_set_up_async);
  if (!check_set_up (self, pairs, user != NULL ? user : "", &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (SetJob, 1);
  job->pairs = g_strdupv ((GStrv) pairs);
  job->user = g_strdup (user);
  set_async (self, job, task);
}

gboolean
till_practice_set_up_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
