/* test-collect-dialog.c: taking cash and checks, what is refused, what is asked first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-collect.h"

/* ── Cash and checks ─────────────────────────────────────────────────────────────────────────────
 */

static void
test_cash (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cash ();
  GtkWidget                  *dialog = collect_open (desk, TILL_METHOD_CASH);
  g_autoptr (TillTransaction) row = NULL;

  ui_pictures (dialog, "collect-empty");
  collect_fill (dialog, "Lee, Anna", "12.5");
  ui_write (ui_field (dialog, "Note (for the practice only)"), "  co-payment ");
  ui_pictures (dialog, "collect-filled");
  ui_press (dialog, "Collect $12.50");
  till_test_wait_for_text (dialog, "Payment Recorded");
  till_test_wait_for_text (dialog, "$12.50 received.");
  ui_pictures (dialog, "collect-recorded");
  g_assert_true (ui_can_press (dialog, "Download PDF"));
  g_assert_true (ui_can_press (dialog, "Print"));
  g_assert_false (ui_can_press (dialog, "Try Again"));
  collect_end_by_done (dialog);

  row = desk_get (desk, 1);
  g_assert_cmpint (row->amount.cents, ==, 1250);
  g_assert_cmpint (row->method, ==, TILL_METHOD_CASH);
  g_assert_cmpstr (row->patient_name, ==, "Lee, Anna");
  g_assert_cmpstr (row->note, ==, "co-payment");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
}

static void
test_check (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cash ();
  GtkWidget                  *dialog = collect_open (desk, TILL_METHOD_CASH);
  g_autoptr (TillTransaction) row = NULL;

  /* Its number is asked for only now. */
  g_assert_false (till_test_shows_text (dialog, "Check Number"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_button (dialog, "Check")), TRUE);
  ui_write (ui_field (dialog, "Check Number"), "10452");
  collect_fill (dialog, "Lee, Ben", "$1,200");
  ui_press (dialog, "Collect $1,200.00");
  till_test_wait_for_text (dialog, "Payment Recorded");
  collect_end_by_done (dialog);

  row = desk_get (desk, 1);
  g_assert_cmpint (row->method, ==, TILL_METHOD_CHECK);
  g_assert_cmpstr (row->check_number, ==, "10452");
  g_assert_cmpint (row->amount.cents, ==, 120000);
}

/* ── What is refused ─────────────────────────────────────────────────────────────────────────────
 */

static const struct
{
  const char *typed;
  const char *says;
} amounts[] = {
  { "", "Enter an amount." },
  { "0", "must be more than zero" },
  { "0.00", "must be more than zero" },
  { "-5", "must be more than zero" },
  { "(12.34)", "must be more than zero" },
  { "twelve", "is not an amount of money" },
  { "12.345", "is not an amount of money" },
  { "1000000.01", "at most $1,000,000.00" },
  { "99999999999999999999", "is not an amount of money" },
};

static void
test_wrong_amounts (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_CASH);

  collect_fill (dialog, "Lee, Anna", "");
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      ui_write (ui_field (dialog, "Amount"), amounts[i].typed);
      /* A new try, and what was wrong is forgotten. */
      if (i > 0)
        g_assert_false (till_test_shows_text (dialog, amounts[i - 1].says));
      collect_press (dialog);
      till_test_wait_for_text (dialog, amounts[i].says);
      till_test_wait_until (collect_can_press (dialog));
    }
  ui_pictures (dialog, "collect-refused");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 0);

  ui_end (dialog);
}

static void
test_no_patient (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_CASH);

  ui_write (ui_field (dialog, "Amount"), "10");
  collect_press (dialog);
  till_test_wait_for_text (dialog, "Choose the patient first.");
  ui_press_row (dialog, "Lee, Anna");
  g_assert_false (till_test_shows_text (dialog, "Choose the patient first."));

  /* Taken back again: the choice, not the amount. */
  ui_press (dialog, "Change");
  ui_press (dialog, "Collect $10.00");
  till_test_wait_for_text (dialog, "Choose the patient first.");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 0);

  ui_end (dialog);
}

static void
test_card_number (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_CHECK);
  const char      *fields[] = { "Note (for the practice only)", "Check Number" };

  collect_fill (dialog, "Lee, Anna", "10");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *field = ui_field (dialog, fields[i]);

      /* Quicker than the field itself: pressed in the same moment. */
      ui_write (field, "4111 1111 1111 1111");
      collect_press (dialog);
      till_test_wait_for_text (dialog, "There is a card number in");
      till_test_wait_for_text (dialog, "That was a card number");
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, "");
      if (i == 0)
        ui_pictures (dialog, "collect-card-number");
      ui_write (field, "1");
      ui_settle (dialog);
    }
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 0);

  ui_end (dialog);
}

static void
test_no_processor (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_TERMINAL);
  static const struct
  {
    const char *route;
    gboolean    works;
  } routes[] = {
    { "Virtual terminal", FALSE }, { "Cash", TRUE }, { "Card terminal", FALSE }, { "Check", TRUE }
  };

  collect_fill (dialog, "Lee, Anna", "10");
  till_test_wait_for_text (dialog, "No card processor is set up yet.");
  g_assert_false (collect_can_press (dialog));
  ui_pictures (dialog, "collect-no-processor");
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      GtkWidget *button = ui_button (dialog, routes[i].route);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      g_assert_cmpint (collect_can_press (dialog), ==, routes[i].works);
      g_assert_cmpint (till_test_shows_text (dialog, "No card processor"), ==, !routes[i].works);
    }
  ui_end (dialog);
}

/* ── What is asked first ─────────────────────────────────────────────────────────────────────────
 */

static void
test_ask_first (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog;
  GtkWidget       *question;

  desk_take_cash (desk, desk->ben, 2500);
  desk_pass (desk, 3 * TILL_MINUTE);
  dialog = collect_open (desk, TILL_METHOD_CHECK);
  /* Anna is Ben's guarantor: one account. */
  collect_fill (dialog, "Lee, Anna", "25");
  ui_press (dialog, "Collect $25.00");
  question = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (question,
                           "$25.00 was already collected for this account 3 minutes ago.");
  ui_pictures (question, "collect-ask-first");
  ui_answer ("no");
  till_test_wait_until (collect_can_press (dialog));
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 1);

  ui_press (dialog, "Collect $25.00");
  ui_answer ("yes");
  till_test_wait_for_text (dialog, "Payment Recorded");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 2);

  collect_end_by_done (dialog);
}

/* Escape is no yes, and a dialog that went meanwhile does nothing. */
static void
test_ask_first_dismissed (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog;

  desk_take_cash (desk, desk->anna, 2500);
  dialog = collect_open (desk, TILL_METHOD_CASH);
  collect_fill (dialog, "Lee, Anna", "25");
  ui_press (dialog, "Collect $25.00");
  gtk_window_close (GTK_WINDOW (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG)));
  ui_settle (dialog);
  g_assert_true (collect_can_press (dialog));
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 1);

  ui_end (dialog);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/collect/cash", test_cash);
  g_test_add_func ("/ui/collect/check", test_check);
  g_test_add_func ("/ui/collect/wrong-amounts", test_wrong_amounts);
  g_test_add_func ("/ui/collect/no-patient", test_no_patient);
  g_test_add_func ("/ui/collect/card-number", test_card_number);
  g_test_add_func ("/ui/collect/no-processor", test_no_processor);
  g_test_add_func ("/ui/collect/ask-first", test_ask_first);
  g_test_add_func ("/ui/collect/ask-first-dismissed", test_ask_first_dismissed);

  return g_test_run ();
}
