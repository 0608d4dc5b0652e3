/* till-payments-pages.h: the tabs of Payments, in the window's stack
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PAYMENTS_PAGES (till_payments_pages_get_type ())
G_DECLARE_FINAL_TYPE (TillPaymentsPages, till_payments_pages, TILL, PAYMENTS_PAGES, GObject)

/* Adds them to @stack, which owns it from then on. Borrowed. */
TillPaymentsPages *till_payments_pages_new (AdwViewStack *stack, TillPractice *practice);

/* Shows the tab of that table ("transactions", "deposits", "bank_lines", "requests",
 * "receivables", "plans"), and gives it the focus. FALSE: the practice has none yet. */
gboolean   till_payments_pages_show (TillPaymentsPages *self, const char *name);
TillTable *till_payments_pages_find_table (TillPaymentsPages *self, const char *name);

/* The tab, and that row of it. */
void till_payments_pages_show_transaction (TillPaymentsPages *self, gint64 id);
void till_payments_pages_show_deposit (TillPaymentsPages *self, gint64 id);
void till_payments_pages_show_bank_line (TillPaymentsPages *self, gint64 id);

G_END_DECLS
