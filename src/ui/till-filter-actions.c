/* till-filter-actions.c: what is done with saved filters, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "flow/till-practice-filters.h"
#include "ui/till-practice-actions-private.h"
#include "ui/widgets/till-save-filter-dialog.h"

/* A file of 200 filters, each with long lists, is a tenth of it. */
#define MOST_BYTES (4 * 1024 * 1024)

/* One deed under way. */
typedef struct
{
  TillActionContext *context;
  TillSavedFilter   *saved; /* as it was before; or NULL */
  char              *text;  /* of a file; or NULL */
} Deed;

static Deed *
deed_new (TillActionContext *context, TillSavedFilter *saved)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->context = g_rc_box_acquire (context);
  deed->saved = saved != NULL ? till_saved_filter_ref (saved) : NULL;

  return deed;
}

static void
deed_free (Deed *deed)
{
  till_action_context_unref (deed->context);
  till_saved_filter_unref (deed->saved);
  g_free (deed->text);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
forget_deed (gpointer data, GClosure *closure)
{
  deed_free (data);
}

/* What the library holds by that id; says so when it is not there. */
static TillSavedFilter *
find_saved (TillActionContext *self, const char *table, gint64 id)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) all = till_practice_list_filters (self->practice, table, &error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      TillSavedFilter *saved = all->pdata[i];

      if (saved->id == id && !saved->is_builtin)
        return till_saved_filter_ref (saved);
    }
  if (error == NULL)
    g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("This filter is not there any more."));
  till_action_show_error (self, _ ("The Filter Can’t Be Read"), error);

  return NULL;
}

/* ── Saving and renaming ── */

static void
saved_cb (TillSaveFilterDialog *dialog, const char *words, TillActionContext *self)
{
  till_action_say (self, words);
}

static void
present (TillActionContext *self, GtkWidget *dialog)
{
  g_signal_connect_data (dialog, "saved", G_CALLBACK (saved_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext     *self = user_data;
  const char            *table;
  const char            *json;
  const char            *words;
  g_autoptr (TillFilter) filter = NULL;

  g_variant_get (parameter, "(&s&s&s)", &table, &json, &words);
  filter = till_filter_from_json (json, NULL);
  if (filter != NULL)
    present (self,
             till_save_filter_dialog_new (self->practice, table, filter, words, self->window));
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext          *self = user_data;
  g_autoptr (TillSavedFilter) saved = NULL;
  const char                 *table;
  gint64                      id;

  g_variant_get (parameter, "(&sx)", &table, &id);
  saved = find_saved (self, table, id);
  if (saved != NULL)
    present (self, till_save_filter_dialog_new_rename (self->practice, saved, self->window));
}

/* ── Changing and deleting, and taking it back ── */

static void
offer_undo (const Deed *deed, const char *words, GCallback undo)
{
  AdwToast *toast = till_action_offer (deed->context, words, _ ("_Undo"));

  if (toast != NULL)
    g_signal_connect_data (toast, "button-clicked", undo, deed_new (deed->context, deed->saved),
                           forget_deed, 0);
}

static void
changed_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (!till_practice_change_filter_finish (TILL_PRACTICE (source), result, &error))
    till_action_show_error (deed->context, _ ("The Filter Was Not Changed Back"), error);
}

static void
undo_change_cb (AdwToast *toast, Deed *deed)
{
  till_practice_change_filter_async (deed->context->practice, deed->saved->id, deed->saved->filter,
                                     NULL, changed_back_cb, deed_new (deed->context, deed->saved));
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *words = NULL;

  if (!till_practice_change_filter_finish (TILL_PRACTICE (source), result, &error))
    {
      till_action_show_error (deed->context, _ ("The Filter Was Not Changed"), error);
      return;
    }
  words = g_strdup_printf (_ ("“%s” now has the filters of the list"), deed->saved->name);
  offer_undo (deed, words, G_CALLBACK (undo_change_cb));
}

static void
change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext          *self = user_data;
  g_autoptr (TillSavedFilter) saved = NULL;
  g_autoptr (TillFilter)      filter = NULL;
  const char                 *table;
  const char                 *json;
  gint64                      id;

  g_variant_get (parameter, "(&sx&s)", &table, &id, &json);
  filter = till_filter_from_json (json, NULL);
  saved = filter != NULL ? find_saved (self, table, id) : NULL;
  if (saved != NULL)
    till_practice_change_filter_async (self->practice, id, filter, NULL, changed_cb,
                                       deed_new (self, saved));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (!till_practice_restore_filter_finish (TILL_PRACTICE (source), result, &error))
    till_action_show_error (deed->context, _ ("The Filter Was Not Brought Back"), error);
}

static void
undo_delete_cb (AdwToast *toast, Deed *deed)
{
  till_practice_restore_filter_async (deed->context->practice, deed->saved, NULL, restored_cb,
                                      deed_new (deed->context, NULL));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *words = NULL;

  if (!till_practice_delete_filter_finish (TILL_PRACTICE (source), result, &error))
    {
      till_action_show_error (deed->context, _ ("The Filter Was Not Deleted"), error);
      return;
    }
  words = g_strdup_printf (_ ("“%s” deleted"), deed->saved->name);
  offer_undo (deed, words, G_CALLBACK (undo_delete_cb));
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext          *self = user_data;
  g_autoptr (TillSavedFilter) saved = NULL;
  const char                 *table;
  gint64                      id;

  g_variant_get (parameter, "(&sx)", &table, &id);
  saved = find_saved (self, table, id);
  if (saved != NULL)
    till_practice_delete_filter_async (self->practice, id, NULL, deleted_cb,
                                       deed_new (self, saved));
}

