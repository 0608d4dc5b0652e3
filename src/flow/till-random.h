/* till-random.h: random bytes fit for a key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @n_bytes of the system's own randomness, in hexadecimal. */
char *till_random_hex (gsize n_bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
