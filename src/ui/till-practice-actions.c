/* till-practice-actions.c: the deeds as actions, and the one place where errors are shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/till-practice-actions-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "ui/collect/till-collect-dialog.h"
#include "ui/collect/till-refund-dialog.h"
#include "ui/settings/till-settings-window.h"
#include "ui/transactions/till-assign-dialog.h"

/* One deed under way. */
typedef struct
{
  TillActionContext *context;
  char              *done; /* what is said when it is */
} Deed;

static void
context_clear (gpointer data)
{
  TillActionContext *self = data;

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->toasts);
  g_clear_signal_handler (&self->news_handler, self->practice);
  g_clear_object (&self->practice);
}

void
till_action_context_unref (gpointer data)
{
  g_rc_box_release_full (data, context_clear);
}

static Deed *
deed_new (TillActionContext *context, const char *done)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->context = g_rc_box_acquire (context);
  deed->done = g_strdup (done);

  return deed;
}

static void
deed_free (Deed *deed)
{
  till_action_context_unref (deed->context);
  g_free (deed->done);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

GtkWindow *
till_action_front (TillActionContext *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);
  GtkWindow *active = application != NULL ? gtk_application_get_active_window (application) : NULL;

  return active != NULL ? active : self->window;
}

/* A toast reads its words as markup: a name with "&" in it would be none. */
static AdwToast *
new_toast (const char *words)
{
  g_autofree char *plain = g_markup_escape_text (words, -1);

  return adw_toast_new (plain);
}

