/* till-book-import-read.c: a way through another program's file: its rows beside the practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * However long it is, no more of it is held than some rows, a thousand problems, its numbers, and a
 * bit for each patient. So it is gone through twice: to look at it, and to take it in.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "flow/till-book-import-private.h"
#include "store/till-store-books.h"

/* Rows that are held beside the practice together. No look at it lasts: the log of the writes could
 * not be put away meanwhile. */
#define ROWS_AT_ONCE 256

/* Who must be in the file as somebody's guarantor. */
typedef struct
{
  guint line;
  char *number;
} Sought;

typedef struct
{
  TillBookPass   *pass;
  TillDb         *db;
  TillImportFile *file;
  GPtrArray      *rows; /* TillBookRow: read, not taken yet */
  GByteArray     *seen; /* a bit for each patient's id */
  GByteArray     *left; /* likewise: whom lines may mean that can't be taken in */
  GArray         *sought;
  guint           n_before;  /* problems there were before those rows */
  guint           n_cut;     /* problems that are not kept, besides those that the file has cut */
  gint32          last_line; /* day of the last line of a ledger; TILL_DAY_NONE: there is none */
} Way;

static void
sought_clear (gpointer data)
{
  g_free (((Sought *) data)->number);
}

void
till_book_pass_clear (TillBookPass *self)
{
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

/* ── A row ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_id (const GByteArray *ids, gint64 id)
{
  guint at = (guint) (id / 8);

  return at < ids->len && (ids->data[at] & (1u << (id % 8))) != 0;
}

/* FALSE: it was there before. */
static gboolean
note_id (GByteArray *ids, gint64 id)
{
  guint at = (guint) (id / 8);
  guint length = ids->len;

  if (has_id (ids, id))
    return FALSE;
  if (at >= length)
    {
      g_byte_array_set_size (ids, (at + 1) * 2);
      memset (ids->data + length, 0, ids->len - length);
    }
  ids->data[at] |= (guint8) (1u << (id % 8));

  return TRUE;
}

/* At the place of its line: what can't be read of the lines behind it has been told already. */
static void
complain (Way *way, guint line, const char *words)
{
  GPtrArray *problems = way->pass->problems;
  guint      at = problems->len;

  while (at > way->n_before && ((const TillImportProblem *) problems->pdata[at - 1])->line > line)
    at--;
  g_ptr_array_insert (problems, (int) at, till_import_problem_new (line, 0, "%s", words));
  way->pass->counts.n[TILL_BOOK_CONFLICT]++;
}

/* What the file says of its day goes before what was chosen. Lines that come after it are refused.
 */
static TillDay
find_day (Way *way)
{
  TillDay day = till_import_file_get_as_of (way->file);

  if (till_day_is_none (day))
    day = way->pass->import->chosen_as_of;

  return till_day_is_none (day) ? till_practice_get_today (way->pass->import->practice) : day;
}

/* A line of a ledger: a patient may have any number of them. */
static gboolean
take_line (Way *way, TillBookRow *line /* full */, GError **error)
{
  TillBookPass           *pass = way->pass;
  g_autoptr (TillBookRow) row = line;
  TillDay                 day = find_day (way);

  if (till_day_compare (row->row->line_day, day) > 0)
    {
      g_autofree char *until = till_day_format (day);
      g_autofree char *words =
        g_strdup_printf (_ ("This line is of a day after %s, which the file is of. What is still "
                            "to come is not owed yet."),
                         until);

      complain (way, row->row->line, words);
      return TRUE;
    }
  way->last_line = MAX (way->last_line, row->row->line_day.number);
  pass->counts.n_families += note_id (way->seen, row->guarantor_id) ? 1 : 0;
  pass->counts.n[row->verdict]++;
  pass->counts.total.cents += row->row->line_amount.cents;

  return pass->take == NULL || pass->take (g_steal_pointer (&row), pass->data, error);
}

/* What is wrong in it was told where it was read. */
static void
leave_row (Way *way, const TillBookRow *row)
{
  if (!row->row->is_wrong)
    complain (way, row->row->line, row->words);
  for (guint i = 0; row->may_mean != NULL && i < row->may_mean->len; i++)
    note_id (way->left, g_array_index (row->may_mean, gint64, i));
}

static gboolean
take_row (Way *way, TillBookRow *matched /* full */, GError **error)
{
  TillBookPass           *pass = way->pass;
  g_autoptr (TillBookRow) row = matched;
  const TillImportRow    *read = row->row;

  pass->counts.n_by_name += row->by_name ? 1 : 0;
  if (row->verdict == TILL_BOOK_CONFLICT)
    {
      leave_row (way, row);
      return TRUE;
    }
  if (pass->layout.kind == TILL_IMPORT_LEDGER)
    return take_line (way, g_steal_pointer (&row), error);
  if (row->patient->id != 0 && !note_id (way->seen, row->patient->id))
    {
      complain (way, read->line,
                _ ("A line before is about the same patient. Each may have one line only."));
      return TRUE;
    }
  if (row->seeks_family)
    {
      Sought sought = { read->line, g_strdup (read->guarantor_number) };

      g_array_append_val (way->sought, sought);
    }
  pass->counts.n[row->verdict]++;
  if (pass->layout.kind == TILL_IMPORT_BALANCES)
    pass->counts.total.cents += read->total.cents;

  return pass->take == NULL || pass->take (g_steal_pointer (&row), pass->data, error);
}

/* Once it is known what the file is. */
static gboolean
check_layout (TillBookPass *self, const TillImportLayout *layout, GError **error)
{
  const char *expected = self->import->expected;

  self->layout = *layout;
  if (expected == NULL || g_strcmp0 (expected, layout->name) == 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("The columns of this file are those of %s, not of %s."), layout->name, expected);

  return FALSE;
}

static gboolean
match_job (TillDbConnection *reader, gpointer data, GError **error)
{
  Way *way = data;

  for (guint i = 0; i < way->rows->len; i++)
    {
      if (!till_store_match_book_row (reader, way->pass->layout.kind, way->pass->import->by_name,
                                      way->rows->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_rows (Way *way, GError **error)
{
  if (way->rows->len > 0 && !till_db_read (way->db, match_job, way, error))
    return FALSE;
  for (guint i = 0; i < way->rows->len; i++)
    {
      if (!take_row (way, g_steal_pointer (&way->rows->pdata[i]), error))
        return FALSE;
    }
  g_ptr_array_set_size (way->rows, 0);
  way->n_cut += till_import_problems_cut (way->pass->problems);
  way->n_before = way->pass->problems->len;

  return TRUE;
}

static gboolean
read_rows (Way *way, GError **error)
{
  TillBookPass  *pass = way->pass;
  TillImportRow *read = NULL;
  gboolean       known = FALSE;

  while (till_import_file_next (way->file, &read, error))
    {
      if (read == NULL)
        return take_rows (way, error);
      /* Of balances it is told whose they may be; of the others the problem is enough. */
      if (read->is_wrong && till_import_file_get_layout (way->file)->kind != TILL_IMPORT_BALANCES)
        {
          till_import_row_free (read);
          continue;
        }
      g_ptr_array_add (way->rows, till_book_row_new (read));
      if ((!known && !check_layout (pass, till_import_file_get_layout (way->file), error)) ||
          g_cancellable_set_error_if_cancelled (pass->cancellable, error) ||
          g_cancellable_set_error_if_cancelled (pass->import->practice->outside, error) ||
          (way->rows->len == ROWS_AT_ONCE && !take_rows (way, error)))
        return FALSE;
      known = TRUE;
    }

  return FALSE;
}

/* ── The end ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
count_gone_job (TillDbConnection *reader, gpointer data, GError **error)
{
  Way               *way = data;
  TillBookCounts    *counts = &way->pass->counts;
  g_autoptr (GArray) owing = till_store_list_owing (reader, error);
  gint64             n_lines;

  if (owing == NULL || !till_store_count_book_lines (reader, &n_lines, error))
    return FALSE;
  counts->n_lines_gone =
    (guint) MAX (n_lines - counts->n[TILL_BOOK_CHANGED] - counts->n[TILL_BOOK_UNCHANGED], 0);
  for (guint i = 0; i < owing->len; i++)
    {
      const TillOwing *one = &g_array_index (owing, TillOwing, i);

      if (has_id (way->seen, one->id))
        continue;
      counts->n_gone++;
      counts->gone.cents += one->total.cents;
      if (!has_id (way->left, one->id))
        continue;
      counts->n_left++;
      counts->left.cents += one->total.cents;
    }

  return TRUE;
}

static void
check_families (Way *way)
{
  for (guint i = 0; i < way->sought->len; i++)
    {
      const Sought    *sought = &g_array_index (way->sought, Sought, i);
      g_autofree char *words = NULL;

      if (till_import_file_has_number (way->file, sought->number))
        continue;
      words = g_strdup_printf (
        _ ("The guarantor’s number %s is neither in the file nor in the practice."),
        sought->number);
      g_ptr_array_add (way->pass->problems, till_import_problem_new (sought->line, 0, "%s", words));
      way->n_cut += till_import_problems_cut (way->pass->problems);
    }
}

static gboolean
set_day (Way *way, GError **error)
{
  TillBookPass *pass = way->pass;
  TillDay       today = till_practice_get_today (pass->import->practice);

  pass->as_of = find_day (way);
  /* A list of lines of which nobody has said the day is of its last line's: what was entered in
   * Till later it can't have. */
  if (pass->layout.kind == TILL_IMPORT_LEDGER && way->last_line != TILL_DAY_NONE.number &&
      till_day_is_none (till_import_file_get_as_of (way->file)) &&
      till_day_is_none (pass->import->chosen_as_of))
    pass->as_of.number = way->last_line;
  if (till_day_compare (pass->as_of, today) <= 0)
    return TRUE;

  g_set_error_literal (
    error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
    _ ("The balances are as of a day that is still to come. Is the clock of this "
       "machine right?"));

  return FALSE;
}

static gboolean
end (Way *way, GError **error)
{
  TillBookPass *pass = way->pass;

  check_families (way);
  pass->counts.n_rows = till_import_file_get_n_rows (way->file);
  pass->counts.n_skipped = till_import_file_get_n_skipped (way->file);
  pass->counts.n_deleted = till_import_file_get_n_deleted (way->file);
  pass->counts.n_problems =
    pass->problems->len + way->n_cut + till_import_file_get_n_cut (way->file);
  pass->counts.read = till_import_file_get_total (way->file);
  pass->counts.has_stated = till_import_file_get_stated (way->file, &pass->counts.stated);
  /* No row could be read: it was not looked at yet. */
  if (till_import_file_get_layout (way->file) != NULL &&
      !check_layout (pass, till_import_file_get_layout (way->file), error))
    return FALSE;

  return set_day (way, error) && (pass->layout.kind == TILL_IMPORT_PATIENTS ||
                                  till_db_read (way->db, count_gone_job, way, error));
}

gboolean
till_book_pass_run (TillBookPass *self, GError **error)
{
  TillBookImport            *import = self->import;
  TillDb                    *db = import->practice->db;
  g_autoptr (GInputStream)   raw = NULL;
  g_autoptr (TillImportFile) file = NULL;
  g_autoptr (GByteArray)     seen = g_byte_array_new ();
  g_autoptr (GByteArray)     left = g_byte_array_new ();
  g_autoptr (GArray)         sought = g_array_new (FALSE, FALSE, sizeof (Sought));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_book_row_free);
  Way way = { self, db, NULL, rows, seen, left, sought, 0, 0, TILL_DAY_NONE.number };

  g_array_set_clear_func (sought, sought_clear);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
  raw = till_book_pass_open (self, error);
  if (raw == NULL)
    return FALSE;
  file =
    till_import_file_open (raw, import->by_hand ? &import->chosen : NULL, self->problems, error);
  way.file = file;

  return file != NULL && read_rows (&way, error) && end (&way, error);
}

/* ── Looked at ───────────────────────────────────────────────────────────────────────────────── */

gboolean
till_book_import_read (TillBookImport *self, GCancellable *cancellable, GError **error)
{
  TillBookPass pass = { .import = self, .cancellable = cancellable, .as_of = TILL_DAY_NONE };
  gboolean     done;

  self->is_read = FALSE;
  done = till_practice_check_open (self->practice, error) && till_book_pass_run (&pass, error);
  if (done)
    {
      g_ptr_array_unref (self->problems);
      self->problems = g_steal_pointer (&pass.problems);
      g_free (self->sha256);
      self->sha256 = g_steal_pointer (&pass.sha256);
      self->layout = pass.layout;
      self->counts = pass.counts;
      self->as_of = pass.as_of;
      self->is_read = TRUE;
    }
  till_book_pass_clear (&pass);

  return done;
}

static void
read_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (till_book_import_read (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
aside_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  TILL_BOOK_IMPORT (source)->practice->n_aside--;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
till_book_import_go_aside (TillBookImport *self, GTask *task, GTaskThreadFunc work)
{
  g_autoptr (GTask) outer = task;
  g_autoptr (GTask) aside = NULL;

  if (!till_practice_admit (self->practice, outer))
    return;

  self->practice->n_aside++;
  aside = g_task_new (self, g_task_get_cancellable (outer), aside_cb, g_object_ref (outer));
  g_task_run_in_thread (aside, work);
}

void
till_book_import_read_async (TillBookImport     *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, till_book_import_read_async);
  till_book_import_go_aside (self, task, read_work);
}

gboolean
till_book_import_read_finish (TillBookImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
