/* till-store-books.h: balances, patients and ledger lines of another program's file, taken into the
 * practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * begin → rows, some a commit, out of sight → what was entered in Till since, or the families →
 * shown, by one commit → changes of patients, some a commit. What breaks off before it is shown is
 * cleared away; what breaks off after is finished: till_store_settle_books() does both, and ends an
 * undo.
 */
#pragma once

#include "model/till-book-file.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* ── What is known ───────────────────────────────────────────────────────────────────────────── */

/* The file with that digest, taken in and not back again, that is still in force: no other of its
 * kind has taken its place. NULL: none. */
gboolean till_store_find_book_file (TillDbConnection *connection,
                                    const char       *sha256,
                                    TillBookFile    **file,
                                    GError          **error);

/* Those that were taken in before import @before (0: all), also those that were taken back, the
 * newest first, and no more than @most: TillBookFile. */
GPtrArray *till_store_list_book_files (TillDbConnection *connection,
                                       gint64            before,
                                       guint             most,
                                       GError          **error);

/* One of those; NULL: there is none. */
gboolean till_store_get_book_file (TillDbConnection *connection,
                                   gint64            import_id,
                                   TillBookFile    **file,
                                   GError          **error);

/* The one that an undo would take back: the last, all of whose patients are changed. NULL: none. */
gboolean till_store_get_last_book_file (TillDbConnection *connection,
                                        TillBookFile    **file,
                                        GError          **error);

/* The one that says what is owed now; NULL: the ledger does, or nothing. */
gboolean till_store_get_owed_file (TillDbConnection *connection,
                                   TillBookFile    **file,
                                   GError          **error);

/**
 * till_store_match_book_row:
 * @by_name: the names alone tell who is meant, where there is nothing else
 * @row: (inout): verdict, changes and patient are set; of a line of a ledger the parties instead
 *
 * Who is meant, and what the row says of them that is not so already; of a conflict, and of a row
 * that is wrong, whom it may mean. A line is unchanged when the
 * file that is shown has it just so, under its number.
 */
gboolean till_store_match_book_row (TillDbConnection *connection,
                                    TillImportKind    kind,
                                    gboolean          by_name,
                                    TillBookRow      *row,
                                    GError          **error);

/* Lines of the ledger that are shown from a file. */
gboolean till_store_count_book_lines (TillDbConnection *connection,
                                      gint64           *n_lines,
                                      GError          **error);

typedef struct
{
  gint64    id;
  TillMoney total;
} TillOwing;

/* Who owes something, or is owed, as it is shown: TillOwing, in the order of their ids. */
GArray *till_store_list_owing (TillDbConnection *connection, GError **error);

/* ── Taking in ───────────────────────────────────────────────────────────────────────────────── */

/* @file->id is set. TILL_ERROR_EXISTS when the file is known and in force. */
gboolean till_store_begin_book_import (TillDbConnection *connection,
                                       TillBookFile     *file,
                                       TillDay           today,
                                       const TillActor  *actor,
                                       TillInstant       at,
                                       GError          **error);

/* The file itself: piece @n, from 0, of a gzip stream of its bytes. */
gboolean till_store_keep_book_piece (TillDbConnection *connection,
                                     gint64            import_id,
                                     gint64            n,
                                     GBytes           *bytes,
                                     GError          **error);

/* NULL: there are no more of them. */
gboolean till_store_get_book_piece (TillDbConnection *connection,
                                    gint64            import_id,
                                    gint64            n,
                                    GBytes          **bytes,
                                    GError          **error);

/* In the audit: it has left the practice. */
gboolean till_store_note_book_file_saved (TillDbConnection   *connection,
                                          const TillBookFile *file,
                                          const TillActor    *actor,
                                          TillInstant         at,
                                          GError            **error);

/* The first of @rows, as many as a commit has time for. Each is of a patient of its own, and none a
 * conflict; of a ledger, each has a number of its own. */
gboolean till_store_add_book_rows (TillDbConnection   *connection,
                                   const TillBookFile *file,
                                   GPtrArray          *rows,
                                   guint              *n_added,
                                   GError            **error);

/* Joins some of those whose guarantor is in the file too; *@n_joined 0: all are. */
gboolean till_store_join_families (TillDbConnection *connection,
                                   gint64            import_id,
                                   guint            *n_joined,
                                   GError          **error);

/* Of a file of ledger lines, once all are there: ages the next guarantors, as many as a commit has
 * time for. @after: (inout): the one last aged, 0 to begin with. Of any other it is done at once.
 */
gboolean till_store_age_book_lines (TillDbConnection *connection,
                                    gint64            import_id,
                                    gint64           *after,
                                    gboolean         *is_done,
                                    GError          **error);

/**
 * till_store_list_entered_since:
 * @last_entry: (inout): the entries up to this one are done with; 0: none is
 *
 * Whose ledger has entries that the file's balances don't know, in the order of their ids.
 */
GArray *till_store_list_entered_since (TillDbConnection *connection,
                                       gint64            import_id,
                                       gint64           *last_entry,
                                       GError          **error);

/* Brings their balances along, in the edition of that file. */
gboolean till_store_age_entered (TillDbConnection *connection,
                                 gint64            import_id,
                                 const gint64     *guarantors,
                                 guint             n_guarantors,
                                 GError          **error);

/* @last_entry: as of till_store_list_entered_since(); what came after it is brought along here.
 * @file's counts are what is written. */
gboolean till_store_show_book_import (TillDbConnection   *connection,
                                      const TillBookFile *file,
                                      gint64              last_entry,
                                      const TillActor    *actor,
                                      TillInstant         at,
                                      GError            **error);

/* ── Afterwards ──────────────────────────────────────────────────────────────────────────────── */

/* The file's balances go and the former are shown again; its patients go but those who have
 * payments or entries. One commit; before it, in small ones: till_store_age_former(). */
gboolean till_store_take_back_books (TillDbConnection *connection,
                                     gint64            import_id,
                                     gint64            last_entry,
                                     const TillActor  *actor,
                                     TillInstant       at,
                                     GError          **error);
gboolean till_store_age_former (TillDbConnection *connection,
                                gint64            import_id,
                                const gint64     *guarantors,
                                guint             n_guarantors,
                                GError          **error);

/* One commit's worth of what an import, an undo, or the end of the program has left to do; FALSE in
 * *@is_done: call again. No import may be coming meanwhile. */
gboolean till_store_settle_books (TillDbConnection *connection,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  gboolean         *is_done,
                                  GError          **error);

G_END_DECLS
