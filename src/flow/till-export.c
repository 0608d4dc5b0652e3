/* till-export.c: a list taken out of the program: as CSV, as a PDF report, to the printer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In three steps: all rows are read and written under another name (a reader's thread), the audit
 * gets its entry, the file gets its name.
 */
#include "flow/till-export.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "document/till-list-report.h"
#include "flow/till-practice-private.h"
#include "store/till-list-export.h"

struct _TillExport
{
  GObject parent_instance;

  /* Owned */
  TillPractice  *practice;
  TillListWalk  *walk;
  GArray        *columns; /* guint */
  char          *words;   /* the filter's */
  char          *practice_name;
  char          *path; /* NULL: for the printer */
  TillWholeFile *file; /* once it is begun */
  GBytes        *pdf;
  TillActor     *actor;

  TillExportForm form;
  TillPaper      paper;
  TillInstant    at;
  gboolean       bom;
};

G_DEFINE_FINAL_TYPE (TillExport, till_export, G_TYPE_OBJECT)

/* ── The rows ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
add_to_report (TillRow *row, gpointer data, GError **error)
{
  till_list_report_add (data, row);

  return TRUE;
}

static guint
count_sums (const TillListKind *kind)
{
  guint n_sums = 0;

  while (kind->sums[n_sums].name != NULL)
    n_sums++;

  return n_sums;
}

static GBytes *
finish_report (TillExport *self, TillListReport *report, GError **error)
{
  const TillListKind       *kind = till_list_walk_get_kind (self->walk);
  guint                     n_totals = count_sums (kind);
  g_autofree TillListTotal *totals = g_new0 (TillListTotal, n_totals + 1);

  for (guint i = 0; i < n_totals; i++)
    totals[i] = (TillListTotal){ _ (kind->sums[i].title),
                                 till_list_walk_get_sum (self->walk, &kind->sums[i]) };

  return till_list_report_finish (report, totals, error);
}

static gboolean
make_report (TillExport *self, TillDbConnection *connection, GError **error)
{
  const TillListKind *kind = till_list_walk_get_kind (self->walk);
  TillListReportFacts facts = { self->practice_name, _ (kind->title), self->words, self->at };
  g_autoptr (TillListReport) report = NULL;

  if (!till_list_walk_find (self->walk, connection, error))
    return FALSE;
  facts.n_rows = till_list_walk_get_n_rows (self->walk);
  if (facts.n_rows > TILL_LIST_REPORT_MOST_ROWS)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("These are %u rows. A report has at most %u: filter the list, or export it "
                      "as CSV."),
                   facts.n_rows, TILL_LIST_REPORT_MOST_ROWS);
      return FALSE;
    }

  facts.zone = till_list_walk_get_zone (self->walk);
  facts.paper = self->paper;
  facts.columns = kind->columns.columns;
  facts.shown = self->columns;
  facts.n_totals = count_sums (kind);
  report = till_list_report_new (&facts);
  if (!till_list_walk_run (self->walk, connection, self->columns, add_to_report, report, error))
    return FALSE;
  self->pdf = finish_report (self, report, error);

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
  if (self->form == TILL_EXPORT_CSV)
    return till_list_export_csv (self->walk, connection, self->columns, self->bom, self->file,
                                 error);

  if (!make_report (self, connection, error))
    return FALSE;
  bytes = g_bytes_get_data (self->pdf, &length);

  return till_whole_file_write (self->file, bytes, length, error);
}

static gboolean
export_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillExport *self = data;

  if (self->path == NULL)
    return make_report (self, connection, error);
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

  return till_list_audit_export (
    connection, till_list_walk_get_kind (self->walk), self->form == TILL_EXPORT_CSV ? "csv" : "pdf",
    self->words, till_list_walk_get_n_rows (self->walk), self->actor, self->at, error);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────────
 */

