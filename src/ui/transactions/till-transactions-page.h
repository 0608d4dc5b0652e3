/* till-transactions-page.h: the Transactions tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_TRANSACTIONS_PAGE (till_transactions_page_get_type ())
G_DECLARE_FINAL_TYPE (TillTransactionsPage, till_transactions_page, TILL, TRANSACTIONS_PAGE, AdwBin)

GtkWidget *till_transactions_page_new (TillPractice *practice);

/* The list takes the focus. */
void till_transactions_page_focus (TillTransactionsPage *self);

/* Goes to that one; of other days than are shown: all of its day are. */
void till_transactions_page_show (TillTransactionsPage *self, gint64 id);

G_END_DECLS
