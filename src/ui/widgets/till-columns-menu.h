/* till-columns-menu.h: the button and menu that show, hide and move a table's columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "ui/widgets/till-table-layout.h"

G_BEGIN_DECLS

#define TILL_TYPE_COLUMNS_MENU (till_columns_menu_get_type ())
G_DECLARE_FINAL_TYPE (TillColumnsMenu, till_columns_menu, TILL, COLUMNS_MENU, AdwBin)

/* Once. Makes the columns as the user left them, and keeps what becomes of them. @table is the
 * table's name, as saved filters have it: "transactions". */
void till_columns_menu_set_layout (TillColumnsMenu *self,
                                   TillPractice    *practice,
                                   const char      *table,
                                   TillTableLayout *layout);

G_END_DECLS
