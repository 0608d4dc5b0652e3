/* till-keyring-unix.c: the keyring of the system, by libsecret
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "secret/till-keyring-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "core/till-error.h"

/* The schema's name is kept, but not looked for: while it is locked, GNOME Keyring finds nothing by
 * it and so would not ask to be unlocked. The practice's id is unique as it is.
 */
static const SecretSchema schema = {
  .name = "org.practicetill.Till",
  .flags = SECRET_SCHEMA_DONT_MATCH_NAME,
  .attributes = {
    { "practice", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* Whatever libsecret says (no bus, no service, a prompt that can't be shown or was dismissed), the
 * user can do the same about it.
 */
static void
return_no_keyring (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (error != NULL && !g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_task_return_new_error (
      task, TILL_ERROR, TILL_ERROR_NO_KEYRING,
      _ ("This desktop has no keyring that can be used, so keys and passwords last only until Till "
         "is closed. Install or start a keyring (such as GNOME Keyring) and sign in again. (%s)"),
      error->message);
  else
    g_task_return_new_error (
      task, TILL_ERROR, TILL_ERROR_NO_KEYRING,
      _ ("The keyring of this desktop is locked, so keys and passwords last only until Till is "
         "closed. Unlock the keyring and try again."));
}

/* Looking up. To libsecret a secret in a keyring that stays locked is the same as none. So when
 * none was found, a search that asks for nothing to be unlocked tells the two apart.
 */

static void
retrieved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)       task = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (SecretValue) value = NULL;
  const char             *text;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  text = value != NULL ? secret_value_get_text (value) : NULL;
  if (text != NULL)
    g_task_return_pointer (task, g_strdup (text), (GDestroyNotify) till_keyring_wipe);
  else
    return_no_keyring (task, error);
}

static void
search (GTask *task, SecretSearchFlags flags, GAsyncReadyCallback callback)
{
  const char *const *names = g_task_get_task_data (task);

  secret_password_search (&schema, flags, g_task_get_cancellable (task), callback,
                          g_object_ref (task), "practice", names[0], "name", names[1], NULL);
}

static void
locked_searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  GList             *items = secret_password_search_finish (result, &error);

  if (error != NULL || items != NULL)
    return_no_keyring (task, error);
  else
    g_task_return_pointer (task, NULL, NULL);

  g_list_free_full (items, g_object_unref);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  GList             *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_no_keyring (task, error);
  else if (items != NULL)
    secret_retrievable_retrieve_secret (items->data, g_task_get_cancellable (task), retrieved_cb,
                                        g_object_ref (task));
  else
    search (task, SECRET_SEARCH_NONE, locked_searched_cb);

  g_list_free_full (items, g_object_unref);
}

void
till_keyring_system_look_up (const char *practice, const char *name, GTask *task)
{
  const char *const names[] = { practice, name, NULL };

  g_task_set_task_data (task, g_strdupv ((char **) names), (GDestroyNotify) g_strfreev);
  search (task, SECRET_SEARCH_UNLOCK, searched_cb);
}

/* Storing and forgetting. */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_no_keyring (task, error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;

  /* FALSE without an error: there was none to forget. */
  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    return_no_keyring (task, error);
}

void
till_keyring_system_store (const char *practice,
                           const char *name,
                           const char *label,
                           const char *secret,
                           GTask      *task)
{
  if (secret != NULL)
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret,
                           g_task_get_cancellable (task), stored_cb, g_object_ref (task),
                           "practice", practice, "name", name, NULL);
  else
    secret_password_clear (&schema, g_task_get_cancellable (task), cleared_cb, g_object_ref (task),
                           "practice", practice, "name", name, NULL);
}
