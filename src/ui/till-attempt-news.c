/* till-attempt-news.c: a payment that nobody waits for any more has ended: that is told, and its
 * receipt offered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/till-practice-actions-private.h"

#include <glib/gi18n-lib.h>

/* One whose receipt is to be handed over. */
typedef struct
{
  TillActionContext *context;
  char              *words;
  gint64             id;
} Ended;

static Ended *
ended_new (TillActionContext *context, const char *words, gint64 id)
{
  Ended *ended = g_new0 (Ended, 1);

  ended->context = g_rc_box_acquire (context);
  ended->words = g_strdup (words);
  ended->id = id;

  return ended;
}

static void
ended_free (gpointer data, GClosure *closure)
{
  Ended *ended = data;

  till_action_context_unref (ended->context);
  g_free (ended->words);
  g_free (ended);
}

static void
chosen_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Ended *ended = user_data;

  if (!g_str_equal (response, "close") && ended->context->window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (ended->context->window), response, "x", ended->id);
}

static void
receipt_cb (AdwToast *toast, gpointer user_data)
{
  Ended     *ended = user_data;
  GtkWidget *dialog;

  if (ended->context->window == NULL)
    return;
  dialog = adw_message_dialog_new (till_action_front (ended->context), _ ("Receipt"), ended->words);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"),
                                    "practice.print-receipt", _ ("P_rint"),
                                    "practice.download-receipt", _ ("Download _PDF"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (chosen_cb),
                         ended_new (ended->context, ended->words, ended->id), ended_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
attempt_ended_cb (TillPractice *practice, const char *words, gint64 id, gpointer user_data)
{
  TillActionContext *self = user_data;
  AdwToast          *toast = till_action_tell (self, words, id != 0 ? _ ("_Receipt") : NULL);

  if (toast != NULL && id != 0)
    g_signal_connect_data (toast, "button-clicked", G_CALLBACK (receipt_cb),
                           ended_new (self, words, id), ended_free, 0);
}

void
till_attempt_news_add (TillActionContext *self)
{
  self->news_handler =
    g_signal_connect (self->practice, "attempt-ended", G_CALLBACK (attempt_ended_cb), self);
}
