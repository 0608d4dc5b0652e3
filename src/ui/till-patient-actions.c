/* till-patient-actions.c: what is done with patients, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-patients.h"
#include "ui/patients/till-patient-dialog.h"
#include "ui/till-practice-actions-private.h"

static void
saved_cb (TillPatientDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The patient was changed"));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext      *self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillAccount) account =
    till_practice_read_account_finish (TILL_PRACTICE (source), result, &error);
  GtkWidget *dialog;

  if (account == NULL)
    till_action_show_error (self, _ ("The Patient Can’t Be Changed"), error);
  else if (self->window != NULL)
    {
      dialog = till_patient_dialog_new (self->practice, account->patient, till_action_front (self));
      g_signal_connect_data (dialog, "saved", G_CALLBACK (saved_cb), g_rc_box_acquire (self),
                             (GClosureNotify) (GCallback) till_action_context_unref, 0);
      till_action_present (self, dialog);
    }
  till_action_context_unref (self);
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  till_practice_read_account_async (self->practice, g_variant_get_int64 (parameter), NULL, read_cb,
                                    g_rc_box_acquire (self));
}

void
till_patient_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "edit-patient", edit_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
