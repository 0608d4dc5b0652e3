/* till-sandbox-rows.h: all transactions, in and out, for tests and the demo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* An array of objects with id, type, amount, created and what else a row has; a row of the same id
 * is replaced. TILL_ERROR_BAD_INPUT names the row that can't be read; those before it are kept. */
gboolean till_sandbox_rows_put (TillSandbox *sandbox, JsonArray *rows, GError **error);

/* One of them, inside the caller's write. */
gboolean till_sandbox_rows_put_one (TillSandbox      *sandbox,
                                    TillDbConnection *db,
                                    JsonNode         *node,
                                    GError          **error);

/* The same, oldest first. */
char *till_sandbox_rows_get (TillSandbox *sandbox, GError **error);

G_END_DECLS
