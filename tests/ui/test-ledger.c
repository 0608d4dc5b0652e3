/* test-ledger.c: entries are made, taken back and allocated on a patient’s page, as a person does
 * it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "till-test-ui.h"
#include "ui/ledger/till-allocate-dialog.h"
#include "ui/ledger/till-entry-dialog.h"
#include "ui/ledger/till-family-ledger.h"
#include "ui/ledger/till-take-back-dialog.h"
#include "ui/patients/till-patient-page.h"
#include "ui/till-window.h"
#include "ui/widgets/till-table-view.h"

typedef struct
{
  Desk      *desk; /* its two siblings; Anna answers for both */
  GtkWidget *window;
} Tab;

static GtkWidget *
open_ledger (Tab *tab)
{
  GtkWidget *page;

  tab->desk = desk_new_for_cash ();
  desk_set (tab->desk, TILL_SETTING_POST_PAYMENTS, "1");
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (tab->window), 1366, 768);
  till_test_present (tab->window);
  g_assert_true (gtk_widget_activate_action (tab->window, "win.show-patient", "x", tab->desk->ben));
  till_test_wait_until ((page = till_test_find (tab->window, TILL_TYPE_PATIENT_PAGE)) != NULL);
  till_test_wait_for_text (page, "Lee, Ben");
  ui_press (page, "Family Ledger");
  till_test_wait_until (ui_can_press (page, "Add Charge…"));

  return till_test_find (page, TILL_TYPE_FAMILY_LEDGER);
}

static void
close_ledger (Tab *tab)
{
  ui_end (tab->window);
  desk_free (tab->desk);
}

static void
press_and_wait (GtkWidget *dialog, const char *button)
{
  gpointer gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  ui_press (dialog, button);
  till_test_wait_until (gone == NULL);
}

/* As by a click on its row. */
static void
choose_entry (Tab *tab, GtkWidget *ledger, gint64 id)
{
  TillTableView *view = TILL_TABLE_VIEW (till_test_find (ledger, TILL_TYPE_TABLE_VIEW));

  till_test_wait_until (till_table_view_go_to (view, id));
  ui_settle (tab->window);
}

static gint64
last_entry (Tab *tab)
{
  return desk_count (tab->desk, "SELECT max(id) FROM ledger_entries");
}

static GtkWidget *
open_charge (GtkWidget *ledger, const char *amount, const char *words)
{
  GtkWidget *dialog;

  ui_press (ledger, "Add Charge…");
  dialog = ui_wait_window (TILL_TYPE_ENTRY_DIALOG);
  ui_write (ui_field (dialog, "Amount"), amount);
  ui_write (ui_field (dialog, "What For"), words);

  return dialog;
}

/* ── Entering ────────────────────────────────────────────────────────────────────────────────── */

/* What can't be is said; the same twice is asked about. */
static void
test_charge (void)
{
  Tab        tab = { 0 };
  GtkWidget *ledger = open_ledger (&tab);
  GtkWidget *dialog = open_charge (ledger, "", "");

  g_assert_false (ui_can_press (ledger, "Take Back…"));
  g_assert_false (ui_can_press (ledger, "Allocate…"));
  ui_press (dialog, "Add");
  till_test_wait_for_text (dialog, "Enter an amount.");
  ui_write (ui_field (dialog, "Amount"), "300");
  ui_write (ui_field (dialog, "Day (month/day/year)"), "13/1/2026");
  ui_press (dialog, "Add");
  till_test_wait_for_text (dialog, "“13/1/2026” is not a day. Write it as in 11/24/2026.");
  ui_write (ui_field (dialog, "Day (month/day/year)"), "11/2/2026");
  ui_press (dialog, "Add");
  till_test_wait_for_text (dialog, "Say what the charge is for: it stands on the statement.");
  ui_pictures (dialog, "ledger-charge");
  ui_write (ui_field (dialog, "What For"), "Crown");
  press_and_wait (dialog, "Add");
  till_test_wait_for_text (tab.window, "The charge was added");
  till_test_wait_for_text (ledger, "1 entry");
  g_assert_true (till_test_shows_text (ledger, "$300.00"));
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM ledger_entries AS e"
                                         "  JOIN patients AS p ON p.id = e.patient_id"
                                         " WHERE p.name = 'Lee, Ben' AND e.amount_cents = 30000"),
                   ==, 1);

  dialog = open_charge (ledger, "300", "Crown");
  ui_write (ui_field (dialog, "Day (month/day/year)"), "11/2/2026");
  ui_press (dialog, "Add");
  ui_answer ("no");
  till_test_wait_until (ui_can_press (dialog, "Add"));
  ui_press (dialog, "Add");
  ui_answer ("yes");
  till_test_wait_for_text (ledger, "2 entries");
  desk_assert_holds (tab.desk);
  close_ledger (&tab);
}

