/* till-ledger-rules.h: what may be entered in the ledger by hand, and taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"
#include "model/till-ledger-entry.h"

G_BEGIN_DECLS

/* An entry that is like another one this short while ago is asked about first. */
#define TILL_LEDGER_ALIKE_FOR (10 * TILL_MINUTE)

/* A day as it is typed at the desk, "11/24/2026" or "2026-11-24", that an entry can have.
 * TILL_ERROR_BAD_INPUT. */
gboolean till_ledger_read_day (const char *text, TillDay today, TillDay *day, GError **error);

/* TILL_ERROR_BAD_INPUT, or TILL_ERROR_CARD_NUMBER in its words. */
gboolean till_ledger_check_order (const TillLedgerOrder *order, TillDay today, GError **error);

/* Whether it can be taken back, for that reason; TILL_ERROR_NOT_ALLOWED: it can’t, whatever the
 * reason is. */
gboolean till_ledger_check_take_back (const TillLedgerEntry *entry, GError **error);
gboolean till_ledger_check_reason (const char *reason, GError **error);

G_END_DECLS
