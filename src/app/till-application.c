/* till-application.c: the program with its window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/till-application.h"

#include <glib/gi18n-lib.h>

#include "app/till-instance.h"
#include "app/till-last-practice.h"
#include "core/till-error.h"
#include "flow/till-backup.h"
#include "flow/till-command.h"
#include "flow/till-demo.h"
#include "ui/till-welcome-window.h"
#include "ui/till-window.h"

struct _TillApplication
{
  AdwApplication parent_instance;

  /* Owned */
  char         *path;
  gboolean      demo;
  gboolean      is_gone; /* the last practice is not where it was */
  TillClock    *clock;
  TillDemo     *the_demo;
  TillPractice *practice;
  TillInstance *instance;
  GError       *damage;  /* found in the practice that is open */
  guint         leaving; /* looks whether it can be closed */
  int           status;
};

G_DEFINE_FINAL_TYPE (TillApplication, till_application, ADW_TYPE_APPLICATION)

/* So long a damaged practice is in sight before it is closed, and then until nothing is under way.
 */
#define LEAVE_MS 500

static void open_practice (TillApplication *self, TillWelcomeWindow *welcome);
static void damaged_cb (TillPractice *practice, const GError *damage, TillApplication *self);

/* ── The window ── */

static void
raise_cb (gpointer user_data)
{
  TillApplication *self = user_data;
  GtkWindow       *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    gtk_window_present (window);
}

static void
show_window (TillApplication *self, TillWelcomeWindow *welcome)
{
  g_autoptr (GError) error = NULL;
  GtkWidget         *window;

  /* The welcome is the program's only window until now: the other one comes first. */
  window = till_window_new (GTK_APPLICATION (self), self->practice);
  gtk_window_present (GTK_WINDOW (window));
  if (welcome != NULL)
    gtk_window_destroy (GTK_WINDOW (welcome));

  self->instance = till_instance_new (self->practice, G_CALLBACK (raise_cb), self, &error);
  if (self->instance == NULL)
    g_warning ("%s", error->message);
  g_signal_connect (self->practice, "damaged", G_CALLBACK (damaged_cb), self);
  till_practice_start (self->practice);
}

static void
close_windows (GtkApplication *application)
{
  GList *windows = g_list_copy (gtk_application_get_windows (application));

  g_list_foreach (windows, (GFunc) (GCallback) gtk_window_destroy, NULL);
  g_list_free (windows);
}

static void
close_practice (TillApplication *self)
{
  g_clear_handle_id (&self->leaving, g_source_remove);
  g_clear_pointer (&self->instance, till_instance_free);
  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  if (self->the_demo != NULL)
    till_demo_close (self->the_demo);
  else if (self->practice != NULL)
    till_practice_close (self->practice);
  g_clear_object (&self->practice);
  g_clear_object (&self->the_demo);
}

/* ── Opening ── */

static TillWelcomeWindow *
ensure_welcome (TillApplication *self, TillWelcomeWindow *welcome)
{
  if (welcome == NULL)
    welcome = TILL_WELCOME_WINDOW (till_welcome_window_new (GTK_APPLICATION (self)));
  gtk_window_present (GTK_WINDOW (welcome));

  return welcome;
}

static void
restore_cb (TillWelcomeWindow *welcome, TillApplication *self)
{
  g_autofree char   *backup = till_backup_find_newest (self->path);
  g_autoptr (GError) error = NULL;

  if (backup != NULL &&
      till_backup_restore (backup, self->path, till_clock_now (self->clock), &error))
    open_practice (self, welcome);
  else
    till_welcome_window_show_problem (welcome, _ ("The Backup Can’t Be Restored"),
                                      error != NULL ? error->message : _ ("There is no backup."),
                                      NULL);
}

