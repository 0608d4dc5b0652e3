/* till-sort-probe.h: by which columns a column view is sorted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-table.h"

G_BEGIN_DECLS

/* GTK 4.8 does not tell which columns its sorter has: it is asked by comparing. The columns' own
 * sorters sort nothing, they only answer. */
typedef struct
{
  guint n_equal;
  guint n_asked;
  int   asked_column;
} TillSortProbe;

/* (transfer full): for a column. @self must outlive it. */
GtkSorter *till_sort_probe_new_sorter (TillSortProbe *self, guint column);

/* (element-type TillSortKey): the keys of the view's @sorter, ended by a NULL column. */
GArray *till_sort_probe_read (TillSortProbe *self, GtkSorter *sorter, TillTable *table);

G_END_DECLS
