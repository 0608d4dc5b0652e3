/* till-reports-group.h: the processor's reports in the settings: host, key, and when money comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define TILL_TYPE_REPORTS_GROUP (till_reports_group_get_type ())
G_DECLARE_FINAL_TYPE (TillReportsGroup,
                      till_reports_group,
                      TILL,
                      REPORTS_GROUP,
                      AdwPreferencesGroup)

/* Once, inside the settings window. */
void till_reports_group_set_practice (TillReportsGroup *self, TillPractice *practice);

G_END_DECLS
