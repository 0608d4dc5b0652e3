/* till-practice-bank.h: what the bank statement is given: its lines, and the deeds on them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-bank-line.h"
#include "model/till-deposit.h"

G_BEGIN_DECLS

/* Borrowed; one for all. Its columns: store/till-store-bank.h. */
TillTable *till_practice_get_bank_lines (TillPractice *self);

/* Look-ups by key: quick enough for a menu. */
TillBankLine *till_practice_get_bank_line (TillPractice *self, gint64 id, GError **error);

/* The line that pays a deposit; 0: none. */
gint64 till_practice_find_bank_line (TillPractice *self, gint64 deposit_id);

/* (element-type TillDeposit): what the line may be, best first. */
void       till_practice_list_candidates_async (TillPractice       *self,
                                                gint64              line_id,
                                                GCancellable       *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer            user_data);
GPtrArray *till_practice_list_candidates_finish (TillPractice *self,
                                                 GAsyncResult *result,
                                                 GError      **error);

/**
 * till_practice_match_bank_line_async:
 * @deposits: what the line pays
 *
 * What its words say is learned: other lines of those words are matched after it. The finish
 * function says in *n_more how many those were.
 */
void     till_practice_match_bank_line_async (TillPractice       *self,
                                              gint64              line_id,
                                              const gint64       *deposits,
                                              guint               n_deposits,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean till_practice_match_bank_line_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               guint        *n_more,
                                               GError      **error);

void     till_practice_unmatch_bank_line_async (TillPractice       *self,
                                                gint64              line_id,
                                                GAsyncReadyCallback callback,
                                                gpointer            user_data);
gboolean till_practice_unmatch_bank_line_finish (TillPractice *self,
                                                 GAsyncResult *result,
                                                 GError      **error);

/* The file with that id: its lines are shown no more. */
void     till_practice_take_back_import_async (TillPractice       *self,
                                               gint64              import_id,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
gboolean till_practice_take_back_import_finish (TillPractice *self,
                                                GAsyncResult *result,
                                                GError      **error);

G_END_DECLS
