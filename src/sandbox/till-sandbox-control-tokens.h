/* till-sandbox-control-tokens.h: the control call that gives tokens of cards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* PUT /sandbox/tokens: all of them, or none. */
void till_sandbox_control_put_tokens (TillSandboxCall *call);

G_END_DECLS
