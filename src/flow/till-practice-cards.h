/* till-practice-cards.h: the cards on file of a patient's account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A change of them is told by "accounts-changed".
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-card.h"

G_BEGIN_DECLS

/* Those that can be charged for the patient, the primary one first: a few rows, read at once.
 * (element-type TillFiledCard) (full) */
GPtrArray *till_practice_list_cards (TillPractice *self, gint64 patient_id, GError **error);

/* One that may have been deleted since it was listed: TILL_ERROR_NOT_FOUND. (full) */
TillFiledCard *till_practice_get_card (TillPractice *self, gint64 id, GError **error);

/* All finish with till_practice_change_card_finish(). TILL_ERROR_NOT_FOUND for one that has been
 * deleted; TILL_ERROR_NOT_ALLOWED. */
void till_practice_set_card_role_async (TillPractice       *self,
                                        gint64              card_id,
                                        TillCardRole        role,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
/* @nickname: empty: none. TILL_ERROR_BAD_INPUT, TILL_ERROR_CARD_NUMBER. */
void till_practice_name_card_async (TillPractice       *self,
                                    gint64              card_id,
                                    const char         *nickname,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
/* Gone for use when it finishes; at the processor as soon as that can be reached. */
void till_practice_delete_card_async (TillPractice       *self,
                                      gint64              card_id,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);

gboolean till_practice_change_card_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           GError      **error);

G_END_DECLS
