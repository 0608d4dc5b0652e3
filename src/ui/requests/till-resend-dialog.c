/* till-resend-dialog.c: what could not be delivered is corrected, and sent once more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each change is drafted anew; what is sent is the draft that is shown.
 */
#include "ui/requests/till-resend-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-phone.h"
#include "flow/till-practice-patients.h"
#include "flow/till-resend-request.h"
#include "ui/requests/till-request-words.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

/* So long nothing is typed before it is drafted. */
#define PAUSE_MS 150

struct _TillResendDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  TillAccount  *account; /* NULL: it is being read */
  TillResend   *resend;  /* what is shown; NULL: there is none */
  GCancellable *drafting;

  gint64   request_id;
  guint    timer;
  gboolean filling; /* what is written is not typed */
  gboolean sending;
  gboolean closed;

  /* Template children */
  GtkLabel     *whom;
  AdwActionRow *failed;
  AdwComboRow  *channel;
  AdwEntryRow  *address;
  GtkLabel     *kept;
  GtkLabel     *problem;
  GtkLabel     *doubts;
  GtkWidget    *preview_title;
  GtkLabel     *preview;
  GtkLabel     *later;
  GtkWidget    *send;
};

G_DEFINE_FINAL_TYPE (TillResendDialog, till_resend_dialog, ADW_TYPE_WINDOW)

static guint resent_signal;

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

/* The rows stand in the order of the enum. */
static TillChannel
get_channel (TillResendDialog *self)
{
  return (TillChannel) adw_combo_row_get_selected (self->channel);
}

/* ── The draft ── */

static void
show_kept (TillResendDialog *self)
{
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (self->resend != NULL && self->resend->new_address != NULL)
    {
      name = till_person_name_as_written (self->account->patient->name);
      words = g_strdup_printf (_ ("It is kept on the record of %s when it is sent."), name);
    }
  show_words (self->kept, words);
}

static void
show_draft (TillResendDialog *self, const char *problem)
{
  const TillRequestDraft *draft = self->resend != NULL ? self->resend->draft : NULL;
  TillInstant             now = till_clock_now (till_practice_get_clock (self->practice));
  GTimeZone              *zone = till_practice_get_zone (self->practice);
  g_autofree char        *doubts = draft != NULL ? till_request_words_doubts (draft) : NULL;
  g_autofree char        *preview = draft != NULL ? till_request_words_preview (draft) : NULL;
  g_autofree char *later = draft != NULL ? till_request_words_later (draft, now, zone) : NULL;

  if (problem == NULL && draft != NULL)
    problem = draft->problem;
  show_kept (self);
  show_words (self->problem, problem);
  show_words (self->doubts, doubts);
  show_words (self->preview, preview);
  show_words (self->later, later);
  gtk_widget_set_visible (self->preview_title, preview != NULL);
  gtk_widget_set_sensitive (self->send, draft != NULL && problem == NULL);
}

static void
drop_draft (TillResendDialog *self)
{
  if (self->drafting != NULL)
    g_cancellable_cancel (self->drafting);
  g_clear_object (&self->drafting);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->resend, till_resend_free);
}

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillResendDialog) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TillResend)       resend =
    till_practice_draft_resend_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->resend, till_resend_free);
  self->resend = g_steal_pointer (&resend);
  show_draft (self, error != NULL ? error->message : NULL);
}

static gboolean
draft_cb (gpointer user_data)
{
  TillResendDialog     *self = user_data;
  const TillResendOrder order = { self->request_id, get_channel (self),
                                  gtk_editable_get_text (GTK_EDITABLE (self->address)) };

  self->timer = 0;
  self->drafting = g_cancellable_new ();
  till_practice_draft_resend_async (self->practice, &order, self->drafting, drafted_cb,
                                    g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
changed_cb (TillResendDialog *self)
{
  if (self->filling || self->account == NULL || self->closed || self->sending)
    return;

  drop_draft (self);
  gtk_widget_set_sensitive (self->send, FALSE);
  self->timer = g_timeout_add (PAUSE_MS, draft_cb, self);
}

/* Where the patient is to be reached by it, as far as that is known. */
static void
channel_cb (TillResendDialog *self)
{
  gboolean    by_text = get_channel (self) == TILL_CHANNEL_TEXT;
  const char *known;

  if (self->account == NULL || self->closed)
    return;

  known = by_text ? self->account->patient->phone : self->account->patient->email;
  self->filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address),
                                 by_text ? _ ("Phone Number") : _ ("E-Mail Address"));
  gtk_editable_set_text (GTK_EDITABLE (self->address), known != NULL ? known : "");
  self->filling = FALSE;
  changed_cb (self);
}

