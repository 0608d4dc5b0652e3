/* till-practice-processor.c: the practice's processor, its terminals, and the keys of all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "core/till-text.h"
#include "flow/till-random.h"
#include "processor/till-clearent.h"

#define AUDIT_KEY_BYTES 32

static const char *
find_card_problem (TillPractice *self)
{
  if (till_practice_is_new (self))
    return _ ("The practice is not set up yet.");
  if (*till_practice_get_setting (self, TILL_SETTING_CLEARENT_HOST) == '\0')
    return _ ("No card processor is set up yet. Settings has it; cash and checks work without.");
  if (self->processor_key == NULL && self->key_problem != NULL)
    return self->key_problem;
  if (self->processor_key == NULL)
    return _ ("The card processor’s key is missing. It is entered in Settings.");

  return NULL;
}

/* What the processor now in use was made from. */
static char *
describe (TillPractice *self)
{
  return g_strjoin ("\n", till_practice_get_setting (self, TILL_SETTING_CLEARENT_HOST),
                    till_practice_get_setting (self, TILL_SETTING_CLEARENT_PAYLINK),
                    till_practice_get_setting (self, TILL_SETTING_CLEARENT_REPORTS),
                    till_practice_get_setting (self, TILL_SETTING_CLEARENT_MERCHANT),
                    till_practice_get_setting (self, TILL_SETTING_PRACTICE_ZONE),
                    self->reports_key != NULL ? self->reports_key : "", self->processor_key, NULL);
}

/* As it is typed, less the slashes at its end. */
static char *
dup_host (TillPractice *self, const char *key)
{
  char *host = g_strdup (till_practice_get_setting (self, key));

  while (g_str_has_suffix (host, "/"))
    host[strlen (host) - 1] = '\0';

  return host;
}

static TillProcessor *
new_processor (TillPractice *self)
{
  g_autofree char *host = dup_host (self, TILL_SETTING_CLEARENT_HOST);
  g_autofree char *reports = dup_host (self, TILL_SETTING_CLEARENT_REPORTS);
  const char      *paylink = till_practice_get_setting (self, TILL_SETTING_CLEARENT_PAYLINK);
  TillClearent    *clearent = till_clearent_new (self->http, host, self->processor_key,
                                              *paylink != '\0' ? paylink : NULL, NULL);

  if (*reports != '\0' && self->reports_key != NULL)
    till_clearent_set_reports (clearent, reports, self->reports_key,
                               till_practice_get_setting (self, TILL_SETTING_CLEARENT_MERCHANT),
                               self->zone, 0);

  return TILL_PROCESSOR (clearent);
}

void
till_practice_make_processor (TillPractice *self)
{
  const char      *problem = find_card_problem (self);
  g_autofree char *description = problem == NULL ? describe (self) : NULL;

  if (problem != NULL)
    g_clear_object (&self->processor);
  else if (self->processor == NULL ||
           g_strcmp0 (g_object_get_data (G_OBJECT (self->processor), "made-from"), description) !=
             0)
    {
      g_clear_object (&self->processor);
      self->processor = new_processor (self);
      g_object_set_data_full (G_OBJECT (self->processor), "made-from",
                              g_steal_pointer (&description), g_free);
      till_practice_renew_reading (self);
    }
  till_practice_set_card_problem (self, problem);
}

/* ── Terminals ──────────────────────────────────────────────────────────────────────────────────
 */

static void
read_terminal (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  TillPractice *self = user_data;
  JsonObject   *object;
  TillTerminal *terminal;
  const char   *id;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  object = json_node_get_object (node);
  id = json_object_get_string_member_with_default (object, "id", NULL);
  if (id == NULL || *id == '\0')
    return;

  terminal = g_new0 (TillTerminal, 1);
  terminal->id = g_strdup (id);
  terminal->name = g_strdup (json_object_get_string_member_with_default (object, "name", id));
  g_ptr_array_add (self->terminals, terminal);
}

void
till_practice_read_terminals (TillPractice *self)
{
  const char          *text = till_practice_get_setting (self, TILL_SETTING_CLEARENT_TERMINALS);
  g_autoptr (JsonNode) node = *text != '\0' ? json_from_string (text, NULL) : NULL;

  g_ptr_array_set_size (self->terminals, 0);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), read_terminal, self);
}

guint
till_practice_get_n_terminals (TillPractice *self)
{
  return self->terminals->len;
}

const char *
till_practice_get_terminal_id (TillPractice *self, guint index)
{
  g_return_val_if_fail (index < self->terminals->len, NULL);

  return ((TillTerminal *) g_ptr_array_index (self->terminals, index))->id;
}

