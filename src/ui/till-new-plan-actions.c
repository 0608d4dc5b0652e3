/* till-new-plan-actions.c: payment plans are made and signed, and their papers leave the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-plans.h"
#include "ui/plans/till-authorize-dialog.h"
#include "ui/plans/till-new-plan-window.h"
#include "ui/till-practice-actions-private.h"

/* A plan's scan or its agreement on the way. */
typedef struct
{
  TillActionContext *context;
  TillAuthorizePane *pane; /* weak: what asked for a scan; NULL: of the plan, it is authorized */
  GBytes            *bytes;
  gint64             plan_id;
  gboolean           is_for_print;
} Deed;

static Deed *
deed_new (TillActionContext *context, gint64 plan_id)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->context = g_rc_box_acquire (context);
  deed->plan_id = plan_id;

  return deed;
}

static void
deed_free (Deed *deed)
{
  g_clear_weak_pointer (&deed->pane);
  g_clear_pointer (&deed->bytes, g_bytes_unref);
  till_action_context_unref (deed->context);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
listen_to (gpointer object, const char *signal, GCallback callback, TillActionContext *self)
{
  g_signal_connect_data (object, signal, callback, g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
}

/* ── Scans ── */

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_keep_papers_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (deed->context, _ ("The signed paper is kept with the plan"));
  else
    till_action_show_error (deed->context, _ ("The Scan Was Not Attached"), error);
}

static void
scan_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)         deed = user_data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillPlanScan) scan =
    till_practice_read_scan_finish (TILL_PRACTICE (source), result, &error);
  gint64 plan_id = deed->plan_id;

  if (scan == NULL)
    {
      till_action_show_error (deed->context, _ ("The Scan Was Not Attached"), error);
      return;
    }
  till_practice_attach_scan_async (TILL_PRACTICE (source), plan_id, scan, attached_cb,
                                   g_steal_pointer (&deed));
}

static void
scan_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autofree char   *path = till_action_take_path (chooser, response);
  TillActionContext *self = deed->context;

  if (path == NULL)
    return;
  if (deed->plan_id == 0)
    {
      if (deed->pane != NULL)
        till_authorize_pane_take_scan (deed->pane, path);
      return;
    }
  till_practice_read_scan_async (self->practice, path, NULL, scan_read_cb, g_steal_pointer (&deed));
}

/* @deed is taken. */
static void
choose_scan (Deed *deed)
{
  static const char *const suffixes[] = { "pdf", "png", "jpg", "jpeg", NULL };
  GtkFileChooserNative    *chooser = till_action_new_opener (deed->context, _ ("Choose the Scan"),
                                                             _ ("Scans (PDF, PNG, JPEG)"), suffixes);

  g_signal_connect (chooser, "response", G_CALLBACK (scan_chosen_cb), deed);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
choose_scan_cb (TillAuthorizePane *pane, TillActionContext *self)
{
  Deed *deed = deed_new (self, 0);

  g_set_weak_pointer (&deed->pane, pane);
  choose_scan (deed);
}

static void
attach_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_scan (deed_new (user_data, g_variant_get_int64 (parameter)));
}

/* ── Made and signed ── */

static void
show_plan (TillActionContext *self, gint64 id, const char *words)
{
  till_action_say (self, words);
  if (self->window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-plan", "x", id);
}

static void
made_cb (TillNewPlanWindow *window, gint64 id, gboolean is_authorized, TillActionContext *self)
{
  show_plan (self, id,
             is_authorized ? _ ("The payment plan is made and authorized")
                           : _ ("The payment plan is made; it waits to be authorized"));
}

static void
new_plan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  GtkWidget *window = till_new_plan_window_new (self->practice, g_variant_get_int64 (parameter),
                                                till_action_front (self));

  listen_to (window, "made", G_CALLBACK (made_cb), self);
  listen_to (till_new_plan_window_get_pane (TILL_NEW_PLAN_WINDOW (window)), "choose-scan",
             G_CALLBACK (choose_scan_cb), self);
  till_action_present (self, window);
}

