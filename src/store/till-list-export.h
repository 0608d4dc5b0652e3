/* till-list-export.h: a list as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-whole-file.h"
#include "store/till-list-walk.h"

G_BEGIN_DECLS

/* The columns that are named (ids, ended by NULL; NULL @ids: each that has a title), as indexes in
 * that order. TILL_ERROR_BAD_INPUT for one that there is not, or when none is left. */
GArray *till_list_find_columns (const TillListKind *kind, const char *const *ids, GError **error);

/* Writes a header of titles and the walk's rows, but neither seals @file nor puts it in place. Runs
 * in a job on a reader; memory stays the same however many rows there are. */
gboolean till_list_export_csv (TillListWalk     *walk,
                               TillDbConnection *connection,
                               GArray           *columns,
                               gboolean          bom,
                               TillWholeFile    *file,
                               GError          **error);

G_END_DECLS
