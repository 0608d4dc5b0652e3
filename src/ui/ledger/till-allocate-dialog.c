/* till-allocate-dialog.c: asks which charges a payment pays
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/ledger/till-allocate-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-money-entry.h"

struct _TillAllocateDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice   *practice;
  TillAllocation *allocation;
  GPtrArray      *entries; /* TillMoneyEntry, borrowed: of each charge */

  gboolean filling;
  gboolean closed;

  /* Template children */
  GtkLabel            *credit;
  AdwPreferencesGroup *charges;
  GtkWidget           *nothing;
  GtkWidget           *oldest_first;
  GtkLabel            *rest;
  GtkLabel            *problem;
  GtkWidget           *save;
};

G_DEFINE_FINAL_TYPE (TillAllocateDialog, till_allocate_dialog, ADW_TYPE_WINDOW)

static guint allocated_signal;

static void
show_problem (TillAllocateDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* ── What is typed ── */

/* Of charge @i; an empty field pays nothing. */
static gboolean
read_part (TillAllocateDialog *self, guint i, TillMoney *part, GError **error)
{
  const TillOpenCharge *charge = self->allocation->charges->pdata[i];
  TillMoneyEntry       *entry = self->entries->pdata[i];
  g_autofree char      *room = NULL;

  *part = TILL_MONEY_ZERO;
  if (!till_money_entry_is_empty (entry) && !till_money_entry_get (entry, part, error))
    return FALSE;
  if (part->cents >= 0 && till_money_compare (*part, charge->room) <= 0)
    return TRUE;

  room = till_money_format (charge->room);
  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("Of the charge for “%s” at most %s can be paid by it."),
               charge->words != NULL ? charge->words : charge->patient, room);

  return FALSE;
}

/* (element-type TillAllocationShare); NULL: *error says what is wrong with it. @rest is unearned.
 */
static GArray *
read_shares (TillAllocateDialog *self, TillMoney *rest, GError **error)
{
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
  g_autofree char   *amount = NULL;

  *rest = self->allocation->amount;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const TillOpenCharge *charge = self->allocation->charges->pdata[i];
      TillAllocationShare   share = { self->allocation->entry_id, charge->id, TILL_MONEY_ZERO };

      if (!read_part (self, i, &share.amount, error))
        return NULL;
      rest->cents -= share.amount.cents;
      if (share.amount.cents > 0)
        g_array_append_val (shares, share);
    }
  if (rest->cents >= 0)
    return g_steal_pointer (&shares);

  amount = till_money_format (self->allocation->amount);
  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("That is more than the %s there are. Lower one of the amounts."), amount);

  return NULL;
}

static void
changed_cb (TillAllocateDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) shares = NULL;
  g_autofree char   *amount = NULL;
  g_autofree char   *words = NULL;
  TillMoney          rest;

  /* An amount is written out once more when the window goes. */
  if (self->filling || self->closed)
    return;

  shares = read_shares (self, &rest, &error);
  gtk_widget_set_sensitive (self->save, shares != NULL);
  show_problem (self, error != NULL ? error->message : NULL);
  if (shares == NULL)
    return;
  amount = till_money_format (rest);
  words = g_strdup_printf (_ ("Unearned credit: %s"), amount);
  gtk_label_set_text (self->rest, words);
}

static void
fill (TillAllocateDialog *self, const TillMoney *parts)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    till_money_entry_set (self->entries->pdata[i], parts[i]);
  self->filling = FALSE;
  changed_cb (self);
}

static void
oldest_first_cb (TillAllocateDialog *self)
{
  const GPtrArray      *charges = self->allocation->charges;
  g_autofree TillMoney *room = g_new (TillMoney, charges->len);
  g_autofree TillMoney *parts = g_new (TillMoney, charges->len);

  for (guint i = 0; i < charges->len; i++)
    room[i] = ((const TillOpenCharge *) charges->pdata[i])->room;
  till_allocation_oldest_first (self->allocation->amount, room, charges->len, parts);
  fill (self, parts);
}

/* ── The deed ── */

static void
allocated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillAllocateDialog) self = user_data;
  g_autoptr (GError)             error = NULL;
  gboolean good = till_practice_allocate_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (good)
    {
      g_signal_emit (self, allocated_signal, 0);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->save, TRUE);
  show_problem (self, error->message);
}