static void
authorized_cb (TillAuthorizeDialog *dialog, gint64 id, TillActionContext *self)
{
  show_plan (self, id, _ ("The payment plan is authorized"));
}

static void
sent_cb (TillAuthorizeDialog *dialog, gint64 id, TillActionContext *self)
{
  show_plan (self, id, _ ("The payment plan is sent to the patient"));
}

static void
authorize_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  GtkWidget *dialog = till_authorize_dialog_new (self->practice, g_variant_get_int64 (parameter),
                                                 till_action_front (self));

  listen_to (dialog, "authorized", G_CALLBACK (authorized_cb), self);
  listen_to (dialog, "sent", G_CALLBACK (sent_cb), self);
  listen_to (till_authorize_dialog_get_pane (TILL_AUTHORIZE_DIALOG (dialog)), "choose-scan",
             G_CALLBACK (choose_scan_cb), self);
  till_action_present (self, dialog);
}

/* ── Papers ── */

static void
target_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (Deed)  deed = user_data;
  g_autofree char  *path = till_action_take_path (chooser, response);
  g_autoptr (GFile) file = NULL;

  if (path == NULL)
    return;
  file = g_file_new_for_path (path);
  till_action_write (deed->context, file, deed->bytes, _ ("The Document Was Not Saved"));
}

/* @deed is taken. */
static void
choose_target (Deed *deed, const char *name)
{
  GtkFileChooserNative *chooser =
    till_action_new_chooser (deed->context, _ ("Save Document"), GTK_FILE_CHOOSER_ACTION_SAVE,
                             _ ("_Save"), G_USER_DIRECTORY_DOWNLOAD);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (target_chosen_cb), deed);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
agreement_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)          deed = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper =
    till_practice_agreement_finish (TILL_PRACTICE (source), result, &error);
  TillActionContext *self = deed->context;
  g_autofree char   *name = NULL;

  if (paper == NULL)
    {
      till_action_show_error (self, _ ("The Agreement Can’t Be Made"), error);
      return;
    }
  if (self->window == NULL)
    return;

  name = till_plan_document_dup_name (
    &(TillPlanDocument){ .plan_id = deed->plan_id, .kind = TILL_DOCUMENT_AGREEMENT });
  if (deed->is_for_print)
    {
      till_action_print (self, paper->pdf, name, _ ("The Agreement Was Not Printed"));
      return;
    }
  deed->bytes = g_bytes_ref (paper->pdf);
  choose_target (g_steal_pointer (&deed), name);
}

static void
open_agreement (TillActionContext *self, gint64 plan_id, gboolean is_for_print)
{
  Deed *deed = deed_new (self, plan_id);

  deed->is_for_print = is_for_print;
  till_practice_open_agreement_async (self->practice, plan_id, NULL, agreement_cb, deed);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_agreement (user_data, g_variant_get_int64 (parameter), TRUE);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_agreement (user_data, g_variant_get_int64 (parameter), FALSE);
}

static void
document_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = NULL;

  deed->bytes =
    till_practice_read_plan_document_finish (TILL_PRACTICE (source), result, &name, &error);
  if (deed->bytes == NULL)
    till_action_show_error (deed->context, _ ("The Document Can’t Be Read"), error);
  else if (deed->context->window != NULL)
    choose_target (g_steal_pointer (&deed), name);
}

static void
save_document_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  till_practice_read_plan_document_async (self->practice, g_variant_get_int64 (parameter), NULL,
                                          document_cb, deed_new (self, 0));
}

void
till_new_plan_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "new-plan", new_plan_cb, "x", NULL, NULL, { 0 } },
    { "authorize-plan", authorize_cb, "x", NULL, NULL, { 0 } },
    { "attach-plan-scan", attach_cb, "x", NULL, NULL, { 0 } },
    { "print-plan-agreement", print_cb, "x", NULL, NULL, { 0 } },
    { "save-plan-agreement", save_cb, "x", NULL, NULL, { 0 } },
    { "save-plan-document", save_document_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
