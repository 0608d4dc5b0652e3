/* till-collect.h: the collect dialog as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-test-ui.h"
#include "ui/collect/till-collect-dialog.h"

G_BEGIN_DECLS

/* On screen, with the patients it offers. */
GtkWidget *collect_open (Desk *desk, TillMethod method);

/* Chooses the patient and types the amount. */
void collect_fill (GtkWidget *dialog, const char *patient, const char *amount);

/* The button that collects, whatever amount it says. */
void     collect_press (GtkWidget *dialog);
gboolean collect_can_press (GtkWidget *dialog);

/* Presses Done, which closes the dialog, and nothing holds it any more. */
void collect_end_by_done (GtkWidget *dialog);

G_END_DECLS
