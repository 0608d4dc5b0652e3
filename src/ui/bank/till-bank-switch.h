/* till-bank-switch.h: between the deposits and the bank's statement, two sides of the same money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For the bar of the one or, with @bank, of the other. Shows them by win.show-tab. */
GtkWidget *till_bank_switch_new (gboolean bank);

G_END_DECLS
