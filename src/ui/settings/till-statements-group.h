/* till-statements-group.h: what stands on all statements, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_STATEMENTS_GROUP (till_statements_group_get_type ())
G_DECLARE_FINAL_TYPE (TillStatementsGroup,
                      till_statements_group,
                      TILL,
                      STATEMENTS_GROUP,
                      AdwPreferencesGroup)

/* Once, inside the settings window. */
void till_statements_group_set_practice (TillStatementsGroup *self, TillPractice *practice);

G_END_DECLS
