/* test-refund-dialog.c: taking a payment back, and what is said about it before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-dialog.h"
#include "ui/collect/till-refund-dialog.h"

static void
open_dialog (Dialog *self)
{
  dialog_open (self, till_refund_dialog_new (self->desk->practice, self->id, NULL), "reversed");
}

static void
close_batch (Desk *desk)
{
  g_autoptr (Reply) closed = ask (desk->peer, "POST", "/sandbox/close-batch", "{}");

  g_assert_cmpuint (closed->status, ==, 200);
}

static gint64
count_back (Dialog *self)
{
  return desk_count (self->desk, "SELECT count (*) FROM transactions WHERE kind != 'payment'");
}

/* ── Void ────────────────────────────────────────────────────────────────────────────────────────
 */

static void
test_void (void)
{
  Dialog                      all = { .desk = desk_new (NULL) };
  g_autoptr (TillTransaction) row = NULL;

  all.id = desk_take (all.desk, 2500);
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "Void: no money is taken from the patient.");
  till_test_wait_for_text (all.dialog, "Lee, Anna · $25.00 · Card terminal");
  till_test_wait_for_text (all.dialog, "This holds until the batch closes");

  /* Why is not optional, and the patient will read it. */
  till_test_wait_for_text (all.dialog, "Printed on the receipt");
  g_assert_false (ui_can_press (all.dialog, "Void $25.00"));
  ui_choose (all.dialog, "Reason", 1);
  g_assert_true (ui_can_press (all.dialog, "Void $25.00"));
  ui_choose (all.dialog, "Reason", 0);
  g_assert_false (ui_can_press (all.dialog, "Void $25.00"));
  ui_choose (all.dialog, "Reason", 2);
  ui_pictures (all.dialog, "refund-void");
  ui_press (all.dialog, "Void $25.00");
  dialog_wait_done (&all, "Payment voided");

  row = desk_get (all.desk, desk_count (all.desk, "SELECT id FROM transactions WHERE kind='void'"));
  g_assert_cmpint (row->amount.cents, ==, -2500);
  g_assert_nonnull (row->reason);
  desk_free (all.desk);
}

/* ── Amounts ─────────────────────────────────────────────────────────────────────────────────────
 */

static const struct
{
  const char *typed;
  const char *says;
  const char *button;
  gboolean    good;
} amounts[] = {
  { "10", "Refund: the money was taken. $10.00 goes back", "Refund $10.00", TRUE },
  { "25.01", "Only $25.00 is left of this payment", NULL, FALSE },
  { "0", "more than zero", NULL, FALSE },
  { "-1", "more than zero", NULL, FALSE },
  { "", "Enter an amount.", NULL, FALSE },
  { "ten", "is not an amount of money", NULL, FALSE },
  { "25", "Void: no money is taken", "Void $25.00", TRUE },
};

static gboolean
can_run (GtkWidget *dialog)
{
  g_autoptr (GPtrArray) buttons = till_test_find_all (dialog, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    {
      if (gtk_widget_has_css_class (buttons->pdata[i], "destructive-action"))
        return gtk_widget_is_sensitive (buttons->pdata[i]);
    }

  g_assert_not_reached ();
}

static void
test_amounts (void)
{
  Dialog all = { .desk = desk_new (NULL) };

  all.id = desk_take (all.desk, 2500);
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "Void: no money is taken");
  ui_choose (all.dialog, "Reason", 1);
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      ui_write (ui_field (all.dialog, "Amount to take back"), amounts[i].typed);
      g_assert_true (till_test_shows_text (all.dialog, amounts[i].says));
      g_assert_cmpint (can_run (all.dialog), ==, amounts[i].good);
      if (amounts[i].good)
        ui_button (all.dialog, amounts[i].button);
      if (i == 1)
        ui_pictures (all.dialog, "refund-too-much");
    }
  g_assert_cmpint (count_back (&all), ==, 0);

  ui_end (all.dialog);
  desk_free (all.desk);
}

static void
test_part (void)
{
  Dialog all = { .desk = desk_new (NULL) };

  all.id = desk_take (all.desk, 2500);
  close_batch (all.desk);
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "Refund: the money was taken. $25.00 goes back");
  ui_choose (all.dialog, "Reason", 1);
  ui_write (ui_field (all.dialog, "Amount to take back"), "7.5");
  ui_pictures (all.dialog, "refund-part");
  ui_press (all.dialog, "Refund $7.50");
  dialog_wait_done (&all, "Payment refunded");

  /* What is left is offered next, and no cent more. */
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "$17.50 goes back");
  ui_choose (all.dialog, "Reason", 1);
  ui_write (ui_field (all.dialog, "Amount to take back"), "17.51");
  till_test_wait_for_text (all.dialog, "Only $17.50 is left");
  g_assert_false (can_run (all.dialog));
  ui_end (all.dialog);

  g_assert_cmpint (count_back (&all), ==, 1);
  desk_assert_agree (all.desk);
  desk_free (all.desk);
}

