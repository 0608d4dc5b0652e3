/* till-bench-window.h: what the parts that measure Till's window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sqlite3.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define N_ROUNDS 9
#define FRAME_MS (1000.0 / 60.0)

TillPractice *open_practice (const char *path);
void          wait_ready (TillTable *table);

/* Days as text, or NULL for all; waits until they are there. */
void show_days (TillTable *table, const char *first, const char *last);

/* Seconds that SQLite takes for the rows of @sql, each column read. */
double     raw_rows (sqlite3 *db, const char *sql);
GtkWidget *find_scroller (GtkWidget *widget); /* of the list that is to be seen below it */

/* The lines of the Deposits tab (till-bench-deposits.c). */
void measure_deposits (const char *path);

G_END_DECLS
