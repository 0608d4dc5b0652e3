/* till-snooze-actions.c: leaving guarantors out of requests for a while, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-practice-receivables.h"
#include "ui/receivables/till-snooze-dialog.h"
#include "ui/till-practice-actions-private.h"

/* "Abernathy, June", or how many. */
static char *
dup_whom (TillPractice *practice, const gint64 *ids, gsize n_ids)
{
  TillTable          *receivables = till_practice_get_receivables (practice);
  g_autofree char    *number = till_number_format ((gint64) n_ids);
  g_autoptr (TillRow) row = NULL;
  guint               position;

  if (n_ids == 1 && till_table_find_id (receivables, ids[0], &position))
    row = g_list_model_get_item (G_LIST_MODEL (receivables), position);
  if (row != NULL)
    return g_strdup (
      till_row_get_text (row, (guint) till_table_find_column (receivables, "guarantor")));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s guarantor", "%s guarantors", n_ids),
                          number);
}

static void
snoozed_cb (TillSnoozeDialog *dialog, guint n_snoozed, guint n_left_out, TillActionContext *self)
{
  g_autofree char *snoozed = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u guarantor snoozed", "%u guarantors snoozed", n_snoozed),
    n_snoozed);
  g_autofree char *words = NULL;

  if (n_left_out == 0)
    {
      till_action_say (self, snoozed);
      return;
    }
  words = g_strdup_printf (
    /* Translators: "3 guarantors snoozed", and how many others have no insurance that is to pay */
    g_dngettext (GETTEXT_PACKAGE, "%s; %u without insurance to pay was left out",
                 "%s; %u without insurance to pay were left out", n_left_out),
    snoozed, n_left_out);
  till_action_say (self, words);
}

static void
snooze_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gsize              n_ids;
  const gint64      *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));
  g_autofree char   *whom = NULL;
  GtkWidget         *dialog;

  if (n_ids == 0)
    return;

  whom = dup_whom (self->practice, ids, n_ids);
  dialog = till_snooze_dialog_new (self->practice, ids, n_ids, whom, till_action_front (self));
  g_signal_connect_data (dialog, "snoozed", G_CALLBACK (snoozed_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;
  guint              n_ended = 0;

  if (!till_practice_end_snoozes_finish (TILL_PRACTICE (source), result, &n_ended, &error))
    till_action_show_error (self, _ ("The Snooze Was Not Ended"), error);
  else
    {
      g_autofree char *words = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u snooze ended", "%u snoozes ended", n_ended), n_ended);

      till_action_say (self, n_ended > 0 ? words : _ ("None of them was snoozed"));
    }
  till_action_context_unref (self);
}

static void
end_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gsize              n_ids;
  const gint64      *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));

  if (n_ids > 0)
    till_practice_end_snoozes_async (self->practice, ids, n_ids, ended_cb, g_rc_box_acquire (self));
}

void
till_snooze_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "snooze", snooze_cb, "ax", NULL, NULL, { 0 } },
    { "end-snooze", end_cb, "ax", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
