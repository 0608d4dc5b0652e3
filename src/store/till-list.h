/* till-list.h: a table over a query that never holds all rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DESIGN.md 3. One query on a worker's connection yields the ordered ids (8 bytes each), the count
 * and the sums; rows are read 128 at a time when a cell asks, and 8 such pages are kept.
 *
 * A list newly made is loading, has no rows, and asks nothing: its first query starts when it is
 * first asked how many rows it has, or on till_table_set_filter(), till_table_set_sort() or
 * till_table_refresh(). While a query runs the rows of before stay; a newer one ends an older one.
 *
 * A new filter or sort is announced in two steps, (0, old, 0) and (0, 0, new). A change of the
 * database is announced as what it is: rows that came or went where they are, (i, 1, 1) for each
 * row that differs, nothing at all when none does.
 */
#pragma once

#include "core/till-clock.h"
#include "model/till-table.h"
#include "store/till-filter-sql.h"

G_BEGIN_DECLS

#define TILL_LIST_MAX_SOURCES 4
#define TILL_LIST_PAGE 128
#define TILL_LIST_MAX_PAGES 8

typedef enum
{
  TILL_SUM_ALL,
  TILL_SUM_POSITIVE,
  TILL_SUM_NEGATIVE,
} TillSumPart;

/* A sum over one of the sources, or over its positive or negative values. */
typedef struct
{
  const char *name;
  guint       source;
  TillSumPart part;
  const char *title; /* marked with N_: below a report */
} TillSum;

/* How the ids are best read. */
typedef struct
{
  const char *index;     /* or NULL: the engine chooses */
  const char *condition; /* SQL of our own that makes a partial index fit; or NULL */
} TillListPlan;

/* A filter there is from the start: its name (marked with N_) and till_filter_from_json()'s text.
 */
typedef struct
{
  const char *name;
  const char *json;
} TillListFilter;

/* One kind of list. All of it is static. */
typedef struct
{
  const char    *table; /* or view; as in FROM, and in change notices when it is a table */
  const char    *title; /* marked with N_ */
  const char    *from;  /* what the ids are read from, when not the table alone; or NULL */
  const char    *also; /* another table whose changes, by the same ids, concern the list; or NULL */
  const char    *behind; /* of a view: the table its rows come from, by ids of its own; or NULL */
  const char    *chosen_by; /* of a view: the table that says which of those are seen; or NULL */
  TillSqlColumns columns;
  guint          default_sort;                /* a column, newest first … */
  gboolean       default_ascending;           /* … or names from A on */
  const char    *beginning;                   /* till_table_set_beginning(), as JSON; or NULL */
  const char *sources[TILL_LIST_MAX_SOURCES]; /* expressions summed; NULL-terminated when fewer */
  const TillSum        *sums;                 /* ended by a NULL name */
  const TillListFilter *filters;              /* likewise */
  /* @sort ends with a NULL column; @today is for presets. */
  TillListPlan (*plan) (TillFilter *filter, const TillSortKey *sort, TillDay today);
} TillListKind;

#define TILL_TYPE_LIST (till_list_get_type ())
G_DECLARE_FINAL_TYPE (TillList, till_list, TILL, LIST, TillTable)

TillTable *till_list_new (const TillListKind *kind, TillDb *db, TillClock *clock, GTimeZone *zone);

G_END_DECLS
