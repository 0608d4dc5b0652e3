/* till-export.c: what is taken out of the program: as CSV, as a PDF report, to the printer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In three steps: all rows are read and written under another name (a reader's thread), the audit
 * gets its entry, the file gets its name.
 */
#include "flow/till-export-private.h"

struct _TillExport
{
  GObject parent_instance;

  /* Owned */
  TillPractice   *practice;
  gpointer        job;
  char           *path; /* NULL: for the printer */
  TillWholeFile  *file; /* once it is begun */
  GBytes         *pdf;
  TillExportFacts facts;

  const TillExportKind *kind;
};

G_DEFINE_FINAL_TYPE (TillExport, till_export, G_TYPE_OBJECT)

static gboolean
make_pdf (TillExport *self, TillDbConnection *connection, GError **error)
{
  self->pdf = self->kind->make_pdf (self->job, &self->facts, connection, error);

  return self->pdf != NULL;
}

static gboolean
write_file (TillExport *self, TillDbConnection *connection, GError **error)
{
  gsize         length;
  gconstpointer bytes;

  /* First, so that a place where nothing may be written is found out at once. */
  self->file = till_whole_file_new (self->path, error);
  if (self->file == NULL)
    return FALSE;
  if (self->facts.form == TILL_EXPORT_CSV)
    return self->kind->write_csv (self->job, &self->facts, connection, self->file, error);

  if (!make_pdf (self, connection, error))
    return FALSE;
  bytes = g_bytes_get_data (self->pdf, &length);

  return till_whole_file_write (self->file, bytes, length, error);
}

static gboolean
export_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillExport *self = data;

  if (self->path == NULL)
    return make_pdf (self, connection, error);
  if (write_file (self, connection, error) && till_whole_file_seal (self->file, error))
    return TRUE;

  /* What was begun goes now: when the program ends, nobody may be there to hear of it. */
  g_clear_pointer (&self->file, till_whole_file_free);

  return FALSE;
}

static gboolean
audit_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillExport *self = data;

  return self->kind->audit (self->job, &self->facts, connection, error);
}

