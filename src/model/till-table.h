/* till-table.h: a list of rows with filter, sort, count and sums: what every page is given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GListModel of TillRow. The UI knows this class and no SQL; store/till-list.c is the one
 * implementation. It announces a new set of rows in two steps, (0, old, 0) and (0, 0, new): with
 * one call GTK 4.8 fetches every added row to look for the focused one (seconds at a million).
 * Around the two stand the signals "replacing" and "replaced", for who can put new rows in the
 * place of the old ones for less.
 */
#pragma once

#include <gio/gio.h>

#include "model/till-column.h"
#include "model/till-filter.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_TABLE_LOADING, /* the rows of before stay until the new ones are there */
  TILL_TABLE_READY,
  TILL_TABLE_FAILED, /* see till_table_get_error() */
} TillTableState;

typedef struct
{
  const char *column;
  gboolean    descending;
} TillSortKey;

/* A value of a column, and the number of rows that have it. */
typedef struct
{
  char *value; /* "" for none */
  guint n;
} TillValueCount;

#define TILL_TYPE_TABLE_STATE (till_table_state_get_type ())
GType till_table_state_get_type (void);

#define TILL_TYPE_TABLE (till_table_get_type ())
G_DECLARE_DERIVABLE_TYPE (TillTable, till_table, TILL, TABLE, GObject)

struct _TillTableClass
{
  GObjectClass parent_class;

  const TillColumn *(*get_columns) (TillTable *self, guint *n_columns);
  /* Filter or sort were changed: ask again. */
  void (*requery) (TillTable *self);
  gint64 (*get_id) (TillTable *self, guint position);
  gboolean (*find_id) (TillTable *self, gint64 id, guint *position);
  gint64 (*get_sum) (TillTable *self, const char *name);
  void (*count_values_async) (TillTable          *self,
                              const char         *column,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
  GArray *(*count_values_finish) (TillTable *self, GAsyncResult *result, GError **error);
  /* What the named sum would be over these ids only; runs off the main loop. */
  void (*sum_ids) (TillTable *self, const char *name, GArray *ids, GTask *task);
  /* Returns an id or 0; runs off the main loop. */
  void (
    *find_text) (TillTable *self, const char *column, const char *text, guint from, GTask *task);
};

/* Properties: "state" (TillTableState), "filter" (boxed, notify only), "n-rows" (uint). */

const TillColumn *till_table_get_columns (TillTable *self, guint *n_columns);
int               till_table_find_column (TillTable *self, const char *id); /* -1: there is none */

TillFilter *till_table_get_filter (TillTable *self); /* never NULL; borrowed */
void        till_table_set_filter (TillTable *self, TillFilter *filter);

/* What its page begins with, when that is not the last month: then that is no narrowing of what the
 * page is about. Borrowed; NULL: none. */
void        till_table_set_beginning (TillTable *self, TillFilter *filter);
TillFilter *till_table_get_beginning (TillTable *self);

/* Once, before it is asked for anything: it is a table of those rows alone whose value of @column
 * is
 * @value, whatever its filter; nobody sees that as a filter. */
void till_table_be_part (TillTable *self, const char *column, const char *value);
/* For implementations: the filter with that. Borrowed. */
TillFilter *till_table_get_whole_filter (TillTable *self);

const TillSortKey *till_table_get_sort (TillTable *self); /* ended by a NULL column */
void               till_table_set_sort (TillTable *self, const TillSortKey *keys);

TillTableState till_table_get_state (TillTable *self);
const GError  *till_table_get_error (TillTable *self);
guint          till_table_get_n_rows (TillTable *self);

/* A sum over all rows of the filter, in cents; its names are the implementation's ("payments"…). */
gint64 till_table_get_sum (TillTable *self, const char *name);
/* The same over some of the rows: @ids are gint64. */
void   till_table_sum_ids_async (TillTable          *self,
                                 const char         *name,
                                 GArray             *ids,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gint64 till_table_sum_ids_finish (TillTable *self, GAsyncResult *result, GError **error);

gint64   till_table_get_id (TillTable *self, guint position); /* without reading the row */
gboolean till_table_find_id (TillTable *self, gint64 id, guint *position);
void     till_table_refresh (TillTable *self);

/* The row, in the present order from @from on and then from the top, whose text in @column begins
 * with @text, folded. 0: there is none. */
void   till_table_find_text_async (TillTable          *self,
                                   const char         *column,
                                   const char         *text,
                                   guint               from,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gint64 till_table_find_text_finish (TillTable *self, GAsyncResult *result, GError **error);

/* For a tick list: (element-type TillValueCount), the values there are under all conditions but the
 * one on @column, by the order of its choices. */
void    till_table_count_values_async (TillTable          *self,
                                       const char         *column,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
GArray *till_table_count_values_finish (TillTable *self, GAsyncResult *result, GError **error);

/* For implementations. A new set of rows is announced between the two. */
void till_table_begin_replace (TillTable *self);
void till_table_end_replace (TillTable *self);
void till_table_set_state (TillTable *self, TillTableState state, const GError *error);

G_END_DECLS
