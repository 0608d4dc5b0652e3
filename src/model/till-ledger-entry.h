/* till-ledger-entry.h: an entry of the practice's own ledger
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"

G_BEGIN_DECLS

/* What a person enters. */
typedef struct
{
  gint64    patient_id;
  gboolean  is_charge; /* or an adjustment */
  TillMoney amount;    /* > 0 raises what is owed; < 0, of adjustments alone, takes off */
  TillDay   day;
  char     *words; /* what for */
} TillLedgerOrder;

TillLedgerOrder *till_ledger_order_copy (const TillLedgerOrder *self);
void             till_ledger_order_free (TillLedgerOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillLedgerOrder, till_ledger_order_free)

/* What stands there. */
typedef struct
{
  gint64    id;
  gint64    patient_id;
  gint64    guarantor_id;
  char     *patient;   /* "Last, First M" */
  gboolean  is_charge; /* of those that are no transaction's: or an adjustment */
  TillMoney amount;
  TillDay   day;
  char     *words;          /* or NULL */
  gint64    transaction_id; /* 0: entered by hand, or by an import */
  gint64    reverses_id;    /* the entry that it takes back; 0: none */
  gboolean  is_taken_back;
  gboolean  is_in_file; /* another program's file knows it, and says what is owed in its place */
} TillLedgerEntry;

void till_ledger_entry_free (TillLedgerEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillLedgerEntry, till_ledger_entry_free)

/* A charge that a payment can be allocated to. */
typedef struct
{
  gint64    id;
  TillDay   day;
  char     *patient; /* "Last, First M" */
  char     *words;   /* or NULL */
  TillMoney amount;
  TillMoney room;  /* most that the payment can pay of it: what others leave open */
  TillMoney given; /* what the payment pays of it now */
} TillOpenCharge;

/* How a payment, or another credit, is allocated. */
typedef struct
{
  gint64     entry_id;
  char      *patient;
  TillDay    day;
  TillMoney  amount;  /* > 0: what there is of it, without what was given back */
  GPtrArray *charges; /* TillOpenCharge, the oldest first */
} TillAllocation;

void till_allocation_free (TillAllocation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillAllocation, till_allocation_free)

G_END_DECLS
