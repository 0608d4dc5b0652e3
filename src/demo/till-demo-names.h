/* till-demo-names.h: names as they stand in a practice's files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NULL-terminated. */
extern const char *const till_demo_first_names[];
extern const char *const till_demo_last_names[];

G_END_DECLS
