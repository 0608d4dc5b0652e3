/* till-ledger-actions.c: entering in the ledger by hand, taking back, allocating, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-patients.h"
#include "rules/till-ledger-rules.h"
#include "ui/ledger/till-allocate-dialog.h"
#include "ui/ledger/till-entry-dialog.h"
#include "ui/ledger/till-take-back-dialog.h"
#include "ui/till-practice-actions-private.h"

#define ADD_CHARGE "add-charge"

static void
present (TillActionContext *self, GtkWidget *dialog, const char *signal, GCallback done)
{
  g_signal_connect_data (dialog, signal, done, g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

/* ── Entering ── */

static void
charged_cb (TillEntryDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The charge was added"));
}

static void
adjusted_cb (TillEntryDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The adjustment was added"));
}

static void
add (TillActionContext *self, GAsyncResult *result, gboolean is_charge)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillAccount) account =
    till_practice_read_account_finish (self->practice, result, &error);

  if (account == NULL)
    till_action_show_error (self, _ ("Nothing Can Be Added to the Ledger"), error);
  else if (self->window != NULL)
    present (self,
             till_entry_dialog_new (self->practice, account, is_charge, till_action_front (self)),
             "entered", is_charge ? G_CALLBACK (charged_cb) : G_CALLBACK (adjusted_cb));
  till_action_context_unref (self);
}

static void
charge_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  add (user_data, result, TRUE);
}

static void
adjustment_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  add (user_data, result, FALSE);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gboolean           is_charge = g_str_equal (g_action_get_name (G_ACTION (action)), ADD_CHARGE);

  till_practice_read_account_async (self->practice, g_variant_get_int64 (parameter), NULL,
                                    is_charge ? charge_read_cb : adjustment_read_cb,
                                    g_rc_box_acquire (self));
}

/* ── Taking back ── */

static void
taken_back_cb (TillTakeBackDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The entry was taken back"));
}

static void
take_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext          *self = user_data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillLedgerEntry) entry =
    till_practice_get_entry (self->practice, g_variant_get_int64 (parameter), &error);

  if (entry == NULL || !till_ledger_check_take_back (entry, &error))
    till_action_show_error (self, _ ("The Entry Can’t Be Taken Back"), error);
  else
    present (self, till_take_back_dialog_new (self->practice, entry, till_action_front (self)),
             "taken-back", G_CALLBACK (taken_back_cb));
}

/* ── Allocating ── */

static void
allocated_cb (TillAllocateDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The payment was allocated"));
}

static void
allocate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;
  TillAllocation    *allocation =
    till_practice_get_allocation (self->practice, g_variant_get_int64 (parameter), &error);

  if (allocation == NULL)
    till_action_show_error (self, _ ("This Can’t Be Allocated"), error);
  else
    present (self, till_allocate_dialog_new (self->practice, allocation, till_action_front (self)),
             "allocated", G_CALLBACK (allocated_cb));
}

void
till_ledger_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { ADD_CHARGE, add_cb, "x", NULL, NULL, { 0 } },
    { "add-adjustment", add_cb, "x", NULL, NULL, { 0 } },
    { "allocate", allocate_cb, "x", NULL, NULL, { 0 } },
    { "take-back-entry", take_back_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
