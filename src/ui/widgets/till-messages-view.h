/* till-messages-view.h: what was written and received, as a list, and the text of one message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_MESSAGES_VIEW (till_messages_view_get_type ())
G_DECLARE_FINAL_TYPE (TillMessagesView, till_messages_view, TILL, MESSAGES_VIEW, AdwBin)

/* Once. @messages: of one patient, or of one plan; it is taken. @empty_words: what is said when
 * there are none. */
void till_messages_view_set_messages (TillMessagesView *self,
                                      TillPractice     *practice,
                                      TillTable        *messages,
                                      const char       *empty_words);

G_END_DECLS
