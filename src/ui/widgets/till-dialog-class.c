/* till-dialog-class.c: what all our dialogs are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-dialog-class.h"

#define PATH "/org/practicetill/Till/ui/"

void
till_dialog_class_set_up (GtkWidgetClass *klass, const char *template)
{
  g_autofree char *path = g_strconcat (PATH, template, NULL);

  gtk_widget_class_set_accessible_role (klass, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (klass, path);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
}
