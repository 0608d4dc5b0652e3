/* till-plan-paid-dialog.h: by which payment installments were paid that no plan charged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* An AdwMessageDialog that is not shown yet; its response "paid" is there once a payment is chosen.
 * @payments: (element-type TillTransaction), may be empty; @words say what is to be paid. */
GtkWidget *till_plan_paid_dialog_new (const GPtrArray *payments,
                                      const char      *words,
                                      GTimeZone       *zone,
                                      GtkWindow       *parent);

/* The payment; 0: none is chosen. */
gint64 till_plan_paid_dialog_get (GtkWidget *dialog);

G_END_DECLS
