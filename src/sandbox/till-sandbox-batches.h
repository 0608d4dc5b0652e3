/* till-sandbox-batches.h: what is gathered for the bank until the practice's midnight
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

/* The terminal's open batch, opened if there is none. */
gboolean till_sandbox_batch_current (TillDbConnection *db,
                                     const char       *terminal,
                                     TillInstant       now,
                                     gint64           *number,
                                     GError          **error);

/* Makes the batch of a row that was written from outside known. */
gboolean till_sandbox_batch_note (TillDbConnection *db,
                                  const char       *terminal,
                                  gint64            number,
                                  TillInstant       at,
                                  GError          **error);

/* Closes what was opened before the practice's last midnight, and settles what is in it. */
gboolean till_sandbox_batches_close_due (TillSandbox      *sandbox,
                                         TillDbConnection *db,
                                         GError          **error);
gboolean till_sandbox_batches_close_all (TillSandbox      *sandbox,
                                         TillDbConnection *db,
                                         GError          **error);

/* What was opened before @before, each at the midnight that ended its day. */
gboolean till_sandbox_batches_close_before (TillSandbox      *sandbox,
                                            TillDbConnection *db,
                                            TillInstant       before,
                                            GError          **error);

/* GET and PUT /rest/v2/batches/open, GET /rest/v2/batches. */
gboolean till_sandbox_batches_get_open (TillDbConnection *db,
                                        TillSandboxCall  *call,
                                        GError          **error);
gboolean till_sandbox_batches_put_open (TillDbConnection *db,
                                        TillSandboxCall  *call,
                                        GError          **error);
gboolean till_sandbox_batches_list (TillDbConnection *db, TillSandboxCall *call, GError **error);

G_END_DECLS
