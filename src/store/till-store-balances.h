/* till-store-balances.h: what each guarantor owes, by age, kept as the ledger changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A balance is always aged as of a day (domain.md 4.2.6), the same for all that are shown. Each new
 * day all are aged once more, in small commits; between that, the commit that adds an entry to the
 * ledger brings the guarantor's balance along. Balances are in cents.
 *
 * Balances taken in from a file of another program are aged as of the file's day and stay so until
 * the next file: only what is entered in Till since is taken off (till-store-balances-file.c).
 * Where a file had the lines of the ledger, they are aged each day like the ledger itself.
 */
#pragma once

#include "model/till-table.h"
#include "rules/till-aging.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* One commit's worth of the aging of all. */
typedef struct
{
  /* Asked for */
  TillDay as_of;
  guint   n_most; /* guarantors; 0: as many as a commit has time for */

  /* How far it is; zero to begin with */
  gint64   edition_id;
  gint64   after; /* the guarantor last aged */
  guint    n_changed;
  gboolean is_done;
} TillAgingStep;

/**
 * till_store_age_some:
 *
 * Ages the next guarantors, by the order of their ids. Call until is_done: only then are they said
 * to be aged as of that day and, the first time, shown. Balances of a file are done at once.
 */
gboolean till_store_age_some (TillDbConnection *connection, TillAgingStep *step, GError **error);

/* After a change of the guarantor's entries, in the same commit. Nothing before the first aging. */
gboolean till_store_age_guarantor (TillDbConnection *connection,
                                   gint64            guarantor_id,
                                   GError          **error);

/* The day of the balances that are shown; TILL_DAY_NONE when none are yet. */
gboolean till_store_get_aged_on (TillDbConnection *connection, TillDay *day, GError **error);

/* The books that are shown: the day their balances are aged on, and of a file's lines the file's
 * own. edition_id 0, days TILL_DAY_NONE: there are none. */
typedef struct
{
  gint64   edition_id;
  TillDay  aged_on;
  TillDay  lines_until;
  gboolean is_from_file;
} TillShownBooks;

gboolean till_store_get_shown_books (TillDbConnection *connection,
                                     TillShownBooks   *books,
                                     GError          **error);

/* The Accounts receivable tab's table; ids are the guarantors'. Columns: guarantor, total, 0-30,
 * 31-60, 61-90, over-90, insurance, portion, paid (day), snoozed, years, and carried without a
 * title: credit, over-30, reach, snoozed-until, snooze-reason, snoozed-by, snoozed-at. Sums: "owed"
 * and "credit" (over total), "portion". */
TillTable *till_store_balances_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

G_END_DECLS
