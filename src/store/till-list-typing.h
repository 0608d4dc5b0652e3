/* till-list-typing.h: the next row of a list whose text begins so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-list.h"

G_BEGIN_DECLS

/* Returns an id, or 0, through @task: of the @n_ids in their order the first, from @from on and
 * then from the top, whose text in @column begins with @text, folded. Off the main loop; @ids is
 * taken.
 */
void till_list_find_text (const TillListKind *kind,
                          TillDb             *db,
                          const char         *column,
                          const char         *text,
                          gint64             *ids /* full */,
                          guint               n_ids,
                          guint               from,
                          GTask              *task);

G_END_DECLS
