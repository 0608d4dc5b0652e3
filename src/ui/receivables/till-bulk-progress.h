/* till-bulk-progress.h: how far the bulk request is: paused, gone on with, cancelled here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* To close it ends nothing. */
#define TILL_TYPE_BULK_PROGRESS (till_bulk_progress_get_type ())
G_DECLARE_FINAL_TYPE (TillBulkProgress, till_bulk_progress, TILL, BULK_PROGRESS, AdwWindow)

/* There is one (till_bulk_request_get_bulk()). @parent: the window that has the tabs. */
GtkWidget *till_bulk_progress_new (TillPractice *practice, GtkWindow *parent);

G_END_DECLS