/* What takes off is entered without a sign; for another one of the family. */
static void
test_adjustment (void)
{
  Tab        tab = { 0 };
  GtkWidget *ledger = open_ledger (&tab);
  GtkWidget *dialog;

  ui_press (ledger, "Add Adjustment…");
  dialog = ui_wait_window (TILL_TYPE_ENTRY_DIALOG);
  ui_choose (dialog, "Patient", 0);
  ui_write (ui_field (dialog, "Amount"), "-20");
  ui_write (ui_field (dialog, "What For"), "Courtesy");
  ui_press (dialog, "Add");
  till_test_wait_for_text (dialog, "Enter the amount without a sign, and choose what it does.");
  ui_write (ui_field (dialog, "Amount"), "20");
  ui_pictures (dialog, "ledger-adjustment");
  press_and_wait (dialog, "Add");
  till_test_wait_for_text (tab.window, "The adjustment was added");
  till_test_wait_for_text (ledger, "Unearned $20.00");
  g_assert_cmpint (desk_count (tab.desk, "SELECT count(*) FROM ledger_entries AS e"
                                         "  JOIN patients AS p ON p.id = e.patient_id"
                                         " WHERE p.name = 'Lee, Anna' AND e.amount_cents = -2000"),
                   ==, 1);
  close_ledger (&tab);
}

/* ── Taking back ─────────────────────────────────────────────────────────────────────────────── */

static void
test_take_back (void)
{
  Tab        tab = { 0 };
  GtkWidget *ledger = open_ledger (&tab);
  GtkWidget *dialog;
  gint64     charge;

  press_and_wait (open_charge (ledger, "300", "Crown"), "Add");
  till_test_wait_for_text (ledger, "1 entry");
  charge = last_entry (&tab);
  choose_entry (&tab, ledger, charge);
  ui_press (ledger, "Take Back…");
  dialog = ui_wait_window (TILL_TYPE_TAKE_BACK_DIALOG);
  g_assert_true (till_test_shows_text (dialog, "Lee, Ben"));
  ui_press (dialog, "Take Back");
  till_test_wait_for_text (dialog, "Say why the entry is taken back.");
  ui_write (ui_field (dialog, "Why"), "Wrong tooth");
  ui_pictures (dialog, "ledger-take-back");
  press_and_wait (dialog, "Take Back");
  till_test_wait_for_text (tab.window, "The entry was taken back");
  till_test_wait_for_text (ledger, "2 entries");
  till_test_wait_for_text (ledger, "Reversal");

  choose_entry (&tab, ledger, charge);
  ui_press (ledger, "Take Back…");
  till_test_wait_for_text (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG),
                           "This entry is taken back already.");
  ui_answer ("close");
  desk_assert_holds (tab.desk);
  close_ledger (&tab);
}

/* ── Allocating ──────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
open_allocation (Tab *tab, GtkWidget *ledger, gint64 payment)
{
  choose_entry (tab, ledger, payment);
  ui_press (ledger, "Allocate…");

  return ui_wait_window (TILL_TYPE_ALLOCATE_DIALOG);
}

/* The money field whose name ends so. */
static GtkWidget *
part_of (GtkWidget *dialog, const char *day, const char *words)
{
  g_autofree char *name = g_strconcat (day, ", ", words, NULL);

  return ui_field (dialog, name);
}

static void
test_allocate (void)
{
  Tab              tab = { 0 };
  GtkWidget       *ledger = open_ledger (&tab);
  g_autofree char *today = till_day_format (till_practice_get_today (tab.desk->practice));
  GtkWidget       *dialog;
  gint64           payment;

  press_and_wait (open_charge (ledger, "300", "Crown"), "Add");
  till_test_wait_for_text (ledger, "1 entry");
  press_and_wait (open_charge (ledger, "80", "Cleaning"), "Add");
  till_test_wait_for_text (ledger, "2 entries");
  desk_take_cash (tab.desk, tab.desk->anna, 35000);
  till_test_wait_for_text (ledger, "3 entries");
  payment = last_entry (&tab);
  /* The oldest first: $30 of the cleaning are left. */
  till_test_wait_for_text (ledger, "$30.00");
  ui_pictures (tab.window, "ledger-open");

  dialog = open_allocation (&tab, ledger, payment);
  g_assert_true (till_test_shows_text (dialog, "Unearned credit: $0.00"));
  ui_write (part_of (dialog, today, "Crown"), "400");
  till_test_wait_for_text (dialog, "Of the charge for “Crown” at most $300.00 can be paid by it.");
  g_assert_false (ui_can_press (dialog, "Save"));
  ui_write (part_of (dialog, today, "Crown"), "300");
  ui_write (part_of (dialog, today, "Cleaning"), "80");
  till_test_wait_for_text (dialog, "That is more than the $350.00 there are.");
  ui_write (part_of (dialog, today, "Crown"), "100");
  till_test_wait_for_text (dialog, "Unearned credit: $170.00");
  ui_pictures (dialog, "ledger-allocate");
  press_and_wait (dialog, "Save");
  till_test_wait_for_text (tab.window, "The payment was allocated");
  till_test_wait_for_text (ledger, "Unearned $170.00");
  till_test_wait_for_text (ledger, "$200.00");
  till_test_wait_for_text (tab.window, "Unearned credit");
  ui_pictures (tab.window, "ledger-allocated");

  /* A new charge takes it up. */
  press_and_wait (open_charge (ledger, "70", "X-ray"), "Add");
  till_test_wait_for_text (ledger, "Unearned $100.00");

  dialog = open_allocation (&tab, ledger, payment);
  ui_press (dialog, "Oldest First");
  till_test_wait_for_text (dialog, "Unearned credit: $0.00");
  press_and_wait (dialog, "Save");
  till_test_wait_until (!till_test_shows_text (ledger, "Unearned"));
  desk_assert_holds (tab.desk);
  close_ledger (&tab);
}

