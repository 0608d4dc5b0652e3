/* till-export-actions.c: a list or a report exported, saved as PDF or printed, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "ui/till-practice-actions-private.h"

/* What ends sooner needs no progress; how often it is looked at. */
#define PROGRESS_AFTER_MS 400
#define PROGRESS_EVERY_MS 100

static char *
say_progress (guint n_done, guint n_rows)
{
  return g_strdup_printf (_ ("%'u of %'u rows"), n_done, n_rows);
}

static char *
say_saved (guint n_rows, const char *name)
{
  if (n_rows == 0)
    return g_strdup_printf (_ ("%s saved"), name);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'u row exported to %s", "%'u rows exported to %s", n_rows),
    n_rows, name);
}

static const TillExportWords list_words = {
  .making = N_ ("Exporting…"),
  .choose = N_ ("Export List"),
  .not_saved = N_ ("The List Was Not Exported"),
  .not_printed = N_ ("The List Can’t Be Printed"),
  .say_progress = say_progress,
  .say_saved = say_saved,
};

static const TillExportWords report_words = {
  .making = N_ ("Exporting…"),
  .choose = N_ ("Save Report"),
  .not_saved = N_ ("The Report Was Not Saved"),
  .not_printed = N_ ("The Report Can’t Be Printed"),
  .say_progress = say_progress,
  .say_saved = say_saved,
};

/* One export under way. */
typedef struct
{
  TillActionContext *context;
  TillExport *export;
  GCancellable *cancellable;
  GFile        *file; /* NULL: it is printed */

  const TillExportWords *words;

  guint           timer;
  GtkWidget      *dialog; /* weak: the progress; NULL: not shown yet, or closed */
  GtkProgressBar *bar;
} Deed;

static void
end_progress (Deed *deed)
{
  GtkWidget *dialog = deed->dialog;

  g_clear_handle_id (&deed->timer, g_source_remove);
  g_clear_weak_pointer (&deed->dialog);
  if (dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
deed_free (Deed *deed)
{
  end_progress (deed);
  till_action_context_unref (deed->context);
  g_clear_object (&deed->export);
  g_clear_object (&deed->cancellable);
  g_clear_object (&deed->file);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

/* ── Progress ── */

static gboolean
progress_cb (gpointer user_data)
{
  Deed            *deed = user_data;
  guint            n_done = till_export_get_n_done (deed->export);
  guint            n_rows = till_export_get_n_rows (deed->export);
  g_autofree char *words = NULL;

  if (deed->dialog == NULL)
    {
      deed->timer = 0;
      return G_SOURCE_REMOVE;
    }
  if (n_rows == 0)
    {
      gtk_progress_bar_pulse (deed->bar);
      return G_SOURCE_CONTINUE;
    }

  words = deed->words->say_progress (n_done, n_rows);
  gtk_progress_bar_set_text (deed->bar, words);
  gtk_progress_bar_set_fraction (deed->bar, (double) n_done / n_rows); /* not money */

  return G_SOURCE_CONTINUE;
}

/* Cancel, Escape or the window's end. */
static void
response_cb (AdwMessageDialog *dialog, const char *response, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  Deed             *deed = user_data;
  AdwMessageDialog *dialog;

  deed->timer = 0;
  if (deed->context->window == NULL)
    return G_SOURCE_REMOVE;

  dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (till_action_front (deed->context), _ (deed->words->making), NULL));
  deed->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (deed->bar, TRUE);
  gtk_progress_bar_set_text (deed->bar, deed->words->waiting != NULL ? _ (deed->words->waiting)
                                                                     : _ ("Looking for the rows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (deed->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress of the export"), -1);
  adw_message_dialog_set_extra_child (dialog, GTK_WIDGET (deed->bar));
  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), deed->cancellable, 0);
  g_set_weak_pointer (&deed->dialog, GTK_WIDGET (dialog));
  deed->timer = g_timeout_add (PROGRESS_EVERY_MS, progress_cb, deed);
  progress_cb (deed);
  gtk_window_present (GTK_WINDOW (dialog));

  return G_SOURCE_REMOVE;
}

static void
begin_progress (Deed *deed)
{
  deed->timer = g_timeout_add (PROGRESS_AFTER_MS, show_progress_cb, deed);
}

/* ── To a file ── */

static void
open_folder_cb (AdwToast *toast, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char  *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (uri != NULL)
    gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
unref_file (gpointer file, GClosure *closure)
{
  g_object_unref (file);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = g_file_get_basename (deed->file);
  g_autofree char   *words = NULL;
  AdwToast          *toast;

  if (!till_export_save_finish (deed->export, result, &error))
    {
      till_action_show_error (deed->context, _ (deed->words->not_saved), error);
      return;
    }

  words = deed->words->say_saved (till_export_get_n_rows (deed->export), name);
  toast = till_action_offer (deed->context, words, _ ("_Open Folder"));
  if (toast != NULL)
    g_signal_connect_data (toast, "button-clicked", G_CALLBACK (open_folder_cb),
                           g_object_ref (deed->file), unref_file, 0);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (Deed) deed = user_data;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      deed->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      path = deed->file != NULL ? g_file_get_path (deed->file) : NULL;
    }
  g_object_unref (chooser);
  if (path == NULL)
    return;

  begin_progress (deed);
  till_export_save_async (deed->export, path, deed->cancellable, saved_cb, deed);
  g_steal_pointer (&deed);
}

