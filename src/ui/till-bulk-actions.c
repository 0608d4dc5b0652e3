/* till-bulk-actions.c: asking many guarantors for money, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-bulk-request.h"
#include "flow/till-practice-requests.h"
#include "ui/receivables/till-bulk-dialog.h"
#include "ui/receivables/till-bulk-progress.h"
#include "ui/receivables/till-bulk-results.h"
#include "ui/till-practice-actions-private.h"

static void
show_progress (TillActionContext *self)
{
  const TillBulk *bulk =
    till_bulk_request_get_bulk (till_practice_get_bulk_request (self->practice));

  if (bulk != NULL && self->window != NULL)
    till_action_present (self, till_bulk_progress_new (self->practice, self->window));
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_progress (user_data);
}

/* 0: of the newest. */
static void
results_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  if (self->window != NULL)
    till_action_present (self,
                         till_bulk_results_new (self->practice, g_variant_get_int64 (parameter),
                                                self->window, till_action_front (self)));
}

/* The dialog closes; what it has begun is shown in its place. */
static void
started_cb (TillBulkDialog *dialog, TillActionContext *self)
{
  show_progress (self);
}

/* By the channel of the review, where one is open. */
static void
bulk_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gsize              n_ids;
  const gint64      *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));
  const TillBulk    *bulk =
    till_bulk_request_get_bulk (till_practice_get_bulk_request (self->practice));
  gboolean   by_email = till_practice_get_review_channel (self->practice) == TILL_CHANNEL_EMAIL;
  GtkWidget *dialog;

  if (bulk != NULL && !till_bulk_is_over (bulk->state))
    {
      show_progress (self);
      return;
    }
  if (n_ids == 0)
    return;

  dialog = till_bulk_dialog_new (self->practice, ids, n_ids,
                                 by_email ? TILL_BULK_BY_EMAIL : TILL_BULK_BY_TEXT,
                                 till_action_front (self));
  g_signal_connect_data (dialog, "started", G_CALLBACK (started_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

void
till_bulk_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "bulk-request", bulk_cb, "ax", NULL, NULL, { 0 } },
    { "show-bulk-request", show_cb, NULL, NULL, NULL, { 0 } },
    { "bulk-results", results_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
