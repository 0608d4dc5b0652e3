/* till-sandbox-life.h: what falls due as time passes, in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox.h"

G_BEGIN_DECLS

/* Does what has fallen due by now: what was planned happens, batches close, and are reported. In
 * commits of their own, so that years may have passed. */
gboolean till_sandbox_life_catch_up (TillSandbox *sandbox, GError **error);

/* Keeps a row as PUT /sandbox/transactions takes it until @at, when it becomes a transaction; a
 * VOID takes back the one it refers to. */
gboolean till_sandbox_life_plan (TillDbConnection *db,
                                 gint64            id,
                                 TillInstant       at,
                                 const char       *body,
                                 GError          **error);

G_END_DECLS
