/* till-keyring.c: secrets live in the desktop's keyring, or for this run only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "secret/till-keyring.h"

#include "core/till-error.h"
#include "secret/till-keyring-private.h"

struct _TillKeyring
{
  GObject parent_instance;

  char       *practice;
  GHashTable *kept; /* name → secret, for this run only */
};

G_DEFINE_FINAL_TYPE (TillKeyring, till_keyring, G_TYPE_OBJECT)

void
till_keyring_wipe (char *secret)
{
  /* volatile, or the compiler may leave out what nobody reads afterwards. */
  for (volatile char *at = secret; at != NULL && *at != '\0'; at++)
    *at = '\0';
  g_free (secret);
}

static void
wipe_value (gpointer data)
{
  till_keyring_wipe (data);
}

static void
till_keyring_finalize (GObject *object)
{
  TillKeyring *self = TILL_KEYRING (object);

  g_free (self->practice);
  g_hash_table_unref (self->kept);

  G_OBJECT_CLASS (till_keyring_parent_class)->finalize (object);
}

static void
till_keyring_class_init (TillKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_keyring_finalize;
}

static void
till_keyring_init (TillKeyring *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe_value);
}

TillKeyring *
till_keyring_new (const char *practice)
{
  TillKeyring *self;

  g_return_val_if_fail (practice != NULL, NULL);

  self = g_object_new (TILL_TYPE_KEYRING, NULL);
  self->practice = g_strdup (practice);

  return self;
}

void
till_keyring_keep (TillKeyring *self, const char *name, const char *secret)
{
  g_return_if_fail (TILL_IS_KEYRING (self));
  g_return_if_fail (name != NULL);

  if (secret != NULL)
    g_hash_table_replace (self->kept, g_strdup (name), g_strdup (secret));
  else
    g_hash_table_remove (self->kept, name);
}

void
till_keyring_look_up_async (TillKeyring        *self,
                            const char         *name,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  const char       *kept;

  g_return_if_fail (TILL_IS_KEYRING (self));
  g_return_if_fail (name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, till_keyring_look_up_async);

  kept = g_hash_table_lookup (self->kept, name);
  if (kept != NULL)
    g_task_return_pointer (task, g_strdup (kept), wipe_value);
  else
    till_keyring_system_look_up (self->practice, name, task);
}

char *
till_keyring_look_up_finish (TillKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Storing. */

typedef struct
{
  char *name;
  char *secret;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->name);
  till_keyring_wipe (self->secret);
  g_free (self);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillKeyring      *self = TILL_KEYRING (source);
  g_autoptr (GTask) task = user_data;
  Entry            *entry = g_task_get_task_data (task);
  GError           *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      till_keyring_keep (self, entry->name, NULL);
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_NO_KEYRING))
    till_keyring_keep (self, entry->name, entry->secret);
  g_task_return_error (task, error);
}

void
till_keyring_store_async (TillKeyring        *self,
                          const char         *name,
                          const char         *label,
                          const char         *secret,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) inner = NULL;
  GTask            *task;
  Entry            *entry;

  g_return_if_fail (TILL_IS_KEYRING (self));
  g_return_if_fail (name != NULL && label != NULL);

  entry = g_new0 (Entry, 1);
  entry->name = g_strdup (name);
  entry->secret = g_strdup (secret);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, till_keyring_store_async);
  g_task_set_task_data (task, entry, entry_free);

  inner = g_task_new (self, cancellable, stored_cb, task);
  g_task_set_check_cancellable (inner, FALSE);
  till_keyring_system_store (self->practice, name, label, secret, inner);
}

gboolean
till_keyring_store_finish (TillKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
