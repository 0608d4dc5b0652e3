/* till-practice-assign.h: saying whose a transaction made elsewhere is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-suggestion.h"

G_BEGIN_DECLS

/**
 * till_practice_suggest_patients_finish:
 * @told: (out) (optional) (nullable) (transfer full): what the processor tells of the payer, in
 * words
 *
 * Returns: (element-type TillSuggestion): the likeliest first; NULL on an error
 */
void       till_practice_suggest_patients_async (TillPractice       *self,
                                                 gint64              transaction_id,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
GPtrArray *till_practice_suggest_patients_finish (TillPractice *self,
                                                  GAsyncResult *result,
                                                  char        **told,
                                                  GError      **error);

/* For good: see till_store_assign_patient(). Then it is posted, where that is done by itself. */
void     till_practice_assign_async (TillPractice       *self,
                                     gint64              transaction_id,
                                     gint64              patient_id,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean till_practice_assign_finish (TillPractice *self, GAsyncResult *result, GError **error);

G_END_DECLS