/* One that stays is pushed back into the queue, and comes again afterwards. */
static void
add_toast (TillActionContext *self, AdwToast *toast)
{
  if (self->n_staying > 0)
    adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
till_action_say (TillActionContext *self, const char *words)
{
  if (self->toasts != NULL)
    add_toast (self, new_toast (words));
}

AdwToast *
till_action_offer (TillActionContext *self, const char *words, const char *button)
{
  AdwToast *toast;

  if (self->toasts == NULL)
    return NULL;
  toast = new_toast (words);
  adw_toast_set_button_label (toast, button);
  add_toast (self, toast);

  return toast;
}

static void
closed_cb (AdwToast *toast, gpointer user_data)
{
  TillActionContext *self = user_data;

  self->n_staying--;
}

AdwToast *
till_action_tell (TillActionContext *self, const char *words, const char *button)
{
  GtkWidget *label;
  AdwToast  *toast;

  if (self->toasts == NULL)
    return NULL;
  label = gtk_label_new (words);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  toast = new_toast (words);
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_timeout (toast, 0);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (closed_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
  self->n_staying++;

  return toast;
}

static void
show_words (TillActionContext *self, const char *title, const char *words)
{
  GtkWidget *dialog;

  if (self->window == NULL)
    return;
  dialog = adw_message_dialog_new (till_action_front (self), title, words);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
till_action_show_error (TillActionContext *self, const char *title, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_words (self, title, error->message);
}

/* As TillWindow does it. */
static void
drop_actions_cb (GtkWidget *dialog)
{
  gtk_widget_insert_action_group (dialog, "practice", NULL);
}

void
till_action_present (TillActionContext *self, GtkWidget *dialog)
{
  gtk_widget_insert_action_group (dialog, "practice", self->group);
  g_signal_connect (dialog, "destroy", G_CALLBACK (drop_actions_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ignore_printed (gboolean printed, gpointer user_data)
{
}

void
till_action_print (TillActionContext *self, GBytes *pdf, const char *name, const char *failed)
{
  till_action_print_then (self, pdf, name, failed, ignore_printed, NULL);
}

void
till_action_print_then (TillActionContext *self,
                        GBytes            *pdf,
                        const char        *name,
                        const char        *failed,
                        TillPrinted        printed,
                        gpointer           user_data)
{
  g_autoptr (GError) error = NULL;

  if (till_print_pdf (till_action_front (self), pdf, name, printed, user_data, &error))
    return;
  till_action_show_error (self, failed, error);
  printed (FALSE, user_data);
}

/* ── Collect, refund ── */

static void
collect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  int                method = TILL_METHOD_CASH;

  if (!till_enum_from_text (TILL_TYPE_METHOD, g_variant_get_string (parameter, NULL), &method))
    method = till_practice_get_card_problem (self->practice) == NULL ? TILL_METHOD_TERMINAL
                                                                     : TILL_METHOD_CASH;
  till_action_present (self,
                       till_collect_dialog_new (self->practice, (TillMethod) method, self->window));
}

static void
said_cb (GtkWidget *dialog, const char *words, TillActionContext *self)
{
  till_action_say (self, words);
}

static void
refund_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  GtkWidget         *dialog =
    till_refund_dialog_new (self->practice, g_variant_get_int64 (parameter), self->window);

  g_signal_connect_data (dialog, "reversed", G_CALLBACK (said_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

static void
assign_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  GtkWidget         *dialog =
    till_assign_dialog_new (self->practice, g_variant_get_int64 (parameter), self->window);

  g_signal_connect_data (dialog, "assigned", G_CALLBACK (said_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

/* ── Posting ── */

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_post_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (deed->context, deed->done);
  else
    till_action_show_error (deed->context, _ ("Not Posted"), error);
}

static void
post_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gint64             id = g_variant_get_int64 (parameter);
  gboolean           mark = g_str_equal (g_action_get_name (G_ACTION (action)), "mark-posted");

  till_practice_post_async (
    self->practice, &id, 1, mark, posted_cb,
    deed_new (self, mark ? _ ("Marked as posted") : _ ("Posted to the ledger")));
}

/* ── Receipts ── */

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  Deed             *deed = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      GBytes *pdf = g_object_get_data (G_OBJECT (chooser), "pdf");

      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      till_action_write (deed->context, file, pdf, _ ("The Receipt Was Not Saved"));
    }
  deed_free (deed);
  g_object_unref (chooser);
}

static void
choose_file (TillActionContext *self, GBytes *pdf, const char *name)
{
  GtkFileChooserNative *chooser = till_action_new_chooser (
    self, _ ("Save Receipt"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), G_USER_DIRECTORY_DOWNLOAD);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data_full (G_OBJECT (chooser), "pdf", g_bytes_ref (pdf),
                          (GDestroyNotify) g_bytes_unref);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), deed_new (self, NULL));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = NULL;
  g_autoptr (GBytes) pdf =
    till_practice_make_receipt_finish (TILL_PRACTICE (source), result, &name, &error);

  if (pdf == NULL)
    till_action_show_error (deed->context, _ ("The Receipt Can’t Be Made"), error);
  else if (deed->context->window == NULL)
    return;
  else if (g_str_equal (deed->done, "print"))
    till_action_print (deed->context, pdf, name, _ ("The Receipt Was Not Printed"));
  else
    choose_file (deed->context, pdf, name);
}

static void
receipt_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gboolean           print = g_str_equal (g_action_get_name (G_ACTION (action)), "print-receipt");

  till_practice_make_receipt_async (self->practice, g_variant_get_int64 (parameter), NULL, made_cb,
                                    deed_new (self, print ? "print" : "download"));
}

static void
say_waiting (TillActionContext *self, const char *why)
{
  g_autofree char *words =
    g_strconcat (why, *why != '\0' ? "\n\n" : "",
                 _ ("It is tried again by itself. Among the patient’s messages stands what becomes "
                    "of it."),
                 NULL);

  show_words (self, _ ("The Receipt Is Waiting to Be Sent"), words);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autofree char   *waiting = NULL;
  g_autoptr (GError) error = NULL;

  if (!till_practice_send_receipt_finish (TILL_PRACTICE (source), result, &waiting, &error))
    till_action_show_error (deed->context,
                            g_error_matches (error, TILL_ERROR, TILL_ERROR_UNKNOWN_OUTCOME)
                              ? _ ("The Receipt May Have Been Sent")
                              : _ ("The Receipt Was Not Sent"),
                            error);
  else if (waiting != NULL)
    say_waiting (deed->context, waiting);
  else
    till_action_say (deed->context, deed->done);
}

static void
send_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autofree char   *words = NULL;
  const char        *address;
  gint64             id;

  g_variant_get (parameter, "(x&s)", &id, &address);
  words = g_strdup_printf (_ ("Receipt sent to %s"), address);
  till_practice_send_receipt_async (self->practice, id, address, sent_cb, deed_new (self, words));
}

/* ── The rest ── */

/* Payments themselves can't be asked for; not only the reports on deposits. */
static gboolean
is_unreachable (TillPractice *practice)
{
  g_autofree char *unreachable = NULL;

  g_object_get (practice, "unreachable", &unreachable, NULL);
  return unreachable != NULL;
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed)   deed = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_refresh_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (deed->context, deed->done);
  else
    till_action_show_error (deed->context,
                            is_unreachable (TILL_PRACTICE (source))
                              ? _ ("The Processor Can’t Be Asked")
                              : _ ("The Deposits Can’t Be Read"),
                            error);
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  till_practice_refresh_async (self->practice, refreshed_cb,
                               deed_new (self, _ ("Up to date with the processor")));
}

