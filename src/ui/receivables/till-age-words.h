/* till-age-words.h: the ages of what is owed: their columns, colors and sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "rules/till-receivable-rules.h"

G_BEGIN_DECLS

/* The id of its column in the table. */
const char *till_age_to_column (TillAge age);

/* What style.css defines, and the color that it has there now. */
const char *till_age_to_color (TillAge age);
void        till_age_find_color (GtkWidget *widget, const char *name, GdkRGBA *color);

/* "31–60 days: $1,234.50, 12 %". */
char *till_age_describe (const TillReceivables *receivables, TillAge age) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
