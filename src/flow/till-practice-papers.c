/* till-practice-papers.c: the papers of payment plans: scans looked at, and what was kept read back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-plans-private.h"

#include <glib/gi18n-lib.h>

#include "document/till-receipt.h"
#include "intake/till-scan-file.h"
#include "store/till-store-plan-documents.h"

/* ── Scans ───────────────────────────────────────────────────────────────────────────────────── */

void
till_plan_scan_free (TillPlanScan *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}

static GBytes *
load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile)     file = g_file_new_for_path (path);
  g_autoptr (GError)    problem = NULL;
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                       G_FILE_QUERY_INFO_NONE, cancellable, &problem);
  GBytes *bytes = NULL;

  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("This is no file that can be read."));
      return NULL;
    }
  if (info != NULL &&
      !till_scan_file_check_size ((guint64) MAX (g_file_info_get_size (info), 0), error))
    return NULL;
  if (info == NULL || (bytes = g_file_load_bytes (file, cancellable, NULL, &problem)) == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("The file can’t be read: %s"),
                 problem->message);

  return bytes;
}

/* What breaks off is mended by who reads it, down to nothing. */
static gboolean
check_pdf (GBytes *bytes, GError **error)
{
  g_autoptr (TillPdf) pdf = till_pdf_open (bytes, error);

  if (pdf == NULL || till_pdf_get_n_pages (pdf) > 0)
    return pdf != NULL;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("This PDF has no pages. Scan the agreement again."));

  return FALSE;
}

static void
scan_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char              *path = task_data;
  g_autoptr (TillPlanScan) scan = g_new0 (TillPlanScan, 1);
  GError                  *error = NULL;

  scan->name = g_path_get_basename (path);
  scan->bytes = load (path, cancellable, &error);
  if (scan->bytes != NULL && till_scan_file_check (scan->bytes, &scan->format, &error) &&
      scan->format == TILL_FORMAT_PDF)
    check_pdf (scan->bytes, &error);

  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&scan), (GDestroyNotify) till_plan_scan_free);
  else
    g_task_return_error (task, error);
}

void
till_practice_read_scan_async (TillPractice       *self,
                               const char         *path,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, till_practice_read_scan_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, scan_work);
}

TillPlanScan *
till_practice_read_scan_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ── Read back ───────────────────────────────────────────────────────────────────────────────── */

GPtrArray *
till_practice_list_plan_documents (TillPractice *self, gint64 plan_id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_list_plan_documents (till_db_get_reader (self->db), plan_id, error);
}

typedef struct
{
  gint64            id;
  TillPlanDocument *document;
  GBytes           *bytes;
} ReadJob;

static void
read_job_free (ReadJob *job)
{
  till_plan_document_free (job->document);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job);
}

static gboolean
read_work (TillDbConnection *connection, gpointer data, GError **error)
{
  ReadJob *job = data;

  g_clear_pointer (&job->document, till_plan_document_free);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  job->document = till_store_get_plan_document (connection, job->id, error);
  if (job->document == NULL)
    return FALSE;
  job->bytes = till_store_read_plan_document (connection, job->document, error);

  return job->bytes != NULL;
}

void
till_practice_read_plan_document_async (TillPractice       *self,
                                        gint64              id,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ReadJob          *job;

  g_task_set_source_tag (task, till_practice_read_plan_document_async);
  if (!till_practice_admit (self, task))
    return;

  job = g_new0 (ReadJob, 1);
  job->id = id;
  g_task_set_task_data (task, job, (GDestroyNotify) read_job_free);
  till_db_read_async (self->db, read_work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

GBytes *
till_practice_read_plan_document_finish (TillPractice *self,
                                         GAsyncResult *result,
                                         char        **name,
                                         GError      **error)
{
  ReadJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));
  if (name != NULL)
    *name = till_plan_document_dup_name (job->document);

  return g_steal_pointer (&job->bytes);
}
