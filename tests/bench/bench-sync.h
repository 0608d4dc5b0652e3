/* bench-sync.h: the pages parsed and inserted bare
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Seconds. @pages: NULL-terminated. */
double bench_sync_bare (const char *path, char **pages);

G_END_DECLS
