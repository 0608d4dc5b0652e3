/* till-table-totals.h: below a table: how many rows, their sums, those of what is selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/till-table.h"
#include "ui/widgets/till-table-selection.h"

G_BEGIN_DECLS

#define TILL_TYPE_TABLE_TOTALS (till_table_totals_get_type ())
G_DECLARE_FINAL_TYPE (TillTableTotals, till_table_totals, TILL, TABLE_TOTALS, GtkBox)

/* A sum of the table's, and its words (marked with N_). */
typedef struct
{
  const char *sum;
  const char *words;
} TillTableTotal;

/* What is shown of a table. All of it is static. */
typedef struct
{
  char *(*count) (guint n_rows);    /* "3 deposits" */
  char *(*selected) (guint n_rows); /* "3 selected, net": before the last total of those */
  const TillTableTotal *totals;     /* ended by a NULL sum; the last is the one that counts; when
                                       there is none, nothing is said of what is selected */
} TillTotalsKind;

/* Once. */
void till_table_totals_set_table (TillTableTotals      *self,
                                  const TillTotalsKind *kind,
                                  TillTable            *table,
                                  TillTableSelection   *rows);

G_END_DECLS
