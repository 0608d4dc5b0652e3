/* till-sandbox-funding.h: from a closed batch to the practice's bank
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox.h"

G_BEGIN_DECLS

/* The day on which the batch gathered on @day is due: it closes at the end of it, the processor
 * takes it up on the next business day, and pays it out on the one after. So Friday's, Saturday's
 * and Sunday's are due together. */
TillDay till_sandbox_funding_due (TillDay day);

/**
 * till_sandbox_funding_do:
 * @most: batches to do at most
 * @more: whether some are left; may be NULL
 *
 * Writes the report's rows of batches that have closed. One that was changed afterwards is done
 * anew.
 */
gboolean till_sandbox_funding_do (TillSandbox      *sandbox,
                                  TillDbConnection *db,
                                  guint             most,
                                  gboolean         *more,
                                  GError          **error);

G_END_DECLS
