/* till-practice-ledger.h: the practice's own ledger, by hand: entries made and taken back, payments
 * allocated
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-ledger-entry.h"
#include "rules/till-allocation.h"

G_BEGIN_DECLS

/* @order is copied. TILL_ERROR_BAD_INPUT, TILL_ERROR_CARD_NUMBER; TILL_ERROR_ASK_FIRST unless it is
 * @knowingly: the same was entered a moment ago. */
void     till_practice_enter_async (TillPractice          *self,
                                    const TillLedgerOrder *order,
                                    gboolean               knowingly,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data);
gboolean till_practice_enter_finish (TillPractice *self, GAsyncResult *result, GError **error);

/* By its id in the ledger's table; a few rows by their keys. TILL_ERROR_NOT_FOUND: it is a line of
 * another program's file. (full) */
TillLedgerEntry *till_practice_get_entry (TillPractice *self, gint64 id, GError **error);

/* TILL_ERROR_NOT_ALLOWED: see till_ledger_check_take_back(). */
void     till_practice_take_entry_back_async (TillPractice       *self,
                                              gint64              id,
                                              const char         *reason,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean till_practice_take_entry_back_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* What a payment, or another credit, pays, and could pay; one family’s ledger is read.
 * TILL_ERROR_NOT_ALLOWED: see till_store_read_allocation(). (full) */
TillAllocation *till_practice_get_allocation (TillPractice *self, gint64 entry_id, GError **error);

/* @shares of it are copied; what they leave is unearned credit. TILL_ERROR_BAD_INPUT: more than
 * there is. */
void     till_practice_allocate_async (TillPractice              *self,
                                       gint64                     entry_id,
                                       const TillAllocationShare *shares,
                                       gsize                      n_shares,
                                       GAsyncReadyCallback        callback,
                                       gpointer                   user_data);
gboolean till_practice_allocate_finish (TillPractice *self, GAsyncResult *result, GError **error);

G_END_DECLS
