/* till-money-entry.c: a field for an amount of money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-money-entry.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillMoneyEntry
{
  AdwBin parent_instance;

  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (TillMoneyEntry, till_money_entry, ADW_TYPE_BIN)

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
changed_cb (TillMoneyEntry *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activate_cb (TillMoneyEntry *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

/* Left alone, an amount is shown as it was understood: "12.5" becomes "$12.50". */
static void
left_cb (TillMoneyEntry *self)
{
  TillMoney amount;

  if (till_money_entry_is_empty (self))
    return;
  if (till_money_entry_get (self, &amount, NULL))
    till_money_entry_set (self, amount);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static gboolean
till_money_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TILL_MONEY_ENTRY (widget)->entry));
}

static void
till_money_entry_class_init (TillMoneyEntryClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = till_money_entry_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", TILL_TYPE_MONEY_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", TILL_TYPE_MONEY_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
till_money_entry_init (TillMoneyEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_alignment (self->entry, 1);
  gtk_entry_set_placeholder_text (self->entry, "$0.00");
  gtk_entry_set_input_purpose (self->entry, GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "amount");
  till_entry_guard (GTK_WIDGET (self->entry));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->entry));
}

GtkWidget *
till_money_entry_new (const char *label)
{
  TillMoneyEntry *self = g_object_new (TILL_TYPE_MONEY_ENTRY, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);

  return GTK_WIDGET (self);
}

void
till_money_entry_set (TillMoneyEntry *self, TillMoney amount)
{
  g_autofree char *text = till_money_format (amount);

  g_return_if_fail (TILL_IS_MONEY_ENTRY (self));

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

void
till_money_entry_clear (TillMoneyEntry *self)
{
  g_return_if_fail (TILL_IS_MONEY_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

gboolean
till_money_entry_get (TillMoneyEntry *self, TillMoney *amount, GError **error)
{
  g_return_val_if_fail (TILL_IS_MONEY_ENTRY (self), FALSE);

  if (till_money_entry_is_empty (self))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("Enter an amount."));
      return FALSE;
    }

  return till_money_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), amount, error);
}

gboolean
till_money_entry_is_empty (TillMoneyEntry *self)
{
  g_return_val_if_fail (TILL_IS_MONEY_ENTRY (self), TRUE);

  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
}
