/* till-requests-group.h: whom to ask for money, and whom not, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_REQUESTS_GROUP (till_requests_group_get_type ())
G_DECLARE_FINAL_TYPE (TillRequestsGroup,
                      till_requests_group,
                      TILL,
                      REQUESTS_GROUP,
                      AdwPreferencesGroup)

/* Once, inside the settings window. */
void till_requests_group_set_practice (TillRequestsGroup *self, TillPractice *practice);

G_END_DECLS