static void
settings_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  gtk_window_present (GTK_WINDOW (till_settings_window_new (self->practice, self->window)));
}

GActionGroup *
till_practice_actions_new (TillPractice *practice, GtkWindow *window, AdwToastOverlay *toasts)
{
  const GActionEntry entries[] = {
    { "collect", collect_cb, "s", NULL, NULL, { 0 } },
    { "refund", refund_cb, "x", NULL, NULL, { 0 } },
    { "assign", assign_cb, "x", NULL, NULL, { 0 } },
    { "post", post_cb, "x", NULL, NULL, { 0 } },
    { "mark-posted", post_cb, "x", NULL, NULL, { 0 } },
    { "download-receipt", receipt_cb, "x", NULL, NULL, { 0 } },
    { "print-receipt", receipt_cb, "x", NULL, NULL, { 0 } },
    { "send-receipt", send_cb, "(xs)", NULL, NULL, { 0 } },
    { "refresh", refresh_cb, NULL, NULL, NULL, { 0 } },
    { "settings", settings_cb, NULL, NULL, NULL, { 0 } },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  TillActionContext  *context = g_rc_box_new0 (TillActionContext);

  context->practice = g_object_ref (practice);
  context->group = G_ACTION_GROUP (group);
  g_set_weak_pointer (&context->window, window);
  g_set_weak_pointer (&context->toasts, toasts);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), context);
  till_bank_actions_add (context, G_ACTION_MAP (group));
  till_book_actions_add (context, G_ACTION_MAP (group));
  till_bulk_actions_add (context, G_ACTION_MAP (group));
  till_card_actions_add (context, G_ACTION_MAP (group));
  till_demo_actions_add (context, G_ACTION_MAP (group));
  till_deposit_actions_add (context, G_ACTION_MAP (group));
  till_export_actions_add (context, G_ACTION_MAP (group));
  till_filter_actions_add (context, G_ACTION_MAP (group));
  till_ledger_actions_add (context, G_ACTION_MAP (group));
  till_new_plan_actions_add (context, G_ACTION_MAP (group));
  till_patient_actions_add (context, G_ACTION_MAP (group));
  till_plan_actions_add (context, G_ACTION_MAP (group));
  till_plan_terms_actions_add (context, G_ACTION_MAP (group));
  till_request_actions_add (context, G_ACTION_MAP (group));
  till_snooze_actions_add (context, G_ACTION_MAP (group));
  till_statement_actions_add (context, G_ACTION_MAP (group));
  till_attempt_news_add (context);
  g_object_set_data_full (G_OBJECT (group), "till-context", context, till_action_context_unref);

  return G_ACTION_GROUP (group);
}
