/* till-store-merges.h: two records of one patient shown as one, and parted again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-merge.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/**
 * till_store_merge_patients:
 * @merge_id: (out): for the undo
 *
 * From now on the kept record stands for the other one. No row of money changes: whoever reads an
 * account reads those of both. What was refused by either is refused; a snooze stays in force; for
 * whom the merged one answered, the kept one's guarantor answers. With the audit.
 *
 * TILL_ERROR_NOT_ALLOWED: one record with itself, or one that is merged already;
 * TILL_ERROR_NOT_FOUND.
 */
gboolean till_store_merge_patients (TillDbConnection     *connection,
                                    const TillMergeOrder *order,
                                    const TillActor      *actor,
                                    TillInstant           at,
                                    gint64               *merge_id,
                                    GError              **error);

/**
 * till_store_undo_merge:
 *
 * The merged record is shown again, with all that is in its name; what was entered since for the
 * kept one stays there. What the merge changed of the kept one is as it was before, unless somebody
 * has changed it since. In any order, also when the kept one is merged itself.
 *
 * TILL_ERROR_NOT_ALLOWED: it is undone already; TILL_ERROR_NOT_FOUND.
 */
gboolean till_store_undo_merge (TillDbConnection *connection,
                                gint64            merge_id,
                                const TillActor  *actor,
                                TillInstant       at,
                                GError          **error);

/* What there is of a record. TILL_ERROR_NOT_FOUND. (full) */
TillMergeSide *till_store_read_merge_side (TillDbConnection *connection,
                                           gint64            patient_id,
                                           GError          **error);

/* What is merged into the record, directly or not, the last first.
 * (full) (element-type TillMergedRecord) */
GPtrArray *till_store_list_merged (TillDbConnection *connection, gint64 patient_id, GError **error);

G_END_DECLS
