/* till-demo-statement.h: what the demo practice's bank says of some months, as a file of OFX
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"

G_BEGIN_DECLS

/**
 * till_demo_statement_to_ofx:
 * @days: closed
 * @deposits: (element-type TillDeposit): of those days, in their order
 *
 * Each deposit as the bank has it, one of them with another amount; between them what else is on an
 * account: cash, rent, wages, the bank's own fee. The same for the same seed and deposits.
 */
char *till_demo_statement_to_ofx (guint32 seed, TillDayRange days, GPtrArray *deposits);

G_END_DECLS
