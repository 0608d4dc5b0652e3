/* till-sandbox-control.h: how a test or a demo moves the sandbox's world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All with the api-key, JSON both ways; a refusal is {"error": "words"}.
 *
 * PUT  /sandbox/transactions           rows of somebody else's making, by their ids
 * GET  /sandbox/transactions           all there is
 * PUT  /sandbox/tokens                 tokens of cards, by their ids: token-id, last-four-digits,
 *                                      card-type, exp-date, customer-key; those that are there stay
 * POST /sandbox/clock                  {"now": ISO or "real", "offset-ms": added}: what falls due
 *                                      in between happens, in order
 * POST /sandbox/faults                 {"faults": SPEC}
 * POST /sandbox/close-batch            what midnight does
 * POST /sandbox/terms                  {"fees": …, "conveyed": …, "oddities": …}, as on the
 *                                      command line; what is not named stays
 * POST /sandbox/months                 {"month": "2026-05", "seed": …, "sales-a-day": …,
 *                                      "oddities": …}: plans it (till-sandbox-months.h)
 * GET  /sandbox/answer-key             what each deposit is made of (till-sandbox-answers.h)
 * GET  /sandbox/state                  time, terminals with their keys and paylinks, batches, how
 * many texts were sent POST /sandbox/terminal/<id>/mode     {"mode": …, "delay-ms": …, "card": a
 * number or null}
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* Answers a call below /sandbox. Takes it. */
void till_sandbox_control_take (TillSandboxCall *call);

/* For the handlers in other files. @object is taken. */
void till_sandbox_control_answer (TillSandboxCall *call, guint status, JsonObject *object);
void till_sandbox_control_refuse (TillSandboxCall *call, guint status, const char *words);

/* Does what has fallen due and tells the state. */
void till_sandbox_control_catch_up (TillSandboxCall *call);

G_END_DECLS
