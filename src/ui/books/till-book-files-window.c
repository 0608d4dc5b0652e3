/* till-book-files-window.c: the files of other programs that were imported, each to be saved again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/books/till-book-files-window.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-book-import.h"
#include "ui/books/till-book-words.h"
#include "ui/widgets/till-dialog-class.h"

/* Rows that are made at once. */
#define AT_ONCE 50

struct _TillBookFilesWindow
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;

  gint64   last; /* the oldest import that is shown; 0: none is yet */
  gboolean closed;

  /* Template children */
  GtkStack            *pages;
  AdwPreferencesGroup *files;
  GtkWidget           *more;
  AdwStatusPage       *failed;
};

G_DEFINE_FINAL_TYPE (TillBookFilesWindow, till_book_files_window, ADW_TYPE_WINDOW)

static guint save_signal;

/* ── A file ──────────────────────────────────────────────────────────────────────────────────── */

static char *
say_file (TillBookFilesWindow *self, const TillBookFile *file)
{
  g_autofree char *when =
    till_instant_format (file->imported_at, till_practice_get_zone (self->practice));
  g_autofree char *number = till_number_format ((guint) file->n_rows);
  g_autofree char *rows = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows", (gulong) file->n_rows), number);
  const char *layout = till_book_layout_to_words (file->layout, file->kind);
  const char *undone = file->is_undone ? _ ("\nUndone: nothing of it counts any more.") : "";
  const char *lost =
    file->is_kept ? ""
                  : _ ("\nAn earlier version of Till has imported it, and did not keep the file.");

  /* Translators: whose file it is, how many rows, when and by whom it was imported; then sentences
   * on lines of their own, or nothing */
  return g_strdup_printf (_ ("%s: %s\nImported on %s by %s%s%s"), layout, rows, when,
                          file->imported_by, undone, lost);
}

static GtkWidget *
new_save_button (const TillBookFile *file)
{
  GtkWidget       *button = gtk_button_new_with_mnemonic (_ ("_Save…"));
  g_autofree char *name = g_strdup_printf (_ ("Save “%s”…"), file->file_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "files.save");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", file->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

static void
add_file (TillBookFilesWindow *self, const TillBookFile *file)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *words = say_file (self, file);

  /* A file's name is no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->file_name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (file->is_kept)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_save_button (file));
  adw_preferences_group_add (self->files, row);
}

/* What comes of it is said in the window behind this one. */
static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, save_signal, 0, g_variant_get_int64 (parameter));
  gtk_window_close (GTK_WINDOW (widget));
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBookFilesWindow) self = user_data;
  g_autoptr (GError)              error = NULL;
  g_autoptr (GPtrArray)           files =
    till_book_import_list_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (files == NULL)
    {
      g_autofree char *plain = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, plain);
      gtk_stack_set_visible_child_name (self->pages, "failed");
      return;
    }

  for (guint i = 0; i < files->len; i++)
    {
      const TillBookFile *file = files->pdata[i];

      add_file (self, file);
      self->last = file->id;
    }
  gtk_widget_set_visible (self->more, files->len == AT_ONCE);
  gtk_stack_set_visible_child_name (self->pages, self->last != 0 ? "files" : "none");
}

static void
read_more (TillBookFilesWindow *self)
{
  gtk_widget_set_visible (self->more, FALSE);
  till_book_import_list_async (self->practice, self->last, AT_ONCE, listed_cb, g_object_ref (self));
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_book_files_window_dispose (GObject *object)
{
  TillBookFilesWindow *self = TILL_BOOK_FILES_WINDOW (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BOOK_FILES_WINDOW);

  G_OBJECT_CLASS (till_book_files_window_parent_class)->dispose (object);
}

static void
till_book_files_window_finalize (GObject *object)
{
  g_clear_object (&TILL_BOOK_FILES_WINDOW (object)->practice);

  G_OBJECT_CLASS (till_book_files_window_parent_class)->finalize (object);
}

static void
till_book_files_window_class_init (TillBookFilesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_book_files_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_book_files_window_finalize;

  save_signal = g_signal_new ("save", TILL_TYPE_BOOK_FILES_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  till_dialog_class_set_up (widget_class, "books/till-book-files-window.ui");
  gtk_widget_class_install_action (widget_class, "files.save", "x", save_cb);
  gtk_widget_class_bind_template_child (widget_class, TillBookFilesWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, TillBookFilesWindow, files);
  gtk_widget_class_bind_template_child (widget_class, TillBookFilesWindow, more);
  gtk_widget_class_bind_template_child (widget_class, TillBookFilesWindow, failed);
  gtk_widget_class_bind_template_callback (widget_class, read_more);
}

static void
till_book_files_window_init (TillBookFilesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
till_book_files_window_new (TillPractice *practice, GtkWindow *parent)
{
  TillBookFilesWindow *self =
    g_object_new (TILL_TYPE_BOOK_FILES_WINDOW, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  read_more (self);

  return GTK_WIDGET (self);
}
