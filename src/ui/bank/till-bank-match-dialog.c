/* till-bank-match-dialog.c: asks which deposit a line of the bank's statement is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/bank/till-bank-match-dialog.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-bank.h"
#include "rules/till-bank-rules.h"
#include "ui/widgets/till-dialog-class.h"

struct _TillBankMatchDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  TillBankLine *of;
  GPtrArray    *deposits; /* TillDeposit; NULL until they are read */
  GPtrArray    *checks;   /* GtkCheckButton, borrowed; one a deposit */

  gboolean closed;
  gboolean busy;

  /* Template children */
  GtkLabel            *line;
  GtkLabel            *words;
  AdwPreferencesGroup *candidates;
  GtkLabel            *difference;
  GtkLabel            *problem;
  GtkButton           *match;
};

G_DEFINE_FINAL_TYPE (TillBankMatchDialog, till_bank_match_dialog, ADW_TYPE_WINDOW)

static guint matched_signal;

static void
show_problem (TillBankMatchDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* ── What is chosen ── */

static GArray *
list_chosen (TillBankMatchDialog *self, TillMoney *sum)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (gint64));

  *sum = TILL_MONEY_ZERO;
  for (guint i = 0; i < self->checks->len; i++)
    {
      const TillDeposit *deposit = self->deposits->pdata[i];

      if (!gtk_check_button_get_active (self->checks->pdata[i]))
        continue;
      g_array_append_val (chosen, deposit->id);
      if (!till_money_add (*sum, deposit->deposited, sum))
        g_warn_if_reached ();
    }

  return chosen;
}

static void
update (TillBankMatchDialog *self)
{
  TillMoney          sum;
  g_autoptr (GArray) chosen = list_chosen (self, &sum);
  TillMoney          off = till_money (self->of->amount.cents - sum.cents);
  g_autofree char   *total = till_money_format (sum);
  g_autofree char   *how = till_bank_difference_to_words (off);
  g_autofree char   *words =
    chosen->len > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u deposit chosen, %s. %s.",
                                                      "%u deposits chosen, %s. %s.", chosen->len),
                                         chosen->len, total, how)
                      : g_strdup ("");

  gtk_label_set_text (self->difference, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->match), chosen->len > 0 && !self->busy);
  gtk_button_set_label (
    self->match, chosen->len > 0 && off.cents != 0 ? _ ("_Match With Difference") : _ ("_Match"));
}

static void
toggled_cb (TillBankMatchDialog *self)
{
  show_problem (self, NULL);
  update (self);
}

/* ── The deposits ── */

/* "$2.50 less at the bank, 2 days before, batch 17, ••1939"; a chargeback's words in place of a
 * batch, which it has none of whatever the report has there. */
static char *
describe (TillBankMatchDialog *self, const TillDeposit *deposit)
{
  int              days = self->of->day.number - deposit->funded_on.number;
  GString         *text = g_string_new (NULL);
  g_autofree char *off =
    till_bank_difference_to_words (till_money (self->of->amount.cents - deposit->deposited.cents));

  g_string_append (text, off);
  if (days != 0)
    {
      g_autofree char *away =
        g_strdup_printf (days > 0 ? g_dngettext (GETTEXT_PACKAGE, "%d day before the bank",
                                                 "%d days before the bank", (gulong) days)
                                  : g_dngettext (GETTEXT_PACKAGE, "%d day after the bank",
                                                 "%d days after the bank", (gulong) -days),
                         ABS (days));

      g_string_append_printf (text, " · %s", away);
    }
  if (deposit->kind == TILL_DEPOSIT_BATCH && deposit->batch != NULL)
    {
      g_autofree char *batch = g_strdup_printf (_ ("batch %s"), deposit->batch);

      g_string_append_printf (text, " · %s", batch);
    }
  else if (deposit->words != NULL)
    g_string_append_printf (text, " · %s", deposit->words);
  if (deposit->account != NULL)
    g_string_append_printf (text, " · %s", deposit->account);

  return g_string_free (text, FALSE);
}

