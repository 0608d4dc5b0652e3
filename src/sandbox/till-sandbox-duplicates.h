/* till-sandbox-duplicates.h: when a charge is taken for one that was made already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three rules, each of its own place: a field that the caller wants checked, looked at before the
 * terminal wakes; the terminal service's, last four and amount within eight minutes; the gateway's,
 * last four within five minutes or as it is set. The last two know nothing of people: two siblings
 * with one card look like one payment sent twice.
 */
#pragma once

#include "sandbox/till-sandbox-call.h"
#include "sandbox/till-sandbox-transaction.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean enabled;
  gboolean merchant_level;          /* of all terminals, not of this one */
  gboolean respond_with_error;      /* 402 in place of the earlier transaction */
  gboolean include_invoice;         /* the invoice must be the same too */
  gint64   minutes;                 /* 1–60 */
  gboolean invoice_instead_of_card; /* whatever the card, and without limit of time */
} TillSandboxDuplicates;

void till_sandbox_duplicates_load (TillDbConnection *db, TillSandboxDuplicates *settings);

/* *earlier is NULL when there is none. */
gboolean till_sandbox_duplicates_find (TillSandbox                  *sandbox,
                                       TillDbConnection             *db,
                                       const TillSandboxTransaction *asked,
                                       const TillSandboxDuplicates  *settings,
                                       TillSandboxTransaction      **earlier,
                                       GError                      **error);

gboolean till_sandbox_duplicates_find_on_terminal (TillSandbox                  *sandbox,
                                                   TillDbConnection             *db,
                                                   const TillSandboxTransaction *asked,
                                                   TillSandboxTransaction      **earlier,
                                                   GError                      **error);

/* @field: TILL_SANDBOX_INVOICE or TILL_SANDBOX_PURCHASE_ORDER. */
gboolean till_sandbox_duplicates_find_by_field (TillDbConnection             *db,
                                                const TillSandboxTransaction *asked,
                                                TillSandboxText               field,
                                                gboolean                      merchant_level,
                                                TillSandboxTransaction      **earlier,
                                                GError                      **error);

/* GET, POST and PUT /rest/v2/settings/transaction/duplicates. */
gboolean till_sandbox_duplicates_get (TillDbConnection *db, TillSandboxCall *call, GError **error);
gboolean till_sandbox_duplicates_put (TillDbConnection *db, TillSandboxCall *call, GError **error);

G_END_DECLS
