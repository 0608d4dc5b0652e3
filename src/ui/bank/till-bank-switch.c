/* till-bank-switch.c: between the deposits and the bank's statement, two sides of the same money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/bank/till-bank-switch.h"

#include <glib/gi18n-lib.h>

/* It stays as it is: the other page has a switch of its own. */
static void
clicked_cb (GtkToggleButton *button, const char *name)
{
  gboolean is_here = g_object_get_data (G_OBJECT (button), "is-here") != NULL;

  gtk_toggle_button_set_active (button, is_here);
  if (!is_here)
    gtk_widget_activate_action (GTK_WIDGET (button), "win.show-tab", "s", name);
}

static void
add (GtkBox *box, const char *label, const char *name, gboolean is_here)
{
  GtkWidget *button = gtk_toggle_button_new_with_mnemonic (label);

  if (is_here)
    g_object_set_data (G_OBJECT (button), "is-here", button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), is_here);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), (gpointer) name);
  gtk_box_append (box, button);
}

GtkWidget *
till_bank_switch_new (gboolean bank)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  add (GTK_BOX (box), _ ("_Deposits"), "deposits", !bank);
  add (GTK_BOX (box), _ ("_Bank Statement"), "bank_lines", bank);

  return box;
}
