/* till-sandbox-control.h: how a test or a demo moves the sandbox's world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All with the api-key, JSON both ways; a refusal is {"error": "words"}.
 *
 * PUT  /sandbox/transactions           rows of somebody else's making, by their ids
 * GET  /sandbox/transactions           all there is
 * POST /sandbox/clock                  {"now": ISO or "real", "offset-ms": added}
 * POST /sandbox/faults                 {"faults": SPEC}
 * POST /sandbox/close-batch            what midnight does
 * GET  /sandbox/state                  time, terminals with their keys and paylinks, batches
 * POST /sandbox/terminal/<id>/mode     {"mode": …, "delay-ms": …, "card": a number or null}
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* Answers a call below /sandbox. Takes it. */
void till_sandbox_control_take (TillSandboxCall *call);

G_END_DECLS
