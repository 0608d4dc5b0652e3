/* till-sandbox-gateway.h: the processor's addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* Answers a call below /rest, or keeps it until a terminal has an answer. Takes the call. */
void till_sandbox_gateway_take (TillSandboxCall *call);

/* Runs @work with @data inside a transaction that is on the disk when this returns; while it runs
 * nothing else of the program does. A failure is the call's answer. */
typedef gboolean (*TillSandboxWork) (TillDbConnection *db, gpointer data, GError **error);
void till_sandbox_gateway_write (TillSandboxCall *call, TillSandboxWork work, gpointer data);

G_END_DECLS
