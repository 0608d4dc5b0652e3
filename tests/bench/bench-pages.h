/* bench-pages.h: a processor's list of transactions, a hundred a page, as the gateway writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_ROWS_A_PAGE 100
/* The rows are settled, in batches whose numbers no other batch of the big practice has. */
#define BENCH_ROWS_A_BATCH 400
#define BENCH_FIRST_BATCH 5000
#define BENCH_TERMINAL "88120001"

/* @page from 0; @newest: seconds since 1970 of the last row's time. */
char *bench_page_new (guint page, guint n_pages, gint64 newest) G_GNUC_WARN_UNUSED_RESULT;

/* The amount of a row, from 0, in cents. */
gint64 bench_row_get_cents (guint64 row);

G_END_DECLS
