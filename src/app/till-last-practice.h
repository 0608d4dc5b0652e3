/* till-last-practice.h: which practice was open last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NULL: there was none. @is_gone: the file is not there any more. A demo that is gone counts as
 * none: nothing was lost with it. */
char *till_last_practice_get (gboolean *demo, gboolean *is_gone);
void  till_last_practice_set (const char *path, gboolean demo);

G_END_DECLS
