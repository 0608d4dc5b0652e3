/* till-statement-actions.c: guarantors’ statements, printed or saved, as actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-export.h"
#include "ui/statements/till-statements-dialog.h"
#include "ui/till-practice-actions-private.h"

/* For whom; until the dialog is closed. */
typedef struct
{
  TillActionContext *context;
  GVariant          *guarantors; /* ax */
} Deed;

static void
deed_free (gpointer data, GClosure *closure)
{
  Deed *deed = data;

  till_action_context_unref (deed->context);
  g_variant_unref (deed->guarantors);
  g_free (deed);
}

static char *
say_progress (guint n_done, guint n_statements)
{
  g_autofree char *done = till_number_format (n_done);
  g_autofree char *all = till_number_format (n_statements);

  return g_strdup_printf (_ ("%s of %s guarantors"), done, all);
}

static char *
say_saved (guint n_statements, const char *name)
{
  g_autofree char *number = till_number_format (n_statements);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s statement saved to %s",
                                       "%s statements saved to %s", n_statements),
                          number, name);
}

static char *
say_printed (guint n_statements)
{
  g_autofree char *number = till_number_format (n_statements);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s statement printed", "%s statements printed", n_statements),
    number);
}

static const TillExportWords words = {
  .making = N_ ("Making Statements…"),
  .choose = N_ ("Save Statements"),
  .not_saved = N_ ("The Statements Were Not Saved"),
  .not_printed = N_ ("The Statements Can’t Be Printed"),
  .not_noted = N_ ("The Statements Were Printed, but That Could Not Be Noted"),
  .say_progress = say_progress,
  .say_saved = say_saved,
  .say_printed = say_printed,
};

static void
chosen_cb (TillStatementsDialog *dialog, guint waived, gboolean on_paper, Deed *deed)
{
  g_autoptr (GError) error = NULL;
  gsize              n_ids;
  const gint64      *ids = g_variant_get_fixed_array (deed->guarantors, &n_ids, sizeof (gint64));
  TillExport *export =
    till_export_new_for_statements (deed->context->practice, ids, n_ids, waived, on_paper, &error);

  till_action_run_export (deed->context, export,
                          on_paper ? TILL_EXPORT_AS_PRINT : TILL_EXPORT_AS_PDF, &words, error);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TillActionContext *self = user_data;
  gsize              n_ids;
  const gint64      *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));
  GtkWidget         *dialog;
  Deed              *deed;

  if (n_ids == 0)
    return;

  deed = g_new0 (Deed, 1);
  deed->context = g_rc_box_acquire (self);
  deed->guarantors = g_variant_ref (parameter);
  dialog = till_statements_dialog_new (self->practice, ids, n_ids, till_action_front (self));
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (chosen_cb), deed, deed_free, 0);
  till_action_present (self, dialog);
}

void
till_statement_actions_add (TillActionContext *self, GActionMap *map)
{
  const GActionEntry entries[] = {
    { "print-statements", print_cb, "ax", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
