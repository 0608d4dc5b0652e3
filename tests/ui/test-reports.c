/* test-reports.c: the Reports place by hand: days chosen, cells read, files saved, rows led to
 * their list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "document/till-receipt.h"
#include "flow/till-practice-deposits.h"
#include "flow/till-practice-private.h"
#include "till-test-ui.h"
#include "ui/reports/till-report-page.h"
#include "ui/till-window.h"
#include "ui/widgets/till-range-button.h"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  char      *folder;
} Fixture;

static GtkWidget *
find_page (Fixture *self)
{
  g_autoptr (GPtrArray) pages = till_test_find_all (self->window, TILL_TYPE_REPORT_PAGE);

  for (guint i = 0; i < pages->len; i++)
    {
      if (gtk_widget_get_mapped (pages->pdata[i]))
        return pages->pdata[i];
    }

  return NULL;
}

static void
show_reports (Fixture *self)
{
  gtk_widget_activate_action (self->window, "win.show-reports", NULL);
  till_test_wait_until (find_page (self) != NULL);
}

static void
open_window (Fixture *self)
{
  self->folder = g_strdup (g_get_home_dir ());
  self->window = till_window_new (ui_application (), self->desk->practice);
  till_test_present (self->window);
}

static void
close_window (Fixture *self)
{
  ui_end (self->window);
  desk_free (self->desk);
  g_free (self->folder);
}

/* ── What is there ───────────────────────────────────────────────────────────────────────────── */

static gboolean
change_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, data, error);
}

static void
change (Desk *desk, const char *sql)
{
  g_autoptr (GError) error = NULL;

  till_db_write (desk->practice->db, TILL_DB_NORMAL, change_job, (gpointer) sql, &error);
  g_assert_no_error (error);
}

/* The cells of the mapped page's tables in their order, with "|" between. */
static char *
read_cells (GtkWidget *page)
{
  g_autoptr (GPtrArray) all = till_test_find_all (page, GTK_TYPE_LABEL);
  GString              *cells = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      GtkWidget *grid = gtk_widget_get_ancestor (all->pdata[i], GTK_TYPE_GRID);

      if (gtk_widget_get_mapped (all->pdata[i]) && grid != NULL &&
          gtk_widget_has_css_class (grid, "report-grid"))
        g_string_append_printf (cells, "%s|", gtk_label_get_text (all->pdata[i]));
    }

  return g_string_free (cells, FALSE);
}

static void
assert_cells (GtkWidget *page, const char *part)
{
  g_autofree char *cells = read_cells (page);

  if (strstr (cells, part) == NULL)
    g_error ("“%s” is not in “%s”", part, cells);
}

static void
choose_report (Fixture *self, const char *title)
{
  g_autoptr (GPtrArray) all = till_test_find_all (self->window, GTK_TYPE_TOGGLE_BUTTON);

  for (guint i = 0; i < all->len; i++)
    {
      if (gtk_widget_get_mapped (all->pdata[i]) &&
          gtk_widget_get_ancestor (all->pdata[i], ADW_TYPE_VIEW_SWITCHER) != NULL &&
          till_test_shows_text (all->pdata[i], title))
        {
          gtk_toggle_button_set_active (all->pdata[i], TRUE);
          ui_settle (self->window);
          return;
        }
    }
  g_error ("there is no report “%s”", title);
}

static void
save (Fixture *self, const char *how, const char *name)
{
  GtkWidget       *chooser;
  g_autofree char *words = g_strdup_printf ("%s saved", name);

  gtk_widget_activate_action (find_page (self), "report.export", "s", how);
  chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  till_test_wait_for_text (self->window, words);
}

static char *
load (Fixture *self, const char *name, gsize *length)
{
  g_autofree char   *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char              *bytes = NULL;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);

  return bytes;
}

/* ── The day sheet ───────────────────────────────────────────────────────────────────────────── */

