/* till-book-import-window.c: another program's file taken in, step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * reading → its columns → reading → what would change → importing. What can't be read or imported
 * is said in place of the steps, with nothing changed.
 */
#include "ui/books/till-book-import-window.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "ui/books/till-book-columns.h"
#include "ui/books/till-book-preview.h"
#include "ui/widgets/till-dialog-class.h"

/* How often the bar moves. */
#define MILLISECONDS 100

/* In the order of the names of the pages. */
typedef enum
{
  READING,
  COLUMNS,
  PREVIEW,
  IMPORTING,
  FAILED,
} Step;

static const char *const names[] = { "reading", "columns", "preview", "importing", "failed" };

struct _TillBookImportWindow
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice   *practice;
  TillBookImport *import;
  GCancellable   *cancellable; /* of what is under way */
  char           *said;        /* at the preview: why it was not imported; or NULL */

  Step     step;
  guint    timer; /* runs while it is imported */
  gboolean closed;

  /* Template children */
  AdwWindowTitle  *heading;
  GtkWidget       *cancel;
  GtkWidget       *back;
  GtkWidget       *next;
  GtkWidget       *run;
  GtkStack        *steps;
  TillBookColumns *columns;
  TillBookPreview *preview;
  GtkProgressBar  *bar;
  AdwStatusPage   *failed_page;
  GtkWidget       *another;
  GtkLabel        *obstacle;
};

G_DEFINE_FINAL_TYPE (TillBookImportWindow, till_book_import_window, ADW_TYPE_WINDOW)

enum
{
  IMPORTED,
  ANOTHER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ── Steps ───────────────────────────────────────────────────────────────────────────────────── */

static void
update (TillBookImportWindow *self)
{
  g_autofree char *obstacle = self->step == COLUMNS ? till_book_columns_apply (self->columns)
                              : self->step == PREVIEW
                                ? till_book_preview_dup_obstacle (self->preview)
                                : NULL;
  const char      *words = obstacle != NULL ? obstacle : self->said;

  gtk_label_set_text (self->obstacle, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->obstacle), words != NULL);
  gtk_widget_set_sensitive (self->next, obstacle == NULL);
  gtk_widget_set_sensitive (self->run, obstacle == NULL);
}

static void
focus (TillBookImportWindow *self)
{
  if (self->step == COLUMNS && !till_book_import_is_known (self->import) &&
      !till_book_import_is_remembered (self->import))
    till_book_columns_focus (self->columns);
  else if (self->step == PREVIEW && !gtk_widget_get_sensitive (self->run))
    gtk_widget_child_focus (GTK_WIDGET (self->preview), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (self->step == COLUMNS   ? self->next
                           : self->step == PREVIEW ? self->run
                           : self->step == FAILED  ? self->another
                                                   : self->cancel);
}

static void
show_step (TillBookImportWindow *self, Step step)
{
  self->step = step;
  gtk_stack_set_visible_child_name (self->steps, names[step]);
  gtk_button_set_label (GTK_BUTTON (self->cancel), step == FAILED ? _ ("_Close") : _ ("_Cancel"));
  gtk_widget_set_sensitive (self->cancel, TRUE);
  gtk_widget_set_visible (self->back, step == PREVIEW);
  gtk_widget_set_visible (self->next, step == COLUMNS);
  gtk_widget_set_visible (self->run, step == PREVIEW);
  update (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), step == COLUMNS   ? self->next
                                                    : step == PREVIEW ? self->run
                                                                      : NULL);
  focus (self);
}

static void
say (TillBookImportWindow *self, const char *words)
{
  g_free (self->said);
  self->said = g_strdup (words);
}

static void
show_failed (TillBookImportWindow *self, const GError *error)
{
  g_autofree char *plain = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failed_page, plain);
  show_step (self, FAILED);
}

/* What is under way ends, and what comes next can be ended by itself. */
static GCancellable *
renew (TillBookImportWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  return self->cancellable;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBookImportWindow) self = user_data;
  g_autoptr (GError)               error = NULL;
  gboolean done = till_book_import_look_finish (TILL_BOOK_IMPORT (source), result, &error);

  if (self->closed)
    return;
  if (!done)
    {
      show_failed (self, error);
      return;
    }
  till_book_columns_set_import (self->columns, self->import,
                                till_practice_get_today (self->practice));
  show_step (self, COLUMNS);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBookImportWindow) self = user_data;
  g_autoptr (GError)               error = NULL;
  gboolean done = till_book_import_read_finish (TILL_BOOK_IMPORT (source), result, &error);

  if (self->closed)
    return;
  if (!done)
    {
      show_failed (self, error);
      return;
    }
  say (self, NULL);
  till_book_preview_show (self->preview, self->import);
  show_step (self, PREVIEW);
}

static void
next_cb (TillBookImportWindow *self)
{
  show_step (self, READING);
  till_book_import_read_async (self->import, renew (self), read_cb, g_object_ref (self));
}

static void
back_cb (TillBookImportWindow *self)
{
  say (self, NULL);
  show_step (self, COLUMNS);
}

/* What was said of the last try is over. */
static void
changed_cb (TillBookImportWindow *self)
{
  say (self, NULL);
  update (self);
}

/* ── Importing ───────────────────────────────────────────────────────────────────────────────── */