static void
default_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (!till_practice_set_default_filter_finish (TILL_PRACTICE (source), result, &error))
    till_action_show_error (deed->context, _ ("The Choice Was Not Kept"), error);
}

static void
default_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  const char        *table;
  gint64             id;

  g_variant_get (parameter, "(&sx)", &table, &id);
  till_practice_set_default_filter_async (self->practice, table, id, NULL, default_set_cb,
                                          deed_new (self, NULL));
}

/* ── Files ── */

static GtkFileChooserNative *
new_chooser (TillActionContext   *self,
             const char          *title,
             GtkFileChooserAction action,
             const char          *accept,
             GCallback            chosen,
             Deed                *deed)
{
  GtkFileChooserNative *chooser =
    till_action_new_chooser (self, title, action, accept, G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GtkFileFilter) json = gtk_file_filter_new ();

  gtk_file_filter_set_name (json, _ ("Saved filters (JSON)"));
  gtk_file_filter_add_suffix (json, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), json);
  g_signal_connect (chooser, "response", chosen, deed);

  return chooser;
}

static void
export_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (Deed)  deed = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (deed->text, strlen (deed->text));

      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      till_action_write (deed->context, file, bytes, _ ("The Filters Were Not Exported"));
    }
  g_object_unref (chooser);
}

/* A name that every file system takes. */
static char *
file_name (TillActionContext *self, const char *table, gint64 id)
{
  g_autoptr (TillSavedFilter) saved = id != 0 ? find_saved (self, table, id) : NULL;
  g_autofree char            *name = g_strdup (saved != NULL ? saved->name : _ ("Filters"));

  return g_strconcat (g_strdelimit (name, "/\\:*?\"<>|.\n\t", '-'), ".json", NULL);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext    *self = user_data;
  g_autofree char      *text = NULL;
  g_autofree char      *name = NULL;
  g_autoptr (GError)    error = NULL;
  GtkFileChooserNative *chooser;
  Deed                 *deed;
  const char           *table;
  gint64                id;

  g_variant_get (parameter, "(&sx)", &table, &id);
  text = till_practice_export_filters (self->practice, table, id != 0 ? &id : NULL, id != 0 ? 1 : 0,
                                       &error);
  if (text == NULL)
    {
      till_action_show_error (self, _ ("The Filters Were Not Exported"), error);
      return;
    }
  name = file_name (self, table, id);
  deed = deed_new (self, NULL);
  deed->text = g_steal_pointer (&text);
  chooser = new_chooser (self, _ ("Export Filters"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"),
                         G_CALLBACK (export_chosen_cb), deed);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *words = NULL;
  guint              n_filters;

  if (!till_practice_import_filters_finish (TILL_PRACTICE (source), result, &n_filters, &error))
    {
      till_action_show_error (deed->context, _ ("No Filter Was Imported"), error);
      return;
    }
  words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u filter imported", "%u filters imported", n_filters),
    n_filters);
  till_action_say (deed->context, words);
}

static gboolean
read_more_cb (const char *contents, goffset size, gpointer user_data)
{
  return size <= MOST_BYTES;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;
  gsize              length = 0;

  g_file_load_partial_contents_finish (G_FILE (source), result, &text, &length, NULL, &error);
  if (error == NULL && length > MOST_BYTES)
    g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("The file is too big for one of saved filters. Choose another."));
  if (error != NULL)
    {
      till_action_show_error (deed->context, _ ("No Filter Was Imported"), error);
      return;
    }
  /* Some editors begin a file with a mark of its encoding. */
  till_practice_import_filters_async (deed->context->practice,
                                      g_str_has_prefix (text, "\xEF\xBB\xBF") ? text + 3 : text,
                                      NULL, imported_cb, deed_new (deed->context, NULL));
}

static void
import_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (Deed)  deed = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_file_load_partial_contents_async (file, NULL, read_more_cb, read_cb,
                                          deed_new (deed->context, NULL));
    }
  g_object_unref (chooser);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (
    new_chooser (self, _ ("Import Filters"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"),
                 G_CALLBACK (import_chosen_cb), deed_new (self, NULL))));
}

void
till_filter_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "save-filter", save_cb, "(sss)", NULL, NULL, { 0 } },
    { "rename-filter", rename_cb, "(sx)", NULL, NULL, { 0 } },
    { "change-filter", change_cb, "(sxs)", NULL, NULL, { 0 } },
    { "delete-filter", delete_cb, "(sx)", NULL, NULL, { 0 } },
    { "default-filter", default_cb, "(sx)", NULL, NULL, { 0 } },
    { "export-filters", export_cb, "(sx)", NULL, NULL, { 0 } },
    { "import-filters", import_cb, NULL, NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
