/* till-list-report.h: a list on paper: its title, its filter in words, its rows, their totals
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are handed in one after the other and drawn at once; only the PDF grows with them. The paper
 * lies on its side when the columns need it; what is still too long ends with an ellipsis.
 */
#pragma once

#include "document/till-sheet.h"
#include "model/till-column.h"

G_BEGIN_DECLS

/* More than that nobody reads on paper: some 500 pages. */
#define TILL_LIST_REPORT_MOST_ROWS 20000

/* What is said beside the rows. Borrowed by till_list_report_new() only, but for the columns, which
 * are static. */
typedef struct
{
  const char       *practice;
  const char       *title;
  const char       *filter; /* in words; "" for all rows */
  TillInstant       at;     /* when it is made */
  GTimeZone        *zone;
  TillPaper         paper;
  const TillColumn *columns;
  GArray           *shown;  /* guint: which of the columns, in this order */
  guint             n_rows; /* that will be added: each page says how many pages there are */
  guint             n_totals;
} TillListReportFacts;

typedef struct
{
  const char *title; /* translated */
  gint64      cents;
} TillListTotal;

typedef struct _TillListReport TillListReport;

TillListReport *till_list_report_new (const TillListReportFacts *facts);
void            till_list_report_free (TillListReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillListReport, till_list_report_free)

void till_list_report_add (TillListReport *self, TillRow *row);

/* The whole file: after n_rows rows. The last of the n_totals @totals is what the others come to.
 */
GBytes *till_list_report_finish (TillListReport *self, const TillListTotal *totals, GError **error);

/* "transactions-2026-11-24.pdf": @extension is "pdf" or "csv". */
char *till_list_file_name (const char *list, TillDay day, const char *extension);

G_END_DECLS
