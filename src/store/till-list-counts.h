/* till-list-counts.h: how often each value of a column is in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-list.h"

G_BEGIN_DECLS

/* Under @table's filter, but for its condition on @column: by the order of the choices, then by
 * value. */
void    till_list_count_values_async (TillTable          *table,
                                      const TillListKind *kind,
                                      TillDb             *db,
                                      TillDay             today,
                                      GTimeZone          *zone,
                                      const char         *column,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
GArray *till_list_count_values_finish (TillTable *table, GAsyncResult *result, GError **error);

G_END_DECLS