/* Three cash payments of the desk's day; one is made a check. */
static void
test_day_sheet (void)
{
  Fixture                self = { desk_new_for_cash () };
  GtkWidget             *page;
  g_autofree char       *csv = NULL;
  g_autofree char       *bytes = NULL;
  g_autofree char       *text = NULL;
  g_autoptr (GBytes)     pdf = NULL;
  g_autoptr (TillPdf)    read = NULL;
  g_autoptr (TillFilter) filter = NULL;
  gsize                  length;

  ui_take_three (self.desk);
  change (self.desk, "UPDATE transactions SET method = 'check', check_number = '1042'"
                     " WHERE amount_cents = 25000");
  open_window (&self);
  show_reports (&self);
  page = find_page (&self);
  till_test_wait_for_text (page, "Bank Deposit Slip");
  assert_cells (page, "Cash|2|$13.00|$0.00|$0.00|$13.00|");
  assert_cells (page, "Check|1|$250.00|$0.00|$0.00|$250.00|");
  assert_cells (page, "All|3|$263.00|$0.00|$0.00|$263.00|");
  assert_cells (page, "Lee, Ben|1042|$250.00|");
  assert_cells (page, "To the bank||$263.00|");
  ui_pictures (self.window, "report-day-sheet");

  save (&self, "csv", "day.csv");
  csv = load (&self, "day.csv", NULL);
  g_assert_nonnull (strstr (csv, "\"Lee, Ben\",1042,250.00,"));
  save (&self, "pdf", "day.pdf");
  bytes = load (&self, "day.pdf", &length);
  pdf = g_bytes_new (bytes, length);
  read = till_pdf_open (pdf, NULL);
  g_assert_nonnull (read);
  text = till_pdf_get_text (read, 0);
  g_assert_nonnull (strstr (text, "Day Sheet"));
  g_assert_nonnull (strstr (text, "$263.00"));
  g_assert_cmpint (desk_count (self.desk, "SELECT count(*) FROM audit WHERE deed = 'export'"
                                          " AND subject = 'day-sheet'"),
                   ==, 2);

  /* The row of checks leads to the check. */
  ui_press (page, "Check");
  ui_wait_rows (till_practice_get_transactions (self.desk->practice), 1, self.window);
  g_assert_null (find_page (&self));
  till_test_wait_for_text (self.window, "Lee, Ben");
  g_assert_true (till_test_shows_text (self.window, "Entered:"));
  till_test_screenshot (self.window, "report-led-to-list");
  close_window (&self);
}

/* A day without anything; the days before and after it; what is entered meanwhile is shown. */
static void
test_days (void)
{
  Fixture    self = { desk_new_for_cash () };
  GtkWidget *page;

  open_window (&self);
  show_reports (&self);
  page = find_page (&self);
  till_test_wait_for_text (page, "Nothing in These Days");
  ui_pictures (self.window, "report-empty");
  desk_take_cash (self.desk, self.desk->anna, 1000);
  till_test_wait_for_text (page, "Bank Deposit Slip");
  assert_cells (page, "Cash|1|$10.00|");

  ui_press (page, "The days before");
  till_test_wait_for_text (page, "Nothing in These Days");
  gtk_widget_activate_action (page, "report.step", "i", 1);
  till_test_wait_for_text (page, "Bank Deposit Slip");
  close_window (&self);
}

/* By keys alone. */
static void
test_keys (void)
{
  Fixture    self = { desk_new_for_cash () };
  GtkWidget *page;
  GtkWidget *menu;

  ui_take_three (self.desk);
  open_window (&self);
  gtk_window_set_title (GTK_WINDOW (self.window), "Test");
  ui_settle (self.window);
  ui_keys ("ctrl+r");
  till_test_wait_until (find_page (&self) != NULL);
  page = find_page (&self);
  till_test_wait_for_text (page, "Bank Deposit Slip");
  ui_keys ("alt+Left");
  till_test_wait_for_text (page, "Nothing in These Days");
  ui_keys ("alt+Right");
  till_test_wait_for_text (page, "Bank Deposit Slip");
  ui_keys ("ctrl+e");
  menu = till_test_find_named (page, GTK_TYPE_MENU_BUTTON, "Export and print");
  g_assert_nonnull (menu);
  till_test_wait_until (
    gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)))));
  till_test_wait_frames (self.window, 2);
  till_test_screenshot (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu))),
                        "report-export");
  ui_keys ("Escape");
  till_test_wait_until (
    !gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)))));
  /* Only the next frame takes the focus out of what is closed. */
  ui_settle (self.window);
  ui_keys ("ctrl+1");
  till_test_wait_until (find_page (&self) == NULL);
  close_window (&self);
}

/* ── Month, reconciliation ───────────────────────────────────────────────────────────────────── */

