/* till-bank-import-run.c: a bank's statement taken in: what is new is added, shown, and matched
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * what an earlier one has left is cleared away → what is new (a reader) → the import begins → its
 * lines come, some a commit, out of sight → shown, in one → matched. Each step is one asynchronous
 * call; the task travels along.
 */
#include <glib/gi18n-lib.h>

#include "flow/till-bank-clearing.h"
#include "flow/till-bank-import-private.h"
#include "flow/till-bank-matching.h"
#include "store/till-store-bank.h"

/* Far below the 50 ms that a commit may take. */
#define LINES_AT_ONCE 500

typedef struct
{
  GPtrArray  *statements; /* borrowed from the import */
  GPtrArray  *lines;      /* TillBankLine: those that are new */
  guint       added;
  TillImport *import;
  char       *key; /* of the setting with the columns; NULL: none */
  char       *memory;
  char       *account;
  TillActor  *actor;
  TillInstant at;
  guint       n_matched;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_pointer (&run->lines, g_ptr_array_unref);
  till_import_free (run->import);
  till_actor_free (run->actor);
  g_free (run->key);
  g_free (run->memory);
  g_free (run->account);
  g_free (run);
}

/* ── What is new ─────────────────────────────────────────────────────────────────────────────── */

static void
get_days (const TillBankStatement *statement, TillDay *first, TillDay *last)
{
  for (guint i = 0; i < statement->lines->len; i++)
    {
      TillDay day = ((TillBankLine *) statement->lines->pdata[i])->day;

      if (till_day_is_none (*first) || till_day_compare (day, *first) < 0)
        *first = day;
      if (till_day_is_none (*last) || till_day_compare (day, *last) > 0)
        *last = day;
    }
}

/* A copy: the job may run again. */
static TillBankStatement *
copy_statement (const TillBankStatement *statement, const char *account)
{
  TillBankStatement *copy = till_bank_statement_new ();

  copy->account = g_strdup (statement->account != NULL ? statement->account : account);
  for (guint i = 0; i < statement->lines->len; i++)
    g_ptr_array_add (copy->lines, till_bank_line_copy (statement->lines->pdata[i]));

  return copy;
}

static gboolean
pick_new (TillDbConnection        *connection,
          Run                     *run,
          const TillBankStatement *from,
          GHashTable              *learned,
          GError                 **error)
{
  g_autoptr (TillBankStatement) statement = copy_statement (from, run->account);
  g_autoptr (GPtrArray)         known = NULL;
  TillDay                       first = TILL_DAY_NONE;
  TillDay                       last = TILL_DAY_NONE;

  get_days (statement, &first, &last);
  if (till_day_is_none (first))
    return TRUE;
  till_bank_identify (statement);
  known = till_store_list_known_lines (connection, statement->account, first, last, error);
  if (known == NULL)
    return FALSE;

  till_bank_drop_known (statement, known);
  for (guint i = 0; i < statement->lines->len; i++)
    {
      TillBankLine *line = till_bank_line_copy (statement->lines->pdata[i]);

      g_free (line->account);
      line->account = g_strdup (statement->account);
      line->state = till_bank_names_processor (line->words, learned) ? TILL_BANK_LINE_UNMATCHED
                                                                     : TILL_BANK_LINE_OTHER;
      g_ptr_array_add (run->lines, line);
    }

  return TRUE;
}

static gboolean
pick_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Run                   *run = data;
  g_autoptr (GHashTable) learned = till_store_list_learned_words (connection, error);

  g_ptr_array_set_size (run->lines, 0);
  for (guint i = 0; learned != NULL && i < run->statements->len; i++)
    {
      if (!pick_new (connection, run, run->statements->pdata[i], learned, error))
        return FALSE;
    }

  return learned != NULL;
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
begin_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Run *run = data;

  return till_store_begin_import (connection, run->import, run->actor, run->at, error);
}

static gboolean
add_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Run *run = data;

  return till_store_add_lines (connection, run->import->id, run->lines, run->added, LINES_AT_ONCE,
                               error);
}

static gboolean
show_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Run *run = data;

  return till_store_show_import (connection, run->import, run->actor, run->at, error) &&
         (run->key == NULL ||
          till_store_set_setting (connection, run->key, run->memory, run->actor, run->at, error));
}

/* ── Steps ───────────────────────────────────────────────────────────────────────────────────── */

static void add_lines (GTask *task);

/* FALSE: @task has returned. */
static gboolean
is_done (GObject *source, GAsyncResult *result, GTask *task)
{
  TillBankImport *self = g_task_get_source_object (task);
  GError         *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error) &&
      till_practice_check_open (self->practice, &error))
    return TRUE;

  self->practice->importing = FALSE;
  g_task_return_error (task, error);
  g_object_unref (task);

  return FALSE;
}

