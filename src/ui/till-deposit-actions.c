/* till-deposit-actions.c: what is done with deposits, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-deposits.h"
#include "ui/deposits/till-explain-dialog.h"
#include "ui/till-practice-actions-private.h"

static void
explained_cb (TillExplainDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The difference is explained"));
}

static void
explain_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext      *self = user_data;
  gint64                  id = g_variant_get_int64 (parameter);
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillDeposit) deposit = till_practice_get_deposit (self->practice, id, &error);
  GtkWidget              *dialog;

  if (deposit == NULL)
    {
      till_action_show_error (self, _ ("The Deposit Can’t Be Read"), error);
      return;
    }
  dialog = till_explain_dialog_new (self->practice, deposit, till_action_front (self));
  g_signal_connect_data (dialog, "explained", G_CALLBACK (explained_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

void
till_deposit_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "explain-deposit", explain_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
