/* till-bulk-dialog.h: how many guarantors are to be asked, and what it comes to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-bulk.h"

G_BEGIN_DECLS

/* Signal "started": all are written down, and it is under way. */
#define TILL_TYPE_BULK_DIALOG (till_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillBulkDialog, till_bulk_dialog, TILL, BULK_DIALOG, AdwWindow)

/* @channel: what is proposed. */
GtkWidget *till_bulk_dialog_new (TillPractice   *practice,
                                 const gint64   *guarantors,
                                 gsize           n_guarantors,
                                 TillBulkChannel channel,
                                 GtkWindow      *parent);

G_END_DECLS
