/* till-requests-menu.h: what may be done with a request, as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

GMenuModel *till_requests_menu_new (TillPractice *practice, gint64 id);

G_END_DECLS
