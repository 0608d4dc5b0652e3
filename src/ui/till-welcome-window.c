/* till-welcome-window.c: the first start: the demo, or one's own practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/till-welcome-window.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-entry-guard.h"

struct _TillWelcomeWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned */
  TillPractice *practice; /* while its facts are asked for */

  /* Template children */
  GtkStack       *stack;
  GtkProgressBar *progress;
  AdwStatusPage  *problem_page;
  AdwEntryRow    *name;
  AdwEntryRow    *street;
  AdwEntryRow    *city;
  AdwEntryRow    *phone;
  AdwComboRow    *zone;
  AdwEntryRow    *user;
  GtkLabel       *problem;
  GtkWidget      *open;
  GtkButton      *restore;
  GtkWidget      *existing;
  GtkWidget      *choice;
  GtkWidget      *close;
};

G_DEFINE_FINAL_TYPE (TillWelcomeWindow, till_welcome_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  DEMO,
  OWN,
  SET_UP,
  RESTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The zones of the United States; another one can be typed in Settings. */
static const char *const zones[] = {
  "America/New_York", "America/Chicago",     "America/Denver",
  "America/Phoenix",  "America/Los_Angeles", "America/Anchorage",
  "Pacific/Honolulu", "America/Puerto_Rico", NULL,
};

static void
demo_cb (GtkButton *button, TillWelcomeWindow *self)
{
  till_welcome_window_show_progress (self, 0);
  g_signal_emit (self, signals[DEMO], 0);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, TillWelcomeWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char  *path = g_file_get_path (file);

      if (path != NULL)
        g_signal_emit (self, signals[OWN], 0, path);
    }
  g_object_unref (chooser);
}

/* In the folder where practices are kept unless somebody wants otherwise. */
static GtkFileChooserNative *
new_chooser (TillWelcomeWindow   *self,
             const char          *title,
             GtkFileChooserAction action,
             const char          *accept)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, _ ("_Cancel"));
  g_autofree char  *folder = g_build_filename (g_get_user_data_dir (), "till", NULL);
  g_autoptr (GFile) place = g_file_new_for_path (folder);

  g_mkdir_with_parents (folder, 0700);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), place, NULL);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, 0);

  return chooser;
}

static void
own_cb (GtkButton *button, TillWelcomeWindow *self)
{
  GtkFileChooserNative *chooser = new_chooser (self, _ ("Where Shall the Practice Be Kept?"),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Choose"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "practice.till");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
existing_cb (GtkButton *button, TillWelcomeWindow *self)
{
  GtkFileChooserNative *chooser =
    new_chooser (self, _ ("Open a Practice"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"));
  g_autoptr (GtkFileFilter) practices = gtk_file_filter_new ();

  gtk_file_filter_set_name (practices, _ ("Practices"));
  gtk_file_filter_add_suffix (practices, "till");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), practices);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Neither: begin anew. */
static void
choice_cb (GtkButton *button, TillWelcomeWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "choice");
}

static void
set_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillWelcomeWindow) self = user_data;
  g_autoptr (GError)            error = NULL;
  gboolean done = till_practice_set_up_finish (TILL_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  gtk_widget_set_sensitive (self->open, TRUE);
  gtk_label_set_text (self->problem, done ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), !done);
  if (done)
    g_signal_emit (self, signals[SET_UP], 0);
}

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
open_cb (GtkButton *button, TillWelcomeWindow *self)
{
  g_autofree char *address =
    g_strstrip (g_strdup_printf ("%s\n%s", text_of (self->street), text_of (self->city)));

  gtk_widget_set_sensitive (self->open, FALSE);
  till_practice_set_up_async (self->practice, text_of (self->name), address, text_of (self->phone),
                              zones[adw_combo_row_get_selected (self->zone)], text_of (self->user),
                              set_up_cb, g_object_ref (self));
}

static void
restore_cb (GtkButton *button, TillWelcomeWindow *self)
{
  g_signal_emit (self, signals[RESTORE], 0);
}

static void
till_welcome_window_dispose (GObject *object)
{
  TillWelcomeWindow *self = TILL_WELCOME_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_WELCOME_WINDOW);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_welcome_window_parent_class)->dispose (object);
}

