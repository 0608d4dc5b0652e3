/* till-store-bank-private.h: what the files of the bank's statements share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-bank.h"
#include "store/till-store-private.h"

G_BEGIN_DECLS

/* Of a line: its statement has come whole, and is not going. */
#define TILL_BANK_LINE_SHOWN "import_id NOT IN (SELECT id FROM imports WHERE hidden = 1)"

/* The rows of bank_lines that @where asks for, the next of which @row stands at. */
TillDbStatement *till_store_prepare_bank_lines (TillDbConnection *connection,
                                                const char       *where,
                                                GError          **error);

/* All rows left of @rows. (element-type TillBankLine) NULL on an error. */
GPtrArray *till_store_read_bank_lines (TillDbStatement *rows, GError **error);

/* How a match was made, as the table has it. */
#define TILL_MATCHED_BY_HAND "by-hand"

/* By how much the line is more than its deposits. FALSE when they can't be added up. */
gboolean till_store_get_bank_difference (const TillBankLine *line,
                                         GPtrArray          *deposits,
                                         TillMoney          *difference);

/* That, into the line; TILL_ERROR_BAD_INPUT. */
gboolean till_store_reckon_bank_line (TillBankLine *line, GPtrArray *deposits, GError **error);

/* The line's columns that follow from what it pays. */
gboolean till_store_save_bank_line (TillDbConnection   *connection,
                                    const TillBankLine *line,
                                    GPtrArray          *deposits,
                                    GError            **error);

/* What the audit keeps of it. @how (nullable): it was matched so. */
char *till_store_snapshot_bank_line (const TillBankLine *line,
                                     GPtrArray          *deposits,
                                     const char         *how);

/* Takes a line from its deposits, with the audit. @apart: for good. */
gboolean till_store_part_line (TillDbConnection *connection,
                               gint64            line_id,
                               gboolean          apart,
                               const TillActor  *actor,
                               TillInstant       at,
                               GError          **error);

/* A deposit that was reported anew, with the audit: from a line that was matched to it
 * automatically it goes when its amount has changed, from any when it is reported no more. The
 * sync's matching may put together what fits. */
gboolean till_store_review_match (TillDbConnection  *connection,
                                  const TillDeposit *before,
                                  const TillDeposit *after,
                                  const TillActor   *actor,
                                  TillInstant        at,
                                  GError           **error);

G_END_DECLS
