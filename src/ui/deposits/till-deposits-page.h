/* till-deposits-page.h: the Deposits tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_DEPOSITS_PAGE (till_deposits_page_get_type ())
G_DECLARE_FINAL_TYPE (TillDepositsPage, till_deposits_page, TILL, DEPOSITS_PAGE, AdwBin)

GtkWidget *till_deposits_page_new (TillPractice *practice);

/* The list takes the focus. */
void till_deposits_page_focus (TillDepositsPage *self);

/* That deposit, and of other days those, when the list does not have it. */
void till_deposits_page_show (TillDepositsPage *self, gint64 id);

G_END_DECLS
