/* till-report.h: a report: sections of rows of cells, for the screen, for paper and for a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made once, by document/; what shows, draws or writes it reads the same cells. Nobody changes it
 * once it is shared.
 */
#pragma once

#include "core/till-rate.h"
#include "model/till-filter.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_REPORT_DAY_SHEET, /* "day-sheet" */
  TILL_REPORT_MONTH,     /* "month" */
  TILL_REPORT_RECONCILE, /* "reconcile" */
} TillReportKind;

#define TILL_TYPE_REPORT_KIND (till_report_kind_get_type ())
GType till_report_kind_get_type (void);

/* "Day sheet", "Month", "Reconcile". Translated, static. */
const char *till_report_kind_to_words (TillReportKind kind);

typedef enum
{
  TILL_CELL_EMPTY,
  TILL_CELL_TEXT,
  TILL_CELL_MONEY,
  TILL_CELL_COUNT,
  TILL_CELL_DAY,
  TILL_CELL_RATE,
} TillCellKind;

typedef struct
{
  TillCellKind kind;
  char        *text;  /* or NULL */
  gint64       value; /* cents, a number, a day's, a rate's hundredths */
} TillReportCell;

typedef struct
{
  const char *title; /* marked with N_; "" for none */
  gboolean    is_numeric;
  guint       width; /* in characters, on paper */
} TillReportColumn;

typedef enum
{
  TILL_REPORT_ROW,
  TILL_REPORT_SUM, /* what those above come to */
} TillReportRowStyle;

typedef struct
{
  TillReportRowStyle style;
  TillReportCell    *cells; /* as many as the section has columns */
  char              *table; /* whose rows it is made of; NULL: they can't be shown as a list */
  TillFilter        *filter;
} TillReportRow;

typedef struct
{
  char                   *title;
  char                   *note;    /* what it is reckoned from, in a sentence; or NULL */
  const TillReportColumn *columns; /* static; the first takes the width that is left */
  guint                   n_columns;
  GPtrArray              *rows; /* TillReportRow */
} TillReportSection;

typedef struct
{
  TillReportKind kind;
  TillDayRange   range;    /* closed */
  TillInstant    at;       /* when it was made */
  char          *days;     /* in words */
  char          *note;     /* or NULL */
  GPtrArray     *sections; /* TillReportSection */
} TillReport;

TillReport *till_report_new (TillReportKind kind, TillDayRange range, TillInstant at);
TillReport *till_report_ref (TillReport *self);
void        till_report_unref (TillReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillReport, till_report_unref)

/* Borrowed, both. @title is translated. */
TillReportSection *till_report_add_section (TillReport             *self,
                                            const char             *title,
                                            const TillReportColumn *columns,
                                            guint                   n_columns);
TillReportRow     *till_report_section_add (TillReportSection *self, TillReportRowStyle style);

void till_report_row_set_text (TillReportRow *self, guint column, const char *text);
void till_report_row_set_money (TillReportRow *self, guint column, TillMoney amount);
void till_report_row_set_count (TillReportRow *self, guint column, gint64 count);
void till_report_row_set_day (TillReportRow *self, guint column, TillDay day);
void till_report_row_set_rate (TillReportRow *self, guint column, TillRate rate);

/* @filter is taken. */
void till_report_row_set_list (TillReportRow *self, const char *table, TillFilter *filter);

/* As a person reads it; "" of an empty one. */
char *till_report_cell_format (const TillReportCell *self);

/* As another program does: "-12.34", "2.87". */
void     till_report_cell_append_plain (const TillReportCell *self, GString *to);
gboolean till_report_cell_is_number (const TillReportCell *self);

/* "day-sheet-2026-11-24.pdf", "month-2026-11-01-2026-11-30.csv". */
char *till_report_file_name (TillReportKind kind, TillDayRange range, const char *extension);

/* "Nov 24, 2026" or "Nov 1, 2026 – Nov 30, 2026". */
char *till_report_days_to_words (TillDayRange range);

G_END_DECLS
