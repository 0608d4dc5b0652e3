/* till-practice-merges.h: two records of one patient made one, and who answers for a patient
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-merge.h"

G_BEGIN_DECLS

/* What there is of each of two records; see till_store_read_merge_side(). (full) */
void     till_practice_compare_records_async (TillPractice       *self,
                                              gint64              one_id,
                                              gint64              other_id,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean till_practice_compare_records_finish (TillPractice   *self,
                                               GAsyncResult   *result,
                                               TillMergeSide **one,
                                               TillMergeSide **other,
                                               GError        **error);

/* See till_store_merge_patients(). @order is copied. The id of the merge, for the undo; 0: failed.
 */
void   till_practice_merge_patients_async (TillPractice         *self,
                                           const TillMergeOrder *order,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gint64 till_practice_merge_patients_finish (TillPractice *self,
                                            GAsyncResult *result,
                                            GError      **error);

/* See till_store_undo_merge(). */
void     till_practice_undo_merge_async (TillPractice       *self,
                                         gint64              merge_id,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean till_practice_undo_merge_finish (TillPractice *self, GAsyncResult *result, GError **error);

/* See till_store_change_guarantor(). */
void     till_practice_change_guarantor_async (TillPractice       *self,
                                               gint64              patient_id,
                                               gint64              guarantor_id,
                                               gboolean            with_family,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
gboolean till_practice_change_guarantor_finish (TillPractice *self,
                                                GAsyncResult *result,
                                                GError      **error);

G_END_DECLS