/* Of the desk's day and the one before: cards in a deposit, one not posted, one not in it. */
#define FILL                                                                                       \
  "UPDATE transactions SET method = 'terminal', posting = 'posted' WHERE amount_cents <> 300;"     \
  "UPDATE transactions SET method = 'terminal' WHERE amount_cents = 300;"                          \
  "INSERT INTO deposits (id, location_id, kind, state, reason, processor, terminal, batch,"        \
  "  settled_on, funded_on, sales_cents, refunds_cents, conveyed_cents, fees_cents,"               \
  "  withholding_cents, adjustment_cents, total_cents, deposited_cents, n_sales, n_refunds,"       \
  "  difference_cents, explained_cents)"                                                           \
  " SELECT 1, 1, 'batch', 'on-its-way', 'closes', 'clearent', '4321', '17',"                       \
  "   %d, %d, 26000, 0, 0, 754, 0, 0, 26000, 25246, 2, 0, 0, 0;"                                   \
  "INSERT INTO deposit_items (transaction_id, deposit_id)"                                         \
  " SELECT id, 1 FROM transactions WHERE amount_cents <> 300"

static void
fill (Desk *desk)
{
  int              today = till_practice_get_today (desk->practice).number;
  g_autofree char *sql = g_strdup_printf (FILL, today, today + 1);

  change (desk, sql);
}

static void
test_month (void)
{
  Fixture          self = { desk_new_for_cash () };
  GtkWidget       *page;
  g_autofree char *csv = NULL;

  ui_take_three (self.desk);
  fill (self.desk);
  /* The next day may be of the next month. */
  change (self.desk, "UPDATE deposits SET funded_on = settled_on");
  open_window (&self);
  show_reports (&self);
  choose_report (&self, "Month");
  page = find_page (&self);
  till_test_wait_for_text (page, "Card Fees");
  assert_cells (page, "Payments (gross)|3|$263.00|");
  assert_cells (page, "Fees||\u2212$7.54|");
  assert_cells (page, "Effective rate||2.90\u00a0%|");
  ui_pictures (self.window, "report-month");
  save (&self, "excel", "month.csv");
  csv = load (&self, "month.csv", NULL);
  g_assert_true (g_str_has_prefix (csv, "\xef\xbb\xbf"));
  g_assert_nonnull (strstr (csv, "Effective rate,,2.90"));
  close_window (&self);
}

static void
test_reconcile (void)
{
  Fixture    self = { desk_new_for_cash () };
  GtkWidget *page;

  ui_take_three (self.desk);
  fill (self.desk);
  open_window (&self);
  show_reports (&self);
  choose_report (&self, "Reconcile");
  page = find_page (&self);
  till_test_wait_for_text (page, "Side by Side");
  assert_cells (page, "Cards|$260.00|$260.00|$0.00|");
  assert_cells (page, "Posted to the ledger|2|$260.00|"
                      "Taken, but not posted to the ledger|1|$3.00|"
                      "Not in a deposit yet|1|\u2212$3.00|"
                      "Reported by the processor, before fees|1|$260.00|");
  assert_cells (page, "Fees|1|\u2212$7.54|Deposited, as the processor says|1|$252.46|");
  ui_pictures (self.window, "report-reconcile");

  ui_press (page, "Fees");
  ui_wait_rows (till_practice_get_deposits (self.desk->practice), 1, self.window);
  g_assert_null (find_page (&self));
  g_assert_true (till_test_shows_text (self.window, "Of the batch of"));
  till_test_screenshot (self.window, "report-led-to-deposits");
  show_reports (&self);
  ui_press (page, "On its way to the bank");
  ui_wait_rows (till_practice_get_deposits (self.desk->practice), 1, self.window);
  show_reports (&self);
  ui_press (page, "Taken, but not posted to the ledger");
  ui_wait_rows (till_practice_get_transactions (self.desk->practice), 1, self.window);
  till_test_wait_for_text (self.window, "$3.00");
  show_reports (&self);
  ui_press (page, "Not in a deposit yet");
  ui_wait_rows (till_practice_get_transactions (self.desk->practice), 1, self.window);
  g_assert_true (till_test_shows_text (self.window, "In no deposit yet"));
  close_window (&self);
}

