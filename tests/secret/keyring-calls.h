/* keyring-calls.h: the keyring asked, and waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "secret/till-keyring.h"

G_BEGIN_DECLS

char    *keyring_look_up (TillKeyring *keyring, const char *name, GError **error);
gboolean keyring_store (TillKeyring *keyring, const char *name, const char *secret, GError **error);

G_END_DECLS
