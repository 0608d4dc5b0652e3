/* till-filter-sql-private.h: what the files that make SQL of a filter share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-filter-sql.h"

G_BEGIN_DECLS

#define TILL_SQL_AFTER_PREFIX "\xf4\x8f\xbf\xbf" /* U+10FFFF sorts behind all that begin alike */

typedef struct
{
  GString           *text;
  GArray            *values;
  const TillColumn  *column; /* the one at hand */
  const char        *expression;
  gboolean           by_words;
  gboolean           by_phone;
  const char *const *choices; /* or NULL */
  const char        *ids;     /* or NULL */
  const char        *also;    /* or NULL */
  TillDay            today;
  GTimeZone         *zone;
} TillSqlBuilder;

/* What the words of @text are compared as. */
char *till_sql_join_words (const char *text);

/* A parameter, ?1 … */
void till_sql_append_int (TillSqlBuilder *self, gint64 number);
void till_sql_append_text (TillSqlBuilder *self, char *text /* full */);

/* A parameter that is the pattern of LIKE … ESCAPE '!' for what contains @text. */
void till_sql_append_contains (TillSqlBuilder *self, const char *text);

/* FALSE, and why: @value is none for the column at hand. */
gboolean till_sql_misfit (const TillSqlBuilder *self, const char *value, GError **error);

/* Conditions on days (till-filter-days.c). */
gboolean till_sql_is_of_days (const TillColumn *column);
void     till_sql_append_days (TillSqlBuilder *self, const TillDayRange *range);
gboolean till_sql_append_each_day (TillSqlBuilder      *self,
                                   const TillCondition *condition,
                                   GError             **error);
gboolean till_sql_append_ids (TillSqlBuilder *self, const TillCondition *condition, GError **error);
gboolean till_sql_append_outside (TillSqlBuilder      *self,
                                  const TillCondition *condition,
                                  GError             **error);
gboolean till_sql_append_relative (TillSqlBuilder      *self,
                                   const TillCondition *condition,
                                   GError             **error);

/* " AND …" for the search entry's text (till-filter-search.c). */
void till_sql_append_search (TillSqlBuilder       *self,
                             TillFilter           *filter,
                             const TillSqlColumns *columns);

G_END_DECLS