static void
show_problem (TillApplication   *self,
              TillWelcomeWindow *welcome,
              const char        *title,
              const GError      *error)
{
  g_autofree char *backup = NULL;
  g_autofree char *name = NULL;

  g_printerr ("till: %s\n", error->message);
  self->status = g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE) ? TILL_EXIT_IN_USE
                                                                              : TILL_EXIT_FAILED;
  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN))
    backup = till_backup_find_newest (self->path);
  if (backup != NULL)
    name = g_path_get_basename (backup);

  welcome = ensure_welcome (self, welcome);
  g_signal_handlers_disconnect_by_func (welcome, restore_cb, self);
  g_signal_connect (welcome, "restore", G_CALLBACK (restore_cb), self);
  till_welcome_window_show_problem (welcome, title, error->message, name);
}

/* ── Damage ── */

/* What somebody is at has a window of its own: a payment, a refund, a file. */
static gboolean
is_busy (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (!TILL_IS_WINDOW (window) && gtk_widget_get_visible (window))
        return TRUE;
    }

  return FALSE;
}

static gboolean
leave_cb (gpointer user_data)
{
  TillApplication *self = user_data;

  if (is_busy ())
    return G_SOURCE_CONTINUE;

  self->leaving = 0;
  g_application_hold (G_APPLICATION (self));
  close_windows (GTK_APPLICATION (self));
  close_practice (self);
  show_problem (self, NULL, _ ("The Practice Is Damaged"), self->damage);
  g_clear_error (&self->damage);
  g_application_release (G_APPLICATION (self));
  return G_SOURCE_REMOVE;
}

static void
damaged_cb (TillPractice *practice, const GError *damage, TillApplication *self)
{
  if (self->damage == NULL)
    {
      self->damage = g_error_copy (damage);
      self->leaving = g_timeout_add (LEAVE_MS, leave_cb, self);
    }
}

/* ── And opening ── */

/* Another process has it: its window comes to the front, and this one is not needed. */
static void
hand_over (TillApplication   *self,
           TillWelcomeWindow *welcome,
           const char        *holder,
           const GError      *error)
{
  g_autoptr (GError) refused = NULL;

  if (holder != NULL && till_instance_raise (holder))
    {
      if (welcome != NULL)
        gtk_window_destroy (GTK_WINDOW (welcome));
      g_application_quit (G_APPLICATION (self));
      return;
    }

  refused = g_error_new (error->domain, error->code,
                         _ ("%s If you see no such window, it may be open under another account "
                            "of this computer."),
                         error->message);
  show_problem (self, welcome, _ ("The Practice Is Open Already"), refused);
}

static void
set_up_cb (TillWelcomeWindow *welcome, TillApplication *self)
{
  show_window (self, welcome);
}

static void
progress_cb (guint percent, gpointer user_data)
{
  till_welcome_window_show_progress (user_data, percent);
}

static TillPractice *
open_demo (TillApplication *self, TillWelcomeWindow **welcome, char **holder, GError **error)
{
  gboolean is_new = !g_file_test (self->path, G_FILE_TEST_EXISTS);

  if (is_new)
    *welcome = ensure_welcome (self, *welcome);
  self->the_demo =
    till_demo_open (self->path, self->clock, is_new ? progress_cb : NULL, *welcome, holder, error);

  return self->the_demo != NULL ? g_object_ref (till_demo_get_practice (self->the_demo)) : NULL;
}

static void
open_practice (TillApplication *self, TillWelcomeWindow *welcome)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *holder = NULL;

  g_application_hold (G_APPLICATION (self));
  self->status = 0;
  if (self->demo)
    self->practice = open_demo (self, &welcome, &holder, &error);
  else
    self->practice = till_practice_open (self->path, self->clock, &holder, &error);

  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE))
    hand_over (self, welcome, holder, error);
  else if (self->practice == NULL)
    show_problem (self, welcome, _ ("The Practice Can’t Be Opened"), error);
  else
    {
      till_last_practice_set (self->path, self->demo);
      if (till_practice_is_new (self->practice))
        {
          welcome = ensure_welcome (self, welcome);
          g_signal_connect (welcome, "set-up", G_CALLBACK (set_up_cb), self);
          till_welcome_window_set_up (welcome, self->practice);
        }
      else
        show_window (self, welcome);
    }
  g_application_release (G_APPLICATION (self));
}

