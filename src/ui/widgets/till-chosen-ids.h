/* till-chosen-ids.h: which of a table's rows are chosen: ids, or all but ids
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * So choosing a million rows costs nothing.
 */
#pragma once

#include "model/till-table.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *ids;     /* as pointers: chosen, or when all_but left out */
  gboolean    all_but; /* rows that are not there yet too */
} TillChosenIds;

void till_chosen_ids_init (TillChosenIds *self);
void till_chosen_ids_clear (TillChosenIds *self);

/* All rows or none. */
void till_chosen_ids_set_all (TillChosenIds *self, gboolean chosen);
void till_chosen_ids_set (TillChosenIds *self, gint64 id, gboolean chosen);

gboolean till_chosen_ids_contain (const TillChosenIds *self, gint64 id);

/* Whether no row differs from the others. */
gboolean till_chosen_ids_are_alike (const TillChosenIds *self);

/* Of @n_rows rows. */
guint till_chosen_ids_count (const TillChosenIds *self, guint n_rows);

/* Drops the ids that @table has no more; whether there were any. */
gboolean till_chosen_ids_drop_gone (TillChosenIds *self, TillTable *table);

/* gint64, in no order: those chosen, or with all_but those that are not. */
GArray *till_chosen_ids_to_array (const TillChosenIds *self);

G_END_DECLS
