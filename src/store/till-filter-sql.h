/* till-filter-sql.h: a filter as SQL, with bound parameters only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Serves every table: what a column is in SQL stands in its TillColumnSql.
 */
#pragma once

#include "db/till-db.h"
#include "model/till-filter.h"

G_BEGIN_DECLS

/* Expressions of our own, beside the TillColumn of the same index. */
typedef struct
{
  const char *value;    /* what a row carries */
  const char *match;    /* what is compared, folded for text; NULL: the value */
  gboolean    nullable; /* the compared expression may be NULL */
  gboolean    few;      /* few different values: the list sorts them by counting */
  gboolean    by_words; /* compared is till_text_words(), a blank between them */
  gboolean    by_phone; /* compared is TILL_SQL_PHONE(): some of the values are phone numbers */
  /* Of a choice column whose rows may be several of its choices: a condition for each, in their
   * order. NULL: a row is the one choice that is compared. */
  const char *const *choices;
  /* Of a column of days that stand in another table: SQL that ends with the day and gives ids. By
   * it the rows of some days are found; "match" is looked at row by row. Or NULL. */
  const char *ids;
  /* Of a column of ids: SQL that ends with an id and gives those that stand for the same. Or NULL.
   */
  const char *also;
  /* The other tables that "match" or "ids" read, ended by NULL: who filters by the column sees
   * other rows when they change. NULL: none. */
  const char *const *tables;
} TillColumnSql;

/* SQL: a number as till_phone_part() makes it of what is typed, of @text in which people may have
 * written it as they like; an e-mail address in small letters. */
#define TILL_SQL_PHONE(text)                                                                       \
  "CASE WHEN " text " LIKE '%@%' THEN lower(" text ") ELSE ltrim(replace(replace(replace("         \
  "replace(replace(replace(" text ", ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''),"  \
  " '+1') END"

/* What a text in the search entry may be. */
typedef enum
{
  TILL_SEARCH_ID,
  TILL_SEARCH_AMOUNT,     /* "125.5", "$125" */
  TILL_SEARCH_BEGINS,     /* of a number kept as text, as it is written */
  TILL_SEARCH_LAST_FOUR,  /* of a card */
  TILL_SEARCH_WHOLE,      /* an identifier of others */
  TILL_SEARCH_FOLDED,     /* likewise, of a column that keeps it folded */
  TILL_SEARCH_BIRTH_DATE, /* "5/17/80" */
  TILL_SEARCH_PHONE,      /* digits that a number begins with */
  TILL_SEARCH_PHONE_END,  /* digits it ends with, of a column that keeps them reversed */
} TillSearchKind;

/* A way to find ids by it: SQL that ends with what is compared, and what stands behind that. */
typedef struct
{
  TillSearchKind kind;
  const char    *before;
  const char    *after; /* or NULL */
} TillSqlSearch;

typedef struct
{
  const TillColumn    *columns;
  const TillColumnSql *sql;
  guint                n_columns;
  const char          *search_text;     /* folded text the search entry's words are found in */
  const TillSqlSearch *search;          /* how a number is found, ended by a NULL; or NULL */
  gboolean             search_by_words; /* that text is of till_text_words() */
} TillSqlColumns;

typedef struct
{
  char   *text;   /* what stands after WHERE; never empty */
  GArray *values; /* of ?1 … */
} TillSqlWhere;

/* TILL_ERROR_BAD_INPUT for a filter that does not fit the columns (a saved one of another program).
 */
TillSqlWhere *till_filter_to_sql (TillFilter           *filter,
                                  const TillSqlColumns *columns,
                                  TillDay               today,
                                  GTimeZone            *zone,
                                  GError              **error);
void          till_sql_where_bind (const TillSqlWhere *self, TillDbStatement *statement);
gboolean      till_sql_where_equal (const TillSqlWhere *a, const TillSqlWhere *b);
void          till_sql_where_free (TillSqlWhere *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSqlWhere, till_sql_where_free)

/* Whether a change of other tables than the list's own may bring or take rows: by TillColumnSql's
 * "tables" of the columns it filters by. */
gboolean till_filter_is_touched (TillFilter           *filter,
                                 const TillSqlColumns *columns,
                                 const TillDbChanges  *changes);

/* Whether the search entry's text is taken for a number. */
gboolean till_filter_search_is_number (TillFilter *filter);

/* Whether it names a first and a last value: then TillColumnSql's "ids" is used. */
gboolean till_condition_is_bounded (const TillCondition *self);

/* Days of a condition on a day or an instant; FALSE when it names none. */
gboolean till_condition_get_days (const TillCondition *self, TillDay today, TillDayRange *range);

G_END_DECLS
