/* till-collect.c: the collect dialog as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-collect.h"

GtkWidget *
collect_open (Desk *desk, TillMethod method)
{
  GtkWidget *dialog = till_collect_dialog_new (desk->practice, method, NULL);

  till_test_present (dialog);
  till_test_wait_for_text (dialog, "Lee, Anna");

  return dialog;
}

void
collect_fill (GtkWidget *dialog, const char *patient, const char *amount)
{
  ui_press_row (dialog, patient);
  ui_write (ui_field (dialog, "Amount"), amount);
}

static GtkWidget *
collect_button (GtkWidget *dialog)
{
  g_autoptr (GPtrArray) buttons = till_test_find_all (dialog, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    {
      const char *label = gtk_button_get_label (buttons->pdata[i]);

      if (label != NULL && g_str_has_prefix (label, "_Collect") &&
          gtk_widget_get_mapped (buttons->pdata[i]))
        return buttons->pdata[i];
    }

  g_error ("there is nothing to collect with");
}

void
collect_press (GtkWidget *dialog)
{
  GtkWidget *button = collect_button (dialog);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

gboolean
collect_can_press (GtkWidget *dialog)
{
  return gtk_widget_is_sensitive (collect_button (dialog));
}

void
collect_end_by_done (GtkWidget *dialog)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, "Done");
  till_test_wait_until (gone == NULL);
}
