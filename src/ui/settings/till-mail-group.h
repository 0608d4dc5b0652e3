/* till-mail-group.h: how e-mail is sent, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define TILL_TYPE_MAIL_GROUP (till_mail_group_get_type ())
G_DECLARE_FINAL_TYPE (TillMailGroup, till_mail_group, TILL, MAIL_GROUP, AdwPreferencesGroup)

/* Once, inside the settings window. */
void till_mail_group_set_practice (TillMailGroup *self, TillPractice *practice);

G_END_DECLS
