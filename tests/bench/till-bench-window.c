/* till-bench-window.c: a window of its own process, measured: bare, or Till's over a practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: till-bench-window bare|empty PRACTICE: prints milliseconds from the start of main to the
 * painted window, and its resident memory in MB. till-bench-window start PRACTICE: the same for
 * Till's window with its month; memory: with the whole table, scrolled through.
 * till-bench-window list PRACTICE: the lines of the list; deposits: those of the Deposits tab.
 */
#include <adwaita.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "flow/till-practice.h"
#include "till-bench-frames.h"
#include "till-bench-window.h"
#include "ui/till-window.h"

/* What one column view costs with the same cells, rows ready in memory. */
#define N_BARE_ROWS 200
#define N_BARE_COLUMNS 9

/* Of scrolling, in a round of callbacks. */
#define N_STEPS 40

static double
resident_mb (void)
{
  g_autofree char *status = NULL;
  const char      *at;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0.0;
  at = strstr (status, "VmRSS:");

  return at != NULL ? g_ascii_strtod (at + strlen ("VmRSS:"), NULL) / 1024.0 : 0.0;
}

/* ── Bare ── */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 10);
  gtk_list_item_set_child (item, text);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
new_bare_list (void)
{
  GtkStringList *rows = gtk_string_list_new (NULL);
  GtkWidget     *scroller = gtk_scrolled_window_new ();
  GtkWidget     *view;

  for (guint i = 0; i < N_BARE_ROWS; i++)
    gtk_string_list_append (rows, "Nov 24, 2026, 2:03 PM");
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (rows))));
  gtk_widget_add_css_class (view, "data-table");
  for (guint i = 0; i < N_BARE_COLUMNS; i++)
    {
      GtkListItemFactory  *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column = gtk_column_view_column_new ("Column", factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static GtkWidget *
new_bare_window (gboolean with_list)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_window_set_default_size (GTK_WINDOW (window), 1240, 720);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  if (with_list)
    gtk_box_append (GTK_BOX (box), new_bare_list ());
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* ── Ours ── */

TillPractice *
open_practice (const char *path)
{
  g_autoptr (TillClock) clock = till_clock_new ();
  g_autoptr (GError)    error = NULL;
  TillPractice         *practice = till_practice_open (path, clock, NULL, &error);

  if (practice == NULL)
    g_error ("%s", error->message);

  return practice;
}

void
wait_ready (TillTable *table)
{
  while (till_table_get_state (table) != TILL_TABLE_READY)
    iterate ();
}

static void
print_start (double begin)
{
  paint (1);
  printf ("%.3f\t%.1f\n", (bench_now () - begin) * 1000.0, resident_mb ());
  fflush (stdout);
}

/* The bench's last day is its own; the month is the one up to it. */
void
show_days (TillTable *table, const char *first, const char *last)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  const char *const      days[] = { first, last, NULL };

  till_filter_set (filter, "date", TILL_OP_BETWEEN, first != NULL ? days : NULL);
  watch_begin ();
  till_table_set_filter (table, filter);
  watch_end ();
  wait_ready (table);
}

double
raw_rows (sqlite3 *db, const char *sql)
{
  double        begin = bench_now ();
  sqlite3_stmt *statement;
  gint64        sum = 0;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          if (sqlite3_column_type (statement, i) == SQLITE_INTEGER)
            sum += sqlite3_column_int64 (statement, i);
          else if (sqlite3_column_text (statement, i) != NULL)
            sum += sqlite3_column_bytes (statement, i);
        }
    }
  sqlite3_finalize (statement);
  g_assert_cmpint (sum, !=, 0);

  return bench_now () - begin;
}

static double
ours_days (TillTable *table, const char *first, const char *last)
{
  double begin = bench_now ();

  show_days (table, first, last);
  paint (1);

  return bench_now () - begin;
}

static void
measure_days (TillTable *table, sqlite3 *db)
{
  TillDay               last = till_day_from_iso (BENCH_LAST_DAY);
  g_autofree char      *first = till_day_to_iso (till_day_add (till_day_add_months (last, -1), 1));
  g_autofree char      *sql = NULL;
  g_autoptr (GTimeZone) zone = till_zone_open (BENCH_ZONE, NULL);
  double                ours[N_ROUNDS];
  double                raw[N_ROUNDS];
  TillInstant           from;
  TillInstant           until;

  till_range_get_instants ((TillDayRange){ till_day_from_iso (first), last }, zone, &from, &until);
  sql = g_strdup_printf (
    "SELECT id, happened_at, patient_name, amount_cents, method, card, status, posting,"
    " kind, state, receipt_number FROM transactions WHERE happened_at >= %" G_GINT64_FORMAT
    " AND happened_at < %" G_GINT64_FORMAT " ORDER BY happened_at DESC, id DESC",
    from, until);
  raw_rows (db, sql);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      show_days (table, BENCH_LAST_DAY, BENCH_LAST_DAY);
      paint (1);
      ours[i] = ours_days (table, first, BENCH_LAST_DAY) * 1000.0;
      raw[i] = raw_rows (db, sql) * 1000.0;
    }
  /* Two times raw and one frame, as one figure. */
  bench_limit ("month-click-to-painted", "ms", bench_median (ours, N_ROUNDS),
               2.0 * bench_median (raw, N_ROUNDS) + FRAME_MS);
}

