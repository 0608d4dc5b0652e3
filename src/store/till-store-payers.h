/* till-store-payers.h: whose a transaction made elsewhere is: what tells, who may be meant, and
 * saying so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* What the processor tells of who paid. Borrowed strings; each may be NULL. */
typedef struct
{
  const char *customer; /* a number that whoever charged gave */
  const char *name;     /* on the bill */
  const char *email;
  const char *description; /* what it was charged for */
} TillPayer;

/* Beside a transaction that was made elsewhere. Nothing is kept when there is nothing to keep. */
gboolean till_store_keep_payer (TillDbConnection *connection,
                                gint64            transaction_id,
                                const TillPayer  *payer,
                                GError          **error);

G_END_DECLS
