/* till-list-rows.h: the rows of a list, read by their ids
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-list.h"

G_BEGIN_DECLS

/* "SELECT … WHERE id = ?1", and the row it gives; empty when it is gone. */
char    *till_list_row_sql (const TillListKind *kind);
TillRow *till_list_read_row (const TillListKind *kind,
                             TillDbStatement    *statement,
                             gint64              id,
                             GError            **error);

/* All of @ids into @rows, or none: outside of a transaction, on a reader. */
gboolean till_list_read_rows (const TillListKind *kind,
                              TillDbConnection   *reader,
                              const gint64       *ids,
                              guint               n_ids,
                              TillRow           **rows,
                              GError            **error);

/* The same within a transaction. */
gboolean till_list_read_rows_in_job (const TillListKind *kind,
                                     TillDbConnection   *reader,
                                     const gint64       *ids,
                                     guint               n_ids,
                                     TillRow           **rows,
                                     GError            **error);

G_END_DECLS
