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
} TillFilterOp;

typedef struct
{
  char        *column; /* a column's id */
  TillFilterOp op;
  GStrv        values; /* text, cents, "2026-11-24" days, instants as days */
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

guint                till_filter_get_n_conditions (TillFilter *self);
const TillCondition *till_filter_get_condition (TillFilter *self, guint index);
const TillCondition *till_filter_find (TillFilter *self, const char *column);
gboolean             till_filter_equal (TillFilter *a, TillFilter *b);

/* The search entry's text; "" for none. */
void        till_filter_set_search (TillFilter *self, const char *text);
const char *till_filter_get_search (TillFilter *self);

char       *till_filter_to_json (TillFilter *self);
TillFilter *till_filter_from_json (const char *json, GError **error);

/* "Status: Declined, Failed", for a chip. */
char *till_condition_to_words (const TillCondition *self, const TillColumn *column);

G_END_DECLS
