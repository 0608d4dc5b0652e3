/* till-bank-actions.c: what is done with the bank's statement, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-bank-import.h"
#include "flow/till-practice-bank.h"
#include "ui/bank/till-bank-import-dialog.h"
#include "ui/bank/till-bank-match-dialog.h"
#include "ui/till-practice-actions-private.h"
#include "ui/widgets/till-question.h"

/* ── Importing ── */

static void
imported_cb (TillBankImportDialog *dialog, const char *words, TillActionContext *self)
{
  till_action_say (self, words);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext         *self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillBankImport) import =
    till_bank_import_open_finish (TILL_PRACTICE (source), result, &error);
  GtkWidget *dialog;

  if (import == NULL)
    till_action_show_error (self, _ ("The File Was Not Imported"), error);
  else if (self->window != NULL)
    {
      dialog = till_bank_import_dialog_new (import, till_action_front (self));
      g_signal_connect_data (dialog, "imported", G_CALLBACK (imported_cb), g_rc_box_acquire (self),
                             (GClosureNotify) (GCallback) till_action_context_unref, 0);
      till_action_present (self, dialog);
    }
  till_action_context_unref (self);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autofree char   *path = till_action_take_path (chooser, response);

  if (path != NULL)
    till_bank_import_open_async (self->practice, path, NULL, opened_cb, g_rc_box_acquire (self));
  till_action_context_unref (self);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const suffixes[] = { "ofx", "qfx", "qbo", "csv", "txt", "tsv", NULL };
  TillActionContext       *self = user_data;
  GtkFileChooserNative    *chooser = till_action_new_opener (
       self, _ ("Import Bank Statement"), _ ("Bank statements (OFX, QFX, CSV)"), suffixes);

  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), g_rc_box_acquire (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ── Matching ── */

static void
matched_cb (TillBankMatchDialog *dialog, guint n_more, TillActionContext *self)
{
  g_autofree char *words =
    n_more > 0
      ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Matched, and %u more line of these words",
                                      "Matched, and %u more lines of these words", n_more),
                         n_more)
      : g_strdup (_ ("Matched"));

  till_action_say (self, words);
}

static void
match_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext       *self = user_data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillBankLine) line =
    till_practice_get_bank_line (self->practice, g_variant_get_int64 (parameter), &error);
  GtkWidget *dialog;

  if (line == NULL)
    {
      till_action_show_error (self, _ ("The Line Can’t Be Read"), error);
      return;
    }
  dialog = till_bank_match_dialog_new (self->practice, line, till_action_front (self));
  g_signal_connect_data (dialog, "matched", G_CALLBACK (matched_cb), g_rc_box_acquire (self),
                         (GClosureNotify) (GCallback) till_action_context_unref, 0);
  till_action_present (self, dialog);
}

static void
unmatched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_unmatch_bank_line_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (self, _ ("Unmatched. It is not matched again by itself"));
  else
    till_action_show_error (self, _ ("The Line Was Not Unmatched"), error);
  till_action_context_unref (self);
}

static void
unmatch_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;

  till_practice_unmatch_bank_line_async (self->practice, g_variant_get_int64 (parameter),
                                         unmatched_cb, g_rc_box_acquire (self));
}

/* ── Taking back ── */

typedef struct
{
  TillActionContext *context;
  gint64             id;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  till_action_context_unref (question->context);
  g_free (question);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillActionContext *self = user_data;
  g_autoptr (GError) error = NULL;

  if (till_practice_take_back_import_finish (TILL_PRACTICE (source), result, &error))
    till_action_say (self, _ ("The file’s lines are gone from the list"));
  else
    till_action_show_error (self, _ ("The File Was Not Taken Back"), error);
  till_action_context_unref (self);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  if (g_str_equal (response, "take-back"))
    till_practice_take_back_import_async (question->context->practice, question->id, taken_back_cb,
                                          g_rc_box_acquire (question->context));
}

static void
take_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const TillQuestion asked = { N_ ("Take the File Back?"), "cancel", N_ ("_Cancel"),
                                      "take-back", N_ ("_Take Back") };
  TillActionContext        *self = user_data;
  Question                 *question = g_new0 (Question, 1);
  const char *words = _ ("All lines that came with this line’s file leave the list, and deposits "
                         "they were matched to wait for the bank again. The file can be imported "
                         "anew.");
  GtkWidget  *dialog = till_question_new (&asked, till_action_front (self), words);

  question->context = g_rc_box_acquire (self);
  question->id = g_variant_get_int64 (parameter);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  till_action_present (self, dialog);
}

void
till_bank_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "import-bank-file", import_cb, NULL, NULL, NULL, { 0 } },
    { "match-bank-line", match_cb, "x", NULL, NULL, { 0 } },
    { "unmatch-bank-line", unmatch_cb, "x", NULL, NULL, { 0 } },
    { "take-back-bank-file", take_back_cb, "x", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
