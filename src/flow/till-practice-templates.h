/* till-practice-templates.h: how messages are worded, in which language, and when they may be sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-wording.h"

G_BEGIN_DECLS

/* The language of patients that have none of their own. */
TillLanguage till_practice_get_language (TillPractice *self);

/* The practice's own wording, else the program's; NULL with an error when it can't be read. */
TillWording *till_practice_get_wording (TillPractice *self,
                                        TillPurpose   purpose,
                                        TillChannel   channel,
                                        TillLanguage  language,
                                        GError      **error);

/* It holds from now on. TILL_ERROR_BAD_INPUT as till_template_check() says it. */
void     till_practice_keep_wording_async (TillPractice       *self,
                                           const TillWording  *wording,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean till_practice_keep_wording_finish (TillPractice *self,
                                            GAsyncResult *result,
                                            GError      **error);

/* What carriers make of a text of @body, with @link (or NULL) kept whole in it: "2 segments, 214
 * characters; sent with special characters". (full) */
char *till_template_count_to_words (const char *body, const char *link) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
