/* till-guarantor-words.h: how many guarantors a table has, and how many of them are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "12 guarantors", "3 selected, patient portion": as TillTotalsKind asks for them. */
char *till_guarantors_to_words (guint n_rows) G_GNUC_WARN_UNUSED_RESULT;
char *till_guarantors_selected_to_words (guint n_rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
