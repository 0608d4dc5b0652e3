/* till-runs-group.h: what runs by itself: when it did last, when it will, and whether a timer is
 * there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_RUNS_GROUP (till_runs_group_get_type ())
G_DECLARE_FINAL_TYPE (TillRunsGroup, till_runs_group, TILL, RUNS_GROUP, AdwPreferencesGroup)

/* Once, inside the settings window. */
void till_runs_group_set_practice (TillRunsGroup *self, TillPractice *practice);

G_END_DECLS
