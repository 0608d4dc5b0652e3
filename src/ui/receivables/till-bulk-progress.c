/* till-bulk-progress.c: how far the bulk request is: paused, gone on with, cancelled here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-bulk-progress.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-bulk-request.h"
#include "ui/receivables/till-bulk-words.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-question.h"

struct _TillBulkProgress
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice    *practice;
  TillBulkRequest *request;

  /* Template children */
  GtkLabel       *state;
  GtkLabel       *problem;
  GtkProgressBar *bar;
  GtkLabel       *sent;
  GtkLabel       *waiting;
  GtkLabel       *skipped;
  GtkLabel       *stopped;
  GtkWidget      *stopped_row;
  GtkLabel       *undeliverable;
  AdwActionRow   *undeliverable_row;
  GtkWidget      *pause;
  GtkWidget      *resume;
  GtkWidget      *cancel;
  GtkWidget      *hint;
};

G_DEFINE_FINAL_TYPE (TillBulkProgress, till_bulk_progress, ADW_TYPE_WINDOW)

/* ── What is shown ── */

static void
show_number (GtkLabel *label, gint64 number)
{
  g_autofree char *words = till_number_format ((guint64) number);

  gtk_label_set_text (label, words);
}

static void
show_problem (TillBulkProgress *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
show_counts (TillBulkProgress *self, const TillBulkCounts *counts)
{
  gint64 n_waiting = counts->n_waiting + counts->n_queued + counts->n_sending;

  show_number (self->sent, counts->n_sent);
  show_number (self->waiting, n_waiting);
  show_number (self->skipped, counts->n_skipped);
  show_number (self->stopped, counts->n_stopped);
  gtk_widget_set_visible (self->stopped_row, counts->n_stopped > 0);
  show_number (self->undeliverable, counts->n_undeliverable);
  adw_action_row_set_subtitle (
    self->undeliverable_row,
    counts->n_undeliverable > 0 ? _ ("Press to see them, and to send again") : "");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->undeliverable_row),
                                    counts->n_undeliverable > 0);
}

static void
changed_cb (TillBulkProgress *self)
{
  const TillBulk       *bulk = till_bulk_request_get_bulk (self->request);
  const TillBulkCounts *counts = till_bulk_request_get_counts (self->request);
  g_autofree char      *words = NULL;

  if (bulk == NULL)
    return;

  words = till_bulk_words_state (self->request);
  gtk_label_set_text (self->state, words);
  show_problem (self, till_bulk_request_get_problem (self->request));
  show_counts (self, counts);
  gtk_progress_bar_set_fraction (
    self->bar,
    bulk->n_items > 0 ? (double) till_bulk_words_count_done (counts) / (double) bulk->n_items : 0);
  gtk_widget_set_visible (self->pause, bulk->state == TILL_BULK_SENDING);
  gtk_widget_set_visible (self->resume, bulk->state == TILL_BULK_PAUSED);
  gtk_widget_set_visible (self->cancel, !till_bulk_is_over (bulk->state));
  gtk_widget_set_visible (self->hint, bulk->state == TILL_BULK_SENDING);
}

/* ── The deeds ── */

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBulkProgress) self = user_data;
  g_autoptr (GError)           error = NULL;

  if (!till_bulk_request_step_finish (TILL_BULK_REQUEST (source), result, &error) &&
      self->practice != NULL)
    show_problem (self, error->message);
}

static void
step (TillBulkProgress *self, TillBulkState state)
{
  till_bulk_request_step_async (self->request, state, stepped_cb, g_object_ref (self));
}

static void
pause_cb (TillBulkProgress *self)
{
  step (self, TILL_BULK_PAUSED);
}

static void
resume_cb (TillBulkProgress *self)
{
  step (self, TILL_BULK_SENDING);
}

static void
question_cb (AdwMessageDialog *question, const char *response, TillBulkProgress *self)
{
  if (g_strcmp0 (response, "yes") == 0 && self->practice != NULL)
    step (self, TILL_BULK_CANCELLED);
}

static void
cancel_cb (TillBulkProgress *self)
{
  static const TillQuestion asked = { N_ ("Cancel This Bulk Request?"), "no", N_ ("_Keep It"),
                                      "yes", N_ ("_Cancel the Rest") };
  GtkWidget                *question = till_question_new (
                   &asked, GTK_WINDOW (self),
                   _ ("Nobody more is asked, and messages that have not left are not sent. Who has got a message "
                                     "keeps it, and the link in it; these requests stay open."));

  g_signal_connect_object (question, "response", G_CALLBACK (question_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

/* Those of this one. */
static void
undeliverable_cb (TillBulkProgress *self)
{
  GtkWidget       *window = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autofree char *json =
    till_bulk_words_filter (till_bulk_request_get_bulk (self->request), "undeliverable",
                            till_practice_get_zone (self->practice));

  gtk_widget_activate_action (window, "win.show-list", "(ss)", "requests", json);
  gtk_window_close (GTK_WINDOW (self));
}

static void
results_cb (TillBulkProgress *self)
{
  const TillBulk *bulk = till_bulk_request_get_bulk (self->request);

  gtk_widget_activate_action (GTK_WIDGET (self), "practice.bulk-results", "x", bulk->id);
}

/* ── The object ── */

static void
till_bulk_progress_dispose (GObject *object)
{
  TillBulkProgress *self = TILL_BULK_PROGRESS (object);

  if (self->request != NULL)
    g_signal_handlers_disconnect_by_data (self->request, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BULK_PROGRESS);
  g_clear_object (&self->request);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_bulk_progress_parent_class)->dispose (object);
}

static void
till_bulk_progress_class_init (TillBulkProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_bulk_progress_dispose;

  till_dialog_class_set_up (widget_class, "receivables/till-bulk-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, state);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, problem);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, sent);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, waiting);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, skipped);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, stopped);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, stopped_row);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, undeliverable);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, undeliverable_row);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, pause);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, resume);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, cancel);
  gtk_widget_class_bind_template_child (widget_class, TillBulkProgress, hint);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, undeliverable_cb);
  gtk_widget_class_bind_template_callback (widget_class, results_cb);
}

static void
till_bulk_progress_init (TillBulkProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
till_bulk_progress_new (TillPractice *practice, GtkWindow *parent)
{
  TillBulkProgress *self = g_object_new (TILL_TYPE_BULK_PROGRESS, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->request = g_object_ref (till_practice_get_bulk_request (practice));
  g_signal_connect_swapped (self->request, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (self);

  return GTK_WIDGET (self);
}
