/* till-statements-dialog.c: who gets a statement and who does not, before they are made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/statements/till-statements-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "document/till-statement-pdf.h"
#include "ui/widgets/till-dialog-class.h"

/* More rows nobody reads, and each is a widget. */
#define MOST_LISTED 100

enum
{
  WITHOUT_ADDRESS,
  SETTLED,
  UNASKED,
  N_CHOICES,
};

/* Which reasons a choice is about. */
static const guint reasons_of[N_CHOICES] = {
  [WITHOUT_ADDRESS] = TILL_STATEMENT_NO_ADDRESS,
  [SETTLED] = TILL_STATEMENT_NOTHING_DUE,
  [UNASKED] = TILL_STATEMENT_NOT_TO_BE_ASKED,
};

struct _TillStatementsDialog
{
  AdwWindow parent_instance;

  /* Owned */
  GCancellable *surveying;  /* NULL: it has ended */
  GPtrArray    *candidates; /* NULL until it has */

  gboolean filling; /* what is chosen now is not by the user */

  /* Template children */
  GtkWidget      *print;
  GtkWidget      *save;
  GtkLabel       *sum;
  GtkCheckButton *addressless;
  GtkCheckButton *settled;
  GtkCheckButton *unasked;
  GtkWidget      *left_out;
  GtkLabel       *left_out_title;
  GtkListBox     *list;
  GtkLabel       *problem;
};

G_DEFINE_FINAL_TYPE (TillStatementsDialog, till_statements_dialog, ADW_TYPE_WINDOW)

static guint chosen_signal;

/* ── Who ── */

static GtkCheckButton *
get_choice (TillStatementsDialog *self, int choice)
{
  return choice == WITHOUT_ADDRESS ? self->addressless
         : choice == SETTLED       ? self->settled
                                   : self->unasked;
}

static guint
read_waived (TillStatementsDialog *self)
{
  guint waived = 0;

  for (int i = 0; i < N_CHOICES; i++)
    if (gtk_check_button_get_active (get_choice (self, i)))
      waived |= reasons_of[i];

  return waived;
}

static char *
say_choice (int choice, guint n)
{
  g_autofree char *number = till_number_format (n);

  switch (choice)
    {
    case WITHOUT_ADDRESS:
      return g_strdup_printf (_ ("Also without a postal _address (%s)"), number);
    case SETTLED:
      return g_strdup_printf (_ ("Also who _owes nothing (%s)"), number);
    case UNASKED:
      return g_strdup_printf (_ ("Also who is _not to be asked for money (%s)"), number);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Who asks for one guarantor’s wants that one. */
static void
show_choices (TillStatementsDialog *self)
{
  gboolean is_one = self->candidates->len == 1;

  self->filling = TRUE;
  for (int choice = 0; choice < N_CHOICES; choice++)
    {
      GtkCheckButton  *button = get_choice (self, choice);
      g_autofree char *label = NULL;
      guint            n = 0;

      for (guint i = 0; i < self->candidates->len; i++)
        n += (((TillStatementCandidate *) self->candidates->pdata[i])->reasons &
              reasons_of[choice]) != 0;
      label = say_choice (choice, n);
      gtk_check_button_set_label (button, label);
      gtk_check_button_set_active (button, is_one);
      gtk_widget_set_visible (GTK_WIDGET (button), n > 0);
    }
  self->filling = FALSE;
}

static void
add_row (TillStatementsDialog *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
}

static void
list_left_out (TillStatementsDialog *self, guint waived)
{
  GtkWidget       *row;
  guint            n = 0;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const TillStatementCandidate *candidate = self->candidates->pdata[i];

      if ((candidate->reasons & ~waived) == 0)
        continue;
      if (n < MOST_LISTED)
        add_row (self, candidate->name, candidate->why);
      n++;
    }
  if (n > MOST_LISTED)
    {
      g_autofree char *more = till_number_format (n - MOST_LISTED);
      g_autofree char *words = g_strdup_printf (_ ("And %s more"), more);

      add_row (self, words, NULL);
    }

  number = till_number_format (n);
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s gets none", "%s get none", n), number);
  gtk_label_set_text (self->left_out_title, title);
  gtk_widget_set_visible (self->left_out, n > 0);
}

static void
show_sum (TillStatementsDialog *self, guint waived)
{
  TillMoney        sum = TILL_MONEY_ZERO;
  guint            n = 0;
  gboolean         fits;
  g_autofree char *number = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *words = NULL;
  g_autofree char *problem = NULL;

  for (guint i = 0; i < self->candidates->len; i++)
    {
      const TillStatementCandidate *candidate = self->candidates->pdata[i];

      if ((candidate->reasons & ~waived) != 0)
        continue;
      n++;
      if (!till_money_add (sum, candidate->due, &sum))
        sum = TILL_MONEY_ZERO;
    }

  number = till_number_format (n);
  amount = till_money_format (sum);
  words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s statement, %s due in all", "%s statements, %s due in all", n),
    number, amount);
  gtk_label_set_text (self->sum, words);
  fits = n <= TILL_STATEMENT_MOST;
  problem = fits ? NULL
                 : g_strdup_printf (_ ("At most %u statements can be made at once: select fewer "
                                       "guarantors."),
                                    TILL_STATEMENT_MOST);
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_sensitive (self->print, n > 0 && fits);
  gtk_widget_set_sensitive (self->save, n > 0 && fits);
}

