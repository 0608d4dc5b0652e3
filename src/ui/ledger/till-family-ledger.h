/* till-family-ledger.h: a family's ledger, and what can be done with its entries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-account.h"

G_BEGIN_DECLS

#define TILL_TYPE_FAMILY_LEDGER (till_family_ledger_get_type ())
G_DECLARE_FINAL_TYPE (TillFamilyLedger, till_family_ledger, TILL, FAMILY_LEDGER, AdwBin)

/* Of @account's family, as it is now; later of the same family only. What is added is the patient's
 * of @account. */
void till_family_ledger_show (TillFamilyLedger  *self,
                              TillPractice      *practice,
                              const TillAccount *account);

G_END_DECLS
