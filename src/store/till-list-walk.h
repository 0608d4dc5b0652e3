/* till-list-walk.h: all rows of a list, one after the other: for export and print
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list shows, or what is selected in it, in the list's order, as it is at one moment: find
 * and run are called in one job. Only ids are held (8 bytes a row), and one row at a time.
 */
#pragma once

#include "store/till-list.h"

G_BEGIN_DECLS

typedef struct _TillListWalk TillListWalk;

/* @ids (gint64) are what is selected, or with @all_but what is not; NULL: all that match. Of ids
 * that the list does not show none is walked. TILL_ERROR_BAD_INPUT for a filter that does not fit.
 */
TillListWalk *till_list_walk_new (const TillListKind *kind,
                                  TillFilter         *filter,
                                  const TillSortKey  *sort, /* or NULL: the kind's own */
                                  TillDay             today,
                                  GTimeZone          *zone,
                                  GArray             *ids,
                                  gboolean            all_but,
                                  GError            **error);
void          till_list_walk_free (TillListWalk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillListWalk, till_list_walk_free)

/* Of a list whose rows no SQL gives. Each runs in the job; @find appends the ids in their order.
 * Static. */
typedef struct
{
  const TillListKind *kind;
  gboolean (*find) (gpointer source, TillDbConnection *connection, GArray *ids, GError **error);
  gboolean (
    *read) (gpointer source, TillDbConnection *connection, gint64 id, TillRow *row, GError **error);
  GDestroyNotify free;
} TillListSource;

/* @data is the source's own, and taken. @ids and @all_but as above. */
TillListWalk *till_list_walk_new_from (const TillListSource *source,
                                       gpointer              data,
                                       GTimeZone            *zone,
                                       GArray               *ids,
                                       gboolean              all_but);

const TillListKind *till_list_walk_get_kind (TillListWalk *self);
GTimeZone          *till_list_walk_get_zone (TillListWalk *self);

/* On a reader, inside of a job: from then on it is known how many rows there are. */
gboolean till_list_walk_find (TillListWalk *self, TillDbConnection *connection, GError **error);

/* @row is the walk's own, and another one the next time. FALSE ends the walk. */
typedef gboolean (*TillListVisitor) (TillRow *row, gpointer data, GError **error);

/* @columns (guint): those that @row is to have, with all that their words need; NULL: all. */
gboolean till_list_walk_run (TillListWalk     *self,
                             TillDbConnection *connection,
                             GArray           *columns,
                             TillListVisitor   visit,
                             gpointer          data,
                             GError          **error);

/* From any thread: how many rows have been visited, of how many (0: not known yet). */
guint till_list_walk_get_n_done (TillListWalk *self);
guint till_list_walk_get_n_rows (TillListWalk *self);

/* Over the rows that were walked by till_list_walk_run(), in cents; @sum is one of the kind's. */
gint64 till_list_walk_get_sum (TillListWalk *self, const TillSum *sum);

G_END_DECLS
