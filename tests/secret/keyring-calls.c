/* keyring-calls.c: the keyring asked, and waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "keyring-calls.h"

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

char *
keyring_look_up (TillKeyring *keyring, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  till_keyring_look_up_async (keyring, name, NULL, done_cb, &result);
  wait_for (&result);

  return till_keyring_look_up_finish (keyring, result, error);
}

gboolean
keyring_store (TillKeyring *keyring, const char *name, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  till_keyring_store_async (keyring, name, "Till: a key of the tests", secret, NULL, done_cb,
                            &result);
  wait_for (&result);

  return till_keyring_store_finish (keyring, result, error);
}
