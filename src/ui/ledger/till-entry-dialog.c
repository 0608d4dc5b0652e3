/* till-entry-dialog.c: asks for a charge or an adjustment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/ledger/till-entry-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "rules/till-ledger-rules.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-money-entry.h"
#include "ui/widgets/till-question.h"

/* In the order of the row's words. */
enum
{
  TAKE_OFF,
  CHARGE_MORE,
};

struct _TillEntryDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  GArray       *patients; /* gint64, as the row lists them */

  gboolean is_charge;
  gboolean closed;

  /* Template children */
  AdwComboRow  *patient;
  AdwComboRow  *effect;
  AdwActionRow *amount_row;
  AdwEntryRow  *day;
  AdwEntryRow  *words;
  GtkLabel     *of_file;
  GtkLabel     *problem;
  GtkWidget    *enter;

  /* Other children */
  TillMoneyEntry *amount;
};

G_DEFINE_FINAL_TYPE (TillEntryDialog, till_entry_dialog, ADW_TYPE_WINDOW)

static guint entered_signal;

static void
show_problem (TillEntryDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* The amount is written out once more when the window goes. */
static void
changed_cb (TillEntryDialog *self)
{
  if (!self->closed)
    show_problem (self, NULL);
}

/* ── The deed ── */

static void start (TillEntryDialog *self, gboolean knowingly);

static void
question_cb (AdwMessageDialog *question, const char *response, TillEntryDialog *self)
{
  if (g_strcmp0 (response, "yes") == 0)
    start (self, TRUE);
}

static void
ask (TillEntryDialog *self, const char *words)
{
  static const TillQuestion asked = { N_ ("Enter It All the Same?"), "no", N_ ("_Don’t Enter"),
                                      "yes", N_ ("_Enter Again") };
  GtkWidget                *question = till_question_new (&asked, GTK_WINDOW (self), words);

  g_signal_connect_object (question, "response", G_CALLBACK (question_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillEntryDialog) self = user_data;
  g_autoptr (GError)          error = NULL;
  gboolean good = till_practice_enter_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (good)
    {
      g_signal_emit (self, entered_signal, 0);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->enter, TRUE);
  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_ASK_FIRST))
    ask (self, error->message);
  else
    show_problem (self, error->message);
}

static gboolean
read_amount (TillEntryDialog *self, TillMoney *amount, GError **error)
{
  if (!till_money_entry_get (self->amount, amount, error))
    return FALSE;
  if (amount->cents < 0)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           self->is_charge
                             ? _ ("The amount must be more than zero. To take something off the "
                                  "account, add an adjustment.")
                             : _ ("Enter the amount without a sign, and choose what it does."));
      return FALSE;
    }
  if (!self->is_charge && adw_combo_row_get_selected (self->effect) == TAKE_OFF)
    amount->cents = -amount->cents;

  return TRUE;
}

static TillLedgerOrder *
read_order (TillEntryDialog *self, GtkWidget **wrong, GError **error)
{
  g_autoptr (TillLedgerOrder) order = g_new0 (TillLedgerOrder, 1);
  TillDay                     today = till_practice_get_today (self->practice);

  order->is_charge = self->is_charge;
  order->patient_id =
    g_array_index (self->patients, gint64, adw_combo_row_get_selected (self->patient));
  order->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->words)));
  *wrong = GTK_WIDGET (self->amount);
  if (!read_amount (self, &order->amount, error))
    return NULL;
  *wrong = GTK_WIDGET (self->day);
  if (!till_ledger_read_day (gtk_editable_get_text (GTK_EDITABLE (self->day)), today, &order->day,
                             error))
    return NULL;
  *wrong =
    GTK_WIDGET (order->amount.cents == 0 ? GTK_WIDGET (self->amount) : GTK_WIDGET (self->words));
  if (!till_ledger_check_order (order, today, error))
    return NULL;

  return g_steal_pointer (&order);
}

static void
start (TillEntryDialog *self, gboolean knowingly)
{
  GtkWidget                  *wrong = NULL;
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillLedgerOrder) order = read_order (self, &wrong, &error);

  if (order == NULL)
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (wrong);
      return;
    }
  gtk_widget_set_sensitive (self->enter, FALSE);
  till_practice_enter_async (self->practice, order, knowingly, entered_cb, g_object_ref (self));
}

static void
enter_cb (TillEntryDialog *self)
{
  start (self, FALSE);
}

/* ── The object ── */

static void
till_entry_dialog_dispose (GObject *object)
{
  TillEntryDialog *self = TILL_ENTRY_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_ENTRY_DIALOG);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->patients, g_array_unref);

  G_OBJECT_CLASS (till_entry_dialog_parent_class)->dispose (object);
}

static void
till_entry_dialog_class_init (TillEntryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_entry_dialog_dispose;

  entered_signal = g_signal_new ("entered", TILL_TYPE_ENTRY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "ledger/till-entry-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillEntryDialog, patient);
  gtk_widget_class_bind_template_child (widget_class, TillEntryDialog, effect);
  gtk_widget_class_bind_template_child (widget_class, TillEntryDialog, amount_row);
  gtk_widget_class_bind_template_child (widget_class, TillEntryDialog, day);
  gtk_widget_class_bind_template_child (widget_class, TillEntryDialog, words);
  gtk_widget_class_bind_template_child (widget_class, TillEntryDialog, of_file);
  gtk_widget_class_bind_template_child (widget_class, TillEntryDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillEntryDialog, enter);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
}

static void
till_entry_dialog_init (TillEntryDialog *self)
{
  self->patients = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->amount = TILL_MONEY_ENTRY (till_money_entry_new (_ ("Amount")));
  gtk_widget_set_valign (GTK_WIDGET (self->amount), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->amount_row, GTK_WIDGET (self->amount));
  g_signal_connect_swapped (self->amount, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->amount, "activate", G_CALLBACK (enter_cb), self);
  till_entry_guard (GTK_WIDGET (self->day));
  till_entry_guard (GTK_WIDGET (self->words));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->enter);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->amount));
}

static void
fill_patients (TillEntryDialog *self, const TillAccount *account)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint                     chosen = 0;

  for (guint i = 0; i < account->family->len; i++)
    {
      const TillPatient *member = account->family->pdata[i];

      if (member->id == account->patient->id)
        chosen = self->patients->len;
      gtk_string_list_append (names, member->name);
      g_array_append_val (self->patients, member->id);
    }
  adw_combo_row_set_model (self->patient, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->patient, chosen);
}

GtkWidget *
till_entry_dialog_new (TillPractice      *practice,
                       const TillAccount *account,
                       gboolean           is_charge,
                       GtkWindow         *parent)
{
  TillEntryDialog *self = g_object_new (TILL_TYPE_ENTRY_DIALOG, "transient-for", parent, NULL);
  g_autofree char *today = till_day_to_typed (till_practice_get_today (practice));

  self->practice = g_object_ref (practice);
  self->is_charge = is_charge;
  fill_patients (self, account);
  gtk_window_set_title (GTK_WINDOW (self), is_charge ? _ ("Add Charge") : _ ("Add Adjustment"));
  gtk_widget_set_visible (GTK_WIDGET (self->effect), !is_charge);
  gtk_editable_set_text (GTK_EDITABLE (self->day), today);
  gtk_widget_set_visible (GTK_WIDGET (self->of_file), account->is_from_file);
  show_problem (self, NULL);

  return GTK_WIDGET (self);
}
