/* till-request-dialog.c: asks one guarantor for money, and shows beforehand what will be sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each change is drafted anew, with the same link; what is sent is the draft that is shown.
 */
#include "ui/requests/till-request-dialog.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-patients.h"
#include "flow/till-practice-plan-deeds.h"
#include "rules/till-plan-deeds.h"
#include "ui/requests/till-reminders-group.h"
#include "ui/requests/till-request-words.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-money-entry.h"
#include "ui/widgets/till-patient-picker.h"

/* So long nothing is typed before it is drafted. */
#define PAUSE_MS 150

struct _TillRequestDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice     *practice;
  TillAccount      *account;  /* the guarantor's; NULL: nobody is chosen */
  TillRequestDraft *draft;    /* what is shown; NULL: there is none */
  GCancellable     *reading;  /* the account */
  GCancellable     *drafting; /* a draft */
  GPtrArray        *plans;    /* TillPlan: by which the account owes; NULL: nobody is chosen */
  char             *uuid;

  gint64   plan_id; /* that is chosen as soon as the plans are there; 0: none */
  guint    timer;
  gboolean sending;
  gboolean closed;

  /* Template children */
  GtkBox             *form;
  GtkLabel           *whom;
  AdwActionRow       *amount_row;
  AdwComboRow        *sent_by;
  AdwActionRow       *statement_row;
  GtkSwitch          *statement;
  AdwComboRow        *pays_down; /* none, then the plans in their order */
  AdwEntryRow        *note;
  TillRemindersGroup *reminders;
  GtkLabel           *problem;
  GtkLabel           *doubts;
  GtkLabel           *plan_words;
  GtkLabel           *preview_title;
  GtkLabel           *preview;
  GtkLabel           *later;
  GtkButton          *send;

  /* Other children */
  TillPatientPicker *picker; /* NULL: the guarantor was given */
  TillMoneyEntry    *amount;
};

G_DEFINE_FINAL_TYPE (TillRequestDialog, till_request_dialog, ADW_TYPE_WINDOW)

static guint requested_signal;

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

/* The rows stand in the order of the enum. */
static TillSentBy
get_sent_by (TillRequestDialog *self)
{
  return (TillSentBy) adw_combo_row_get_selected (self->sent_by);
}

/* ── A plan that it pays down ── */

/* NULL: it changes none. */
static const TillPlan *
get_plan (TillRequestDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->pays_down);

  return self->plans != NULL && selected > 0 && selected <= self->plans->len
           ? self->plans->pdata[selected - 1]
           : NULL;
}

static void
show_plan_words (TillRequestDialog *self)
{
  const TillPlan  *plan = get_plan (self);
  g_autofree char *words = plan != NULL ? till_request_words_pays_down (plan) : NULL;

  show_words (self->plan_words, words);
}

/* A few rows, read at once. */
static void
show_plans (TillRequestDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint                     chosen = 0;

  g_clear_pointer (&self->plans, g_ptr_array_unref);
  if (self->account != NULL)
    self->plans = till_practice_list_plans_of (self->practice, self->account->patient->id, NULL);
  for (guint i = self->plans != NULL ? self->plans->len : 0; i > 0; i--)
    {
      const TillPlan *plan = self->plans->pdata[i - 1];

      if (!till_plan_is_agreed_on (plan->state))
        g_ptr_array_remove_index (self->plans, i - 1);
    }
  gtk_string_list_append (titles, _ ("No: the payment changes no plan"));
  for (guint i = 0; self->plans != NULL && i < self->plans->len; i++)
    {
      const TillPlan  *plan = self->plans->pdata[i];
      g_autofree char *title = till_request_words_plan (plan);

      if (plan->id == self->plan_id)
        chosen = i + 1;
      gtk_string_list_append (titles, title);
    }
  adw_combo_row_set_model (self->pays_down, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->pays_down, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->pays_down),
                          self->plans != NULL && self->plans->len > 0);
  show_plan_words (self);
}

/* ── The draft ── */

static void
show_draft (TillRequestDialog *self, const char *problem)
{
  const TillRequestDraft *draft = self->draft;
  TillInstant             now = till_clock_now (till_practice_get_clock (self->practice));
  g_autofree char        *doubts = draft != NULL ? till_request_words_doubts (draft) : NULL;
  g_autofree char        *preview = draft != NULL ? till_request_words_preview (draft) : NULL;
  g_autofree char        *later =
    draft != NULL ? till_request_words_later (draft, now, till_practice_get_zone (self->practice))
                         : NULL;

  if (problem == NULL && draft != NULL)
    problem = draft->problem;
  show_words (self->problem, problem);
  show_words (self->doubts, doubts);
  show_words (self->preview, preview);
  show_words (self->later, later);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_title), preview != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), draft != NULL && problem == NULL);
}

