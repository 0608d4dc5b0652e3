/* till-bank-import-open.c: a file of a bank, opened: what it is, and whether it was read before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * the file, on a thread → what the store knows → of a CSV, its lines by the columns that are known.
 */
#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-bank-import-private.h"
#include "intake/till-bank-numbers.h"
#include "intake/till-bank-ofx.h"
#include "intake/till-text-file.h"
#include "store/till-store-bank.h"

typedef struct
{
  char           *path;
  TillBankImport *import;
  char           *memory; /* of the CSV's columns; NULL or "": none */
  char           *merchant;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_object (&opening->import);
  g_free (opening->path);
  g_free (opening->memory);
  g_free (opening->merchant);
  g_free (opening);
}

/* ── The file ────────────────────────────────────────────────────────────────────────────────── */

static GBytes *
load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile)     file = g_file_new_for_path (path);
  g_autofree char      *name = g_path_get_basename (path);
  g_autoptr (GError)    problem = NULL;
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                       G_FILE_QUERY_INFO_NONE, cancellable, &problem);
  GBytes *bytes = NULL;

  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is no file that can be read. Choose the bank’s file itself."), name);
  else if (info != NULL && g_file_info_get_size (info) > TILL_TEXT_FILE_MOST_BYTES)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” has more than 10 MB. Ask for fewer days at a time, and import one file "
                    "after the other."),
                 name);
  else if (info == NULL || (bytes = g_file_load_bytes (file, cancellable, NULL, &problem)) == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("“%s” can’t be read: %s"), name,
                 problem->message);

  return bytes;
}

static gboolean
read_file (Opening *opening, GBytes *bytes, GError **error)
{
  TillBankImport *import = opening->import;

  import->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (till_bank_ofx_is (bytes))
    {
      GPtrArray *statements = till_bank_ofx_read (bytes, error);

      if (statements == NULL)
        return FALSE;
      g_ptr_array_unref (import->statements);
      import->statements = statements;
      return TRUE;
    }

  import->csv = till_bank_csv_open (bytes, error);
  if (import->csv == NULL)
    return FALSE;
  import->form = till_bank_csv_dup_form (import->csv);
  till_bank_csv_guess (import->csv, &import->layout);

  return TRUE;
}

static void
file_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening           *opening = task_data;
  GError            *error = NULL;
  g_autoptr (GBytes) bytes = load (opening->path, cancellable, &error);

  if (bytes != NULL && read_file (opening, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ── The store ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse_again (TillBankImport *self, const TillImport *known, GError **error)
{
  g_autofree char *when =
    till_instant_format (known->imported_at, till_practice_get_zone (self->practice));

  g_set_error (error, TILL_ERROR, TILL_ERROR_EXISTS,
               g_dngettext (GETTEXT_PACKAGE,
                            "This file was already read on %s by %s: %u line. Nothing was added.",
                            "This file was already read on %s by %s: %u lines. Nothing was added.",
                            (gulong) known->n_lines),
               when, known->imported_by, (guint) known->n_lines);

  return FALSE;
}

/* As the file has it, and without blanks and dashes, as its words may have it. */
static void
exempt_account (GStrvBuilder *exempt, const TillBankCsv *csv)
{
  g_autofree char    *account = csv != NULL ? till_bank_csv_dup_account (csv) : NULL;
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *at = account; at != NULL && *at != '\0'; at++)
    {
      if (*at != ' ' && *at != '-')
        g_string_append_c (bare, *at);
    }
  if (account == NULL)
    return;
  g_strv_builder_add (exempt, account);
  g_strv_builder_add (exempt, bare->str);
}

static GStrv
list_exempt (TillDbConnection  *connection,
             const char        *merchant,
             const TillBankCsv *csv,
             GError           **error)
{
  g_auto (GStrv)           merchants = till_store_list_merchants (connection, error);
  g_autoptr (GStrvBuilder) exempt = g_strv_builder_new ();

  if (merchants == NULL)
    return NULL;
  g_strv_builder_addv (exempt, (const char **) merchants);
  if (*merchant != '\0')
    g_strv_builder_add (exempt, merchant);
  exempt_account (exempt, csv);

  return g_strv_builder_end (exempt);
}

static gboolean
store_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Opening               *opening = data;
  TillBankImport        *import = opening->import;
  g_autoptr (TillImport) known = NULL;
  g_autoptr (GPtrArray)  accounts = NULL;

  if (!till_store_find_import (connection, import->sha256, &known, error) ||
      (known != NULL && !refuse_again (import, known, error)))
    return FALSE;
  accounts = till_store_list_bank_accounts (connection, error);
  if (accounts == NULL)
    return FALSE;
  import->exempt = list_exempt (connection, opening->merchant, import->csv, error);
  if (import->exempt == NULL)
    return FALSE;

  g_ptr_array_add (accounts, NULL);
  import->accounts = (GStrv) g_ptr_array_steal (accounts, NULL);
  if (import->form != NULL)
    {
      g_autofree char *key = till_bank_import_dup_key (import);

      opening->memory = till_store_get_setting (connection, key, error);
      return opening->memory != NULL;
    }

  return TRUE;
}

