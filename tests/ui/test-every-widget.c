/* test-every-widget.c: each class made once, shown with a row in its list, and gone without a trace
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"
#include "ui/books/till-book-files-window.h"
#include "ui/books/till-book-import-window.h"
#include "ui/collect/till-collect-dialog.h"
#include "ui/collect/till-patient-form.h"
#include "ui/collect/till-payment-progress.h"
#include "ui/collect/till-refund-dialog.h"
#include "ui/plans/till-plans-page.h"
#include "ui/settings/till-settings-window.h"
#include "ui/settings/till-terminal-row.h"
#include "ui/statements/till-statements-dialog.h"
#include "ui/till-practice-actions.h"
#include "ui/till-welcome-window.h"
#include "ui/till-window.h"
#include "ui/transactions/till-receipt-popover.h"
#include "ui/transactions/till-transactions-page.h"
#include "ui/widgets/till-money-entry.h"
#include "ui/widgets/till-patient-picker.h"
#include "ui/widgets/till-range-button.h"
#include "ui/widgets/till-table-view.h"

/* ── Pieces ──────────────────────────────────────────────────────────────────────────────────────
 */

static GtkWidget *
make_money_entry (Desk *desk, gint64 id)
{
  return till_money_entry_new ("Amount");
}

static GtkWidget *
make_range_button (Desk *desk, gint64 id)
{
  return till_range_button_new ();
}

static GtkWidget *
make_patient_picker (Desk *desk, gint64 id)
{
  return till_patient_picker_new (desk->practice);
}

static GtkWidget *
make_patient_form (Desk *desk, gint64 id)
{
  return till_patient_form_new (desk->practice);
}

static GtkWidget *
make_table_view (Desk *desk, gint64 id)
{
  TillTableView *view = TILL_TABLE_VIEW (till_table_view_new ());

  till_table_view_set_table (view, till_practice_get_transactions (desk->practice),
                             till_practice_get_zone (desk->practice), "Transactions");

  return GTK_WIDGET (view);
}

static GtkWidget *
make_transactions_page (Desk *desk, gint64 id)
{
  return till_transactions_page_new (desk->practice);
}

static GtkWidget *
make_plans_page (Desk *desk, gint64 id)
{
  return till_plans_page_new (desk->practice);
}

static GtkWidget *
make_terminal_row (Desk *desk, gint64 id)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = till_terminal_row_new ("12345", "Front desk");

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);

  return group;
}

static GtkWidget *
make_progress (Desk *desk, gint64 id)
{
  TillPaymentOrder            order = desk_order (desk, 1234, TILL_METHOD_CASH);
  g_autoptr (TillTakePayment) payment = desk_try_collect (desk, &order, NULL);

  return till_payment_progress_new (payment, TILL_METHOD_CASH, till_money (1234), "Lee, Anna");
}

typedef struct
{
  const char *name;
  GtkWidget *(*make) (Desk *desk, gint64 id);
  const char *shows;
} Piece;

static const Piece pieces[] = {
  { "money-entry", make_money_entry, NULL },
  { "range-button", make_range_button, "Last month" },
  { "patient-picker", make_patient_picker, "Lee, Ben" },
  { "patient-form", make_patient_form, "Last Name" },
  { "table-view", make_table_view, "$25.00" },
  { "transactions-page", make_transactions_page, "$25.00" },
  { "plans-page", make_plans_page, "No Payment Plans Yet" },
  { "terminal-row", make_terminal_row, "Front desk" },
  { "payment-progress", make_progress, "Payment Recorded" },
};

static void
test_piece (gconstpointer data)
{
  const Piece     *piece = data;
  g_autoptr (Desk) desk = desk_new_for_cash ();
  gint64           id = desk_take_cash (desk, desk->anna, 2500);
  GtkWidget       *widget = piece->make (desk, id);
  GtkWidget       *window;

  g_object_ref_sink (widget);
  window = ui_window_around (widget, 1000, 500);
  if (piece->shows != NULL)
    till_test_wait_for_text (window, piece->shows);
  ui_pictures (window, piece->name);
  ui_end (window);
  /* A search may be under way for it still. */
  till_test_wait_until (G_OBJECT (widget)->ref_count == 1);
  g_assert_finalize_object (widget);
}

