/* till-plan-send-form.c: by what a payment plan is sent to who pays, and just what is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-send-form.h"

#include <glib/gi18n-lib.h>

#include "ui/requests/till-request-words.h"

struct _TillPlanSendForm
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice         *practice;
  TillPlanSendingDraft *drafts[TILL_N_CONSENTS];   /* by channel; NULL: not yet, or none */
  char                 *problems[TILL_N_CONSENTS]; /* why there is none, or NULL */
  GCancellable         *reading;

  guint    n_read;
  gboolean is_under_way;
  gboolean closed;

  /* Template children */
  AdwActionRow   *email_row;
  AdwActionRow   *text_row;
  GtkCheckButton *by_email;
  GtkCheckButton *by_text;
  GtkLabel       *problem;
  GtkLabel       *doubts;
  GtkLabel       *preview;
};

G_DEFINE_FINAL_TYPE (TillPlanSendForm, till_plan_send_form, ADW_TYPE_BIN)

enum
{
  CHANGED,
  SENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ── What is shown ───────────────────────────────────────────────────────────────────────────── */

static TillChannel
get_channel (TillPlanSendForm *self)
{
  return gtk_check_button_get_active (self->by_email) ? TILL_CHANNEL_EMAIL : TILL_CHANNEL_TEXT;
}

static const char *
get_problem (TillPlanSendForm *self, TillChannel channel)
{
  const TillPlanSendingDraft *draft = self->drafts[channel];

  return draft != NULL ? draft->request->problem : self->problems[channel];
}

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

static void
show_row (TillPlanSendForm *self, AdwActionRow *row, TillChannel channel)
{
  const TillPlanSendingDraft *draft = self->drafts[channel];
  const char                 *address =
    draft != NULL && *draft->sending->address != '\0' ? draft->sending->address : NULL;

  adw_action_row_set_subtitle (row, address != NULL                       ? address
                                    : get_problem (self, channel) != NULL ? _ ("Not possible")
                                                                          : "");
}

static char *
dup_preview (const TillPlanSendingDraft *draft)
{
  g_autofree char *words = till_request_words_preview (draft->request);

  return draft->sending->channel == TILL_CHANNEL_EMAIL
           ? g_strconcat (words, "\n\n", _ ("With the agreement, as PDF."), NULL)
           : g_steal_pointer (&words);
}

static void
update (TillPlanSendForm *self)
{
  TillChannel                 channel = get_channel (self);
  const TillPlanSendingDraft *draft = self->drafts[channel];
  const char                 *problem = get_problem (self, channel);
  g_autofree char *doubts = draft != NULL ? till_request_words_doubts (draft->request) : NULL;
  g_autofree char *preview = draft != NULL && problem == NULL ? dup_preview (draft) : NULL;

  show_row (self, self->email_row, TILL_CHANNEL_EMAIL);
  show_row (self, self->text_row, TILL_CHANNEL_TEXT);
  show_words (self->problem, problem);
  show_words (self->doubts, doubts);
  show_words (self->preview, preview);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
chosen_cb (TillPlanSendForm *self)
{
  if (self->practice != NULL && !self->closed)
    update (self);
}

/* ── Drafts ──────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillPlanSendForm *form; /* (full) */
  TillChannel       channel;
} Drafting;

/* An e-mail has room for all; a text is better than nothing. */
static void
choose_way (TillPlanSendForm *self)
{
  if (get_problem (self, TILL_CHANNEL_EMAIL) != NULL &&
      get_problem (self, TILL_CHANNEL_TEXT) == NULL)
    gtk_check_button_set_active (self->by_text, TRUE);
}

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Drafting         *drafting = user_data;
  g_autoptr (TillPlanSendForm) self = drafting->form;
  g_autoptr (GError)           error = NULL;
  TillPlanSendingDraft        *draft =
    till_practice_draft_plan_sending_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    {
      till_plan_sending_draft_free (draft);
      return;
    }

  self->drafts[drafting->channel] = draft;
  if (error != NULL)
    self->problems[drafting->channel] = g_strdup (error->message);
  if (++self->n_read == 2)
    choose_way (self);
  update (self);
}

