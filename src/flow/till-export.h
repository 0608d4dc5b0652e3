/* till-export.h: a list or a report taken out of the program: as CSV, as PDF, to the printer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window and the command line do it by this. Each export has an entry in the audit log, written
 * before anything can be seen of it: who, which list, the filter in words, how many rows; or
 * which report, of which days. Of statements each has its own, and those for the printer get it
 * once they were printed: what was only looked at is no statement.
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-report.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_EXPORT_CSV,
  TILL_EXPORT_PDF, /* at most TILL_LIST_REPORT_MOST_ROWS */
} TillExportForm;

/* The review of the practice that is open (till-practice-requests.h). */
#define TILL_LIST_REVIEW "review"

/* What of which list. All of it is copied. */
typedef struct
{
  const char        *list; /* "transactions" */
  TillFilter        *filter;
  const TillSortKey *sort;    /* or NULL: the list's own */
  const char *const *columns; /* ids, in this order; NULL: all that have a title */
  GArray            *ids;     /* gint64: what is selected; NULL: all that match */
  gboolean           all_but; /* or what is not */
  TillExportForm     form;
  gboolean           bom; /* CSV: with the mark that Excel wants */
} TillExportOrder;

#define TILL_TYPE_EXPORT (till_export_get_type ())
G_DECLARE_FINAL_TYPE (TillExport, till_export, TILL, EXPORT, GObject)

/* One export, once. TILL_ERROR_NOT_ALLOWED, _NOT_FOUND (the list), _BAD_INPUT (filter, column). */
TillExport *till_export_new (TillPractice *practice, const TillExportOrder *order, GError **error);

/* Of a report. An end of @range may be open. */
TillExport *till_export_new_for_report (TillPractice  *practice,
                                        TillReportKind kind,
                                        TillDayRange   range,
                                        TillExportForm form,
                                        gboolean       bom,
                                        GError       **error);

/* Of guarantors (gint64, copied), one PDF for all. @waived: reasons (TillWhyNot) for which nobody
 * is left out. @on_paper: for the printer. TILL_ERROR_NOT_ALLOWED. When it is made,
 * TILL_ERROR_BAD_INPUT for more than TILL_STATEMENT_MOST of them, and for none. */
TillExport *till_export_new_for_statements (TillPractice *practice,
                                            const gint64 *guarantors,
                                            gsize         n_guarantors,
                                            guint         waived,
                                            gboolean      on_paper,
                                            GError      **error);

/* Of a file that was imported (TillBookFile), as it was, byte for byte: its form is TILL_EXPORT_CSV
 * whatever it is. TILL_ERROR_NOT_ALLOWED; TILL_ERROR_NOT_FOUND when it was not kept. When it is
 * saved, TILL_ERROR_STORE for one that is damaged. */
TillExport *till_export_new_for_book_file (TillPractice *practice,
                                           gint64        import_id,
                                           GError      **error);

/* "transactions-2026-11-24.csv" */
char *till_export_dup_file_name (TillExport *self);

/* How many rows, or statements, are done, of how many (0: not known yet; of a report always). */
guint till_export_get_n_done (TillExport *self);
guint till_export_get_n_rows (TillExport *self);

/* To the file at @path: whole, or it stays as it was. */
void     till_export_save_async (TillExport         *self,
                                 const char         *path,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean till_export_save_finish (TillExport *self, GAsyncResult *result, GError **error);

/* The same, waited for; on any thread. */
gboolean till_export_save (TillExport *self, const char *path, GError **error);

/* The PDF itself, for the printer. */
void    till_export_make_async (TillExport         *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
GBytes *till_export_make_finish (TillExport *self, GAsyncResult *result, GError **error);

/* It was printed: what is noted of it only then. */
void till_export_note_async (TillExport *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean till_export_note_finish (TillExport *self, GAsyncResult *result, GError **error);

G_END_DECLS
