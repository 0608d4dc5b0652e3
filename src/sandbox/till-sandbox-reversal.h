/* till-sandbox-reversal.h: money held taken, and money taken given back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"
#include "sandbox/till-sandbox-wire.h"

G_BEGIN_DECLS

/* POST /rest/v2/transactions with type CAPTURE, VOID or REFUND, and the typed addresses. */
gboolean till_sandbox_capture (TillDbConnection   *db,
                               TillSandboxCall    *call,
                               TillSandboxOutcome *outcome,
                               GError            **error);
gboolean till_sandbox_void (TillDbConnection   *db,
                            TillSandboxCall    *call,
                            TillSandboxOutcome *outcome,
                            GError            **error);
gboolean till_sandbox_refund (TillDbConnection   *db,
                              TillSandboxCall    *call,
                              TillSandboxOutcome *outcome,
                              GError            **error);

G_END_DECLS
