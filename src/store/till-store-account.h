/* till-store-account.h: a patient with the family and what it owes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-account.h"
#include "store/till-store-balances.h"

G_BEGIN_DECLS

/* A few rows, each by its key, and the family’s ledger. NULL: TILL_ERROR_NOT_FOUND, or of the
 * store. (full) */
TillAccount *till_store_read_account (TillDbConnection *connection,
                                      gint64            patient_id,
                                      GError          **error);

/* As it were with another phone number or e-mail address of the patient, who is the guarantor: that
 * stands in @account then, and who else has it is looked up. Nothing is written. */
gboolean till_store_try_address (TillDbConnection *connection,
                                 TillAccount      *account,
                                 TillChannel       channel,
                                 const char       *address,
                                 GError          **error);

G_END_DECLS
