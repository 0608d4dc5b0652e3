/* till-book-import.c: a file of another program to be taken in: what is chosen, what is in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-book-import.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-book-import-private.h"
#include "flow/till-practice-receivables.h"
#include "intake/till-import-layouts.h"
#include "store/till-store-books.h"

G_DEFINE_FINAL_TYPE (TillBookImport, till_book_import, G_TYPE_OBJECT)

static void
till_book_import_finalize (GObject *object)
{
  TillBookImport *self = TILL_BOOK_IMPORT (object);

  g_clear_object (&self->practice);
  till_actor_free (self->actor);
  g_ptr_array_unref (self->problems);
  g_free (self->path);
  g_free (self->file_name);
  g_free (self->expected);
  g_free (self->sha256);
  till_import_head_free (self->head);

  G_OBJECT_CLASS (till_book_import_parent_class)->finalize (object);
}

static void
till_book_import_class_init (TillBookImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_book_import_finalize;
}

static void
till_book_import_init (TillBookImport *self)
{
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
  self->chosen_as_of = TILL_DAY_NONE;
  self->as_of = TILL_DAY_NONE;
}

TillBookImport *
till_book_import_new (TillPractice *practice, const char *path, GError **error)
{
  TillBookImport *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (!till_practice_may (practice, TILL_DEED_IMPORT, error))
    return NULL;

  self = g_object_new (TILL_TYPE_BOOK_IMPORT, NULL);
  self->practice = g_object_ref (practice);
  self->actor = till_actor_copy (practice->actor);
  self->path = g_strdup (path);
  self->file_name = g_filename_display_basename (path);

  return self;
}

/* ── Chosen ──────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_book_import_set_layout (TillBookImport *self, const TillImportLayout *layout, GError **error)
{
  if (layout != NULL && !till_import_layout_check (layout, error))
    return FALSE;

  self->by_hand = layout != NULL;
  if (layout != NULL)
    self->chosen = *layout;
  self->is_read = FALSE;

  return TRUE;
}

gboolean
till_book_import_expect_layout (TillBookImport *self, const char *name, GError **error)
{
  if (!till_import_layout_check_name (name, error))
    return FALSE;
  till_text_set (&self->expected, name);

  return TRUE;
}

void
till_book_import_set_as_of (TillBookImport *self, TillDay day)
{
  self->chosen_as_of = day;
}

void
till_book_import_leave_out (TillBookImport *self, gboolean leave_out)
{
  self->leave_out = leave_out;
}

void
till_book_import_set_by_name (TillBookImport *self, gboolean by_name)
{
  if (self->by_name == by_name)
    return;

  self->by_name = by_name;
  self->is_read = FALSE;
}

gboolean
till_book_import_get_by_name (TillBookImport *self)
{
  return self->by_name;
}

/* ── What is in it ───────────────────────────────────────────────────────────────────────────── */

const char *
till_book_import_get_file_name (TillBookImport *self)
{
  return self->file_name;
}

const TillImportLayout *
till_book_import_get_layout (TillBookImport *self)
{
  return self->is_read ? &self->layout : NULL;
}

const TillBookCounts *
till_book_import_get_counts (TillBookImport *self)
{
  return &self->counts;
}

TillDay
till_book_import_get_as_of (TillBookImport *self)
{
  return self->as_of;
}

guint
till_book_import_get_n_problems (TillBookImport *self)
{
  return self->problems->len;
}

const TillImportProblem *
till_book_import_get_problem (TillBookImport *self, guint index)
{
  return index < self->problems->len ? self->problems->pdata[index] : NULL;
}

static char *
say_problem (const TillImportProblem *problem)
{
  if (problem->line == 0)
    return g_strdup (problem->text);
  if (problem->column == 0)
    return g_strdup_printf (_ ("line %u: %s"), problem->line, problem->text);

  return g_strdup_printf (_ ("line %u, column %u: %s"), problem->line, problem->column,
                          problem->text);
}

char *
till_book_import_dup_replaced (TillBookImport *self)
{
  g_autoptr (TillBookFile) file = NULL;
  g_autofree char         *day = NULL;

  if (self->layout.kind == TILL_IMPORT_PATIENTS ||
      till_day_is_none (till_practice_get_aged_on (self->practice)) ||
      !till_store_get_owed_file (till_db_get_reader (self->practice->db), &file, NULL))
    return NULL;
  if (file == NULL)
    return g_strdup (_ ("What the ledger in Till says is owed. The two are never added up."));

  day = till_day_format (file->as_of);
  if (file->kind == TILL_IMPORT_LEDGER)
    return g_strdup_printf (_ ("The ledger lines of “%s”, until %s. The two are never added up."),
                            file->file_name, day);

  return g_strdup_printf (_ ("The balances of “%s”, as of %s. The two are never added up."),
                          file->file_name, day);
}

char *
till_book_import_dup_obstacle (TillBookImport *self)
{
  const TillBookCounts *counts = &self->counts;
  g_autofree char      *first = NULL;

  if (!self->is_read)
    return g_strdup (_ ("The file has not been read yet."));
  if (counts->n_problems > 0 && !self->leave_out)
    {
      first = say_problem (self->problems->pdata[0]);
      /* Translators: the number of problems, then the first of them as a sentence */
      return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "Nothing was imported, because of %u problem: %s Mend the file, or leave that "
                     "line out.",
                     "Nothing was imported, because of %u problems. The first is in %s Mend the "
                     "file, or leave those lines out.",
                     counts->n_problems),
        counts->n_problems, first);
    }
  if (counts->n[TILL_BOOK_NEW] + counts->n[TILL_BOOK_CHANGED] + counts->n[TILL_BOOK_UNCHANGED] == 0)
    return g_strdup (_ ("No row of this file can be imported."));

  return NULL;
}

TillBookFile *
till_book_import_get_last (TillPractice *practice, GError **error)
{
  TillBookFile *file = NULL;

  if (!till_practice_check_open (practice, error) ||
      !till_store_get_last_book_file (till_db_get_reader (practice->db), &file, error))
    return NULL;

  return file;
}

/* ── All there were ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64     before;
  guint      most;
  GPtrArray *files; /* TillBookFile */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->files, g_ptr_array_unref);
  g_free (listing);
}

static gboolean
list_job (TillDbConnection *reader, gpointer data, GError **error)
{
  Listing *listing = data;

  g_clear_pointer (&listing->files, g_ptr_array_unref);
  listing->files = till_store_list_book_files (reader, listing->before, listing->most, error);

  return listing->files != NULL;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    g_task_return_pointer (task,
                           g_ptr_array_ref (((Listing *) till_db_result_data (result))->files),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
till_book_import_list_async (TillPractice       *practice,
                             gint64              before,
                             guint               most,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  GError           *error = NULL;
  Listing          *listing;

  g_task_set_source_tag (task, till_book_import_list_async);
  if (!till_practice_check_open (practice, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  listing = g_new0 (Listing, 1);
  listing->before = before;
  listing->most = most;
  till_db_read_async (practice->db, list_job, listing, listing_free, NULL, listed_cb,
                      g_steal_pointer (&task));
}

GPtrArray *
till_book_import_list_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
