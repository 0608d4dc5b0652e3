/* till-bank-import.c: a bank's statement in a file: opened, looked at, its columns chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-bank-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "intake/till-bank-numbers.h"

#define KEY "bank.layout."
#define ACCOUNT "account="
#define DIGITS 4

G_DEFINE_FINAL_TYPE (TillBankImport, till_bank_import, G_TYPE_OBJECT)

static void
till_bank_import_dispose (GObject *object)
{
  TillBankImport *self = TILL_BANK_IMPORT (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_bank_import_parent_class)->dispose (object);
}

static void
till_bank_import_finalize (GObject *object)
{
  TillBankImport *self = TILL_BANK_IMPORT (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->csv, till_bank_csv_free);
  g_clear_pointer (&self->statements, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_strfreev (self->accounts);
  g_strfreev (self->exempt);
  g_free (self->file_name);
  g_free (self->sha256);
  g_free (self->form);
  g_free (self->account);

  G_OBJECT_CLASS (till_bank_import_parent_class)->finalize (object);
}

static void
till_bank_import_class_init (TillBankImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = till_bank_import_dispose;
  object_class->finalize = till_bank_import_finalize;
}

static void
till_bank_import_init (TillBankImport *self)
{
  self->reading = g_cancellable_new ();
  self->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_statement_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
  self->account = g_strdup ("");
  till_bank_layout_clear (&self->layout);
}

const char *
till_bank_import_get_file_name (TillBankImport *self)
{
  return self->file_name;
}

gboolean
till_bank_import_is_csv (TillBankImport *self)
{
  return self->csv != NULL;
}

gboolean
till_bank_import_is_remembered (TillBankImport *self)
{
  return self->remembered;
}

/* ── Columns ─────────────────────────────────────────────────────────────────────────────────── */

guint
till_bank_import_get_n_columns (TillBankImport *self)
{
  return self->csv != NULL ? self->csv->n_columns : 0;
}

char *
till_bank_import_dup_title (TillBankImport *self, guint column)
{
  return till_bank_csv_dup_title (self->csv, column);
}

char *
till_bank_import_dup_sample (TillBankImport *self, guint column)
{
  GPtrArray *rows = self->csv->file->rows;

  for (guint i = self->csv->first; i < rows->len; i++)
    {
      const TillCsvRow *row = rows->pdata[i];

      if (column < row->n_cells && *row->cells[column] != '\0')
        return till_bank_mask_numbers (row->cells[column], (const char *const *) self->exempt);
    }

  return g_strdup ("");
}

const TillBankLayout *
till_bank_import_get_layout (TillBankImport *self)
{
  return &self->layout;
}

void
till_bank_import_settle (TillBankImport *self, TillBankLayout *layout)
{
  till_bank_csv_guess_order (self->csv, layout);
  till_bank_csv_guess_point (self->csv, layout);
}

const char *const *
till_bank_import_get_accounts (TillBankImport *self)
{
  return (const char *const *) self->accounts;
}

const char *
till_bank_import_get_account (TillBankImport *self)
{
  return self->account;
}

gboolean
till_bank_import_set_account (TillBankImport *self, const char *digits, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (digits));
  const char *figures = g_str_has_prefix (trimmed, "••") ? trimmed + strlen ("••") : trimmed;

  if (*figures != '\0' && (strlen (figures) != DIGITS || strspn (figures, "0123456789") != DIGITS))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Enter the last four digits of the account, as in 1939."));
      return FALSE;
    }
  g_free (self->account);
  self->account = *figures != '\0' ? till_bank_mask (figures) : g_strdup ("");

  return TRUE;
}

/* ── What is remembered of a form ────────────────────────────────────────────────────────────── */

char *
till_bank_import_dup_key (TillBankImport *self)
{
  return g_strconcat (KEY, self->form, NULL);
}

char *
till_bank_import_dup_memory (TillBankImport *self)
{
  g_autofree char *layout = till_bank_layout_to_text (&self->layout);

  return g_strconcat (layout, ACCOUNT, self->account, NULL);
}

/* What was chosen for dates and amounts holds for this file only where its cells agree: a bank may
 * have changed its ways. */
