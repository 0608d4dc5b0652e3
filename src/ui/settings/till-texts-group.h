/* till-texts-group.h: text messages in the settings: account, key, number, and whether they go out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define TILL_TYPE_TEXTS_GROUP (till_texts_group_get_type ())
G_DECLARE_FINAL_TYPE (TillTextsGroup, till_texts_group, TILL, TEXTS_GROUP, AdwPreferencesGroup)

/* Once, inside the settings window. */
void till_texts_group_set_practice (TillTextsGroup *self, TillPractice *practice);

G_END_DECLS
