/* till-filter-fields.h: the fields of one column's condition: text, money, days, numbers, yes or no
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-filter.h"

G_BEGIN_DECLS

/* The condition that was asked for; NULL @values: none. */
typedef void (*TillFilterTake) (TillFilterOp op, const char *const *values, gpointer user_data);

/* @now (may be NULL) is what the column is filtered by, and @column must outlive the widget. */
GtkWidget *till_filter_fields_new (const TillColumn    *column,
                                   const TillCondition *now,
                                   TillFilterTake       take,
                                   gpointer             user_data);

G_END_DECLS
