/* till-statement.h: what a guarantor is told of the account, on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * previous + charges + credits = balance, to the cent; the last line’s balance is the balance.
 */
#pragma once

#include "model/till-account.h"

G_BEGIN_DECLS

/* An entry of the ledger, or a line of another program's. */
typedef struct
{
  gint64    id; /* of an entry; 0: it is another program's */
  TillDay   day;
  TillDay   aged_from;  /* the day, or another one that a file's line is aged from */
  char     *patient;    /* of the family: "Last, First M" */
  char     *words;      /* "Payment, Visa ••4242" */
  TillMoney amount;     /* > 0 raises what is owed, < 0 is a credit */
  TillMoney balance;    /* after it */
  gboolean  takes_back; /* another line of its day and of the opposite amount */
} TillStatementLine;

/* How far an earlier statement went: the entries up to this one that are not of a later day. */
typedef struct
{
  TillDay day;
  gint64  last_entry;
} TillStatementMark;

/* What the previous balance is. */
typedef enum
{
  TILL_STATEMENT_SINCE_SETTLED,   /* nothing: the account was settled then, or is new */
  TILL_STATEMENT_SINCE_STATEMENT, /* the last statement’s */
  TILL_STATEMENT_SINCE_FILE,      /* another program’s */
} TillStatementStart;

typedef struct
{
  gint64   guarantor_id;
  gint64   location_id;
  char    *name;      /* "Last, First M" */
  char    *address;   /* postal, several lines; or NULL */
  char    *number;    /* the practice’s own, of the account; or NULL */
  char    *link;      /* where it can be paid; or NULL */
  TillDay  day;       /* it is made on */
  gint64   import_id; /* the file that the books are from; 0: they are the ledger’s */
  TillDay  as_of;     /* of the ages: the day, or the file’s */
  gboolean is_told;   /* the file tells the balance, and no lines that it would follow from */

  TillStatementStart start;
  TillDay            since;    /* of the previous balance; or TILL_DAY_NONE */
  TillMoney          previous; /* what was owed before the lines */
  GArray            *lines;    /* TillStatementLine, by day; then as they were entered */
  TillMoney          charges;  /* of the lines, ≥ 0 */
  TillMoney          credits;  /* of the lines, ≤ 0 */
  TillMoney          balance;
  gint64             last_entry; /* that is in the balance; 0: none */

  TillMoney owed[TILL_ACCOUNT_N_AGES]; /* ≥ 0 */
  TillMoney credit;                    /* ≤ 0: not used up by charges */
  TillMoney insurance;                 /* what it is thought to pay, ≥ 0 */
  TillMoney due;                       /* what the guarantor is asked for, ≥ 0 */
} TillStatement;

TillStatement *till_statement_new (void);
void           till_statement_free (TillStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillStatement, till_statement_free)

/* Takes @line’s texts. */
void                     till_statement_add_line (TillStatement *self, TillStatementLine line);
const TillStatementLine *till_statement_get_line (const TillStatement *self, guint index);

G_END_DECLS
