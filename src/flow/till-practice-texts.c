/* till-practice-texts.c: text messages of the practice: whether they can be sent, key and test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-texts.h"

#include <glib/gi18n-lib.h>

#include "core/till-phone.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-private.h"
#include "messaging/till-twilio.h"

#define SERVICE "MG"

const char *
till_practice_get_text_problem (TillPractice *self)
{
  if (*till_practice_get_setting (self, TILL_SETTING_TEXT_ACCOUNT) == '\0')
    return _ ("No account for text messages is set up yet. Settings has it.");
  if (*till_practice_get_setting (self, TILL_SETTING_TEXT_FROM) == '\0')
    return _ ("The number that texts are sent from is missing. It is entered in Settings.");
  if (self->text_key == NULL && self->key_problem != NULL)
    return self->key_problem;
  if (self->text_key == NULL)
    return _ ("The key of the text messages is missing. It is entered in Settings.");

  return NULL;
}

const char *
till_practice_get_phones (TillPractice *self)
{
  return self->phones;
}

void
till_practice_make_texter (TillPractice *self)
{
  const char *host = till_practice_get_setting (self, TILL_SETTING_TEXT_HOST);

  g_clear_object (&self->texter);
  if (till_practice_get_text_problem (self) == NULL)
    self->texter = TILL_TEXTER (
      till_twilio_new (self->http, *host != '\0' ? host : TILL_TWILIO_HOST,
                       till_practice_get_setting (self, TILL_SETTING_TEXT_ACCOUNT), self->text_key,
                       till_practice_get_setting (self, TILL_SETTING_TEXT_FROM), 0));
  till_outbox_renew (self, TILL_CHANNEL_TEXT);
}

/* ── Settings ───────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, sentence);
  return FALSE;
}

char *
till_practice_tidy_text_from (const char *typed, GError **error)
{
  g_autofree char *from = g_strstrip (g_strdup (typed));

  if (*from == '\0' || till_twilio_is_id (from, SERVICE))
    return g_steal_pointer (&from);
  if (!g_str_has_prefix (from, SERVICE))
    return till_phone_to_e164 (from, error);

  refuse (error, _ ("A messaging service is MG and 32 letters and digits: copy it from Twilio’s "
                    "console."));
  return NULL;
}

gboolean
till_practice_check_text_setting (const char *key, const char *value, GError **error)
{
  g_autofree char *tidy = NULL;

  if (g_str_equal (key, TILL_SETTING_TEXT_FROM))
    {
      if (!(tidy = till_practice_tidy_text_from (value, error)))
        return FALSE;
      return g_str_equal (tidy, value) ||
             refuse (error, _ ("The number must be written like +12075550142."));
    }
  if (*value == '\0')
    return TRUE;
  if (g_str_equal (key, TILL_SETTING_TEXT_ACCOUNT) && !till_twilio_is_id (value, "AC"))
    return refuse (error, _ ("An account is AC and 32 letters and digits: copy it from Twilio’s "
                             "console."));
  if (g_str_equal (key, TILL_SETTING_TEXT_HOST) && !g_uri_is_valid (value, G_URI_FLAGS_NONE, NULL))
    return refuse (error, _ ("The host must be an address such as https://api.twilio.com."));

  return TRUE;
}

void
till_practice_set_text_key_async (TillPractice       *self,
                                  const char         *key,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, till_practice_set_text_key_async);
  till_practice_store_key (task, TILL_KEY_TEXTS, _ ("Till: key of the text messages"), key,
                           &self->text_key);
}

gboolean
till_practice_set_text_key_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
till_practice_has_text_key (TillPractice *self)
{
  return self->text_key != NULL;
}

/* ── Test ───────────────────────────────────────────────────────────────────────────────────────
 */

/* FALSE: no texts can be sent, and @task has returned so. */
static gboolean
check_can_text (TillPractice *self, GTask *task)
{
  if (!till_practice_admit_deed (self, task, TILL_DEED_CHANGE_SETTINGS))
    return FALSE;
  if (self->texter != NULL)
    return TRUE;

  g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
                           till_practice_get_text_problem (self));
  return FALSE;
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  char             *words = till_texter_test_finish (TILL_TEXTER (source), result, &error);

  if (words != NULL)
    g_task_return_pointer (task, words, g_free);
  else
    g_task_return_error (task, error);
}

void
till_practice_test_texts_async (TillPractice       *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, till_practice_test_texts_async);
  if (check_can_text (self, task))
    till_texter_test_async (self->texter, cancellable, tested_cb, g_object_ref (task));
}

char *
till_practice_test_texts_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_text_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)        task = user_data;
  g_autoptr (TillDelivery) delivery = till_texter_send_finish (TILL_TEXTER (source), result);

  if (delivery->verdict == TILL_DELIVERY_SENT)
    g_task_return_pointer (task, g_strdup (_ ("The test text is on its way.")), g_free);
  else
    g_task_return_new_error (task, TILL_ERROR,
                             delivery->verdict == TILL_DELIVERY_UNKNOWN ? TILL_ERROR_UNKNOWN_OUTCOME
                                                                        : TILL_ERROR_REFUSED,
                             "%s", delivery->words);
}

void
till_practice_send_test_text_async (TillPractice       *self,
                                    const char         *number,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError           *error = NULL;
  g_autofree char  *to = till_phone_to_e164 (number, &error);
  g_autofree char  *body =
    g_strdup_printf (_ ("%s: this is a test. Nothing is asked of you."),
                     till_practice_get_setting (self, TILL_SETTING_PRACTICE_NAME));

  g_task_set_source_tag (task, till_practice_send_test_text_async);
  if (to == NULL)
    g_task_return_error (task, error);
  else if (check_can_text (self, task))
    till_texter_send_async (self->texter, to, body, cancellable, test_text_sent_cb,
                            g_object_ref (task));
}

char *
till_practice_send_test_text_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
