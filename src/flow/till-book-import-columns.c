/* till-book-import-columns.c: what the columns of another program's file are, before it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "flow/till-book-import-private.h"
#include "intake/till-import-layouts.h"
#include "store/till-store-books.h"

#define KEY "import.layout."
#define MOST_SAMPLES 3

char *
till_book_import_dup_key (TillBookImport *self)
{
  g_autofree char *form = self->head != NULL ? till_import_head_dup_form (self->head) : NULL;

  return form != NULL ? g_strconcat (KEY, form, NULL) : NULL;
}

/* ── Looked at ───────────────────────────────────────────────────────────────────────────────── */

/* As these columns were matched by hand before; they are no others, by their headings. */
static gboolean
recall_job (TillDbConnection *reader, gpointer data, GError **error)
{
  TillBookImport  *self = data;
  g_autofree char *key = till_book_import_dup_key (self);
  g_autofree char *memory = till_store_get_setting (reader, key, error);
  TillImportLayout layout;

  if (memory == NULL)
    return FALSE;
  if (!till_import_layout_from_text (&layout, memory) ||
      layout.n_columns != self->head->layout.n_columns ||
      !till_book_import_set_layout (self, &layout, NULL))
    return TRUE;
  self->head->layout = layout;
  self->remembered = TRUE;

  return TRUE;
}

static gboolean
look (TillBookPass *pass, GError **error)
{
  TillBookImport          *self = pass->import;
  g_autoptr (GInputStream) raw = NULL;

  g_clear_pointer (&self->head, till_import_head_free);
  self->remembered = FALSE;
  raw = till_book_pass_open (pass, error);
  if (raw == NULL)
    return FALSE;
  self->head = till_import_head_read (raw, error);
  if (self->head == NULL)
    return FALSE;

  return self->head->layout.name != NULL ||
         till_db_read (self->practice->db, recall_job, self, error);
}

gboolean
till_book_import_look (TillBookImport *self, GCancellable *cancellable, GError **error)
{
  TillBookPass pass = { .import = self, .cancellable = cancellable };
  gboolean     done = till_practice_check_open (self->practice, error) && look (&pass, error);

  till_book_pass_clear (&pass);

  return done;
}

static void
look_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (till_book_import_look (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
till_book_import_look_async (TillBookImport     *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, till_book_import_look_async);
  till_book_import_go_aside (self, task, look_work);
}

gboolean
till_book_import_look_finish (TillBookImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── What was seen ───────────────────────────────────────────────────────────────────────────── */

gboolean
till_book_import_is_known (TillBookImport *self)
{
  return self->head != NULL && self->head->layout.name != NULL;
}

gboolean
till_book_import_is_remembered (TillBookImport *self)
{
  return self->remembered;
}

const TillImportLayout *
till_book_import_get_columns (TillBookImport *self)
{
  return self->head != NULL ? &self->head->layout : NULL;
}

char *
till_book_import_dup_title (TillBookImport *self, guint column)
{
  const char *heading;

  g_return_val_if_fail (self->head != NULL && column < self->head->layout.n_columns, NULL);

  heading = self->head->heading[column];

  return *heading != '\0' ? g_strdup (heading) : g_strdup_printf (_ ("Column %u"), column + 1);
}

char *
till_book_import_dup_samples (TillBookImport *self, guint column)
{
  GString *text = g_string_new (NULL);
  guint    n = 0;

  g_return_val_if_fail (self->head != NULL, NULL);

  for (guint i = 0; i < self->head->rows->len && n < MOST_SAMPLES; i++)
    {
      GStrv row = self->head->rows->pdata[i];

      if (column >= g_strv_length (row) || *row[column] == '\0')
        continue;
      g_string_append_printf (text, "%s%s", n > 0 ? " · " : "", row[column]);
      n++;
    }

  return g_string_free (text, FALSE);
}

const char *
till_book_import_get_letters (TillBookImport *self)
{
  return self->head != NULL ? self->head->letters : NULL;
}

char
till_book_import_get_separator (TillBookImport *self)
{
  g_return_val_if_fail (self->head != NULL, '\0');

  return self->head->separator;
}

TillDayOrder
till_book_import_guess_order (TillBookImport *self, guint column)
{
  g_return_val_if_fail (self->head != NULL, TILL_DAY_ORDER_MDY);

  return till_import_head_guess_order (self->head, column);
}

TillDay
till_book_import_get_told_day (TillBookImport *self)
{
  return self->head != NULL ? self->head->as_of : TILL_DAY_NONE;
}