static gboolean
goes_on (TillExport *self)
{
  return self->kind->goes_on != NULL && self->kind->goes_on (self->job);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────────
 */

static void
till_export_finalize (GObject *object)
{
  TillExport *self = TILL_EXPORT (object);

  g_clear_pointer (&self->file, till_whole_file_free);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_clear_pointer (&self->job, self->kind->free);
  g_clear_pointer (&self->facts.actor, till_actor_free);
  g_clear_pointer (&self->facts.zone, g_time_zone_unref);
  g_clear_object (&self->practice);
  g_free (self->facts.practice);
  g_free (self->path);

  G_OBJECT_CLASS (till_export_parent_class)->finalize (object);
}

static void
till_export_class_init (TillExportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_export_finalize;
}

static void
till_export_init (TillExport *self)
{
}

const char *
till_export_form_to_text (TillExportForm form)
{
  return form == TILL_EXPORT_CSV ? "csv" : "pdf";
}

TillExport *
till_export_new_of_kind (TillPractice         *practice,
                         const TillExportKind *kind,
                         gpointer              job,
                         TillExportForm        form,
                         gboolean              bom,
                         GError              **error)
{
  g_autoptr (TillExport) self = g_object_new (TILL_TYPE_EXPORT, NULL);

  self->practice = g_object_ref (practice);
  self->kind = kind;
  self->job = job;
  if (!till_practice_may (practice, TILL_DEED_EXPORT, error))
    return NULL;

  self->facts.practice = g_strdup (till_practice_get_name (practice));
  self->facts.actor = till_actor_copy (practice->actor);
  self->facts.zone = g_time_zone_ref (practice->zone);
  self->facts.today = till_practice_get_today (practice);
  self->facts.at = till_practice_now (practice);
  self->facts.paper = g_str_equal (till_practice_get_setting (practice, TILL_SETTING_PAPER), "a4")
                        ? TILL_PAPER_A4
                        : TILL_PAPER_LETTER;
  self->facts.form = form;
  self->facts.bom = bom;

  return g_steal_pointer (&self);
}

char *
till_export_dup_file_name (TillExport *self)
{
  g_return_val_if_fail (TILL_IS_EXPORT (self), NULL);

  return self->kind->dup_file_name (self->job, &self->facts,
                                    till_export_form_to_text (self->facts.form));
}

guint
till_export_get_n_done (TillExport *self)
{
  g_return_val_if_fail (TILL_IS_EXPORT (self), 0);

  return self->kind->get_n_done (self->job);
}

guint
till_export_get_n_rows (TillExport *self)
{
  g_return_val_if_fail (TILL_IS_EXPORT (self), 0);

  return self->kind->get_n_rows (self->job);
}

/* ── Running ─────────────────────────────────────────────────────────────────────────────────────
 */

/* The audit, in as many commits as it takes. */
static gboolean
note (TillExport *self, GError **error)
{
  do
    {
      if (!till_db_write (self->practice->db, TILL_DB_NORMAL, audit_work, self, error))
        return FALSE;
    }
  while (goes_on (self));

  return TRUE;
}

gboolean
till_export_save (TillExport *self, const char *path, GError **error)
{
  g_return_val_if_fail (TILL_IS_EXPORT (self) && path != NULL, FALSE);
  g_return_val_if_fail (self->file == NULL, FALSE);

  self->path = g_canonicalize_filename (path, NULL);

  return till_practice_check_target (self->practice, self->path, error) &&
         till_practice_check_open (self->practice, error) &&
         till_db_read (self->practice->db, export_work, self, error) && note (self, error) &&
         till_whole_file_put_in_place (self->file, error);
}

static void audited_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
note_async (TillExport *self, GTask *task /* full */)
{
  till_db_write_async (self->practice->db, TILL_DB_NORMAL, audit_work, self, NULL, audited_cb,
                       task);
}

static void
audited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillExport       *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    g_task_return_error (task, error);
  else if (!goes_on (self))
    {
      if (self->file == NULL || till_whole_file_put_in_place (self->file, &error))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, error);
    }
  else if (!till_practice_check_open (self->practice, &error))
    g_task_return_error (task, error);
  else
    note_async (self, g_steal_pointer (&task));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillExport       *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error) ||
      !till_practice_check_open (self->practice, &error))
    {
      g_clear_pointer (&self->file, till_whole_file_free);
      g_task_return_error (task, error);
    }
  else if (self->path == NULL && self->kind->noted_when_printed)
    g_task_return_boolean (task, TRUE);
  else
    note_async (self, g_steal_pointer (&task));
}

static void
run (TillExport         *self,
     gpointer            tag,
     GCancellable       *cancellable,
     GAsyncReadyCallback callback,
     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError           *error = NULL;

  g_task_set_source_tag (task, tag);
  /* From the audit's entry on it is done, whoever cancels. */
  g_task_set_check_cancellable (task, FALSE);
  if ((self->path != NULL && !till_practice_check_target (self->practice, self->path, &error)) ||
      !till_practice_check_open (self->practice, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  till_db_read_async (self->practice->db, export_work, self, NULL, cancellable, exported_cb,
                      g_steal_pointer (&task));
}

void
till_export_save_async (TillExport         *self,
                        const char         *path,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (TILL_IS_EXPORT (self) && path != NULL);
  g_return_if_fail (self->path == NULL && self->pdf == NULL);

  self->path = g_canonicalize_filename (path, NULL);
  run (self, till_export_save_async, cancellable, callback, user_data);
}

gboolean
till_export_save_finish (TillExport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
till_export_make_async (TillExport         *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (TILL_IS_EXPORT (self) && self->facts.form == TILL_EXPORT_PDF);
  g_return_if_fail (self->path == NULL && self->pdf == NULL);

  run (self, till_export_make_async, cancellable, callback, user_data);
}

GBytes *
till_export_make_finish (TillExport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? g_bytes_ref (self->pdf) : NULL;
}

void
till_export_note_async (TillExport *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;

  g_return_if_fail (TILL_IS_EXPORT (self) && self->pdf != NULL);

  g_task_set_source_tag (task, till_export_note_async);
  if (!self->kind->noted_when_printed)
    g_task_return_boolean (task, TRUE);
  else if (!till_practice_check_open (self->practice, &error))
    g_task_return_error (task, error);
  else
    note_async (self, g_steal_pointer (&task));
}

gboolean
till_export_note_finish (TillExport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
