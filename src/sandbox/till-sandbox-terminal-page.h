/* till-sandbox-terminal-page.h: what the card terminal shows, and its buttons
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* GET /sandbox/terminal/<id> and …/screen, POST …/press, GET /sandbox/terminal.js: all without a
 * key, as a browser asks. FALSE: the call is none of these, and left. */
gboolean till_sandbox_terminal_page_take (TillSandboxCall *call);

G_END_DECLS