#define BATCH_OF_LAST_MONTH                                                                        \
  "INSERT INTO imports (location_id, form, file_name, sha256, accounts, n_lines, n_new,"           \
  "  first_day, last_day, imported_at, imported_by)"                                               \
  " VALUES (1, 'ofx', 'bank.ofx', 'x', '', 1, 1, 20781, 20781, 0, 'Ann');"                         \
  "INSERT INTO bank_lines (id, location_id, import_id, number, account, day, amount_cents, words," \
  "  words_folded, identity, state, n_deposits, difference_cents)"                                 \
  " SELECT 1, 1, id, 1, '', 20781, 25236, 'CLEARENT', 'clearent', 'x', 'matched', 1, -10"          \
  "   FROM imports;"                                                                               \
  "UPDATE deposits SET state = 'deposited', bank_line_id = 1, settled_on ="                        \
  " strftime ('%s', settled_on * 86400, 'unixepoch', 'start of month', '-1 day') / 86400;"         \
  "INSERT INTO deposit_matches (deposit_id, line_id, how, matched_by, matched_at)"                 \
  " VALUES (1, 1, 'by-hand', 'Ann', 0)"

/* Payments that are in the deposit of the month before, of which the bank had less. */
static void
test_crossing (void)
{
  Fixture    self = { desk_new_for_cash () };
  GtkWidget *page;

  ui_take_three (self.desk);
  fill (self.desk);
  change (self.desk, BATCH_OF_LAST_MONTH);
  open_window (&self);
  show_reports (&self);
  choose_report (&self, "Reconcile");
  page = find_page (&self);
  till_test_wait_for_text (page, "Side by Side");
  assert_cells (page, "In the deposits of other days|2|\u2212$260.00|");
  ui_press (page, "In the deposits of other days");
  ui_wait_rows (till_practice_get_transactions (self.desk->practice), 2, self.window);
  g_assert_true (till_test_shows_text (self.window, "In the deposits of: other days than"));
  till_test_screenshot (self.window, "report-led-to-other-days");

  show_reports (&self);
  ui_press (page, "The days before");
  till_test_wait_for_text (page, "Payments of other days in these deposits");
  ui_pictures (self.window, "report-reconcile-crossing");
  ui_press (page, "Payments of other days in these deposits");
  ui_wait_rows (till_practice_get_transactions (self.desk->practice), 2, self.window);
  g_assert_true (till_test_shows_text (self.window, "Date: other days than"));
  show_reports (&self);
  ui_press (page, "The bank has another amount");
  ui_wait_rows (till_practice_get_deposits (self.desk->practice), 1, self.window);
  till_test_screenshot (self.window, "report-led-to-bank-differs");
  close_window (&self);
}

/* Long names and large sums at the sizes a front desk has. */
static void
test_sizes (void)
{
  static const struct
  {
    int         width;
    int         height;
    const char *name;
  } sizes[] = { { 1366, 768, "report-1366" }, { 1024, 600, "report-1024" } };
  Fixture self = { desk_new_for_cash () };

  ui_take_three (self.desk);
  change (self.desk,
          "UPDATE transactions SET method = 'check', check_number = '1042', patient_name ="
          " 'Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine Maximilian von und zu',"
          " entered_by = 'Donaudampfschifffahrtsgesellschaftskapitänin Müller-Lüdenscheidt',"
          " amount_cents = 98765432, counted_cents = 98765432 WHERE amount_cents = 25000");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GtkWidget *window = till_window_new (ui_application (), self.desk->practice);

      gtk_window_set_default_size (GTK_WINDOW (window), sizes[i].width, sizes[i].height);
      till_test_present (window);
      gtk_widget_activate_action (window, "win.show-reports", NULL);
      till_test_wait_for_text (window, "Bank Deposit Slip");
      ui_settle (window);
      till_test_screenshot (window, sizes[i].name);
      ui_end (window);
    }
  desk_free (self.desk);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);
  g_test_add_func ("/ui/reports/day-sheet", test_day_sheet);
  g_test_add_func ("/ui/reports/days", test_days);
  g_test_add_func ("/ui/reports/keys", test_keys);
  g_test_add_func ("/ui/reports/month", test_month);
  g_test_add_func ("/ui/reports/reconcile", test_reconcile);
  g_test_add_func ("/ui/reports/crossing", test_crossing);
  g_test_add_func ("/ui/reports/sizes", test_sizes);

  return g_test_run ();
}