/* ── Too late for a void ─────────────────────────────────────────────────────────────────────────
 */

static void
test_closed_batch (void)
{
  Dialog     all = { .desk = desk_new (NULL) };
  GtkWidget *question;
  int        natural;

  all.id = desk_take (all.desk, 2500);
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "Void: no money is taken");
  ui_choose (all.dialog, "Reason", 1);
  close_batch (all.desk);
  ui_press (all.dialog, "Void $25.00");

  /* Not silently: it is asked. No: it is read anew, and the words are a refund's now. */
  question = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (question, "Too Late for a Void");
  till_test_wait_for_text (question, "the money has now been taken");
  ui_pictures (question, "refund-too-late");
  /* Long words wrap: the dialog behind is as wide as before. */
  gtk_widget_measure (all.dialog, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, <=, 520);
  g_assert_cmpint (count_back (&all), ==, 0);
  ui_answer ("cancel");
  till_test_wait_for_text (all.dialog, "Refund: the money was taken. $25.00 goes back");
  g_assert_null (all.said);
  ui_press (all.dialog, "Refund $25.00");
  dialog_wait_done (&all, "Payment refunded");
  g_assert_cmpint (count_back (&all), ==, 1);

  desk_assert_agree (all.desk);
  desk_free (all.desk);
}

static void
test_closed_batch_refund_instead (void)
{
  Dialog all = { .desk = desk_new (NULL) };

  all.id = desk_take (all.desk, 2500);
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "Void: no money is taken");
  ui_choose (all.dialog, "Reason", 1);
  close_batch (all.desk);
  ui_press (all.dialog, "Void $25.00");
  ui_answer ("refund");
  dialog_wait_done (&all, "Payment refunded");
  g_assert_cmpint (desk_count (all.desk, "SELECT count (*) FROM transactions WHERE kind='refund'"),
                   ==, 1);

  desk_assert_agree (all.desk);
  desk_free (all.desk);
}

/* ── What can't be taken back ────────────────────────────────────────────────────────────────────
 */

static void
test_unreachable (void)
{
  Dialog all = { .desk = desk_new (NULL) };

  all.id = desk_take (all.desk, 2500);
  set_faults (all.desk->peer, "500-before=100%");
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "The Processor Can’t Be Asked");
  till_test_wait_for_text (all.dialog, "nothing can be promised");
  ui_pictures (all.dialog, "refund-unreachable");
  ui_press (all.dialog, "Close");
  till_test_wait_until (all.gone == NULL);

  desk_free (all.desk);
}

static void
test_nothing_left (void)
{
  Dialog all = { .desk = desk_new_for_cash () };

  all.id = desk_take_cash (all.desk, all.desk->anna, 4000);
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "Hand $40.00 back to the patient in cash.");
  ui_choose (all.dialog, "Reason", 1);
  ui_press (all.dialog, "Hand Back $40.00");
  dialog_wait_done (&all, "Return recorded: hand the money back");

  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "This Can’t Be Refunded");
  till_test_wait_for_text (all.dialog, "has been taken back already");
  ui_end (all.dialog);
  desk_free (all.desk);
}

/* Closed while the processor is being asked: nothing happens to a window that is not there. */
static void
test_closed_while_reading (void)
{
  Dialog all = { .desk = desk_new (NULL) };

  all.id = desk_take (all.desk, 2500);
  open_dialog (&all);
  ui_end (all.dialog);
  g_assert_null (all.said);
  g_assert_cmpint (count_back (&all), ==, 0);

  desk_free (all.desk);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/refund/void", test_void);
  g_test_add_func ("/ui/refund/amounts", test_amounts);
  g_test_add_func ("/ui/refund/part", test_part);
  g_test_add_func ("/ui/refund/closed-batch", test_closed_batch);
  g_test_add_func ("/ui/refund/closed-batch/refund-instead", test_closed_batch_refund_instead);
  g_test_add_func ("/ui/refund/unreachable", test_unreachable);
  g_test_add_func ("/ui/refund/nothing-left", test_nothing_left);
  g_test_add_func ("/ui/refund/closed-while-reading", test_closed_while_reading);

  return g_test_run ();
}