static void
till_welcome_window_class_init (TillWelcomeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_welcome_window_dispose;

  signals[DEMO] = g_signal_new ("demo", TILL_TYPE_WELCOME_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[OWN] = g_signal_new ("own", TILL_TYPE_WELCOME_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SET_UP] = g_signal_new ("set-up", TILL_TYPE_WELCOME_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  signals[RESTORE] = g_signal_new ("restore", TILL_TYPE_WELCOME_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/practicetill/Till/ui/till-welcome-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, problem_page);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, name);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, street);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, city);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, phone);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, zone);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, user);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, open);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, restore);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, existing);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, choice);
  gtk_widget_class_bind_template_child (widget_class, TillWelcomeWindow, close);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, demo_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_cb);
  gtk_widget_class_bind_template_callback (widget_class, existing_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
till_welcome_window_init (TillWelcomeWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (zones);
  AdwEntryRow              *rows[5];

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->zone, G_LIST_MODEL (names));
  rows[0] = self->name;
  rows[1] = self->street;
  rows[2] = self->city;
  rows[3] = self->phone;
  rows[4] = self->user;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    till_entry_guard (GTK_WIDGET (rows[i]));
}

GtkWidget *
till_welcome_window_new (GtkApplication *application)
{
  return g_object_new (TILL_TYPE_WELCOME_WINDOW, "application", application, NULL);
}

void
till_welcome_window_set_up (TillWelcomeWindow *self, TillPractice *practice)
{
  g_return_if_fail (TILL_IS_WELCOME_WINDOW (self));

  g_set_object (&self->practice, practice);
  gtk_editable_set_text (GTK_EDITABLE (self->user), g_get_real_name ());
  gtk_stack_set_visible_child_name (self->stack, "facts");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* A status page reads its description as markup: a path with "&" in it would be none. */
static void
set_problem (TillWelcomeWindow *self, const char *title, const char *words, const char *backup)
{
  g_autofree char *plain = g_markup_escape_text (words, -1);

  adw_status_page_set_title (self->problem_page, title);
  adw_status_page_set_description (self->problem_page, plain);
  gtk_widget_set_visible (GTK_WIDGET (self->restore), backup != NULL);
  if (backup != NULL)
    {
      g_autofree char *label = g_strdup_printf (_ ("Restore the Backup %s"), backup);

      gtk_button_set_label (self->restore, label);
    }
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

void
till_welcome_window_show_problem (TillWelcomeWindow *self,
                                  const char        *title,
                                  const char        *words,
                                  const char        *backup)
{
  g_return_if_fail (TILL_IS_WELCOME_WINDOW (self));

  gtk_widget_set_visible (self->existing, FALSE);
  gtk_widget_set_visible (self->choice, FALSE);
  gtk_widget_set_visible (self->close, TRUE);
  set_problem (self, title, words, backup);
}

void
till_welcome_window_show_gone (TillWelcomeWindow *self, const char *path, const char *backup)
{
  g_autofree char *words = NULL;

  g_return_if_fail (TILL_IS_WELCOME_WINDOW (self));
  g_return_if_fail (path != NULL);

  words = g_strdup_printf (backup != NULL
                             ? _ ("“%s” is not there any more. If it was moved, or is on a disk "
                                  "that is not connected now, open it where it is. If it was lost, "
                                  "restore the newest copy.")
                             : _ ("“%s” is not there any more. If it was moved, or is on a disk "
                                  "that is not connected now, open it where it is. If it was lost, "
                                  "open a copy you have put elsewhere."),
                           path);
  gtk_widget_set_visible (self->existing, TRUE);
  gtk_widget_set_visible (self->choice, TRUE);
  /* Three are as many as fit; the window has its own. */
  gtk_widget_set_visible (self->close, FALSE);
  set_problem (self, _ ("Your Practice Is Not Where It Was"), words, backup);
}

void
till_welcome_window_show_progress (TillWelcomeWindow *self, guint percent)
{
  g_return_if_fail (TILL_IS_WELCOME_WINDOW (self));

  gtk_progress_bar_set_fraction (self->progress, (int) percent / 100.0);
  gtk_stack_set_visible_child_name (self->stack, "progress");
}
