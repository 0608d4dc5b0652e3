/* till-bulk-asking.h: the next few of a bulk request: each judged as things are now, and asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-request-composer.h"
#include "model/till-bulk.h"

G_BEGIN_DECLS

typedef struct
{
  TillRequestComposer *composer;
  TillBulk            *bulk;
  TillActor           *actor;
  gboolean             may[TILL_N_CONSENTS]; /* by channel: it is set up, and wanted */
  guint                n_most;
} TillBulkAsking;

/* At most @n_most. */
TillBulkAsking *till_bulk_asking_new (TillPractice *practice, const TillBulk *bulk, guint n_most);
void            till_bulk_asking_free (TillBulkAsking *self);

/* A TillDbJob: as many as there is time for. Each one's request, messages, reminders and end are in
 * one commit. */
gboolean till_bulk_asking_work (TillDbConnection *connection, gpointer asking, GError **error);

G_END_DECLS