void
till_bank_import_recall (TillBankImport *self, const char *text)
{
  const char      *account = strstr (text, ACCOUNT);
  g_autofree char *columns = g_strndup (text, account != NULL ? (gsize) (account - text) : 0);
  TillBankLayout   layout;
  TillBankLayout   told;

  if (account == NULL || !till_bank_layout_from_text (&layout, columns))
    return;
  for (guint i = 0; i < TILL_N_BANK_FIELDS; i++)
    {
      if (layout.columns[i] >= (int) self->csv->n_columns)
        return;
    }

  told = layout;
  till_bank_import_settle (self, &told);
  if (told.day_order != TILL_DAY_ORDER_UNKNOWN)
    layout.day_order = told.day_order;
  if (told.point != TILL_POINT_UNKNOWN)
    layout.point = told.point;
  self->layout = layout;
  self->remembered = TRUE;
  till_bank_import_set_account (self, account + strlen (ACCOUNT), NULL);
}

/* ── Reading by the columns ──────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillBankLayout     layout;
  TillDay            today;
  GPtrArray         *problems;
  TillBankStatement *statement;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->problems, g_ptr_array_unref);
  till_bank_statement_free (read->statement);
  g_free (read);
}

static void
read_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  TillBankImport *self = source;
  Read           *read = task_data;
  GError         *error = NULL;

  read->statement = till_bank_csv_read (self->csv, &read->layout, read->today,
                                        (const char *const *) self->exempt, read->problems, &error);
  if (read->statement != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
till_bank_import_read_async (TillBankImport       *self,
                             const TillBankLayout *layout,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  Read             *read;

  g_return_if_fail (TILL_IS_BANK_IMPORT (self) && self->csv != NULL);

  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  self->reading = g_cancellable_new ();
  self->layout = *layout;
  g_ptr_array_set_size (self->statements, 0);
  g_ptr_array_set_size (self->problems, 0);

  task = g_task_new (self, self->reading, callback, user_data);
  g_task_set_source_tag (task, till_bank_import_read_async);
  read = g_new0 (Read, 1);
  read->layout = *layout;
  read->today = till_practice_get_today (self->practice);
  read->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
  g_task_set_task_data (task, read, read_free);
  if (till_bank_layout_get_problem (layout) != NULL)
    g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_BAD_INPUT, "%s",
                             till_bank_layout_get_problem (layout));
  else
    g_task_run_in_thread (task, read_work);
}

gboolean
till_bank_import_read_finish (TillBankImport *self, GAsyncResult *result, GError **error)
{
  Read *read;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  read = g_task_get_task_data (G_TASK (result));
  g_ptr_array_set_size (self->statements, 0);
  g_ptr_array_add (self->statements, g_steal_pointer (&read->statement));
  g_ptr_array_unref (self->problems);
  self->problems = g_steal_pointer (&read->problems);

  return TRUE;
}

/* ── What is in it ───────────────────────────────────────────────────────────────────────────── */

guint
till_bank_import_get_n_lines (TillBankImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->statements->len; i++)
    n += ((TillBankStatement *) self->statements->pdata[i])->lines->len;

  return n;
}

const TillBankLine *
till_bank_import_get_line (TillBankImport *self, guint index)
{
  for (guint i = 0; i < self->statements->len; i++)
    {
      const TillBankStatement *statement = self->statements->pdata[i];

      if (index < statement->lines->len)
        return statement->lines->pdata[index];
      index -= statement->lines->len;
    }

  return NULL;
}

guint
till_bank_import_get_n_problems (TillBankImport *self)
{
  return self->problems->len;
}

const TillImportProblem *
till_bank_import_get_problem (TillBankImport *self, guint index)
{
  return index < self->problems->len ? self->problems->pdata[index] : NULL;
}

void
till_bank_import_leave_out (TillBankImport *self, gboolean leave_out)
{
  self->leave_out = leave_out;
}

const char *
till_bank_import_get_obstacle (TillBankImport *self)
{
  const char *problem = self->csv != NULL ? till_bank_layout_get_problem (&self->layout) : NULL;

  if (problem != NULL)
    return problem;
  if (self->problems->len > 0 && !self->leave_out)
    return _ ("Some lines can’t be read. Choose other columns, mend the file, or leave them out.");
  if (till_bank_import_get_n_lines (self) == 0)
    return _ ("No line of this file can be read with these columns.");

  return NULL;
}
