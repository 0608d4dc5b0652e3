/* till-import-lines.h: a line of an imported file, before it is known what its cells hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"

G_BEGIN_DECLS

/* A heading that has not come by then will not. */
#define TILL_IMPORT_MOST_LINES_BEFORE 60

/* TILL_ERROR_CARD_NUMBER, with line and column, when a cell holds one. */
gboolean till_import_refuse_cards (guint line, char *const *cells, GError **error);

/* Whether no more than one cell holds anything: what stands above the headings. */
gboolean till_import_is_title (char *const *cells);

/* Reports say of which day they are in a title: "Aging as of: 11/24/2026", the day maybe in a cell
 * of its own. TILL_DAY_NONE: it doesn't. */
TillDay till_import_find_day (char *const *cells);

G_END_DECLS
