/* till-sandbox-search.h: the list of transactions, filtered and page by page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* GET /rest/v2/transactions. */
gboolean till_sandbox_search (TillDbConnection *db, TillSandboxCall *call, GError **error);

G_END_DECLS
