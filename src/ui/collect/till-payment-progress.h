/* till-payment-progress.h: what happens to a payment while the desk waits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-take-payment.h"

G_BEGIN_DECLS

#define TILL_TYPE_PAYMENT_PROGRESS (till_payment_progress_get_type ())
G_DECLARE_FINAL_TYPE (TillPaymentProgress, till_payment_progress, TILL, PAYMENT_PROGRESS, AdwBin)

/* Signals: "done" (the dialog closes), "again" (back to the form). */
GtkWidget *till_payment_progress_new (TillTakePayment *payment,
                                      TillMethod       method,
                                      TillMoney        amount,
                                      const char      *patient);

/* Shows the pay page in the browser; where there is none, its address here. Nothing happens when
 * the payment has no page. @self must be in a window. */
void till_payment_progress_open_page (TillPaymentProgress *self);

G_END_DECLS
