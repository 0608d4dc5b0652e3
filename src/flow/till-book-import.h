/* till-book-import.h: balances, patients and ledger lines taken in from another program's file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looked at first: who is meant by each row, what would change, and what is wrong, by line; nothing
 * is written by that. Then taken in, all of it or nothing. The last one can be undone.
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-book-file.h"

G_BEGIN_DECLS

typedef struct
{
  guint     n_rows;    /* of the file's own, without titles and totals */
  guint     n_skipped; /* lines that are no rows */
  guint     n_deleted; /* lines of a ledger that are not owed; rows, too */
  guint     n[TILL_BOOK_N_VERDICTS];
  guint     n_families;   /* that a ledger's lines are of */
  guint     n_lines_gone; /* lines that are shown from the last file, and are not in this one */
  guint     n_gone;       /* owe something now, or are owed, and are in no row that is taken in */
  TillMoney gone;         /* in all */
  guint     n_left;       /* of those, whom a row may mean that can't be taken in */
  TillMoney left;
  guint     n_by_name;  /* rows whose name alone tells who is meant, so it must be said */
  guint     n_problems; /* more than are kept, maybe; conflicts are among them */
  TillMoney total;      /* of the balances, or the lines, that would be taken in */
  TillMoney read;       /* of those that could be read */
  TillMoney stated;     /* by the file's own total */
  gboolean  has_stated; /* it has one */
} TillBookCounts;

#define TILL_TYPE_BOOK_IMPORT (till_book_import_get_type ())
G_DECLARE_FINAL_TYPE (TillBookImport, till_book_import, TILL, BOOK_IMPORT, GObject)

/* TILL_ERROR_NOT_ALLOWED. */
TillBookImport *till_book_import_new (TillPractice *practice, const char *path, GError **error);

/* ── Its columns ─────────────────────────────────────────────────────────────────────────────── */

/* Reads the beginning of the file, off the main loop: what its columns are, as far as they are
 * known, as they were matched by hand the last time, or as the headings say. Errors as of
 * till_book_import_read_async(). */
void     till_book_import_look_async (TillBookImport     *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean till_book_import_look_finish (TillBookImport *self, GAsyncResult *result, GError **error);

/* The same, waited for; on any thread. */
gboolean till_book_import_look (TillBookImport *self, GCancellable *cancellable, GError **error);

/* Once it has been looked at. Known by its headings: nothing is to be chosen. Remembered: it is
 * read so unless another layout is set. Neither: one must be set. */
gboolean till_book_import_is_known (TillBookImport *self);
gboolean till_book_import_is_remembered (TillBookImport *self);

const TillImportLayout *till_book_import_get_columns (TillBookImport *self);
char                   *till_book_import_dup_title (TillBookImport *self, guint column);
char       *till_book_import_dup_samples (TillBookImport *self, guint column); /* or "" */
const char *till_book_import_get_letters (TillBookImport *self);               /* "UTF-8" */
char        till_book_import_get_separator (TillBookImport *self);

/* In which order that column seems to write its days. */
TillDayOrder till_book_import_guess_order (TillBookImport *self, guint column);

/* The day that the file itself says its balances are of; TILL_DAY_NONE: it says none. */
TillDay till_book_import_get_told_day (TillBookImport *self);

/* ── Chosen before it is read ────────────────────────────────────────────────────────────────── */

/* Columns as matched by hand, which are remembered for files with the same headings once this one
 * is taken in; NULL: of a known layout. TILL_ERROR_BAD_INPUT for what can't be. */
gboolean till_book_import_set_layout (TillBookImport         *self,
                                      const TillImportLayout *layout,
                                      GError                **error);

/* It must be the known layout of that name. TILL_ERROR_BAD_INPUT with the names there are. */
gboolean till_book_import_expect_layout (TillBookImport *self, const char *name, GError **error);

/* The day of the balances, or of the last lines of a ledger, when the file says none; else it is
 * today. */
void till_book_import_set_as_of (TillBookImport *self, TillDay day);

/* Rows with problems are left out knowingly. */
void till_book_import_leave_out (TillBookImport *self, gboolean leave_out);

/* Rows that have neither a number nor a birth date mean who is called so: they are no conflicts any
 * more. It is remembered of these patients once the file is taken in. */
void     till_book_import_set_by_name (TillBookImport *self, gboolean by_name);
gboolean till_book_import_get_by_name (TillBookImport *self);

/* ── Looked at ───────────────────────────────────────────────────────────────────────────────── */

/* Off the main loop. TILL_ERROR_EXISTS when the file was imported already, with when and by whom;
 * TILL_ERROR_CARD_NUMBER; TILL_ERROR_BAD_INPUT for what can't be read. */
void     till_book_import_read_async (TillBookImport     *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean till_book_import_read_finish (TillBookImport *self, GAsyncResult *result, GError **error);

/* The same, waited for; on any thread. */
gboolean till_book_import_read (TillBookImport *self, GCancellable *cancellable, GError **error);

const char             *till_book_import_get_file_name (TillBookImport *self);
const TillImportLayout *till_book_import_get_layout (TillBookImport *self); /* once it is read */
const TillBookCounts   *till_book_import_get_counts (TillBookImport *self);
TillDay                 till_book_import_get_as_of (TillBookImport *self);

/* The first thousand. */
guint                    till_book_import_get_n_problems (TillBookImport *self);
const TillImportProblem *till_book_import_get_problem (TillBookImport *self, guint index);

/* What says now what is owed, whose place this file takes, as a sentence. NULL: nothing does, or
 * the file tells of patients only. */
char *till_book_import_dup_replaced (TillBookImport *self);

/* NULL: it may be taken in. Else what is to be done before, as a sentence. */
char *till_book_import_dup_obstacle (TillBookImport *self);

/* ── Taken in ────────────────────────────────────────────────────────────────────────────────── */

/* Cancelling it before it is seen leaves nothing of it. */
void     till_book_import_run_async (TillBookImport     *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean till_book_import_run_finish (TillBookImport *self, GAsyncResult *result, GError **error);

/* The same, waited for; on any thread. */
gboolean till_book_import_run (TillBookImport *self, GCancellable *cancellable, GError **error);

/* Rows that are done, for a bar; from any thread. */
guint till_book_import_get_n_done (TillBookImport *self);

/* ── Undone ──────────────────────────────────────────────────────────────────────────────────── */

/* The import that would be undone; NULL: there is none. A look-up by key. */
TillBookFile *till_book_import_get_last (TillPractice *practice, GError **error);

/* Those that were imported before import @before (0: all), also those that were undone, the newest
 * first, and no more than @most: TillBookFile. The file of one is taken out by
 * till_export_new_for_book_file(). Off the main loop. */
void       till_book_import_list_async (TillPractice       *practice,
                                        gint64              before,
                                        guint               most,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GPtrArray *till_book_import_list_finish (TillPractice *practice,
                                         GAsyncResult *result,
                                         GError      **error);

/* TILL_ERROR_NOT_FOUND when @id is not the last one any more. */
void     till_book_import_undo_async (TillPractice       *practice,
                                      gint64              id,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean till_book_import_undo_finish (TillPractice *practice,
                                       GAsyncResult *result,
                                       GError      **error);

G_END_DECLS
