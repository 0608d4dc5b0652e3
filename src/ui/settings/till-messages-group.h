/* till-messages-group.h: how messages are worded and when they are sent, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_MESSAGES_GROUP (till_messages_group_get_type ())
G_DECLARE_FINAL_TYPE (TillMessagesGroup,
                      till_messages_group,
                      TILL,
                      MESSAGES_GROUP,
                      AdwPreferencesGroup)

/* Once, inside the settings window. */
void till_messages_group_set_practice (TillMessagesGroup *self, TillPractice *practice);

G_END_DECLS
