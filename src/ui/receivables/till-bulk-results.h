/* till-bulk-results.h: whom bulk requests were for, and what came of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_BULK_RESULTS (till_bulk_results_get_type ())
G_DECLARE_FINAL_TYPE (TillBulkResults, till_bulk_results, TILL, BULK_RESULTS, AdwWindow)

/* Of the bulk request @bulk_id, or (0) of the newest; others can be chosen in it. @window is the
 * one that patients and requests are shown in; the dialog stands before @parent. */
GtkWidget *till_bulk_results_new (TillPractice *practice,
                                  gint64        bulk_id,
                                  GtkWindow    *window,
                                  GtkWindow    *parent);

G_END_DECLS