static void
add_candidate (TillBankMatchDialog *self, const TillDeposit *deposit)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *check = gtk_check_button_new ();
  g_autofree char *day = till_day_format (deposit->funded_on);
  g_autofree char *amount = till_money_format (deposit->deposited);
  g_autofree char *title = g_strdup_printf ("%s · %s", day, amount);
  g_autofree char *words = describe (self, deposit);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  g_ptr_array_add (self->checks, check);
  adw_preferences_group_add (self->candidates, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBankMatchDialog) self = user_data;
  g_autoptr (GError)              error = NULL;
  GPtrArray                      *deposits =
    till_practice_list_candidates_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    {
      g_clear_pointer (&deposits, g_ptr_array_unref);
      return;
    }
  if (deposits == NULL)
    {
      show_problem (self, error->message);
      return;
    }

  self->deposits = deposits;
  for (guint i = 0; i < deposits->len; i++)
    add_candidate (self, deposits->pdata[i]);
  if (deposits->len == 0)
    adw_preferences_group_set_description (
      self->candidates,
      _ ("No deposit of the weeks before has no line of the bank yet. Refresh the deposits with "
         "F5, then try again."));
  /* One that is the same to the cent is most likely meant. */
  else if (((TillDeposit *) deposits->pdata[0])->deposited.cents == self->of->amount.cents)
    gtk_check_button_set_active (self->checks->pdata[0], TRUE);
  update (self);
}

/* ── Matching ── */

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillBankMatchDialog) self = user_data;
  g_autoptr (GError)              error = NULL;
  guint                           n_more = 0;
  gboolean                        good =
    till_practice_match_bank_line_finish (TILL_PRACTICE (source), result, &n_more, &error);

  if (self->closed)
    return;
  self->busy = FALSE;
  if (good)
    {
      g_signal_emit (self, matched_signal, 0, n_more);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  show_problem (self, error->message);
  update (self);
}

static void
match_cb (GtkButton *button, TillBankMatchDialog *self)
{
  TillMoney          sum;
  g_autoptr (GArray) chosen = list_chosen (self, &sum);

  self->busy = TRUE;
  update (self);
  till_practice_match_bank_line_async (self->practice, self->of->id, (const gint64 *) chosen->data,
                                       chosen->len, matched_cb, g_object_ref (self));
}

static void
till_bank_match_dialog_dispose (GObject *object)
{
  TillBankMatchDialog *self = TILL_BANK_MATCH_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_BANK_MATCH_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_bank_match_dialog_parent_class)->dispose (object);
}

static void
till_bank_match_dialog_finalize (GObject *object)
{
  TillBankMatchDialog *self = TILL_BANK_MATCH_DIALOG (object);

  till_bank_line_free (self->of);
  g_clear_pointer (&self->deposits, g_ptr_array_unref);
  g_ptr_array_unref (self->checks);

  G_OBJECT_CLASS (till_bank_match_dialog_parent_class)->finalize (object);
}

static void
till_bank_match_dialog_class_init (TillBankMatchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_bank_match_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_bank_match_dialog_finalize;

  matched_signal = g_signal_new ("matched", TILL_TYPE_BANK_MATCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  till_dialog_class_set_up (widget_class, "bank/till-bank-match-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillBankMatchDialog, line);
  gtk_widget_class_bind_template_child (widget_class, TillBankMatchDialog, words);
  gtk_widget_class_bind_template_child (widget_class, TillBankMatchDialog, candidates);
  gtk_widget_class_bind_template_child (widget_class, TillBankMatchDialog, difference);
  gtk_widget_class_bind_template_child (widget_class, TillBankMatchDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillBankMatchDialog, match);
  gtk_widget_class_bind_template_callback (widget_class, match_cb);
}

static void
till_bank_match_dialog_init (TillBankMatchDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checks = g_ptr_array_new ();
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->match));
}

GtkWidget *
till_bank_match_dialog_new (TillPractice *practice, const TillBankLine *line, GtkWindow *parent)
{
  TillBankMatchDialog *self =
    g_object_new (TILL_TYPE_BANK_MATCH_DIALOG, "transient-for", parent, NULL);
  g_autofree char *day = till_day_format (line->day);
  g_autofree char *amount = till_money_format (line->amount);
  g_autofree char *title = g_strdup_printf (_ ("%s at the bank on %s"), amount, day);

  self->practice = g_object_ref (practice);
  self->of = till_bank_line_copy (line);
  gtk_label_set_text (self->line, title);
  gtk_label_set_text (self->words, line->words != NULL ? line->words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), line->words != NULL);
  update (self);
  till_practice_list_candidates_async (practice, line->id, NULL, listed_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
