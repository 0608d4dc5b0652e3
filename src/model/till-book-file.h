/* till-book-file.h: a file of another program, taken into the books
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-import-row.h"
#include "model/till-records.h"

G_BEGIN_DECLS

/* What a row of it means for the practice. */
typedef enum
{
  TILL_BOOK_NEW,       /* a patient who is not there yet; or a line of a ledger */
  TILL_BOOK_CHANGED,   /* one who is, of whom something is said that differs */
  TILL_BOOK_UNCHANGED, /* one who is, just as the row says */
  TILL_BOOK_CONFLICT,  /* it is not sure who is meant */
  TILL_BOOK_N_VERDICTS,
} TillBookVerdict;

/* What of a patient a row says otherwise. */
typedef enum
{
  TILL_BOOK_NUMBER = 1 << 0,
  TILL_BOOK_NAME = 1 << 1,
  TILL_BOOK_BIRTH_DATE = 1 << 2,
  TILL_BOOK_PHONE = 1 << 3,
  TILL_BOOK_EMAIL = 1 << 4,
  TILL_BOOK_ADDRESS = 1 << 5,
  TILL_BOOK_GUARANTOR = 1 << 6,
  TILL_BOOK_BALANCE = 1 << 7, /* what is owed, and how old it is */
  TILL_BOOK_TEXTS = 1 << 8,   /* whether text messages are agreed to */
} TillBookChange;

/* A row and what becomes of it. */
typedef struct
{
  TillImportRow  *row; /* owned */
  TillBookVerdict verdict;
  guint           changes;  /* TillBookChange; of a new one 0 */
  TillPatient    *patient;  /* as it is to be; id 0: new. NULL in a conflict. Owned */
  GArray         *may_mean; /* gint64, owned: of a conflict, whose it may be. NULL: nobody’s */
  gboolean        by_name;  /* the name alone tells: a conflict until that was said to be enough */
  gboolean        seeks_family; /* the guarantor is not in the practice: must be in the file */
  gint64          patient_id;   /* of a line of a ledger, which has no patient to change */
  gint64          guarantor_id; /* likewise: who owes it */
  char           *words;        /* of a conflict; owned */
} TillBookRow;

TillBookRow *till_book_row_new (TillImportRow *row /* full */);
void         till_book_row_free (TillBookRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBookRow, till_book_row_free)

typedef struct
{
  gint64         id;
  TillImportKind kind;
  char          *layout;    /* the known one's name, or NULL: matched by hand */
  char          *file_name; /* without its folder */
  char          *sha256;
  TillDay        as_of;          /* of the balances */
  gboolean       has_aging_days; /* a ledger's lines are aged by days of their own; not read back */
  gint64         n_rows;
  gint64         n_new;
  gint64         n_changed;
  gint64         n_gone;     /* owed something, and are in no row: owe nothing now */
  gint64         n_left_out; /* rows with problems, left out knowingly */
  gint64      n_by_name; /* rows of whom it was said that their names are enough; not read back */
  TillMoney   total;
  TillInstant imported_at;
  char       *imported_by;
  gboolean    is_undone;
  gboolean    is_kept; /* the file itself is; not one that an earlier version has imported */
} TillBookFile;

TillBookFile *till_book_file_new (void);
void          till_book_file_free (TillBookFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBookFile, till_book_file_free)

G_END_DECLS
