/* till-snooze-cell.h: the cell that says until when a guarantor is snoozed, by whom and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/widgets/till-table-cells.h"

G_BEGIN_DECLS

/* For the column "snoozed"; @user_data is the practice. */
GtkWidget *till_snooze_cell_setup (GtkListItem *item, gpointer user_data);
void       till_snooze_cell_bind (GtkListItem *item, TillRow *row, gpointer user_data);

G_END_DECLS
