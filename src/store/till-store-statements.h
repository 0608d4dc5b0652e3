/* till-store-statements.h: what is on a guarantor’s statement, and which were made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-id.h"
#include "db/till-db.h"
#include "rules/till-statement-rules.h"

G_BEGIN_DECLS

/* How it left the program. */
typedef enum
{
  TILL_STATEMENT_ON_PAPER, /* "paper" */
  TILL_STATEMENT_AS_PDF,   /* "pdf" */
} TillStatementForm;

/* What is left of one that was made: the row that is kept of it. */
typedef struct
{
  gint64    location_id;
  gint64    guarantor_id;
  gint64    import_id;
  gint64    last_entry;
  TillDay   day;
  TillMoney balance;
  TillMoney due;
} TillStatementRow;

/**
 * till_store_read_statement:
 * @today: the practice’s; the day of the statement
 *
 * All but the link. The entries are those since the last statement of an earlier day: one of today
 * doesn’t count, so that what was spoiled can be printed again. TILL_ERROR_NOT_FOUND; of the store
 * when amounts can’t be added up. (full)
 */
TillStatement *till_store_read_statement (TillDbConnection *connection,
                                          gint64            guarantor_id,
                                          TillDay           today,
                                          GError          **error);

/* That it was printed or saved, with the audit. */
gboolean till_store_note_statement (TillDbConnection       *connection,
                                    const TillStatementRow *row,
                                    TillStatementForm       form,
                                    const TillActor        *actor,
                                    TillInstant             at,
                                    GError                **error);

G_END_DECLS
