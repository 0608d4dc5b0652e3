/* test-table-states.c: what stands in the place of rows, and what the smallest windows show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "till-page.h"
#include "ui/settings/till-settings-window.h"
#include "ui/till-welcome-window.h"
#include "ui/till-window.h"
#include "ui/widgets/till-table-view.h"

static void
set_filter (Page *self, const char *json)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (TillFilter) filter = till_filter_from_json (json, &error);

  g_assert_no_error (error);
  till_table_set_filter (self->table, filter);
}

static gboolean
has_focus_inside (GtkWidget *window, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

#define CHECKS "{\"column\":\"method\",\"op\":\"is\",\"values\":[\"check\"]}"
#define VOIDED "{\"column\":\"status\",\"op\":\"is\",\"values\":[\"voided\"]}"
#define YESTERDAY "{\"column\":\"date\",\"op\":\"preset\",\"values\":[\"yesterday\"]}"

/* The page says how many filters stand in the way, and takes them all away. */
static void
test_no_match (void)
{
  Page       page;
  GtkWidget *view;

  page_open (&page);
  view = till_test_find (page.page, TILL_TYPE_TABLE_VIEW);
  set_filter (&page, "{\"conditions\":[" CHECKS "]}");
  till_test_wait_for_text (view, "No Rows Match This Filter");
  set_filter (&page, "{\"conditions\":[" CHECKS "," VOIDED "],\"search\":\"anna\"}");
  till_test_wait_for_text (view, "No Rows Match These 3 Filters");
  ui_pictures (page.window, "no-match");

  ui_press (view, "Clear All");
  page_wait_rows (&page, 3);
  g_assert_cmpuint (till_filter_get_n_conditions (till_table_get_filter (page.table)), ==, 0);
  g_assert_false (till_test_shows_text (view, "No Rows Match"));
  till_test_wait_until (has_focus_inside (page.window, view));
  page_close (&page);
}

/* Days without payments are no filters that exclude each other. */
static void
test_empty (void)
{
  Page       page;
  GtkWidget *view;

  page_open (&page);
  view = till_test_find (page.page, TILL_TYPE_TABLE_VIEW);
  set_filter (&page, "{\"conditions\":[" YESTERDAY "]}");
  till_test_wait_for_text (view, "No Transactions in These Days");
  g_assert_false (ui_can_press (view, "Clear All"));
  ui_pictures (page.window, "empty");
  page_close (&page);
}

/* ── Reading takes long, and fails ───────────────────────────────────────────────────────────────
 */

/* Holds every thread that reads, as a slow disk does. */
typedef struct
{
  GMutex   mutex;
  GCond    cond;
  gboolean is_held;
  guint    n_done;
} SlowDisk;

static gboolean
hold_job (TillDbConnection *connection, gpointer data, GError **error)
{
  SlowDisk *disk = data;

  g_mutex_lock (&disk->mutex);
  while (disk->is_held)
    g_cond_wait (&disk->cond, &disk->mutex);
  g_mutex_unlock (&disk->mutex);

  return TRUE;
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  till_db_finish (TILL_DB (source), result, &error);
  g_assert_no_error (error);
  ((SlowDisk *) data)->n_done++;
}

#define MANY_READERS 64

static void
test_loading (void)
{
  SlowDisk   disk = { .is_held = TRUE };
  Desk      *desk = desk_new_for_cash ();
  TillTable *table = till_practice_get_transactions (desk->practice);
  GtkWidget *page;
  GtkWidget *window;

  desk_take_cash (desk, desk->anna, 1000);
  for (guint i = 0; i < MANY_READERS; i++)
    till_db_read_async (till_practice_get_db (desk->practice), hold_job, &disk, NULL, NULL, held_cb,
                        &disk);
  page = till_transactions_page_new (desk->practice);
  window = ui_window_around (page, 1200, 600);
  till_test_wait_for_text (window, "Loading…");
  g_assert_cmpint (till_table_get_state (table), ==, TILL_TABLE_LOADING);
  ui_pictures (window, "loading");

  g_mutex_lock (&disk.mutex);
  disk.is_held = FALSE;
  g_cond_broadcast (&disk.cond);
  g_mutex_unlock (&disk.mutex);
  till_test_wait_for_text (window, "Lee, Anna");
  g_assert_false (till_test_shows_text (window, "Loading…"));
  till_test_wait_until (disk.n_done == MANY_READERS);
  ui_end (window);
  desk_free (desk);
}

static gboolean
sql_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, data, error);
}

static void
run_sql (Page *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (self->desk->practice), TILL_DB_MONEY, sql_job,
                 (gpointer) sql, &error);
  g_assert_no_error (error);
}

/* A list that can't be read says why, and is read when it can be again. */
static void
test_failed (void)
{
  Page       page;
  GtkWidget *view;

  page_open (&page);
  view = till_test_find (page.page, TILL_TYPE_TABLE_VIEW);
  run_sql (&page, "ALTER TABLE transactions RENAME COLUMN counted_cents TO lost_cents");
  set_filter (&page, "{\"conditions\":[" YESTERDAY "]}");
  till_test_wait_for_text (view, "The List Can’t Be Read");
  ui_pictures (page.window, "failed");
  ui_press (view, "Try Again");
  till_test_wait_until (till_table_get_state (page.table) == TILL_TABLE_FAILED);

  run_sql (&page, "ALTER TABLE transactions RENAME COLUMN lost_cents TO counted_cents");
  ui_press (view, "Try Again");
  till_test_wait_for_text (view, "No Transactions in These Days");
  g_assert_false (till_test_shows_text (view, "The List Can’t Be Read"));
  page_close (&page);
}

/* ── Sizes ───────────────────────────────────────────────────────────────────────────────────────
 */

/* The window as it opens shows every column whole. */
static void
test_fits (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  GtkWidget         *window;
  GtkWidget         *view;
  GtkScrolledWindow *scroller;
  GtkAdjustment     *across;

  desk_take_cash (desk, desk->anna, 2500);
  window = till_window_new (ui_application (), desk->practice);
  till_test_present (window);
  till_test_wait_for_text (window, "$25.00");
  view = till_test_find (window, GTK_TYPE_COLUMN_VIEW);
  scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (view, GTK_TYPE_SCROLLED_WINDOW));
  across = gtk_scrolled_window_get_hadjustment (scroller);
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), <=, gtk_adjustment_get_page_size (across));
  till_test_screenshot (window, "window-as-it-opens");
  ui_end (window);
}

static void
assert_smallest (GtkWidget *window, int width, int height)
{
  till_test_present (window);
  gtk_window_set_default_size (GTK_WINDOW (window), 1, 1);
  till_test_wait_frames (window, 3);
  g_assert_cmpint (gtk_widget_get_width (window), >=, width);
  g_assert_cmpint (gtk_widget_get_height (window), >=, height);
  ui_end (window);
}

/* No window can be made so small that nothing in it is of use. */
static void
test_smallest (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  assert_smallest (till_settings_window_new (desk->practice, NULL), 400, 400);
  assert_smallest (till_welcome_window_new (ui_application ()), 400, 400);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/table-states/no-match", test_no_match);
  g_test_add_func ("/ui/table-states/empty", test_empty);
  g_test_add_func ("/ui/table-states/loading", test_loading);
  g_test_add_func ("/ui/table-states/failed", test_failed);
  g_test_add_func ("/ui/table-states/the-window-fits", test_fits);
  g_test_add_func ("/ui/table-states/smallest-windows", test_smallest);

  return g_test_run ();
}
