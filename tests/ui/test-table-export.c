/* test-table-export.c: a list exported by hand: what, how, to which file; progress, and given up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "document/till-receipt.h"
#include "flow/till-practice-private.h"
#include "till-test-ui.h"
#include "ui/till-practice-actions.h"
#include "ui/transactions/till-transactions-page.h"
#include "ui/widgets/till-table-export.h"

/* More than are exported before the progress is shown. */
#define MANY 150000

typedef struct
{
  Desk          *desk;
  TillTable     *table;
  GtkWidget     *page;
  GtkWidget     *window;
  GtkWidget     *button;
  GtkWidget     *popover;
  TillTableView *view;
  char          *folder;
  char          *path;
} Page;

static void
wait_rows (Page *self, guint n_rows)
{
  ui_wait_rows (self->table, n_rows, self->window);
}

static void
show_page (Page *self, guint n_rows)
{
  GActionGroup *actions;
  GtkWidget    *toasts = adw_toast_overlay_new ();
  GtkWidget *export;

  self->folder = g_strdup (g_get_home_dir ());
  self->path = g_build_filename (self->folder, "list.csv", NULL);
  self->table = till_practice_get_transactions (self->desk->practice);
  self->page = till_transactions_page_new (self->desk->practice);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), self->page);
  self->window = ui_window_around (toasts, 1200, 600);
  actions = till_practice_actions_new (self->desk->practice, GTK_WINDOW (self->window),
                                       ADW_TOAST_OVERLAY (toasts));
  gtk_widget_insert_action_group (self->window, "practice", actions);
  g_object_unref (actions);
  export = till_test_find (self->page, TILL_TYPE_TABLE_EXPORT);
  self->button = till_test_find (export, GTK_TYPE_MENU_BUTTON);
  self->popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->button)));
  self->view = TILL_TABLE_VIEW (till_test_find (self->page, TILL_TYPE_TABLE_VIEW));
  wait_rows (self, n_rows);
}

static void
open_page (Page *self)
{
  self->desk = desk_new_for_cash ();
  ui_take_three (self->desk);
  show_page (self, 3);
}

static void
close_page (Page *self)
{
  g_object_ref (self->page);
  ui_end (self->window);
  g_assert_finalize_object (self->page);
  desk_free (self->desk);
  g_unlink (self->path);
  g_free (self->folder);
  g_free (self->path);
}

static void
open_popover (Page *self)
{
  ui_keys ("ctrl+e");
  till_test_wait_until (gtk_widget_get_mapped (self->popover));
  till_test_wait_frames (self->popover, 2);
}

/* The file dialog that comes up, in the folder it begins in. */
static void
choose (const char *name)
{
  GtkWidget *chooser = ui_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
}

static guint
count_files (Page *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint            n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
assert_text (Page *self, const char *expected)
{
  g_autofree char   *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (self->path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
narrow (Page *self, const char *column, const char *from)
{
  const char *const      values[] = { from, "", NULL };
  g_autoptr (TillFilter) filter = till_filter_new ();

  till_filter_set (filter, column, TILL_OP_BETWEEN, values);
  till_table_set_filter (self->table, filter);
}

static void
hide_column (Page *self, const char *title, gboolean hide)
{
  GListModel *columns = gtk_column_view_get_columns (till_table_view_get_view (self->view));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        gtk_column_view_column_set_visible (column, !hide);
    }
}

/* All that match, in the columns that are shown, and a toast that says how many. */
static void
test_all (void)
{
  Page page;

  open_page (&page);
  narrow (&page, "amount", "1000");
  wait_rows (&page, 2);
  hide_column (&page, "Date", TRUE);
  hide_column (&page, "Card", TRUE);
  hide_column (&page, "Status", TRUE);
  hide_column (&page, "Posted", TRUE);
  open_popover (&page);
  g_assert_true (till_test_shows_text (page.popover, "All that Match (2)"));
  g_assert_false (till_test_shows_text (page.popover, "Only the Selected"));
  ui_pictures (page.popover, "export-popover");
  till_test_screenshot (page.window, "export-page");
  ui_press (page.popover, "Export as CSV…");
  choose ("list.csv");
  till_test_wait_for_text (page.window, "2 rows exported to list.csv");
  till_test_wait_frames (page.window, 2);
  till_test_screenshot (page.window, "export-done");
  assert_text (&page, "Patient,Amount,Method\r\n\"Lee, Ben\",250.00,Cash\r\n"
                      "\"Lee, Anna\",10.00,Cash\r\n");
  g_assert_cmpuint (count_files (&page), ==, 1);
  g_assert_cmpint (desk_count (page.desk, "SELECT count(*) FROM audit WHERE deed = 'export'"), ==,
                   1);
  close_page (&page);
}

/* What is selected is what is offered first; all is a press away. */
static void
test_selected (void)
{
  Page             page;
  const char      *mark = "\xef\xbb\xbf";
  g_autofree char *text = NULL;

  open_page (&page);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (till_table_view_get_selection (page.view)),
                                   1, TRUE);
  open_popover (&page);
  g_assert_true (till_test_shows_text (page.popover, "Only the Selected (1)"));
  till_test_screenshot (page.popover, "export-selected");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (till_test_find_named (page.popover, GTK_TYPE_CHECK_BUTTON, "CSV for Excel")),
    TRUE);
  ui_press (page.popover, "Export as CSV…");
  choose ("list.csv");
  till_test_wait_for_text (page.window, "1 row exported to list.csv");
  g_assert_true (g_file_get_contents (page.path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, mark));
  g_assert_nonnull (strstr (text, "250.00"));
  g_assert_null (strstr (text, "10.00"));
  close_page (&page);
}

