/* till-last-practice.h: which practice was open last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NULL: none, or it is not there any more. */
char *till_last_practice_get (gboolean *demo);
void  till_last_practice_set (const char *path, gboolean demo);

G_END_DECLS
