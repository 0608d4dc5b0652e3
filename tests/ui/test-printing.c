/* test-printing.c: a receipt on its way to the printer, and what never gets there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"
#include "ui/till-practice-actions-private.h"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
} Fixture;

static void
open_window (Fixture *self)
{
  self->desk = desk_new_for_cash ();
  self->window = ui_window_around (gtk_label_new ("A window"), 600, 400);
}

static void
close_window (Fixture *self)
{
  ui_end (self->window);
  desk_free (self->desk);
}

/* ── The dialog ──────────────────────────────────────────────────────────────────────────────────
 */

/* The one action that every Print of a receipt is: of the list, of the popover, of the payment. */
static void
test_receipt (void)
{
  Fixture               self;
  g_autoptr (GtkWidget) toasts = NULL;
  GActionGroup         *actions;
  GtkWidget            *dialog;
  gint64                id;

  open_window (&self);
  id = desk_take_cash (self.desk, 0, 2500);
  toasts = g_object_ref_sink (adw_toast_overlay_new ());
  actions = till_practice_actions_new (self.desk->practice, GTK_WINDOW (self.window),
                                       ADW_TOAST_OVERLAY (toasts));
  g_action_group_activate_action (actions, "print-receipt", g_variant_new_int64 (id));
  till_test_wait_until (ui_find_print_dialog () != NULL);
  dialog = ui_find_print_dialog ();
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (self.window));
  till_test_wait_for_text (dialog, "Print to File");
  till_test_wait_frames (dialog, 2);
  till_test_screenshot (dialog, "print-receipt");

  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  till_test_wait_until (ui_find_print_dialog () == NULL);
  g_assert_true (ui_is_alone (self.window));
  g_object_unref (actions);
  close_window (&self);
}

/* ── No dialog ───────────────────────────────────────────────────────────────────────────────────
 */

static void
test_unreadable (void)
{
  Fixture            self;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no PDF", 6);
  TillActionContext *context;
  GtkWidget         *dialog;

  open_window (&self);
  context = g_rc_box_new0 (TillActionContext);
  context->practice = g_object_ref (self.desk->practice);
  g_set_weak_pointer (&context->window, GTK_WINDOW (self.window));
  till_action_print (context, bytes, "receipt.pdf", "The Receipt Was Not Printed");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "The Receipt Was Not Printed");
  till_test_wait_for_text (dialog, "This PDF can’t be read: ");
  g_assert_null (ui_find_print_dialog ());
  ui_answer ("close");
  till_action_context_unref (context);
  close_window (&self);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/printing/receipt", test_receipt);
  g_test_add_func ("/ui/printing/unreadable", test_unreadable);

  return g_test_run ();
}
