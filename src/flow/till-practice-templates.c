/* till-practice-templates.c: how messages are worded, in which language, and when they may be sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-templates.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-private.h"
#include "messaging/till-text-segments.h"
#include "store/till-store-templates.h"

/* ── The settings ────────────────────────────────────────────────────────────────────────────── */

TillLanguage
till_practice_get_language (TillPractice *self)
{
  return till_language_from_text (till_practice_get_setting (self, TILL_SETTING_MESSAGE_LANGUAGE));
}

void
till_practice_get_message_hours (TillPractice *self, TillMessageHours *hours)
{
  g_autoptr (GError) error = NULL;

  /* They are checked whenever they are set. */
  if (!till_message_hours_read (hours, till_practice_get_number (self, TILL_SETTING_MESSAGE_FROM),
                                till_practice_get_number (self, TILL_SETTING_MESSAGE_UNTIL),
                                till_practice_get_setting (self, TILL_SETTING_MESSAGE_DAYS),
                                &error))
    {
      g_message ("%s", error->message);
      *hours = TILL_MESSAGE_HOURS_DEFAULT;
    }
}

static const char *
find_wanted (TillPractice *self, const char *const *keys_and_values, const char *key)
{
  for (guint i = 0; keys_and_values[i] != NULL; i += 2)
    {
      if (g_str_equal (keys_and_values[i], key))
        return keys_and_values[i + 1];
    }

  return till_practice_get_setting (self, key);
}

static gboolean
has_message_setting (const char *const *keys_and_values)
{
  for (guint i = 0; keys_and_values[i] != NULL; i += 2)
    {
      if (g_str_has_prefix (keys_and_values[i], TILL_SETTINGS_OF_MESSAGES))
        return TRUE;
    }

  return FALSE;
}

static guint
read_hour (const char *text)
{
  guint64 hour = 0;

  g_ascii_string_to_unsigned (text, 10, 0, 24, &hour, NULL);

  return (guint) hour;
}

gboolean
till_practice_check_message_settings (TillPractice      *self,
                                      const char *const *keys_and_values,
                                      GError           **error)
{
  const char      *language = find_wanted (self, keys_and_values, TILL_SETTING_MESSAGE_LANGUAGE);
  const char      *from = find_wanted (self, keys_and_values, TILL_SETTING_MESSAGE_FROM);
  const char      *until = find_wanted (self, keys_and_values, TILL_SETTING_MESSAGE_UNTIL);
  const char      *days = find_wanted (self, keys_and_values, TILL_SETTING_MESSAGE_DAYS);
  int              known;
  TillMessageHours hours;

  if (!has_message_setting (keys_and_values))
    return TRUE;
  if (!till_enum_from_text (TILL_TYPE_LANGUAGE, language, &known))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("Messages can’t be written in the language “%s”. Choose English or Spanish."),
                   language);
      return FALSE;
    }

  return till_message_hours_read (&hours, read_hour (from), read_hour (until), days, error);
}

/* ── Wordings ────────────────────────────────────────────────────────────────────────────────── */

TillWording *
till_practice_get_wording (TillPractice *self,
                           TillPurpose   purpose,
                           TillChannel   channel,
                           TillLanguage  language,
                           GError      **error)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (self), NULL);

  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_wording (till_db_get_reader (self->db), purpose, channel, language, error);
}

typedef struct
{
  TillWording *wording;
  TillActor   *actor;
  TillInstant  at;
} KeepJob;

static void
keep_job_free (KeepJob *job)
{
  till_wording_free (job->wording);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
keep_work (TillDbConnection *connection, gpointer data, GError **error)
{
  KeepJob *job = data;

  return till_store_keep_wording (connection, job->wording, job->actor, job->at, error);
}

void
till_practice_keep_wording_async (TillPractice       *self,
                                  const TillWording  *wording,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  KeepJob          *job;

  g_task_set_source_tag (task, till_practice_keep_wording_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_CHANGE_SETTINGS))
    return;

  job = g_new0 (KeepJob, 1);
  job->wording = till_wording_copy (wording);
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  till_db_write_async (self->db, TILL_DB_NORMAL, keep_work, job, (GDestroyNotify) keep_job_free,
                       till_practice_job_done_cb, g_steal_pointer (&task));
}

gboolean
till_practice_keep_wording_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, till_practice_keep_wording_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
till_template_count_to_words (const char *body, const char *link)
{
  g_autofree char *mended = link != NULL ? till_segments_mend (body, link) : NULL;
  g_autofree char *segments = NULL;
  g_autofree char *characters = NULL;
  TillSegments     count;

  till_segments_count (mended != NULL ? mended : body, &count);
  segments = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u segment", "%u segments", count.n_segments), count.n_segments);
  characters = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u character", "%u characters", count.n_units), count.n_units);
  if (count.costly == 0)
    /* Translators: "2 segments", "214 characters" */
    return g_strdup_printf (_ ("%s, %s"), segments, characters);

  /* Translators: likewise; for them a segment holds less than half as much */
  return g_strdup_printf (_ ("%s, %s; sent with special characters"), segments, characters);
}
