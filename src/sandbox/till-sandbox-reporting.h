/* till-sandbox-reporting.h: the processor's reporting host, at /data/api/v1/standard/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

#define TILL_SANDBOX_REPORTING_PATH "/data/api/v1/"

/* Answers a call below that path. Takes it. */
void till_sandbox_reporting_take (TillSandboxCall *call);

/* The four digits by which reports call a terminal, static until the next call. */
const char *till_sandbox_reporting_terminal (const char *terminal_id);

G_END_DECLS
