/* till-store-books-private.h: what the files on another program's files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-balances-private.h"
#include "store/till-store-books.h"

G_BEGIN_DECLS

/* So many even when the machine is slow: else nothing would get done. */
#define TILL_BOOK_FEWEST_ROWS 50

/* The edition of a file's balances; id 0: it has none. */
gboolean till_store_find_edition_of (TillDbConnection *connection,
                                     gint64            import_id,
                                     TillEdition      *edition,
                                     GError          **error);

/* All who have that number (till-store-books-match.c). */
gboolean till_store_add_numbered (TillDbConnection *connection,
                                  const char       *number,
                                  GPtrArray        *candidates,
                                  GError          **error);

/* As of till_store_match_book_row() and till_store_add_book_rows(), of a ledger's lines
 * (till-store-books-lines.c). */
gboolean till_store_match_book_line (TillDbConnection *connection,
                                     TillBookRow      *row,
                                     GError          **error);
gboolean till_store_add_book_lines (TillDbConnection  *connection,
                                    const TillEdition *edition,
                                    GPtrArray         *rows,
                                    guint             *n_added,
                                    GError           **error);

/* Makes or unmakes some of the changes of patients (till-store-books-changes.c). *@n_done 0: there
 * are none left. */
gboolean till_store_make_changes (TillDbConnection *connection,
                                  gint64            import_id,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  guint            *n_done,
                                  GError          **error);
gboolean till_store_unmake_changes (TillDbConnection *connection,
                                    gint64            import_id,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    guint            *n_done,
                                    GError          **error);

G_END_DECLS
