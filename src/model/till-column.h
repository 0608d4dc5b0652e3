/* till-column.h: a column of a table, declared once for view, filter, sort, export and print
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Its SQL expression stands beside it in store/.
 */
#pragma once

#include "core/till-day.h"
#include "model/till-row.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_COLUMN_TEXT,
  TILL_COLUMN_MONEY,   /* int: cents */
  TILL_COLUMN_INSTANT, /* int: TillInstant, shown as day and time */
  TILL_COLUMN_DAY,     /* int: TillDay */
  TILL_COLUMN_NUMBER,
  TILL_COLUMN_CHOICE, /* text: one of the choices */
  TILL_COLUMN_BOOL,
} TillColumnKind;

/* One value of a choice column: its text form and its words (untranslated, marked with N_). */
typedef struct
{
  const char *value;
  const char *words;
} TillChoice;

/* Amounts or numbers that one press asks for: words (marked with N_) and both ends, "" for open. */
typedef struct
{
  const char *words;
  const char *from;
  const char *to;
} TillQuickRange;

typedef struct
{
  const char           *id;    /* stable: in saved filters and exports */
  const char           *title; /* marked with N_; NULL: a value rows carry, not shown */
  TillColumnKind        kind;
  gboolean              filterable;
  gboolean              sortable;
  gboolean              expand;        /* takes the width that is left */
  gboolean              is_name;       /* of text: letters typed in the list look for it */
  gboolean              keeps_end;     /* its end tells most: what is too long is cut before it */
  gboolean              starts_hidden; /* until it is chosen in the menu of columns */
  gboolean              off_screen;    /* is only in what leaves the program: a file, paper */
  gboolean              quiet_zero;    /* of money: zero is a dash, where most have nothing */
  guint                 width;         /* in characters */
  const char           *words;   /* marked with N_: what a filter on one without a title says */
  const TillChoice     *choices; /* of a choice column, ended by a NULL value */
  const TillQuickRange *quick;   /* ended by NULL words; or NULL: none */
  const char           *empty;   /* marked with N_: what rows without a value are called; or NULL */
  /* Words for a row when the kind alone does not tell (NULL: none); or NULL. Of a choice column
   * they tell of the choice only: each choice has its words. */
  char *(*to_words) (TillRow *row, guint column, GTimeZone *zone);
  gboolean tells_more; /* of those words: they tell of other columns too, for who reads the screen
                          or paper; a file for other programs has the column's own value */
} TillColumn;

/* Of a column that says what somebody owes: owing, credit, zero. */
extern const TillQuickRange till_column_balances[];

/* What the cell shows, and a report prints. */
char *till_column_format (const TillColumn *self, guint column, TillRow *row, GTimeZone *zone);

/* What a file for other programs has: the same words, but amounts as "-12.34", days as "2026-11-24"
 * and times as "2026-11-24 14:03:05" in @zone, whatever the locale. */
void till_column_append_plain (const TillColumn *self,
                               guint             column,
                               TillRow          *row,
                               GTimeZone        *zone,
                               GString          *to);

/* Numbers and amounts stand at the right. */
gboolean till_column_is_numeric (const TillColumn *self);

G_END_DECLS