static void
test_pdf (void)
{
  Page                page;
  g_autofree char    *bytes = NULL;
  g_autofree char    *text = NULL;
  g_autoptr (GBytes)  pdf = NULL;
  g_autoptr (TillPdf) read = NULL;
  gsize               length;

  open_page (&page);
  narrow (&page, "amount", "1000");
  wait_rows (&page, 2);
  open_popover (&page);
  ui_press (page.popover, "Save as PDF…");
  choose ("list.csv");
  till_test_wait_for_text (page.window, "2 rows exported to list.csv");
  g_assert_true (g_file_get_contents (page.path, &bytes, &length, NULL));
  pdf = g_bytes_new (bytes, length);
  read = till_pdf_open (pdf, NULL);
  g_assert_nonnull (read);
  text = till_pdf_get_text (read, 0);
  g_assert_nonnull (strstr (text, "Amount: from $10.00"));
  g_assert_null (strstr (text, "Confirmation"));
  g_assert_nonnull (strstr (text, "$260.00"));
  close_page (&page);
}

/* An error is told. A link to the books is no name for a list. */
static void
test_refused (void)
{
  Page               page;
  GtkWidget         *dialog;
  g_autoptr (GFile)  file = NULL;
  g_autoptr (GError) error = NULL;

  open_page (&page);
  file = g_file_new_for_path (page.path);
  g_file_make_symbolic_link (file, page.desk->path, NULL, &error);
  g_assert_no_error (error);
  open_popover (&page);
  ui_press (page.popover, "Export as CSV…");
  choose ("list.csv");
  /* Whether to replace it is asked first. */
  gtk_dialog_response (GTK_DIALOG (ui_wait_window (GTK_TYPE_MESSAGE_DIALOG)), GTK_RESPONSE_ACCEPT);
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "belongs to the practice");
  ui_answer ("close");
  close_page (&page);
}

static gboolean
fill_work (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (
    connection,
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (
      MANY) ")"
            " INSERT INTO transactions (location_id, happened_at, kind, state, status, method, "
            "posting,"
            "   patient_name, patient_name_folded, amount_cents, fee_cents, entered_at, "
            "receipt_number,"
            "   counted_cents, counted_fee_cents)"
            " SELECT 1, 1795528800000 - i * 1000, 'payment', 'settled', 'paid', 'cash', 'posted',"
            "   'Name ' || i, 'name ' || i, 100, 0, 0, 'R-' || i, 100, 0 FROM n",
    error);
}

/* More than there are threads to read: the export has to wait for one. */
#define N_HELD 16

typedef struct
{
  GMutex   lock;
  GCond    opened;
  gboolean is_open;
  guint    n_done; /* on the main thread */
} Gate;

static gboolean
held_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  while (!gate->is_open)
    g_cond_wait (&gate->opened, &gate->lock);
  g_mutex_unlock (&gate->lock);

  return TRUE;
}

static void
let_go_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Gate *) user_data)->n_done++;
}

static void
hold_readers (Page *self, Gate *gate)
{
  g_mutex_init (&gate->lock);
  g_cond_init (&gate->opened);
  for (guint i = 0; i < N_HELD; i++)
    till_db_read_async (self->desk->practice->db, held_work, gate, NULL, NULL, let_go_cb, gate);
}

static void
let_readers_go (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->is_open = TRUE;
  g_cond_broadcast (&gate->opened);
  g_mutex_unlock (&gate->lock);
  till_test_wait_until (gate->n_done == N_HELD);
  g_cond_clear (&gate->opened);
  g_mutex_clear (&gate->lock);
}

/* What takes long shows how far it is, and may be given up: nothing is left of it. */
static void
test_progress (void)
{
  Page               page;
  Gate               gate = { .n_done = 0 };
  GtkWidget         *dialog;
  g_autoptr (GError) error = NULL;

  page.desk = desk_new_for_cash ();
  till_db_write (page.desk->practice->db, TILL_DB_NORMAL, fill_work, NULL, &error);
  g_assert_no_error (error);
  show_page (&page, MANY);
  open_popover (&page);
  g_assert_true (till_test_shows_text (page.popover, "Print and PDF take at most 20000 rows"));
  g_assert_false (ui_can_press (page.popover, "Print…"));
  g_assert_false (ui_can_press (page.popover, "Save as PDF…"));
  till_test_screenshot (page.popover, "export-many");
  ui_press (page.popover, "Export as CSV…");
  hold_readers (&page, &gate);
  choose ("list.csv");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (till_test_shows_text (dialog, "Looking for the rows"));
  let_readers_go (&gate);
  till_test_wait_for_text (dialog, "of 150000 rows");
  till_test_wait_frames (dialog, 1);
  till_test_screenshot (dialog, "export-progress");
  ui_answer ("cancel");
  till_test_wait_until (count_files (&page) == 0);
  ui_settle (page.window);
  g_assert_cmpuint (count_files (&page), ==, 0);
  g_assert_false (till_test_shows_text (page.window, "exported"));
  g_assert_cmpint (desk_count (page.desk, "SELECT count(*) FROM audit WHERE deed = 'export'"), ==,
                   0);
  close_page (&page);
}

int
main (int argc, char **argv)
{
  ui_init_for_files (&argc, &argv);
  g_test_add_func ("/ui/table-export/all", test_all);
  g_test_add_func ("/ui/table-export/selected", test_selected);
  g_test_add_func ("/ui/table-export/pdf", test_pdf);
  g_test_add_func ("/ui/table-export/refused", test_refused);
  g_test_add_func ("/ui/table-export/progress", test_progress);

  return g_test_run ();
}
