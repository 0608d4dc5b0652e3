/* till-snooze-dialog.h: asks until when guarantors are left out of requests, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-snoozes.h"

G_BEGIN_DECLS

#define TILL_TYPE_SNOOZE_DIALOG (till_snooze_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillSnoozeDialog, till_snooze_dialog, TILL, SNOOZE_DIALOG, AdwWindow)

/* @whom: "Abernathy, June", "12 guarantors". Signal "snoozed" (uint n_snoozed, uint n_left_out):
 * the dialog closes itself. */
GtkWidget *till_snooze_dialog_new (TillPractice *practice,
                                   const gint64 *guarantors,
                                   gsize         n_guarantors,
                                   const char   *whom,
                                   GtkWindow    *parent);

G_END_DECLS
