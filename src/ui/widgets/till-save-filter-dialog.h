/* till-save-filter-dialog.h: asks for a filter's name, and for whom it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-filters.h"

G_BEGIN_DECLS

#define TILL_TYPE_SAVE_FILTER_DIALOG (till_save_filter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillSaveFilterDialog,
                      till_save_filter_dialog,
                      TILL,
                      SAVE_FILTER_DIALOG,
                      AdwWindow)

/* Saves @filter, which @words say, and asks before it takes the place of another. */
GtkWidget *till_save_filter_dialog_new (TillPractice *practice,
                                        const char   *table,
                                        TillFilter   *filter,
                                        const char   *words,
                                        GtkWindow    *parent);

/* Gives @saved another name. */
GtkWidget *till_save_filter_dialog_new_rename (TillPractice    *practice,
                                               TillSavedFilter *saved,
                                               GtkWindow       *parent);

/* Signal "saved" (words): what was done. */

G_END_DECLS
