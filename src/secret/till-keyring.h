/* till-keyring.h: secrets live in the desktop's keyring, never in the database, the log or the
 * command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TILL_TYPE_KEYRING (till_keyring_get_type ())
G_DECLARE_FINAL_TYPE (TillKeyring, till_keyring, TILL, KEYRING, GObject)

/* @practice: an id of the practice file's own (not its path), so that a moved file finds its keys.
 */
TillKeyring *till_keyring_new (const char *practice);

/* @name: "clearent.key", "audit.key" … A secret kept for this run only (there is no keyring) is
 * found too. NULL without an error: there is none. TILL_ERROR_NO_KEYRING with a sentence that says
 * what to do. */
void  till_keyring_look_up_async (TillKeyring        *self,
                                  const char         *name,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
char *till_keyring_look_up_finish (TillKeyring *self, GAsyncResult *result, GError **error);

/* NULL @secret forgets it. On TILL_ERROR_NO_KEYRING it is kept for this run only. */
void     till_keyring_store_async (TillKeyring        *self,
                                   const char         *name,
                                   const char         *label,
                                   const char         *secret,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean till_keyring_store_finish (TillKeyring *self, GAsyncResult *result, GError **error);

/* For this run only, the keyring is not asked (the demo's key, tests). */
void till_keyring_keep (TillKeyring *self, const char *name, const char *secret);

G_END_DECLS
