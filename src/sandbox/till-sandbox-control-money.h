/* till-sandbox-control-money.h: the control calls about what becomes of the money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* POST /sandbox/terms */
void till_sandbox_control_set_terms (TillSandboxCall *call);

/* POST /sandbox/months */
void till_sandbox_control_post_month (TillSandboxCall *call);

/* GET /sandbox/answer-key */
void till_sandbox_control_get_answers (TillSandboxCall *call);

G_END_DECLS
