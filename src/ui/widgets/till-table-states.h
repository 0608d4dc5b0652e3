/* till-table-states.h: what stands in the place of a table's rows: loading, none, none that match,
 * unreadable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-table.h"

G_BEGIN_DECLS

#define TILL_TYPE_TABLE_STATES (till_table_states_get_type ())
G_DECLARE_FINAL_TYPE (TillTableStates, till_table_states, TILL, TABLE_STATES, AdwBin)

/* Shows @scroller, around @view, or a page over its rows. */
GtkWidget *till_table_states_new (GtkWidget *scroller, GtkWidget *view);

void till_table_states_set_table (TillTableStates *self, TillTable *table);

/* Over the rows, as small as it is. */
void till_table_states_add_over (TillTableStates *self, GtkWidget *widget);

/* Of a list that is narrowed to days only, or not at all. */
void till_table_states_set_empty_words (TillTableStates *self,
                                        const char      *title,
                                        const char      *words);

/* With those words: what helps. NULL, NULL: nothing does. */
void till_table_states_set_empty_button (TillTableStates *self,
                                         const char      *words,
                                         const char      *action);

G_END_DECLS