const char *
till_practice_get_terminal_name (TillPractice *self, guint index)
{
  g_return_val_if_fail (index < self->terminals->len, NULL);

  return ((TillTerminal *) g_ptr_array_index (self->terminals, index))->name;
}

/* ── Keys ───────────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  TillPractice *practice;
  void (*done) (TillPractice *practice);
  TillMailSecret mail_secret; /* that is looked up */
} KeyRun;

static void
key_run_end (KeyRun *run)
{
  run->practice->n_aside--;
  /* Nothing is begun any more once it is being closed. */
  if (run->practice->db != NULL && !g_cancellable_is_cancelled (run->practice->outside))
    run->done (run->practice);
  g_object_unref (run->practice);
  g_free (run);
}

static void
take_audit_key (TillPractice *self, const char *hex)
{
  g_clear_pointer (&self->audit_key, g_bytes_unref);
  self->audit_key = g_bytes_new (hex, strlen (hex));
}

static void
audit_key_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KeyRun            *run = user_data;
  g_autoptr (GError) error = NULL;

  /* A key that is lost with this run would make every later head look forged. */
  if (!till_keyring_store_finish (TILL_KEYRING (source), result, &error))
    g_clear_pointer (&run->practice->audit_key, g_bytes_unref);
  key_run_end (run);
}

static void
audit_key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KeyRun            *run = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *hex = till_keyring_look_up_finish (TILL_KEYRING (source), result, &error);

  if (hex == NULL && error == NULL)
    {
      hex = till_random_hex (AUDIT_KEY_BYTES);
      take_audit_key (run->practice, hex);
      till_keyring_store_async (TILL_KEYRING (source), TILL_KEY_AUDIT, _ ("Till: audit key"), hex,
                                NULL, audit_key_stored_cb, run);
      return;
    }

  if (hex != NULL)
    take_audit_key (run->practice, hex);
  key_run_end (run);
}

static void
text_key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KeyRun          *run = user_data;
  TillPractice    *self = run->practice;
  g_autofree char *key = till_keyring_look_up_finish (TILL_KEYRING (source), result, NULL);

  if (key != NULL && self->text_key == NULL)
    {
      self->text_key = g_steal_pointer (&key);
      till_practice_make_texter (self);
    }

  till_keyring_look_up_async (TILL_KEYRING (source), TILL_KEY_AUDIT, NULL, audit_key_found_cb, run);
}

static void
mail_secret_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KeyRun          *run = user_data;
  TillPractice    *self = run->practice;
  char           **slot = &self->mail_secrets[run->mail_secret];
  g_autofree char *secret = till_keyring_look_up_finish (TILL_KEYRING (source), result, NULL);

  if (secret != NULL && *slot == NULL)
    *slot = g_steal_pointer (&secret);
  run->mail_secret++;
  if (run->mail_secret < TILL_N_MAIL_SECRETS)
    {
      till_keyring_look_up_async (TILL_KEYRING (source),
                                  till_mail_secret_get_key (run->mail_secret), NULL,
                                  mail_secret_found_cb, run);
      return;
    }
  till_practice_make_mailer (self);

  till_keyring_look_up_async (TILL_KEYRING (source), TILL_KEY_TEXTS, NULL, text_key_found_cb, run);
}

static void
reports_key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KeyRun       *run = user_data;
  TillPractice *self = run->practice;
  /* Why there is none was said of the processor's own. */
  g_autofree char *key = till_keyring_look_up_finish (TILL_KEYRING (source), result, NULL);

  if (key != NULL && self->reports_key == NULL)
    self->reports_key = g_steal_pointer (&key);
  till_practice_make_processor (self);

  till_keyring_look_up_async (TILL_KEYRING (source), till_mail_secret_get_key (run->mail_secret),
                              NULL, mail_secret_found_cb, run);
}

static void
processor_key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KeyRun            *run = user_data;
  TillPractice      *self = run->practice;
  g_autoptr (GError) error = NULL;
  g_autofree char   *key = till_keyring_look_up_finish (TILL_KEYRING (source), result, &error);

  /* One that was entered meanwhile goes before. */
  if (key != NULL && self->processor_key == NULL)
    self->processor_key = g_steal_pointer (&key);
  till_text_set (&self->key_problem, error != NULL ? error->message : NULL);
  till_practice_make_processor (self);

  till_keyring_look_up_async (TILL_KEYRING (source), TILL_KEY_REPORTS, NULL, reports_key_found_cb,
                              run);
}