/* Without those of which it is not sure whose they are. */
static guint
count_rows (TillBookImportWindow *self)
{
  const TillBookCounts *counts = till_book_import_get_counts (self->import);

  return counts->n[TILL_BOOK_NEW] + counts->n[TILL_BOOK_CHANGED] + counts->n[TILL_BOOK_UNCHANGED];
}

static gboolean
move_bar (gpointer user_data)
{
  TillBookImportWindow *self = user_data;
  guint                 n_rows = count_rows (self);
  guint                 n_done = till_book_import_get_n_done (self->import);
  g_autofree char      *done = till_number_format (n_done);
  g_autofree char      *all = till_number_format (n_rows);
  g_autofree char      *words = g_strdup_printf (_ ("%s of %s rows"), done, all);

  if (n_done >= n_rows)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar, (double) n_done / n_rows);
  gtk_progress_bar_set_text (self->bar, n_done >= n_rows ? _ ("Finishing…") : words);

  return G_SOURCE_CONTINUE;
}

static void
stop_bar (TillBookImportWindow *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static char *
dup_result (TillBookImportWindow *self)
{
  guint            n = count_rows (self);
  g_autofree char *number = till_number_format (n);
  g_autofree char *total = till_money_format (till_book_import_get_counts (self->import)->total);

  if (till_book_import_get_layout (self->import)->kind == TILL_IMPORT_LEDGER)
    return g_strdup_printf (
      /* Translators: how many, and the amount */
      g_dngettext (GETTEXT_PACKAGE, "%s ledger line imported, %s owed",
                   "%s ledger lines imported, %s owed", n),
      number, total);
  if (till_book_import_get_layout (self->import)->kind == TILL_IMPORT_PATIENTS)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s patient imported", "%s patients imported", n), number);

  return g_strdup_printf (
    /* Translators: how many, and the amount */
    g_dngettext (GETTEXT_PACKAGE, "%s guarantor imported, %s owed",
                 "%s guarantors imported, %s owed", n),
    number, total);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBookImportWindow) self = user_data;
  g_autoptr (GError)               error = NULL;
  g_autofree char                 *words = NULL;

  stop_bar (self);
  if (till_book_import_run_finish (TILL_BOOK_IMPORT (source), result, &error))
    {
      words = dup_result (self);
      g_signal_emit (self, signals[IMPORTED], 0, words);
      if (!self->closed)
        gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (self->closed)
    return;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_failed (self, error);
      return;
    }
  say (self, _ ("Cancelled: nothing was imported."));
  show_step (self, PREVIEW);
}

static void
run_cb (TillBookImportWindow *self)
{
  say (self, NULL);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_progress_bar_set_text (self->bar, "");
  show_step (self, IMPORTING);
  self->timer = g_timeout_add (MILLISECONDS, move_bar, self);
  till_book_import_run_async (self->import, renew (self), ran_cb, g_object_ref (self));
}

/* While it is imported, it is cancelled first; whether that came too late is known when it ends. */
static gboolean
close_request (GtkWindow *window)
{
  TillBookImportWindow *self = TILL_BOOK_IMPORT_WINDOW (window);

  g_cancellable_cancel (self->cancellable);
  if (self->timer == 0)
    return GTK_WINDOW_CLASS (till_book_import_window_parent_class)->close_request (window);

  gtk_widget_set_sensitive (self->cancel, FALSE);

  return TRUE;
}

static void
another_cb (TillBookImportWindow *self)
{
  g_autoptr (TillBookImportWindow) kept = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (kept, signals[ANOTHER], 0);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_book_import_window_dispose (GObject *object)
{
  TillBookImportWindow *self = TILL_BOOK_IMPORT_WINDOW (object);

  self->closed = TRUE;
  stop_bar (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BOOK_IMPORT_WINDOW);

  G_OBJECT_CLASS (till_book_import_window_parent_class)->dispose (object);
}

static void
till_book_import_window_finalize (GObject *object)
{
  TillBookImportWindow *self = TILL_BOOK_IMPORT_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->import);
  g_clear_object (&self->practice);
  g_free (self->said);

  G_OBJECT_CLASS (till_book_import_window_parent_class)->finalize (object);
}

static void
till_book_import_window_class_init (TillBookImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TILL_TYPE_BOOK_COLUMNS);
  g_type_ensure (TILL_TYPE_BOOK_PREVIEW);
  G_OBJECT_CLASS (klass)->dispose = till_book_import_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_book_import_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;

  signals[IMPORTED] = g_signal_new ("imported", TILL_TYPE_BOOK_IMPORT_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ANOTHER] = g_signal_new ("another", TILL_TYPE_BOOK_IMPORT_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "books/till-book-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, cancel);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, back);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, next);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, run);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, another);
  gtk_widget_class_bind_template_child (widget_class, TillBookImportWindow, obstacle);
  gtk_widget_class_bind_template_callback (widget_class, another_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
till_book_import_window_init (TillBookImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
till_book_import_window_new (TillPractice *practice, TillBookImport *import, GtkWindow *parent)
{
  TillBookImportWindow *self =
    g_object_new (TILL_TYPE_BOOK_IMPORT_WINDOW, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->import = g_object_ref (import);
  adw_window_title_set_subtitle (self->heading, till_book_import_get_file_name (import));
  show_step (self, READING);
  till_book_import_look_async (import, renew (self), looked_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
