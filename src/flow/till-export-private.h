/* till-export-private.h: what an export is made of: how its file is written, and what the audit
 * says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-whole-file.h"
#include "document/till-sheet.h"
#include "flow/till-export.h"
#include "flow/till-practice-private.h"

G_BEGIN_DECLS

/* What all exports have, for the jobs to read. */
typedef struct
{
  char          *practice; /* its name */
  TillActor     *actor;
  GTimeZone     *zone;
  TillDay        today;
  TillInstant    at;
  TillExportForm form;
  TillPaper      paper;
  gboolean       bom;
} TillExportFacts;

/* @job is the export's own. The first two run on a reader's thread, audit on the writer's; goes_on,
 * after each commit of it, says whether another is to follow (NULL: never). */
typedef struct
{
  gboolean (*write_csv) (gpointer               job,
                         const TillExportFacts *facts,
                         TillDbConnection      *connection,
                         TillWholeFile         *file,
                         GError               **error);
  GBytes *(*make_pdf) (gpointer               job,
                       const TillExportFacts *facts,
                       TillDbConnection      *connection,
                       GError               **error);
  gboolean (*audit) (gpointer               job,
                     const TillExportFacts *facts,
                     TillDbConnection      *connection,
                     GError               **error);
  gboolean (*goes_on) (gpointer job);
  gboolean noted_when_printed; /* by till_export_note_async(), not when it is made */
  char *(*dup_file_name) (gpointer job, const TillExportFacts *facts, const char *extension);
  guint (*get_n_done) (gpointer job);
  guint (*get_n_rows) (gpointer job);
  GDestroyNotify free;
} TillExportKind;

/* @job is taken. TILL_ERROR_NOT_ALLOWED when nothing may be exported. */
TillExport *till_export_new_of_kind (TillPractice         *practice,
                                     const TillExportKind *kind,
                                     gpointer              job,
                                     TillExportForm        form,
                                     gboolean              bom,
                                     GError              **error);

/* "csv" or "pdf": in the audit, and as a file's ending. */
const char *till_export_form_to_text (TillExportForm form);

G_END_DECLS
