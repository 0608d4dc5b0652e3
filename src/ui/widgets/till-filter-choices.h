/* till-filter-choices.h: the tick list of a choice column's values, each with its count
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-table.h"
#include "ui/widgets/till-filter-fields.h"

G_BEGIN_DECLS

/* Asks for each tick at once. The counts come when they are known. */
GtkWidget *till_filter_choices_new (TillTable     *table,
                                    guint          column,
                                    TillFilterTake take,
                                    gpointer       user_data);

G_END_DECLS