static void
drop_draft (TillRequestDialog *self)
{
  if (self->drafting != NULL)
    g_cancellable_cancel (self->drafting);
  g_clear_object (&self->drafting);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->draft, till_request_draft_free);
}

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillRequestDialog) self = user_data;
  g_autoptr (GError)            error = NULL;
  TillRequestDraft             *draft =
    till_practice_draft_request_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      till_request_draft_free (draft);
      return;
    }

  g_clear_pointer (&self->draft, till_request_draft_free);
  self->draft = draft;
  show_draft (self, error != NULL ? error->message : NULL);
}

static gboolean
draft_cb (gpointer user_data)
{
  TillRequestDialog *self = user_data;
  g_autofree char   *reminders = till_reminders_group_dup_days (self->reminders);
  TillRequestOrder   order = { .guarantor_id = self->account->patient->id };
  g_autoptr (GError) error = NULL;

  self->timer = 0;
  if (!till_money_entry_get (self->amount, &order.amount, &error))
    {
      show_draft (self, till_money_entry_is_empty (self->amount) ? NULL : error->message);
      return G_SOURCE_REMOVE;
    }

  order.sent_by = get_sent_by (self);
  order.with_statement = gtk_switch_get_active (self->statement);
  order.note = gtk_editable_get_text (GTK_EDITABLE (self->note));
  order.reminders = reminders;
  order.plan_id = get_plan (self) != NULL ? get_plan (self)->id : 0;
  self->drafting = g_cancellable_new ();
  till_practice_draft_request_async (self->practice, &order, self->uuid, self->drafting, drafted_cb,
                                     g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
changed_cb (TillRequestDialog *self)
{
  TillSentBy sent_by;

  /* The template sets its rows before there is a practice, and the amount is written out once more
   * when the window goes. */
  if (self->practice == NULL || self->closed || self->sending)
    return;

  sent_by = get_sent_by (self);
  gtk_widget_set_visible (GTK_WIDGET (self->statement_row),
                          sent_by == TILL_SENT_BY_EMAIL || sent_by == TILL_SENT_BY_BOTH);
  gtk_widget_set_visible (GTK_WIDGET (self->reminders), sent_by != TILL_SENT_AT_DESK);
  gtk_button_set_label (self->send, sent_by == TILL_SENT_AT_DESK ? _ ("_Show Code") : _ ("_Send"));
  drop_draft (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), FALSE);
  if (self->account != NULL)
    self->timer = g_timeout_add (PAUSE_MS, draft_cb, self);
}

static void
plan_cb (TillRequestDialog *self)
{
  if (self->practice == NULL || self->closed)
    return;
  show_plan_words (self);
  changed_cb (self);
}

/* ── Whom ── */

static void
show_account (TillRequestDialog *self)
{
  const TillPatient *chosen = self->picker != NULL ? till_patient_picker_get (self->picker) : NULL;
  /* Who was chosen stands above; who answers for somebody else is told. */
  gboolean         named = chosen != NULL && chosen->id == self->account->patient->id;
  g_autofree char *words = till_request_words_account (self->account, named);
  g_autofree char *total = till_money_format (self->account->total);
  g_autofree char *balance = g_strdup_printf (_ ("Balance %s"), total);
  TillMoney        to_ask = till_account_get_to_ask (self->account);

  show_words (self->whom, words);
  adw_action_row_set_subtitle (self->amount_row, balance);
  show_plans (self);
  if (till_money_entry_is_empty (self->amount) && to_ask.cents > 0)
    till_money_entry_set (self->amount, to_ask);
  changed_cb (self);
}

static void read_account (TillRequestDialog *self, gint64 patient_id);

static void
account_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillRequestDialog) self = user_data;
  g_autoptr (GError)            error = NULL;
  g_autoptr (TillAccount)       account =
    till_practice_read_account_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (account == NULL)
    {
      show_draft (self, error->message);
      return;
    }
  /* Who answers for the patient is asked. */
  if (account->patient->guarantor_id != account->patient->id)
    {
      read_account (self, account->patient->guarantor_id);
      return;
    }

  g_clear_pointer (&self->account, till_account_free);
  self->account = g_steal_pointer (&account);
  show_account (self);
}

