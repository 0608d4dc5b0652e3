/* till-list-export.h: a list as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-id.h"
#include "core/till-whole-file.h"
#include "store/till-list-walk.h"

G_BEGIN_DECLS

/* The list of that name ("transactions"); NULL with TILL_ERROR_NOT_FOUND. Static. */
const TillListKind *till_list_find_kind (const char *name, GError **error);

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

/* Who has taken how many rows out of which list, and how: @form is "csv" or "pdf", @words the
 * filter in words. No row of money is touched, so the entry has no commit but its own. */
gboolean till_list_audit_export (TillDbConnection   *connection,
                                 const TillListKind *kind,
                                 const char         *form,
                                 const char         *words,
                                 guint               n_rows,
                                 const TillActor    *actor,
                                 TillInstant         at,
                                 GError            **error);

G_END_DECLS
