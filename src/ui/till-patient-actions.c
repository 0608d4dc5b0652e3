/* till-patient-actions.c: what is done with patients, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-practice-merges.h"
#include "flow/till-practice-patients.h"
#include "ui/patients/till-guarantor-dialog.h"
#include "ui/patients/till-merge-dialog.h"
#include "ui/patients/till-patient-dialog.h"
#include "ui/till-practice-actions-private.h"

/* ── Dialogs ─────────────────────────────────────────────────────────────────────────────────── */

typedef GtkWidget *(*Open) (TillActionContext *self, const TillAccount *account);

/* A dialog that opens once it is known whom it is about. */
typedef struct
{
  TillActionContext *context;
  Open               open;
} Opening;

static void
connect (GtkWidget *dialog, const char *signal, GCallback callback, TillActionContext *self)
{
  g_signal_connect_data (dialog, signal, callback, g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Opening     *opening = user_data;
  TillActionContext      *self = opening->context;
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillAccount) account =
    till_practice_read_account_finish (TILL_PRACTICE (source), result, &error);

  if (account == NULL)
    till_action_show_error (self, _ ("The Patient Can’t Be Changed"), error);
  else if (self->window != NULL)
    till_action_present (self, opening->open (self, account));
  till_action_context_unref (self);
}

static void
open_for (TillActionContext *self, GVariant *patient_id, Open open)
{
  Opening *opening = g_new (Opening, 1);

  *opening = (Opening){ g_rc_box_acquire (self), open };
  till_practice_read_account_async (self->practice, g_variant_get_int64 (patient_id), NULL, read_cb,
                                    opening);
}

/* ── Edited ──────────────────────────────────────────────────────────────────────────────────── */

static void
saved_cb (TillPatientDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The patient was changed"));
}

static GtkWidget *
open_edit (TillActionContext *self, const TillAccount *account)
{
  GtkWidget *dialog =
    till_patient_dialog_new (self->practice, account->patient, till_action_front (self));

  connect (dialog, "saved", G_CALLBACK (saved_cb), self);

  return dialog;
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_for (user_data, parameter, open_edit);
}

/* ── The guarantor ───────────────────────────────────────────────────────────────────────────── */

static void
changed_cb (TillGuarantorDialog *dialog, TillActionContext *self)
{
  till_action_say (self, _ ("The guarantor was changed"));
}

static GtkWidget *
open_guarantor (TillActionContext *self, const TillAccount *account)
{
  GtkWidget *dialog = till_guarantor_dialog_new (self->practice, account, till_action_front (self));

  connect (dialog, "changed", G_CALLBACK (changed_cb), self);

  return dialog;
}

static void
guarantor_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_for (user_data, parameter, open_guarantor);
}

/* ── Merged ──────────────────────────────────────────────────────────────────────────────────── */

static void
merged_cb (TillMergeDialog   *dialog,
           gint64             merge_id,
           gint64             kept_id,
           const char        *words,
           TillActionContext *self)
{
  AdwToast *toast = till_action_offer (self, words, _ ("_Undo"));

  if (toast == NULL)
    return;

  adw_toast_set_timeout (toast, 15); /* one looks at what has become of the two first */
  adw_toast_set_action_target (toast, "x", merge_id);
  adw_toast_set_action_name (toast, "practice.undo-merge");
}

static GtkWidget *
open_merge (TillActionContext *self, const TillAccount *account)
{
  GtkWidget *dialog =
    till_merge_dialog_new (self->practice, account->patient, till_action_front (self));

  connect (dialog, "merged", G_CALLBACK (merged_cb), self);

  return dialog;
}

static void
merge_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_for (user_data, parameter, open_merge);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_undo_merge_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (self, _ ("Both records are there again"));
  else
    till_action_show_error (self, _ ("The Merge Was Not Undone"), error);
  till_action_context_unref (self);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  till_practice_undo_merge_async (self->practice, g_variant_get_int64 (parameter), undone_cb,
                                  g_rc_box_acquire (self));
}

void
till_patient_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "edit-patient", edit_cb, "x", NULL, NULL, { 0 } },
    { "change-guarantor", guarantor_cb, "x", NULL, NULL, { 0 } },
    { "merge-records", merge_cb, "x", NULL, NULL, { 0 } },
    { "undo-merge", undo_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
