/* till-practice-texts.h: text messages of the practice: whether they can be sent, key and test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* Why no texts can be sent, or NULL: they can. Borrowed. */
const char *till_practice_get_text_problem (TillPractice *self);

/* The page of the demo's sandbox with the patients' phones; NULL: it is no demo, or none whose
 * sandbox runs. Borrowed. */
const char *till_practice_get_phones (TillPractice *self);

/* What texts are sent from, as the settings keep it: a number as carriers take it, a messaging
 * service, or "" for neither. NULL with TILL_ERROR_BAD_INPUT. */
char *till_practice_tidy_text_from (const char *typed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Into the keyring, as till_practice_set_processor_key_async(). */
void     till_practice_set_text_key_async (TillPractice       *self,
                                           const char         *key,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean till_practice_set_text_key_finish (TillPractice *self,
                                            GAsyncResult *result,
                                            GError      **error);
gboolean till_practice_has_text_key (TillPractice *self);

/* Sends nothing; the sentence says whether account, key and number are right. */
void  till_practice_test_texts_async (TillPractice       *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
char *till_practice_test_texts_finish (TillPractice *self, GAsyncResult *result, GError **error);

/* Sends one to a number as it is typed; the sentence says what became of it. */
void  till_practice_send_test_text_async (TillPractice       *self,
                                          const char         *number,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
char *till_practice_send_test_text_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           GError      **error);

G_END_DECLS
