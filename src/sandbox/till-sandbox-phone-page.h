/* till-sandbox-phone-page.h: the patient's phone: the texts it got, and its answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All without a key, as a browser asks:
 *
 * GET  /phone            who has got texts
 * GET  /phone/<number>   what that phone has got and sent, and a field for an answer
 * POST /phone/<number>   an answer: a form with "body"
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

gboolean till_sandbox_phone_page_is_at (const char *path);

/* Takes the call. */
void till_sandbox_phone_page_take (TillSandboxCall *call);

G_END_DECLS
