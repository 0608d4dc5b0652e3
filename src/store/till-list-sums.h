/* till-list-sums.h: a list's sum over some of its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-list.h"

G_BEGIN_DECLS

/* The sum of that name, which must be one of the kind's. */
const TillSum *till_list_find_sum (const TillListKind *kind, const char *name);

/* Returns cents through @task; @ids are gint64. Rows that are gone count for nothing. */
void till_list_sum_ids (const TillListKind *kind,
                        TillDb             *db,
                        const char         *name,
                        GArray             *ids,
                        GTask              *task);

G_END_DECLS
