/* till-deposits-menu.h: what may be done with a deposit or with one of its parts, as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-deposits.h"

G_BEGIN_DECLS

/* @owner: the deposit; @part: the row of it, or 0. @is_open: whether its items are to be seen. */
GMenuModel *till_deposits_menu_new (TillPractice *practice,
                                    gint64        owner,
                                    gint64        part,
                                    gboolean      is_open);

G_END_DECLS