static void
choose_file (Deed *deed)
{
  GtkFileChooserNative *chooser =
    till_action_new_chooser (deed->context, _ (deed->words->choose), GTK_FILE_CHOOSER_ACTION_SAVE,
                             _ ("_Save"), G_USER_DIRECTORY_DOWNLOAD);
  g_autofree char *name = till_export_dup_file_name (deed->export);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), deed);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ── To the printer ── */

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *words = NULL;

  if (!till_export_note_finish (deed->export, result, &error))
    {
      till_action_show_error (deed->context, _ (deed->words->not_noted), error);
      return;
    }
  words = deed->words->say_printed (till_export_get_n_rows (deed->export));
  till_action_say (deed->context, words);
}

static void
printed_cb (gboolean printed, gpointer user_data)
{
  g_autoptr (Deed) deed = user_data;

  if (printed && deed->words->say_printed != NULL)
    {
      TillExport *export = deed->export;

      till_export_note_async (export, noted_cb, g_steal_pointer (&deed));
    }
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = till_export_make_finish (deed->export, result, &error);
  g_autofree char   *name = till_export_dup_file_name (deed->export);

  if (pdf == NULL)
    till_action_show_error (deed->context, _ (deed->words->not_printed), error);
  else if (deed->context->window != NULL)
    {
      TillActionContext *context = deed->context;
      const char        *failed = _ (deed->words->not_printed);

      end_progress (deed);
      till_action_print_then (context, pdf, name, failed, printed_cb, g_steal_pointer (&deed));
    }
}

/* ── What is asked for ── */

static GArray *
read_sort (GVariant *keys)
{
  GArray      *sort = g_array_new (TRUE, TRUE, sizeof (TillSortKey));
  GVariantIter iter;
  TillSortKey  key;

  g_variant_iter_init (&iter, keys);
  while (g_variant_iter_next (&iter, "(&sb)", &key.column, &key.descending))
    g_array_append_val (sort, key);

  return sort;
}

static GArray *
read_ids (GVariant *maybe)
{
  g_autoptr (GVariant) ids = g_variant_get_maybe (maybe);
  GArray              *array;
  gconstpointer        data;
  gsize                n_ids;

  if (ids == NULL)
    return NULL;
  array = g_array_new (FALSE, FALSE, sizeof (gint64));
  data = g_variant_get_fixed_array (ids, &n_ids, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (array, data, (guint) n_ids);

  return array;
}

static TillExport *
read_export (TillActionContext *self, GVariant *parameter, const char **how, GError **error)
{
  g_autoptr (GVariant)    sort = NULL;
  g_autoptr (GVariant)    maybe_ids = NULL;
  g_autofree const char **columns = NULL;
  g_autoptr (GArray)      keys = NULL;
  g_autoptr (GArray)      ids = NULL;
  g_autoptr (TillFilter)  filter = NULL;
  const char             *json;
  TillExportOrder         order = { NULL };

  g_variant_get (parameter, "(&s&s@a(sb)^a&s@maxb&sb)", &order.list, &json, &sort, &columns,
                 &maybe_ids, &order.all_but, how, &order.bom);
  filter = till_filter_from_json (json, error);
  if (filter == NULL)
    return NULL;
  keys = read_sort (sort);
  ids = read_ids (maybe_ids);
  order.filter = filter;
  order.sort = (const TillSortKey *) (gpointer) keys->data;
  order.columns = columns;
  order.ids = ids;
  order.form = g_str_equal (*how, TILL_EXPORT_AS_CSV) ? TILL_EXPORT_CSV : TILL_EXPORT_PDF;

  return till_export_new (self->practice, &order, error);
}

void
till_action_run_export (TillActionContext *self,
                        TillExport *export,
                        const char            *how,
                        const TillExportWords *words,
                        const GError          *error)
{
  Deed *deed;

  if (export == NULL)
    {
      till_action_show_error (self, _ (words->not_saved), error);
      return;
    }

  deed = g_new0 (Deed, 1);
  deed->context = g_rc_box_acquire (self);
  deed->export = export;
  deed->words = words;
  deed->cancellable = g_cancellable_new ();
  if (g_str_equal (how, TILL_EXPORT_AS_PRINT))
    {
      begin_progress (deed);
      till_export_make_async (export, deed->cancellable, made_cb, deed);
    }
  else
    choose_file (deed);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;
  const char        *how = NULL;
  TillExport *export = read_export (self, parameter, &how, &error);

  till_action_run_export (self, export, how, &list_words, error);
}

static void
export_report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;
  const char        *name;
  const char        *how;
  TillDayRange       range;
  gboolean           bom;
  int                kind;
  TillExport *export;

  g_variant_get (parameter, "(&sii&sb)", &name, &range.first.number, &range.last.number, &how,
                 &bom);
  if (!till_enum_from_text (TILL_TYPE_REPORT_KIND, name, &kind))
    g_return_if_reached ();

  export = till_export_new_for_report (
    self->practice, (TillReportKind) kind, range,
    g_str_equal (how, TILL_EXPORT_AS_CSV) ? TILL_EXPORT_CSV : TILL_EXPORT_PDF, bom, &error);
  till_action_run_export (self, export, how, &report_words, error);
}

void
till_export_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "export", export_cb, TILL_EXPORT_ACTION_TYPE, NULL, NULL, { 0 } },
    { "export-report", export_report_cb, TILL_EXPORT_REPORT_ACTION_TYPE, NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