static void
stop_reading (TillRequestDialog *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
read_account (TillRequestDialog *self, gint64 patient_id)
{
  stop_reading (self);
  self->reading = g_cancellable_new ();
  till_practice_read_account_async (self->practice, patient_id, self->reading, account_cb,
                                    g_object_ref (self));
}

static void
chosen_cb (TillRequestDialog *self)
{
  const TillPatient *patient = till_patient_picker_get (self->picker);

  drop_draft (self);
  stop_reading (self);
  g_clear_pointer (&self->account, till_account_free);
  show_plans (self);
  show_words (self->whom, NULL);
  show_draft (self, NULL);
  if (patient != NULL)
    read_account (self, patient->id);
}

/* ── The deed ── */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillRequestDialog) self = user_data;
  g_autoptr (GError)            error = NULL;
  gint64 id = till_practice_send_request_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (id == 0)
    {
      /* Whatever is changed is drafted anew. */
      self->sending = FALSE;
      show_draft (self, error->message);
      return;
    }
  g_signal_emit (self, requested_signal, 0, id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
send_cb (TillRequestDialog *self)
{
  TillRequestDraft *draft = g_steal_pointer (&self->draft);

  if (draft == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), FALSE);
  self->sending = TRUE;
  till_practice_send_request_async (self->practice, draft, sent_cb, g_object_ref (self));
}

/* ── The object ── */

static void
till_request_dialog_dispose (GObject *object)
{
  TillRequestDialog *self = TILL_REQUEST_DIALOG (object);

  self->closed = TRUE;
  drop_draft (self);
  stop_reading (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_REQUEST_DIALOG);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->account, till_account_free);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_clear_pointer (&self->uuid, g_free);

  G_OBJECT_CLASS (till_request_dialog_parent_class)->dispose (object);
}

static void
till_request_dialog_class_init (TillRequestDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_request_dialog_dispose;

  requested_signal = g_signal_new ("requested", TILL_TYPE_REQUEST_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (TILL_TYPE_REMINDERS_GROUP);
  till_dialog_class_set_up (widget_class, "requests/till-request-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, form);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, whom);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, amount_row);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, sent_by);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, statement_row);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, statement);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, pays_down);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, note);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, reminders);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, doubts);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, plan_words);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, preview_title);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, later);
  gtk_widget_class_bind_template_child (widget_class, TillRequestDialog, send);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
till_request_dialog_init (TillRequestDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->amount = TILL_MONEY_ENTRY (till_money_entry_new (_ ("Amount")));
  gtk_widget_set_valign (GTK_WIDGET (self->amount), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->amount_row, GTK_WIDGET (self->amount));
  g_signal_connect_swapped (self->amount, "changed", G_CALLBACK (changed_cb), self);
  till_entry_guard (GTK_WIDGET (self->note));
  self->uuid = till_id_new ();
}

/* As it was asked the last time; the link is another one. */
static void
fill_again (TillRequestDialog *self, const TillRequest *before)
{
  self->plan_id = before->plan_id;
  till_money_entry_set (self->amount, till_request_get_rest (before));
  adw_combo_row_set_selected (self->sent_by, till_request_get_sent_by (before));
  gtk_switch_set_active (self->statement, before->with_statement);
  gtk_editable_set_text (GTK_EDITABLE (self->note), before->note != NULL ? before->note : "");
  till_reminders_group_set_days (self->reminders, before->reminders);
}

static void
add_picker (TillRequestDialog *self)
{
  self->picker = TILL_PATIENT_PICKER (till_patient_picker_new (self->practice));
  till_patient_picker_only_known (self->picker);
  gtk_box_prepend (self->form, GTK_WIDGET (self->picker));
  g_signal_connect_swapped (self->picker, "chosen", G_CALLBACK (chosen_cb), self);
  gtk_widget_grab_focus (GTK_WIDGET (self->picker));
}

GtkWidget *
till_request_dialog_new (TillPractice      *practice,
                         gint64             patient_id,
                         const TillRequest *before,
                         GtkWindow         *parent)
{
  TillRequestDialog *self = g_object_new (TILL_TYPE_REQUEST_DIALOG, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  if (before != NULL)
    fill_again (self, before);
  if (patient_id == 0)
    add_picker (self);
  else
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->amount));
      read_account (self, patient_id);
    }
  changed_cb (self);
  show_draft (self, NULL);

  return GTK_WIDGET (self);
}
