/* till-instance-address.h: where this process can answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A D-Bus address to listen on: a place of this machine that nobody else has. */
char *till_instance_server_address (void);

G_END_DECLS
