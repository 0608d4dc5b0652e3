/* till-bank-menu.h: what may be done with a line of the bank's statement, as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

GMenuModel *till_bank_menu_new (TillPractice *practice, gint64 line_id);

G_END_DECLS
