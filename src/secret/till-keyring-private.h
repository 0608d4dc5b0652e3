/* till-keyring-private.h: the keyring of the system, behind TillKeyring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "secret/till-keyring.h"

G_BEGIN_DECLS

/* Each answers through @task, which it takes a reference of: with a text (or NULL for none) the
 * first, with TRUE the second; or with TILL_ERROR_NO_KEYRING, or cancelled. NULL @secret forgets
 * it. */
void till_keyring_system_look_up (const char *practice, const char *name, GTask *task);
void till_keyring_system_store (const char *practice,
                                const char *name,
                                const char *label,
                                const char *secret,
                                GTask      *task);

/* Overwrites the text before it frees it. */
void till_keyring_wipe (char *secret);

G_END_DECLS
