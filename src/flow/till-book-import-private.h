/* till-book-import-private.h: what the files of an import share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-book-import.h"
#include "flow/till-practice-private.h"
#include "intake/till-import-file.h"
#include "intake/till-import-head.h"

G_BEGIN_DECLS

struct _TillBookImport
{
  GObject parent_instance;

  /* Owned */
  TillPractice *practice;
  TillActor    *actor;
  char         *path;
  char         *file_name;
  char         *expected; /* the layout's name; NULL: any */
  char         *sha256;   /* once it is read */
  GPtrArray    *problems; /* TillImportProblem; once it is read */

  TillImportHead  *head; /* owned; once it is looked at */
  gboolean         remembered;
  TillImportLayout chosen;
  gboolean         by_hand; /* chosen is */
  TillImportLayout layout;
  TillBookCounts   counts;
  TillDay          chosen_as_of;
  TillDay          as_of;
  gboolean         leave_out;
  gboolean         by_name;
  gboolean         is_read;
  gint             n_done; /* atomic */
};

/* Puts the file into the practice (till-book-import-keep.c). */
typedef struct _TillBookKeeper TillBookKeeper;

/* One way through the file, from its beginning to its end (till-book-import-read.c). */
typedef struct
{
  TillBookImport *import;
  GCancellable   *cancellable;

  /* Each row that may be taken in; takes it. NULL: they are only counted. */
  gboolean (*take) (TillBookRow *row /* full */, gpointer data, GError **error);
  gpointer        data;
  TillBookKeeper *keeper; /* is given all of the file; NULL: it is not kept */

  /* What it brought */
  char            *sha256;
  GPtrArray       *problems;
  TillImportLayout layout;
  TillDay          as_of;
  TillBookCounts   counts;
} TillBookPass;

/* Of all of it (till-book-import-file.c): whether it was imported already. The digest is @pass's
 * afterwards, the file is kept if it is to be, and it stands at its beginning. */
GInputStream *till_book_pass_open (TillBookPass *self, GError **error);

/* @task returns what @work does on a thread; the practice does not close meanwhile. */
void till_book_import_go_aside (TillBookImport *self, GTask *task /* full */, GTaskThreadFunc work);

/* Where the columns matched by hand are remembered (till-book-import-columns.c). NULL: nowhere. */
char *till_book_import_dup_key (TillBookImport *self);

gboolean till_book_pass_run (TillBookPass *self, GError **error);
void     till_book_pass_clear (TillBookPass *self);

/* An import being taken in, or back, on a thread of its own (till-book-import-run.c). */
typedef struct
{
  TillPractice   *practice;
  TillBookImport *import; /* NULL: of an undo */
  TillActor      *actor;
  GCancellable   *cancellable;
  TillInstant     at;
  TillDay         today;
  TillBookFile   *file;
  GPtrArray      *rows; /* TillBookRow: of the next commits */
  char           *key;  /* of the setting with the columns; NULL: none */
  char           *memory;

  /* Of one commit */
  gboolean is_settled;
  guint    n_added;
  guint    n_joined;
  gint64   aged_after; /* guarantors of lines, by their ids */
  gint64   aged_to;    /* by the commit under way */
  gboolean is_aged;

  /* Whose balances are brought along */
  GArray  *guarantors;
  guint    next;
  gint64   last_entry;
  gboolean former;
} TillBookRun;

/* Of the import that @run has begun; borrowed. Its file's bytes are given one part after another,
 * then it is ended. */
TillBookKeeper *till_book_keeper_new (TillBookRun *run);
void            till_book_keeper_free (TillBookKeeper *self);
gboolean        till_book_keeper_take (TillBookKeeper *self,
                                       const guchar   *bytes,
                                       gsize           length,
                                       GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean till_book_keeper_end (TillBookKeeper *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBookKeeper, till_book_keeper_free)

TillBookRun *till_book_run_new (TillPractice *practice, const TillActor *actor);
void         till_book_run_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBookRun, till_book_run_free)

/* A job of the database that is given @run. */
gboolean till_book_run_write (TillBookRun   *run,
                              TillDbPriority priority,
                              TillDbJob      job,
                              GError       **error);

/* The program ends: what is left waits for the next start. */
gboolean till_book_run_is_ending (TillBookRun *run, GError **error);

/* What any import has left to do. After it has been decided, no failure of it is one of the deed:
 * the next start does what could not be done. */
gboolean till_book_run_settle (TillBookRun *run, GError **error);
void     till_book_run_settle_after (TillBookRun *run);

/* Balances whose guarantors have entries that the file does not know. */
gboolean till_book_run_bring_along (TillBookRun *run, GError **error);

/* FALSE: @task has returned. Else "importing" and "n_aside" are to be set back. */
gboolean till_book_import_admit (TillPractice *practice, GTask *task);

/* What is shown now may be of an earlier day. On the main loop. */
void till_book_import_age_anew (TillPractice *practice);

/* At the start: ends what was begun when the program ended. */
void till_book_import_resume (TillPractice *practice);

G_END_DECLS
