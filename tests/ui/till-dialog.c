/* till-dialog.c: a dialog that closes by itself when all is done, and says once what it was
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-dialog.h"

static void
done_cb (GtkWidget *dialog, const char *words, Dialog *self)
{
  g_assert_null (self->said);
  self->said = g_strdup (words);
}

void
dialog_open (Dialog *self, GtkWidget *dialog, const char *signal)
{
  self->dialog = dialog;
  self->gone = dialog;
  self->said = NULL;
  g_object_add_weak_pointer (G_OBJECT (dialog), &self->gone);
  g_signal_connect (dialog, signal, G_CALLBACK (done_cb), self);
  till_test_present (dialog);
}

void
dialog_wait_done (Dialog *self, const char *said)
{
  till_test_wait_until (self->gone == NULL);
  g_assert_cmpstr (self->said, ==, said);
  g_clear_pointer (&self->said, g_free);
}
