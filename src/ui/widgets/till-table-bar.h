/* till-table-bar.h: what stands above a table: days, filters, search, columns, export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "ui/widgets/till-table-view.h"

G_BEGIN_DECLS

#define TILL_TYPE_TABLE_BAR (till_table_bar_get_type ())
G_DECLARE_FINAL_TYPE (TillTableBar, till_table_bar, TILL, TABLE_BAR, GtkBox)

/* A control of the page's, behind the calendar button. */
void till_table_bar_add (TillTableBar *self, GtkWidget *control);

/* @label is for the screen reader. Without this there is nothing to search by. */
void till_table_bar_set_search (TillTableBar *self, const char *label, const char *placeholder);

/* The column that the calendar button is about: "date" unless it is said. What is asked of the one
 * before is asked of this one. */
void till_table_bar_set_days (TillTableBar *self, const char *column);

/* Of a table that tells of what is to come: its last month has no end. */
void till_table_bar_look_ahead (TillTableBar *self);

/**
 * till_table_bar_set_table:
 * @name: what the table's saved filters and its columns are kept by, and its list is exported by
 * @table: without a column "date" there is no calendar button
 * @view: shows it from now on; its own cells are set before
 * @label: for the screen reader
 *
 * Once. The table begins with the user's own filter, or with its till_table_get_beginning(), or
 * with the last month, or without a date with all its rows.
 */
void till_table_bar_set_table (TillTableBar  *self,
                               TillPractice  *practice,
                               const char    *name,
                               TillTable     *table,
                               TillTableView *view,
                               const char    *label);

/* The bar, the page's own controls and the headers edit the same conditions. NULL @values: it is
 * taken away. */
void till_table_bar_set_condition (TillTableBar      *self,
                                   const char        *column,
                                   TillFilterOp       op,
                                   const char *const *values);

G_END_DECLS
