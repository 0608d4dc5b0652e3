/* till-book-actions.c: another program's files taken in, back, and out again, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-book-import.h"
#include "ui/books/till-book-files-window.h"
#include "ui/books/till-book-import-window.h"
#include "ui/till-practice-actions-private.h"
#include "ui/widgets/till-question.h"

/* ── Undoing ─────────────────────────────────────────────────────────────────────────────────── */

/* The import that is asked about, or offered to be undone. */
typedef struct
{
  TillActionContext *context;
  TillBookFile      *file;
} Undo;

static Undo *
undo_new (TillActionContext *context, TillBookFile *file /* full */)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->context = g_rc_box_acquire (context);
  undo->file = file;

  return undo;
}

static void
undo_free (Undo *undo)
{
  till_action_context_unref (undo->context);
  till_book_file_free (undo->file);
  g_free (undo);
}

static void
undo_free_closure (gpointer data, GClosure *closure)
{
  undo_free (data);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;

  if (till_book_import_undo_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (self, _ ("The import is undone"));
  else
    till_action_show_error (self, _ ("The Import Was Not Undone"), error);
  till_action_context_unref (self);
}

static void
undo_now (Undo *undo)
{
  till_book_import_undo_async (undo->context->practice, undo->file->id, undone_cb,
                               g_rc_box_acquire (undo->context));
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Undo *undo)
{
  if (g_str_equal (response, "undo"))
    undo_now (undo);
}

static void
ask (TillActionContext *self, TillBookFile *file /* full */)
{
  g_autofree char *when =
    till_instant_format (file->imported_at, till_practice_get_zone (self->practice));
  g_autofree char *words = g_strdup_printf (
    _ ("“%s”, imported on %s by %s, is taken back. What is owed and who is who are as they were "
       "before; what was entered in Till since then stays."),
    file->file_name, when, file->imported_by);
  static const TillQuestion asked = { N_ ("Undo the Last Import?"), "cancel", N_ ("_Cancel"),
                                      "undo", N_ ("_Undo") };
  GtkWidget                *dialog = till_question_new (&asked, till_action_front (self), words);

  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), undo_new (self, file),
                         undo_free_closure, 0);
  till_action_present (self, dialog);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;
  TillBookFile      *file = till_book_import_get_last (self->practice, &error);

  if (file != NULL)
    {
      ask (self, file);
      return;
    }
  if (error == NULL)
    g_set_error_literal (
      &error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
      _ ("No balances, patients or ledger lines were imported, or the last import "
         "has been undone."));
  till_action_show_error (self, _ ("There Is Nothing to Undo"), error);
}

/* ── Importing ───────────────────────────────────────────────────────────────────────────────── */

static void choose (TillActionContext *self);

static void
imported_cb (TillBookImportWindow *window, const char *words, TillActionContext *self)
{
  TillBookFile *file = till_book_import_get_last (self->practice, NULL);
  AdwToast     *toast;

  if (file == NULL)
    {
      till_action_say (self, words);
      return;
    }
  toast = till_action_offer (self, words, _ ("_Undo"));
  if (toast != NULL)
    g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_now), undo_new (self, file),
                           undo_free_closure, G_CONNECT_SWAPPED);
  else
    till_book_file_free (file);
}

static void
another_cb (TillBookImportWindow *window, TillActionContext *self)
{
  choose (self);
}

static void
connect (GtkWidget *window, const char *signal, GCallback callback, TillActionContext *self)
{
  g_signal_connect_data (window, signal, callback, g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  TillActionContext         *self = user_data;
  g_autofree char           *path = till_action_take_path (chooser, response);
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillBookImport) import =
    path != NULL ? till_book_import_new (self->practice, path, &error) : NULL;

  if (import != NULL && self->window != NULL)
    {
      GtkWidget *window =
        till_book_import_window_new (self->practice, import, till_action_front (self));

      connect (window, "imported", G_CALLBACK (imported_cb), self);
      connect (window, "another", G_CALLBACK (another_cb), self);
      till_action_present (self, window);
    }
  else if (error != NULL)
    till_action_show_error (self, _ ("Nothing Was Imported"), error);
  till_action_context_unref (self);
}

static void
choose (TillActionContext *self)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", NULL };
  GtkFileChooserNative    *chooser;

  if (self->window == NULL)
    return;

  chooser = till_action_new_opener (self, _ ("Import Balances"),
                                    _ ("Lists of other programs (CSV, TSV)"), suffixes);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), g_rc_box_acquire (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data);
}

/* ── What was imported ───────────────────────────────────────────────────────────────────────── */

static char *
say_saved (guint n_rows, const char *name)
{
  return g_strdup_printf (_ ("%s saved"), name);
}

static const TillExportWords file_words = {
  .making = N_ ("Saving…"),
  .waiting = N_ ("Taking it out of the practice"),
  .choose = N_ ("Save Imported File"),
  .not_saved = N_ ("The File Was Not Saved"),
  .say_saved = say_saved,
};

static void
save_cb (TillBookFilesWindow *window, gint64 import_id, TillActionContext *self)
{
  g_autoptr (GError) error = NULL;
  TillExport *export = till_export_new_for_book_file (self->practice, import_id, &error);

  till_action_run_export (self, export, TILL_EXPORT_AS_CSV, &file_words, error);
}

static void
files_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  GtkWidget         *window = till_book_files_window_new (self->practice, till_action_front (self));

  connect (window, "save", G_CALLBACK (save_cb), self);
  till_action_present (self, window);
}

void
till_book_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "import-books", import_cb, NULL, NULL, NULL, { 0 } },
    { "undo-import-books", undo_cb, NULL, NULL, NULL, { 0 } },
    { "imported-files", files_cb, NULL, NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