void
till_practice_look_up_keys (TillPractice *self, void (*done) (TillPractice *self))
{
  KeyRun *run = g_new0 (KeyRun, 1);

  run->practice = g_object_ref (self);
  run->done = done;
  self->n_aside++;
  till_keyring_look_up_async (self->keyring, TILL_KEY_PROCESSOR, NULL, processor_key_found_cb, run);
}

void
till_practice_forget_keys (TillPractice *self)
{
  g_clear_pointer (&self->processor_key, g_free);
  g_clear_pointer (&self->reports_key, g_free);
  g_clear_pointer (&self->text_key, g_free);
  g_clear_pointer (&self->key_problem, g_free);
}

typedef struct
{
  char **slot; /* of the practice */
  char  *key;
} KeyChange;

static void
key_change_free (gpointer data)
{
  KeyChange *change = data;

  g_free (change->key);
  g_free (change);
}

/* What the key is for is made anew. */
static void
use_key (TillPractice *self, char **slot)
{
  for (TillMailSecret which = TILL_MAIL_PASSWORD; which < TILL_N_MAIL_SECRETS; which++)
    {
      if (slot != &self->mail_secrets[which])
        continue;
      till_practice_make_mailer (self);
      return;
    }
  if (slot == &self->text_key)
    {
      till_practice_make_texter (self);
      return;
    }

  if (slot == &self->processor_key)
    g_clear_pointer (&self->key_problem, g_free);
  till_practice_make_processor (self);
  if (self->started && self->db != NULL)
    till_practice_run_sync (self, NULL);
}

static void
key_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  const KeyChange  *change = g_task_get_task_data (task);
  GError           *error = NULL;
  gboolean          stored = till_keyring_store_finish (TILL_KEYRING (source), result, &error);

  /* Without a keyring it serves for this run. */
  if (stored || g_error_matches (error, TILL_ERROR, TILL_ERROR_NO_KEYRING))
    {
      till_text_set (change->slot, *change->key != '\0' ? change->key : NULL);
      use_key (self, change->slot);
    }

  if (stored)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
till_practice_store_key (GTask      *task,
                         const char *name,
                         const char *label,
                         const char *key,
                         char      **slot)
{
  TillPractice *self = g_task_get_source_object (task);
  KeyChange    *change = g_new0 (KeyChange, 1);
  GError       *error = NULL;

  change->slot = slot;
  change->key = g_strstrip (g_strdup (key != NULL ? key : ""));
  g_task_set_task_data (task, change, key_change_free);
  if (!till_practice_may (self, TILL_DEED_CHANGE_SETTINGS, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  till_keyring_store_async (self->keyring, name, label, *change->key != '\0' ? change->key : NULL,
                            NULL, key_stored_cb, task);
}

void
till_practice_set_processor_key_async (TillPractice       *self,
                                       const char         *key,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, till_practice_set_processor_key_async);
  till_practice_store_key (task, TILL_KEY_PROCESSOR, _ ("Till: card processor’s key"), key,
                           &self->processor_key);
}

gboolean
till_practice_set_processor_key_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
till_practice_set_reports_key_async (TillPractice       *self,
                                     const char         *key,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, till_practice_set_reports_key_async);
  till_practice_store_key (task, TILL_KEY_REPORTS, _ ("Till: key of the card processor’s reports"),
                           key, &self->reports_key);
}

gboolean
till_practice_set_reports_key_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
till_practice_has_reports_key (TillPractice *self)
{
  return self->reports_key != NULL;
}

gboolean
till_practice_has_processor_key (TillPractice *self)
{
  return self->processor_key != NULL;
}

/* ── Test ───────────────────────────────────────────────────────────────────────────────────────
 */

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)     task = user_data;
  g_autoptr (TillFound) found = till_processor_search_finish (TILL_PROCESSOR (source), result);
  TillPractice         *self = g_task_get_source_object (task);

  till_practice_set_unreachable (self, found->answered ? NULL : found->words);
  if (found->answered)
    g_task_return_pointer (task, g_strdup (_ ("The processor answers, and knows the key.")),
                           g_free);
  else
    g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_UNREACHABLE, "%s", found->words);
}

void
till_practice_test_processor_async (TillPractice       *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  TillQuery         query = { .page = 1 };

  g_task_set_source_tag (task, till_practice_test_processor_async);
  if (self->processor == NULL)
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s", self->card_problem);
      return;
    }

  query.until = till_practice_now (self);
  query.from = query.until - TILL_MINUTE;
  till_processor_search_async (self->processor, &query, cancellable, tested_cb,
                               g_steal_pointer (&task));
}

char *
till_practice_test_processor_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
