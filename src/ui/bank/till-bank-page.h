/* till-bank-page.h: the bank's statement, beside the deposits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_BANK_PAGE (till_bank_page_get_type ())
G_DECLARE_FINAL_TYPE (TillBankPage, till_bank_page, TILL, BANK_PAGE, AdwBin)

GtkWidget *till_bank_page_new (TillPractice *practice);

/* The list takes the focus. */
void till_bank_page_focus (TillBankPage *self);

/* That line, and of other days those, when the list does not have it. */
void till_bank_page_show (TillBankPage *self, gint64 line_id);

G_END_DECLS
