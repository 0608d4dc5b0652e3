/* till-list-pages.h: the rows of a list that were read last, a page at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row whose page goes while somebody still holds it (a cell shows it) is remembered as long as it
 * is held: should it change in the database, the cell must hear of it.
 */
#pragma once

#include "store/till-list.h"

G_BEGIN_DECLS

typedef struct _TillListPages TillListPages;

TillListPages *till_list_pages_new (void);
void           till_list_pages_free (TillListPages *self);

/* Borrowed; NULL when its page is not there. */
TillRow *till_list_pages_get (TillListPages *self, guint position);

/* @rows: of the page that begins at @first, at most TILL_LIST_PAGE, each taken. The page that was
 * not used longest goes. */
void till_list_pages_put (TillListPages *self, guint first, TillRow **rows, guint n_rows);

/* Takes @row in the place of the one there, if its page is there. */
void till_list_pages_replace (TillListPages *self, guint position, TillRow *row);

/* The numbers of those that were used last, the last first; how many. */
guint till_list_pages_get_recent (TillListPages *self, guint *numbers, guint n_most);

/* Pages that hold @position or later ones are dropped. */
void till_list_pages_drop_from (TillListPages *self, guint position);

/* Calls @visit for each row: those of pages, then those only held elsewhere. One id may come twice.
 */
typedef void (*TillListVisit) (TillRow *row, gpointer data);
void till_list_pages_foreach (TillListPages *self, TillListVisit visit, gpointer data);

G_END_DECLS