static void
save_cb (TillAllocateDialog *self)
{
  TillMoney          rest;
  g_autoptr (GArray) shares = read_shares (self, &rest, NULL);

  if (shares == NULL || !gtk_widget_get_sensitive (self->save))
    return;
  gtk_widget_set_sensitive (self->save, FALSE);
  till_practice_allocate_async (self->practice, self->allocation->entry_id,
                                (const TillAllocationShare *) (gpointer) shares->data, shares->len,
                                allocated_cb, g_object_ref (self));
}

/* ── The object ── */

static void
till_allocate_dialog_dispose (GObject *object)
{
  TillAllocateDialog *self = TILL_ALLOCATE_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_ALLOCATE_DIALOG);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->allocation, till_allocation_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (till_allocate_dialog_parent_class)->dispose (object);
}

static void
till_allocate_dialog_class_init (TillAllocateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_allocate_dialog_dispose;

  allocated_signal = g_signal_new ("allocated", TILL_TYPE_ALLOCATE_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "ledger/till-allocate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillAllocateDialog, credit);
  gtk_widget_class_bind_template_child (widget_class, TillAllocateDialog, charges);
  gtk_widget_class_bind_template_child (widget_class, TillAllocateDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, TillAllocateDialog, oldest_first);
  gtk_widget_class_bind_template_child (widget_class, TillAllocateDialog, rest);
  gtk_widget_class_bind_template_child (widget_class, TillAllocateDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillAllocateDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, oldest_first_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
till_allocate_dialog_init (TillAllocateDialog *self)
{
  self->entries = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
}

static void
add_charge (TillAllocateDialog *self, const TillOpenCharge *charge)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *day = till_day_format (charge->day);
  g_autofree char *amount = till_money_format (charge->amount);
  g_autofree char *room = till_money_format (charge->room);
  g_autofree char *title =
    /* Translators: a day, and what was charged for on it */
    g_strdup_printf (_ ("%s, %s"), day, charge->words != NULL ? charge->words : _ ("Charge"));
  g_autofree char *facts = g_strdup_printf (
    till_money_compare (charge->room, charge->amount) == 0
      /* Translators: a patient, and the amount of a charge */
      ? _ ("%s: %s")
      /* Translators: a patient, the amount of a charge, and what of it others leave to be paid */
      : _ ("%s: %s, of it %s not paid by others"),
    charge->patient, amount, room);
  GtkWidget *entry = till_money_entry_new (title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (save_cb), self);
  adw_preferences_group_add (self->charges, row);
  g_ptr_array_add (self->entries, entry);
}

static void
show_charges (TillAllocateDialog *self)
{
  const GPtrArray      *charges = self->allocation->charges;
  g_autofree TillMoney *given = g_new (TillMoney, charges->len);

  for (guint i = 0; i < charges->len; i++)
    {
      add_charge (self, charges->pdata[i]);
      given[i] = ((const TillOpenCharge *) charges->pdata[i])->given;
    }
  fill (self, given);
  gtk_widget_set_visible (GTK_WIDGET (self->charges), charges->len > 0);
  gtk_widget_set_visible (self->oldest_first, charges->len > 0);
  gtk_widget_set_visible (self->nothing, charges->len == 0);
  if (charges->len > 0)
    gtk_window_set_focus (GTK_WINDOW (self), self->entries->pdata[0]);
}

GtkWidget *
till_allocate_dialog_new (TillPractice   *practice,
                          TillAllocation *allocation /* full */,
                          GtkWindow      *parent)
{
  TillAllocateDialog *self =
    g_object_new (TILL_TYPE_ALLOCATE_DIALOG, "transient-for", parent, NULL);
  g_autofree char *amount = till_money_format (allocation->amount);
  g_autofree char *day = till_day_format (allocation->day);
  /* Translators: an amount, a patient, a day */
  g_autofree char *words = g_strdup_printf (_ ("%s from %s, %s"), amount, allocation->patient, day);

  self->practice = g_object_ref (practice);
  self->allocation = allocation;
  gtk_label_set_text (self->credit, words);
  show_charges (self);

  return GTK_WIDGET (self);
}