static void
test_receipt_popover (void)
{
  g_autoptr (Desk)    desk = desk_new_for_cash ();
  gint64              id = desk_take_cash (desk, desk->anna, 2500);
  GtkWidget          *place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget          *window = ui_window_around (place, 600, 500);
  TillReceiptPopover *popover = till_receipt_popover_new (desk->practice);

  gtk_widget_set_parent (GTK_WIDGET (popover), place);
  till_receipt_popover_show (popover, place, id, FALSE);
  till_test_wait_for_text (window, "$25.00");
  g_assert_true (till_test_shows_text (window, "Maria Lopez"));
  /* Why not is said by the button itself. */
  g_assert_false (ui_can_press (window, "Send Copy"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (ui_button (window, "Send Copy")), ==,
                   "No e-mail is set up yet. Settings has it, under Messages.");
  g_assert_true (ui_can_press (window, "Download PDF"));
  ui_pictures (gtk_popover_get_child (GTK_POPOVER (popover)), "receipt-popover");
  till_receipt_popover_hide_soon (popover);
  till_test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (popover)));

  g_object_ref (popover);
  gtk_widget_unparent (GTK_WIDGET (popover));
  g_assert_finalize_object (popover);
  ui_end (window);
}

/* What is wrong with an address is said below it, and goes when it is typed on. */
static void
test_receipt_address (void)
{
  g_autoptr (Desk)    desk = desk_new_for_cash ();
  gint64              id = desk_take_cash (desk, desk->anna, 2500);
  GtkWidget          *place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget          *window = ui_window_around (place, 600, 500);
  TillReceiptPopover *popover;
  GtkWidget          *inside;

  /* Only the demo has a mailer. */
  desk_set (desk, TILL_SETTING_DEMO_SEED, "1");
  desk_close (desk);
  desk_open (desk);
  popover = till_receipt_popover_new (desk->practice);
  inside = gtk_popover_get_child (GTK_POPOVER (popover));
  gtk_widget_set_parent (GTK_WIDGET (popover), place);
  till_receipt_popover_show (popover, place, id, TRUE);
  till_test_wait_for_text (window, "$25.00");
  ui_press (window, "Send Copy");
  ui_press (window, "Confirm");
  till_test_wait_for_text (window, "Enter an e-mail address.");
  ui_pictures (inside, "receipt-address-empty");
  ui_write (ui_field (window, "E-mail address"), "anna.example.org");
  g_assert_false (till_test_shows_text (window, "Enter an e-mail address."));
  ui_press (window, "Confirm");
  till_test_wait_for_text (window, "it has no @");
  ui_pictures (inside, "receipt-address-bad");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (popover)));

  ui_write (ui_field (window, "E-mail address"), "anna@example.org");
  ui_press (window, "Confirm");
  till_test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (popover)));
  ui_settle (window);
  gtk_widget_unparent (GTK_WIDGET (popover));
  ui_end (window);
}

/* ── Windows ─────────────────────────────────────────────────────────────────────────────────────
 */

static GtkWidget *
make_collect_dialog (Desk *desk, gint64 id)
{
  return till_collect_dialog_new (desk->practice, TILL_METHOD_CHECK, NULL);
}

static GtkWidget *
make_refund_dialog (Desk *desk, gint64 id)
{
  return till_refund_dialog_new (desk->practice, id, NULL);
}

/* Its pages are of classes of their own; this one says what is wrong with the file. */
static GtkWidget *
make_book_import_window (Desk *desk, gint64 id)
{
  g_autoptr (GError)         error = NULL;
  g_autofree char           *path = g_build_filename (desk->folder, "missing.csv", NULL);
  g_autoptr (TillBookImport) import = till_book_import_new (desk->practice, path, &error);

  g_assert_no_error (error);

  return till_book_import_window_new (desk->practice, import, NULL);
}

static GtkWidget *
make_book_files_window (Desk *desk, gint64 id)
{
  return till_book_files_window_new (desk->practice, NULL);
}

static GtkWidget *
make_statements_dialog (Desk *desk, gint64 id)
{
  return till_statements_dialog_new (desk->practice, &desk->anna, 1, NULL);
}

