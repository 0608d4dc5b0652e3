/* till-request-actions.c: asking for money, and what may be done with a request, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-practice-requests.h"
#include "flow/till-resend-request.h"
#include "ui/requests/till-request-code-dialog.h"
#include "ui/requests/till-request-dialog.h"
#include "ui/requests/till-resend-dialog.h"
#include "ui/till-practice-actions-private.h"
#include "ui/widgets/till-question.h"

/* With one request: done when a dialog is answered. */
typedef struct
{
  TillActionContext *context; /* acquired */
  gint64             id;
  TillRequestReason  reason;
} Deed;

static Deed *
deed_new (TillActionContext *context, gint64 id, TillRequestReason reason)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->context = g_rc_box_acquire (context);
  deed->id = id;
  deed->reason = reason;

  return deed;
}

static void
deed_free (gpointer data, GClosure *closure)
{
  Deed *deed = data;

  till_action_context_unref (deed->context);
  g_free (deed);
}

/* ── At the desk ── */

static void
sheet_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;
  const char        *name;
  g_autoptr (GBytes) pdf =
    till_practice_print_request_finish (TILL_PRACTICE (source), result, &name, &error);

  if (pdf == NULL)
    till_action_show_error (self, _ ("The Request Was Not Printed"), error);
  else if (self->window != NULL)
    till_action_print (self, pdf, name, _ ("The Request Was Not Printed"));
  till_action_context_unref (self);
}

static void
code_answer_cb (AdwMessageDialog *dialog, const char *response, const Deed *deed)
{
  if (g_strcmp0 (response, "print") == 0)
    till_practice_print_request_async (deed->context->practice, deed->id, sheet_cb,
                                       g_rc_box_acquire (deed->context));
}

static void
show_code (TillActionContext *self, const TillRequest *request)
{
  GtkWidget *dialog = till_request_code_dialog_new (request, till_action_front (self));

  if (dialog == NULL)
    return;

  g_signal_connect_data (dialog, "response", G_CALLBACK (code_answer_cb),
                         deed_new (self, request->id, request->reason), deed_free, 0);
  till_action_present (self, dialog);
}

/* ── Asking ── */

static void
requested_cb (TillRequestDialog *dialog, gint64 id, TillActionContext *self)
{
  g_autoptr (TillRequest) request = till_practice_get_request (self->practice, id, NULL);
  g_autofree char        *words = NULL;
  g_autofree char        *amount = NULL;

  if (request == NULL)
    return;
  if (request->sent_by == TILL_SENT_AT_DESK)
    {
      show_code (self, request);
      return;
    }
  amount = till_money_format (request->amount);
  words = g_strdup_printf (_ ("%s requested from %s"), amount, request->patient_name);
  till_action_say (self, words);
}

static void
ask (TillActionContext *self, gint64 patient_id, const TillRequest *before)
{
  const char *problem = till_practice_get_request_problem (self->practice);
  GtkWidget  *dialog;

  if (problem != NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (TILL_ERROR, TILL_ERROR_NOT_ALLOWED, problem);

      till_action_show_error (self, _ ("No Payment Can Be Requested"), error);
      return;
    }

  dialog = till_request_dialog_new (self->practice, patient_id, before, till_action_front (self));
  g_signal_connect_data (dialog, "requested", G_CALLBACK (requested_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

/* 0: whom, is chosen. */
static void
request_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask (user_data, g_variant_get_int64 (parameter), NULL);
}

/* ── Of one ── */

static TillRequest *
get_request (TillActionContext *self, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;
  TillRequest       *request =
    till_practice_get_request (self->practice, g_variant_get_int64 (parameter), &error);

  if (request == NULL)
    till_action_show_error (self, _ ("The Request Can’t Be Read"), error);

  return request;
}

static void
again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext      *self = user_data;
  g_autoptr (TillRequest) request = get_request (self, parameter);

  if (request != NULL)
    ask (self, request->guarantor_id, request);
}

/* ── What could not be delivered ── */

static void
resent_cb (TillResendDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The request is sent again, with the same link"));
}

static void
resend_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext      *self = user_data;
  g_autoptr (TillRequest) request = get_request (self, parameter);
  g_autoptr (TillMessage) failed = NULL;
  g_autoptr (GError)      error = NULL;
  GtkWidget              *dialog;

  if (request == NULL || self->window == NULL)
    return;
  failed = till_practice_get_failed_message (self->practice, request->id, &error);
  if (failed == NULL)
    {
      till_action_show_error (self, _ ("The Request Can’t Be Sent Again"), error);
      return;
    }

  dialog = till_resend_dialog_new (self->practice, request, failed, till_action_front (self));
  g_signal_connect_data (dialog, "resent", G_CALLBACK (resent_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

static void
code_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext      *self = user_data;
  g_autoptr (TillRequest) request = get_request (self, parameter);
  g_autoptr (GError)      error = NULL;

  if (request == NULL || self->window == NULL)
    return;
  if (till_practice_check_code (request, &error))
    show_code (self, request);
  else
    till_action_show_error (self, _ ("The Code Is Not Shown"), error);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext      *self = user_data;
  g_autoptr (TillRequest) request = get_request (self, parameter);

  if (request == NULL || self->window == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), request->link);
  till_action_say (self, _ ("The link was copied"));
}

/* ── Ending ── */

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_end_requests_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (self, _ ("The request is over; nobody is reminded of it any more"));
  else
    till_action_show_error (self, _ ("The Request Was Not Changed"), error);
  till_action_context_unref (self);
}

static void
end_request (const Deed *deed)
{
  till_practice_end_requests_async (deed->context->practice, &deed->id, 1, deed->reason, ended_cb,
                                    g_rc_box_acquire (deed->context));
}

static void
question_cb (AdwMessageDialog *question, const char *response, Deed *deed)
{
  if (g_strcmp0 (response, "yes") == 0)
    end_request (deed);
}

static void
cancel_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const TillQuestion asked = { N_ ("Cancel This Request?"), "no", N_ ("_Keep It"), "yes",
                                      N_ ("_Cancel Request") };
  TillActionContext        *self = user_data;
  g_autoptr (TillRequest)   request = get_request (self, parameter);
  g_autofree char          *body = NULL;
  g_autofree char          *name = NULL;
  Deed                     *deed;
  GtkWidget                *question;

  if (request == NULL || self->window == NULL)
    return;

  name = till_person_name_as_written (request->patient_name);
  body = g_strdup_printf (
    _ ("%s is not told, and is not reminded any more. The link in the message still opens: your "
       "processor can’t close it. What is paid through it nevertheless is taken in, and marked so "
       "that you can refund it."),
    name);
  question = till_question_new (&asked, till_action_front (self), body);
  deed = deed_new (self, request->id, TILL_REQUEST_BY_HAND);
  g_signal_connect_data (question, "response", G_CALLBACK (question_cb), deed, deed_free, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
paid_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const Deed deed = { user_data, g_variant_get_int64 (parameter), TILL_REQUEST_PAID_ELSEWHERE };

  end_request (&deed);
}

void
till_request_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "request", request_cb, "x", NULL, NULL, { 0 } },
    { "request-again", again_cb, "x", NULL, NULL, { 0 } },
    { "resend-request", resend_cb, "x", NULL, NULL, { 0 } },
    { "copy-link", copy_cb, "x", NULL, NULL, { 0 } },
    { "show-request-code", code_cb, "x", NULL, NULL, { 0 } },
    { "request-paid", paid_cb, "x", NULL, NULL, { 0 } },
    { "cancel-request", cancel_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
