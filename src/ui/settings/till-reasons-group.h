/* till-reasons-group.h: reasons there are to choose from, each a row, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_REASONS_GROUP (till_reasons_group_get_type ())
G_DECLARE_FINAL_TYPE (TillReasonsGroup,
                      till_reasons_group,
                      TILL,
                      REASONS_GROUP,
                      AdwPreferencesGroup)

/* Once, inside the settings window. @key: of the setting that lists them; static. */
void till_reasons_group_set_practice (TillReasonsGroup *self,
                                      TillPractice     *practice,
                                      const char       *key);

G_END_DECLS
