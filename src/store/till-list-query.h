/* till-list-query.h: the query behind a list: what is asked for, and what a worker brings back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-list-ids.h"
#include "store/till-list-pages.h"

G_BEGIN_DECLS

/* As many pages as a window can show at once. */
#define TILL_LIST_SEEN 2

/* A row read again because it was changed. */
typedef struct
{
  gint64   id;
  TillRow *row;      /* owned */
  gint64   position; /* -1: not in the list */
} TillListReread;

typedef struct
{
  const TillListKind *kind;
  GCancellable       *cancellable;

  /* Asked for */
  TillSqlWhere *where;
  char         *order;
  TillListPlan  plan;
  int           few; /* the column that is sorted by counting; -1: none */
  gboolean      few_descending;
  GArray       *rereads;               /* TillListReread; ids given */
  guint         pages[TILL_LIST_SEEN]; /* numbers of those that are looked at */
  guint         n_pages;

  GArray *before; /* the ids that are shown, of the same rows; or NULL */

  /* Found */
  GArray           *block; /* that the ids lie in */
  const gint64     *ids;
  guint             n_ids;
  GPtrArray        *rows;                           /* TillRow: of the pages, one after the other */
  TillIdsDifference difference;                     /* from the ids before */
  GArray           *left;                           /* of those, when some go and some come */
  gint64            sums[TILL_LIST_MAX_SOURCES][3]; /* a source and TillSumPart */

  gpointer list; /* borrowed; NULL: nobody waits for it any more */
} TillListQuery;

/* TILL_ERROR_BAD_INPUT for a filter that does not fit. */
TillListQuery *till_list_query_new (const TillListKind *kind,
                                    TillFilter         *filter,
                                    const TillSortKey  *sort,
                                    TillDay             today,
                                    GTimeZone          *zone,
                                    GError            **error);
TillListQuery *till_list_query_ref (TillListQuery *self);
void           till_list_query_unref (TillListQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillListQuery, till_list_query_unref)

/* Whether both ask for the same rows in the same order. */
gboolean till_list_query_is_same (const TillListQuery *self, const TillListQuery *other);

/* What the ids are read by, for @connection's engine. */
char *till_list_query_to_sql (const TillListQuery *self, TillDbConnection *connection);

/* The rows that are asked for again, as they were shown: id → TillRow, or NULL when they were not.
 * The ids lie in @self. */
GHashTable *till_list_query_find_known (TillListQuery *self, TillListPages *pages);

/* The pages that were read along, where @pages has not got them; or nobody needs them. A row is
 * held by the list alone afterwards. */
void till_list_query_give_pages (TillListQuery *self, TillListPages *pages);
void till_list_query_drop_rows (TillListQuery *self);

/* A job for till_db_read_async(); @query is the TillListQuery. */
gboolean till_list_query_work (TillDbConnection *connection, gpointer query, GError **error);

G_END_DECLS