static void
choice_cb (TillStatementsDialog *self)
{
  guint waived;

  if (self->filling || self->candidates == NULL)
    return;

  waived = read_waived (self);
  show_sum (self, waived);
  list_left_out (self, waived);
}

static void
surveyed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) candidates =
    till_practice_survey_statements_finish (TILL_PRACTICE (source), result, &error);
  TillStatementsDialog *self = user_data;

  /* The dialog is gone: its end cancels what it asked for. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->surveying);
  if (candidates == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }

  self->candidates = g_steal_pointer (&candidates);
  show_choices (self);
  choice_cb (self);
  gtk_widget_grab_focus (self->print);
}

/* ── What is pressed ── */

static void
choose (TillStatementsDialog *self, gboolean on_paper)
{
  g_object_ref (self);
  g_signal_emit (self, chosen_signal, 0, read_waived (self), on_paper);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
print_cb (TillStatementsDialog *self)
{
  choose (self, TRUE);
}

static void
save_cb (TillStatementsDialog *self)
{
  choose (self, FALSE);
}

/* ── The object ── */

static void
till_statements_dialog_dispose (GObject *object)
{
  TillStatementsDialog *self = TILL_STATEMENTS_DIALOG (object);

  g_cancellable_cancel (self->surveying);
  g_clear_object (&self->surveying);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_STATEMENTS_DIALOG);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);

  G_OBJECT_CLASS (till_statements_dialog_parent_class)->dispose (object);
}

static void
till_statements_dialog_class_init (TillStatementsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_statements_dialog_dispose;

  chosen_signal = g_signal_new ("chosen", TILL_TYPE_STATEMENTS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);

  till_dialog_class_set_up (widget_class, "statements/till-statements-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, print);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, save);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, sum);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, addressless);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, settled);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, unasked);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, left_out);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, left_out_title);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, TillStatementsDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
till_statements_dialog_init (TillStatementsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->print);
}

GtkWidget *
till_statements_dialog_new (TillPractice *practice,
                            const gint64 *guarantors,
                            gsize         n_guarantors,
                            GtkWindow    *parent)
{
  TillStatementsDialog *self =
    g_object_new (TILL_TYPE_STATEMENTS_DIALOG, "transient-for", parent, NULL);

  self->surveying = g_cancellable_new ();
  till_practice_survey_statements_async (practice, guarantors, n_guarantors, self->surveying,
                                         surveyed_cb, self);

  return GTK_WIDGET (self);
}