static void
measure_whole (TillTable *table, sqlite3 *db)
{
  static const char sql[] = "SELECT id, counted_cents, counted_fee_cents FROM transactions"
                            " ORDER BY happened_at DESC, id DESC";
  double            ready[N_ROUNDS];
  double            painted[N_ROUNDS];
  double            raw[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double begin;

      show_days (table, BENCH_LAST_DAY, BENCH_LAST_DAY);
      paint (1);
      begin = bench_now ();
      show_days (table, NULL, NULL);
      ready[i] = (bench_now () - begin) * 1000.0;
      paint (1);
      painted[i] = (bench_now () - begin) * 1000.0;
      raw[i] = raw_rows (db, sql) * 1000.0;
    }
  g_assert_cmpuint (till_table_get_n_rows (table), ==, BENCH_N_TRANSACTIONS);
  bench_line ("whole-ids-count-sums", "ms", bench_median (ready, N_ROUNDS),
              bench_median (raw, N_ROUNDS), 1.5);
  bench_line ("whole-first-paint", "ms", bench_median (painted, N_ROUNDS),
              bench_median (raw, N_ROUNDS), 2.5);
}

/* ── Scrolling, and callbacks ── */

GtkWidget *
find_scroller (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget) &&
      GTK_IS_COLUMN_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (widget))))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_scroller (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
shows_words (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (shows_words (child, words))
        return TRUE;
    }

  return FALSE;
}

/* From the press to the painted count and sum of all that are selected. */
static void
measure_select_all (GtkWidget *scroller)
{
  GtkWidget         *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));
  GtkSelectionModel *rows = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  double             seconds[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double begin = bench_now ();

      gtk_selection_model_select_all (rows);
      do
        paint (1);
      while (!shows_words (watch.window, "selected, net"));
      seconds[i] = bench_now () - begin;
      gtk_selection_model_unselect_all (rows);
      paint (1);
    }
  bench_limit ("select-all-summed", "ms", bench_median (seconds, N_ROUNDS) * 1000.0,
               2.0 * FRAME_MS);
}

/* By filter and by scrolling. The longest of each round; in the median, as one stretch in a round
 * may be the machine's. */
static void
measure_callbacks (TillTable *table, GtkAdjustment *adjustment)
{
  double worsts[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      watch.longest = 0.0;
      ours_days (table, BENCH_LAST_DAY, BENCH_LAST_DAY);
      ours_days (table, NULL, NULL);
      for (guint step = 1; step <= N_STEPS; step++)
        {
          watch_begin ();
          gtk_adjustment_set_value (adjustment, step * 600.0);
          watch_end ();
          paint (1);
        }
      worsts[i] = watch.longest;
    }
  bench_limit ("callback-longest", "ms", bench_median (worsts, N_ROUNDS) * 1000.0, 8.0);
}

static void
measure_list (const char *path)
{
  TillPractice  *practice = open_practice (path);
  TillTable     *table = till_practice_get_transactions (practice);
  GtkWidget     *window = till_window_new (NULL, practice);
  GtkAdjustment *adjustment;
  sqlite3       *db;
  double         begin;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_error ("%s", path);
  sqlite3_exec (db, "PRAGMA query_only=1; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-16384",
                NULL, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
  watch_window (window);
  wait_ready (table);
  paint (3);

  measure_days (table, db);
  measure_whole (table, db);
  show_days (table, NULL, NULL);
  paint (3);

  measure_select_all (find_scroller (window));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_scroller (window)));
  begin = bench_now ();
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  paint (1);
  bench_limit ("jump-to-end-painted", "ms", (bench_now () - begin) * 1000.0, 2.0 * FRAME_MS);

  measure_scroll (adjustment, "scroll-row", 23.0, FALSE);
  measure_scroll (adjustment, "scroll-page", 600.0, FALSE);
  measure_scroll (adjustment, "scroll-drag", 20000.0, TRUE);

  measure_callbacks (table, adjustment);
  sqlite3_close (db);
  gtk_window_destroy (GTK_WINDOW (window));
  till_practice_close (practice);
  g_object_unref (practice);
}

static void
measure_memory (const char *path, double begin)
{
  TillPractice  *practice = open_practice (path);
  TillTable     *table = till_practice_get_transactions (practice);
  GtkWidget     *window = till_window_new (NULL, practice);
  GtkAdjustment *adjustment;

  gtk_window_present (GTK_WINDOW (window));
  watch_window (window);
  wait_ready (table);
  show_days (table, NULL, NULL);
  paint (60);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_scroller (window)));
  for (guint i = 0; i <= 50; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * i / 50.0);
      paint (1);
    }
  print_start (begin);
  gtk_window_destroy (GTK_WINDOW (window));
  till_practice_close (practice);
  g_object_unref (practice);
}

static void
measure_start (const char *path, double begin)
{
  TillPractice *practice = open_practice (path);
  GtkWidget    *window = till_window_new (NULL, practice);

  gtk_window_present (GTK_WINDOW (window));
  watch_window (window);
  wait_ready (till_practice_get_transactions (practice));
  print_start (begin);
  gtk_window_destroy (GTK_WINDOW (window));
  till_practice_close (practice);
  g_object_unref (practice);
}

int
main (int argc, char *argv[])
{
  double begin = bench_now ();

  setlocale (LC_ALL, "");
  if (argc != 3)
    {
      g_printerr ("till-bench-window bare|empty|start|memory|list|deposits PRACTICE\n");
      return EXIT_FAILURE;
    }

  adw_init ();
  if (strcmp (argv[1], "start") == 0)
    measure_start (argv[2], begin);
  else if (strcmp (argv[1], "memory") == 0)
    measure_memory (argv[2], begin);
  else if (strcmp (argv[1], "list") == 0)
    measure_list (argv[2]);
  else if (strcmp (argv[1], "deposits") == 0)
    measure_deposits (argv[2]);
  else
    {
      watch_window (new_bare_window (strcmp (argv[1], "bare") == 0));
      print_start (begin);
    }

  return EXIT_SUCCESS;
}
