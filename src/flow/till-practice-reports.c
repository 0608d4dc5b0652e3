/* till-practice-reports.c: the reports of an open practice, read off the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-reports.h"

#include "document/till-reports.h"
#include "flow/till-export-private.h"
#include "store/till-store-reports.h"

/* Which one; and once it is read, itself. */
typedef struct
{
  TillReportKind kind;
  TillDayRange   range;
  GTimeZone     *zone;
  TillDay        today;
  TillInstant    at;
  TillReport    *report;
} ReportJob;

static ReportJob *
report_job_new (TillPractice *practice, TillReportKind kind, TillDayRange range)
{
  ReportJob *job = g_new0 (ReportJob, 1);

  job->kind = kind;
  job->range = range;
  job->zone = g_time_zone_ref (practice->zone);
  job->today = till_practice_get_today (practice);
  job->at = till_practice_now (practice);

  return job;
}

static void
report_job_free (gpointer data)
{
  ReportJob *job = data;

  g_time_zone_unref (job->zone);
  g_clear_pointer (&job->report, till_report_unref);
  g_free (job);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static TillReport *
read_day_sheet (ReportJob *job, TillDbConnection *connection, GError **error)
{
  g_autoptr (TillDaySheet) sheet =
    till_store_read_day_sheet (connection, job->range, job->zone, error);

  return sheet != NULL ? till_day_sheet_to_report (sheet, job->range, job->at, error) : NULL;
}

static TillReport *
read_month (ReportJob *job, TillDbConnection *connection, GError **error)
{
  g_autoptr (TillMonth) month = till_store_read_month (connection, job->range, job->zone, error);

  return month != NULL ? till_month_to_report (month, job->range, job->at, error) : NULL;
}

static TillReport *
read_reconcile (ReportJob *job, TillDbConnection *connection, GError **error)
{
  TillReconcile reconcile;

  return till_store_read_reconcile (connection, job->range, job->zone, job->today, &reconcile,
                                    error)
           ? till_reconcile_to_report (&reconcile, job->range, job->at)
           : NULL;
}

static TillReport *
read_report (ReportJob *job, TillDbConnection *connection, GError **error)
{
  switch (job->kind)
    {
    case TILL_REPORT_DAY_SHEET:
      return read_day_sheet (job, connection, error);
    case TILL_REPORT_MONTH:
      return read_month (job, connection, error);
    case TILL_REPORT_RECONCILE:
      return read_reconcile (job, connection, error);
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
report_work (TillDbConnection *connection, gpointer data, GError **error)
{
  ReportJob *job = data;

  g_clear_pointer (&job->report, till_report_unref);
  if (!till_store_close_range (connection, &job->range, job->zone, job->today, error))
    return FALSE;
  job->report = read_report (job, connection, error);

  return job->report != NULL;
}

/* ── For the screen ──────────────────────────────────────────────────────────────────────────── */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ReportJob        *job = g_task_get_task_data (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    g_task_return_pointer (task, till_report_ref (job->report), (GDestroyNotify) till_report_unref);
  else
    g_task_return_error (task, error);
}

void
till_practice_make_report_async (TillPractice       *self,
                                 TillReportKind      kind,
                                 TillDayRange        range,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ReportJob        *job;

  g_task_set_source_tag (task, till_practice_make_report_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_SEE_REPORTS))
    return;

  job = report_job_new (self, kind, range);
  g_task_set_task_data (task, job, report_job_free);
  till_db_read_async (self->db, report_work, job, NULL, cancellable, read_cb,
                      g_steal_pointer (&task));
}

TillReport *
till_practice_make_report_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ── To a file or the printer ────────────────────────────────────────────────────────────────── */

static gboolean
write_csv (gpointer               data,
           const TillExportFacts *facts,
           TillDbConnection      *connection,
           TillWholeFile         *file,
           GError               **error)
{
  ReportJob         *job = data;
  g_autoptr (GBytes) csv = NULL;
  gconstpointer      bytes;
  gsize              length;

  if (!report_work (connection, job, error))
    return FALSE;
  csv = till_report_to_csv (job->report, facts->practice, facts->zone, facts->bom);
  bytes = g_bytes_get_data (csv, &length);

  return till_whole_file_write (file, bytes, length, error);
}

static GBytes *
make_pdf (gpointer data, const TillExportFacts *facts, TillDbConnection *connection, GError **error)
{
  ReportJob *job = data;

  return report_work (connection, job, error)
           ? till_report_to_pdf (job->report, facts->practice, facts->zone, facts->paper, error)
           : NULL;
}

static gboolean
audit (gpointer data, const TillExportFacts *facts, TillDbConnection *connection, GError **error)
{
  const ReportJob *job = data;

  return till_store_audit_report (connection, job->kind, job->range,
                                  till_export_form_to_text (facts->form), facts->actor, facts->at,
                                  error);
}

/* Asked before it is read: an open end is not known yet. */
static char *
dup_file_name (gpointer data, const TillExportFacts *facts, const char *extension)
{
  const ReportJob *job = data;
  TillDayRange     range = job->range;

  if (till_day_is_none (range.last))
    range.last = facts->today;
  if (till_day_is_none (range.first))
    range.first = range.last;

  return till_report_file_name (job->kind, range, extension);
}

static guint
get_none (gpointer data)
{
  return 0;
}

static const TillExportKind report_kind = {
  .write_csv = write_csv,
  .make_pdf = make_pdf,
  .audit = audit,
  .dup_file_name = dup_file_name,
  .get_n_done = get_none,
  .get_n_rows = get_none,
  .free = report_job_free,
};

TillExport *
till_export_new_for_report (TillPractice  *practice,
                            TillReportKind kind,
                            TillDayRange   range,
                            TillExportForm form,
                            gboolean       bom,
                            GError       **error)
{
  g_return_val_if_fail (TILL_IS_PRACTICE (practice), NULL);

  if (!till_practice_may (practice, TILL_DEED_SEE_REPORTS, error))
    return NULL;

  return till_export_new_of_kind (practice, &report_kind, report_job_new (practice, kind, range),
                                  form, bom, error);
}
