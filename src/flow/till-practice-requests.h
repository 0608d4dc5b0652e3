/* till-practice-requests.h: who would be asked for money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "rules/till-request-rules.h"

G_BEGIN_DECLS

/* The rules for requests by @channel, by the practice's settings. */
void till_practice_get_request_policy (TillPractice      *self,
                                       TillChannel        channel,
                                       TillRequestPolicy *policy);

G_END_DECLS
