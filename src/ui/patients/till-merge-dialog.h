/* till-merge-dialog.h: two records of one patient, to be made one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_MERGE_DIALOG (till_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillMergeDialog, till_merge_dialog, TILL, MERGE_DIALOG, AdwWindow)

/* Asks for the other record first. */
GtkWidget *till_merge_dialog_new (TillPractice      *practice,
                                  const TillPatient *patient,
                                  GtkWindow         *parent);

/* Signal: "merged" (gint64 merge_id, gint64 kept_id, const char *words). */

G_END_DECLS
