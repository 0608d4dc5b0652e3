/* till-action-files.c: asking for a file, and writing what was made into it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "ui/till-practice-actions-private.h"

/* One writing under way. */
typedef struct
{
  TillActionContext *context;
  char              *failed; /* the title of what is said then */
} Deed;

static void
deed_free (Deed *deed)
{
  till_action_context_unref (deed->context);
  g_free (deed->failed);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

GtkFileChooserNative *
till_action_new_chooser (TillActionContext   *self,
                         const char          *title,
                         GtkFileChooserAction action,
                         const char          *accept,
                         GUserDirectory       place)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, till_action_front (self), action, accept, _ ("_Cancel"));
  const char       *path = g_get_user_special_dir (place);
  g_autoptr (GFile) folder = g_file_new_for_path (path != NULL ? path : g_get_home_dir ());

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);

  return chooser;
}

GtkFileChooserNative *
till_action_new_opener (TillActionContext *self,
                        const char        *title,
                        const char        *kinds,
                        const char *const *suffixes)
{
  GtkFileChooserNative *chooser = till_action_new_chooser (
    self, title, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), G_USER_DIRECTORY_DOWNLOAD);
  g_autoptr (GtkFileFilter) files = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (files, kinds);
  for (; *suffixes != NULL; suffixes++)
    gtk_file_filter_add_suffix (files, *suffixes);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), files);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);

  return chooser;
}

char *
till_action_take_path (GtkNativeDialog *chooser, int response)
{
  g_autoptr (GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_object_unref (chooser);

  return path;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = g_file_get_basename (G_FILE (source));
  g_autofree char   *words = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      words = g_strdup_printf (_ ("%s saved"), name);
      till_action_say (deed->context, words);
    }
  else
    till_action_show_error (deed->context, deed->failed, error);
}

void
till_action_write (TillActionContext *self, GFile *file, GBytes *bytes, const char *failed)
{
  g_autofree char   *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  Deed              *deed;

  if (path != NULL && !till_practice_check_target (self->practice, path, &error))
    {
      till_action_show_error (self, failed, error);
      return;
    }

  deed = g_new0 (Deed, 1);
  deed->context = g_rc_box_acquire (self);
  deed->failed = g_strdup (failed);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       written_cb, deed);
}
