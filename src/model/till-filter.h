/* till-filter.h: what a list is narrowed to, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conditions on different columns are combined by AND, one column's values by OR. A filter has a
 * JSON form (saved filters), an SQL form (store/) and words (the chip). Immutable once it is
 * shared: copy, change, set.
 */
#pragma once

#include "model/till-column.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_OP_IS,       /* "is": one of the values (choice, text folded, number, bool) */
  TILL_OP_CONTAINS, /* "contains": folded substring */
  TILL_OP_BEGINS,   /* "begins": folded prefix */
  TILL_OP_EMPTY,    /* "empty" */
  TILL_OP_BETWEEN,  /* "between": two values, either may be empty: open there; both ends included */
  TILL_OP_PRESET,   /* "preset": a TillRangePreset's name, relative to today whenever it is used */
  TILL_OP_OLDER,    /* "older": one number N ≥ 0: more than N days before today; relative too */
  TILL_OP_LAST_DAYS, /* "last-days": one number N ≥ 1: today and the N − 1 days before; relative */
  TILL_OP_NEXT_DAYS, /* "next-days": one number N ≥ 1: today and the N − 1 days after; relative */
  TILL_OP_OUTSIDE,   /* "outside": two days: before the first or after the last */
} TillFilterOp;

/* What "older", "last-days" and "next-days" may be asked for at most. */
#define TILL_FILTER_MOST_DAYS 99999

typedef struct
{
  char        *column; /* a column's id */
  TillFilterOp op;
  GStrv        values; /* text, cents, "2026-11-24" days, instants as days */
  char        *name;   /* what a number stands for, in the chip: a patient's name; or NULL */
} TillCondition;

typedef struct _TillFilter TillFilter;

TillFilter *till_filter_new (void);
TillFilter *till_filter_ref (TillFilter *self);
void        till_filter_unref (TillFilter *self);
TillFilter *till_filter_copy (TillFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillFilter, till_filter_unref)

/* Replaces the condition on that column; NULL @values takes it away. */
void till_filter_set (TillFilter        *self,
                      const char        *column,
                      TillFilterOp       op,
                      const char *const *values);

/* What the condition on that column says instead of its values; NULL: the values. */
void till_filter_set_name (TillFilter *self, const char *column, const char *name);

/* Takes away every condition and the search. */
void till_filter_clear (TillFilter *self);

/* Neither a condition nor a search: all rows. */
gboolean till_filter_is_empty (TillFilter *self);

guint                till_filter_get_n_conditions (TillFilter *self);
const TillCondition *till_filter_get_condition (TillFilter *self, guint index);
const TillCondition *till_filter_find (TillFilter *self, const char *column);
gboolean             till_filter_equal (TillFilter *a, TillFilter *b);

/* The search entry's text; "" for none. */
void        till_filter_set_search (TillFilter *self, const char *text);
const char *till_filter_get_search (TillFilter *self);

/* Whether every condition is on a column there is and may be filtered by. Else @unknown (may be
 * NULL) is the first other one's id, the filter's own. */
gboolean till_filter_fits (TillFilter       *self,
                           const TillColumn *columns,
                           guint             n_columns,
                           const char      **unknown);

/* The number of days of "older", "last-days" or "next-days"; FALSE when it is none or out of
 * bounds. */
gboolean till_filter_read_days (TillFilterOp op, const char *value, int *n_days);

/* The days that one of those is on @today. */
gboolean till_filter_count_days (TillFilterOp  op,
                                 const char   *value,
                                 TillDay       today,
                                 TillDayRange *range);

char       *till_filter_to_json (TillFilter *self);
TillFilter *till_filter_from_json (const char *json, GError **error);

/* "Status: Declined, Failed", for a chip. */
char *till_condition_to_words (const TillCondition *self, const TillColumn *column);

/* All conditions and the search with "; " between, for a report; "" when there is none. */
char *till_filter_to_words (TillFilter *self, const TillColumn *columns, guint n_columns);

G_END_DECLS