static void
account_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillResendDialog) self = user_data;
  g_autoptr (GError)           error = NULL;
  TillAccount *account = till_practice_read_account_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    {
      till_account_free (account);
      return;
    }
  self->account = account;
  if (account == NULL)
    show_draft (self, error->message);
  channel_cb (self);
}

/* ── The deed ── */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillResendDialog) self = user_data;
  g_autoptr (GError)           error = NULL;
  gboolean good = till_practice_resend_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (!good)
    {
      /* Whatever is changed is drafted anew. */
      self->sending = FALSE;
      show_draft (self, error->message);
      return;
    }
  g_signal_emit (self, resent_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
send_cb (TillResendDialog *self)
{
  TillResend *resend = g_steal_pointer (&self->resend);

  if (resend == NULL)
    return;
  gtk_widget_set_sensitive (self->send, FALSE);
  self->sending = TRUE;
  till_practice_resend_async (self->practice, resend, sent_cb, g_object_ref (self));
}

/* ── The object ── */

static void
till_resend_dialog_dispose (GObject *object)
{
  TillResendDialog *self = TILL_RESEND_DIALOG (object);

  self->closed = TRUE;
  drop_draft (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_RESEND_DIALOG);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->account, till_account_free);

  G_OBJECT_CLASS (till_resend_dialog_parent_class)->dispose (object);
}

static void
till_resend_dialog_class_init (TillResendDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_resend_dialog_dispose;

  resent_signal = g_signal_new ("resent", TILL_TYPE_RESEND_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "requests/till-resend-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, whom);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, address);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, kept);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, doubts);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, preview_title);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, later);
  gtk_widget_class_bind_template_child (widget_class, TillResendDialog, send);
  gtk_widget_class_bind_template_callback (widget_class, channel_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
till_resend_dialog_init (TillResendDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->address));
}

/* Where it went, when that was known, and what the carrier has said. */
static void
show_failed (TillResendDialog *self, const TillMessage *failed)
{
  gboolean         by_text = failed->channel == TILL_CHANNEL_TEXT;
  g_autofree char *address = till_phone_format (failed->address);
  g_autofree char *title = by_text ? g_strdup_printf (_ ("Text to %s"), address)
                                   : g_strdup_printf (_ ("E-mail to %s"), failed->address);
  g_autofree char *why = till_request_words_failure (failed);
  g_autofree char *at =
    failed->ended_at != TILL_INSTANT_NONE
      ? till_instant_format (failed->ended_at, till_practice_get_zone (self->practice))
      : g_strdup ("");
  g_autofree char *words = g_strdup_printf ("%s\n%s", at, why);

  /* What a carrier says is no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->failed), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->failed), title);
  adw_action_row_set_subtitle (self->failed, words);
}

GtkWidget *
till_resend_dialog_new (TillPractice      *practice,
                        const TillRequest *request,
                        const TillMessage *failed,
                        GtkWindow         *parent)
{
  TillResendDialog *self = g_object_new (TILL_TYPE_RESEND_DIALOG, "transient-for", parent, NULL);
  g_autofree char  *amount = till_money_format (till_request_get_rest (request));
  g_autofree char  *name = till_person_name_as_written (request->patient_name);
  /* Translators: an amount, and a person */
  g_autofree char *whom = g_strdup_printf (_ ("%s, %s"), amount, name);

  self->practice = g_object_ref (practice);
  self->request_id = request->id;
  gtk_label_set_text (self->whom, whom);
  show_failed (self, failed);
  adw_combo_row_set_selected (self->channel, failed->channel);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
  show_draft (self, NULL);
  till_practice_read_account_async (practice, request->guarantor_id, NULL, account_cb,
                                    g_object_ref (self));

  return GTK_WIDGET (self);
}