static void
draft (TillPlanSendForm *self, gint64 plan_id, TillChannel channel)
{
  g_autofree char *uuid = till_id_new ();
  Drafting        *drafting = g_new0 (Drafting, 1);

  drafting->form = g_object_ref (self);
  drafting->channel = channel;
  till_practice_draft_plan_sending_async (self->practice, plan_id, channel, uuid, self->reading,
                                          drafted_cb, drafting);
}

/* ── The deed ────────────────────────────────────────────────────────────────────────────────── */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPlanSendForm) self = user_data;
  g_autoptr (GError)           error = NULL;
  gboolean good = till_practice_send_plan_finish (TILL_PRACTICE (source), result, &error);

  self->is_under_way = FALSE;
  if (self->closed)
    return;
  if (good)
    {
      g_signal_emit (self, signals[SENT], 0);
      return;
    }
  self->problems[get_channel (self)] = g_strdup (error->message);
  update (self);
}

void
till_plan_send_form_send (TillPlanSendForm *self)
{
  TillChannel channel = get_channel (self);

  g_return_if_fail (TILL_IS_PLAN_SEND_FORM (self));

  if (!till_plan_send_form_can_send (self))
    return;
  self->is_under_way = TRUE;
  till_practice_send_plan_async (self->practice, g_steal_pointer (&self->drafts[channel]), sent_cb,
                                 g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
till_plan_send_form_can_send (TillPlanSendForm *self)
{
  TillChannel channel = get_channel (self);

  return self->drafts[channel] != NULL && get_problem (self, channel) == NULL &&
         !self->is_under_way;
}

gboolean
till_plan_send_form_is_under_way (TillPlanSendForm *self)
{
  return self->is_under_way;
}

GBytes *
till_plan_send_form_get_agreement (TillPlanSendForm *self)
{
  const TillPlanSendingDraft *draft = self->drafts[get_channel (self)];

  return draft != NULL ? draft->paper->pdf : NULL;
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_plan_send_form_dispose (GObject *object)
{
  TillPlanSendForm *self = TILL_PLAN_SEND_FORM (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PLAN_SEND_FORM);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_plan_send_form_parent_class)->dispose (object);
}

static void
till_plan_send_form_finalize (GObject *object)
{
  TillPlanSendForm *self = TILL_PLAN_SEND_FORM (object);

  for (guint i = 0; i < TILL_N_CONSENTS; i++)
    {
      till_plan_sending_draft_free (self->drafts[i]);
      g_free (self->problems[i]);
    }
  g_object_unref (self->reading);

  G_OBJECT_CLASS (till_plan_send_form_parent_class)->finalize (object);
}

static void
till_plan_send_form_class_init (TillPlanSendFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_plan_send_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_plan_send_form_finalize;

  signals[CHANGED] = g_signal_new ("changed", TILL_TYPE_PLAN_SEND_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SENT] = g_signal_new ("sent", TILL_TYPE_PLAN_SEND_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/plans/till-plan-send-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPlanSendForm, email_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanSendForm, text_row);
  gtk_widget_class_bind_template_child (widget_class, TillPlanSendForm, by_email);
  gtk_widget_class_bind_template_child (widget_class, TillPlanSendForm, by_text);
  gtk_widget_class_bind_template_child (widget_class, TillPlanSendForm, problem);
  gtk_widget_class_bind_template_child (widget_class, TillPlanSendForm, doubts);
  gtk_widget_class_bind_template_child (widget_class, TillPlanSendForm, preview);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
till_plan_send_form_init (TillPlanSendForm *self)
{
  self->reading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_plan_send_form_begin (TillPlanSendForm *self, TillPractice *practice, gint64 plan_id)
{
  g_return_if_fail (TILL_IS_PLAN_SEND_FORM (self));
  g_return_if_fail (self->practice == NULL);

  self->practice = g_object_ref (practice);
  draft (self, plan_id, TILL_CHANNEL_EMAIL);
  draft (self, plan_id, TILL_CHANNEL_TEXT);
}

gboolean
till_plan_send_form_has_begun (TillPlanSendForm *self)
{
  return self->practice != NULL;
}
