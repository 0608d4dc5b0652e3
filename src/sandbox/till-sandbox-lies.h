/* till-sandbox-lies.h: answers in good form that say what is not so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-faults.h"

G_BEGIN_DECLS

/* The same answer with what the fault makes of it: one of WRONG_INVOICE and what follows it. An
 * answer in which there is nothing of the kind stays as it is. */
char *till_sandbox_lie (TillSandboxFault fault, const char *reply);

G_END_DECLS