/* The entry of a payment is taken back with the payment; a charge can't be allocated. */
static void
test_of_payment (void)
{
  Tab        tab = { 0 };
  GtkWidget *ledger = open_ledger (&tab);

  desk_take_cash (tab.desk, tab.desk->anna, 500);
  till_test_wait_for_text (ledger, "Unearned $5.00");
  choose_entry (&tab, ledger, last_entry (&tab));
  ui_press (ledger, "Take Back…");
  till_test_wait_for_text (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG),
                           "This entry belongs to a payment: it can’t be taken back by itself. "
                           "Void or refund the payment.");
  ui_answer ("close");
  press_and_wait (open_charge (ledger, "3", "Floss"), "Add");
  till_test_wait_for_text (ledger, "Unearned $2.00");
  choose_entry (&tab, ledger, last_entry (&tab));
  g_assert_true (ui_can_press (ledger, "Take Back…"));
  g_assert_false (ui_can_press (ledger, "Allocate…"));
  close_ledger (&tab);
}

/* ── Beside another program's file ───────────────────────────────────────────────────────────── */

static gboolean
file_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (
    connection,
    "INSERT INTO book_imports (id, state, kind, file_name, sha256, as_of, n_rows, n_new, n_changed,"
    "  n_gone, n_left_out, total_cents, first_patient, imported_at, imported_by)"
    " VALUES (1, 'done', 'balances', 'a.csv', 'x', 0, 1, 0, 1, 0, 0, 0, 99, 0, 'Ann');"
    "UPDATE editions SET state = 'kept';"
    "INSERT INTO editions (id, state, aged_on, import_id, last_entry)"
    " SELECT 10, 'shown', max(day), 1, max(id) FROM ledger_entries",
    error);
}

/* What the file knows is corrected there; an entry counts until the next file; nothing is allocated
 * by hand. */
static void
test_beside_file (void)
{
  Tab                tab = { 0 };
  GtkWidget         *ledger = open_ledger (&tab);
  GtkWidget         *dialog;
  gint64             known;
  g_autoptr (GError) error = NULL;

  ui_press (ledger, "Add Adjustment…");
  dialog = ui_wait_window (TILL_TYPE_ENTRY_DIALOG);
  g_assert_false (till_test_shows_text (dialog, "another program’s file"));
  ui_write (ui_field (dialog, "Amount"), "20");
  ui_write (ui_field (dialog, "What For"), "Courtesy");
  press_and_wait (dialog, "Add");
  till_test_wait_for_text (ledger, "Unearned $20.00");
  known = last_entry (&tab);
  till_db_write (tab.desk->practice->db, TILL_DB_NORMAL, file_job, NULL, &error);
  g_assert_no_error (error);
  till_test_wait_until (!till_test_shows_text (ledger, "Unearned"));

  choose_entry (&tab, ledger, known);
  g_assert_false (ui_can_press (ledger, "Allocate…"));
  ui_press (ledger, "Take Back…");
  till_test_wait_for_text (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG),
                           "What is owed comes from another program’s file, which knows this "
                           "entry. Correct it in that program, and import its file anew.");
  ui_answer ("close");
  dialog = open_charge (ledger, "300", "Crown");
  g_assert_true (till_test_shows_text (dialog,
                                       "What is owed comes from another program’s file. This entry "
                                       "counts until the next file is imported: enter it in that "
                                       "program, too."));
  ui_pictures (dialog, "ledger-charge-beside-file");
  press_and_wait (dialog, "Add");
  till_test_wait_for_text (tab.window, "The charge was added");
  close_ledger (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/ledger/charge", test_charge);
  g_test_add_func ("/ui/ledger/adjustment", test_adjustment);
  g_test_add_func ("/ui/ledger/take-back", test_take_back);
  g_test_add_func ("/ui/ledger/allocate", test_allocate);
  g_test_add_func ("/ui/ledger/of-payment", test_of_payment);
  g_test_add_func ("/ui/ledger/beside-file", test_beside_file);

  return g_test_run ();
}