/* The lines are there, whatever comes of the matching. */
static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  TillBankImport    *self = g_task_get_source_object (task);
  Run               *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!till_bank_matching_run_finish (TILL_PRACTICE (source), result, &run->n_matched, &error))
    g_message ("%s", error->message);
  self->practice->importing = FALSE;
  g_task_return_boolean (task, TRUE);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask          *task = user_data;
  TillBankImport *self = g_task_get_source_object (task);

  if (is_done (source, result, task))
    till_bank_matching_run_async (self->practice, matched_cb, task);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run   *run = g_task_get_task_data (task);

  if (is_done (source, result, task))
    {
      run->added += LINES_AT_ONCE;
      add_lines (task);
    }
}

/* Takes @task. */
static void
add_lines (GTask *task)
{
  TillBankImport *self = g_task_get_source_object (task);
  Run            *run = g_task_get_task_data (task);

  if (run->added < run->lines->len)
    till_db_write_async (self->practice->db, TILL_DB_BULK, add_work, run, NULL, added_cb, task);
  else
    till_db_write_async (self->practice->db, TILL_DB_NORMAL, show_work, run, NULL, shown_cb, task);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (is_done (source, result, user_data))
    add_lines (user_data);
}

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask          *task = user_data;
  TillBankImport *self = g_task_get_source_object (task);

  if (is_done (source, result, task))
    till_db_write_async (self->practice->db, TILL_DB_NORMAL, begin_work,
                         g_task_get_task_data (task), NULL, begun_cb, task);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *practice = TILL_PRACTICE (source);
  Run              *run = g_task_get_task_data (task);
  GError           *error = NULL;

  if (till_bank_clearing_run_finish (practice, result, &error) &&
      till_practice_check_open (practice, &error))
    {
      till_db_read_async (practice->db, pick_work, run, NULL, NULL, picked_cb,
                          g_steal_pointer (&task));
      return;
    }

  practice->importing = FALSE;
  g_task_return_error (task, error);
}

static char *
join_accounts (TillBankImport *self)
{
  g_autoptr (GString) accounts = g_string_new (NULL);

  for (guint i = 0; i < self->statements->len; i++)
    {
      const TillBankStatement *statement = self->statements->pdata[i];
      const char *account = statement->account != NULL ? statement->account : self->account;

      if (*account != '\0')
        g_string_append_printf (accounts, "%s%s", accounts->len > 0 ? ", " : "", account);
    }

  return g_strdup (accounts->str);
}

static Run *
run_new (TillBankImport *self)
{
  Run *run = g_new0 (Run, 1);

  run->statements = self->statements;
  run->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_line_free);
  run->account = g_strdup (self->account);
  run->actor = till_actor_copy (self->practice->actor);
  run->at = till_practice_now (self->practice);
  run->import = till_import_new ();
  run->import->form = g_strdup (self->csv != NULL ? "csv" : "ofx");
  run->import->file_name = g_strdup (self->file_name);
  run->import->sha256 = g_strdup (self->sha256);
  run->import->accounts = join_accounts (self);
  run->import->n_lines = till_bank_import_get_n_lines (self);
  for (guint i = 0; i < self->statements->len; i++)
    get_days (self->statements->pdata[i], &run->import->first_day, &run->import->last_day);
  if (self->csv != NULL)
    {
      run->key = till_bank_import_dup_key (self);
      run->memory = till_bank_import_dup_memory (self);
    }

  return run;
}

void
till_bank_import_run_async (TillBankImport *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const char       *obstacle = till_bank_import_get_obstacle (self);
  GError           *error = NULL;

  g_task_set_source_tag (task, till_bank_import_run_async);
  if (obstacle != NULL || self->practice->importing)
    {
      g_task_return_new_error (
        task, TILL_ERROR, TILL_ERROR_BAD_INPUT, "%s",
        obstacle != NULL ? obstacle : _ ("A file is being taken in. Wait until that is done."));
      return;
    }
  if (!till_practice_check_open (self->practice, &error) ||
      !till_practice_may (self->practice, TILL_DEED_IMPORT, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->practice->importing = TRUE;
  g_task_set_task_data (task, run_new (self), run_free);
  till_bank_clearing_run_async (self->practice, cleared_cb, g_object_ref (task));
}

static char *
result_to_words (const Run *run)
{
  guint            n_lines = (guint) run->import->n_lines;
  guint            n_new = (guint) run->import->n_new;
  g_autofree char *read = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u line read", "%u lines read", n_lines), n_lines);

  if (n_new == 0)
    return g_strdup_printf (_ ("%s; all of it was known already."), read);

  /* Translators: "42 lines read", new lines, matched lines */
  return g_strdup_printf (_ ("%s, %u new, %u matched to deposits."), read, n_new, run->n_matched);
}

char *
till_bank_import_run_finish (TillBankImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return result_to_words (g_task_get_task_data (G_TASK (result)));
}
