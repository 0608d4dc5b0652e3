/* till-review-query.h: who may be asked for money, judged, narrowed and sorted on a worker's thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-list-walk.h"
#include "store/till-store-review.h"

G_BEGIN_DECLS

/* In the order of the table's columns. */
enum
{
  TILL_REVIEW_GUARANTOR,
  TILL_REVIEW_PORTION,
  TILL_REVIEW_ADDRESS,
  TILL_REVIEW_ASKED,
  TILL_REVIEW_REASONS,
  TILL_REVIEW_N_COLUMNS,
};

/* "review": its columns, for the table, for files and paper. It has no SQL. */
const TillListKind *till_review_kind (void);

typedef struct
{
  GCancellable *cancellable;

  /* Asked for */
  GArray           *ids; /* gint64, ascending; never changed once it is here */
  TillRequestPolicy policy;
  TillDay           today;
  TillFilter       *filter;
  GArray           *sort;    /* TillSortKey, ended by a NULL column */
  GArray           *rereads; /* gint64: rows that are shown */

  /* Found */
  GArray          *judged; /* TillJudged, by id */
  GArray          *shown;  /* gint64, in order */
  GPtrArray       *rows;   /* TillRow, of the rereads that are there still */
  TillRequestTally tally;
  gint64           portion; /* of those shown */

  gpointer review; /* borrowed; NULL: nobody waits for it any more */
} TillReviewQuery;

TillReviewQuery *till_review_query_new (GArray                  *ids,
                                        const TillRequestPolicy *policy,
                                        TillDay                  today,
                                        TillFilter              *filter,
                                        const TillSortKey       *sort);
TillReviewQuery *till_review_query_ref (TillReviewQuery *self);
void             till_review_query_unref (TillReviewQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillReviewQuery, till_review_query_unref)

/* NULL: not judged. */
const TillJudged *till_review_query_find (const TillReviewQuery *self, gint64 id);

/* Each once, ascending. (full) */
GArray *till_review_sort_ids (const gint64 *ids, gsize n_ids);

/* A job for till_db_read_async(); @query is the TillReviewQuery. */
gboolean till_review_query_work (TillDbConnection *connection, gpointer query, GError **error);

/* Fills @row with what there is of @id, as it is now; its reasons are of the same moment. An empty
 * row when there is no such patient any more. */
gboolean till_review_query_fill (const TillReviewQuery *self,
                                 TillDbConnection      *connection,
                                 gint64                 id,
                                 TillRow               *row,
                                 GError               **error);

/* Those that are shown from @first on, into @rows, or none: outside of a transaction, on a reader.
 */
gboolean till_review_query_read_rows (const TillReviewQuery *self,
                                      TillDbConnection      *reader,
                                      guint                  first,
                                      guint                  n_rows,
                                      TillRow              **rows,
                                      GError               **error);

/* All of it, or what is chosen of it, for a file: judged anew when it is found. */
TillListWalk *till_review_walk_new (TillReviewQuery *query /* full */,
                                    GTimeZone       *zone,
                                    GArray          *ids,
                                    gboolean         all_but);

/* Whether something has changed of what is judged. */
gboolean till_review_query_is_touched (const TillDbChanges *changes);

G_END_DECLS
