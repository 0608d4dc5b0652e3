/* till-bench-deposits.c: the Deposits tab of a practice of ten years: filled, and a deposit opened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench.h"
#include "flow/till-practice-deposits.h"
#include "till-bench-frames.h"
#include "till-bench-window.h"
#include "ui/till-window.h"
#include "ui/widgets/till-table-view.h"

#define FRAMES_OF_REST 30

/* What the tab shows of each. */
static const char rows_sql[] =
  "SELECT id, funded_on, sales_cents, refunds_cents, fees_cents, deposited_cents, account, state,"
  " kind, reason, difference_cents, explanation, batch, terminal, settled_on, words, bank_line_id"
  " FROM deposits ORDER BY funded_on DESC, id DESC";

static TillTableView *
find_view (GtkWidget *widget)
{
  if (TILL_IS_TABLE_VIEW (widget) && gtk_widget_get_mapped (widget))
    return TILL_TABLE_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      TillTableView *found = find_view (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* What is done beside, rows out of sight filled, is over when somebody presses something. */
static void
rest (void)
{
  paint (FRAMES_OF_REST);
}

static void
show_tab (GtkWidget *window, const char *name)
{
  gtk_widget_activate_action (window, "win.show-tab", "s", name);
}

static void
measure_filled (GtkWidget *window, TillTable *table, sqlite3 *db)
{
  double filled[N_ROUNDS];
  double shown[N_ROUNDS];
  double raw[N_ROUNDS];
  double most;

  raw_rows (db, rows_sql);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double begin;

      show_days (table, BENCH_LAST_DAY, BENCH_LAST_DAY);
      rest ();
      begin = bench_now ();
      show_days (table, NULL, NULL);
      paint (1);
      filled[i] = (bench_now () - begin) * 1000.0;
      show_tab (window, "transactions");
      rest ();
      begin = bench_now ();
      show_tab (window, "deposits");
      paint (1);
      shown[i] = (bench_now () - begin) * 1000.0;
      raw[i] = raw_rows (db, rows_sql) * 1000.0;
    }
  g_assert_cmpuint (till_table_get_n_rows (table), ==, BENCH_N_DEPOSITS);
  most = 1.5 * bench_median (raw, N_ROUNDS) + 50.0;
  bench_limit ("deposits-filled", "ms", bench_median (filled, N_ROUNDS), most);
  bench_limit ("deposits-tab-shown", "ms", bench_median (shown, N_ROUNDS), most);
}

/* From the press to the first frame that has the deposit's transactions. */
static void
measure_opening (GtkWidget *window)
{
  TillOutline *outline = till_table_view_get_outline (find_view (window));
  gint64       id = till_table_get_id (TILL_TABLE (outline), 0);
  guint        n_closed = g_list_model_get_n_items (G_LIST_MODEL (outline));
  double       opened[N_ROUNDS];

  rest ();
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double begin = bench_now ();

      till_outline_open (outline, id);
      do
        paint (1);
      while (g_list_model_get_n_items (G_LIST_MODEL (outline)) < n_closed + BENCH_N_ITEMS);
      opened[i] = (bench_now () - begin) * 1000.0;
      till_outline_close (outline, id);
      rest ();
    }
  bench_limit ("deposit-of-5000-opened", "ms", bench_median (opened, N_ROUNDS), 2.0 * FRAME_MS);
}

void
measure_deposits (const char *path)
{
  TillPractice *practice = open_practice (path);
  TillTable    *table = till_practice_get_deposits (practice);
  GtkWidget    *window = till_window_new (NULL, practice);
  sqlite3      *db;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_error ("%s", path);
  sqlite3_exec (db, "PRAGMA query_only=1; PRAGMA wal_autocheckpoint=0", NULL, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
  watch_window (window);
  show_tab (window, "deposits");
  wait_ready (table);

  measure_filled (window, table, db);
  measure_opening (window);
  sqlite3_close (db);
  gtk_window_destroy (GTK_WINDOW (window));
  till_practice_close (practice);
  g_object_unref (practice);
}
