/* till-receivables-page.h: the Accounts receivable tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_RECEIVABLES_PAGE (till_receivables_page_get_type ())
G_DECLARE_FINAL_TYPE (TillReceivablesPage, till_receivables_page, TILL, RECEIVABLES_PAGE, AdwBin)

GtkWidget *till_receivables_page_new (TillPractice *practice);

/* Gives the focus to the list. */
void till_receivables_page_focus (TillReceivablesPage *self);

G_END_DECLS
