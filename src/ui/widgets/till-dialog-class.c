/* till-dialog-class.c: what all our dialogs are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-dialog-class.h"

#include <adwaita.h>

#define PATH "/org/practicetill/Till/ui/"

/* Not by GTK's own property: GTK 4.8 then knows a freed window when something still holds the
 * dialog. */
static void
parent_changed_cb (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);

  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), dialog,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
constructed (GObject *object)
{
  G_OBJECT_CLASS (g_type_class_peek (ADW_TYPE_WINDOW))->constructed (object);
  g_signal_connect (object, "notify::transient-for", G_CALLBACK (parent_changed_cb), NULL);
}

void
till_dialog_class_set_up (GtkWidgetClass *klass, const char *template)
{
  g_autofree char *path = g_strconcat (PATH, template, NULL);

  g_return_if_fail (g_type_is_a (G_TYPE_FROM_CLASS (klass), ADW_TYPE_WINDOW));

  G_OBJECT_CLASS (klass)->constructed = constructed;
  gtk_widget_class_set_accessible_role (klass, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (klass, path);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
}