static void
till_export_finalize (GObject *object)
{
  TillExport *self = TILL_EXPORT (object);

  g_clear_pointer (&self->file, till_whole_file_free);
  g_clear_pointer (&self->walk, till_list_walk_free);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_clear_pointer (&self->actor, till_actor_free);
  g_clear_object (&self->practice);
  g_free (self->practice_name);
  g_free (self->words);
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

/* Somebody may search for a card number: it is not kept for that. */
static char *
filter_words (TillFilter *filter, const TillListKind *kind)
{
  char *words = till_filter_to_words (filter, kind->columns.columns, kind->columns.n_columns);

  if (till_text_has_card_number (words))
    till_text_set (&words, _ ("(left out: it held a card number)"));

  return words;
}

TillExport *
till_export_new (TillPractice *practice, const TillExportOrder *order, GError **error)
{
  g_autoptr (TillExport) self = NULL;
  const TillListKind    *kind;

  g_return_val_if_fail (TILL_IS_PRACTICE (practice) && order != NULL, NULL);

  if (!till_practice_may (practice, TILL_DEED_EXPORT, error))
    return NULL;
  kind = till_list_find_kind (order->list, error);
  if (kind == NULL)
    return NULL;

  self = g_object_new (TILL_TYPE_EXPORT, NULL);
  self->practice = g_object_ref (practice);
  self->at = till_practice_now (practice);
  self->walk =
    till_list_walk_new (kind, order->filter, order->sort, till_practice_get_today (practice),
                        practice->zone, order->ids, order->all_but, error);
  if (self->walk == NULL || !(self->columns = till_list_find_columns (kind, order->columns, error)))
    return NULL;

  self->words = filter_words (order->filter, kind);
  self->practice_name = g_strdup (till_practice_get_name (practice));
  self->paper = g_str_equal (till_practice_get_setting (practice, TILL_SETTING_PAPER), "a4")
                  ? TILL_PAPER_A4
                  : TILL_PAPER_LETTER;
  self->actor = till_actor_copy (practice->actor);
  self->form = order->form;
  self->bom = order->bom;

  return g_steal_pointer (&self);
}

char *
till_export_dup_file_name (TillExport *self)
{
  g_return_val_if_fail (TILL_IS_EXPORT (self), NULL);

  return till_list_file_name (till_list_walk_get_kind (self->walk)->table,
                              till_day_of_instant (self->at, till_list_walk_get_zone (self->walk)),
                              self->form == TILL_EXPORT_CSV ? "csv" : "pdf");
}

guint
till_export_get_n_done (TillExport *self)
{
  g_return_val_if_fail (TILL_IS_EXPORT (self), 0);

  return till_list_walk_get_n_done (self->walk);
}

guint
till_export_get_n_rows (TillExport *self)
{
  g_return_val_if_fail (TILL_IS_EXPORT (self), 0);

  return till_list_walk_get_n_rows (self->walk);
}

/* ── Running ─────────────────────────────────────────────────────────────────────────────────────
 */

gboolean
till_export_save (TillExport *self, const char *path, GError **error)
{
  g_return_val_if_fail (TILL_IS_EXPORT (self) && path != NULL, FALSE);
  g_return_val_if_fail (self->file == NULL, FALSE);

  self->path = g_canonicalize_filename (path, NULL);

  return till_practice_check_target (self->practice, self->path, error) &&
         till_practice_check_open (self->practice, error) &&
         till_db_read (self->practice->db, export_work, self, error) &&
         till_db_write (self->practice->db, TILL_DB_NORMAL, audit_work, self, error) &&
         till_whole_file_put_in_place (self->file, error);
}

static void
audited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillExport       *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error) &&
      (self->file == NULL || till_whole_file_put_in_place (self->file, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillExport       *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error) &&
      !g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error) &&
      till_practice_check_open (self->practice, &error))
    till_db_write_async (self->practice->db, TILL_DB_NORMAL, audit_work, self, NULL, audited_cb,
                         g_steal_pointer (&task));
  else
    {
      g_clear_pointer (&self->file, till_whole_file_free);
      g_task_return_error (task, error);
    }
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
  g_return_if_fail (TILL_IS_EXPORT (self) && self->form == TILL_EXPORT_PDF);
  g_return_if_fail (self->path == NULL && self->pdf == NULL);

  run (self, till_export_make_async, cancellable, callback, user_data);
}

GBytes *
till_export_make_finish (TillExport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? g_bytes_ref (self->pdf) : NULL;
}