/* Of an OFX; a CSV's cells are looked at when they are read. */
static gboolean
refuse_cards (TillBankImport *self, GError **error)
{
  for (guint i = 0; i < till_bank_import_get_n_lines (self); i++)
    {
      TillBankLine    *line = (TillBankLine *) till_bank_import_get_line (self, i);
      g_autofree char *masked = NULL;

      if (line->check_number != NULL && till_text_has_card_number (line->check_number))
        {
          till_bank_refuse_card_number (line->number, error);
          return FALSE;
        }
      if (line->words == NULL || !till_text_has_card_number (line->words))
        continue;
      masked = till_bank_mask_numbers (line->words, (const char *const *) self->exempt);
      if (till_text_has_card_number (masked))
        {
          till_bank_refuse_card_number (line->number, error);
          return FALSE;
        }
      till_text_set (&line->words, masked);
    }

  return TRUE;
}

/* ── Steps ───────────────────────────────────────────────────────────────────────────────────── */

/* A card number refuses the file; columns that can't be read by yet are a person's to choose. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_bank_import_read_finish (TILL_BANK_IMPORT (source), result, &error) ||
      g_error_matches (error, TILL_ERROR, TILL_ERROR_BAD_INPUT))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

/* A form may serve two accounts: what the file itself says goes before what is remembered. */
static void
take_account (TillBankImport *self)
{
  g_autofree char *account = till_bank_csv_dup_account (self->csv);
  g_autofree char *masked = account != NULL ? till_bank_mask (account) : NULL;

  if (masked != NULL)
    till_bank_import_set_account (self, masked, NULL);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening          *opening = g_task_get_task_data (task);
  TillBankImport   *import = opening->import;
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      (import->csv == NULL && !refuse_cards (import, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  if (import->csv == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (import->accounts[0] != NULL)
    till_bank_import_set_account (import, import->accounts[0], NULL);
  till_bank_import_recall (import, opening->memory);
  take_account (import);
  till_bank_import_read_async (import, &import->layout, read_cb, g_steal_pointer (&task));
}

static void
file_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = TILL_PRACTICE (source);
  Opening          *opening = g_task_get_task_data (task);
  GCancellable     *cancellable;
  GError           *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) ||
      !till_practice_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  cancellable = g_task_get_cancellable (task);
  till_db_read_async (self->db, store_work, opening, NULL, cancellable, store_cb,
                      g_steal_pointer (&task));
}

void
till_bank_import_open_async (TillPractice       *practice,
                             const char         *path,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, cancellable, callback, user_data);
  g_autoptr (GTask) work = NULL;
  Opening          *opening;

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, till_bank_import_open_async);
  if (!till_practice_admit_deed (practice, task, TILL_DEED_IMPORT))
    return;

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  opening->merchant =
    g_strdup (till_practice_get_setting (practice, TILL_SETTING_CLEARENT_MERCHANT));
  opening->import = g_object_new (TILL_TYPE_BANK_IMPORT, NULL);
  opening->import->practice = g_object_ref (practice);
  opening->import->file_name = g_filename_display_basename (path);
  g_task_set_task_data (task, opening, opening_free);

  /* The outer task has the data, and lives as long. */
  work = g_task_new (practice, cancellable, file_cb, g_object_ref (task));
  g_task_set_task_data (work, opening, NULL);
  g_task_run_in_thread (work, file_work);
}

TillBankImport *
till_bank_import_open_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  Opening *opening;

  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  opening = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&opening->import);
}