static GtkWidget *
make_settings_window (Desk *desk, gint64 id)
{
  return till_settings_window_new (desk->practice, NULL);
}

static GtkWidget *
make_window (Desk *desk, gint64 id)
{
  return till_window_new (ui_application (), desk->practice);
}

static GtkWidget *
make_welcome (Desk *desk, gint64 id)
{
  return till_welcome_window_new (ui_application ());
}

static GtkWidget *
make_welcome_set_up (Desk *desk, gint64 id)
{
  GtkWidget *welcome = make_welcome (desk, id);

  till_welcome_window_set_up (TILL_WELCOME_WINDOW (welcome), desk->practice);

  return welcome;
}

static GtkWidget *
make_welcome_problem (Desk *desk, gint64 id)
{
  GtkWidget *welcome = make_welcome (desk, id);

  till_welcome_window_show_problem (TILL_WELCOME_WINDOW (welcome), "The File Is Damaged",
                                    "elm.till can’t be read. Nothing was changed.",
                                    "of Nov 23, 2026");

  return welcome;
}

static GtkWidget *
make_welcome_progress (Desk *desk, gint64 id)
{
  GtkWidget *welcome = make_welcome (desk, id);

  till_welcome_window_show_progress (TILL_WELCOME_WINDOW (welcome), 40);

  return welcome;
}

static const Piece windows[] = {
  { "collect-dialog", make_collect_dialog, "Lee, Ben" },
  { "refund-dialog", make_refund_dialog, "Hand $25.00 back" },
  { "book-import-window", make_book_import_window, "Nothing Was Imported" },
  { "book-files-window", make_book_files_window, "No File Was Imported Yet" },
  { "settings-window", make_settings_window, "Elm Street Dental" },
  { "statements-dialog", make_statements_dialog, "1 statement, $0.00 due in all" },
  { "window", make_window, "$25.00" },
  { "welcome", make_welcome, "Welcome to Till" },
  { "welcome-set-up", make_welcome_set_up, "Name" },
  { "welcome-problem", make_welcome_problem, "Restore the Backup" },
  { "welcome-progress", make_welcome_progress, NULL },
};

static void
test_window (gconstpointer data)
{
  const Piece     *piece = data;
  g_autoptr (Desk) desk = desk_new_for_cash ();
  gint64           id = desk_take_cash (desk, desk->anna, 2500);
  GtkWidget       *window = piece->make (desk, id);

  till_test_present (window);
  if (piece->shows != NULL)
    till_test_wait_for_text (window, piece->shows);
  ui_pictures (window, piece->name);
  ui_end (window);
}

/* As the window opens them: with its deeds, which hold the practice. */
static void
test_opened (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  gint64           id = desk_take_cash (desk, desk->anna, 2500);
  GtkWidget       *window = make_window (desk, id);

  till_test_present (window);
  gtk_widget_activate_action (window, "practice.collect", "s", "cash");
  ui_end (ui_wait_window (TILL_TYPE_COLLECT_DIALOG));
  gtk_widget_activate_action (window, "practice.refund", "x", id);
  ui_end (ui_wait_window (TILL_TYPE_REFUND_DIALOG));
  gtk_widget_activate_action (window, "practice.settings", NULL);
  ui_end (ui_wait_window (TILL_TYPE_SETTINGS_WINDOW));
  ui_end (window);
}

static void
add_all (const char *root, const Piece *all, gsize n_all, GTestDataFunc test)
{
  for (gsize i = 0; i < n_all; i++)
    {
      g_autofree char *path = g_strconcat (root, all[i].name, NULL);

      g_test_add_data_func (path, &all[i], test);
    }
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  add_all ("/ui/every/piece/", pieces, G_N_ELEMENTS (pieces), test_piece);
  g_test_add_func ("/ui/every/piece/receipt-popover", test_receipt_popover);
  g_test_add_func ("/ui/every/piece/receipt-address", test_receipt_address);
  add_all ("/ui/every/window/", windows, G_N_ELEMENTS (windows), test_window);
  g_test_add_func ("/ui/every/window/opened", test_opened);

  return g_test_run ();
}