static void
demo_chosen_cb (TillWelcomeWindow *welcome, TillApplication *self)
{
  self->demo = TRUE;
  g_free (self->path);
  self->path = till_demo_dup_default_path ();
  open_practice (self, welcome);
}

static void
own_chosen_cb (TillWelcomeWindow *welcome, const char *path, TillApplication *self)
{
  g_free (self->path);
  self->path = g_strdup (path);
  open_practice (self, welcome);
}

/* The last practice: it must not look as if there had never been one. */
static void
show_gone (TillApplication *self, TillWelcomeWindow *welcome)
{
  g_autofree char *backup = till_backup_find_newest (self->path);
  g_autofree char *name = backup != NULL ? g_path_get_basename (backup) : NULL;

  self->is_gone = FALSE;
  g_signal_connect (welcome, "restore", G_CALLBACK (restore_cb), self);
  till_welcome_window_show_gone (welcome, self->path, name);
}

static void
till_application_activate (GApplication *application)
{
  TillApplication   *self = TILL_APPLICATION (application);
  TillWelcomeWindow *welcome;

  if (gtk_application_get_active_window (GTK_APPLICATION (self)) != NULL)
    {
      raise_cb (self);
      return;
    }
  if (self->path != NULL && !self->is_gone)
    {
      open_practice (self, NULL);
      return;
    }

  welcome = ensure_welcome (self, NULL);
  g_signal_connect (welcome, "demo", G_CALLBACK (demo_chosen_cb), self);
  g_signal_connect (welcome, "own", G_CALLBACK (own_chosen_cb), self);
  if (self->is_gone)
    show_gone (self, welcome);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (
    gtk_application_get_active_window (user_data), "application-name", "Till", "application-icon",
    TILL_APP_ID, "version", TILL_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
    _ ("The payments of a dental or medical practice, on its own computer."), NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  close_windows (user_data);
}

static void
till_application_startup (GApplication *application)
{
  static const char *const  quit_keys[] = { "<Control>q", NULL };
  static const GActionEntry entries[] = {
    { "about", about_cb, NULL, NULL, NULL, { 0 } },
    { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
  };

  G_APPLICATION_CLASS (till_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", quit_keys);
  gtk_window_set_default_icon_name (TILL_APP_ID);
}

static void
till_application_shutdown (GApplication *application)
{
  close_practice (TILL_APPLICATION (application));

  G_APPLICATION_CLASS (till_application_parent_class)->shutdown (application);
}

static void
till_application_finalize (GObject *object)
{
  TillApplication *self = TILL_APPLICATION (object);

  g_clear_object (&self->clock);
  g_clear_error (&self->damage);
  g_free (self->path);

  G_OBJECT_CLASS (till_application_parent_class)->finalize (object);
}

static void
till_application_class_init (TillApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_application_finalize;
  G_APPLICATION_CLASS (klass)->startup = till_application_startup;
  G_APPLICATION_CLASS (klass)->activate = till_application_activate;
  G_APPLICATION_CLASS (klass)->shutdown = till_application_shutdown;
}

static void
till_application_init (TillApplication *self)
{
  self->clock = till_clock_new ();
}

TillApplication *
till_application_new (const char *practice, gboolean demo)
{
  /* Unique is the practice file, not the session: two practices may be open at once. */
  TillApplication *self =
    g_object_new (TILL_TYPE_APPLICATION, "application-id", TILL_APP_ID, "flags",
                  G_APPLICATION_NON_UNIQUE, "resource-base-path", "/org/practicetill/Till", NULL);

  self->demo = demo;
  if (practice != NULL)
    self->path = g_strdup (practice);
  else if (demo)
    self->path = till_demo_dup_default_path ();
  else
    self->path = till_last_practice_get (&self->demo, &self->is_gone);

  return self;
}

int
till_application_get_status (TillApplication *self)
{
  return self->status;
}
